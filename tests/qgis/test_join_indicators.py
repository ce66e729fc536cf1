# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:joinindicators``: codes as people write them, no row lost, figures as given."""

from __future__ import annotations

import csv
import shutil
import time
from pathlib import Path

import pytest
from qgis.core import (
    NULL,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories
from tests.package_figures import BOUNDARIES, expected

TEXT, INTEGER, REAL = QMetaType.Type.QString, QMetaType.Type.LongLong, QMetaType.Type.Double
SQUARE = "POLYGON((0 0, 0 1, 1 1, 1 0, 0 0))"
BOW_TIE = "POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))"


def layer_of(fields, rows, geometry="NoGeometry", shapes=()):
    """A layer in memory; ``shapes`` are repeated over the rows."""
    layer = QgsVectorLayer(
        geometry if geometry == "NoGeometry" else f"{geometry}?crs=EPSG:2154", "mine", "memory"
    )
    provider = layer.dataProvider()
    provider.addAttributes([QgsField(name, kind) for name, kind in fields])
    layer.updateFields()
    features = []
    for number, row in enumerate(rows):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        if shapes and shapes[number % len(shapes)]:
            feature.setGeometry(QgsGeometry.fromWkt(shapes[number % len(shapes)]))
        features.append(feature)
    provider.addFeatures(features)
    return layer


def codes_layer(codes, kind=TEXT, name="code"):
    return layer_of([(name, kind)], [(code,) for code in codes])


@pytest.fixture
def join(provider, tmp_path, recording_feedback):
    from qgis import processing

    def run(layer, indicators="densite", **more):
        parameters = {
            "INPUT": layer,
            "INDICATORS": indicators,
            "OUTPUT": str(tmp_path / "joined.gpkg"),
            **more,
        }
        result = processing.run("atlasculture:joinindicators", parameters, feedback=recording_feedback)
        result["layer"] = QgsVectorLayer(result["OUTPUT"], "joined", "ogr")
        return result

    return run


def column(result, name):
    return [None if row[name] == NULL else row[name] for row in result["layer"].getFeatures()]


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (INTEGER, 1001, "01001"),
        (REAL, 1001.0, "01001"),
        (TEXT, "1001.0", "01001"),
        (TEXT, "00001001", "01001"),
        (TEXT, "2a004", "2A004"),
        (TEXT, " 2b033", "2B033"),
    ],
)
def test_damaged_codes_of_communes_find_their_figures(join, kind, written, code):
    result = join(codes_layer([written], kind), LEVEL="commune", CODE_FIELD="code")
    assert column(result, "densite_2023") == [expected("commune", "densite_2023")[code][0]]
    assert (result["MATCHED"], result["UNKNOWN_CODES"]) == (1, 0)


@pytest.mark.parametrize(
    ("level", "kind", "written"),
    [
        ("epci", TEXT, ["200054781.0", "243500139", "200054807"]),
        ("epci", REAL, [200054781.0, 243500139.0, 200054807.0]),
        ("departement", TEXT, ["00000032", "1", "2a", "2B", "974"]),
        ("departement", INTEGER, [1, 32, 35, 974, 75, 59]),
        ("region", TEXT, ["1", "53", "93.0", "11", "94"]),
    ],
)
def test_the_level_is_found_from_the_values(join, level, kind, written):
    result = join(codes_layer(written, kind))
    assert result["MATCHED"] == len(written)
    assert None not in column(result, "densite_2023")
    figures = {value for value, _status in expected(level, "densite_2023").values()}
    assert set(column(result, "densite_2023")) <= figures


