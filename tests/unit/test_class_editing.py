# SPDX-License-Identifier: GPL-2.0-or-later
"""Bounds moved by hand: never crossing, readable, and what is typed is checked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.class_editing import (
    add,
    ends,
    has_classes,
    move,
    remove,
    takes_bounds,
    typed,
)
from atlas_culture_plugin.core.classify import MAX_CLASSES
from atlas_culture_plugin.core.errors import ClassificationError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories

bounds = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=11, unique=True).map(sorted).map(tuple)


def ascends(inner):
    return all(a < b for a, b in zip(inner, inner[1:]))


@given(bounds, st.data())
def test_bounds_never_cross(inner, data):
    rank = data.draw(st.integers(0, len(inner) - 1))
    target, step = data.draw(st.floats(-2e6, 2e6)), data.draw(st.floats(1e-6, 1e5))
    moved = move(inner, rank, target, step)
    assert ascends(moved)
    assert len(moved) == len(inner)
    assert moved[:rank] + moved[rank + 1 :] == inner[:rank] + inner[rank + 1 :]


@given(bounds, st.floats(-2e6, 2e6), st.floats(1e-3, 1e4))
def test_a_bound_is_added_where_there_is_room(inner, target, step):
    added = add(inner, target, step)
    assert ascends(added)
    assert set(inner) <= set(added)
    room = min((abs(bound - target) for bound in inner), default=step)
    full = len(inner) + 1 >= MAX_CLASSES
    assert len(added) == len(inner) + (0 if full or room < step else 1)


def test_a_moved_bound_is_a_round_number():
    assert move((10.0, 20.0), 0, 14.8321, 0.5) == (15.0, 20.0)
    assert move((-5.0, 20.0), 0, 0.07, 0.5) == (0.0, 20.0)
    assert move((10.0, 20.0), 0, 14.8321, 0.01)[0] == pytest.approx(14.83, abs=0.006)


def test_a_bound_stops_before_its_neighbour():
    moved = move((10.0, 20.0, 30.0), 1, 99.0, 1.0)
    assert 28 < moved[1] < 30
    assert 10 < move((10.0, 20.0, 30.0), 1, -99.0, 1.0)[1] < 12


def test_the_last_bound_is_not_removed():
    assert remove((1.0, 2.0), 0) == (2.0,)
    assert remove((1.0,), 0) == (1.0,)


@pytest.mark.parametrize(
    ("text", "value"), [("15", 15.0), ("12,5", 12.5), ("1\u202f0,5", 10.5), (" 19.99 ", 19.99), ("1 1", 11.0)]
)
def test_a_typed_bound_is_read_as_people_write(text, value):
    assert typed((10.0, 20.0), 0, text) == (value, 20.0)


@pytest.mark.parametrize(
    ("rank", "text", "sentence"),
    [
        (0, "20", "below the next one, 20"),
        (2, "19", "above the one before, 20"),
        (1, "30", "between its neighbours, 10 and 30"),
        (1, "", "Write the bounds"),
        (1, "abc", "not a list of numbers"),
        (1, "12;13", "not one number"),
        (1, "inf", "not a list of numbers"),
    ],
)
def test_a_wrong_bound_is_refused_with_a_sentence(rank, text, sentence):
    with pytest.raises(ClassificationError, match=sentence):
        typed((10.0, 20.0, 30.0), rank, text)


def test_ends_of_the_values():
    assert ends([np.nan, 3.0, -1.0, np.inf]) == (-1.0, 3.0)
    assert ends([np.nan]) == ()


def test_what_has_classes(tmp_path):
    library = Library(tmp_path, paths.data("packages"))

    def make(indicator):
        return prepare(library, territories(), MapRequest(indicator, Level.REGION))

    ratio, stock = make("densite"), make("cinemas")
    assert has_classes(ratio)
    assert takes_bounds(ratio)
    assert not has_classes(stock)
    assert not takes_bounds(stock)
