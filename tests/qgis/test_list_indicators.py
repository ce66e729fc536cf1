# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:listindicators``: the library as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from atlas_culture_plugin.core.library import Library
from tests.package_figures import LEVELS, PACKAGE, columns, split
from tests.unit.samples import sample

KEYS = {
    "id", "package", "theme", "label_fr", "label_en", "definition_fr", "unit", "kind", "numerator",
    "denominator", "levels", "years", "source", "licence", "coverage_fr",
}  # fmt: skip


@pytest.fixture
def listed(provider, tmp_path):
    from qgis import processing

    def run(**parameters):
        parameters = {"OUTPUT": str(tmp_path / "list.json"), **parameters}
        result = processing.run("atlasculture:listindicators", parameters)
        records = json.loads(Path(result["OUTPUT"]).read_text(encoding="utf-8"))
        assert result["COUNT"] == len(records)
        return records

    return run


def test_every_indicator_of_the_package_is_listed_with_its_levels_and_years(listed):
    records = listed()
    given = json.loads((PACKAGE / "datapackage.json").read_text(encoding="utf-8"))["atlas"]["indicators"]
    assert [record["id"] for record in records] == [indicator["id"] for indicator in given]
    found = {(r["id"], year, level) for r in records for year in r["years"] for level in r["levels"]}
    assert {(*split(column), level) for level in LEVELS for column in columns(level)} <= found
    for record in records:
        assert set(record) >= KEYS
        assert record["package"] == "atlas-essentiel"
        assert record["kind"] in ("stock", "ratio", "typology")
        assert all(record[key] for key in ("label_fr", "label_en", "definition_fr", "source", "licence"))


def test_a_package_of_the_library_is_listed_alone_or_with_the_others(listed, tmp_path, library_folder):
    Library(library_folder).install(sample(tmp_path).folder)
    alone = listed(LIBRARY=str(library_folder), PACKAGE="petit")
    assert [record["id"] for record in alone] == ["bibliotheques", "taux", "classe"]
    assert {record["package"] for record in listed(LIBRARY=str(library_folder))} == {
        "petit",
        "atlas-essentiel",
    }


def test_an_unknown_package_ends_in_a_sentence_that_says_which_there_are(listed, tmp_path):
    with pytest.raises(QgsProcessingException, match="Installed packages: atlas-essentiel"):
        listed(PACKAGE="nowhere")
    assert list(tmp_path.glob("*.json")) == []


def test_a_file_that_cannot_be_written_ends_in_a_sentence(listed, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"nowhere.list\.json could not be written"):
        listed(OUTPUT=str(tmp_path / "nowhere" / "list.json"))
