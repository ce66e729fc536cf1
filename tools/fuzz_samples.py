# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that suit the recipes: the published ones, or small ones made from the recipes themselves."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas_culture_plugin.core.errors import RecipeError  # noqa: E402
from atlas_culture_plugin.core.published.reading import ReadSpec, read_table  # noqa: E402
from atlas_culture_plugin.core.recipes.gather import local_files  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe import Recipe, Source  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe, known_recipes  # noqa: E402
from atlas_culture_plugin.core.territories import territories  # noqa: E402
from tools.fuzz_mutations import as_csv  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Sample:
    """A source of a recipe with a file that suits it, whole."""

    recipe: Recipe
    source: Source
    name: str
    raw: bytes
    rows: list[list[str]]


def real_samples() -> list[Sample]:
    """The published files, each with the recipes that read it."""
    found = []
    for name in known_recipes():
        recipe = without_expectations(find_recipe(name))
        for path in sorted(one for one in SHARED.rglob("*") if one.is_file()):
            try:
                gathered = local_files(recipe, path)[0]
            except RecipeError:
                continue
            if len(recipe.sources) > 1 or any(path.match(pattern) for pattern in recipe.sources[0].files):
                found += [_sample(recipe, one.source, path.name, path.read_bytes(), path) for one in gathered]
    return found


def without_expectations(recipe: Recipe) -> Recipe:
    """The recipe without what nearly no damaged file meets: totals, checks, figures that the plugin has."""
    measures = {f"essai_{name}": replace(one, totals={}) for name, one in recipe.measures.items()}
    indicators = tuple(
        replace(
            one,
            id=f"essai_{one.id}",
            numerator=one.numerator and f"essai_{one.numerator}",
            denominator=one.denominator and f"essai_{one.denominator}",
        )
        for one in recipe.indicators
    )
    return replace(recipe, measures=measures, indicators=indicators, checks=())


def _sample(recipe: Recipe, source: Source, name: str, raw: bytes, path: Path) -> Sample:
    return Sample(recipe, source, name, raw, _cells(path, source.read))


@cache
def _cells(path: Path, spec: ReadSpec) -> list[list[str]]:
    frame = read_table(path, spec).frame
    return [list(frame.columns), *frame.to_numpy().tolist()]


def small_samples() -> list[Sample]:
    """A small file for each source of each recipe, with the columns that it names."""
    chance = random.Random(0)
    found = []
    for name in known_recipes():
        recipe = without_expectations(find_recipe(name))
        for source in recipe.sources:
            rows = small_rows(recipe, source, chance)
            raw = as_csv(rows, random.Random(1), ";", "utf-8")
            found.append(Sample(recipe, source, f"{recipe.id}.csv", raw, rows))
    return found


def small_rows(recipe: Recipe, source: Source, chance: random.Random, count: int = 60) -> list[list[str]]:
    """A table that a source could publish: known codes, the words that it looks for, numbers."""
    columns = sorted(source.columns)
    year = source.year.fixed or 2022
    header = [source.columns[name][0].replace("{year}", str(year)) for name in columns]
    words = _words(recipe, source)
    known = territories().all(source.level)
    rows = []
    for rank in range(count):
        place = chance.choice(known)
        row = {name: str(chance.randint(1, 500)) for name in columns}
        row.update({name: chance.choice(texts) for name, texts in words.items()})
        row.update({name: str(rank) for name in set(source.unique) - words.keys()})
        row.update({"code": place.code, "name": place.name})
        if source.year.column and source.year.column not in words:
            row[source.year.column] = str(chance.choice((2019, 2021)))
        rows.append([row[name] for name in columns])
    return [header, *rows]


def _words(recipe: Recipe, source: Source) -> dict[str, list[str]]:
    """The texts that the recipe looks for in each column; now and then another, where rows may have one."""
    found: dict[str, list[str]] = {}
    for measure in recipe.measures.values():
        for condition in measure.where:
            found.setdefault(condition.column, ["Autre"]).extend(condition.values)
        texts = [text for category in measure.categories for text in category.cells]
        if texts:
            found[measure.column] = [*texts, "Autre"]
    for condition in source.keep:
        if condition.values:
            found[condition.column] = ["Gardé"] if condition.negated else [*condition.values * 5, "Autre"]
    return {name: texts for name, texts in found.items() if name in source.columns}
