# SPDX-License-Identifier: GPL-2.0-or-later
"""Symbols of points: one shape and one colour per type, neighbours of a type drawn as one when far off.

They come from the template ``places.qml``, a categorised style whose categories are the types of places,
then ``autre_1``, ``autre_2``... for the types of the user's own layers, and ``reste`` for what none of
them is. Where a symbol of the template holds a font marker, the number of places grouped is written there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFontMarkerSymbolLayer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

from ..core.errors import StyleError
from ..core.i18n import tr
from ..core.places import GROUPINGS, Grouping
from . import templates
from .place_shapes import add_looks

TEMPLATE = "places"
#: Category of the places that are of no type with a symbol of its own.
OTHERS = "reste"
#: The first of the symbols for types of any name.
FIRST_OTHER = "autre_1"
#: Beginning of the names of the symbols that stand for one type of published lists.
OWN = "lieu_"
#: Values that no place has: categories that are there to be read in the legend.
NOTE = "atlas_culture_note_"
#: Numbers are only written where there is room for them.
NUMBERED_SCALE = 1e6
#: Share of a symbol's size drawn for one place, then added with the square root of their number, up to
#: a largest share; on a small scale the colours of the map beneath must still be seen.
_SMALL, _LARGE = (0.32, 0.11, 1.6), (0.9, 0.1, 1.5)
#: The smallest symbol of the user's points, as a share of its size.
_LEAST = 0.3
#: Where several types are drawn, each is moved by this, in mm, its own way: none hides another.
_ASIDE = 1.1


@dataclass
class PlaceTemplate:
    """The symbols of a template, in its order; the receiver owns them."""

    symbols: dict[str, QgsSymbol]

    @property
    def shared(self) -> list[QgsSymbol]:
        """The symbols to give to types of any name, in order."""
        return [self.symbols[key] for key in self.shared_names]

    @property
    def shared_names(self) -> list[str]:
        """Names of the symbols to give to types of any name, in order."""
        return [key for key in self.symbols if key != OTHERS and not key.startswith(OWN)]

    def symbol(self, key: str) -> QgsSymbol:
        """The symbol of a type."""
        return self.symbols.get(key, self.symbols[OTHERS])


def load(own: Path | None = None) -> PlaceTemplate:
    """Read the symbols of places: the template of the user's folder ``own`` first, then the plugin's.

    Raises:
        StyleError: unreadable, not a style, or without categories of points.
    """
    path = templates.find(TEMPLATE, own)
    renderer = templates.read_renderer(path)
    symbols = _symbols(renderer)
    if OTHERS not in symbols or len(symbols) < 2:
        raise StyleError(
            tr(
                "The style template {file} lacks a category of points for each type of place or for the "
                "others (“{others}”). Restore the original file, or start again from a copy of it."
            ).format(file=path, others=OTHERS)
        )
    add_looks(symbols, FIRST_OTHER)
    return PlaceTemplate(symbols)


def _symbols(renderer: QgsFeatureRenderer | None) -> dict[str, QgsSymbol]:
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return {}
    # Held by name: the symbols belong to these copies of the categories.
    categories = renderer.categories()
    return {
        str(category.value()): category.symbol().clone()
        for category in categories
        if isinstance(category.symbol(), QgsMarkerSymbol)
    }


def categorised(
    field: str, categories: Sequence[tuple[Any, QgsSymbol, str]], notes: Sequence[str]
) -> QgsCategorizedSymbolRenderer:
    """Categories (value, symbol, label) on a field or an expression, then notes to be read."""
    renderer = QgsCategorizedSymbolRenderer(field)
    for value, symbol, label in categories:
        renderer.addCategory(QgsRendererCategory(value, symbol.clone(), label))
    for rank, note in enumerate(notes):
        renderer.addCategory(QgsRendererCategory(f"{NOTE}{rank}", _nothing(), note))
    return renderer


def grouped(
    template: PlaceTemplate,
    kinds: Sequence[tuple[str, str]],
    notes: Sequence[str],
    names: Mapping[str, str] | None = None,
) -> QgsCategorizedSymbolRenderer:
    """Types of places (key, label), grouped by type as the scale gets smaller.

    ``names`` are those of the symbols of types that are not called as their symbol is. ``kinds`` comes in
    the order of the legend; the last are drawn first, and numbers over all of them.
    With symbol levels and an order of features both, QGIS starts again at level 0 for each value.
    """
    categories = []
    for rank, (key, label) in enumerate(reversed(kinds)):
        symbol = _sized_by_number(template.symbol((names or {}).get(key, key)))
        for layer in symbol.symbolLayers():
            layer.setRenderingPass(len(kinds) if isinstance(layer, QgsFontMarkerSymbolLayer) else rank)
        if len(kinds) > 1:
            _set_aside(symbol, 2 * math.pi * rank / len(kinds))
        categories.append((key, symbol, label))
    number = _by_scale([f'"{grouping.field}"' for grouping in GROUPINGS])
    renderer = categorised(f'if({number} > 0, "type", NULL)', categories[::-1], notes)
    renderer.setUsingSymbolLevels(True)
    return renderer


def shrink_when_far(symbol: QgsSymbol, spacing: float) -> QgsSymbol:
    """A copy that is drawn smaller as the scale makes neighbours touch, ``spacing`` metres apart."""
    copy = symbol.clone()
    share = f"max({_LEAST}, min(1, {spacing * 1000:.0f} / @map_scale / {copy.size()!r}))"
    _resize(copy, f"coalesce({share}, 1)")
    return copy


def _by_scale(values: Sequence[str]) -> str:
    """Expression that takes one value per grouping, according to the scale of the map."""
    cases = " ".join(f"WHEN @map_scale > {g.scale:.0f} THEN {v}" for g, v in zip(GROUPINGS[:-1], values))
    return f"CASE {cases} ELSE {values[-1]} END"


def _sized_by_number(symbol: QgsSymbol) -> QgsSymbol:
    copy = symbol.clone()
    _resize(copy, _by_scale([_share(grouping) for grouping in GROUPINGS]))
    last = f'"{GROUPINGS[-1].field}"'
    number = _by_scale([f'"{g.field}"' if g.scale < NUMBERED_SCALE else "0" for g in GROUPINGS[:-1]] + [last])
    # Nothing, even in a legend, where there is no place.
    text = QgsProperty.fromExpression(f"if(coalesce({number}, 0) > 1, to_string({number}), ' ')")
    for layer in copy.symbolLayers():
        if isinstance(layer, QgsFontMarkerSymbolLayer):
            layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyCharacter, text)
    return copy


def _share(grouping: Grouping) -> str:
    """Share of the symbol's own size; the whole of it in a legend, where no place is drawn."""
    one, growth, most = _SMALL if grouping.scale >= NUMBERED_SCALE else _LARGE
    return f'if("{grouping.field}" IS NULL, 1, min({most}, {one} + {growth} * sqrt("{grouping.field}")))'


