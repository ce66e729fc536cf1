# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock's crossings, pages and overseas companion, used as a person uses them."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject, QgsRectangle

from atlas_culture_plugin.core.errors import StorageError
from atlas_culture_plugin.core.model import Level, Mode
from atlas_culture_plugin.gis import displaced, layers, offsets
from atlas_culture_plugin.gui import page_work
from tests.qgis.desk import PACKAGE, WAIT, Desk, close_dock, open_dock


@pytest.fixture
def desk(project, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(tmp_path / "library"))
    return Desk().show(qtbot, 900, 900)


@pytest.fixture
def dock(desk, qtbot):
    dock = open_dock(desk, qtbot)
    yield dock
    close_dock(dock, qtbot)


def pick(box, data):
    """Choose an entry of a drop-down list as a click does."""
    index = box.findData(data)
    assert index >= 0, [box.itemText(i) for i in range(box.count())]
    box.setCurrentIndex(index)
    box.activated.emit(index)


def choose(dock, indicator, level):
    dock.view.select(f"{PACKAGE}/{indicator}")
    pick(dock.view.form.level, level)


def add(dock, qtbot):
    with qtbot.waitSignal(dock.work.added, timeout=WAIT):
        dock.view.add.click()
    return dock.binding.layer()


def update(dock, qtbot, act):
    with qtbot.waitSignal(dock.work.shown, timeout=WAIT):
        act()


def test_modes_offered_are_those_that_the_indicator_allows(dock):
    choose(dock, "musees_entrees", Level.DEPARTEMENT)
    box = dock.view.form.crossing.mode_box
    assert [box.itemData(i) for i in range(box.count())] == [Mode.SINGLE, Mode.CIRCLES, Mode.EVOLUTION]
    choose(dock, "bibliotheques_10k", Level.EPCI)
    assert [box.itemData(i) for i in range(box.count())] == [Mode.SINGLE, Mode.CIRCLES, Mode.BIVARIATE]


def test_two_ratios_are_crossed_in_three_clicks(dock, qtbot):
    choose(dock, "part_prof_cult", Level.DEPARTEMENT)
    crossing = dock.view.form.crossing
    pick(crossing.mode_box, Mode.BIVARIATE)
    assert dock.view.form.request() is None, "a second indicator is still to be chosen"
    pick(crossing.second, f"{PACKAGE}/dep_ministere_hab")
    layer = add(dock, qtbot)
    request = layers.request_of(layer)
    assert request.mode is Mode.BIVARIATE
    assert request.second == f"{PACKAGE}/dep_ministere_hab"
    assert len(layer.renderer().categories()) >= 9


def test_circles_over_areas_then_another_stock_in_place(dock, qtbot):
    choose(dock, "bibliotheques_10k", Level.DEPARTEMENT)
    crossing = dock.view.form.crossing
    pick(crossing.mode_box, Mode.CIRCLES)
    pick(crossing.second, f"{PACKAGE}/bibliotheques")
    layer = add(dock, qtbot)
    update(dock, qtbot, lambda: pick(crossing.second, f"{PACKAGE}/population"))
    assert dock.binding.layer() is layer
    assert layers.request_of(layer).second == f"{PACKAGE}/population"
    update(dock, qtbot, lambda: pick(crossing.mode_box, Mode.SINGLE))
    assert layers.request_of(layer).mode is Mode.SINGLE


def test_an_evolution_offers_the_earlier_years_and_diverging_palettes(dock, qtbot):
    choose(dock, "musees_entrees", Level.DEPARTEMENT)
    crossing = dock.view.form.crossing
    pick(crossing.mode_box, Mode.EVOLUTION)
    assert [crossing.since.itemData(i) for i in range(crossing.since.count())] == [2019]
    names = {dock.view.form.palette_box.itemData(i) for i in range(dock.view.form.palette_box.count())}
    assert "PuOr" in names
    assert "Blues" not in names
    layer = add(dock, qtbot)
    assert layers.request_of(layer).since == 2019


def test_a_typed_word_finds_the_second_indicator(dock):
    choose(dock, "bibliotheques_10k", Level.EPCI)
    crossing = dock.view.form.crossing
    pick(crossing.mode_box, Mode.BIVARIATE)
    label = crossing.second.itemText(2)
    crossing.second.lineEdit().setText(label)
    crossing.second.lineEdit().editingFinished.emit()
    assert crossing.second.currentText() == label
    crossing.second.lineEdit().setText("nothing of the kind")
    crossing.second.lineEdit().editingFinished.emit()
    assert crossing.second.currentText() == label


def test_a_threshold_hides_small_denominators(dock, qtbot):
    choose(dock, "bibliotheques_10k", Level.COMMUNE)
    form = dock.view.form
    assert form.threshold.isEnabled()
    form.threshold.setValue(50)
    layer = add(dock, qtbot)
    assert layers.request_of(layer).threshold == 50
    hidden = list(layer.getFeatures("\"statut\" = 'sous_seuil'"))
    assert len(hidden) == 895
    dock.view.select(f"{PACKAGE}/niveau_vie_median")
    assert not form.threshold.isEnabled()


