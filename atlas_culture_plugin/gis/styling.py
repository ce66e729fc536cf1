# SPDX-License-Identifier: GPL-2.0-or-later
"""Renderers made of a template's symbols, our own exact bounds and a palette's colours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsGraduatedSymbolRenderer,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSymbol,
)

from ..core.formatting import class_labels, count_label, status_label
from ..core.mapping import PreparedMap
from ..core.model import Status, ValueKind
from ..core.palettes import palette as find_palette
from . import templates
from .circles import circles
from .expressions import FieldNames, value_expression
from .looks import OUTLINES, Look, hide_outlines, keep_look, look_of, painted, set_outline_width
from .templates import SENTINELS, Template

#: Above this number of territories, lines would cover the colours: they take the colour of the area.
CROWDED = 5000

#: Decimals beyond which a bound is no longer printed in full.
MAX_DECIMALS = 6


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
    """Make the renderer of a map, with the style of its package where the indicator has one.

    Args:
        prepared: values, classes and colours.
        fields: where the layer keeps the value and the status.
        previous: the renderer of the layer, whose outlines and other hand-made settings are kept.
        own: folder of the user's own templates.

    Raises:
        StyleError: the template cannot be used.
    """
    name = template_name(prepared)
    template = templates.load(prepared.style or templates.find(name, own))
    set_outline_width(template, OUTLINES[prepared.request.level])
    look = look_of(previous)
    own_outline = keep_look(template, look, _usual(template, look, name, own), name == templates.CIRCLES)
    if len(prepared.codes) > CROWDED and name != templates.CIRCLES and not own_outline:
        hide_outlines(template)
    if name == templates.CIRCLES:
        renderer: QgsFeatureRenderer = circles(prepared, fields, template)
    elif name == templates.TYPOLOGY:
        renderer = _typology(prepared, fields, template)
    else:
        renderer = _choropleth(prepared, fields, template)
    if previous is not None and previous.paintEffect() is not None:
        renderer.setPaintEffect(previous.paintEffect().clone())
    return renderer


def _usual(template: Template, look: Look, name: str, own: Path | None) -> QgsSymbol:
    """The symbol that the previous map had before any change by hand: circles have other outlines."""
    if look.is_circles == (name == templates.CIRCLES):
        return template.value.clone()
    kind = templates.CIRCLES if look.is_circles else templates.SEQUENTIAL
    return templates.load(templates.find(kind, own)).value


def _present(prepared: PreparedMap) -> list[Status]:
    """States to draw, in legend order: those that some territory has."""
    return [status for status in SENTINELS if prepared.count(status)]


def labels(prepared: PreparedMap) -> list[str]:
    """Legend label of each class, lowest first, with the number of territories.

    Fixed bounds read "less than" and "and more" at both ends: they were not made from the data.
    The bounds between classes are printed in full, so that a figure read in a table is found in its
    class, up to one decimal more than the indicator's own: beyond, a legend no longer reads well.
    """
    classes = prepared.rounded
    decimals, own = _exact_decimals(classes.inner), prepared.indicator.decimals
    if not classes.is_fixed:
        # The lowest and the highest value are not rounded: the indicator's own decimals are enough.
        lowest = 0 if _are_exact(classes.bounds, decimals) else own
        decimals = max(lowest, min(decimals, own + 1))
    texts = class_labels(classes.bounds, minimum_decimals=decimals, open_ends=classes.is_fixed)
    return [f"{text} {count_label(count)}" for text, count in zip(texts, classes.counts)]


def _exact_decimals(bounds: Sequence[float]) -> int:
    """Fewest decimals that print all the bounds as they are."""
    return next((d for d in range(MAX_DECIMALS) if _are_exact(bounds, d)), MAX_DECIMALS)


def _are_exact(bounds: Sequence[float], decimals: int) -> bool:
    return all(round(bound, decimals) == bound for bound in bounds)


def _choropleth(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsGraduatedSymbolRenderer:
    """Highest class first: a value on a bound then falls in the class above, as it must.

    QGIS gives a value to the first range that holds it, both limits included.
    """
    bounds = prepared.rounded.bounds
    classes = list(zip(bounds, bounds[1:], labels(prepared), prepared.colors))
    ranges = [
        QgsRendererRange(_kept(low), _kept(high, up=True), painted(template.value, color), label)
        for low, high, label, color in reversed(classes)
    ]
    for status in _present(prepared):
        value = SENTINELS[status]
        symbol = template.statuses[status].clone()
        ranges.append(QgsRendererRange(value, value, symbol, status_label(status, prepared.count(status))))
    renderer = QgsGraduatedSymbolRenderer(value_expression(fields), ranges)
    renderer.setSourceSymbol(painted(template.value, prepared.colors[-1]))
    return renderer


def _kept(bound: float, up: bool = False) -> float:
    """A limit that a project gives back as it is, just outside the class rather than just inside.

    QGIS writes the limits of ranges with 15 decimals: a value that is a bound would else change class,
    or be in none, once the project is reopened.
    """
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return float(Decimal(bound).quantize(Decimal("1e-15"), rounding, Context(prec=120)))


def _typology(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsCategorizedSymbolRenderer:
    texts = prepared.texts or ()
    known = prepared.indicator.categories
    colors = find_palette(prepared.request.palette).colors(max(1, len(known)))
    categories = []
    for category, color in zip(known, colors):
        count = texts.count(category.value)
        symbol = painted(template.value, category.color or color)
        label = f"{category.label} {count_label(count)}"
        categories.append(QgsRendererCategory(category.value, symbol, label))
    for status in _present(prepared):
        symbol = template.statuses[status].clone()
        label = status_label(status, prepared.count(status))
        categories.append(QgsRendererCategory(status.field_value, symbol, label))
    known_status = f', "{fields.status}"' if fields.status else ""
    expression = f"coalesce(\"{fields.value}\"{known_status}, 'nd')"
    return QgsCategorizedSymbolRenderer(expression, categories)
