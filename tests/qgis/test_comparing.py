# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock "Compare", used as a person uses it, on the embedded data and a real map."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, QRect, Qt
from qgis.PyQt.QtGui import QColor, QContextMenuEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QMenu

from atlas_culture_plugin.core.comparison.cells import Measure, status_word
from atlas_culture_plugin.core.comparison.charting import ChartKind
from atlas_culture_plugin.core.comparison.colors import GOOD_COLORS
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.grid import Grid, Look, Names, Shape
from atlas_culture_plugin.core.comparison.model import ComparisonRequest
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Direction, Level, Status
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.gis import comparison_sets, layers
from atlas_culture_plugin.gis.comparison_sets import Kept
from atlas_culture_plugin.gui.comparing import ComparingDock
from atlas_culture_plugin.gui.territory_list import cross_of
from tests.qgis.desk import PACKAGE, WAIT, Desk, close_dock

RENNES, NANTES = "EPCI-243500139", "EPCI-244400404"
LAMBERT = "EPSG:2154"
#: Cathedral of Rennes and castle of Nantes, in longitude and latitude.
IN_RENNES, IN_NANTES = QgsPointXY(-1.6837, 48.1115), QgsPointXY(-1.5498, 47.2162)


@pytest.fixture
def desk(project, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(tmp_path / "library"))
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    desk = Desk().show(qtbot, 1200, 800)
    desk.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    desk.canvas.setExtent(QgsRectangle(-3, 46, 0, 49))
    return desk


@pytest.fixture
def dock(desk, qtbot):
    dock = ComparingDock(desk)
    desk.window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    dock.show()
    qtbot.waitUntil(dock.is_ready, timeout=WAIT)
    yield dock
    close_dock(dock, qtbot)


def wait_idle(dock, qtbot):
    qtbot.waitUntil(lambda: not dock.is_busy(), timeout=WAIT)


def compare_now(dock, qtbot, *territories, **others):
    dock.set_request(ComparisonRequest(territories, **others))
    wait_idle(dock, qtbot)
    if dock.comparison is None:
        pytest.fail(f"nothing was compared: {dock.view.status.text()}")
    return dock.comparison


def expected(dock, request):
    return compare(dock.holdings.library, dock.holdings.territories, request)


def texts(dock):
    """Everything the table shows: names of lines, then cells."""
    model = dock.view.table.model()
    vertical = Qt.Orientation.Vertical
    return [
        (
            model.headerData(row, vertical),
            [model.index(row, column).data() for column in range(model.columnCount())],
        )
        for row in range(model.rowCount())
    ]


def titles(dock):
    model = dock.view.table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        model.headerData(column, Qt.Orientation.Horizontal, role) for column in range(model.columnCount())
    ]


def type_in(dock, text):
    line = dock.view.picker.line
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, text)


def layer_of(features, *fields, crs="EPSG:4326", kind="Polygon"):
    """A layer of the user's: geometry and attributes of each feature."""
    definition = "&".join(f"field={field}" for field in fields)
    layer = QgsVectorLayer(f"{kind}?crs={crs}&{definition}", "own", "memory")
    for geometry, *cells in features:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(cells)
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    return layer


def square(point, half=0.01):
    return QgsGeometry.fromRect(
        QgsRectangle(point.x() - half, point.y() - half, point.x() + half, point.y() + half)
    )


# Choosing


def test_an_empty_dock_says_what_to_do(dock):
    assert not dock.view.has_table()
    assert "Choose the territories" in dock.view.help.text()
    assert not dock.view.copy.isEnabled()


def test_a_territory_asked_for_before_the_indicators_are_read_is_not_lost(desk, qtbot, project):
    kept = Kept(current=ComparisonRequest((NANTES,), indicators=("cinemas",)))
    comparison_sets.write(project, kept)
    dock = ComparingDock(desk)
    dock.add([RENNES])
    assert not dock.is_ready()
    qtbot.waitUntil(dock.is_ready, timeout=WAIT)
    wait_idle(dock, qtbot)
    assert dock.view.territories.references() == (NANTES, RENNES)
    dock.close_down()


def test_typing_a_name_and_choosing_it_in_the_list_adds_it(dock, qtbot):
    type_in(dock, "rennes metro")
    popup = dock.view.picker.line.completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    wait_idle(dock, qtbot)
    assert dock.view.territories.references() == (RENNES,)
    assert dock.view.picker.line.text() == ""
    assert dock.view.picker.is_understood()
    assert [one.reference for one in dock.comparison.territories] == [RENNES]


def test_a_list_is_added_at_once_whatever_the_levels(dock, qtbot):
    dock.view.picker.line.setText("REG-53, DEP-2A; COM-35238")
    dock.view.picker.line.editingFinished.emit()
    wait_idle(dock, qtbot)
    assert dock.view.territories.references() == ("REG-53", "DEP-2A", "COM-35238")


