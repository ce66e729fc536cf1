# SPDX-License-Identifier: GPL-2.0-or-later
"""Similar territories: the distances are those of the formula, and nobody is compared on too little."""

from __future__ import annotations

import csv
import math
import statistics

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.codes import parse_reference
from atlas_culture_plugin.core.comparison.similar import similar, similarity_variables, standardised
from atlas_culture_plugin.core.errors import IndicatorError, TerritoryError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories
from tests.package_figures import PACKAGE

MARKERS = ("nd", "s", "so")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


def column(level, name):
    """A column of the package as numbers by code, what is not a value left out."""
    with (PACKAGE / f"{level}.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: float(row[name]) for row in csv.DictReader(stream) if row[name] not in MARKERS}


def scores(values):
    """Standard scores, of logarithms where the largest is more than 100 times the smallest positive."""
    least = min(one for one in values.values() if one > 0)
    if min(values.values()) >= 0 and max(values.values()) > 100 * least:
        values = {code: math.log(max(one, least)) for code, one in values.items()}
    mean = statistics.fmean(values.values())
    deviation = math.sqrt(statistics.fmean((one - mean) ** 2 for one in values.values()))
    return {code: (one - mean) / deviation for code, one in values.items()}


def nearest(level, code, names, least):
    """Distances of every territory, by hand: at least ``least`` variables known of both."""
    tables = [scores(column(level, name)) for name in names]
    found = []
    for other in territories().codes(Level(level)):
        squares = [(t[other] - t[code]) ** 2 for t in tables if other in t and code in t]
        if other != code and len(squares) >= least:
            found.append((math.sqrt(sum(squares) / len(squares)), other))
    return sorted(found)


@pytest.mark.parametrize(
    ("level", "code", "names", "least"),
    [
        ("epci", "243500139", ["population_2023", "densite_2023"], 2),
        ("commune", "35238", ["population_2023", "densite_2023", "niveau_vie_median_2018"], 2),
        ("commune", "97611", ["population_2023", "densite_2023", "niveau_vie_median_2018"], 2),
        ("region", "53", ["population_2023", "densite_2023"], 2),
    ],
)
def test_distances_are_those_of_the_formula(library, level, code, names, least):
    territory = territories().get(Level(level), code)
    found = similar(library, territories(), territory, 15)
    expected = nearest(level, code, names, least)
    assert found.compared == len(expected)
    got = [one.distance for one in found.neighbours]
    assert got == pytest.approx([distance for distance, _ in expected[:15]])
    assert {one.territory.code for one in found.neighbours} == {code for _, code in expected[:15]}
    for one in found.neighbours:
        known = [gap for gap in one.differences if gap is not None]
        assert one.distance == pytest.approx(math.sqrt(statistics.fmean(gap**2 for gap in known)))


def test_the_answer_is_always_the_same(library, tmp_path):
    rennes = territories().find("COM-35238")
    other = Library(tmp_path, paths.data("packages"))
    first, again, elsewhere = (similar(one, territories(), rennes, 30) for one in (library, library, other))
    assert first == again == elsewhere


def test_equal_distances_are_in_the_order_of_codes(library):
    """A typology alone: many territories are at the same distance."""
    territory = territories().find("COM-35238")
    found = similar(library, territories(), territory, 20, ("grille_densite",))
    codes = [one.territory.code for one in found.neighbours]
    assert {one.distance for one in found.neighbours} == {0.0}
    assert codes == sorted(codes)
    assert {one.texts[0] for one in found.neighbours} == {found.texts[0]}


def test_too_little_known_is_never_compared(library):
    names = ("niveau_vie_median", "dep_communes_hab", "entrees_ecran")
    territory = territories().find("COM-35238")
    found = similar(library, territories(), territory, 40000, names)
    for one in found.neighbours:
        assert sum(value is not None for value in one.values) >= 2
    assert found.left_out > 30000
    assert found.compared + found.left_out == len(territories().codes(Level.COMMUNE)) - 1
    tiny = territories().find("COM-55039")
    with pytest.raises(TerritoryError, match=r"two thirds|deux tiers"):
        similar(library, territories(), tiny, 5, names)


def test_within_restricts_where_to_look(library):
    found = similar(library, territories(), territories().find("EPCI-243500139"), 8, within="REG-52")
    assert len(found.neighbours) == 8
    assert {one.territory.code for one in found.neighbours} <= set(territories().within(Level.EPCI, "REG-52"))


@pytest.mark.parametrize(
    ("territory", "within"), [("EPCI-243500139", "COM-35238"), ("DEP-75", "DEP-75"), ("REG-04", "REG-04")]
)
def test_a_place_without_its_like_is_told(library, territory, within):
    one = territories().find(parse_reference(territory))
    with pytest.raises(TerritoryError, match=within):
        similar(library, territories(), one, within=within)


def test_default_variables_are_of_context(library):
    ids = [one.id for one in similarity_variables(library, Level.COMMUNE)]
    assert ids == ["population", "densite", "niveau_vie_median"]
    with pytest.raises(IndicatorError):
        similarity_variables(library, Level.EPCI, ("niveau_vie_median",))


def test_standard_scores():
    import numpy as np

    scored = standardised(np.array([1.0, 2.0, np.nan, 3.0]))
    assert scored[[0, 1, 3]] == pytest.approx([-math.sqrt(1.5), 0, math.sqrt(1.5)])
    assert math.isnan(scored[2])
    assert list(standardised(np.array([5.0, 5.0]))) == [0, 0]
    wide = standardised(np.array([0.0, 1.0, 1000.0]))
    assert wide[0] == wide[1] < wide[2]
