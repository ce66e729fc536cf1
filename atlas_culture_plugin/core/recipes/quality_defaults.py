# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks that every package goes through, whether its recipe asks for them or not.

Columns copied into one another, shares above their whole, columns that are mostly empty, words that no row
has, departements that do not add up to the regions of another file, totals a thousand times those of the
package that the plugin ships.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations
from operator import and_

import numpy as np

from ... import paths
from ..formatting import exact, number, percent
from ..i18n import quoted, tr
from ..model import Indicator, Level, Status, ValueKind
from ..package import read_package
from ..table import Table, read_table
from ..territories import Territories
from .figures import SourceFigures
from .measures import Cells, Numbers, populations
from .quality import EXAMPLES, THOUSAND, Check, Figures, Severity, not_same, part_of
from .recipe import Condition, Operation, Recipe
from .rows import words

All = Mapping[tuple[str, int], Mapping[Level, Cells]]

#: The package that comes with the plugin: an indicator of the same id has the same meaning and the same unit.
SHIPPED = "atlas-essentiel"
#: Share of the rows of a file without a figure from which a column is probably not the right one.
_MOSTLY_EMPTY = 0.5
#: What one of each unit of money is in euros.
_EUROS = {"€": 1.0, "k€": 1e3, "M€": 1e6}
#: Euros per inhabitant that no culture policy comes near: the whole budget of a commune is ten times less.
_TOO_MUCH = 20_000.0
#: Fewer territories than this are too few to tell a usual amount.
_ENOUGH = 5
#: Levels of the shipped package that are looked at: small tables, that most recipes reach.
_COMPARED = (Level.REGION, Level.DEPARTEMENT)


def default_checks(
    recipe: Recipe, sources: Sequence[SourceFigures], figures: All, territories: Territories
) -> Iterator[Check]:
    """Run the checks that no recipe has to ask for."""
    yield from _copied(recipe, figures, territories)
    yield from _shares(recipe, figures, territories)
    for source in sources:
        yield from _empty(recipe, source)
        yield from _unsaid(recipe, source)
    yield from _taken_by_none(recipe, sources)
    yield from _of_other_files(recipe, sources, territories)
    yield from _thousand_times(recipe, figures, territories)
    yield from _per_inhabitant(recipe, figures, territories)


def _copied(recipe: Recipe, figures: All, territories: Territories) -> Iterator[Check]:
    """Find the stocks that have the figures of another one, read from another column.

    Of different things, it is an error; amounts of one unit may be equal: the total where there is no
    investment. Parts of a column chosen by conditions, and numbers of rows, may be equal too.
    """
    asked = {frozenset((rule.indicator, rule.other)) for rule in recipe.checks if rule.kind == "not_same"}
    named = {one.id: one for one in recipe.indicators}
    for year in sorted({year for _, year in figures}):
        summed = [
            name
            for name, rule in recipe.measures.items()
            if rule.operation in (Operation.SUM, Operation.ONCE)
            and not rule.where
            and (name, year) in figures
        ]
        for one, other in combinations(summed, 2):
            same_column = recipe.measures[one].column == recipe.measures[other].column
            if same_column or frozenset((one, other)) in asked:
                continue
            both = [_common(named[name], figures[name, year], year, territories, (one, other), figures)
                    for name in (one, other)]  # fmt: skip
            if both[0] is None or both[1] is None:
                continue
            same_unit = named[one].unit == named[other].unit
            check = not_same(both[0], both[1], Severity.WARNING if same_unit else Severity.ERROR)
            if not check.passed:
                yield check


def _common(
    indicator: Indicator,
    levels: Mapping[Level, Cells],
    year: int,
    territories: Territories,
    pair: tuple[str, str],
    figures: All,
) -> Figures | None:
    """Return an indicator at the finest level that both of a pair have."""
    shared = [level for level in Level if all(level in figures[name, year] for name in pair)]
    if not shared:
        return None
    label = f"{indicator.label}, {year}"
    return Figures(indicator.id, label, shared[-1], territories.codes(shared[-1]), levels[shared[-1]])


def _shares(recipe: Recipe, figures: All, territories: Territories) -> Iterator[Check]:
    """Check that the parts of percentages are nowhere larger than their whole."""
    asked = {(rule.indicator, rule.other) for rule in recipe.checks if rule.kind == "part_of"}
    named = {one.id: one for one in recipe.indicators}
    for one in recipe.indicators:
        pair = (one.numerator, one.denominator)
        if one.unit.strip() != "%" or one.factor != 100 or not one.numerator or pair in asked:
            continue
        for year in sorted(year for name, year in figures if name == one.numerator):
            if (one.denominator, year) in figures:
                found = [
                    _common(named[name], figures[name, year], year, territories, pair, figures)
                    for name in pair
                ]
                if found[0] is not None and found[1] is not None:
                    yield part_of(found[0], found[1], Severity.WARNING)


