# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel of the classes, used with a real mouse and a real keyboard, on the embedded data."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QScrollArea

from atlas_culture_plugin.core.class_checks import color_report, grid_neighbours
from atlas_culture_plugin.core.classify import MAX_CLASSES
from atlas_culture_plugin.core.errors import ClassificationError
from atlas_culture_plugin.core.formatting import class_labels
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Method, Mode
from atlas_culture_plugin.core.palettes import palette
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gui.classes_panel import ClassesPanel

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def make(library):
    def _make(indicator="cinemas_100k", level=Level.DEPARTEMENT, **more):
        return prepare(library, territories(), MapRequest(indicator, level, **more))

    return _make


@pytest.fixture
def panel(qtbot):
    """The panel in a scroll area, as in the dock, 280 pixels wide."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    shown = ClassesPanel()
    area.setWidget(shown)
    area.resize(280, 700)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    shown.emitted = []
    shown.boundsChanged.connect(shown.emitted.append)
    yield shown


@pytest.fixture
def five(panel, make):
    """Five classes of a ratio of the departements."""
    prepared = make(method=Method.QUANTILE, classes=5)
    panel.show_map(prepared)
    QTest.qWait(1)
    return prepared


def at(view, value):
    return QPoint(round(view.x_of(value)), round(view.area().center().y()))


class Mouse:
    """A mouse over the window that holds a widget: events take the way of the system's own."""

    def __init__(self, widget):
        self.widget = widget
        self.window = widget.window().windowHandle()

    def _there(self, place):
        return self.widget.mapTo(self.widget.window(), place)

    def press(self, place):
        QTest.mousePress(self.window, LEFT, NONE, self._there(place))

    def move(self, place):
        QTest.mouseMove(self.window, self._there(place))
        QTest.qWait(1)

    def release(self, place):
        QTest.mouseRelease(self.window, LEFT, NONE, self._there(place))


def drag(view, value, target):
    """Press on a bound, move in several steps, release."""
    start, end = at(view, value), at(view, target)
    mouse = Mouse(view)
    mouse.press(start)
    for share in (0.25, 0.5, 0.75, 1):
        mouse.move(QPoint(round(start.x() + (end.x() - start.x()) * share), start.y()))
    mouse.release(end)


def cells(panel, column):
    return [panel.table.item(row, column).text() for row in range(panel.table.rowCount())]


def counts(panel):
    return [int(text.replace(",", "")) for text in cells(panel, 3)]


def expected_counts(prepared, inner):
    values = prepared.values[~np.isnan(prepared.values)]
    return np.bincount(np.searchsorted(inner, values, side="right"), minlength=len(inner) + 1).tolist()


def test_a_map_is_shown_with_its_counts_and_colors(panel, five):
    assert counts(panel) == list(five.rounded.counts)
    assert panel.view.inner() == five.rounded.inner
    colors = [panel.table.item(row, 0).background().color().name() for row in range(5)]
    assert colors == list(five.colors)
    assert panel.bounds() == five.rounded.inner
    assert not panel.warning.isVisible()
    assert panel.emitted == []


def test_a_bound_is_dragged(panel, five):
    before = five.rounded.inner
    middle = (before[1] + before[2]) / 2
    drag(panel.view, before[1], middle)
    after = panel.view.inner()
    assert after[1] == pytest.approx(middle, abs=0.2)
    assert (after[0], *after[2:]) == (before[0], *before[2:])
    assert counts(panel) == expected_counts(five, after) != list(five.rounded.counts)
    assert panel.emitted == [after]
    assert panel.bounds() == after


def test_counts_follow_while_the_mouse_is_down_and_nothing_is_emitted_before_the_end(panel, five):
    view, first = panel.view, five.rounded.inner[0]
    mouse, aside = Mouse(view), at(view, first) - QPoint(15, 0)
    mouse.press(at(view, first))
    mouse.move(aside)
    assert counts(panel) == expected_counts(five, view.inner())
    assert counts(panel) != list(five.rounded.counts)
    assert panel.emitted == []
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.inner() == five.rounded.inner
    mouse.release(aside)
    assert panel.emitted == []


@pytest.mark.parametrize("target", [-1000.0, 1000.0])
def test_bounds_never_cross(panel, five, target):
    drag(panel.view, five.rounded.inner[1], target)
    inner = panel.view.inner()
    assert list(inner) == sorted(set(inner))
    assert inner[1] != five.rounded.inner[1]
    assert (inner[0], inner[2]) == (five.rounded.inner[0], five.rounded.inner[2])
    assert sum(counts(panel)) == sum(five.rounded.counts)


def test_a_click_beside_the_bounds_changes_nothing(panel, five):
    view, inner = panel.view, five.rounded.inner
    beside = at(view, inner[-1]) + QPoint(12, 0)
    QTest.mouseClick(view, LEFT, NONE, beside)
    QTest.mouseClick(view, Qt.MouseButton.RightButton, NONE, at(view, inner[0]))
    assert view.inner() == inner
    assert panel.emitted == []


