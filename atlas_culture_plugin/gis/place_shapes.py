# SPDX-License-Identifier: GPL-2.0-or-later
"""Symbols of the types of published lists that the template of places does not draw itself.

They are cut from the first of its symbols for other types: the same halo, outline and figure, another shape
and colour. A template that has a category of the same name wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qgis.core import Qgis, QgsMarkerSymbol, QgsSimpleMarkerSymbolLayer, QgsSymbol
from qgis.PyQt.QtGui import QColor

_SHAPE = Qgis.MarkerShape


@dataclass(frozen=True)
class Look:
    """A shape, its fill, its size in mm and the angle that it is turned by."""

    shape: Qgis.MarkerShape
    color: str
    size: float
    angle: float = 0.0


#: No two have the same shape and a like colour. Monuments are many: theirs is small and pale.
LOOKS: Mapping[str, Look] = {
    "lieu_monument": Look(_SHAPE.Circle, "#c9a66b", 1.9),
    "lieu_theatre": Look(_SHAPE.Hexagon, "#c2185b", 2.8),
    "lieu_scene": Look(_SHAPE.Pentagon, "#e57373", 2.8),
    "lieu_opera": Look(_SHAPE.Octagon, "#6a1b4d", 2.9),
    "lieu_archives": Look(_SHAPE.SquareWithCorners, "#546e7a", 2.6),
    "lieu_librairie": Look(_SHAPE.EquilateralTriangle, "#0d47a1", 3.0, 180),
    "lieu_presse": Look(_SHAPE.EquilateralTriangle, "#90caf9", 2.6, 180),
    "lieu_conservatoire": Look(_SHAPE.CrossFill, "#f57c00", 2.9),
    "lieu_enseignement": Look(_SHAPE.Shield, "#ef9a3c", 2.9),
    "lieu_jardin": Look(_SHAPE.Circle, "#2e7d32", 2.4),
    "lieu_protege": Look(_SHAPE.Trapezoid, "#9ccc65", 2.8),
    "lieu_archeologie": Look(_SHAPE.SemiCircle, "#6d4c41", 3.0),
    "lieu_memoire": Look(_SHAPE.RightHalfTriangle, "#455a64", 3.0),
    "lieu_art": Look(_SHAPE.DiamondStar, "#00897b", 3.4),
    "lieu_creation": Look(_SHAPE.ParallelogramRight, "#26c6da", 2.8),
    "lieu_musique": Look(_SHAPE.ParallelogramLeft, "#7e57c2", 2.8),
    "lieu_centre": Look(_SHAPE.RoundedSquare, "#fdd835", 2.5),
}


def add_looks(symbols: dict[str, QgsSymbol], base: str) -> None:
    """Add the symbols of :data:`LOOKS` that are not there, cut from the one called ``base``."""
    if base not in symbols:
        return
    for name, look in LOOKS.items():
        if name not in symbols:
            symbols[name] = _cut(symbols[base], look)


def _cut(base: QgsSymbol, look: Look) -> QgsMarkerSymbol:
    symbol: QgsMarkerSymbol = base.clone()
    markers = [one for one in symbol.symbolLayers() if isinstance(one, QgsSimpleMarkerSymbolLayer)]
    for layer in markers:
        layer.setShape(look.shape)
        layer.setSize(look.size)
        layer.setAngle(look.angle)
    if markers:
        # The first, when there are two, is the halo.
        markers[-1].setFillColor(QColor(look.color))
    return symbol
