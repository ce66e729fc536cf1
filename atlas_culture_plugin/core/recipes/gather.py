# SPDX-License-Identifier: GPL-2.0-or-later
"""Gets the files of a recipe: from a local file or folder, or from where they are published."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from ..download import HttpOptions
from ..errors import DownloadError, RecipeError
from ..i18n import tr
from ..install import ProgressPart
from ..names import is_there
from ..progress import Progress
from .datagouv import BASE_URL, download, download_address, published
from .recipe import Recipe, Source

if TYPE_CHECKING:
    import requests


@dataclass(frozen=True)
class Gathered:
    """A file of a recipe: where it is, where it comes from, the day of its last change where it is told."""

    source: Source
    path: Path
    origin: str
    modified: str


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
        get = _from_address if source.url else _from_datagouv
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
