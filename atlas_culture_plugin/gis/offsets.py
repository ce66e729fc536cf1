# SPDX-License-Identifier: GPL-2.0-or-later
"""Circles moved off territories that are too small to hold them, in millimetres on the page.

Where each circle goes is a variable of the layer, ``atlas_decalages``: a text such as
``{"75": [4, -6], "92": [-5, 0]}`` gives, by code of territory, the move to the right and downwards. It is
edited in the properties of the layer, page "Variables", or set by :func:`move`; it stays when another map is
shown with the layer, when the project is reopened and in the styles that are saved. What is in millimetres
holds at every scale: no position has to be found again for another page.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from qgis.core import QgsExpressionContextUtils, QgsMarkerSymbol, QgsProperty, QgsSymbolLayer, QgsVectorLayer

#: Name of the variable of the layer.
VARIABLE = "atlas_decalages"

#: Longest move, in mm: beyond, a circle no longer belongs to its territory.
FARTHEST = 100.0

_EXPRESSION = f'CASE WHEN @{VARIABLE} IS NOT NULL THEN map_get(from_json(@{VARIABLE}), "code") END'


def follow(marker: QgsMarkerSymbol) -> None:
    """Make a circle read its place from the variable of the layer."""
    for layer in marker.symbolLayers():
        layer.setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyOffset, QgsProperty.fromExpression(_EXPRESSION)
        )


def moves(layer: QgsVectorLayer) -> dict[str, tuple[float, float]]:
    """Moves of a layer by code; those that are not two numbers are ignored, as QGIS does."""
    text = QgsExpressionContextUtils.layerScope(layer).variable(VARIABLE)
    try:
        found = json.loads(str(text)) if text else {}
    except ValueError:
        return {}
    return {str(code): (float(x), float(y)) for code, (x, y) in _pairs(found)}


def _pairs(found: object) -> list[tuple[str, tuple[float, float]]]:
    if not isinstance(found, dict):
        return []
    return [
        (code, (move[0], move[1]))
        for code, move in found.items()
        if isinstance(move, list) and len(move) == 2 and all(_is_number(part) for part in move)
    ]


def _is_number(part: object) -> bool:
    return isinstance(part, (int, float)) and not isinstance(part, bool) and math.isfinite(part)


def move(layer: QgsVectorLayer, places: Mapping[str, tuple[float, float]]) -> None:
    """Move circles, in mm to the right and downwards; (0, 0) puts one back on its territory."""
    wanted = {**moves(layer), **places}
    kept = {
        code: [round(max(-FARTHEST, min(FARTHEST, part)), 2) for part in place]
        for code, place in sorted(wanted.items())
        if place != (0, 0)
    }
    text = json.dumps(kept) if kept else ""
    QgsExpressionContextUtils.setLayerVariable(layer, VARIABLE, text or None)
    layer.triggerRepaint()
