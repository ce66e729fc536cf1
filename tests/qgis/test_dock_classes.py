# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock's classes, reading note, places and variants, used as a person uses them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from qgis import processing
from qgis.core import QgsLayerTreeModel, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton

from atlas_culture_plugin.core.i18n import tr
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Method, Mode, Variant
from atlas_culture_plugin.core.writer import write_package
from atlas_culture_plugin.gis import compose, layers, places
from atlas_culture_plugin.gui.dock_view import MINIMUM_WIDTH
from atlas_culture_plugin.gui.page_work import series_parameters
from tests import printed
from tests.qgis.desk import PACKAGE, WAIT, Desk, close_dock, open_dock
from tests.qgis.test_classes_panel import drag
from tests.qgis.test_dock_crossing import pick
from tests.unit.samples import LIBRARIES, sample


@pytest.fixture
def library(tmp_path, monkeypatch):
    """The folder of the user's packages."""
    folder = tmp_path / "library"
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(folder))
    return folder


@pytest.fixture
def desk(project, library, qtbot):
    return Desk().show(qtbot, 900, 1400)


@pytest.fixture
def dock(desk, qtbot):
    dock = open_dock(desk, qtbot)
    yield dock
    close_dock(dock, qtbot)


def settle(dock, qtbot):
    every = (dock.jobs, dock.classing.jobs, dock.placing.jobs)
    qtbot.waitUntil(
        lambda: not dock._timer.isActive() and not any(jobs.is_busy() for jobs in every), timeout=WAIT
    )


def add(dock, qtbot, indicator, level, within=""):
    dock.view.select(f"{PACKAGE}/{indicator}")
    pick(dock.view.form.level, level)
    if within:
        dock.view.form.territory._accept(within)
    with qtbot.waitSignal(dock.work.added, timeout=WAIT):
        dock.view.add.click()
    settle(dock, qtbot)
    return dock.binding.layer()


def update(dock, qtbot, act):
    with qtbot.waitSignal(dock.work.shown, timeout=WAIT):
        act()


def limits(layer):
    """Bounds between the classes, as the layer is drawn."""
    return [one.lowerValue() for one in layer.renderer().ranges() if one.label()][1:]


def inner(layer, dock):
    return list(dock.view.classes.panel.view.inner())


def legend(layer):
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def act_on(button, text):
    """Choose in the menu of a button as a click does; the names offered are returned."""
    button.menu().aboutToShow.emit()
    actions = [one for one in button.menu().actions() if not one.isSeparator()]
    next(one for one in actions if one.text().startswith(text)).trigger()
    return [one.text() for one in actions]


def test_groups_are_folded_until_they_are_needed(dock):
    view = dock.view
    groups = (view.crossing, view.discretisation, view.points, view.printing)
    assert [group.isCollapsed() for group in groups] == [True] * 4
    assert not view.about.isCollapsed()


def test_a_bound_dragged_with_the_mouse_reclassifies_the_layer(dock, qtbot):
    layer = add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT)
    before, labels = layers.request_of(layer), legend(layer)
    assert before.method is not Method.MANUAL
    view = dock.view.classes.panel.view
    dock.view.discretisation.setCollapsed(False)
    qtbot.waitUntil(lambda: view.width() > 100)
    first = view.inner()
    update(dock, qtbot, lambda: drag(view, first[1], first[1] + 0.6))
    moved = view.inner()
    assert moved[1] > first[1]
    assert (moved[0], *moved[2:]) == (first[0], *first[2:])
    request = layers.request_of(layer)
    assert request.method is Method.MANUAL
    assert request.manual_bounds[: len(moved)] == pytest.approx(moved)
    assert dock.view.form.method.currentData() is Method.MANUAL
    assert dock.binding.layer() is layer
    assert legend(layer) != labels
    counts = [int(re.search(r"\((\d+)\)", text).group(1)) for text in reversed(legend(layer))]
    table = dock.view.classes.panel.table
    assert [int(table.item(row, 3).text()) for row in range(table.rowCount())] == counts
    assert sum(counts) == 101


