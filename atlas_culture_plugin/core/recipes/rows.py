# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of a published table as a recipe wants them: columns found, years told, rows kept or dropped."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import RecipeError
from ..i18n import tr
from ..model import Status
from ..progress import Progress
from ..territories import plain
from .cells import Numbers, codes, numbers
from .gather import Gathered
from .reading import read_table
from .recipe import CODE, Condition, Measure, Operation, Source

if TYPE_CHECKING:
    import pandas as pd

#: Samples of cells that could not be read, kept for the report.
SAMPLES = 10

_YEAR = r"((?:19|20)\d\d)"

Mask = NDArray[np.bool_]


@dataclass
class Rows:
    """The rows kept of a table.

    Args:
        source: what the recipe says of it.
        frame: text, under the names of the recipe.
        years: year of each row.
        codes: well-formed code of each row, None where there is none.
        file: the file, with the member or the sheet that was read.
        read: rows of the file.
        dropped: rows left out, by reason: malformed, no_year, left_out_by_<column>, repeated.
        notes: sentences about what was guessed.
        unread: text and column of cells that are neither numbers nor markers, and how many they are.
    """

    source: Source
    frame: pd.DataFrame
    years: NDArray[np.int64]
    codes: list[str | None]
    file: str
    read: int
    dropped: dict[str, int]
    notes: tuple[str, ...]
    unread: dict[tuple[str, str], int]

    def numbers(self, column: str, factor: float = 1.0) -> Numbers:
        """Return a column as numbers, and remember the cells that are none."""
        found = numbers(self.frame[column], self.source.markers, factor=factor)
        for _, text in found.problems:
            key = (column, text[:60])
            self.unread[key] = self.unread.get(key, 0) + 1
        return found

    def stock(self, measure: Measure) -> Numbers:
        """Return the cells whose sum is a stock: 1 for a row that is counted, else the value of a column.

        A row that does not meet the conditions of a stock counts for nothing: 0 where a territory without
        any row is 0, not available otherwise.
        """
        if measure.column:
            found = self.numbers(measure.column, measure.factor)
            values, statuses = found.values.copy(), found.statuses.copy()
        else:
            values = np.full(len(self.frame), 1.0)
            statuses = np.zeros(len(self.frame), np.uint8)
        if measure.operation is Operation.COUNT:
            # How many are known is known, even when none is.
            values = (statuses == Status.VALUE).astype(np.float64)
            statuses = np.zeros(len(values), np.uint8)
        for condition in measure.where:
            other = ~self.meets(condition)
            values[other] = 0.0 if measure.absent is Status.VALUE else np.nan
            statuses[other] = measure.absent
        return Numbers(values, statuses, ())

    def meets(self, condition: Condition) -> Mask:
        """Return the rows that meet a condition."""
        if condition.above is not None:
            found = self.numbers(condition.column)
            # NaN compares false: what is not known is not above.
            return np.asarray(found.values > condition.above)
        wanted = {plain(text) for text in condition.values}
        cells = self.frame[condition.column]
        folded = {text: plain(text) in wanted for text in set(cells)}
        return np.array([folded[text] is not condition.negated for text in cells], bool)

    def keep(self, mask: Mask, reason: str) -> None:
        """Leave out the rows outside ``mask``, for a reason."""
        count = int((~mask).sum())
        if not count:
            return
        self.dropped[reason] = self.dropped.get(reason, 0) + count
        self.frame = self.frame[mask].reset_index(drop=True)
        self.years = self.years[mask]
        self.codes = [code for code, kept in zip(self.codes, mask.tolist()) if kept]


