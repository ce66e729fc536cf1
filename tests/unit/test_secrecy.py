# SPDX-License-Identifier: GPL-2.0-or-later
"""References that tell a secret figure together: against all the sums that can be made of them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from atlas_culture_plugin.core.comparison.secrecy import tells_one, withheld


def cells(text):
    return np.array([letter == "x" for letter in text])


@pytest.mark.parametrize(
    ("references", "told"),
    [
        ([], False),
        (["..."], False),
        (["xx."], False),
        ([".x."], True),
        (["xxx", "xx."], True),  # their difference
        (["xxxx", "xx.."], False),
        (["xxxxx", "xx...", "..xx."], True),  # the first less the two others
        (["xx.", ".xx", "x.x"], True),  # half of two less the third
        (["xx..", ".xx.", "..xx"], False),
    ],
)
def test_what_follows_from_several_sums(references, told):
    assert tells_one([cells(one) for one in references]) is told


def test_every_combination_of_small_weights_agrees():
    """A cell is told where some combination of the references is that cell alone."""
    chance = np.random.default_rng(7)
    for _ in range(60):
        references = list(chance.random((3, 4)) < 0.6)
        found = any(
            np.count_nonzero(np.abs(total) > 1e-12) == 1
            for weights in product((-1, -0.5, 0, 0.5, 1), repeat=3)
            for total in [np.dot(weights, references)]
        )
        assert tells_one(references) is found, references


def test_the_first_ones_are_kept():
    secrets = {"france": cells("xxx"), "west": cells("xx."), "east": cells("..x"), "metro": cells("xxx")}
    assert withheld(secrets) == {"west", "east"}
    assert withheld({"west": secrets["west"], "france": secrets["france"]}) == {"france"}
    assert withheld({"france": secrets["france"], "metro": secrets["metro"]}) == frozenset()


def test_hundreds_of_references_are_looked_at_in_a_moment():
    """What is kept back is no more than what must be, however many there are."""
    secrets = {place: np.arange(600) // 3 == place for place in range(200)}
    secrets["all"] = np.ones(600, dtype=bool)
    assert withheld(secrets) == frozenset()
    secrets["but one"] = np.arange(600) != 5
    assert withheld(secrets) == {"but one"}
