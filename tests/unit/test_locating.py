# SPDX-License-Identifier: GPL-2.0-or-later
"""What a few words may mean: territories told from their homonyms, indicators by name before definition."""

from __future__ import annotations

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.choices import matches
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.locating import locate_indicators, locate_territories
from atlas_culture_plugin.core.territories import plain, territories


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.mark.parametrize(
    ("text", "key", "title", "detail"),
    [
        ("rennes", "COM-35238", "Rennes", "Commune, Ille-et-Vilaine (35), COM-35238"),
        ("saint denis", "COM-97411", "Saint-Denis (974)", "Commune, La Réunion (974), COM-97411"),
        ("st-denis 93", "COM-93066", "Saint-Denis (93)", "Commune, Seine-Saint-Denis (93), COM-93066"),
        ("35", "DEP-35", "Ille-et-Vilaine", "Departement, Bretagne, DEP-35"),
        ("bretagne", "REG-53", "Bretagne", "Region, REG-53"),
        ("35000", "COM-35238", "Rennes", "Commune, Ille-et-Vilaine (35), COM-35238"),
    ],
)
def test_a_territory_says_what_it_is_and_where(text, key, title, detail):
    first = locate_territories(text, territories())[0]
    assert (first.key, first.title, first.detail) == (key, title, detail)
    assert first.is_territory


def test_homonyms_never_read_the_same():
    for text in ("saint martin", "bretagne", "la reunion", "paris", "vienne"):
        shown = [(one.title, one.detail) for one in locate_territories(text, territories(), limit=100)]
        assert len(set(shown)) == len(shown) > 1


def test_indicators_that_have_the_words_in_their_name_come_first(library):
    found = locate_indicators("cinéma", library.indicators(), library.themes(), limit=100)
    by_name = [matches(plain(one.title), "cinema") for one in found]
    assert by_name.count(True) > 0
    assert by_name.count(False) > 0
    assert by_name == sorted(by_name, reverse=True)
    assert not any(one.is_territory for one in found)
    assert all(one.detail.startswith("Indicator, ") for one in found)


def test_only_what_can_be_chosen_is_found(library):
    every = {one.key: one for one in library.indicators()}
    found = locate_indicators("a", every.values(), library.themes(), limit=1000)
    assert {one.key for one in found} == {key for key, one in every.items() if one.offered}
    assert len(locate_indicators("a", every.values(), library.themes(), limit=4)) == 4


@pytest.mark.parametrize("text", ["", "  ", "-", "qwxz"])
def test_nothing_is_found_for_nothing(library, text):
    assert locate_territories(text, territories()) == []
    assert locate_indicators(text, library.indicators(), library.themes()) == []
