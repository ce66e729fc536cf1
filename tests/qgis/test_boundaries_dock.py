# SPDX-License-Identifier: GPL-2.0-or-later
"""Other boundaries in the dock: new maps take those of the settings, a layer keeps its own."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt

from atlas_culture_plugin.core.boundaries.providers import wanted
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.gis import layers, settings, toolbox
from atlas_culture_plugin.gis.boundaries import update_boundaries
from atlas_culture_plugin.gis.network import NetworkSettings
from tests.qgis.desk import PACKAGE, WAIT, Desk, close_dock, open_dock
from tests.unit import small_contours
from tests.unit.http_server import Watcher
from tests.unit.open_data_servers import OpenData


@pytest.fixture
def library(tmp_path, monkeypatch):
    folder = tmp_path / "library"
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(folder))
    with OpenData() as site:
        small_contours.publish_etalab(site)
        update_boundaries(wanted("etalab", "2025", site.url("")), folder, NetworkSettings(), Watcher())
    yield folder
    QgsSettings().remove("atlas_culture")


@pytest.fixture
def dock(project, qtbot, library, tmp_path):
    (tmp_path / "project").mkdir()
    project.setFileName(str(tmp_path / "project" / "map.qgz"))
    dock = open_dock(Desk().show(qtbot, 900, 800), qtbot)
    yield dock
    close_dock(dock, qtbot)


def idle(dock, qtbot):
    qtbot.waitUntil(lambda: not dock._timer.isActive() and not dock.jobs.is_busy(), timeout=WAIT)


def add(dock, qtbot):
    dock.view.select(f"{PACKAGE}/densite")
    dock.view.form.level.setCurrentIndex(dock.view.form.level.findData(Level.DEPARTEMENT))
    dock.view.form.level.activated.emit(dock.view.form.level.currentIndex())
    idle(dock, qtbot)
    qtbot.mouseClick(dock.view.add, Qt.MouseButton.LeftButton)
    idle(dock, qtbot)
    layer = dock.binding.layer()
    return layer if layer is not None else pytest.fail(dock.view.status.text())


def test_new_maps_take_the_boundaries_of_the_settings_and_layers_keep_theirs(dock, qtbot):
    first = add(dock, qtbot)
    assert layers.request_of(first).boundaries == "" and first.featureCount() == 101
    settings.save(settings.Settings(boundaries="etalab-2025"))
    dock.view.form.classes.setValue(4)
    idle(dock, qtbot)
    assert layers.request_of(first).classes == 4 and layers.request_of(first).boundaries == ""
    second = add(dock, qtbot)
    assert second.id() != first.id() and second.featureCount() == 3
    assert layers.request_of(second).boundaries == "etalab-2025"
    dock.view.form.classes.setValue(3)
    idle(dock, qtbot)
    assert layers.request_of(second).classes == 3 and second.featureCount() == 3
    assert any("Etalab 2025" in text for text in second.metadata().rights())
    assert not any("Etalab 2025" in text for text in first.metadata().rights())


def test_boundaries_that_are_no_more_are_told(dock, qtbot):
    settings.save(settings.Settings(boundaries="ign-latest"))
    dock.view.select(f"{PACKAGE}/densite")
    qtbot.mouseClick(dock.view.add, Qt.MouseButton.LeftButton)
    idle(dock, qtbot)
    assert dock.binding.layer() is None
    assert "ign-latest" in dock.view.status.text() and "etalab-2025" in dock.view.status.text()


def test_the_menu_opens_the_algorithm(dock, monkeypatch):
    opened = []
    monkeypatch.setattr(toolbox, "open_dialog", lambda algorithm, known: opened.append((algorithm, known)))
    action = next(one for one in dock.view.menu.menu().actions() if "boundaries" in one.text().lower())
    action.trigger()
    assert opened == [("atlasculture:updateboundaries", {})]
