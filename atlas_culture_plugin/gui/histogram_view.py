# SPDX-License-Identifier: GPL-2.0-or-later
"""The distribution of the values, with class bounds that are dragged with the mouse or the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..core import class_editing
from ..core.formatting import number
from ..core.histogram import Histogram, bound_decimals, pieces, ticks
from ..core.i18n import tr

_MARGIN = 10
_KNOB = 5
#: How far from a bound the mouse takes it, in pixels.
_REACH = 7
_KEY_STEPS = 200
_FAST = 10
_TRANSPARENT = 110


class HistogramView(QWidget):
    """Bars in the colours of their classes; a knob on each bound.

    ``dragged`` is emitted while a bound moves, ``settled`` when it is left: both carry the inner bounds.
    """

    dragged = pyqtSignal(tuple)
    settled = pyqtSignal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bins = Histogram()
        self._inner: tuple[float, ...] = ()
        self._before: tuple[float, ...] = ()
        self._colors: tuple[str, ...] = ()
        self._decimals = 0
        self._current = 0
        self._held = False
        self._editable = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Distribution of the values and bounds of the classes"))

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(240, 90 + 3 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(120, self.sizeHint().height())

    def show_bins(
        self,
        bins: Histogram,
        inner: Sequence[float],
        colors: Sequence[str],
        decimals: int,
        *,
        editable: bool,
    ) -> None:
        """Draw a distribution.

        Args:
            bins: its bins, whose axis holds all the bounds.
            inner: bounds between classes.
            colors: one a class.
            decimals: those of the indicator.
            editable: whether the bounds can be moved.
        """
        self._bins, self._decimals, self._editable = bins, decimals, editable and bool(bins.edges)
        policy = Qt.FocusPolicy.StrongFocus if self._editable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self._held = False
        self._before = ()
        self._set(inner, colors)

    def _set(self, inner: Sequence[float], colors: Sequence[str]) -> None:
        self._inner, self._colors = tuple(inner), tuple(colors)
        self._current = max(0, min(self._current, len(self._inner) - 1))
        self._describe()
        self.update()

    def set_colors(self, colors: Sequence[str]) -> None:
        """Paint the classes in other colours."""
        self._colors = tuple(colors)
        self.update()

    def inner(self) -> tuple[float, ...]:
        """Bounds between classes, as they are drawn."""
        return self._inner

    def current(self) -> int:
        """Rank of the bound that the keyboard moves."""
        return self._current

    # Geometry ------------------------------------------------------------------------------------

    def area(self) -> QRectF:
        """Where the bars are."""
        line = self.fontMetrics().height()
        return QRectF(
            _MARGIN, line + 2 * _KNOB + 2, max(1, self.width() - 2 * _MARGIN), self.height() - 2 * line - 20
        )

    def x_of(self, value: float) -> float:
        """Place of a value; the end of the axis for one that lies beyond."""
        area, bins = self.area(), self._bins
        share = (min(max(value, bins.low), bins.high) - bins.low) / (bins.high - bins.low)
        return float(area.left() + area.width() * share)

    def _value_at(self, x: float) -> float:
        area, bins = self.area(), self._bins
        share = min(1.0, max(0.0, float((x - area.left()) / area.width())))
        return bins.low + share * (bins.high - bins.low)

    def _pixel(self) -> float:
        """What one pixel of the axis is worth."""
        return (self._bins.high - self._bins.low) / float(self.area().width())

    def _near(self, x: float) -> int | None:
        """The bound within reach; of two at the same place, the one that can move towards ``x``."""
        found = [(abs(self.x_of(bound) - x), rank) for rank, bound in enumerate(self._inner)]
        found = [(gap, rank) for gap, rank in found if gap <= _REACH]
        if not found:
            return None
        nearest = min(gap for gap, _rank in found)
        ranks = [rank for gap, rank in found if gap - nearest < 1]
        return ranks[-1] if x >= self.x_of(self._inner[ranks[-1]]) else ranks[0]

    # Mouse ---------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        rank = self._near(event.pos().x()) if self._editable else None
        if event.button() != Qt.MouseButton.LeftButton or rank is None:
            super().mousePressEvent(event)
            return
        self._current, self._held, self._before = rank, True, self._inner
        self._describe()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        x = event.pos().x()
        if self._held:
            step = self._pixel()
            self._change(class_editing.move(self._inner, self._current, self._value_at(x), step))
        elif self._editable:
            reach = self._near(x) is not None
            self.setCursor(Qt.CursorShape.SplitHCursor if reach else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        if self._held and event.button() == Qt.MouseButton.LeftButton:
            self._held = False
            self._settle()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Called by Qt: a bound where there is none."""
        x = event.pos().x()
        if not self._editable or event.button() != Qt.MouseButton.LeftButton or self._near(x) is not None:
            return
        self._add(self._value_at(x))

    # Keyboard ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        key = event.key()
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        chooses = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
        if not self._editable or not self._inner:
            super().keyPressEvent(event)
        elif key in moves:
            fast = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(moves[key] * (_FAST if fast else 1))
        elif key in chooses:
            self._choose(self._current + chooses[key])
        elif key == Qt.Key.Key_Home:
            self._choose(0)
        elif key == Qt.Key.Key_End:
            self._choose(len(self._inner) - 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        elif key == Qt.Key.Key_Insert:
            self._insert()
        elif key == Qt.Key.Key_Escape and self._held:
            self._held = False
            self._change(self._before)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Called by Qt: a key held down repeats itself, its last release ends the move."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._before:
            if not event.isAutoRepeat():
                self._settle()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt: what was being moved is left there."""
        super().focusOutEvent(event)
        self._held = False
        self._settle()
        self.update()

    def _choose(self, rank: int) -> None:
        self._current = max(0, min(rank, len(self._inner) - 1))
        self._describe()
        self.update()

    def _nudge(self, steps: int) -> None:
        self._before = self._before or self._inner
        step = (self._bins.high - self._bins.low) / _KEY_STEPS
        target = self._inner[self._current] + steps * step
        self._change(class_editing.move(self._inner, self._current, target, step))

    def _insert(self) -> None:
        """A bound in the middle of the class above the current one, which it then is."""
        following = [*self._inner[1:], self._bins.high][self._current]
        self._add((self._inner[self._current] + following) / 2)

    def _add(self, value: float) -> None:
        added = class_editing.add(self._inner, value, self._pixel())
        if added == self._inner:
            return
        self._current = next(rank for rank, bound in enumerate(added) if bound not in self._inner)
        self._before = self._inner
        self._change(added)
        self._settle()

    def _remove(self) -> None:
        self._before = self._inner
        self._change(class_editing.remove(self._inner, self._current))
        self._settle()

    def _change(self, inner: tuple[float, ...]) -> None:
        if inner != self._inner:
            self._set(inner, self._colors)
            self.dragged.emit(inner)

    def _settle(self) -> None:
        before, self._before = self._before, ()
        if before and before != self._inner:
            self.settled.emit(self._inner)

    # Drawing -------------------------------------------------------------------------------------

    def _describe(self) -> None:
        """Say the current bound: aloud for screen readers, on hover for the others."""
        if not self._inner:
            self.setAccessibleDescription("")
            self.setToolTip("")
            return
        sentence = tr("Bound {rank} of {count}: {value}").format(
            rank=self._current + 1, count=len(self._inner), value=self._text(self._inner[self._current])
        )
        self.setAccessibleDescription(sentence)
        help_text = tr(
            "Drag a bound, or move it with the left and right arrows (up and down: another bound). "
            "Double click or Insert: one bound more. Delete: one bound less."
        )
        self.setToolTip(help_text if self._editable else "")

    def _text(self, value: float) -> str:
        return number(value, bound_decimals(self._inner, self._decimals))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        if not self._bins.edges:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter)
        self._paint_axis(painter)
        for rank in range(len(self._inner)):
            self._paint_bound(painter, rank)
        self._paint_tails(painter)
        self._paint_value(painter)
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        area = self.area()
        edge = self.palette().color(QPalette.ColorRole.WindowText)
        edge.setAlpha(_TRANSPARENT)
        painter.setPen(QPen(edge, 0.5))
        for piece in pieces(self._bins, self._inner):
            left, right = self.x_of(piece.lower), self.x_of(piece.upper)
            height = max(1.5, area.height() * piece.count / self._bins.tallest)
            color = self._colors[min(piece.rank, len(self._colors) - 1)] if self._colors else "#888888"
            painter.setBrush(QColor(color))
            painter.drawRect(QRectF(left, area.bottom() - height, right - left, height))

    def _paint_axis(self, painter: QPainter) -> None:
        area, metrics = self.area(), self.fontMetrics()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        widest = max(
            metrics.horizontalAdvance(number(value, self._decimals))
            for value in (self._bins.low, self._bins.high)
        )
        places = ticks(self._bins.low, self._bins.high, max(2, min(7, int(area.width() / (1.6 * widest)))))
        decimals = bound_decimals(places, self._decimals)
        end = 0.0
        for place in places:
            x, text = self.x_of(place), number(place, decimals)
            width = metrics.horizontalAdvance(text) + 2
            left = min(max(0.0, x - width / 2), self.width() - width)
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3))
            if left >= end:
                painter.drawText(QPointF(left, area.bottom() + 4 + metrics.ascent()), text)
                end = left + width + 4

    def _paint_bound(self, painter: QPainter, rank: int) -> None:
        area, x = self.area(), self.x_of(self._inner[rank])
        chosen = self._editable and rank == self._current
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(ink, 1.6 if chosen else 1))
        painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom()))
        if not self._editable:
            return
        role = QPalette.ColorRole.Highlight if chosen and self.hasFocus() else QPalette.ColorRole.Button
        painter.setBrush(self.palette().color(role))
        top = area.top() - 2 * _KNOB - 2
        middle, side = top + _KNOB, 0
        if not self._bins.low <= self._inner[rank] <= self._bins.high:
            side = 1 if self._inner[rank] > self._bins.high else -1
        # Pointing at the axis, or out of it where the bound lies beyond.
        tip = QPointF(x + side * (_KNOB + 3), middle) if side else QPointF(x, top + 2 * _KNOB)
        corners = [QPointF(x - _KNOB, top), QPointF(x + _KNOB, top), QPointF(x + _KNOB, middle), tip]
        corners.append(QPointF(x - _KNOB, middle))
        if side:
            corners = [QPointF(x, top), tip, QPointF(x, top + 2 * _KNOB)]
        painter.drawPolygon(QPolygonF(corners))

    def _paint_tails(self, painter: QPainter) -> None:
        """How many values the axis leaves out, at the end where they would be."""
        area, metrics, bins = self.area(), self.fontMetrics(), self._bins
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        rank = 0
        for count, limit, sentence in (
            (bins.above, bins.high, tr("{count} beyond {limit}")),
            (bins.below, bins.low, tr("{count} below {limit}")),
        ):
            if not count:
                continue
            decimals = bound_decimals([limit], self._decimals)
            text = sentence.format(count=number(count), limit=number(limit, decimals))
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            width = metrics.horizontalAdvance(text)
            x = area.right() - width - 4 if limit == bins.high else area.left() + 4
            top = area.top() + rank * metrics.height()
            # Over the line of a bound, perhaps.
            painter.fillRect(QRectF(x - 2, top, width + 4, metrics.height()), self.palette().window())
            painter.drawText(QPointF(x, top + metrics.ascent()), text)
            rank += 1

    def _paint_value(self, painter: QPainter) -> None:
        """The value of the current bound, above it."""
        if not self._inner or not self._editable:
            return
        metrics, value = self.fontMetrics(), self._inner[self._current]
        text = self._text(value)
        width = metrics.horizontalAdvance(text) + 2
        left = min(max(0.0, self.x_of(value) - width / 2), self.width() - width)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(QPointF(left, metrics.ascent()), text)
