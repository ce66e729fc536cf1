# SPDX-License-Identifier: GPL-2.0-or-later
"""The marks of the territories compared: their colours and shapes, as small icons."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ..core.comparison.colors import Look, Mark, territory_looks

SIZE = 12
_SCALE = 2  # painted twice as fine, for high-density screens
#: A rim that dark and light themes both let see.
_RIM = "#ffffff"


def marks(references: Iterable[str]) -> dict[str, QIcon]:
    """Icon of each territory of a set, by reference."""
    return {reference: QIcon(_pixmap(look)) for reference, look in territory_looks(references).items()}


def _pixmap(look: Look) -> QPixmap:
    pixmap = QPixmap(SIZE * _SCALE, SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(look.color))
    painter.setPen(QPen(QColor(_RIM), 0.8))
    room = QRectF(1, 1, SIZE - 2, SIZE - 2)
    if look.mark is Mark.CIRCLE:
        painter.drawEllipse(room)
    elif look.mark is Mark.SQUARE:
        painter.drawRect(room)
    else:
        painter.drawPolygon(QPolygonF(_corners(look.mark, room)))
    painter.end()
    return pixmap


def _corners(mark: Mark, room: QRectF) -> list[QPointF]:
    middle = room.center()
    top = QPointF(middle.x(), room.top())
    if mark is Mark.TRIANGLE:
        return [top, room.bottomRight(), room.bottomLeft()]
    return [
        top,
        QPointF(room.right(), middle.y()),
        QPointF(middle.x(), room.bottom()),
        QPointF(room.left(), middle.y()),
    ]
