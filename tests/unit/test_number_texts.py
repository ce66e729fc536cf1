# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells as a package writes them."""

from __future__ import annotations

import numpy as np
import pytest

from atlas_culture_plugin.core.model import Status
from atlas_culture_plugin.core.recipes.measures import Cells
from atlas_culture_plugin.core.recipes.number_texts import cell_texts, number_text
from atlas_culture_plugin.core.table import NUMBER

NUMBERS = (
    (0.0, "0"),
    (-0.0, "0"),
    (12.0, "12"),
    (-3.0, "-3"),
    (999999999999999.0, "999999999999999"),
    (0.1 + 0.2, "0.3"),
    (5802156207.33, "5802156207.33"),
    (1 / 3, "0.333333333333"),
    (1e-9, "0.000000001"),
    (2.5e20, "250000000000000000000"),
)


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_a_number_has_twelve_digits_and_no_exponent(value, text):
    assert number_text(value) == text
    assert NUMBER.fullmatch(text)


def test_states_are_marks_and_repeated_numbers_keep_their_places():
    values = np.array([2.5, np.nan, 0, 2.5, np.nan, np.nan, -1])
    statuses = np.array([0, Status.MISSING, 0, 0, Status.SECRET, Status.NOT_APPLICABLE, 0], np.uint8)
    assert cell_texts(Cells(values, statuses, np.ones(7))) == ["2.5", "nd", "0", "2.5", "s", "so", "-1"]


def test_cells_without_any_number_are_written_too():
    statuses = np.full(2, Status.MISSING, np.uint8)
    assert cell_texts(Cells(np.full(2, np.nan), statuses, np.zeros(2))) == ["nd", "nd"]
