# SPDX-License-Identifier: GPL-2.0-or-later
"""Several canvases that look at the same place, or each at its own, and zoom together.

QGIS links its map views too, but each with the main map only and by a menu that no script reaches; two of
its views of different territories cannot be linked at all. Here each canvas has an anchor, a point that is
its own: what is kept is how far each looks from its anchor. Canvases with the same anchor look at the same
place, those of two regions move together, each in its region. They have the same scale, or scales in the
same proportion where a country is beside a town. It works from one CRS to another as long as they all are in
metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qgis.core import QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject

#: Share of the width of a pixel under which a canvas did not move.
_NEAR = 1e-3


class CanvasLinks(QObject):
    """Moves the other canvases when one of them is moved.

    Args:
        canvases: all of them; only those that have an anchor are linked.
        parent: the owner.
    """

    def __init__(self, canvases: Sequence[QgsMapCanvas], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvases = list(canvases)
        self._anchors: list[QgsPointXY] = []
        self._scales: list[float] = []
        self._moving = False
        self.enabled = True
        for rank, canvas in enumerate(self._canvases):
            canvas.extentsChanged.connect(partial(self._follow, rank))

    def set_anchors(self, anchors: Sequence[QgsPointXY], scales: Sequence[float] = ()) -> None:
        """Link the first canvases; the others are left alone.

        Args:
            anchors: the point from which each looks, in its CRS.
            scales: metres in a pixel of each, all the same unless given: only their proportions count.
        """
        self._anchors = list(anchors)
        self._scales = list(scales) or [1.0] * len(self._anchors)

    def rebase(self) -> None:
        """Take what the canvases look at now for what they are to keep in common."""
        seen = self._canvases[: len(self._anchors)]
        self.set_anchors(
            [canvas.extent().center() for canvas in seen], [canvas.mapUnitsPerPixel() for canvas in seen]
        )

    def align(self) -> None:
        """Bring the others to the first."""
        self._follow(0)

    def show(self, rank: int, centre: QgsPointXY, per_pixel: float) -> None:
        """Move one canvas alone: where its centre is, and how many metres a pixel is."""
        canvas = self._canvases[rank]
        before, size = canvas.extent().center(), canvas.mapSettings().outputSize()
        now = canvas.mapUnitsPerPixel()
        is_same = abs(now - per_pixel) <= _NEAR * per_pixel / max(size.width(), 1)
        if is_same and before.distance(centre) <= _NEAR * per_pixel:
            return
        wide, high = size.width() * per_pixel / 2, size.height() * per_pixel / 2
        moving, self._moving = self._moving, True
        try:
            canvas.setExtent(
                QgsRectangle(centre.x() - wide, centre.y() - high, centre.x() + wide, centre.y() + high)
            )
            canvas.refresh()
        finally:
            self._moving = moving

    def _follow(self, rank: int) -> None:
        """Make the others look as far from their anchors as the canvas that was moved."""
        if self._moving or not self.enabled or rank >= len(self._anchors):
            return
        canvas = self._canvases[rank]
        per_pixel = canvas.mapUnitsPerPixel()
        away = canvas.extent().center() - self._anchors[rank]
        for other, anchor in enumerate(self._anchors):
            if other != rank:
                times = self._scales[other] / self._scales[rank]
                self.show(other, anchor + away * times, per_pixel * times)
