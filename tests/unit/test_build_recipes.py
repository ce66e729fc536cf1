# SPDX-License-Identifier: GPL-2.0-or-later
"""From a recipe and its files to a package: the small table, then the real files where they are."""

from __future__ import annotations

import copy
import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import Cancelled, RecipeError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.build import build
from atlas_culture_plugin.core.recipes.gather import local_files
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe, known_recipes, parse_recipe
from atlas_culture_plugin.core.territories import territories
from tests.unit.recipe_runs import changed_in
from tests.unit.small_recipe import RECIPE, TABLE, table

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL, FIGURES = SHARED / "data", SHARED / "figures"
DAY = date(2026, 3, 9)

pytest.importorskip("pandas")


@pytest.fixture
def make(tmp_path):
    """Build a package from a recipe and a file or folder."""

    def run(recipe, source, progress=None, **more):
        files, absent = local_files(recipe, source)
        folder = tmp_path / "made"
        folder.mkdir(exist_ok=True)
        return build(recipe, files, absent, folder, territories(), progress or Silent(), day=DAY, **more)

    return run


@pytest.fixture
def small(make, tmp_path):
    return make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path))


def cells(built, level):
    """Rows of a level's table, by code."""
    with built.package.table_path(level).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


def test_the_package_is_sound_and_dated(small):
    assert validate(small.package.folder) == []
    assert (small.package.id, small.package.version) == ("petits-lieux", "2026.309.0")
    assert small.package.created == "2026-03-09"
    assert [theme.id for theme in small.package.themes] == ["offre"]


def test_rows_become_the_figures_of_communes(small):
    rows = cells(small, Level.COMMUNE)
    assert rows["35238"]["lieux_2023"] == "1" and rows["35238"]["budget_2023"] == "12500"
    assert rows["75056"]["lieux_2023"] == "2" and rows["75056"]["budget_2023"] == "3000000"
    assert rows["69149"]["budget_2023"] == "3000"  # Pierre-Bénite is part of it now
    assert rows["01004"]["lieux_2023"] == "1" and rows["01004"]["budget_2023"] == "nd"
    assert rows["29019"]["budget_2023"] == "s"
    assert rows["35001"]["lieux_2023"] == "0" and rows["35001"]["budget_2023"] == "nd"
    assert rows["97601"]["lieux_2023"] == "nd"  # not covered is never zero
    assert (rows["35238"]["theatres_2023"], rows["69149"]["theatres_2023"]) == ("1", "0")


def test_a_commune_named_for_another_year_is_not_known_to_have_nothing(small):
    rows = cells(small, Level.COMMUNE)
    assert rows["35238"]["lieux_2022"] == "1"
    assert rows["75056"]["lieux_2022"] == "nd"
    assert rows["35001"]["lieux_2022"] == "0"


def test_a_ratio_is_recomputed_at_each_level(small):
    for level, code in ((Level.COMMUNE, "75056"), (Level.DEPARTEMENT, "75"), (Level.REGION, "11")):
        row = cells(small, level)[code]
        people = territories().get(level, code).population
        assert float(row["lieux_10k_2023"]) == pytest.approx(10000 * 2 / people)
        assert row["population_2023"] == str(people)


def test_a_secret_cell_hides_the_sums_that_hold_it(small):
    assert cells(small, Level.REGION)["53"]["budget_2023"] == "s"
    assert cells(small, Level.REGION)["53"]["budget_hab_2023"] == "s"
    assert cells(small, Level.REGION)["11"]["budget_2023"] == "3000000"


def test_the_account_says_what_became_of_rows(small):
    quality = small.quality
    assert quality["rows_read"] == 12
    assert quality["rows_dropped"] == {
        "left_out_by_etat": 1, "no_code": 1, "overseas_collectivity": 1, "repeated": 1, "unknown": 1,
    }  # fmt: skip
    assert quality["rows_used"] == 7
    assert quality["reconciled"] == {"arrondissement": 2, "delegated": 1, "overseas_collectivity": 1}
    assert quality["unknown_codes"] == {"93999": 1}
    assert quality["statuses_by_level"]["commune"]["budget_2023"]["s"] == 1
    totals = quality["totals"]["lieux_2023"]
    assert (totals["rows"], totals["placed"], totals["levels"]["region"]) == (8, 6, 6)


