# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:importtable``: from a table of the user's to a package on a map, and next year's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from atlas_culture_plugin.core.package import validate

pytest.importorskip("pandas")

BUDGET = (
    "Commune;Code INSEE;Budget culture {year} (k€);Agents (ETP);Directeur\n"
    "Rennes;35238;1 200,5;12,5;Jean Dupont\n"
    "Brest;29019;NC;8;Marie Le Goff\n"
    "Saint-Malo;35288;300;3;Paul Martin\n"
)


@pytest.fixture
def run(provider, library_folder, recording_feedback):
    from qgis import processing

    def build(table, **more):
        parameters = {"INPUT": str(table), "LIBRARY": str(library_folder), **more}
        return processing.run("atlasculture:importtable", parameters, feedback=recording_feedback)

    return build


@pytest.fixture
def table(tmp_path):
    def write(text, name):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows(folder, level="commune"):
    lines = (Path(folder) / f"{level}.csv").read_text(encoding="utf-8").splitlines()
    return lines[0].split(","), {line.split(",")[0]: line.split(",")[1:] for line in lines[1:]}


def test_a_table_becomes_an_installed_package_without_a_question(run, table, tmp_path, recording_feedback):
    zipped, report = tmp_path / "p.zip", tmp_path / "r.html"
    result = run(table(BUDGET.format(year=2023), "budget.csv"), OUTPUT=str(zipped), REPORT=str(report))
    folder = Path(result["FOLDER"])
    assert result["PACKAGE"] == "budget"
    assert validate(folder) == [] and validate(zipped) == []
    header, cells = rows(folder)
    assert header == ["code", "budget_culture_2023", "agents_2023"]
    assert cells["35238"] == ["1200500", "12.5"] and cells["29019"] == ["nd", "8"]
    assert cells["35001"] == ["nd", "nd"]
    assert json.loads(Path(result["QUALITY"]).read_text(encoding="utf-8"))["rows_used"] == 3
    html = report.read_text(encoding="utf-8")
    assert "100.0% are recognised" in html
    everything = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir()) + html
    assert "Dupont" not in everything and "Le Goff" not in everything
    assert max(recording_feedback.progresses) == 100


def test_a_file_of_the_same_name_tells_what_it_replaces(run, table, recording_feedback):
    run(table(BUDGET.format(year=2023), "budget.csv"))
    assert not any("is replaced" in text for text in recording_feedback.infos)
    run(table("Code INSEE;Musées\n35238;3\n29019;2\n", "Budget.txt"))
    assert any("“budget” (Budget), imported before, is replaced" in text for text in recording_feedback.infos)


def test_what_is_imported_is_drawn(run, table, library_folder, tmp_path):
    from qgis import processing

    run(table(BUDGET.format(year=2023), "budget.csv"))
    given = {"INDICATOR": "budget/budget_culture", "LEVEL": "commune", "YEAR": 2023}
    more = {"LIBRARY": str(library_folder), "OUTPUT": str(tmp_path / "a.gpkg")}
    made = processing.run("atlasculture:loadindicator", {**given, **more})
    layer = QgsVectorLayer(made["OUTPUT"], "x", "ogr")
    states = {feature["code"]: feature["statut"] for feature in layer.getFeatures()}
    assert (states["35238"], states["29019"]) == ("valeur", "nd")


def test_the_file_of_next_year_is_imported_with_the_same_choices(run, table):
    said = {"title": "Budget de la culture", "columns": {"Agents (ETP)": {"skip": True}}}
    first = run(
        table(BUDGET.format(year=2023), "a.csv"), MAPPING=json.dumps({**said, "id": "budget-culture"})
    )
    again = run(table(BUDGET.format(year=2024), "b.csv"), MAPPING="budget-culture")
    assert first["PACKAGE"] == again["PACKAGE"] == "budget-culture"
    assert rows(again["FOLDER"])[0] == ["code", "budget_culture_2024"]
    kept = Path(again["FOLDER"]) / "recipe.json"
    third = run(table(BUDGET.format(year=2025), "c.csv"), MAPPING=str(kept))
    assert rows(third["FOLDER"])[0] == ["code", "budget_culture_2025"]


def test_what_the_user_says_wins(run, table):
    columns = {"Budget culture 2023 (k€)": {"factor": 1, "unit": "k€", "label": "Budget", "year": 2022}}
    mapping = json.dumps({"id": "mien", "year": 2021, "columns": columns, "levels": ["commune"]})
    result = run(table(BUDGET.format(year=2023), "budget.csv"), MAPPING=mapping, LEVEL="commune")
    header, cells = rows(result["FOLDER"])
    assert header == ["code", "budget_culture_2022", "agents_2021"] and cells["35238"][0] == "1200.5"
    assert not (Path(result["FOLDER"]) / "epci.csv").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"CODE_COLUMN": "Insee"}, "has no column “Insee”"),
        ({"LEVEL": "region"}, "No column"),
        ({"SHEET": "Feuille 2"}, "has no sheets"),
        ({"MAPPING": "{"}, "well-formed JSON"),
        ({"MAPPING": "nothing-known"}, "not a package that was imported"),
        ({"MAPPING": '{"colums": {}}'}, "did you mean “columns”"),
        ({"MAPPING": '{"columns": {"Total": {"unit": "€"}}}'}, "none of the columns"),
        ({"MAPPING": '{"id": "cnc-cinemas"}'}, "official data"),
        ({"MAPPING": '{"id": "Budget Culture"}'}, "cannot name a package"),
    ],
)
def test_what_cannot_be_is_told_and_installs_nothing(run, table, library_folder, more, said):
    with pytest.raises(QgsProcessingException, match=said):
        run(table(BUDGET.format(year=2023), "budget.csv"), **more)
    assert not (library_folder / "budget").exists()


def test_a_file_that_is_not_there_is_told(run, tmp_path):
    with pytest.raises(QgsProcessingException, match="no file"):
        run(tmp_path / "nothing.csv")
