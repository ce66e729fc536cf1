# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads recipes: JSON to :class:`~.recipe.Recipe`, each problem told with the key that has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import cast

from ... import paths
from ..codes import normalise
from ..errors import RecipeError
from ..i18n import tr
from ..model import Level, Status, Theme
from ..names import is_package_id
from ..portals.retired import check_retired
from ..published.reading import ReadSpec
from ..reader import Reader
from ..reasons import reason
from .recipe import CODE, NAME, RECIPE_FORMAT, STATE_NAMES, SUMS_TO, YEAR, Recipe, Source, YearRule
from .recipe_indicators import read_checks, read_indicators
from .recipe_origin import ORIGIN_KEYS, read_origin
from .recipe_parts import Item, conditions, expect_column, known_keys
from .recipe_places import read_places

#: A recipe is a text written by hand.
MAX_BYTES = 2_000_000

_ROOT_KEYS = ("format", "id", "title", "description", "licence", "themes", "sources", "indicators", "checks")
_SOURCE_KEYS = (
    "name", *ORIGIN_KEYS, "files", "read", "level", "levels", "columns", "year", "keep",
    "unique", "markers", "rows", "not_covered", "optional", "several", "cog_year",
    "not_applicable", "factors", "completes",
    "places",
)  # fmt: skip


def known_recipes() -> dict[str, Path]:
    """Return the recipes that come with the plugin: id and file, by id."""
    return {path.stem: path for path in sorted(paths.data("recipes").glob("*.json"))}


def find_recipe(text: str) -> Recipe:
    """Read a recipe by its id, or from its file.

    Raises:
        RecipeError: there is none, or it is malformed.
    """
    check_retired(text.strip())
    known = known_recipes()
    path = known.get(text.strip()) or Path(text.strip()).expanduser()
    if not text.strip() or not (path.suffix.lower() == ".json" or path.is_file()):
        sentence = tr("There is no recipe “{name}”. Give a file, or one of: {known}.")
        raise RecipeError(sentence.format(name=text.strip()[:80], known=", ".join(known)))
    return read_recipe(path)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe from its file.

    Raises:
        RecipeError: it cannot be read or is malformed; the details hold every problem.
    """
    recipe, problems = parse_recipe(read_document(path), path.name)
    if problems:
        raise RecipeError(problems[0], details="\n".join(problems))
    return recipe


def read_document(path: Path) -> object:
    """Read the JSON of a recipe, whatever it says.

    Raises:
        RecipeError: it cannot be read, or is not JSON.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RecipeError(tr("{file} is too large to be a recipe.").format(file=path.name))
        return cast("object", json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_refuse))
    except OSError as error:
        sentence = tr("The recipe {file} cannot be read: {reason}.")
        raise RecipeError(sentence.format(file=path, reason=reason(error))) from error
    except (ValueError, RecursionError) as error:
        sentence = tr("The recipe {file} is not a well-formed JSON file in UTF-8: {reason}.")
        raise RecipeError(sentence.format(file=path.name, reason=reason(error))) from error


def _refuse(constant: str) -> float:
    """NaN and Infinity, which Python reads, are not JSON."""
    raise ValueError(constant)


def parse_recipe(document: object, file: str) -> tuple[Recipe, list[str]]:
    """Return the recipe that a JSON document is, and everything that is wrong with it."""
    reader = Reader(file)
    root = reader.mapping(document, "")
    known_keys(reader, root, _ROOT_KEYS, "")
    number = reader.integer(root, "format", "")
    if number != RECIPE_FORMAT:
        reader.problem("", tr("this plugin reads the format {known} of recipes").format(known=RECIPE_FORMAT))
    identifier = reader.text(root, "id", "")
    reader.expect(is_package_id(identifier), "id", tr("lower-case letters, digits and hyphens"))
    licence = reader.child(root, "licence", "")
    themes = tuple(
        Theme(reader.text(item, "id", where), *reader.bilingual(item, "label", where))
        for item, where in reader.items(root, "themes", "")
    )
    sources = tuple(_source(reader, item, where) for item, where in reader.items(root, "sources", ""))
    names = {theme.id for theme in themes}
    columns = {column for source in sources for column in source.columns}
    indicators, measures = read_indicators(reader, root, identifier, names, columns)
    recipe = Recipe(
        identifier, *reader.bilingual(root, "title", ""), *reader.bilingual(root, "description", ""),
        reader.text(licence, "title", "licence"), reader.text(licence, "url", "licence", required=False),
        themes, sources, indicators, measures, read_checks(reader, root, indicators),
    )  # fmt: skip
    return recipe, reader.problems


def _source(reader: Reader, item: Item, where: str) -> Source:
    known_keys(reader, item, _SOURCE_KEYS, where)
    origin = read_origin(reader, item, where)
    level = reader.choice(item, "level", where, Level)
    columns = _columns(reader, item, where)
    # Told with the rest here, used where places are read.
    read_places(reader, item, where, columns)
    return Source(
        reader.text(item, "name", where),
        origin.dataset,
        origin.resource,
        origin.url,
        tuple(reader.texts(item, "files", where)),
        _read_spec(reader, item, where),
        level,
        _levels(reader, item, where, level),
        columns,
        _year(reader, item, where, columns),
        conditions(reader, item, "keep", where, columns),
        _columns_named(reader, item, "unique", where, columns),
        _markers(reader, item, where),
        _rows(reader, item, where),
        _listed(reader, item, where, "not_covered"),
        reader.boolean(item, "optional", where, default=False),
        reader.text(item, "several", where, required=False),
        reader.integer(item, "cog_year", where, high=2200, default=0),
        _listed(reader, item, where, "not_applicable"),
        _factors(reader, item, where, columns),
        reader.boolean(item, "completes", where, default=False),
        origin.tabular,
        origin.explore,
    )


