# SPDX-License-Identifier: GPL-2.0-or-later
"""What there is and what could be: the library and the catalogue in one list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from .catalogue import Catalogue, CatalogueEntry
from .install import download_path
from .library import Library
from .manifest import Package, version_key
from .model import Level
from .partial import Partial


class State(Enum):
    """Where a package stands."""

    EMBEDDED = "embedded"
    INSTALLED = "installed"
    UPDATE = "update"
    AVAILABLE = "available"
    PAUSED = "paused"
    BROKEN = "broken"


@dataclass(frozen=True)
class PackageRow:
    """One package of the list. ``size`` and ``partial`` are in bytes.

    ``version`` is the one in use, empty when there is none; ``problem`` the sentence of a damaged
    installation; ``partial`` what a stopped download left.
    """

    id: str
    state: State
    package: Package | None = None
    entry: CatalogueEntry | None = None
    size: int = 0
    partial: int = 0
    problem: str = ""
    #: Whether the library's folder has it; the embedded one alone cannot be removed.
    removable: bool = False

    @property
    def described(self) -> Package | CatalogueEntry | None:
        """What describes it: what is installed, or else what the catalogue announces."""
        return self.package or self.entry

    @property
    def title(self) -> str:
        """Title in the interface's language, or the id of a package that nothing describes."""
        return self.described.title if self.described else self.id

    @property
    def version(self) -> str:
        """Version in use, empty when there is none."""
        return self.package.version if self.package else ""

    @property
    def new_version(self) -> str:
        """Version that an installation would bring, empty when it is not later than the one in use."""
        if self.entry is None or (self.package and not _later(self.entry, self.package)):
            return ""
        return self.entry.version

    @property
    def levels(self) -> tuple[Level, ...]:
        """Levels of its tables."""
        return self.described.levels if self.described else ()


def inventory(library: Library, catalogue: Catalogue) -> list[PackageRow]:
    """List the packages: the catalogue's, in its order, then the others, by id.

    Raises:
        LibraryError: the library cannot be read.
        PackageError: the embedded package is damaged.
    """
    packages = {package.id: package for package in library.packages()}
    broken = library.broken()
    entries = {entry.id: entry for entry in catalogue.entries}
    ids = [*entries, *sorted({*packages, *broken} - set(entries))]
    installed = set(library.installed_ids())
    return [
        _row(
            library,
            package_id,
            packages.get(package_id),
            entries.get(package_id),
            problem=broken.get(package_id, ""),
            removable=package_id in installed,
        )
        for package_id in ids
    ]


def announced(library: Library, catalogue: Catalogue) -> list[PackageRow]:
    """List the catalogue alone, for when the library cannot be read."""
    return [_row(library, entry.id, None, entry) for entry in catalogue.entries]


def _row(
    library: Library,
    package_id: str,
    package: Package | None,
    entry: CatalogueEntry | None,
    *,
    problem: str = "",
    removable: bool = False,
) -> PackageRow:
    partial = _partial(library, entry)
    return PackageRow(
        package_id,
        _state(library, package, entry, bool(problem), partial),
        package,
        entry,
        size=_size(package, entry),
        partial=partial,
        problem=problem,
        removable=removable,
    )


def _state(
    library: Library, package: Package | None, entry: CatalogueEntry | None, broken: bool, partial: int
) -> State:
    if partial:
        return State.PAUSED
    if broken:
        return State.BROKEN
    if package is None:
        return State.AVAILABLE
    if entry and _later(entry, package):
        return State.UPDATE
    embedded = library.embedded is not None and library.embedded in package.folder.parents
    return State.EMBEDDED if embedded else State.INSTALLED


def _later(entry: CatalogueEntry, package: Package) -> bool:
    return version_key(entry.version) > version_key(package.version)


def _partial(library: Library, entry: CatalogueEntry | None) -> int:
    """Bytes of a stopped download of what the catalogue announces."""
    return Partial(download_path(library, entry.url, entry.sha256), "").size() if entry and entry.url else 0


def _size(package: Package | None, entry: CatalogueEntry | None) -> int:
    """Size of the download; of the files for a package that no catalogue announces."""
    if entry and entry.size:
        return entry.size
    return _folder_size(package.folder) if package else 0


def _folder_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
