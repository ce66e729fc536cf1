# SPDX-License-Identifier: GPL-2.0-or-later
"""Gets the files of a recipe: from a local file or folder, or from where they are published."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from ..download import HttpOptions
from ..errors import DownloadError, RecipeError
from ..i18n import tr
from ..install import ProgressPart
from ..names import is_there
from ..progress import Progress
from ..published.reading import unreadable
from ..transport import require_requests
from .recipe import Recipe, Source
from .sites import Gathered, Official, Sites, place_of

if TYPE_CHECKING:
    import requests

__all__ = ["Gathered", "Official", "local_files", "official_dates", "remote_files"]


def local_files(recipe: Recipe, path: Path) -> tuple[list[Gathered], list[str]]:
    """Find the files of a recipe in a file or a folder; also return the names of those that are absent.

    A file alone is that of the source whose patterns name it, or of the only source there is. Of several
    files that a source may be, the one changed last is taken, and the origin names the others.

    Raises:
        RecipeError: nothing is there, the folder cannot be read, or none of its files is of the recipe.
    """
    if not is_there(path):
        raise RecipeError(tr("There is no file or folder {path}.").format(path=path))
    files = _files(path) if path.is_dir() else [path]
    found: list[Gathered] = []
    absent: list[str] = []
    for source in recipe.sources:
        matches = sorted((one for one in files if _is_named(one, source)), key=_moment, reverse=True)
        if not matches and path.is_file() and len(recipe.sources) == 1:
            matches = [path]
        if matches:
            found.append(Gathered(source, matches[0], _origin(matches), ""))
        else:
            absent.append(source.name)
    if not found:
        patterns = ", ".join(pattern for source in recipe.sources for pattern in source.files)
        sentence = tr("No file of {path} is one of the recipe “{title}”. It looks for: {patterns}.")
        raise RecipeError(sentence.format(path=path, title=recipe.title, patterns=patterns))
    return found, absent


def _moment(path: Path) -> float:
    """Return when a file was changed last; the oldest of all when that cannot be known."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _origin(matches: Sequence[Path]) -> str:
    """Name the file taken, and those that were left aside."""
    taken, *others = (one.name for one in matches)
    if not others:
        return taken
    sentence = tr("{file}, changed last; also there and not read: {others}")
    return sentence.format(file=taken, others=", ".join(others))


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

    Sources published in one place share its file, which is downloaded once. A file that a stopped call had
    whole is not downloaded again, unless it has changed. A source that the recipe can do without may be
    absent, as long as another one is there.

    Raises:
        RecipeError: the recipe names a data set or a file that is no more.
        DownloadError, StorageError: a file cannot be had or kept.
        Cancelled: the user asked to stop; what came so far is kept.
    """
    sites = Sites(session, options or HttpOptions(), base)
    found: list[Gathered] = []
    absent: list[str] = []
    failures: list[DownloadError | RecipeError] = []
    had: dict[tuple[object, ...], Gathered | DownloadError | RecipeError] = {}
    share = 1 / len(recipe.sources)
    for rank, source in enumerate(recipe.sources):
        part = ProgressPart(progress, rank * share, (rank + 1) * share)
        place = place_of(source)
        if place not in had:
            progress.info(tr("Downloading “{name}”…").format(name=source.name))
            sharing = [one for one in recipe.sources if place_of(one) == place]
            try:
                had[place] = sites.get(source, sharing, folder, part)
            except (DownloadError, RecipeError) as error:
                had[place] = error
        part.set_fraction(1)
        got = had[place]
        if isinstance(got, Gathered):
            found.append(replace(got, source=source))
        elif not source.optional:
            raise got
        else:
            failures.append(got)
            absent.append(f"{source.name} — {got.sentence}")
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
        base: address of a mirror; empty for the sites themselves.
        options: limits; a single attempt is enough for a list.
        known: descriptions of data sets already had, by address. Give the same mapping for all recipes:
            those that share a data set then ask about it once.

    Raises:
        MissingDependencyError: requests is not there.
        Cancelled: the user asked to stop.
    """
    require_requests()
    sites = Sites(session, options or HttpOptions(retries=1), base, {} if known is None else known)
    told: dict[tuple[object, ...], Official] = {}
    found = []
    for rank, source in enumerate(recipe.sources):
        progress.set_fraction(rank / len(recipe.sources))
        place = place_of(source)
        if place not in told:
            try:
                told[place] = sites.official(source, ProgressPart(progress, 0, 0))
            except (DownloadError, RecipeError) as error:
                told[place] = Official(source.name, problem=error.sentence)
        found.append(replace(told[place], name=source.name))
    progress.set_fraction(1)
    return found


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if one.is_file())
    except OSError as error:
        raise unreadable(folder, error) from error


def _is_named(path: Path, source: Source) -> bool:
    """Whether a file has a name that the source may have, whatever the case and the way accents are coded."""
    name = _composed(path.name)
    return any(fnmatch(name, _composed(pattern)) for pattern in source.files)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
