# SPDX-License-Identifier: GPL-2.0-or-later
"""Linked maps: what they share is the same to the last digit, and their titles say so."""

from __future__ import annotations

import numpy as np
import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.classify import classify, round_bounds
from atlas_culture_plugin.core.comparison.linked import circles_of, link
from atlas_culture_plugin.core.errors import AtlasError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Method, Mode
from atlas_culture_plugin.core.territories import territories

DIAMETERS = {Level.REGION: 16.0, Level.DEPARTEMENT: 11.0, Level.EPCI: 9.0, Level.COMMUNE: 8.0}
BRETAGNE = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53")
NORMANDIE = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-28")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture(scope="module")
def linked(library):
    def run(*requests, **options):
        return link(library, territories(), requests, DIAMETERS, **options)

    return run


@pytest.fixture(scope="module")
def drawn(library):
    """What the maps of linked requests are, once they are answered."""

    def run(found):
        return [prepare(library, territories(), request) for request in found.requests]

    return run


def real(prepared):
    return prepared.values[~np.isnan(prepared.values)]


def test_two_territories_share_bounds_made_on_the_values_of_both(library, linked, drawn):
    maps = drawn(linked(BRETAGNE, NORMANDIE))
    assert maps[0].rounded.bounds == maps[1].rounded.bounds
    assert maps[0].colors == maps[1].colors
    both = np.concatenate([real(one) for one in maps])
    method = prepare(library, territories(), BRETAGNE).request.method
    expected = round_bounds(both, classify(both, method, 5))
    assert maps[0].rounded.inner == expected.inner
    alone = prepare(library, territories(), BRETAGNE)
    assert alone.rounded.inner != expected.inner


def test_every_value_keeps_the_class_that_it_has_among_all(linked, drawn):
    maps = drawn(linked(BRETAGNE, NORMANDIE))
    classes = [set(one.rounded.classes(one.values)[~np.isnan(one.values)].tolist()) - {0} for one in maps]
    assert set().union(*classes) == {1, 2, 3, 4, 5}