def _read_spec(reader: Reader, item: Item, where: str) -> ReadSpec:
    given = reader.mapping(item.get("read", {}), f"{where}.read")
    known_keys(reader, given, (field.name for field in fields(ReadSpec)), f"{where}.read")
    try:
        return ReadSpec.from_dict(given)
    except RecipeError as error:
        reader.problem(f"{where}.read", error.sentence.rstrip("."))
        return ReadSpec()


def _levels(reader: Reader, item: Item, where: str, level: Level) -> tuple[Level, ...]:
    if "levels" not in item:
        return (level,)
    names = reader.texts(item, "levels", where)
    wrong = [name for name in names if name not in {known.value for known in Level}]
    for name in wrong:
        reader.problem(where, tr('"{name}" is not a level').format(name=name))
    levels = tuple(known for known in Level if known.value in names)
    if level not in levels and not wrong:
        reader.problem(where, tr("levels: the level of the codes must be one of them"))
    if not set(levels) <= set(SUMS_TO[level]):
        known = ", ".join(one.value for one in SUMS_TO[level])
        reader.problem(where, tr("levels: expected some of {names}").format(names=known))
    return levels


def _columns(reader: Reader, item: Item, where: str) -> dict[str, tuple[str, ...]]:
    if "places" in item and "columns" not in item:
        return {}  # places alone, which name their own columns
    given = reader.child(item, "columns", where)
    columns = {}
    for name in given:
        value = given[name]
        headers = [value] if isinstance(value, str) else reader.texts(given, name, f"{where}.columns")
        columns[name] = tuple(headers)
    if given and not {CODE, NAME} & set(columns):
        reader.problem(f"{where}.columns", tr('"{key}" is missing').format(key=CODE))
    return columns


def _columns_named(
    reader: Reader, item: Item, key: str, where: str, columns: Mapping[str, object]
) -> tuple[str, ...]:
    if key not in item:
        return ()
    names = reader.texts(item, key, where)
    for name in names:
        expect_column(reader, name, columns, f"{where}.{key}")
    return tuple(names)


def _year(reader: Reader, item: Item, where: str, columns: Mapping[str, object]) -> YearRule:
    value = item.get("year")
    if isinstance(value, int) and not isinstance(value, bool):
        return YearRule(fixed=reader.integer(item, "year", where, low=1900, high=2200))
    rule = reader.child(item, "year", where)
    known_keys(reader, rule, ("column", "header", "every", "published"), f"{where}.year")
    found = YearRule(
        column=reader.text(rule, "column", f"{where}.year", required=False),
        header=reader.text(rule, "header", f"{where}.year", required=False),
        every=reader.boolean(rule, "every", f"{where}.year", default=False),
        published=reader.boolean(rule, "published", f"{where}.year", default=False),
    )
    given = [bool(found.column), bool(found.header), found.published].count(True)
    if isinstance(value, dict) and given != 1:
        reader.problem(f"{where}.year", tr("give one of “column”, “header” and “published”"))
    if found.every and not found.header:
        reader.problem(f"{where}.year", tr("every: expected with “header”"))
    if found.header and found.header.count(YEAR) != 1:
        reader.problem(f"{where}.year", tr("header: expected a text with {year} in it"))
    expect_column(reader, found.column, columns, f"{where}.year")
    return found


def _markers(reader: Reader, item: Item, where: str) -> dict[str, Status]:
    place = f"{where}.markers"
    given = reader.mapping(item.get("markers", {}), place)
    found = {}
    for text, state in given.items():
        if isinstance(state, str) and state in STATE_NAMES:
            found[text] = STATE_NAMES[state]
            continue
        known = ", ".join(STATE_NAMES)
        reader.problem(place, tr('"{key}": expected {what}').format(key=text[:40], what=known))
    return found


def _rows(reader: Reader, item: Item, where: str) -> tuple[int, int] | None:
    if "rows" not in item:
        return None
    bounds = reader.numbers(item, "rows", where)
    if len(bounds) != 2 or bounds[0] > bounds[1]:
        reader.problem(where, tr("rows: expected the least and the most, such as [3000, 3500]"))
        return None
    return int(bounds[0]), int(bounds[1])


def _factors(reader: Reader, item: Item, where: str, columns: Mapping[str, object]) -> dict[str, float]:
    place = f"{where}.factors"
    given = reader.mapping(item.get("factors", {}), place)
    for name in given:
        expect_column(reader, name, columns, place)
    return {name: reader.number(given, name, place, default=1.0) for name in given}


def _listed(reader: Reader, item: Item, where: str, key: str) -> dict[Level, frozenset[str]]:
    """Return codes of territories under a key, by level."""
    place = f"{where}.{key}"
    given = reader.mapping(item.get(key, {}), place)
    found: dict[Level, frozenset[str]] = {}
    for name in given:
        level = next((one for one in Level if one.value == name and one is not Level.COMMUNE), None)
        codes = reader.texts(given, name, place)
        if level is None or any(normalise(level, code) != code for code in codes):
            reader.problem(place, tr("expected codes of regions, departements or EPCI, by level"))
            continue
        found[level] = frozenset(codes)
    return found
