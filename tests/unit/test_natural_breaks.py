# SPDX-License-Identifier: GPL-2.0-or-later
"""The fast optimum is the optimum: compared with the exhaustive programme and with mapclassify."""

from __future__ import annotations

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_culture_plugin.core import natural_breaks
from atlas_culture_plugin.core.natural_breaks import optimal_starts


def deviations(values) -> float:
    """Two-pass sum of squared deviations, centred first: equal values have exactly none."""
    if not len(values):
        return 0.0
    centred = values - values[0]
    return float(np.sum((centred - np.mean(centred)) ** 2))


def partition_cost(distinct, weights, starts) -> float:
    ends = [*starts[1:], len(distinct)]
    return sum(deviations(np.repeat(distinct[a:b], weights[a:b])) for a, b in zip(starts, ends))


def exhaustive(values, classes) -> float:
    """Smallest cost over every split of the sorted values, one value at a time: O(k n²)."""
    x = np.sort(values)
    n = len(x)
    cost = [[deviations(x[i:j]) for j in range(n + 1)] for i in range(n + 1)]
    best = cost[0]
    for _ in range(classes - 1):
        best = [min((best[i] + cost[i][j] for i in range(j + 1)), default=0.0) for j in range(n + 1)]
    return best[n]


def check_optimal(values, classes):
    distinct, weights = np.unique(values, return_counts=True)
    starts = optimal_starts(distinct, weights, classes)
    assert len(starts) == classes
    assert starts[0] == 0
    assert all(a < b for a, b in zip(starts, starts[1:]))
    found = partition_cost(distinct, weights, starts)
    assert found <= exhaustive(values, classes) * (1 + 1e-9) + 1e-300


samples = st.one_of(
    st.lists(st.integers(-20, 20).map(float), min_size=1, max_size=25),
    st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=25),
    st.lists(st.floats(-9, 12).map(lambda power: 10.0**power), min_size=1, max_size=25),
    st.lists(st.tuples(st.sampled_from([-1e9, 0.0, 1e9]), st.floats(0, 1)).map(sum), min_size=1, max_size=25),
)


@given(samples, st.integers(1, 7))
@settings(max_examples=200, deadline=None)
def test_same_as_exhaustive(values, classes):
    values = np.array(values)
    check_optimal(values, min(classes, len(np.unique(values))))


@given(st.integers(0, 10**6), st.integers(3, 6), st.integers(2, 12), st.integers(20, 90))
@settings(max_examples=300, deadline=None)
def test_windows_keep_the_optimum(seed, classes, bins, size):
    """Whatever the bins, even too few of them, the narrowed search finds what the whole one finds."""
    rng = np.random.default_rng(seed)
    values = rng.choice([0.0, 3.0, 50.0, 1e6], size) + 10.0 ** rng.uniform(-2, rng.uniform(0, 4), size)
    distinct, weights = np.unique(values, return_counts=True)
    whole = partition_cost(distinct, weights, optimal_starts(distinct, weights, classes))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(natural_breaks, "_BINS", bins)
        narrowed = partition_cost(distinct, weights, optimal_starts(distinct, weights, classes))
    assert narrowed <= whole * (1 + 1e-9)


@pytest.mark.parametrize("classes", [2, 3, 6, 12])
@pytest.mark.parametrize("shape", ["normal", "lognormal", "uniform", "clusters"])
def test_windows_agree_with_the_whole_on_many_values(shape, classes, monkeypatch):
    rng = np.random.default_rng(7)
    values = {
        "normal": rng.normal(size=9000),
        "lognormal": np.exp(rng.normal(4, 1.4, 9000)),
        "uniform": rng.uniform(size=9000),
        "clusters": rng.choice([-1e9, 0, 1e9], 9000) + rng.normal(size=9000),
    }[shape]
    distinct, weights = np.unique(values, return_counts=True)
    fast = partition_cost(distinct, weights, optimal_starts(distinct, weights, classes))
    monkeypatch.setattr(natural_breaks, "_BINS", len(values))
    whole = partition_cost(distinct, weights, optimal_starts(distinct, weights, classes))
    assert fast == pytest.approx(whole, rel=1e-9)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("classes", [3, 6])
def test_never_worse_than_mapclassify(seed, classes):
    rng = np.random.default_rng(seed)
    values = [rng.normal(size=300), np.exp(rng.normal(3, 1.5, 300)), rng.integers(0, 60, 300) * 1.0][seed % 3]
    theirs = mapclassify.FisherJenks(values, k=classes)
    their_cost = sum(deviations(values[theirs.yb == label]) for label in range(classes))
    distinct, weights = np.unique(values, return_counts=True)
    ours = partition_cost(distinct, weights, optimal_starts(distinct, weights, classes))
    assert ours <= their_cost * (1 + 1e-12)


@pytest.mark.parametrize("scale", [5e-324, 1e-160, 1e99])
def test_any_scale(scale):
    values = np.array([0.0, 1.0, 2.0, 50.0, 51.0, 100.0]) * scale
    assert optimal_starts(values, np.ones(6), 3) == [0, 3, 5]


def test_weights_pull_the_limits():
    distinct = np.array([0.0, 4.9, 10.0])
    assert optimal_starts(distinct, np.array([1, 1, 1]), 2) == [0, 2]
    assert optimal_starts(distinct, np.array([9, 1, 1]), 2) == [0, 1]
    assert optimal_starts(distinct, np.array([1, 1, 9]), 2) == [0, 2]


def test_national_scale_is_fast():
    """Far above what is needed (0.04 s), far below an O(n²) solver (minutes)."""
    import time

    values = np.sort(np.exp(np.random.default_rng(1).normal(4, 1.4, 35_000)))
    started = time.process_time()
    optimal_starts(values, np.ones(len(values)), 6)
    assert time.process_time() - started < 1.0
