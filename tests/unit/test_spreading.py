# SPDX-License-Identifier: GPL-2.0-or-later
"""Circles that hide each other are moved apart; the others stay."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core.spreading import MOST, VISIBLE, spread

CIRCLE = st.tuples(st.floats(0, 60), st.floats(0, 60), st.floats(0, 12))


def run(circles):
    x, y, diameters = np.array(circles, dtype=float).reshape(-1, 3).T
    dx, dy = spread(x, y, diameters)
    return x, y, diameters, dx, dy


def hidden(x, y, diameters):
    """Largest share of the width of a circle that a larger one hides."""
    worst = 0.0
    for a in range(len(x)):
        for b in range(a):
            small, large = sorted((diameters[a] / 2, diameters[b] / 2))
            inside = large + small - np.hypot(x[a] - x[b], y[a] - y[b])
            if small > 0.005:
                worst = max(worst, inside / (2 * small))
    return worst


def test_small_circles_go_around_a_large_one_that_stays():
    x, y, diameters, dx, dy = run([(0, 0, 11), (0.6, 0, 3), (-0.6, 0.1, 3), (0, 0.7, 3), (30, 30, 5)])
    assert hidden(x, y, diameters) > 0.9
    assert hidden(x + dx, y + dy, diameters) <= 1 - VISIBLE + 0.02
    assert np.hypot(dx[0], dy[0]) < 1 < np.hypot(dx[1:4], dy[1:4]).min()
    assert (dx[4], dy[4]) == (0, 0)


def test_circles_on_one_point_find_a_direction():
    x, y, diameters, dx, dy = run([(5, 5, 4), (5, 5, 4)])
    assert hidden(x + dx, y + dy, diameters) <= 1 - VISIBLE + 0.02


@given(st.lists(CIRCLE, max_size=12))
def test_any_circles_are_less_hidden_than_before(circles):
    x, y, diameters, dx, dy = run(circles)
    assert np.isfinite(dx).all() and np.isfinite(dy).all()
    assert ((dx == 0) & (dy == 0))[diameters == 0].all()
    if hidden(x, y, diameters) <= 1 - VISIBLE:
        assert not dx.any() and not dy.any()
    else:
        assert hidden(x + dx, y + dy, diameters) <= hidden(x, y, diameters) + 0.1


def test_no_circle_one_circle_and_a_crowd_stay():
    for circles in ([], [(1, 1, 5)], [(1, 1, 5)] * (MOST + 1), [(1, 1, float("nan")), (1, 1, 5)]):
        _x, _y, _diameters, dx, dy = run(circles)
        assert not dx.any() and not dy.any()
