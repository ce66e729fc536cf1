# SPDX-License-Identifier: GPL-2.0-or-later
"""What a page says and shows, without a word of how it looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsMapLayer

from ..core.caption import Caption
from ..core.frames import Frame
from .legend import LegendEntry

#: Draws a chart of a width and a height in mm, with a font and texts of a size in mm; returns an SVG text.
Draw = Callable[[float, float, str, float], str]


@dataclass(frozen=True)
class Drawing:
    """A chart or a key, drawn at the size that the page gives it.

    ``ratio`` is height over width, ``least`` the one under which it can no longer be read. What has its
    ``own_size`` shows sizes as they are on the map: it is placed as it is drawn.
    """

    draw: Draw
    ratio: float
    least: float = 0.28
    own_size: bool = False
    #: Height that suits a width and a size of texts, where the ratio depends on both.
    height: Callable[[float, float], float] | None = None

    def ratio_at(self, width: float, size: float) -> float:
        """Height over width, for a width and a size of texts in mm."""
        return self.ratio if self.height is None else self.height(width, size) / width


@dataclass(frozen=True)
class Sheet:
    """What a page says and shows.

    ``layers`` are in drawing order, the top one first, and are in the project already. ``frames`` are the
    main one, then the insets. ``key`` replaces rows of the legend that a list cannot show.
    """

    name: str
    caption: Caption
    layers: tuple[QgsMapLayer, ...]
    legend: tuple[LegendEntry, ...]
    frames: tuple[Frame, ...]
    charts: tuple[Drawing, ...] = ()
    key: Drawing | None = None
    north: bool = False
