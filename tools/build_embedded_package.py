#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds data/packages/atlas-essentiel/ from a folder of figures.

    python tools/build_embedded_package.py FIGURES TYPOLOGIES [OUTPUT]

FIGURES holds indicateurs.csv (one row per indicator and year) and one CSV per level, whose
columns are ``code`` then ``<indicator>_<year>``. TYPOLOGIES is the CSV that build_typologies.py
writes. Cells are copied as text, never parsed: what is published is what was given.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlas_culture_plugin.core.manifest import Package
from atlas_culture_plugin.core.model import Indicator, Level, Method, Theme, ValueKind
from atlas_culture_plugin.core.package import read_package
from atlas_culture_plugin.core.writer import write_package
from tools import embedded_texts as texts
from tools.embedded_typologies import TYPOLOGIES

ROOT = Path(__file__).resolve().parent.parent
README = Path(__file__).resolve().parent / "embedded_readme.md"

VERSION = "1.1.1"
CREATED = "2026-11-22"
COG_YEAR = 2026
LICENCE = "Licence Ouverte 2.0"
LICENCE_PATH = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"

#: Denominators that are published for recomputing and say nothing by themselves.
NOT_OFFERED = ("_pop", "_connue")

#: Denominators of the ratios of cinemas that are not over the population.
NOT_PER_INHABITANT = ("cinemas_2022", "ecrans_2022")

THEME_OF = {"entreprises": "emploi"}

#: The Atlas's own limits between classes, and its ColorBrewer palettes. Each list gives the limits
#: between classes, lower bound included, so five classes for four limits. For enterprises and
#: employees the Atlas lists "0 / 2.5 / 5 / 7.5": 0 is there the bottom of the first class (no
#: share is below it), which leaves three limits and four classes.
OFFICIAL = {
    "part_prof_cult": ((1, 1.7, 2, 3.6), "OrRd"),
    "part_sect_cult": ((1, 1.7, 2, 3.6), "OrRd"),
    "part_entreprises_cult": ((2.5, 5, 7.5), "OrRd"),
    "part_salaries_cult": ((2.5, 5, 7.5), "OrRd"),
    "dep_communes_hab": ((25, 55, 90, 140), "BuGn"),
    "dep_epci_hab": ((5, 15, 30, 55), "BuGn"),
    "dep_departements_hab": ((10, 13, 17, 22), "BuGn"),
    "dep_regions_hab": ((9, 11, 14, 23), "BuGn"),
    "dep_ministere_hab": ((35, 60, 90, 130), "BuGn"),
    "densite": ((50, 100, 1000, 10000), "Blues"),
    "niveau_vie_median": ((20000, 24000, 28000, 34000), "Blues"),
}

PALETTES = {"depenses": "BuGn", "emploi": "OrRd", "contexte": "Blues"}
OFFER_PALETTES = {"festivals": "PuBuGn", "biblio": "YlGnBu", "musees": "Greens"}

#: Decimals shown, where one is not right. Counts have none.
DECIMALS = {
    "niveau_vie_median": 0, "entrees_ecran": 0, "biblio_surface_moyenne": 0,
    "entrees_hab": 2, "musees_entrees_hab": 2, "musees_100k": 2,
    "part_prof_cult": 2, "part_sect_cult": 2, "part_entreprises_cult": 2, "part_salaries_cult": 2,
}  # fmt: skip
COUNTED_IN_TENTHS = ("k€", "km²")

Row = dict[str, str]


def indicator_id(row: Row) -> str:
    """Return the id without its year, where it carries one."""
    return row["id"].removesuffix(f"_{row['year']}")


def palette(identifier: str, theme: str) -> str:
    for beginning, name in OFFER_PALETTES.items():
        if identifier.startswith(beginning):
            return name
    return PALETTES.get(theme, "Purples")


def method(identifier: str, theme: str) -> Method:
    """Return the method that reads best: many territories have no facility, quantiles would tie."""
    if identifier == "densite":
        return Method.OFFICIAL
    return Method.NATURAL_BREAKS if theme == "offre" else Method.QUANTILE


def decimals(identifier: str, row: Row) -> int:
    if identifier in DECIMALS:
        return DECIMALS[identifier]
    return 1 if row["kind"] == "ratio" or row["unit"] in COUNTED_IN_TENTHS else 0


