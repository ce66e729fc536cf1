# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of a published table as a recipe wants them: columns found, years told, rows kept or dropped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..codes import normalise
from ..contacts import without_contacts
from ..errors import RecipeError
from ..formatting import day, number
from ..i18n import quoted, tr
from ..model import Status
from ..progress import Progress
from ..published.reading import read_table
from ..territories import Territories, plain
from .cells import NamedCodes, Numbers, categories, codes, distinct, is_short, names_to_codes, numbers
from .columns import column_of, find_columns, folded, name_of, years_of_headers
from .gather import Gathered
from .reasons_of_rows import dropped_by
from .recipe import CODE, NAME, Condition, Measure, Operation, Source

if TYPE_CHECKING:
    import pandas as pd

#: Samples of cells that could not be read, kept for the report.
SAMPLES = 10
#: Words of a column that a report names.
_WORDS_TOLD = 6

Mask = NDArray[np.bool_]

_WHOLE = re.compile(r"([0-9]+)[.,]0+")


@dataclass
class Rows:
    """The rows kept of a table.

    Args:
        source: what the recipe says of it.
        frame: text, under the names of the recipe.
        years: year of each row.
        codes: well-formed code of each row, None where there is none; those of a cell that has several are
            parted by what the source says.
        file: the file, with the member or the sheet that was read.
        read: rows of the file.
        dropped: rows left out, by reason: malformed, no_year, left_out_by_<column>, repeated.
        notes: sentences about what was guessed.
        unread: text and column of cells that are neither numbers nor markers, and how many they are.
        wide: years that a wide table has columns of, in order; each row is of all of them.
        named: what became of the names of territories; None where codes alone are read.
        left_out: rows by the word of a column that a condition left out, by column.
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
    wide: tuple[int, ...] = ()
    named: NamedCodes | None = None
    left_out: dict[str, Counter[str]] = field(default_factory=dict)
    #: Columns already read as numbers, by name and factor: many figures may be made of one.
    _known: dict[tuple[str, float], Numbers] = field(default_factory=dict, init=False, repr=False)
    #: Columns that conditions look at: place of each cell among the distinct texts, and those.
    _distinct: dict[str, tuple[NDArray[np.intp], list[str]]] = field(
        default_factory=dict, init=False, repr=False
    )

    def column(self, name: str, year: int) -> str | None:
        """Return the column that has a name for a year, None where there is none.

        What a wide table says without a year is of its latest.
        """
        if year in self.wide[:-1]:
            name = column_of(name, year)
        return name if name in self.frame.columns else None

    def numbers(self, column: str, factor: float = 1.0) -> Numbers:
        """Return a column as numbers, and remember the cells that are none."""
        exact = factor * self.source.factors.get(name_of(column), 1.0)
        if (column, exact) not in self._known:
            found = numbers(self.frame[column], self.source.markers, factor=exact)
            self._known[column, exact] = found
            told = {text for name, text in self.unread if name == column}
            for _, text in found.problems:
                shown = without_contacts(text)[:60]
                if shown not in told:
                    key = (column, shown)
                    self.unread[key] = self.unread.get(key, 0) + 1
        return self._known[column, exact]

    def stock(self, measure: Measure, column: str) -> Numbers:
        """Return the cells whose sum is a stock: 1 for a row that is counted, else the value of a column.

        A row that does not meet the conditions of a stock counts for nothing: 0 where a territory without
        any row is 0, not available otherwise, unless the recipe tells.
        """
        if column:
            found = self.numbers(column, measure.factor)
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
            values[other] = 0.0 if measure.others is Status.VALUE else np.nan
            statuses[other] = measure.others
        return Numbers(values, statuses, ())

    def carried(self, measure: Measure, column: str) -> tuple[Numbers, Mask]:
        """Return the figures that territories keep as they are, and the rows that give them one.

        A category is its place among those of the typology, from 1.
        """
        counted = np.ones(len(self.frame), bool)
        for condition in measure.where:
            counted &= self.meets(condition)
        if measure.operation is Operation.CATEGORY:
            return self._categories(measure, column), counted
        return self.numbers(column, measure.factor), counted

    def _categories(self, measure: Measure, column: str) -> Numbers:
        found, unread = categories(self.frame[column], self.source.markers, measure.categories)
        for text, count in unread.items():
            key = (column, without_contacts(text)[:60])
            self.unread[key] = self.unread.get(key, 0) + count
        return found

    def meets(self, condition: Condition) -> Mask:
        """Return the rows that meet a condition."""
        if condition.above is not None:
            found = self.numbers(condition.column)
            # NaN compares false: what is not known is not above.
            return np.asarray(found.values > condition.above)
        wanted = {self._told(condition.column, text) for text in condition.values}
        if condition.column not in self._distinct:
            self._distinct[condition.column] = distinct(self.frame[condition.column])
        places, texts = self._distinct[condition.column]
        told = (self._told(condition.column, text) for text in texts)
        met = np.array([(one in wanted) is not condition.negated for one in told], bool)
        return met[places]

    def _told(self, column: str, text: str) -> str:
        """Return what a cell says, however it is spelled: a code with its zeros, a number without ``.0``."""
        code = normalise(self.source.level, text) if column == CODE else None
        return code or plain(_without_decimals(text))

    def keep(self, mask: Mask, reason: str) -> None:
        """Leave out the rows outside ``mask``, for a reason."""
        count = int((~mask).sum())
        if not count:
            return
        self.dropped[reason] = self.dropped.get(reason, 0) + count
        self._known.clear()
        self._distinct.clear()
        self.frame = self.frame[mask].reset_index(drop=True)
        self.years = self.years[mask]
        self.codes = [code for code, kept in zip(self.codes, mask.tolist()) if kept]


def read_rows(gathered: Gathered, territories: Territories, progress: Progress) -> Rows:
    """Read the file of a source and keep the rows that the recipe wants.

    Raises:
        RecipeError: it has not the columns that the recipe names, or no row is left.
        MissingDependencyError: pandas, or the engine that the format needs, is not there.
        Cancelled: the user asked to stop.
    """
    source = gathered.source
    raw = read_table(gathered.path, source.read, progress)
    headers = [str(header) for header in raw.frame.columns]
    shown = years_of_headers(source, folded(headers), raw.source_name)
    names = find_columns(source, headers, shown, raw.source_name)
    frame = raw.frame[list(names.values())]
    frame.columns = list(names)
    frame = frame.reset_index(drop=True)
    found: list[str | None] = [None] * len(frame)
    if CODE in names:
        found = codes(frame[CODE], source.level, source.several)
    rows = Rows(
        source, frame, np.full(len(frame), shown[-1] if shown else gathered.year(), np.int64),
        found, raw.source_name, raw.rows_read, {}, raw.notes, {},
        shown if source.year.every else (),
    )  # fmt: skip
    if source.year.published:
        sentence = tr("It tells no year: that of its last change is taken, {day}.")
        rows.notes += (sentence.format(day=day(gathered.day())),)
    lost = raw.rows_read - len(frame)
    if lost > 0:
        rows.dropped["malformed"] = lost
    if source.year.column:
        _take_years(rows)
    for condition in source.keep:
        if condition.column not in names:
            sentence = tr("There is no column {wanted}: no row was left out by it.")
            looked = " / ".join(quoted(text) for text in source.columns[condition.column] if text)
            rows.notes += (sentence.format(wanted=looked),)
            continue
        kept = rows.meets(condition)
        rows.notes += _left_out(rows, ~kept, condition, names[condition.column])
        rows.keep(kept, f"left_out_by_{condition.column}")
    if source.unique and set(source.unique) <= set(names):
        rows.keep(~_repeated(rows), "repeated")
    if NAME in names:
        _answer_by_name(rows, territories)
    else:
        rows.notes += _no_codes(rows)
    if rows.frame.empty:
        sentence = tr("No row of {file} is one that the recipe keeps: it left out {dropped}.")
        dropped = ", ".join(f"{dropped_by(key)} ({number(n)})" for key, n in rows.dropped.items())
        raise RecipeError(sentence.format(file=rows.file, dropped=dropped))
    return rows


def _left_out(rows: Rows, mask: Mask, condition: Condition, header: str) -> tuple[str, ...]:
    """Name the words that a condition leaves out, the most frequent first: one may be a new spelling."""
    if condition.above is not None or not mask.any():
        return ()
    counts = Counter(" ".join(text.split()) for text in rows.frame[condition.column][mask])
    rows.left_out[condition.column] = counts
    sentence = tr("{name}: left out by the column {column}: {texts}.")
    return (sentence.format(name=rows.source.name, column=quoted(header), texts=words(counts)),)


def words(counts: Counter[str]) -> str:
    """Name the most frequent words of a column and how many rows have each.

    A word that a single row has may be a shifted cell, the name of somebody: it is counted, not named.
    """
    named = [(text, count) for text, count in counts.most_common(_WORDS_TOLD) if count > 1]
    told = [f"{quoted(without_contacts(text[:60]))} ({number(count)})" for text, count in named]
    others = sum(counts.values()) - sum(count for _, count in named)
    if others:
        told.append(tr("others ({count})").format(count=number(others)))
    return ", ".join(told)


def _repeated(rows: Rows) -> Mask:
    """Return the rows that say again what tells a row from another, be it in another spelling.

    A JSON file may have « 31 », 31 and 31.0 for the same thing.
    """
    import pandas as pd

    keys = {}
    for column in rows.source.unique:
        places, texts = distinct(rows.frame[column])
        told = np.array([_without_decimals(text) for text in texts], object)[places]
        keys[column] = told if column != CODE else [code or text for code, text in zip(rows.codes, told)]
    return np.asarray(pd.DataFrame(keys).duplicated(), dtype=bool)


def _without_decimals(text: str) -> str:
    whole = _WHOLE.fullmatch(text.strip())
    return whole[1] if whole else text.strip()


def _answer_by_name(rows: Rows, territories: Territories) -> None:
    """Give the rows without a code that of the territory that they name."""
    without = np.array([code is None for code in rows.codes], bool)
    rows.named = names_to_codes(rows.frame[NAME][without], rows.source.level, territories)
    for row, code in zip(np.flatnonzero(without).tolist(), rows.named.codes):
        rows.codes[row] = code


def _no_codes(rows: Rows) -> tuple[str, ...]:
    """Tell the cells of the column of codes that hold something else."""
    several = rows.source.several
    wrong = [
        text
        for text, code in zip(rows.frame[CODE], rows.codes)
        if text.strip() and (code is None or (several and is_short(text, code, several)))
    ]
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
