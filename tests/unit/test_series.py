# SPDX-License-Identifier: GPL-2.0-or-later
"""A series of pages: which ones, and what makes them comparable."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.caption import caption
from atlas_culture_plugin.core.errors import IndicatorError, TerritoryError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Method, Mode
from atlas_culture_plugin.core.series import plan, slug
from atlas_culture_plugin.core.territories import territories


@pytest.fixture
def library(library_folder):
    return Library(library_folder, paths.data("packages"))


def classes(prepared):
    """Class of each territory, by code."""
    return dict(zip(prepared.codes, prepared.rounded.classes(prepared.values).tolist()))


def test_a_page_a_region_under_the_name_of_each(library):
    series = plan(
        library, territories(), MapRequest("cinemas_100k", Level.EPCI, within="METRO"), (), Level.REGION
    )
    assert len(series.pages) == 13
    by_slug = {page.slug: page for page in series.pages}
    assert by_slug["53-bretagne"].name == "Bretagne"
    assert by_slug["53-bretagne"].request.within == "REG-53"
    assert "93-provence-alpes-cote-d-azur" in by_slug
    assert series.failed == ()


def test_all_france_has_its_overseas_pages(library):
    series = plan(library, territories(), MapRequest("densite", Level.DEPARTEMENT), (), Level.REGION)
    assert len(series.pages) == 18
    assert "06-mayotte" in {page.slug for page in series.pages}


def test_a_territory_has_the_same_class_on_its_page_as_on_the_whole(library):
    request = MapRequest("cinemas_100k", Level.EPCI, within="METRO", method=Method.NATURAL_BREAKS)
    whole = prepare(library, territories(), request)
    everywhere, seen = classes(whole), {}
    for page in plan(library, territories(), request, (), Level.REGION).pages:
        prepared = prepare(library, territories(), page.request)
        assert page.common_bounds == "all the pages, by natural breaks (exact)"
        assert prepared.colors == whole.colors
        assert prepared.rounded.inner == whole.rounded.inner
        seen |= classes(prepared)
    assert seen == everywhere
    assert max(seen.values()) == 5


def test_the_pages_of_an_evolution_share_its_classes(library):
    request = MapRequest("musees_entrees", Level.DEPARTEMENT, within="METRO", mode=Mode.EVOLUTION)
    whole = prepare(library, territories(), request)
    everywhere, seen = classes(whole), {}
    for page in plan(library, territories(), request, (), Level.REGION).pages:
        prepared = prepare(library, territories(), page.request)
        assert prepared.colors == whole.colors
        assert prepared.rounded.inner == whole.rounded.inner
        seen |= classes(prepared)
    assert seen == everywhere
    assert {1, 6} <= set(seen.values())


def test_the_largest_circle_is_that_of_the_whole(library):
    request = MapRequest("cinemas", Level.DEPARTEMENT, within="METRO")
    whole = prepare(library, territories(), request)
    for page in plan(library, territories(), request, (), Level.REGION).pages:
        assert not page.shared and page.common_bounds == ""
        prepared = prepare(library, territories(), page.request)
        assert prepared.scale_maximum() == whole.maximum()
        said = caption(prepared, library, territories()).subtitle
        assert said.endswith(
            "Area of the circles proportional to the value · Circles at a scale common to several maps"
        )
    assert "scale common" not in caption(whole, library, territories()).subtitle


@pytest.mark.parametrize("names", [("cinemas_100k", "cinemas"), ("cinemas", "cinemas_100k")])
def test_circles_over_areas_share_both(library, names):
    first, second = names
    request = MapRequest(first, Level.DEPARTEMENT, within="METRO", mode=Mode.CIRCLES, second=second)
    whole = prepare(library, territories(), request)
    for page in plan(library, territories(), request, (), Level.REGION).pages:
        prepared = prepare(library, territories(), page.request)
        assert prepared.second.scale_maximum() == whole.second.maximum()
        assert "Circles at a scale common" in caption(prepared, library, territories()).subtitle
        assert prepared.rounded.inner == whole.rounded.inner


def test_both_axes_of_two_ratios_are_shared(library):
    request = MapRequest(
        "cinemas_100k", Level.EPCI, within="METRO", mode=Mode.BIVARIATE, second="bibliotheques_10k"
    )
    whole = prepare(library, territories(), request)
    cells = dict(zip(whole.codes, whole.cells().tolist()))
    pages = plan(library, territories(), request, (), Level.REGION).pages
    for page in pages:
        prepared = prepare(library, territories(), page.request)
        assert dict(zip(prepared.codes, prepared.cells().tolist())).items() <= cells.items()
        assert prepared.cell_colors == whole.cell_colors
    assert len(set(cells.values()) - {0}) == 9


def test_bounds_of_the_atlas_and_manual_ones_stay(library):
    official = MapRequest("dep_regions_hab", Level.REGION, method=Method.OFFICIAL, within="METRO")
    for page in plan(library, territories(), official, (), Level.REGION).pages:
        assert (page.request.method, page.common_bounds) == (Method.OFFICIAL, "all the pages")
    manual = MapRequest("cinemas_100k", Level.DEPARTEMENT, manual_bounds=(2.0, 5.0), within="REG-53")
    (page,) = plan(library, territories(), manual, (), Level.REGION).pages
    assert page.request.manual_bounds == (2.0, 5.0)


def test_outer_bounds_hold_every_value(library):
    request = MapRequest("densite", Level.COMMUNE, within="REG-53", method=Method.QUANTILE)
    whole = prepare(library, territories(), request)
    for page in plan(library, territories(), request, (), Level.DEPARTEMENT).pages:
        bounds = page.request.manual_bounds
        assert all(low < high for low, high in zip(bounds, bounds[1:]))
        assert bounds[0] <= np.nanmin(whole.values)
        assert bounds[-1] >= np.nanmax(whole.values)


def test_indicators_that_cannot_be_drawn_do_not_lose_the_others(library):
    asked = ("niveau_vie_median", "cinemas", "nonsense", "cinemas_100k", "cinemas")
    series = plan(library, territories(), MapRequest("cinemas", Level.DEPARTEMENT), asked)
    assert [page.slug for page in series.pages] == ["cinemas", "cinemas_100k"]
    assert len(series.failed) == 2
    assert "does not exist at the level" in series.failed[0]
    assert "nonsense" in series.failed[1]


def test_pages_by_indicator_and_territory_have_their_own_names(library):
    request = MapRequest("cinemas", Level.DEPARTEMENT, within="METRO")
    series = plan(library, territories(), request, ("cinemas", "cinemas_100k"), Level.REGION)
    slugs = [page.slug for page in series.pages]
    assert len(slugs) == len(set(slugs)) == 26
    assert "53-bretagne-cinemas" in slugs
    assert series.titles == ("Cinemas", "Cinemas per 100,000 inhabitants")


def test_when_none_can_be_drawn_the_first_sentence_comes(library):
    with pytest.raises(IndicatorError, match="nonsense"):
        plan(library, territories(), MapRequest("nonsense", Level.REGION), ("nonsense", "other"))


def test_a_page_cannot_show_a_level_wider_than_its_territory(library):
    with pytest.raises(TerritoryError, match="wider"):
        plan(library, territories(), MapRequest("cinemas_100k", Level.REGION), (), Level.DEPARTEMENT)


def test_a_territory_without_any_page_is_said(library):
    request = MapRequest("cinemas_100k", Level.EPCI, within="DEP-35")
    with pytest.raises(TerritoryError, match="holds no territory"):
        plan(library, territories(), request, (), Level.REGION)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Provence-Alpes-Côte d’Azur", "provence-alpes-cote-d-azur"),
        ("Île-de-France", "ile-de-france"),
        ("CC Cœur de Garonne (31)", "cc-coeur-de-garonne-31"),
        ("  ../..\\  ", ""),
        ("x" * 200, "x" * 60),
    ],
)
def test_names_of_files_are_plain(name, expected):
    assert slug(name) == expected


@given(st.text())
def test_names_of_files_never_surprise_a_system(text):
    found = slug(text)
    assert found.isascii()
    assert len(found) <= 60
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
