# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of one source: its rows, year by year, brought to the territories in use and summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..install import ProgressPart
from ..model import Status, ValueKind
from ..progress import Progress, check
from ..territories import Territories
from .aggregate import aggregate
from .cells import Numbers
from .gather import Gathered
from .measures import Aggregation, Measure, Population, Ratio, Stock
from .recipe import Operation, Recipe, Source
from .reconcile import Event, Reconciliation, reconcile
from .rows import Rows, read_rows


@dataclass(frozen=True)
class SourceFigures:
    """What a source gave.

    Args:
        gathered: its file.
        rows: the rows kept.
        told: where the codes of each year went.
        years: the figures of each year.
    """

    gathered: Gathered
    rows: Rows
    told: Mapping[int, Reconciliation]
    years: Mapping[int, Aggregation]

    def events(self) -> list[Event]:
        """Return what happened to codes, the rows of all years together."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for told in self.told.values():
            for event in told.events:
                counts[event.kind, event.old, event.new] += event.count
        return [Event(old, new, kind, count) for (kind, old, new), count in sorted(counts.items())]

    def unknown(self) -> Counter[str]:
        """Return the codes that exist nowhere ("" for none), with their rows."""
        found: Counter[str] = Counter()
        for told in self.told.values():
            found.update(dict(told.unknown))
        return found

    def dropped(self) -> Counter[str]:
        """Return the rows that no figure holds, by reason."""
        found: Counter[str] = Counter(self.rows.dropped)
        for told in self.told.values():
            found.update(told.dropped())
        return found


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
    rows = read_rows(gathered, ProgressPart(progress, 0, 0.5))
    source = gathered.source
    stocks = {
        name: rows.stock(measure)
        for name, measure in recipe.measures.items()
        if measure.operation is not Operation.POPULATION and _is_given(recipe, name, source)
    }
    told: dict[int, Reconciliation] = {}
    years: dict[int, Aggregation] = {}
    wanted = sorted(set(rows.years.tolist()))
    named = {code for code in rows.codes if code}
    for rank, year in enumerate(wanted):
        check(progress)
        here = np.flatnonzero(rows.years == year)
        codes = [rows.codes[row] for row in here]
        told[year] = reconcile(codes, source.level, territories, cog_year or year)
        # A territory that the file names for another year is not known to have nothing this year.
        silent = sorted(named - set(codes))
        everyone = [*codes, *silent]
        cells = {name: _at(found, here, len(silent)) for name, found in stocks.items()}
        years[year] = aggregate(
            reconcile(everyone, source.level, territories, cog_year or year) if silent else told[year],
            everyone,
            _measures(recipe, source, cells),
            _ratios(recipe, source),
            territories,
            source.levels,
            source.not_covered,
        )
        progress.set_fraction(0.5 + 0.5 * (rank + 1) / len(wanted))
    return SourceFigures(gathered, rows, told, years)


def _at(found: Numbers, here: np.ndarray[tuple[int], np.dtype[np.intp]], silent: int) -> Numbers:
    """Return the cells of some rows, followed by as many that are not available as codes are silent."""
    values = np.concatenate((found.values[here], np.full(silent, np.nan)))
    statuses = np.concatenate((found.statuses[here], np.full(silent, Status.MISSING, np.uint8)))
    return Numbers(values, statuses, ())


def _is_given(recipe: Recipe, name: str, source: Source) -> bool:
    """Whether a source has all the columns that a stock is made of."""
    measure = recipe.measures[name]
    columns = {measure.column, *(condition.column for condition in measure.where)} - {""}
    return columns <= set(source.columns)


def _measures(recipe: Recipe, source: Source, cells: Mapping[str, Numbers]) -> list[Measure]:
    # What tells a row from another beside its year tells a value from another: it is not repeated then.
    distinct = bool(set(source.unique) - {source.year.column})
    found: list[Measure] = []
    for name, measure in recipe.measures.items():
        if measure.operation is Operation.POPULATION:
            found.append(Population(name))
        elif name in cells:
            once = measure.operation is Operation.ONCE and not distinct
            found.append(Stock(name, cells[name], measure.absent, once))
    return found


def _ratios(recipe: Recipe, source: Source) -> list[Ratio]:
    return [
        Ratio(one.id, one.numerator, one.denominator, one.factor)
        for one in recipe.indicators
        if one.kind is ValueKind.RATIO
        and all(_is_given(recipe, name, source) for name in (one.numerator, one.denominator))
    ]
