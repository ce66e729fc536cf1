# SPDX-License-Identifier: GPL-2.0-or-later
"""What is held of official data, against what is published."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.recipes.gather import Official
from atlas_culture_plugin.core.recipes.holdings import Standing, holdings, read_quality, read_recipes
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from tests.unit.samples import sample, sign
from tests.unit.small_recipe import RECIPE

NAME = "Petits lieux"


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


@pytest.fixture
def recipe():
    return parse_recipe(RECIPE, "r.json")[0]


@pytest.fixture
def install(library, tmp_path):
    """Install a package under the id of the small recipe, with its account."""

    def run(modified="2026-02-01", quality=None):
        folder = sample(tmp_path / "made", package_id="petits-lieux").folder
        told = {"sources": [{"name": NAME, "modified": modified}], "absent": []}
        (folder / "quality.json").write_text(json.dumps(told if quality is None else quality))
        return library.install(sign(folder))

    return run


def held(recipe, library, *official):
    """What is held of the small recipe, when the site answered so."""
    return holdings([recipe], library, {recipe.id: official} if official else {})[0]


def test_what_is_not_there_is_not_held(recipe, library):
    found = held(recipe, library, Official(NAME, "2026-03-01"))
    assert (found.standing, found.reason, found.published) == (Standing.NOT_HELD, "", "2026-03-01")
    assert found.levels == tuple(Level)


def test_what_is_not_held_and_cannot_be_had_says_why(recipe, library):
    found = held(recipe, library, Official(NAME, problem="Nowhere."))
    assert (found.standing, found.reason) == (Standing.NOT_HELD, "Nowhere.")


def test_nothing_is_said_before_the_site_is_asked(recipe, library, install):
    install()
    found = held(recipe, library)
    assert found.standing is Standing.UNKNOWN
    assert "Refresh" in found.reason
    assert found.levels == (Level.REGION, Level.COMMUNE)
    assert (found.held.years, found.held.modified) == ((2021, 2022), "2026-02-01")


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-02-01", Standing.CURRENT),
        ("2026-01-01", Standing.CURRENT),
        ("2026-02-02", Standing.NEWER),
        ("", Standing.UNKNOWN),
    ],
)
def test_dates_are_compared(recipe, library, install, day, standing):
    install()
    found = held(recipe, library, Official(NAME, day))
    assert found.standing is standing
    assert ("2026-02-02" in found.reason) is (standing is Standing.NEWER)


def test_a_site_that_does_not_answer_is_a_reason(recipe, library, install):
    install()
    found = held(recipe, library, Official(NAME, problem="No network."), Official("B", problem="No network."))
    assert (found.standing, found.reason) == (Standing.UNKNOWN, "No network.")


def test_what_was_made_from_local_files_has_the_day_of_the_package(recipe, library, install):
    install(modified="")
    assert held(recipe, library, Official(NAME, "2025-02-01")).standing is Standing.NEWER
    found = held(recipe, library, Official(NAME, "2025-01-31"))
    assert found.standing is Standing.UNKNOWN
    assert NAME in found.reason


def test_a_source_that_was_absent_and_is_there_now_is_newer(recipe, library, install):
    install()
    both = replace(recipe, sources=(*recipe.sources, replace(recipe.sources[0], name="Autre")))
    found = held(both, library, Official(NAME, "2026-02-01"), Official("Autre", "2020-01-01"))
    assert found.standing is Standing.NEWER
    assert "Autre (2020-01-01)" in found.reason


def test_a_source_published_nowhere_has_no_news(recipe, library, install):
    install()
    own = replace(recipe.sources[0], name="Convention", dataset="", resource="", url="")
    both = replace(recipe, sources=(*recipe.sources, own))
    found = held(both, library, Official(NAME, "2026-02-01"), Official("Convention", problem="nowhere"))
    assert found.standing is Standing.CURRENT


@pytest.mark.parametrize("quality", [[], {"sources": 3}, {"sources": [1]}])
def test_an_account_that_says_nothing_is_one_of_local_files(recipe, library, install, quality):
    install(quality=quality)
    found = held(recipe, library, Official(NAME, "2025-01-31"))
    assert found.held.sources == {}
    assert found.standing is Standing.NEWER


def test_a_damaged_package_is_told(recipe, library, install):
    folder = install().folder
    (folder / "datapackage.json").write_text("{")
    found = held(recipe, Library(library.folder), Official(NAME, "2026-02-01"))
    assert found.standing is Standing.NOT_HELD
    assert "JSON" in found.reason


def test_a_package_without_an_account_has_an_empty_one(tmp_path):
    assert read_quality(sample(tmp_path)) == {}


def test_the_recipes_of_the_plugin_are_read():
    recipes, failures = read_recipes()
    assert failures == []
    assert len(recipes) >= 5
