# SPDX-License-Identifier: GPL-2.0-or-later
"""From a request to values, statuses, classes and colours."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import (
    AtlasError,
    ClassificationError,
    IndicatorError,
    StyleError,
    TerritoryError,
)
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare, ratio_for, summary
from atlas_culture_plugin.core.model import Level, Method, Mode, Status, ValueKind
from atlas_culture_plugin.core.palettes import palettes
from atlas_culture_plugin.core.territories import territories
from tests.package_figures import LEVELS, columns, expected, split
from tests.unit.samples import sample


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


def make(library, indicator="densite", level=Level.REGION, **more):
    return prepare(library, territories(), MapRequest(indicator, level, **more))


@pytest.mark.parametrize("level", LEVELS)
def test_every_figure_of_every_column_is_the_one_of_the_package(library, level):
    for column in columns(level):
        indicator, year = split(column)
        prepared = make(library, indicator, Level(level), year=year, method=Method.QUANTILE)
        states = [Status(int(status)).field_value for status in prepared.statuses]
        numbers = [None if np.isnan(value) else float(value) for value in prepared.values]
        values = [text or None for text in prepared.texts] if prepared.texts else numbers
        assert dict(zip(prepared.codes, zip(values, states))) == expected(level, column), column


def test_the_defaults_of_the_indicator_are_filled_in(library):
    request = make(library).request
    assert request.indicator == "atlas-essentiel/densite"
    assert (request.year, request.method, request.palette) == (2023, Method.OFFICIAL, request.palette)
    assert request.palette in palettes()
    assert request.classes >= 2
    assert MapRequest.from_json(request.to_json()) == request


def test_bounds_without_a_method_are_manual(library):
    prepared = make(library, manual_bounds=(50.0, 100.0))
    assert prepared.request.method is Method.MANUAL
    assert prepared.classification.inner == (50.0, 100.0)


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.MANUAL])
@pytest.mark.parametrize("level", list(Level))
def test_every_method_classifies_real_figures(library, method, level):
    # No commune of Brittany is empty: a geometric progression takes no zero.
    prepared = make(library, level=level, method=method, classes=5, within="REG-53")
    bounds = prepared.classification.bounds
    assert list(bounds) == sorted(bounds)
    classes = prepared.classification.classes(prepared.values)
    assert ((classes == 0) == np.isnan(prepared.values)).all()
    assert sum(prepared.classification.counts) == prepared.count(Status.VALUE)
    assert len(prepared.colors) == len(prepared.classification.counts)


def test_a_restriction_classifies_what_is_inside_only(library):
    brittany = make(library, level=Level.DEPARTEMENT, within="REG-53", method=Method.EQUAL_INTERVAL)
    assert brittany.codes == ("22", "29", "35", "56")
    figures = expected("departement", "densite_2023")
    inside = [figures[code][0] for code in brittany.codes]
    assert (brittany.classification.bounds[0], brittany.classification.bounds[-1]) == (
        min(inside),
        max(inside),
    )


def test_a_selection_without_any_value_has_no_class(library):
    prepared = make(library, "cinemas", Level.COMMUNE, within="DEP-974")
    assert prepared.count(Status.MISSING) == len(prepared.codes) == 24
    assert prepared.classification.bounds == ()
    assert prepared.maximum() == 0.0
    assert len(prepared.colors) == 1
    assert summary(prepared) == "24 territories: 0 with a value, not available: 24"
    assert prepared.notes[0] == "There is no value to show here."


def test_one_territory_makes_one_class(library):
    prepared = make(library, level=Level.REGION, within="REG-53", method=Method.QUANTILE)
    assert prepared.codes == ("53",)
    assert len(prepared.classification.counts) == 1


def test_a_stock_says_why_it_is_drawn_as_circles_and_offers_its_ratio(library):
    (note,) = make(library, "cinemas").notes[-1:]
    assert "circles" in note
    assert "atlas-essentiel/cinemas_100k" in note
    assert not any("circles" in note for note in make(library, "cinemas_100k").notes)


def test_only_a_map_with_classes_speaks_of_classes(library, tmp_path):
    """Most communes have no cinema: quantiles cannot be made, and circles do not need them."""
    ratio = make(library, "cinemas_100k", Level.COMMUNE, method=Method.QUANTILE)
    assert "classes were asked for" in ratio.notes[0]
    (only,) = make(library, "cinemas", Level.COMMUNE, method=Method.QUANTILE).notes
    assert "circles" in only
    own = Library(tmp_path / "own")
    own.install(sample(tmp_path / "made").folder)
    typology = prepare(own, territories(), MapRequest("petit/classe", Level.COMMUNE))
    assert typology.notes == ()


def test_every_stock_is_offered_a_ratio_of_its_own_at_that_level(library):
    offered = 0
    for indicator in library.indicators():
        for level in indicator.levels if indicator.kind is ValueKind.STOCK else ():
            ratio = ratio_for(library, indicator, level)
            if ratio:
                offered += 1
                assert (ratio.numerator, ratio.kind) == (indicator.id, ValueKind.RATIO)
                assert level in ratio.levels
    assert offered > 50


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"indicator": "cinema"}, IndicatorError, "cinemas"),
        ({"indicator": "niveau_vie_median"}, IndicatorError, "Its levels: commune"),
        ({"indicator": "musees", "year": 2020}, IndicatorError, "Its years: 2019, 2023"),
        ({"within": "REG-99"}, TerritoryError, "REG-99 does not exist"),
        ({"within": "Bretagne"}, TerritoryError, "write REG-53"),
        ({"within": "COM-35238"}, IndicatorError, "choose a finer level"),
        ({"palette": "Nope"}, StyleError, "Nope"),
        ({"method": Method.MANUAL}, ClassificationError, "type at least one limit"),
        ({"manual_bounds": (2.0, 1.0)}, ClassificationError, "ascending order"),
        ({"method": Method.QUANTILE, "classes": 99}, ClassificationError, "1 to 12"),
        ({"indicator": "cinemas_100k", "method": Method.OFFICIAL}, IndicatorError, "another method"),
        (
            {"indicator": "dep_epci_hab", "level": Level.EPCI, "method": Method.GEOMETRIC},
            ClassificationError,
            "above zero",
        ),
    ],
)
def test_what_cannot_be_made_ends_in_a_sentence(library, change, error, words):
    with pytest.raises(error) as caught:
        make(library, **change)
    assert words in caught.value.sentence


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
)
ALMOST = st.fixed_dictionaries(
    {"indicator": JSON, "level": st.sampled_from(["region", "pays"]) | JSON},
    optional=dict.fromkeys(
        ("year", "within", "method", "classes", "palette", "manual_bounds", "detail"), JSON
    ),
)


@given(document=ALMOST | JSON)
def test_a_request_edited_by_hand_is_read_or_ignored(document):
    request = MapRequest.from_json(json.dumps(document))
    assert request is None or MapRequest.from_json(request.to_json()) == request


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "12", '{"indicator": "x"}', "[" * 100_000])
def test_a_text_that_is_no_request_is_ignored(text):
    assert MapRequest.from_json(text) is None


@given(
    indicator=st.sampled_from(["densite", "cinemas", "part_ae", "musees", "musees_entrees"]),
    level=st.sampled_from([Level.REGION, Level.DEPARTEMENT, Level.EPCI]),
    method=st.none() | st.sampled_from(list(Method)),
    classes=st.none() | st.integers(-2, 15),
    manual=st.lists(st.floats(), max_size=4).map(tuple),
    within=st.sampled_from(["", "METRO", "REG-53", "DEP-2A", "REG-01", "DEP-976"]),
    mode=st.sampled_from(list(Mode)),
    second=st.sampled_from(["", "cinemas_100k", "part_ae", "musees", "dep_epci_hab", "rien"]),
    since=st.none() | st.sampled_from([2018, 2019, 2023, 2030]),
    threshold=st.sampled_from([0.0, 0.5, 1e5, 1e12]),
    more=st.fixed_dictionaries(
        {},
        optional={
            "around_national": st.booleans(),
            "rounded": st.booleans(),
            "circle_maximum": st.floats(0, 1e9),
            "palette": st.sampled_from(["Blues", "PuOr", "Set2", "BlueOrange"]),
        },
    ),
)
def test_any_request_is_answered_or_refused_with_a_sentence(
    library, indicator, level, method, classes, manual, within, mode, second, since, threshold, more
):
    try:
        prepared = make(
            library,
            indicator,
            level,
            method=method,
            classes=classes,
            manual_bounds=manual,
            within=within,
            mode=mode,
            second=second,
            since=since,
            threshold=threshold,
            **more,
        )
    except AtlasError as error:
        assert error.sentence
        return
    sides = [prepared] if prepared.second is None else [prepared, prepared.second]
    for side in sides:
        assert len(side.codes) == len(side.values) == len(side.statuses) == len(prepared.codes)
        assert sum(side.classification.counts) == side.count(Status.VALUE)
        assert (np.isnan(side.values) == (side.statuses != Status.VALUE)).all()
        assert side.scale_maximum() >= 0
    assert ((prepared.cells() > 0) == (prepared.joint_statuses() == Status.VALUE)).all() or len(sides) == 1
    assert summary(prepared) and prepared.heading
