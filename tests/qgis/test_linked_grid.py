# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the maps of a page go: inside it, apart, as large as can be."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.gis.layout_flow import Box
from atlas_culture_plugin.gis.linked_grid import Margins, map_box, places

A4 = Box(10, 29, 277, 147)
MARGINS = Margins(6.0, 7.0)


@given(st.lists(st.floats(0.2, 5.0), min_size=2, max_size=4), st.floats(20, 80), st.integers(1, 4))
def test_nothing_overlaps_and_nothing_leaves_the_body(shapes, column, keys):
    found = places(A4, column, shapes, MARGINS, keys)
    assert len(found.cells) == len(shapes)
    boxes = [*found.cells, found.keys]
    for box in boxes:
        assert box.left >= A4.left - 1e-6 and box.right <= A4.right + 1e-6
        assert box.top >= A4.top - 1e-6 and box.bottom <= A4.bottom + 1e-6
        assert box.width > 0 and box.height > 0
    for one, other in combinations(boxes, 2):
        assert not one.meets(other)
    assert len({(round(cell.width, 6), round(cell.height, 6)) for cell in found.cells}) == 1


@pytest.mark.parametrize(
    ("shape", "columns"), [(2.0, 2), (0.3, 1)], ids=["tall maps side by side", "wide maps in a pile"]
)
def test_two_maps_go_as_their_shape_wants(shape, columns):
    cells = places(A4, 60, [shape] * 2, MARGINS).cells
    assert len({round(cell.left) for cell in cells}) == columns


def test_the_keys_of_three_maps_take_the_place_of_a_fourth():
    found = places(A4, 60, [0.4] * 3, MARGINS)
    assert found.keys.left == pytest.approx(found.cells[1].left)
    assert found.keys.top > found.cells[2].top
    # Many keys need a column of their own.
    assert places(A4, 60, [0.4] * 3, MARGINS, keys=3).keys.height == A4.height


def test_a_map_is_between_its_title_and_its_scale():
    assert map_box(Box(10, 20, 100, 80), MARGINS) == Box(10, 26, 100, 67)
