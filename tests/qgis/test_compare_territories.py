# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:compareterritories``: real figures in each format, read back by other programs."""

from __future__ import annotations

import csv
import json
import math
import os
import stat
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException
from qgis.PyQt.QtWidgets import QApplication

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.model import ComparisonRequest
from atlas_culture_plugin.core.comparison.overview import clipboard_text
from atlas_culture_plugin.core.errors import Cancelled, StorageError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import spreadsheets
from atlas_culture_plugin.gui.comparing_clipboard import copy_table
from atlas_culture_plugin.processing.compare_territories import places
from tests.package_figures import expected, rows
from tests.unit.samples import sample

KEYS = [
    "territory", "name", "indicator", "year", "value", "status", "unit", "rank", "of", "quantile",
    "reference", "reference_value", "gap", "gap_percent", "basis",
]  # fmt: skip
RENNES, BREST = "EPCI-243500139", "EPCI-242900314"


@pytest.fixture
def run(provider, tmp_path, recording_feedback):
    """Run the algorithm; the output is JSON unless told otherwise."""
    from qgis import processing

    def run_(territories, **parameters):
        given = {"TERRITORIES": territories, "OUTPUT": str(tmp_path / "out.json"), **parameters}
        return processing.run("atlasculture:compareterritories", given, feedback=recording_feedback)

    return run_


@pytest.fixture
def compared(run):
    """Run the algorithm and read its rows."""

    def compared_(territories, **parameters):
        result = run(territories, **parameters)
        found = json.loads(Path(result["OUTPUT"]).read_text(encoding="utf-8"))
        assert result["ROWS"] == len(found)
        return found

    return compared_


@pytest.fixture
def comparison(tmp_path):
    """A small comparison, and what it was made with."""
    library = Library(tmp_path / "library", paths.data("packages"))
    request = ComparisonRequest((RENNES, "DEP-01"), ("FRANCE",), ("cinemas_100k", "population"))
    return compare(library, territories(), request), library, territories()


def test_the_figures_are_those_of_the_package_with_their_rank_and_gap(compared):
    (row,) = compared("REG-53", INDICATORS="cinemas_100k")
    values = expected("region", "cinemas_100k_2022")
    real = sorted((value for value, _ in values.values() if value is not None), reverse=True)
    own = values["53"][0]
    assert list(row)[:15] == KEYS
    assert (row["territory"], row["name"], row["year"]) == ("REG-53", "Bretagne", 2022)
    assert (row["value"], row["status"]) == (own, "valeur")
    assert (row["rank"], row["of"]) == (real.index(own) + 1, len(real))
    assert row["quantile"] == (sum(one < own for one in real) + 0.5) / len(real)
    both = [
        (float(cells["cinemas_2022"]), float(cells["population_2023"]))
        for cells in rows("region").values()
        if cells["cinemas_2022"] != "nd" and cells["population_2023"] != "nd"
    ]
    france = 1e5 * sum(top for top, _ in both) / sum(bottom for _, bottom in both)
    assert math.isclose(row["reference_value"], france, rel_tol=1e-3)  # the package has rounded ratios
    assert row["gap"] == row["value"] - row["reference_value"]
    assert math.isclose(row["gap_percent"], 100 * row["gap"] / row["reference_value"])
    assert (row["reference"], row["basis"]) == ("FRANCE", len(both))


def test_each_reference_has_its_row_and_says_what_it_resolved_to(compared):
    found = compared(RENNES, REFERENCES="REGION;DEPARTEMENT,SIMILAR,REG-52", INDICATORS="cinemas_100k")
    assert [row["reference"] for row in found] == ["REGION", "DEPARTEMENT", "SIMILAR", "REG-52"]
    names = [row["reference_name"] for row in found]
    assert names[:2] + names[3:] == ["Bretagne", "Ille-et-Vilaine", "Pays de la Loire"]
    assert found[2]["basis"] == 10


def test_without_indicator_all_those_of_the_level_are_there_and_no_other(compared):
    found = compared("REG-53")
    known = {column.rsplit("_", 1)[0] for column in next(iter(rows("region").values()))}
    assert {row["indicator"] for row in found} <= known
    assert len(found) > 30
    assert {row["status"] for row in found} <= {"valeur", "nd", "secret", "sans_objet"}


