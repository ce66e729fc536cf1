# SPDX-License-Identifier: GPL-2.0-or-later
"""Background work: plain data in, plain data out, the project touched on the main thread only."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QTimer, pyqtSignal

from ..core.errors import AtlasError, Cancelled
from ..core.i18n import tr
from ..core.progress import Progress
from . import log

T = TypeVar("T")


#: QGIS holds the C++ half of a task only: without a reference, Python would collect the other half
#: and its ``finished()`` would never be called.
_running: set[AtlasTask[Any]] = set()
#: Tasks to hand over, in their order, and milliseconds between two looks at whether it is time.
_waiting: list[AtlasTask[Any]] = []
_LOOK = 5


class TaskProgress:
    """A task seen as a :class:`~atlas_culture_plugin.core.progress.Progress`."""

    def __init__(self, task: AtlasTask[Any]) -> None:
        self._task = task

    def set_fraction(self, fraction: float) -> None:
        """Move the task's progress bar."""
        self._task.setProgress(100 * max(0.0, min(1.0, fraction)))

    def info(self, message: str) -> None:
        """Show a sentence beside the progress bar; a queued signal carries it to the main thread."""
        self._task.messaged.emit(message)

    def is_cancelled(self) -> bool:
        """Whether the user cancelled the task."""
        return bool(self._task.isCanceled())


class AtlasTask(QgsTask, Generic[T]):
    """Runs ``work`` in a thread, then one of the callbacks on the main thread.

    ``work`` receives a progress and returns plain data. An exception never leaves ``run()``:
    it would abort a headless QGIS.
    """

    messaged = pyqtSignal(str)

    def __init__(
        self,
        title: str,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_error: Callable[[AtlasError], None],
        on_cancel: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work = work
        self._on_done = on_done
        self._on_error = on_error
        self._on_cancel = on_cancel
        self._result: list[T] = []
        self._error: AtlasError | None = None
        #: Whether its thread is done with it, or about to be.
        self.has_run = False

    def run(self) -> bool:
        """Called by QGIS in a worker thread."""
        try:
            self._result.append(self._work(TaskProgress(self)))
        except AtlasError as error:
            self._error = error
        except Exception as error:
            self._error = unexpected(error)
        finally:
            self.has_run = True
        return self._error is None

    def finished(self, result: bool) -> None:
        """Called by QGIS on the main thread, whether the task ended well or was cancelled."""
        _running.discard(self)
        if self._result and result:
            self._on_done(self._result[0])
        elif self._error is None or isinstance(self._error, Cancelled):
            if self._on_cancel is not None:
                self._on_cancel()
        else:
            log.error(self._error.sentence, self._error.details)
            self._on_error(self._error)


def unexpected(error: Exception) -> AtlasError:
    """A bug, said as such; the traceback goes to the log."""
    details = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return AtlasError(
        tr("Unexpected error: {error}. The details are in the log panel, tab “Atlas Culture”.").format(
            error=error
        ),
        details,
    )


def start(task: AtlasTask[T]) -> AtlasTask[T]:
    """Hand a task over to QGIS in a moment, and hold it until it ends.

    When QGIS is told that a task ended, it takes out of the queue of threads the entry that is at the
    address that this task had, though that entry may be gone. A task started in between can have the same
    address: it would be taken out, and wait for ever. So none is handed over until QGIS is done with those
    that ran, which is after their ``finished()``, hence from the event loop.
    """
    _waiting.append(task)
    QTimer.singleShot(0, _hand_over)
    return task


def _hand_over() -> None:
    if not _waiting:
        return
    if any(one.has_run for one in _running):
        QTimer.singleShot(_LOOK, _hand_over)
        return
    task = _waiting.pop(0)
    if task.isCanceled():
        task.finished(False)
        return
    _running.add(task)
    QgsApplication.taskManager().addTask(task)
