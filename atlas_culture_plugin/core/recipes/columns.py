# SPDX-License-Identifier: GPL-2.0-or-later
"""Which headers of a table are the columns that a recipe names, and which years they show."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from ..errors import RecipeError
from ..i18n import quoted, tr
from ..territories import plain
from .recipe import YEAR, Source

_SHOWN = r"((?:19|20)\d\d)"


def years_of_headers(source: Source, headers: Iterable[str], file: str) -> tuple[int, ...]:
    """Return the years that headers show, in order: the latest alone, unless the recipe wants every one.

    Args:
        source: what the recipe says; its year may be elsewhere, hence no year.
        headers: without case, accents or punctuation.
        file: how sentences call it.

    Raises:
        RecipeError: no header shows a year.
    """
    if not source.year.header:
        return ()
    before, _, after = source.year.header.partition(YEAR)
    parts = (re.escape(plain(before)), _SHOWN, re.escape(plain(after)))
    pattern = re.compile(r"\ ".join(part for part in parts if part))
    years = sorted({int(match[1]) for header in headers if (match := pattern.fullmatch(header))})
    if not years:
        sentence = tr("{file} has no column such as “{header}”, which would tell its year.")
        raise RecipeError(sentence.format(file=file, header=source.year.header))
    return tuple(years) if source.year.every else (years[-1],)


def column_of(name: str, year: int) -> str:
    """Return how the column of an earlier year of a wide table is called."""
    return f"{name}@{year}"


def name_of(column: str) -> str:
    """Return the name that a recipe gives to a column, whatever the year."""
    return column.partition("@")[0]


def folded(headers: Iterable[str]) -> dict[str, str]:
    """Return headers by their words alone: the first one where « Total (€) » and « Total » have the same."""
    found: dict[str, str] = {}
    for header in headers:
        found.setdefault(plain(header), header)
    return found


def find_columns(source: Source, raw: Sequence[str], years: Sequence[int], file: str) -> dict[str, str]:
    """Return the header of each column that the recipe names, and of those of the earlier years.

    Case, accents, spaces and punctuation of headers do not matter, unless one is written exactly so: they
    differ from one export to another.
    A column may be without an earlier year; one that has an empty text among its headers may not be there.

    Raises:
        RecipeError: there is none for one of them, or the same for two.
    """
    headers = folded(raw) | {header: header for header in raw}
    latest = years[-1] if years else 0
    found: dict[str, str] = {}
    for name, wanted in source.columns.items():
        match = _header(wanted, headers, latest)
        if match is None and "" in wanted:
            continue
        if match is None:
            raise _no_column([_spelled(text, latest) for text in wanted if text], folded(raw), file)
        found[name] = match
        for year in years[:-1] if source.is_yearly(name) else ():
            if (earlier := _header(wanted, headers, year)) is not None:
                found[column_of(name, year)] = earlier
    twice = next((header for header in found.values() if list(found.values()).count(header) > 1), None)
    if twice is not None:
        sentence = tr("{file}: the column “{column}” would be read under two names of the recipe.")
        raise RecipeError(sentence.format(file=file, column=twice))
    return found


def _spelled(text: str, year: int) -> str:
    return text.replace(YEAR, str(year))


def _header(wanted: Iterable[str], headers: Mapping[str, str], year: int) -> str | None:
    spelled = [_spelled(text, year) for text in wanted if text]
    exact = next((headers[text] for text in spelled if text in headers), None)
    return exact or next((headers[plain(text)] for text in spelled if plain(text) in headers), None)


def _no_column(wanted: list[str], headers: Mapping[str, str], file: str) -> RecipeError:
    close = difflib.get_close_matches(plain(wanted[0]), list(headers), n=3, cutoff=0.4)
    names = ", ".join(quoted(headers[header]) for header in close) or tr("none that looks like it")
    sentence = tr("{file} has no column {wanted}; it has {close}. Add the header to the recipe.")
    looked = " / ".join(quoted(text) for text in wanted)
    return RecipeError(sentence.format(file=file, wanted=looked, close=names), "\n".join(headers.values()))
