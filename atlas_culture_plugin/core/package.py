# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads, checks and writes packages. The format is described in ``docs/package-format.md``."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from .archive import pack, unpack
from .checksums import checksum_problems, file_problems
from .errors import PackageError
from .i18n import tr
from .manifest import FORMAT, MANIFEST_NAME, Package, is_version, parse_manifest, version_key
from .model import Level, ValueKind
from .palettes import ORDINARY, palettes
from .reasons import reason
from .table import MAX_PROBLEMS, Table, code_problems, parse_table
from .writer import write_package

__all__ = [
    "FORMAT",
    "Package",
    "is_version",
    "pack",
    "read_level",
    "read_package",
    "validate",
    "version_key",
    "write_package",
]

#: A manifest is text: a few hundred kilobytes for a hundred indicators at four levels.
MAX_MANIFEST_BYTES = 20_000_000


def read_package(folder: Path, verify: bool = True) -> Package:
    """Read the package in a folder.

    Args:
        folder: where ``datapackage.json`` lies.
        verify: also check the checksums and every table, as before an installation.

    Raises:
        PackageError: with the first problem as its sentence and all of them as its details.
    """
    package, problems = _read_manifest(folder)
    if package is not None and verify:
        problems = _content_problems(package)
    if package is None or problems:
        raise PackageError(problems[0], details="\n".join(problems))
    return package


def read_level(package: Package, level: Level) -> Table:
    """Read a package's table for one level, which must be one of its levels."""
    table, problems = _parse_level(package, level)
    if table is None:
        raise PackageError(problems[0], details="\n".join(problems))
    return table


def validate(source: Path) -> list[str]:
    """Return everything that is wrong with a package, folder or zip, one sentence a problem."""
    if source.is_dir():
        package, problems = _read_manifest(source)
        return problems if package is None else _content_problems(package)
    with tempfile.TemporaryDirectory(prefix="atlas-culture-") as folder:
        try:
            return validate(unpack(source, Path(folder) / "package"))
        except PackageError as error:
            return [error.sentence]


def _read_manifest(folder: Path) -> tuple[Package | None, list[str]]:
    path = folder / MANIFEST_NAME
    try:
        if path.stat().st_size > MAX_MANIFEST_BYTES:
            return None, [
                tr("{file} is too large to be the description of a package.").format(file=path.name)
            ]
        document = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        sentence = tr("{name} is not a package: it has no {file}.")
        return None, [sentence.format(name=folder.name, file=MANIFEST_NAME)]
    except OSError as error:
        sentence = tr("{file} cannot be read: {reason}.")
        return None, [sentence.format(file=path, reason=reason(error))]
    except (ValueError, RecursionError) as error:
        sentence = tr("{file} is not a well-formed JSON file in UTF-8 without BOM: {reason}.")
        return None, [sentence.format(file=MANIFEST_NAME, reason=reason(error))]
    return parse_manifest(document, folder)


def _content_problems(package: Package) -> list[str]:
    problems = file_problems(package.folder) or checksum_problems(package.folder)
    if problems:
        return problems
    for level in package.levels:
        problems += _level_problems(package, level)
    styles = {indicator.style_file for indicator in package.indicators if indicator.style_file}
    missing = [style for style in sorted(styles) if not (package.folder / style).is_file()]
    problems += [tr("The style file {file} is missing.").format(file=style) for style in missing]
    return problems + _palette_problems(package)


def _palette_problems(package: Package) -> list[str]:
    """Say which palettes this plugin does not have: a package could be installed and never drawn."""
    wanted = {name for i in package.indicators for name in (i.default_palette, i.official_palette) if name}
    sentence = tr("There is no palette “{name}”. Choose among: {names}.")
    known = palettes(*ORDINARY)
    unknown = sorted(wanted - known.keys())
    return [sentence.format(name=name[:40], names=", ".join(known)) for name in unknown]


def _parse_level(package: Package, level: Level) -> tuple[Table | None, list[str]]:
    columns = package.columns(level)
    names = [name for name, _, _ in columns]
    typologies = {name for name, indicator, _ in columns if indicator.kind is ValueKind.TYPOLOGY}
    return parse_table(package.table_path(level), level, names, typologies)


def _level_problems(package: Package, level: Level) -> list[str]:
    table, problems = _parse_level(package, level)
    if table is None:
        return problems
    problems = code_problems(table, package.tables[level])
    for name, indicator, _ in package.columns(level):
        known = {"", *(category.value for category in indicator.categories)}
        unknown = sorted(set(table.columns[name].texts or ()) - known)[:MAX_PROBLEMS]
        sentence = tr('{file}: "{text}" in the column "{column}" is not one of its categories.')
        problems += [sentence.format(file=package.tables[level], text=t[:40], column=name) for t in unknown]
    return problems