def test_bounds_are_rounded_on_request_and_back(dock, qtbot):
    layer = add(dock, qtbot, "dep_departements_hab", Level.DEPARTEMENT)
    pick(dock.view.form.method, Method.QUANTILE)
    qtbot.waitSignal(dock.work.shown, timeout=WAIT)
    settle(dock, qtbot)
    exact = inner(layer, dock)
    update(dock, qtbot, dock.view.classes.panel.round.click)
    assert layers.request_of(layer).rounded
    assert inner(layer, dock) != exact
    update(dock, qtbot, dock.view.classes.panel.round.click)
    assert not layers.request_of(layer).rounded
    assert inner(layer, dock) == exact


def test_another_indicator_takes_neither_bounds_nor_rounding(dock, qtbot):
    layer = add(dock, qtbot, "part_prof_cult", Level.DEPARTEMENT)
    update(dock, qtbot, dock.view.classes.panel.round.click)
    update(dock, qtbot, lambda: dock.view.form.set_bounds((1.0, 2.0)))
    update(dock, qtbot, lambda: dock.view.select(f"{PACKAGE}/part_sect_cult"))
    request = layers.request_of(layer)
    assert (request.rounded, request.manual_bounds) == (False, ())
    assert request.method is not Method.MANUAL


def test_two_maps_of_one_unit_share_their_bounds(dock, desk, qtbot):
    first = add(dock, qtbot, "part_prof_cult", Level.DEPARTEMENT)
    bounds = inner(first, dock)
    stocks = add(dock, qtbot, "festivals", Level.DEPARTEMENT)
    second = add(dock, qtbot, "part_sect_cult", Level.DEPARTEMENT)
    assert inner(second, dock) != bounds
    offered = []
    update(dock, qtbot, lambda: offered.extend(act_on(dock.view.classes.bounds, first.name())))
    assert offered == [first.name()], "only maps in the same unit, and not itself"
    settle(dock, qtbot)
    assert inner(second, dock) == bounds
    assert layers.request_of(first).method is not Method.MANUAL
    assert stocks.renderer() is not None


def test_two_maps_of_one_stock_share_the_scale_of_their_circles(dock, qtbot):
    whole = add(dock, qtbot, "festivals", Level.DEPARTEMENT)
    part = add(dock, qtbot, "festivals", Level.DEPARTEMENT, "REG-53")
    assert layers.request_of(part).circle_maximum == 0
    assert dock.view.classes.bounds.isHidden()
    update(dock, qtbot, lambda: act_on(dock.view.classes.scale, whole.name()))
    largest = max(feature["festivals_2019"] for feature in whole.getFeatures())
    assert layers.request_of(part).circle_maximum == largest
    update(dock, qtbot, lambda: act_on(dock.view.classes.scale, "The scale of this map alone"))
    assert layers.request_of(part).circle_maximum == 0


@pytest.mark.parametrize(
    ("indicator", "mode", "said"),
    [
        ("festivals", Mode.SINGLE, "Circles have no classes"),
        ("grille_densite", Mode.SINGLE, "A typology has categories"),
        ("musees_entrees", Mode.EVOLUTION, "symmetrical"),
    ],
)
def test_bounds_that_cannot_be_moved_say_why(dock, qtbot, indicator, mode, said):
    dock.view.select(f"{PACKAGE}/{indicator}")
    pick(dock.view.form.crossing.mode_box, mode)
    with qtbot.waitSignal(dock.work.added, timeout=WAIT):
        dock.view.add.click()
    box = dock.view.classes
    shown = box.panel.empty if not box.panel.empty.isHidden() else box.reason
    assert not shown.isHidden()
    assert said in shown.text()
    assert box.bounds.isHidden()


