# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts measured before they are printed, against QGIS's own measures."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsLayoutUtils, QgsPrintLayout, QgsProject, QgsTextFormat, QgsTextRenderer

from atlas_culture_plugin.gis.layout_templates import default_font
from atlas_culture_plugin.gis.text_fit import Ruler

WIDTH = 277.0
TITLE = ("Équipements culturels \U0001f3ad & <b>gras</b> " * 9)[:300]

SOURCES = (
    "Sources : Insee, populations de référence 2023 (RP2023), via etalab/decoupage-administratif 6.0.0 ; "
    "Insee / IGN, superficies publiées, via « Population » et « Densité de la population » (Atlas Culture) "
    "et Magrit (communes 2023) ; Ministère de la Culture (Service du livre et de la lecture), extrait "
    "« Base des lieux et équipements culturels (Basilic) » 2021. Licence Ouverte\u00a02.0."
)


@pytest.fixture
def layout(qgis_app):
    project = QgsProject()
    made = QgsPrintLayout(project)
    made.initializeDefaults()
    yield made
    project.clear()


@pytest.fixture
def bold(qgis_app):
    made = QgsTextFormat()
    font = made.font()
    font.setFamily(default_font())
    font.setBold(True)
    made.setFont(font)
    made.setSize(15)
    return made


def printed_height(layout, text, text_format, dpi, width=WIDTH):
    """What QGIS takes for the text when it prints at a resolution."""
    context = QgsLayoutUtils.createRenderContextForLayout(layout, None, dpi)
    height = QgsTextRenderer.textHeight(
        context, text_format, text.split("\n"), Qgis.TextLayoutMode.Rectangle, None,
        Qgis.TextRendererFlag.WrapLines, width * context.scaleFactor(),
    )  # fmt: skip
    return height / context.scaleFactor()


@pytest.mark.parametrize("dpi", [96, 150, 300, 600, 1200])
@pytest.mark.parametrize("text", [TITLE, TITLE.replace(" ", "  "), "Une ligne", "Deux\nlignes"])
def test_a_text_takes_no_more_room_at_another_resolution(layout, bold, text, dpi):
    ruler = Ruler(layout)
    for size in (15.0, 14.5, 14.0, 13.5, 13.0, 12.5, 12.0, 8.0, 7.5, 7.0):
        bold.setSize(size)
        # The height of one line differs a little too: half a line is another line.
        line = ruler.height("X", bold, WIDTH)
        fitted = ruler.fit(text, bold, WIDTH, 1000.0, size)
        assert printed_height(layout, fitted.text, bold, dpi) < fitted.height + line / 2, size


@pytest.mark.parametrize("dpi", [96, 150, 300, 600])
def test_no_note_is_higher_than_measured(layout, bold, dpi):
    """Whatever the width, or the note under it would be written over its last line."""
    ruler = Ruler(layout)
    bold.setSize(7.5)
    line = ruler.height("X", bold, WIDTH)
    for width in range(90, 150, 2):
        height = ruler.height(SOURCES, bold, width)
        assert printed_height(layout, SOURCES, bold, dpi, width) < height + line / 2, width


def test_a_word_wider_than_the_line_is_broken(layout, bold):
    ruler = Ruler(layout)
    fitted = ruler.fit("Équipementsculturels" * 15, bold, WIDTH, 40.0, 10.0)
    assert fitted.text.replace(" ", "") == "Équipementsculturels" * 15
    assert not fitted.cut
    assert all(ruler.width(piece, bold) <= WIDTH for piece in fitted.text.split(" "))
    assert ruler.breakable("Équipements culturels", bold, WIDTH) == "Équipements culturels"


@pytest.mark.parametrize("text", ["mot " * 1250, "mot" * 500])
def test_a_text_of_many_pages_is_cut(layout, bold, text):
    fitted = Ruler(layout).fit(text, bold, WIDTH, 20.0, 10.0)
    assert fitted.cut
    assert fitted.height <= 20.0
    assert fitted.text.endswith("…")
    assert fitted.text.replace(" ", "")[:100] == text.replace(" ", "")[:100]
