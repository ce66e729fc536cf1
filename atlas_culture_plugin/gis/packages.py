# SPDX-License-Identifier: GPL-2.0-or-later
"""Catalogues and installation, bound to QGIS's network: what the dialog and Processing call.

Every function runs in any thread; :class:`~.network.NetworkSettings` is copied on the main one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from .. import paths
from ..core.catalogue import Catalogue, merge, read_catalogue
from ..core.download import fetch, fetch_cached
from ..core.errors import AtlasError
from ..core.install import DOWNLOAD_SHARE, ProgressPart, install_from
from ..core.library import Library
from ..core.manifest import Package
from ..core.progress import Progress
from .network import NetworkSettings


def shipped_catalogue() -> Catalogue:
    """Read the catalogue that comes with the plugin. No network."""
    return read_catalogue(paths.data("catalogue.json"))


def read_source(source: str, cache: Path, network: NetworkSettings, progress: Progress) -> Catalogue:
    """Read a catalogue from a path or an address.

    Raises:
        CatalogueError: it is not a catalogue.
        DownloadError: it cannot be had, and there is no earlier copy.
    """
    if urlsplit(source).scheme.lower() not in ("http", "https"):
        return read_catalogue(Path(source).expanduser())
    with network.session() as session:
        path = fetch_cached(
            source,
            cache,
            session=session,
            progress=progress,
            check_content=lambda file: read_catalogue(file, source),
        )
    return read_catalogue(path, source)


def read_all(
    sources: Iterable[str], cache: Path, network: NetworkSettings, progress: Progress
) -> tuple[Catalogue, list[AtlasError]]:
    """Read the shipped catalogue and those the user added; one that fails does not hide the others."""
    catalogues = [shipped_catalogue()]
    failures: list[AtlasError] = []
    for source in sources:
        try:
            catalogues.append(read_source(source, cache, network, progress))
        except AtlasError as error:
            failures.append(error)
    return merge(catalogues), failures


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