@pytest.mark.parametrize("level", ["region", "departement", "epci", "commune"])
def test_a_file_of_boundaries_is_joined_whole_and_in_order(join, level, tmp_path):
    """Its first field is a row number: 1 to 18, which are departements for whoever is careless."""
    path = shutil.copyfile(BOUNDARIES / f"{level}_national.gpkg", tmp_path / "mine.gpkg")
    source = QgsVectorLayer(str(path), level, "ogr")
    result = join(str(path), "densite, cinemas")
    assert column(result, "code") == [feature["code"] for feature in source.getFeatures()]
    for name in ("densite_2023", "cinemas_2022"):
        given = expected(level, name)
        found = dict(zip(column(result, "code"), zip(column(result, name), column(result, f"{name}_statut"))))
        assert found == given
    assert result["layer"].crs().authid() == "EPSG:4326"


def test_what_cannot_be_joined_stays_in_the_copy_and_is_told(join, recording_feedback):
    codes = ["35238", "75101", "69381", "13201", "35238", "xx", None, "99999"]
    result = join(codes_layer(codes), CODE_FIELD="code", LEVEL="commune")
    given = expected("commune", "densite_2023")["35238"][0]
    assert column(result, "code") == codes
    assert column(result, "densite_2023") == [given, None, None, None, given, None, None, None]
    states = ["valeur", "nd", "nd", "nd", "valeur", "nd", "nd", "nd"]
    assert column(result, "densite_2023_statut") == states
    assert (result["MATCHED"], result["UNKNOWN_CODES"]) == (2, 6)
    report = Path(result["REPORT"]).read_text(encoding="utf-8")
    assert report.startswith("<!DOCTYPE html>")
    for words in (
        "75101 is a municipal arrondissement",
        "Paris (75056)",
        "Lyon",
        "Marseille",
        "(empty)",
        "xx",
    ):
        assert words in report
    assert "35238" in report[report.index("Codes that appear several times") :]
    assert any("75101" in info for info in recording_feedback.infos)


def test_old_communes_are_explained(join, root):
    with (root / "data" / "boundaries" / "passage.csv").open(encoding="utf-8", newline="") as stream:
        merged = [row[0] for row in list(csv.reader(stream))[1:] if "arrondissement" not in row[2]]
    old = next(code for code in merged if not territories().known(Level.COMMUNE, code))
    result = join(codes_layer([old, "35238", "35047"]))
    assert (result["MATCHED"], result["UNKNOWN_CODES"]) == (2, 1)
    assert f"{old} is an old or delegated commune" in Path(result["REPORT"]).read_text(encoding="utf-8")


def test_statuses_are_kept(join):
    given = expected("commune", "niveau_vie_median_2018")
    secret = next(code for code, (_value, status) in given.items() if status == "secret")
    missing = next(code for code, (_value, status) in given.items() if status == "nd")
    result = join(codes_layer([secret, missing, "35238"]), "niveau_vie_median")
    assert column(result, "niveau_vie_median_2018") == [None, None, given["35238"][0]]
    assert column(result, "niveau_vie_median_2018_statut") == ["secret", "nd", "valeur"]


@pytest.mark.parametrize(
    "indicators", ["densite,cinemas", "densite; cinemas", "densite cinemas", ["densite", "cinemas"]]
)
def test_several_indicators_are_joined_at_once(join, indicators):
    result = join(codes_layer(["22", "29", "35", "56", "44"]), indicators)
    assert column(result, "densite_2023")[0] == expected("departement", "densite_2023")["22"][0]
    assert column(result, "cinemas_2022")[4] == expected("departement", "cinemas_2022")["44"][0]
    fields = result["layer"].fields()
    assert "2022" in fields.field("cinemas_2022").alias()


def test_the_year_is_the_one_asked_for(join):
    result = join(codes_layer(["22", "29", "35", "56", "44"]), "musees", YEAR=2019)
    assert column(result, "musees_2019")[0] == expected("departement", "musees_2019")["22"][0]


