# SPDX-License-Identifier: GPL-2.0-or-later
"""Beside sums of rows: names, published ratios, typologies, wide tables, rows of several communes."""

from __future__ import annotations

import copy
import csv
from datetime import date

import pytest

from atlas_culture_plugin.core.errors import RecipeError
from atlas_culture_plugin.core.model import Level, ValueKind
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.build import build
from atlas_culture_plugin.core.recipes.gather import local_files
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from atlas_culture_plugin.core.territories import territories
from tests.unit.small_recipe import RECIPE, both, stock, table

pytest.importorskip("pandas")

WHOLE = ["region", "departement", "epci", "commune"]


def recipe(source, *indicators, checks=()):
    """A recipe of one source, whose keys replace those of the small one."""
    document = copy.deepcopy(RECIPE)
    kept = {key: document["sources"][0][key] for key in ("name", "dataset", "resource", "files")}
    document["sources"] = [{**kept, "level": "commune", "year": 2019, **source}]
    document["indicators"] = list(indicators)
    document["checks"] = list(checks)
    if not checks:
        del document["checks"]
    found, problems = parse_recipe(document, "r.json")
    assert problems == []
    return found


@pytest.fixture
def make(tmp_path):
    """Build a package from a recipe and the text of its table; validate it."""

    def run(found, text):
        path = table(tmp_path, text)
        files, absent = local_files(found, path)
        built = build(found, files, absent, tmp_path, territories(), Silent(), day=date(2026, 3, 9))
        assert validate(built.package.folder) == []
        return built

    return run


def cells(built, level, column):
    """Cells of a column of a level, by code."""
    with built.package.table_path(level).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row[column] for row in csv.DictReader(stream)}


def events(built):
    """Lines of the report of codes, without the source."""
    text = (built.package.folder / "reconciliation.csv").read_text(encoding="utf-8")
    return [line.split(",", 1)[1] for line in text.splitlines()[1:]]


# --------------------------------------------------------------------------------------- names

BY_NAME = {"level": "departement", "columns": {"name": "Département", "montant": "Total"}}


def test_names_answer_where_there_is_no_code(make):
    text = (
        "Département;Total\nAIN;1\nLa Réunion;2\ncôtes d’armor;3\nMétropole imaginaire;4\n;5\n"
        "Seine-et-Marne;6\n"
    )
    built = make(recipe(BY_NAME, stock("depenses", "€", sum="montant")), text)
    found = cells(built, Level.DEPARTEMENT, "depenses_2019")
    assert (found["01"], found["974"], found["22"], found["77"], found["35"]) == ("1", "2", "3", "6", "nd")
    quality = built.quality
    assert quality["rows_dropped"] == {"no_code": 1, "unknown_name": 1}
    assert quality["rows_used"] == 4
    assert quality["names"]["unknown_name"] == {"Métropole imaginaire": 1}
    assert quality["names"]["named"] == {"AIN": 1, "La Réunion": 1, "côtes d’armor": 1, "Seine-et-Marne": 1}
    assert quality["reconciled"] == {"named": 4} and quality["unknown_codes"] == {}
    assert "departement,La Réunion,974,named,1" in events(built)
    assert "departement,Métropole imaginaire,,unknown_name,1" in events(built)
    assert "departement,,,no_code,1" in events(built)
    assert "Métropole imaginaire" in built.report_html and "Found by the name" in built.report_html


def test_a_name_that_several_territories_have_says_nothing(make):
    source = {"columns": {"name": "Commune", "n": "n"}}
    built = make(
        recipe(source, stock("lieux", "lieux", sum="n")),
        "Commune;n\nSaint-Denis;1\nSaint-Denis (974);2\nRennes;4\n",
    )
    found = cells(built, Level.COMMUNE, "lieux_2019")
    assert (found["97411"], found["93066"], found["35238"]) == ("2", "nd", "4")
    assert built.quality["names"]["ambiguous_name"] == {"Saint-Denis": 1}
    assert built.quality["rows_dropped"] == {"ambiguous_name": 1}