def test_names_codes_and_lists_are_understood():
    assert places("REG-53 REG-52, Rennes Métropole;COM-35238") == (
        "REG-53", "REG-52", "Rennes Métropole", "COM-35238",
    )  # fmt: skip
    assert places(["Saint-Brieuc", " DEP-01 "]) == ("Saint-Brieuc", "DEP-01")
    assert places("Loire") == ("Loire",)
    assert places(None) == places("  ") == ()


def test_a_territory_is_found_by_its_name(compared):
    (row,) = compared("Rennes Métropole", INDICATORS="cinemas_100k")
    assert row["territory"] == RENNES


def test_the_nearest_year_is_taken_and_told(compared, recording_feedback):
    (row,) = compared("DEP-01", INDICATORS="musees_entrees", YEAR=2005)
    assert row["year"] == 2019
    assert any("2005" in info for info in recording_feedback.infos)


def test_an_indicator_that_one_level_lacks_has_a_row_that_says_so(compared, recording_feedback):
    found = compared("REG-53,COM-35238", INDICATORS="niveau_vie_median")
    states = {row["territory"]: row["status"] for row in found}
    assert states == {"REG-53": "non_publie", "COM-35238": "valeur"}
    assert any("niveau_vie_median (REG-53)" in info for info in recording_feedback.infos)


def test_notes_are_in_the_log(run, recording_feedback):
    run("COM-75056", INDICATORS="population")
    assert any("Paris" in info for info in recording_feedback.infos)


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_spreadsheet_reads_as_the_json(run, compared, tmp_path, suffix):
    given = {"REFERENCES": "FRANCE,REGION", "INDICATORS": "cinemas_100k,population"}
    wanted = compared("DEP-01,DEP-2A", **given)
    result = run("DEP-01,DEP-2A", OUTPUT=str(tmp_path / f"a{suffix}"), **given)
    assert result["ROWS"] == len(wanted) == 8
    dataset = ogr.Open(result["OUTPUT"])
    assert [layer.GetName() for layer in dataset] == ["Comparison", "Table", "Meta"]
    layer = dataset.GetLayerByName("Comparison")
    definition = layer.GetLayerDefn()
    kinds = {
        definition.GetFieldDefn(i).GetName(): definition.GetFieldDefn(i).GetType()
        for i in range(definition.GetFieldCount())
    }
    assert (kinds["Code"], kinds["Territory"]) == (ogr.OFTString, ogr.OFTString)
    assert (kinds["Value"], kinds["Rank"]) == (ogr.OFTReal, ogr.OFTInteger)
    read = [feature.items() for feature in layer]
    assert [row["Code"] for row in read] == ["01", "01", "2A", "2A"] * 2
    for heading, key in {"Value": "value", "Gap": "gap", "Quantile": "quantile", "Rank": "rank"}.items():
        assert [row[heading] for row in read] == [row[key] for row in wanted]
    meta = [" ".join(str(cell) for cell in feature.items().values()) for feature in dataset[2]]
    for said in ("Atlas Culture", paths.version(), "Licence Ouverte", "2026", "never a mean of ratios"):
        assert any(said in row for row in meta), said


def test_openpyxl_reads_the_workbook(run, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = run("DEP-01", OUTPUT=str(tmp_path / "a.xlsx"), INDICATORS="population")["OUTPUT"]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Comparison", "Table", "Meta"]
    assert book["Comparison"]["B2"].value == "01"
    assert book["Comparison"]["H2"].value == expected("departement", "population_2023")["01"][0]
    assert book["Comparison"].freeze_panes == "A2"


@pytest.mark.usefixtures("french")
def test_a_french_csv_has_semicolons_commas_and_its_meta_beside(run, tmp_path):
    path = Path(run("DEP-01", OUTPUT=str(tmp_path / "a.csv"), INDICATORS="cinemas_100k")["OUTPUT"])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    value = expected("departement", "cinemas_100k_2022")["01"][0]
    assert str(value).replace(".", ",") in row.values()
    meta = (tmp_path / "a_meta.csv").read_text(encoding="utf-8-sig")
    assert "Licence Ouverte" in meta


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"TERRITORIES": "Saint-Denis"}, r"several territories.*COM-97411.*COM-93066"),
        ({"TERRITORIES": "Renes Metropole"}, "Renes Metropole"),
        ({"TERRITORIES": "DEP-999"}, "DEP-999 does not exist in the geographic code"),
        ({"TERRITORIES": "COM-35112"}, "part of La Chapelle-Fleurigné: use COM-35062"),
        ({"TERRITORIES": " ; , "}, "no territory to compare"),
        ({"TERRITORIES": "REG-53", "INDICATORS": "cinema_100k"}, "cinemas_100k"),
        ({"TERRITORIES": "REG-53", "INDICATORS": "niveau_vie_median"}, "Its levels: commune"),
        ({"TERRITORIES": "REG-53", "REFERENCES": "REG-53"}, "compared with itself"),
        ({"TERRITORIES": "REG-53", "REFERENCES": "VOISINS"}, "A reference is one of"),
        ({"TERRITORIES": "REG-53", "OUTPUT": "/nowhere/at/all.xlsx"}, "does not exist"),
        ({"TERRITORIES": "REG-53", "OUTPUT": "compare.pdf"}, r"must end in one of \.xlsx"),
    ],
)
def test_a_bad_input_ends_with_its_sentence(run, given, words):
    with pytest.raises(QgsProcessingException, match=words):
        run(given.pop("TERRITORIES"), **given)


