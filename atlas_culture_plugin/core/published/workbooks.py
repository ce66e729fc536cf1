# SPDX-License-Identifier: GPL-2.0-or-later
"""Sheets of a workbook (.xls, .xlsx, .ods) as rows of text.

Those of .xls are read by the engine that pandas uses, called directly: pandas would make « #REF! » an empty
cell. Those of .xlsx, which planners have, need no engine.
"""

from __future__ import annotations

import importlib
import io
import math
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from ..errors import AtlasError, RecipeError
from ..i18n import tr
from ..progress import Progress, check
from ..territories import plain
from .formats import damaged, missing_package, open_zip
from .xlsx_sheets import Workbook

#: Sheets that describe the others.
_ABOUT = frozenset(
    (
        "meta",
        "metadonnees",
        "lisez moi",
        "lisezmoi",
        "notice",
        "documentation",
        "sommaire",
        "definitions",
        "sources",
    )
)
#: Rows between two looks at whether the user asked to stop.
_PACE = 1000
#: Columns kept: Excel itself has 16,384 columns, and a stray cell in the last one is no table.
WIDEST = 2000


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``others`` are the names of the sheets of data that were left aside."""

    name: str
    rows: list[list[str]]
    others: tuple[str, ...]


def sheet_names(raw: bytes, kind: str, name: str) -> tuple[list[str], list[str]]:
    """Return the names of the sheets of a workbook that hold data, and of those that describe them.

    Raises:
        MissingDependencyError: the engine that reads this kind is not there.
        RecipeError: the file is damaged or protected.
    """
    with _failing(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names, _ = _READERS[kind](raw, name)
    about = [sheet for sheet in names if _is_about(sheet)]
    return [sheet for sheet in names if sheet not in about], about


def read_sheet(
    raw: bytes, kind: str, sheet: str, name: str, progress: Progress, most: int | None = None
) -> Sheet:
    """Read one sheet of a workbook.

    Args:
        raw: the file.
        kind: ``xls``, ``xlsx`` or ``ods``.
        sheet: its name, whatever the case and accents; empty for the first that holds data.
        name: of the file, for the sentences.
        progress: asked whether to stop.
        most: rows to read, from the first; all of them when None.

    Raises:
        MissingDependencyError: the engine that reads this kind is not there.
        RecipeError: no such sheet, or the file is damaged or protected.
    """
    with _failing(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names, rows_of = _READERS[kind](raw, name)
        chosen = _choose(names, sheet, name)
        rows = []
        for rank, row in enumerate(islice(rows_of(chosen), most)):
            if rank % _PACE == 0:
                check(progress)
            rows.append([_text(cell) for cell in row])
    others = tuple(other for other in names if other != chosen and not _is_about(other))
    return Sheet(chosen, _trimmed(rows), others)


_Opened = tuple[list[str], Callable[[str], Iterable[Iterable[object]]]]


def _xls(raw: bytes, name: str) -> _Opened:
    xlrd = _engine("xlrd", "xlrd", name)
    book = xlrd.open_workbook(file_contents=raw, on_demand=True, logfile=io.StringIO())

    def rows(sheet: str) -> Iterator[list[object]]:
        table = book.sheet_by_name(sheet)
        for rank in range(table.nrows):
            values, kinds = table.row_values(rank, 0, WIDEST), table.row_types(rank, 0, WIDEST)
            for place, kind in enumerate(kinds):
                if kind in read:
                    values[place] = read[kind](values[place])
            yield values

    read: dict[int, Callable[[Any], object]] = {
        xlrd.XL_CELL_DATE: lambda value: xlrd.xldate_as_datetime(value, book.datemode),
        xlrd.XL_CELL_ERROR: lambda value: xlrd.error_text_from_code.get(value, "#ERROR!"),
        xlrd.XL_CELL_BOOLEAN: bool,
    }
    return list(book.sheet_names()), rows


def _xlsx(raw: bytes, name: str) -> _Opened:
    book = Workbook(raw, name, WIDEST)
    return list(book.sheets), book.rows


def _ods(raw: bytes, name: str) -> _Opened:
    import pandas as pd

    _engine("odf", "odfpy", name)
    open_zip(raw, name)
    book = pd.ExcelFile(io.BytesIO(raw), engine="odf")

    def rows(sheet: str) -> Iterable[Iterable[object]]:
        frame = book.parse(sheet, header=None, dtype=object, na_filter=False)
        return (row[:WIDEST] for row in frame.itertuples(index=False, name=None))

    return [str(sheet) for sheet in book.sheet_names], rows


#: What opens each kind of workbook.
_READERS: dict[str, Callable[[bytes, str], _Opened]] = {"xls": _xls, "xlsx": _xlsx, "ods": _ods}


def _engine(module: str, package: str, name: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise missing_package(name, package, error) from error


@contextmanager
def _failing(name: str) -> Iterator[None]:
    """Turn whatever an engine raises on a damaged file, which is of any kind, into a sentence."""
    try:
        yield
    except AtlasError:
        raise
    except Exception as error:
        raise damaged(name, error) from error


def _choose(names: list[str], wanted: str, name: str) -> str:
    if wanted:
        found = [sheet for sheet in names if sheet == wanted] or [
            s for s in names if plain(s) == plain(wanted)
        ]
        if len(found) == 1:
            return found[0]
        sentence = tr("{name} has no sheet “{sheet}”: it has {sheets}.")
        raise RecipeError(sentence.format(name=name, sheet=wanted, sheets=", ".join(names)))
    if not names:
        raise RecipeError(tr("{name} has no sheet.").format(name=name))
    return next((sheet for sheet in names if not _is_about(sheet)), names[0])


def _is_about(sheet: str) -> bool:
    return plain(sheet) in _ABOUT


def _text(value: object) -> str:
    """Write a cell as a CSV would: whole numbers without decimals, dates as 2026-01-31."""
    if value is None or isinstance(value, str):
        # A null character ends a text for some of what reads it next.
        return value.replace("\0", "") if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "#N/A"  # what pandas makes of an error
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return str(value)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Give every row the same width, that of the last column in which there is something."""
    filled = [[rank for rank, cell in enumerate(row) if cell.strip()] for row in rows]
    width = max((ranks[-1] + 1 for ranks in filled if ranks), default=0)
    return [[*row, *[""] * width][:width] for row in rows]
