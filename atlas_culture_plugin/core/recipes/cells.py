# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells of a published table as numbers with a status, and as codes of territories.

A column is read value by distinct value: published columns repeat themselves.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..codes import normalise
from ..errors import RecipeError
from ..i18n import tr
from ..model import Level, Status
from ..territories import Territories, fold, plain
from .recipe import Texts

if TYPE_CHECKING:
    import pandas as pd

_Read = TypeVar("_Read")

_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?")
_ALL_PLAIN = re.compile(r"(?:[+-]?[0-9]+(?:\.[0-9]*)?\n)*[+-]?[0-9]+(?:\.[0-9]*)?")
#: Exponents that multiply as on paper.
_POWERS = {1.0: "", 10.0: "e1", 100.0: "e2", 1000.0: "e3", 1_000_000.0: "e6"}
_GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?: [0-9]{3})+)(?![0-9])")
_MANTISSA = re.compile(r"([+-]?)([0-9.,]+)((?:[eE][+-]?[0-9]{1,3})?)")
_THOUSANDS = {",": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"), ".": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")}
_SEVERAL_MARKS = re.compile(r"[.,][^.,\n]*[.,]")
#: What is written after a number and does not change it. Not « k€ », which does.
_UNITS = re.compile(r" ?[%€]$")
#: Apostrophes part thousands as spaces do.
_SPELLING = str.maketrans({"−": "-", "‑": "-", "'": " ", "’": " "})
#: No published figure is this large: a cell that is has lost its separators, or is a code.
_BEYOND = 1e15
#: Kinds of EPCI as they are written in full, and in official names.
_KINDS = {
    "communaute de communes ": "cc ",
    "communaute d agglomeration ": "ca ",
    "communaute urbaine ": "cu ",
}
#: An article, or the kind of an EPCI with the words that link it to its name.
_QUALIFIED = re.compile(r"(?:(?:cc|ca|cu|metropole) (?:de la |de l |des |du |de |d )?)?(?:la |le |les |l )?")


@dataclass(frozen=True)
class Numbers:
    """A column of numbers.

    Args:
        values: NaN wherever the status is not a value.
        statuses: of :class:`Status`, one per row.
        problems: row (from 0) and text of each cell that is neither a number nor a marker: « #REF! », a word
            that the recipe does not know. They are not available, and told.
    """

    values: NDArray[np.float64]
    statuses: NDArray[np.uint8]
    problems: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class NamedCodes:
    """Codes found from names.

    Args:
        codes: one per row; None where the name is not that of one territory alone.
        matched: each name that was understood, its code and the number of rows.
        ambiguous: each name that several territories have, and the number of rows.
        unknown: each name that none has, and the number of rows.
        candidates: the territories that have an ambiguous name: nobody knows which of them is meant.
    """

    codes: list[str | None]
    matched: tuple[tuple[str, str, int], ...]
    ambiguous: tuple[tuple[str, int], ...]
    unknown: tuple[tuple[str, int], ...]
    candidates: frozenset[str] = frozenset()


def numbers(
    series: pd.Series[str], markers: Mapping[str, Status], decimal: str = "auto", factor: float = 1.0
) -> Numbers:
    """Read a column of numbers as they are published in France.

    Spaces of any width part thousands, « 2,7 % » is 2.7. An empty cell is not available, unless ``markers``
    says otherwise.

    Args:
        series: text.
        markers: status that a text stands for, whatever its case and spaces; a number (``999``) stands for
            every way of writing it (``999.0``). A marker whose status is a value stands for zero.
        decimal: ``.``, ``,`` or ``auto``: told by the cells that have both or several of one, else either.
        factor: by which to multiply, 1000 for thousands of euros; exact where the numbers are decimal.

    Raises:
        RecipeError: ``decimal`` is none of these.
    """
    if decimal not in ("auto", ".", ","):
        sentence = tr("“{value}” is not a decimal separator: write “auto”, “.” or “,”.")
        raise RecipeError(sentence.format(value=decimal))
    places, uniques = distinct(series)
    cells = _Cells(markers, _decimal_mark(uniques) if decimal == "auto" else decimal, factor)
    plain_ones = cells.all_plain(uniques)
    if plain_ones is not None:
        return Numbers(plain_ones[places], np.zeros(len(places), np.uint8), ())
    values = np.full(len(uniques), np.nan)
    statuses = np.full(len(uniques), Status.MISSING, np.uint8)
    wrong: list[int] = []
    for place, text in enumerate(uniques):
        found = cells.read(text)
        if found is None:
            wrong.append(place)
        else:
            values[place], statuses[place] = found
    rows = np.flatnonzero(np.isin(places, wrong)).tolist() if wrong else []
    return Numbers(values[places], statuses[places], tuple((row, uniques[places[row]]) for row in rows))


