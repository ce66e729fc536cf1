# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of cells, and the plain texts that they become: CSV, text for the clipboard, HTML.

:mod:`.workbook_xlsx` and :mod:`.workbook_ods` write them as spreadsheets. They are written here rather than
by GDAL, whose sheets have columns of one width, a header like any row, and all the digits of a binary
number; and whose ODS takes a text that begins with ``of:=`` for a formula.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Union

from .i18n import language

#: Longest text that a cell of Excel holds.
LONGEST_TEXT = 32767
#: Most decimals that a style shows.
MOST_DECIMALS = 6

#: What XML cannot hold, whatever the escaping.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: How a text begins that a spreadsheet would compute when it opens a CSV.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Shown:
    """A number kept whole, and the decimals with which it is shown."""

    value: float
    decimals: int

    @property
    def places(self) -> int:
        """Decimals that a style of the spreadsheets has."""
        return max(0, min(self.decimals, MOST_DECIMALS))


Cell = Union[str, int, float, Shown, None]


@dataclass(frozen=True)
class Sheet:
    """One table. ``widths`` are in characters, one per heading; ``wraps`` folds long texts in their cell."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    widths: tuple[int, ...] = ()
    wraps: bool = False

    def lines(self, cells: Sequence[Cell]) -> int:
        """Lines that a row takes when its texts are folded at the width of their column."""
        folded = [1]
        for rank, cell in enumerate(cells):
            if isinstance(cell, str):
                folded.append(sum(-(-max(1, len(part)) // self.width(rank)) for part in cell.split("\n")))
        return max(folded)

    def width(self, column: int) -> int:
        """Width of a column in characters."""
        return self.widths[column] if column < len(self.widths) else 16


def number_of(cell: Cell) -> float | int | None:
    """Return the number of a cell, None for a text, an empty cell or what is not finite."""
    value = cell.value if isinstance(cell, Shown) else cell
    if value is None or isinstance(value, str) or not isfinite(value):
        return None
    # numpy's floats are Python's, but write themselves as their own type.
    return value if isinstance(value, int) else float(value)


def digits(value: float) -> str:
    """Write a finite number with the fewest digits that give it back, and a decimal point if it needs one."""
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def plain_text(text: str) -> str:
    """Return a text that any spreadsheet takes: no control character, no longer than a cell."""
    clean = _NOT_XML.sub("", text)
    return clean if len(clean) <= LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 1]}…"


def csv_text(sheet: Sheet) -> str:
    """Write a sheet as CSV for the spreadsheet of a reader of this language.

    French: semicolons and a decimal comma, as Excel and LibreOffice open with a double click on a French
    machine; English: commas and a decimal point. Numbers have all their digits. A text that would be taken
    for a formula is preceded by an apostrophe.
    """
    stream = io.StringIO()
    table = csv.writer(stream, delimiter=";" if language() == "fr" else ",", lineterminator="\r\n")
    table.writerow([_harmless(heading) for heading in sheet.headings])
    table.writerows([_written(cell) for cell in row] for row in sheet.rows)
    return stream.getvalue()


def tabbed_text(sheet: Sheet) -> str:
    """Write a sheet as text for the clipboard: a tab between cells, which no cell holds."""
    rows = [[_harmless(heading) for heading in sheet.headings]]
    rows += [[_written(cell) for cell in row] for row in sheet.rows]
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


def html_text(sheet: Sheet) -> str:
    """Write a sheet as an HTML table for the clipboard: codes stay texts, numbers are shown rounded.

    Excel reads ``mso-number-format``, LibreOffice ``sdval`` and ``sdnum``: both keep all the digits.
    """
    head = "".join(f"<th>{html.escape(heading)}</th>" for heading in sheet.headings)
    body = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in sheet.rows)
    return (
        '<html><head><meta charset="utf-8"></head><body>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></body></html>"
    )


def escaped(text: str) -> str:
    """Escape a text for XML, once it is one that a cell takes."""
    return html.escape(plain_text(text))


def widths(sheet: Sheet) -> Iterable[int]:
    """Widths of all the columns, in characters."""
    return (sheet.width(column) for column in range(len(sheet.headings)))


def _written(cell: Cell) -> str:
    """Text of a cell that a spreadsheet reads back as what it was."""
    if isinstance(cell, str):
        return _harmless(cell)
    value = number_of(cell)
    text = "" if value is None else digits(value)
    return text.replace(".", ",") if language() == "fr" else text


def _harmless(text: str) -> str:
    clean = plain_text(text)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def _html_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f'<td style="mso-number-format:\'\\@\'" sdnum="0;0;@">{escaped(cell)}</td>'
    value = number_of(cell)
    if value is None:
        return "<td></td>"
    return f'<td align="right" sdval="{digits(value)}">{_written(cell)}</td>'
