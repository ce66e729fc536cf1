# SPDX-License-Identifier: GPL-2.0-or-later
"""Build the plugin's zip, as QGIS and plugins.qgis.org want it.

The checkout keeps ``metadata.txt``, ``docs/``, ``resources/``, ``styles/`` and ``data/`` beside the Python
package; QGIS wants one folder. They are staged into ``build/stage/atlas_culture_plugin`` and
zipped into ``dist/atlas_culture_plugin-<version>.zip``. The same files always give the same bytes.

    python tools/build_zip.py
"""

from __future__ import annotations

import configparser
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "atlas_culture_plugin"
PARTS = ("metadata.txt", "LICENSE", "CHANGELOG.md", "README.md", "docs", "resources", "styles", "data")
#: Not for users: sources of translations, what Python, SQLite and editors leave behind.
EXCLUDED_SUFFIXES = (".ts", ".pyc", ".pyo", ".gpkg-wal", ".gpkg-shm", ".gpkg-journal", ".part", ".tmp", "~")
#: Pictures that only the page of the repository shows.
EXCLUDED_FOLDERS = ("docs/gallery",)
SIZE_LIMIT = 25_000_000
ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
#: On the boundaries, level 9 takes eight times as long to save less than one per cent.
COMPRESSION = 6


class BuildError(Exception):
    """The zip cannot be built; the message says what to do."""


def version(root: Path = ROOT) -> str:
    """Return the version of ``metadata.txt``, its only source.

    Raises:
        BuildError: not MAJOR.MINOR.PATCH (the plugin site compares versions as strings).
    """
    metadata = configparser.ConfigParser(interpolation=None, strict=True)
    metadata.optionxform = str  # type: ignore[assignment,method-assign]  # keys are case-sensitive
    metadata.read(root / "metadata.txt", encoding="utf-8")
    found = metadata.get("general", "version", fallback="")
    if not re.fullmatch(r"\d+\.\d+\.\d+", found):
        raise BuildError(f"metadata.txt has the version {found!r}; it must look like 1.2.3.")
    return found


def is_wanted(path: Path, top: Path) -> bool:
    """Whether a file of the checkout goes into the plugin."""
    parts = path.relative_to(top).parts
    hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
    return path.is_file() and not hidden and not path.name.endswith(EXCLUDED_SUFFIXES)


def files_under(top: Path) -> Iterator[Path]:
    """Yield the wanted files under a folder, sorted."""
    return (path for path in sorted(top.rglob("*")) if is_wanted(path, top))


def sources(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each file of the plugin with its path inside the plugin's folder."""
    for path in files_under(root / NAME):
        yield path, path.relative_to(root / NAME)
    for part in PARTS:
        start = root / part
        for path in [start] if start.is_file() else files_under(start):
            inside = path.relative_to(root)
            if not inside.as_posix().startswith(EXCLUDED_FOLDERS):
                yield path, inside


def check_translations(root: Path) -> None:
    """Refuse to ship a translation that is absent or older than its source.

    Raises:
        BuildError: naming the file to compile.
    """
    for ts in (root / "resources" / "i18n").glob("*.ts"):
        qm = ts.with_suffix(".qm")
        if not qm.is_file() or qm.stat().st_mtime < ts.stat().st_mtime:
            raise BuildError(f"{ts.name} is not compiled: run tools/translations.py compile.")


def stage(root: Path, target: Path) -> None:
    """Lay the plugin's folder out at ``target``, replacing what was there."""
    check_translations(root)
    shutil.rmtree(target, ignore_errors=True)
    for source, inside in sources(root):
        copy = target / inside
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)


def write_zip(folder: Path, archive: Path) -> None:
    """Zip ``folder`` under its own name: sorted entries, fixed dates and rights."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    draft = archive.with_suffix(".zip.part")
    with zipfile.ZipFile(draft, "w") as output:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            output.writestr(entry, path.read_bytes(), compresslevel=COMPRESSION)
    draft.replace(archive)


def build(root: Path = ROOT, output: Path = ROOT) -> Path:
    """Stage and zip the plugin of ``root``; returns the zip.

    Raises:
        BuildError: the zip is larger than the plugin site takes; it is removed.
    """
    folder = output / "build" / "stage" / NAME
    archive = output / "dist" / f"{NAME}-{version(root)}.zip"
    stage(root, folder)
    write_zip(folder, archive)
    size = archive.stat().st_size
    if size > SIZE_LIMIT:
        archive.unlink()
        raise BuildError(f"The zip has {size:,} bytes, and the plugin site takes {SIZE_LIMIT:,} at most.")
    return archive


def main() -> int:
    """Command line."""
    try:
        archive = build()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{archive} ({archive.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
