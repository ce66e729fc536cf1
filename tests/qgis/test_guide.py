# SPDX-License-Identifier: GPL-2.0-or-later
"""The guide as the dock shows it: whole, with its pictures, its contents leading somewhere."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtWidgets import QWidget

from atlas_culture_plugin import paths
from atlas_culture_plugin.gui.guide import PICTURE_WIDTH, GuideDialog, slug
from atlas_culture_plugin.gui.windows import resize_on_screen


def guide(qtbot):
    dialog = GuideDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_guide_is_shown_to_its_end_with_its_pictures(qtbot, french):
    source = paths.docs("fr", "guide.md").read_text(encoding="utf-8")
    dialog = guide(qtbot)
    shown = dialog.page
    headings = re.findall(r"^##+ (.+)$", source, flags=re.MULTILINE)
    assert len(headings) > 10
    assert all(re.sub(r"[*`]", "", heading) in shown.toPlainText() for heading in headings)
    html = shown.document().toHtml()
    pictures = re.findall(r'<img src="([^"]+)"[^>]*width="(\d+)"', html)
    assert len(pictures) == source.count("](../images/")
    assert {int(width) for _picture, width in pictures} == {PICTURE_WIDTH}
    assert all((paths.docs("fr") / picture).is_file() for picture, _width in pictures)


def test_a_window_is_never_larger_than_its_screen(qgis_app, qtbot):
    room = qgis_app.primaryScreen().availableGeometry()
    window = QWidget()
    window.setWindowFlags(Qt.WindowType.Window)
    qtbot.addWidget(window)
    resize_on_screen(window, 4000, 3000)
    assert room.contains(window.geometry())
    assert window.height() < room.height()
    assert window.y() > room.y()
    resize_on_screen(window, 400, 300)
    assert (window.width(), window.height()) == (400, 300)


def test_every_line_of_the_contents_leads_to_its_heading(qtbot, french):
    dialog = guide(qtbot)
    source = paths.docs("fr", "guide.md").read_text(encoding="utf-8")
    anchors = re.findall(r"\]\(#([^)]+)\)", source)
    assert anchors
    for anchor in anchors:
        dialog._follow(QUrl(f"#{anchor}"))
        assert slug(dialog.page.textCursor().block().text()) == anchor


def test_the_guide_leads_to_the_page_on_comparing_and_back(qtbot, french):
    dialog = guide(qtbot)
    assert not dialog.back.isEnabled()
    dialog.page.verticalScrollBar().setValue(900)
    dialog._follow(QUrl("comparer.md#le-rang"))
    assert "Rennes Métropole" in dialog.page.toPlainText()
    assert slug(dialog.page.textCursor().block().text()) == "le-rang"
    # Charts are not blown up: they are as wide as they were made, screenshots as wide as the window.
    widths = {int(width) for width in re.findall(r'<img [^>]*width="(\d+)"', dialog.page.document().toHtml())}
    assert max(widths) == PICTURE_WIDTH
    assert min(widths) < PICTURE_WIDTH
    dialog.back.click()
    assert dialog.page.toPlainText().startswith("Atlas Culture pour QGIS")
    assert dialog.page.verticalScrollBar().value() == 900
    assert not dialog.back.isEnabled()


def test_without_french_the_page_is_the_english_one(qtbot, qgis_app):
    dialog = guide(qtbot)
    assert "make demo" in dialog.page.toPlainText()
