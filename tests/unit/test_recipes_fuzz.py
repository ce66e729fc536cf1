# SPDX-License-Identifier: GPL-2.0-or-later
"""Damaged files end in sound packages or in sentences. ``tools/fuzz_recipes.py`` does thousands of them."""

from __future__ import annotations

import random

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


def test_most_undamaged_files_make_a_package(tmp_path):
    """Otherwise all the runs could end in the same sentence, and nothing would be tried."""
    ends = []
    for sample in fuzz_recipes.small_samples()[::3]:
        mutant = fuzz_recipes.Mutant(sample.raw, sample.rows, sample.name, random.Random(1))
        ended, problems = fuzz_recipes.run(sample, mutant, tmp_path)
        assert problems == []
        ends.append(ended)
    assert ends.count("package") > 0.7 * len(ends)


def test_files_that_say_the_same_otherwise_make_the_same_figures():
    samples = fuzz_recipes.small_samples()
    found = list(fuzz_recipes.rewritten(samples, SEED, range(24)))
    assert [(rank, mutant.steps, problems) for rank, _, mutant, problems in found if problems] == []
    assert {ended for _, ended, _, _ in found} >= {"package"}
