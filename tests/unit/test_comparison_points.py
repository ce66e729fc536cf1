# SPDX-License-Identifier: GPL-2.0-or-later
"""Points of the charts, made of the figures of the embedded package."""

from __future__ import annotations

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.comparison.charts import points_of
from atlas_culture_plugin.core.comparison.colors import Mark, territory_looks
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.model import ComparisonRequest
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.territories import territories

RENNES, NANTES = "EPCI-243500139", "EPCI-244400404"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


def points(library, chosen, references, indicator, looks=None):
    request = ComparisonRequest(chosen, references, (indicator,))
    comparison = compare(library, territories(), request)
    figures = comparison.of(comparison.indicators[0])
    return figures, points_of(figures, territories().label, looks)


def test_territories_come_first_with_their_ranks_then_each_reference_once(library):
    figures, found = points(library, (RENNES, NANTES), ("FRANCE", "REGION"), "cinemas_100k")
    assert [point.key for point in found] == [RENNES, NANTES, "FRANCE", "REGION", "REGION"]
    assert [point.label for point in found[2:]] == ["France", "Bretagne", "Pays de la Loire"]
    assert found[0].value == figures[0].value
    assert found[0].note == f"Rank {figures[0].rank} of {figures[0].of:,}"
    assert found[2].value == figures[0].gaps[0].value
    assert found[2].note.startswith("Computed on 1,2")
    assert not found[0].is_reference
    assert all(point.is_reference for point in found[2:])
    assert [point.look.mark for point in found[2:]] == [Mark.BAR, Mark.CIRCLE, Mark.SQUARE]


def test_a_sum_is_not_drawn_beside_its_parts(library):
    _figures, found = points(library, (RENNES, NANTES), ("FRANCE",), "cinemas")
    assert [point.key for point in found] == [RENNES, NANTES]


def test_one_territory_is_drawn_beside_another_whatever_is_measured(library):
    _figures, found = points(library, (RENNES,), (NANTES,), "cinemas")
    assert [point.key for point in found] == [RENNES, NANTES]
    assert found[1].is_reference
    assert found[1].note == ""


def test_a_territory_that_is_also_a_reference_has_one_point(library):
    _figures, found = points(library, (RENNES, NANTES), (NANTES,), "cinemas_100k")
    assert [point.key for point in found] == [RENNES, NANTES]
    assert not found[1].is_reference


def test_looks_given_are_kept_whatever_the_order(library):
    looks = territory_looks([NANTES, RENNES])
    _figures, found = points(library, (RENNES, NANTES), ("FRANCE",), "cinemas_100k", looks)
    assert [point.look for point in found[:2]] == [looks[RENNES], looks[NANTES]]


def test_a_value_that_is_missing_says_why(library):
    _figures, (mayotte, _france) = points(library, ("REG-06",), ("FRANCE",), "dep_regions_hab")
    assert mayotte.known is None
    assert mayotte.why == "Not applicable"
    assert mayotte.note == ""
