# SPDX-License-Identifier: GPL-2.0-or-later
"""Bins: none of the values is lost, every bound is shown, a long tail is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core.histogram import (
    FEWEST,
    MOST,
    TAIL,
    bound_decimals,
    histogram,
    pieces,
    rank_of,
    ticks,
)

finite = st.floats(-1e9, 1e9)
RANDOM = np.random.default_rng(20260101)


@given(st.lists(finite, min_size=1, max_size=200), st.lists(finite, max_size=6, unique=True))
def test_no_value_is_lost_and_the_bins_are_sound(values, bounds):
    inner = sorted(bounds)
    bins = histogram(values, inner)
    assert bins.total == len(values)
    assert len(bins.edges) == len(bins.counts) + 1
    assert list(bins.edges) == sorted(set(bins.edges))
    assert FEWEST <= len(bins.counts) <= MOST
    real = np.array(values)
    inside = [bound for bound in inner if real.min() <= bound <= bins.high]
    assert not inside or inside[-1] < bins.high
    assert bins.below + bins.above <= 2 * max(1, np.ceil(TAIL * len(values)))


def test_missing_values_do_not_count():
    assert histogram([np.nan, np.inf, 1.0, 2.0]).total == 2
    assert histogram([np.nan]).total == 0
    assert histogram([]).counts == ()


@pytest.mark.parametrize("value", [0.0, 5.0, -3.2, 1e15, 1e-12])
def test_equal_values_make_one_bar(value):
    bins = histogram([value] * 7)
    assert sorted(bins.counts)[-2:] == [0, 7]
    assert bins.low < value < bins.high


def test_edges_are_round_and_zero_is_one_of_them():
    bins = histogram(RANDOM.normal(0, 3, 500))
    assert 0.0 in bins.edges
    assert all(len(f"{edge:.12g}") <= 5 for edge in bins.edges)


def test_the_width_is_that_of_freedman_and_diaconis_as_near_as_a_round_number_is():
    values = RANDOM.normal(100, 15, 2000)
    low, high = np.quantile(values, [0.25, 0.75])
    wanted = 2 * (high - low) / 2000 ** (1 / 3)
    edges = histogram(values).edges
    assert 0.7 < (edges[1] - edges[0]) / wanted < 1.5


def test_a_value_on_an_edge_is_counted_above_it_as_classes_do():
    values = [0.1, 0.2, 0.3, 0.3, 0.7, 1.0]
    bins = histogram(values)
    for lower, upper, count in zip(bins.edges[:-1], bins.edges[1:-1], bins.counts):
        assert count == sum(lower <= value < upper for value in values)


def test_a_long_tail_is_cut_and_counted():
    values = [*range(100), 5000.0]
    bins = histogram(values)
    assert (bins.below, bins.above) == (0, 1)
    assert bins.high < 200
    assert histogram([*range(100), -5000.0]).below == 1
    assert histogram(range(101)).above == 0


@pytest.mark.parametrize(("count", "left_out"), [(4, 0), (49, 0), (50, 1)])
def test_few_values_are_all_drawn(count, left_out):
    bins = histogram([*range(count - 1), 5000.0])
    assert (bins.below, bins.above) == (0, left_out)
    assert sum(histogram([0.0, 2.21, 2.25, 9.0]).counts) == 4


def test_the_axis_goes_on_to_the_bounds_that_leave_half_of_it_to_the_values():
    values = [*range(101), 5000.0]
    assert histogram(values, [50.0, 180.0]).high > 180
    assert histogram(values, [50.0, 180.0, 4000.0]).high < 300
    assert histogram(range(101), [-90.0, 50.0]).low <= -90
    assert histogram(range(101), [-9000.0, 50.0]).low == 0


def test_a_bound_at_the_largest_value_leaves_room_for_its_class():
    assert histogram(range(101), [50.0, 100.0]).high > 100
    assert histogram([4.0] * 3, [2.0]).low <= 2


def test_nothing_is_cut_when_nearly_all_the_values_are_equal():
    bins = histogram([0.0] * 990 + [10.0] * 10)
    assert (bins.below, bins.above, bins.tallest) == (0, 0, 990)


def test_bars_are_cut_at_the_bounds():
    values = np.linspace(0, 10, 1001)
    bins = histogram(values)
    inner = (2.03, 2.04, 7.5)
    found = pieces(bins, inner)
    assert [piece.rank for piece in found] == sorted(piece.rank for piece in found)
    assert {piece.rank for piece in found} == {0, 1, 2, 3}
    for before, after in zip(found, found[1:]):
        assert before.upper == after.lower
        if before.rank != after.rank:
            assert before.upper in inner
    assert (found[0].lower, found[-1].upper) == (bins.low, bins.high)


def test_the_part_of_a_bar_where_nobody_is_has_no_color():
    # One bin from 0 to 100, nobody under 50, and a value at the very end of the last bin.
    values = [60.0, 70.0, *range(100, 1001, 10)]
    bins = histogram(values, (50.0, 100.0))
    assert bins.edges[:2] == (0.0, 100.0) and bins.high == 1000
    found = pieces(bins, (50.0, 100.0))
    assert {piece.rank for piece in found} == {1, 2}
    assert (found[0].lower, found[0].upper, found[0].count) == (50, 100, 2)
    assert found[-1].upper == bins.high


def test_rank_of_a_bound_is_the_class_above():
    assert [rank_of(value, (1.0, 2.0)) for value in (0.5, 1.0, 1.5, 2.0)] == [0, 1, 1, 2]


@given(finite, st.floats(1e-6, 1e9), st.integers(2, 10))
def test_ticks_are_inside_ascending_and_few(low, span, most):
    high = low + span
    found = ticks(low, high, most)
    assert len(found) <= most
    assert found == sorted(found)
    assert all(low - span * 1e-9 <= tick <= high + span * 1e-9 for tick in found)


def test_ticks_are_round():
    assert ticks(0, 100, 6) == [0, 20, 40, 60, 80, 100]
    assert ticks(-0.31, 0.32, 4) == [-0.2, 0.0, 0.2]
    assert ticks(3, 3, 4) == []


@pytest.mark.parametrize(
    ("inner", "own", "expected"),
    [
        ((10.0, 20.0), 1, 0),
        ((10.5, 20.0), 1, 1),
        ((10.123456,), 1, 2),
        ((10.1231, 10.1239), 1, 3),
        ((), 2, 2),
    ],
)
def test_bounds_are_written_as_legends_do(inner, own, expected):
    assert bound_decimals(inner, own) == expected
