# SPDX-License-Identifier: GPL-2.0-or-later
"""Bounds of every method, on ordinary, awkward and random values."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from atlas_culture_plugin.core.classify import MAX_CLASSES, classify, round_bounds
from atlas_culture_plugin.core.errors import ClassificationError
from atlas_culture_plugin.core.model import Method

FROM_DATA = [method for method in Method if method not in (Method.OFFICIAL, Method.MANUAL)]
NEVER_EMPTY = [
    Method.QUANTILE,
    Method.NATURAL_BREAKS,
    Method.Q6,
    Method.NESTED_MEANS,
    Method.HEAD_TAIL,
]
ATLAS = (25.0, 55.0, 90.0, 140.0)

positive = st.one_of(
    st.integers(1, 30).map(float), st.floats(-9, 12).map(lambda power: 10.0**power), st.floats(1e-6, 1e6)
)
anything = st.one_of(
    positive,
    st.integers(-30, 30).map(float),
    st.floats(-1e100, 1e100),
    st.floats(0, 1).map(lambda noise: 1e9 + noise),
    st.just(float("nan")),
)
methods = st.sampled_from(list(Method))
counts = st.integers(1, MAX_CLASSES)


def series(elements=anything, smallest=0):
    return st.lists(elements, min_size=smallest, max_size=60).map(np.array)


def make(values, method, classes=5):
    """Any method; geometric refuses what it must, and that is checked elsewhere."""
    values = np.asarray(values, dtype=float)
    present = values[~np.isnan(values)]
    assume(not (method is Method.GEOMETRIC and present.size and present.min() <= 0))
    return classify(values, method, classes, manual=ATLAS, official=ATLAS)


@given(series(), methods, counts)
@settings(max_examples=500, deadline=None)
def test_every_value_is_in_exactly_one_class(values, method, classes):
    made = make(values, method, classes)
    found = made.classes(values)
    missing = np.isnan(values)
    assert list(found == 0) == list(missing)
    k = len(made.counts)
    for value, label in zip(values[~missing], found[~missing]):
        low, high = made.bounds[label - 1], made.bounds[label]
        assert low <= value
        assert value < high or (label == k and value == high)
    assert sum(made.counts) == np.count_nonzero(~missing)
    assert len(made.bounds) == (k + 1 if k else 0)


@given(series(smallest=1), methods, counts)
@settings(max_examples=300, deadline=None)
def test_bounds_ascend(values, method, classes):
    bounds = make(values, method, classes).bounds
    assert all(a <= b for a, b in zip(bounds, bounds[1:]))
    assert all(a < b for a, b in zip(bounds[1:-1], bounds[2:-1]))
    if method in FROM_DATA and bounds:
        assert (bounds[0], bounds[-1]) == (np.nanmin(values), np.nanmax(values))
        if len(bounds) > 2:
            assert bounds[0] < bounds[1]


@given(series(), methods, counts, st.randoms())
@settings(max_examples=200, deadline=None)
def test_order_of_the_rows_does_not_matter(values, method, classes, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    assert make(values, method, classes) == make(np.array(shuffled), method, classes)


@given(series(smallest=1), st.sampled_from(NEVER_EMPTY), counts)
@settings(max_examples=300, deadline=None)
def test_these_methods_leave_no_class_empty(values, method, classes):
    assert all(count > 0 for count in make(values, method, classes).counts)


@given(series(smallest=1), st.sampled_from(FROM_DATA), counts)
@settings(max_examples=300, deadline=None)
def test_fewer_classes_than_asked_is_told(values, method, classes):
    made = make(values, method, classes)
    distinct = len(np.unique(values[~np.isnan(values)]))
    assert len(made.counts) <= max(distinct, 6 if method is Method.Q6 else 0, 0)
    if len(made.counts) != classes:
        assert made.note


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=80, unique=True), counts)
@settings(deadline=None)
def test_quantiles_without_ties_differ_by_one_at_most(values, classes):
    sizes = classify(np.array(values), Method.QUANTILE, classes).counts
    assert len(sizes) == min(classes, len(values))
    assert max(sizes) - min(sizes) <= 1


@given(st.lists(st.integers(0, 8).map(float), min_size=2, max_size=60), counts)
@settings(deadline=None)
def test_quantile_cuts_are_the_nearest_that_ties_permit(values, classes):
    values = np.sort(values)
    made = classify(values, Method.QUANTILE, classes)
    possible = [0, *np.flatnonzero(np.diff(values)) + 1, len(values)]
    k = min(classes, len(possible) - 1)
    cuts = set(np.cumsum(made.counts)[:-1])
    for target in np.arange(1, k) * len(values) / k:
        nearest = min(abs(target - cut) for cut in possible)
        assert any(abs(target - cut) == nearest for cut in [0, *cuts, len(values)])
    assert cuts <= set(possible)


@given(series(smallest=1), st.sampled_from(FROM_DATA), counts)
@example(np.array([9e8, 1e9]), Method.Q6, 1)
@settings(max_examples=500, deadline=None)
def test_rounding_moves_nobody(values, method, classes):
    made = make(values, method, classes)
    rounded = round_bounds(values, made)
    assert list(rounded.classes(values)) == list(made.classes(values))
    assert rounded.counts == made.counts
    assert rounded.note == made.note
    assert rounded.bounds[:1] + rounded.bounds[-1:] == made.bounds[:1] + made.bounds[-1:]
    assert all(a < b for a, b in zip(rounded.bounds[1:-1], rounded.bounds[2:-1]))
    assert all(digits(a) <= digits(b) for a, b in zip(rounded.inner, made.inner))


def digits(value):
    """Significant digits of a number, as it is written."""
    return len(Decimal(repr(value)).normalize().as_tuple().digits)


@given(series(smallest=1), methods, counts, st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_forced_rounding_counts_what_it_moves(values, method, classes, digits):
    made = make(values, method, classes)
    rounded = round_bounds(values, made, force_digits=digits)
    moved = np.count_nonzero(rounded.classes(values) != made.classes(values))
    assert (str(moved) in rounded.note) if moved else rounded.note == made.note
    assert sum(rounded.counts) == sum(made.counts)
    assert len(rounded.counts) == len(made.counts)
    assert list(rounded.inner) == sorted(set(rounded.inner))


@pytest.mark.parametrize(
    ("method", "classes", "bounds", "sizes"),
    [
        (Method.QUANTILE, 4, (1, 3, 5, 7, 100), (2, 2, 2, 2)),
        (Method.EQUAL_INTERVAL, 3, (1, 34, 67, 100), (7, 0, 1)),
        (Method.NATURAL_BREAKS, 2, (1, 100, 100), (7, 1)),
        (Method.NESTED_MEANS, 4, (1, 4, 16, 100), (3, 4, 1)),
        (Method.HEAD_TAIL, 5, (1, 16, 100), (7, 1)),
        (Method.GEOMETRIC, 2, (1, 10, 100), (7, 1)),
    ],
)
def test_known_bounds(method, classes, bounds, sizes):
    made = classify([100, 1, 2, 3, 4, 5, 6, 7], method, classes)
    assert made.bounds == pytest.approx(bounds)
    assert made.counts == sizes


def test_q6_is_percentiles():
    made = classify(np.arange(101.0), Method.Q6, 6)
    assert made.bounds == (0, 5, 25, 50, 75, 95, 100)
    assert made.counts == (5, 20, 25, 25, 20, 6)
    assert not made.note
    assert "six" in classify(np.arange(101.0), Method.Q6, 5).note


def test_standard_deviation_is_centred():
    values = np.array([-3.0, -1, -1, 0, 0, 0, 0, 1, 1, 3])
    sd = values.std()
    odd = classify(values, Method.STANDARD_DEVIATION, 5)
    assert odd.inner == pytest.approx((-1.5 * sd, -0.5 * sd, 0.5 * sd, 1.5 * sd))
    even = classify(values, Method.STANDARD_DEVIATION, 4)
    assert even.inner == pytest.approx((-sd, 0, sd))
    clipped = classify([*values, 0.1, 0.2, 0.3, 0.4], Method.STANDARD_DEVIATION, 9)
    assert len(clipped.counts) == 5
    assert "5 classes" in clipped.note


def test_head_tail_goes_on_while_heads_are_a_minority():
    heavy = np.array([1.0] * 64 + [10.0] * 16 + [100.0] * 4 + [1000.0])
    assert classify(heavy, Method.HEAD_TAIL, 12).counts == (64 + 16, 4, 1)
    assert classify(heavy, Method.HEAD_TAIL, 2).counts == (80, 5)
    flat = classify(np.arange(100.0), Method.HEAD_TAIL, 5)
    assert flat.counts == (50, 50)
    assert "2 classes" in flat.note


@pytest.mark.parametrize(("asked", "made"), [(1, 1), (2, 2), (3, 2), (5, 4), (6, 4), (7, 8), (12, 8)])
def test_nested_means_takes_the_nearest_power_of_two(asked, made):
    result = classify(np.arange(64.0) ** 1.5, Method.NESTED_MEANS, asked)
    assert len(result.counts) == made
    assert bool(result.note) == (asked != made)


@pytest.mark.parametrize("method", FROM_DATA)
def test_all_equal_makes_one_class(method):
    made = classify([7.0, 7.0, np.nan, 7.0], method, 5)
    assert (made.bounds, made.counts) == ((7.0, 7.0), (3,))
    assert made.note
    assert list(made.classes([7.0, np.nan])) == [1, 0]


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_no_value_is_an_empty_classification(method, values):
    made = classify(values, method, manual=ATLAS, official=ATLAS)
    assert (made.bounds, made.counts) == ((), ())
    assert made.note
    assert list(made.classes([1.0, np.nan])) == [0, 0]
    assert round_bounds(values, made) == made


def test_missing_values_are_not_zeros():
    with_gaps = classify([np.nan] * 50 + list(range(10, 20)), Method.QUANTILE, 5)
    assert with_gaps.bounds == (10, 12, 14, 16, 18, 19)
    assert with_gaps.counts == (2, 2, 2, 2, 2)


def test_official_bounds_keep_empty_classes():
    made = classify([30.0, 60.0, 60.0], Method.OFFICIAL, official=ATLAS)
    assert made.bounds == (25, 25, 55, 90, 140, 140)
    assert made.counts == (0, 1, 2, 0, 0)
    assert list(made.classes([10, 25, 54.9, 140, 1e6])) == [1, 2, 2, 5, 5]
    assert round_bounds([30.0, 60.0, 60.0], made) == made


@pytest.mark.parametrize(
    ("limits", "bounds", "sizes"),
    [
        ((10, 20), (2, 10, 20, 28), (1, 2, 1)),
        ((0, 10, 20, 30), (0, 10, 20, 30), (1, 2, 1)),
        ((0, 10, 20), (0, 10, 20, 28), (1, 2, 1)),
        ((10, 20, 28), (2, 10, 20, 28), (1, 2, 1)),
        ((2, 28), (2, 28), (4,)),
        ((-5,), (-5, 28), (4,)),
        ((10,), (2, 10, 28), (1, 3)),
    ],
)
def test_manual_bounds_are_inner_or_all(limits, bounds, sizes):
    made = classify([2, 12, 15, 28], Method.MANUAL, manual=limits)
    assert made.bounds == bounds
    assert made.counts == sizes
    assert list(made.classes([-1000, 1000])) == [1, len(sizes)]


def test_manual_limit_that_is_the_only_value():
    made = classify([5.0, 5.0], Method.MANUAL, manual=[5])
    assert (made.bounds, made.counts) == ((5.0, 5.0), (2,))


@pytest.mark.parametrize(
    "limits", [(), (3, 2), (1, 1), (1, float("nan"), 3), (float("inf"),), tuple(range(3, 20))]
)
@pytest.mark.parametrize("method", [Method.MANUAL, Method.OFFICIAL])
def test_bad_limits_are_refused(limits, method):
    with pytest.raises(ClassificationError, match=r"[Bb]ounds"):
        classify([0.5, 30.0], method, manual=limits, official=limits)


@pytest.mark.parametrize("classes", [0, -1, 13])
def test_number_of_classes_is_limited(classes):
    with pytest.raises(ClassificationError, match="from 1 to 12"):
        classify([1, 2, 3], Method.QUANTILE, classes)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), 1e200])
def test_infinite_values_are_refused(value):
    with pytest.raises(ClassificationError, match="infinite"):
        classify([1.0, value], Method.QUANTILE)


@pytest.mark.parametrize("smallest", [0.0, -2.0])
def test_geometric_needs_positive_values(smallest):
    with pytest.raises(ClassificationError, match="above zero"):
        classify([smallest, 1, 2], Method.GEOMETRIC)


@pytest.mark.parametrize(
    ("values", "bounds", "rounded"),
    [
        ([1.2, 17.23, 23.94, 40], (1.2, 23.94, 40), (20,)),
        ([1.2, 11.1, 13.42, 40], (1.2, 13.42, 40), (13,)),
        ([960, 996, 1004, 1100], (960, 1004, 1100), (1000,)),
        ([0.0011, 0.00123, 0.00131, 0.002], (0.0011, 0.00131, 0.002), (0.0013,)),
        ([-50, -5, 0.000123, 60], (-50, 0.000123, 60), (0,)),
        ([17_760, 19_985, 20_010, 34_000], (17_760, 20_010, 34_000), (20_000,)),
        ([1e9 + 0.1, 1e9 + 0.4, 1e9 + 0.6, 1e9 + 2], (1e9 + 0.1, 1e9 + 0.6, 1e9 + 2), (1e9 + 0.6,)),
    ],
)
def test_rounding_reads_well(values, bounds, rounded):
    made = classify(values, Method.MANUAL, manual=bounds)
    natural = type(made)(Method.NATURAL_BREAKS, made.bounds, made.counts)
    assert round_bounds(values, natural).inner == rounded


def test_rounding_keeps_empty_classes_in_order():
    values = [0.0, 0.1, 1000.0]
    made = classify(values, Method.EQUAL_INTERVAL, 3)
    wide = type(made)(made.method, (0.0, 333.3, 333.4, 333.5, 1000.0), (2, 0, 0, 1))
    rounded = round_bounds(values, wide)
    assert rounded.counts == (2, 0, 0, 1)
    assert all(a < b for a, b in zip(rounded.bounds, rounded.bounds[1:]))


def test_forced_rounding_takes_the_digits_asked():
    values = [1.0, 12.3, 12.6, 20.0]
    made = classify(values, Method.MANUAL, manual=[12.6])
    rounded = round_bounds(values, made, force_digits=2)
    assert rounded.inner == (13.0,)
    assert rounded.counts == (3, 1)
    assert "1 territories" in rounded.note
