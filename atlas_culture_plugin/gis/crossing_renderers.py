# SPDX-License-Identifier: GPL-2.0-or-later
"""Two indicators in one layer: nine colours for two ratios, or circles of a stock over coloured areas."""

from __future__ import annotations

import numpy as np
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core.colors import DEFICIENCIES, distance, simulate
from ..core.formatting import count_label
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.model import Level, Status
from . import offsets
from .areas import present, rule, rules
from .circles import known_label, legend, marker_of, size_circles, size_expression, stacked
from .expressions import FieldNames, cell_expression, has_value, status_expression
from .looks import CIRCLE_RULE, LEGEND_RULE, centroid_layer, made_of, painted
from .templates import SENTINELS, Template

#: Colours offered to the circles; the one that is farthest from all the colours of the areas is taken.
CIRCLE_COLORS = ("#d95f02", "#7a0177", "#08519c", "#1b7837", "#b2182b", "#252525")

#: Width in mm of the white halo of a circle, and the share of its diameter that it may take: a small number
#: must not become a white dot.
HALO, HALO_SHARE = 0.25, 0.15
#: Size in mm of the mark of a stock that is not known, by level.
MARKS = {Level.REGION: 2.4, Level.DEPARTEMENT: 1.9, Level.EPCI: 1.1, Level.COMMUNE: 0.7}
#: Share of the territories beyond which a mark on each would hide the map: the legend says it alone.
CROWD = 0.2
_SHAPES = {
    Status.MISSING: Qgis.MarkerShape.Cross2,
    Status.SECRET: Qgis.MarkerShape.Diamond,
    Status.NOT_APPLICABLE: Qgis.MarkerShape.Line,
    Status.BELOW_THRESHOLD: Qgis.MarkerShape.Triangle,
}


def bivariate(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsCategorizedSymbolRenderer:
    """Nine categories named in words, then the states; the square legend says the same at a glance."""
    cells = prepared.cells()
    categories = []
    for cell in reading_order():
        color = prepared.cell_colors[cell - 1]
        label = f"{cell_label(prepared, cell)} {count_label(int((cells == cell).sum()))}"
        categories.append(QgsRendererCategory(cell, painted(template.value, color), label))
    joint = prepared.joint_statuses()
    for status in SENTINELS:
        count = int(np.count_nonzero(joint == status))
        if count:
            symbol = template.statuses[status].clone()
            label = prepared.state_label(status, count)
            categories.append(QgsRendererCategory(status.field_value, symbol, label))
    return QgsCategorizedSymbolRenderer(cell_expression(prepared, fields), categories)


def reading_order() -> list[int]:
    """Cells as they are read in the square legend: from the top left, row by row."""
    return [row * 3 + column for row in (2, 1, 0) for column in (1, 2, 3)]


def cell_label(prepared: PreparedMap, cell: int) -> str:
    """Name of a cell in words: the levels first, which a narrow layer tree still shows."""
    words = (tr("low"), tr("medium"), tr("high"))
    row, column = divmod(cell - 1, 3)
    other = prepared.second.indicator.label if prepared.second is not None else ""
    return tr("{first_level} / {second_level} ({first} / {second})").format(
        first=prepared.indicator.label, first_level=words[column], second=other, second_level=words[row]
    )


def circles_over_areas(
    prepared: PreparedMap, fields: FieldNames, template: Template, circle: QgsSymbol
) -> QgsRuleBasedRenderer:
    """Areas by class of the ratio, then circles of the stock over them all, each with its heading.

    A territory whose stock is not known bears a small mark in the place of a circle, so that it is not
    taken for a small number; where too many would, the legend alone says so.
    """
    other, names = prepared.second, fields.other
    root = QgsRuleBasedRenderer.Rule(None)
    below = rule(None, "", prepared.heading, LEGEND_RULE)
    for one in rules(prepared, fields, template):
        below.appendChild(one)
    root.appendChild(below)
    if other is None or names is None:
        return QgsRuleBasedRenderer(root)
    above = rule(None, "", other.heading, LEGEND_RULE)
    for one in _circle_rules(other, names, circle, circle_colors(prepared.colors)):
        above.appendChild(one)
    root.appendChild(above)
    return stacked(root, names)


def circle_colors(areas: tuple[str, ...]) -> tuple[str, str]:
    """Colours of the circles above and below zero, far from those of the areas for every eye."""
    first = max(CIRCLE_COLORS, key=lambda color: _gap(color, areas))
    others = [color for color in CIRCLE_COLORS if color != first]
    return first, max(others, key=lambda color: _gap(color, (*areas, first)))


def _gap(color: str, areas: tuple[str, ...]) -> float:
    """Distance to the nearest colour, as the eye that tells them least apart sees them."""
    seen = [(color, area) for area in areas]
    seen += [(simulate(color, one), simulate(area, one)) for one in DEFICIENCIES for area in areas]
    return min(distance(circle, area) for circle, area in seen)


def _circle_rules(
    stock: PreparedMap, names: FieldNames, template: QgsSymbol, colors: tuple[str, str]
) -> list[QgsRuleBasedRenderer.Rule]:
    symbol = _only_circle(template)
    found = legend(stock, symbol, colors)
    size_circles(symbol, stock, names, colors)
    _thin_halo(symbol, size_expression(stock, names))
    if stock.count(Status.VALUE):
        found.append(rule(symbol, has_value(names), known_label(stock), CIRCLE_RULE))
    status = status_expression(names)
    level = stock.request.level
    for state in present(stock):
        count = stock.count(state)
        name = stock.state_label(state, count)
        if count > CROWD * len(stock.codes):
            label = tr("Without a circle: {state}").format(state=f"{name[:1].lower()}{name[1:]}")
            found.append(rule(None, "FALSE", label, LEGEND_RULE))
        else:
            condition = f"{status} = '{state.field_value}'"
            found.append(rule(_mark(state, level), condition, name, CIRCLE_RULE))
    return found


def _only_circle(template: QgsSymbol) -> QgsSymbol:
    """The circle of the template without its area, with a white halo over the colours below."""
    copy = template.clone()
    marker_of(copy)
    found = centroid_layer(copy)
    layer = QgsCentroidFillSymbolLayer() if found is None else found.clone()
    layer.setRenderingPass(1)
    for part in layer.subSymbol().symbolLayers():
        part.setStrokeColor(QColor("#ffffff"))
        part.setStrokeWidth(HALO)
    return made_of(QgsFillSymbol(), layer)


def _thin_halo(symbol: QgsSymbol, diameter: str) -> None:
    width = f"min({HALO!r}, {HALO_SHARE!r} * ({diameter}))"
    for part in marker_of(symbol).symbolLayers():
        part.setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyStrokeWidth, QgsProperty.fromExpression(width)
        )


def _mark(status: Status, level: Level) -> QgsSymbol:
    layer = QgsSimpleMarkerSymbolLayer(_SHAPES[status], MARKS[level])
    layer.setFillColor(QColor("#ffffff"))
    layer.setStrokeColor(QColor("#1a1a1a"))
    layer.setStrokeWidth(0.2)
    layer.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if status is Status.NOT_APPLICABLE:
        layer.setAngle(90)
    marker = made_of(QgsMarkerSymbol(), layer)
    offsets.follow(marker)
    place = QgsCentroidFillSymbolLayer()
    place.setPointOnSurface(True)
    # One a territory: islands would each bear one.
    place.setPointOnAllParts(False)
    place.setSubSymbol(marker)
    place.setRenderingPass(1)
    return made_of(QgsFillSymbol(), place)
