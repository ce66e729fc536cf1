# SPDX-License-Identifier: GPL-2.0-or-later
"""The portraits that a dialog asks for: each prepared in a task, then drawn on the main thread."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.comparison.portrait_plan import PortraitPlan, PortraitsPlan
from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.progress import Progress
from ..gis import portraits, series
from ..gis.portraits import PortraitMaker, PortraitOptions, PortraitPages, Prepared
from ..gis.project import data_folder
from ..gis.series import Series
from .holdings import Holdings
from .jobs import Job, Jobs

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class _Batch:
    """A batch under way: its pages, what draws them, what came out so far."""

    def __init__(
        self, holdings: Holdings, plan: PortraitsPlan, options: PortraitOptions, target: Path
    ) -> None:
        self.plan, self.target = plan, target
        self._folder = Path(tempfile.mkdtemp(prefix="atlas_"))
        chosen = [page.territory for page in plan.pages]
        try:
            self.maker = PortraitMaker(holdings.library, holdings.territories, options, self._folder, chosen)
        except AtlasError:
            self.close()
            raise
        self.pages = PortraitPages(self.maker)
        about = portraits.about_portraits(plan, options) if len(chosen) > 1 else None
        self.steps: Generator[Series, None, None] = series.steps(plan, target, self.pages, about=about)
        self.done = Series(target)

    def close(self) -> None:
        """Forget what was only for the batch; Windows may keep one of the files a while."""
        shutil.rmtree(self._folder, ignore_errors=True)


class PortraitWork(QObject):
    """Makes portraits through :class:`Jobs`; a page at a time, so that the window lives on."""

    #: Sentences for the user, at the end.
    told = pyqtSignal(list)
    #: How many portraits are made, of how many.
    advanced = pyqtSignal(int, int)
    #: Nothing more will come.
    ended = pyqtSignal()

    def __init__(self, iface: QgisInterface, jobs: Jobs, parent: QObject | None = None) -> None:
        """Work through ``jobs``, whose failures and cancellations end the batch."""
        super().__init__(parent)
        self._iface, self._jobs = iface, jobs
        self._batch: _Batch | None = None

    def is_busy(self) -> bool:
        """Whether a batch is under way."""
        return self._batch is not None

    def write(self, holdings: Holdings, plan: PortraitsPlan, options: PortraitOptions, target: Path) -> None:
        """Write portraits to a folder, or to one PDF where ``target`` ends so.

        Raises:
            StyleError: no such template.
            TerritoryError: too many references.
        """
        self.cancel()
        self._batch = _Batch(holdings, plan, options, target)
        self._next(self._batch, 0)

    def lay_out(self, holdings: Holdings, page: PortraitPlan, options: PortraitOptions) -> None:
        """Add the layout of one portrait to the project, and open it.

        Raises:
            StyleError: no such template.
            TerritoryError: too many references.
        """
        project = QgsProject.instance()
        folder = data_folder(project)
        maker = PortraitMaker(holdings.library, holdings.territories, options, folder)

        def work(progress: Progress) -> Prepared:
            return maker.prepare(page.territory, progress)

        def done(prepared: Prepared) -> None:
            layout = portraits.lay_out(project, prepared, options)
            project.setDirty(True)
            self._iface.openLayoutDesigner(layout)
            self.told.emit([tr("The layout “{name}” was added.").format(name=layout.name())])
            self.ended.emit()

        self._jobs.run(Job(tr("Preparing the portrait"), work, done))

    def cancel(self) -> None:
        """Stop after what is being drawn; what is in a folder stays, one PDF is as it was."""
        batch = self._batch
        if batch is None:
            return
        self._batch = None
        self._jobs.cancel()
        made = batch.done.pages
        # What it had not put in place goes with it: whole files are left.
        batch.steps.close()
        batch.close()
        if made and not series.is_one_file(batch.target):
            sentence = tr("Cancelled: the portraits made so far ({count}) are in {folder}.")
            self.told.emit([sentence.format(count=made, folder=batch.target)])
        else:
            self.told.emit([tr("Cancelled: nothing was changed.")])
        self.ended.emit()

    def _next(self, batch: _Batch, rank: int) -> None:
        """Prepare a portrait in a task, then draw it; after the last, put everything in place."""
        if rank >= len(batch.plan.pages):
            self._draw(batch, rank)
            return
        page = batch.plan.pages[rank]
        said = tr("Portrait {rank} of {count}: {name}")
        title = said.format(rank=rank + 1, count=len(batch.plan.pages), name=page.name)

        def work(progress: Progress) -> Prepared | None:
            try:
                return batch.maker.prepare(page.territory, progress)
            except AtlasError:
                # Met again when it is drawn, and told at the end with the others that fail.
                return None

        def done(found: Prepared | None) -> None:
            if self._batch is not batch:
                return
            if found is not None:
                batch.pages.ready[page.territory.reference] = found
            self._draw(batch, rank)

        self._jobs.run(Job(title, work, done))

    def _draw(self, batch: _Batch, rank: int) -> None:
        count = len(batch.plan.pages)
        try:
            batch.done = next(batch.steps)
        except StopIteration:
            pass
        except AtlasError:
            self._finish(batch)
            raise
        if rank < count:
            self.advanced.emit(rank + 1, count)
            self._next(batch, rank + 1)
            return
        self._finish(batch)
        sentence = tr("{count} portraits were written: {path}")
        lines = [sentence.format(count=batch.done.pages, path=batch.target)]
        self.told.emit([*lines, *batch.done.failed, *batch.done.notes])

    def _finish(self, batch: _Batch) -> None:
        self._batch = None
        batch.close()
        self.ended.emit()
