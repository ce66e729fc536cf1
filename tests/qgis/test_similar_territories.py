# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:similarterritories``: a table that opens, and sentences."""

from __future__ import annotations

import pytest
from qgis.core import NULL, Qgis, QgsProcessingException, QgsVectorLayer


@pytest.fixture
def run(provider, tmp_path, recording_feedback):
    """Run the algorithm; the output is a file unless told otherwise."""
    from qgis import processing

    def start(**parameters):
        parameters = {"OUTPUT": str(tmp_path / "similar.gpkg"), **parameters}
        return processing.run("atlasculture:similarterritories", parameters, feedback=recording_feedback)

    return start


@pytest.mark.parametrize("suffix", ["gpkg", "csv", "xlsx"])
def test_the_table_holds_the_closest_first(run, tmp_path, suffix):
    path = tmp_path / f"similar.{suffix}"
    result = run(TERRITORY="EPCI-243500139", COUNT=5, OUTPUT=str(path))
    layer = QgsVectorLayer(result["OUTPUT"], "table", "ogr")
    assert layer.wkbType() == Qgis.WkbType.NoGeometry
    rows = list(layer.getFeatures())
    assert [int(row["rang"]) for row in rows] == [1, 2, 3, 4, 5]
    distances = [float(row["distance"]) for row in rows]
    assert distances == sorted(distances) and distances[0] > 0
    assert rows[0]["nom"] == "Métropole Rouen Normandie"
    assert str(rows[0]["code"]) == "200023414"
    assert rows[0]["territoire"] == "EPCI-200023414"
    assert float(rows[0]["population"]) == 503000
    assert result["COMPARED"] == 1253


def test_a_name_is_enough_when_it_is_alone(run, recording_feedback):
    layer = QgsVectorLayer(run(TERRITORY="Rennes Métropole", COUNT=1)["OUTPUT"], "table", "ogr")
    assert next(layer.getFeatures())["nom"] == "Métropole Rouen Normandie"
    assert any("Métropole Rouen Normandie" in line for line in recording_feedback.infos)


def test_what_is_not_known_is_null(run):
    layer = QgsVectorLayer(
        run(TERRITORY="COM-35238", COUNT=3000, VARIABLES="population,densite,niveau_vie_median")["OUTPUT"],
        "table",
        "ogr",
    )
    unknown = [row for row in layer.getFeatures() if row["niveau_vie_median"] == NULL]
    assert all(row["niveau_vie_median_ecart"] == NULL for row in unknown)
    assert layer.attributeAlias(layer.fields().lookupField("distance"))


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"TERRITORY": "Saint-Denis"}, "COM-97411"),
        ({"TERRITORY": "Renes"}, "COM-35238 (Rennes"),
        ({"TERRITORY": "Bretagn"}, "REG-53"),
        ({"TERRITORY": "COM-35999"}, "COM-35"),
        ({"TERRITORY": "FRANCE"}, "REG-53"),
        ({"TERRITORY": "COM-35238", "VARIABLES": "densiteee"}, "densite"),
        ({"TERRITORY": "EPCI-243500139", "VARIABLES": "niveau_vie_median"}, "commune"),
        ({"TERRITORY": "COM-35238", "WITHIN": "REG-99"}, "REG-"),
        ({"TERRITORY": "COM-35238", "COUNT": 0}, "COUNT"),
    ],
)
def test_bad_input_ends_in_a_sentence(run, tmp_path, parameters, words):
    with pytest.raises(QgsProcessingException) as failure:
        run(**parameters)
    assert words in str(failure.value)
    assert not (tmp_path / "similar.gpkg").exists()
