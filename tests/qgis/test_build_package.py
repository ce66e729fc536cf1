# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:buildpackage``: from a local file and from the network, to a package on a map."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from atlas_culture_plugin.core.package import validate
from tests.unit.http_server import FileServer, Route
from tests.unit.small_recipe import DATASET, RECIPE, RESOURCE, TABLE, table, written

pytest.importorskip("pandas")


@pytest.fixture
def run(provider, library_folder, recording_feedback, tmp_path):
    from qgis import processing

    def build(recipe=None, **more):
        parameters = {"RECIPE": str(recipe or written(tmp_path)), "LIBRARY": str(library_folder), **more}
        return processing.run("atlasculture:buildpackage", parameters, feedback=recording_feedback)

    return build


@pytest.fixture
def server():
    with FileServer() as running:
        described = {"id": RESOURCE, "title": "petits", "format": "csv", "type": "main", "filetype": "remote"}
        document = {"title": "Petits lieux", "resources": [described]}
        running.routes[f"/api/1/datasets/{DATASET}/"] = Route(json.dumps(document).encode())
        running.routes[f"/api/1/datasets/r/{RESOURCE}"] = Route(location="/stored.csv")
        running.routes["/stored.csv"] = Route(TABLE.encode())
        yield running


def test_a_local_file_becomes_an_installed_package(run, library_folder, tmp_path, recording_feedback):
    result = run(SOURCE=str(table(tmp_path)), OUTPUT=str(tmp_path / "p.zip"), REPORT=str(tmp_path / "r.html"))
    folder = Path(result["FOLDER"])
    assert result["PACKAGE"] == "petits-lieux" and folder.is_relative_to(library_folder)
    assert validate(folder) == [] and validate(tmp_path / "p.zip") == []
    quality = json.loads(Path(result["QUALITY"]).read_text(encoding="utf-8"))
    assert (quality["rows_read"], quality["rows_used"]) == (12, 7)
    assert "Petits lieux" in Path(result["REPORT"]).read_text(encoding="utf-8")
    assert result["REPORT"] == str(tmp_path / "r.html")
    assert any("7 rows used of 12" in info for info in recording_feedback.infos)
    assert max(recording_feedback.progresses) == 100


def test_the_report_is_written_without_being_asked_for(run, tmp_path):
    result = run(SOURCE=str(table(tmp_path)))
    assert Path(result["REPORT"]).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_what_was_built_is_usable_at_once(run, library_folder, tmp_path):
    from qgis import processing

    run(SOURCE=str(table(tmp_path)))
    result = processing.run("atlasculture:loadindicator", {
        "INDICATOR": "petits-lieux/budget", "LEVEL": "region", "YEAR": 2023, "LIBRARY": str(library_folder),
        "OUTPUT": str(tmp_path / "a.gpkg"),
    })  # fmt: skip
    layer = QgsVectorLayer(result["OUTPUT"], "x", "ogr")
    states = {feature["code"]: feature["statut"] for feature in layer.getFeatures()}
    assert (states["11"], states["53"], states["24"]) == ("valeur", "secret", "nd")


def test_the_files_are_downloaded_from_a_mirror(run, server, library_folder):
    result = run(BASE_URL=server.url(""))
    assert json.loads(Path(result["QUALITY"]).read_text(encoding="utf-8"))["rows_used"] == 7
    assert list((library_folder / ".downloads").rglob("*.csv")) == []  # nothing is left behind


def test_a_build_that_fails_leaves_what_was_installed(run, server, tmp_path):
    folder = Path(run(SOURCE=str(table(tmp_path)))["FOLDER"])
    server.routes["/stored.csv"].body = TABLE.replace("Code Insee", "Commune").encode()
    with pytest.raises(QgsProcessingException, match="Code Insee"):
        run(BASE_URL=server.url(""))
    assert validate(folder) == []
    recipe = copy.deepcopy(RECIPE)
    recipe["indicators"][0]["totals"] = {"2023": 3}
    with pytest.raises(QgsProcessingException, match="published total"):
        run(written(tmp_path, recipe), SOURCE=str(table(tmp_path)))
    assert validate(folder) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"RECIPE": "nothing"}, "cnc-cinemas"),
        ({"SOURCE": "/nowhere/x.csv"}, "no file or folder"),
        (
            {"SOURCE": "https://data.culture.gouv.fr/x/panorama-des-festivals/"},
            "62cf95993d99f2",
        ),
        ({"BASE_URL": "ftp://a"}, "web address"),
        ({"SOURCE": "https://example.org/a.csv"}, "BASE_URL"),
    ],
)
def test_what_cannot_be_is_told(run, more, said):
    with pytest.raises(QgsProcessingException, match=said):
        run(**more) if "RECIPE" not in more else run(more["RECIPE"])


def test_the_year_of_the_code_changes_what_is_known_of_split_communes(run, tmp_path):
    text = TABLE + "12;L;15141;2023;Ouvert;7;Cirque\r\n"
    recipe = copy.deepcopy(RECIPE)
    recipe["indicators"][0].pop("totals")
    run_ = {"SOURCE": str(table(tmp_path, text))}
    found = []
    for year in (2023, 2026):
        folder = Path(run(written(tmp_path, recipe), COG_YEAR=year, **run_)["FOLDER"])
        lines = (folder / "commune.csv").read_text(encoding="utf-8").splitlines()
        found.append(next(line for line in lines if line.startswith("15031,")).split(",")[2])
    assert found == ["nd", "0"]
