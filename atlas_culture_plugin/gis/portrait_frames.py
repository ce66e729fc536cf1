# SPDX-License-Identifier: GPL-2.0-or-later
"""The map frames of a portrait and their legends, as native layout items. Main thread only."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .portrait_maps import View
from .portrait_paper import RULE, Paper

#: What breaks a line of a legend, and size of its texts in points.
_WRAP, _SIZE = "|", 6.5
#: Width and height of a symbol, and what stands around it, in mm.
_SYMBOL, _AROUND = (4.5, 2.8), 2.5


def add_map(
    paper: Paper,
    page: int,
    box: tuple[float, float, float, float],
    view: View,
    shown: Sequence[QgsMapLayer],
    name: str,
) -> None:
    """Show layers, the top one first, in a box of a page."""
    frame = QgsLayoutItemMap(paper.layout)
    paper.put(frame, page, box, name)
    frame.setCrs(QgsCoordinateReferenceSystem(view.crs))
    frame.setLayers(list(shown))
    frame.setKeepLayerSet(True)
    frame.zoomToExtent(view.extent)
    # The sea.
    frame.setBackgroundColor(QColor("#ffffff"))
    frame.setFrameEnabled(True)
    frame.setFrameStrokeColor(QColor(RULE))


def add_legend(
    paper: Paper, page: int, corner: tuple[float, float], width: float, layer: QgsVectorLayer, name: str
) -> None:
    """Write the rows of a layer, without its name, from a corner; a long label takes several lines."""
    legend = QgsLayoutItemLegend(paper.layout)
    paper.put(legend, page, (*corner, width, 20), name)
    legend.setAutoUpdateModel(False)
    model = legend.model()
    model.rootGroup().removeAllChildren()
    node = model.rootGroup().addLayer(layer)
    QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
    legend.setWrapString(_WRAP)
    for rank, entry in enumerate(model.layerLegendNodes(node)):
        label = entry.data(Qt.ItemDataRole.DisplayRole)
        text = paper.wrapped(label, width - _SYMBOL[0] - _AROUND, _SIZE)
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, rank, text.replace("\n", _WRAP))
    model.refreshLayerLegend(node)
    style = legend.style(QgsLegendStyle.Style.SymbolLabel)
    style.setTextFormat(paper.format(_SIZE))
    legend.setStyle(QgsLegendStyle.Style.SymbolLabel, style)
    legend.setSymbolWidth(_SYMBOL[0])
    legend.setSymbolHeight(_SYMBOL[1])
    legend.setBoxSpace(0.5)
    legend.setResizeToContents(True)
    legend.adjustBoxSize()
