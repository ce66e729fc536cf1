# SPDX-License-Identifier: GPL-2.0-or-later
"""The typologies of communes: every category is that of the published workbooks, every count is told."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from atlas_culture_plugin.core.colors import DEFICIENCIES, distance, lightness_steps, simulate
from atlas_culture_plugin.core.model import Level, Status, ValueKind
from atlas_culture_plugin.core.package import read_level, read_package
from atlas_culture_plugin.core.territories import territories
from tools import build_typologies

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "data" / "packages" / "atlas-essentiel"
WORKBOOKS = Path(os.environ.get("ATLAS_WORKBOOKS", ROOT.parent / "shared" / "data" / "atlas"))

#: Read once from the workbooks: category (``nd`` included), number of communes of today.
COUNTS = {
    "grille_densite_2020": {
        "tres_dense": 772, "intermediaire": 3411, "peu_dense": 18_695, "tres_peu_dense": 11_954, "nd": 43,
    },
    "aires_attraction_2020": {
        "plus_700000": 4656, "200000_700000": 5682, "50000_200000": 7807, "moins_50000": 7817,
        "hors_attraction": 8890, "nd": 23,
    },
    "action_coeur_ville_2021": {"oui": 234, "non": 34_641},
}  # fmt: skip

#: Some communes that anyone can check, overseas ones among them.
KNOWN = {
    "75056": ("tres_dense", "plus_700000", "non"),
    "35238": ("tres_dense", "plus_700000", "non"),  # Rennes
    "35047": ("intermediaire", "plus_700000", "non"),  # Bruz, beside Rennes
    "23096": ("intermediaire", "moins_50000", "oui"),  # Guéret
    "97302": ("tres_dense", "50000_200000", "oui"),  # Cayenne
    "97608": ("intermediaire", "200000_700000", "oui"),  # Dzaoudzi
    "88321": ("nd", "moins_50000", "non"),  # Neufchâteau, with Rollainville since
}
SPLIT = ("15031", "15035", "15047", "15141", "15171", "60054", "60694", "85084", "85165", "85212")


@pytest.fixture(scope="module")
def cells():
    """The text of the columns, by code, without the plugin's own reader."""
    with (PACKAGE / "commune.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: {name: row[name] for name in COUNTS} for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def typologies():
    package = read_package(PACKAGE, verify=False)
    return [indicator for indicator in package.indicators if indicator.kind is ValueKind.TYPOLOGY]


def test_every_commune_is_counted_in_one_category(cells):
    assert {name: dict(Counter(row[name] for row in cells.values())) for name in COUNTS} == COUNTS


def test_known_communes(cells):
    assert {code: tuple(cells[code].values()) for code in KNOWN} == KNOWN


def test_the_plugin_reads_what_is_written(cells):
    table = read_level(read_package(PACKAGE, verify=False), Level.COMMUNE)
    for name in COUNTS:
        column = table.columns[name]
        states = [Status.MISSING if cells[code][name] == "nd" else Status.VALUE for code in table.codes]
        assert column.statuses.tolist() == states
        assert [text or "nd" for text in column.texts] == [cells[code][name] for code in table.codes]


def test_categories_of_the_manifest_are_those_of_the_table(typologies):
    for indicator in typologies:
        (year,) = indicator.years
        assert {c.value for c in indicator.categories} == set(COUNTS[indicator.column(year)]) - {"nd"}
        assert all(category.label_fr and category.label_en for category in indicator.categories)


def test_split_communes_are_not_available_unless_nothing_can_be_wrong(cells):
    for code in SPLIT:
        row = cells[code]
        assert list(row.values()) == ["nd", "nd", "non"]
    assert cells["14666"] == cells["14712"]  # split before the grid and the areas were published
    assert cells["14666"]["action_coeur_ville_2021"] == "non"


def test_coverage_tells_the_counts(typologies):
    communes = len(territories().codes(Level.COMMUNE))
    for indicator in typologies:
        counts = COUNTS[indicator.column(indicator.years[0])]
        for text, thousands in ((indicator.coverage_fr, " "), (indicator.coverage_en, ",")):
            assert f"{communes:,}".replace(",", thousands) in text
            _, *lacking = re.split(r"\bnd ?: ", text)
            assert sum(map(int, re.findall(r"\d+", "".join(lacking)))) == counts.get("nd", 0)


def test_colours_are_told_apart_by_every_eye_and_in_grey(typologies):
    states = ("#bdbdbd", "#ffffff")  # not available, and the paper
    for indicator in typologies:
        colors = [category.color for category in indicator.categories]
        assert all(step > 9 for step in lightness_steps(colors))
        for deficiency in (None, *DEFICIENCIES):
            seen = [simulate(color, deficiency) if deficiency else color for color in colors]
            assert min(distance(a, b) for a, b in combinations(seen, 2)) > 9
            assert min(distance(a, b) for a in seen for b in states) > 4


@pytest.fixture(scope="module")
def workbooks():
    if not WORKBOOKS.is_dir():
        pytest.skip("the published workbooks are not here")
    xlrd = pytest.importorskip("xlrd")
    names = {unicodedata.normalize("NFC", path.name): path for path in WORKBOOKS.iterdir()}

    def rows(name):
        sheet = xlrd.open_workbook(str(names[name])).sheet_by_index(0)
        return {sheet.cell_value(n, 1): sheet.row_values(n) for n in range(1, sheet.nrows)}

    return {
        "grille_densite_2020": (rows("Grille communale de densité.xls"), 2),
        "aires_attraction_2020": (rows("Aires d'attraction des villes.xls"), 3),
        "action_coeur_ville_2021": (rows("Action coeur de ville.xls"), 2),
    }


def test_categories_are_those_of_the_workbooks_where_nothing_merged_or_split(cells, workbooks):
    """Told again with other words than the tool's: one published row, one commune, one category."""
    said = {
        "Très dense": "tres_dense", "Densité intermédiaire": "intermediaire", "Peu dense": "peu_dense",
        "Très peu dense": "tres_peu_dense", "plus de 700 000": "plus_700000",
        "entre 200 000 et 700 000": "200000_700000", "entre 50 000 et 200 000": "50000_200000",
        "moins de 50 000": "moins_50000", "hors attraction des villes": "hors_attraction", "": "non",
    }  # fmt: skip
    with (ROOT / "data" / "boundaries" / "passage.csv").open(encoding="utf-8", newline="") as stream:
        passage = {row["old_code"]: row["new_code"] for row in csv.DictReader(stream)}
    for name, (published, column) in workbooks.items():
        moved = {passage[code] for code in published if code not in cells}
        compared = 0
        for code, row in published.items():
            if code in cells and code not in moved and code not in (*SPLIT, "14712"):
                text = row[column].split(" hab.")[0]
                assert cells[code][name] == said.get(text, "oui"), (code, row)
                compared += 1
        assert compared > 34_700
        merged = Counter()
        for code in moved:
            parts = [row[column] for old, row in published.items() if passage.get(old, old) == code]
            merged[len({part.split(" - ")[0] for part in parts}) > 1] += 1
        nd = COUNTS[name].get("nd", 0)
        assert merged[True] == (nd - len(SPLIT) if nd else 0)


def test_sizes_of_areas_do_not_differ_within_an_area(workbooks):
    """What makes the size sound where the centre is not; two areas are called Valence."""
    sizes = {}
    for row in workbooks["aires_attraction_2020"][0].values():
        sizes.setdefault(row[2], set()).add(row[3].split(" - ")[0])
    assert {area for area, found in sizes.items() if len(found) > 1} == {"Valence"}
    assert sum("plus de 700 000 hab." in found for found in sizes.values()) == 14
    assert len(sizes) == 699  # "outside" is no area, Valence is two


def test_the_tool_writes_the_same_columns(cells, workbooks, tmp_path, capsys):
    output = tmp_path / "typologies.csv"
    assert build_typologies.main([str(WORKBOOKS), str(output)]) == 0
    with output.open(encoding="utf-8", newline="") as stream:
        assert {row.pop("code"): row for row in csv.DictReader(stream)} == cells
    assert "34968 communes published" in capsys.readouterr().out


def test_the_tool_says_what_it_lacks(tmp_path, capsys):
    pytest.importorskip("xlrd")
    assert build_typologies.main([str(tmp_path), str(tmp_path / "out.csv")]) == 1
    assert "has no file « Grille communale de densité.xls »" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_rules_for_merged_communes():
    grid, _areas, programme = build_typologies.TYPOLOGIES
    known = territories()
    # Bazeilles absorbed La Moncelle (08294) in 2021.
    for typology, first, second, expected in (
        (grid, "intermediaire", "peu_dense", "nd"),
        (grid, "peu_dense", "peu_dense", "peu_dense"),
        (programme, "oui", "non", "oui"),
        (programme, "non", "non", "non"),
    ):
        found, told = build_typologies.today({"08053": first, "08294": second}, typology, known)
        assert found["08053"] == expected
        assert told["former codes"] == 1
    with pytest.raises(build_typologies.UnreadableError, match="99999"):
        build_typologies.today({"99999": "oui"}, programme, known)