def _empty(recipe: Recipe, source: SourceFigures) -> Iterator[Check]:
    """Tell the columns that have no figure in most rows: secret and not applicable are figures of a kind."""
    named = {one.id: one for one in recipe.indicators}
    for name, share in source.missing.items():
        passed = share <= _MOSTLY_EMPTY
        fine = tr("“{label}”: {share} of the rows of “{source}” have no figure.")
        wrong = tr(
            "“{label}”: {share} of the rows of “{source}” have no figure. Check the column, and the texts "
            "that stand for missing values."
        )
        message = (fine if passed else wrong).format(
            label=named[name].label, share=percent(100 * share), source=source.gathered.source.name
        )
        yield Check("missing", Severity.WARNING, passed, message, name, None, {"share": round(share, 6)})


def _unsaid(recipe: Recipe, source: SourceFigures) -> Iterator[Check]:
    """Tell the words of conditions that no row has: a category that is renamed would become zeros."""
    named = {one.id: one for one in recipe.indicators}
    told: set[Condition] = set()
    for name, rule in recipe.measures.items():
        for one in rule.where:
            looked_for = one.values and not one.negated and one.column in source.rows.frame
            if not looked_for or one in told or source.rows.meets(one).any():
                continue
            told.add(one)
            texts = " / ".join(quoted(text) for text in one.values)
            sentence = tr(
                "No row of “{source}” says {texts}: “{label}” is empty, or 0. If the source has renamed it, "
                "correct the recipe."
            )
            message = sentence.format(
                source=source.gathered.source.name, texts=texts, label=named[name].label
            )
            figures = {"column": one.column, "texts": list(one.values)}
            yield Check("unsaid", Severity.WARNING, False, message, name, None, figures)


def _taken_by_none(recipe: Recipe, sources: Sequence[SourceFigures]) -> Iterator[Check]:
    """Tell the rows of a list that no source of its file takes: what they name would be said not to be in it.

    A list parted by a column (communes, EPCI, departements) may have a new word there, or another spelling.
    Elsewhere, what is left out is not available, which says nothing false.
    """
    if not any(one.otherwise or one.absent is Status.VALUE for one in recipe.measures.values()):
        return
    sharing: dict[str, list[Mapping[str, Counter[str]]]] = {}
    for source in sources:
        sharing.setdefault(source.rows.file, []).append(source.rows.left_out)
    for file, found in sharing.items():
        if len(found) < 2:
            continue
        for column in sorted(set.intersection(*map(set, found))):
            left = reduce(and_, (words_of[column] for words_of in found))
            if not left:
                continue
            sentence = tr(
                "{file}: no part of the recipe takes the rows that say {texts}. What they name is not "
                "told as being in the list: if it is, correct the recipe."
            )
            told = {"column": column, "rows": sum(left.values())}
            message = sentence.format(file=file, texts=words(left))
            yield Check("taken_by_none", Severity.WARNING, False, message, "", None, told)


def _of_other_files(
    recipe: Recipe, sources: Sequence[SourceFigures], territories: Territories
) -> Iterator[Check]:
    """Compare the regions of a file with the sums of the departements of another one.

    Neither is put in the place of the other: published counts may be rounded or cut, territories left out.
    """
    named = {one.id: one for one in recipe.indicators if one.kind is ValueKind.STOCK}
    found: dict[tuple[str, int, Level], Cells] = {}
    for source in sources:
        if len(source.gathered.source.levels) > 1:
            continue
        for year, aggregation in source.years.items():
            for level, cells in aggregation.levels.items():
                found.update({(name, year, level): one for name, one in cells.items() if name in named})
    for (name, year, level), regions in found.items():
        parts = found.get((name, year, Level.DEPARTEMENT)) if level is Level.REGION else None
        if parts is not None and recipe.measures[name].operation is not Operation.POPULATION:
            yield _regions_of(named[name], year, regions, parts, territories)


