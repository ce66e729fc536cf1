# SPDX-License-Identifier: GPL-2.0-or-later
"""A restriction to a territory, asked of the real boundary files."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core.errors import TerritoryError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.scope import subset
from atlas_culture_plugin.core.territories import territories
from tests.package_figures import BOUNDARIES

PARENTS = [
    territory.reference
    for level in (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
    for territory in territories().all(level)
]


def selected(level, condition):
    """Codes that the condition keeps, as a database understands it."""
    where = f" WHERE {condition}" if condition else ""
    with closing(sqlite3.connect(BOUNDARIES / f"{level.value}_national.gpkg")) as db:
        return [code for (code,) in db.execute(f'SELECT code FROM "{level.value}"{where}')]


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize(
    "within",
    [
        "METRO",
        "FRANCE",
        "REG-53",
        "REG-94",
        "REG-01",
        "DEP-2A",
        "DEP-974",
        "EPCI-243500139",
        "COM-35238",
        "reg 53",
    ],
)
def test_the_condition_keeps_the_territories_inside(level, within):
    inside = territories().within(level, within)
    assert sorted(selected(level, subset(level, within, territories()))) == sorted(inside) or not inside


@given(within=st.sampled_from(PARENTS))
def test_the_condition_keeps_the_communes_inside_any_territory(within):
    condition = subset(Level.COMMUNE, within, territories())
    assert sorted(selected(Level.COMMUNE, condition)) == sorted(territories().within(Level.COMMUNE, within))


@given(within=st.sampled_from(PARENTS), level=st.sampled_from([Level.DEPARTEMENT, Level.EPCI]))
def test_the_condition_keeps_the_wider_levels_inside_any_territory(within, level):
    inside = territories().within(level, within)
    if inside:
        assert sorted(selected(level, subset(level, within, territories()))) == sorted(inside)


@pytest.mark.parametrize("within", ["", "  ", "FRANCE", "france"])
def test_the_whole_country_needs_no_condition(within):
    assert subset(Level.COMMUNE, within, territories()) == ""


def test_the_condition_on_the_metropole_is_short():
    """35,000 quoted codes would be a filter that nobody can read, kept in every project."""
    assert len(subset(Level.COMMUNE, "METRO", territories())) < 100
    assert len(subset(Level.EPCI, "METRO", territories())) < 600


@pytest.mark.parametrize("within", ["REG-99", "DEP-2C", "Bretagne", "' OR 1=1 --"])
def test_an_unknown_territory_ends_in_a_sentence(within):
    with pytest.raises(TerritoryError):
        subset(Level.COMMUNE, within, territories())
