# SPDX-License-Identifier: GPL-2.0-or-later
"""A comparison table as a Qt model: cells are made when they are seen, so that thousands cost nothing."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette

from ..core.comparison.cells import Cell, explanation
from ..core.comparison.colors import BAD_COLORS, GOOD_COLORS
from ..core.comparison.grid import Grid, Head, Line, Shape
from ..core.comparison.model import Figure
from ..core.model import Territory

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
#: Long names differ by their middle and their end: they go on a second line, nothing is cut.
_NAME = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
#: Half of the lightness of Qt.
_MIDDLE = 128
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ComparisonModel(QAbstractTableModel):
    """Shows a :class:`~..core.comparison.grid.Grid`; the names of the lines are its vertical header."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None
        self._icons: Mapping[str, QIcon] = {}
        self._names: dict[int, str] = {}

    def show_grid(self, grid: Grid | None, icons: Mapping[str, QIcon]) -> None:
        """Show another table; ``icons`` are the marks of the territories, by reference."""
        self.beginResetModel()
        self.grid, self._icons = grid, icons
        self._names = {}
        self.endResetModel()

    def shorten(self, names: dict[int, str]) -> None:
        """Write names of territories shorter in the heads of these columns; the tool tips have them whole."""
        self._names = names
        if names:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    # What Qt calls

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Called by Qt."""
        return len(self.grid.lines) if self.grid is not None and not _is_valid(parent) else 0

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Called by Qt."""
        return len(self.grid.heads) if self.grid is not None and not _is_valid(parent) else 0

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Called by Qt: the title of a theme is not chosen."""
        line = self.line(index.row())
        if line is None or line.is_title:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Called by Qt."""
        grid, line = self.grid, self.line(index.row())
        if grid is None or line is None or not index.isValid():
            return None
        if line.is_title:
            return _shade() if role == Qt.ItemDataRole.BackgroundRole else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._explanation(index)
        return _cell_data(grid.cell(index.row(), index.column()), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Called by Qt."""
        if self.grid is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._head_data(section, self.grid.heads[section], role)
        return self._line_data(self.grid.lines[section], role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Called by Qt; a negative column gives back the order of the comparison."""
        if self.grid is None or column >= len(self.grid.heads):
            return
        self.layoutAboutToBeChanged.emit()
        self.grid.sort(column if column >= 0 else None, order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, self.rowCount() - 1))

    # What the table asks

    def line(self, row: int) -> Line | None:
        """The line of a row."""
        return self.grid.lines[row] if self.grid is not None and 0 <= row < len(self.grid.lines) else None

    def figure(self, index: QModelIndex) -> Figure | None:
        """The figure of a cell."""
        return self.grid.figure(index.row(), index.column()) if self._is_cell(index) and self.grid else None

    def territory(self, index: QModelIndex) -> Territory | None:
        """The territory of a cell."""
        return (
            self.grid.territory(index.row(), index.column()) if self._is_cell(index) and self.grid else None
        )

    def find(self, indicator: str, territory: str) -> QModelIndex:
        """The first cell of an indicator and a territory."""
        if self.grid is None:
            return QModelIndex()
        row = self.grid.row_of(indicator, territory)
        place = self.grid.place_of(territory)
        return self.index(row, place) if row >= 0 else QModelIndex()

    def is_by_figure(self) -> bool:
        """Whether each line is one territory."""
        return self.grid is not None and self.grid.look.shape is Shape.FIGURES

    def _is_cell(self, index: QModelIndex) -> bool:
        return bool(index.isValid()) and self.line(index.row()) is not None

    def _explanation(self, index: QModelIndex) -> str | None:
        line, territory = self.line(index.row()), self.territory(index)
        if line is None or line.indicator is None or territory is None:
            return None
        return explanation(territory, line.indicator, self.figure(index))

    def _head_data(self, place: int, head: Head, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            if head.territory is None:
                return head.text
            name, separator, title = head.text.partition("\n")
            return f"{self._names.get(place, name)}{separator}{title}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            named = head.text.replace("\n", " – ", 1) if head.territory is not None else head.text
            return named.replace("\n", " ")
        if role == Qt.ItemDataRole.DecorationRole and head.territory is not None:
            return self._icons.get(head.territory.reference)
        return None

    def _line_data(self, line: Line, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return line.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NAME
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.indicator.definition or line.label if line.indicator is not None else line.label
        if role == Qt.ItemDataRole.FontRole and line.is_title:
            return bold(QGuiApplication.font())
        if role == Qt.ItemDataRole.DecorationRole and self.is_by_figure() and line.territories:
            return self._icons.get(line.territories[0].reference)
        return None


def bold(font: QFont) -> QFont:
    """A font in bold letters."""
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy


def _cell_data(cell: Cell, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return cell.text
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _RIGHT if cell.is_number else _LEFT
    if role == Qt.ItemDataRole.ForegroundRole and cell.key is None:
        return _faint()
    if role == Qt.ItemDataRole.ForegroundRole and cell.is_good is not None:
        return _judgement(cell.is_good)
    return None


def _is_valid(parent: QModelIndex | None) -> bool:
    return parent is not None and bool(parent.isValid())


def _shade() -> QColor:
    return QGuiApplication.palette().color(QPalette.ColorRole.AlternateBase)


def _judgement(is_good: bool) -> QColor:
    """Colour of a gap that goes the good way or the bad one, on the theme of QGIS."""
    is_dark = QGuiApplication.palette().color(QPalette.ColorRole.Base).lightness() < _MIDDLE
    return QColor((GOOD_COLORS if is_good else BAD_COLORS)[is_dark])


def _faint() -> QColor:
    """Colour of what has no figure: lighter than figures, still readable on both themes."""
    palette = QGuiApplication.palette()
    return palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.PlaceholderText)
