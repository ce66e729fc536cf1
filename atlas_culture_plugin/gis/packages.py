# SPDX-License-Identifier: GPL-2.0-or-later
"""Catalogues and installation, bound to QGIS's network: what the dialog and Processing call.

Every function runs in any thread; :class:`~.network.NetworkSettings` is copied on the main one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from .. import paths
from ..core.catalogue import Catalogue, merge, read_catalogue
from ..core.download import cached_copy, discard_partial, fetch, fetch_cached
from ..core.errors import AtlasError, Cancelled, CatalogueError
from ..core.http_errors import public_url
from ..core.i18n import tr
from ..core.install import DOWNLOAD_SHARE, ProgressPart, download_path, install_from
from ..core.library import Library
from ..core.manifest import Package
from ..core.names import is_address, local_path
from ..core.partial import Partial
from ..core.progress import Progress
from . import settings
from .network import NetworkSettings


def library(folder: Path | None = None) -> Library:
    """The library of a folder, by default that of the settings, with the packages of the plugin."""
    return Library(folder or settings.load().library, paths.data("packages"))


def shipped_catalogue() -> Catalogue:
    """Read the catalogue that comes with the plugin. No network."""
    return read_catalogue(paths.data("catalogue.json"))


def known_catalogue(sources: Iterable[str], cache: Path) -> tuple[Catalogue, list[AtlasError]]:
    """Return what is known without the network: local catalogues, and the copies of remote ones."""
    catalogues = [shipped_catalogue()]
    failures: list[AtlasError] = []
    for source in sources:
        path = cached_copy(source, cache) if is_address(source) else local_path(source)
        if is_address(source) and not path.is_file():
            continue  # never refreshed yet: nothing is wrong
        try:
            catalogues.append(read_catalogue(path, source if is_address(source) else ""))
        except AtlasError as error:
            failures.append(_about(source, error.sentence, error.details))
    return merge(catalogues), failures


def read_source(
    source: str,
    cache: Path,
    network: NetworkSettings,
    progress: Progress,
    warn: Callable[[str], object] | None = None,
) -> Catalogue:
    """Read a catalogue from a path or an address; ``warn`` is told when an old copy is used.

    Raises:
        CatalogueError: it is not a catalogue.
        DownloadError: it cannot be had, and there is no earlier copy.
    """
    if not is_address(source):
        return read_catalogue(local_path(source))
    with network.session() as session:
        path = fetch_cached(
            source,
            cache,
            session=session,
            progress=progress,
            check_content=lambda file: read_catalogue(file, source),
            warn=warn,
        )
    return read_catalogue(path, source)


def read_all(
    sources: Iterable[str], cache: Path, network: NetworkSettings, progress: Progress
) -> tuple[Catalogue, list[AtlasError]]:
    """Read the shipped catalogue and those the user added; one that fails does not hide the others."""
    catalogues = [shipped_catalogue()]
    failures: list[AtlasError] = []

    for source in sources:
        old: list[str] = []
        try:
            catalogues.append(read_source(source, cache, network, progress, old.append))
        except Cancelled:
            raise
        except AtlasError as error:
            failures.append(_about(source, error.sentence, error.details))
        failures += [_about(source, sentence) for sentence in old]
    return merge(catalogues), failures


def _about(source: str, sentence: str, details: str = "") -> CatalogueError:
    """Say which of the catalogues a sentence is about."""
    name = public_url(source) if is_address(source) else source
    return CatalogueError(tr("{name}: {sentence}").format(name=name, sentence=sentence), details)


def install(
    source: str, library: Library, catalogue: Catalogue, network: NetworkSettings, progress: Progress
) -> Package:
    """Install a package from an id of the catalogue, a path or an address.

    A download that is cancelled is kept, and goes on from there the next time.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.install.install_from`.
    """

    def download(url: str, target: Path, sha256: str) -> Path:
        with network.session() as session:
            return fetch(
                url,
                target,
                session=session,
                progress=ProgressPart(progress, 0, DOWNLOAD_SHARE),
                sha256=sha256,
                options=network.options(),
            )

    return install_from(source, library, catalogue=catalogue, fetch=download, progress=progress)


def download_target(source: str, library: Library, catalogue: Catalogue) -> Path | None:
    """Return where the download of a source goes; None when installing it downloads nothing."""
    if is_address(source):
        return download_path(library, source.strip())
    entry = next((entry for entry in catalogue.entries if entry.id == source), None)
    return download_path(library, entry.url, entry.sha256) if entry and is_address(entry.url) else None


def partial_size(source: str, library: Library, catalogue: Catalogue) -> int:
    """Return the bytes that a stopped download of a source left."""
    target = download_target(source, library, catalogue)
    return Partial(target, "").size() if target else 0


def discard_download(source: str, library: Library, catalogue: Catalogue) -> None:
    """Forget the part of a source that was downloaded.

    Raises:
        StorageError: it cannot be removed.
    """
    target = download_target(source, library, catalogue)
    if target is not None:
        discard_partial(target)
