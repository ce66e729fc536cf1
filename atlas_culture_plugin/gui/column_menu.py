# SPDX-License-Identifier: GPL-2.0-or-later
"""Which columns a comparison table has, and what its lines are, to tick in a menu."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QWidget

from ..core.comparison.cells import Measure
from ..core.comparison.grid import Look, Shape
from ..core.i18n import tr
from .stay_menu import StayMenu


class ColumnMenu(StayMenu):
    """Keeps how the table looks."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measures = {one: self._box(one.label) for one in Measure}
        self.addSeparator()
        self.by_theme = self._box(tr("Group by theme"))
        self.by_measure = self._box(tr("Territories side by side for each column"))
        self.by_direction = self._box(tr("Colour the gaps by what the indicator calls good"))
        self.addSeparator()
        self._shapes = QActionGroup(self)
        self.indicators = self._box(tr("One line per indicator"))
        self.figures = self._box(tr("One line per territory and indicator"))
        for action in (self.indicators, self.figures):
            self._shapes.addAction(action)
        self.show_look(Look())
        for action in (*self._measures.values(), *self._options(), self.figures):
            action.toggled.connect(lambda _ticked: self.changed.emit())

    def look(self) -> Look:
        """What is ticked."""
        return Look(
            shape=Shape.FIGURES if self.figures.isChecked() else Shape.INDICATORS,
            measures=tuple(one for one, action in self._measures.items() if action.isChecked()),
            by_theme=self.by_theme.isChecked(),
            by_measure=self.by_measure.isChecked(),
            by_direction=self.by_direction.isChecked(),
        )

    def show_look(self, look: Look) -> None:
        """Tick what a look is made of, without telling of a change."""
        self.blockSignals(True)
        for measure, action in self._measures.items():
            action.setChecked(measure in look.measures)
        self.by_theme.setChecked(look.by_theme)
        self.by_measure.setChecked(look.by_measure)
        self.by_direction.setChecked(look.by_direction)
        self.indicators.setChecked(look.shape is Shape.INDICATORS)
        self.figures.setChecked(look.shape is Shape.FIGURES)
        self.blockSignals(False)

    def box(self, measure: Measure) -> QAction:
        """The box of a measure."""
        return self._measures[measure]

    def _options(self) -> tuple[QAction, ...]:
        return self.by_theme, self.by_measure, self.by_direction

    def _box(self, label: str) -> QAction:
        action = self.addAction(label)
        action.setCheckable(True)
        return action