def _regions_of(
    indicator: Indicator, year: int, regions: Cells, parts: Cells, territories: Territories
) -> Check:
    places = {code: place for place, code in enumerate(territories.codes(Level.REGION))}
    parents = np.array([places[one.region] for one in territories.all(Level.DEPARTEMENT)])
    unknown = np.bincount(parents, weights=parts.statuses != Status.VALUE, minlength=len(places))
    sums = np.bincount(parents, weights=np.nan_to_num(parts.values), minlength=len(places))
    compared = (regions.statuses == Status.VALUE) & (unknown == 0)
    gaps = np.where(compared, sums - np.nan_to_num(regions.values), 0.0)
    different = np.abs(gaps) > 1e-9 * np.abs(sums)
    codes = [code for code, place in places.items() if different[place]]
    fine = tr("“{label}”: departements add up to the regions of the other file ({count} compared).")
    wrong = tr(
        "“{label}”: departements do not add up to the regions of the other file in {count} regions "
        "({codes}): {gap} in all. Both are kept as published."
    )
    message = (wrong if codes else fine).format(
        label=f"{indicator.label}, {year}",
        count=number(len(codes) or int(compared.sum())),
        codes=", ".join(codes[:EXAMPLES]),
        gap=number(float(gaps.sum())),
    )
    told = {"compared": int(compared.sum()), "different": len(codes), "gap": float(gaps.sum())}
    return Check(
        "regions_of_other_file", Severity.WARNING, not codes, message, indicator.id, Level.REGION, told
    )


def _thousand_times(recipe: Recipe, figures: All, territories: Territories) -> Iterator[Check]:
    """Compare with the indicator of the same id that the plugin ships: the same meaning, the same unit."""
    folder = paths.data("packages", SHIPPED)
    if recipe.id == SHIPPED or not folder.is_dir():
        return
    package = read_package(folder, verify=False)
    shipped = {one.id: one for one in package.indicators if one.kind is not ValueKind.TYPOLOGY}
    wanted = {one.id: one for one in recipe.indicators if one.kind is not ValueKind.TYPOLOGY}
    tables: dict[Level, Table] = {}
    for (name, year), levels in figures.items():
        level = next((one for one in _COMPARED if one in levels), None)
        known = shipped.get(name)
        if known is None or level is None or level not in known.levels or known.unit != wanted[name].unit:
            continue
        if level not in tables:
            tables[level] = read_table(package.table_path(level), level)
        column = known.column(known.nearest_year(level, year))
        factor = _factor(levels[level], tables[level].on(territories.codes(level), column))
        if factor:
            yield _same_unit(wanted[name], year, level, factor)


def _per_inhabitant(recipe: Recipe, figures: All, territories: Territories) -> Iterator[Check]:
    """Check that amounts of money are not thousands of times too large for those who live there."""
    named = {one.id: one for one in recipe.indicators if one.kind is ValueKind.STOCK and one.unit in _EUROS}
    for (name, year), levels in figures.items():
        if name not in named:
            continue
        level = [one for one in Level if one in levels][-1]
        cells, people = levels[level], populations(territories, level)
        known = (cells.statuses == Status.VALUE) & (np.nan_to_num(cells.values) != 0) & (people > 0)
        if int(known.sum()) < _ENOUGH:
            continue
        usual = float(np.median(np.abs(cells.values[known]) / people[known])) * _EUROS[named[name].unit]
        passed = usual <= _TOO_MUCH
        fine = tr("“{label}” is about {amount} € per inhabitant.")
        wrong = tr("“{label}” is about {amount} € per inhabitant: are the figures really in {unit}?")
        message = (fine if passed else wrong).format(
            label=f"{named[name].label}, {year}", amount=exact(float(f"{usual:.3g}")), unit=named[name].unit
        )
        told = {"per_inhabitant": round(usual, 6)}
        yield Check("per_inhabitant", Severity.WARNING, passed, message, name, level, told)


def _factor(after: Numbers, before: Numbers) -> float:
    """Return the median factor from one to the other; 0 where too few territories have a figure in both."""
    whole = (before.statuses == Status.VALUE) & (np.nan_to_num(before.values) != 0)
    both = whole & (after.statuses == Status.VALUE) & (np.nan_to_num(after.values) != 0)
    if not both.any() or 2 * int(both.sum()) < int(whole.sum()):
        return 0.0
    return float(np.median(np.abs(after.values[both] / before.values[both])))


def _same_unit(indicator: Indicator, year: int, level: Level, factor: float) -> Check:
    low, high = THOUSAND
    passed = not (low <= factor <= high or low <= 1 / factor <= high)
    fine = tr("“{label}” has the unit of the package that comes with the plugin.")
    wrong = tr(
        "“{label}” seems to be in another unit than {unit}: figures are {factor} times those of the package "
        "that comes with the plugin. Give the column its factor, such as 1000 for thousands of euros."
    )
    message = (wrong if not passed else fine).format(
        label=f"{indicator.label}, {year}", unit=indicator.unit, factor=exact(float(f"{factor:.2g}"))
    )
    told = {"factor": round(factor, 6)}
    return Check("unit_of_package", Severity.ERROR, passed, message, indicator.id, level, told)
