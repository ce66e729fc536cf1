# SPDX-License-Identifier: GPL-2.0-or-later
"""Any published table as one frame of text: what it says, before anything is made of it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..archive import MAX_BYTES
from ..errors import MissingDependencyError, RecipeError
from ..formatting import number
from ..i18n import tr
from ..progress import Progress, Silent, check
from ..reasons import reason
from .csv_text import SEPARATORS, Delimited, read_delimited
from .encodings import decode
from .formats import damaged, format_of, member_of, missing_package
from .headers import find_header, is_unnamed, names_of
from .records import read_records
from .workbooks import WIDEST, read_sheet

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("auto", "csv", "xls", "xlsx", "ods", "json", "geojson", "parquet", "zip")
_WORKBOOKS = ("xls", "xlsx", "ods")


@dataclass(frozen=True)
class ReadSpec:
    """How to read a file. Everything may be left to be found out.

    Args:
        format: what it is announced to be. The bytes decide; a difference is told in the notes.
        sheet: of a workbook; empty for the first that holds data rather than speaks of them.
        header_row: row that names the columns, counted from 1 as a spreadsheet does; 0 when there is none;
            None for the first that looks like one. When several rows do, the first of them.
        header_rows: how many rows name the columns: titles above groups of columns are joined to theirs.
        encoding: of a text.
        separator: of the cells of a text.
        member: file of an archive, or a pattern such as ``*.csv``; empty for the largest table.
    """

    format: str = "auto"
    sheet: str = ""
    header_row: int | None = None
    header_rows: int = 1
    encoding: str = "auto"
    separator: str = "auto"
    member: str = ""

    @classmethod
    def from_dict(cls, described: Mapping[str, Any]) -> ReadSpec:
        """Read the part of a recipe that says how.

        Raises:
            RecipeError: a key is unknown or its value cannot be; the sentence names it.
        """
        known = {field.name for field in fields(cls)}
        for key, value in described.items():
            if key not in known or not _is_valid(key, value):
                sentence = tr("“{key}”: {value} is not a way of reading a file. See docs/recipes.md.")
                raise RecipeError(sentence.format(key=key, value=repr(value)[:60]))
        return cls(**described)


@dataclass(frozen=True)
class RawTable:
    """What a file holds.

    Args:
        frame: text in every cell, empty where there is nothing; rows without anything are not there.
        source_name: of the file, with the member or the sheet that was read.
        rows_read: rows that have something in them, those that could not be cut into cells included.
        notes: sentences about what had to be guessed or left out.
    """

    frame: pd.DataFrame
    source_name: str
    rows_read: int
    notes: tuple[str, ...] = ()


def read_table(path: Path, spec: ReadSpec | None = None, progress: Progress | None = None) -> RawTable:
    """Read a file, whatever its format.

    Args:
        path: a file on disk.
        spec: what is known of it.
        progress: told of the part done, and asked whether to stop.

    Raises:
        MissingDependencyError: pandas or the engine that the format needs is not there.
        RecipeError: it cannot be read, or holds no table.
        Cancelled: the user stopped.
    """
    require_pandas()
    told = progress or Silent()
    check(told)
    raw = file_bytes(path)
    told.set_fraction(0.1)
    table = _read(raw, path.name, spec or ReadSpec(), told)
    told.set_fraction(1)
    if table.frame.empty:
        sentence = tr("{name} has no row of data.")
        if table.rows_read:
            sentence = tr(
                "None of the {count} rows of {name} has as many cells as its first line has names: check the "
                "separator, and that no name is missing."
            )
        raise RecipeError(sentence.format(name=table.source_name, count=number(table.rows_read)))
    return table


def require_pandas() -> None:
    """Check that pandas is there.

    Raises:
        MissingDependencyError: with the way to get it.
    """
    try:
        import pandas  # noqa: F401
    except ImportError as error:
        sentence = tr(
            'Reading published tables needs the Python package "pandas", which this QGIS does not have. '
            "Install it (python3-pandas on Linux and in the OSGeo4W setup on Windows)."
        )
        raise MissingDependencyError(sentence, str(error)) from error


def _is_valid(key: str, value: Any) -> bool:
    if key == "header_row":
        return value is None or (type(value) is int and 0 <= value <= 1000)
    if key == "header_rows":
        return type(value) is int and 1 <= value <= 10
    if not isinstance(value, str):
        return False
    if key == "format":
        return value in FORMATS
    return key != "separator" or value == "auto" or value in SEPARATORS


def file_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        RecipeError: it cannot be read, or is too large for a table.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            sentence = tr("{path} is too large for a table: {size} MB, {limit} MB at most.")
            size = path.stat().st_size // 10**6
            raise RecipeError(sentence.format(path=path, size=size, limit=MAX_BYTES // 10**6))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> RecipeError:
    """Return the sentence about a file or a folder that the system does not let read."""
    sentence = tr("{path} cannot be read: {reason}.")
    return RecipeError(sentence.format(path=path, reason=reason(error)), repr(error))


def _read(raw: bytes, name: str, spec: ReadSpec, progress: Progress) -> RawTable:
    kind = format_of(raw, name)
    if kind == "zip":
        inside, member = member_of(raw, name, spec.member)
        name, kind, raw = f"{name}/{member}", format_of(inside, member), inside
        if kind == "zip":
            raise RecipeError(tr("{name} is an archive in an archive: unpack it first.").format(name=name))
    elif spec.format not in ("auto", kind) and (spec.format, kind) != ("geojson", "json"):
        sentence = tr("{name} is announced as {announced}, and is {found}: read as such.")
        notes: tuple[str, ...] = (sentence.format(name=name, announced=spec.format, found=kind),)
        return _noted(_of_kind(kind, raw, name, spec, progress), notes)
    return _of_kind(kind, raw, name, spec, progress)


def _noted(table: RawTable, notes: tuple[str, ...]) -> RawTable:
    return RawTable(table.frame, table.source_name, table.rows_read, (*notes, *table.notes))


def _of_kind(kind: str, raw: bytes, name: str, spec: ReadSpec, progress: Progress) -> RawTable:
    if kind in _WORKBOOKS:
        return _workbook(raw, kind, name, spec, progress)
    if kind == "parquet":
        return _parquet(raw, name)
    text, _ = decode(raw, spec.encoding, name)
    check(progress)
    if kind == "json":
        return _json(text, name)
    try:
        read = read_delimited(text, spec.separator, spec.header_row, spec.header_rows)
    except (ValueError, MemoryError) as error:
        raise damaged(name, error) from error
    return RawTable(_named_columns(read), name, read.rows, read.notes)


def _named_columns(read: Delimited) -> pd.DataFrame:
    """Leave out the columns without a name and with nothing in them, as a separator at the end makes."""
    frame = read.frame
    bare = [
        name
        for rank, name in enumerate(frame.columns)
        if is_unnamed(name, rank) and not (frame[name] != "").any()
    ]
    return frame.drop(columns=bare) if bare else frame


def _workbook(raw: bytes, kind: str, name: str, spec: ReadSpec, progress: Progress) -> RawTable:
    import pandas as pd

    sheet = read_sheet(raw, kind, spec.sheet, name, progress)
    rows, width = sheet.rows, max(map(len, sheet.rows), default=0)
    first = find_header(rows) if spec.header_row is None else max(spec.header_row - 1, 0)
    taken = 0 if spec.header_row == 0 else spec.header_rows
    names = names_of(rows[first : first + taken], width)
    body = [row for row in rows[first + taken :] if any(cell.strip() for cell in row)]
    frame = pd.DataFrame(body, columns=names, dtype=object)
    sentence = tr("Sheet “{sheet}” was read; there are also {others}.")
    guessed = sheet.others and not spec.sheet
    notes = (sentence.format(sheet=sheet.name, others=", ".join(sheet.others)),) if guessed else ()
    read = Delimited(frame, len(body), notes)
    return RawTable(_named_columns(read), f"{name}/{sheet.name}", read.rows, notes)


def _json(text: str, name: str) -> RawTable:
    import pandas as pd

    rows = [row for row in read_records(text, name) if any(row.values())]
    # The order of the keys of the first object, then of those that come later.
    names = list(dict.fromkeys(key for row in rows for key in row))
    if len(names) > WIDEST:
        sentence = tr("{name} has {count} columns: it is no table, or another file than the one expected.")
        raise RecipeError(sentence.format(name=name, count=number(len(names))))
    columns = {column: [row.get(column, "") for row in rows] for column in names}
    return RawTable(pd.DataFrame(columns, dtype=object), name, len(rows))


def _parquet(raw: bytes, name: str) -> RawTable:
    import pandas as pd

    try:
        frame = pd.read_parquet(io.BytesIO(raw))
    except ImportError as error:
        raise missing_package(name, "pyarrow", error) from error
    except Exception as error:  # pyarrow has its own family of errors, which cannot be named without it
        raise damaged(name, error) from error
    text = frame.astype(object).where(frame.notna(), "").astype(str)
    text = text.apply(lambda column: column.str.replace("\0", "", regex=False))
    text.columns = names_of([[str(column) for column in text.columns]], len(text.columns))
    return RawTable(text, name, len(text))
