# SPDX-License-Identifier: GPL-2.0-or-later
"""A small package to install, break and repair in the tests."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.checksums import SUMS_NAME, sums
from atlas_culture_plugin.core.manifest import Package
from atlas_culture_plugin.core.model import Category, Indicator, Level, Theme, ValueKind
from atlas_culture_plugin.core.writer import write_package

LIBRARIES = Indicator(
    "bibliotheques", "petit", "offre", "Bibliothèques", "Libraries", "Nombre", "Number", "bibliothèques",
    ValueKind.STOCK, (Level.REGION, Level.COMMUNE), (2021, 2022),
    {Level.REGION: (2021, 2022), Level.COMMUNE: (2021,)}, "Ministère", "Licence Ouverte 2.0",
    coverage_fr="Partout", coverage_en="Everywhere",
)  # fmt: skip

RATE = replace(
    LIBRARIES, id="taux", label_fr="Taux", label_en="Rate", kind=ValueKind.RATIO, unit="%",
    levels=(Level.REGION,), years=(2022,), years_by_level={Level.REGION: (2022,)},
    numerator="bibliotheques", denominator="bibliotheques", factor=100.0, official_bounds=(1.0, 2.5),
    official_palette="Blues", style_file="styles/taux.qml",
)  # fmt: skip

KIND = replace(
    LIBRARIES, id="classe", kind=ValueKind.TYPOLOGY, unit="", levels=(Level.COMMUNE,), years=(2021,),
    years_by_level={Level.COMMUNE: (2021,)},
    categories=(Category("dense", "Dense", "Dense", "#d01c8b"),
                Category("peu, dense", "Peu dense", "Sparse")),
)  # fmt: skip

ROWS = {
    Level.REGION: [["53", "1", "2", "100"], ["11", "nd", "s", "so"], ["06", "0", "-1.5", "0.1"]],
    Level.COMMUNE: [["35238", "3", "dense"], ["2A004", "0", "peu, dense"], ["01001", "so", "nd"]],
}


def sample(folder: Path, version: str = "1.0.0", package_id: str = "petit", first: str = "1") -> Package:
    """Write the small package into ``folder / package_id``."""
    indicators = tuple(replace(indicator, package=package_id) for indicator in (LIBRARIES, RATE, KIND))
    package = Package(
        package_id, version, "Petit", "Small", "Un essai", "A trial", "2025-01-31", 2026,
        "Licence Ouverte 2.0", ("Ministère",), (Theme("offre", "Offre", "Facilities"),), indicators,
        (Level.REGION, Level.COMMUNE), {level: f"{level.value}.csv" for level in ROWS}, folder / package_id,
    )  # fmt: skip
    rows = {level: [list(row) for row in cells] for level, cells in ROWS.items()}
    rows[Level.REGION][0][1] = first
    style = paths.styles("choropleth_sequential.qml").read_text(encoding="utf-8")
    return write_package(package, rows, files={"README.md": "# Petit\n", "styles/taux.qml": style})


def two_years_of_a_ratio(folder: Path, monkeypatch) -> Path:
    """Write the small package with a ratio of two years, beside nothing else; return ``folder``."""
    years = {Level.REGION: (2021, 2022)}
    monkeypatch.setattr(f"{__name__}.RATE", replace(RATE, years=(2021, 2022), years_by_level=years))
    rows = [["53", "1", "2", "4", "2.5"], ["11", "nd", "s", "0", "0.1"], ["06", "0", "-1.5", "s", "3"]]
    monkeypatch.setattr(f"{__name__}.ROWS", {**ROWS, Level.REGION: rows})
    sample(folder)
    return folder


def edit(folder: Path, change) -> Path:
    """Change the manifest of a package through a function, and sign it again."""
    path = folder / "datapackage.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    return sign(folder)


def sign(folder: Path) -> Path:
    """Write the checksums again, as someone who edits a package by hand would."""
    (folder / SUMS_NAME).write_text(sums(folder), encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, locks apart."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
