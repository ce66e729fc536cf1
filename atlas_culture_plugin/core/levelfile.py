# SPDX-License-Identifier: GPL-2.0-or-later
"""One GeoPackage per package (or pair of packages), level and detail: outlines and indicators, in one table.

The file is built beside its final name and renamed, then only ever read: ten layers on ten
indicators share it, and so share the geometry. One table draws and builds as fast as a view
over two tables, and any program reads it (``docs/storage.md`` has the measurements).
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from .. import paths
from .checksums import SUMS_NAME
from .errors import StorageError
from .i18n import tr
from .manifest import Package
from .model import Level, Status
from .progress import Progress, check
from .reasons import reason
from .table import Column, Table

_SIZES = ("page_count", "page_size")

#: Share of rows that differ from the usual cell up to which a field is written row by row last.
SPARSE = 0.25

_STATUS_TEXTS = np.array([None, *(s.field_value for s in Status if s is not Status.VALUE)], dtype=object)


@dataclass(frozen=True)
class Joined:
    """What the building of a level file found, by territory code."""

    matched: int
    without_data: tuple[str, ...]
    not_in_layer: tuple[str, ...]
    without_outline: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """A territory of a boundary file. ``wkb`` is a MultiPolygon in EPSG:4326, ``None`` without one."""

    code: str
    nom: str
    departement: str | None
    region: str | None
    epci: str | None
    wkb: bytes | None


def status_fields(table: Table) -> dict[str, str]:
    """Name of the field that holds the status of each column.

    Columns whose cells have the same states everywhere share one field: fifteen fields do for
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


def file_name(packages: Sequence[Package], level: Level, detail: str, mark: str = "") -> str:
    """Name of the level file of one package, or of two crossed: other figures never touch it.

    A package rebuilt under the same version has other checksums, and so another name; ``mark`` is that of
    boundaries which are not those shipped.
    """
    parts = []
    for package in packages:
        digest = hashlib.sha256((package.folder / SUMS_NAME).read_bytes()).hexdigest()[:8]
        parts.append(f"{package.id}-{package.version}-{digest}")
    drawn = f"-{mark}" if mark else ""
    return f"{'+'.join(parts)}-{level.value}-{detail}{drawn}.gpkg"


def boundaries_file(level: Level, detail: str) -> Path:
    """Return the shipped boundaries of a level."""
    return shipped(f"{level.value}_{detail}.gpkg")


def shipped(name: str) -> Path:
    """Return a file that the plugin ships with the boundaries."""
    return paths.data("boundaries", "cog2026", name)


def build(boundaries: Path, table: Table, target: Path, progress: Progress) -> None:
    """Write ``target``: the outlines of ``boundaries`` (EPSG:4326) with every column of ``table``.

    Raises:
        StorageError: the folder cannot be written or the disk is full; ``target`` is untouched.
        Cancelled: the user stopped; ``target`` is untouched.
    """
    if not boundaries.is_file():
        raise damaged(boundaries)
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
            ).format(file=target, reason=reason(error)),
            repr(error),
        ) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def compare(boundaries: Path, table: Table) -> Joined:
    """Compare the codes of a boundary file with those of a table."""
    drawn, outlines = _codes(boundaries, table.level, _written(boundaries))
    data = table.index()
    return Joined(
        matched=len(drawn & data.keys()),
        without_data=tuple(sorted(drawn - data.keys())),
        not_in_layer=tuple(code for code in table.codes if code not in drawn),
        without_outline=tuple(sorted(drawn - outlines)),
    )


