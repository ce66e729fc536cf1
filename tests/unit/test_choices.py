# SPDX-License-Identifier: GPL-2.0-or-later
"""What may be chosen for an indicator, on the embedded package."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import choices
from atlas_culture_plugin.core.choices import Touched
from atlas_culture_plugin.core.errors import ClassificationError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Method


@pytest.fixture
def library(library_folder):
    return Library(library_folder, paths.data("packages"))


@pytest.fixture
def everything(library):
    return {indicator.id: indicator for indicator in library.indicators()}


def test_default_request_is_one_that_the_library_can_answer(library, everything):
    for indicator in everything.values():
        request = choices.default_request(indicator)
        found, year = library.resolve(request.indicator, request.level, request.year)
        assert (found, year) == (indicator, request.year)
        assert request.method in choices.methods_for(indicator)
        assert request.palette in {palette.name for palette in choices.palettes_for(indicator)}


def test_official_bounds_are_offered_only_where_there_are_some(everything):
    assert Method.OFFICIAL in choices.methods_for(everything["densite"])
    assert Method.OFFICIAL not in choices.methods_for(everything["cinemas_100k"])


def test_stocks_are_not_classified(everything):
    assert not choices.is_classified(everything["cinemas"])
    assert choices.is_classified(everything["densite"])


def test_territories_are_as_wide_as_the_level_or_wider():
    assert choices.levels_of_territories(Level.REGION) == (Level.REGION,)
    assert choices.levels_of_territories(Level.COMMUNE) == tuple(Level)


def test_level_and_territory_stay_and_defaults_do_not(everything):
    before = replace(
        choices.default_request(everything["densite"], Level.COMMUNE), within="EPCI-243500139", classes=9
    )
    after = choices.carry_over(before, everything["cinemas_100k"], Touched())
    assert (after.level, after.within) == (Level.COMMUNE, "EPCI-243500139")
    assert after.classes == everything["cinemas_100k"].default_classes


def test_what_the_user_chose_stays(everything):
    before = replace(
        choices.default_request(everything["densite"]), method=Method.Q6, classes=7, palette="Reds"
    )
    after = choices.carry_over(before, everything["cinemas_100k"], Touched(True, True, True))
    assert (after.method, after.classes, after.palette) == (Method.Q6, 7, "Reds")


def test_territory_is_let_go_at_a_level_that_it_cannot_hold(everything):
    before = replace(choices.default_request(everything["densite"], Level.COMMUNE), within="EPCI-243500139")
    after = choices.carry_over(before, everything["dep_regions_hab"], Touched())
    assert (after.level, after.within) == (Level.REGION, "")


@pytest.mark.parametrize("method", [Method.MANUAL, Method.OFFICIAL])
def test_bounds_of_another_indicator_never_stay(everything, method):
    before = replace(choices.default_request(everything["densite"]), method=method, manual_bounds=(1, 2))
    after = choices.carry_over(before, everything["cinemas_100k"], Touched(method=True))
    assert after.method not in (Method.MANUAL, Method.OFFICIAL)
    assert after.manual_bounds == ()


@given(st.lists(st.floats(-1e9, 1e9).map(lambda x: round(x, 3) + 0.0), min_size=1, max_size=13, unique=True))
def test_bounds_that_are_written_are_read_back(bounds):
    ascending = tuple(sorted(bounds))
    assert choices.parse_bounds(choices.write_bounds(ascending)) == ascending


def test_bounds_are_read_as_people_write_them():
    assert choices.parse_bounds("10; 20,5; 1\u202f000") == (10, 20.5, 1000)
    assert choices.parse_bounds(" 10 20.5  40 ") == (10, 20.5, 40)
    assert choices.parse_bounds("\u22125; 0;") == (-5, 0)


@pytest.mark.parametrize("text", ["", ";", "3; 2", "1; 1", "1; deux", "nan; 1", "1; inf"])
def test_wrong_bounds_are_refused_with_a_sentence(text):
    with pytest.raises(ClassificationError):
        choices.parse_bounds(text)


def test_an_apostrophe_parts_words_whichever_it_is():
    assert choices.plain("l’emploi") == choices.plain("L'emploi") == "l emploi"


@pytest.mark.parametrize("query", ["bibliothèques", "BIBLIOTHEQUE", "bibliotheques lecture", "libraries", ""])
def test_search_ignores_accents_case_and_plurals(everything, query):
    searched = choices.haystack(everything["bibliotheques"], "Offre")
    assert choices.matches(searched, query)
    assert not choices.matches(searched, f"{query} cinema")
