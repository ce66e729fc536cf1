# SPDX-License-Identifier: GPL-2.0-or-later
"""The vintages of boundaries that the user got: where they are kept, what describes them.

A vintage is a folder like the one that the plugin ships (``data/boundaries``), with ``differences.csv``
more. It is written beside its final name and renamed: a map never sees half of it.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import TerritoryError
from ..i18n import tr
from ..model import Level
from ..names import local_path
from ..storage import replace_text, writing
from ..territories import Territories, territories
from .assembling import Rows
from .comparing import Difference, Kind

#: Folder of a library that holds the vintages.
FOLDER = ".boundaries"
DESCRIPTION = "boundaries.json"


@dataclass(frozen=True)
class Described:
    """A vintage in short, for a list to choose from."""

    identifier: str
    attribution: str
    folder: Path


def home(library: Path, identifier: str) -> Path:
    """Return the folder of a vintage in a library."""
    return library / FOLDER / identifier


def listed(library: Path) -> list[Described]:
    """Return the vintages of a library, in the order of their names."""
    found = []
    for folder in sorted((library / FOLDER).glob("[!.]*")):
        # Only described, since reading one takes a while: one that is damaged is told when it is used.
        with suppress(OSError, ValueError, LookupError, TypeError):
            described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
            found.append(Described(str(described["identifier"]), str(described["attribution"]), folder))
    return found


def find(reference: str, library: Path) -> Territories:
    """Return the boundaries that a name (``etalab-2025``) or a folder stands for; empty for those shipped.

    Raises:
        TerritoryError: they are not there, or damaged; the sentence says which are.
    """
    text = reference.strip()
    if not text:
        return territories()
    named = home(library, text)
    folder = named if named.is_dir() else local_path(text)
    if not (folder / DESCRIPTION).is_file():
        there = ", ".join(one.identifier for one in listed(library)) or tr("none")
        sentence = tr(
            "The boundaries “{name}” are not on this computer. Get them with “Get other boundaries”, or "
            "choose others (there are: {there})."
        )
        raise TerritoryError(sentence.format(name=text, there=there))
    return load(folder)


def load(folder: Path) -> Territories:
    """Read the vintage of a folder, once as long as it does not change.

    Raises:
        TerritoryError: it is damaged.
    """
    try:
        written = (folder / DESCRIPTION).stat().st_mtime_ns
    except OSError as error:
        raise _damaged(folder, error) from error
    return _load(folder, written)


@lru_cache(maxsize=4)
def _load(folder: Path, _written: int) -> Territories:
    try:
        return Territories.load(folder)
    except TerritoryError as error:
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> TerritoryError:
    sentence = tr("The boundaries of {folder} are damaged: get them again with “Get other boundaries”.")
    return TerritoryError(sentence.format(folder=folder), repr(error))


def write_tables(
    folder: Path,
    rows: Rows,
    found: Iterable[Difference],
    described: Mapping[str, object],
    shipped: Path,
) -> None:
    """Write the tables of a vintage and what describes it.

    Args:
        folder: where.
        rows: its territories.
        found: what differs from the boundaries shipped.
        described: what ``boundaries.json`` says.
        shipped: folder of the boundaries shipped, whose list of changes and postal codes it keeps.

    Raises:
        StorageError: the folder cannot be written.
    """
    listed_differences = list(found)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("changes.csv", "postal_codes.csv"):
            shutil.copyfile(shipped / name, folder / name)
        header = ["level", "code", "name", "departement", "region", "epci", "population_2023"]
        _write(folder / "territories.csv", header, _territories(rows))
        _write(
            folder / "passage.csv",
            ["old_code", "new_code", "kind"],
            _passage(rows, listed_differences, shipped),
        )
        lines = ((d.level.value, d.code, d.name, d.kind.value, d.other) for d in listed_differences)
        _write(folder / "differences.csv", ["level", "code", "name", "kind", "other"], lines)
        text = json.dumps(described, ensure_ascii=False, indent=2)
        replace_text(folder / DESCRIPTION, f"{text}\n")


def _territories(rows: Rows) -> Iterable[tuple[object, ...]]:
    for level in (Level.REGION, Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE):
        for one in rows[level]:
            population = "" if one.population is None else one.population
            yield level.value, one.code, one.name, one.departement, one.region, one.epci, population


def _passage(rows: Rows, found: Iterable[Difference], shipped: Path) -> list[tuple[str, str, str]]:
    """Old codes and the commune of the vintage that holds them: those of the plugin, and those gone since."""
    there = {one.code for one in rows[Level.COMMUNE]}
    with (shipped / "passage.csv").open(encoding="utf-8", newline="") as stream:
        kept = {row["old_code"]: (row["new_code"], row["kind"]) for row in csv.DictReader(stream)}
    for one in found:
        if one.level is Level.COMMUNE and one.kind is Kind.GONE and one.other:
            kept[one.code] = (one.other, "merged")
    return sorted((old, new, kind) for old, (new, kind) in kept.items() if new in there and old not in there)


def _write(path: Path, header: list[str], lines: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
