# SPDX-License-Identifier: GPL-2.0-or-later
"""Which territories a click or a selection on the map means, and their outlines to show them there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProject,
    QgsVectorLayer,
)

from ..core import levelfile
from ..core.codes import normalise
from ..core.crs import METROPOLE_CRS, WORLD_CRS
from ..core.errors import JoinError, TerritoryError
from ..core.i18n import tr
from ..core.model import Level, Territory
from ..core.request import DETAIL, DISPLACED, NATIONAL
from ..core.territories import Territories
from . import displaced, joins, layers

#: Objects of a layer beyond which no field is looked for codes: no level has as many territories.
_MOST_ROWS = 50_000
#: Objects that are looked for on the map, one by one.
_MOST_PLACES = 1000
#: Field of the codes in the layers that the plugin makes.
CODE_FIELD = "code"


def territory_at(
    point: QgsPointXY, crs: QgsCoordinateReferenceSystem, level: Level, project: QgsProject
) -> str | None:
    """Return the code of the territory of ``level`` under a point, None in the sea or abroad.

    The overseas territories drawn beside metropole answer too, where the project shows them.

    Raises:
        StorageError: the shipped boundaries are missing or damaged.
    """
    found = _at(point, crs, level, DETAIL, WORLD_CRS, project)
    if found is None and shows_displaced(project):
        found = _at(point, crs, level, DISPLACED, METROPOLE_CRS, project)
    return found


def selected_territories(
    layer: QgsVectorLayer, level: Level, territories: Territories, project: QgsProject
) -> list[Territory]:
    """Return the territories that the selection of a layer means, in the order of the layer.

    By the codes of the layer where it has some; else by where an inside point of each object lies, at
    ``level``.

    Raises:
        TerritoryError: nothing is selected, what is selected is not in a territory, or is too much to be
            looked for one by one.
    """
    request = QgsFeatureRequest(layer.selectedFeatureIds())
    features = list(layer.getFeatures(request))
    if not features:
        sentence = tr("Nothing is selected in the layer “{layer}”: select some of its objects first.")
        raise TerritoryError(sentence.format(layer=layer.name()))
    field = code_field(layer, territories)
    found = (
        _by_code(features, *field, territories)
        if field is not None
        else _by_place(features, layer.crs(), level, territories, project)
    )
    if not found:
        sentence = tr(
            "The {count} objects selected in “{layer}” are in no territory of the geographic code of today."
        )
        raise TerritoryError(sentence.format(count=len(features), layer=layer.name()))
    return found


def code_field(layer: QgsVectorLayer, territories: Territories) -> tuple[str, Level] | None:
    """Field of a layer that holds codes of territories, and their level; None without."""
    request = layers.request_of(layer)
    if request is not None:
        return CODE_FIELD, request.level
    if layer.featureCount() > _MOST_ROWS:
        return None
    try:
        context = QgsProcessingContext()
        column, level = joins.find_codes(QgsProcessingFeatureSource(layer, context), "", None, territories)
    except JoinError:
        return None
    return column.field, level


def outlines_of(found: Iterable[Territory], *, beside: bool = False) -> dict[str, QgsGeometry]:
    """Outlines of territories in EPSG:4326, by reference; those without a polygon are left out.

    ``beside``: where overseas territories are drawn beside metropole, in EPSG:2154; the others have none.

    Raises:
        StorageError: the shipped boundaries are missing or damaged.
    """
    by_level: dict[Level, list[str]] = {}
    for one in found:
        by_level.setdefault(one.level, []).append(one.code)
    shapes = {}
    for level, codes in by_level.items():
        file = _file(level, DISPLACED if beside else NATIONAL)
        for outline in levelfile.outlines(file, level, _among(codes)):
            if outline.wkb is not None:
                shapes[f"{level.prefix}-{outline.code}"] = _geometry(outline.wkb)
    return shapes


def shows_displaced(project: QgsProject) -> bool:
    """Whether overseas territories are drawn beside metropole in a project."""
    return any(displaced.is_displaced(one) for one in layers.find_layers(project))


def _at(
    point: QgsPointXY,
    crs: QgsCoordinateReferenceSystem,
    level: Level,
    detail: str,
    boundaries_crs: str,
    project: QgsProject,
) -> str | None:
    target = QgsCoordinateReferenceSystem(boundaries_crs)
    try:
        place = QgsCoordinateTransform(crs, target, project).transform(point)
    except QgsCsException:
        return None  # outside what the projection can say: nowhere in France
    around = _around(level, place.x(), place.y())
    for outline in levelfile.outlines(_file(level, detail), level, around):
        if outline.wkb is not None and _geometry(outline.wkb).contains(place):
            return outline.code
    return None


def _by_code(
    features: Sequence[QgsFeature], field: str, level: Level, territories: Territories
) -> list[Territory]:
    codes = (normalise(level, feature.attribute(field)) for feature in features)
    found = (_today(level, code, territories) for code in codes if code)
    return list(dict.fromkeys(one for one in found if one is not None))


def _today(level: Level, code: str, territories: Territories) -> Territory | None:
    """The territory of a code, or the commune that took it over."""
    successor = territories.successor(code) if level is Level.COMMUNE else None
    return territories.get(level, successor[0] if successor else code)


def _by_place(
    features: Sequence[QgsFeature],
    crs: QgsCoordinateReferenceSystem,
    level: Level,
    territories: Territories,
    project: QgsProject,
) -> list[Territory]:
    if len(features) > _MOST_PLACES:
        sentence = tr(
            "{count} objects are selected, and no field has codes of territories: select at most {most}."
        )
        raise TerritoryError(sentence.format(count=len(features), most=_MOST_PLACES))
    points = (feature.geometry().pointOnSurface() for feature in features)
    codes = (territory_at(point.asPoint(), crs, level, project) for point in points if not point.isNull())
    found = (territories.get(level, code) for code in codes if code)
    return list(dict.fromkeys(one for one in found if one is not None))


def _file(level: Level, detail: str) -> Path:
    return levelfile.boundaries_file(level, detail)


def _around(level: Level, x: float, y: float) -> str:
    """Condition on the outlines whose bounding box holds a point, read from the R-tree."""
    return (
        f'fid IN (SELECT id FROM "rtree_{level.value}_geom" '  # nosec B608
        f"WHERE minx <= {x!r} AND maxx >= {x!r} AND miny <= {y!r} AND maxy >= {y!r})"
    )


def _among(codes: Iterable[str]) -> str:
    """Condition on codes, which are those of the geographic code: letters and digits."""
    return "code IN ({})".format(", ".join(f"'{code}'" for code in codes))


def _geometry(wkb: bytes) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry
