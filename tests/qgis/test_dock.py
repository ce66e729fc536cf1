# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock, used as a person uses it, on the embedded data and a real project."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import (
    QgsApplication,
    QgsPalLayerSettings,
    QgsProject,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin.core.model import Level, Method
from atlas_culture_plugin.gis import layers
from atlas_culture_plugin.gis import project as gis_project
from atlas_culture_plugin.gui.dock import AtlasDock
from tests.qgis.desk import PACKAGE, WAIT, Desk, close_dock, open_dock


@pytest.fixture
def desk(project, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(tmp_path / "library"))
    return Desk().show(qtbot, 900, 800)


@pytest.fixture
def dock(desk, qtbot):
    dock = open_dock(desk, qtbot)
    yield dock
    close_dock(dock, qtbot)


@pytest.fixture
def saved(project, tmp_path):
    """A project file in a folder of its own, so that the data goes beside it."""
    folder = tmp_path / "project"
    folder.mkdir()
    project.setFileName(str(folder / "map.qgz"))
    return folder / "map.qgz"


def choose(dock, key, **wanted):
    dock.view.select(f"{PACKAGE}/{key}")
    for name, value in wanted.items():
        if name == "within":
            dock.view.form.territory._accept(value)
            continue
        combo = {"level": dock.view.form.level, "method": dock.view.form.method}[name]
        combo.setCurrentIndex(combo.findData(value))
        combo.activated.emit(combo.currentIndex())


def wait_idle(dock, qtbot):
    qtbot.waitUntil(lambda: not dock._timer.isActive() and not dock.jobs.is_busy(), timeout=WAIT)


def add(dock, qtbot):
    qtbot.mouseClick(dock.view.add, Qt.MouseButton.LeftButton)
    wait_idle(dock, qtbot)
    qtbot.wait(20)  # the view of an empty project is set a little later
    layer = dock.binding.layer()
    if layer is None:
        pytest.fail(f"nothing was added: {dock.view.status.text()}")
    return layer


def offered(combo):
    return [combo.itemData(row) for row in range(combo.count())]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bibliothèques", "bibliotheques"),
        ("BIBLIOTHEQUE", "bibliotheques"),
        ("depense ministere", "dep_ministere_hab"),
        ("part_prof_cult", "part_prof_cult"),
        ("100 000 cinema", "cinemas_100k"),
    ],
)
def test_search_finds_whatever_the_accents_and_the_case(dock, query, found):
    everything = dock.view.tree.count()
    dock.view.search.setText(query)
    assert dock.view.tree.select(f"{PACKAGE}/{found}")
    assert 0 < dock.view.tree.count() < everything
    assert str(dock.view.tree.count()) in dock.view.found.text()


def test_search_that_finds_nothing_says_so_and_escape_clears_it(dock, qtbot):
    everything = dock.view.tree.count()
    dock.view.search.setText("xyzzy")
    assert dock.view.tree.count() == 0
    assert "xyzzy" in dock.view.found.text()
    qtbot.keyClick(dock.view.search, Qt.Key.Key_Escape)
    assert dock.view.tree.count() == everything
    assert dock.view.found.isHidden()


def test_keyboard_alone_finds_and_adds(dock, qtbot, saved):
    qtbot.keyClicks(dock.view.search, "density")
    qtbot.keyClick(dock.view.search, Qt.Key.Key_Return)
    assert dock.view.tree.selected() == f"{PACKAGE}/densite"
    qtbot.keyClick(dock.view.tree, Qt.Key.Key_Return)
    wait_idle(dock, qtbot)
    assert layers.request_of(dock.binding.layer()).indicator == f"{PACKAGE}/densite"


def test_a_click_on_an_indicator_does_not_add_it(dock, qtbot, project):
    dock.view.tree.select(f"{PACKAGE}/densite")
    rectangle = dock.view.tree.visualRect(dock.view.tree.currentIndex())
    qtbot.mouseClick(dock.view.tree.viewport(), Qt.MouseButton.LeftButton, pos=rectangle.center())
    assert not dock.jobs.is_busy()
    assert not project.mapLayers()


def test_search_folds_the_themes_back_when_it_ends(dock):
    dock.view.tree.expand_themes(["offre"])
    dock.view.search.setText("depense")
    dock.view.search.clear()
    assert dock.view.tree.expanded_themes() == ["offre"]


def test_only_offered_indicators_are_shown(dock):
    assert not dock.view.tree.select(f"{PACKAGE}/dep_epci_pop")
    offered_keys = [i for i in dock._holdings.indicators.values() if i.offered]
    assert dock.view.tree.count() == len(offered_keys)


def test_card_tells_definition_unit_source_and_years(dock):
    choose(dock, "dep_ministere_hab")
    text = dock.view.card.toPlainText()
    indicator = dock._holdings.find("dep_ministere_hab")
    for part in (indicator.definition, indicator.unit, indicator.source, indicator.licence, "2019"):
        assert part in text


def test_form_offers_what_the_indicator_has(dock):
    form = dock.view.form
    choose(dock, "dep_epci_hab")
    assert offered(form.level) == [Level.EPCI]
    assert Method.OFFICIAL in offered(form.method)
    choose(dock, "cinemas_100k")
    assert offered(form.level) == list(Level)
    assert offered(form.year) == [2022]
    assert Method.OFFICIAL not in offered(form.method)


def test_form_disables_the_number_of_classes_that_a_method_decides(dock):
    form = dock.view.form
    choose(dock, "densite", method=Method.QUANTILE)
    assert form.classes.isEnabled()
    for method in (Method.OFFICIAL, Method.Q6, Method.MANUAL):
        choose(dock, "densite", method=method)
        assert not form.classes.isEnabled()
    assert form.bounds.isVisibleTo(form)


def test_a_method_that_circles_do_not_use_never_prevents_a_map(dock, qtbot, saved):
    choose(dock, "densite", level=Level.EPCI, method=Method.GEOMETRIC)
    layer = add(dock, qtbot)
    choose(dock, "festivals_cinema")  # has zeros, which a geometric progression refuses
    qtbot.waitUntil(lambda: layers.request_of(layer) == dock.view.form.request(), timeout=WAIT)
    assert layers.request_of(layer).indicator == f"{PACKAGE}/festivals_cinema"
    choose(dock, "densite")
    assert dock.view.form.request().method is Method.GEOMETRIC


def test_form_reads_manual_bounds_and_says_what_is_wrong(dock):
    form = dock.view.form
    choose(dock, "densite", method=Method.MANUAL)
    form.bounds.setText("50; abc")
    assert form.request() is None
    assert "abc" in form.problem.text()
    form.bounds.setText("50; 100,5")
    assert form.request().manual_bounds == (50, 100.5)
    assert form.problem.isHidden()


def test_territory_is_found_by_name_and_by_code(dock, qtbot):
    field = dock.view.form.territory
    choose(dock, "cinemas_100k", level=Level.COMMUNE)
    for text, reference in (("bretagne", "REG-53"), ("DEP-2A", "DEP-2A"), ("35238", "COM-35238")):
        field.line.setText(text)
        field._understand()
        assert (field.reference(), field.problem.text()) == (reference, "")


def test_territory_that_is_not_understood_says_so_and_stops_the_map(dock):
    form = dock.view.form
    choose(dock, "cinemas_100k", level=Level.DEPARTEMENT)
    form.territory.line.setText("Rennes Métropole")  # an EPCI holds no departement
    form.territory._understand()
    assert "Rennes Métropole" in form.territory.problem.text()
    assert form.request() is None


def test_stock_explains_itself_and_offers_the_ratio(dock, qtbot):
    form = dock.view.form
    choose(dock, "cinemas", level=Level.REGION)
    assert not form.method.isEnabled()
    assert not form.classes.isEnabled()
    assert form.notice.isVisibleTo(form)
    qtbot.mouseClick(form.ratio, Qt.MouseButton.LeftButton)
    assert dock.view.tree.selected() == f"{PACKAGE}/cinemas_100k"
    assert form.request().indicator == f"{PACKAGE}/cinemas_100k"
    assert form.request().level is Level.REGION
    assert form.method.isEnabled()


@pytest.mark.parametrize("level", list(Level))
def test_add_at_each_level(dock, qtbot, saved, level):
    choose(dock, "cinemas_100k", level=level)
    layer = add(dock, qtbot)
    counts = {Level.REGION: 18, Level.DEPARTEMENT: 101, Level.EPCI: 1255, Level.COMMUNE: 34875}
    assert layer.isValid()
    assert layer.featureCount() == counts[level]
    assert QgsProject.instance().crs().authid() == "EPSG:2154"
    assert layer.source().startswith(str(saved.parent / gis_project.FOLDER_NAME))
    group = QgsProject.instance().layerTreeRoot().findGroup(layers.GROUP_NAME)
    assert [node.layerId() for node in group.findLayers()] == [layer.id()]
    assert dock.view.status.text()


def test_add_twice_makes_two_layers_and_the_canvas_looks_at_the_territory(dock, desk, qtbot, saved):
    choose(dock, "cinemas_100k", level=Level.DEPARTEMENT)
    first = add(dock, qtbot)
    dock.view.follow.setChecked(False)
    choose(dock, "densite", within="REG-53")
    second = add(dock, qtbot)
    assert first.id() != second.id()
    assert second.featureCount() == 4
    assert desk.canvas.extent().width() < 500_000


def test_change_updates_the_layer_in_place_and_keeps_what_was_restyled(dock, qtbot, saved):
    choose(dock, "cinemas_100k", level=Level.DEPARTEMENT)
    layer = add(dock, qtbot)
    identifier = layer.id()
    restyle(layer)
    choose(dock, "dep_ministere_hab", method=Method.OFFICIAL)
    wait_idle(dock, qtbot)
    assert dock.binding.layer_id() == identifier
    assert list(QgsProject.instance().mapLayers()) == [identifier]
    request = layers.request_of(layer)
    assert (request.indicator, request.method) == (f"{PACKAGE}/dep_ministere_hab", Method.OFFICIAL)
    assert_restyled(layer)


def restyle(layer):
    renderer = layer.renderer().clone()
    ranges = renderer.ranges()
    for row, one in enumerate(ranges):
        symbol = one.symbol().clone()
        symbol.symbolLayer(0).setStrokeColor(QColor("#ff0000"))
        renderer.updateRangeSymbol(row, symbol)
    layer.setRenderer(renderer)
    layer.setOpacity(0.5)
    settings = QgsPalLayerSettings()
    settings.fieldName = "nom"
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def assert_restyled(layer):
    ranges = layer.renderer().ranges()
    assert {one.symbol().symbolLayer(0).strokeColor().name() for one in ranges} == {"#ff0000"}
    assert layer.opacity() == 0.5
    assert layer.labelsEnabled()
    assert layer.labeling().settings().fieldName == "nom"


def test_nothing_is_updated_when_the_box_is_not_checked(dock, qtbot, saved):
    choose(dock, "cinemas_100k", level=Level.REGION)
    layer = add(dock, qtbot)
    dock.view.follow.setChecked(False)
    choose(dock, "densite")
    assert not dock._timer.isActive()
    wait_idle(dock, qtbot)
    assert layers.request_of(layer).indicator == f"{PACKAGE}/cinemas_100k"


def test_a_newer_change_supersedes_the_one_that_runs(dock, qtbot, saved):
    choose(dock, "cinemas_100k", level=Level.DEPARTEMENT)
    layer = add(dock, qtbot)
    choose(dock, "densite", level=Level.COMMUNE)  # builds a large file
    qtbot.waitUntil(dock.jobs.is_busy, timeout=WAIT)
    choose(dock, "dep_ministere_hab", level=Level.REGION)
    wait_idle(dock, qtbot)
    request = layers.request_of(layer)
    assert (request.indicator, request.level) == (f"{PACKAGE}/dep_ministere_hab", Level.REGION)
    assert layer.featureCount() == 18


def test_active_layer_is_shown_in_the_dock(dock, desk, qtbot, saved):
    choose(dock, "cinemas_100k", level=Level.REGION)
    first = add(dock, qtbot)
    dock.view.follow.setChecked(False)
    choose(dock, "densite", level=Level.DEPARTEMENT)
    add(dock, qtbot)
    desk.setActiveLayer(first)
    assert dock.binding.layer_id() == first.id()
    assert dock.view.tree.selected() == f"{PACKAGE}/cinemas_100k"
    assert dock.view.form.request() == layers.request_of(first)
    QgsProject.instance().removeMapLayer(first.id())
    assert dock.binding.layer() is not first


def test_error_is_told_when_the_data_cannot_be_written(dock, qtbot, saved):
    (saved.parent / gis_project.FOLDER_NAME).write_text("a file where the folder should be")
    choose(dock, "cinemas_100k", level=Level.REGION)
    qtbot.mouseClick(dock.view.add, Qt.MouseButton.LeftButton)
    wait_idle(dock, qtbot)
    assert gis_project.FOLDER_NAME in dock.view.status.text()
    assert not QgsProject.instance().mapLayers()
    assert not dock.view.status.more.isHidden()
    assert not dock.view.status.symbol.isHidden()


