# SPDX-License-Identifier: GPL-2.0-or-later
"""The GeoPackage of places that layers are drawn from: a copy of the plugin's tables, with an index."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr, osr

from ..core import places
from ..core.i18n import tr
from ..core.model import Level
from ..core.places import Place, PlaceType
from ..core.progress import Progress, check
from ..core.storage import writing
from ..core.territories import Territories
from .geopackage import not_written

#: Codes are text: 01004 is not 1004.
_TEXTS = ("id", "nom", "type", "sous_type", "code_commune", "commune", "departement", "region", "epci")
_LAST_TEXTS = ("source", "position")


def ensure(folder: Path, territories: Territories, progress: Progress) -> Path:
    """Return the file of places in ``folder``, written when it is not there or not whole.

    Raises:
        StorageError: it cannot be written, or the plugin's tables are damaged.
        Cancelled: the user stopped; nothing was written.
    """
    path = folder / places.file_name()
    if not places.is_whole(path):
        # Not a private temporary file: colleagues who share the folder must be able to read it.
        scratch = folder / f".{uuid.uuid4().hex}.part.gpkg"
        try:
            with writing(path):
                folder.mkdir(parents=True, exist_ok=True)
                _write(scratch, territories, progress)
                scratch.replace(path)
        finally:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
    return path


def _write(path: Path, territories: Territories, progress: Progress) -> None:
    gdal.ErrorReset()
    try:
        dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        is_written = dataset is not None and _fill(dataset, territories, progress)
    except RuntimeError:
        is_written = False  # when somebody in this QGIS asked GDAL for exceptions; told by the last message
    if not is_written:
        raise not_written(path, tr("an error that the log details"), gdal.GetLastErrorMsg())
    del dataset
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")


def _fill(dataset: Any, territories: Territories, progress: Progress) -> bool:
    system = osr.SpatialReference()
    system.ImportFromEPSG(4326)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    options = ["FID=fid", "GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"]
    layer = dataset.CreateLayer(places.TABLE, system, ogr.wkbPoint, options)
    if layer is None:
        return False
    kinds = dict.fromkeys(_TEXTS, ogr.OFTString) | {"annee": ogr.OFTInteger}
    kinds |= dict.fromkeys(_LAST_TEXTS, ogr.OFTString) | {"ecart_km": ogr.OFTReal}
    kinds |= {grouping.field: ogr.OFTInteger for grouping in places.GROUPINGS}
    if not all(layer.CreateField(ogr.FieldDefn(name, kind)) == 0 for name, kind in kinds.items()):
        return False
    dataset.StartTransaction()
    types = places.place_types()
    for rank, kind in enumerate(types):
        check(progress)
        progress.set_fraction(rank / len(types))
        found = list(places.read(kind))
        for place, groups in zip(found, _groups(found, territories)):
            cells = [*_cells(kind, place, territories), *groups]
            if layer.CreateFeature(_feature(layer.GetLayerDefn(), cells, place)) != 0:
                return False
    return bool(dataset.CommitTransaction() == 0)


def _groups(found: list[Place], territories: Territories) -> Iterator[tuple[int, ...]]:
    """Return, for each place, how many it stands for at each scale."""

    def departement(code: str) -> str:
        commune = territories.get(Level.COMMUNE, code)
        return commune.departement if commune else ""

    return zip(*(places.group(found, departement, grouping) for grouping in places.GROUPINGS))


def _cells(kind: PlaceType, place: Place, territories: Territories) -> list[str | int | float | None]:
    """What the fields hold, in their order."""
    commune = territories.get(Level.COMMUNE, place.commune)
    parents = (commune.name, commune.departement, commune.region, commune.epci) if commune else ("",) * 4
    own = (place.id, place.name, kind.key, place.subtype, place.commune)
    return [*own, *parents, kind.year, kind.source, place.position, place.away_km]


def _feature(definition: Any, cells: list[str | int | float | None], place: Place) -> Any:
    made = ogr.Feature(definition)
    for index, value in enumerate(cells):
        # By number: looking fields up by name takes ten times as long.
        if value not in ("", None):
            made.SetField(index, value)
    point = ogr.Geometry(ogr.wkbPoint)
    point.SetPoint_2D(0, place.longitude, place.latitude)
    made.SetGeometryDirectly(point)
    return made
