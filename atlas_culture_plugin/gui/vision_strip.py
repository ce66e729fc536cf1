# SPDX-License-Identifier: GPL-2.0-or-later
"""The colours of a map as different eyes, and a black-and-white print, show them."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..core.class_checks import ColorReport
from ..core.i18n import tr

_GAP = 6
_LABELS = 0.55


class VisionStrip(QWidget):
    """One ramp a line: most people, each colour blindness, greys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, tuple[str, ...]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The colours as different eyes see them"))
        self.setToolTip(
            tr("Protanopes do not see red, deuteranopes do not see green, tritanopes do not see blue.")
        )

    def show_report(self, report: ColorReport) -> None:
        """Draw the ramps of a report."""
        self._rows = [(vision.label, vision.colors) for vision in report.visions]
        self._rows.append((tr("Black and white"), report.greys))
        self.setAccessibleDescription(" ".join(report.sentences()))
        self.updateGeometry()
        self.update()

    def rows(self) -> list[tuple[str, tuple[str, ...]]]:
        """What is drawn: a label and its colours, line by line."""
        return list(self._rows)

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(240, max(1, len(self._rows)) * self._pitch())

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(120, self.sizeHint().height())

    def _pitch(self) -> int:
        return int(self.fontMetrics().height()) + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        metrics, pitch = self.fontMetrics(), self._pitch()
        widest = max((metrics.horizontalAdvance(label) for label, _colors in self._rows), default=0)
        labels = min(widest + 2, self.width() * _LABELS)
        painter = QPainter(self)
        for rank, (label, colors) in enumerate(self._rows):
            top = rank * pitch
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(labels))
            painter.drawText(0, top + 2 + metrics.ascent(), shown)
            room = self.width() - labels - _GAP
            for place, color in enumerate(colors):
                left = labels + _GAP + room * place / len(colors)
                cell = QRectF(left, top + 1, room / len(colors) + 0.5, pitch - 3)
                painter.fillRect(cell, QColor(color))
            # The lightest class would else melt into the window.
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(QRectF(labels + _GAP, top + 1, room - 1, pitch - 3))
        painter.end()
