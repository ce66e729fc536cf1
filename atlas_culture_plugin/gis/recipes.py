# SPDX-License-Identifier: GPL-2.0-or-later
"""From a recipe to an installed package, bound to QGIS's network: what the dock and Processing call.

Runs in any thread; :class:`~.network.NetworkSettings` is copied on the main one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..core.archive import pack
from ..core.errors import RecipeError
from ..core.i18n import tr
from ..core.install import ProgressPart
from ..core.library import DOWNLOADS, Library
from ..core.names import is_address, local_path
from ..core.progress import Progress
from ..core.recipes.build import Built, build
from ..core.recipes.datagouv import check_retired
from ..core.recipes.gather import Gathered, local_files, remote_files
from ..core.recipes.reading import require_pandas
from ..core.recipes.recipe import Recipe
from ..core.storage import check_file, copy_whole
from ..core.territories import territories
from .network import NetworkSettings

#: Share of the progress bar that goes to downloads.
DOWNLOAD_SHARE = 0.6


def build_package(
    recipe: Recipe,
    library: Library,
    network: NetworkSettings,
    progress: Progress,
    *,
    source: str = "",
    base: str = "",
    cog_year: int = 0,
    output: Path | None = None,
) -> Built:
    """Get the files of a recipe, build its package and install it.

    Args:
        recipe: what to build.
        library: where to install it.
        network: how to go out.
        progress: told of the whole.
        source: local file or folder; empty to download what is published.
        base: address of a mirror of data.gouv.fr; empty for the site itself.
        cog_year: year of the geographic code of the files; 0 for that of each year of data.
        output: zip to write as well.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.recipes.build.build` and
            :meth:`~atlas_culture_plugin.core.library.Library.install`. What was installed stays.
    """
    require_pandas()
    if output is not None:
        check_file(output)
    downloads = library.folder / DOWNLOADS / recipe.id
    files, absent = _files(recipe, source, downloads, network, progress, base)
    with tempfile.TemporaryDirectory(prefix="atlas-culture-") as folder:
        rest = ProgressPart(progress, 0.0 if source else DOWNLOAD_SHARE, 0.95)
        built = build(recipe, files, absent, Path(folder), territories(), rest, cog_year=cog_year)
        if output is not None:
            archive = pack(built.package.folder, Path(folder) / "package.zip")
            copy_whole(archive, output)
        installed = library.install(built.package.folder, ProgressPart(progress, 0.95, 1.0))
    for one in files if not source else ():
        one.path.unlink(missing_ok=True)
    return replace(built, package=installed)


def _files(
    recipe: Recipe, source: str, folder: Path, network: NetworkSettings, progress: Progress, base: str
) -> tuple[Sequence[Gathered], Sequence[str]]:
    if source:
        if is_address(source):
            check_retired(source)
            sentence = tr(
                "SOURCE is a file or a folder of this computer, not {address}: download it first, or write "
                "the address of a mirror as BASE_URL."
            )
            raise RecipeError(sentence.format(address=source))
        return local_files(recipe, local_path(source))
    with network.session() as session:
        return remote_files(
            recipe,
            folder,
            session=session,
            progress=ProgressPart(progress, 0, DOWNLOAD_SHARE),
            base=base,
            options=network.options(),
        )
