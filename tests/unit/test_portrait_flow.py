# SPDX-License-Identifier: GPL-2.0-or-later
"""Parts of a portrait over its pages: nothing cut, nothing lost, nothing alone. Arithmetic only."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

# Loaded by its path: the package around it needs QGIS, its arithmetic does not.
_PATH = Path(__file__).resolve().parents[2] / "atlas_culture_plugin" / "gis" / "portrait_flow.py"
_SPEC = importlib.util.spec_from_file_location("portrait_flow", _PATH)
flow = importlib.util.module_from_spec(_SPEC)
sys.modules["portrait_flow"] = flow
_SPEC.loader.exec_module(flow)

TOP, BOTTOM = 20.0, 280.0


class Drawn:
    """Notes what is drawn where: (page, top, height, name)."""

    def __init__(self):
        self.found = []

    def part(self, name, height, **options):
        return flow.Part(height, lambda page, top: self.found.append((page, top, height, name)), **options)

    def rows(self, name, count, height=5.0, header=8.0, **options):
        heights = (height,) * count

        def draw(page, top, first, last):
            self.found.append((page, top, header + height * (last - first), f"{name} {first}-{last}"))

        return flow.Rows(header, heights, draw, **options)


@pytest.fixture
def drawn():
    return Drawn()


def test_parts_follow_each_other(drawn):
    made = flow.Flow(100, TOP, BOTTOM)
    made.place([drawn.part("a", 50, after=5), drawn.part("b", 50), drawn.part("c", 100)])
    assert drawn.found == [(0, 100, 50, "a"), (0, 155, 50, "b"), (1, TOP, 100, "c")]
    assert made.pages == 2


def test_a_heading_goes_with_what_it_heads(drawn):
    made = flow.Flow(100, TOP, BOTTOM)
    made.place([drawn.part("a", 165), drawn.part("heading", 7, after=2, with_next=True), drawn.part("b", 20)])
    assert [(page, name) for page, _top, _height, name in drawn.found] == [(0, "a"), (1, "heading"), (1, "b")]


def test_a_heading_goes_with_the_first_rows_of_a_table(drawn):
    made = flow.Flow(100, TOP, BOTTOM)
    heading = drawn.part("heading", 7, after=2, with_next=True)
    made.place([drawn.part("a", 150), heading, drawn.rows("t", 20)])
    assert [(page, name) for page, _top, _height, name in drawn.found] == [
        (0, "a"),
        (1, "heading"),
        (1, "t 0-20"),
    ]


def test_a_table_goes_on_with_no_lost_row(drawn):
    made = flow.Flow(200, TOP, BOTTOM)
    made.place([drawn.rows("t", 60), drawn.part("b", 10)])
    assert [(page, name) for page, _top, _height, name in drawn.found] == [
        (0, "t 0-14"),
        (1, "t 14-60"),
        (1, "b"),
    ]


def test_a_whole_table_is_not_divided(drawn):
    made = flow.Flow(250, TOP, BOTTOM)
    made.place([drawn.part("heading", 7, with_next=True), drawn.rows("t", 9, whole=True)])
    assert [page for page, _top, _height, _name in drawn.found] == [1, 1]


def test_a_dry_run_draws_nothing_and_counts_the_pages(drawn):
    parts = [drawn.part("a", 170), drawn.rows("t", 30), drawn.part("b", 120)]
    dry, wet = flow.Flow(100, TOP, BOTTOM), flow.Flow(100, TOP, BOTTOM)
    dry.place(parts, draws=False)
    assert drawn.found == []
    wet.place(parts)
    assert dry.pages == wet.pages == 3


@given(
    start=st.floats(TOP, BOTTOM),
    sizes=st.lists(st.one_of(st.floats(1, 250), st.integers(1, 120)), max_size=12),
    height=st.floats(3, 40),
)
def test_nothing_is_lost_cut_or_over_something_else(start, sizes, height):
    drawn = Drawn()
    parts = [
        drawn.rows(f"{rank}", size, height) if isinstance(size, int) else drawn.part(f"{rank}", size, after=2)
        for rank, size in enumerate(sizes)
    ]
    flow.Flow(start, TOP, BOTTOM).place(parts)
    ends = {}
    for page, top, tall, _name in drawn.found:
        assert top >= ends.get(page, start if page == 0 else TOP) - 1e-6
        assert top + tall <= BOTTOM + 1e-6
        ends[page] = top + tall
    for rank, size in enumerate(sizes):
        mine = [name for *_place, name in drawn.found if name.split(" ")[0] == str(rank)]
        if not isinstance(size, int):
            assert mine == [str(rank)]
            continue
        spans = [tuple(map(int, name.split(" ")[1].split("-"))) for name in mine]
        assert [first for first, _last in spans] == [0, *(last for _first, last in spans[:-1])]
        assert spans[-1][1] == size
        assert all(last - first >= min(size, flow.LEAST_ROWS) for first, last in spans)
