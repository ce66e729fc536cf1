# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts of charts on a page: real texts, where the drawing has them."""

from __future__ import annotations

import base64
import shutil
import subprocess

import numpy as np
import pytest
from qgis.core import (
    Qgis,
    QgsLayoutExporter,
    QgsLayoutItemPicture,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import QRectF, QSize

from atlas_culture_plugin.core.charts import bivariate_key
from atlas_culture_plugin.core.svg import Drawing, size_of, without_texts
from atlas_culture_plugin.gis.chart_texts import labels_of, remove_texts, write_texts

FONT = "DejaVu Sans"
NINE = ["#e8e8e8", "#b5c0da", "#6c83b5", "#b8d6be", "#90b2b3", "#567994", "#73ae80", "#5a9178", "#2a5a5b"]


@pytest.fixture
def layout(qgis_new_project):
    made = QgsPrintLayout(QgsProject.instance())
    made.initializeDefaults()
    yield made
    made.clear()


def put(layout, svg, left=20.0, top=30.0, name="graphique"):
    picture = QgsLayoutItemPicture(layout)
    layout.addLayoutItem(picture)
    picture.setId(name)
    code = base64.b64encode(svg.encode("utf-8")).decode()
    picture.setPicturePath(f"base64:{code}", QgsLayoutItemPicture.Format.FormatSVG)
    picture.attemptMove(QgsLayoutPoint(left, top))
    picture.attemptResize(QgsLayoutSize(*size_of(svg)))
    return picture


def ink(layout):
    """Box of what is drawn on the page, in mm."""
    image = QgsLayoutExporter(layout).renderRegionToImage(QRectF(0, 0, 297, 210), QSize(2970, 2100), 254)
    buffer = image.constBits()
    buffer.setsize(image.sizeInBytes())
    picture = np.frombuffer(buffer, np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3]
    dark = (picture < 128).any(axis=2)
    columns, rows = np.nonzero(dark.any(axis=0))[0], np.nonzero(dark.any(axis=1))[0]
    return np.array([columns[0], columns[-1], rows[0], rows[-1]]) / 10


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
@pytest.mark.parametrize("upward", [False, True])
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["Habitants", "1\u202f234,5", "[% 1 + 1 %]"])
def test_a_label_covers_the_text_that_it_replaces(layout, anchor, upward, bold, text):
    drawing = Drawing(80, 60, FONT)
    drawing.text(40, 30, text, 4, anchor=anchor, upward=upward, bold=bold)
    picture = put(layout, drawing.svg())
    expected = ink(layout)
    rest, texts = without_texts(drawing.svg())
    layout.removeLayoutItem(picture)
    write_texts(put(layout, rest), texts, FONT)
    assert ink(layout) == pytest.approx(expected, abs=0.35)


def test_a_key_is_printed_with_real_texts(layout, tmp_path):
    svg = bivariate_key(
        NINE, first="Cinémas pour 100 000 habitants", second="Dépenses & recettes <par habitant>",
        bounds_first=(2.5, 4.0), bounds_second=(10.0, 20.0), counts9=range(101, 110),
        width=55, height=50, font=FONT,
    )  # fmt: skip
    rest, texts = without_texts(svg)
    write_texts(put(layout, rest), texts, FONT)
    file = tmp_path / "key.pdf"
    options = QgsLayoutExporter.PdfExportSettings()
    options.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    options.forceVectorOutput = True
    assert QgsLayoutExporter(layout).exportToPdf(str(file), options) == QgsLayoutExporter.ExportResult.Success
    assert file.stat().st_size < 60_000
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    said = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    for expected in ("Cinémas", "habitants", "Dépenses &", "2.5", "4.0", "10", "20", "101", "109"):
        assert expected in said


def test_labels_belong_to_their_picture_and_are_replaced(layout):
    drawing = Drawing(80, 60, FONT)
    drawing.text(40, 30, "a", 4)
    drawing.text(40, 40, "b", 4)
    _rest, texts = without_texts(drawing.svg())
    first, second = put(layout, drawing.svg()), put(layout, drawing.svg(), 120, name="")
    write_texts(first, texts, FONT)
    write_texts(second, texts[:1], FONT)
    assert sorted(label.text() for label in labels_of(first)) == ["a", "b"]
    write_texts(first, texts[1:], FONT)
    assert [label.text() for label in labels_of(first)] == ["b"]
    assert all(label.zValue() > first.zValue() for label in labels_of(first))
    remove_texts(first)
    assert labels_of(first) == []
    assert len(labels_of(second)) == 1


def test_a_copy_of_the_layout_replaces_its_own_labels(layout):
    drawing = Drawing(80, 60, FONT)
    drawing.text(40, 30, "a", 4)
    rest, texts = without_texts(drawing.svg())
    write_texts(put(layout, rest), texts, FONT)
    layout.setName("Page")
    copy = layout.clone()
    picture = copy.itemById("graphique")
    assert [label.text() for label in labels_of(picture)] == ["a"]
    write_texts(picture, texts, FONT)
    assert len(labels_of(picture)) == len(labels_of(layout.itemById("graphique"))) == 1
