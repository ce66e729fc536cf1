# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts as Qt draws them: valid, with the colours and the texts where they should be."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from qgis.PyQt.QtCore import QByteArray, QRectF
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from atlas_culture_plugin.core.charts import BarRow, bars, bivariate_key, circles_key, distribution
from atlas_culture_plugin.core.classify import classify
from atlas_culture_plugin.core.model import Method
from atlas_culture_plugin.core.palettes import palette
from atlas_culture_plugin.core.svg import Drawing, size_of, text_width

SCALE = 10
FONTS = ("DejaVu Sans", "Open Sans", "Nimbus Sans")
NINE = ["#e8e8e8", "#b5c0da", "#6c83b5", "#b8d6be", "#90b2b3", "#567994", "#73ae80", "#5a9178", "#2a5a5b"]
SAMPLES = (
    "Établissements de lecture publique pour 100\u202f000 habitants (2021–2023)",
    "Dépenses culturelles : −1\u202f234,56\u00a0€/hab. ; « œuvre » n’° 95\u202f%",
    "PROVENCE-ALPES-CÔTE D’AZUR, Île-de-France, Saint-Barthélemy",
    "illimité, fjord, WWW mmm @ & → ≥ ∞ …",
)


def drawn(text):
    """The picture of a drawing, on white."""
    renderer = QSvgRenderer(QByteArray(text.encode("utf-8")))
    assert renderer.isValid()
    width, height = size_of(text)
    assert (renderer.viewBoxF().width(), renderer.viewBoxF().height()) == pytest.approx((width, height))
    image = QImage(round(width * SCALE), round(height * SCALE), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def color_at(image, x, y):
    return image.pixelColor(round(x * SCALE), round(y * SCALE)).name()


def pixels(image):
    """Red, green and blue of the picture, as an array."""
    buffer = image.constBits()
    buffer.setsize(image.sizeInBytes())
    return np.frombuffer(buffer, np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].copy()


def ink(image):
    """First and last column and row that are not white."""
    dark = (pixels(image) < 200).any(axis=2)
    columns, rows = np.nonzero(dark.any(axis=0))[0], np.nonzero(dark.any(axis=1))[0]
    return columns[0] / SCALE, columns[-1] / SCALE, rows[0] / SCALE, rows[-1] / SCALE


def test_a_distribution_shows_the_color_of_every_class(qgis_app):
    values = np.random.default_rng(1).normal(20, 5, 500)
    classification, colors = classify(values, Method.QUANTILE, 5), palette("OrRd").colors(5)
    image = drawn(
        distribution(
            values, classification, colors, unit="%", decimals=1, width=80, height=45, font="Open Sans",
            marks=[(20.0, "Bretagne")],
        )
    )  # fmt: skip
    found = {tuple(pixel) for pixel in pixels(image).reshape(-1, 3)}
    for color in colors:
        wanted = QColor(color)
        assert (wanted.blue(), wanted.green(), wanted.red()) in found


def test_bars_are_drawn_from_zero(qgis_app):
    rows = [BarRow("Bretagne", 12.0, emphasised=True), BarRow("France", -6.0)]
    image = drawn(bars(rows, unit="€", decimals=1, width=80, height=20, font="Open Sans"))
    picture = pixels(image).astype(int)
    blue = QColor("#1f4e79")
    strong = (picture == [blue.blue(), blue.green(), blue.red()]).all(axis=2)
    assert strong.any(axis=1).sum() > 2 * SCALE


def test_a_key_has_its_nine_colors_where_they_belong(qgis_app):
    text = bivariate_key(
        NINE, first="Cinémas pour 100 000 habitants", second="Dépenses par habitant (€)",
        bounds_first=(2.5, 4.1), bounds_second=(12.0, 100.0), counts9=range(9),
        width=55, height=50, font="Open Sans",
    )  # fmt: skip
    image = drawn(text)
    cells = ElementTree.fromstring(text).findall("{http://www.w3.org/2000/svg}rect")
    for color, cell in zip(NINE, cells):
        x, y = float(cell.get("x")), float(cell.get("y"))
        assert color_at(image, x + 1, y + 1) == color


def test_circles_are_drawn_at_their_size(qgis_app):
    image = drawn(
        circles_key([100.0, 25.0], ["100", "25"], 100.0, 20.0, "#29598f", font="Open Sans", opacity=1)
    )
    column = [color_at(image, 10.8, y / SCALE) for y in range(image.height())]
    assert column.count("#29598f") / SCALE == pytest.approx(20, abs=1)


def test_empty_charts_are_not_blank(qgis_app):
    nothing = classify([], Method.QUANTILE, 5)
    text = distribution([], nothing, ["#000000"], unit="", decimals=0, width=60, height=30, font="Open Sans")
    left, right, top, bottom = ink(drawn(text))
    assert 0 < left < right < 60
    assert 10 < top < bottom < 20


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("sample", SAMPLES)
def test_texts_are_never_wider_than_measured(qgis_app, font, bold, sample):
    real = QFont(font)
    if QFontInfo(real).family() != font:
        pytest.skip(f"{font} is not installed")
    real.setPixelSize(1000)
    real.setBold(bold)
    width = QFontMetricsF(real).horizontalAdvance(sample) / 1000
    assert width <= text_width(sample, 1.0, bold=bold) <= width * 1.6


def test_texts_are_anchored_turned_and_kept_in_their_box(qgis_app):
    drawing = Drawing(60, 60, "DejaVu Sans")
    drawing.text(30, 30, "Habitants", 4, anchor="end", upward=True)
    left, right, top, bottom = ink(drawn(drawing.svg()))
    assert 26 < left < right < 31.5
    assert 29 < top < 31
    assert bottom - top > 12
    drawing = Drawing(60, 60, "DejaVu Sans")
    drawing.text(30, 30, "Habitants", 4, anchor="middle")
    left, right, top, bottom = ink(drawn(drawing.svg()))
    assert (left + right) / 2 == pytest.approx(30, abs=0.5)
    assert 26 < top < bottom < 30.5
    assert right - left <= text_width("Habitants", 4)


@pytest.mark.parametrize("size", [1.0, 2.5, 6.0])
def test_small_texts_are_drawn_at_their_size(qgis_app, size):
    drawing = Drawing(60, 60, "DejaVu Sans")
    drawing.text(5, 30, "HHHH", size)
    left, right, top, bottom = ink(drawn(drawing.svg()))
    # Four letters, less the blanks before the first and after the last.
    assert right - left == pytest.approx((4 * 0.752 - 0.2) * size, abs=0.3)
    assert bottom - top == pytest.approx(0.729 * size, abs=0.25)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", " "])
def test_spaces_are_kept(qgis_app, space):
    widths = []
    for text in (f"1{space}000", "1000"):
        drawing = Drawing(60, 10, "DejaVu Sans")
        drawing.text(5, 8, text, 5)
        left, right, _top, _bottom = ink(drawn(drawing.svg()))
        widths.append(right - left)
    assert widths[0] - widths[1] > 0.4
