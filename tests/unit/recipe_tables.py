# SPDX-License-Identifier: GPL-2.0-or-later
"""Small plausible tables for any recipe, made from the recipe itself: its columns, years, conditions, states.

What the account of a package should hold is computed here from the same rows, by plain Python: a new recipe
is exercised, and its sums checked, without a new test.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.model import Level, Territory
from atlas_culture_plugin.core.recipes.recipe import (
    CODE,
    NAME,
    YEAR,
    Condition,
    Operation,
    Recipe,
    Source,
)
from atlas_culture_plugin.core.territories import territories
from tests.unit.open_data_servers import MODIFIED

YEARS = (2022, 2023)
#: That of the last change of the files that the site of the tests publishes.
REGISTER_YEAR = int(MODIFIED[:4])
#: Written in the cells that no condition looks at.
ELSE = "Autre"

Row = dict[str, str]
Draft = dict[str, object]


@dataclass
class Made:
    """The table of sources that share a file.

    Args:
        sources: those sources.
        read: rows of each source, by the names of the recipe; ``_year`` is theirs, ``_kept`` says whether
            the recipe keeps them.
        lines: the same rows under the headers of the file, as texts.
    """

    sources: list[Source]
    read: dict[str, list[Draft]] = field(default_factory=dict)
    lines: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """Rows of all the sources, one table."""
        return [row for lines in self.lines.values() for row in lines]


def make(recipe: Recipe, sources: Sequence[Source]) -> Made:
    """Make the table of sources that share a file."""
    made = Made(list(sources))
    for source in sources:
        drafts = made.read[source.name] = list(_drafts(recipe, source))
        lines: dict[object, Row] = {}
        for rank, draft in enumerate(drafts):
            # All the years of a wide table are on one row.
            line = draft["_line"] if source.year.every else rank
            lines.setdefault(line, {}).update(_spelled(source, draft))
        made.lines[source.name] = list(lines.values())
    return made


def sums(recipe: Recipe, source: Source, drafts: list[Draft]) -> dict[tuple[str, int], float]:
    """Return what each stock is over the rows kept, by its id and year."""
    found: dict[tuple[str, int], float] = defaultdict(float)
    for name, measure in recipe.measures.items():
        needed = {measure.column, *(one.column for one in measure.where)} - {""}
        if measure.operation not in (Operation.COUNT, Operation.SUM) or not needed <= set(source.columns):
            continue
        factor = measure.factor * source.factors.get(measure.column, 1.0)
        for draft in drafts:
            if source.year.every and draft["_year"] != YEARS[-1] and not source.is_yearly(measure.column):
                continue  # what has no year in a wide table is of its latest
            key = (name, int(str(draft["_year"])))
            found[key] += 0.0
            if not draft["_kept"] or not all(_meets(draft, one) for one in measure.where):
                continue
            cell = draft.get(measure.column)
            if measure.operation is Operation.COUNT:
                found[key] += 1.0 if not measure.column or isinstance(cell, (int, float)) else 0.0
            elif isinstance(cell, (int, float)):
                found[key] += cell * factor
    return found


def body(made: Made, name: str) -> bytes:
    """Write a table in the format that the name of a file, or the sheets of its sources, ask for."""
    first = made.sources[0].read
    if any(source.read.sheet for source in made.sources) or name.endswith((".xls", ".xlsx")):
        return _workbook(made)
    text = _csv(made.rows, first.separator if len(first.separator) == 1 else ";", first.header_row or 1)
    if name.endswith(".zip"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            packed.writestr(first.member.replace("*", "table") or "table.csv", text)
            packed.writestr("metadata.csv", b"a;b\n")
        return stream.getvalue()
    if name.endswith(".json"):
        return json.dumps(made.rows).encode()
    return text


def file_name(pattern: str) -> str:
    """Return a name that a pattern of names has."""
    name = pattern.replace("*", "x").replace("?", "e")
    return name if "." in name else f"{name}.csv"


# --- rows


def _drafts(recipe: Recipe, source: Source):
    """Rows of a source by the names of the recipe: each profile of conditions comes up; one is left out."""
    profiles = _profiles(recipe, source)
    codes = _codes(source.level, max(12, len(profiles) + 2), source)
    amounts = _amounts(recipe, source)
    for year in _years(source):
        for place, (code, name) in enumerate(codes):
            profile = profiles[place % len(profiles)]
            draft: Draft = {"_year": year, "_kept": True, "_line": place, "_source": source.name}
            told = {**amounts, **_bounded(recipe, profile)}
            draft |= {column: told.get(column, f"{column} {place} {year}") for column in source.columns}
            _place_code(source, draft, code, name, place)
            if source.year.column:
                draft[source.year.column] = str(year)
            for condition in (*profile, *source.keep):
                draft[condition.column] = _meeting(condition, draft.get(condition.column))
            _categorise(recipe, source, draft, place)
            yield draft
    yield from _left_out(source, codes[0])


def _left_out(source: Source, territory: tuple[str, str]):
    """A row that a condition of the recipe leaves out."""
    tested = [
        one for one in source.keep if one.values and not one.negated and one.column != source.year.column
    ]
    if not tested or source.year.every:
        return
    year = _years(source)[0]
    draft: Draft = {"_year": year, "_kept": False, "_line": -1, "_source": source.name}
    draft |= {column: f"{column} x" for column in source.columns}
    _place_code(source, draft, *territory, 1)
    if source.year.column:
        draft[source.year.column] = str(year)
    for condition in source.keep:
        draft[condition.column] = _meeting(condition, None)
    draft[tested[0].column] = "Laissé de côté"
    yield draft


def _profiles(recipe: Recipe, source: Source) -> list[tuple[Condition, ...]]:
    """Sets of conditions that rows meet in turn: those of each figure that the source gives."""
    found: list[tuple[Condition, ...]] = [()]
    for measure in recipe.measures.values():
        columns = {one.column for one in measure.where} - {""}
        if columns and columns <= set(source.columns) and measure.where not in found:
            found.append(measure.where)
    return found[1:] or found


def _years(source: Source) -> tuple[int, ...]:
    rule = source.year
    if rule.fixed or rule.published:
        return (rule.fixed or REGISTER_YEAR,)
    asked = [one for one in source.keep if one.column == rule.column and one.values and not one.negated]
    if rule.column and asked:
        return tuple(sorted(int(text) for text in asked[0].values))[-2:]
    return YEARS if rule.column or rule.every else YEARS[-1:]


def _codes(level: Level, count: int, source: Source) -> list[tuple[str, str]]:
    """Codes and names of territories: of several departements, none that the source cannot tell."""
    chosen = [one for one in _named_alone(level) if not _is_barred(one, source)]
    step = max(1, min(len(chosen) // count, 37))
    return [(one.code, one.name) for one in chosen[::step][:count]]


@lru_cache(maxsize=4)
def _named_alone(level: Level) -> list[Territory]:
    """Territories whose name no other has."""
    everyone = territories().all(level)
    names = Counter(_folded(one.name) for one in everyone)
    return [one for one in everyone if names[_folded(one.name)] == 1]


def _is_barred(territory: Territory, source: Source) -> bool:
    own = {level: getattr(territory, level.value) for level in (Level.DEPARTEMENT, Level.REGION, Level.EPCI)}
    own[territory.level] = territory.code
    listed = (*source.not_covered.items(), *source.not_applicable.items())
    return any(own.get(level) in codes for level, codes in listed)


def _place_code(source: Source, draft: Draft, code: str, name: str, place: int) -> None:
    """Write a code as files do: a zero lost, a decimal gained; or a name, where the code is not told."""
    if NAME in source.columns:
        draft[NAME] = name
    if CODE in source.columns:
        named = NAME in source.columns and place % 3 == 2
        lost = code.lstrip("0") if place % 2 else code
        draft[CODE] = "" if named else f"{lost}.0" if lost.isdigit() and place % 4 == 1 else lost


def _meeting(condition: Condition, before: object) -> object:
    """Return a cell that meets a condition."""
    if condition.above is not None:
        return before if isinstance(before, (int, float)) else condition.above + 5
    if not condition.negated:
        return before if str(before) in condition.values else condition.values[0]
    # None of the values: the empty text is often one of them.
    return ELSE if before is None or str(before) in condition.values or before == "" else before


def _meets(draft: Draft, condition: Condition) -> bool:
    cell = draft.get(condition.column)
    if condition.above is not None:
        return isinstance(cell, (int, float)) and cell > condition.above
    return (_folded(str(cell)) in {_folded(text) for text in condition.values}) is not condition.negated


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def _amounts(recipe: Recipe, source: Source) -> dict[str, float]:
    """A number for each column of numbers: parts below wholes, published ratios within their bounds.

    Numbers of regions and departements are about those of the package of the plugin, where it has them: a
    recipe that is a thousand times off is refused.
    """
    usual = _plausible(recipe, source.level) if source.level in (Level.REGION, Level.DEPARTEMENT) else {}
    amounts: dict[str, float] = {}
    for name, measure in recipe.measures.items():
        if measure.column and measure.operation is not Operation.CATEGORY:
            factor = measure.factor * source.factors.get(measure.column, 1.0)
            amount = usual[name] / factor if name in usual else 400.0 - 7 * len(amounts)
            amounts.setdefault(measure.column, round(amount, 1))
    for one in recipe.measures.values():
        for condition in one.where:
            if condition.above is not None:
                amounts.setdefault(condition.column, 300.0)
    for rule in recipe.checks:
        part, whole = (_column(recipe, name) for name in (rule.indicator, rule.other))
        if rule.kind == "part_of" and part and whole and part != whole:
            amounts[part] = round(amounts[whole] * 0.4)
    return {**amounts, **_bounded(recipe, ())}


def _plausible(recipe: Recipe, level: Level) -> dict[str, float]:
    """Usual figures of a level, in the units of the recipe: ratios tell those of their numerators."""
    usual = dict(_usual(level))
    for name, measure in recipe.measures.items():
        if measure.operation is Operation.ONCE:
            usual.setdefault(name, usual["population"])
    for one in recipe.indicators:
        if one.id in usual and one.denominator in usual:
            usual[one.numerator] = usual[one.id] / one.factor * usual[one.denominator]
    return usual


@lru_cache(maxsize=4)
def _usual(level: Level) -> dict[str, float]:
    """Median of each figure of a level in the package of the plugin, by indicator."""
    path = paths.data("packages") / "atlas-essentiel" / f"{level.value}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = {}
    for column in list(rows[0])[1:]:
        numbers = [float(row[column]) for row in rows if _is_number(row[column])]
        found[column.rpartition("_")[0]] = median(numbers) if numbers else 0.0
    return {name: value for name, value in found.items() if value > 0}


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdecimal()


def _bounded(recipe: Recipe, profile: Sequence[Condition]) -> dict[str, float]:
    """Numbers within the bounds of the figures that rows of a profile make, by column."""
    found: dict[str, float] = {}
    for rule in recipe.checks:
        measure = recipe.measures.get(rule.indicator)
        if rule.kind == "bounds" and measure and measure.column and measure.where == tuple(profile):
            middle = (max(rule.low, -1e6) + min(rule.high, 1e6)) / 2
            found[measure.column] = round(middle / measure.factor, 2)
    return found


def _column(recipe: Recipe, indicator: str) -> str:
    measure = recipe.measures.get(indicator)
    return measure.column if measure and not measure.where else ""


def _categorise(recipe: Recipe, source: Source, draft: Draft, place: int) -> None:
    for measure in recipe.measures.values():
        # Where the codes themselves are a category, being in the table is what is told.
        if measure.operation is Operation.CATEGORY and measure.column in {*source.columns} - {CODE, NAME}:
            texts = [one.cells[0].replace("*", "") for one in measure.categories]
            draft[measure.column] = texts[place % len(texts)]


# --- files


def _spelled(source: Source, draft: Draft) -> Row:
    """Return a row under the headers of the file, numbers as the French write them."""
    row: Row = {}
    for column, headers in source.columns.items():
        header = next(text for text in headers if text).replace(YEAR, str(draft["_year"]))
        cell = draft[column]
        row[header] = f"{cell:.12g}".replace(".", ",") if isinstance(cell, (int, float)) else str(cell)
    if source.year.header:
        row.setdefault(source.year.header.replace(YEAR, str(draft["_year"])), "1")
    return row


def headers_of(rows: Sequence[Row]) -> list[str]:
    """Headers of all rows, in order."""
    return list(dict.fromkeys(header for row in rows for header in row))


def _csv(rows: Sequence[Row], separator: str, header_row: int) -> bytes:
    headers = headers_of(rows)
    lines = [["Titre"]] * (header_row - 1) + [
        headers,
        *([row.get(one, "") for one in headers] for row in rows),
    ]
    quoted = (separator.join('"{}"'.format(cell.replace('"', '""')) for cell in line) for line in lines)
    # Two marks of the order of bytes, as the list of festivals begins.
    return b"\xef\xbb\xbf\xef\xbb\xbf" + "\r\n".join([*quoted, ""]).encode()


def _workbook(made: Made) -> bytes:
    """A workbook with a sheet of metadata first, as those of the Atlas have, then those of the sources."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Meta"
    book.active.append(["Définition", "Un essai"])
    sheets: dict[str, list[Row]] = defaultdict(list)
    names = [source.read.sheet or "Données" for source in made.sources]
    for source, sheet in zip(made.sources, names):
        sheets[sheet] += made.lines[source.name]
    for sheet, rows in sheets.items():
        page = book.create_sheet(sheet)
        headers = headers_of(rows)
        for line in [["Titre"]] * ((made.sources[0].read.header_row or 1) - 1):
            page.append(line)
        page.append(headers)
        for row in rows:
            page.append([row.get(header, "") for header in headers])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
