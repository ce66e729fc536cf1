# SPDX-License-Identifier: GPL-2.0-or-later
"""Which year the figures of a table are of, and what said so."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum

from .profile import Column, Table
from .words import YEAR_WORDS, words, year_in

#: More different years than any series has.
_MOST_YEARS = 60
#: Keys of a sheet of metadata that say the year.
_ABOUT = ("annee", "millesime", "annees", "periode", "exercice", "date")


class Origin(str, Enum):
    """What says the year, from the surest."""

    GIVEN = "given"
    COLUMN = "column"
    HEADERS = "headers"
    ABOUT = "about"
    TITLE = "title"
    FILE = "file"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Year:
    """The year of the figures, or the column that says it."""

    value: int
    origin: Origin
    column: str = ""


def guess_year(table: Table) -> Year:
    """Return the year of the figures of a table.

    A column of years, then the headers, then the sheet of metadata, then the lines above the table and the
    name of the sheet, then that of the file: those may be of the release. Failing all, that of the last
    change of the file.
    """
    column = next((one for one in table.columns if is_year_column(one)), None)
    if column is not None:
        return Year(0, Origin.COLUMN, column.header)
    shown = [one.year for one in table.columns if one.year]
    if shown:
        return Year(max(shown), Origin.HEADERS)
    about = next((year for key in _ABOUT if (year := year_in(table.book.about.get(key, "")))), 0)
    if about:
        return Year(about, Origin.ABOUT)
    titles = (*table.book.top, table.book.sheet)
    title = next((year for text in titles if (year := year_in(text))), 0)
    if title:
        return Year(title, Origin.TITLE)
    name = year_in(unicodedata.normalize("NFC", table.path.stem).replace("_", " "))
    if name:
        return Year(name, Origin.FILE)
    changed = datetime.fromtimestamp(table.path.stat().st_mtime, timezone.utc).year
    return Year(changed, Origin.NOTHING)


def is_year_column(column: Column) -> bool:
    """Whether a column says the year of each row."""
    years = column.whole and column.low >= 1900 and column.high <= 2200 and column.distinct <= _MOST_YEARS
    mostly = column.figures >= 0.9 * column.filled
    said = words(column.header)
    other = said & {
        "creation",
        "construction",
        "label",
        "labellisation",
        "fermeture",
        "ouverture",
        "debut",
        "fin",
    }
    return bool(years and mostly and said & YEAR_WORDS and not other and not column.year)
