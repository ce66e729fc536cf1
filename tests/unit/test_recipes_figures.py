# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures that recipes make of the published files are those computed apart, but where the page says why."""

from __future__ import annotations

import pytest

pytest.importorskip("pandas")
pytest.importorskip("xlrd")
pytest.importorskip("openpyxl")

from atlas_culture_plugin.core.model import Level
from tools import compare_figures

real = pytest.mark.skipif(not compare_figures.FIGURES.is_dir(), reason="the published files are not here")


@pytest.fixture(scope="module")
def found():
    return compare_figures.comparisons()


@real
def test_every_difference_has_its_reason(found):
    unexplained = [one for column in found for one in column.differences if not one.reason]
    assert unexplained == []


@real
def test_the_page_tells_what_is_found(found):
    assert compare_figures.PAGE.read_text(encoding="utf-8") == compare_figures.page(found)


@real
def test_no_figure_that_could_be_rebuilt_is_forgotten(found):
    assert sum(sum(one.cells.values()) for one in found) > 1_500_000
    assert "NOT EXPLAINED" not in compare_figures.page(found)


def test_cells_say_the_same_to_the_decimals_of_the_reference():
    assert compare_figures.alike("0.33333", "0.33", 1)
    assert not compare_figures.alike("0.336", "0.33", 1)
    assert compare_figures.alike("12528410", "12528.41", 1000)
    assert not compare_figures.alike("12528430", "12528.41", 1000)


def test_states_are_no_numbers_and_no_other_states():
    for ours, reference in (("nd", "0"), ("0", "nd"), ("s", "nd"), ("so", "0"), ("", "0")):
        assert not compare_figures.alike(ours, reference, 1)
    assert compare_figures.alike("s", "s", 1)


def test_a_difference_is_found_with_its_code():
    ours = {"code": ["01", "02"], "x": ["1", "nd"]}
    theirs = {"code": ["01", "02"], "x": ["1", "0"]}
    wrong = list(compare_figures.differing("x", Level.REGION, ours, theirs))
    assert [(one.code, one.ours, one.reference, one.reason) for one in wrong] == [("02", "nd", "0", "")]
