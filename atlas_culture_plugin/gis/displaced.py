# SPDX-License-Identifier: GPL-2.0-or-later
"""The overseas territories drawn beside metropole on the canvas, never mixed with true coordinates.

A map of France has a companion: a layer of its own, with the same figures, classes and colours, whose
outlines lie in the Bay of Biscay in EPSG:2154, and a frame around each territory that says how many times
it is enlarged or reduced. Printed pages have true insets instead (:mod:`..core.frames`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsMapLayer,
    QgsPalLayerSettings,
    QgsProject,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..core import levelfile
from ..core.i18n import language, tr
from ..core.mapping import MapRequest
from ..core.request import DISPLACED
from . import layers
from .context import context_kind, open_layer, permanent
from .provenance import displaced_notice

#: Custom property of a companion: the layer beside which it was drawn.
BESIDE_PROPERTY = "atlas_culture/beside"
#: Value of the property of context of the layer of frames.
FRAMES = "displaced_frames"

_NATIONAL = ("", "FRANCE")
_INK = "#4d4d4d"


def companion(request: MapRequest) -> MapRequest | None:
    """The request of the companion of a map; ``None`` when nothing of it is overseas and far away."""
    if request.within.strip().upper() not in _NATIONAL or request.detail == DISPLACED:
        return None
    return replace(request, detail=DISPLACED)


def is_displaced(layer: QgsMapLayer) -> bool:
    """Whether the coordinates of a layer are not where the territories are."""
    return bool(layer.customProperty(layers.DISPLACED_PROPERTY, False))


def pair(layer: QgsVectorLayer, beside: QgsVectorLayer) -> None:
    """Remember which layer a companion accompanies, whatever each shows later."""
    beside.setCustomProperty(BESIDE_PROPERTY, layer.id())


def add_to_project(
    layer: QgsVectorLayer, beside: QgsVectorLayer, frames: QgsVectorLayer | None, project: QgsProject
) -> None:
    """Put a companion just under its layer, its legend folded since it is the same, and its frames."""
    pair(layer, beside)
    node = project.layerTreeRoot().findLayer(layer.id())
    parent = node.parent() if node is not None else layers.group(project)
    position = parent.children().index(node) + 1 if node is not None else 0
    for offset, one in enumerate(one for one in (beside, frames) if one is not None):
        project.addMapLayer(one, False)
        parent.insertLayer(position + offset, one).setExpanded(False)


def find_companion(project: QgsProject, layer: QgsVectorLayer) -> QgsVectorLayer | None:
    """The companion of a layer, ``None`` when it has none."""
    found = [one for one in layers.find_layers(project) if is_displaced(one) and one is not layer]
    paired = next((one for one in found if one.customProperty(BESIDE_PROPERTY) == layer.id()), None)
    if paired is not None:
        return paired
    request = layers.request_of(layer)
    wanted = companion(request) if request is not None else None
    if wanted is None:
        return None
    alone = (one for one in found if not one.customProperty(BESIDE_PROPERTY))
    return next((one for one in alone if layers.request_of(one) == wanted), None)


def accompanied(project: QgsProject, companion_layer: QgsVectorLayer) -> QgsVectorLayer | None:
    """The layer that a companion accompanies, ``None`` when it is alone."""
    found = project.mapLayer(str(companion_layer.customProperty(BESIDE_PROPERTY, "")))
    return found if isinstance(found, QgsVectorLayer) else None


def find_frames(project: QgsProject) -> QgsVectorLayer | None:
    """The layer of frames of a project."""
    found = (layer for layer in project.mapLayers().values() if isinstance(layer, QgsVectorLayer))
    return next((layer for layer in found if _is_frames(layer)), None)


def prepare_frames(folder: Path) -> Path:
    """Copy the frames into the data folder. For any thread.

    Raises:
        StorageError: the folder cannot be written.
    """
    return permanent(levelfile.shipped("displaced_frames.gpkg"), folder)


def create_frames(path: Path) -> QgsVectorLayer:
    """The frames around the displaced territories, with their names and factors. Main thread only.

    Raises:
        StorageError: the file disappeared or is not readable.
    """
    layer = open_layer(path, "displaced_frames", tr("Frames of the overseas territories"), FRAMES)
    layer.setCustomProperty(layers.DISPLACED_PROPERTY, True)
    record = layer.metadata()
    record.setAbstract(displaced_notice())
    layer.setMetadata(record)
    symbol = QgsFillSymbol.createSimple({})
    symbol.changeSymbolLayer(0, QgsSimpleLineSymbolLayer(QColor(_INK), 0.15))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
    layer.setLabelsEnabled(True)
    return layer


def _is_frames(layer: QgsVectorLayer) -> bool:
    return context_kind(layer) == FRAMES


def _labels() -> QgsPalLayerSettings:
    """Name and factor at the top of each frame, in a size of the map so that it never leaves the frame."""
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    factor = "replace(to_string(\"facteur\"), '.', ',')" if language() == "fr" else 'to_string("facteur")'
    settings.fieldName = f"\"nom\" || ' × ' || {factor}"
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.geometryGeneratorEnabled = True
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.geometryGenerator = "make_point(x(centroid($geometry)), y_max($geometry) - 9000)"
    settings.quadOffset = Qgis.LabelQuadrantPosition.Over
    settings.displayAll = True
    text = QgsTextFormat()
    text.setSize(11000)
    text.setSizeUnit(Qgis.RenderUnit.MapUnits)
    text.setColor(QColor(_INK))
    settings.setFormat(text)
    return settings
