# SPDX-License-Identifier: GPL-2.0-or-later
"""Download the boundaries of a vintage, level by level; what is there is not asked for again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..download import HttpOptions, fetch
from ..errors import DownloadError, TerritoryError
from ..i18n import tr
from ..install import ProgressPart
from ..model import Level
from ..progress import Progress, check
from ..request import DETAIL, NATIONAL
from ..transport import pause
from .features import read_features
from .providers import LATEST, PAGE_SIZE, WFS_PAUSE, Provider, Source, Wanted, hits_url, page_url

if TYPE_CHECKING:
    import requests

#: Files of a level at a detail, in order; none when the publisher does not have it.
Files = dict[tuple[Level, str], list[Path]]

#: Answers that are cut short while they look whole are asked for again so many times.
ATTEMPTS = 3
#: Seconds during which a file or a page of the latest vintage, kept from a stopped run, is still that of now.
FRESH = 24 * 3600
#: Share of the bytes that each level weighs, about.
_WEIGHTS = {Level.REGION: 0.05, Level.DEPARTEMENT: 0.1, Level.EPCI: 0.2, Level.COMMUNE: 0.65}
_MATCHED = re.compile(rb'numberMatched="(\d{1,9})"')


def fetch_all(
    wanted: Wanted,
    folder: Path,
    *,
    session: requests.Session,
    progress: Progress,
    options: HttpOptions,
    between: float = WFS_PAUSE,
) -> Files:
    """Download every level at both details into ``folder``, going on from where a stopped download left off.

    Args:
        wanted: the vintage.
        folder: where the files are kept until they are used.
        session: what sends the requests.
        progress: told of the whole, asked whether to stop.
        options: limits of the downloads.
        between: seconds between two requests for pages.

    Raises:
        TerritoryError: there is no such vintage, or an answer stays cut short.
        DownloadError, StorageError: a file cannot be had or kept.
        Cancelled: the user asked to stop; what came so far is kept.
    """
    found: Files = {}
    done = 0.0
    for detail in (DETAIL, NATIONAL):
        for level, weight in _WEIGHTS.items():
            source = wanted.source(level, detail)
            part = ProgressPart(progress, done, done + weight / 2)
            progress.info(tr("Downloading “{name}”…").format(name=source.name))
            if source.paged:
                pages = _Pages(source, folder, session, part, options, between)
                found[level, detail] = pages.fetch()
            else:
                found[level, detail] = _whole(wanted, source, folder, session, part, options)
            done += weight / 2
    return found


def _whole(
    wanted: Wanted,
    source: Source,
    folder: Path,
    session: requests.Session,
    progress: Progress,
    options: HttpOptions,
) -> list[Path]:
    """One file; an upper level that is not published is made of the communes."""
    target = folder / source.name
    if target.is_file() and (wanted.year != LATEST or _is_fresh(target)):
        return [target]
    try:
        _checked(
            lambda: fetch(source.url, target, session=session, progress=progress, options=options),
            target,
            bool,
        )
    except DownloadError as error:
        if not error.details.startswith("HTTP 404"):
            raise
        if source.level is not Level.COMMUNE:
            progress.info(tr("Not there: {name}").format(name=source.name))
            return []
        raise _no_vintage(wanted, error) from error
    return [target]


def _no_vintage(wanted: Wanted, error: DownloadError) -> TerritoryError:
    if wanted.provider is Provider.ETALAB:
        sentence = tr(
            "Etalab has no boundaries of the vintage {year}: it published those of 2019, 2022, 2024 and "
            "2025. Choose one of these years, or none for the latest."
        )
        return TerritoryError(sentence.format(year=wanted.year), error.details)
    return TerritoryError(error.sentence, error.details)


class _Pages:
    """The pages of a layer of a WFS: counted first, then compared with the count."""

    def __init__(
        self,
        source: Source,
        folder: Path,
        session: requests.Session,
        progress: Progress,
        options: HttpOptions,
        between: float,
    ) -> None:
        self._source = source
        self._folder = folder
        self._session = session
        self._progress = progress
        self._options = options
        self._between = between
        #: Ids of the features of each page, where the service gives them.
        self._ids: dict[int, list[str]] = {}

    def fetch(self) -> list[Path]:
        """Return the pages, whole.

        Raises:
            TerritoryError: the layer is empty, a page stays cut short, or pages stay without all features.
        """
        total = self._count()
        if not total:
            sentence = tr("The service of IGN has nothing in “{name}”: try again later, or take Etalab's.")
            raise TerritoryError(sentence.format(name=self._source.name))
        for _ in range(ATTEMPTS):
            pages = []
            for start in range(0, total, PAGE_SIZE):
                pages.append(self._page(start, min(PAGE_SIZE, total - start)))
                self._progress.set_fraction(min(1.0, (start + PAGE_SIZE) / total))
            ids = [one for page in self._ids.values() for one in page]
            # Pages that each have their number may share features, in the place of some that none has.
            if len(set(ids)) == len(ids):
                return pages
            for page in pages:
                page.unlink(missing_ok=True)
        raise _never_whole(self._source.name)

    def _count(self) -> int:
        path = self._folder / f"{self._source.name}.hits"
        # Counted at each run: what changed since the pages that were kept is asked for again.
        path.unlink(missing_ok=True)
        self._get(hits_url(self._source), path)
        try:
            found = _MATCHED.search(path.read_bytes())
        finally:
            path.unlink(missing_ok=True)
        if found is None:
            sentence = tr("The service of IGN did not say how many territories it has: try again later.")
            raise TerritoryError(sentence)
        return int(found[1])

    def _page(self, start: int, expected: int) -> Path:
        """One page of ``expected`` features; one kept from a stopped run is not asked for again."""
        target = self._folder / f"{self._source.name}.{start:06}"

        def is_whole(features: list[dict[str, Any]]) -> bool:
            self._ids[start] = [str(one["id"]) for one in features if one.get("id")]
            return len(features) == expected

        if _is_fresh(target):
            with suppress(TerritoryError):
                if is_whole(read_features(target)):
                    return target
        return _checked(lambda: self._get(page_url(self._source, start), target), target, is_whole)

    def _get(self, url: str, target: Path) -> None:
        check(self._progress)
        pause(self._between, self._progress)
        fetch(url, target, session=self._session, progress=_Quiet(self._progress), options=self._options)


class _Quiet:
    """A progress that passes the cancel on: the fraction of one page is not that of the layer."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def set_fraction(self, fraction: float) -> None:
        """Not told."""

    def info(self, message: str) -> None:
        """Pass the message on."""
        self._progress.info(message)

    def is_cancelled(self) -> bool:
        """Ask the whole."""
        return self._progress.is_cancelled()


def _is_fresh(path: Path) -> bool:
    return path.is_file() and time.time() - path.stat().st_mtime < FRESH


def _checked(
    get: Callable[[], object], target: Path, is_whole: Callable[[list[dict[str, Any]]], bool]
) -> Path:
    """Get a file until it is whole: an answer may be cut short without HTTP seeing it."""
    for attempt in range(1, ATTEMPTS + 1):
        get()
        try:
            if is_whole(read_features(target)):
                return target
        except TerritoryError:
            if attempt == ATTEMPTS:
                target.unlink(missing_ok=True)
                raise
        target.unlink(missing_ok=True)
    raise _never_whole(target.name)


def _never_whole(name: str) -> TerritoryError:
    sentence = tr(
        "The service answered {count} times without all the territories of “{name}”: nothing was changed. "
        "Try again later."
    )
    return TerritoryError(sentence.format(count=ATTEMPTS, name=name))