def test_a_code_goes_before_a_name(make):
    source = {"level": "region", "columns": {"code": "code_insee", "name": "Région", "n": "n"}}
    built = make(
        recipe(source, stock("lieux", "lieux", sum="n")),
        "code_insee;Région;n\n00000053;n’importe quoi;1\n;NOUVELLE AQUITAINE;2\nnull;Ile de France;3\n",
    )
    found = cells(built, Level.REGION, "lieux_2019")
    assert (found["53"], found["75"], found["11"]) == ("1", "2", "3")
    assert built.quality["names"]["named"] == {"NOUVELLE AQUITAINE": 1, "Ile de France": 1}
    assert built.quality["sources"][0]["notes"] == []


# --------------------------------------------------------------------------- published ratios

PUBLISHED = {**stock("niveau_vie", "€"), "kind": "ratio", "published": "revenu"}
INCOME = {
    "columns": {"code": "code", "revenu": "revenu"},
    "markers": {"": "secret"},
    "not_covered": {"departement": ["971"]},
    "year": 2018,
    "cog_year": 2020,
}


def test_a_published_ratio_is_kept_and_never_summed(make):
    text = (
        "code;revenu\n35238;21000\n35001;\n97101;\n97105;9\n"  # secret, not covered, a value all the same
        "69149;20000\n69152;22000\n"  # merged in 2024
        "49069;18000\n"  # recoded
        "93066;19000\n93059;19000\n"  # merged in 2025, with the same figure
        "85084;23000\n"  # split in 2024
        "75101;1\n75102;2\n"
    )
    built = make(recipe(INCOME, PUBLISHED), text)
    found = cells(built, Level.COMMUNE, "niveau_vie_2018")
    assert found["35238"] == "21000" and found["35001"] == "s" and found["35002"] == "nd"
    assert found["97101"] == "nd" and found["97105"] == "9"
    assert found["69149"] == "nd" and found["75056"] == "nd"
    assert found["49126"] == "18000"
    assert found["93066"] == "19000"
    assert [found[code] for code in ("85084", "85165", "85212")] == ["nd", "nd", "nd"]
    assert built.package.levels == (Level.COMMUNE,)
    assert built.package.indicators[0].numerator == "" and "niveau_vie_2018" not in built.quality["totals"]


def test_parts_that_are_all_secret_do_not_make_the_whole_secret(make):
    text = "code;revenu\n69149;\n69152;\n35238;\n21183;22400\n"
    found = cells(make(recipe(INCOME, PUBLISHED), text), Level.COMMUNE, "niveau_vie_2018")
    assert (found["69149"], found["35238"]) == ("nd", "s")
    assert found["21183"] == "22400"  # of 2019: a table of 2020 has it whole


def test_one_part_alone_of_a_merged_commune_is_not_the_whole(make):
    text = "code;revenu\n69149;20000\n35238;21000\n"
    for year, expected in ((2020, "nd"), (2025, "20000")):
        built = make(recipe({**INCOME, "cog_year": year}, PUBLISHED), text)
        assert cells(built, Level.COMMUNE, "niveau_vie_2018")["69149"] == expected


def test_figures_that_contradict_each_other_are_not_available(make):
    text = "code;revenu\n35238;1\n35238;2\n35001;3\n35001;3\n"
    found = cells(make(recipe(INCOME, PUBLISHED), text), Level.COMMUNE, "niveau_vie_2018")
    assert (found["35238"], found["35001"]) == ("nd", "3")


def test_a_published_ratio_may_choose_its_rows_and_change_its_unit(make):
    source = {"columns": {"code": "code", "mesure": "mesure", "valeur": "valeur"}, "year": 2025}
    one = {**PUBLISHED, "published": "valeur", "factor": 100,
           "where": [{"column": "mesure", "in": ["taux"]}]}  # fmt: skip
    text = "code;mesure;valeur\n35238;taux;0,125\n35238;effectif;9\n35001;effectif;7\n"
    found = cells(make(recipe(source, one), text), Level.COMMUNE, "niveau_vie_2025")
    assert (found["35238"], found["35001"]) == ("12.5", "nd")


