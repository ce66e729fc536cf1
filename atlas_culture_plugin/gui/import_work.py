# SPDX-License-Identifier: GPL-2.0-or-later
"""What the wizard "Import a table" does in the background, one thing at a time, and what it knows so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.library import Library
from ..core.model import Level
from ..core.progress import Progress
from ..core.published.reading import ReadSpec
from ..core.recipes.build import Built
from ..core.tables.choices import Choices
from ..core.tables.importing import Plan, plan_table, read_mapping
from ..core.tables.profile import Table, open_table
from ..core.tables.years import Origin, Year
from ..core.territories import territories
from ..gis.imports import stage_import
from ..gis.recipes import Staged, install_staged
from .jobs import Job, Jobs


@dataclass(frozen=True)
class Asked:
    """What the user says of the territories; empty texts and None are guessed."""

    code: str = ""
    names: bool = False
    level: Level | None = None


class ImportWork(QObject):
    """Reads, plans, builds and installs.

    Args:
        library: where to install.
        parent: the wizard.
    """

    #: A table was read, or could not be: :attr:`table` tells.
    opened = pyqtSignal()
    #: There is a plan, or there can be none: :attr:`plan` and :attr:`problem` tell.
    planned = pyqtSignal()
    #: A package was built, or could not be: :attr:`staged` and :attr:`problem` tell.
    built = pyqtSignal()
    #: The package of this id was installed.
    installed = pyqtSignal(str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Nothing is known yet."""
        super().__init__(parent)
        self.library = library
        self.table: Table | None = None
        self.plan: Plan | None = None
        self.staged: Staged | None = None
        self.problem: AtlasError | None = None
        self._doing = ""
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self._on_failed)

    def open(self, path: Path, spec: ReadSpec) -> None:
        """Read a table."""
        self.forget_package()
        self.table = self.plan = self.problem = None

        def work(progress: Progress) -> Table:
            return open_table(path, spec, progress)

        self._run("open", tr("Reading {name}").format(name=path.name), work, self._on_opened)

    def make_plan(self, asked: Asked, again: str) -> None:
        """Decide what to make of the table that was read; ``again`` is the package of an earlier import."""
        table, library = self.table, self.library
        if table is None:
            return
        self.forget_package()
        self.plan = self.problem = None

        def work(_progress: Progress) -> Plan:
            given = read_mapping(again, library)
            return plan_table(
                table, territories(), code=asked.code, level=asked.level, names=asked.names, given=given
            )

        self._run("plan", tr("Looking at the columns"), work, self._on_planned)

    def change(self, choices: Choices) -> None:
        """Take other choices for the same table."""
        if self.plan is not None and choices != self.plan.choices:
            self.forget_package()
            before = self.plan.choices
            same = (choices.year, choices.year_column) == (before.year, before.year_column)
            origin = Origin.COLUMN if choices.year_column else Origin.GIVEN
            year = self.plan.year if same else Year(choices.year, origin, choices.year_column)
            self.plan = replace(self.plan, choices=choices, year=year)

    def build(self) -> None:
        """Build the package of the plan, without installing it."""
        plan = self.plan
        if plan is None:
            return
        self.forget_package()
        self.problem = None

        def work(progress: Progress) -> Staged:
            return stage_import(plan, progress)

        self._run("build", tr("Building the package"), work, self._on_built)

    def install(self) -> None:
        """Install the package that was built."""
        staged, library = self.staged, self.library
        if staged is None:
            return

        def work(progress: Progress) -> Built:
            return install_staged(staged, library, progress)

        title = tr("Installing {title}").format(title=staged.built.package.title)
        self._run("install", title, work, self._on_installed)

    def forget_package(self) -> None:
        """Forget what was built."""
        if self.staged is not None:
            self.staged.discard()
            self.staged = None

    def close(self) -> None:
        """Stop everything; nothing stays behind."""
        self.jobs.close()
        self.forget_package()

    def _run(self, doing: str, title: str, work: Any, done: Any) -> None:
        self._doing = doing
        self.jobs.run(Job(title, work, done))

    def _on_opened(self, table: Table) -> None:
        self.table = table
        self.opened.emit()

    def _on_planned(self, plan: Plan) -> None:
        self.plan = plan
        self.planned.emit()

    def _on_built(self, staged: Staged) -> None:
        self.staged = staged
        self.built.emit()

    def _on_installed(self, built: Built) -> None:
        self.staged = None
        self.installed.emit(built.package.id)

    def _on_failed(self, error: AtlasError) -> None:
        self.problem = error
        {"open": self.opened, "plan": self.planned}.get(self._doing, self.built).emit()
