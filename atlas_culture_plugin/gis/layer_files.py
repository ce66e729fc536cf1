# SPDX-License-Identifier: GPL-2.0-or-later
"""GeoPackages of one layer, written row by row by GDAL, with a spatial index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

from osgeo import gdal, ogr, osr

from ..core.i18n import tr
from .geopackage import not_written

Cell = Union[str, int, float, None]


@dataclass(frozen=True)
class Row:
    """What a row holds: its cells (nothing where they are empty) and its geometry as WKB, if it has one."""

    cells: Mapping[str, Cell]
    wkb: bytes | None


@dataclass(frozen=True)
class LayerShape:
    """Name, CRS, OGR type of geometry, fields and description of the layer of a file."""

    name: str
    epsg: int
    kind: int
    fields: Mapping[str, int]
    description: str = ""


def reference_system(epsg: int) -> Any:
    """Return a CRS whose coordinates are given as x, y, whatever its authority says."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def write_layer(path: Path, shape: LayerShape, rows: Iterable[Row]) -> None:
    """Write a file, replacing it; rows take the ``fid`` 1 to n, what is empty is NULL.

    Raises:
        StorageError: it cannot be written; what is there is not whole.
    """
    path.unlink(missing_ok=True)
    gdal.ErrorReset()
    try:
        dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        is_written = dataset is not None and _fill(dataset, shape, rows)
    except RuntimeError:
        is_written = False  # when somebody in this QGIS asked GDAL for exceptions; told by the last message
    if not is_written:
        raise not_written(path, tr("an error that the log details"), gdal.GetLastErrorMsg())
    del dataset
    _compact(path)


def _fill(dataset: Any, shape: LayerShape, rows: Iterable[Row]) -> bool:
    options = [
        "FID=fid",
        "GEOMETRY_NAME=geom",
        "SPATIAL_INDEX=YES",
        f"DESCRIPTION={shape.description}",
    ]
    layer = dataset.CreateLayer(shape.name, reference_system(shape.epsg), shape.kind, options)
    if layer is None:
        return False
    if not all(layer.CreateField(ogr.FieldDefn(name, kind)) == 0 for name, kind in shape.fields.items()):
        return False
    definition = layer.GetLayerDefn()
    # Looking fields up by name, row after row, takes ten times as long.
    indexes = {name: definition.GetFieldIndex(name) for name in shape.fields}
    layer.StartTransaction()
    for fid, row in enumerate(rows, start=1):
        if layer.CreateFeature(_feature(definition, indexes, fid, row)) != 0:
            return False
    return bool(layer.CommitTransaction() == 0)


def _feature(definition: Any, indexes: Mapping[str, int], fid: int, row: Row) -> Any:
    made = ogr.Feature(definition)
    made.SetFID(fid)
    for name, value in row.cells.items():
        if value not in ("", None):
            made.SetField(indexes[name], value)
    if row.wkb is not None:
        made.SetGeometryDirectly(ogr.CreateGeometryFromWkb(row.wkb))
    return made


def _compact(path: Path) -> None:
    """Leave no free page, and a journal mode that reads from a folder where nothing can be written."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("VACUUM")
