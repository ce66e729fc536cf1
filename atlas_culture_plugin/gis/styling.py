# SPDX-License-Identifier: GPL-2.0-or-later
"""Renderers made of a template's symbols, our own exact bounds and a palette's colours."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core.formatting import class_label, count_label, decimals_for, number, with_unit
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.model import Level, Status, ValueKind
from ..core.palettes import palette as find_palette
from . import templates
from .templates import SENTINELS, Template

#: Outline widths in mm. A thin line on 35,000 communes, a readable one on 18 regions.
OUTLINES = {Level.REGION: 0.3, Level.DEPARTEMENT: 0.2, Level.EPCI: 0.1, Level.COMMUNE: 0.04}

#: Diameter in mm of the circle of the largest value. Circles of neighbours may touch, not hide.
DIAMETERS = {Level.REGION: 16.0, Level.DEPARTEMENT: 11.0, Level.EPCI: 9.0, Level.COMMUNE: 8.0}

NEGATIVE_COLOR = "#b2182b"

#: Description of the rules that are only there to be read in the legend.
LEGEND_RULE = "legend"


@dataclass(frozen=True)
class FieldNames:
    """Where a layer keeps the value and the status. ``status`` is empty when all are values."""

    value: str
    status: str = ""


@dataclass
class Look:
    """What a renderer says of symbols: kept when another indicator is drawn with the same layer."""

    value: QgsSymbol | None = None
    statuses: dict[Status, QgsSymbol] = field(default_factory=dict)

    @property
    def is_circles(self) -> bool:
        """Whether the symbol holds proportional circles."""
        return self.value is not None and _centroid_layer(self.value) is not None


def template_name(prepared: PreparedMap) -> str:
    """Name of the template that suits the indicator: a stock is never a choropleth."""
    if prepared.indicator.kind is ValueKind.STOCK:
        return templates.CIRCLES
    if prepared.indicator.kind is ValueKind.TYPOLOGY:
        return templates.TYPOLOGY
    diverging = find_palette(prepared.request.palette).kind == "diverging"
    return templates.DIVERGING if diverging else templates.SEQUENTIAL


def build_renderer(
    prepared: PreparedMap, fields: FieldNames, previous: QgsFeatureRenderer | None, own: Path | None = None
) -> QgsFeatureRenderer:
    """Make the renderer of a map.

    Args:
        prepared: values, classes and colours.
        fields: where the layer keeps the value and the status.
        previous: the renderer of the layer, whose outlines and other hand-made settings are kept.
        own: folder of the user's own templates.

    Raises:
        StyleError: the template cannot be used.
    """
    name = template_name(prepared)
    template = templates.load(templates.find(name, own))
    _set_outline_width(template, OUTLINES[prepared.request.level])
    _keep_look(template, look_of(previous), name)
    if name == templates.CIRCLES:
        renderer: QgsFeatureRenderer = _circles(prepared, fields, template)
    elif name == templates.TYPOLOGY:
        renderer = _typology(prepared, fields, template)
    else:
        renderer = _choropleth(prepared, fields, template)
    if previous is not None and previous.paintEffect() is not None:
        renderer.setPaintEffect(previous.paintEffect().clone())
    return renderer


def value_expression(fields: FieldNames) -> str:
    """Expression of a graduated renderer: the value, or the sentinel of the state."""
    missing = f"{SENTINELS[Status.MISSING]:.0f}"
    if not fields.status:
        return f'coalesce("{fields.value}", {missing})'
    secret, other = SENTINELS[Status.SECRET], SENTINELS[Status.NOT_APPLICABLE]
    return (
        f'coalesce("{fields.value}", CASE "{fields.status}" '
        f"WHEN '{Status.SECRET.field_value}' THEN {secret:.0f} "
        f"WHEN '{Status.NOT_APPLICABLE.field_value}' THEN {other:.0f} ELSE {missing} END)"
    )


def status_expression(fields: FieldNames) -> str:
    """Expression of the field ``statut``: every row has one."""
    known = f'"{fields.status}"' if fields.status else "NULL"
    return f"if(\"{fields.value}\" IS NOT NULL, 'valeur', coalesce({known}, 'nd'))"


def class_expression(prepared: PreparedMap, fields: FieldNames) -> str:
    """Expression of the field ``classe``: 1 for the lowest class, NULL without a value."""
    bounds = prepared.classification.bounds
    if len(bounds) < 2:
        return "NULL"
    steps = " ".join(
        f'WHEN "{fields.value}" >= {bound!r} THEN {rank}'
        for rank, bound in reversed(list(enumerate(bounds[1:-1], start=2)))
    )
    return f'CASE WHEN "{fields.value}" IS NULL THEN NULL {steps} ELSE 1 END'


def look_of(renderer: QgsFeatureRenderer | None) -> Look:
    """Find the symbols of one of our renderers, however the user changed them since."""
    look = Look()
    if isinstance(renderer, QgsGraduatedSymbolRenderer):
        keys = {value: status for status, value in SENTINELS.items()}
        found = [(keys.get(item.lowerValue()), item.symbol()) for item in renderer.ranges()]
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        names = {status.field_value: status for status in SENTINELS}
        found = [(names.get(str(item.value())), item.symbol()) for item in renderer.categories()]
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
        if rule.symbol() is not None and rule.description() != LEGEND_RULE
    ]


def _keep_look(template: Template, look: Look, name: str) -> None:
    """Carry the user's changes over to the template's symbols.

    Between two maps of the same kind the whole symbol is kept; between circles and coloured areas
    only the outline can be.
    """
    if look.value is None:
        return
    same_kind = look.is_circles == (name == templates.CIRCLES)
    if same_kind:
        object.__setattr__(template, "value", look.value)
    else:
        _copy_outline(look.value, template.value)
    for status, symbol in template.statuses.items():
        kept = look.statuses.get(status)
        if kept is not None and kept.symbolLayerCount() == symbol.symbolLayerCount():
            template.statuses[status] = kept
        else:
            _copy_outline(look.value, symbol)


def _copy_outline(source: QgsSymbol, target: QgsSymbol) -> None:
    origin = _simple_fill(source)
    if origin is None:
        return
    for layer in target.symbolLayers():
        if layer.layerType() in ("SimpleFill", "SimpleLine") and _has_outline(layer):
            layer.setStrokeColor(origin.strokeColor()) if layer.layerType() == "SimpleFill" else layer.setColor(
                origin.strokeColor()
            )
            _set_width(layer, origin.strokeWidth())
    target.setOpacity(source.opacity())


def _has_outline(layer: QgsSymbolLayer) -> bool:
    return layer.layerType() == "SimpleLine" or layer.strokeStyle() != Qt.PenStyle.NoPen


def _set_width(layer: QgsSymbolLayer, width: float) -> None:
    if layer.layerType() == "SimpleFill":
        layer.setStrokeWidth(width)
    else:
        layer.setWidth(width)


def _set_outline_width(template: Template, width: float) -> None:
    for symbol in (template.value, *template.statuses.values()):
        for layer in symbol.symbolLayers():
            if layer.layerType() in ("SimpleFill", "SimpleLine") and _has_outline(layer):
                _set_width(layer, width)


def _simple_fill(symbol: QgsSymbol) -> QgsSimpleFillSymbolLayer | None:
    return next((s for s in symbol.symbolLayers() if isinstance(s, QgsSimpleFillSymbolLayer)), None)


def _centroid_layer(symbol: QgsSymbol) -> QgsCentroidFillSymbolLayer | None:
    return next((s for s in symbol.symbolLayers() if isinstance(s, QgsCentroidFillSymbolLayer)), None)


def _painted(symbol: QgsSymbol, color: str) -> QgsSymbol:
    """A copy in another colour. Only the fill changes: an added line or pattern keeps its own."""
    copy = symbol.clone()
    fill = _simple_fill(copy)
    if fill is None:
        copy.setColor(QColor(color))
    else:
        new = QColor(color)
        new.setAlpha(fill.fillColor().alpha())
        fill.setFillColor(new)
    return copy


def _status_label(prepared: PreparedMap, status: Status) -> str:
    return f"{status.label} {count_label(prepared.count(status))}"


def _present(prepared: PreparedMap) -> list[Status]:
    """States to draw, in legend order: those that some territory has."""
    return [status for status in SENTINELS if prepared.count(status)]


def class_labels(prepared: PreparedMap) -> list[str]:
    """Legend label of each class, lowest first, with the number of territories."""
    classes = prepared.classification
    decimals = prepared.decimals
    last = len(classes.counts) - 1
    return [
        f"{class_label(low, high, decimals=decimals, last=rank == last)} {count_label(count)}"
        for rank, (low, high, count) in enumerate(zip(classes.bounds, classes.bounds[1:], classes.counts))
    ]


def _choropleth(
    prepared: PreparedMap, fields: FieldNames, template: Template
) -> QgsGraduatedSymbolRenderer:
    """Highest class first: a value on a bound then falls in the class above, as it must.

    QGIS gives a value to the first range that holds it, both limits included.
    """
    bounds = prepared.classification.bounds
    classes = list(zip(bounds, bounds[1:], class_labels(prepared), prepared.colors))
    ranges = [
        QgsRendererRange(low, high, _painted(template.value, color), label)
        for low, high, label, color in reversed(classes)
    ]
    for status in _present(prepared):
        value = SENTINELS[status]
        symbol = template.statuses[status].clone()
        ranges.append(QgsRendererRange(value, value, symbol, _status_label(prepared, status)))
    renderer = QgsGraduatedSymbolRenderer(value_expression(fields), ranges)
    renderer.setSourceSymbol(_painted(template.value, prepared.colors[-1]))
    return renderer


def _typology(
    prepared: PreparedMap, fields: FieldNames, template: Template
) -> QgsCategorizedSymbolRenderer:
    texts = prepared.texts or ()
    known = prepared.indicator.categories
    colors = find_palette(prepared.request.palette).colors(max(1, len(known)))
    categories = []
    for category, color in zip(known, colors):
        count = texts.count(category.value)
        symbol = _painted(template.value, category.color or color)
        label = f"{category.label} {count_label(count)}"
        categories.append(QgsRendererCategory(category.value, symbol, label))
    for status in _present(prepared):
        symbol = template.statuses[status].clone()
        label = _status_label(prepared, status)
        categories.append(QgsRendererCategory(status.field_value, symbol, label))
    known_status = f'"{fields.status}", ' if fields.status else ""
    expression = f"coalesce({known_status}\"{fields.value}\", 'nd')"
    return QgsCategorizedSymbolRenderer(expression, categories)


def _circles(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsRuleBasedRenderer:
    """Circles whose area is proportional to the value, on the outlines of the territories."""
    root = QgsRuleBasedRenderer.Rule(None)
    for rule in _circle_legend(prepared, template):
        root.appendChild(rule)
    value_label = f"{tr('Territories with a value')} {count_label(prepared.count(Status.VALUE))}"
    value = _circle_symbol(prepared, fields, template)
    root.appendChild(_rule(value, f'"{fields.value}" IS NOT NULL', value_label, Status.VALUE.field_value))
    status = status_expression(fields)
    for one in _present(prepared):
        symbol = template.statuses[one].clone()
        label = _status_label(prepared, one)
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
        expression = (
            f"if(\"{fields.value}\" < 0, '{negative.red()},{negative.green()},{negative.blue()},{base.alpha()}', "
            f"'{base.red()},{base.green()},{base.blue()},{base.alpha()}')"
        )
        marker.symbolLayer(0).setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyFillColor, QgsProperty.fromExpression(expression)
        )
    return symbol


def _marker(symbol: QgsSymbol) -> QgsMarkerSymbol:
    layer = _centroid_layer(symbol)
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


def _has_negative(prepared: PreparedMap) -> bool:
    return bool((prepared.values < 0).any())


def _circle_legend(prepared: PreparedMap, template: Template) -> list[QgsRuleBasedRenderer.Rule]:
    """Rules that match nothing: three circles of round values, and negative ones where there are."""
    marker = _marker(template.value.clone()).clone()
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
