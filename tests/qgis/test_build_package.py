# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:buildpackage``: from a local file and from the network, to a package on a map."""

from __future__ import annotations

import copy
import errno
import json
import shutil
import threading
import time
from pathlib import Path

import pytest
from qgis.core import (
    QgsNetworkAccessManager,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsSettings,
    QgsVectorLayer,
)

from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe
from tests.unit.http_server import FileServer, ProxyServer, Route
from tests.unit.open_data_apis import Portal
from tests.unit.open_data_servers import Fault, OpenData
from tests.unit.recipe_tables import body, make
from tests.unit.small_recipe import DATASET, RECIPE, RESOURCE, TABLE, table, written

pytest.importorskip("pandas")


@pytest.fixture
def run(provider, library_folder, recording_feedback, tmp_path):
    from qgis import processing

    def build(recipe=None, **more):
        feedback = more.pop("feedback", recording_feedback)
        parameters = {"RECIPE": str(recipe or written(tmp_path)), "LIBRARY": str(library_folder), **more}
        return processing.run("atlasculture:buildpackage", parameters, feedback=feedback)

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


@pytest.fixture
def site():
    with OpenData() as running:
        running.publish(DATASET, RESOURCE, TABLE.encode() + b"\r\n" * 200_000, title="Petits lieux")
        yield running


@pytest.fixture
def proxied():
    """The proxy of the options of QGIS, for the time of a test."""
    settings = QgsSettings()
    with ProxyServer() as proxy:
        found = {"Enabled": True, "Type": "HttpProxy", "Host": "127.0.0.1", "Port": proxy.port}
        for key, value in found.items():
            settings.setValue(f"proxy/proxy{key}", value)
        QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
        yield proxy
    settings.remove("proxy")
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()


def small_rows():
    """Rows of the small table, as a service has them."""
    head, *lines = TABLE.strip().splitlines()
    return [dict(zip(head.split(";"), line.split(";"))) for line in lines]


def test_a_download_that_another_program_holds_does_not_undo_the_installation(run, server, monkeypatch):
    """On Windows, a file that is open cannot be removed."""
    remove = Path.unlink

    def unlink(path, missing_ok=False):
        if ".downloads" in path.parts and path.suffix == ".csv":
            raise PermissionError(errno.EACCES, "in use")
        remove(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    assert validate(Path(run(BASE_URL=server.url(""))["FOLDER"])) == []


def test_a_portal_and_the_tabular_api_are_asked_at_the_mirror(run, site, tmp_path):
    site.tables[RESOURCE] = small_rows()
    site.portals["petits"] = Portal(small_rows(), exports=False)
    tabular, portal = copy.deepcopy(RECIPE), copy.deepcopy(RECIPE)
    tabular["sources"][0]["tabular"] = True
    source = portal["sources"][0]
    del source["dataset"], source["resource"]
    source["opendatasoft"] = {"portal": "https://portail.invalid", "dataset": "petits"}
    for recipe in (tabular, portal):
        result = run(written(tmp_path, recipe), BASE_URL=site.url(""))
        assert json.loads(Path(result["QUALITY"]).read_text(encoding="utf-8"))["rows_used"] == 7
    assert site.asked("/api/resources/") and site.asked("limit=100")
    assert not [path for path in site.asked("") if "Nom" in path]  # not a column of the recipe


def test_a_build_that_is_cancelled_goes_on_from_where_it_was(run, site, library_folder, recording_feedback):
    site.faults.append(Fault("/resources/", pace=0.02))
    waiting = threading.Thread(target=cancel_after, args=(site, recording_feedback))
    waiting.start()
    with pytest.raises(QgsProcessingException):
        run(BASE_URL=site.url(""))
    waiting.join(20)
    assert not (library_folder / "petits-lieux").exists()
    had = sum(path.stat().st_size for path in (library_folder / ".downloads").rglob("*.part"))
    assert had > 50_000
    run(BASE_URL=site.url(""), feedback=QgsProcessingFeedback())
    assert site.storage.requests[-1].headers["Range"] == f"bytes={had}-"


def cancel_after(site, feedback):
    """Cancel once some of the file has come."""
    end = time.monotonic() + 20
    while site.storage.sent < 100_000 and time.monotonic() < end:
        time.sleep(0.01)
    feedback.cancel()


def test_the_proxy_of_qgis_is_used(run, site, proxied):
    run(BASE_URL=site.url(""))
    assert [line.partition("127.0.0.1")[2].partition("/")[2][:15] for line in proxied.seen] == [
        "api/1/datasets/", "api/1/datasets/", "resources/61777"
    ]  # fmt: skip


def test_a_recipe_of_the_plugin_is_built_from_a_mirror(run, site):
    recipe = find_recipe("monuments-nationaux")
    source = recipe.sources[0]
    site.publish(source.dataset, source.resource, body(make(recipe, [source]), "monuments.csv"))
    site.faults += [Fault("/api/1/", status=429, headers={"Retry-After": "0"}), Fault("/resources/", cut=300)]
    result = run("monuments-nationaux", BASE_URL=site.url("/"))
    assert result["PACKAGE"] == "monuments-nationaux" and validate(Path(result["FOLDER"])) == []


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


def test_what_changes_with_a_new_build_is_told_and_in_its_report(run, tmp_path, recording_feedback):
    recipe = copy.deepcopy(RECIPE)
    recipe["indicators"][0].pop("totals")
    path = written(tmp_path, recipe)

    def build(text):
        recording_feedback.infos.clear()
        recording_feedback.warnings.clear()
        result = run(path, SOURCE=str(table(tmp_path, text)))
        told = " / ".join((*recording_feedback.infos, *recording_feedback.warnings))
        return told, Path(result["REPORT"]).read_text(encoding="utf-8")

    told, page = build(TABLE)
    assert "since the version" not in told + page
    told, page = build(TABLE)
    assert "The figures are those of the version of" in told and "the figures are the same" in page
    told, page = build(TABLE.replace("12,5", "99,5"))
    assert "What changed since the version of" in told
    assert "<h2>Changes since the version of" in page and "Rennes" in page
    told, page = build("".join(line for line in TABLE.splitlines(True) if ";2022;" not in line))
    assert "whose maps cannot be updated" in told and "2022" in told


@pytest.mark.parametrize("damage", ["folder", "table", "description"])
def test_building_again_mends_a_package_that_is_damaged(run, tmp_path, damage):
    folder = Path(run(SOURCE=str(table(tmp_path)))["FOLDER"])
    if damage == "folder":
        shutil.rmtree(folder)
    elif damage == "table":
        (folder / "commune.csv").write_text("code,x\n1", encoding="utf-8")
    else:
        (folder / "datapackage.json").write_text("{", encoding="utf-8")
    assert validate(Path(run(SOURCE=str(table(tmp_path)))["FOLDER"])) == []


def test_the_folder_of_the_report_is_made(run, tmp_path):
    report = tmp_path / "pas encore" / "là" / "r.html"
    assert run(SOURCE=str(table(tmp_path)), REPORT=str(report))["REPORT"] == str(report)
    assert report.is_file()
