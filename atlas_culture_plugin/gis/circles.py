# SPDX-License-Identifier: GPL-2.0-or-later
"""Proportional circles: area proportional to the value, small ones over large ones."""

from __future__ import annotations

import math

from qgis.core import (
    QgsCentroidFillSymbolLayer,
    QgsFeatureRequest,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

from ..core.formatting import count_label, decimals_for, number, status_label, with_unit
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.model import Level, Status
from ..core.palettes import palette as find_palette
from .expressions import FieldNames, status_expression
from .looks import LEGEND_RULE, centroid_layer
from .templates import SENTINELS, Template

#: Diameter in mm of the circle of the largest value. Circles of neighbours may touch, not hide.
DIAMETERS = {Level.REGION: 16.0, Level.DEPARTEMENT: 11.0, Level.EPCI: 9.0, Level.COMMUNE: 8.0}

NEGATIVE_COLOR = "#b2182b"


def circles(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsRuleBasedRenderer:
    """Circles whose area is proportional to the value, on the outlines of the territories."""
    root = QgsRuleBasedRenderer.Rule(None)
    for rule in _circle_legend(prepared, template):
        root.appendChild(rule)
    value_label = f"{tr('Territories with a value')} {count_label(prepared.count(Status.VALUE))}"
    value = _circle_symbol(prepared, fields, template)
    root.appendChild(_rule(value, f'"{fields.value}" IS NOT NULL', value_label, Status.VALUE.field_value))
    status = status_expression(fields)
    for one in (status for status in SENTINELS if prepared.count(status)):
        symbol = template.statuses[one].clone()
        label = status_label(one, prepared.count(one))
        root.appendChild(_rule(symbol, f"{status} = '{one.field_value}'", label, one.field_value))
    renderer = QgsRuleBasedRenderer(root)
    renderer.setUsingSymbolLevels(True)
    order = QgsFeatureRequest.OrderByClause(f'abs("{fields.value}")', False)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([order]))
    renderer.setOrderByEnabled(True)
    return renderer


def _rule(symbol: QgsSymbol, condition: str, label: str, key: str) -> QgsRuleBasedRenderer.Rule:
    return QgsRuleBasedRenderer.Rule(symbol, 0, 0, condition, label, key)


def _circle_color(prepared: PreparedMap) -> str:
    return find_palette(prepared.request.palette).colors(5)[3]


def _circle_symbol(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsSymbol:
    symbol = template.value.clone()
    marker = _marker(symbol)
    diameter = DIAMETERS[prepared.request.level]
    maximum = prepared.maximum() or 1.0
    size = f'{diameter!r} * sqrt(abs("{fields.value}") / {maximum!r})'
    marker.setDataDefinedSize(QgsProperty.fromExpression(size))
    _paint_circle(marker, _circle_color(prepared))
    if _has_negative(prepared):
        base = marker.symbolLayer(0).fillColor()
        negative = QColor(NEGATIVE_COLOR)
        below, above = _color_text(negative, base.alpha()), _color_text(base, base.alpha())
        expression = f"if(\"{fields.value}\" < 0, '{below}', '{above}')"
        marker.symbolLayer(0).setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyFillColor, QgsProperty.fromExpression(expression)
        )
    return symbol


def _marker(symbol: QgsSymbol) -> QgsMarkerSymbol:
    layer = centroid_layer(symbol)
    if layer is None:
        layer = QgsCentroidFillSymbolLayer()
        layer.setRenderingPass(1)
        symbol.appendSymbolLayer(layer)
    return layer.subSymbol()


def _paint_circle(marker: QgsMarkerSymbol, color: str) -> None:
    layer = marker.symbolLayer(0)
    new = QColor(color)
    new.setAlpha(layer.fillColor().alpha())
    layer.setFillColor(new)
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyFillColor, QgsProperty())


def _color_text(color: QColor, alpha: int) -> str:
    return f"{color.red()},{color.green()},{color.blue()},{alpha}"


def _has_negative(prepared: PreparedMap) -> bool:
    return bool((prepared.values < 0).any())


def _circle_legend(prepared: PreparedMap, template: Template) -> list[QgsRuleBasedRenderer.Rule]:
    """Rules that match nothing: three circles of round values, and negative ones where there are."""
    # Held by name: the marker belongs to this symbol and would die with it.
    holder = template.value.clone()
    marker = _marker(holder).clone()
    marker.setDataDefinedSize(QgsProperty())
    _paint_circle(marker, _circle_color(prepared))
    diameter = DIAMETERS[prepared.request.level]
    maximum = prepared.maximum()
    values = legend_values(maximum)
    decimals = decimals_for(values, 0)
    rules = []
    for value in values:
        circle = marker.clone()
        circle.setSize(diameter * math.sqrt(value / maximum))
        label = with_unit(number(value, decimals), prepared.indicator.unit)
        rules.append(_rule(circle, "FALSE", label, LEGEND_RULE))
    if _has_negative(prepared):
        circle = marker.clone()
        circle.setSize(3)
        _paint_circle(circle, NEGATIVE_COLOR)
        count = count_label(int((prepared.values < 0).sum()))
        rules.append(_rule(circle, "FALSE", f"{tr('Negative amount')} {count}", LEGEND_RULE))
    return rules


def legend_values(maximum: float) -> list[float]:
    """Up to three round values (1, 2 or 5 times a power of ten) that span the circles, largest first.

    >>> legend_values(2103778)
    [2000000.0, 500000.0, 100000.0]
    """
    if maximum <= 0:
        return []
    values: list[float] = []
    for share in (1, 4, 20):
        value = _round_down(maximum / share)
        if value not in values:
            values.append(value)
    return values


def _round_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    digit = max(d for d in (1, 2, 5) if d * power <= value * (1 + 1e-12))
    return digit * power
