# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog "Portraits": of which territories, against what, on which pages, to where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ..core.comparison.overview import kinds_of_references
from ..core.comparison.portrait import DEFAULT_REFERENCES, MOST_REFERENCES
from ..core.comparison.portrait_plan import PortraitsPlan, plan_all, plan_chosen
from ..core.comparison.portrait_template import templates
from ..core.errors import AtlasError, StorageError
from ..core.formatting import number
from ..core.i18n import tr
from ..core.model import Level, Territory
from ..gis.portraits import PortraitOptions, own_folder
from .combos import combo, fill
from .holdings import Holdings
from .jobs import Jobs
from .portrait_work import PortraitWork
from .status_panel import StatusPanel
from .territory_field import TerritoryField

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

#: Object name, by which the plugin finds it when it is unloaded.
NAME = "atlasCulturePortraits"
PROJECT, FOLDER, ONE_FILE = "project", "folder", "file"
#: Names of territories shown before their number is enough.
_MOST_NAMED = 4


class PortraitDialog(QDialog):
    """Makes portraits of the territories that are compared, or of all those of a level."""

    #: Portraits were made, or the layout of one was added to the project.
    made = pyqtSignal()

    def __init__(
        self,
        iface: QgisInterface,
        holdings: Holdings,
        chosen: Sequence[Territory] = (),
        references: Sequence[str] = DEFAULT_REFERENCES,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the portraits of ``chosen``; with none, those of a level."""
        super().__init__(parent or iface.mainWindow())
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Portraits of territories"))
        self._holdings, self._chosen = holdings, tuple(chosen)
        self.jobs = Jobs(self)
        self.work = PortraitWork(iface, self.jobs, self)
        self._make_who()
        self._make_how(references)
        self._make_where()
        self.status = StatusPanel(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.make = self.buttons.addButton(tr("Make"), QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._connect()
        self._update()

    def plan(self) -> PortraitsPlan:
        """The portraits asked for.

        Raises:
            TerritoryError: there is none.
        """
        known = self._holdings.territories
        if self.those.isChecked():
            return plan_chosen([one.reference for one in self._chosen], known)
        return plan_all(self.level.currentData(), self.within.reference(), known)

    def options(self) -> PortraitOptions:
        """How they are made."""
        ticked = tuple(key for key, box in self.references.items() if box.isChecked())
        return PortraitOptions(references=ticked, template=str(self.template.currentData()))

    def start(self) -> None:
        """Make them; what prevents it is said in the dialog."""
        try:
            plan = self.plan()
            if self.destination() == PROJECT:
                self.work.lay_out(self._holdings, plan.pages[0], self.options())
            else:
                self.work.write(self._holdings, plan, self.options(), self._target())
        except AtlasError as error:
            self._fail(error)
        self._update()

    def destination(self) -> str:
        """Where they go."""
        return next(key for key, button in self.where.items() if button.isChecked())

    def done(self, result: int) -> None:
        """Called by Qt when the dialog closes: what is under way stops."""
        self.work.cancel()
        self.jobs.close()
        super().done(result)

    def _make_who(self) -> None:
        names = [self._holdings.territories.label(one) for one in self._chosen]
        shown = ", ".join(names[:_MOST_NAMED])
        if len(names) > _MOST_NAMED:
            shown = tr("{names} and {count} more").format(names=shown, count=number(len(names) - _MOST_NAMED))
        self.those = QRadioButton(tr("The territories compared: {names}").format(names=shown), self)
        self.all = QRadioButton(tr("All the territories of a level"), self)
        self.those.setVisible(bool(self._chosen))
        (self.those if self._chosen else self.all).setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.those)
        group.addButton(self.all)
        self.level = combo(self, tr("Level"))
        fill(self.level, [(level.label, level) for level in Level], Level.EPCI)
        self.within = TerritoryField(self)
        self.within.set_territories(self._holdings.territories)

    def _make_how(self, references: Sequence[str]) -> None:
        labels = kinds_of_references()
        wanted = [key for key in references if key in labels][:MOST_REFERENCES] or list(DEFAULT_REFERENCES)
        self.references = {key: QCheckBox(label, self) for key, label in labels.items()}
        for key, box in self.references.items():
            box.setChecked(key in wanted)
        self.template = combo(self, tr("Template"))
        known = templates(own_folder())
        fill(self.template, [(one.label, one.name) for one in known], known[0].name)

    def _make_where(self) -> None:
        labels = {
            PROJECT: tr("In the project, as a layout to edit"),
            FOLDER: tr("A PDF each, in a folder"),
            ONE_FILE: tr("All in one PDF"),
        }
        self.where = {key: QRadioButton(label, self) for key, label in labels.items()}
        group = QButtonGroup(self)
        for button in self.where.values():
            group.addButton(button)
        self.where[FOLDER].setChecked(True)
        self.path = QgsFileWidget(self)
        self.path.setDialogTitle(tr("Where the portraits go"))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.those)
        form.addRow(self.all)
        form.addRow(tr("Level:"), self.level)
        form.addRow(tr("Within:"), self.within)
        boxes = QGridLayout()
        for rank, box in enumerate(self.references.values()):
            boxes.addWidget(box, rank // 3, rank % 3)
        form.addRow(tr("References (at most {most}):").format(most=MOST_REFERENCES), boxes)
        form.addRow(tr("Template:"), self.template)
        for button in self.where.values():
            form.addRow(button)
        form.addRow(tr("To:"), self.path)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.status)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        for button in (self.those, self.all, *self.where.values()):
            button.toggled.connect(self._update)
        for box in self.references.values():
            box.toggled.connect(self._update)
        self.path.fileChanged.connect(self._update)
        self.make.clicked.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        self.jobs.started.connect(self.status.busy)
        self.jobs.failed.connect(self._fail)
        self.status.cancelled.connect(self.work.cancel)
        self.status.cancelled.connect(self.jobs.cancel)
        self.work.advanced.connect(lambda rank, count: self.status.set_progress(100 * rank / count))
        self.work.told.connect(self.status.tell)
        self.work.ended.connect(self._over)

    def _update(self) -> None:
        """What can be chosen, after what is."""
        every = self.all.isChecked()
        self.level.setEnabled(every)
        self.within.setEnabled(every)
        alone = not every and len(self._chosen) == 1
        self.where[PROJECT].setEnabled(alone)
        if not alone and self.where[PROJECT].isChecked():
            self.where[FOLDER].setChecked(True)
        in_project, one_file = self.destination() == PROJECT, self.destination() == ONE_FILE
        self.path.setEnabled(not in_project)
        modes = QgsFileWidget.StorageMode
        self.path.setStorageMode(modes.SaveFile if one_file else modes.GetDirectory)
        self.path.setFilter("PDF (*.pdf)" if one_file else "")
        full = sum(box.isChecked() for box in self.references.values()) >= MOST_REFERENCES
        for box in self.references.values():
            box.setEnabled(box.isChecked() or not full)
        has_path = in_project or bool(self.path.filePath().strip())
        self.make.setEnabled(has_path and not self.work.is_busy())

    def _target(self) -> Path:
        """The folder or the file to write.

        Raises:
            StorageError: none was chosen.
        """
        text = self.path.filePath().strip()
        if not text:
            raise StorageError(tr("Choose where the portraits go."))
        path = Path(text)
        is_named = self.destination() != ONE_FILE or path.suffix.lower() == ".pdf"
        return path if is_named else path.with_name(f"{path.name}.pdf")

    def _fail(self, error: AtlasError) -> None:
        self.status.idle()
        self.status.fail(error)
        self._update()

    def _over(self) -> None:
        self.status.idle()
        self._update()
        self.made.emit()
