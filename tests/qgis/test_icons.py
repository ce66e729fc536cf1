# SPDX-License-Identifier: GPL-2.0-or-later
"""The icons: drawn by Qt, sharp when enlarged, and visible on light and dark themes."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from atlas_culture_plugin import paths

ICONS = sorted(paths.resources("icons").glob("*.svg"))
LIGHT, DARK = QColor("#ffffff"), QColor("#2b2b2b")


def draw(path, size, background):
    """Image of an icon on a background."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(background)
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def luminance(color):
    """Relative luminance (WCAG 2)."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Contrast ratio (WCAG 2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_there_are_icons():
    assert {"atlas_culture", "add_to_map", "packages", "warning"} <= {path.stem for path in ICONS}


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_a_square_drawing_that_qt_reads(path):
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    assert renderer.viewBoxF() == QRectF(0, 0, 16, 16)
    assert "<image" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("background", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_seen_at_16_pixels(path, background):
    """At least 20 of the 256 pixels reach the contrast of 3 that WCAG asks of graphics."""
    image = draw(path, 16, background)
    pixels = (image.pixelColor(x, y) for x in range(16) for y in range(16))
    assert sum(contrast(pixel, background) >= 3 for pixel in pixels) >= 20


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_fits_in_its_square(path):
    """Nothing is cut: drawn with a margin around the view box, the margin stays empty."""
    image = QImage(180, 180, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer = QSvgRenderer(str(path))
    renderer.setViewBox(QRectF(-1, -1, 18, 18))
    renderer.render(painter, QRectF(0, 0, 180, 180))
    painter.end()
    margin = [(x, y) for x in range(180) for y in range(180) if min(x, y) < 9 or max(x, y) > 171]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in margin)
