# SPDX-License-Identifier: GPL-2.0-or-later
"""A chart on the screen: drawn again for each width, sharp at any density, pointed at and clicked."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QByteArray, QEvent, QPoint, QRectF, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import (
    QColor,
    QFontInfo,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..core.chart_parts import TEXT
from ..core.comparison.charts import Chart, Paper, Zone
from ..core.i18n import tr

#: A chart for the paper it is given.
Draw = Callable[[Paper], Chart]

#: Narrowest paper: a widget that is narrower shows it reduced.
_NARROWEST = 55.0
#: White space around the chart, in pixels.
_PAD = 6
#: Milliseconds without a change of width before the chart is drawn again; it is stretched meanwhile.
_REST = 60
#: Width in mm of the chart that is saved or printed, whatever that of the screen.
PRINTED = 120.0


class ChartView(QWidget):
    """One chart, with the font and the size of text of the widget.

    ``hovered`` and ``clicked`` carry the key of what is pointed at, empty for nothing: the reference of a
    territory (``EPCI-243500139``) or of what it is compared with. Arrow keys go from one to the next, Enter
    clicks. The height follows the chart: in a scroll area, have the vertical bar always there.
    """

    hovered = pyqtSignal(str)
    clicked = pyqtSignal(str)
    #: Another chart is shown, or none.
    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw: Draw | None = None
        self._chart: Chart | None = None
        self._renderer = QSvgRenderer(self)
        self._highlight = ""
        self._pointed = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.redraw)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Chart"))

    # What is shown ---------------------------------------------------------------------------------

    def show_chart(self, draw: Draw | None) -> None:
        """Show a chart, or nothing. ``draw`` is called again whenever the width changes."""
        self._draw = draw
        self.redraw()
        self.changed.emit()

    def redraw(self) -> None:
        """Draw the chart again for the present width and font."""
        self._rest.stop()
        self._chart = self._draw(self._paper()) if self._draw else None
        svg = self._chart.svg if self._chart else ""
        self._renderer.load(QByteArray(svg.encode()))
        self.setAccessibleDescription(self._chart.tabbed() if self._chart else "")
        self._point("")
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def chart(self) -> Chart | None:
        """The chart as it is on the screen."""
        return self._chart

    def printed(self) -> Chart | None:
        """The same chart as it is to be saved or printed: always of the same width and size of text."""
        return self._draw(Paper(PRINTED, str(self.font().family()))) if self._draw else None

    def set_highlight(self, key: str) -> None:
        """Frame what has this key; an empty one frames nothing."""
        if key != self._highlight:
            self._highlight = key
            self.update()

    def highlight(self) -> str:
        """Key of what is framed."""
        return self._highlight

    # Geometry --------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        height = self._chart.size[1] * self._scale() + 2 * _PAD if self._chart else 0
        return QSize(round(120 * self._unit()), round(height))

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(round(0.5 * _NARROWEST * self._unit()), self.sizeHint().height())

    def _unit(self) -> float:
        """Pixels of a mm of paper with which the texts are as large as those of the widget."""
        return float(QFontInfo(self.font()).pixelSize()) / TEXT

    def _paper(self) -> Paper:
        return Paper(max(_NARROWEST, (self.width() - 2 * _PAD) / self._unit()), str(self.font().family()))

    def _scale(self) -> float:
        """Pixels of a mm of the chart that is shown, which may be drawn for another width."""
        return max(1, self.width() - 2 * _PAD) / self._chart.size[0] if self._chart else self._unit()

    def _rect(self, zone: Zone) -> QRectF:
        scale = self._scale()
        return QRectF(_PAD + zone.x * scale, _PAD + zone.y * scale, zone.width * scale, zone.height * scale)

    def zone_at(self, position: QPoint) -> Zone | None:
        """What is at a place of the widget."""
        if self._chart is None:
            return None
        scale = self._scale()
        return self._chart.zone_at((position.x() - _PAD) / scale, (position.y() - _PAD) / scale)

    # Events ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Inks are those of paper: they need white, whatever the theme.
        painter.fillRect(event.rect(), QColor("#ffffff"))
        scale = self._scale()
        width, height = self._chart.size
        self._renderer.render(painter, QRectF(_PAD, _PAD, width * scale, height * scale))
        self._paint_highlight(painter)
        painter.end()

    def _paint_highlight(self, painter: QPainter) -> None:
        color = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(color, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for zone in self._chart.zones if self._chart and self._highlight else ():
            if zone.key == self._highlight:
                painter.drawRoundedRect(self._rect(zone).adjusted(-2, 0, 2, 0), 2, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        if self._draw and event.size().width() != event.oldSize().width():
            self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """Called by Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._draw:
            self._rest.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        zone = self.zone_at(event.pos())
        self._point(zone.key if zone else "")
        if zone:
            QToolTip.showText(
                self.mapToGlobal(event.pos()), zone.text, self, self._rect(zone).toAlignedRect()
            )
        else:
            QToolTip.hideText()

    def leaveEvent(self, event: QEvent) -> None:
        """Called by Qt."""
        super().leaveEvent(event)
        self._point("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        super().mouseReleaseEvent(event)
        zone = self.zone_at(event.pos()) if event.button() == Qt.MouseButton.LeftButton else None
        if zone:
            self.clicked.emit(zone.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        keys = list(dict.fromkeys(zone.key for zone in self._chart.zones)) if self._chart else []
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if keys and step:
            before = keys.index(self._highlight) if self._highlight in keys else -1 if step > 0 else len(keys)
            self.set_highlight(keys[min(len(keys) - 1, max(0, before + step))])
            self._point(self._highlight)
        elif self._highlight in keys and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit(self._highlight)
        else:
            super().keyPressEvent(event)

    def _point(self, key: str) -> None:
        if key != self._pointed:
            self._pointed = key
            self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
            self.hovered.emit(key)
