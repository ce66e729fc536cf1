# SPDX-License-Identifier: GPL-2.0-or-later
"""Installations and removals under way: one at a time per package, each in a task of QGIS.

They belong to no widget: a dialog that closes, or is destroyed, leaves no callback into itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Union

from ..core.catalogue import Catalogue
from ..core.errors import AtlasError, DownloadError
from ..core.i18n import tr
from ..core.install import DOWNLOAD_SHARE
from ..core.library import Library
from ..core.manifest import Package
from ..core.progress import Progress
from ..gis import packages
from ..gis.network import NetworkSettings
from ..gis.tasks import AtlasTask, start


class Phase(Enum):
    """What a job is doing."""

    INSTALLING = "installing"
    REMOVING = "removing"
    PAUSING = "pausing"
    CANCELLING = "cancelling"
    PAUSED = "paused"


@dataclass
class Job:
    """One operation on one package. ``key`` is the package's id, or what was typed or chosen."""

    key: str
    title: str
    library: Library
    catalogue: Catalogue
    phase: Phase = Phase.INSTALLING
    #: Whether there is a download, which can be stopped and gone on with.
    downloads: bool = False
    message: str = ""
    fraction: float = 0.0
    task: AtlasTask[Package | None] | None = None

    @property
    def can_pause(self) -> bool:
        """Whether it is downloading: unpacking is short, and starts over."""
        return self.phase is Phase.INSTALLING and self.downloads and self.fraction < DOWNLOAD_SHARE


#: How a job ended: installed, removed (None), or failed.
Outcome = Union[Package, AtlasError, None]


class PackageJobs:
    """Starts, stops and remembers jobs.

    Args:
        on_change: called on the main thread with a job that moved.
        on_end: called with a job that is over and how it ended; not for one that was cancelled.
        on_stop: called with a job that was paused or cancelled.
    """

    def __init__(
        self,
        on_change: Callable[[Job], None],
        on_end: Callable[[Job, Outcome], None],
        on_stop: Callable[[Job], None],
    ) -> None:
        """Nothing is started yet."""
        self._jobs: dict[str, Job] = {}
        self._on_change: Callable[[Job], None] | None = on_change
        self._on_end: Callable[[Job, Outcome], None] | None = on_end
        self._on_stop: Callable[[Job], None] | None = on_stop

    def all(self) -> list[Job]:
        """Return the jobs under way or paused, oldest first."""
        return list(self._jobs.values())

    def get(self, key: str) -> Job | None:
        """Return the job of a package."""
        return self._jobs.get(key)

    def install(self, key: str, title: str, library: Library, catalogue: Catalogue) -> None:
        """Install, update or go on with a package; nothing happens when that is under way."""
        known = self._jobs.get(key)
        if known is not None and known.phase is not Phase.PAUSED:
            return
        # Copied here, on the main thread.
        network = NetworkSettings.from_qgis()
        downloads = packages.download_target(key, library, catalogue) is not None
        job = Job(key, title, library, catalogue, downloads=downloads)

        def work(progress: Progress) -> Package:
            return packages.install(key, library, catalogue, network, progress)

        self._start(job, tr("Installing {title}").format(title=title), work)

    def remove(self, key: str, title: str, library: Library) -> None:
        """Remove an installed package."""
        if key in self._jobs:
            return
        job = Job(key, title, library, Catalogue(), Phase.REMOVING, message=tr("Removing…"))

        def work(progress: Progress) -> None:
            library.remove(key, progress)

        self._start(job, tr("Removing {title}").format(title=title), work)

    def pause(self, key: str) -> None:
        """Stop a download and keep what came."""
        self._stop(key, Phase.PAUSING)

    def cancel(self, key: str) -> None:
        """Stop an installation and forget what came.

        Raises:
            StorageError: what came cannot be removed.
        """
        job = self._jobs.get(key)
        if job is not None and job.phase is Phase.PAUSED:
            del self._jobs[key]
            _discard(job)
            self._tell(self._on_stop, job)
        else:
            self._stop(key, Phase.CANCELLING)

    def release(self) -> None:
        """Stop everything and call nobody any more. Downloads are kept, to be gone on with."""
        self._on_change = self._on_end = self._on_stop = None
        for job in self.all():
            if job.task is not None:
                job.task.cancel()

    def _start(self, job: Job, title: str, work: Callable[[Progress], Package | None]) -> None:
        job.task = AtlasTask(
            title,
            work,
            lambda package: self._ended(job, package),
            lambda error: self._failed(job, error),
            lambda: self._stopped(job),
        )
        self._jobs[job.key] = job
        job.task.messaged.connect(lambda message: self._moved(job, message=message))
        job.task.progressChanged.connect(lambda percent: self._moved(job, fraction=percent / 100))
        self._tell(self._on_change, job)
        start(job.task)

    def _moved(self, job: Job, message: str = "", fraction: float = 0.0) -> None:
        # Signals that were queued before the end may come after it.
        if self._jobs.get(job.key) is job:
            job.message = message or job.message
            job.fraction = max(fraction, job.fraction)
            self._tell(self._on_change, job)

    def _stop(self, key: str, phase: Phase) -> None:
        job = self._jobs.get(key)
        if job is not None and job.task is not None and job.phase is Phase.INSTALLING:
            job.phase = phase
            self._tell(self._on_change, job)
            job.task.cancel()

    def _ended(self, job: Job, outcome: Outcome) -> None:
        job.task = None
        self._jobs.pop(job.key, None)
        if self._on_end is not None:
            self._on_end(job, outcome)

    def _failed(self, job: Job, error: AtlasError) -> None:
        """What was typed stays in the list while its download can be gone on with."""
        self._ended(job, error)
        if isinstance(error, DownloadError) and packages.partial_size(job.key, job.library, job.catalogue):
            job.phase = Phase.PAUSED
            self._jobs[job.key] = job
            self._tell(self._on_stop, job)

    def _stopped(self, job: Job) -> None:
        job.task = None
        if job.phase is Phase.PAUSING:
            job.phase = Phase.PAUSED
        else:
            self._jobs.pop(job.key, None)
        if job.phase is Phase.CANCELLING:
            self._discard_or_tell(job)
        self._tell(self._on_stop, job)

    def _discard_or_tell(self, job: Job) -> None:
        try:
            _discard(job)
        except AtlasError as error:
            if self._on_end is not None:
                self._on_end(job, error)

    def _tell(self, listener: Callable[[Job], None] | None, job: Job) -> None:
        if listener is not None:
            listener(job)


def _discard(job: Job) -> None:
    packages.discard_download(job.key, job.library, job.catalogue)
