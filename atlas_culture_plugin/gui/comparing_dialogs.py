# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dock "Compare" asks in windows: indicators and year, similar territories, a territory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..core.formatting import number
from ..core.i18n import tr
from ..core.model import Indicator
from ..core.territories import Territories
from .check_tree import CheckTree
from .territory_picker import TerritoryPicker

#: Most similar territories taken together: beyond, they are no longer like one.
MOST_SIMILAR = 200


class IndicatorDialog(QDialog):
    """Which indicators are compared, and of which year."""

    #: Keys, in the order of the tree; the year, None for the latest of each.
    chosen = pyqtSignal(list, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Indicators to compare"))
        self.resize(720, 600)
        self.tree = CheckTree(self)
        self.count = QLabel(self)
        self.everything = QPushButton(tr("Tick all"), self)
        self.nothing = QPushButton(tr("Untick all"), self)
        self.year = QComboBox(self)
        self.buttons = _buttons(self)
        self._lay_out()
        self.tree.changed.connect(self._tell_count)
        self.everything.clicked.connect(lambda: self.tree.tick_all(True))
        self.nothing.clicked.connect(lambda: self.tree.tick_all(False))
        self.accepted.connect(lambda: self.chosen.emit(self.tree.ticked(), self.year.currentData()))

    def fill(
        self,
        indicators: Iterable[Indicator],
        themes: Mapping[str, str],
        ticked: Iterable[str],
        year: int | None,
    ) -> None:
        """Show what may be compared, and what is."""
        offered = list(indicators)
        self.tree.fill(offered, themes, set(ticked))
        self.year.clear()
        self.year.addItem(tr("The latest of each indicator"), None)
        for known in sorted({known for one in offered for known in one.years}, reverse=True):
            self.year.addItem(str(known), known)
        self.year.setCurrentIndex(max(0, self.year.findData(year)))
        self._tell_count()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.everything)
        row.addWidget(self.nothing)
        form = QFormLayout()
        form.addRow(tr("Year"), self.year)
        self.year.setToolTip(tr("Where an indicator has no figure of this year, the nearest one is taken."))
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)
        layout.addLayout(form)
        layout.addWidget(self.buttons)

    def _tell_count(self) -> None:
        ticked = len(self.tree.ticked())
        text = tr("{count} of {total} indicators")
        self.count.setText(text.format(count=number(ticked), total=number(self.tree.count())))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ticked > 0)


class SimilarDialog(QDialog):
    """How many similar territories, and alike in what."""

    #: Number of territories; keys of the variables, none for the usual ones.
    chosen = pyqtSignal(int, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Similar territories"))
        self.resize(640, 520)
        self.count = QSpinBox(self)
        self.count.setRange(1, MOST_SIMILAR)
        self.usual = QCheckBox(tr("Alike in the usual variables of context"), self)
        self.usual.setToolTip(
            tr("Population, density, income, type of territory: all that is known at the level")
        )
        self.tree = CheckTree(self)
        self.buttons = _buttons(self)
        form = QFormLayout()
        form.addRow(tr("Number of territories"), self.count)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.usual)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.buttons)
        self.usual.toggled.connect(self._update)
        self.tree.changed.connect(self._update)
        self.accepted.connect(self._tell)

    def fill(
        self, indicators: Iterable[Indicator], themes: Mapping[str, str], count: int, variables: Iterable[str]
    ) -> None:
        """Show what may be chosen, and what is."""
        wanted = set(variables)
        self.count.setValue(count)
        self.tree.fill(indicators, themes, wanted)
        self.usual.setChecked(not wanted)
        self._update()

    def _update(self) -> None:
        self.tree.setEnabled(not self.usual.isChecked())
        enough = self.usual.isChecked() or bool(self.tree.ticked())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(enough)

    def _tell(self) -> None:
        self.chosen.emit(self.count.value(), [] if self.usual.isChecked() else self.tree.ticked())


class TerritoryDialog(QDialog):
    """A territory to compare with."""

    picked = pyqtSignal(list)

    def __init__(self, territories: Territories, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Compare with a territory"))
        self.resize(420, 120)
        self.picker = TerritoryPicker(self)
        self.picker.set_territories(territories)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        # Enter in the line chooses; it must not close the window without it.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        note = QLabel(tr("A wider territory stands for those that it holds, at the level compared."), self)
        note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.picker)
        layout.addWidget(note)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.picker.picked.connect(self._end)

    def _end(self, references: list[str]) -> None:
        self.picked.emit(references)
        self.accept()


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    wanted = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    buttons = QDialogButtonBox(wanted, dialog)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
