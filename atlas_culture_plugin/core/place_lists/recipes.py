# SPDX-License-Identifier: GPL-2.0-or-later
"""Finds the recipes of places: those of packages that say where places are, and lists of places alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ... import paths
from ..errors import RecipeError
from ..i18n import tr
from ..reader import Reader
from ..recipes.recipe import Recipe, Source
from ..recipes.recipe_places import PlaceRule, read_places
from ..recipes.recipe_reader import known_recipes, parse_recipe, read_document

#: Folder of the recipes that make points and no package, beside those of packages.
ALONE = "places"
#: What such a recipe does not say: the reader of recipes wants a theme and a figure.
_NO_FIGURE: Mapping[str, object] = {
    "themes": [{"id": "lieux", "label": {"fr": "Lieux", "en": "Places"}}],
    "indicators": [
        {
            "id": "population",
            "theme": "lieux",
            "label": {"fr": "Population", "en": "Population"},
            "definition": {"fr": "Population", "en": "Population"},
            "unit": "habitants",
            "kind": "stock",
            "source": "Insee",
            "population": True,
        }
    ],
}


@dataclass(frozen=True)
class PlaceRecipe:
    """A recipe, and what its sources say of places: the first that is there is read."""

    recipe: Recipe
    rules: tuple[tuple[Source, PlaceRule], ...]

    def rule(self, source: Source) -> PlaceRule:
        """What a source says of places."""
        return next(rule for one, rule in self.rules if one == source)


def known_place_recipes() -> dict[str, Path]:
    """Return the recipes of the plugin that make points: id and file, by id."""
    alone = {path.stem: path for path in sorted(paths.data("recipes", ALONE).glob("*.json"))}
    return {name: path for name, path in {**known_recipes(), **alone}.items() if _has_places(path)}


def find_place_recipe(text: str) -> PlaceRecipe:
    """Read a recipe of places by its id, or from its file.

    Raises:
        RecipeError: there is none, it is malformed or says nothing of places.
    """
    name = text.strip()
    path = known_place_recipes().get(name) or known_recipes().get(name) or Path(name).expanduser()
    if not name or not (path.suffix.lower() == ".json" or path.is_file()):
        sentence = tr("There is no recipe “{name}” of places. Give a file, or one of: {known}.")
        raise RecipeError(sentence.format(name=name[:80], known=", ".join(known_place_recipes())))
    return read_place_recipe(path)


def read_place_recipe(path: Path) -> PlaceRecipe:
    """Read a recipe of places from its file.

    Raises:
        RecipeError: it cannot be read, is malformed or says nothing of places.
    """
    document = read_document(path)
    if isinstance(document, dict) and "indicators" not in document:
        document = {**_NO_FIGURE, **document}
    recipe, problems = parse_recipe(document, path.name)
    if problems:
        raise RecipeError(problems[0], details="\n".join(problems))
    root = cast("dict[str, list[dict[str, object]]]", document)
    found = [
        (source, read_places(Reader(path.name), item, "", source.columns))
        for source, item in zip(recipe.sources, root["sources"])
    ]
    rules = tuple((source, rule) for source, rule in found if rule is not None)
    if not rules:
        sentence = tr("The recipe “{title}” says nothing of places. Those that do: {known}.")
        raise RecipeError(sentence.format(title=recipe.title, known=", ".join(known_place_recipes())))
    return PlaceRecipe(recipe, rules)


def _has_places(path: Path) -> bool:
    try:
        sources = json.loads(path.read_text(encoding="utf-8"))["sources"]
        return any("places" in source for source in sources)
    except (OSError, ValueError, LookupError, TypeError):
        return False