def codes(series: pd.Series[str], level: Level, several: str = "") -> list[str | None]:
    """Return the well-formed code that each cell stands for, None where there is none.

    Args:
        series: text.
        level: what they are codes of.
        several: what parts the codes of a cell that has several: they are returned in one text, so parted,
            each of them once.
    """
    if not several:
        return _per_value(series, lambda text: normalise(level, text))

    def found(text: str) -> str | None:
        read = (normalise(level, part) for part in text.split(several))
        return several.join(dict.fromkeys(code for code in read if code)) or None

    return _per_value(series, found)


def is_short(text: str, code: str, several: str) -> bool:
    """Whether the codes that were read are fewer than those that a cell names."""
    named = {part.strip().upper() for part in text.split(several) if part.strip()}
    return len(code.split(several)) < len(named)


def categories(
    series: pd.Series[str], markers: Mapping[str, Status], wanted: Sequence[Texts]
) -> tuple[Numbers, dict[str, int]]:
    """Read a column of categories: the place of each among those wanted, from 1.

    A cell belongs to the first category that one of its texts stands for; case and spaces do not matter. An
    empty cell that is of no category is not available.

    Args:
        series: text.
        markers: status that a text stands for.
        wanted: the categories.

    Returns:
        The places, and the texts that are of no category, with their rows: they are not available.
    """
    places, uniques = distinct(series)
    spelled = {_spelled(text).casefold(): status for text, status in markers.items()}
    patterns = [_pattern(one.cells) for one in wanted]
    ranks, states = np.zeros(len(uniques)), np.full(len(uniques), Status.MISSING, np.uint8)
    unread: dict[str, int] = {}
    for place, text in enumerate(uniques):
        cell = _spelled(text).casefold()
        rank = next((rank for rank, pattern in enumerate(patterns, 1) if pattern.fullmatch(cell)), 0)
        if cell in spelled or not rank:
            states[place] = spelled.get(cell, Status.MISSING)
            if cell and cell not in spelled:
                unread[text] = int((places == place).sum())
        else:
            ranks[place], states[place] = rank, Status.VALUE
    ranks[states != Status.VALUE] = np.nan
    return Numbers(ranks[places], states[places], ()), unread


def _pattern(cells: Sequence[str]) -> re.Pattern[str]:
    texts = (re.escape(_spelled(text).casefold()).replace(r"\*", ".*") for text in cells)
    return re.compile("|".join(f"(?:{text})" for text in texts), re.DOTALL)


def names_to_codes(series: pd.Series[str], level: Level, territories: Territories) -> NamedCodes:
    """Return the code of the territory that each cell names, when one alone has that name.

    Case, accents, hyphens, « St », a leading article and the kind of an EPCI do not matter;
    « Saint-Denis (974) » says which.
    """
    exact, loose = _by_name(level, territories)

    def found(text: str) -> frozenset[str]:
        name = _full_name(text)
        return exact.get(name) or loose.get(_bare_name(name)) or frozenset()

    counted = Counter(text.strip() for text in series if text.strip())
    candidates = {text: found(text) for text in counted}
    single = {text: next(iter(some)) for text, some in candidates.items() if len(some) == 1}
    return NamedCodes(
        _per_value(series, lambda text: single.get(text.strip())),
        tuple((text, code, counted[text]) for text, code in single.items()),
        tuple((text, counted[text]) for text, some in candidates.items() if len(some) > 1),
        tuple((text, counted[text]) for text, some in candidates.items() if not some),
        frozenset().union(*(some for some in candidates.values() if len(some) > 1)),
    )


