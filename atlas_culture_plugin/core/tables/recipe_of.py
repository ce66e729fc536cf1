# SPDX-License-Identifier: GPL-2.0-or-later
"""From choices to a recipe: the document that :mod:`..recipes` builds, as any other."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ..codes import normalise
from ..contacts import has_contact
from ..errors import RecipeError
from ..i18n import quoted, tr
from ..model import Level
from ..names import is_package_id
from ..recipes.recipe import CODE, NAME, Recipe
from ..recipes.recipe_reader import known_recipes, parse_recipe
from ..recipes.reconcile import CURRENT_YEAR, reconcile
from ..territories import Territories, plain
from .choices import Absent, Choices, ColumnChoice, Kind
from .profile import Table
from .words import slug

#: Themes of the plugin, which those of a table join: French, English.
THEMES = {
    "offre": ("Offre et lieux culturels", "Cultural facilities and events"),
    "depenses": ("Dépenses publiques culturelles", "Public cultural spending"),
    "emploi": ("Emploi et entreprises", "Employment and enterprises"),
    "contexte": ("Données de contexte", "Context data"),
    "tableaux": ("Mes tableaux", "My tables"),
}
#: Colours of categories, in order: told apart by those who see few colours.
_COLORS = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb", "#e69f00", "#56b4e9",
    "#009e73", "#cc79a7", "#999933",
)  # fmt: skip
_POPULATION = "population"
_PEOPLE = "population_municipale"
#: Name in the recipe of the column of years.
_YEAR = "annee"
_OUTSIDE, _INSIDE = "non", "oui"


def make_recipe(choices: Choices, table: Table, territories: Territories) -> tuple[Recipe, str]:
    """Return the recipe that choices make of a table, and its JSON.

    Raises:
        RecipeError: the choices contradict each other or the table; the details hold every problem.
    """
    _check_id(choices.id)
    text = json.dumps(_document(choices, table, territories), ensure_ascii=False, indent=1) + "\n"
    recipe, problems = parse_recipe(json.loads(text), choices.id)
    if problems:
        raise RecipeError(problems[0], "\n".join(problems))
    return recipe, text


def _check_id(name: str) -> None:
    if not is_package_id(name):
        sentence = tr(
            "“{id}” cannot name a package: lower-case letters, digits and hyphens, as in budget-culture."
        )
        raise RecipeError(sentence.format(id=name[:80]))
    if name in known_recipes() or name == "atlas-essentiel":
        sentence = tr("“{id}” is a package of official data: give yours another name.")
        raise RecipeError(sentence.format(id=name))


def _document(choices: Choices, table: Table, territories: Territories) -> dict[str, Any]:
    kept = list(choices.kept())
    if not kept and not choices.counts:
        raise RecipeError(tr("Nothing is kept of the table: keep a column at least."))
    kept += _parts(kept, choices.columns)
    for header in (choices.code, choices.year_column, *(one.header for one in kept)):
        if header and table.is_ambiguous(header):
            sentence = tr("{file}: two columns are called “{column}”, or nothing else: rename one.")
            raise RecipeError(sentence.format(file=table.source_name, column=header))
    indicators = [*(_indicator(group, choices, table) for group in _grouped(kept)), *_row_counts(choices)]
    if any(one.denominator == _POPULATION for one in kept):
        indicators.append(_people(choices))
    themes = dict.fromkeys(str(one["theme"]) for one in indicators)
    return {
        "format": 1,
        "id": choices.id,
        "title": _both(choices.title or choices.id),
        "description": _both(choices.description or choices.title or choices.id),
        "licence": {"title": choices.licence or tr("Not said")},
        "themes": [_theme(name, choices) for name in themes],
        "sources": [_source(rows, choices, table, territories) for rows in _sources(kept, choices)],
        "indicators": indicators,
    }


def _both(text: str) -> dict[str, str]:
    return {"fr": text, "en": text}


def _parts(kept: Sequence[ColumnChoice], columns: Sequence[ColumnChoice]) -> list[ColumnChoice]:
    """Return the columns that are left out but that a ratio is recomputed from."""
    named = {part for one in kept if one.kind is Kind.RATIO for part in (one.numerator, one.denominator)}
    return [one for one in columns if one.skip and one.id and named & {one.header, one.id}]


def _grouped(kept: Sequence[ColumnChoice]) -> list[list[ColumnChoice]]:
    """Put the years of each indicator together, in order."""
    groups: defaultdict[str, list[ColumnChoice]] = defaultdict(list)
    for one in kept:
        groups[one.id].append(one)
    return [sorted(group, key=lambda one: one.year) for group in groups.values()]


def theme_id(name: str, choices: Choices) -> str:
    """Return the id of a theme that is given by its id or by its name."""
    text = name or choices.theme or "tableaux"
    for known, labels in THEMES.items():
        if plain(text) in (known, *map(plain, labels)):
            return known
    return slug(text, "-") or "tableaux"


def _theme(name: str, choices: Choices) -> dict[str, object]:
    if name in THEMES:
        french, english = THEMES[name]
        return {"id": name, "label": {"fr": french, "en": english}}
    said = [choices.theme, *(one.theme for one in choices.columns), *(one.theme for one in choices.counts)]
    return {
        "id": name,
        "label": _both(next((text for text in said if text and theme_id(text, choices) == name), name)),
    }


# --------------------------------------------------------------------------------- indicators


def _indicator(group: Sequence[ColumnChoice], choices: Choices, table: Table) -> dict[str, object]:
    """Describe an indicator by its latest column."""
    one = group[-1]
    item = _common(one.id, one.label or one.header, one.theme, one.unit, choices)
    definition = tr("Column “{header}” of {file}.").format(header=one.header, file=table.path.name)
    item["definition"] = _both(definition)
    if one.kind is Kind.TYPOLOGY:
        item |= {"kind": "typology", "unit": "", "category": _figure_column(one.id)}
        return {**item, **_categories(one, choices, table)}
    item["decimals"] = one.decimals
    if one.kind is Kind.RATIO:
        above, below = (_part(name, one, choices) for name in (one.numerator, one.denominator))
        return {**item, "kind": "ratio", "numerator": above, "denominator": below, "factor": one.factor}
    made = {"factor": one.factor, **_where(one)} if one.factor != 1 else _where(one)
    if one.kind is Kind.PUBLISHED:
        return {**item, "kind": "ratio", "published": _figure_column(one.id), **made}
    return {
        **item, "kind": "stock", "once" if one.once else "sum": _figure_column(one.id), **made,
        "palette": "Blues", "offered": not one.skip, **_absent(choices),
    }  # fmt: skip


def _common(name: str, label: str, theme: str, unit: str, choices: Choices) -> dict[str, object]:
    return {
        "id": name,
        "theme": theme_id(theme, choices),
        "label": _both(label),
        "definition": _both(label),
        "source": choices.source or tr("Table of the user"),
        "unit": unit or tr("units"),
    }


def _where(one: ColumnChoice) -> dict[str, object]:
    header, values = one.where
    return {"where": [{"column": _text_column(header), "in": list(values)}]} if header else {}


def _absent(choices: Choices) -> dict[str, object]:
    # What a table of names does not name cannot be told from what it does not cover.
    told = choices.absent is Absent.FRANCE or not choices.names
    return {"absent": "zero"} if choices.absent is not Absent.MISSING and told else {}


def _part(name: str, ratio: ColumnChoice, choices: Choices) -> str:
    """Return the id of the numerator or denominator that a ratio names by its id or its header."""
    if name == _POPULATION and not any(name in (one.id, one.header) for one in choices.columns):
        return _PEOPLE
    for one in choices.columns:
        if name in (one.id, one.header) or (name and plain(name) == plain(one.header)):
            return one.id or name
    known = ", ".join(quoted(one.id) for one in choices.columns if one.id)
    sentence = tr("“{ratio}” is to be recomputed from “{name}”, which is no column of the table: {known}.")
    raise RecipeError(sentence.format(ratio=ratio.label or ratio.header, name=name, known=known))


def _people(choices: Choices) -> dict[str, object]:
    item = _common(_PEOPLE, "Population municipale", "contexte", "habitants", choices)
    return {**item, "source": "Insee", "kind": "stock", "population": True, "offered": False, "decimals": 0}


def _categories(one: ColumnChoice, choices: Choices, table: Table) -> dict[str, object]:
    """Return the categories of a column: its texts, or in and out of what few territories are in."""
    cells = [text.strip() for text in table.cells(one.header).tolist() if not has_contact(text)]
    # What stands for a state is no category.
    states = {" ".join(text.split()).casefold() for text in choices.markers}
    named = {text for text in cells if text and " ".join(text.split()).casefold() not in states}
    texts = sorted(named, key=lambda text: (-cells.count(text), text))
    if len({plain(text) for text in texts}) > len(_COLORS):
        labels = {_OUTSIDE: tr("Not in it"), _INSIDE: one.label or one.header}
        spelled = {_OUTSIDE: [""], _INSIDE: ["*"]}
        listed = [_category(value, labels[value], spelled[value], rank) for rank, value in enumerate(labels)]
        return {"categories": listed, "prevails": _INSIDE}
    by_name: dict[str, list[str]] = {}
    for text in texts:
        by_name.setdefault(slug(text) or "autre", []).append(text)
    return {
        "categories": [
            _category(value, found[0], found, rank) for rank, (value, found) in enumerate(by_name.items())
        ]
    }


def _category(value: str, label: str, cells: Sequence[str], rank: int) -> dict[str, object]:
    # « s » and « nd » are marks of states in a table.
    name = f"c_{value}" if value in ("nd", "s", "so", "secret", "sans_objet") else value
    return {"value": name, "label": _both(label), "color": _COLORS[rank], "cells": list(cells)}


def _row_counts(choices: Choices) -> Iterable[dict[str, object]]:
    for one in choices.counts:
        item = _common(one.id, one.label, one.theme, one.unit, choices)
        where = [{"column": _text_column(one.header), "in": list(one.values)}] if one.header else []
        yield {
            **item,
            "kind": "stock",
            "count": True,
            **({"where": where} if where else {}),
            **_absent(choices),
        }


# ------------------------------------------------------------------------------------ sources


def _text_column(header: str) -> str:
    """Return the name in the recipe of a column that conditions look at: no other header has the same."""
    return f"texte_{slug(header)}_{zlib.crc32(header.encode('utf-8', 'replace')):08x}"


def _figure_column(name: str) -> str:
    """Return the name in the recipe of the column of an indicator, which is none of those of the table."""
    return f"valeur_{name}" if name in (CODE, NAME, _YEAR) else name


def _sources(kept: Sequence[ColumnChoice], choices: Choices) -> list[list[ColumnChoice]]:
    """Part the columns: those of each series of years, which one header shows, are a source of their own."""
    parted: dict[tuple[int, ...], list[ColumnChoice]] = {}
    for group in _grouped([one for one in kept if one.kind is not Kind.RATIO]):
        parted.setdefault(tuple(one.year for one in group if one.year), []).extend(group)
    series = {years: columns for years, columns in parted.items() if len(years) > 1}
    fixed: dict[int, list[ColumnChoice]] = {}
    for one in (one for years, columns in parted.items() if len(years) <= 1 for one in columns):
        year = one.year or choices.year
        # What a wide table says without a year is of its latest.
        latest = next((columns for years, columns in series.items() if years[-1] == year), None)
        (fixed.setdefault(year, []) if latest is None or one.year else latest).append(one)
    found = [*series.values(), *fixed.values()]
    if choices.counts and len(found) > 1:
        sentence = tr(
            "Rows cannot be counted in a table whose columns are of different years: leave some out."
        )
        raise RecipeError(sentence)
    return found or [[]]


def _source(
    columns: Sequence[ColumnChoice], choices: Choices, table: Table, territories: Territories
) -> dict[str, object]:
    level = choices.level or Level.COMMUNE
    wide = next((group for group in _grouped(columns) if len(group) > 1), [])
    named: dict[str, object] = {NAME if choices.names else CODE: choices.code}
    for group in _grouped(columns):
        named[_figure_column(group[-1].id)] = (
            _year_pattern(group) if wide and group[-1].year else group[-1].header
        )
    conditions = [one.where[0] for one in columns] + [one.header for one in choices.counts]
    named.update({_text_column(header): header for header in conditions if header})
    year: object = (columns[0].year if columns else 0) or choices.year
    if wide:
        year = {"header": _year_pattern(wide), "every": True}
    elif choices.year_column:
        named[_YEAR] = choices.year_column
        year = {"column": _YEAR}
    levels = choices.levels or (level,)
    found: dict[str, object] = {
        "name": choices.title or choices.id,
        "files": [f"*{table.path.suffix}"],
        "read": _read(choices),
        "level": level.value,
        "levels": [one.value for one in Level if one in (*levels, level)],
        "columns": named,
        "year": year,
        "markers": dict(choices.markers),
    }
    uncovered = _not_covered(choices, level, table, territories)
    return {**found, "not_covered": uncovered} if uncovered else found


def _read(choices: Choices) -> dict[str, object]:
    said: dict[str, object] = {"sheet": choices.sheet} if choices.sheet else {}
    if choices.header_row:
        said.update(header_row=choices.header_row, header_rows=choices.header_rows)
    return said


def _year_pattern(group: Sequence[ColumnChoice]) -> str:
    """Return the header of the years of an indicator with {year} in the place of the year."""
    one = group[-1]
    before, _, after = one.header.rpartition(str(one.year))
    return f"{before}{{year}}{after}"


def _not_covered(
    choices: Choices, level: Level, table: Table, territories: Territories
) -> dict[str, list[str]]:
    """Return the departements or regions that the table says nothing of, which are not zero."""
    if choices.absent in (Absent.MISSING, Absent.FRANCE) or choices.names:
        return {}
    is_wide = choices.absent is Absent.REGIONS or level is Level.REGION
    # An EPCI is in no departement: those that are not named are unknown.
    wide = Level.EPCI if level is Level.EPCI else Level.REGION if is_wide else Level.DEPARTEMENT
    codes = {normalise(level, text) for text in set(table.cells(choices.code).tolist())}
    told = reconcile(sorted(code for code in codes if code), level, territories, CURRENT_YEAR)
    named = {code for code in told.rows if code}
    found = [one for one in territories.all(level) if one.code in named]
    touched = {one.code if level is wide else getattr(one, wide.value) for one in found}
    return {wide.value: [code for code in territories.codes(wide) if code not in touched]}
