# SPDX-License-Identifier: GPL-2.0-or-later
"""Packages made of official data, one after the other, each in a task of QGIS.

They belong to no widget: a window that closes leaves them to go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.changes import Changes
from ..core.errors import AtlasError
from ..core.install import ProgressPart
from ..core.library import Library
from ..core.manifest import Package
from ..core.progress import Progress
from ..core.recipes.holdings import warnings_of
from ..core.recipes.recipe import Recipe
from ..gis.network import NetworkSettings
from ..gis.recipes import STAGED_SHARE, Staged, changes_from_held, install_staged, stage_package
from ..gis.tasks import AtlasTask, start

#: Share of the progress bar that comes before the comparison with what is held.
_BUILT = 0.9


class Phase(Enum):
    """Where a recipe is on its way to the library."""

    WAITING = "waiting"
    BUILDING = "building"
    REVIEW = "review"  #: built, with something that the user should read before it is installed
    CONFIRMED = "confirmed"  #: read, and waiting for its installation
    INSTALLING = "installing"
    CANCELLING = "cancelling"


@dataclass(frozen=True)
class Account:
    """What a reader is told of a package that was built: the page, its warnings, what changed."""

    recipe: Recipe
    version: str
    html: str
    warnings: tuple[str, ...]
    changes: Changes | None


@dataclass(frozen=True)
class Outcome:
    """What a task made: a package that is installed, or one that waits (``installed`` is None)."""

    account: Account
    staged: Staged
    installed: Package | None


@dataclass
class Fetch:
    """One recipe under way. ``source`` is a local folder or file, empty to download."""

    recipe: Recipe
    library: Library
    source: str = ""
    base: str = ""
    phase: Phase = Phase.WAITING
    message: str = ""
    fraction: float = 0.0
    account: Account | None = None
    staged: Staged | None = None
    task: AtlasTask[Any] | None = None


class OfficialJobs(QObject):
    """Queues recipes, builds them one at a time, installs those that need no reading."""

    #: Something moved.
    changed = pyqtSignal()
    #: An :class:`Account` is to be read before its package is installed.
    reviewed = pyqtSignal(object)
    #: A package was installed: its :class:`Account`.
    installed = pyqtSignal(object)
    #: A recipe failed: it, and the error.
    failed = pyqtSignal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is under way."""
        super().__init__(parent)
        self._all: dict[str, Fetch] = {}
        self._closed = False

    def all(self) -> list[Fetch]:
        """Return what is under way, oldest first."""
        return list(self._all.values())

    def get(self, recipe_id: str) -> Fetch | None:
        """Return what is under way of a recipe."""
        return self._all.get(recipe_id)

    def is_busy(self) -> bool:
        """Whether a task runs, or one is about to."""
        return any(one.phase is not Phase.REVIEW for one in self._all.values())

    def add(self, recipes: list[Recipe], library: Library, source: str = "", base: str = "") -> None:
        """Queue recipes; one that is under way stays as it is, one that waits to be read is made again."""
        for recipe in recipes:
            known = self._all.get(recipe.id)
            if known is not None and known.phase is not Phase.REVIEW:
                continue
            self._forget(recipe.id)
            self._all[recipe.id] = Fetch(recipe, library, source, base)
        self._next()

    def confirm(self, recipe_id: str) -> None:
        """Install a package that was read."""
        fetch = self._all.get(recipe_id)
        if fetch is not None and fetch.phase is Phase.REVIEW:
            fetch.phase = Phase.CONFIRMED
            self._next()

    def discard(self, recipe_id: str) -> None:
        """Forget a package that was read."""
        fetch = self._all.get(recipe_id)
        if fetch is not None and fetch.phase is Phase.REVIEW:
            self._forget(recipe_id)
            self.changed.emit()

    def cancel(self, recipe_ids: list[str]) -> None:
        """Stop recipes; what was downloaded of them stays, to be gone on with."""
        for recipe_id in recipe_ids:
            fetch = self._all.get(recipe_id)
            if fetch is None:
                continue
            if fetch.task is None:
                self._forget(recipe_id)
            else:
                fetch.phase = Phase.CANCELLING
                fetch.task.cancel()
        self.changed.emit()

    def release(self) -> None:
        """Stop everything, forget what was built, and tell nobody any more."""
        self._closed = True
        for fetch in self.all():
            if fetch.task is not None:
                fetch.task.cancel()
            else:
                self._forget(fetch.recipe.id)

    def _next(self) -> None:
        """Start what comes first, once nothing runs: installations that were confirmed, then the queue."""
        if self._closed:
            return
        waiting = sorted(
            (one for one in self._all.values() if one.phase in (Phase.CONFIRMED, Phase.WAITING)),
            key=lambda one: one.phase is Phase.WAITING,
        )
        if waiting and not any(one.task for one in self._all.values()):
            self._start(waiting[0])
        self.changed.emit()

    def _start(self, fetch: Fetch) -> None:
        # Copied here, on the main thread.
        network = NetworkSettings.from_qgis()
        staged, library = fetch.staged, fetch.library
        task: AtlasTask[Any]
        ends = (lambda error: self._on_failure(fetch, error), lambda: self._on_cancel(fetch))
        if fetch.phase is Phase.CONFIRMED and staged is not None:
            fetch.phase = Phase.INSTALLING
            kept = staged
            task = AtlasTask(
                fetch.recipe.title,
                lambda progress: install_staged(kept, library, progress).package,
                lambda _package: self._on_installed(fetch),
                *ends,
            )
        else:
            fetch.phase = Phase.BUILDING
            task = AtlasTask(
                fetch.recipe.title,
                lambda progress: _make(fetch, network, progress),
                lambda outcome: self._on_outcome(fetch, outcome),
                *ends,
            )
        fetch.task, fetch.message, fetch.fraction = task, "", 0.0
        task.messaged.connect(lambda message: self._moved(fetch, message=message))
        task.progressChanged.connect(lambda percent: self._moved(fetch, fraction=percent / 100))
        start(task)

    def _moved(self, fetch: Fetch, message: str = "", fraction: float = 0.0) -> None:
        # Signals that were queued before the end may come after it.
        if fetch.task is not None and not self._closed:
            fetch.message = message or fetch.message
            fetch.fraction = max(fraction, fetch.fraction)
            self.changed.emit()

    def _on_outcome(self, fetch: Fetch, outcome: Outcome) -> None:
        fetch.account, fetch.staged = outcome.account, outcome.staged
        if outcome.installed is not None:
            self._on_installed(fetch)
            return
        fetch.task = None
        if self._closed or fetch.phase is Phase.CANCELLING:
            self._over(fetch)
            return
        fetch.phase = Phase.REVIEW
        self._next()
        self.reviewed.emit(outcome.account)

    def _on_installed(self, fetch: Fetch) -> None:
        self._over(fetch)
        if not self._closed:
            self.installed.emit(fetch.account)

    def _on_failure(self, fetch: Fetch, error: AtlasError) -> None:
        if fetch.phase is Phase.INSTALLING:  # what was built is still there: it can be tried again
            fetch.task, fetch.phase = None, Phase.REVIEW
            self._next()
        else:
            self._over(fetch)
        if not self._closed:
            self.failed.emit(fetch.recipe, error)

    def _on_cancel(self, fetch: Fetch) -> None:
        self._over(fetch)

    def _over(self, fetch: Fetch) -> None:
        fetch.task = None
        self._forget(fetch.recipe.id)
        self._next()

    def _forget(self, recipe_id: str) -> None:
        fetch = self._all.pop(recipe_id, None)
        if fetch is not None and fetch.staged is not None:
            fetch.staged.discard()


def _make(fetch: Fetch, network: NetworkSettings, progress: Progress) -> Outcome:
    """Build a package, compare it with what is held, and install it unless there is something to read."""
    part = ProgressPart(progress, 0, _BUILT)
    staged = stage_package(fetch.recipe, fetch.library, network, part, source=fetch.source, base=fetch.base)
    try:
        found = changes_from_held(
            staged.built.package, fetch.library, ProgressPart(progress, _BUILT, STAGED_SHARE)
        )
        account = Account(
            fetch.recipe,
            staged.built.package.version,
            staged.built.report_html,
            tuple(warnings_of(staged.built.quality, found)),
            found,
        )
        if account.warnings:
            return Outcome(account, staged, None)
        rest = ProgressPart(progress, STAGED_SHARE, 1)
        return Outcome(account, staged, install_staged(staged, fetch.library, rest).package)
    except BaseException:
        staged.workspace.cleanup()
        raise