def test_overseas_come_beside_metropole_follow_and_go(dock, qtbot, project):
    choose(dock, "part_prof_cult", Level.DEPARTEMENT)
    dock.view.beside.setChecked(True)
    layer = add(dock, qtbot)
    companion = displaced.find_companion(project, layer)
    assert companion is not None
    assert companion.featureCount() == 5
    update(dock, qtbot, lambda: dock.view.select(f"{PACKAGE}/part_sect_cult"))
    assert layers.request_of(companion).indicator == f"{PACKAGE}/part_sect_cult"
    # The companion made active is its map made active.
    dock.binding.bind("")
    dock.binding._on_current(companion)
    assert dock.binding.layer() is layer
    update(dock, qtbot, dock.view.beside.click)
    assert displaced.find_companion(project, layer) is None
    assert displaced.find_frames(project) is None


def test_a_layout_is_made_renewed_and_keeps_edits(dock, desk, qtbot, project):
    choose(dock, "part_prof_cult", Level.DEPARTEMENT)
    layer = add(dock, qtbot)
    with qtbot.waitSignal(dock.pages.laidOut, timeout=WAIT):
        dock.view.page.create.click()
    (layout,) = desk.opened
    assert project.layoutManager().printLayouts() == [layout]
    assert project.mapLayers().get(layer.id()) is layer
    title = layout.itemById("titre")
    title.setText("Mon titre")
    update(dock, qtbot, lambda: dock.view.select(f"{PACKAGE}/part_sect_cult"))
    assert dock.view.page.refresh.isEnabled()
    with qtbot.waitSignal(dock.pages.laidOut, timeout=WAIT):
        dock.view.page.refresh.click()
    assert layout.itemById("titre").text() == "Mon titre"
    assert "sector" in layout.itemById("lecture").text()


def test_a_page_is_exported_without_touching_the_project(dock, qtbot, project, tmp_path):
    choose(dock, "dep_regions_hab", Level.REGION)
    target = tmp_path / "carte.pdf"
    with qtbot.waitSignal(dock.pages.told, timeout=WAIT):
        dock.printing.export_to(target)
    assert target.read_bytes().startswith(b"%PDF")
    assert not project.mapLayers()
    assert not project.layoutManager().printLayouts()


@pytest.mark.parametrize("fails", [False, True])
def test_the_project_of_an_exported_page_is_emptied(dock, qtbot, tmp_path, monkeypatch, fails):
    kept, real = [], page_work.export

    def watched(layout, target):
        kept.append(layout.project())
        assert kept[0].mapLayers()
        if fails:
            raise StorageError("The disk is full.")
        return real(layout, target)

    monkeypatch.setattr(page_work, "export", watched)
    choose(dock, "dep_regions_hab", Level.REGION)
    with qtbot.waitSignal(dock.jobs.failed if fails else dock.pages.told, timeout=WAIT):
        dock.printing.export_to(tmp_path / "carte.pdf")
    (scratch,) = kept
    assert scratch.mapLayers() == {}
    assert scratch.layoutManager().printLayouts() == []


def test_a_file_that_cannot_be_written_is_said(dock, tmp_path):
    choose(dock, "dep_regions_hab", Level.REGION)
    dock.printing.export_to(tmp_path / "absent" / "carte.pdf")
    assert "absent" in dock.view.status.text()


def test_circles_that_hide_each_other_are_moved_apart_and_back(dock, desk, qtbot):
    choose(dock, "bibliotheques", Level.DEPARTEMENT)
    layer = add(dock, qtbot)
    qtbot.waitUntil(lambda: not dock.view.classes.apart.isHidden(), timeout=WAIT)
    apart, back = dock.view.classes.apart.menu().actions()
    # The main window of QGIS does this when the project gets its CRS.
    qtbot.waitUntil(lambda: QgsProject.instance().crs().authid() == "EPSG:2154", timeout=WAIT)
    desk.canvas.setDestinationCrs(QgsProject.instance().crs())
    desk.canvas.setExtent(QgsRectangle(90_000, 6_040_000, 1_250_000, 7_120_000))
    apart.trigger()
    moved = offsets.moves(layer)
    assert {"75", "92", "93", "94"} & set(moved)
    assert "2A" not in moved
    back.trigger()
    assert offsets.moves(layer) == {}


def test_too_many_circles_are_left_where_they_are(dock, qtbot):
    choose(dock, "bibliotheques", Level.COMMUNE)
    layer = add(dock, qtbot)
    qtbot.waitUntil(lambda: not dock.view.classes.apart.isHidden(), timeout=WAIT)
    dock.view.classes.apart.menu().actions()[0].trigger()
    assert offsets.moves(layer) == {}
    assert "34,875" in dock.view.status.text()


def test_the_series_is_kept_as_an_atlas_of_the_project(dock, desk, qtbot, project):
    choose(dock, "bibliotheques_10k", Level.COMMUNE)
    dock.view.form.territory._accept("REG-53")
    by_departement = dock.view.page.atlas.menu().actions()[1]
    with qtbot.waitSignal(dock.pages.laidOut, timeout=WAIT):
        by_departement.trigger()
    (layout,) = desk.opened
    assert layout.atlas().enabled() and layout.atlas().updateFeatures() == 4
    assert project.isDirty()
    assert layout.name() in dock.view.status.text()
