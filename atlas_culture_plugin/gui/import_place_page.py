# SPDX-License-Identifier: GPL-2.0-or-later
"""Second page of the wizard: which column says the territory, at which level, and the year of the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)

from ..core.formatting import number, percent
from ..core.i18n import tr
from ..core.model import Level
from ..core.tables.choices import Absent, Choices
from ..core.tables.importing import Plan
from ..core.tables.suggest import package_id
from ..core.tables.years import is_year_column
from .combos import combo, fill
from .import_columns_model import ORANGE
from .import_work import Asked, ImportWork
from .notices import Notices

#: Milliseconds to wait for the next change before counting again.
DELAY = 250
#: A share of codes below this is shown in orange.
FEW = 0.9


class PlacePage(QWizardPage):
    """Says where and when the figures are."""

    def __init__(self, work: ImportWork) -> None:
        """Filled with the guess when it is shown."""
        super().__init__()
        self._work = work
        self._filling = False
        #: Package of the earlier import that is taken again.
        self.again = ""
        self.setTitle(tr("Territories and year"))
        self.setSubTitle(tr("What was guessed can be corrected; the share of codes recognised follows."))
        self.code = combo(self, tr("Column of the territories"))
        self.names = combo(self, tr("What this column holds"))
        fill(self.names, ((tr("Codes"), False), (tr("Names"), True)), False)
        self.level = combo(self, tr("Level"))
        fill(self.level, ((level.label, level) for level in Level), None)
        self.share = QLabel()
        self.share.setWordWrap(True)
        self.share.setMinimumHeight(2 * self.share.fontMetrics().lineSpacing())
        self.share.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.year = QSpinBox()
        self.year.setRange(1900, 2200)
        self.year.setValue(date.today().year)
        self.year.setAccessibleName(tr("Year of the figures"))
        self.year_column = combo(self, tr("Column that says the year"))
        for box, letters in ((self.code, 16), (self.year_column, 22)):
            box.setMinimumContentsLength(letters)
        self.sums = {level: QCheckBox(level.label) for level in (Level.EPCI, Level.DEPARTEMENT, Level.REGION)}
        self.absent = combo(self, tr("A territory that the table does not name is"))
        fill(self.absent, ((one.label, one) for one in Absent), Absent.MISSING)
        self.title = QLineEdit()
        self.title.setAccessibleName(tr("Title of the package"))
        self.source = QLineEdit()
        self.source.setAccessibleName(tr("Who made the figures"))
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.notices = Notices()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._lay_out()
        self._connect()

    def initializePage(self) -> None:
        """Guess, from the table that was read."""
        table = self._work.table
        self._filling = True
        columns = table.columns if table else ()
        fill(self.code, ((one.header, one.header) for one in columns if not one.personal), "")
        years = [one.header for one in columns if is_year_column(one)]
        fill(self.year_column, [(tr("(the same for all rows)"), ""), *((text, text) for text in years)], "")
        self.year_column.setEnabled(bool(years))
        self._filling = False
        self.share.setText(tr("Looking at the columns…"))
        self._work.make_plan(Asked(), self.again)
        self.completeChanged.emit()

    def isComplete(self) -> bool:
        """Whether something can be made of the table."""
        return self._work.plan is not None and bool(self.title.text().strip())

    def validatePage(self) -> bool:
        """Keep what was chosen."""
        if self._work.plan is None:
            return False
        self._work.change(self.chosen(self._work.plan.choices))
        return True

    def chosen(self, choices: Choices) -> Choices:
        """Return choices with what this page says."""
        column = self.year_column.currentData() or ""
        level = choices.level or Level.COMMUNE
        sums = tuple(one for one, box in self.sums.items() if box.isChecked() and box.isEnabled())
        title = self.title.text().strip()
        renamed = title != choices.title and not self.again
        return replace(
            choices,
            id=package_id(title) if renamed else choices.id,
            year=0 if column else self.year.value(),
            year_column=column,
            levels=tuple(one for one in Level if one in (*sums, level)),
            absent=self.absent.currentData(),
            title=title,
            source=self.source.text().strip() or choices.source,
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_label(tr("&Column"), self.code), self._row(self.code, self.names))
        form.addRow(tr("&Level"), self.level)
        form.addRow("", self.share)
        form.addRow(_label(tr("&Year"), self.year), self._row(self.year, self.year_column))
        form.addRow(tr("Also summed by"), self._row(*self.sums.values()))
        form.addRow(tr("&Absent territories"), self.absent)
        form.addRow(tr("&Title"), self.title)
        form.addRow(tr("&Source"), self.source)
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addLayout(form)
        layout.addWidget(self.notes)
        layout.addStretch(1)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        for box in (self.code, self.names, self.level):
            box.currentIndexChanged.connect(self._on_place)
        self.year_column.currentIndexChanged.connect(
            lambda: self.year.setEnabled(not self.year_column.currentData())
        )
        self.title.textChanged.connect(self.completeChanged)
        self._timer.timeout.connect(self._plan_again)
        self._work.planned.connect(self._on_planned)

    def _on_place(self) -> None:
        if not self._filling:
            self._timer.start()

    def _plan_again(self) -> None:
        asked = Asked(self.code.currentData() or "", self.names.currentData(), self.level.currentData())
        self._work.make_plan(asked, self.again)
        self.completeChanged.emit()

    def _on_planned(self) -> None:
        for notice in self.notices.notices():
            self.notices.remove(notice)
        plan = self._work.plan
        if plan is None:
            self.share.setText("")
            if self._work.problem is not None:
                self.notices.add(tr("Nothing can be made of this table yet"), self._work.problem)
        else:
            self._show(plan)
        self.completeChanged.emit()

    def _show(self, plan: Plan) -> None:
        choices = plan.choices
        self._filling = True
        for box, value in (
            (self.code, choices.code),
            (self.names, choices.names),
            (self.level, choices.level),
        ):
            _choose(box, value)
        _choose(self.year_column, choices.year_column)
        self.year.setEnabled(not choices.year_column)
        self.year.setValue(choices.year or self.year.value())
        for level, sums in self.sums.items():
            sums.setEnabled(choices.level is Level.COMMUNE)
            sums.setChecked(choices.level is Level.COMMUNE and level in choices.levels)
        _choose(self.absent, choices.absent)
        self.title.setText(choices.title)
        self.source.setText(choices.source)
        self._filling = False
        self.share.setText(_share(plan))
        self.notes.setText("\n".join(f"• {note}" for note in plan.notes))


def _label(text: str, buddy: QWidget) -> QLabel:
    """A label whose letter leads to one of several widgets of a row."""
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _share(plan: Plan) -> str:
    """Return the share of cells that are territories, in orange when it is low."""
    found = plan.recognised
    sentence = tr("{share} of the cells are recognised ({known} of {cells}).")
    text = sentence.format(
        share=percent(100 * found.share), known=number(found.known), cells=number(found.cells)
    )
    if found.examples:
        text += " " + tr("Not recognised: {examples}.").format(examples=", ".join(found.examples))
    color = f' style="color:{ORANGE}"' if found.share < FEW else ""
    return f"<span{color}>{escape(text)}</span>"