def test_a_double_click_adds_a_bound_and_a_color(panel, five):
    view, last = panel.view, five.rounded.inner[-1]
    target = at(view, last) + QPoint(25, 0)
    QTest.mouseDClick(view, LEFT, NONE, target)
    assert len(panel.view.inner()) == 5
    assert panel.table.rowCount() == 6
    assert panel.emitted == [panel.bounds()]
    colors = [panel.table.item(row, 0).background().color().name() for row in range(6)]
    assert colors == palette(five.request.palette).colors(6)
    QTest.mouseDClick(view, LEFT, NONE, at(view, panel.view.inner()[0]))
    assert len(panel.view.inner()) == 5


def test_the_keyboard_moves_chooses_adds_and_removes(panel, five):
    view, before = panel.view, five.rounded.inner
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current() == 1
    assert "Bound 2 of 4" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    moved = view.inner()
    assert moved[1] > before[1]
    assert panel.emitted == [moved]
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.inner()[1] < moved[1]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert view.inner() == (before[0], *before[2:])
    assert panel.table.rowCount() == 4
    QTest.keyClick(view, Qt.Key.Key_Insert)
    assert panel.table.rowCount() == 5
    assert len(panel.emitted) == 4
    for _ in range(20):
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(view.inner()) == 1


def test_a_held_key_is_told_once_it_is_released(panel, five):
    view = panel.view
    view.setFocus()
    for _ in range(3):
        QTest.keyPress(view, Qt.Key.Key_Left)
    assert panel.emitted == []
    QTest.keyRelease(view, Qt.Key.Key_Left)
    assert panel.emitted == [view.inner()]


def test_no_more_classes_than_can_be_drawn(panel, five):
    view = panel.view
    view.setFocus()
    for _ in range(60):
        QTest.keyClick(view, Qt.Key.Key_Insert)
        QTest.keyClick(view, Qt.Key.Key_Up)
    assert panel.table.rowCount() <= MAX_CLASSES


def test_a_bound_is_typed_in_the_table(panel, five):
    inner = five.rounded.inner
    value = round((inner[0] + inner[1]) / 2, 1)
    panel.table.item(1, 1).setText(f"{value}".replace(".", ","))
    assert panel.view.inner()[0] == value
    assert panel.emitted == [(value, *inner[1:])]
    assert cells(panel, 2)[0] == cells(panel, 1)[1]


def test_a_wrong_bound_is_put_back_with_a_sentence(panel, five):
    shown = cells(panel, 2)
    panel.table.item(1, 2).setText("1000")
    assert "between its neighbours" in panel.warning.text()
    assert panel.warning.isVisible()
    assert cells(panel, 2) == shown
    assert panel.emitted == []
    panel.table.item(1, 2).setText(shown[1] + "1")
    assert "neighbours" not in panel.warning.text()


@pytest.mark.parametrize(
    ("indicator", "level", "classes"),
    [
        ("cinemas_100k", Level.DEPARTEMENT, 5),
        ("bibliotheques_10k", Level.DEPARTEMENT, 3),
        ("cinemas_100k", Level.EPCI, 2),
        ("part_prof_cult", Level.REGION, 4),
    ],
)
def test_outer_limits_read_as_in_the_legend(panel, make, indicator, level, classes):
    prepared = make(indicator, level, method=Method.EQUAL_INTERVAL, classes=classes)
    panel.show_map(prepared)
    labels = class_labels(prepared.rounded.bounds, minimum_decimals=prepared.decimals)
    last = panel.table.rowCount() - 1
    assert labels[0].split(" to ")[0] == panel.table.item(0, 1).text()
    assert labels[-1].split(" to ")[1] == panel.table.item(last, 2).text()


def test_outer_limits_and_counts_are_not_typed(panel, five):
    editable = Qt.ItemFlag.ItemIsEditable
    flags = [
        [bool(panel.table.item(row, column).flags() & editable) for column in range(4)] for row in range(5)
    ]
    assert flags[0] == [False, False, True, False]
    assert flags[2] == [False, True, True, False]
    assert flags[4] == [False, True, False, False]


def test_an_empty_class_and_a_full_one_are_told(panel, make):
    prepared = make(method=Method.MANUAL, manual_bounds=(3.0, 12.0, 12.01, 13.0))
    panel.show_map(prepared)
    empty = [rank + 1 for rank, count in enumerate(prepared.rounded.counts) if not count]
    assert str(empty[0]) in panel.warning.text()
    panel.set_bounds((12.0,))
    assert "few differences" in panel.warning.text()
    assert panel.emitted == []


