# SPDX-License-Identifier: GPL-2.0-or-later
"""The chart of the current line of the table, and which one it is."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAction,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.comparison.charting import ChartKind, Draw
from ..core.i18n import tr
from ..core.model import Indicator
from .chart_actions import ChartActions
from .chart_view import ChartView
from .combos import combo, fill


class ChartPane(QWidget):
    """Shows a chart; asks for another when the user chooses one."""

    #: Another kind or second indicator is wanted.
    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = combo(self, tr("Kind of chart"))
        fill(self.kind, [(one.label, one) for one in ChartKind], ChartKind.STRIP)
        self.second = combo(self, tr("Second indicator"))
        self.second.setToolTip(tr("Indicator of the vertical axis"))
        self.view = ChartView(self)
        self.deeds = ChartActions(self.view, QgsProject.instance())
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setMargin(12)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self.kind.activated.connect(lambda _row: self.changed.emit())
        self.second.activated.connect(lambda _row: self.changed.emit())
        self.show_chart(tr("Choose a line of the table: its chart comes here."))

    def chart_kind(self) -> ChartKind:
        """The kind chosen."""
        return ChartKind(self.kind.currentData())

    def second_key(self) -> str:
        """Key of the second indicator, empty when there is none."""
        return str(self.second.currentData() or "")

    def show_seconds(self, indicators: Sequence[Indicator]) -> None:
        """Offer second indicators, where the chart has one."""
        wanted = self.second.currentData()
        fill(self.second, [(one.label, one.key) for one in indicators], wanted)
        self.second.setVisible(self.chart_kind() is ChartKind.SCATTER)

    def show_chart(self, chart: Draw | str, note: str = "") -> None:
        """Show a chart and what it leaves out, or a sentence in its place."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        if isinstance(chart, str):
            self.sentence.setText(chart)
            self.view.show_chart(None)
            self.stack.setCurrentIndex(1)
        else:
            self.view.show_chart(chart)
            self.stack.setCurrentIndex(0)

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        # A bar that comes and goes would change the width, hence the height, hence the bar.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setWidget(self.view)
        self.stack.addWidget(area)
        self.stack.addWidget(self.sentence)
        row = QHBoxLayout()
        row.addWidget(self.kind, 1)
        row.addWidget(self.second, 1)
        for action in (self.deeds.copy, self.deeds.save, self.deeds.layouts.menuAction()):
            row.addWidget(self._button(action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.note)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
