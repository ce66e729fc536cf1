# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of linked maps: what its texts say once, what they say by map, where the maps go."""

from __future__ import annotations

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.caption import caption
from atlas_culture_plugin.core.comparison.linked import link
from atlas_culture_plugin.core.comparison.linked_captions import page_texts
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Method
from atlas_culture_plugin.core.territories import territories

DIAMETERS = dict.fromkeys(Level, 10.0)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture(scope="module")
def texts(library):
    def run(*requests, title="", **options):
        linked = link(library, territories(), requests, DIAMETERS, **options)
        maps = [prepare(library, territories(), request) for request in linked.requests]
        return page_texts(linked, maps, [caption(one, library, territories()) for one in maps], title)

    return run


def places(indicator, level, *within, **options):
    return [MapRequest(indicator, level, within=one, **options) for one in within]


def test_the_subtitle_says_what_is_shared_and_how_it_was_made(texts):
    said = texts(*places("bibliotheques_10k", Level.EPCI, "REG-53", "REG-28", method=Method.QUANTILE))
    assert said.title == "Libraries per 10,000 inhabitants"
    assert said.subtitle == (
        "By intermunicipal body (EPCI) · 2021 · Same bounds on all the maps: quantiles, 5 classes"
    )


def test_one_place_is_in_the_title_or_under_it(texts):
    years = [MapRequest("musees_entrees", Level.DEPARTEMENT, year=y, within="REG-53") for y in (2019, 2023)]
    assert texts(*years).title == "Visits to Musées de France in Bretagne"
    two = texts(
        MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53"),
        MapRequest("cinemas_100k", Level.EPCI, within="REG-53"),
    )
    assert two.title == "Libraries per 10,000 inhabitants · Cinemas per 100,000 inhabitants"
    assert two.subtitle.startswith("Bretagne · By intermunicipal body")
    assert "Each map has its own bounds and scale of circles" in two.subtitle


def test_the_coverage_names_the_maps_and_says_the_rest_once(texts):
    said = texts(*places("bibliotheques_10k", Level.EPCI, "REG-53", "REG-28")).coverage.replace("\u00a0", " ")
    assert said.startswith("Coverage: Map 1: Bretagne, 61 intermunicipal bodies")
    assert said.count("Map 2: Normandie") == 1
    assert said.count("denominator") == 1
    assert said.endswith(".")
    assert ".." not in said


def test_one_coverage_for_all_is_not_repeated(texts):
    said = texts(*[MapRequest("cinemas_100k", Level.EPCI, within="REG-53")] * 2).coverage
    assert said.startswith("Coverage: Bretagne")
    assert "Map" not in said


def test_every_source_is_there_once(texts):
    said = texts(
        MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53"),
        MapRequest("cinemas_100k", Level.EPCI, within="REG-53"),
        MapRequest("cinemas_100k", Level.EPCI, within="REG-28"),
    ).source
    assert said.count("Source") == 1
    assert said.count("CNC") == 1
    assert said.count("Service du livre") == 1


def test_a_title_of_the_user_wins(texts):
    said = texts(*places("bibliotheques_10k", Level.EPCI, "REG-53", "REG-28"), title="Mine")
    assert said.title == "Mine"


def test_bounds_of_the_atlas_are_named(texts):
    said = texts(
        *[
            MapRequest("dep_departements_hab", Level.DEPARTEMENT, method=Method.OFFICIAL, within=w)
            for w in ("REG-53", "REG-28")
        ]
    )
    assert "Same bounds on all the maps: bounds of the Atlas Culture" in said.subtitle


def test_some_maps_only_are_numbered(texts):
    said = texts(
        *places("bibliotheques_10k", Level.EPCI, "REG-53", "REG-28"),
        MapRequest("cinemas", Level.EPCI, within="REG-53"),
        MapRequest("multiplexes", Level.EPCI, within="REG-53"),
    )
    assert "Same bounds on maps 1 and 2" in said.subtitle
    assert "Same scale of circles on maps 3 and 4" in said.subtitle
