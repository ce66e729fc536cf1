# SPDX-License-Identifier: GPL-2.0-or-later
"""The embedded package read with the csv module alone, as a witness of what the plugin draws."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "data" / "packages" / "atlas-essentiel"
BOUNDARIES = ROOT / "data" / "boundaries" / "cog2026"
LEVELS = ("region", "departement", "epci", "commune")
STATUSES = {"nd": "nd", "s": "secret", "so": "sans_objet"}

#: The communes that have no polygon in any source.
WITHOUT_OUTLINE = json.loads((BOUNDARIES.parent / "boundaries.json").read_text(encoding="utf-8"))[
    "communes_without_geometry"
]

_MANIFEST = json.loads((PACKAGE / "datapackage.json").read_text(encoding="utf-8"))

#: The columns that hold categories, not numbers.
TYPOLOGIES = {
    f"{indicator['id']}_{year}"
    for indicator in _MANIFEST["atlas"]["indicators"]
    if indicator["kind"] == "typology"
    for year in indicator["years"]
}


@lru_cache(maxsize=4)
def rows(level: str) -> dict[str, dict[str, str]]:
    """Return the cells of a level as text, by code then by column."""
    with (PACKAGE / f"{level}.csv").open(encoding="utf-8", newline="") as stream:
        return {row.pop("code"): row for row in csv.DictReader(stream)}


def columns(level: str) -> list[str]:
    """Return the columns of a level, such as ``densite_2023``."""
    return list(next(iter(rows(level).values())))


def expected(level: str, column: str) -> dict[str, tuple[float | str | None, str]]:
    """Return the value and the status of each code."""
    read = str if column in TYPOLOGIES else float
    return {code: cell(row[column], read) for code, row in rows(level).items()}


def cell(text: str, read: Callable[[str], float | str] = float) -> tuple[float | str | None, str]:
    """Read one cell: a value, or the name that layers give to its state."""
    return (None, STATUSES[text]) if text in STATUSES else (read(text), "valeur")


def split(column: str) -> tuple[str, int]:
    """Return the indicator and the year of a column."""
    indicator, year = column.rsplit("_", 1)
    return indicator, int(year)
