# SPDX-License-Identifier: GPL-2.0-or-later
"""The GeoPackage of places that layers are drawn from: a copy of the plugin's tables, with an index."""

from __future__ import annotations

import struct
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from osgeo import ogr

from ..core import places
from ..core.model import Level
from ..core.places import Place, PlaceType
from ..core.progress import Progress, check
from ..core.storage import writing
from ..core.territories import Territories
from .layer_files import LayerShape, Row, write_layer

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
                shape = _shape()
                write_layer(scratch, shape, _rows(shape.fields, territories, progress))
                scratch.replace(path)
        finally:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
    return path


def _shape() -> LayerShape:
    kinds = dict.fromkeys(_TEXTS, ogr.OFTString) | {"annee": ogr.OFTInteger}
    kinds |= dict.fromkeys(_LAST_TEXTS, ogr.OFTString) | {"ecart_km": ogr.OFTReal}
    kinds |= {grouping.field: ogr.OFTInteger for grouping in places.GROUPINGS}
    return LayerShape(places.TABLE, 4326, ogr.wkbPoint, kinds)


def _rows(fields: Iterable[str], territories: Territories, progress: Progress) -> Iterator[Row]:
    names = tuple(fields)
    types = places.place_types()
    for rank, kind in enumerate(types):
        check(progress)
        progress.set_fraction(rank / len(types))
        found = list(places.read(kind))
        for place, groups in zip(found, _groups(found, territories)):
            cells = [*_cells(kind, place, territories), *groups]
            yield Row(dict(zip(names, cells)), _point(place))


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


def _point(place: Place) -> bytes:
    return struct.pack("<BIdd", 1, ogr.wkbPoint, place.longitude, place.latitude)
