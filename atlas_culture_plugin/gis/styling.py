# SPDX-License-Identifier: GPL-2.0-or-later
"""Renderers made of a template's symbols, our own exact bounds and a palette's colours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsRendererCategory,
    QgsSymbol,
)

from ..core.formatting import count_label
from ..core.mapping import PreparedMap
from ..core.model import Mode, Status, ValueKind
from ..core.palettes import palette as find_palette
from . import templates
from .areas import choropleth, present
from .circles import circles
from .crossing_renderers import bivariate, circles_over_areas
from .evolution_renderer import evolution
from .expressions import FieldNames
from .looks import OUTLINES, Look, hide_outlines, keep_look, look_of, painted, remove_hatch, set_outline_width
from .templates import Template

#: Above this number of territories, lines would cover the colours: they take the colour of the area, and
#: those that are "not applicable" have no hatch, which would be all that is seen and take long to draw.
CROWDED = 5000


def template_name(prepared: PreparedMap) -> str:
    """Name of the template that suits the map: a stock is never a choropleth, its evolution is one."""
    if prepared.is_evolution:
        return templates.DIVERGING
    if prepared.indicator.kind is ValueKind.STOCK:
        return templates.CIRCLES
    if prepared.indicator.kind is ValueKind.TYPOLOGY:
        return templates.TYPOLOGY
    if prepared.mode is Mode.BIVARIATE:
        return templates.SEQUENTIAL
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
    if _not_applicable(prepared) > CROWDED:
        remove_hatch(template.statuses[Status.NOT_APPLICABLE])
    look = look_of(previous)
    own_outline = keep_look(template, look, _usual(template, look, name, own), name == templates.CIRCLES)
    if len(prepared.codes) > CROWDED and name != templates.CIRCLES and not own_outline:
        hide_outlines(template)
    renderer = _drawn(prepared, fields, template, own)
    if previous is not None and previous.paintEffect() is not None:
        renderer.setPaintEffect(previous.paintEffect().clone())
    return renderer


def _drawn(
    prepared: PreparedMap, fields: FieldNames, template: Template, own: Path | None
) -> QgsFeatureRenderer:
    if prepared.mode is Mode.BIVARIATE:
        return bivariate(prepared, fields, template)
    if prepared.mode is Mode.CIRCLES:
        return circles_over_areas(prepared, fields, template, _circle(own))
    if prepared.is_evolution:
        return evolution(prepared, fields, template)
    if prepared.indicator.kind is ValueKind.STOCK:
        return circles(prepared, fields, template)
    if prepared.indicator.kind is ValueKind.TYPOLOGY:
        return _typology(prepared, fields, template)
    return choropleth(prepared, fields, template)


def _not_applicable(prepared: PreparedMap) -> int:
    """Number of territories drawn as not applicable."""
    return int(np.count_nonzero(prepared.joint_statuses() == Status.NOT_APPLICABLE))


def _circle(own: Path | None) -> QgsSymbol:
    return templates.load(templates.find(templates.CIRCLES, own)).value


def _usual(template: Template, look: Look, name: str, own: Path | None) -> QgsSymbol:
    """The symbol that the previous map had before any change by hand: circles have other outlines."""
    if look.is_circles == (name == templates.CIRCLES):
        return template.value.clone()
    kind = templates.CIRCLES if look.is_circles else templates.SEQUENTIAL
    return templates.load(templates.find(kind, own)).value


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
    for status in present(prepared):
        symbol = template.statuses[status].clone()
        label = prepared.state_label(status, prepared.count(status))
        categories.append(QgsRendererCategory(status.field_value, symbol, label))
    known_status = f', "{fields.status}"' if fields.status else ""
    expression = f"coalesce(\"{fields.value}\"{known_status}, 'nd')"
    return QgsCategorizedSymbolRenderer(expression, categories)