def test_bounds_of_another_map_are_taken(panel, five):
    panel.set_bounds((2.0, 4.0, 500.0))
    assert panel.view.inner() == (2.0, 4.0)
    assert panel.table.rowCount() == 3
    with pytest.raises(ClassificationError):
        panel.set_bounds((4.0, 2.0))
    assert panel.view.inner() == (2.0, 4.0)


def test_a_bound_beyond_the_values_keeps_its_empty_class(panel, make):
    prepared = make("densite", Level.REGION, method=Method.MANUAL, manual_bounds=(50.0, 100.0))
    panel.show_map(prepared)
    panel.table.item(1, 2).setText("5000")
    assert panel.table.rowCount() == 3
    assert counts(panel)[2] == 0
    assert cells(panel, 2)[2] == ""
    again = make("densite", Level.REGION, method=Method.MANUAL, manual_bounds=panel.bounds())
    assert list(again.rounded.counts) == counts(panel)


def test_the_check_box_speaks_only_when_clicked(panel, five, make, qtbot):
    heard = []
    panel.roundToggled.connect(heard.append)
    panel.show_map(make(method=Method.QUANTILE, classes=5, rounded=True))
    assert panel.round.isChecked()
    assert heard == []
    QTest.mouseClick(panel.round, LEFT, NONE, QPoint(8, panel.round.height() // 2))
    assert heard == [False]


def test_colors_are_judged(panel, make):
    panel.show_map(make(method=Method.QUANTILE, classes=5, palette="Blues"))
    assert "still reads" in panel.verdict.text()
    panel.show_map(make(method=Method.QUANTILE, classes=8, palette="BuGn"))
    report = color_report(palette("BuGn").colors(8))
    assert panel.verdict.text() == "\n".join(report.sentences())
    assert "hardly reads" in panel.verdict.text()
    assert [row[1] for row in panel.colors.rows()] == [*(v.colors for v in report.visions), report.greys]


@pytest.mark.parametrize("indicator", ["cinemas", "population"])
def test_what_has_no_classes_says_so(panel, five, make, indicator):
    panel.show_map(make(indicator))
    assert not panel.view.isVisible()
    assert panel.empty.isVisible()
    assert "no classes" in panel.empty.text()
    assert panel.bounds() == ()
    panel.set_bounds((1.0,))
    assert panel.bounds() == ()


def test_nine_colors_are_judged_and_their_bounds_stay(panel, make):
    prepared = make(mode=Mode.BIVARIATE, second="densite")
    panel.show_map(prepared)
    assert panel.table.rowCount() == 3
    assert panel.colors.rows()[0][1] == prepared.cell_colors
    assert panel.verdict.text() == "\n".join(
        color_report(prepared.cell_colors, grid_neighbours()).sentences()
    )
    inner = panel.view.inner()
    drag(panel.view, inner[0], inner[1])
    assert panel.view.inner() == inner
    assert panel.view.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not panel.round.isEnabled()
    assert panel.emitted == []


def test_forgetting(panel, five):
    panel.forget()
    assert panel.bounds() == ()
    assert not panel.table.isVisible()
    assert "once a map is made" in panel.empty.text()


def test_communes_with_a_bound_far_in_the_tail(panel, make):
    prepared = make("densite", Level.COMMUNE)
    panel.show_map(prepared)
    view = panel.view
    assert sum(counts(panel)) > 34_000
    places = [view.x_of(bound) for bound in view.inner()]
    assert places == sorted(places)
    assert places[-1] == view.area().right()
    # Brought back on the axis with the mouse, from the end where it is shown.
    drag(view, view.inner()[-1], (view.inner()[-2] * 3 + view._bins.high) / 4)
    assert view.inner()[-2] < view.inner()[-1] < 10_000


@pytest.mark.parametrize("width", [250, 280, 500])
def test_it_fits_in_a_narrow_dock(panel, five, width):
    area = panel.window()
    area.resize(width, 700)
    QTest.qWait(1)
    assert area.horizontalScrollBar().maximum() == 0
    assert panel.table.horizontalScrollBar().maximum() == 0
    assert panel.view.width() <= width
    table = panel.table
    bottom = table.rowViewportPosition(4) + table.rowHeight(4)
    assert bottom <= table.viewport().height()


def test_it_is_drawn_with_the_colors_of_the_classes_and_of_the_theme(panel, five):
    dark = QPalette()
    dark.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    dark.setColor(QPalette.ColorRole.WindowText, QColor("#eeeeee"))
    panel.setPalette(dark)
    panel.setAutoFillBackground(True)
    image = panel.view.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert set(five.colors) <= found
    assert "#202020" in found
    assert "#eeeeee" in found


def test_everything_has_a_name_for_screen_readers(panel, five):
    named = (panel.view, panel.table, panel.warning, panel.round, panel.colors, panel.verdict)
    assert all(part.accessibleName() for part in named)
    assert panel.view.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert "distance" in panel.colors.accessibleDescription()