def test_a_list_with_an_unknown_territory_adds_nothing_and_says_which(dock):
    dock.view.picker.line.setText("REG-53, REG-99")
    dock.view.picker.line.editingFinished.emit()
    assert "REG-99" in dock.view.picker.problem.text()
    assert dock.view.territories.references() == ()


def test_france_is_no_territory_to_compare(dock):
    assert dock.view.picker._candidates("france") == [
        pair for pair in dock.view.picker._candidates("france") if pair[1] not in ("", "METRO")
    ]
    type_in(dock, "france")
    references = [pair[1] for pair in dock.view.picker._candidates("france")]
    assert references and all("-" in one for one in references)


@pytest.mark.parametrize("crs", ["EPSG:4326", LAMBERT, "EPSG:3857"])
def test_a_click_on_the_map_adds_the_territory_of_the_level_and_another_takes_it_out(dock, qtbot, desk, crs):
    from qgis.core import QgsCoordinateTransform

    target = QgsCoordinateReferenceSystem(crs)
    desk.canvas.setDestinationCrs(target)
    world = QgsCoordinateReferenceSystem("EPSG:4326")
    place = QgsCoordinateTransform(world, target, QgsProject.instance()).transform(IN_RENNES)
    dock.view.pick.setChecked(True)
    assert desk.canvas.mapTool() is dock.links.tool
    dock.links.tool.pick(place)
    wait_idle(dock, qtbot)
    assert dock.view.territories.references() == (RENNES,)
    combo = dock.view.level
    combo.setCurrentIndex(combo.findData(Level.COMMUNE))
    combo.activated.emit(combo.currentIndex())
    dock.links.tool.pick(place)
    assert dock.view.territories.references() == (RENNES, "COM-35238")
    dock.links.tool.pick(place)
    assert dock.view.territories.references() == (RENNES,)
    dock.view.pick.setChecked(False)
    assert desk.canvas.mapTool() is not dock.links.tool


def test_a_real_click_goes_through_the_canvas(dock, qtbot, desk):
    dock.view.pick.setChecked(True)
    pixel = desk.canvas.getCoordinateTransform().transform(IN_NANTES)
    place = desk.canvas.viewport()
    from qgis.PyQt.QtCore import QPoint

    qtbot.mouseClick(place, Qt.MouseButton.LeftButton, pos=QPoint(round(pixel.x()), round(pixel.y())))
    wait_idle(dock, qtbot)
    assert dock.view.territories.references() == (NANTES,)


def test_pointing_at_a_territory_on_the_map_says_its_figure(dock, qtbot):
    compare_now(dock, qtbot, RENNES, indicators=("bibliotheques_10k",))
    pointed = []
    dock.links.tool.pointed.connect(pointed.append)
    dock.links.tool.point_at(IN_RENNES)
    dock.links.tool.point_at(IN_NANTES)
    dock.links.tool.point_at(QgsPointXY(-6, 46))
    assert pointed == [RENNES, NANTES]
    assert "1,139th of 1,255" in dock.links.told(RENNES)
    assert dock.links.told(NANTES) == "Nantes Métropole: a click compares it"


def test_a_click_in_the_sea_says_so(dock):
    dock.links.tool.pick(QgsPointXY(-6, 46))
    assert "land of France" in dock.view.status.text()
    assert dock.view.territories.references() == ()


def test_the_selection_of_a_layer_of_ours_is_added(dock, qtbot, desk, tmp_path, project):
    layer = our_layer(dock, tmp_path, project, "bibliotheques_10k", Level.EPCI)
    layer.selectByExpression("code IN ('243500139', '244400404')")
    desk.active = layer
    qtbot.mouseClick(dock.view.selection, Qt.MouseButton.LeftButton)
    wait_idle(dock, qtbot)
    assert set(dock.view.territories.references()) == {RENNES, NANTES}


def test_the_selection_of_a_foreign_layer_is_read_by_its_codes(dock, qtbot, desk):
    codes = ["35238", "44109", "1001", "29019", "22278"]
    features = [(square(QgsPointXY(0, place)), "x", code) for place, code in enumerate(codes)]
    layer = layer_of(features, "nom:string", "insee:string")
    layer.selectByExpression("insee IN ('35238', '1001')")
    desk.active = layer
    dock.links.add_selection()
    assert set(dock.view.territories.references()) == {"COM-35238", "COM-01001"}


def test_the_selection_of_a_layer_without_codes_is_read_by_place(dock, qtbot, desk):
    layer = layer_of([(square(IN_RENNES), "a"), (square(IN_NANTES), "b")], "nom:string")
    layer.selectAll()
    desk.active = layer
    dock.links.add_selection()
    assert set(dock.view.territories.references()) == {RENNES, NANTES}


def test_without_a_selection_or_a_layer_the_dock_says_what_to_do(dock, desk):
    dock.links.add_selection()
    assert "layer tree" in dock.view.status.text()
    desk.active = layer_of([(square(IN_RENNES), "a")], "nom:string")
    dock.links.add_selection()
    assert "Nothing is selected" in dock.view.status.text()
    desk.active = layer_of([(square(QgsPointXY(10, 10)), "a")], "nom:string")
    desk.active.selectAll()
    dock.links.add_selection()
    assert "in no territory" in dock.view.status.text()


