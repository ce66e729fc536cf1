# SPDX-License-Identifier: GPL-2.0-or-later
"""A comparison as a file: XLSX, ODS, CSV or JSON, whole or not at all. For any thread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .. import paths
from ..core.comparison.meta import meta_sheet
from ..core.comparison.model import Comparison
from ..core.comparison.overview import overview
from ..core.comparison.records import Record, long_sheet, records
from ..core.errors import StorageError
from ..core.i18n import tr
from ..core.library import Library
from ..core.progress import Progress, Silent, check
from ..core.storage import check_file, writing
from ..core.territories import Territories
from ..core.workbook import Sheet, csv_text
from ..core.workbook_ods import write_ods
from ..core.workbook_xlsx import write_xlsx
from .export import replace_file, scratch_folder

SUFFIXES = (".xlsx", ".ods", ".csv", ".json")
#: Most rows that Excel and LibreOffice open, the header included.
MOST_ROWS = 1_048_576


def check_target(target: Path) -> None:
    """Refuse what cannot be written, before any work.

    Raises:
        StorageError: unknown extension, no such folder, or a folder of this name.
    """
    if target.suffix.lower() not in SUFFIXES:
        sentence = tr("{file} cannot be exported: its name must end in one of {extensions}.")
        raise StorageError(sentence.format(file=target.name, extensions=", ".join(SUFFIXES)))
    check_file(target)
    with writing(target.parent):
        if not target.parent.is_dir():
            sentence = tr("The folder {folder} does not exist: create it or choose another one.")
            raise StorageError(sentence.format(folder=target.parent))


def write_comparison(
    target: Path,
    comparison: Comparison,
    library: Library,
    territories: Territories,
    progress: Progress | None = None,
) -> int:
    """Write a comparison in the format that the extension of ``target`` says; return its number of rows.

    XLSX and ODS have three sheets: the rows, the table with the references side by side, and what they
    mean (definitions, sources, methods, versions). A CSV has the rows, beside a ``_meta.csv``; JSON has the
    rows alone, with their sources.

    Args:
        target: the file; what was there is replaced.
        comparison: what to write.
        library: the packages that its figures come from.
        territories: the geographic code.
        progress: asked whether to stop.

    Raises:
        StorageError: unknown extension, too many rows, or the file cannot be written; what was there is
            untouched.
        Cancelled: likewise.
    """
    progress = progress or Silent()
    check_target(target)
    rows = records(comparison)
    check(progress)
    with scratch_folder(target) as folder:
        file = folder / target.name
        with writing(target):
            if target.suffix.lower() == ".json":
                file.write_text(_json(rows), encoding="utf-8")
            else:
                meta = meta_sheet(comparison, library, territories, paths.version(), date.today())
                _write_sheets(file, comparison, meta)
        check(progress)
        replace_file(file, target)
        beside = folder / meta_path(target).name
        if beside.exists():
            replace_file(beside, meta_path(target))
    return len(rows)


def meta_path(target: Path) -> Path:
    """File beside a CSV that says what its columns mean."""
    return target.with_name(f"{target.stem}_meta{target.suffix}")


def _json(rows: Sequence[Record]) -> str:
    """An array with one row of the comparison on each line."""
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _write_sheets(file: Path, comparison: Comparison, meta: Sheet) -> None:
    rows = long_sheet(comparison)
    if file.suffix.lower() == ".csv":
        _write_csv(file, rows)
        _write_csv(meta_path(file), meta)
        return
    sheets = [rows, overview(comparison), meta]
    _check_rows(sheets, file)
    (write_xlsx if file.suffix.lower() == ".xlsx" else write_ods)(file, sheets)


def _write_csv(file: Path, sheet: Sheet) -> None:
    """With the mark of UTF-8 at its beginning, without which Excel reads accents wrongly."""
    file.write_bytes(csv_text(sheet).encode("utf-8-sig"))


def _check_rows(sheets: Sequence[Sheet], file: Path) -> None:
    longest = max(len(sheet.rows) for sheet in sheets)
    if longest >= MOST_ROWS:
        sentence = tr(
            "{file} would have {count} rows, more than a spreadsheet opens: compare fewer territories, or "
            "choose a name that ends in .csv or .json."
        )
        raise StorageError(sentence.format(file=file.name, count=longest))