# -------------------------------------------------------------------------------- typologies

GRID = {
    "id": "grille", "theme": "offre", "label": both("Grille"), "definition": both("Grille"),
    "kind": "typology", "source": "Insee", "category": "grille",
    "categories": [
        {"value": "dense", "label": both("Dense"), "color": "#803010", "cells": ["Très dense*"]},
        {"value": "peu_dense", "label": both("Peu dense")},
        {"value": "hors", "label": both("Hors"), "cells": [""]},
    ],
}  # fmt: skip
DENSITY = {"columns": {"code": "code", "grille": "Grille"}, "cog_year": 2020}


def test_a_typology_keeps_the_categories_of_the_file(make):
    text = (
        "code;Grille\n35238;TRÈS DENSE - pôle\n35001;peu  dense\n35002;\n35003;Inconnue\n"
        "69149;Très dense\n69152;Très dense\n93059;Peu dense\n93066;Très dense\n85084;Peu dense\n"
    )
    built = make(recipe(DENSITY, GRID), text)
    found = cells(built, Level.COMMUNE, "grille_2019")
    assert [found[code] for code in ("35238", "35001", "35002", "35003")] == [
        "dense",
        "peu_dense",
        "hors",
        "nd",
    ]
    assert (found["69149"], found["93066"], found["85084"], found["01001"]) == ("dense", "nd", "nd", "nd")
    indicator = built.package.indicators[0]
    assert indicator.kind is ValueKind.TYPOLOGY and indicator.levels == (Level.COMMUNE,)
    assert [one.value for one in indicator.categories] == ["dense", "peu_dense", "hors"]
    assert indicator.categories[0].color == "#803010"
    source = built.quality["sources"][0]
    assert source["unread_samples"] == [{"column": "grille", "text": "Inconnue", "cells": 1}]
    assert built.quality["statuses_by_level"]["commune"]["grille_2019"]["zero"] == 0


def test_one_part_is_enough_for_a_category_that_prevails(make):
    programme = {
        **GRID, "prevails": "oui", "absent": "non",
        "categories": [
            {"value": "non", "label": both("Non"), "cells": [""]},
            {"value": "oui", "label": both("Oui"), "cells": ["*"]},
        ],
    }  # fmt: skip
    text = "code;Grille\n69149;\n69152;Convention 12\n85084;\n60054;Convention 3\n93066;\n93059;\n"
    source = {**DENSITY, "not_covered": {"departement": ["976"]}}
    found = cells(make(recipe(source, programme), text), Level.COMMUNE, "grille_2019")
    assert (found["69149"], found["93066"], found["35238"], found["97601"]) == ("oui", "non", "non", "nd")
    # None of a commune that is not in the programme is in it; one that is may owe it to what left.
    assert [found[code] for code in ("85084", "85165", "60054", "60694")] == ["non", "non", "nd", "nd"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"category": "grilles"}, "“grilles” is not one of the columns"),
        ({"category": True}, "category"),
        ({"absent": "zero"}, "absent: “zero” is not a category"),
        ({"prevails": "non"}, "prevails: “non” is not a category"),
        ({"categories": []}, "at least one element"),
        ({"categories": [{**GRID["categories"][0], "value": "nd"}]}, "the mark of a state"),
        ({"categories": [{**GRID["categories"][0], "color": "red"}]}, "color"),
        ({"categories": [GRID["categories"][0]] * 2}, "2 times"),
        ({"categories": [{**GRID["categories"][0], "cell": ["a"]}]}, "did you mean “cells”"),
        ({"categories": [{**GRID["categories"][0], "value": str(n)} for n in range(13)]}, "12 at most"),
    ],
)
def test_what_is_wrong_with_categories_is_told(change, said):
    document = copy.deepcopy(RECIPE)
    document["sources"][0]["columns"]["grille"] = "Grille"
    document["indicators"].append({**GRID, **change})
    problems = parse_recipe(document, "r.json")[1]
    assert any(said in problem for problem in problems), problems


