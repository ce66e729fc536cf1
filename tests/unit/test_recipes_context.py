# SPDX-License-Identifier: GPL-2.0-or-later
"""Recipes of context data: small files after the published schemas, then the real tables where they are."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from pathlib import Path

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.build import build
from atlas_culture_plugin.core.recipes.gather import local_files
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe
from atlas_culture_plugin.core.territories import territories

SHARED = Path(__file__).resolve().parents[3] / "shared"
ATLAS = SHARED / "data" / "atlas"

pytest.importorskip("pandas")


def make(name, source, folder):
    """Build a recipe of the plugin from a local file or folder."""
    recipe = find_recipe(name)
    files, absent = local_files(recipe, source)
    built = build(recipe, files, absent, folder, territories(), Silent(), day=date(2026, 3, 9))
    assert validate(built.package.folder) == []
    return built


def cells(built, level):
    """Rows of a level's table, by code."""
    with built.package.table_path(level).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


def archive(folder, name, member, lines):
    """Write a zip as Insee publishes them: the data, and a list of the codes that they use."""
    path = folder / name
    with zipfile.ZipFile(path, "w") as found:
        found.writestr(member.replace("_data", "_metadata"), '"COD_VAR";"LIB_VAR"\r\n' * 900)
        found.writestr(member, "\r\n".join(lines) + "\r\n")
    return path


FILOSOFI = (
    '"GEO";"GEO_OBJECT";"FILOSOFI_MEASURE";"UNIT_MEASURE";"UNIT_MULT";"CONF_STATUS";"OBS_STATUS";'
    '"TIME_PERIOD";"OBS_VALUE"',
    '"53";"REG";"MED_SL";"EUR_YR";"0";"F";"A";"2021";"22950"',
    '"35";"DEP";"MED_SL";"EUR_YR";"0";"F";"A";"2021";"23500"',
    '"35";"DEP";"PR_MD60";"PT";"0";"F";"A";"2021";"11.2"',
    '"243500139";"EPCI";"PR_MD60";"PT";"0";"F";"A";"2021";"14.9"',
    '"35238";"COM";"MED_SL";"EUR_YR";"0";"F";"A";"2021";"22140"',
    '"35238";"COM";"PR_MD60";"PT";"0";"F";"A";"2021";"20"',
    '"35238";"COM";"D1_SL";"EUR_YR";"0";"F";"A";"2021";"9000"',
    '"35001";"COM";"MED_SL";"EUR_YR";"0";"C";"A";"2021";""',
    '"97101";"COM";"MED_SL";"EUR_YR";"0";"C";"A";"2021";""',
    '"5315";"ZE2020";"MED_SL";"EUR_YR";"0";"F";"A";"2021";"1"',
)


def test_medians_and_poverty_are_those_published_at_each_level(tmp_path):
    path = archive(tmp_path, "base-cc-filosofi-2021-geo2025_csv.zip", "DS_FILOSOFI_CC_data.csv", FILOSOFI)
    built = make("revenus-pauvrete", path.parent, tmp_path)
    assert cells(built, Level.REGION)["53"]["niveau_vie_median_2021"] == "22950"
    assert cells(built, Level.REGION)["53"]["taux_pauvrete_2021"] == "nd"
    assert cells(built, Level.DEPARTEMENT)["35"]["taux_pauvrete_2021"] == "11.2"
    assert cells(built, Level.EPCI)["243500139"]["taux_pauvrete_2021"] == "14.9"
    communes = cells(built, Level.COMMUNE)
    assert communes["35238"]["niveau_vie_median_2021"] == "22140"
    assert communes["35238"]["taux_pauvrete_2021"] == "20"
    assert communes["35001"]["niveau_vie_median_2021"] == "s"
    assert communes["97101"]["niveau_vie_median_2021"] == "nd"  # Guadeloupe is not covered
    # The codes of other levels, which the recipe leaves out, are not told as wrong.
    notes = [note for one in built.quality["sources"] for note in one["notes"]]
    assert notes and all("left out by the column" in note for note in notes)


POPULATION = (
    '"FREQ";"GEO";"GEO_OBJECT";"POPREF_MEASURE";"TIME_PERIOD";"OBS_VALUE"',
    '"A";"35238";"COM";"PMUN";"2023";"230890"',
    '"A";"35047";"COM";"PMUN";"2023";"18000"',
    '"A";"35238";"COM";"PMUN";"1968";"180943"',
    '"A";"35238";"COM";"PMUN";"2022";"227830"',
    '"A";"35";"DEP";"PMUN";"2023";"1"',
    '"A";"01001";"COM";"PMUN";"2023";"0"',
)


def test_censuses_far_enough_apart_make_a_series(tmp_path):
    path = archive(
        tmp_path, "DS_POPULATIONS_HISTORIQUES_CSV_FR.zip", "DS_POPULATIONS_HISTORIQUES_data.csv", POPULATION
    )
    built = make("population", path, tmp_path)
    assert built.package.indicators[0].years == (1968, 2023)
    epci = cells(built, Level.EPCI)["243500139"]
    assert (epci["population_1968"], epci["population_2023"]) == ("180943", "248890")
    communes = cells(built, Level.COMMUNE)
    assert (communes["35047"]["population_1968"], communes["01001"]["population_2023"]) == ("nd", "0")
    assert cells(built, Level.DEPARTEMENT)["976"]["population_2023"] == "nd"