def test_bivariate_classes_are_shown_in_colours_of_the_map(dock, qtbot):
    dock.view.select(f"{PACKAGE}/part_prof_cult")
    pick(dock.view.form.level, Level.DEPARTEMENT)
    pick(dock.view.form.crossing.mode_box, Mode.BIVARIATE)
    pick(dock.view.form.crossing.second, f"{PACKAGE}/dep_ministere_hab")
    with qtbot.waitSignal(dock.work.added, timeout=WAIT):
        dock.view.add.click()
    renderer = dock.binding.layer().renderer()
    drawn = {category.symbol().color().name() for category in renderer.categories()}
    table = dock.view.classes.panel.table
    shown = {table.item(row, 0).background().color().name() for row in range(table.rowCount())}
    assert len(shown) == 3
    assert shown <= drawn
    assert "Two crossed ratios" in dock.view.classes.reason.text()


def test_the_reading_note_is_shown_copied_and_follows(dock, qtbot):
    assert dock.view.reading.isHidden()
    add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT)
    note = dock.view.reading.text()
    assert note.startswith("Reading note")
    dock.view.reading.copy.click()
    assert QApplication.clipboard().text() == note
    update(dock, qtbot, lambda: dock.view.select(f"{PACKAGE}/part_prof_cult"))
    assert "cultural occupation" in dock.view.reading.text()


def test_a_reopened_project_shows_classes_and_reading_note_again(dock, qtbot, project, tmp_path):
    project.setFileName(str(tmp_path / "carte.qgz"))
    layer = add(dock, qtbot, "part_prof_cult", Level.DEPARTEMENT)
    update(dock, qtbot, lambda: dock.view.form.set_bounds((1.0, 1.5, 2.0)))
    note = dock.view.reading.text()
    assert project.write()
    project.clear()
    assert dock.view.reading.isHidden()
    assert dock.view.classes.panel.bounds() == ()
    assert project.read(str(tmp_path / "carte.qgz"))
    settle(dock, qtbot)
    layer = dock.binding.layer()
    assert dock.view.reading.text() == note
    assert inner(layer, dock) == [1.0, 1.5, 2.0]


def test_classes_are_not_shown_for_another_indicator_that_the_layer_does_not_follow(dock, qtbot):
    add(dock, qtbot, "part_prof_cult", Level.DEPARTEMENT)
    dock.view.follow.setChecked(False)
    dock.view.select(f"{PACKAGE}/bibliotheques_10k")
    assert dock.view.classes.panel.bounds() == ()
    dock.view.select(f"{PACKAGE}/part_prof_cult")
    settle(dock, qtbot)
    assert dock.view.classes.panel.bounds() != ()


def check(dock, *types):
    for key, box in dock.view.places.panel.boxes.items():
        if box.isChecked() != (key in types):
            box.click()


def test_places_are_added_then_changed_in_place_and_stay_on_top(dock, qtbot, project):
    add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT, "REG-53")
    check(dock, "cinema", "musee")
    with qtbot.waitSignal(dock.placing.shown, timeout=WAIT):
        dock.view.places.panel.button.click()
    (points,) = places.find_places(project)
    assert places.request_of(points) == places.PlacesRequest(("cinema", "musee"), "REG-53")
    assert 50 < points.featureCount() < 400
    assert dock.view.places.panel.button.text() == tr("Update the places")
    check(dock, "festival")
    with qtbot.waitSignal(dock.placing.shown, timeout=WAIT):
        dock.view.places.panel.button.click()
    assert places.find_places(project) == [points]
    assert {feature["type"] for feature in points.getFeatures()} == {"festival"}
    assert "festivals" in points.name()
    other = add(dock, qtbot, "part_prof_cult", Level.DEPARTEMENT)
    order = project.layerTreeRoot().layerOrder()
    assert order.index(points) < order.index(other)
    project.removeMapLayer(points.id())
    assert dock.view.places.panel.checked() == []


