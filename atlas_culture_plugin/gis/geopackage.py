# SPDX-License-Identifier: GPL-2.0-or-later
"""GeoPackages: ours, opened as layers; those that somebody else may have open, replaced without a loss."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr
from qgis.core import QgsVectorLayer

from ..core.errors import StorageError
from ..core.i18n import tr
from ..core.reasons import reason


def not_written(path: Path, why: str, details: str = "") -> StorageError:
    """The error for a file that could not be written: ``why`` is for the user, ``details`` for the log."""
    return StorageError(
        tr(
            "{file} cannot be written: {reason}. If the file is open elsewhere, close it; if the disk is "
            "full, free some space."
        ).format(file=path, reason=why),
        details,
    )


def open_layer(path: Path, table: str, name: str, subset: str = "") -> QgsVectorLayer:
    """Open a table of a file of ours as a read-only layer, restricted to the rows that ``subset`` says.

    Raises:
        StorageError: the file disappeared or is not readable.
    """
    source = f"{path}|layername={table}" + (f"|subset={subset}" if subset else "")
    layer = QgsVectorLayer(source, name, "ogr")
    if not layer.isValid():
        sentence = tr("The file {file} cannot be opened as a layer. Delete it and add the layer again.")
        raise StorageError(sentence.format(file=path))
    layer.setReadOnly(True)
    return layer


def settle(path: Path) -> None:
    """Make sure that a GeoPackage may be moved or replaced: nobody writes in it, its journal is empty.

    A journal left beside a file that is replaced would be replayed on the new one.

    Raises:
        StorageError: it is locked by another program, or protected.
    """
    if not os.access(path, os.W_OK):
        raise not_written(path, tr("the file is read-only"))
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise not_written(path, reason(error), repr(error)) from error
    except sqlite3.DatabaseError:
        return  # not a database: what the user wants overwritten is up to them


def forget_empty(path: Path, table: str) -> None:
    """Put NULL back where QGIS's writer puts an empty geometry: a row without an outline has none."""
    dataset = _open(path, gdal.OF_UPDATE)
    layer = dataset.GetLayerByName(table) if dataset is not None else None
    if layer is None or not layer.GetGeometryColumn():
        return
    column, name = (text.replace('"', '""') for text in (layer.GetGeometryColumn(), table))
    # Through GDAL: the triggers of the spatial index call its functions.
    dataset.ExecuteSQL(f'UPDATE "{name}" SET "{column}" = NULL WHERE ST_IsEmpty("{column}")')  # nosec B608


def add_table(source: Path, target: Path, table: str) -> None:
    """Copy the layer of ``source`` into ``target`` as ``table``, replacing it; all or nothing.

    Raises:
        StorageError: ``target`` is locked, is not a GeoPackage or the disk is full; it is as it was.
    """
    settle(target)
    gdal.ErrorReset()
    written, dataset = _open(source), _open(target, gdal.OF_UPDATE)
    if written is None or dataset is None:
        raise not_written(target, gdal.GetLastErrorMsg())
    dataset.StartTransaction()
    committed = _copy(written, dataset, table) and dataset.CommitTransaction() == 0
    if not committed:
        dataset.RollbackTransaction()
    message = gdal.GetLastErrorMsg()
    del dataset
    if not committed:
        raise not_written(target, message)


def _open(path: Path, flags: int = 0) -> Any:
    """Open a GeoPackage; None when it is not one, whether this QGIS made GDAL raise exceptions or not."""
    try:
        return gdal.OpenEx(str(path), gdal.OF_VECTOR | flags, ["GPKG"])
    except RuntimeError:
        return None


def _copy(written: Any, dataset: Any, table: str) -> bool:
    """Replace a table, in the transaction that is open; return whether it is complete.

    GDAL's own copy of a layer wants a transaction to itself.
    """
    source = written.GetLayer(0)
    names = [dataset.GetLayer(index).GetName() for index in range(dataset.GetLayerCount())]
    try:
        if table in names and dataset.DeleteLayer(names.index(table)) != 0:
            return False
        options = ["GEOMETRY_NAME=geom", "FID=fid"]
        target = dataset.CreateLayer(table, source.GetSpatialRef(), source.GetGeomType(), options)
        return target is not None and _copy_fields(source, target) and _copy_rows(source, target)
    except RuntimeError:
        return False  # when somebody in this QGIS asked GDAL for exceptions; told by the last message


def _copy_fields(source: Any, target: Any) -> bool:
    definition = source.GetLayerDefn()
    fields = (definition.GetFieldDefn(index) for index in range(definition.GetFieldCount()))
    return all(target.CreateField(field) == 0 for field in fields)


def _copy_rows(source: Any, target: Any) -> bool:
    definition = target.GetLayerDefn()
    for row in source:
        feature = ogr.Feature(definition)
        feature.SetFrom(row)
        feature.SetFID(row.GetFID())
        if target.CreateFeature(feature) != 0:
            return False
    return True
