# SPDX-License-Identifier: GPL-2.0-or-later
"""Proportional circles: area proportional to the value, small ones over large ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsCentroidFillSymbolLayer,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsMarkerSymbol,
    QgsMaskMarkerSymbolLayer,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsSymbolLayerReference,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core.formatting import count_label, decimals_for, number, singular, with_unit
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.model import Status
from ..core.palettes import palette as find_palette
from . import offsets
from .areas import present, rule
from .expressions import FieldNames, quoted, status_expression
from .looks import CIRCLE_RULE, LEGEND_RULE, centroid_layer
from .offsets import DIAMETERS
from .templates import Template

NEGATIVE_COLOR = "#b2182b"
#: Circles beyond which masks take longer to draw than the map; there are as small as a line is wide.
MOST_MASKS = 5000


def circles(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsRuleBasedRenderer:
    """Circles whose area is proportional to the value, on the outlines of the territories."""
    colors = find_palette(prepared.request.palette).colors(5)[3], NEGATIVE_COLOR
    root = QgsRuleBasedRenderer.Rule(None)
    for one in legend(prepared, template.value, colors):
        root.appendChild(one)
    value = template.value.clone()
    size_circles(value, prepared, fields, colors)
    if prepared.count(Status.VALUE):
        condition = f"{quoted(fields.value)} IS NOT NULL"
        root.appendChild(rule(value, condition, known_label(prepared), Status.VALUE.field_value))
    status = status_expression(fields)
    for state in present(prepared):
        symbol = template.statuses[state].clone()
        label = prepared.state_label(state, prepared.count(state))
        root.appendChild(rule(symbol, f"{status} = '{state.field_value}'", label, state.field_value))
    return stacked(root, fields)


def stacked(root: QgsRuleBasedRenderer.Rule, fields: FieldNames) -> QgsRuleBasedRenderer:
    """A renderer that draws the circles over all the areas, and small circles over large ones."""
    renderer = QgsRuleBasedRenderer(root)
    renderer.setUsingSymbolLevels(True)
    order = QgsFeatureRequest.OrderByClause(f"abs({quoted(fields.value)})", False)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([order]))
    renderer.setOrderByEnabled(True)
    return renderer


def size_circles(
    symbol: QgsSymbol, prepared: PreparedMap, fields: FieldNames, colors: tuple[str, str]
) -> None:
    """Give the circle of a symbol its size, its place and its colour, another one below zero."""
    marker = marker_of(symbol)
    _unmask(marker)
    if not prepared.scale_maximum():
        # The legend shows the size of the symbol itself: no circle where none is drawn.
        marker.setSize(0)
    marker.setDataDefinedSize(QgsProperty.fromExpression(size_expression(prepared, fields)))
    offsets.follow(marker)
    _paint(marker, colors[0])
    if _has_negative(prepared):
        base = marker.symbolLayer(0).fillColor()
        below, above = _color_text(QColor(colors[1]), base.alpha()), _color_text(base, base.alpha())
        expression = f"if({quoted(fields.value)} < 0, '{below}', '{above}')"
        marker.symbolLayer(0).setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyFillColor, QgsProperty.fromExpression(expression)
        )


def size_expression(prepared: PreparedMap, fields: FieldNames) -> str:
    """Diameter of the circle of a territory, in mm."""
    diameter, maximum = DIAMETERS[prepared.request.level], prepared.scale_maximum() or 1.0
    return f"{diameter!r} * sqrt(abs({quoted(fields.value)}) / {maximum!r})"


def marker_of(symbol: QgsSymbol) -> QgsMarkerSymbol:
    """The circle of a symbol, which keeps it; made when the template has none."""
    layer = centroid_layer(symbol)
    if layer is None:
        layer = QgsCentroidFillSymbolLayer()
        layer.setRenderingPass(1)
        symbol.appendSymbolLayer(layer)
    return layer.subSymbol()


def draw_over(layer: QgsVectorLayer, lines: QgsVectorLayer) -> None:
    """Interrupt the lines of a layer where the circles of another are. Main thread only.

    Circles belong to the map, which is under the lines that go over its areas: a mask is what puts them on
    top. It is made again with the circles, that change when another map is drawn with the layer.
    """
    renderer = layer.renderer()
    if not isinstance(renderer, QgsRuleBasedRenderer) or layer.featureCount() > MOST_MASKS:
        return
    symbol = lines.renderer().symbol()
    crossed = [QgsSymbolLayerReference(lines.id(), part.id()) for part in symbol.symbolLayers()]
    changed = renderer.clone()
    for one in changed.rootRule().descendants():
        # Not the rows of the legend, nor the small marks in the place of a circle.
        if one.description() in (Status.VALUE.field_value, CIRCLE_RULE) and _is_sized(one.symbol()):
            masked = one.symbol().clone()
            _mask(marker_of(masked), crossed)
            one.setSymbol(masked)
    layer.setRenderer(changed)


def _is_sized(symbol: QgsSymbol | None) -> bool:
    circle = None if symbol is None else centroid_layer(symbol)
    if circle is None:
        return False
    # Of the layer: that of the symbol is empty where its place is data-defined too.
    sized = circle.subSymbol().symbolLayer(0).dataDefinedProperties()
    return bool(sized.isActive(QgsSymbolLayer.Property.PropertySize))


def _mask(marker: QgsMarkerSymbol, crossed: list[QgsSymbolLayerReference]) -> None:
    """Make a circle hide parts of symbols, besides those that it hides already."""
    known = _unmask(marker)
    mask = QgsMaskMarkerSymbolLayer()
    mask.setSubSymbol(marker.clone())
    mask.setMasks([*known, *(one for one in crossed if one not in known)])
    marker.appendSymbolLayer(mask)


def _unmask(marker: QgsMarkerSymbol) -> list[QgsSymbolLayerReference]:
    """Take the masks out of a circle; return what they hid."""
    hidden: list[QgsSymbolLayerReference] = []
    for rank in reversed(range(marker.symbolLayerCount())):
        part = marker.symbolLayer(rank)
        if isinstance(part, QgsMaskMarkerSymbolLayer):
            hidden += part.masks()
            marker.deleteSymbolLayer(rank)
    return hidden


def _paint(marker: QgsMarkerSymbol, color: str) -> None:
    layer = marker.symbolLayer(0)
    new = QColor(color)
    new.setAlpha(layer.fillColor().alpha())
    layer.setFillColor(new)
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyFillColor, QgsProperty())


def _color_text(color: QColor, alpha: int) -> str:
    return f"{color.red()},{color.green()},{color.blue()},{alpha}"


def _has_negative(prepared: PreparedMap) -> bool:
    return bool((prepared.values < 0).any())


def legend(
    prepared: PreparedMap, symbol: QgsSymbol, colors: tuple[str, str]
) -> list[QgsRuleBasedRenderer.Rule]:
    """Rules that match nothing: three circles of round values, and negative ones where there are."""
    # Held by name: the marker belongs to this symbol and would die with it.
    holder = symbol.clone()
    marker = marker_of(holder).clone()
    marker.setDataDefinedSize(QgsProperty())
    _paint(marker, colors[0])
    diameter = DIAMETERS[prepared.request.level]
    maximum = prepared.scale_maximum()
    rules = []
    for value, label in key_values(prepared):
        circle = marker.clone()
        circle.setSize(diameter * math.sqrt(value / maximum))
        rules.append(rule(circle, "FALSE", label, LEGEND_RULE))
    if _has_negative(prepared):
        circle = marker.clone()
        circle.setSize(3)
        _paint(circle, colors[1])
        count = count_label(int((prepared.values < 0).sum()))
        rules.append(rule(circle, "FALSE", f"{tr('Negative amount')} {count}", LEGEND_RULE))
    return rules


@dataclass(frozen=True)
class KeyLook:
    """What the circles of a layer look like; ``stroke`` is empty without an outline."""

    color: str
    opacity: float
    stroke: str
    thickness: float


def key_look(renderer: QgsFeatureRenderer | None) -> KeyLook | None:
    """How the legend of a layer shows its circles, as the user left them; ``None`` without circles."""
    if not isinstance(renderer, QgsRuleBasedRenderer):
        return None
    for one in renderer.rootRule().descendants():
        marker = one.symbol()
        if one.description() == LEGEND_RULE and isinstance(marker, QgsMarkerSymbol):
            layer = marker.symbolLayer(0)
            fill, line = layer.fillColor(), layer.strokeColor()
            drawn = layer.strokeStyle() != Qt.PenStyle.NoPen and line.alpha()
            return KeyLook(
                color=fill.name(),
                opacity=fill.alphaF() * marker.opacity(),
                stroke=line.name() if drawn else "",
                thickness=layer.strokeWidth(),
            )
    return None


def row_starts() -> tuple[str, ...]:
    """How the legend rows begin that a key of circles does not replace, states left out."""
    return (
        tr("Negative amount"),
        tr("Without a circle: {state}").partition("{")[0],
        tr("No circle: zero {count}").partition("{")[0],
    )


def known_label(prepared: PreparedMap) -> str:
    """How many values there are, and how many of them no circle shows because they are zero."""
    count, zeros = prepared.count(Status.VALUE), int(np.count_nonzero(prepared.values == 0))
    if zeros and zeros == count:
        return tr("No circle: zero {count}").format(count=count_label(zeros))
    text = f"{tr('Territories with a value')} {count_label(count)}"
    if not zeros:
        return text
    return tr("{territories}, {zeros} of them zero").format(territories=text, zeros=number(zeros))


def key_values(prepared: PreparedMap) -> list[tuple[float, str]]:
    """Values of the circles of a legend with what is written beside each; none where nothing has a circle.

    What is counted one by one has no half: its circles are of whole numbers.
    """
    maximum = prepared.scale_maximum()
    real = prepared.values[~np.isnan(prepared.values)]
    # Not of a maximum that is not whole: that of several maps can be one at the scale of another.
    whole = maximum >= 1 and bool((real == np.round(real)).all())
    values = legend_values(maximum, whole)
    decimals = decimals_for(values, 0)
    return [
        (value, with_unit(number(value, decimals), singular(prepared.unit) if value == 1 else prepared.unit))
        for value in values
    ]


def legend_values(maximum: float, whole: bool = False) -> list[float]:
    """Up to three round values (1, 2 or 5 times a power of ten) that span the circles, largest first.

    With ``whole``, none is under one: fewer of them where the maximum is small.

    >>> legend_values(2103778)
    [2000000.0, 500000.0, 100000.0]
    >>> legend_values(5, whole=True)
    [5.0, 1.0]
    """
    if maximum <= 0:
        return []
    least = 1.0 if whole else 0.0
    found = [_round_down(max(maximum / share, least)) for share in (1, 4, 20)]
    return list(dict.fromkeys(found))


def _round_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    digit = max(d for d in (1, 2, 5) if d * power <= value * (1 + 1e-12))
    return digit * power