def own_coverage(row: Row) -> str:
    """Coverage of an indicator, without what the file says of ratios over the population where it is not one.

    A share of the cinemas, or a number per screen, is not applicable, not zero, where there is no cinema.
    """
    if row["denominator"] not in NOT_PER_INHABITANT:
        return row["coverage_fr"]
    return " ; ".join(part for part in row["coverage_fr"].split(" ; ") if part not in texts.PER_INHABITANT)


def coverage(rows: list[Row]) -> tuple[str, str]:
    french = [own_coverage(row) for row in rows]
    english = [texts.coverage_en(text) for text in french]
    if len(rows) == 1:
        return french[0], english[0]
    fr, en = texts.COVERAGE_2019_2023
    return fr.format(first=french[0], second=french[1]), en.format(first=english[0], second=english[1])


def indicator(identifier: str, rows: list[Row], ids: dict[str, str]) -> Indicator:
    row = rows[-1]
    theme = THEME_OF.get(row["theme"], row["theme"])
    levels = tuple(level for level in Level if level.value in row["levels"].split("|"))
    years = tuple(int(row["year"]) for row in rows)
    bounds, official_palette = OFFICIAL.get(identifier, ((), ""))
    coverage_fr, coverage_en = coverage(rows)
    return Indicator(
        identifier, "atlas-essentiel", theme, *texts.words(identifier), row["unit"], ValueKind(row["kind"]),
        levels, years, dict.fromkeys(levels, years), row["source"], row["licence"],
        coverage_fr, coverage_en,
        numerator=ids.get(row["numerator"], ""),
        denominator=ids.get(row["denominator"], ""),
        factor=float(row["factor"] or 1),
        decimals=decimals(identifier, row),
        offered=not identifier.endswith(NOT_OFFERED),
        default_method=method(identifier, theme),
        default_palette=palette(identifier, theme),
        official_bounds=tuple(float(bound) for bound in bounds),
        official_palette=official_palette,
    )  # fmt: skip


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table_rows(rows: list[Row], package: Package, level: Level, columns: dict[str, str]) -> list[list[str]]:
    wanted = [columns.get(name, name) for name, _, _ in package.columns(level)]
    return [[row["code"], *(row[name] for name in wanted)] for row in rows]


def with_typologies(rows: list[Row], typologies: list[Row]) -> list[Row]:
    by_code = {row["code"]: row for row in typologies}
    return [{**row, **by_code[row["code"]]} for row in rows]


def build(figures: Path, typologies: Path, output: Path) -> Package:
    described = read_rows(figures / "indicateurs.csv")
    ids = {row["id"]: indicator_id(row) for row in described}
    columns = {f"{ids[row['id']]}_{row['year']}": row["id"] for row in described}
    grouped: dict[str, list[Row]] = {}
    for row in described:
        grouped.setdefault(ids[row["id"]], []).append(row)
    indicators = (
        *(indicator(identifier, rows, ids) for identifier, rows in grouped.items()),
        *TYPOLOGIES,
    )
    package = Package(
        "atlas-essentiel", VERSION, *texts.TITLE, *texts.DESCRIPTION, CREATED, COG_YEAR, LICENCE,
        tuple(dict.fromkeys(item.source for item in indicators)),
        tuple(Theme(key, *labels) for key, labels in texts.THEMES.items()),
        indicators, tuple(Level), {level: f"{level.value}.csv" for level in Level}, output,
    )  # fmt: skip
    given = {level: read_rows(figures / f"{level.value}.csv") for level in Level}
    given[Level.COMMUNE] = with_typologies(given[Level.COMMUNE], read_rows(typologies))
    rows = {level: table_rows(given[level], package, level, columns) for level in Level}
    write_package(package, rows, LICENCE_PATH, {"README.md": README.read_text(encoding="utf-8")})
    return read_package(output)


def main(arguments: list[str]) -> int:
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    output = Path(arguments[2]) if len(arguments) > 2 else ROOT / "data" / "packages" / "atlas-essentiel"
    package = build(Path(arguments[0]), Path(arguments[1]), output.resolve())
    print(f"{package.folder}: {len(package.indicators)} indicators, version {package.version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