def test_invalid_and_absent_geometries_are_copied_as_they_are(join):
    rows = [("35238",), ("35047",), ("35001",)]
    layer = layer_of([("code", TEXT)], rows, "Polygon", [SQUARE, BOW_TIE, None])
    result = join(layer)
    shapes = [feature.geometry() for feature in result["layer"].getFeatures()]
    assert [shape.isNull() for shape in shapes] == [False, False, True]
    assert shapes[1].equals(QgsGeometry.fromWkt(BOW_TIE)) or shapes[1].asWkt().count(",") == 4
    assert result["layer"].crs().authid() == "EPSG:2154"
    assert None not in column(result, "densite_2023")


@pytest.mark.parametrize(
    ("geometry", "shape"), [("NoGeometry", None), ("Point", "POINT(1 2)"), ("MultiPolygon", None)]
)
def test_tables_and_points_are_joined_too(join, geometry, shape):
    layer = layer_of([("code", TEXT)], [("35238",), ("35047",)], geometry, [shape])
    result = join(layer)
    assert result["MATCHED"] == 2
    assert result["layer"].isSpatial() == (geometry != "NoGeometry")
    if shape:
        assert [f.geometry().asPoint().y() for f in result["layer"].getFeatures()] == [2.0, 2.0]


def test_only_the_selected_rows_are_copied_when_asked(join):
    layer = codes_layer(["35238", "35047", "35001"])
    layer.selectByIds([feature.id() for feature in layer.getFeatures("code = '35047'")])
    result = join(QgsProcessingFeatureSourceDefinition(_in_project(layer), selectedFeaturesOnly=True))
    assert column(result, "code") == ["35047"]


def _in_project(layer):
    from qgis.core import QgsProject

    QgsProject.instance().addMapLayer(layer)
    return layer.id()


def test_field_names_that_clash_lose_nothing(join):
    fields = [
        ("code", TEXT), ("fid", INTEGER), ("geom", TEXT), ("Nom", TEXT), ("nom", TEXT),
        ("densite_2023", TEXT), ("CINEMAS_2022_STATUT", TEXT), ("statut", TEXT),
    ]  # fmt: skip
    rows = [("35238", 7, "a", "B", "c", "mine", "d", "e"), ("35047", 7, "f", "g", "h", "too", "i", "j")]
    result = join(layer_of(fields, rows, "Point", ["POINT(1 2)"]), "densite cinemas")
    names = [field.name() for field in result["layer"].fields()]
    assert len({name.lower() for name in names}) == len(names)
    kept = [[row[name] for name in names] for row in result["layer"].getFeatures()]
    assert all(set(row) <= set(found) for row, found in zip(rows, kept))
    assert column(result, "densite_2023") == ["mine", "too"]
    assert column(result, "densite_2023_atlas")[0] == expected("commune", "densite_2023")["35238"][0]
    assert column(result, "cinemas_2022_atlas_statut") == ["valeur", "valeur"]


def test_row_numbers_and_quantities_are_not_taken_for_codes(join):
    departements = ["22", "29", "35", "56", "44", "49", "53", "72", "85"]
    rows = [(number, number, 1000 + number, code, "x") for number, code in enumerate(departements, start=1)]
    fields = [("fid", INTEGER), ("rang", INTEGER), ("habitants", INTEGER), ("insee_dep", TEXT), ("nom", TEXT)]
    result = join(layer_of(fields, rows))
    assert column(result, "densite_2023")[0] == expected("departement", "densite_2023")["22"][0]


def test_a_commune_is_preferred_to_its_departement(join):
    rows = [("35", "35238"), ("35", "35047"), ("22", "22278")]
    result = join(layer_of([("dep", TEXT), ("com", TEXT)], rows))
    assert column(result, "densite_2023")[0] == expected("commune", "densite_2023")["35238"][0]