def test_project_gives_layer_and_dock_back(dock, qtbot, project, saved):
    choose(dock, "densite", level=Level.DEPARTEMENT, method=Method.OFFICIAL, within="REG-53")
    identifier = add(dock, qtbot).id()
    dock.view.tree.expand_themes(["contexte", "emploi"])
    kept = dock.state()
    assert project.write()
    project.clear()
    assert dock.view.form.request() is None
    assert dock.binding.layer() is None
    assert project.read(str(saved))
    assert dock.state() == kept
    assert dock.binding.layer_id() == identifier
    assert project.mapLayer(identifier).isValid()
    assert not project.isDirty()


def test_moved_project_still_works(dock, qtbot, project, saved, tmp_path):
    choose(dock, "cinemas_100k", level=Level.REGION)
    identifier = add(dock, qtbot).id()
    assert project.write()
    project.clear()
    moved = tmp_path / "elsewhere"
    shutil.move(str(saved.parent), str(moved))
    assert project.read(str(moved / saved.name))
    layer = project.mapLayer(identifier)
    assert layer.isValid()
    choose(dock, "densite")
    wait_idle(dock, qtbot)
    assert layers.request_of(layer).indicator == f"{PACKAGE}/densite"
    assert layer.source().startswith(str(moved))


def test_lost_data_is_rebuilt_with_the_style_that_the_layer_had(dock, qtbot, project, saved):
    choose(dock, "cinemas_100k", level=Level.DEPARTEMENT)
    layer = add(dock, qtbot)
    restyle(layer)
    identifier = layer.id()
    assert project.write()
    project.clear()
    shutil.rmtree(saved.parent / gis_project.FOLDER_NAME)
    assert project.read(str(saved))
    assert not project.mapLayer(identifier).isValid()
    assert not dock.view.offer.isHidden()
    qtbot.mouseClick(dock.view.offer.button, Qt.MouseButton.LeftButton)
    wait_idle(dock, qtbot)
    layer = project.mapLayer(identifier)
    assert layer.isValid()
    assert_restyled(layer)


def test_first_save_offers_to_move_the_data_beside_the_project(dock, qtbot, project, tmp_path):
    choose(dock, "cinemas_100k", level=Level.REGION)
    layer = add(dock, qtbot)
    folder = tmp_path / "saved"
    folder.mkdir()
    assert not layer.source().startswith(str(folder))
    assert project.write(str(folder / "map.qgz"))
    assert not dock.view.offer.isHidden()
    qtbot.mouseClick(dock.view.offer.button, Qt.MouseButton.LeftButton)
    assert layer.source().startswith(str(folder))
    assert layer.isValid()
    assert dock.view.offer.isHidden()


def test_new_project_is_back_to_the_defaults(dock, qtbot, project, saved):
    choose(dock, "cinemas_100k", level=Level.REGION)
    add(dock, qtbot)
    project.clear()
    view = dock.view
    assert (view.tree.selected(), view.form.request(), view.status.text()) == ("", None, "")
    assert not view.add.isEnabled()
    assert view.follow.isHidden()


def test_dock_fits_in_280_pixels(dock):
    assert dock.minimumSizeHint().width() <= 280
    for key in ("cinemas", "densite"):
        choose(dock, key)
        assert dock.view.minimumSizeHint().width() <= 280
        assert dock.view.form.minimumSizeHint().width() <= 250


def test_close_down_leaves_no_task_and_no_connection(desk, qtbot, project, saved):
    signals = (project.readProject, project.cleared, project.writeProject, project.projectSaved)
    before = [project.receivers(signal) for signal in signals]
    before_tree = desk.view.receivers(desk.view.currentLayerChanged)
    dock = AtlasDock(desk)
    qtbot.waitUntil(dock.is_ready, timeout=WAIT)
    assert [project.receivers(signal) for signal in signals] != before
    choose(dock, "densite", level=Level.COMMUNE)
    dock.add()
    dock.close_down()
    assert [project.receivers(signal) for signal in signals] == before
    assert desk.view.receivers(desk.view.currentLayerChanged) == before_tree
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().activeTasks(), timeout=WAIT)
    assert not project.mapLayers()


def test_in_a_low_dock_the_choices_are_seen_below_the_description(dock, desk, qtbot):
    choose(dock, "bibliotheques_10k", level=Level.EPCI)
    view = dock.view
    view.reading.show_text("A note on several lines, as those of the maps are. " * 4)
    desk.window.resize(900, 950)
    qtbot.waitUntil(lambda: view.card.height() >= 150)
    desk.window.resize(900, 620)
    qtbot.waitUntil(lambda: view.card.height() < 100)
    assert not view.form.level.visibleRegion().isEmpty()
