# SPDX-License-Identifier: GPL-2.0-or-later
"""The square legend of a bivariate map in the layer tree, after the nine categories named in words.

It is drawn from what the layer itself keeps (its categories and their counts), so that a project reopened
without its package still has it. Without the plugin, the nine categories remain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsDefaultVectorLayerLegend,
    QgsImageLegendNode,
    QgsLayerTreeLayer,
    QgsLayerTreeModelLegendNode,
    QgsMapLayer,
    QgsMapLayerLegend,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QByteArray, QSize
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from ..core.charts import bivariate_key
from ..core.mapping import PreparedMap
from ..core.model import Mode
from .crossing_renderers import reading_order
from .legend_keeper import KEY_PROPERTY, LegendKeeper

#: Side of the key in mm on the drawing, and in pixels.
_SIDE, _PIXELS = 66.0, 230
#: The legends in use, by layer: what Python adds to one would be lost with the last reference to it.
_held: dict[str, SquareLegend] = {}


class SquareLegend(QgsDefaultVectorLayerLegend):
    """The usual legend, then the square key. Last: what names rows by their rank is not disturbed."""

    def createLayerTreeModelLegendNodes(self, node: QgsLayerTreeLayer) -> list[QgsLayerTreeModelLegendNode]:
        """Called by the layer tree each time the style changes."""
        nodes = list(super().createLayerTreeModelLegendNodes(node))
        layer = node.layer()
        image = key_image(layer) if isinstance(layer, QgsVectorLayer) else None
        if image is not None:
            nodes.append(QgsImageLegendNode(node, image))
        for one in nodes:
            # The tree deletes them: Python must not, once this list is gone.
            sip.transferto(one, None)
        return nodes


def remember(layer: QgsVectorLayer, prepared: PreparedMap) -> None:
    """Write in a layer what its key says, and give it the legend that suits it where the plugin is loaded."""
    if prepared.mode is Mode.BIVARIATE and prepared.second is not None:
        cells = prepared.cells()
        content = {
            "first": prepared.heading,
            "second": prepared.second.heading,
            "bounds_first": list(prepared.rounded.bounds),
            "bounds_second": list(prepared.second.rounded.bounds),
            "counts9": [int((cells == cell).sum()) for cell in range(1, 10)],
            "decimals_first": prepared.decimals,
            "decimals_second": prepared.second.decimals,
        }
        layer.setCustomProperty(KEY_PROPERTY, json.dumps(content))
    else:
        layer.removeCustomProperty(KEY_PROPERTY)
    if LegendKeeper.in_use:
        attach(layer)


def key_image(layer: QgsVectorLayer) -> QImage | None:
    """The square key of a bivariate map, in the colours that it has now; ``None`` for another map."""
    renderer = layer.renderer()
    text = layer.customProperty(KEY_PROPERTY)
    if not text or not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return None
    categories = renderer.categories()
    colors = {str(item.value()): item.symbol().color().name() for item in categories if item.symbol()}
    try:
        ordered = [colors[str(cell)] for cell in sorted(reading_order())]
        content = json.loads(str(text))
        svg = bivariate_key(ordered, width=_SIDE, height=_SIDE, font=QFont().family(), **content)
    except Exception:
        # A project edited by hand, or categories taken away: the usual legend is enough. Whatever it is, the
        # layer tree called from C++ and an exception would go nowhere.
        return None
    return _painted(svg)


def _painted(svg: str) -> QImage:
    image = QImage(QSize(_PIXELS, _PIXELS), QImage.Format.Format_ARGB32_Premultiplied)
    # White, not transparent: the texts are dark, and the layer tree of a night theme too.
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


def attach(layer: QgsVectorLayer) -> None:
    """Give a layer the legend that suits what it shows."""
    wanted = key_image(layer) is not None
    # Asked from the layer, not remembered: QGIS replaces a legend when a style is loaded.
    is_square = isinstance(layer.legend(), SquareLegend)
    if wanted and not is_square:
        _held[layer.id()] = SquareLegend(layer)
        layer.setLegend(_held[layer.id()])
    elif is_square and not wanted:
        layer.setLegend(QgsMapLayerLegend.defaultVectorLegend(layer))
    _forget_deleted()


def _forget_deleted() -> None:
    for identity in [identity for identity, legend in _held.items() if sip.isdeleted(legend)]:
        del _held[identity]


def detach(layers: Iterable[QgsMapLayer]) -> None:
    """Give the usual legend back: no code of the plugin may be called once it is unloaded."""
    for layer in layers:
        if isinstance(layer.legend(), SquareLegend):
            layer.setLegend(QgsMapLayerLegend.defaultVectorLegend(layer))
    _forget_deleted()
