# SPDX-License-Identifier: GPL-2.0-or-later
"""From a table to choices that make a package without a question, each of them open to correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import RecipeError
from ..formatting import percent
from ..i18n import quoted, tr
from ..model import Level, Status
from ..names import is_package_id
from ..recipes.recipe_reader import known_recipes
from ..table import FloatArray
from ..territories import Territories, plain
from ..wording import level_noun
from .choices import Choices, ColumnChoice, Kind
from .columns import guess_columns
from .figures import find_relation, theme_of, values_of
from .geography import Place, Recognised, guess_place, other_geography, recognised, summed_levels
from .markers import Markers, find_markers
from .profile import Table
from .words import (
    slug,
    without_year,
)
from .years import Origin, Year, guess_year


@dataclass(frozen=True)
class Suggestion:
    """What is made of a table unless the user says otherwise.

    Args:
        choices: complete.
        recognised: how many cells of the column of codes are territories.
        year: the year, and what said it.
        notes: sentences about what was guessed, to be read.
    """

    choices: Choices
    recognised: Recognised
    year: Year
    notes: tuple[str, ...]


def suggest(
    table: Table,
    territories: Territories,
    *,
    code: str = "",
    level: Level | None = None,
    names: bool = False,
) -> Suggestion:
    """Guess what to make of a table.

    Args:
        table: the table.
        territories: the territories in use.
        code: header of the column of codes or names; guessed when empty.
        level: its level; guessed when None.
        names: whether the column holds names; guessed when neither column nor level is given.

    Raises:
        RecipeError: no column says the territory.
    """
    place = place_of(table, territories, code, level, names)
    found = recognised(table, place, territories)
    year = guess_year(table)
    notes = [*table.notes, *_sheet_notes(table), *_place_notes(place, found), *_year_notes(year, table)]
    title = _title(table)
    made = guess_columns(table, place, territories, title)
    columns = (
        table.columns
        if not made.choices
        else [table.column(one.header) for one in made.choices if not one.skip]
    )
    markers = find_markers(table, [one for one in columns if one is not None])
    choices = Choices(
        id=package_id(title),
        title=title,
        description=table.book.about.get("definition", ""),
        source=table.book.about.get("source", "") or table.path.name,
        theme=theme_of(title, *(one.header for one in table.columns)) or "tableaux",
        sheet=table.book.sheet,
        header_row=table.spec.header_row or 0,
        header_rows=table.spec.header_rows,
        code=place.column,
        names=place.names,
        level=place.level,
        levels=summed_levels(table, place, territories),
        year=year.value,
        year_column=year.column,
        markers=markers.applied,
        columns=_related(table, made.choices, markers),
        counts=made.counts,
    )
    return Suggestion(_dated(choices, table), found, year, (*notes, *made.notes, *markers.notes))


def place_of(table: Table, territories: Territories, code: str, level: Level | None, names: bool) -> Place:
    """Return the column that says the territory: the one given, else a guess.

    Raises:
        RecipeError: there is none.
    """
    if not code:
        found = guess_place(table, territories)
        if found is None or (level is not None and found.level is not level):
            found = _of_level(table, territories, level) if level is not None else None
        if found is None:
            raise _no_place(table)
        return found
    column = table.column(code)
    if column is None:
        sentence = tr("{file} has no column “{column}”; it has {headers}.")
        headers = ", ".join(quoted(one.header) for one in table.columns)
        raise RecipeError(sentence.format(file=table.source_name, column=code, headers=headers[:600]))
    ways = [
        Place(column.header, one, by) for one in ([level] if level else Level) for by in (names, not names)
    ]
    if level is None:
        alone = replace(table, columns=(column,))
        guessed = guess_place(alone, territories)
        ways = [guessed, *ways] if guessed else ways
    return max(ways, key=lambda way: recognised(table, way, territories).share)


def package_id(title: str) -> str:
    """Return an id for a package of the user, which is none of those that the plugin makes."""
    found = slug(title, "-", 56) or "tableau"
    taken = found in known_recipes() or found == "atlas-essentiel" or not is_package_id(found)
    return f"{found}-tableau" if taken else found


def _of_level(table: Table, territories: Territories, level: Level) -> Place | None:
    """Return the column whose cells are best understood as territories of a level."""
    ways = [Place(one.header, level, by) for one in table.columns for by in (False, True) if not one.personal]
    shares = [(recognised(table, way, territories).share, way) for way in ways]
    best = max(shares, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 0.5 else None


def _no_place(table: Table) -> RecipeError:
    other = other_geography(table)
    if other:
        sentence = tr(
            "{file}: “{words}” is not a level of the plugin, which has communes, EPCI, departements and "
            "regions: choose another sheet, or say which column holds the codes."
        )
        return RecipeError(sentence.format(file=table.source_name, words=other))
    sentence = tr(
        "No column of {file} holds codes or names of communes, EPCI, departements or regions. Say which one "
        "with its level; if the headers are not on the first row of the table, say where they are."
    )
    return RecipeError(
        sentence.format(file=table.source_name), ", ".join(one.header for one in table.columns)
    )


def nothing_kept(table: Table, choices: Choices) -> RecipeError:
    """Say that a table holds nothing to map, and why."""
    sentence = tr(
        "{file} has no column that can be mapped, beside “{code}”: figures, or a few categories. {reasons}"
    )
    reasons = " ".join(
        tr("“{header}”: {why}.").format(header=one.header, why=one.why) for one in choices.columns if one.why
    )[:600]
    return RecipeError(sentence.format(file=table.source_name, code=choices.code, reasons=reasons))


def _sheet_notes(table: Table) -> list[str]:
    others = [name for name in table.book.sheets if name != table.book.sheet]
    if not others:
        return []
    sentence = tr("The sheet “{sheet}” is read. The others are to be imported on their own: {others}.")
    return [sentence.format(sheet=table.book.sheet, others=", ".join(others))]


def _place_notes(place: Place, found: Recognised) -> list[str]:
    what = tr("names") if place.names else tr("codes")
    sentence = tr("“{column}” holds {what} of {level}: {share} are recognised.")
    notes = [
        sentence.format(
            column=place.column, what=what, level=level_noun(place.level), share=percent(100 * found.share)
        )
    ]
    if found.examples:
        notes.append(tr("Not recognised: {examples}.").format(examples=", ".join(found.examples)))
    return notes


def _year_notes(year: Year, table: Table) -> list[str]:
    sentence = {
        Origin.TITLE: tr(
            "The year {year} is that of the title: is it that of the figures, or of the release?"
        ),
        Origin.FILE: tr(
            "The year {year} is that of the file's name: is it that of the figures, or of the release?"
        ),
        Origin.ABOUT: tr("The year {year} is that of the sheet that describes the table."),
        Origin.NOTHING: tr(
            "Nothing says the year of the figures: {year}, that of the file's last change, is taken."
        ),
    }.get(year.origin)
    return [sentence.format(year=year.value)] if sentence else []


def _title(table: Table) -> str:
    """Return what a table is called: its file and, where the workbook has several sheets, its sheet."""
    name = " ".join(table.path.name.partition(".")[0].replace("_", " ").split())
    several = len(table.book.sheets) > 1 and plain(table.book.sheet) not in plain(name)
    title = without_year(f"{name} – {table.book.sheet}" if several else name) or name
    return title[:1].upper() + title[1:]


def _related(table: Table, choices: Sequence[ColumnChoice], markers: Markers) -> tuple[ColumnChoice, ...]:
    """Recompute the relations whose parts are in the table, year by year."""
    states = dict.fromkeys(markers.applied, Status.MISSING)
    stocks = {
        one.header: values_of(table, one.header, states)
        for one in choices
        if not one.skip and one.kind is Kind.STOCK and not one.once
    }
    return tuple(
        _recomputed(one, table, stocks, choices, states)
        if not one.skip and one.kind is Kind.PUBLISHED
        else one
        for one in choices
    )


def _recomputed(
    one: ColumnChoice,
    table: Table,
    stocks: Mapping[str, FloatArray],
    choices: Sequence[ColumnChoice],
    states: Mapping[str, Status],
) -> ColumnChoice:
    years = {other.header: other.year for other in choices}
    scales = {other.header: other.factor for other in choices}
    # What has no year is of the latest.
    year = one.year or max(years.values(), default=0)
    near = {name: values for name, values in stocks.items() if years[name] in (year, 0)}
    values = np.asarray(values_of(table, one.header, states)) * one.factor
    found = find_relation(values, {name: cells * scales[name] for name, cells in near.items()})
    if found is None:
        return one
    return replace(
        one, kind=Kind.RATIO, numerator=found.numerator, denominator=found.denominator, factor=found.factor
    )


def _dated(choices: Choices, table: Table) -> Choices:
    """Leave the years to the columns that show one; those that do not are of the latest."""
    return choices if choices.year or choices.year_column else replace(choices, year=guess_year(table).value)