# ------------------------------------------------------------------------------- wide tables


def test_every_year_of_a_wide_table_has_its_figures(make):
    source = {
        "columns": {"code": "Code", "entrees": "entrées {year}", "ecrans": "écrans", "type": "type"},
        "year": {"header": "entrées {year}", "every": True}, "levels": WHOLE,
        "keep": [{"column": "type", "in": ["actif"]}],
    }  # fmt: skip
    per_screen = {
        **stock("par_ecran", "entrées"),
        "kind": "ratio",
        "numerator": "entrees",
        "denominator": "ecrans",
    }
    per_head = {
        **stock("par_hab", "entrées"),
        "kind": "ratio",
        "numerator": "entrees",
        "denominator": "population",
    }
    found = recipe(
        source, stock("entrees", "entrées", sum="entrees", totals={"2021": 8}, absent="zero"),
        stock("cinemas", "c", count=True), stock("ecrans", "écrans", sum="ecrans"), per_screen, per_head,
        stock("population", "hab.", population=True),
    )  # fmt: skip
    built = make(
        found,
        "Code;type;écrans;Entrées 2021;entrées 2022;entrees 2020\n"
        "35238;actif;2;5;10;1\n35047;actif;1;3;4;\n35001;clos;1;7;7;7\n93999;actif;1;0;0;0\n",
    )
    years = {one.id: one.years for one in built.package.indicators}
    assert years["entrees"] == (2020, 2021, 2022) and years["cinemas"] == years["ecrans"] == (2022,)
    assert years["par_ecran"] == (2022,) and years["par_hab"] == (2020, 2021, 2022)
    assert [cells(built, Level.EPCI, f"entrees_{year}")["243500139"] for year in (2020, 2021, 2022)] == [
        "1", "8", "14",
    ]  # fmt: skip
    assert cells(built, Level.COMMUNE, "entrees_2020")["35047"] == "nd"
    # What the list of 2022 does not name may have closed since 2021.
    assert [cells(built, Level.COMMUNE, f"entrees_{year}")["35002"] for year in (2021, 2022)] == ["nd", "0"]
    quality = built.quality
    assert (quality["rows_read"], quality["rows_used"]) == (4, 2)
    assert quality["rows_dropped"] == {"left_out_by_type": 1, "unknown": 1}
    assert quality["sources"][0]["years"] == [2020, 2021, 2022]


def test_the_latest_year_alone_is_still_the_rule(make):
    source = {"columns": {"code": "Code", "n": "n {year}"}, "year": {"header": "n {year}"}}
    built = make(recipe(source, stock("lieux", "lieux", sum="n")), "Code;n 2021;n 2022\n35238;1;2\n")
    assert built.package.indicators[0].years == (2022,)


# ------------------------------------------------------------------- rows of several communes

SITES = {"columns": {"code": "codes", "surface": "surface"}, "levels": WHOLE, "several": ";", "year": 2025}


def test_a_site_of_several_communes_counts_once_in_what_holds_them(make):
    text = (
        'codes;surface\n35238;1\n"35238 ; 35047";10\n'  # both of Rennes Métropole
        '"35238 ; 22278";100\n"75101;75102";1000\n'  # two departements of a region; one commune
    )
    built = make(
        recipe(
            SITES, stock("sites", "sites", count=True, absent="zero"), stock("surface", "m²", sum="surface")
        ),
        text,
    )
    communes = cells(built, Level.COMMUNE, "sites_2025")
    assert (communes["35238"], communes["35047"], communes["22278"], communes["75056"]) == (
        "3",
        "1",
        "1",
        "1",
    )
    assert cells(built, Level.COMMUNE, "surface_2025")["35238"] == "111"
    assert cells(built, Level.EPCI, "sites_2025")["243500139"] == "3"
    departements = cells(built, Level.DEPARTEMENT, "surface_2025")
    assert (departements["35"], departements["22"], departements["75"]) == ("111", "100", "1000")
    assert cells(built, Level.REGION, "surface_2025")["53"] == "111"
    totals = built.quality["totals"]["sites_2025"]
    assert (totals["rows"], totals["placed"]) == (4, 4)
    assert totals["levels"] == {"region": 4, "departement": 5, "epci": 5, "commune": 6}
    assert totals["shared"] == {"departement": 1, "epci": 1, "commune": 2}
    told = [one["message"] for one in built.quality["checks"] if one["id"] == "conserved"]
    assert all(one["verdict"] == "passed" for one in built.quality["checks"] if one["id"] == "conserved")
    assert any("2 is in several of them" in message for message in told)
    assert built.quality["rows_used"] == 4


