# SPDX-License-Identifier: GPL-2.0-or-later
"""One GeoPackage per package, level and detail: outlines and all the indicators, in one table.

The file is built beside its final name and renamed, then only ever read: ten layers on ten
indicators share it, and so share the geometry. One table drew faster than a view over two tables
and took as long to build (``docs/storage.md`` has the measurements).
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from .checksums import SUMS_NAME
from .errors import StorageError
from .i18n import tr
from .manifest import Package
from .model import Level, Status
from .progress import Progress, check
from .table import Column, Table

_SIZES = ("page_count", "page_size")

_STATUS_TEXTS = np.array([None, *(s.field_value for s in Status if s is not Status.VALUE)], dtype=object)


@dataclass(frozen=True)
class Joined:
    """What the building of a level file found, by territory code."""

    matched: int
    without_data: tuple[str, ...]
    not_in_layer: tuple[str, ...]
    without_outline: tuple[str, ...]


def status_fields(table: Table) -> dict[str, str]:
    """Name of the field that holds the status of each column.

    Columns whose cells have the same states everywhere share one field: sixteen fields do for
    the forty-three columns of the communes. A column that is a value everywhere has none.
    """
    fields: dict[str, str] = {}
    by_states: dict[bytes, str] = {}
    for name, column in table.columns.items():
        if column.statuses.any():
            fields[name] = by_states.setdefault(column.statuses.tobytes(), f"{name}_statut")
        else:
            fields[name] = ""
    return fields


def file_name(package: Package, level: Level, detail: str) -> str:
    """Name of the level file of a package: other figures never touch the file of an old map.

    A package rebuilt under the same version has other checksums, and so another name.
    """
    digest = hashlib.sha256((package.folder / SUMS_NAME).read_bytes()).hexdigest()[:8]
    return f"{package.id}-{package.version}-{digest}-{level.value}-{detail}.gpkg"


def build(boundaries: Path, table: Table, target: Path, progress: Progress) -> None:
    """Write ``target``: the outlines of ``boundaries`` (EPSG:4326) with every column of ``table``.

    Raises:
        StorageError: the folder cannot be written or the disk is full; ``target`` is untouched.
        Cancelled: the user stopped; ``target`` is untouched.
    """
    if not boundaries.is_file():
        raise StorageError(
            tr("The boundaries {file} are missing or damaged: install the plugin again.").format(
                file=boundaries
            )
        )
    # Not a private temporary file: colleagues who share the folder must be able to read it.
    scratch = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(boundaries, scratch)
        progress.set_fraction(0.2)
        _fill(scratch, table, progress)
        check(progress)
        scratch.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            tr(
                "The file {file} cannot be written: {reason}. Free some space or choose a folder "
                "where you may write."
            ).format(file=target, reason=getattr(error, "strerror", None) or error),
            repr(error),
        ) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def compare(boundaries: Path, table: Table) -> Joined:
    """Compare the codes of a boundary file with those of a table."""
    with closing(_read_only(boundaries)) as db:
        name = table.level.value
        rows = db.execute(f'SELECT code, geom IS NULL FROM "{name}" ORDER BY fid').fetchall()  # nosec B608
    outlines = {code for code, missing in rows if not missing}
    drawn = {code for code, _missing in rows}
    data = table.index()
    return Joined(
        matched=sum(1 for code in drawn if code in data),
        without_data=tuple(sorted(drawn - data.keys())),
        not_in_layer=tuple(code for code in table.codes if code not in drawn),
        without_outline=tuple(sorted(drawn - outlines)),
    )


def _fill(path: Path, table: Table, progress: Progress) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        # The file is nobody's yet: no journal to keep, the rename is what makes it safe.
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA cache_size=-100000")
        layer = table.level.value
        triggers = _drop_triggers(db)
        db.execute("BEGIN")
        fields = _add_fields(db, layer, table)
        rows = _rows(db, layer, table)
        # Names come from our own format check (letters, digits, underscore), values are bound.
        assignments = ", ".join(f'"{name}"=?' for name in fields)
        db.executemany(f'UPDATE "{layer}" SET {assignments} WHERE fid=?', _watched(rows, progress))  # nosec B608
        db.execute("COMMIT")
        for sql in triggers:
            db.execute(sql)


def _drop_triggers(db: sqlite3.Connection) -> list[str]:
    """Set the R-tree's triggers aside: they call functions that only GDAL provides.

    The geometry does not change, so the index stays true.
    """
    found = db.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _sql in found:
        db.execute(f'DROP TRIGGER "{name}"')
    return [sql for _name, sql in found]


def _add_fields(db: sqlite3.Connection, layer: str, table: Table) -> list[str]:
    """Add the value fields and the status fields, in the order of :func:`_cells`."""
    fields = list(table.columns)
    fields += dict.fromkeys(name for name in status_fields(table).values() if name)
    for name in fields:
        column = table.columns.get(name)
        kind = "REAL" if column is not None and column.texts is None else "TEXT"
        db.execute(f'ALTER TABLE "{layer}" ADD COLUMN "{name}" {kind}')
    return fields


def _rows(db: sqlite3.Connection, layer: str, table: Table) -> Iterator[tuple[object, ...]]:
    """Values and statuses of every outline, in the order of the fields, then its fid."""
    outlines = db.execute(f'SELECT code, fid FROM "{layer}" ORDER BY fid').fetchall()  # nosec B608
    index = table.index()
    order = np.array([index.get(code, -1) for code, _fid in outlines], dtype=np.intp)
    cells = _cells(table, order)
    return zip(*cells, [fid for _code, fid in outlines])


def _cells(table: Table, order: npt.NDArray[np.intp]) -> list[list[object]]:
    """One list a field. An outline that the table does not have is "not available" everywhere."""
    cells: list[list[object]] = []
    absent = order < 0
    for column in table.columns.values():
        cells.append(_values(column, order, absent))
    done: set[str] = set()
    for name, field in status_fields(table).items():
        if field and field not in done:
            done.add(field)
            statuses = table.columns[name].statuses[order]
            statuses[absent] = Status.MISSING
            cells.append(_STATUS_TEXTS[statuses].tolist())
    return cells


def _values(column: Column, order: npt.NDArray[np.intp], absent: npt.NDArray[np.bool_]) -> list[object]:
    if column.texts is not None:
        texts = np.array([*column.texts, None], dtype=object)
        texts[:-1][column.statuses != Status.VALUE] = None
        return list(texts[order].tolist())
    values = column.values[order]
    values[absent] = np.nan
    # SQLite stores NaN as NULL.
    return list(values.tolist())


def _watched(rows: Iterator[tuple[object, ...]], progress: Progress) -> Iterator[tuple[object, ...]]:
    """Look at the cancel button every thousand rows."""
    for count, row in enumerate(rows):
        if count % 1000 == 0:
            check(progress)
            progress.set_fraction(0.2 + 0.75 * min(1.0, count / 36000))
        yield row


def is_current(path: Path, table: Table) -> bool:
    """Whether ``path`` is a whole level file with the fields of ``table``."""
    if not path.is_file():
        return False
    try:
        with closing(_read_only(path)) as db:
            rows = db.execute(f'PRAGMA table_info("{table.level.value}")').fetchall()
            pages, page_size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in _SIZES)
    except sqlite3.Error:
        return False
    # A copy that a sync tool or a full disk cut short begins like a whole one.
    is_whole = bool(path.stat().st_size >= pages * page_size)
    return is_whole and set(table.columns) <= {row[1] for row in rows}


def extent(path: Path, level: Level, condition: str) -> tuple[float, float, float, float] | None:
    """Bounding box (west, south, east, north, in EPSG:4326) of the outlines that match a condition.

    ``condition`` is one of :func:`~atlas_culture_plugin.core.scope.subset`; read from the R-tree.
    """
    name = level.value
    where = f" WHERE {condition}" if condition else ""
    with closing(_read_only(path)) as db:
        row = db.execute(
            "SELECT min(minx), min(miny), max(maxx), max(maxy) "  # nosec B608
            f'FROM "{name}" JOIN "rtree_{name}_geom" ON id = fid{where}'
        ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1], row[2], row[3])


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{_uri(path.resolve())}?mode=ro", uri=True)


def _uri(path: PurePath) -> str:
    """Address of a file for SQLite, which refuses the server name that ``as_uri`` gives to a share."""
    name = path.as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name)}"
