# SPDX-License-Identifier: GPL-2.0-or-later
"""Recipes: those that come with the plugin, and what is said of a recipe that is wrong."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import AtlasError, RecipeError
from atlas_culture_plugin.core.model import Level, Status, ValueKind
from atlas_culture_plugin.core.portals.opendatasoft import Explore
from atlas_culture_plugin.core.recipes.recipe import Operation
from atlas_culture_plugin.core.recipes.recipe_reader import (
    find_recipe,
    known_recipes,
    parse_recipe,
    read_recipe,
)
from tests.unit.small_recipe import RECIPE, written


def problems(change):
    """What is said of the small recipe, changed by a function."""
    document = copy.deepcopy(RECIPE)
    change(document)
    return parse_recipe(document, "r.json")[1]


def portal(**more):
    """What a recipe says of a portal."""
    return {"portal": "https://data.a.fr", "dataset": "lieux", **more}


def on_portal(document, **more):
    """Put the source of a recipe on a portal."""
    source = document["sources"][0]
    del source["dataset"], source["resource"]
    source["opendatasoft"] = portal(**more)


def test_a_source_may_be_on_a_portal():
    document = copy.deepcopy(RECIPE)
    on_portal(document, where="annee = 2024", select=["code", "annee"])
    recipe, found = parse_recipe(document, "r.json")
    assert found == []
    assert recipe.sources[0].explore == Explore(
        "https://data.a.fr", "lieux", "annee = 2024", ("code", "annee")
    )


def test_an_address_of_the_closed_portal_is_no_recipe():
    with pytest.raises(RecipeError, match="5437eb4e88ee387cb58f5e86"):
        find_recipe("https://data.culture.gouv.fr/explore/dataset/etablissements-cinematographiques/")


def test_the_small_recipe_is_sound():
    recipe, found = parse_recipe(copy.deepcopy(RECIPE), "r.json")
    assert found == []
    source = recipe.sources[0]
    assert source.level is Level.COMMUNE and source.levels == tuple(Level)
    assert source.markers == {"NC": Status.MISSING, "secret": Status.SECRET}
    assert source.not_covered == {Level.DEPARTEMENT: frozenset({"976"})}
    assert recipe.measures["lieux"].absent is Status.VALUE
    assert recipe.measures["budget"].factor == 1000
    assert recipe.measures["population"].operation is Operation.POPULATION
    assert [one.id for one in recipe.indicators if one.kind is ValueKind.RATIO] == ["lieux_10k", "budget_hab"]


@pytest.mark.parametrize("name", sorted(known_recipes()))
def test_the_recipes_of_the_plugin_are_sound(name):
    recipe = find_recipe(name)
    assert recipe.id == name
    for source in recipe.sources:
        assert source.files
        # The tables of the Atlas are in no data set: the user gives them.
        published = source.dataset or source.url or source.explore
        assert published or source.optional or name == "contexte-communes"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r.pop("id"), '"id" is missing'),
        (lambda r: r.update(format=2), "format 1"),
        (lambda r: r.update(titel="x"), "did you mean “title”"),
        (lambda r: r["sources"][0].update(colums={}), "did you mean “columns”"),
        (lambda r: r["sources"][0]["columns"].pop("code"), '"code" is missing'),
        (lambda r: r["sources"][0].update(url="https://a.fr/b.csv"), "only one of “dataset”, “url”"),
        (lambda r: r["sources"][0].update(resource="7"), "id of a resource"),
        (lambda r: r["sources"][0].update(dataset="festivals-global-festivals-_-pl"), "62cf95993d"),
        (lambda r: r["sources"][0].update(dataset="panorama-des-festivals"), "62cf95993d"),
        (lambda r: r["sources"][0].update(opendatasoft=portal()), "only one of “dataset”, “url”"),
        (lambda r: on_portal(r, portal="data.a.fr"), "portal: expected an address"),
        (lambda r: on_portal(r, dataset="a/b"), "id of a data set of the portal"),
        (lambda r: on_portal(r, were="x"), "did you mean “where”"),
        (lambda r: on_portal(r, select="a"), "select"),
        (lambda r: (on_portal(r), r["sources"][0].update(tabular=True)), "tabular: expected with"),
        (lambda r: r["sources"][0].update(level="canton"), "level"),
        (lambda r: r["sources"][0].update(level="epci"), "levels: expected some of epci"),
        (lambda r: r["sources"][0].update(year={"header": "entrées"}), "{year}"),
        (lambda r: r["sources"][0].update(year={"column": "an"}), "“an” is not one of the columns"),
        (lambda r: r["sources"][0].update(year={"published": False}), "give one of “column”, “header”"),
        (lambda r: r["sources"][0]["year"].update(published=True), "give one of “column”, “header”"),
        (lambda r: r["sources"][0].update(year={}), "give one of “column”, “header”"),
        (lambda r: r["sources"][0].update(year={"published": True, "every": True}), "every: expected with"),
        (lambda r: r["sources"][0].update(markers={"NC": "lost"}), "NC"),
        (lambda r: r["sources"][0].update(rows=[5, 1]), "rows"),
        (lambda r: r["sources"][0].update(read={"separator": "!"}), "separator"),
        (lambda r: r["sources"][0].update(not_covered={"departement": ["1"]}), "codes of regions"),
        (lambda r: r["sources"][0]["keep"][0].update(above=3), "give one of"),
        (lambda r: r["indicators"][0].update(theme="sport"), "sport"),
        (lambda r: r["indicators"][0].update(sum="budget"), "a stock needs one of"),
        (lambda r: r["indicators"][1].update(sum="budgets"), "“budgets” is not one of the columns"),
        (lambda r: r["indicators"][1].update(absent="nothing"), "zero or missing"),
        (lambda r: r["indicators"][1].update(palette="Rainbow"), "palette"),
        (lambda r: r["indicators"][1].update(totals={"2023": "many"}), "a number for each year"),
        (lambda r: r["indicators"][2].update(denominator="people"), "“people” is not a stock"),
        (lambda r: r["indicators"][2].update(kind="typology"), "a typology needs one of: category"),
        (lambda r: r["indicators"][2].update(published="budget"), "has no numerator"),
        (lambda r: r["indicators"][0].update(published="budget"), "a stock needs one of"),
        (lambda r: r["sources"][0].update(cog_year="2020"), "cog_year"),
        (lambda r: r["checks"][0].update(check="magic"), "check: expected one of"),
        (lambda r: r["checks"][0].update(indicator="x"), "“x” is not an indicator"),
        (lambda r: r["checks"][0].update(high="1"), "low and high"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_key(change, said):
    assert any(said in problem for problem in problems(change)), problems(change)
    assert not any(problem.endswith(("?.", "..")) for problem in problems(change))


def test_a_table_that_is_published_nowhere_is_only_on_this_computer():
    assert problems(lambda r: [r["sources"][0].pop(key) for key in ("dataset", "resource")]) == []


def test_a_recipe_that_is_no_json_is_told(tmp_path):
    path = tmp_path / "r.json"
    for content in (b"{", b"\xff", b'{"format": NaN}', b"[" * 100_000):
        path.write_bytes(content)
        with pytest.raises(RecipeError, match=r"r\.json"):
            read_recipe(path)


def test_an_unknown_id_names_those_that_exist():
    with pytest.raises(RecipeError, match="cnc-cinemas"):
        find_recipe("cinema")


def test_a_file_is_a_recipe(tmp_path):
    assert find_recipe(str(written(tmp_path))).id == "petits-lieux"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_any_value_anywhere_ends_in_sentences(data):
    """A part of a sound recipe, replaced by anything, is read or told; nothing else is raised."""
    document = copy.deepcopy(RECIPE)
    item, key = document, data.draw(st.sampled_from(sorted(document)))
    while isinstance(item[key], (dict, list)) and item[key] and data.draw(st.booleans()):
        item = item[key]
        key = data.draw(st.sampled_from(sorted(item) if isinstance(item, dict) else range(len(item))))
    item[key] = data.draw(_JSON)
    try:
        _, found = parse_recipe(document, "r.json")
    except AtlasError:
        return
    assert all(problem.endswith(".") for problem in found)


def test_the_page_names_every_key():
    page = (paths.docs("recipes.md")).read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    used = set()
    for path in known_recipes().values():
        used |= keys(json.loads(path.read_text(encoding="utf-8")))
    assert used <= told, used - told


def test_the_page_lists_every_recipe():
    page = paths.docs("recipes.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE))
    assert set(known_recipes()) <= listed, set(known_recipes()) - listed


def keys(value):
    """Keys of a recipe that the format fixes, not those that the author chooses."""
    if isinstance(value, list):
        return {key for one in value for key in keys(one)}
    if not isinstance(value, dict):
        return set()
    free = ("columns", "markers", "totals", "not_covered", "not_applicable", "factors", "symbols")
    inner = (keys(one) for key, one in value.items() if key not in free)
    return set(value).union(*inner)


def test_the_example_of_the_page_is_sound():
    page = Path(paths.docs("recipes.md")).read_text(encoding="utf-8")
    examples = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    whole = [json.loads(text) for text in examples if '"format"' in text]
    assert whole
    for document in whole:
        assert parse_recipe(document, "example.json")[1] == []