def test_a_territory_on_two_maps_counts_once(library, linked, drawn):
    """France holds Bretagne: its quantiles are those of France alone."""
    france = MapRequest("bibliotheques_10k", Level.EPCI, method=Method.QUANTILE)
    maps = drawn(linked(france, MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53")))
    alone = prepare(library, territories(), france)
    assert maps[0].rounded.inner == maps[1].rounded.inner == alone.rounded.inner


def test_two_indicators_in_the_same_unit_share_bounds_and_colours(linked, drawn):
    maps = drawn(
        linked(MapRequest("festivals_100k", Level.DEPARTEMENT), MapRequest("cinemas_100k", Level.DEPARTEMENT))
    )
    assert maps[0].indicator.default_palette != maps[1].indicator.default_palette
    assert maps[0].rounded.inner == maps[1].rounded.inner
    assert maps[0].colors == maps[1].colors
    assert min(one.rounded.bounds[0] for one in maps) <= min(real(one).min() for one in maps)
    assert max(one.rounded.bounds[-1] for one in maps) >= max(real(one).max() for one in maps)


def test_levels_share_bounds_too(linked, drawn):
    maps = drawn(linked(MapRequest("cinemas_100k", Level.REGION), MapRequest("cinemas_100k", Level.COMMUNE)))
    assert maps[0].rounded.inner == maps[1].rounded.inner


def test_other_units_keep_bounds_of_their_own(library, linked, drawn):
    requests = (
        MapRequest("cinemas_100k", Level.DEPARTEMENT),
        MapRequest("bibliotheques_10k", Level.DEPARTEMENT),
    )
    found = linked(*requests)
    for request, one in zip(requests, drawn(found)):
        assert one.rounded == prepare(library, territories(), request).rounded
    assert [group.views for group in found.areas] == [(0,), (1,)]
    assert [view.sharing for view in found.views] == ["bounds of its own", "bounds of its own"]


def test_what_is_shared_with_some_only_names_them(linked):
    found = linked(
        BRETAGNE,
        MapRequest("cinemas_100k", Level.EPCI, within="REG-53"),
        NORMANDIE,
        MapRequest("bibliotheques_10k", Level.EPCI, within="REG-52"),
    )
    said = [view.sharing for view in found.views]
    assert said == [
        "same bounds as maps 3 and 4",
        "bounds of its own",
        "same bounds as maps 1 and 4",
        "same bounds as maps 1 and 3",
    ]


def test_titles_say_the_difference_and_what_is_the_same(linked):
    found = linked(BRETAGNE, NORMANDIE)
    assert [view.short for view in found.views] == ["Bretagne", "Normandie"]
    assert [view.short_title for view in found.views] == ["Bretagne – same bounds", "Normandie – same bounds"]
    assert all("10" in view.name and "2021" in view.name and "EPCI" in view.name for view in found.views)


def test_two_years_are_told_apart_by_their_year(linked, drawn):
    years = [MapRequest("musees_entrees", Level.DEPARTEMENT, year=year) for year in (2019, 2023)]
    found = linked(*years)
    assert [view.short_title for view in found.views] == [
        "2019 – same scale of circles",
        "2023 – same scale of circles",
    ]
    maps = drawn(found)
    largest = max(float(real(one).max()) for one in maps)
    assert [one.scale_maximum() for one in maps] == [largest, largest]
    assert maps[0].maximum() != maps[1].maximum()


def test_the_same_map_twice_is_named_in_full(linked):
    found = linked(BRETAGNE, BRETAGNE)
    assert found.views[0].short == found.views[0].name


def test_a_circle_is_as_large_on_two_levels(linked, drawn):
    """Diameters in mm, from the formula of the circles: the same for the same number of cinemas."""
    maps = drawn(linked(MapRequest("cinemas", Level.REGION), MapRequest("cinemas", Level.COMMUNE)))

    def diameter(one, value):
        return DIAMETERS[one.request.level] * np.sqrt(value / one.scale_maximum())

    for value in (1, 17, 300):
        assert diameter(maps[0], value) == pytest.approx(diameter(maps[1], value), rel=1e-12)
    # No circle is larger than those of its level.
    assert all(one.scale_maximum() >= one.maximum() * (1 - 1e-12) for one in maps)


def test_circles_over_areas_share_both(linked, drawn):
    crossed = [
        MapRequest("cinemas_100k", Level.DEPARTEMENT, mode=Mode.CIRCLES, second="cinemas", within=place)
        for place in ("REG-53", "REG-11")
    ]
    found = linked(*crossed)
    maps = drawn(found)
    assert maps[0].rounded.inner == maps[1].rounded.inner
    assert circles_of(maps[0]).scale_maximum() == circles_of(maps[1]).scale_maximum()
    assert found.views[0].sharing == "same bounds, same scale of circles"


def test_a_ratio_beside_circles_over_the_same_ratio(linked, drawn):
    crossed = MapRequest("cinemas_100k", Level.DEPARTEMENT, mode=Mode.CIRCLES, second="cinemas")
    found = linked(crossed, MapRequest("cinemas_100k", Level.DEPARTEMENT))
    assert [view.sharing for view in found.views] == [
        "same bounds, scale of circles of its own",
        "same bounds",
    ]
    maps = drawn(found)
    assert maps[0].rounded.inner == maps[1].rounded.inner


def test_evolutions_share_symmetrical_classes(library, linked, drawn):
    asked = [
        MapRequest("musees_entrees", Level.DEPARTEMENT, within=place, mode=Mode.EVOLUTION)
        for place in ("REG-53", "REG-11")
    ]
    maps = drawn(linked(*asked))
    inner = maps[0].rounded.inner
    assert inner == maps[1].rounded.inner
    assert inner == tuple(-bound + 0.0 for bound in reversed(inner))
    assert inner != prepare(library, territories(), asked[0]).rounded.inner
    assert maps[0].colors == maps[1].colors


def test_two_crossed_ratios_share_both_axes(linked, drawn):
    asked = [
        MapRequest("cinemas_100k", Level.EPCI, within=place, mode=Mode.BIVARIATE, second="bibliotheques_10k")
        for place in ("REG-53", "REG-28")
    ]
    maps = drawn(linked(*asked))
    assert maps[0].rounded.inner == maps[1].rounded.inner
    assert maps[0].second.rounded.inner == maps[1].second.rounded.inner
    assert maps[0].cell_colors == maps[1].cell_colors


def test_bounds_of_the_atlas_stay_those_of_the_atlas(linked, drawn):
    asked = [
        MapRequest("dep_departements_hab", level, method=Method.OFFICIAL)
        for level in (Level.DEPARTEMENT, Level.REGION)
    ]
    found = linked(*asked)
    maps = drawn(found)
    assert [one.request.method for one in maps] == [Method.OFFICIAL, Method.OFFICIAL]
    assert maps[0].rounded.inner == maps[1].rounded.inner == maps[0].indicator.official_bounds
    assert found.areas[0].method is Method.OFFICIAL


def test_bounds_of_the_atlas_are_given_to_another_indicator_of_the_unit(linked, drawn):
    first = MapRequest("dep_departements_hab", Level.DEPARTEMENT, method=Method.OFFICIAL)
    maps = drawn(linked(first, MapRequest("dep_ministere_hab", Level.DEPARTEMENT)))
    assert maps[1].rounded.inner == maps[0].rounded.inner == maps[0].indicator.official_bounds


def test_manual_bounds_of_the_first_hold_for_all(linked, drawn):
    first = MapRequest("cinemas_100k", Level.EPCI, within="REG-53", manual_bounds=(2.0, 5.0))
    maps = drawn(linked(first, MapRequest("cinemas_100k", Level.EPCI)))
    assert maps[0].rounded.inner == maps[1].rounded.inner == (2.0, 5.0)


def test_categories_are_the_same_by_nature(linked):
    found = linked(
        MapRequest("grille_densite", Level.COMMUNE, within="REG-53"),
        MapRequest("grille_densite", Level.COMMUNE, within="REG-28"),
    )
    assert [view.sharing for view in found.views] == ["same categories", "same categories"]


def test_nothing_is_shared_on_request(library, linked, drawn):
    found = linked(BRETAGNE, NORMANDIE, shared=False)
    maps = drawn(found)
    assert maps[0].rounded == prepare(library, territories(), BRETAGNE).rounded
    assert {view.sharing for view in found.views} == {"bounds of its own"}


def test_a_map_without_a_value_does_not_prevent_the_others(library, linked, drawn):
    """Every figure hidden by a threshold: the bounds are those of the other map."""
    hidden = MapRequest("cinemas_100k", Level.EPCI, within="REG-53", threshold=1e9)
    shown = MapRequest("cinemas_100k", Level.EPCI, within="REG-28")
    maps = drawn(linked(hidden, shown))
    assert not real(maps[0]).size
    assert maps[1].rounded.inner == prepare(library, territories(), shown).rounded.inner


@pytest.mark.parametrize("count", [0, 1, 5])
def test_only_two_to_four_maps(linked, count):
    with pytest.raises(AtlasError, match=f"2 to 4, not by {count}"):
        linked(*[BRETAGNE] * count)