def _set_aside(symbol: QgsSymbol, angle: float) -> None:
    """Move what is drawn a little, but for the legend: the places of a town are often at the same point."""
    for layer in symbol.symbolLayers():
        base = layer.offset()
        x, y = base.x() + _ASIDE * math.cos(angle), base.y() + _ASIDE * math.sin(angle)
        moved, kept = f"'{x:.2f},{y:.2f}'", f"'{base.x():.2f},{base.y():.2f}'"
        expression = f'if("{GROUPINGS[-1].field}" IS NULL, {kept}, {moved})'
        offset = QgsProperty.fromExpression(expression)
        layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyOffset, offset)


def _resize(symbol: QgsSymbol, share: str) -> None:
    """Multiply the size of all that is drawn by an expression, but for numbers."""
    for layer in symbol.symbolLayers():
        if not isinstance(layer, QgsFontMarkerSymbolLayer):
            size = QgsProperty.fromExpression(f"{layer.size()!r} * ({share})")
            layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertySize, size)


def _nothing() -> QgsMarkerSymbol:
    symbol = QgsMarkerSymbol.createSimple({"name": "circle", "size": "0.1"})
    symbol.symbolLayer(0).setFillColor(QColor(0, 0, 0, 0))
    symbol.symbolLayer(0).setStrokeColor(QColor(0, 0, 0, 0))
    return symbol
