# SPDX-License-Identifier: GPL-2.0-or-later
"""Territories and indicators in QGIS's search bar, with QGIS's own locator and a real map."""

from __future__ import annotations

import gc

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsLocator,
    QgsLocatorContext,
    QgsLocatorModel,
    QgsLocatorProxyModel,
    QgsLocatorResult,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMessageBar
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt

from atlas_culture_plugin import classFactory
from atlas_culture_plugin.core.errors import TerritoryError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis.selecting import territory_at
from atlas_culture_plugin.gui.locator import Action, AtlasLocator
from atlas_culture_plugin.gui.zooming import show_territory
from tests.qgis.desk import WAIT, Desk

START = QgsRectangle(-3, 46, 0, 49)


class SearchDesk(Desk):
    """A desk with a real locator, that a whole plugin can be put in."""

    def __init__(self):
        super().__init__()
        self.bar = QgsMessageBar(self.window)
        self.locator = QgsLocator(self.window)
        self.menu = []
        self.factories = []

    def messageBar(self):
        return self.bar

    def registerLocatorFilter(self, one):
        self.locator.registerFilter(one)

    def deregisterLocatorFilter(self, one):
        self.locator.deregisterFilter(one)

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def addToolBarIcon(self, action):
        self.menu.append(action)

    def removeToolBarIcon(self, action):
        self.menu.remove(action)

    def addPluginToMenu(self, _name, action):
        self.menu.append(action)

    def removePluginMenu(self, _name, action):
        self.menu.remove(action)

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)


@pytest.fixture
def desk(project, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(tmp_path / "library"))
    desk = SearchDesk().show(qtbot, 1200, 800)
    desk.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    desk.canvas.setExtent(START)
    return desk


@pytest.fixture
def asked(desk):
    """What the filter asked for, in the order in which it did."""
    asked = []
    desk.registerLocatorFilter(
        AtlasLocator(
            desk, lambda key: asked.append(("compare", key)), lambda key: asked.append(("choose", key))
        )
    )
    return asked


def search(desk, qtbot, text):
    """What QGIS lists for a text typed in its search bar."""
    found = []

    def keep(result):
        found.append(QgsLocatorResult(result))  # the one that is sent lives as long as the signal

    desk.locator.foundResult.connect(keep)
    try:
        desk.locator.fetchResults(text, QgsLocatorContext())
        qtbot.waitUntil(lambda: not desk.locator.isRunning(), timeout=WAIT)
        QCoreApplication.processEvents()
    finally:
        desk.locator.foundResult.disconnect(keep)
    return found


def indicators(desk, qtbot, text):
    """The indicators among what QGIS lists for a text."""
    return [one for one in search(desk, qtbot, text) if not one.actions]


def listed(found):
    """The lines that QGIS shows for results, in its order."""
    model, lines = QgsLocatorModel(), QgsLocatorProxyModel()
    lines.setSourceModel(model)
    for one in found:
        model.addResult(one)
    return [str(lines.index(row, 0).data()).strip() for row in range(lines.rowCount())]


def trigger(result, action=None):
    if action is None:
        result.filter.triggerResult(result)
    else:
        result.filter.triggerResultFromAction(result, int(action))


def test_a_name_gives_territories_then_indicators(desk, asked, qtbot):
    found = search(desk, qtbot, "atl rennes")
    assert [one.displayString for one in found[:2]] == ["Rennes", "Rennes Métropole"]
    assert found[0].description == "Commune, Ille-et-Vilaine (35), COM-35238"
    assert [action.text for action in found[0].actions] == ["Zoom to it on the map", "Compare"]
    found = search(desk, qtbot, "atl population")
    assert found[0].group == "Likeliest"
    kinds = [bool(one.actions) for one in found]
    assert kinds == sorted(kinds, reverse=True)
    assert all(one.group == ("Territories" if one.actions else "Indicators") for one in found[1:])


def test_the_likeliest_is_listed_first_and_homonyms_are_told_apart(desk, asked, qtbot):
    found = search(desk, qtbot, "atl saint-denis")
    lines = listed(found)
    assert lines[:5] == [
        "Atlas Culture: territories and indicators",
        "Likeliest",
        "Saint-Denis (974)",
        "Territories",
        "Saint-Denis (11)",
    ]
    assert "Saint-Denis (93)" in lines
    scores = [one.score for one in found]
    assert scores == sorted(set(scores), reverse=True)
    assert all(0 < score <= 1 for score in scores)
    lines = listed(search(desk, qtbot, "atl festival"))
    assert lines[1] == "Likeliest"
    assert lines[3] == "Indicators"


def test_a_postal_code_is_understood(desk, asked, qtbot):
    assert [one.displayString for one in search(desk, qtbot, "atl 35700")] == ["Rennes"]


def test_the_results_are_for_those_who_ask(desk, asked, qtbot):
    assert search(desk, qtbot, "rennes") == []
    assert search(desk, qtbot, "atl  ") == []


def test_a_search_typed_over_is_stopped(desk, asked, qtbot):
    for text in ("atl s", "atl sa", "atl sai", "atl saint-malo"):
        desk.locator.fetchResults(text, QgsLocatorContext())
    assert search(desk, qtbot, "atl saint-malo")[0].displayString == "Saint-Malo"


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2154", "EPSG:3857"])
@pytest.mark.parametrize("action", [None, Action.ZOOM])
def test_a_territory_is_shown_on_the_map_whatever_its_reference_system(desk, asked, qtbot, crs, action):
    desk.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    trigger(search(desk, qtbot, "atl rennes metropole")[0], action)
    extent, project = desk.canvas.extent(), QgsProject.instance()
    found = territory_at(extent.center(), desk.canvas.mapSettings().destinationCrs(), Level.EPCI, project)
    assert found == "243500139"
    # Rennes Métropole is 40 km high.
    height = extent.height() * (111_195 if crs == "EPSG:4326" else 1)
    assert 35_000 < height * (0.67 if crs == "EPSG:3857" else 1) < 60_000
    assert asked == []


