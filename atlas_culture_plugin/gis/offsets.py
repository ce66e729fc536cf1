# SPDX-License-Identifier: GPL-2.0-or-later
"""Circles moved off territories that are too small to hold them, in millimetres on the page.

Where each circle goes is a variable of the layer, ``atlas_decalages``: a text such as
``{"75": [4, -6], "92": [-5, 0]}`` gives, by code of territory, the move to the right and downwards. It is
edited in the properties of the layer, page "Variables", or set by :func:`move`; it stays when another map is
shown with the layer, when the project is reopened and in the styles that are saved. What is in millimetres
holds at every scale: no position has to be found again for another page. :func:`separate` finds a place for
the circles that hide each other, which may then be edited like any other.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from ..core.mapping import PreparedMap
from ..core.model import Level
from ..core.spreading import spread

#: Name of the variable of the layer.
VARIABLE = "atlas_decalages"

#: Diameter in mm of the circle of the largest value. Circles of neighbours may touch, not hide.
DIAMETERS = {Level.REGION: 16.0, Level.DEPARTEMENT: 11.0, Level.EPCI: 9.0, Level.COMMUNE: 8.0}

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
    except (ValueError, RecursionError):
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
    if not isinstance(part, (int, float)) or isinstance(part, bool):
        return False
    try:
        return math.isfinite(part)
    except OverflowError:
        return False  # a whole number of hundreds of digits, larger than any float


def move(layer: QgsVectorLayer, places: Mapping[str, tuple[float, float]]) -> None:
    """Move circles, in mm to the right and downwards; (0, 0) puts one back on its territory."""
    _write(layer, {**moves(layer), **places})


def _write(layer: QgsVectorLayer, wanted: Mapping[str, tuple[float, float]]) -> None:
    kept = {
        code: [round(max(-FARTHEST, min(FARTHEST, part)), 2) for part in place]
        for code, place in sorted(wanted.items())
        if place != (0, 0)
    }
    text = json.dumps(kept) if kept else ""
    QgsExpressionContextUtils.setLayerVariable(layer, VARIABLE, text or None)
    layer.triggerRepaint()


def separate(
    layer: QgsVectorLayer,
    prepared: PreparedMap,
    scale: float,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> int:
    """Move apart the circles of a map that hide each other at a scale; return how many were moved.

    What was moved by hand before is replaced. ``scale`` is the denominator: 6 000 000 for 1:6 000 000.
    """
    stock = prepared.second or prepared
    maximum = stock.scale_maximum() or 1.0
    values = dict(zip(stock.codes, stock.values))
    transform = QgsCoordinateTransform(layer.crs(), crs, context)
    request = QgsFeatureRequest().setSubsetOfAttributes(["code"], layer.fields())
    codes: list[str] = []
    places: list[tuple[float, float]] = []
    for feature in layer.getFeatures(request):
        if feature.hasGeometry():
            point = transform.transform(feature.geometry().pointOnSurface().asPoint())
            codes.append(str(feature["code"]))
            places.append((point.x() * 1000 / scale, -point.y() * 1000 / scale))
    real = np.nan_to_num(np.array([values.get(code, np.nan) for code in codes], dtype=np.float64))
    diameters = DIAMETERS[prepared.request.level] * np.sqrt(np.abs(real) / maximum)
    across, down = np.array(places, dtype=np.float64).reshape(-1, 2).T
    right, below = spread(across, down, diameters)
    _write(layer, {code: (float(dx), float(dy)) for code, dx, dy in zip(codes, right, below)})
    return len(moves(layer))