def test_a_row_is_dropped_only_when_none_of_its_communes_is_known(make):
    text = 'codes;surface\n"35238;93999";1\n"93998;93999";2\n"35238;bourg";4\n;8\n'
    built = make(recipe(SITES, stock("surface", "m²", sum="surface")), text)
    assert cells(built, Level.COMMUNE, "surface_2025")["35238"] == "5"
    assert built.quality["rows_dropped"] == {"no_code": 1, "unknown": 1}
    assert built.quality["rows_used"] == 2
    assert any("bourg" in note for note in built.quality["sources"][0]["notes"])
    assert built.quality["totals"]["surface_2025"]["placed"] == 5


def test_a_secret_site_of_several_communes_hides_them_all(make):
    text = 'codes;surface\n"35238;22278";secret\n35047;5\n'
    source = {**SITES, "markers": {"secret": "secret"}}
    built = make(recipe(source, stock("surface", "m²", sum="surface")), text)
    assert cells(built, Level.DEPARTEMENT, "surface_2025")["22"] == "s"
    assert cells(built, Level.EPCI, "surface_2025")["243500139"] == "s"


def test_a_table_without_codes_or_names_is_told(make):
    with pytest.raises(RecipeError, match="codes"):
        make(recipe(SITES, stock("surface", "m²", sum="surface")), "code;surface\n35238;1\n")


# ------------------------------------------------------------------- departements and regions


@pytest.mark.parametrize("corse", ["2A;-1\n2B;-1\n", ""])
def test_departements_that_are_not_available_do_not_make_a_region(make, corse):
    source = {
        "level": "departement", "levels": ["region", "departement"], "markers": {"-1": "missing"},
        "columns": {"code": "code", "n": "n"},
    }  # fmt: skip
    text = f"code;n\n{corse}22;1\n29;2\n35;3\n56;4\n"
    built = make(recipe(source, stock("depenses", "€", sum="n")), text)
    departements, regions = (
        cells(built, level, "depenses_2019") for level in (Level.DEPARTEMENT, Level.REGION)
    )
    assert (departements["2A"], departements["2B"], regions["94"], regions["53"]) == ("nd", "nd", "nd", "10")


def test_two_files_do_not_give_the_same_level(tmp_path):
    document = copy.deepcopy(RECIPE)
    kept = {key: document["sources"][0][key] for key in ("dataset", "resource")}
    common = {**kept, "columns": {"code": "code", "n": "n"}, "year": 2019}
    document["sources"] = [
        {
            **common,
            "name": "D",
            "files": ["d.csv"],
            "level": "departement",
            "levels": ["region", "departement"],
        },
        {**common, "name": "R", "files": ["r.csv"], "level": "region"},
    ]
    document["indicators"] = [stock("depenses", "€", sum="n")]
    del document["checks"]
    found, problems = parse_recipe(document, "r.json")
    assert problems == []
    for name, code in (("d.csv", "35"), ("r.csv", "53")):
        (tmp_path / name).write_text(f"code;n\n{code};1\n", encoding="utf-8")
    files, absent = local_files(found, tmp_path)
    with pytest.raises(RecipeError, match="Two files of the recipe give “depenses” for 2019, level region"):
        build(found, files, absent, tmp_path, territories(), Silent())
