# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks that no recipe asks for: copied columns, shares, empty columns, units, regions of other files."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from atlas_culture_plugin.core.errors import RecipeError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.build import build
from atlas_culture_plugin.core.recipes.gather import local_files
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from atlas_culture_plugin.core.territories import territories
from tests.unit.small_recipe import RECIPE, stock

pytest.importorskip("pandas")

CODES = territories().codes(Level.DEPARTEMENT)[:40]
REGIONS = territories().codes(Level.REGION)


def build_with(folder, sources, indicators, tables):
    """Build a recipe without any check of its own from small tables."""
    document = copy.deepcopy(RECIPE)
    kept = {key: document["sources"][0][key] for key in ("dataset", "resource")}
    document["sources"] = [{**kept, "year": 2019, **source} for source in sources]
    document["indicators"] = indicators
    del document["checks"]
    recipe, problems = parse_recipe(document, "r.json")
    assert problems == []
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    files, absent = local_files(recipe, folder)
    return build(recipe, files, absent, folder / "made", territories(), Silent(), day=date(2026, 3, 9))


def source(name, level, **columns):
    return {"name": name, "files": [f"{name}.csv"], "level": level, "columns": {"code": "code", **columns}}


def failed(built):
    """The checks that failed, by id."""
    return {one["id"]: one for one in built.quality["checks"] if one["verdict"] == "failed"}


def lines(head, rows):
    return "\n".join([head, *(";".join(map(str, row)) for row in rows)]) + "\n"


def test_enterprises_that_are_the_employees_stop_the_package(tmp_path):
    """The published workbook has the number of employees in its column of enterprises."""
    tables = {
        "entreprises.csv": lines("code;nombre", [(code, 7 * n + 1) for n, code in enumerate(CODES)]),
        "salaries.csv": lines("code;nombre", [(code, 7 * n + 1) for n, code in enumerate(CODES)]),
    }
    sources = [
        source("entreprises", "departement", entreprises="nombre"),
        source("salaries", "departement", salaries="nombre"),
    ]
    indicators = [
        stock("entreprises", "entreprises", sum="entreprises"), stock("salaries", "salariés", sum="salaries"),
    ]  # fmt: skip
    with pytest.raises(RecipeError, match=r"a column was copied into the other\. Ask the producer") as caught:
        build_with(tmp_path, sources, indicators, tables)
    assert "entreprises (en), 2019" in str(caught.value)
    tables["entreprises.csv"] = lines("code;nombre", [(code, n + 1) for n, code in enumerate(CODES)])
    assert failed(build_with(tmp_path, sources, indicators, tables)) == {}


def test_equal_amounts_of_one_unit_are_a_warning(tmp_path):
    rows = [(code, n + 1, n + 1) for n, code in enumerate(CODES)]
    built = build_with(
        tmp_path,
        [source("budget", "departement", total="total", fonct="fonct")],
        [stock("total", "€", sum="total"), stock("fonct", "€", sum="fonct")],
        {"budget.csv": lines("code;total;fonct", rows)},
    )
    assert failed(built)["not_same"]["severity"] == "warning"


def test_the_part_of_a_percentage_is_not_above_its_whole(tmp_path):
    rows = [("35", 5, 4), ("22", 1, 2)]
    indicators = [
        stock("part", "lieux", sum="part"), stock("tous", "lieux", sum="tous"),
        {**stock("taux", "%"), "kind": "ratio", "numerator": "part", "denominator": "tous", "factor": 100},
    ]  # fmt: skip
    built = build_with(
        tmp_path, [source("t", "departement", part="part", tous="tous")], indicators,
        {"t.csv": lines("code;part;tous", rows)},
    )  # fmt: skip
    assert failed(built)["part_of"]["figures"]["examples"] == ["35"]


def test_a_column_that_is_mostly_empty_is_told(tmp_path):
    rows = [(code, n if n < 10 else "?") for n, code in enumerate(CODES)]
    built = build_with(
        tmp_path, [source("t", "departement", n="n")], [stock("lieux", "lieux", sum="n")],
        {"t.csv": lines("code;n", rows)},
    )  # fmt: skip
    assert failed(built)["missing"]["figures"] == {"share": 0.75}
    assert "75" in failed(built)["missing"]["message"]


