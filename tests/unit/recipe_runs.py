# SPDX-License-Identifier: GPL-2.0-or-later
"""Building packages from recipes and small files, and reading what came out."""

from __future__ import annotations

import csv
import os
from datetime import date, datetime
from pathlib import Path

from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.build import build
from atlas_culture_plugin.core.recipes.gather import local_files
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe
from atlas_culture_plugin.core.territories import territories

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL, FIGURES = SHARED / "data", SHARED / "figures"


def run(recipe, source, folder):
    """Build the package of a recipe, or of its id, from a file or a folder; it is a sound one."""
    known = find_recipe(recipe) if isinstance(recipe, str) else recipe
    files, absent = local_files(known, source)
    made = folder / "made"
    made.mkdir(exist_ok=True)
    built = build(known, files, absent, made, territories(), Silent(), day=date(2026, 3, 9))
    assert validate(built.package.folder) == []
    return built


def cells(built, level):
    """Rows of a level's table, by code."""
    with built.package.table_path(level).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


def written(folder, name, *lines, encoding="utf-8-sig", end="\n", year=2026):
    """Write a table, last changed in a year; return its path."""
    path = folder / name
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return changed_in(path, year)


def changed_in(path, year):
    """Say that a file was changed last in a year, which registers are of; return its path."""
    moment = datetime(year, 3, 9, 12).timestamp()
    os.utime(path, (moment, moment))
    return path


def failed(built):
    """Ids of the checks that failed."""
    return [one["id"] for one in built.quality["checks"] if one["verdict"] == "failed"]


def published(level):
    """The published figures of a level, by code."""
    with (FIGURES / f"{level.value}.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


def differences(built, level, factors):
    """Compare figures with the published ones of the same column: how many are, and those that differ.

    Args:
        built: a package.
        level: the level to compare.
        factors: by what the published column is multiplied, by column; the only columns compared.
    """
    made, known = cells(built, level), published(level)
    assert made.keys() == known.keys()
    wrong = [
        (code, column, row[column], known[code][column])
        for code, row in made.items()
        for column, factor in factors.items()
        if not _alike(row[column], known[code][column], factor)
    ]
    return len(made) * len(factors), wrong


def _alike(one, other, factor):
    if one in ("nd", "s", "so") or other in ("nd", "s", "so"):
        return one == other
    rounding = 0.51 * 10.0 ** -len(other.partition(".")[2]) * factor
    return abs(float(one) - float(other) * factor) <= max(rounding, 1e-9)


def workbook(path, sheet, header, *rows, more=None):
    """Write a workbook, whatever its name says: the first sheet, then ``more``, by name."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in {sheet: [header, *rows], **(more or {})}.items():
        made = book.create_sheet(name)
        for line in lines:
            made.append(line)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path)