class _Cells:
    """Reads the cells of one column."""

    def __init__(self, markers: Mapping[str, Status], mark: str, factor: float) -> None:
        self._mark = mark
        self._factor = factor
        spelled = {_spelled(text): status for text, status in markers.items()}
        self._texts = {text.casefold(): status for text, status in spelled.items()}
        self._texts.setdefault("", Status.MISSING)
        read = ((_plain_number(text, ""), status) for text, status in spelled.items())
        self._numbers = {float(number): status for number, status in read if number is not None}

    def all_plain(self, texts: Sequence[str]) -> NDArray[np.float64] | None:
        """Return the values of texts that are plain numbers, all of them; None when any is not."""
        power = _POWERS.get(self._factor)
        unsure = self._mark == "," or self._numbers or power is None or not texts
        column = "\n".join(texts)
        if unsure or column.count("\n") >= len(texts) or not _ALL_PLAIN.fullmatch(column):
            return None
        values = np.array([float(f"{text}{power}") for text in texts])
        return values if bool((np.abs(values) < _BEYOND).all()) else None

    def read(self, text: str) -> tuple[float, Status] | None:
        """Return the value and the status of a cell; None when it is neither a number nor a marker."""
        if self._mark != "," and _PLAIN.fullmatch(text):
            return self._of_number(text)
        spelled = _spelled(text)
        status = self._texts.get(spelled.casefold())
        if status is not None:
            return _of_marker(status)
        number = _plain_number(spelled, self._mark)
        return None if number is None else self._of_number(number)

    def _of_number(self, number: str) -> tuple[float, Status] | None:
        value = float(number)
        status = self._numbers.get(value) if self._numbers else None
        if status is not None:
            return _of_marker(status)
        if self._factor != 1:
            value = _times(number, self._factor)
        return (value, Status.VALUE) if abs(value) < _BEYOND else None


def _of_marker(status: Status) -> tuple[float, Status]:
    return (0.0 if status is Status.VALUE else math.nan), status


def distinct(series: pd.Series[str]) -> tuple[NDArray[np.intp], list[str]]:
    """Return the place of each cell among the distinct texts, and those."""
    import pandas as pd

    places, uniques = pd.factorize(series.to_numpy(dtype=object, na_value=""))
    return places, [str(text) for text in uniques]


def _per_value(series: pd.Series[str], read: Callable[[str], _Read]) -> list[_Read]:
    places, uniques = distinct(series)
    found = [read(text) for text in uniques]
    return [found[place] for place in places.tolist()]


def _spelled(text: str) -> str:
    """Write a cell with plain spaces, signs and quotes, none around it."""
    if text.isascii() and text.isalnum():
        return text
    return " ".join(text.translate(_SPELLING).split())


def _plain_number(text: str, mark: str) -> str | None:
    """Return a number as Python writes it, None for anything else."""
    text = _UNITS.sub("", text)
    text = _GROUPED.sub(lambda match: match[1] + match[2].replace(" ", ""), text, count=1)
    parts = _MANTISSA.fullmatch(text)
    if parts is None:
        return None
    digits = parts[2]
    if mark in _THOUSANDS:
        whole, _, decimals = digits.partition(mark)
        if _THOUSANDS[mark].fullmatch(whole):
            digits = f"{whole.replace(',', '').replace('.', '')}{mark if decimals else ''}{decimals}"
    candidate = f"{parts[1]}{digits.replace(',', '.')}{parts[3]}"
    if mark and {",", "."} - {mark} & set(digits):
        return None
    return candidate if _PLAIN.fullmatch(candidate) else None


def _decimal_mark(texts: Sequence[str]) -> str:
    """Return the decimal separator that a column shows beyond doubt; empty when each cell may have its own.

    The last of two different ones is decimal; one that is there several times parts thousands.
    """
    for text in texts if _SEVERAL_MARKS.search("\n".join(texts)) else ():
        comma, dot = text.count(","), text.count(".")
        if not (comma and dot) and max(comma, dot) < 2:
            continue
        if not _MANTISSA.fullmatch(_UNITS.sub("", _spelled(text)).replace(" ", "")):
            continue
        if comma and dot:
            return "," if text.rindex(",") > text.rindex(".") else "."
        return "." if comma else ","
    return ""


def _times(number: str, factor: float) -> float:
    """Multiply as on paper: 12.3456 thousands are 12345.6, not 12345.599999999999."""
    return float(Decimal(number) * Decimal(repr(factor)))


@lru_cache(maxsize=len(Level))
def _by_name(
    level: Level, territories: Territories
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the codes of each folded name, with and without what qualifies it."""
    exact: defaultdict[str, set[str]] = defaultdict(set)
    loose: defaultdict[str, set[str]] = defaultdict(set)
    for territory in territories.all(level):
        name = _full_name(territory.name)
        exact[name].add(territory.code)
        loose[_bare_name(name)].add(territory.code)
        if territory.departement:
            exact[f"{name} {plain(territory.departement)}"].add(territory.code)
    return (
        {name: frozenset(found) for name, found in exact.items()},
        {name: frozenset(found) for name, found in loose.items()},
    )


def _full_name(text: str) -> str:
    """Fold a name; what an EPCI is, is abbreviated as official names do."""
    name = fold(text)
    return next((short + name[len(long) :] for long, short in _KINDS.items() if name.startswith(long)), name)


def _bare_name(name: str) -> str:
    """Return a name without its article, or without what an EPCI is: « Lorient Agglomération »."""
    return _QUALIFIED.sub("", name, count=1) or name
