# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's icons, and those painted from palettes."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPixmap

from .. import paths
from ..core.palettes import Palette

RAMP_SIZE = QSize(60, 14)
_COLORS = 5
_SCALE = 2  # painted twice as fine, for high-density screens


def icon(name: str) -> QIcon:
    """An icon of ``resources/icons``."""
    return QIcon(str(paths.resources("icons", f"{name}.svg")))


def ramp(palette: Palette) -> QIcon:
    """The colours of a palette, side by side."""
    pixmap = QPixmap(RAMP_SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    count = min(_COLORS, max(palette.lists))
    width = RAMP_SIZE.width() // count
    for place, color in enumerate(palette.colors(count)):
        painter.fillRect(place * width, 0, width, RAMP_SIZE.height(), QColor(color))
    painter.end()
    return QIcon(pixmap)
