# SPDX-License-Identifier: GPL-2.0-or-later
"""What a table looks like: its sheets, its columns, what the cells of each of them hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..contacts import has_contact
from ..errors import RecipeError
from ..i18n import tr
from ..install import ProgressPart
from ..model import Status
from ..progress import Progress, Silent, check
from ..published.reading import ReadSpec, read_table
from ..recipes.cells import numbers
from ..territories import plain
from .book import Book, look_at
from .personal import is_personal
from .words import PLAIN_MARKERS, year_in

if TYPE_CHECKING:
    import pandas as pd

#: Distinct texts kept of a column.
MOST_TEXTS = 60
#: Cells looked at to tell whether they speak of persons.
_LOOKED_AT = 200
#: Columns beyond this are no table that a person filled.
MOST_COLUMNS = 400


@dataclass(frozen=True)
class Column:
    """What the cells of a column hold.

    Args:
        header: as the table names it.
        filled: cells that are not empty.
        figures: cells that are numbers.
        percents: cells that are numbers with a percent sign.
        whole: whether all numbers are integers.
        low, high: least and greatest number; NaN when there is none.
        typical: median of the absolute values; NaN when there is none.
        negatives: distinct negative numbers, at most two of them.
        texts: what is no number, with its cells, the most frequent first; at most :data:`MOST_TEXTS`.
        distinct: number of distinct cells, empty ones left aside.
        year: shown by the header, else 0.
        personal: whether it says who a person is; nothing else is kept of it then.
    """

    header: str
    filled: int
    figures: int
    percents: int = 0
    whole: bool = False
    low: float = np.nan
    high: float = np.nan
    typical: float = np.nan
    negatives: tuple[float, ...] = ()
    texts: tuple[tuple[str, int], ...] = ()
    distinct: int = 0
    year: int = 0
    personal: bool = False

    @property
    def marked(self) -> int:
        """Cells that say that there is no figure: « NC », « secret »."""
        return sum(count for text, count in self.texts if plain(text) in PLAIN_MARKERS)

    @property
    def is_figures(self) -> bool:
        """Whether nearly all cells are numbers, or say that there is none."""
        return self.figures > 0 and self.figures + self.marked >= 0.9 * self.filled


@dataclass(frozen=True)
class Table:
    """A table that was read, and what it looks like.

    Args:
        path: the file.
        book: its sheets, what describes them.
        spec: how it was read: sheet and header said.
        frame: text in every cell. It is not written anywhere.
        columns: in order.
        source_name: file and sheet.
        notes: sentences about what was guessed.
    """

    path: Path
    book: Book
    spec: ReadSpec
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    source_name: str
    notes: tuple[str, ...] = ()

    def column(self, header: str) -> Column | None:
        """Return the column of a header, whatever its case, accents and punctuation."""
        exact = next((one for one in self.columns if one.header == header), None)
        return exact or next((one for one in self.columns if plain(one.header) == plain(header)), None)

    def is_ambiguous(self, header: str) -> bool:
        """Whether headers are told apart by their case, accents or punctuation alone, or have nothing else.

        Recipes find columns without regard to these.
        """
        name = plain(header)
        return not name or sum(plain(one.header) == name for one in self.columns) > 1

    def cells(self, header: str) -> pd.Series[str]:
        """Return the text of a column that the table has."""
        return self.frame[header]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.frame)


def open_table(path: Path, spec: ReadSpec | None = None, progress: Progress | None = None) -> Table:
    """Read a table and look at its columns.

    Args:
        path: the file.
        spec: what is known of how to read it; the sheet and the rows of headers are found out otherwise.
        progress: told of the part done, asked whether to stop.

    Raises:
        RecipeError: it cannot be read, or has too many columns to be a table.
        MissingDependencyError: pandas, or the engine that the format needs, is not there.
        Cancelled: the user asked to stop.
    """
    told = progress or Silent()
    if not path.is_file():
        raise RecipeError(tr("There is no file {path}.").format(path=path))
    given = spec or ReadSpec()
    book, rows = look_at(path, given.sheet, told)
    known = book.read_spec(given, rows)
    raw = read_table(path, known, ProgressPart(told, 0.0, 0.6))
    if len(raw.frame.columns) > MOST_COLUMNS:
        sentence = tr(
            "{file} has {count} columns, more than {most}: it is not a table of figures by territory."
        )
        count = len(raw.frame.columns)
        raise RecipeError(sentence.format(file=raw.source_name, count=count, most=MOST_COLUMNS))
    columns = []
    for rank, header in enumerate(raw.frame.columns):
        check(told)
        columns.append(describe(str(header), raw.frame[header]))
        told.set_fraction(0.6 + 0.4 * (rank + 1) / len(raw.frame.columns))
    return Table(path, book, known, raw.frame, tuple(columns), raw.source_name, raw.notes)


def describe(header: str, cells: pd.Series[str]) -> Column:
    """Look at the cells of a column."""
    counted = Counter(text.strip() for text in cells.tolist() if text.strip())
    year = year_in(header)
    filled = sum(counted.values())
    if is_personal(header, list(counted)[:_LOOKED_AT]):
        return Column(header, filled, 0, year=year, personal=True)
    read = numbers(cells, {})
    known = read.statuses == Status.VALUE
    found = Column(header, filled, int(known.sum()), year=year, distinct=len(counted))
    wrong = Counter(text.strip() for _, text in read.problems)
    # A telephone number among remarks, or the address that a note gives, would become a category.
    kept = [(text, count) for text, count in wrong.most_common() if not has_contact(text)]
    found = replace(found, texts=tuple(kept[:MOST_TEXTS]), distinct=len(counted) - len(wrong) + len(kept))
    if not found.figures:
        return found
    values = read.values[known]
    return replace(
        found,
        percents=sum(count for text, count in counted.items() if text.endswith("%")),
        whole=bool((values % 1 == 0).all()),
        low=float(values.min()),
        high=float(values.max()),
        typical=float(np.median(np.abs(values))),
        negatives=tuple(np.unique(values[values < 0])[:2].tolist()),
    )
