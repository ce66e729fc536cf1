# SPDX-License-Identifier: GPL-2.0-or-later
"""The table a level file is made from: that of one package, or of two whose indicators are crossed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .library import Library
from .manifest import Package
from .model import Level
from .table import Table


@dataclass(frozen=True)
class Source:
    """Packages in the order of their names, their figures in one table, and the names of the fields.

    ``names`` gives, for each package, the field that holds each of its columns: its own name, or one with
    the package's before it where both packages have a column of that name.
    """

    packages: tuple[Package, ...]
    table: Table
    names: Mapping[str, Mapping[str, str]]

    def field(self, package: str, column: str) -> str:
        """Field that holds a column of a package."""
        return self.names[package][column]


def source_of(library: Library, packages: Sequence[str], level: Level) -> Source:
    """Return the figures of one package, or those of two side by side.

    Raises:
        AtlasError: see :meth:`~atlas_culture_plugin.core.library.Library.table`.
    """
    chosen = tuple(library.package(name) for name in sorted(set(packages)))
    tables = [library.table(package.id, level) for package in chosen]
    names: dict[str, Mapping[str, str]] = {}
    taken: set[str] = set()
    for package, table in zip(chosen, tables):
        names[package.id] = _names(table, package.id, taken)
        taken.update(name.casefold() for name in names[package.id].values())
    if len(tables) == 1:
        return Source(chosen, tables[0], names)
    codes = tuple(dict.fromkeys(code for table in tables for code in table.codes))
    columns = {
        names[package.id][name]: column if codes == table.codes else table.on(codes, name)
        for package, table in zip(chosen, tables)
        for name, column in table.columns.items()
    }
    return Source(chosen, Table(level, codes, columns), names)


def _names(table: Table, package: str, taken: set[str]) -> dict[str, str]:
    """SQLite does not tell capitals from small letters."""
    prefix = package.replace("-", "_")
    return {name: f"{prefix}__{name}" if name.casefold() in taken else name for name in table.columns}