def test_what_cannot_be_shown_is_said(desk, asked, qtbot):
    before = desk.canvas.extent()
    trigger(search(desk, qtbot, "atl COM-15031")[0])
    assert "Celles (15) has no outline" in desk.bar.currentItem().text()
    assert desk.canvas.extent() == before


def test_a_territory_that_is_not_there_is_an_error(desk):
    with pytest.raises(TerritoryError, match="DEP-20 does not exist"):
        show_territory(desk.canvas, "DEP-20", territories())


def test_the_context_menu_compares_and_an_indicator_is_chosen(desk, asked, qtbot):
    trigger(search(desk, qtbot, "atl bretagne")[0], Action.COMPARE)
    trigger(indicators(desk, qtbot, "atl festivals")[0])
    assert asked[0] == ("compare", "REG-53")
    assert asked[1][0] == "choose"
    assert asked[1][1].startswith("atlas-essentiel/")
    assert desk.canvas.extent().contains(START)


def test_clones_are_others_that_do_the_same(desk):
    heard = []
    first = AtlasLocator(desk, heard.append, heard.append)
    other = first.clone()
    assert other is not first
    assert (other.name(), other.prefix(), other.displayName()) == (
        "atlas_culture",
        "atl",
        "Atlas Culture: territories and indicators",
    )
    assert not other.useWithoutPrefix()


# With the plugin around it


@pytest.fixture
def plugin(desk, qgis_processing, qtbot):
    plugin = classFactory(desk)
    plugin.initGui()
    yield plugin
    plugin.unload()
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().activeTasks(), timeout=WAIT)


def test_comparing_opens_the_dock_and_adds_to_it(desk, plugin, qtbot):
    trigger(search(desk, qtbot, "atl rennes")[0], Action.COMPARE)
    trigger(search(desk, qtbot, "atl 44000")[0], Action.COMPARE)
    qtbot.waitUntil(plugin.comparing.is_ready, timeout=WAIT)
    assert plugin.comparing.isVisible()
    assert plugin.comparing.request().territories == ("COM-35238", "COM-44109")
    qtbot.waitUntil(lambda: not plugin.comparing.is_busy(), timeout=WAIT)
    trigger(search(desk, qtbot, "atl brest")[0], Action.COMPARE)
    assert plugin.comparing.request().territories == ("COM-35238", "COM-44109", "COM-29019")
    qtbot.waitUntil(lambda: not plugin.comparing.is_busy(), timeout=WAIT)


def test_what_has_the_same_name_is_told_apart_in_the_dock(desk, plugin, qtbot):
    for text in ("atl 75001", "atl DEP-75", "atl saint-denis 93"):
        trigger(search(desk, qtbot, text)[0], Action.COMPARE)
    qtbot.waitUntil(plugin.comparing.is_ready, timeout=WAIT)
    qtbot.waitUntil(lambda: not plugin.comparing.is_busy(), timeout=WAIT)
    chips = plugin.comparing.view.territories
    shown = [chips.item(row).text() for row in range(chips.count())]
    assert shown == ["Paris (commune)", "Paris (departement)", "Saint-Denis (93)"]
    model = plugin.comparing.view.table.model()
    cells = {
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    }
    heads = {
        str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())
    }
    assert all(any(name in text for text in cells | heads) for name in shown)


def test_choosing_an_indicator_opens_the_dock_and_shows_it(desk, plugin, qtbot):
    trigger(indicators(desk, qtbot, "atl niveau de vie median")[0])
    qtbot.waitUntil(plugin.dock.is_ready, timeout=WAIT)
    assert plugin.dock.isVisible()
    assert plugin.dock.view.form.request().indicator == "atlas-essentiel/niveau_vie_median"
    trigger(indicators(desk, qtbot, "atl festivals")[0])
    assert plugin.dock.view.tree.selected().startswith("atlas-essentiel/festivals")


def test_a_dock_behind_another_comes_to_the_front(desk, plugin, qtbot):
    trigger(indicators(desk, qtbot, "atl festivals")[0])
    qtbot.waitUntil(plugin.dock.is_ready, timeout=WAIT)
    trigger(search(desk, qtbot, "atl rennes")[0], Action.COMPARE)
    desk.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, plugin.comparing)
    desk.window.tabifyDockWidget(plugin.dock, plugin.comparing)
    plugin.comparing.setUserVisible(True)
    assert not plugin.dock.isUserVisible()
    trigger(indicators(desk, qtbot, "atl festivals")[0])
    assert plugin.dock.isUserVisible()
    qtbot.waitUntil(lambda: not plugin.comparing.is_busy(), timeout=WAIT)


def test_reloading_the_plugin_leaves_no_filter(desk, qgis_processing, qtbot):
    for _time in range(5):
        plugin = classFactory(desk)
        plugin.initGui()
        assert [one.name() for one in desk.locator.filters("atl")] == ["atlas_culture"]
        registered = plugin._locator
        search(desk, qtbot, "atl rennes")
        desk.locator.fetchResults("atl saint", QgsLocatorContext())  # under way when the plugin goes
        plugin.unload()
        assert sip.isdeleted(registered)
        assert desk.locator.filters() == []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, AtlasLocator) and not sip.isdeleted(one)]
