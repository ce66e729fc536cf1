# SPDX-License-Identifier: GPL-2.0-or-later
"""Show a territory on a map: the view goes there, and its land flashes."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas

from ..core.crs import WORLD_CRS
from ..core.errors import TerritoryError
from ..core.i18n import tr
from ..core.territories import Territories
from ..gis.selecting import outlines_of

#: Width of the view, as a multiple of that of the territory.
MARGIN = 1.2


def show_territory(canvas: QgsMapCanvas, reference: str, territories: Territories) -> None:
    """Look at a territory of the geographic code and flash it.

    Raises:
        TerritoryError: it does not exist, has no outline, or lies where the map cannot go.
        StorageError: the shipped boundaries are missing or damaged.
    """
    territory = territories.find(reference)
    name = territories.label(territory)
    shape = outlines_of([territory]).get(territory.reference)
    if shape is None:
        sentence = tr("{name} has no outline in the boundaries: the map cannot show it.")
        raise TerritoryError(sentence.format(name=name))
    if not look_at(canvas, shape):
        sentence = tr("{name} lies outside what the map can show: choose another reference system for it.")
        raise TerritoryError(sentence.format(name=name))
    canvas.flashGeometries([shape], world())


def is_seen(canvas: QgsMapCanvas, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> bool:
    """Whether the view shows part of the rectangle of a shape."""
    box = _box(canvas, shape, crs)
    return box is not None and bool(canvas.extent().intersects(box))


def bring(canvas: QgsMapCanvas, shape: QgsGeometry) -> None:
    """Move the view onto a shape given in EPSG:4326, at its scale unless the shape is larger than it."""
    box = _box(canvas, shape, world())
    if box is None:
        return
    extent = canvas.extent()
    if box.width() > extent.width() or box.height() > extent.height():
        look_at(canvas, shape)
        return
    canvas.setCenter(box.center())
    canvas.refresh()


def look_at(canvas: QgsMapCanvas, shape: QgsGeometry) -> bool:
    """Look at a shape given in EPSG:4326, with a margin; False where the reference system cannot say it."""
    extent = _box(canvas, shape, world())
    if extent is None:
        return False
    extent.scale(MARGIN)
    canvas.setExtent(extent)
    canvas.refresh()
    return True


def _box(canvas: QgsMapCanvas, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> QgsRectangle | None:
    """Rectangle of a shape in the units of the view, None where its reference system cannot say it."""
    to_canvas = QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    try:
        return QgsRectangle(to_canvas.transformBoundingBox(shape.boundingBox()))
    except QgsCsException:
        return None


def world() -> QgsCoordinateReferenceSystem:
    """The reference system of the outlines."""
    return QgsCoordinateReferenceSystem(WORLD_CRS)
