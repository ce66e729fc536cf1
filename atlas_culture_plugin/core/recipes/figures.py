# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of one source: its rows, year by year, brought to the territories in use and summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from ..contacts import without_contacts
from ..install import ProgressPart
from ..model import Status, ValueKind
from ..progress import Progress, check
from ..territories import Territories
from .aggregate import aggregate
from .cells import Numbers
from .gather import Gathered
from .measures import Aggregation, Carried, Measure, Population, Ratio, Stock
from .recipe import Measure as Rule
from .recipe import Operation, Recipe, Source
from .reconcile import NO_CODE, UNKNOWN, Event, Reconciliation, reconcile
from .rows import Rows, read_rows

#: What became of the name of a territory that has no code.
NAMED, AMBIGUOUS_NAME, UNKNOWN_NAME = "named", "ambiguous_name", "unknown_name"

_Rows = NDArray[np.intp]
#: The cells of a figure, and the rows that give one where it is carried.
Figure = tuple[Numbers, Optional[NDArray[np.bool_]]]


@dataclass(frozen=True)
class SourceFigures:
    """What a source gave.

    Args:
        gathered: its file.
        rows: the rows kept.
        told: where the codes of each year went.
        years: the figures of each year.
        lost: rows that have no territory, by reason.
        missing: share of the rows, of those that give a figure, where each has none.
    """

    gathered: Gathered
    rows: Rows
    told: Mapping[int, Reconciliation]
    years: Mapping[int, Aggregation]
    lost: Counter[str]
    missing: Mapping[str, float]

    def events(self) -> list[Event]:
        """Return what happened to codes and to names, the rows of all years together."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for name, code, count in self.rows.named.matched if self.rows.named else ():
            counts[NAMED, name, code] += count
        for told in self.told.values():
            for event in told.events:
                counts[event.kind, event.old, event.new] += event.count
        return [Event(old, new, kind, count) for (kind, old, new), count in sorted(counts.items())]

    def unknown(self) -> Counter[str]:
        """Return the codes that exist nowhere, with their rows."""
        found: Counter[str] = Counter()
        for told in self.told.values():
            found.update({code: count for code, count in told.unknown if code})
        return found

    def unknown_names(self) -> dict[str, Counter[str]]:
        """Return the names that are not that of one territory, with their rows, by reason."""
        named = self.rows.named
        found = {
            AMBIGUOUS_NAME: named.ambiguous if named else (),
            UNKNOWN_NAME: named.unknown if named else (),
        }
        counts: dict[str, Counter[str]] = {reason: Counter() for reason in found}
        for reason, names in found.items():
            for name, count in names:
                # The note under a table is one of them: « Contact : culture@ville.fr ».
                counts[reason][without_contacts(name)] += count
        return counts

    def dropped(self) -> Counter[str]:
        """Return the rows that no figure holds, by reason."""
        found = Counter(self.rows.dropped) + self.lost
        for reason, names in self.unknown_names().items():
            found[reason] += sum(names.values())
            found[NO_CODE] -= sum(names.values())
        return +found


def source_figures(
    gathered: Gathered, recipe: Recipe, territories: Territories, cog_year: int, progress: Progress
) -> SourceFigures:
    """Compute the figures of one source at all the levels that it gives.

    Args:
        gathered: the source and its file.
        recipe: what to make of it.
        territories: the territories in use.
        cog_year: year of the geographic code that the file follows; 0 for that of each year of data.
        progress: told of the part done, asked whether to stop.

    Raises:
        RecipeError: the file is not what the recipe describes.
        MissingDependencyError: a Python package is missing.
        Cancelled: the user asked to stop.
    """
    rows = read_rows(gathered, territories, ProgressPart(progress, 0, 0.5))
    source = gathered.source
    told: dict[int, Reconciliation] = {}
    years: dict[int, Aggregation] = {}
    wanted = rows.wide or sorted(set(rows.years.tolist()))
    named = {code for code in rows.codes if code} | (rows.named.candidates if rows.named else frozenset())
    read: dict[tuple[str, str], Figure] = {}
    lost: Counter[str] = Counter()
    for rank, year in enumerate(wanted):
        check(progress)
        here = np.arange(len(rows.codes)) if rows.wide else np.flatnonzero(rows.years == year)
        cells = [rows.codes[row] for row in here]
        # The codes of a wide table are of one year: that of its latest figures.
        cog = cog_year or source.cog_year or (wanted[-1] if rows.wide else year)
        codes, of = _parted(cells, source.several)
        once = reconcile(codes, source.level, territories, cog)
        if not rows.wide or year == wanted[-1]:
            told[year] = once
            lost += _lost(once, codes, of)
        # A territory that the file names for another year, or perhaps, is not known to have nothing.
        silent = sorted(named - set(cells))
        if silent:
            codes, of = _parted([*cells, *silent], source.several)
            once = reconcile(codes, source.level, territories, cog)
        figures = _figures(rows, recipe, year, read)
        years[year] = aggregate(
            once,
            codes,
            [
                _measure(recipe, source, name, found, here, len(silent), year in rows.wide[:-1])
                for name, found in figures.items()
            ],
            _ratios(recipe, {*figures}),
            territories,
            source.levels,
            source.not_covered,
            of,
            source.not_applicable,
        )
        progress.set_fraction(0.5 + 0.5 * (rank + 1) / len(wanted))
    missing = {name: _missing(rows, recipe.measures[name], found) for (name, _), found in read.items()}
    return SourceFigures(gathered, rows, told, years, lost, missing)


def _missing(rows: Rows, rule: Rule, found: Figure) -> float:
    """Return the share of the rows that give a figure where it is not available."""
    counted = found[1] if found[1] is not None else np.ones(len(rows.frame), bool)
    for condition in rule.where:
        counted &= rows.meets(condition)
    states = found[0].statuses[counted]
    return float((states == Status.MISSING).mean()) if len(states) else 0.0


def _lost(told: Reconciliation, codes: Sequence[str | None], of: Sequence[int] | None) -> Counter[str]:
    """Return the rows that have no territory, by reason: that of their first code where they have several."""
    if of is None:
        return Counter(told.dropped())
    reasons = {event.old: event.kind for event in told.events}
    reasons |= {code: UNKNOWN if code else NO_CODE for code, _ in told.unknown}
    first: dict[int, str] = {}
    for row, code in zip(of, codes):
        first.setdefault(row, code or "")
    placed = {row for row, new in zip(of, told.rows) if new}
    return Counter(reasons[code] for row, code in first.items() if row not in placed)


def _parted(cells: Sequence[str | None], several: str) -> tuple[list[str | None], list[int] | None]:
    """Return all the codes, and the row of each; None where each row has one."""
    if not several:
        return list(cells), None
    parts = [
        (row, code) for row, cell in enumerate(cells) for code in (cell.split(several) if cell else [None])
    ]
    return [code for _, code in parts], [row for row, _ in parts]


def _figures(
    rows: Rows, recipe: Recipe, year: int, read: dict[tuple[str, str], Figure]
) -> dict[str, Figure | None]:
    """Return the cells of each figure that a table has the columns of; None for the population.

    ``read`` keeps what was read, for the other years: all have the same columns, but those of a wide table.
    """
    found: dict[str, Figure | None] = {}
    for name, rule in recipe.measures.items():
        if rule.operation is Operation.POPULATION:
            found[name] = None
            continue
        column = rows.column(rule.column, year) if rule.column else ""
        wanted = [condition.column for condition in rule.where]
        # What has no year in a wide table is of its latest.
        late = bool(rows.wide) and year != rows.wide[-1] and not rows.source.is_yearly(rule.column)
        if column is None or late or any(one not in rows.frame.columns for one in wanted):
            continue
        key = (name, column)
        if key not in read:
            carried = rule.operation.is_carried
            read[key] = rows.carried(rule, column) if carried else (rows.stock(rule, column), None)
        found[name] = read[key]
    return found


def _measure(
    recipe: Recipe, source: Source, name: str, found: Figure | None, here: _Rows, silent: int, early: bool
) -> Measure:
    # A list of what is there at its latest year says nothing of what is no more: early, none is not zero.
    rule = recipe.measures[name]
    if found is None:
        return Population(name)
    numbers, counted = found
    cells = _at(numbers, here, silent)
    if counted is None:
        return Stock(name, cells, Status.MISSING if early else rule.absent, _is_once(rule, source))
    told = np.concatenate((counted[here], np.full(silent, True)))
    return Carried(name, cells, told, rule.rank(rule.otherwise), rule.rank(rule.prevails))


def _is_once(rule: Rule, source: Source) -> bool:
    # What tells a row from another beside its year tells a value from another: it is not repeated then.
    distinct = bool(set(source.unique) - {source.year.column})
    return rule.operation is Operation.ONCE and not distinct


def _at(found: Numbers, here: _Rows, silent: int) -> Numbers:
    """Return the cells of some rows, followed by as many that are not available as codes are silent."""
    values = np.concatenate((found.values[here], np.full(silent, np.nan)))
    statuses = np.concatenate((found.statuses[here], np.full(silent, Status.MISSING, np.uint8)))
    return Numbers(values, statuses, ())


def _ratios(recipe: Recipe, given: Collection[str]) -> list[Ratio]:
    """Return the ratios of which both parts are there."""
    return [
        Ratio(one.id, one.numerator, one.denominator, one.factor)
        for one in recipe.indicators
        if one.kind is ValueKind.RATIO and {one.numerator, one.denominator} <= set(given)
    ]
