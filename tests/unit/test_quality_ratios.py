# SPDX-License-Identifier: GPL-2.0-or-later
"""Ratios of which one part covers fewer inhabitants than the other are told."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories
from tests.unit.small_recipe import stock
from tests.unit.test_quality_defaults import build_with, failed, lines

pytest.importorskip("pandas")

METROPOLIS = "243500139"
#: Its communes; Rennes has half of the inhabitants.
COMMUNES = [one.code for one in territories().all(Level.COMMUNE) if one.epci == METROPOLIS]
INDICATORS = [
    stock("culture", "€", sum="culture"),
    stock("budget", "€", sum="budget"),
    stock("habitants", "habitants", population=True),
    {**stock("part", "%"), "kind": "ratio", "numerator": "culture", "denominator": "budget", "factor": 100},
    {**stock("chacun", "€/hab."), "kind": "ratio", "numerator": "culture", "denominator": "habitants"},
]


@pytest.fixture
def built(tmp_path):
    """Build the spending of the metropolis; some communes do not say what goes to culture."""

    def of(*silent):
        rows = [(code, "nd" if code in silent else 100 + n, 5000) for n, code in enumerate(COMMUNES)]
        source = {
            "name": "comptes", "files": ["comptes.csv"], "level": "commune", "levels": ["epci", "commune"],
            "columns": {"code": "code", "culture": "culture", "budget": "budget"},
            "markers": {"nd": "missing"},
        }  # fmt: skip
        tables = {"comptes.csv": lines("code;culture;budget", rows)}
        return build_with(tmp_path, [source], INDICATORS, tables)

    return of


def test_a_ratio_of_all_that_answered_over_all_that_live_there_is_told(built):
    checks = built("35238").quality["checks"]
    told = {one["indicator"]: one for one in checks if one["id"] == "uneven_ratio"}
    assert {name: one["level"] for name, one in told.items()} == {"part": "epci", "chacun": "epci"}
    for one in told.values():
        assert one["verdict"] == "failed" and METROPOLIS in one["message"] and "too low" in one["message"]
        assert one["figures"]["count"] == 1 and 0.4 < one["figures"]["largest"] < 0.6


def test_a_ratio_whose_parts_are_of_the_same_inhabitants_is_not(built):
    assert "uneven_ratio" not in failed(built())
    # A small commune changes little.
    smallest = min(COMMUNES, key=lambda code: territories().get(Level.COMMUNE, code).population)
    assert "uneven_ratio" not in failed(built(smallest))