def test_a_selection_too_large_is_refused_in_a_sentence(dock, qtbot, desk, tmp_path, project):
    layer = our_layer(dock, tmp_path, project, "bibliotheques_10k", Level.EPCI)
    layer.selectAll()
    desk.active = layer
    dock.links.add_selection()
    assert "1,255 territories are too many" in dock.view.status.text()
    assert dock.view.territories.references() == ()
    points = [(QgsGeometry.fromPointXY(IN_RENNES), "a")] * 1001
    desk.active = layer_of(points, "nom:string", kind="Point")
    desk.active.selectAll()
    dock.links.add_selection()
    assert "1001 objects are selected" in dock.view.status.text()


def test_a_territory_is_removed_by_its_cross_and_by_the_keyboard(dock, qtbot):
    compare_now(dock, qtbot, RENNES, NANTES, "REG-53")
    chips = dock.view.territories
    place = cross_of(chips.visualItemRect(chips.item(0))).center()
    qtbot.mouseClick(chips.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chips.references() == (NANTES, "REG-53")
    chips.setCurrentRow(0)
    QTest.keyClick(chips, Qt.Key.Key_Delete)
    wait_idle(dock, qtbot)
    assert [one.reference for one in dock.comparison.territories] == ["REG-53"]


def test_moving_a_territory_moves_its_columns_and_keeps_colours_in_their_places(dock, qtbot):
    compare_now(dock, qtbot, RENNES, NANTES)
    before = dock.view.territories.item(0).icon().cacheKey()
    dock.view.territories.setCurrentRow(0)
    QTest.keyClick(dock.view.territories, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    wait_idle(dock, qtbot)
    assert dock.view.territories.references() == (NANTES, RENNES)
    assert titles(dock)[0].startswith("Nantes")
    assert before != 0


# The table


def our_layer(dock, tmp_path, project, indicator, level, detail="auto"):
    request = MapRequest(f"{PACKAGE}/{indicator}", level, detail=detail)
    holdings = dock.holdings
    built = layers.build_map(holdings.library, holdings.territories, request, tmp_path, Silent())
    layer = layers.create_layer(built)
    layers.add_to_project(layer, project)
    return layer


def test_the_table_says_what_compare_says(dock, qtbot):
    request = ComparisonRequest((RENNES, "REG-53", "COM-35001"), ("FRANCE", "REGION", "SIMILAR"))
    compare_now(dock, qtbot, *request.territories, references=request.references)
    figures = {(one.indicator.key, one.territory.reference): one for one in expected(dock, request).figures}
    model, seen = dock.view.table.rows, 0
    for row in range(model.rowCount()):
        line = model.line(row)
        if line.is_title:
            continue
        for column in range(model.columnCount()):
            index = model.index(row, column)
            territory = model.territory(index)
            wanted = figures.get((line.indicator.key, territory.reference))
            assert model.figure(index) == wanted
            assert index.data(), f"an empty cell for {line.label}"
            seen += 1
            if wanted is None:
                assert index.data() == "not at this level"
            elif wanted.status is not Status.VALUE and "Value:" not in titles(dock)[column]:
                assert index.data() == status_word(wanted.status)
    assert seen > 500


def test_a_known_figure_reads_as_it_was_published(dock, qtbot):
    """11 cinemas in Rennes Métropole in 2022 (CNC)."""
    compare_now(dock, qtbot, RENNES, indicators=("cinemas",))
    cells = next(cells for name, cells in texts(dock) if name.startswith("Cinemas"))
    assert cells[0] == "11"
    assert cells[1].replace("\xa0", " ") == "12th / 1,232"
    assert "of the total" in cells[3]


def test_sorting_puts_what_has_no_value_last_both_ways(dock, qtbot):
    codes = tuple(f"EPCI-{code}" for code in dock.holdings.territories.codes(Level.EPCI)[:60])
    dock.view.column_menu.show_look(Look(shape=Shape.FIGURES, by_theme=False))
    compare_now(dock, qtbot, *codes, indicators=("cinemas_100k",))
    table = dock.view.table
    place = titles(dock).index("Value")
    for order, sign in ((Qt.SortOrder.AscendingOrder, 1), (Qt.SortOrder.DescendingOrder, -1)):
        table.sort_by(place, order)
        values = [table.rows.figure(table.rows.index(row, place)).value for row in range(60)]
        known = [value for value in values if value is not None]
        assert 0 < len(known) < 60
        assert values[: len(known)] == known
        assert known == sorted(known, reverse=sign < 0)


def test_notes_stay_under_what_is_told_later(dock, qtbot):
    compare_now(dock, qtbot, "EPCI-200046977", RENNES)
    note = dock.comparison.notes[0]
    assert note in dock.view.status.text()
    dock.outputs.copy()
    assert "Copied" in dock.view.status.text()
    assert note in dock.view.status.text()


def test_a_column_is_sorted_from_the_keyboard(dock, qtbot):
    """The menu key opens the menu of the cell, which sorts as a click on the head does."""
    compare_now(dock, qtbot, RENNES, indicators=("cinemas", "musees", "ecrans"))
    dock.view.column_menu.by_theme.setChecked(False)
    table = dock.view.table
    place = table.visualRect(table.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    (menu,) = (one for one in table.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text() == "Sort by this column").trigger()
    menu.close()
    figures = [table.rows.grid.figure(row, 0).value for row in range(3)]
    assert figures == sorted(figures, reverse=True)
    assert len(set(figures)) == 3


def test_the_dialog_that_asks_for_a_file_is_not_kept(dock, qtbot):
    compare_now(dock, qtbot, RENNES, indicators=("cinemas",))
    for _time in range(2):
        dock.outputs.choose_file()
        dock.findChild(QFileDialog).reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert dock.findChildren(QFileDialog) == []


def test_buttons_are_read_whole_in_a_narrow_dock(dock, qtbot):
    compare_now(dock, qtbot, RENNES, indicators=("cinemas",))
    dock.setFloating(True)
    view = dock.view
    buttons = (view.references, view.indicators, view.columns)
    styles = []
    for width in (500, 1000, 500):
        dock.resize(width, 700)
        qtbot.wait(50)
        assert dock.width() <= width + 20
        assert all(one.width() >= one.sizeHint().width() for one in buttons)
        styles.append(buttons[0].toolButtonStyle())
    assert styles[0] == styles[2]
    assert styles[1] == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert all(one.toolTip() and one.accessibleName() for one in buttons)


def test_a_third_click_on_a_head_gives_back_the_order(dock, qtbot):
    compare_now(dock, qtbot, RENNES)
    before = texts(dock)
    header = dock.view.table.horizontalHeader()
    for _click in range(2):
        header.sectionClicked.emit(1)
        assert texts(dock) != before
    header.sectionClicked.emit(1)
    assert texts(dock) == before


def test_lines_are_grouped_by_theme_or_not(dock, qtbot):
    compare_now(dock, qtbot, RENNES)
    model = dock.view.table.rows
    themes = [model.line(row).label for row in range(model.rowCount()) if model.line(row).is_title]
    assert len(themes) == len({one.indicator.theme for one in dock.comparison.figures})
    count = model.rowCount()
    dock.view.column_menu.by_theme.setChecked(False)
    assert model.rowCount() == count - len(themes)


def test_territories_are_side_by_side_or_one_after_the_other(dock, qtbot):
    compare_now(dock, qtbot, RENNES, NANTES)
    assert titles(dock)[:3] == [
        "Rennes Métropole – Value",
        "Nantes Métropole – Value",
        "Rennes Métropole – Rank",
    ]
    dock.view.column_menu.by_measure.setChecked(False)
    names = [one.partition(" – ")[0] for one in titles(dock)]
    half = len(names) // 2
    assert names == ["Rennes Métropole"] * half + ["Nantes Métropole"] * half


def test_columns_are_chosen(dock, qtbot):
    compare_now(dock, qtbot, RENNES, references=("FRANCE", "SIMILAR"))
    dock.view.column_menu.box(Measure.GAP).setChecked(True)
    dock.view.column_menu.box(Measure.RANK).setChecked(False)
    assert not any("Rank" in one for one in titles(dock))
    assert any(one.endswith("Gap: France") for one in titles(dock))
    assert any(one.endswith("Gap in %: 10 similar") for one in titles(dock))


def test_gaps_are_coloured_by_what_is_good_on_request_only(dock, qtbot):
    found = compare_now(dock, qtbot, RENNES, indicators=("densite",))
    option = dock.view.column_menu.by_direction
    assert not option.isChecked()
    option.setChecked(True)
    assert "which way is good" in dock.view.status.text()
    assert dock.view.column_menu.look().by_direction
    (figure,) = found.figures
    good = replace(figure, indicator=replace(figure.indicator, direction=Direction.HIGH))
    colors = []
    for look in (Look(by_direction=True), Look()):
        dock.view.table.show_grid(Grid(replace(found, figures=(good,)), Names(), look), {})
        model = dock.view.table.model()
        index = model.index(1, model.columnCount() - 1)
        assert ("▲" in index.data()) is look.by_direction
        colors.append(index.data(Qt.ItemDataRole.ForegroundRole))
    assert colors == [QColor(GOOD_COLORS[0]), None]


def test_gaps_in_classes_are_computed_when_asked_for(dock, qtbot):
    compare_now(dock, qtbot, RENNES, indicators=("bibliotheques_10k",))
    assert all(one.class_count == 0 for one in dock.comparison.figures)
    dock.view.column_menu.box(Measure.GAP_CLASSES).setChecked(True)
    wait_idle(dock, qtbot)
    assert all(one.class_count > 0 for one in dock.comparison.figures)
    assert "class" in texts(dock)[1][1][-1]


def test_an_indicator_is_hidden_and_moved(dock, qtbot):
    compare_now(dock, qtbot, RENNES, indicators=("cinemas", "ecrans", "fauteuils"))
    first, second, third = dock.compared_keys()
    dock.move_indicator(first, 1)
    wait_idle(dock, qtbot)
    assert dock.compared_keys() == [second, first, third]
    dock.hide_indicator(second)
    wait_idle(dock, qtbot)
    assert [one.key for one in dock.comparison.indicators] == [first, third]


def test_hiding_one_line_of_all_adds_none_without_figures(dock, qtbot):
    compare_now(dock, qtbot, RENNES)
    before = dock.view.table.rows.rowCount()
    dock.hide_indicator(f"{PACKAGE}/cinemas")
    wait_idle(dock, qtbot)
    assert dock.view.table.rows.rowCount() == before - 1


def test_stopping_leaves_no_table_that_is_not_the_one_asked_for(dock, qtbot):
    compare_now(dock, qtbot, RENNES)
    dock.add([NANTES])
    dock.view.status.cancelled.emit()
    wait_idle(dock, qtbot)
    assert dock.comparison is None
    assert "Stopped" in dock.view.help.text()
    dock.refresh()
    wait_idle(dock, qtbot)
    assert len(dock.comparison.territories) == 2
    dock.view.status.cancelled.emit()
    assert dock.view.has_table()


def test_indicators_are_ticked_in_a_window(dock, qtbot):
    compare_now(dock, qtbot, RENNES)
    dock.links.choose_indicators()
    dialog = dialog_of(dock, "IndicatorDialog")
    assert dialog.tree.count() == len(dock.offered())
    dialog.tree.tick_all(False)
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()
    dialog.tree.search.setText("cinema")
    dialog.tree.tick_all(True)
    wanted = dialog.tree.ticked()
    assert 3 < len(wanted) < len(dock.offered())
    dialog.year.setCurrentIndex(dialog.year.findData(2019))
    dialog.accept()
    wait_idle(dock, qtbot)
    assert list(dock.request().indicators) == wanted
    assert dock.request().year == 2019


def dialog_of(dock, name):
    found = [one for one in dock.children() if type(one).__name__ == name]
    if not found:
        pytest.fail(f"no window {name}")
    return found[-1]


def test_similar_territories_are_set_in_a_window(dock, qtbot):
    compare_now(dock, qtbot, RENNES, references=("SIMILAR",), indicators=("bibliotheques_10k",))
    dock.links.choose_similar()
    dialog = dialog_of(dock, "SimilarDialog")
    assert dialog.usual.isChecked()
    dialog.count.setValue(4)
    dialog.accept()
    wait_idle(dock, qtbot)
    assert len(dock.comparison.figures[0].gaps[0].reference.codes) == 4


def test_similar_territories_are_named_and_added(dock, qtbot):
    compared = compare_now(dock, qtbot, RENNES, references=("SIMILAR",), indicators=("bibliotheques_10k",))
    like = compared.figures[0].gaps[0].reference.codes
    assert len(like) == 10
    told = dock.view.status.text()
    for code in like:
        assert dock.name_of(f"EPCI-{code}") in told
    assert "distance in standard deviations" in told
    dock.view.reference_menu.similarAddWanted.emit()
    wait_idle(dock, qtbot)
    assert dock.request().territories == (RENNES, *(f"EPCI-{code}" for code in like))


def test_the_last_of_many_quick_choices_is_shown(dock, qtbot):
    """Each choice supersedes a comparison or a chart under way: table and chart end with the last one."""
    ids = ("bibliotheques_10k", "cinemas_100k", "festivals_100k", "densite", "entrees_hab")
    chance = random.Random(7)
    compare_now(dock, qtbot, RENNES, indicators=ids[:1])
    for _turn in range(50):
        some = tuple(chance.sample(ids, chance.randint(1, 3)))
        dock.set_request(ComparisonRequest((RENNES, NANTES)[: chance.randint(1, 2)], indicators=some))
        if chance.random() < 0.5:
            dock.links.draw()
        qtbot.wait(chance.choice((0, 1, 205, 215, 240)))
    dock.set_request(ComparisonRequest(("REG-53",), indicators=("dep_regions_hab",)))
    wait_idle(dock, qtbot)
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().activeTasks(), timeout=WAIT)
    (found,) = dock.comparison.indicators
    assert found.id == "dep_regions_hab"
    assert [label for label, _cells in texts(dock)][-1].startswith(found.label)
    assert dock.view.chart.view.chart().title.startswith(found.label)


def test_references_are_ticked(dock, qtbot):
    compare_now(dock, qtbot, RENNES)
    menu = dock.view.reference_menu
    menu.action("REGION").trigger()
    menu.action("FRANCE").trigger()
    menu.add(["EPCI-244400404"])
    wait_idle(dock, qtbot)
    assert dock.request().references == ("REGION", NANTES)
    gaps = dock.comparison.figures[0].gaps
    assert [one.reference.label for one in gaps] == ["Bretagne", "Nantes Métropole"]


def test_a_reference_that_is_the_territory_itself_is_refused_in_a_sentence(dock, qtbot):
    dock.set_request(ComparisonRequest((RENNES,), (RENNES,)))
    wait_idle(dock, qtbot)
    assert not dock.view.has_table()
    assert RENNES in dock.view.help.text()
    assert RENNES in dock.view.status.text()


def test_removing_everything_empties_the_table(dock, qtbot):
    compare_now(dock, qtbot, RENNES)
    dock.view.territories.remove_all()
    wait_idle(dock, qtbot)
    assert dock.comparison is None
    assert not dock.view.has_table()
    assert dock.view.table.rows.rowCount() == 0
    assert dock.links.map.count() == 0


def test_two_hundred_territories_are_compared_without_holding_the_window(dock, qtbot):
    import time

    codes = tuple(f"EPCI-{code}" for code in dock.holdings.territories.codes(Level.EPCI)[:200])
    dock.set_request(ComparisonRequest(codes, ("FRANCE", "REGION")))
    longest, last = 0.0, time.monotonic()
    while dock.is_busy():
        qtbot.wait(1)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert dock.view.table.rows.columnCount() == 200 * 5
    assert longest < 2.0


# The map


def test_choosing_a_line_flashes_the_territory_on_the_canvas(dock, qtbot, desk):
    compare_now(dock, qtbot, RENNES, NANTES)
    table = dock.view.table
    row = table.rows.find(f"{PACKAGE}/bibliotheques_10k", NANTES)
    before = len(desk.canvas.scene().items())
    table.setCurrentIndex(row)
    assert len(desk.canvas.scene().items()) == before + 1, "nothing flashes"
    assert dock.links.map.flash("EPCI-000000000") is False


def test_clicking_the_current_cell_flashes_again(dock, qtbot, desk):
    compare_now(dock, qtbot, RENNES, NANTES)
    table = dock.view.table
    place = table.visualRect(table.rows.find(f"{PACKAGE}/bibliotheques_10k", RENNES)).center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(table.viewport(), left, pos=place)
    before = len(desk.canvas.scene().items())
    QTest.mouseClick(table.viewport(), left, pos=place)
    assert len(desk.canvas.scene().items()) == before + 1, "nothing flashes"


def test_a_territory_out_of_sight_is_brought_at_the_same_scale(dock, qtbot, desk):
    compare_now(dock, qtbot, RENNES, NANTES)
    desk.canvas.setExtent(QgsRectangle(-2, 47.9, -1.4, 48.4))
    before = desk.canvas.extent()
    assert dock.links.map.flash(RENNES)
    assert desk.canvas.extent() == before, "what is seen does not move"
    assert dock.links.map.flash(NANTES)
    assert desk.canvas.extent().contains(IN_NANTES)
    assert desk.canvas.extent().width() == pytest.approx(before.width(), rel=0.01)


def test_a_territory_larger_than_the_view_is_seen_whole(dock, qtbot, desk):
    compare_now(dock, qtbot, RENNES, "REG-94")
    desk.canvas.setExtent(QgsRectangle(-1.7, 48.1, -1.6, 48.15))
    assert dock.links.map.flash("REG-94")
    assert desk.canvas.extent().contains(QgsRectangle(8.6, 41.4, 9.5, 43.0))


def test_the_territories_are_outlined_in_their_colours_while_the_dock_is_seen(dock, qtbot):
    compare_now(dock, qtbot, RENNES, NANTES)
    assert dock.links.map.count() == 2
    colors = {band.strokeColor().name() for band in dock.links.map._bands}
    assert len(colors) == 2
    dock.view.outlines.setChecked(False)
    assert dock.links.map.count() == 0
    dock.view.outlines.setChecked(True)
    dock.hide()
    assert dock.links.map.count() == 0
    dock.show()
    assert dock.links.map.count() == 2


def test_an_overseas_territory_drawn_beside_metropole_is_outlined_picked_there_too(
    dock, qtbot, desk, tmp_path, project
):
    compare_now(dock, qtbot, "DEP-974", "DEP-35")
    assert dock.links.map.count() == 2
    layer = our_layer(dock, tmp_path, project, "population", Level.DEPARTEMENT, "displaced")
    dock.links.map.set_shown(True)
    assert dock.links.map.count() == 3
    drawn = next(one for one in layer.getFeatures() if one["code"] == "974")
    desk.canvas.setDestinationCrs(layer.crs())
    dock.links.tool.level = Level.DEPARTEMENT
    dock.links.tool.pick(drawn.geometry().pointOnSurface().asPoint())
    assert dock.view.territories.references() == ("DEP-35",)


def test_zooming_to_a_territory_shows_all_of_it(dock, qtbot, desk):
    compare_now(dock, qtbot, RENNES)
    dock.links.map.zoom_to(RENNES)
    assert desk.canvas.extent().contains(IN_RENNES)
    assert desk.canvas.extent().width() < 3


def test_selecting_on_a_layer_of_ours_moves_the_line(dock, qtbot, desk, tmp_path, project):
    compare_now(dock, qtbot, RENNES, NANTES)
    layer = our_layer(dock, tmp_path, project, "bibliotheques_10k", Level.EPCI)
    desk.canvas.setLayers([layer])
    layer.selectByExpression("code = '244400404'")
    wait_idle(dock, qtbot)
    assert dock.view.table.current() == (f"{PACKAGE}/bibliotheques_10k", NANTES)


def test_pointing_at_a_cell_explains_it(dock, qtbot):
    compare_now(dock, qtbot, RENNES, references=("FRANCE",))
    table = dock.view.table
    tip = table.rows.find(f"{PACKAGE}/bibliotheques_10k", RENNES).data(Qt.ItemDataRole.ToolTipRole)
    assert "Rennes Métropole" in tip
    assert "1,139th of 1,255" in tip
    assert "France: " in tip


# The chart


@pytest.mark.parametrize("kind", list(ChartKind))
def test_the_chart_is_that_of_the_line(dock, qtbot, kind):
    compare_now(dock, qtbot, RENNES, NANTES)
    combo = dock.view.chart.kind
    combo.setCurrentIndex(combo.findData(kind))
    combo.activated.emit(combo.currentIndex())
    dock.view.table.setCurrentIndex(dock.view.table.rows.find(f"{PACKAGE}/cinemas_100k", RENNES))
    wait_idle(dock, qtbot)
    chart = dock.view.chart.view.chart()
    assert chart is not None
    assert any("Rennes Métropole" in row for row in chart.rows)
    assert dock.view.chart.second.isVisible() == (kind is ChartKind.SCATTER)


def test_clicking_a_mark_of_the_chart_goes_to_its_territory(dock, qtbot):
    compare_now(dock, qtbot, RENNES, NANTES)
    dock.view.chart.view.clicked.emit(NANTES)
    assert dock.view.table.current()[1] == NANTES


def test_a_typology_has_no_chart_and_says_so(dock, qtbot):
    compare_now(dock, qtbot, "COM-35238", indicators=("grille_densite", "population"))
    dock.view.table.setCurrentIndex(dock.view.table.rows.find(f"{PACKAGE}/grille_densite", "COM-35238"))
    wait_idle(dock, qtbot)
    assert "categories" in dock.view.chart.sentence.text()


# Sets


def test_a_set_is_saved_reopened_renamed_and_deleted(dock, qtbot, project, tmp_path):
    compare_now(dock, qtbot, RENNES, NANTES, references=("SIMILAR",), indicators=("cinemas",), year=2022)
    wanted = dock.request()
    dock.view.sets.saveWanted.emit("Métropoles")
    dock.view.column_menu.box(Measure.YEAR).setChecked(True)
    dock.view.column_menu.by_direction.setChecked(True)
    look = dock.view.column_menu.look()
    path = tmp_path / "project.qgz"
    assert project.write(str(path))
    project.clear()
    wait_idle(dock, qtbot)
    assert dock.view.sets.names() == ()
    assert dock.view.territories.references() == ()
    assert project.read(str(path))
    wait_idle(dock, qtbot)
    assert dock.view.sets.names() == ("Métropoles",)
    assert dock.request() == wanted
    assert dock.view.column_menu.look() == look
    assert [one.reference for one in dock.comparison.territories] == [RENNES, NANTES]
    dock.view.sets.renameWanted.emit("Métropoles", "Ouest")
    assert dock.view.sets.names() == ("Ouest",)
    dock.view.sets.opened.emit("")
    assert dock.view.territories.references() == ()
    dock.view.sets.opened.emit("Ouest")
    assert dock.request() == wanted
    dock.view.sets.deleteWanted.emit("Ouest")
    assert dock.view.sets.names() == ()
    assert dock.request() == wanted


def test_a_project_edited_by_hand_gives_what_is_right(project):
    assert comparison_sets.read(project) == Kept()
    for text in ("{", "[]", '{"sets": 3}', '{"sets": {"a": "x", "b": 4}, "measures": "rank", "shape": 9}'):
        project.writeEntry("AtlasCulture", "/comparisons", text)
        assert comparison_sets.read(project) == Kept()
    good = ComparisonRequest((RENNES,))
    comparison_sets.write(project, Kept(sets={"a": good}, name="a", current=good))
    text = project.readEntry("AtlasCulture", "/comparisons")[0]
    project.writeEntry("AtlasCulture", "/comparisons", text.replace('"value"', '"velue"'))
    assert comparison_sets.read(project).sets == {"a": good}


def test_the_territories_of_a_set_become_references(dock, qtbot):
    compare_now(dock, qtbot, NANTES, "EPCI-200046977")
    dock.sets.save("others")
    compare_now(dock, qtbot, RENNES)
    dock.view.reference_menu.setWanted.emit("others")
    assert dock.request().references == ("FRANCE", NANTES, "EPCI-200046977")


def test_a_comparison_is_the_same_whichever_the_selection_model_says(dock, qtbot):
    """A line chosen by hand stays chosen when a column is added."""
    compare_now(dock, qtbot, RENNES)
    table = dock.view.table
    table.selectionModel().setCurrentIndex(
        table.rows.find(f"{PACKAGE}/bibliotheques_10k", RENNES),
        QItemSelectionModel.SelectionFlag.ClearAndSelect,
    )
    dock.view.column_menu.box(Measure.YEAR).setChecked(True)
    assert table.current() == (f"{PACKAGE}/bibliotheques_10k", RENNES)
    assert table.rows.rowCount(QModelIndex()) > 10


# Out of the dock


def test_the_table_is_copied_as_it_is_sorted(dock, qtbot):
    compare_now(dock, qtbot, RENNES, NANTES, indicators=("cinemas", "ecrans", "bibliotheques"))
    dock.view.column_menu.by_theme.setChecked(False)
    dock.view.table.sort_by(0, Qt.SortOrder.AscendingOrder)
    shown = [name for name, _cells in texts(dock)]
    qtbot.mouseClick(dock.view.copy, Qt.MouseButton.LeftButton)
    data = QgsApplication.clipboard().mimeData()
    lines = data.text().strip().split("\n")
    assert lines[0].startswith("Indicator\tTerritory\tName\tValue")
    assert [line.split("\t")[0] for line in lines[1::2]] == [name.partition(" (")[0] for name in shown]
    assert {line.split("\t")[1] for line in lines[1:]} == {RENNES, NANTES}
    assert "<table" in data.html()


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv", "json"])
def test_the_comparison_is_exported(dock, qtbot, tmp_path, suffix):
    compare_now(dock, qtbot, RENNES, indicators=("cinemas",))
    target = tmp_path / f"out.{suffix}"
    dock.outputs.export_to(target)
    wait_idle(dock, qtbot)
    assert target.stat().st_size > 100
    assert "1 rows" in dock.view.status.text()


def test_an_export_that_cannot_be_written_says_why(dock, qtbot, tmp_path):
    compare_now(dock, qtbot, RENNES, indicators=("cinemas",))
    dock.outputs.export_to(tmp_path / "out.txt")
    assert "out.txt" in dock.view.status.text()
    dock.outputs.export_to(tmp_path / "none" / "out.csv")
    wait_idle(dock, qtbot)
    assert "none" in dock.view.status.text()


def test_linked_maps_open_on_the_line_and_the_territories(dock, qtbot, desk):
    compare_now(dock, qtbot, RENNES, NANTES, indicators=("bibliotheques_10k",))
    dock.outputs.open_maps()
    windows = [one for one in desk.window.children() if type(one).__name__ == "LinkedMapsWindow"]
    assert len(windows) == 1
    qtbot.waitUntil(lambda: not windows[0].jobs.is_busy(), timeout=WAIT)
    requests = windows[0].requests()
    assert [one.within for one in requests] == [RENNES, NANTES]
    assert {one.level for one in requests} == {Level.COMMUNE}
    windows[0].close()


def test_no_name_and_no_figure_is_cut(dock, qtbot, french):
    compare_now(dock, qtbot, RENNES, "REG-53", references=("FRANCE", "SIMILAR"))
    table = dock.view.table
    dock.setFloating(True)
    dock.resize(500, 700)
    qtbot.wait(50)
    assert dock.width() <= 520
    header = table.verticalHeader()
    model = table.rows
    for row in range(model.rowCount()):
        label = model.headerData(row, Qt.Orientation.Vertical)
        room = QRect(0, 0, header.width() - 8, 1000)
        wanted = header.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), label)
        assert wanted.height() <= table.rowHeight(row), label
        for column in range(model.columnCount()):
            text = model.index(row, column).data() or ""
            assert table.fontMetrics().horizontalAdvance(text) < table.columnWidth(column), text
    metrics = table.horizontalHeader().fontMetrics()
    for column in range(model.columnCount()):
        for text in model.headerData(column, Qt.Orientation.Horizontal).split("\n"):
            assert metrics.horizontalAdvance(text) < table.columnWidth(column) - 12, text


def test_the_gaps_of_one_territory_are_seen_at_once(dock, qtbot, french):
    compare_now(dock, qtbot, RENNES, references=("FRANCE", "REGION", "SIMILAR"))
    table = dock.view.table
    heads = [table.rows.headerData(place, Qt.Orientation.Horizontal) for place in range(6)]
    assert heads[:3] == ["Valeur", "Rang", "Décile"]
    assert all("Rennes" not in head for head in heads)
    assert all(" – " not in head for head in titles(dock))
    assert sum(map(table.columnWidth, range(6))) < 780


def test_portraits_are_offered_of_the_territories_compared(dock, qtbot, desk):
    compare_now(dock, qtbot, RENNES, NANTES, indicators=("cinemas",))
    dock.outputs.open_portraits()
    dialogs = [one for one in desk.window.children() if type(one).__name__ == "PortraitDialog"]
    assert len(dialogs) == 1
    assert [one.territory.reference for one in dialogs[0].plan().pages] == [RENNES, NANTES]
    dialogs[0].close()