def test_typologies_and_medians_follow_their_schema(tmp_path):
    head = "Commune;Code Insee;"
    tables = {
        "Grille communale de densité.csv": "Grille communale de densité\nRennes;35238;Très dense\n"
        "Acigné;35001;Peu dense\nOullins;69149;Très dense\nPierre-Bénite;69152;Densité intermédiaire\n",
        "Aires d'attraction des villes.csv": "Typologie\nRennes;35238;plus de 700 000 hab. - pôle\n"
        "Acigné;35001;plus de 700 000 hab. - couronne\nAmberieu;01004;hors attraction des villes\n",
        "Indice de jeunesse.csv": "Indice de Jeunesse\nRennes;35238;120,5\nAcigné;35001;-1\nX;97601;-1\n",
        "Taux de pauvreté.csv": "Taux de pauvreté\nRennes;35238;20,1\nAcigné;35001;\nX;97105;\n",
        "Densité de la population.csv": "Densité de la population\nRennes;35238;4369.8\nX;97601;\n",
    }
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in tables.items():
        (folder / name).write_text(head + text, encoding="utf-8")
    built = make("contexte-communes", folder, tmp_path)
    communes = cells(built, Level.COMMUNE)
    assert communes["35238"]["grille_densite_2020"] == "tres_dense"
    assert communes["69149"]["grille_densite_2020"] == "nd"
    assert communes["35001"]["aires_attraction_2020"] == "plus_700000"
    assert communes["01004"]["aires_attraction_2020"] == "hors_attraction"
    assert (communes["35238"]["indice_jeunesse_2018"], communes["35001"]["indice_jeunesse_2018"]) == (
        "120.5", "nd",
    )  # fmt: skip
    assert communes["97601"]["densite_population_totale_2018"] == "nd"
    assert [communes[code]["taux_pauvrete_2018"] for code in ("35238", "35001", "97105")] == [
        "20.1",
        "s",
        "nd",
    ]
    assert built.quality["absent"] == ["Population", "Évolution de la population", "Niveau de vie médian"]


def test_a_density_of_the_total_population_says_so():
    one = next(one for one in find_recipe("contexte-communes").indicators if one.id.startswith("densite"))
    for text in (one.label_fr, one.definition_fr, one.coverage_fr):
        assert "population totale" in text
    for text in (one.label_en, one.definition_en, one.coverage_en):
        assert "total population" in text


@pytest.mark.skipif(not ATLAS.is_dir(), reason="the published tables are not here")
def test_the_real_tables_make_the_figures_already_known(tmp_path):
    built = make("contexte-communes", ATLAS, tmp_path)
    communes, states = cells(built, Level.COMMUNE), built.quality["statuses_by_level"]["commune"]
    totals = built.quality["totals"]["population_totale_2018"]
    assert totals["rows"] == totals["levels"]["region"] == totals["levels"]["commune"] == 66_780_857
    assert built.quality["unknown_codes"] == {} and built.quality["rows_dropped"] == {}
    obsolete = [line for line in _codes(built, "Population") if line[4] != "split"]
    assert len(obsolete) == 104 and all(line[3] for line in obsolete)
    # 3,612 empty cells, secret or not covered: none has become a number.
    counts = states["niveau_vie_median_2018"]
    assert counts["value"] == 31_201 and counts["zero"] == 0
    assert counts["value"] + counts["s"] + counts["nd"] == 34_875
    with (SHARED / "figures" / "commune.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["code"]: row["niveau_vie_median_2018"] for row in csv.DictReader(stream)}
    others = [code for code, row in communes.items() if _differs(row["niveau_vie_median_2018"], known[code])]
    assert others == ["27676"]  # Les Trois Lacs, of which a part left and came back
    with paths.data("packages", "atlas-essentiel", "commune.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        embedded = {row["code"]: row for row in csv.DictReader(stream)}
    for column in ("grille_densite_2020", "aires_attraction_2020"):
        assert [code for code, row in communes.items() if row[column] != embedded[code][column]] in (
            [], ["27676"],
        )  # fmt: skip
    youth = [communes[code]["indice_jeunesse_2018"] for code in ("04107", "55039", "97611", "2B338")]
    assert youth == ["nd"] * 4  # marked -1
    assert states["densite_population_totale_2018"]["zero"] == 0


def _codes(built, source):
    """What happened to the codes of a source."""
    with (built.package.folder / "reconciliation.csv").open(encoding="utf-8", newline="") as stream:
        return [line for line in csv.reader(stream) if line[0] == source]


def _differs(one, other):
    if {one, other} & {"nd", "s", "so"}:
        return one != other
    return float(one) != float(other)