def test_a_name_and_symbols_given_by_hand_stay(dock, qtbot, project):
    check(dock, "cinema")
    with qtbot.waitSignal(dock.placing.shown, timeout=WAIT):
        dock.view.places.panel.button.click()
    (points,) = places.find_places(project)
    points.setName("Mes cinémas")
    points.setOpacity(0.5)
    check(dock, "cinema", "festival")
    with qtbot.waitSignal(dock.placing.shown, timeout=WAIT):
        dock.view.places.panel.button.click()
    assert (points.name(), points.opacity()) == ("Mes cinémas", 0.5)


def test_places_seen_over_the_map_are_printed_with_their_legend_and_sources(dock, desk, qtbot, project):
    layer = add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT, "REG-53")
    check(dock, "cinema")
    with qtbot.waitSignal(dock.placing.shown, timeout=WAIT):
        dock.view.places.panel.button.click()
    (points,) = places.find_places(project)
    with qtbot.waitSignal(dock.pages.laidOut, timeout=WAIT):
        dock.view.page.create.click()
    (layout,) = desk.opened
    shown = layout.itemById("carte").layersToRender()
    assert shown.index(points) < shown.index(layer)
    in_legend = [node.layer() for node in layout.itemById("legende").model().rootGroup().findLayers()]
    assert in_legend == [layer, points]
    assert "CNC" in layout.itemById("source").text()
    assert compose.layouts_of(project, layer.id()) == [layout]
    # Hidden in the layer tree, they leave the page when it is renewed.
    project.layerTreeRoot().findLayer(points.id()).setItemVisibilityChecked(False)
    with qtbot.waitSignal(dock.pages.laidOut, timeout=WAIT):
        dock.view.page.refresh.click()
    assert points not in layout.itemById("carte").layersToRender()


@printed.needs_poppler
def test_the_series_is_that_of_the_map_and_of_its_places(dock, qtbot, provider, tmp_path):
    add(dock, qtbot, "cinemas_100k", Level.EPCI, "REG-53")
    update(dock, qtbot, lambda: dock.view.form.set_bounds((2.0, 5.0)))
    check(dock, "festival")
    with qtbot.waitSignal(dock.placing.shown, timeout=WAIT):
        dock.view.places.panel.button.click()
    given = series_parameters(dock.view.form.request(), dock.printing.options())
    assert given["COVERAGE"] == "departement"
    done = processing.run("atlasculture:exportseries", {**given, "OUTPUT": str(tmp_path / "serie.pdf")})
    assert (done["PAGES"], done["FAILED"]) == (4, [])
    text = printed.text(tmp_path / "serie.pdf")
    assert text.count("2 to less than 5 (") == 4
    counts = [int(found) for found in re.findall(r"Festivals \((\d+)\)", text)]
    assert len(counts) == 4
    assert sum(counts) == 590, "each page has the places of its territory"


@printed.needs_poppler
def test_a_page_of_a_series_without_any_place_is_made_all_the_same(provider, tmp_path):
    given = {
        "INDICATOR": "dep_regions_hab", "LEVEL": "region", "COVERAGE": "region", "PLACES": "cinema",
        "WITHIN": "REG-04", "OUTPUT": str(tmp_path / "serie.pdf"),
    }  # fmt: skip
    done = processing.run("atlasculture:exportseries", given)
    assert (done["PAGES"], done["FAILED"]) == (1, [])
    assert "Places of culture" not in printed.text(tmp_path / "serie.pdf")


