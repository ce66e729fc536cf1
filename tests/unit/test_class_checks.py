# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of classes and colours: true, and only when it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core.class_checks import (
    APART,
    LIGHTNESS_STEP,
    color_report,
    grey,
    grid_neighbours,
    manual_limits,
    warnings,
)
from atlas_culture_plugin.core.classify import Classification, classify
from atlas_culture_plugin.core.colors import DEFICIENCIES, distance, lab, simulate
from atlas_culture_plugin.core.model import Method
from atlas_culture_plugin.core.palettes import PaletteKind, palettes

SEQUENTIAL = [name for name, one in palettes().items() if one.kind is PaletteKind.SEQUENTIAL]
DIVERGING = [name for name, one in palettes().items() if one.kind is PaletteKind.DIVERGING]

#: Sequential palettes whose colours, as published, are too near in lightness from this many classes on.
TOO_NEAR_FROM = {
    "OrRd": 6, "BuGn": 6, "Blues": 6, "Greens": 6, "Purples": 6, "PuBuGn": 7,
    "Reds": 8, "YlGnBu": 8, "YlOrRd": 8, "DSFR": 11,
}  # fmt: skip


def classes(*counts):
    return Classification(Method.MANUAL, tuple(float(n) for n in range(len(counts) + 1)), counts)


def test_balanced_classes_call_for_nothing():
    assert warnings(classes(10, 12, 9)) == []
    assert warnings(classes(40)) == []
    assert warnings(Classification(Method.QUANTILE, (), ())) == []


def test_empty_classes_are_named():
    assert "Class 2 is empty" in warnings(classes(5, 0, 5))[0]
    assert "Classes 1, 3 are empty" in warnings(classes(0, 5, 0, 5))[0]


def test_a_class_that_holds_most_is_named_from_sixty_per_cent():
    assert warnings(classes(59, 41)) == []
    assert "Class 2 holds 60%" in warnings(classes(40, 60))[0]


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50),
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9, unique=True),
)
def test_limits_to_ask_for_give_back_the_same_classes(values, limits):
    inner = tuple(sorted(limits))
    made = classify(values, Method.MANUAL, manual=manual_limits(inner, values))
    expected = np.searchsorted(inner, values, side="right") + 1
    assert made.inner == inner
    assert list(made.classes(values)) == list(expected)


def test_limits_inside_the_values_are_left_alone():
    assert manual_limits((2.0, 3.0), [1.0, np.nan, 4.0]) == (2.0, 3.0)
    assert manual_limits((), [1.0]) == ()
    assert manual_limits((2.0,), [np.nan]) == (2.0,)


@pytest.mark.parametrize("name", SEQUENTIAL)
@pytest.mark.parametrize("count", range(2, 13))
def test_lightness_of_sequential_palettes_is_measured(name, count):
    report = color_report(palettes()[name].colors(count))
    assert report.in_order
    reads = count < TOO_NEAR_FROM[name]
    assert (report.smallest_step >= LIGHTNESS_STEP) == report.prints_in_grey == reads
    assert ("still reads" in report.sentences()[0]) == reads
    assert ("hardly reads" in report.sentences()[0]) == (not reads)


@pytest.mark.parametrize("name", DIVERGING)
@pytest.mark.parametrize("count", [4, 5, 6, 7])
def test_diverging_palettes_are_said_not_to_read_in_grey(name, count):
    report = color_report(palettes()[name].colors(count))
    assert not report.in_order
    assert "does not read" in report.sentences()[0]


@pytest.mark.parametrize("name", [*SEQUENTIAL, *DIVERGING])
@pytest.mark.parametrize("count", [3, 5, 7, 9])
def test_the_distance_told_is_the_smallest_of_all_eyes(name, count):
    colors = palettes()[name].colors(count)
    report = color_report(colors)
    eyes = [colors] + [[simulate(color, one) for color in colors] for one in DEFICIENCIES]
    smallest = [min(distance(a, b) for a, b in zip(seen, seen[1:])) for seen in eyes]
    assert [vision.closest for vision in report.visions] == pytest.approx(smallest)
    assert ("for every eye" in report.sentences()[1]) == (min(smallest) >= APART)


def test_the_eyes_that_confuse_colors_are_named():
    report = color_report(["#d73027", "#7c7c00"])
    unsafe = [vision.label for vision in report.visions if vision.closest < APART]
    assert all(label.lower() in report.sentences()[1] for label in unsafe)
    twins = color_report(["#336699", "#336699"])
    assert "ordinary eyes" in twins.sentences()[1]


def test_one_color_calls_for_nothing():
    assert color_report(["#336699"]).sentences() == []
    assert color_report([]).sentences() == []


def test_grey_keeps_the_lightness():
    shade = grey("#e34a33")
    assert len({shade[1:3], shade[3:5], shade[5:7]}) == 1
    assert lab(shade)[0] == pytest.approx(lab("#e34a33")[0], abs=0.3)


def test_neighbours_in_a_square():
    pairs = grid_neighbours(3)
    assert len(pairs) == len(set(pairs)) == 12
    assert (2, 3) not in pairs
    assert {(0, 1), (0, 3), (4, 5), (4, 7)} <= set(pairs)
    colors = ["#ffffff", "#ffffff", "#000000", "#888888"]
    assert color_report(colors, grid_neighbours(2)).visions[0].closest == 0
    assert color_report(colors, [(0, 2)]).visions[0].closest > 90


def test_crossed_colors_are_told_apart_in_grey_only_if_no_two_are_alike():
    alike = color_report(["#ffffff", "#8080ff", "#d08000", "#c8c8c8"], grid_neighbours(2))
    assert not alike.prints_in_grey
    assert "same grey" in alike.sentences()[0]
    apart = color_report(["#ffffff", "#aaaaaa", "#666666", "#222222"], grid_neighbours(2))
    assert apart.prints_in_grey
    assert "still reads" in apart.sentences()[0]
