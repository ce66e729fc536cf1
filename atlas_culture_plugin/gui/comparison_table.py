# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparison table as it is seen: names that stay at the left, sorting, what a line can do."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import QModelIndex, QPoint, QRect, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics, QIcon, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ..core.comparison.cells import Measure
from ..core.comparison.grid import Grid, Head
from ..core.i18n import tr
from .comparison_model import ComparisonModel, bold
from .icons import icon
from .territory_marks import SIZE

#: Share of the width that names may take, and bounds of it in pixels.
_NAMES_SHARE, _NARROWEST, _WIDEST = 0.4, 120, 420
#: Widest column of names of indicators, and highest line, in pixels.
_WIDEST_TEXT, _HIGHEST = 260, 400
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
#: Lines looked at to give a column its width.
_SAMPLE, _MANY = 400, 2000
#: Territories looked at for the width of the columns of all.
_BLOCKS = 8
#: Around a text; around a name and its mark; and the widest head of a column that says less.
_PADDING, _ROOM, _WIDEST_HEAD = 16, 30, 170
_SORTED_UP, _SORTED_DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ComparisonTable(QTableView):
    """Shows a :class:`ComparisonModel`; a click on a head sorts up, down, then gives the order back."""

    #: Key of the indicator and reference of the territory of the cell that the user went to.
    chosen = pyqtSignal(str, str)
    hideWanted = pyqtSignal(str)
    #: Key of an indicator and by how many places to move it.
    moveWanted = pyqtSignal(str, int)
    copyWanted = pyqtSignal()
    zoomWanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ComparisonModel(self)
        self.setModel(self.rows)
        self._order: tuple[int, Qt.SortOrder] | None = None
        self._quiet = False
        #: The current cell when the mouse was pressed.
        self._pressed_on: tuple[str, str] | None = None
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(tr("Comparison"))
        self._set_heads()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(self._tell_again)

    def _set_heads(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionsClickable(True)
        across.setSectionsMovable(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.sectionClicked.connect(self._on_head)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for header in (across, down):
            # Bold letters would not hold in the width.
            header.setHighlightSections(False)
        down.setSectionsClickable(True)
        down.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        down.customContextMenuRequested.connect(self._open_head_menu)
        down.setDefaultSectionSize(self.fontMetrics().height() + 8)

    # What the dock asks

    def show_grid(self, grid: Grid | None, icons: Mapping[str, QIcon]) -> None:
        """Show another table; the cell, the order and the place stay where they can."""
        kept = self.current()
        place, order = self.horizontalScrollBar().value(), self._order
        self._quiet = True
        try:
            same = _heads(self.rows.grid) == _heads(grid)
            self.clearSpans()
            self.rows.show_grid(grid, icons)
            self._order = order if same else None
            self._apply_order()
            self._fit()
            if kept is not None:
                self.go_to(*kept)
            self.horizontalScrollBar().setValue(place if same else 0)
        finally:
            self._quiet = False

    def current(self) -> tuple[str, str] | None:
        """Indicator and territory of the current cell."""
        index = self.currentIndex()
        line, territory = self.rows.line(index.row()), self.rows.territory(index)
        if line is None or line.indicator is None or territory is None:
            return None
        return line.indicator.key, territory.reference

    def go_to(self, indicator: str, territory: str) -> bool:
        """Move to the cell of an indicator and a territory, without telling; whether there is one."""
        index = self.rows.find(indicator, territory)
        if not index.isValid():
            return False
        quiet, self._quiet = self._quiet, True
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._quiet = quiet
        return True

    def sort_by(self, place: int, order: Qt.SortOrder) -> None:
        """Sort by a column."""
        self._order = (place, order)
        self._apply_order()

    # What the user does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt: the copy key copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyWanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Called by Qt: what was current before the click is remembered."""
        self._pressed_on = self.current()
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: names keep their share of the width."""
        super().resizeEvent(event)
        self._fit_names()

    def menu(self, indicator: str, territory: str, place: int = -1) -> QMenu:
        """What can be done with a line, and with the column at a place where there is one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("copy"), tr("Copy the table"), self.copyWanted.emit)
        if territory:
            menu.addAction(
                icon("search"), tr("Zoom to it on the map"), lambda: self.zoomWanted.emit(territory)
            )
        if indicator:
            menu.addSeparator()
            menu.addAction(tr("Hide this indicator"), lambda: self.hideWanted.emit(indicator))
            menu.addAction(tr("Move up"), lambda: self.moveWanted.emit(indicator, -1))
            menu.addAction(tr("Move down"), lambda: self.moveWanted.emit(indicator, 1))
        menu.addSeparator()
        if place >= 0:
            # As a click on its head does, for who has no mouse.
            menu.addAction(tr("Sort by this column"), lambda: self._on_head(place))
        menu.addAction(tr("Order of the comparison"), self._unsort).setEnabled(self._order is not None)
        return menu

    def _on_head(self, place: int) -> None:
        before = self._order
        if before is None or before[0] != place:
            self.sort_by(place, _SORTED_DOWN)
        elif before[1] == _SORTED_DOWN:
            self.sort_by(place, _SORTED_UP)
        else:
            self._unsort()

    def _unsort(self) -> None:
        self._order = None
        self._apply_order()

    def _apply_order(self) -> None:
        place, order = self._order if self._order is not None else (-1, _SORTED_UP)
        kept = self.current()
        self.rows.sort(place, order)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(place >= 0)
        header.setSortIndicator(place, order)
        self._span_titles()
        if kept is not None:
            self.go_to(*kept)

    def _open_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        line, territory = self.rows.line(index.row()), self.rows.territory(index)
        key = line.indicator.key if line is not None and line.indicator is not None else ""
        reference = territory.reference if territory is not None else ""
        self.menu(key, reference, index.column()).popup(self.viewport().mapToGlobal(place))

    def _open_head_menu(self, place: QPoint) -> None:
        line = self.rows.line(self.verticalHeader().logicalIndexAt(place))
        if line is not None and line.indicator is not None:
            territory = line.territories[0].reference if self.rows.is_by_figure() else ""
            self.menu(line.indicator.key, territory).popup(self.verticalHeader().mapToGlobal(place))

    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        current = self.current()
        if current is not None and not self._quiet:
            self.chosen.emit(*current)

    def _tell_again(self, _index: QModelIndex) -> None:
        """A click on what is current already: the user looks for it on the map."""
        current = self.current()
        if current is not None and current == self._pressed_on:
            self.chosen.emit(*current)

    # Sizes

    def _fit(self) -> None:
        """Each column as wide as its head and its first lines need."""
        grid = self.rows.grid
        if grid is None:
            return
        metrics = self.horizontalHeader().fontMetrics()
        known: dict[object, int] = {}
        # All the lines where they are not too many: a figure that is cut is a wrong figure.
        looked_at = _SAMPLE if len(grid.lines) > _MANY else len(grid.lines)
        for place, head in enumerate(grid.heads):
            # Those of the first territories are as wide as those of the two hundredth.
            kind = (head.column, head.block % _BLOCKS)
            if kind not in known:
                texts = (grid.cell(row, place).text for row in range(looked_at))
                known[kind] = max(map(metrics.horizontalAdvance, texts), default=0)
            self.setColumnWidth(place, self._width(head, known[kind], metrics))
        self._shorten(grid, metrics)
        self._fit_names()

    def _width(self, head: Head, cells: int, metrics: QFontMetrics) -> int:
        name, *titles = map(metrics.horizontalAdvance, head.text.split("\n"))
        if head.column is None:
            return min(cells + _PADDING, _WIDEST_TEXT)
        if head.territory is None:
            return int(max(cells, name, *titles)) + _PADDING
        # The name of a territory is whole over its first column, and may be cut over the others.
        name = min(name, _WIDEST_HEAD) if head.column.measure is self._first_measure() else 0
        return int(max(cells + _PADDING, max(titles) + _ROOM, name + _ROOM))

    def _first_measure(self) -> Measure | None:
        grid = self.rows.grid
        column = grid.heads[0].column if grid is not None and grid.heads else None
        return column.measure if column is not None else None

    def _shorten(self, grid: Grid, metrics: QFontMetrics) -> None:
        names = {}
        for place, head in enumerate(grid.heads):
            name = head.text.partition("\n")[0]
            room = self.columnWidth(place) - _ROOM
            if head.territory is not None and metrics.horizontalAdvance(name) > room:
                names[place] = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        self.rows.shorten(names)

    def _fit_names(self) -> None:
        """Names have a share of the width, and lines as high as they need."""
        grid = self.rows.grid
        if grid is None:
            return
        header = self.verticalHeader()
        icon = SIZE + _PADDING // 2 if self.rows.is_by_figure() else 0
        labels = {line.label: line.is_title for line in grid.lines}
        metrics = {
            title: QFontMetrics(bold(header.font()) if title else header.font()) for title in (False, True)
        }
        wanted = max((metrics[title].horizontalAdvance(label) for label, title in labels.items()), default=0)
        room = max(_NARROWEST, min(_WIDEST, int(self.width() * _NAMES_SHARE)))
        width = min(wanted + icon + 2 * _PADDING, room)
        header.setFixedWidth(width)
        space = QRect(0, 0, width - icon - _PADDING, _HIGHEST)
        heights = {
            label: metrics[title].boundingRect(space, _WRAPPED, label).height() + _PADDING // 2
            for label, title in labels.items()
        }
        for row, line in enumerate(grid.lines):
            if self.rowHeight(row) != heights[line.label]:
                self.setRowHeight(row, heights[line.label])

    def _span_titles(self) -> None:
        """The title of a theme goes across the columns."""
        self.clearSpans()
        grid = self.rows.grid
        if grid is None or len(grid.heads) < 2:
            return
        for row, line in enumerate(grid.lines):
            if line.is_title:
                self.setSpan(row, 0, 1, len(grid.heads))


def _heads(grid: Grid | None) -> tuple[object, ...]:
    return tuple(head.text for head in grid.heads) if grid is not None else ()