def _written(path: Path) -> int:
    """When a file was written, in ns; 0 for one that is not there, which is told when it is opened."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=16)
def _codes(boundaries: Path, level: Level, _written: int) -> tuple[frozenset[str], frozenset[str]]:
    """Codes of boundaries, and those with an outline: read once as long as the file stays."""
    with closing(read_only(boundaries)) as db:
        rows = db.execute(f'SELECT code, geom IS NULL FROM "{level.value}"').fetchall()  # nosec B608
    drawn = frozenset(code for code, _missing in rows)
    return drawn, frozenset(code for code, missing in rows if not missing)


def _fill(path: Path, table: Table, progress: Progress) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        # The file is nobody's yet: no journal to keep, the rename is what makes it safe.
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA cache_size=-100000")
        layer = table.level.value
        triggers = drop_triggers(db)
        db.execute("BEGIN")
        _write(db, layer, _add_fields(db, layer, table), progress)
        db.execute("COMMIT")
        for sql in triggers:
            db.execute(sql)


def drop_triggers(db: sqlite3.Connection) -> list[str]:
    """Set the R-tree's triggers aside: they call functions that only GDAL provides.

    The geometry does not change, so the index stays true.
    """
    found = db.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _sql in found:
        db.execute(f'DROP TRIGGER "{name}"')
    return [sql for _name, sql in found]


@dataclass(frozen=True)
class _Field:
    """A field and its cells, in fid order; ``usual`` is what most rows hold, as SQL."""

    name: str
    cells: npt.NDArray[np.float64] | npt.NDArray[np.object_]
    usual: str
    unusual: npt.NDArray[np.bool_]


def _add_fields(db: sqlite3.Connection, layer: str, table: Table) -> list[_Field]:
    """Add the value fields and the status fields. A territory that the table lacks is "not available"."""
    codes = [row[0] for row in db.execute(f'SELECT code FROM "{layer}" ORDER BY fid')]  # nosec B608
    index = table.index()
    order = np.array([index.get(code, -1) for code in codes], dtype=np.intp)
    fields = [_value_field(name, column, order) for name, column in table.columns.items()]
    # Columns that share a field of statuses have the same ones.
    shared = {field: table.columns[name] for name, field in status_fields(table).items() if field}
    fields += [_status_field(name, column, order) for name, column in shared.items()]
    for field in fields:
        column = table.columns.get(field.name)
        kind = "REAL" if column is not None and column.texts is None else "TEXT"
        db.execute(f'ALTER TABLE "{layer}" ADD COLUMN "{field.name}" {kind}')
    return fields


def _value_field(name: str, column: Column, order: npt.NDArray[np.intp]) -> _Field:
    absent = order < 0
    if column.texts is not None:
        texts = np.array(column.texts, dtype=object)[order]
        texts[absent | (column.statuses[order] != Status.VALUE)] = None
        return _Field(name, texts, "NULL", texts != None)  # noqa: E711 (element by element)
    values = column.values[order]
    values[absent] = np.nan
    missing = np.isnan(values)
    zero = values == 0
    # SQLite stores NaN as NULL.
    if missing.sum() > zero.sum():
        return _Field(name, values, "NULL", ~missing)
    return _Field(name, values, "0", ~zero)


def _status_field(name: str, column: Column, order: npt.NDArray[np.intp]) -> _Field:
    statuses = column.statuses[order]
    statuses[order < 0] = Status.MISSING
    usual = int(np.bincount(statuses).argmax())
    text = _STATUS_TEXTS[usual]
    sql = "NULL" if text is None else f"'{text}'"
    return _Field(name, _STATUS_TEXTS[statuses], sql, statuses != usual)


def _write(db: sqlite3.Connection, layer: str, fields: list[_Field], progress: Progress) -> None:
    """Write the cells, those that most rows share as constants.

    Four communes in five have no cinema, no festival and no published spending: binding each of
    their two million cells took half as long again.
    """
    dense = [field for field in fields if field.unusual.mean() > SPARSE]
    sparse = [field for field in fields if field.unusual.mean() <= SPARSE]
    constants = "".join(f', "{field.name}"={field.usual}' for field in sparse)
    fids = np.array(db.execute(f'SELECT fid FROM "{layer}" ORDER BY fid').fetchall())[:, 0]  # nosec B608
    # Names come from our own format check (letters, digits, underscore), values are bound.
    assignments = ", ".join(f'"{field.name}"=?' for field in dense) or "fid=fid"
    rows = zip(*(field.cells.tolist() for field in dense), fids.tolist())
    sql = f'UPDATE "{layer}" SET {assignments}{constants} WHERE fid=?'  # nosec B608
    db.executemany(sql, _watched(rows, progress))
    if sparse:
        chosen = np.flatnonzero(np.logical_or.reduce([field.unusual for field in sparse]))
        cells = [field.cells[chosen].tolist() for field in sparse]
        assignments = ", ".join(f'"{field.name}"=?' for field in sparse)
        sql = f'UPDATE "{layer}" SET {assignments} WHERE fid=?'  # nosec B608
        db.executemany(sql, zip(*cells, fids[chosen].tolist()))


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
        with closing(read_only(path)) as db:
            rows = db.execute(f'PRAGMA table_info("{table.level.value}")').fetchall()
            pages, page_size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in _SIZES)
    except sqlite3.Error:
        return False
    # A copy that a sync tool or a full disk cut short begins like a whole one.
    is_whole = bool(path.stat().st_size >= pages * page_size)
    return is_whole and set(table.columns) <= {row[1] for row in rows}


def extent(path: Path, level: Level, condition: str) -> tuple[float, float, float, float] | None:
    """Bounding box (west, south, east, north, in EPSG:4326) of the outlines that match a condition.

    ``condition`` is one of :func:`~atlas_culture_plugin.core.scope.subset`; read from the R-tree, once as
    long as the file stays.
    """
    return _extent(path, level, condition, _written(path))


@lru_cache(maxsize=64)
def _extent(
    path: Path, level: Level, condition: str, _written: int
) -> tuple[float, float, float, float] | None:
    name = level.value
    where = f" WHERE {condition}" if condition else ""
    with closing(read_only(path)) as db:
        row = db.execute(
            "SELECT min(minx), min(miny), max(maxx), max(maxy) "  # nosec B608
            f'FROM "{name}" JOIN "rtree_{name}_geom" ON id = fid{where}'
        ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1], row[2], row[3])


def read_only(path: Path) -> sqlite3.Connection:
    """Open a file that SQLite must not write in, nor beside."""
    return sqlite3.connect(f"{_uri(path.resolve())}?mode=ro", uri=True)


def _uri(path: PurePath) -> str:
    """Address of a file for SQLite, which refuses the server name that ``as_uri`` gives to a share."""
    name = path.as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name)}"


def outlines(path: Path, level: Level, condition: str) -> Iterator[Outline]:
    """Yield the outlines of a boundary file that match a condition, in code order.

    Read as plain SQLite, never through GDAL: it would open a GeoPackage for writing, and leave
    journal files in a folder of the plugin that may be read-only.

    Raises:
        StorageError: the file is missing or damaged.
    """
    where = f" WHERE {condition}" if condition else ""
    sql = f'SELECT code, nom, departement, region, epci, geom FROM "{level.value}"{where} ORDER BY fid'  # nosec B608
    try:
        with closing(read_only(path)) as db:
            for code, nom, departement, region, epci, blob in db.execute(sql):
                wkb = None if blob is None else _wkb(blob)
                yield Outline(code, nom, departement, region, epci, wkb)
    except sqlite3.Error as error:
        raise damaged(path, repr(error)) from error


def damaged(boundaries: Path, details: str = "") -> StorageError:
    """The error for boundaries that are missing or damaged."""
    sentence = tr("The boundaries {file} are missing or damaged: install the plugin again.")
    return StorageError(sentence.format(file=boundaries), details)


def _wkb(blob: bytes) -> bytes:
    """Take off a GeoPackage geometry's header: eight bytes, then an envelope whose size a flag gives."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return blob[8 + envelope :]