def test_the_account_and_the_codes_travel_with_the_package(small):
    folder = small.package.folder
    assert json.loads((folder / "quality.json").read_text(encoding="utf-8")) == small.quality
    codes = (folder / "reconciliation.csv").read_text(encoding="utf-8").splitlines()
    assert "Petits lieux,commune,75101,75056,arrondissement,1" in codes
    assert "Petits lieux,commune,93999,,unknown,1" in codes
    assert "Petits lieux" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_report_tells_it_to_a_reader(small):
    page = small.report_html
    assert page.startswith("<!DOCTYPE html>") and "93999" in page
    assert "Arrondissement of Paris, Lyon or Marseille" in page
    assert "<script" not in page
    assert "lieux (en), 2023</td>" in page and "lieux_2023" not in page


def test_a_hostile_table_stays_text_in_the_report(make, tmp_path):
    text = TABLE.replace(";5;Théâtre\r\n", ";<script>alert(1)</script>;Théâtre\r\n")
    built = make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path, text))
    assert "&lt;script&gt;" in built.report_html and "<script>" not in built.report_html


@pytest.mark.parametrize("again", ["1.0;A;35238.0;2023.0", " 1 ;A;35238;2023"])
def test_a_row_repeated_in_another_spelling_is_repeated(make, tmp_path, again):
    head, row, tail = TABLE.rpartition("1;A;35238;2023;")
    text = f"{head}{again};{tail}"
    assert (
        row
        and make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path, text)).quality["rows_dropped"]["repeated"]
    )


@pytest.mark.parametrize("code", ["35238", "35238.0", " 00035238", "'35238"])
def test_a_code_that_a_recipe_leaves_out_is_left_out_in_any_spelling(make, tmp_path, code):
    recipe = copy.deepcopy(RECIPE)
    recipe["sources"][0]["keep"].append({"column": "code", "not_in": ["35238"]})
    del recipe["indicators"][0]["totals"]
    text = TABLE.replace(";35238;", f";{code};")
    built = make(parse_recipe(recipe, "r.json")[0], table(tmp_path, text))
    assert built.quality["rows_dropped"]["left_out_by_code"] == 3


def test_a_number_that_a_recipe_looks_for_may_have_decimals(make, tmp_path):
    recipe = copy.deepcopy(RECIPE)
    recipe["sources"][0]["keep"].append({"column": "annee", "in": ["2023"]})
    built = make(parse_recipe(recipe, "r.json")[0], table(tmp_path, TABLE.replace(";2023;", ";2023.0;")))
    assert built.quality["rows_dropped"]["left_out_by_annee"] == 2


def test_a_cell_that_cannot_be_read_is_told_once_however_many_figures_it_is_in(make, tmp_path):
    recipe = copy.deepcopy(RECIPE)
    theatres = {"where": [{"column": "type", "in": ["theatre"]}], "sum": "budget"}
    recipe["indicators"].append({**recipe["indicators"][1], "id": "budget_theatres", **theatres})
    built = make(parse_recipe(recipe, "r.json")[0], table(tmp_path, TABLE.replace(";3;", ";#REF!;")))
    assert built.quality["sources"][0]["unread_cells"] == 1


def test_a_total_that_is_not_the_published_one_stops_everything(make, tmp_path):
    recipe = copy.deepcopy(RECIPE)
    recipe["indicators"][0]["totals"] = {"2023": 70}
    with pytest.raises(RecipeError, match="published total"):
        make(parse_recipe(recipe, "r.json")[0], table(tmp_path))
    assert not (tmp_path / "made" / "petits-lieux").exists()


