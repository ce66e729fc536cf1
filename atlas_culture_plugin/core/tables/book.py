# SPDX-License-Identifier: GPL-2.0-or-later
"""The sheets of a workbook before one of them is read: their names, what describes them, their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..contacts import without_contacts
from ..errors import RecipeError
from ..i18n import tr
from ..progress import Progress
from ..published.formats import format_of
from ..published.headers import find_header
from ..published.reading import ReadSpec, file_bytes, require_pandas
from ..published.workbooks import read_sheet, sheet_names
from ..territories import plain
from .words import year_in

_WORKBOOKS = ("xls", "xlsx", "ods")
#: Rows kept to look for headers.
_TOP = 60


@dataclass(frozen=True)
class Book:
    """A file that holds tables.

    Args:
        kind: format of the file, told by its bytes.
        sheets: names of the sheets that hold data, none for a text.
        sheet: the one that is read.
        about: what a sheet of metadata says, by folded key: ``definition``, ``source``, ``annee``.
        top: cells above the headers that hold something: titles and notes.
    """

    kind: str
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    about: dict[str, str] = field(default_factory=dict)
    top: tuple[str, ...] = ()
    header_row: int | None = None
    header_rows: int = 1

    def read_spec(self, given: ReadSpec, rows: Sequence[Sequence[str]]) -> ReadSpec:
        """Complete how to read a file with the sheet and the headers that were found."""
        if given.header_row is not None or not rows or self.header_row is None:
            return replace(given, sheet=self.sheet or given.sheet)
        return replace(given, sheet=self.sheet, header_row=self.header_row, header_rows=self.header_rows)


def look_at(path: Path, sheet: str, progress: Progress) -> tuple[Book, list[list[str]]]:
    """Return what a file holds, and the first rows of the sheet that is read; none for a text.

    Raises:
        RecipeError: it cannot be read, or has no such sheet.
        MissingDependencyError: pandas, or the engine that the format needs, is not there.
        Cancelled: the user asked to stop.
    """
    require_pandas()
    raw = file_bytes(path)
    kind = format_of(raw, path.name)
    if kind not in _WORKBOOKS:
        if sheet:
            raise RecipeError(tr("{file} has no sheets: leave the sheet empty.").format(file=path.name))
        return Book(kind), []
    names, about = sheet_names(raw, kind, path.name)
    read = read_sheet(raw, kind, sheet, path.name, progress, _TOP)
    rows = read.rows
    first, count = headers_of(rows)
    top = [without_contacts(cell.strip()) for row in rows[:first] for cell in row if cell.strip()]
    told = _about(raw, kind, path.name, about, progress) if about else {}
    return Book(kind, tuple(names), read.name, told, tuple(top), first + 1, count), rows


def headers_of(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return where the rows that name the columns begin (from 0), and how many they are.

    A row of group titles above the names (« 2022 », « 2023 » above « Fonctionnement », « Investissement »)
    belongs to them; so does a row that names the parts of what is above.
    """
    first = find_header(rows)
    if first and _is_above(rows[first - 1], rows[first]):
        return first - 1, 2
    if first + 1 < len(rows) and _is_below(rows[first], rows[first + 1]):
        return first, 2
    return first, 1


def _is_above(row: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row groups the names under it: several titles, and some columns of the same name."""
    filled = [rank for rank, cell in enumerate(row) if cell.strip()]
    repeated = len(set(map(plain, filter(None, names)))) < len([name for name in names if name.strip()])
    years = sum(bool(year_in(row[rank])) for rank in filled) >= 2
    return len(filled) >= 2 and filled[0] > 0 and (repeated or years)


def _is_below(row: Sequence[str], under: Sequence[str]) -> bool:
    """Whether a row names the parts of the cells above it, merged, and is none of figures.

    The column of codes is named above alone: nothing is under it.
    """
    parts = [rank for rank, cell in enumerate(under) if cell.strip()]
    merged = [rank for rank in parts if not row[rank].strip()]
    lone = [rank for rank, cell in enumerate(row) if cell.strip() and not under[rank].strip()]
    texts = all(not under[rank].strip().replace(",", "").replace(".", "").isdigit() for rank in parts)
    years = all(year_in(under[rank]) for rank in parts)
    return bool(merged) and bool(lone) and len(parts) >= 2 and (texts or years)


def _about(raw: bytes, kind: str, name: str, sheets: Sequence[str], progress: Progress) -> dict[str, str]:
    """Return the pairs of a sheet of metadata: a key, then what it says."""
    found: dict[str, str] = {}
    for row in read_sheet(raw, kind, sheets[0], name, progress, _TOP).rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) == 2:
            found.setdefault(plain(cells[0]), without_contacts(cells[1]))
    return found