def test_a_long_legend_stays_unfolded_and_a_folded_one_folded(dock, desk, qtbot, project):
    # As in QGIS, which folds the legends of ten rows or more.
    desk.view.layerTreeModel().setAutoCollapseLegendNodes(10)
    layer = add(dock, qtbot, "part_prof_cult", Level.DEPARTEMENT)
    node = project.layerTreeRoot().findLayer(layer.id())
    node.setExpanded(True)
    pick(dock.view.form.crossing.mode_box, Mode.BIVARIATE)
    update(dock, qtbot, lambda: pick(dock.view.form.crossing.second, f"{PACKAGE}/dep_ministere_hab"))
    qtbot.wait(20)
    assert node.isExpanded()
    node.setExpanded(False)
    update(dock, qtbot, lambda: pick(dock.view.form.crossing.mode_box, Mode.SINGLE))
    assert not node.isExpanded()


def test_both_parts_of_a_legend_are_unfolded(dock, desk, qtbot, project):
    # As in QGIS, which shows the parts of a legend as branches.
    desk.view.layerTreeModel().setFlag(QgsLayerTreeModel.Flag.ShowLegendAsTree)
    layer = add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT)
    pick(dock.view.form.crossing.mode_box, Mode.CIRCLES)
    update(dock, qtbot, lambda: pick(dock.view.form.crossing.second, f"{PACKAGE}/bibliotheques"))
    tree = desk.view
    index = tree.node2index(project.layerTreeRoot().findLayer(layer.id()))
    parts = [tree.model().index(row, 0, index) for row in range(tree.model().rowCount(index))]
    parts = [part for part in parts if tree.model().rowCount(part)]
    assert len(parts) == 2
    qtbot.waitUntil(lambda: all(tree.isExpanded(part) for part in parts))


def test_a_form_shows_what_can_be_chosen_only(dock):
    form = dock.view.form
    dock.view.select(f"{PACKAGE}/bibliotheques_10k")
    assert not any(field.isHidden() for field in (form.method, form.classes, form.threshold))
    dock.view.select(f"{PACKAGE}/musees_entrees")
    assert all(field.isHidden() for field in (form.method, form.classes, form.threshold))
    assert not form.stock.isHidden()
    pick(form.crossing.mode_box, Mode.EVOLUTION)
    assert (form.method.isHidden(), form.classes.isHidden()) == (True, False)
    assert form.stock.isHidden(), "an evolution is not drawn as circles"


def test_the_users_own_points_take_the_symbols_of_places(dock, desk, qtbot, project, tmp_path):
    assert act_on(dock.view.places.own, "Make a layer") == ["Make a layer of points active first"]
    file = tmp_path / "points.csv"
    file.write_text("x;y;genre\n2;48;bar\n3;47;bar\n4;46;salle\n", encoding="utf-8")
    source = f"{file.as_uri()}?delimiter=;&xField=x&yField=y&crs=EPSG:4326"
    points = QgsVectorLayer(source, "Mes points", "delimitedtext")
    project.addMapLayer(points)
    desk.setActiveLayer(points)
    assert act_on(dock.view.places.own, "genre") == ["x", "y", "genre"]
    assert legend(points)[:2] == ["bar (2)", "salle (1)"]


def test_a_variant_takes_the_place_and_gives_it_back(desk, qtbot, library, tmp_path):
    known = {"levels": (Level.REGION,), "years": (2022,), "years_by_level": {Level.REGION: (2022,)}}
    without = Variant("hors_mh", "Hors monuments historiques", "Without historic monuments")
    spending = replace(LIBRARIES, id="depenses", label_en="Spending", unit="k€", variants=(without,), **known)
    other = replace(spending, id="hors_mh", label_en="Spending without", variants=(), offered=False)
    package = replace(
        sample(tmp_path), indicators=(spending, other), levels=(Level.REGION,),
        tables={Level.REGION: "region.csv"}, folder=tmp_path / "petit",
    )  # fmt: skip
    rows = {Level.REGION: [["53", "10", "8"], ["11", "20", "s"], ["24", "5", "4"]]}
    Library(library).install(write_package(package, rows).folder)
    dock = open_dock(desk, qtbot)
    try:
        view, base, there = dock.view, f"{package.id}/depenses", f"{package.id}/hors_mh"
        assert view.form.switches.isHidden()
        view.select(base)
        (box,) = view.form.switches.boxes
        assert (box.toolTip(), box.isChecked()) == ("Without historic monuments", False)
        view.form.territory._accept("METRO")
        view.add.click()
        with qtbot.waitSignal(dock.work.added, timeout=WAIT):
            pass
        layer = dock.binding.layer()
        update(dock, qtbot, box.click)
        assert layers.request_of(layer).indicator == there
        assert layers.request_of(layer).within == "METRO"
        assert view.tree.selected() == base, "the tree has the one that it varies"
        (box,) = view.form.switches.boxes
        assert box.isChecked()
        update(dock, qtbot, box.click)
        assert layers.request_of(layer).indicator == base
        view.select(f"{PACKAGE}/cinemas_100k")
        assert view.form.switches.isHidden()
    finally:
        close_dock(dock, qtbot)


