# SPDX-License-Identifier: GPL-2.0-or-later
"""One background task at a time: a newer one cancels the one that runs, and starts after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import AtlasError
from ..core.progress import Progress
from ..gis.tasks import AtlasTask, start


@dataclass(frozen=True)
class Job:
    """What to do in a thread, and what to do with it on the main thread."""

    title: str
    work: Callable[[Progress], Any]
    done: Callable[[Any], None]


class Jobs(QObject):
    """Runs the jobs of the dock."""

    started = pyqtSignal(str)
    progressed = pyqtSignal(float)
    failed = pyqtSignal(object)
    ended = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: Job | None = None
        self._task: AtlasTask[Any] | None = None
        self._next: Job | None = None
        self._wanted = False
        self._closed = False

    def is_busy(self) -> bool:
        """Whether a task runs or is about to."""
        return self._running is not None

    def run(self, job: Job) -> None:
        """Start a job, once the one that runs has stopped."""
        if self._closed:
            return
        if self._running is None:
            self._start(job)
            return
        self._next = job
        self._stop()

    def cancel(self) -> None:
        """Stop what runs, and forget what waits."""
        self._next = None
        self._stop()

    def close(self) -> None:
        """Stop for good; nothing is called back any more."""
        self._closed = True
        self.cancel()

    def _start(self, job: Job) -> None:
        self._running, self._wanted = job, True
        task = AtlasTask(job.title, job.work, self._done, self._failed, self._over)
        task.progressChanged.connect(self._progressed)
        self._task = task
        self.started.emit(job.title)
        start(task)

    def _stop(self) -> None:
        self._wanted = False
        if self._task is not None:
            self._task.cancel()

    def _progressed(self, percent: float) -> None:
        if self._wanted:
            self.progressed.emit(percent)

    def _done(self, result: Any) -> None:
        job, wanted = self._running, self._wanted
        self._over()
        # A task that ended before it saw the cancellation has a result that nobody wants.
        if job is None or not wanted:
            return
        try:
            job.done(result)
        except AtlasError as error:
            self.failed.emit(error)

    def _failed(self, error: AtlasError) -> None:
        wanted = self._wanted
        self._over()
        if wanted:
            self.failed.emit(error)

    def _over(self) -> None:
        self._running = self._task = None
        if self._closed:
            return
        self.ended.emit()
        job, self._next = self._next, None
        if job is not None:
            self._start(job)
