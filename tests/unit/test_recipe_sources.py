# SPDX-License-Identifier: GPL-2.0-or-later
"""Several files of one recipe: other units, years given twice, unreadable files, what cannot be."""

from __future__ import annotations

import copy

import pytest

from atlas_culture_plugin.core.errors import RecipeError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from tests.unit.recipe_runs import cells, run, written
from tests.unit.small_recipe import RECIPE, stock

pytest.importorskip("pandas")

WIDE = ["region", "departement"]


def source(name, **more):
    """A table by departement."""
    return {
        "name": name, "files": [f"{name}*.csv"], "level": "departement", "levels": WIDE,
        "columns": {"code": "code", "total": ["total", "total_k"], "annee": "annee"},
        "year": {"column": "annee"}, **more,
    }  # fmt: skip


def recipe(*sources, indicators=None):
    """The small recipe with other tables."""
    document = copy.deepcopy(RECIPE)
    document["sources"] = list(sources)
    document["indicators"] = indicators or [stock("dep", "€", sum="total")]
    del document["checks"]
    found, problems = parse_recipe(document, "r.json")
    assert problems == []
    return found


def test_the_files_of_a_recipe_may_differ_in_units(tmp_path):
    written(tmp_path, "euros.csv", "code;annee;total", "35;2020;1500")
    written(tmp_path, "milliers.csv", "code;annee;total_k", "35;2023;2,5")
    both = recipe(source("euros"), source("milliers", factors={"total": 1000}))
    row = cells(run(both, tmp_path, tmp_path), Level.DEPARTEMENT)["35"]
    assert (row["dep_2020"], row["dep_2023"]) == ("1500", "2500")


def test_two_files_that_give_a_year_are_refused_unless_one_completes_the_other(tmp_path):
    written(tmp_path, "first.csv", "code;annee;total", "35;2020;1")
    written(tmp_path, "second.csv", "code;annee;total", "35;2020;2", "35;2021;3")
    with pytest.raises(RecipeError, match="Two files of the recipe give “dep” for 2020"):
        run(recipe(source("first"), source("second")), tmp_path, tmp_path)
    row = cells(
        run(recipe(source("first"), source("second", completes=True)), tmp_path, tmp_path), Level.DEPARTEMENT
    )
    assert (row["35"]["dep_2020"], row["35"]["dep_2021"]) == ("1", "3")


def test_a_file_that_one_can_do_without_and_that_cannot_be_read_is_told(tmp_path):
    written(tmp_path, "first.csv", "code;annee;total", "35;2020;1")
    written(tmp_path, "second.csv", "code;annee;montant", "35;2021;2")
    built = run(recipe(source("first"), source("second", optional=True)), tmp_path, tmp_path)
    assert "dep_2021" not in cells(built, Level.DEPARTEMENT)["35"]
    assert len(built.quality["absent"]) == 1
    assert built.quality["absent"][0].startswith("second — ") and "“total”" in built.quality["absent"][0]
    with pytest.raises(RecipeError, match="has no column “total”"):
        run(recipe(source("second", optional=True)), tmp_path, tmp_path)


def test_what_cannot_be_is_not_applicable_unless_the_file_tells(tmp_path):
    written(tmp_path, "first.csv", "code;annee;total", "92;2020;1", "95;2020;2", "973;2020;7")
    listed = {"departement": ["75", "2A", "2B", "973"]}
    built = run(recipe(source("first", not_applicable=listed)), tmp_path, tmp_path)
    rows = cells(built, Level.DEPARTEMENT)
    assert [rows[code]["dep_2020"] for code in ("75", "2A", "92", "35", "973")] == [
        "so",
        "so",
        "1",
        "nd",
        "7",
    ]
    regions = cells(built, Level.REGION)
    assert [regions[code]["dep_2020"] for code in ("11", "94", "53", "03")] == ["3", "so", "nd", "7"]


def test_other_rows_may_be_zero_where_a_territory_without_any_is_not(tmp_path):
    written(tmp_path, "first.csv", "code;annee;total;secteur", "35;2020;1;Musées", "22;2020;2;Archives")
    told = source("first")
    told["columns"]["secteur"] = "secteur"
    museums = [{"column": "secteur", "in": ["Musées"]}]
    made = recipe(told, indicators=[
        stock("strict", "€", sum="total", where=museums),
        stock("musees", "€", sum="total", where=museums, others="zero"),
    ])  # fmt: skip
    rows = cells(run(made, tmp_path, tmp_path), Level.DEPARTEMENT)
    assert [rows[code]["musees_2020"] for code in ("35", "22", "29")] == ["1", "0", "nd"]
    assert [rows[code]["strict_2020"] for code in ("35", "22", "29")] == ["1", "nd", "nd"]


@pytest.mark.parametrize("headers", ["Total (€);Total", "Total;Total (€)"])
def test_headers_that_differ_by_punctuation_alone_are_told_apart(tmp_path, headers):
    told = source("first")
    told["columns"]["total"] = "Total (€)"
    amounts = "9;1" if headers.startswith("Total;") else "1;9"
    written(tmp_path, "first.csv", f"code;annee;{headers}", f"35;2020;{amounts}")
    assert cells(run(recipe(told), tmp_path, tmp_path), Level.DEPARTEMENT)["35"]["dep_2020"] == "1"


def test_a_column_that_a_file_may_lack_is_done_without(tmp_path):
    told = source("first", keep=[{"column": "etat", "in": ["Actif"]}], unique=["id", "annee"])
    told["columns"] |= {"etat": ["Demographie", ""], "id": ["Rang", ""], "part": ["Part", ""]}
    figures = [stock("dep", "€", sum="total"), {**stock("effort", "%"), "kind": "ratio", "published": "part"}]
    written(tmp_path, "first.csv", "code;annee;total", "35;2020;1", "35;2020;1")
    built = run(recipe(told, indicators=figures), tmp_path, tmp_path)
    assert cells(built, Level.DEPARTEMENT)["35"] == {"code": "35", "dep_2020": "2"}
    notes = built.quality["sources"][0]["notes"]
    assert notes == ["There is no column “Demographie”: no row was left out by it."]
    written(tmp_path, "first.csv", "Rang;Demographie;Part;code;annee;total",
            "1;Actif;2,7%;35;2020;1", "1;Actif;2,7%;35;2020;1", "2;Fermé;9%;35;2020;5")  # fmt: skip
    built = run(recipe(told, indicators=figures), tmp_path, tmp_path)
    assert cells(built, Level.DEPARTEMENT)["35"] == {"code": "35", "dep_2020": "1", "effort_2020": "2.7"}
    assert "effort_2020" not in cells(built, Level.REGION)["53"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"factors": {"totale": 2}}, "“totale” is not one of the columns"),
        ({"factors": {"total": 0}}, "a number other than 0"),
        ({"completes": "yes"}, "completes"),
        ({"markers": {"NC": ["missing"]}}, '"NC": expected missing'),
        ({"not_applicable": {"epci": ["1"]}}, "codes of regions, departements or EPCI"),
        ({"levels": ["epci", "departement"]}, "levels: expected some of departement, region"),
    ],
)
def test_what_is_wrong_in_a_source_is_told(change, said):
    document = copy.deepcopy(RECIPE)
    document["sources"] = [source("first", **change)]
    document["indicators"] = [stock("dep", "€", sum="total", others="nothing")]
    del document["checks"]
    problems = parse_recipe(document, "r.json")[1]
    assert any(said in one for one in problems), problems
    assert any("others: expected zero or missing" in one for one in problems)
