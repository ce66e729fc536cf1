# SPDX-License-Identifier: GPL-2.0-or-later
"""The territories compared, as chips in their colours: moved by dragging, removed by their cross."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QDropEvent, QIcon, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..core.i18n import tr
from .icons import icon
from .territory_marks import SIZE, marks

REFERENCE_ROLE = Qt.ItemDataRole.UserRole + 1
_MARGIN, _CROSS, _ROUND = 6, 16, 8
#: Lines of chips beyond which they scroll.
_LINES = 2
#: A longer name is cut, its tool tip has it whole.
_WIDEST = 240


class _Chip(QStyledItemDelegate):
    """Draws a mark, a name and a cross in a rounded frame."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Called by Qt."""
        text = option.fontMetrics.horizontalAdvance(str(index.data()))
        width = min(text + SIZE + _CROSS + 4 * _MARGIN, _WIDEST)
        return QSize(width, max(option.fontMetrics.height(), SIZE) + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Called by Qt."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        frame = QRect(option.rect).adjusted(1, 1, -2, -2)
        painter.setPen(
            QPen(palette.highlight().color() if chosen else palette.mid().color(), 2 if chosen else 1)
        )
        painter.setBrush(palette.button())
        painter.drawRoundedRect(frame, _ROUND, _ROUND)
        mark = index.data(Qt.ItemDataRole.DecorationRole)
        left = QRect(frame.left() + _MARGIN, frame.center().y() - SIZE // 2, SIZE, SIZE)
        if isinstance(mark, QIcon):
            mark.paint(painter, left)
        room = frame.adjusted(SIZE + 2 * _MARGIN, 0, -_CROSS - _MARGIN, 0)
        text = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room.width())
        painter.setPen(palette.buttonText().color())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        _draw_cross(painter, cross_of(option.rect), palette.buttonText().color())
        painter.restore()


def cross_of(chip: QRect) -> QRect:
    """Where the cross of a chip is."""
    return QRect(chip.right() - _CROSS - _MARGIN // 2, chip.top(), _CROSS, chip.height())


def _draw_cross(painter: QPainter, room: QRect, color: QColor) -> None:
    painter.setPen(QPen(color, 1.4))
    middle = room.center()
    for slope in (-1, 1):
        painter.drawLine(middle.x() - 3, middle.y() - 3 * slope, middle.x() + 3, middle.y() + 3 * slope)


class TerritoryList(QListWidget):
    """The territories in the order of the comparison; tells when the user removes or moves one."""

    changed = pyqtSignal()
    #: Reference of a territory to look at on the map.
    zoomWanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Chip(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(1)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Territories compared"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu().popup(self.mapToGlobal(place)))
        self.hide()

    # What the dock asks

    def references(self) -> tuple[str, ...]:
        """References of the territories, in order."""
        return tuple(str(self.item(row).data(REFERENCE_ROLE)) for row in range(self.count()))

    def show_territories(self, named: Iterable[tuple[str, str]]) -> None:
        """Show other territories, given by reference and name, without telling of a change."""
        self.clear()
        for reference, name in named:
            item = QListWidgetItem(name)
            item.setData(REFERENCE_ROLE, reference)
            item.setToolTip(f"{name} – {reference}")
            self.addItem(item)
        self._refresh()

    def menu(self) -> QMenu:
        """What can be done with the chips chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = bool(self.selectedItems())
        zoom = menu.addAction(icon("search"), tr("Zoom to it on the map"), self._zoom)
        menu.addSeparator()
        before = menu.addAction(tr("Move before"), lambda: self.move(-1))
        after = menu.addAction(tr("Move after"), lambda: self.move(1))
        menu.addSeparator()
        remove = menu.addAction(icon("remove"), tr("Remove"), self.remove_chosen)
        menu.addAction(tr("Remove all"), self.remove_all).setEnabled(self.count() > 0)
        for action in (zoom, before, after, remove):
            action.setEnabled(chosen)
        return menu

    # What the user does

    def remove_chosen(self) -> None:
        """Take the chips chosen out of the comparison."""
        rows = sorted((self.row(item) for item in self.selectedItems()), reverse=True)
        for row in rows:
            self.takeItem(row)
        if rows:
            self._tell()

    def remove_all(self) -> None:
        """Take every territory out."""
        self.clear()
        self._tell()

    def move(self, step: int) -> None:
        """Move the current chip by one place."""
        row = self.currentRow()
        target = row + step
        if row < 0 or not 0 <= target < self.count():
            return
        item = self.takeItem(row)
        self.insertItem(target, item)
        self.setCurrentItem(item)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt: Delete removes, Ctrl and an arrow move."""
        moves = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_chosen()
        elif moves and event.key() in steps:
            self.move(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt: the cross of a chip removes it."""
        item = self.itemAt(event.pos())
        if item is not None and cross_of(self.visualItemRect(item)).contains(event.pos()):
            self.takeItem(self.row(item))
            self._tell()
            return
        super().mouseReleaseEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Called by Qt: a chip was dragged elsewhere."""
        before = self.references()
        super().dropEvent(event)
        if self.references() != before:
            self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: chips take another number of lines."""
        super().resizeEvent(event)
        self._fit()

    def _tell(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        """Marks are those of the places: the order changed, or the number."""
        found = marks(self.references())
        for row in range(self.count()):
            item = self.item(row)
            item.setIcon(found[str(item.data(REFERENCE_ROLE))])
        self.setVisible(self.count() > 0)
        self._fit()

    def _fit(self) -> None:
        if not self.count():
            return
        self.doItemsLayout()
        line = self.visualItemRect(self.item(0)).height() + 2 * self.spacing()
        first, last = (self.visualItemRect(self.item(row)) for row in (0, self.count() - 1))
        lines = (last.bottom() - first.top()) // max(1, line) + 1
        self.setFixedHeight(min(lines, _LINES) * line + 2 * self.frameWidth() + 2)

    def _zoom(self) -> None:
        item = self.currentItem()
        if item is not None:
            self.zoomWanted.emit(str(item.data(REFERENCE_ROLE)))