def test_a_part_larger_than_the_whole_stops_everything(make, tmp_path):
    recipe = copy.deepcopy(RECIPE)
    recipe["checks"][1] = {"check": "part_of", "indicator": "lieux", "other": "theatres", "error": True}
    with pytest.raises(RecipeError, match="larger than"):
        make(parse_recipe(recipe, "r.json")[0], table(tmp_path))


def test_a_warning_is_told_and_stops_nothing(make, tmp_path):
    recipe = copy.deepcopy(RECIPE)
    recipe["checks"][0]["high"] = 1
    built = make(parse_recipe(recipe, "r.json")[0], table(tmp_path))
    failed = [one for one in built.quality["checks"] if one["verdict"] == "failed"]
    assert "bounds" in {one["id"] for one in failed}
    assert "75056" in built.report_html


def test_a_column_that_is_not_there_is_named_with_those_like_it(make, tmp_path):
    text = TABLE.replace("Code Insee", "Code commune")
    with pytest.raises(RecipeError, match="“Code Insee”; it has “Code commune”"):
        make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path, text))


def test_another_spelling_of_the_headers_is_the_same_column(make, tmp_path, small):
    text = TABLE.replace("Code Insee", "code_insee").replace("Budget (k€)", "BUDGET_K_EUR")
    built = make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path, text, "petits2.csv"))
    assert built.quality["totals"] == small.quality["totals"]


def test_a_text_that_cannot_be_a_code_is_told(make, tmp_path):
    text = TABLE.replace("1004.0", "Ambérieu")
    built = make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path, text))
    assert any("Ambérieu" in note for note in built.quality["sources"][0]["notes"])
    assert built.quality["rows_dropped"]["no_code"] == 2


def test_the_example_of_the_page_makes_a_package(make, tmp_path):
    page = paths.docs("recipes.md").read_text(encoding="utf-8")
    example = next(text for text in re.findall(r"```json\n(.*?)```", page, re.DOTALL) if '"format"' in text)
    text = (
        "nom_du_jardin;code_postal;region;departement;commune;code_insee;types;identifiant_origine\n"
        'Jardin;35000;Bretagne;Ille-et-Vilaine;Rennes;35238;"a;b";1\n'
        'Jardin;35000;Bretagne;Ille-et-Vilaine;Rennes;35238;"a;b";1\n'
        "Parc;75012;Île-de-France;Paris;Paris 12e;75112;;2\nClos;01500;ARA;Ain;Ambérieu;1004;;3\n"
    )
    path = changed_in(table(tmp_path, text, "liste-des-jardins-remarquables.csv"), 2026)
    built = make(parse_recipe(json.loads(example), "e.json")[0], path)
    rows = cells(built, Level.COMMUNE)
    gardens = [rows[code]["jardins_remarquables_2026"] for code in ("35238", "75056", "01004", "35001")]
    assert gardens == ["1", "1", "1", "0"]
    people = int(rows["01004"]["population_2023"])
    assert float(rows["01004"]["jardins_100k_2026"]) == pytest.approx(1e5 / people)
    assert built.quality["rows_dropped"] == {"repeated": 1}
    assert json.loads(example)["id"] not in known_recipes()
    # In another year, the same register is of that year, and the account says so.
    later = make(parse_recipe(json.loads(example), "e.json")[0], changed_in(path, 2025))
    assert later.package.indicators[0].years == (2025,)
    notes = later.quality["sources"][0]["notes"]
    assert "It tells no year: that of its last change is taken, 2025-03-09." in notes


def test_nothing_kept_is_told(make, tmp_path):
    text = TABLE.replace("Ouvert", "Fermé").replace("ouvert", "fermé")
    with pytest.raises(RecipeError, match="Left out by the recipe"):
        make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path, text))


