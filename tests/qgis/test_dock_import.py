# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dock shows once a table was imported, and how windows show a page of figures."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt

from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.gis import layers
from atlas_culture_plugin.gui.package_details import SafeBrowser
from tests.qgis.desk import PACKAGE, WAIT, Desk, close_dock, open_dock


@pytest.fixture
def dock(project, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(tmp_path / "library"))
    (tmp_path / "project").mkdir()
    project.setFileName(str(tmp_path / "project" / "map.qgz"))
    dock = open_dock(Desk().show(qtbot, 900, 800), qtbot)
    yield dock
    close_dock(dock, qtbot)


def idle(dock, qtbot):
    qtbot.waitUntil(lambda: not dock._timer.isActive() and not dock.jobs.is_busy(), timeout=WAIT)


def seen(tree):
    """Whether the whole row that is selected can be read."""
    return tree.viewport().rect().contains(tree.visualRect(tree.currentIndex()))


def test_an_import_is_chosen_and_leaves_the_map_as_it_is(dock, qtbot):
    dock.view.select(f"{PACKAGE}/densite")
    dock.view.form.level.setCurrentIndex(dock.view.form.level.findData(Level.DEPARTEMENT))
    dock.view.form.level.activated.emit(dock.view.form.level.currentIndex())
    qtbot.mouseClick(dock.view.add, Qt.MouseButton.LeftButton)
    idle(dock, qtbot)
    layer = dock.binding.layer()
    assert dock.view.follow.isChecked()
    before = layers.request_of(layer)
    with qtbot.waitSignal(dock.loaded, timeout=WAIT):
        dock._on_imported(PACKAGE)
    first = next(one for one in dock.holdings.indicators.values() if one.offered)
    assert dock.view.tree.selected() == first.key != f"{PACKAGE}/densite"
    idle(dock, qtbot)
    assert layers.request_of(layer) == before and dock.binding.layer() is None
    qtbot.waitUntil(lambda: seen(dock.view.tree), timeout=WAIT)


def test_what_is_chosen_after_a_reading_can_be_read(dock, qtbot):
    """Rows on two lines are not as high as they were thought to be when the tree was filled."""
    dock.view.tree.resize(240, 120)
    for key in (f"{PACKAGE}/niveau_vie_median", f"{PACKAGE}/dep_departements_hab", f"{PACKAGE}/festivals"):
        dock.view.fill(dock.holdings)
        dock.view.select(key)
        assert dock.view.tree.selected() == key
        qtbot.wait(30)
        assert seen(dock.view.tree), key


def test_the_figures_of_a_page_are_never_cut_in_two(qtbot):
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.setHtml("<p>26\u202f481\u202f958 entrées\u202f: <b>beaucoup</b></p>")
    text = browser.document().firstBlock().text()
    assert text == "26\u00a0481\u00a0958 entrées\u00a0: beaucoup"
