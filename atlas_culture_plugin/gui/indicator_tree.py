# SPDX-License-Identifier: GPL-2.0-or-later
"""Themes and indicators as a tree that a search narrows."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import (
    QItemSelection,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ..core.choices import haystack, matches
from ..core.i18n import tr
from ..core.model import Indicator, Theme, ValueKind
from .icons import icon

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
_TEXT_ROLE = Qt.ItemDataRole.UserRole + 2
_INDENTATION = 12
#: Pixels that the icon and the margins of a row take.
_ICON_ROOM = 30
_HIGHEST, _MARGIN = 400, 4


def _kind_icon(kind: ValueKind) -> str:
    return "circles" if kind is ValueKind.STOCK else "choropleth"


def _kind_text(kind: ValueKind) -> str:
    return {
        ValueKind.STOCK: tr("Number or amount, drawn as circles"),
        ValueKind.RATIO: tr("Ratio, drawn as coloured areas"),
        ValueKind.TYPOLOGY: tr("Typology, drawn as coloured areas"),
    }[kind]


class _Filter(QSortFilterProxyModel):
    """Keeps the indicators in which every word is found, under their themes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._query = ""
        self.setRecursiveFilteringEnabled(True)

    def search(self, query: str) -> None:
        """Narrow to ``query``."""
        self._query = query
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        """Called by Qt; a theme is kept for its indicators alone."""
        if not self._query.strip():
            return True
        searched = self.sourceModel().index(row, 0, parent).data(_TEXT_ROLE)
        return bool(searched) and matches(searched, self._query)


class _Wrapped(QStyledItemDelegate):
    """Makes a row as high as its name needs: QTreeView alone keeps to one line."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Called by Qt."""
        hint = super().sizeHint(option, index)
        depth = 2 if index.parent().isValid() else 1
        width = self._view.viewport().width() - depth * self._view.indentation() - _ICON_ROOM
        room = QRect(0, 0, max(width, _ICON_ROOM), _HIGHEST)
        text = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(0, max(hint.height(), text.height() + _MARGIN))


class IndicatorTree(QTreeView):
    """Shows the indicators offered; tells which one is chosen by its key ``package/id``."""

    indicatorChosen = pyqtSignal(str)
    confirmed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self._filter = _Filter(self)
        self._filter.setSourceModel(self._model)
        self.setModel(self._filter)
        self.setHeaderHidden(True)
        # Long names differ by their middle and their end: they go on a second line, nothing is cut.
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        self.setIndentation(_INDENTATION)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(tr("Themes and indicators"))
        self.selectionModel().selectionChanged.connect(self._tell)
        # Not "activated": where one click activates, every look at an indicator would add a layer.
        self.doubleClicked.connect(self._confirm)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: lines break elsewhere, and what is chosen stays in sight."""
        chosen = self.currentIndex()
        in_sight = chosen.isValid() and self.visualRect(chosen).intersects(QRect(QPoint(), event.oldSize()))
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if in_sight:
            QTimer.singleShot(0, self._show_chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt: Enter on an indicator adds it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def fill(self, themes: Iterable[Theme], indicators: Iterable[Indicator]) -> None:
        """Show other indicators; the selection stays when its indicator does."""
        selected, expanded = self.selected(), self.expanded_themes()
        self._model.clear()
        labels = {theme.id: theme.label for theme in themes}
        items = {theme: self._theme_item(theme, label) for theme, label in labels.items()}
        for indicator in indicators:
            if indicator.offered and indicator.theme in items:
                items[indicator.theme].appendRow(_item(indicator, labels[indicator.theme]))
        for item in items.values():
            if item.hasChildren():
                self._model.appendRow(item)
        self.expand_themes(expanded)
        self.select(selected)

    def _theme_item(self, theme: str, label: str) -> QStandardItem:
        item = QStandardItem(label)
        item.setData(theme, KEY_ROLE)
        item.setSelectable(False)
        return item

    def search(self, query: str) -> int:
        """Narrow the tree to ``query``.

        Returns:
            The number of indicators shown.
        """
        self._filter.search(query)
        if query.strip():
            self.expandAll()
        return self.count()

    def count(self) -> int:
        """Number of indicators shown."""
        themes = (self._filter.index(row, 0) for row in range(self._filter.rowCount()))
        return sum(self._filter.rowCount(theme) for theme in themes)

    def selected(self) -> str:
        """Key of the indicator chosen, empty when there is none."""
        indexes = self.selectionModel().selectedIndexes()
        return str(indexes[0].data(KEY_ROLE)) if indexes else ""

    def select(self, key: str) -> bool:
        """Choose an indicator and show it; empty chooses none.

        Returns:
            Whether there is such an indicator.
        """
        index = self._index_of(key)
        if not index.isValid():
            self.clearSelection()
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        QTimer.singleShot(0, self._show_chosen)
        return True

    def _show_chosen(self) -> None:
        """Scroll to what is chosen once rows are as high as their names: only then is its place known."""
        self.executeDelayedItemsLayout()
        # In the middle: the description below grows as it is filled, and takes the last rows.
        row = self.visualRect(self.currentIndex())
        if not self.viewport().rect().adjusted(0, 0, 0, -2 * row.height()).contains(row):
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def expanded_themes(self) -> list[str]:
        """Identifiers of the themes that are unfolded."""
        themes = (self._filter.index(row, 0) for row in range(self._filter.rowCount()))
        return [str(theme.data(KEY_ROLE)) for theme in themes if self.isExpanded(theme)]

    def expand_themes(self, wanted: Iterable[str]) -> None:
        """Unfold these themes and fold the others."""
        kept = set(wanted)
        for row in range(self._filter.rowCount()):
            theme = self._filter.index(row, 0)
            self.setExpanded(theme, theme.data(KEY_ROLE) in kept)

    def _index_of(self, key: str) -> QModelIndex:
        for row in range(self._filter.rowCount()):
            theme = self._filter.index(row, 0)
            for child in range(self._filter.rowCount(theme)):
                index = self._filter.index(child, 0, theme)
                if index.data(KEY_ROLE) == key:
                    return index
        return QModelIndex()

    def _tell(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        key = self.selected()
        if key:
            self.indicatorChosen.emit(key)

    def _confirm(self, index: QModelIndex) -> None:
        if index.data(_TEXT_ROLE):
            self.confirmed.emit()


def _item(indicator: Indicator, theme: str) -> QStandardItem:
    item = QStandardItem(icon(_kind_icon(indicator.kind)), indicator.label)
    item.setData(indicator.key, KEY_ROLE)
    item.setData(haystack(indicator, theme), _TEXT_ROLE)
    unit = f" ({indicator.unit})" if indicator.unit else ""
    item.setToolTip(f"{indicator.label}{unit}\n{_kind_text(indicator.kind)}")
    item.setData(f"{indicator.label}, {_kind_text(indicator.kind)}", Qt.ItemDataRole.AccessibleTextRole)
    return item