def test_a_folder_without_the_files_says_what_it_looks_for(make, tmp_path):
    (tmp_path / "other.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(RecipeError, match=r"petits\*\.csv"):
        make(parse_recipe(RECIPE, "r.json")[0], tmp_path)
    with pytest.raises(RecipeError, match="no file or folder"):
        make(parse_recipe(RECIPE, "r.json")[0], tmp_path / "nowhere.csv")


def test_a_cancelled_build_leaves_nothing(make, tmp_path):
    class Stop(Silent):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        make(parse_recipe(RECIPE, "r.json")[0], table(tmp_path), Stop())
    assert not (tmp_path / "made" / "petits-lieux").exists()


def test_the_spending_of_2023_follows_its_published_schema(make, tmp_path):
    """Oullins and Pierre-Bénite each have a row under the code of the commune that they became."""
    text = (
        "annee,siret,siren,nom_commune,code_insee,depenses_culturelles_totales_k_eur,"
        "depenses_culturelles_fonctionnement_k_eur,depenses_culturelles_investissement_k_eur,"
        "part_depenses_culturelles_totales_pct,population_annee\n"
        '2023,1,1,Oullins,69149,1200,1000,200,"2,7%",26000\n'
        '2023,2,2,Pierre-Bénite,69149,600,500,100,"3,1%",10000\n'
        '2023,3,3,Ambérieu,1004,100,90,10,"0,1%",15000\n'
        '2023,3,3,Ambérieu,1004,100,90,10,"0,1%",15000\n'
    )
    path = table(tmp_path, text, "Dépenses_culturelles_des_communes_total_2023.csv")
    built = make(find_recipe("depenses-communes"), path)
    rows = cells(built, Level.COMMUNE)
    assert rows["69149"]["dep_communes_total_2023"] == "1800000"
    assert rows["69149"]["dep_communes_hab_2023"] == "50"
    assert rows["01004"]["dep_communes_total_2023"] == "100000"
    assert rows["35238"]["dep_communes_total_2023"] == "nd"
    assert cells(built, Level.REGION)["84"]["dep_communes_pop_2023"] == "51000"
    assert built.quality["rows_dropped"] == {"repeated": 1}
    assert [one["id"] for one in built.quality["checks"] if one["verdict"] == "failed"] == ["row_count"]


def test_libraries_are_the_active_ones_of_basilic(make, tmp_path):
    text = (
        "Nom;code_insee;Code Insee Arrondt;Type équipement ou lieu;"
        "Surface_Bibliotheque;Rang;Demographie_AP\n"
        '"Médiathèque; annexe";75101;751;Bibliothèque;120.0;1;Actif\n'
        "B;75102;751;Bibliothèque;0;2;Actif\nC;35238;353;Bibliothèque;;3;Actif\n"
        "D;35238;353;Bibliothèque;80;4;Fermé\nE;35238;353;Musée;80;5;Actif\n"
    )
    built = make(find_recipe("bibliotheques"), table(tmp_path, text, "basilic.csv"))
    rows = cells(built, Level.COMMUNE)
    year = built.package.indicators[0].years[-1]
    assert [rows[code][f"bibliotheques_{year}"] for code in ("75056", "35238", "35001")] == ["2", "1", "0"]
    assert [rows[code][f"biblio_surface_{year}"] for code in ("75056", "35238", "35001")] == [
        "120",
        "nd",
        "0",
    ]
    assert rows["75056"][f"biblio_surface_moyenne_{year}"] == "120"
    # A mean is of the rows that have a value: both parts are of the same libraries.
    assert "uneven_ratio" not in [one["id"] for one in built.quality["checks"]]
    assert built.quality["rows_dropped"] == {"left_out_by_activite": 1, "left_out_by_type": 1}


# ------------------------------------------------------------------------------------ real files

real = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")

#: Recipe, its file, figures published that are given in another unit, and by how much they may differ:
#: amounts are published to the ten euros.
REBUILT = [
    ("cnc-cinemas", "cnc/etablissements-cinematographiques.csv", 1e-6),
    ("cnc-cinemas", "cnc/etablissements-cinematographiques.json", 1e-6),
    ("festivals", "festivals/festivals_sans_email.csv", 1e-6),
    ("frequentation-musees", "musees/musees.csv", 1e-6),
    ("depenses-communes", "atlas", 5.1),
    ("bibliotheques", "bibliotheques", 1e-6),
]


@real
@pytest.mark.parametrize(("name", "source", "slack"), REBUILT)
def test_the_figures_are_rebuilt_from_the_real_files(make, name, source, slack):
    compare(make(find_recipe(name), REAL / source), slack)


def compare(built, slack):
    """Compare every figure of a package with the published one of the same column."""
    assert validate(built.package.folder) == []
    compared = 0
    for level in Level:
        with (FIGURES / f"{level.value}.csv").open(encoding="utf-8", newline="") as stream:
            published = {row["code"]: row for row in csv.DictReader(stream)}
        made = cells(built, level)
        assert made.keys() == published.keys()
        for column in made["35238" if level is Level.COMMUNE else next(iter(made))].keys() - {"code"}:
            if column not in published[next(iter(published))]:
                continue
            amount = column.startswith("dep_") and not column.endswith(("_hab_2019", "_pop_2019"))
            differences = [
                (code, column, row[column], published[code][column])
                for code, row in made.items()
                if (code, column) not in SPLIT
                and not alike(row[column], published[code][column], 1000 if amount else 1, slack)
            ]
            assert differences == []
            compared += len(made)
    assert compared > 200_000


#: Communes split since 2021: their figure over the population of today would be that of two perimeters. The
#: published figures divide them all the same.
SPLIT = {
    ("15141", "bibliotheques_10k_2021"),
    ("60054", "bibliotheques_10k_2021"),
    ("85084", "bibliotheques_10k_2021"),
}


def alike(one, other, factor, slack):
    """Whether two cells say the same; figures are published with two to six decimals."""
    if one in ("nd", "s", "so") or other in ("nd", "s", "so"):
        return one == other
    decimals = len(other.partition(".")[2])
    rounding = 0.51 * 10**-decimals * factor
    return abs(float(one) - float(other) * factor) <= max(rounding, slack if factor > 1 else 1e-9)


@real
def test_the_totals_of_the_cinemas_are_conserved(make):
    built = make(find_recipe("cnc-cinemas"), REAL / "cnc")
    quality = built.quality
    expected = {"cinemas": 2061, "ecrans": 6298, "fauteuils": 1161329, "entrees_cinema": 152499845}
    outside = {"cinemas": 1, "ecrans": 1, "fauteuils": 216, "entrees_cinema": 23842}
    for name, total in expected.items():
        totals = quality["totals"][f"{name}_2022"]
        for level in ("commune", "departement", "region"):
            assert totals["levels"][level] == total
        assert totals["levels"]["epci"] == total - outside[name]
        assert totals["outside"]["epci"] == {"total": outside[name], "communes": ["85113"]}
    departements = cells(built, Level.DEPARTEMENT)
    assert {departements[code]["cinemas_2022"] for code in ("971", "974", "976")} == {"nd"}


@real
def test_the_spending_of_3110_communes_is_conserved_to_the_euro(make):
    built = make(find_recipe("depenses-communes"), REAL / "atlas")
    totals = built.quality["totals"]["dep_communes_total_2019"]
    assert totals["rows"] == pytest.approx(5802156207.33, abs=0.01)
    for level in ("commune", "departement", "region"):
        assert totals["levels"][level] == pytest.approx(5802156207.33, abs=0.5)
    known = [row for row in cells(built, Level.COMMUNE).values() if row["dep_communes_total_2019"] != "nd"]
    assert len(known) == 3108  # 3,110 communes, of which four are now parts of two others
    assert built.quality["absent"] == ["Dépenses culturelles des communes, 2023"]
