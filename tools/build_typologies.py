#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the typologies of communes, from the published workbooks, as a CSV with today's codes.

    python tools/build_typologies.py FOLDER OUTPUT

FOLDER holds three workbooks of Atlas Culture: « Grille communale de densité.xls »,
« Aires d'attraction des villes.xls » and « Action coeur de ville.xls ». Each follows the geographic
code of its own year: 34,968 communes (2020), 34,965 (2021) and 34,970 (2019).

A commune that has merged since takes the category of its parts when they agree. When they do not,
nobody has published one: ``nd`` for the grid and the areas; a commune is in the programme when one of
its parts is. A commune that has been split, and those that left it, follow the commune of the file
where that can only be true (none of it is in the programme), else ``nd``.

Reading .xls takes xlrd, which nothing else of the project needs: ``pip install xlrd``.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.recipes.reconcile import SPLITS
from atlas_culture_plugin.core.territories import Territories, territories

NOT_AVAILABLE = "nd"

GRID = {
    "Très dense": "tres_dense",
    "Densité intermédiaire": "intermediaire",
    "Peu dense": "peu_dense",
    "Très peu dense": "tres_peu_dense",
}

#: Sizes of the areas. The file also says "pôle" or "couronne", which is wrong nearly everywhere:
#: the words after the dash are dropped.
AREAS = {
    "plus de 700 000 hab.": "plus_700000",
    "entre 200 000 et 700 000 hab.": "200000_700000",
    "entre 50 000 et 200 000 hab.": "50000_200000",
    "moins de 50 000 hab.": "moins_50000",
    "hors attraction des villes": "hors_attraction",
}


class UnreadableError(Exception):
    """What is wrong with a workbook, in a sentence."""


@dataclass(frozen=True)
class Typology:
    """One column of the result, and where it comes from."""

    column: str
    file: str
    heading: str
    category: Callable[[str], str]
    #: The category that wins when merged communes had several; none: ``nd``.
    prevails: str = ""
    #: The category that holds for every part of a commune that has it.
    holds_for_parts: str = ""


def _area(text: str) -> str:
    return AREAS[text.partition(" - ")[0]]


def _programme(text: str) -> str:
    """An empty cell is not missing: the commune is not in the programme."""
    return "oui" if text.strip() else "non"


_GRID_NAME, _PROGRAMME_NAME = "Grille communale de densité", "Action Coeur de Ville"

TYPOLOGIES = (
    Typology("grille_densite_2020", f"{_GRID_NAME}.xls", _GRID_NAME, GRID.__getitem__),
    Typology("aires_attraction_2020", "Aires d'attraction des villes.xls", "Typologie", _area),
    Typology(
        "action_coeur_ville_2021", "Action coeur de ville.xls", _PROGRAMME_NAME, _programme,
        prevails="oui", holds_for_parts="non",
    ),
)  # fmt: skip


def published(folder: Path, typology: Typology) -> dict[str, str]:
    """Read the category of each commune of a workbook, by the code that it has there.

    Raises:
        UnreadableError: xlrd is missing, or the workbook is not what was published.
    """
    try:
        import xlrd
    except ImportError as error:
        raise UnreadableError("xlrd, which reads .xls files, is missing: pip install xlrd") from error
    names = {unicodedata.normalize("NFC", path.name): path for path in folder.iterdir()}
    if typology.file not in names:
        raise UnreadableError(f"{folder} has no file « {typology.file} »")
    sheet = xlrd.open_workbook(str(names[typology.file])).sheet_by_index(0)
    heading = sheet.row_values(0)
    code, value = heading.index("Code Insee"), heading.index(typology.heading)
    found = {}
    for row in range(1, sheet.nrows):
        cells = sheet.row_values(row)
        try:
            found[cells[code]] = typology.category(cells[value])
        except KeyError as error:
            raise UnreadableError(f"{typology.file}, line {row + 1}: {error} is not a category") from error
    return found


def today(
    categories: dict[str, str], typology: Typology, known: Territories
) -> tuple[dict[str, str], Counter[str]]:
    """Give each commune of today its category, and count what happened on the way."""
    parts: dict[str, set[str]] = defaultdict(set)
    told: Counter[str] = Counter()
    for code, category in categories.items():
        successor = None if known.known(Level.COMMUNE, code) else known.successor(code)
        if successor is None and not known.known(Level.COMMUNE, code):
            raise UnreadableError(f"{typology.file}: the commune {code} is unknown")
        told["former codes"] += successor is not None
        parts[successor[0] if successor else code].add(category)
    found = {}
    for code in known.codes(Level.COMMUNE):
        found[code] = _agreed(parts[code], typology)
        told["disagreements"] += len(parts[code]) > 1
    for mother, (_, daughters) in SPLITS.items():
        if all(daughter in categories for daughter in daughters):
            continue  # the file is later than the split
        sure = found[mother] == typology.holds_for_parts
        for code in (mother, *daughters):
            found[code] = found[mother] if sure else NOT_AVAILABLE
        told["split"] += 1 + len(daughters)
    return found, told


def _agreed(categories: Iterable[str], typology: Typology) -> str:
    different = set(categories)
    if len(different) == 1:
        return different.pop()
    return typology.prevails if typology.prevails in different else NOT_AVAILABLE


def build(folder: Path, output: Path) -> None:
    """Write ``output`` and print the counts that the texts of the package give.

    Raises:
        UnreadableError: a workbook cannot be read.
    """
    known = territories()
    columns = {}
    for typology in TYPOLOGIES:
        categories = published(folder, typology)
        columns[typology.column], told = today(categories, typology, known)
        print(f"{typology.column}: {len(categories)} communes published, {dict(told)}")
        print(f"  {dict(Counter(columns[typology.column].values()))}")
    with output.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["code", *columns])
        for code in known.codes(Level.COMMUNE):
            writer.writerow([code, *(column[code] for column in columns.values())])


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        build(Path(arguments[0]), Path(arguments[1]))
    except (UnreadableError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
