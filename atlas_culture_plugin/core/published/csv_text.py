# SPDX-License-Identifier: GPL-2.0-or-later
"""Delimited text as it is published: any separator, quotes that nobody closed.

pandas reads it in one go wherever it can. A file that quotes have damaged is cut into records here, line
by line: a record goes over several lines only where its quotes close and it then has the right number of
cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ..i18n import tr
from .headers import LOOKED_AT, find_header, names_of

if TYPE_CHECKING:
    import pandas as pd

SEPARATORS = (";", ",", "\t", "|")
#: Lines that one record may go over: a cell of free text rarely has more.
_LONGEST = 200
#: Lines named in a note.
_NAMED = 5


@dataclass(frozen=True)
class Delimited:
    """What a text held. ``rows`` counts the records that have something in them, left out ones included."""

    frame: pd.DataFrame
    rows: int
    notes: tuple[str, ...]


def guess_separator(text: str) -> str:
    """Return the separator that cuts the first records into the same number of cells, more than one.

    A comma that writes decimals does not cut the names of the columns as it cuts the rows.
    """
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        head = [cells for _, cells in islice(_records(text.split("\n", 400), separator), LOOKED_AT)]
        widths = Counter(len(cells) for cells in head if len(cells) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        agreed = count / len(head) if any(len(c) == width for c in head[: find_header(head) + 1]) else 0.0
        if (agreed, width) > best_score:
            best, best_score = separator, (agreed, width)
    return best


def read_delimited(text: str, separator: str, header_row: int | None, header_rows: int = 1) -> Delimited:
    """Read a text whose separator is known. For ``header_row`` and ``header_rows``, see ``ReadSpec``."""
    text = text.replace("\0", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = guess_separator(text) if separator == "auto" else separator
    lines = text.split("\n")
    head = list(islice(_records(lines, separator, blank=True), max(LOOKED_AT, header_row or 0)))
    cells = [row for _, row in head]
    first = find_header(cells) if header_row is None else max(header_row - 1, 0)
    taken = 0 if header_row == 0 else header_rows
    header = cells[first : first + taken]
    start = head[first + taken][0] if first + taken < len(head) else len(lines)
    lines = lines[start:]
    following = cells[first + taken :]
    width = max((len(row) for row in header or following[:1]), default=0)
    names = names_of(header, width)
    quick = _read_quickly(lines, separator, names)
    return quick or _read_slowly(lines, separator, names, start)


def _read_quickly(lines: list[str], separator: str, names: list[str]) -> Delimited | None:
    """Read with pandas; None when a row is not whole on its line: pandas would lose cells in silence."""
    import pandas as pd

    nothing = f'{separator} "\t\xa0'
    whole = [line for line in lines if line.strip(nothing)]
    if not whole or not _are_whole(whole, separator, len(names)):
        return None
    try:
        frame = pd.read_csv(
            io.BytesIO("\n".join(whole).encode()), sep=separator, header=None, names=names, index_col=False,
            dtype=str, keep_default_na=False, na_filter=False, engine="c", encoding="utf-8",
        )  # fmt: skip
    except (ValueError, OverflowError):  # ParserError, EmptyDataError
        return None
    return Delimited(frame, len(frame), ()) if len(frame) == len(whole) else None


def _are_whole(lines: list[str], separator: str, width: int) -> bool:
    """Whether each line holds one record, with as many cells as there are names."""
    cuts = width - 1
    return all(
        (line.count(separator) == cuts and '"' not in line) or _is_whole(line, separator, width)
        for line in lines
    )


def _is_whole(line: str, separator: str, width: int) -> bool:
    quotes = line.count('"')
    if not quotes:
        return line.count(separator) == width - 1
    if quotes == 2 * width and line.count(f'"{separator}"') == width - 1:
        return line[0] == line[-1] == '"'
    return quotes % 2 == 0 and len(_parsed(line, separator)) == width


def _read_slowly(lines: list[str], separator: str, names: list[str], start: int) -> Delimited:
    import pandas as pd

    width = len(names)
    rows: list[list[str]] = []
    long: list[int] = []
    short: list[int] = []
    for line, cells in _records(lines, separator, width):
        row = cells
        while len(row) > width and not row[-1].strip():
            row.pop()
        if len(row) > width:
            long.append(start + line + 1)
            continue
        if len(row) < width:
            short.append(start + line + 1)
            row = [*row, *[""] * (width - len(row))]
        rows.append(row)
    sentences = (
        (tr("Rows with more cells than there are columns, left out: {count} (line {lines})."), long),
        (tr("Rows with fewer cells than there are columns: {count} (line {lines})."), short),
    )
    notes = tuple(text.format(count=len(found), lines=_named(found)) for text, found in sentences if found)
    frame = (
        pd.DataFrame(rows, columns=names, dtype=object) if rows else pd.DataFrame(columns=names, dtype=object)
    )
    return Delimited(frame, len(rows) + len(long), notes)


def _named(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:_NAMED])) + (", …" if len(lines) > _NAMED else "")


def _records(
    lines: Sequence[str], separator: str, width: int = 0, blank: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield the place of the first line of each record, and its cells.

    Args:
        lines: of the text.
        separator: of the cells.
        width: cells expected; 0 when it is not known yet.
        blank: yield the empty records as well, so that rows can be counted.
    """
    place = 0
    while place < len(lines):
        cells, taken = _record(lines, place, separator, width)
        if blank or any(cell.strip() for cell in cells):
            yield place, cells
        place += taken


def _record(lines: Sequence[str], place: int, separator: str, width: int) -> tuple[list[str], int]:
    """Return the cells of the record that starts at a line, and how many lines it takes."""
    line = lines[place]
    quotes = line.count('"')
    if not quotes:
        return line.split(separator), 1
    alone = _parsed(line, separator)
    if quotes % 2 == 0 and (not width or len(alone) == width):
        return alone, 1
    joined = _joined(lines, place, separator, width) if quotes % 2 else None
    if joined is not None:
        return joined
    if width and len(alone) == width:
        return alone, 1
    plain = [_unquoted(cell) for cell in line.split(separator)]
    return (plain if quotes % 2 or len(plain) == width else alone), 1


def _joined(lines: Sequence[str], place: int, separator: str, width: int) -> tuple[list[str], int] | None:
    """Return the record that goes over several lines, when its quotes close as they should."""
    following = (f"{line}\n" for line in lines[place : place + _LONGEST])
    reader = csv.reader(following, delimiter=separator, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        return None
    return (cells, reader.line_num) if not width or len(cells) == width else None


def _parsed(line: str, separator: str) -> list[str]:
    """Return the cells of one line, quotes read as generously as Excel does."""
    try:
        return next(csv.reader([line], delimiter=separator), [""])
    except csv.Error:  # a cell longer than the limit of the module, such as an outline
        return _parsed_long(line, separator)


def _parsed_long(line: str, separator: str) -> list[str]:
    mark = re.escape(separator)
    cells = re.finditer(rf'(?:"([^"]*(?:""[^"]*)*)"([^{mark}]*)|([^{mark}]*))(?:{mark}|$)', line)
    # Past the last cell, the end of the line matches once more.
    found = [
        (cell[3] if cell[1] is None else cell[1].replace('""', '"') + cell[2], cell.end()) for cell in cells
    ]
    last = next((rank for rank, (_, end) in enumerate(found) if end == len(line)), len(found))
    return [text for text, _ in found[: last + 1 + line.endswith(separator)]]


def _unquoted(cell: str) -> str:
    return cell.strip('"').replace('""', '"')