def read_rows(gathered: Gathered, progress: Progress) -> Rows:
    """Read the file of a source and keep the rows that the recipe wants.

    Raises:
        RecipeError: it has not the columns that the recipe names, or no row is left.
        MissingDependencyError: pandas, or the engine that the format needs, is not there.
        Cancelled: the user asked to stop.
    """
    source = gathered.source
    raw = read_table(gathered.path, source.read, progress)
    headers = {plain(str(header)): str(header) for header in raw.frame.columns}
    latest = _year_of_headers(source, headers, raw.source_name)
    names = _columns(source, headers, latest, raw.source_name)
    frame = raw.frame[list(names.values())]
    frame.columns = list(names)
    frame = frame.reset_index(drop=True)
    found = codes(frame[CODE], source.level)
    rows = Rows(
        source, frame, np.full(len(frame), latest or source.year.fixed, np.int64),
        found, raw.source_name, raw.rows_read, {}, (*raw.notes, *_no_codes(frame, found)), {},
    )  # fmt: skip
    lost = raw.rows_read - len(frame)
    if lost > 0:
        rows.dropped["malformed"] = lost
    if source.year.column:
        _take_years(rows)
    for condition in source.keep:
        rows.keep(rows.meets(condition), f"left_out_by_{condition.column}")
    if source.unique:
        repeated = rows.frame.duplicated(list(source.unique)).to_numpy(dtype=bool)
        rows.keep(~repeated, "repeated")
    if rows.frame.empty:
        sentence = tr("No row of {file} is one that the recipe keeps: it left out {dropped}.")
        dropped = ", ".join(f"{reason} ({count})" for reason, count in rows.dropped.items())
        raise RecipeError(sentence.format(file=rows.file, dropped=dropped))
    return rows


def _no_codes(frame: pd.DataFrame, found: list[str | None]) -> tuple[str, ...]:
    """Tell the cells of the column of codes that hold something else."""
    wrong = [text for text, code in zip(frame[CODE], found) if code is None and text.strip()]
    if not wrong:
        return ()
    sentence = tr("{count} cells of the column of codes hold something else, such as “{text}”.")
    return (sentence.format(count=len(wrong), text=wrong[0][:60]),)


def _take_years(rows: Rows) -> None:
    found = rows.numbers(rows.source.year.column)
    known = (found.statuses == Status.VALUE) & (found.values >= 1900) & (found.values <= 2200)
    known &= np.where(known, found.values, 0) % 1 == 0
    rows.years = np.where(known, found.values, 0).astype(np.int64)
    rows.keep(known, "no_year")


def _year_of_headers(source: Source, headers: Iterable[str], file: str) -> int:
    """Return the latest year that a header shows, 0 where the year is elsewhere."""
    if not source.year.header:
        return 0
    pattern = re.compile(_pattern(source.year.header))
    years = [int(match[1]) for header in headers if (match := pattern.fullmatch(header))]
    if not years:
        sentence = tr("{file} has no column such as “{header}”, which would tell its year.")
        raise RecipeError(sentence.format(file=file, header=source.year.header))
    return max(years)


def _pattern(header: str) -> str:
    before, _, after = header.partition("{year}")
    parts = (re.escape(plain(before)), _YEAR, re.escape(plain(after)))
    return r"\ ".join(part for part in parts if part)


def _columns(source: Source, headers: Mapping[str, str], year: int, file: str) -> dict[str, str]:
    """Return the header of each column that the recipe names.

    Case, accents, spaces and punctuation of headers do not matter: they differ from one export to another.
    """
    found: dict[str, str] = {}
    for name, wanted in source.columns.items():
        spelled = [text.replace("{year}", str(year)) for text in wanted]
        match = next((headers[plain(text)] for text in spelled if plain(text) in headers), None)
        if match is None:
            raise _no_column(spelled, headers, file)
        found[name] = match
    twice = next((header for header in found.values() if list(found.values()).count(header) > 1), None)
    if twice is not None:
        sentence = tr("{file}: the column “{column}” would be read under two names of the recipe.")
        raise RecipeError(sentence.format(file=file, column=twice))
    return found


def _no_column(wanted: list[str], headers: Mapping[str, str], file: str) -> RecipeError:
    close = difflib.get_close_matches(plain(wanted[0]), list(headers), n=3, cutoff=0.4)
    names = ", ".join(f"“{headers[header]}”" for header in close) or tr("none that looks like it")
    sentence = tr("{file} has no column {wanted}; it has {close}. Add the header to the recipe.")
    looked = " / ".join(f"“{text}”" for text in wanted)
    return RecipeError(sentence.format(file=file, wanted=looked, close=names), "\n".join(headers.values()))
