# SPDX-License-Identifier: GPL-2.0-or-later
"""A small recipe and its table: every trap of the big ones, in ten rows."""

from __future__ import annotations

import json

DATASET = "61777ddaa9101d073e5506cd"
RESOURCE = "dced78ee-0823-4b61-86e6-57717308d4e4"
SOURCE = "Ministère, « Petits lieux »"


def both(text):
    """A text in both languages."""
    return {"fr": text, "en": f"{text} (en)"}


def stock(name, unit, **more):
    """A stock of the small recipe."""
    return {
        "id": name, "theme": "offre", "label": both(name), "definition": both(name), "unit": unit,
        "kind": "stock", "source": SOURCE, **more,
    }  # fmt: skip


RECIPE = {
    "format": 1,
    "id": "petits-lieux",
    "title": both("Petits lieux"),
    "description": both("Un essai"),
    "licence": {"title": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
    "themes": [{"id": "offre", "label": both("Offre")}],
    "sources": [
        {
            "name": "Petits lieux",
            "dataset": DATASET,
            "resource": RESOURCE,
            "files": ["petits*.csv"],
            "level": "commune",
            "levels": ["region", "departement", "epci", "commune"],
            "columns": {
                "code": ["Code Insee"], "id": ["Identifiant"], "annee": ["Année"], "etat": ["État"],
                "budget": ["Budget (k€)", "budget_k_eur"], "type": ["Type"],
            },
            "year": {"column": "annee"},
            "keep": [{"column": "etat", "not_in": ["Fermé"]}],
            "unique": ["id", "annee"],
            "markers": {"NC": "missing", "secret": "secret"},
            "rows": [5, 50],
            "not_covered": {"departement": ["976"]},
        }
    ],
    "indicators": [
        stock("lieux", "lieux", count=True, absent="zero", totals={"2023": 8}),
        stock("budget", "€", sum="budget", factor=1000),
        {**stock("lieux_10k", "pour 10 000 hab."), "kind": "ratio", "numerator": "lieux",
         "denominator": "population", "factor": 10000},
        {**stock("budget_hab", "€/hab."), "kind": "ratio", "numerator": "budget",
         "denominator": "population"},
        stock("theatres", "lieux", count=True, where=[{"column": "type", "in": ["theatre"]}], absent="zero"),
        stock("population", "habitants", population=True, offered=False),
    ],
    "checks": [
        {"check": "bounds", "indicator": "lieux", "low": 0, "high": 3},
        {"check": "part_of", "indicator": "theatres", "other": "lieux", "error": True},
    ],
}  # fmt: skip

#: Rennes, Paris by arrondissement, Pierre-Bénite (merged into Oullins), a lost zero, Brest; then what is
#: dropped: a repeated row, a closed place, Saint-Pierre-et-Miquelon, no code, an unknown code.
TABLE = (
    "Identifiant;Nom;Code Insee;Année;État;Budget (k€);Type\r\n"
    "1;A;35238;2023;Ouvert;12,5;Théâtre\r\n"
    "2;B;75101;2023;Ouvert;1 000;Théâtre\r\n"
    "3;C;75118;2023;Ouvert;2 000;Cirque\r\n"
    "4;D;69152;2023;Ouvert;3;Cirque\r\n"
    "5;E;1004.0;2023;ouvert;NC;Cirque\r\n"
    "6;F;29019;2023;Ouvert;Secret;Cirque\r\n"
    "7;G;35238;2022;Ouvert;10;Cirque\r\n"
    "1;A;35238;2023;Ouvert;12,5;Théâtre\r\n"
    "8;H;35238;2023;FERMÉ;5;Théâtre\r\n"
    "9;I;97502;2023;Ouvert;5;Théâtre\r\n"
    "10;J;;2023;Ouvert;5;Théâtre\r\n"
    "11;K;93999;2022;Ouvert;5;Théâtre\r\n"
)


def written(folder, recipe=None):
    """Write the recipe into a folder; return its path."""
    path = folder / "petits-lieux.json"
    path.write_text(json.dumps(recipe or RECIPE), encoding="utf-8")
    return path


def table(folder, text=TABLE, name="petits_lieux.csv"):
    """Write the table into a folder; return its path."""
    path = folder / name
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return path
