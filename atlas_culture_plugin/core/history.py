# SPDX-License-Identifier: GPL-2.0-or-later
"""The versions of packages that an update replaced, so that a map of last year can be made again.

Each is a zip of its own, ``<library>/.history/<id>/<version>-<digest>.zip``, that any installation takes. The
last :data:`LIMIT` of a package are kept; removing a package leaves them, removing a version is asked for.
"""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .archive import pack, unpack
from .checksums import SUMS_NAME, sums
from .errors import LibraryError
from .i18n import tr
from .manifest import MANIFEST_NAME, Package, is_version, parse_manifest, version_key
from .names import is_package_id
from .progress import Progress
from .storage import writing

if TYPE_CHECKING:
    from .library import Library

HISTORY = ".history"
#: Versions of a package that are kept.
LIMIT = 10

_NAME = re.compile(r"(.+)-([0-9a-f]{8})\.zip")
#: A description is read to be shown: nothing larger than this is one.
_MAX_MANIFEST = 20_000_000
#: Longest beginning of an id that leaves room for a date: ids have 64 characters at most.
_LONGEST_BASE = 64 - len("-2025-1101")


@dataclass(frozen=True)
class Kept:
    """A version that was replaced. ``size`` is that of its zip, in bytes."""

    package_id: str
    version: str
    path: Path
    size: int
    #: What describes it; None when its zip cannot be read any more.
    package: Package | None

    @property
    def title(self) -> str:
        """Title in the interface's language, or the id."""
        return self.package.title if self.package else self.package_id

    @property
    def created(self) -> str:
        """Day on which it was made, such as ``2025-01-31``; empty when it is not known."""
        return self.package.created if self.package else ""


def keep(library: Path, package_id: str, folder: Path) -> None:
    """Put aside the version in ``folder``, named as the library names it, and forget the oldest ones.

    Raises:
        StorageError: it cannot be written; nothing is kept in part.
    """
    shelf = library / HISTORY / package_id
    target = shelf / f"{folder.name}.zip"
    with writing(shelf):
        shelf.mkdir(parents=True, exist_ok=True)
        for part in shelf.glob(".*.part"):  # what a killed process left
            part.unlink(missing_ok=True)
    if not target.exists():
        pack(folder, target)
    for path in _paths(shelf)[LIMIT:]:
        if path != target:
            path.unlink(missing_ok=True)


def kept_versions(library: Path, package_id: str = "") -> list[Kept]:
    """Return the versions that were put aside, of one package or of all: by id, the latest first."""
    root = library / HISTORY
    shelves = [root / package_id] if package_id else sorted(root.iterdir()) if root.is_dir() else []
    return [
        _kept(shelf.name, path)
        for shelf in shelves
        if is_package_id(shelf.name) and shelf.is_dir()
        for path in _paths(shelf)
    ]


def go_back(library: Library, kept: Kept, progress: Progress) -> Package:
    """Install a version that was put aside in the place of the present one, which is put aside in its turn.

    Raises:
        AtlasError: see :meth:`~.library.Library.install`. Whatever is raised, what was installed stays.
    """
    return library.install(kept.path, progress, expected_id=kept.package_id, older=True)


def install_beside(library: Library, kept: Kept, progress: Progress) -> Package:
    """Install a version that was put aside as a package of its own, beside the present one.

    Its id ends with the day of the version, and so do its title and the labels of its indicators: two maps
    of the same indicator must not be taken for one another.

    Raises:
        LibraryError: what was kept has no description any more.
        AtlasError: see :meth:`~.library.Library.install`.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-culture-") as temporary:
        folder = unpack(kept.path, Path(temporary) / kept.path.stem)
        try:
            document = json.loads((folder / MANIFEST_NAME).read_bytes().decode("utf-8"))
            _rename(document)
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            sentence = tr("The version {version} of “{id}” that was kept is damaged: remove it.")
            sentence = sentence.format(version=kept.version, id=kept.package_id)
            raise LibraryError(sentence, repr(error)) from error
        with writing(folder):
            text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
            (folder / MANIFEST_NAME).write_text(text, encoding="utf-8", newline="\n")
            (folder / SUMS_NAME).write_text(sums(folder), encoding="utf-8", newline="\n")
        return library.install(folder, progress)


def remove_kept(kept: Kept) -> None:
    """Forget a version that was put aside.

    Raises:
        StorageError: it cannot be removed.
    """
    with writing(kept.path):
        kept.path.unlink(missing_ok=True)


def id_beside(package_id: str, created: str) -> str:
    """Return the id of a version installed beside the present one, such as ``festivals-2025-1101``.

    Args:
        package_id: id of the package.
        created: day of the version, such as ``2025-11-01``.
    """
    return f"{package_id[:_LONGEST_BASE].rstrip('-')}-{created[:4]}-{created[5:7]}{created[8:10]}"


def _rename(document: dict[str, Any]) -> None:
    """Give a description the id, the title and the labels of a version beside the present one."""
    day = str(document["created"])[:10]
    year, month, number = day.split("-")
    added = {"fr": f" (version du {number}/{month}/{year})", "en": f" (version of {day})"}
    document["name"] = id_beside(document["name"], day)
    document["title"] += added["fr"]
    atlas = document["atlas"]
    for text in (atlas["title"], *(one["label"] for one in atlas["indicators"])):
        for language, suffix in added.items():
            if text.get(language):
                text[language] += suffix


def _paths(shelf: Path) -> list[Path]:
    """Return the zips of a package, the latest version first."""
    found = [path for path in shelf.glob("*.zip") if _version(path)]
    return sorted(found, key=lambda path: (version_key(_version(path)), path.stat().st_mtime), reverse=True)


def _version(path: Path) -> str:
    """Return the version that the name of a zip tells, empty when it tells none."""
    match = _NAME.fullmatch(path.name)
    return match[1] if match and is_version(match[1]) else ""


def _kept(package_id: str, path: Path) -> Kept:
    return Kept(package_id, _version(path), path, path.stat().st_size, _described(path))


def _described(path: Path) -> Package | None:
    """Read the description in a zip, without unpacking it; its folder is the zip."""
    try:
        with zipfile.ZipFile(path) as zipped:
            if zipped.getinfo(MANIFEST_NAME).file_size > _MAX_MANIFEST:
                return None
            document = json.loads(zipped.read(MANIFEST_NAME).decode("utf-8"))
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError):
        return None  # RuntimeError is that of a password, of another compression, or of too deep a JSON
    return parse_manifest(document, path)[0]