def test_two_hundred_territories_at_once(run, tmp_path):
    all_epci = [one.reference for one in territories().all(Level.EPCI)[:200]]
    result = run(",".join(all_epci), OUTPUT=str(tmp_path / "a.ods"), INDICATORS="cinemas_100k,population")
    assert result["ROWS"] == 400


def test_everything_missing_is_rows_without_value(compared, tmp_path, library_folder):
    Library(library_folder).install(sample(tmp_path).folder)
    found = compared(
        "REG-11", LIBRARY=str(library_folder), INDICATORS="petit/bibliotheques,petit/taux", REFERENCES="METRO"
    )
    assert [(row["status"], row["value"], row["rank"], row["gap"]) for row in found] == [
        ("secret", None, None, None), ("sans_objet", None, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", spreadsheets.SUFFIXES)
def test_a_file_that_is_there_is_replaced_whole(comparison, tmp_path, suffix):
    target = tmp_path / f"é à{suffix}"
    target.write_text("before", encoding="utf-8")
    assert spreadsheets.write_comparison(target, *comparison) == 4
    assert target.read_bytes() != b"before"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


class Stopped(Silent):
    """Cancelled at the second question."""

    asked = 0

    def is_cancelled(self):
        self.asked += 1
        return self.asked > 1


def test_a_cancel_leaves_what_was_there(comparison, tmp_path):
    target = tmp_path / "a.csv"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(Cancelled):
        spreadsheets.write_comparison(target, *comparison, Stopped())
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(tmp_path.iterdir()) == [target]


def test_a_file_open_in_a_spreadsheet_is_told(comparison, tmp_path, monkeypatch):
    """As Windows answers for a workbook that Excel has open."""
    target = tmp_path / "a.xlsx"
    target.write_text("before", encoding="utf-8")

    def refuse(self, target):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageError, match="open in another program"):
        spreadsheets.write_comparison(target, *comparison)
    assert target.read_text(encoding="utf-8") == "before"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes in any folder")
def test_a_read_only_folder_is_told(comparison, tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(StorageError, match="read-only"):
        spreadsheets.write_comparison(tmp_path / "a.ods", *comparison)


def test_more_rows_than_a_spreadsheet_opens_are_refused(comparison, tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 4)
    with pytest.raises(StorageError, match=r"\.csv or \.json"):
        spreadsheets.write_comparison(tmp_path / "a.xlsx", *comparison)
    assert spreadsheets.write_comparison(tmp_path / "a.csv", *comparison) == 4


def test_the_clipboard_has_text_and_html(comparison, qgis_app):
    copy_table(comparison[0], ("territory", "value"))
    data = QApplication.clipboard().mimeData()
    assert data.text() == clipboard_text(comparison[0], ("territory", "value"))
    assert "<table>" in data.html()


def test_the_algorithm_can_be_cancelled(provider, tmp_path, recording_feedback):
    algorithm = QgsApplication.processingRegistry().algorithmById("atlasculture:compareterritories")
    recording_feedback.cancel()
    target = tmp_path / "a.json"
    _, ok = algorithm.run(
        {"TERRITORIES": "REG-53", "OUTPUT": str(target)}, QgsProcessingContext(), recording_feedback
    )
    assert not ok
    assert not target.exists()


def test_gdal_finds_no_fault_in_what_it_reads(comparison, tmp_path):
    target = tmp_path / "a.ods"
    spreadsheets.write_comparison(target, *comparison)
    gdal.ErrorReset()
    dataset = ogr.Open(str(target))
    assert sum(layer.GetFeatureCount() for layer in dataset) > 8
    assert gdal.GetLastErrorMsg() == ""
