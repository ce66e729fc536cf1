# SPDX-License-Identifier: GPL-2.0-or-later
"""Symbols of a renderer: what the user changed by hand is kept, colours are put in."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core.model import Level, Status
from .templates import SENTINELS, Template

#: Outline widths in mm. A thin line on 35,000 communes, a readable one on 18 regions.
OUTLINES = {Level.REGION: 0.2, Level.DEPARTEMENT: 0.15, Level.EPCI: 0.1, Level.COMMUNE: 0.05}

#: Description of the rules that are only there to be read in the legend.
LEGEND_RULE = "legend"
#: Description of the rules that draw over the areas: circles of a crossing, a hatch.
CIRCLE_RULE, OVERLAY_RULE = "circle", "overlay"


@dataclass
class Look:
    """What a renderer says of symbols: kept when another indicator is drawn with the same layer."""

    value: QgsSymbol | None = None
    statuses: dict[Status, QgsSymbol] = field(default_factory=dict)

    @property
    def is_circles(self) -> bool:
        """Whether the symbol holds proportional circles."""
        return self.value is not None and centroid_layer(self.value) is not None


def look_of(renderer: QgsFeatureRenderer | None) -> Look:
    """Find the symbols of one of our renderers, however the user changed them since."""
    look = Look()
    # Ranges and categories come as copies: their symbols live as long as the list is held.
    items: list[QgsRendererRange] | list[QgsRendererCategory] = []
    if isinstance(renderer, QgsGraduatedSymbolRenderer):
        keys = {value: status for status, value in SENTINELS.items()}
        items = renderer.ranges()
        found = [(keys.get(item.lowerValue()), item.symbol()) for item in items]
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        names = {status.field_value: status for status in SENTINELS}
        items = renderer.categories()
        found = [(names.get(str(item.value())), item.symbol()) for item in items]
    elif isinstance(renderer, QgsRuleBasedRenderer):
        found = _look_of_rules(renderer)
    else:
        found = []
    for status, symbol in found:
        if not isinstance(symbol, QgsFillSymbol):
            continue
        if status is not None:
            look.statuses[status] = symbol.clone()
        elif look.value is None:
            look.value = symbol.clone()
    return look


def _look_of_rules(renderer: QgsRuleBasedRenderer) -> list[tuple[Status | None, QgsSymbol]]:
    names = {status.field_value: status for status in SENTINELS}
    return [
        (names.get(rule.description()), rule.symbol())
        for rule in renderer.rootRule().descendants()
        if rule.symbol() is not None and rule.description() not in (LEGEND_RULE, CIRCLE_RULE, OVERLAY_RULE)
    ]


def keep_look(template: Template, look: Look, usual: QgsSymbol, circles: bool) -> bool:
    """Carry the user's changes over to the template's symbols; return whether the outline is theirs.

    Between two maps of the same kind the whole symbol is kept; between circles and coloured areas
    only the outline and the opacity can be. ``usual`` is what the previous symbol was before any change.
    """
    if look.value is None:
        return False
    ours = template.value.clone()
    own_outline = not _is_our_outline(look.value, usual)
    if look.is_circles == circles:
        template.value = look.value
    for status, symbol in template.statuses.items():
        kept = look.statuses.get(status)
        if kept is not None and kept.symbolLayerCount() == symbol.symbolLayerCount():
            template.statuses[status] = kept
    for symbol in (template.value, *template.statuses.values()):
        _copy_outline(look.value if own_outline else ours, symbol)
        symbol.setOpacity(look.value.opacity())
    return own_outline


def _is_our_outline(symbol: QgsSymbol, ours: QgsSymbol) -> bool:
    """Whether an outline is as we make them: the template's colour or the area's, at one of our widths."""
    fill, own = _simple_fill(symbol), _simple_fill(ours)
    if fill is None or own is None:
        return False
    is_our_color = fill.strokeColor() == own.strokeColor() or _follows(fill)
    is_our_width = any(math.isclose(fill.strokeWidth(), width) for width in OUTLINES.values())
    return is_our_color and is_our_width and fill.strokeStyle() == own.strokeStyle()


def _follows(fill: QgsSimpleFillSymbolLayer) -> bool:
    return bool(fill.strokeColor().rgb() == fill.fillColor().rgb())


def hide_outlines(template: Template) -> None:
    """Give outlines the colour of their area: no line, and no white seam between neighbours."""
    for symbol in (template.value, *template.statuses.values()):
        fill = _simple_fill(symbol)
        color = fill.fillColor() if fill is not None else symbol.color()
        for layer in symbol.symbolLayers():
            if layer.layerType() in ("SimpleFill", "SimpleLine") and _has_outline(layer):
                _set_stroke(layer, color, OUTLINES[Level.COMMUNE])


def remove_hatch(symbol: QgsSymbol) -> None:
    """Leave a symbol its plain fill alone."""
    for rank in reversed(range(symbol.symbolLayerCount())):
        if symbol.symbolLayer(rank).layerType() == "LinePatternFill":
            symbol.deleteSymbolLayer(rank)


def _copy_outline(source: QgsSymbol, target: QgsSymbol) -> None:
    origin = _simple_fill(source)
    if origin is None:
        return
    for layer in target.symbolLayers():
        if layer.layerType() == "SimpleFill" and (target.symbolLayerCount() == 1 or _has_outline(layer)):
            layer.setStrokeStyle(origin.strokeStyle())
        if layer.layerType() in ("SimpleFill", "SimpleLine") and _has_outline(layer):
            _set_stroke(layer, origin.strokeColor(), origin.strokeWidth())


def _has_outline(layer: QgsSymbolLayer) -> bool:
    return bool(layer.layerType() == "SimpleLine" or layer.strokeStyle() != Qt.PenStyle.NoPen)


def _set_stroke(layer: QgsSymbolLayer, color: QColor, width: float) -> None:
    if layer.layerType() == "SimpleFill":
        layer.setStrokeColor(color)
    else:
        layer.setColor(color)
    _set_width(layer, width)


def _set_width(layer: QgsSymbolLayer, width: float) -> None:
    if layer.layerType() == "SimpleFill":
        layer.setStrokeWidth(width)
    else:
        layer.setWidth(width)


def set_outline_width(template: Template, width: float) -> None:
    """Set the width of every outline of a template, in mm."""
    for symbol in (template.value, *template.statuses.values()):
        for layer in symbol.symbolLayers():
            if layer.layerType() in ("SimpleFill", "SimpleLine") and _has_outline(layer):
                _set_width(layer, width)


def _simple_fill(symbol: QgsSymbol) -> QgsSimpleFillSymbolLayer | None:
    return next((s for s in symbol.symbolLayers() if isinstance(s, QgsSimpleFillSymbolLayer)), None)


def centroid_layer(symbol: QgsSymbol) -> QgsCentroidFillSymbolLayer | None:
    """The part of a symbol that draws the circle, if it has one."""
    return next((s for s in symbol.symbolLayers() if isinstance(s, QgsCentroidFillSymbolLayer)), None)


def painted(symbol: QgsSymbol, color: str) -> QgsSymbol:
    """A copy in another colour. Only the fill changes: an added line or pattern keeps its own."""
    copy = symbol.clone()
    fill = _simple_fill(copy)
    if fill is None:
        copy.setColor(QColor(color))
    else:
        new = QColor(color)
        new.setAlpha(fill.fillColor().alpha())
        if _follows(fill):
            fill.setStrokeColor(new)
        fill.setFillColor(new)
    return copy


def made_of(symbol: QgsSymbol, *layers: QgsSymbolLayer) -> QgsSymbol:
    """A new symbol given these layers in place of its own.

    The constructors that take a list leave the layers to Python, which deletes them while they are in use.
    """
    symbol.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        symbol.appendSymbolLayer(layer)
    return symbol
