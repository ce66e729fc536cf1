# SPDX-License-Identifier: GPL-2.0-or-later
"""Damaged files end in sound packages or in sentences. ``tools/fuzz_recipes.py`` does thousands of them."""

from __future__ import annotations

import pytest

pytest.importorskip("pandas")
pytest.importorskip("openpyxl")

from tools import fuzz_recipes

RUNS, SEED, PARTS = 60, 2026, 6


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_file_ends_in_a_sound_package_or_in_a_sentence(part):
    samples = fuzz_recipes.small_samples()
    ranks = range(part * RUNS // PARTS, (part + 1) * RUNS // PARTS)
    wrong = [
        (rank, ended, mutant.name, mutant.steps, problems)
        for rank, ended, mutant, problems in fuzz_recipes.runs(samples, SEED, ranks)
        if problems
    ]
    assert wrong == []


def test_an_undamaged_file_makes_a_package_or_says_what_is_expected(tmp_path):
    """Otherwise all the runs could end in the same sentence, and nothing would be tried."""
    ends = []
    for sample in fuzz_recipes.small_samples():
        mutant = fuzz_recipes.Mutant(sample.raw, sample.rows, sample.name, fuzz_recipes.random.Random(1))
        ended, problems = fuzz_recipes.run(sample, mutant, tmp_path)
        ends.append(ended)
        assert (mutant.steps, problems) == ([], [])
    assert set(ends) == {"package"}
