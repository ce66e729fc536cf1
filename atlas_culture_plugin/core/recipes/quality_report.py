# SPDX-License-Identifier: GPL-2.0-or-later
"""The account of a package: what became of rows, codes and totals, and the verdict of the checks.

It is the ``QUALITY`` of ``atlasculture:buildpackage`` and the ``quality.json`` of the package; its keys are
described in ``docs/recipes.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..errors import RecipeError
from ..i18n import tr
from ..model import Indicator, Level, Status, ValueKind
from ..territories import Territories
from .figures import AMBIGUOUS_NAME, NAMED, UNKNOWN_NAME, SourceFigures
from .measures import Cells, coverage, populations
from .quality import (
    Check,
    Figures,
    Severity,
    bounds,
    conserved,
    enough_known,
    enough_placed,
    not_same,
    part_of,
    published_total,
    row_count,
    unit_of_thousand,
    unknown_codes,
    year_jump,
)
from .quality_defaults import default_checks
from .quality_ratios import uneven_ratios
from .recipe import CheckRule, Recipe
from .rows import SAMPLES

#: Unknown codes named in the account, the most frequent first; the CSV of the package has them all.
MOST_CODES = 200
#: A total that is multiplied or divided by more than this from a year to the next is told.
MOST_CHANGE = 5.0

All = Mapping[tuple[str, int], Mapping[Level, Cells]]


def quality_of(
    recipe: Recipe,
    sources: Sequence[SourceFigures],
    absent: Sequence[str],
    figures: All,
    territories: Territories,
) -> dict[str, Any]:
    """Return the account, as JSON holds it.

    Raises:
        RecipeError: a check that no package may fail has failed; its details hold all that failed.
    """
    checks = [*_checks(recipe, sources, figures, territories)]
    errors = [_advised(one) for one in checks if not one.passed and one.severity is Severity.ERROR]
    if errors:
        sentence = tr("The package was not built: {message}")
        raise RecipeError(sentence.format(message=errors[0]), "\n".join(errors))
    dropped: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for source in sources:
        dropped.update(source.dropped())
        kinds.update(Counter(kind for kind, _ in {(one.kind, one.old) for one in source.events()}))
        unknown.update(source.unknown())
    read = sum(source.rows.read for source in sources)
    return {
        "recipe": recipe.id,
        "sources": [_source(source) for source in sources],
        "absent": list(absent),
        "rows_read": read,
        "rows_used": read - sum(dropped.values()),
        "rows_dropped": dict(sorted(dropped.items())),
        "reconciled": dict(sorted(kinds.items())),
        "unknown_codes": dict(unknown.most_common(MOST_CODES)),
        "names": _names(sources),
        "statuses_by_level": _statuses(figures),
        "coverage": _coverage(figures, territories),
        "totals": _totals(sources),
        "checks": [one.as_json() for one in checks],
    }


def _advised(failed: Check) -> str:
    """Return what a check says, with what to do."""
    advice = {
        "part_of": tr("See whether the two columns were exchanged, in the file or in the recipe."),
        "bounds": tr("Check the unit, the factor and the bounds in the recipe."),
        "unit_of_thousand": tr("Give the column its factor, such as 1000 for thousands of euros."),
        "year_jump": tr("Give each year its unit, with a factor, or leave one of them out."),
        "not_same": tr("Ask the producer for the right file, or leave one of the two out."),
        "known": tr("Check the column of codes and the texts that stand for missing values."),
        "published_total": tr("The file is not whole, or has changed: get it again, or correct the total."),
    }.get(failed.id, "")
    return f"{failed.message} {advice}".strip()


def _names(sources: Sequence[SourceFigures]) -> dict[str, dict[str, int]]:
    """Return the rows whose territory a name told, and the names that told none, with their rows."""
    found: dict[str, Counter[str]] = {NAMED: Counter(), AMBIGUOUS_NAME: Counter(), UNKNOWN_NAME: Counter()}
    for source in sources:
        for reason, names in source.unknown_names().items():
            found[reason].update(names)
        for event in source.events():
            found[NAMED].update({event.old: event.count} if event.kind == NAMED else {})
    return {reason: dict(names.most_common(MOST_CODES)) for reason, names in found.items() if names}


def _source(source: SourceFigures) -> dict[str, Any]:
    gathered, rows = source.gathered, source.rows
    return {
        "name": gathered.source.name,
        "file": rows.file,
        "origin": gathered.origin,
        "modified": gathered.modified,
        "level": gathered.source.level.value,
        "years": sorted(source.years),
        "rows_read": rows.read,
        "notes": list(rows.notes),
        "unread_cells": sum(rows.unread.values()),
        "unread_samples": [
            {"column": column, "text": text, "cells": count}
            for (column, text), count in list(rows.unread.items())[:SAMPLES]
        ],
    }


def _statuses(figures: All) -> dict[str, dict[str, dict[str, int]]]:
    """Return the number of cells in each state, by level, then by column."""
    names = {Status.VALUE: "value", Status.MISSING: "nd", Status.SECRET: "s", Status.NOT_APPLICABLE: "so"}
    found: dict[str, dict[str, dict[str, int]]] = {}
    for (name, year), levels in figures.items():
        for level, cells in levels.items():
            counts = {text: int((cells.statuses == status).sum()) for status, text in names.items()}
            counts["zero"] = int((cells.values == 0).sum())
            found.setdefault(level.value, {})[f"{name}_{year}"] = counts
    return found


def _coverage(figures: All, territories: Territories) -> dict[str, dict[str, dict[str, float]]]:
    """Return the shares of territories and inhabitants behind each figure, from 0 to 1, as states are."""
    people = {level: populations(territories, level) for level in Level}
    found: dict[str, dict[str, dict[str, float]]] = {}
    for (name, year), levels in figures.items():
        for level, cells in levels.items():
            known, inhabitants = coverage(cells, people[level])
            shares = {"territories": round(known, 6), "inhabitants": round(inhabitants, 6)}
            found.setdefault(level.value, {})[f"{name}_{year}"] = shares
    return found


def _totals(sources: Sequence[SourceFigures]) -> dict[str, Any]:
    """Return the sums of each stock before and after, and what belongs to no territory of a level.

    Where several files give a stock, its rows are those of the first, and its other levels are theirs.
    """
    found: dict[str, Any] = {}
    for source in sources:
        for year, aggregation in source.years.items():
            for name, totals in aggregation.totals.items():
                told = {
                    "rows": totals.read,
                    "placed": totals.placed,
                    "levels": {level.value: total for level, total in totals.levels.items()},
                    "outside": {
                        level.value: {"total": total, "communes": list(communes)}
                        for level, (total, communes) in totals.outside.items()
                        if communes
                    },
                    "shared": {level.value: shared for level, shared in totals.shared.items() if shared},
                }
                before = found.setdefault(f"{name}_{year}", told)
                before["levels"] = told["levels"] | before["levels"]
    return found


def _checks(
    recipe: Recipe, sources: Sequence[SourceFigures], figures: All, territories: Territories
) -> Iterator[Check]:
    named = {one.id: one for one in recipe.indicators}
    for source in sources:
        given = source.gathered.source
        if given.rows:
            yield row_count(given.name, source.rows.read, *given.rows)
        yield unknown_codes(max(source.told.values(), key=lambda told: len(told.rows)))
        yield enough_placed(given.name, len(source.rows.codes), sum(source.lost.values()))
        for year, aggregation in source.years.items():
            for name, totals in aggregation.totals.items():
                expected = recipe.measures[name].totals.get(year)
                if expected is not None:
                    yield published_total(name, named[name].label, year, totals.read, expected)
                for level in aggregation.levels:
                    if aggregation.levels[level]:
                        yield conserved(name, f"{named[name].label}, {year}", level, totals)
    yield from default_checks(recipe, sources, figures, territories)
    yield from uneven_ratios(recipe, figures, territories)
    for rule in recipe.checks:
        yield from _ruled(rule, named, figures, territories)
    for indicator in recipe.indicators:
        if indicator.kind is ValueKind.STOCK:
            yield from _jumps(indicator, figures, territories)


def _ruled(
    rule: CheckRule, named: Mapping[str, Indicator], figures: All, territories: Territories
) -> Iterator[Check]:
    """Run a check of the recipe for every year, at the finest level that what is compared has."""
    severity = Severity.ERROR if rule.error else Severity.WARNING
    for name, year in figures:
        key = (rule.other, year)
        if name != rule.indicator or (rule.other and key not in figures):
            continue
        level = _finest(figures[name, year], *([figures[key]] if rule.other else []))
        if level is None:
            continue
        one = _at(named[name], year, level, figures, territories)
        if rule.kind == "bounds":
            yield bounds(one, rule.low, rule.high, severity)
            # Positive bounds only: around zero, a thousandth of any value is plausible.
            if rule.low > 0:
                yield unit_of_thousand(one, rule.low, rule.high)
        elif rule.kind == "known":
            yield enough_known(one, rule.low, severity)
        else:
            other = _at(named[rule.other], year, level, figures, territories)
            check = part_of if rule.kind == "part_of" else not_same
            yield check(one, other, severity)


def _jumps(indicator: Indicator, figures: All, territories: Territories) -> Iterator[Check]:
    years = sorted(year for name, year in figures if name == indicator.id)
    for before, after in zip(years, years[1:]):
        # The file of a year may not have the levels of another.
        level = _finest(figures[indicator.id, before], figures[indicator.id, after])
        if level is not None:
            one = _at(indicator, before, level, figures, territories)
            other = _at(indicator, after, level, figures, territories)
            yield year_jump(one, other, (before, after), MOST_CHANGE)


def _finest(first: Mapping[Level, Cells], *others: Mapping[Level, Cells]) -> Level | None:
    """Return the finest level that all have, None when they have none."""
    shared = [level for level in Level if level in first and all(level in other for other in others)]
    return shared[-1] if shared else None


def _at(indicator: Indicator, year: int, level: Level, figures: All, territories: Territories) -> Figures:
    """Return an indicator at a level that it has."""
    label = f"{indicator.label}, {year}"
    return Figures(indicator.id, label, level, territories.codes(level), figures[indicator.id, year][level])
