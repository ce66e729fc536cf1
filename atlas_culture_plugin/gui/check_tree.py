# SPDX-License-Identifier: GPL-2.0-or-later
"""Indicators to tick, under their themes, with a line to search them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ..core.choices import haystack, matches
from ..core.i18n import tr
from ..core.model import Indicator

_KEY_ROLE = Qt.ItemDataRole.UserRole + 1
_TEXT_ROLE = Qt.ItemDataRole.UserRole + 2
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class CheckTree(QWidget):
    """A search line above a tree; the box of a theme ticks all its indicators."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QgsFilterLineEdit(self)
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search an indicator"))
        self.search.setAccessibleName(tr("Search an indicator"))
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        # Long names differ by their end: what is cut is their middle.
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setAccessibleName(tr("Themes and indicators"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        self.search.textChanged.connect(self._narrow)
        self.tree.itemChanged.connect(lambda *_item: self.changed.emit())

    def fill(
        self, indicators: Iterable[Indicator], themes: Mapping[str, str], ticked: Collection[str]
    ) -> None:
        """Show indicators, those of ``ticked`` with their box ticked."""
        self.tree.blockSignals(True)
        self.tree.clear()
        parents: dict[str, QTreeWidgetItem] = {}
        for indicator in sorted(indicators, key=lambda one: list(themes).index(one.theme)):
            if indicator.theme not in parents:
                parents[indicator.theme] = self._theme(themes[indicator.theme])
            item = QTreeWidgetItem(parents[indicator.theme], [indicator.label])
            item.setToolTip(0, "\n".join(filter(None, (indicator.label, indicator.definition))))
            item.setData(0, _KEY_ROLE, indicator.key)
            item.setData(0, _TEXT_ROLE, haystack(indicator, themes[indicator.theme]))
            item.setCheckState(0, _CHECKED if indicator.key in ticked else _UNCHECKED)
        for parent in parents.values():
            parent.setExpanded(True)
        self.tree.blockSignals(False)

    def ticked(self) -> list[str]:
        """Keys of the indicators ticked, those that a search hides included."""
        return [str(one.data(0, _KEY_ROLE)) for one in self._items() if one.checkState(0) == _CHECKED]

    def tick_all(self, ticked: bool) -> None:
        """Tick or untick all the indicators that are seen."""
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(0, _CHECKED if ticked else _UNCHECKED)

    def count(self) -> int:
        """Number of indicators."""
        return sum(1 for _item in self._items())

    def _theme(self, label: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [label])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for row in range(self.tree.topLevelItemCount()):
            theme = self.tree.topLevelItem(row)
            yield from (theme.child(place) for place in range(theme.childCount()))

    def _narrow(self, text: str) -> None:
        query = text.strip()
        for item in self._items():
            item.setHidden(bool(query) and not matches(str(item.data(0, _TEXT_ROLE)), query))
        for row in range(self.tree.topLevelItemCount()):
            theme = self.tree.topLevelItem(row)
            seen = any(not theme.child(place).isHidden() for place in range(theme.childCount()))
            theme.setHidden(not seen)
            if query and seen:
                theme.setExpanded(True)
