# SPDX-License-Identifier: GPL-2.0-or-later
"""What surrounds a map: the land of the neighbours under it, the limits of the upper level over it.

The files are copies of the shipped ones, kept with the level files: a project must outlive an update of
the plugin. Coasts and borders are the very edges of the map, since they have the same generalisation.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayerMetadata,
    QgsLineSymbol,
    QgsMapLayer,
    QgsProject,
    QgsRectangle,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core import levelfile
from ..core.codes import parse_reference
from ..core.errors import StorageError
from ..core.frames import Frame
from ..core.i18n import tr
from ..core.model import Level
from ..core.storage import copy_whole
from ..core.territories import Territories, attribution, territories
from . import geopackage

#: Custom property of the layers of context; its value is one of the names below.
CONTEXT_PROPERTY = "atlas_culture/context"
NEIGHBOURS, LIMITS = "neighbours", "limits"

#: The line is that of the coast too: the palest class of a map reads against the white of the sea.
LAND, SEPARATOR = "#ebebeb", "#999999"
SEPARATOR_WIDTH = 0.25
#: A dark line between two light ones reads on the palest class as on the darkest.
LINE, CASING = "#4d4d4d", "#ffffff"
#: Widths in mm of the line and of its casing, by level of the map.
WIDTHS = {
    Level.DEPARTEMENT: (0.25, 0.6),
    Level.EPCI: (0.2, 0.5),
    Level.COMMUNE: (0.15, 0.4),
}
_LICENCE = "Licence Ouverte 2.0"


@dataclass(frozen=True)
class ContextFiles:
    """The files of context of a map of ``level``, ready to be opened."""

    level: Level
    land: Path
    land_layer: str
    limits: Path
    #: Credit of the boundaries.
    attribution: str


def prepare(
    folder: Path, level: Level, detail: str, within: str = "", known: Territories | None = None
) -> ContextFiles:
    """Copy what the context of a map needs into ``folder``, once. For any thread.

    Args:
        folder: where the files of the project are.
        level: level of the map.
        detail: its generalisation.
        within: the territory that it is restricted to, empty for all France.
        known: the boundaries that it is drawn on; None for those shipped.

    Raises:
        StorageError: the folder cannot be written, or the shipped boundaries are damaged.
        TerritoryError: ``within`` is not understood.
    """
    around = _surroundings(level, within)
    known = known or territories()
    land = permanent(known.outlines(around, detail), folder)
    lines = permanent(known.file(f"limits_{detail}.gpkg"), folder)
    return ContextFiles(level, land, around.value, lines, known.attribution)


def permanent(source: Path, folder: Path) -> Path:
    """Copy a file of boundaries into the data folder, under a name that changes with its content."""
    try:
        found = source.stat()
        digest = _digest(source, found.st_size, found.st_mtime_ns)
    except OSError as error:
        sentence = tr("The boundaries {file} are missing or damaged: install the plugin again.")
        raise StorageError(sentence.format(file=source), repr(error)) from error
    target = folder / f"{source.parent.name}-{digest}-{source.name}"
    if not target.is_file() or target.stat().st_size < found.st_size:
        copy_whole(source, target)
    return target


@lru_cache(maxsize=32)
def _digest(source: Path, _size: int, _written: int) -> str:
    """Beginning of the checksum of a file, read once as long as its size and its date stay."""
    return hashlib.sha256(source.read_bytes()).hexdigest()[:8]


def _surroundings(level: Level, within: str) -> Level:
    """Level of the neighbours: around an EPCI or a commune, departements would be a plain grey ground."""
    if level is Level.REGION:
        return level
    reference = parse_reference(within) if within.strip() else None
    around = None if reference is None else reference.level
    return around if around in (Level.EPCI, Level.COMMUNE) else Level.DEPARTEMENT


def neighbours(files: ContextFiles) -> QgsVectorLayer:
    """The land of France in light grey with its coasts, to be drawn under a map. Main thread only.

    Raises:
        StorageError: the file disappeared or is not readable.
    """
    name = tr("Surrounding territories")
    layer = open_layer(files.land, files.land_layer, name, NEIGHBOURS, credit=files.attribution)
    fill = QgsSimpleFillSymbolLayer(QColor(LAND))
    fill.setStrokeColor(QColor(SEPARATOR))
    fill.setStrokeWidth(SEPARATOR_WIDTH)
    fill.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol = QgsFillSymbol.createSimple({})
    symbol.changeSymbolLayer(0, fill)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def limits(files: ContextFiles) -> QgsVectorLayer | None:
    """The borders of the upper level, to be drawn over a map; ``None`` over regions. Main thread only.

    Borders of regions over departements, of departements over EPCI and communes; not the coasts.

    Raises:
        StorageError: the file disappeared or is not readable.
    """
    if files.level is Level.REGION:
        return None
    of_regions = files.level is Level.DEPARTEMENT
    name = tr("Limits of regions") if of_regions else tr("Limits of departements")
    layer = open_layer(files.limits, "limits", name, LIMITS, credit=files.attribution)
    if of_regions:
        layer.setSubsetString(f"\"echelon\" = '{Level.REGION.value}'")
    width, casing = WIDTHS[files.level]
    symbol = QgsLineSymbol.createSimple({})
    symbol.changeSymbolLayer(0, _stroke(CASING, casing))
    symbol.appendSymbolLayer(_stroke(LINE, width))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def open_layer(
    path: Path, table: str, name: str, kind: str, subset: str = "", credit: str = ""
) -> QgsVectorLayer:
    """Open a file of context as a read-only layer, marked as such, with its source in its metadata.

    ``subset`` is a condition on its rows; ``credit`` is that of the boundaries when not those shipped.

    Raises:
        StorageError: it disappeared or is not readable.
    """
    layer = geopackage.open_layer(path, table, name, subset)
    layer.setCustomProperty(CONTEXT_PROPERTY, kind)
    record = QgsLayerMetadata()
    record.setTitle(name)
    record.setType("dataset")
    record.setLicenses([_LICENCE])
    record.setRights([credit or attribution()])
    record.setHistory([tr("Boundaries: {attribution}").format(attribution=credit or attribution())])
    layer.setMetadata(record)
    return layer


def context_kind(layer: QgsMapLayer) -> str:
    """What a layer is in the context of a map; empty when it is not of the context."""
    return str(layer.customProperty(CONTEXT_PROPERTY, "") or "")


def find_context(project: QgsProject) -> list[QgsVectorLayer]:
    """The layers of context of a project."""
    found = project.mapLayers().values()
    return [layer for layer in found if isinstance(layer, QgsVectorLayer) and context_kind(layer)]


def frame_rectangle(frame: Frame) -> QgsRectangle:
    """Bounding box, in the CRS of a frame, of what it shows.

    That of the outlines themselves: once projected, the corners of a geographic rectangle are up to a
    tenth of its size away from the land.
    """
    source = frame.outlines or levelfile.boundaries_file(frame.level, "detail")
    return QgsRectangle(*_bounds(source, source.stat().st_mtime_ns, frame.level, frame.condition, frame.crs))


@lru_cache(maxsize=64)
def _bounds(
    source: Path, _written: int, level: Level, condition: str, crs: str
) -> tuple[float, float, float, float]:
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateReferenceSystem(crs),
        QgsCoordinateTransformContext(),
    )
    total = QgsRectangle()
    for outline in levelfile.outlines(source, level, condition):
        if outline.wkb is not None:
            shape = QgsGeometry()
            shape.fromWkb(outline.wkb)
            shape.transform(transform)
            total.combineExtentWith(shape.boundingBox())
    return total.xMinimum(), total.yMinimum(), total.xMaximum(), total.yMaximum()


def _stroke(color: str, width: float) -> QgsSimpleLineSymbolLayer:
    """A line with round corners: sharp ones would stick out of small bends."""
    line = QgsSimpleLineSymbolLayer(QColor(color), width)
    line.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    line.setPenCapStyle(Qt.PenCapStyle.RoundCap)
    return line
