# SPDX-License-Identifier: GPL-2.0-or-later
"""What the library holds of the official data that recipes describe, against what is published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from ..changes import Changes
from ..changes_report import listed
from ..errors import AtlasError
from ..formatting import day, number
from ..i18n import tr
from ..library import Library
from ..manifest import Package
from ..model import Level
from .gather import Official
from .recipe import Recipe
from .recipe_reader import known_recipes, read_recipe

#: The account that stays with a package that a recipe made.
QUALITY = "quality.json"
#: An account is a text; nothing larger than this is one.
_MAX_QUALITY = 50_000_000


class Standing(Enum):
    """Where what is held stands, beside what is published."""

    NOT_HELD = "not_held"
    NEWER = "newer"  #: a newer one is published
    CURRENT = "current"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "not_held": tr("Not held"),
            "newer": tr("A newer one is published"),
            "current": tr("Up to date"),
            "unknown": tr("Not known"),
        }[self.value]


@dataclass(frozen=True)
class Held:
    """What is installed of a recipe.

    ``sources`` gives the day of the last change of each file when it was had, by name of source, empty for
    one of a local folder. ``quality`` is the whole account, empty where it cannot be read.
    """

    package: Package
    sources: Mapping[str, str]
    absent: tuple[str, ...]
    quality: Mapping[str, Any]

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the indicators offered, ascending."""
        return tuple(sorted({year for one in self.package.indicators if one.offered for year in one.years}))

    @property
    def modified(self) -> str:
        """Day of the latest change of its files; empty when none is told."""
        return max(self.sources.values(), default="")


@dataclass(frozen=True)
class Holding:
    """A recipe, what is held of it and what is published; ``official`` is None until it is asked for."""

    recipe: Recipe
    held: Held | None = None
    official: tuple[Official, ...] | None = None
    #: Why the package installed under the id of the recipe cannot be read.
    problem: str = ""

    @property
    def levels(self) -> tuple[Level, ...]:
        """Levels that its indicators are published at."""
        if self.held is not None:
            return self.held.package.levels
        found = {level for source in self.recipe.sources for level in source.levels}
        return tuple(level for level in Level if level in found)

    @property
    def published(self) -> str:
        """Day of the latest change of what is published; empty when it is not known."""
        return max((one.modified for one in self.official or ()), default="")

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return self._judged[0]

    @property
    def reason(self) -> str:
        """Why it stands there, in a sentence; empty when there is nothing to add."""
        return self.problem or self._judged[1]

    @property
    def _told(self) -> list[Official]:
        """What is known of the sources that are published somewhere: others never have news."""
        listed = {one.name for one in self.recipe.sources if one.dataset or one.url or one.explore}
        return [one for one in self.official or () if one.name in listed]

    @property
    def _judged(self) -> tuple[Standing, str]:
        if self.held is None:
            return Standing.NOT_HELD, _problems(self.official or ())
        if self.official is None:
            return Standing.UNKNOWN, tr("data.gouv.fr has not been asked: press Refresh.")
        later = [one for one in self._told if self._is_later(self.held, one)]
        if later:
            sentence = tr("Published since: {names}.")
            named = ", ".join(f"{one.name} ({day(one.modified)})" for one in later)
            return Standing.NEWER, sentence.format(names=named)
        return self._unsure(self.held, self._told)

    def _unsure(self, held: Held, official: Sequence[Official]) -> tuple[Standing, str]:
        problems = _problems(official)
        if problems:
            return Standing.UNKNOWN, problems
        local = [one.name for one in official if not held.sources.get(one.name) and one.name in held.sources]
        if local:
            sentence = tr("Made from local files, whose dates are not known: {names}.")
            return Standing.UNKNOWN, sentence.format(names=", ".join(local))
        if not all(one.modified for one in official):
            return Standing.UNKNOWN, tr("What is published does not tell its date.")
        return Standing.CURRENT, ""

    def _is_later(self, held: Held, one: Official) -> bool:
        """Whether a source was changed since it was had, or was not there then.

        What came from a local folder has no date but that of the package, which it cannot be later than.
        """
        if not one.modified:
            return False
        if one.name not in held.sources:
            return True
        return one.modified > (held.sources[one.name] or held.package.created)


def _problems(official: Sequence[Official]) -> str:
    """Say, once each, why sources could not be asked about."""
    return " ".join(dict.fromkeys(one.problem for one in official if one.problem))


def read_recipes() -> tuple[list[Recipe], list[AtlasError]]:
    """Return the recipes that come with the plugin, and what is wrong with those that cannot be read."""
    recipes, failures = [], []
    for path in known_recipes().values():
        try:
            recipes.append(read_recipe(path))
        except AtlasError as error:
            failures.append(error)
    return recipes, failures


def holdings(
    recipes: Sequence[Recipe], library: Library, official: Mapping[str, Sequence[Official]]
) -> list[Holding]:
    """Set what is held beside what is published.

    Args:
        recipes: what can be had.
        library: where packages are installed.
        official: what is known of each recipe, by id; those that were not asked about are not in it.
    """
    found = []
    for recipe in recipes:
        held, problem = _held(recipe, library)
        known = official.get(recipe.id)
        found.append(Holding(recipe, held, tuple(known) if known is not None else None, problem))
    return found


def warnings_of(quality: Mapping[str, Any], found: Changes | None = None) -> list[str]:
    """Return what the user should read before a package is installed, one sentence each.

    Args:
        quality: the account of the package.
        found: what changes with it; None when it replaces nothing.
    """
    sentences = [str(one["message"]) for one in quality["checks"] if one["verdict"] == "failed"]
    sentences += [tr("Not there: {name}").format(name=name) for name in quality["absent"]]
    if found is None:
        return sentences
    gone = [(one.indicator, one.year) for one in found.removed]
    gone += [(one.indicator, one.year_before) for one in found.moved]
    names = list(dict.fromkeys(f"{indicator.label} {year}" for indicator, year in gone))
    if names:
        sentence = tr("Figures that are not there any more, whose maps cannot be updated: {names}.")
        sentences.append(sentence.format(names=listed(names)))
    for level, codes in found.lost.items():
        sentence = tr("Territories that have no figures any more ({level}): {count}.")
        sentences.append(sentence.format(count=number(len(codes)), level=level.label))
    return sentences


def read_quality(package: Package) -> dict[str, Any]:
    """Return the account of a package; empty where it has none that can be read."""
    path: Path = package.folder / QUALITY
    try:
        if path.stat().st_size > _MAX_QUALITY:
            return {}
        found = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("sources"), list) else {}


def _held(recipe: Recipe, library: Library) -> tuple[Held | None, str]:
    if recipe.id not in library.installed_ids():
        return None, ""
    try:
        package = library.package(recipe.id)
    except AtlasError as error:
        return None, error.sentence
    quality = read_quality(package)
    listed = [one for one in quality.get("sources", []) if isinstance(one, dict)]
    sources = {str(one.get("name")): str(one.get("modified") or "") for one in listed}
    absent = quality.get("absent")
    names = tuple(str(one) for one in absent) if isinstance(absent, list) else ()
    return Held(package, sources, names, quality), ""
