# SPDX-License-Identifier: GPL-2.0-or-later
"""Gets the files of a recipe: from a local file or folder, or from where they are published."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from ..download import HttpOptions
from ..errors import DownloadError, RecipeError
from ..i18n import tr
from ..install import ProgressPart
from ..names import is_there
from ..progress import Progress
from ..transport import Exchange, Head, check_address, require_requests, with_retries
from .datagouv import BASE_URL, download, download_address, published
from .recipe import Recipe, Source
from .retired import check_retired

if TYPE_CHECKING:
    import requests


@dataclass(frozen=True)
class Gathered:
    """A file of a recipe: where it is, where it comes from, the day of its last change where it is told."""

    source: Source
    path: Path
    origin: str
    modified: str


@dataclass(frozen=True)
class Official:
    """What is published of a source today.

    ``modified`` is a day such as ``2026-02-18``, empty when it is not told; ``size`` is in bytes, -1 when
    it is not told; ``page`` is the address to show. When the source could not be asked about, ``problem``
    is the sentence that says why and the rest is empty.
    """

    name: str
    modified: str = ""
    size: int = -1
    page: str = ""
    problem: str = ""


def local_files(recipe: Recipe, path: Path) -> tuple[list[Gathered], list[str]]:
    """Find the files of a recipe in a file or a folder; also return the names of those that are absent.

    A file alone is that of the source whose patterns name it, or of the only source there is.

    Raises:
        RecipeError: nothing is there, or nothing that the recipe cannot do without.
    """
    if not is_there(path):
        raise RecipeError(tr("There is no file or folder {path}.").format(path=path))
    files = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
    found: list[Gathered] = []
    absent: list[str] = []
    for source in recipe.sources:
        match = next((one for one in files if _is_named(one, source)), None)
        if match is None and path.is_file() and len(recipe.sources) == 1:
            match = path
        if match is None:
            absent.append(source.name)
        else:
            found.append(Gathered(source, match, match.name, ""))
    if not found:
        patterns = ", ".join(pattern for source in recipe.sources for pattern in source.files)
        sentence = tr("No file of {path} is one of the recipe “{title}”. It looks for: {patterns}.")
        raise RecipeError(sentence.format(path=path, title=recipe.title, patterns=patterns))
    return found, absent


def remote_files(
    recipe: Recipe,
    folder: Path,
    *,
    session: requests.Session,
    progress: Progress,
    base: str = "",
    options: HttpOptions | None = None,
) -> tuple[list[Gathered], list[str]]:
    """Download the files of a recipe into ``folder``; also return the names of those that are absent.

    A source that the recipe can do without may be absent, as long as another one is there.

    Raises:
        RecipeError: the recipe names a data set or a file that is no more.
        DownloadError, StorageError: a file cannot be had or kept.
        Cancelled: the user asked to stop; what came so far is kept.
    """
    found: list[Gathered] = []
    absent: list[str] = []
    failures: list[DownloadError | RecipeError] = []
    limits = options or HttpOptions()
    share = 1 / len(recipe.sources)
    for rank, source in enumerate(recipe.sources):
        part = ProgressPart(progress, rank * share, (rank + 1) * share)
        progress.info(tr("Downloading “{name}”…").format(name=source.name))
        get = _from_address if source.url else _from_datagouv if source.dataset else _from_nowhere
        try:
            found.append(get(source, folder, session, part, base or BASE_URL, limits))
        except (DownloadError, RecipeError) as error:
            if not source.optional:
                raise
            failures.append(error)
            absent.append(f"{source.name} — {error.sentence}")
    if not found:
        raise failures[0]
    return found, absent


def official_dates(
    recipe: Recipe,
    *,
    session: requests.Session,
    progress: Progress,
    base: str = "",
    options: HttpOptions | None = None,
    known: MutableMapping[str, Mapping[str, object]] | None = None,
) -> list[Official]:
    """Say when each source of a recipe was last published, without downloading any.

    A source that cannot be asked about is in the list with the sentence that says why.

    Args:
        recipe: the recipe.
        session: see :func:`~atlas_culture_plugin.core.download.fetch`.
        progress: told of the part done, asked whether to stop.
        base: address of a mirror; empty for the site itself.
        options: limits; a single attempt is enough for a list.
        known: descriptions of data sets already had, by address. Give the same mapping for all recipes:
            those that share a data set then ask about it once.

    Raises:
        MissingDependencyError: requests is not there.
        Cancelled: the user asked to stop.
    """
    require_requests()
    limits = options or HttpOptions(retries=1)
    documents: MutableMapping[str, Mapping[str, object]] = {} if known is None else known
    found = []
    for rank, source in enumerate(recipe.sources):
        progress.set_fraction(rank / len(recipe.sources))
        try:
            if source.url:
                found.append(_official_address(source, session, progress, limits))
                continue
            described = published(
                source.dataset, source.resource, session=session, progress=ProgressPart(progress, 0, 0),
                base=base or BASE_URL, options=limits, known=documents,
            )  # fmt: skip
            found.append(Official(source.name, described.modified, described.size, described.page))
        except (DownloadError, RecipeError) as error:
            found.append(Official(source.name, problem=error.sentence))
    progress.set_fraction(1)
    return found


def _official_address(
    source: Source, session: requests.Session, progress: Progress, options: HttpOptions
) -> Official:
    check_retired(source.url)
    check_address(source.url)

    def ask() -> Head:
        with Exchange(session, source.url, {}, options, progress) as exchange:  # left before its body
            head = exchange.head()
        if head.status != 200:
            raise head.failure()
        return head

    head = with_retries(ask, progress, options)
    size = -1 if head.length is None else head.length
    return Official(source.name, _day(head.headers.get("Last-Modified", "")), size, source.url)


def _day(moment: str) -> str:
    """Return the day of an HTTP date; an empty text when it is not one."""
    try:
        return parsedate_to_datetime(moment).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def _from_datagouv(
    source: Source,
    folder: Path,
    session: requests.Session,
    progress: Progress,
    base: str,
    options: HttpOptions,
) -> Gathered:
    described = published(
        source.dataset, source.resource, session=session, progress=progress, base=base, options=options
    )
    path = download(described, folder, session=session, progress=progress, base=base, options=options)
    return Gathered(source, path, f"{described.title}, {described.page}", described.modified)


def _from_nowhere(source: Source, *_how: object) -> Gathered:
    sentence = tr("“{name}” is published nowhere: say where its file is on this computer.")
    raise RecipeError(sentence.format(name=source.name))


def _from_address(
    source: Source,
    folder: Path,
    session: requests.Session,
    progress: Progress,
    base: str,
    options: HttpOptions,
) -> Gathered:
    path = download_address(source.url, folder, session=session, progress=progress, options=options)
    return Gathered(source, path, source.url, date.today().isoformat())


def _is_named(path: Path, source: Source) -> bool:
    """Whether a file has a name that the source may have, whatever the case and the way accents are coded."""
    name = _composed(path.name)
    return any(fnmatch(name, _composed(pattern)) for pattern in source.files)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
