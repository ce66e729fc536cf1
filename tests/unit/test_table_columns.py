# SPDX-License-Identifier: GPL-2.0-or-later
"""Columns of a table of the user whose names in the recipe could be taken for one another."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.tables.importing import build_import, plan_import
from atlas_culture_plugin.core.territories import territories

pytest.importorskip("pandas")

COMMUNES = ("35238", "35047", "35281", "35024", "35066", "35051")
#: Headers of forms begin alike, and are long.
LONG = "Nombre de projets soutenus par la collectivité territoriale selon "


@pytest.fixture
def totals(tmp_path):
    """Build the package of a table; return what each indicator adds up to."""

    def of(text, **given):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        said = {"id": "essai", "level": "commune", "code": "Code commune", **given}
        made = plan_import(path, territories(), Silent(), given=said)
        built = build_import(made, tmp_path, territories(), Silent())
        return {name: total["rows"] for name, total in built.quality["totals"].items()}

    return of


def test_rows_are_counted_by_the_column_that_was_said(totals):
    cells = "".join(
        f"{code};{100 + rank};{'livre' if rank % 2 else 'danse'};{'A' if rank < 2 else 'B'}\n"
        for rank, code in enumerate(COMMUNES)
    )
    found = totals(
        f"Code commune;Montant;{LONG}le type;{LONG}le domaine\n{cells}",
        year=2024,
        columns=[
            {"header": "Montant", "id": "montant", "kind": "stock"},
            {"header": f"{LONG}le type", "skip": True},
            {"header": f"{LONG}le domaine", "skip": True},
        ],
        counts=[
            {"id": "livres", "label": "Livres", "header": f"{LONG}le type", "values": ["livre"]},
            {"id": "autres", "label": "Autres", "header": f"{LONG}le domaine", "values": ["B"]},
        ],
    )
    assert found == {"montant_2024": 615, "livres_2024": 3, "autres_2024": 4}


@pytest.mark.parametrize("name", ["code", "name", "annee"])
def test_an_indicator_may_be_called_as_a_column_of_the_recipe(totals, name):
    cells = "".join(f"{code};{100 + rank};{2020 + rank % 2}\n" for rank, code in enumerate(COMMUNES))
    columns = [{"header": "Montant", "id": name, "label": "Montant", "kind": "stock"}]
    found = totals(f"Code commune;Montant;Année\n{cells}", columns=columns)
    assert found == {f"{name}_2020": 306, f"{name}_2021": 309}
