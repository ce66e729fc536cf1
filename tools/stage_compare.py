# SPDX-License-Identifier: GPL-2.0-or-later
"""What the story needs of the dock « Comparer »: its widgets, its figures, its menus."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QMenu, QTreeWidgetItem, QWidget
from qgis.utils import plugins
from stage import Scene, expect, idle, shot

LEFT = Qt.MouseButton.LeftButton


def panel() -> QWidget:
    """The dock « Comparer »."""
    return plugins["atlas_culture_plugin"].comparing


def calm() -> bool:
    """Whether the comparison and its chart are there."""
    return panel() is not None and panel().is_ready() and not panel().is_busy() and idle()


def window_of(kind: type) -> QWidget:
    """The window of a kind that is open."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    expect(found, f"a window is open: {kind.__name__}")
    return found[-1]


def tick(menu: QMenu, action: QAction) -> None:
    """Click a line of a menu that is open."""
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def open_under(menu: QMenu, button: QWidget) -> None:
    """Open the menu of a button, without waiting for a choice."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def pick(text: str, words: Sequence[str]) -> Scene:
    """Type in the line of the territories, and choose the suggestion that has these words."""
    line = panel().view.picker.line
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, text)
    yield 800
    popup = line.completer().popup()
    rows = [str(popup.model().index(row, 0).data()) for row in range(popup.model().rowCount())]
    row = next((row for row, found in enumerate(rows) if all(word in found for word in words)), -1)
    expect(row >= 0, f"« {text} » finds {words} in {rows}")
    if text == "rennes met":
        shot("comparer_territoire")
    for _step in range(row + 1):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    yield 500
    yield calm


def shown(window: QDialog) -> dict[str, QTreeWidgetItem]:
    """The indicators that the search of the dialog leaves, by id."""
    seen = [one for one in window.tree._items() if not one.isHidden()]
    return {str(one.data(0, Qt.ItemDataRole.UserRole + 1)).partition("/")[2]: one for one in seen}


def figure(indicator: str, territory: str) -> object:
    """What the comparison found."""
    return next(
        one
        for one in panel().comparison.figures
        if one.indicator.id == indicator and one.territory.reference == territory
    )


def go_to(indicator: str, territory: str) -> None:
    """Click the first cell of an indicator and a territory."""
    table = panel().view.table
    index = table.rows.find(f"atlas-essentiel/{indicator}", territory)
    expect(index.isValid(), f"the table has {indicator} of {territory}")
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
