# SPDX-License-Identifier: GPL-2.0-or-later
"""From a recipe to an installed package, bound to QGIS's network: what the dock and Processing call.

Runs in any thread; :class:`~.network.NetworkSettings` is copied on the main one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.archive import pack
from ..core.changes import Changes, changes
from ..core.changes_report import changes_html
from ..core.errors import LibraryError, PackageError, RecipeError
from ..core.i18n import tr
from ..core.install import ProgressPart
from ..core.library import DOWNLOADS, Library
from ..core.manifest import Package
from ..core.names import is_address, local_path
from ..core.portals.retired import check_retired
from ..core.progress import Progress, check
from ..core.published.reading import require_pandas
from ..core.recipes.build import Built, build
from ..core.recipes.gather import Gathered, Official, local_files, official_dates, remote_files
from ..core.recipes.recipe import Recipe
from ..core.recipes.report import with_part
from ..core.storage import check_file, copy_whole
from ..core.territories import territories
from .network import NetworkSettings

#: Share of the progress bar that goes to downloads.
DOWNLOAD_SHARE = 0.6
#: Share of the progress bar that goes to everything before the installation.
STAGED_SHARE = 0.95
#: Share of the installation that goes to the comparison with what is held.
_COMPARED_SHARE = 0.5


@dataclass(frozen=True)
class Staged:
    """A package that was built and is not installed: its account can be read first.

    ``workspace`` holds it, and goes away with it; ``downloads`` are the files that were fetched for it.
    """

    built: Built
    workspace: tempfile.TemporaryDirectory[str]
    downloads: tuple[Path, ...]

    def discard(self) -> None:
        """Forget it, and what was fetched for it; a file that another program holds stays."""
        self.workspace.cleanup()
        for path in self.downloads:
            with suppress(OSError):
                path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Delivered:
    """A package that was built and installed; ``changes`` is None where it replaced nothing that is read."""

    built: Built
    changes: Changes | None


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
) -> Delivered:
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
    part = ProgressPart(progress, 0, STAGED_SHARE)
    staged = stage_package(recipe, library, network, part, source=source, base=base, cog_year=cog_year)
    return deliver(staged, library, ProgressPart(progress, STAGED_SHARE, 1), output)


def stage_package(
    recipe: Recipe,
    library: Library,
    network: NetworkSettings,
    progress: Progress,
    *,
    source: str = "",
    base: str = "",
    cog_year: int = 0,
) -> Staged:
    """Get the files of a recipe and build its package, without installing it.

    The arguments are those of :func:`build_package`.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.recipes.build.build`. What was fetched stays, so
            that another try goes on from there.
    """
    require_pandas()
    downloads = library.folder / DOWNLOADS / recipe.id
    files, absent = recipe_files(recipe, source, downloads, network, progress, base)
    workspace = tempfile.TemporaryDirectory(prefix="atlas-culture-")
    try:
        rest = ProgressPart(progress, 0.0 if source else DOWNLOAD_SHARE, 1)
        built = build(recipe, files, absent, Path(workspace.name), territories(), rest, cog_year=cog_year)
    except BaseException:
        workspace.cleanup()
        raise
    return Staged(built, workspace, () if source else tuple(one.path for one in files))


def changes_from_held(package: Package, library: Library, progress: Progress) -> Changes | None:
    """Compare a package with the one that it would replace; None when there is none that can be read.

    Raises:
        Cancelled: the user asked to stop.
    """
    if package.id not in library.installed_ids():
        return None
    try:
        return changes(library.package(package.id), package, progress)
    except (LibraryError, PackageError):
        return None  # damaged: building it again is how it is mended


def deliver(staged: Staged, library: Library, progress: Progress, output: Path | None) -> Delivered:
    """Install a package that was built, write its zip as well where one is wanted, and forget the rest.

    What changes with it is put in its report.

    Raises:
        AtlasError: see :func:`install_staged`; or the zip cannot be written, and nothing is installed.
    """
    try:
        part = ProgressPart(progress, 0, _COMPARED_SHARE)
        found = changes_from_held(staged.built.package, library, part)
        if output is not None:
            archive = pack(staged.built.package.folder, Path(staged.workspace.name) / "package.zip")
            copy_whole(archive, output)
        built = install_staged(staged, library, ProgressPart(progress, _COMPARED_SHARE, 1))
    finally:
        staged.workspace.cleanup()
    if found is not None:
        told = changes_html(found, territories())
        built = replace(built, report_html=with_part(built.report_html, told))
    return Delivered(built, found)


def install_staged(staged: Staged, library: Library, progress: Progress) -> Built:
    """Install a package that was built, and forget what was fetched for it.

    Raises:
        AtlasError: see :meth:`~atlas_culture_plugin.core.library.Library.install`. What was installed stays,
            and so does what was built.
    """
    installed = library.install(staged.built.package.folder, progress)
    staged.discard()
    return replace(staged.built, package=installed)


def ask_official(
    recipes: Sequence[Recipe], network: NetworkSettings, progress: Progress, *, base: str = ""
) -> dict[str, list[Official]]:
    """Ask when the sources of recipes were last published; by id of recipe.

    Once two data sets have been answered by one and the same failure, the site is not asked about the
    others: without a network, each would take the time of a refusal.

    Raises:
        MissingDependencyError: requests is not there.
        Cancelled: the user asked to stop.
    """
    found: dict[str, list[Official]] = {}
    known: dict[str, Mapping[str, object]] = {}
    # Data sets that were answered by each failure.
    failures: dict[str, set[str]] = {}
    with network.session() as session:
        for rank, recipe in enumerate(recipes):
            check(progress)
            part = ProgressPart(progress, rank / len(recipes), (rank + 1) / len(recipes))
            why = next((sentence for sentence, asked in failures.items() if len(asked) > 1), "")
            if why and all(source.dataset for source in recipe.sources):
                found[recipe.id] = [Official(source.name, problem=why) for source in recipe.sources]
                continue
            options = replace(network.options(), retries=1)
            told = official_dates(
                recipe, session=session, progress=part, base=base, options=options, known=known
            )
            found[recipe.id] = told
            for source, one in zip(recipe.sources, told):
                if one.problem:
                    failures.setdefault(one.problem, set()).add(source.dataset)
    return found


def recipe_files(
    recipe: Recipe, source: str, folder: Path, network: NetworkSettings, progress: Progress, base: str
) -> tuple[Sequence[Gathered], Sequence[str]]:
    """Find the files of a recipe in ``source``, or download them into ``folder``; also return those absent.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.recipes.gather.remote_files`.
    """
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
