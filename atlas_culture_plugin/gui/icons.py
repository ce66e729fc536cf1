# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's icons, and those painted from palettes."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPixmap

from .. import paths
from ..core.palettes import Palette, PaletteKind

RAMP_SIZE = QSize(60, 14)
_COLORS = 5
_SCALE = 2  # painted twice as fine, for high-density screens


def icon(name: str) -> QIcon:
    """An icon of ``resources/icons``."""
    return QIcon(str(paths.resources("icons", f"{name}.svg")))


def ramp(palette: Palette) -> QIcon:
    """The colours of a palette, side by side; the nine of a bivariate one, row by row from the top."""
    pixmap = QPixmap(RAMP_SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    rows = _rows(palette)
    width, height = RAMP_SIZE.width() // len(rows[0]), RAMP_SIZE.height() // len(rows)
    for top, colors in enumerate(rows):
        for place, color in enumerate(colors):
            painter.fillRect(place * width, top * height, width, height, QColor(color))
    painter.end()
    return QIcon(pixmap)


def _rows(palette: Palette) -> list[list[str]]:
    if palette.kind is not PaletteKind.BIVARIATE:
        return [palette.colors(min(_COLORS, max(palette.lists)))]
    cells = list(palette.cells())
    return [cells[6:], cells[3:6], cells[:3]]
