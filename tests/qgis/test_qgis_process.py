# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms from the command line, in a profile that nothing else uses."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.package_figures import expected
from tests.unit.open_data_servers import Fault, OpenData
from tests.unit.small_recipe import DATASET, RESOURCE, TABLE, written

pytestmark = pytest.mark.skipif(shutil.which("qgis_process") is None, reason="QGIS is not installed")


@pytest.fixture(scope="module")
def run(root, tmp_path_factory):
    """Run ``qgis_process`` with the checkout enabled as a plugin of a fresh profile."""
    home = tmp_path_factory.mktemp("home")
    environment = {
        key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")
    }
    environment |= {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QGIS_CUSTOM_CONFIG_PATH": str(home / "qgis"),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
    }
    plugins = home / "qgis" / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    installed = shutil.copytree(
        root / "atlas_culture_plugin",
        plugins / "atlas_culture_plugin",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name in ("data", "styles", "resources"):
        (installed / name).symlink_to(root / name)
    shutil.copyfile(root / "metadata.txt", installed / "metadata.txt")

    def call(*arguments, stdin=None):
        return subprocess.run(
            ["qgis_process", *map(str, arguments)],
            cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=200, input=stdin,
        )  # fmt: skip

    assert call("plugins", "enable", "atlas_culture_plugin").returncode == 0
    return call


def values(path, table):
    with closing(sqlite3.connect(path)) as db:
        return {
            code: (value, state)
            for code, value, state in db.execute(f"SELECT code, valeur, statut FROM {table}")
        }


def test_an_indicator_is_loaded_with_json_in_and_out(run, tmp_path):
    output = tmp_path / "carte.gpkg"
    inputs = {
        "INDICATOR": "part_ae", "LEVEL": "departement", "METHOD": "manual", "MANUAL_BOUNDS": [25, 50.5, 75],
        "OUTPUT": str(output),
    }  # fmt: skip
    result = run("run", "atlasculture:loadindicator", "-", stdin=json.dumps({"inputs": inputs}))
    assert result.returncode == 0, result.stdout + result.stderr
    results = json.loads(result.stdout)["results"]
    assert results["BOUNDS"][1:-1] == [25, 50.5, 75]
    assert (results["MATCHED"], results["WITHOUT_DATA"], results["UNKNOWN_CODES"]) == (101, 0, 0)
    assert values(output, "carte") == expected("departement", "part_ae_2022")


def test_two_indicators_are_crossed_and_an_evolution_is_mapped(run, tmp_path):
    output = tmp_path / "croisement.gpkg"
    given = ["FIRST=cinemas_100k", "SECOND=entrees_cinema", "MODE=circles", "LEVEL=region"]
    result = run("--json", "run", "atlasculture:crossindicators", "--", *given, f"OUTPUT={output}")
    assert result.returncode == 0, result.stdout + result.stderr
    bounds = json.loads(result.stdout)["results"]["BOUNDS"]
    assert len(bounds["atlas-essentiel/cinemas_100k"]) == 6
    assert values(output, "croisement") == expected("region", "cinemas_100k_2022")
    output = tmp_path / "evolution.gpkg"
    given = ["INDICATOR=musees_entrees", "FROM=2019", "TO=2023", "LEVEL=region"]
    result = run("--json", "run", "atlasculture:evolution", "--", *given, f"OUTPUT={output}")
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(json.loads(result.stdout)["results"]["BOUNDS"]) == 7
    before, after = expected("region", "musees_entrees_2019"), expected("region", "musees_entrees_2023")
    for code, (value, state) in values(output, "evolution").items():
        if state == "valeur":
            assert value == (after[code][0] - before[code][0]) / before[code][0] * 100


def test_territories_are_compared_with_json_in_and_out(run, tmp_path):
    output = tmp_path / "rennes.json"
    given = ["TERRITORIES=Rennes Métropole,REG-52", "REFERENCES=FRANCE,REG-53", "INDICATORS=cinemas"]
    result = run("--json", "run", "atlasculture:compareterritories", "--", *given, f"OUTPUT={output}")
    assert result.returncode == 0, result.stdout + result.stderr
    rows = json.loads(output.read_text(encoding="utf-8"))
    assert json.loads(result.stdout)["results"]["ROWS"] == len(rows) == 4
    known = expected("epci", "cinemas_2022")["243500139"][0]
    assert [(row["territory"], row["reference"]) for row in rows][:2] == [
        ("EPCI-243500139", "FRANCE"), ("EPCI-243500139", "REG-53"),
    ]  # fmt: skip
    assert rows[0]["value"] == known
    assert rows[1]["share"] == pytest.approx(100 * known / rows[1]["reference_value"])


def test_a_map_and_a_series_are_printed_without_a_display(run, tmp_path):
    output = tmp_path / "carte.pdf"
    result = run(
        "--json", "run", "atlasculture:exportmap", "--",
        "INDICATOR=cinemas_100k", "LEVEL=departement", "WITHIN=REG-53", "AUTHOR=Camille", f"OUTPUT={output}",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout)["results"]["OUTPUT"] == str(output)
    assert output.read_bytes().startswith(b"%PDF-")
    pages = tmp_path / "pages"
    result = run(
        "--json", "run", "atlasculture:exportseries", "--",
        "INDICATOR=cinemas_100k;nonsense", "LEVEL=departement", "COVERAGE=region", "WITHIN=REG-53",
        f"OUTPUT={pages}",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    results = json.loads(result.stdout)["results"]
    assert (results["PAGES"], len(results["FAILED"])) == (1, 1)
    assert [file.name for file in pages.iterdir()] == ["53-bretagne-cinemas_100k.pdf"]


def test_portraits_are_printed_without_a_display(run, tmp_path):
    pages = tmp_path / "fiches"
    result = run(
        "--json", "run", "atlasculture:exportportraits", "--",
        "TERRITORIES=EPCI-243500139,nonsense", "TEMPLATE=synthese", f"OUTPUT={pages}",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    results = json.loads(result.stdout)["results"]
    assert (results["PORTRAITS"], len(results["FAILED"])) == (1, 1)
    assert results["PAGES"] in (2, 3)
    assert [file.name for file in pages.iterdir()] == ["epci-243500139-rennes-metropole.pdf"]


def test_indicators_are_listed(run, tmp_path):
    output = tmp_path / "list.json"
    result = run("--json", "run", "atlasculture:listindicators", "--", f"OUTPUT={output}")
    assert result.returncode == 0, result.stdout + result.stderr
    count = json.loads(result.stdout)["results"]["COUNT"]
    assert len(json.loads(output.read_text(encoding="utf-8"))) == count > 50


def test_a_table_of_codes_is_joined(run, tmp_path):
    table = tmp_path / "codes.csv"
    table.write_text("insee,nom\n1001,A\n35238.0,B\n75101,C\n", encoding="utf-8")
    output = tmp_path / "joined.gpkg"
    result = run(
        "--json", "run", "atlasculture:joinindicators", "--",
        f"INPUT={table}", "CODE_FIELD=insee", "LEVEL=commune", "INDICATORS=densite", f"OUTPUT={output}",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout)["results"]["MATCHED"] == 2
    with closing(sqlite3.connect(output)) as db:
        found = db.execute("SELECT densite_2023, densite_2023_statut FROM joined ORDER BY fid").fetchall()
    given = expected("commune", "densite_2023")
    assert found == [given["01001"], given["35238"], (None, "nd")]


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        ("INDICATOR=densites", "Did you mean densite"),
        ("LEVEL=pays", "choose one of region, departement, epci, commune"),
        ("YEAR=1950", "Its years: 2023"),
    ],
)
def test_an_error_ends_with_its_sentence_and_a_code(run, tmp_path, parameter, words):
    given = {"INDICATOR": "densite", "LEVEL": "region", "OUTPUT": str(tmp_path / "x.gpkg")}
    name, value = parameter.split("=")
    given[name] = value
    result = run("run", "atlasculture:loadindicator", "--", *(f"{key}={one}" for key, one in given.items()))
    assert result.returncode != 0
    assert words in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_package_is_built_from_a_mirror(run, tmp_path):
    pytest.importorskip("pandas")
    report = tmp_path / "report.html"
    with OpenData() as site:
        site.publish(DATASET, RESOURCE, TABLE.encode())
        site.faults.append(Fault("/resources/", cut=100))
        result = run(
            "--json", "run", "atlasculture:buildpackage", "--", f"RECIPE={written(tmp_path)}",
            f"BASE_URL={site.url('')}", f"LIBRARY={tmp_path / 'library'}", f"REPORT={report}",
        )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    results = json.loads(result.stdout)["results"]
    assert results["PACKAGE"] == "petits-lieux" and report.is_file()
    assert json.loads(Path(results["QUALITY"]).read_text(encoding="utf-8"))["rows_used"] == 7