def test_a_layer_without_codes_ends_in_a_sentence(join, tmp_path):
    layer = layer_of([("fid", INTEGER), ("nom", TEXT)], [(1, "Rennes"), (2, "Brest"), (3, "Vannes")])
    with pytest.raises(QgsProcessingException, match=r"No field holds territory codes.*nom"):
        join(layer)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"CODE_FIELD": "insee"}, "The layer has no field “insee”. Its fields: code"),
        ({"LEVEL": "epci"}, "No field holds"),
        ({"LEVEL": "epci", "CODE_FIELD": "code"}, "does not hold codes of EPCI"),
        ({"LEVEL": "pays"}, "region, departement, epci, commune"),
        ({"indicators": "densites"}, "Did you mean densite"),
        ({"indicators": " , ;"}, "Choose at least one indicator"),
        ({"indicators": "dep_epci_hab"}, "Its levels: epci"),
        ({"YEAR": 1900}, "Its years: 2023"),
    ],
)
def test_what_cannot_be_joined_ends_in_a_sentence(join, tmp_path, change, words):
    with pytest.raises(QgsProcessingException) as caught:
        join(codes_layer(["35238", "35047"]), **change)
    assert words in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_few_good_codes_are_enough_for_whoever_names_the_field_and_the_level(join):
    layer = codes_layer(["35238", "ancien 1", "ancien 2", "ancien 3"], name="territoire")
    result = join(layer, CODE_FIELD="territoire", LEVEL="commune")
    assert (result["MATCHED"], result["UNKNOWN_CODES"]) == (1, 3)


def test_an_empty_layer_ends_in_a_sentence(join):
    with pytest.raises(QgsProcessingException, match="No field holds territory codes"):
        join(codes_layer([]))


def test_35000_rows_take_seconds(join):
    codes = territories().codes(Level.COMMUNE)
    rows = [(code, f"nom {code}", 1.5 * number, number) for number, code in enumerate(codes)]
    layer = layer_of([("insee", TEXT), ("nom", TEXT), ("surface", REAL), ("population", INTEGER)], rows)
    start = time.process_time()
    result = join(layer, "densite cinemas part_ae")
    assert time.process_time() - start < 15
    assert result["MATCHED"] == len(codes) == result["layer"].featureCount()


def test_a_report_goes_where_it_is_asked(join, tmp_path):
    result = join(codes_layer(["35238", "35047"]), REPORT=str(tmp_path / "rapport.html"))
    assert result["REPORT"] == str(tmp_path / "rapport.html")
    assert "2 rows joined" in (tmp_path / "rapport.html").read_text(encoding="utf-8")


def test_the_rows_of_a_database_may_come_in_another_order(provider):
    """A database promises no order: each row must get the figures of its own code."""
    from atlas_culture_plugin.core.progress import Silent
    from atlas_culture_plugin.gis import joins

    layer = codes_layer(["35238", "35047", "35001"])
    source = QgsProcessingFeatureSource(layer, QgsProcessingContext())
    library = provider.algorithm("joinindicators").library({}, QgsProcessingContext())
    joined = joins.resolve(library, ["densite"], Level.COMMUNE, None)
    seen = joins.CodeColumn("code", ("35001", "35238", "35047"))
    codes, _report = joins.match(seen, Level.COMMUNE, joined, territories())
    own = joins.own_fields(source)
    rows = list(joins.features(source, own, seen, codes, joined, Silent()))
    given = expected("commune", "densite_2023")
    assert {row["code"]: row["densite_2023"] for row in rows} == {
        code: given[code][0] for code in ("35238", "35047", "35001")
    }


def test_a_report_that_cannot_be_written_leaves_the_earlier_layer(join, tmp_path):
    earlier = join(codes_layer(["35238"]))
    before = Path(earlier["OUTPUT"]).read_bytes()
    del earlier
    (tmp_path / "occupied").mkdir()
    with pytest.raises(QgsProcessingException, match="occupied"):
        join(codes_layer(["35238", "35047"]), REPORT=str(tmp_path / "occupied"))
    assert (tmp_path / "joined.gpkg").read_bytes() == before
