# SPDX-License-Identifier: GPL-2.0-or-later
"""Installs a package from wherever it is: the one use case behind the dialog and Processing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from .catalogue import Catalogue, CatalogueEntry
from .checksums import sha256
from .errors import DownloadError, LibraryError, PackageError
from .i18n import tr
from .library import DOWNLOADS, Library
from .locking import locked
from .manifest import Package
from .names import is_address, is_there, local_path
from .progress import Progress
from .storage import writing

#: Fetches an address into a file and checks its SHA-256 (empty when unknown); returns the file.
Fetch = Callable[[str, Path, str], Path]

#: Share of the progress bar that goes to the download, when there is one.
DOWNLOAD_SHARE = 0.8

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class ProgressPart:
    """A part of a longer progress: what it is told is scaled into ``start`` to ``end``."""

    progress: Progress
    start: float
    end: float

    def set_fraction(self, fraction: float) -> None:
        """Scale the fraction of the part into the whole."""
        self.progress.set_fraction(self.start + (self.end - self.start) * fraction)

    def info(self, message: str) -> None:
        """Pass the message on."""
        self.progress.info(message)

    def is_cancelled(self) -> bool:
        """Ask the whole."""
        return self.progress.is_cancelled()


def install_from(
    source: str, library: Library, *, catalogue: Catalogue | None, fetch: Fetch, progress: Progress
) -> Package:
    """Install the package that ``source`` names.

    Args:
        source: id in the catalogue, path of a zip or folder, or http(s) address.
        library: where to install it.
        catalogue: where ids are looked up; None when there is no catalogue.
        fetch: downloads ``(url, target, sha256)``. It reports to the same progress, from 0 to 1;
            bind it to ``ProgressPart(progress, 0, DOWNLOAD_SHARE)`` for one bar that only grows.
        progress: told of the whole.

    Raises:
        CatalogueError: no such id in the catalogue.
        PackageError: the source is not a sound package.
        DownloadError: it could not be fetched. What was downloaded stays, to be resumed.
        LibraryError, StorageError: the library refuses.
        Cancelled: the user stopped. Whatever is raised, what was installed stays.
    """
    text = source.strip()
    if is_address(text):
        return _install_url(text, library, fetch, progress)
    path = local_path(text)
    if not text:
        raise PackageError(tr("No package was given: write an id of the catalogue, a path or an address."))
    if is_there(path) or _looks_like_path(text):
        return library.install(path, progress)
    return _install_entry((catalogue or Catalogue()).entry(text), library, fetch, progress)


def _looks_like_path(text: str) -> bool:
    return "/" in text or "\\" in text or text.lower().endswith(".zip")


def _install_entry(entry: CatalogueEntry, library: Library, fetch: Fetch, progress: Progress) -> Package:
    if not entry.url:
        return _install_embedded(entry, library, progress)
    if is_address(entry.url):
        return _install_url(entry.url, library, fetch, progress, digest=entry.sha256, package_id=entry.id)
    return _install_file(Path(entry.url), entry, library, progress)


def _install_embedded(entry: CatalogueEntry, library: Library, progress: Progress) -> Package:
    """Copy the package that comes with the plugin, so that it outlives an update of the plugin."""
    if library.embedded is None or not library.is_embedded(entry.id):
        sentence = tr(
            'The catalogue gives no address for the package "{id}", and the plugin does not have it.'
        )
        raise LibraryError(sentence.format(id=entry.id))
    return library.install(library.embedded / entry.id, progress)


def _install_file(path: Path, entry: CatalogueEntry, library: Library, progress: Progress) -> Package:
    if path.is_file() and entry.sha256 and sha256(path) != entry.sha256:
        sentence = tr("{path} is not the file announced by the catalogue: its SHA-256 differs.")
        raise DownloadError(sentence.format(path=path))
    return library.install(path, progress, expected_id=entry.id)


def _install_url(
    url: str, library: Library, fetch: Fetch, progress: Progress, *, digest: str = "", package_id: str = ""
) -> Package:
    folder = library.folder / DOWNLOADS
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    target = download_path(library, url, digest)
    # Two QGIS must not write the same partial file.
    with locked(target.with_name(f"{target.name}.lock"), progress):
        progress.info(tr("Downloading {url}…").format(url=url))
        archive = fetch(url, target, digest)
        try:
            progress.info(tr("Installing the package {name}…").format(name=package_id or archive.name))
            rest = ProgressPart(progress, DOWNLOAD_SHARE, 1)
            return library.install(archive, rest, expected_id=package_id)
        finally:
            # Installed, or refused for good: it is not worth keeping either way.
            archive.unlink(missing_ok=True)


def download_path(library: Library, url: str, digest: str = "") -> Path:
    """Return where an address is downloaded to; ``.part`` is added to it until it is complete."""
    return library.folder / DOWNLOADS / _file_name(url, digest)


def _file_name(url: str, digest: str) -> str:
    """Name a download after its content, so that one that was interrupted is found again."""
    name = unquote(re.split(r"[?#]", url)[0]).rpartition("/")[2]
    stem = _UNSAFE.sub("-", name)[-60:].strip(".-") or "package"
    key = hashlib.sha256(f"{url} {digest}".encode()).hexdigest()[:12]
    return f"{key}-{stem}"