def test_a_category_that_the_source_has_renamed_is_told(tmp_path):
    rows = [(code, "Théâtre" if n % 2 else "Médiathèque") for n, code in enumerate(CODES)]
    where = {"theatres": ["theatre", "scene"], "bibliotheques": ["Bibliothèque"]}
    built = build_with(
        tmp_path, [source("t", "departement", type="type")],
        [stock(name, "lieux", count=True, absent="zero", where=[{"column": "type", "in": texts}])
         for name, texts in where.items()],
        {"t.csv": lines("code;type", rows)},
    )  # fmt: skip
    found = failed(built)["unsaid"]
    assert (found["indicator"], found["figures"]["texts"]) == ("bibliotheques", ["Bibliothèque"])
    assert "“Bibliothèque”" in found["message"] and "theatre" not in found["message"]


def test_secret_cells_are_not_empty_ones(tmp_path):
    rows = [(code, n if n < 10 else "s") for n, code in enumerate(CODES)]
    built = build_with(
        tmp_path, [{**source("t", "departement", n="n"), "markers": {"s": "secret"}}],
        [stock("lieux", "lieux", sum="n")], {"t.csv": lines("code;n", rows)},
    )  # fmt: skip
    assert "missing" not in failed(built)


def test_regions_of_another_file_are_compared_and_kept(tmp_path):
    tables = {
        "r.csv": lines("code;n", [("53", 10), ("75", 3)]),
        "d.csv": lines("code;n", [("22", 1), ("29", 2), ("35", 3), ("56", 2), ("33", 3)]),
    }
    built = build_with(
        tmp_path, [source("r", "region", n="n"), source("d", "departement", n="n")],
        [stock("actifs", "actifs", sum="n")], tables,
    )  # fmt: skip
    told = failed(built)["regions_of_other_file"]
    # Nouvelle-Aquitaine is not compared: departements of it are not in the file.
    assert told["figures"] == {"compared": 1, "different": 1, "gap": -2.0}
    text = built.package.table_path(Level.REGION).read_text(encoding="utf-8")
    assert "\n53,10\n" in text


@pytest.mark.parametrize(("factor", "stops"), [(1, False), (1000, True), (0.001, True)])
def test_a_unit_off_by_a_thousand_is_found_with_what_the_plugin_ships(tmp_path, factor, stops):
    people = territories().all(Level.REGION)
    rows = [(one.code, one.population * factor) for one in people]
    given = [source("p", "region", n="n")], [stock("population", "habitants", sum="n")]
    tables = {"p.csv": lines("code;n", rows)}
    if not stops:
        assert failed(build_with(tmp_path, *given, tables)) == {}
        return
    with pytest.raises(RecipeError, match="another unit than habitants") as caught:
        build_with(tmp_path, *given, tables)
    assert "factor" in str(caught.value)


@pytest.mark.parametrize(("unit", "wrong"), [("€", False), ("k€", True)])
def test_amounts_that_nobody_spends_are_told(tmp_path, unit, wrong):
    known = territories().all(Level.DEPARTEMENT)[:10]
    rows = [(one.code, 60 * one.population) for one in known]
    built = build_with(
        tmp_path, [source("t", "departement", n="n")], [stock("aides", unit, sum="n")],
        {"t.csv": lines("code;n", rows)},
    )  # fmt: skip
    assert ("per_inhabitant" in failed(built)) is wrong
    told = next(one for one in built.quality["checks"] if one["id"] == "per_inhabitant")
    assert told["figures"] == {"per_inhabitant": 60_000 if wrong else 60}


def test_a_few_places_are_not_a_wrong_unit(tmp_path):
    built = build_with(
        tmp_path, [source("p", "region", n="n")], [stock("population", "habitants", sum="n")],
        {"p.csv": lines("code;n", [("53", 12)])},
    )  # fmt: skip
    assert failed(built) == {}
