# SPDX-License-Identifier: GPL-2.0-or-later
"""Third page of the wizard: what each column is, and the two parts of a ratio."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWizardPage,
)

from ..core.i18n import tr
from ..core.tables.choices import Kind
from .combos import combo, fill
from .import_columns_model import KEEP, LABEL, ChoiceDelegate, ColumnsModel
from .import_work import ImportWork

#: What a ratio may be divided by beside the columns of the table.
_POPULATION = "population"


class ColumnsPage(QWizardPage):
    """Says what is made of each column."""

    def __init__(self, work: ImportWork) -> None:
        """Filled with the guess when it is shown."""
        super().__init__()
        self._work = work
        self.setTitle(tr("Columns"))
        self.setSubTitle(tr("Tick what becomes an indicator; a double click, or F2, corrects a cell."))
        self.model = ColumnsModel()
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChoiceDelegate(self.view))
        self.view.setAccessibleName(tr("Columns of the table"))
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.verticalHeader().hide()
        # Columns of one table often begin alike: what tells them apart, a number or a year, is at the end.
        self.view.setWordWrap(False)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.above = combo(self, tr("Numerator"))
        self.below = combo(self, tr("Denominator"))
        self.times = combo(self, tr("Factor of the ratio"))
        fill(self.times, ((f"{factor:g}", factor) for factor in (1.0, 100.0, 1000.0, 10000.0, 100000.0)), 1.0)
        self.recompute = QPushButton(tr("&Recompute it at each level"))
        self.ratio = QGroupBox(tr("The column selected is a ratio of two others"))
        self._lay_out()
        self.view.selectionModel().currentRowChanged.connect(self._show_ratio)
        self.model.dataChanged.connect(self.completeChanged)
        self.recompute.clicked.connect(self._recompute)

    def initializePage(self) -> None:
        """Show the choices of the plan."""
        plan = self._work.plan
        if plan is None:
            return
        locked = {one.header for one in plan.table.columns if one.personal or not one.filled}
        self.model.show_choices(plan.choices, frozenset(locked | {plan.choices.code}))
        self.view.resizeColumnsToContents()
        for column, most in ((KEEP, 240), (LABEL, 300)):
            self.view.setColumnWidth(column, min(self.view.columnWidth(column), most))
        counted = ", ".join(one.label for one in plan.choices.counts)
        self.counts.setText(tr("Rows are counted too: {counts}.").format(counts=counted) if counted else "")
        self.counts.setVisible(bool(counted))
        fill(self.above, self._stocks(), "")
        fill(self.below, [*self._stocks(), (tr("Municipal population"), _POPULATION)], _POPULATION)
        self.view.selectRow(0)

    def isComplete(self) -> bool:
        """Whether something is kept."""
        return bool(self.model.choices.kept() or self.model.choices.counts)

    def validatePage(self) -> bool:
        """Keep what was chosen."""
        self._work.change(self.model.choices)
        return self.isComplete()

    def _stocks(self) -> list[tuple[str, object]]:
        found = (one for one in self.model.choices.columns if not one.skip and one.kind is Kind.STOCK)
        return [(one.label or one.header, one.header) for one in found]

    def _show_ratio(self) -> None:
        row = self.view.currentIndex().row()
        one = self.model.column_at(row) if row >= 0 else None
        is_ratio = one is not None and not one.skip and one.kind in (Kind.PUBLISHED, Kind.RATIO)
        self.ratio.setEnabled(is_ratio and self.above.count() > 0)
        if one is not None and one.numerator:
            self.above.setCurrentIndex(max(0, self.above.findData(one.numerator)))
            self.below.setCurrentIndex(max(0, self.below.findData(one.denominator)))
            self.times.setCurrentIndex(max(0, self.times.findData(one.factor)))

    def _recompute(self) -> None:
        """Make the column a ratio of the two that are chosen."""
        row = self.view.currentIndex().row()
        if row < 0:
            return
        parts = {"numerator": self.above.currentData(), "denominator": self.below.currentData()}
        one = self.model.column_at(row)
        self.model.change(row, replace(one, kind=Kind.RATIO, factor=self.times.currentData(), **parts))

    def _lay_out(self) -> None:
        form = QFormLayout(self.ratio)
        line = QHBoxLayout()
        line.addWidget(self.times)
        line.addWidget(QLabel("×"))
        line.addWidget(self.above, 1)
        line.addWidget(QLabel("/"))
        line.addWidget(self.below, 1)
        line.addWidget(self.recompute)
        form.addRow(line)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.counts)
        layout.addWidget(self.ratio)