def headed(dock):
    """The widgets that Tab stops at, in its order, from the search line on."""
    found, widget = [], dock.view.search
    while (widget := widget.nextInFocusChain()) is not dock.view.search:
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if stops and widget.focusProxy() is None and dock.view.isAncestorOf(widget):
            found.append(widget)
    return found


def test_the_tab_key_goes_down_the_dock(dock, qtbot):
    add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT)
    view = dock.view
    order = headed(dock)
    wanted = [
        view.tree, view.about, view.card, view.form.level, view.form.method, view.form.threshold,
        view.crossing, view.form.crossing.mode_box, view.discretisation, view.classes.panel.view,
        view.points, view.places.own, view.printing, view.page.template, view.page.series, view.beside,
        view.follow, view.add,
    ]  # fmt: skip
    ranks = [order.index(widget) for widget in wanted]
    assert ranks == sorted(ranks)
    for group in (view.about, view.crossing, view.discretisation, view.points, view.printing):
        fold = group.findChild(QToolButton, "collapseButton")
        assert order.index(fold) == order.index(group) + 1


def test_no_part_asks_for_more_width_than_a_narrow_dock_has(dock, qtbot):
    add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT)
    view = dock.view
    for group in (view.crossing, view.discretisation, view.points, view.printing):
        group.setCollapsed(False)
    parts = (view.reading, view.form, view.form.crossing, view.classes, view.places, view.page)
    assert max(part.minimumSizeHint().width() for part in parts) <= MINIMUM_WIDTH


def keys(widgets):
    """The letters that go to widgets with Alt, with the texts that have them."""
    texts = [getattr(widget, "_full", widget.text()) for widget in widgets]
    found = [(match.group(1).lower(), text) for text in texts if (match := re.search(r"&(\w)", text))]
    return [key for key, _text in found], found


def check_keys(view):
    """No letter is shared by what is always seen and a part of the dock that is unfolded."""
    buttons = view.findChildren(QLabel) + view.findChildren(QAbstractButton)
    parts = (view.form.crossing, view.classes, view.places, view.page)
    always = [one for one in buttons if not any(part.isAncestorOf(one) for part in parts)]
    for part in parts:
        seen = [*always, *(one for one in buttons if part.isAncestorOf(one))]
        letters, found = keys(seen)
        assert len(letters) == len(set(letters)), sorted(found)
    letters, found = keys(view.menu.menu().actions())
    assert len(letters) == len(set(letters)) > 0, sorted(found)


def test_keys_of_a_form_do_not_collide(dock, qtbot):
    add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT)
    letters, _found = keys(dock.view.findChildren(QAbstractButton))
    assert {"a", "r", "x"} <= set(letters)
    check_keys(dock.view)


def test_keys_of_a_form_do_not_collide_in_french(french, desk, qtbot):
    dock = open_dock(desk, qtbot)
    try:
        add(dock, qtbot, "bibliotheques_10k", Level.DEPARTEMENT)
        check_keys(dock.view)
    finally:
        close_dock(dock, qtbot)
