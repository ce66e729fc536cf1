# SPDX-License-Identifier: GPL-2.0-or-later
"""From the rows of a table to the figures of every level, once and for all.

Stocks are summed, commune by commune, then to EPCI, departements and regions; ratios are recomputed from
what was summed. A figure says how much it covers. One secret cell makes every sum that would hold it secret:
the total would give it away, or be short of it without a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..errors import RecipeError
from ..i18n import tr
from ..model import Level, Status
from ..table import FloatArray, StatusArray
from ..territories import Territories
from ..wording import level_noun
from .carried import carried
from .measures import Aggregation, Carried, Cells, Measure, Population, Ratio, Stock, Totals
from .nesting import Mask, Nesting, Places, Placing, placing
from .recipe import SUMS_TO
from .reconcile import Reconciliation


@dataclass(frozen=True)
class _Units:
    """One figure at the level of the table; ``known`` marks the units whose figure is in some value.

    ``repeated`` is what each wider level would count more than once, by place.
    """

    values: FloatArray
    statuses: StatusArray
    known: Mask
    read: float = 0.0
    placed: float = 0.0
    repeated: Mapping[Level, FloatArray] = field(default_factory=dict)
    shared: Mapping[Level, float] = field(default_factory=dict)


def aggregate(
    told: Reconciliation,
    codes: Sequence[str | None],
    measures: Sequence[Measure],
    ratios: Sequence[Ratio],
    territories: Territories,
    levels: Sequence[Level],
    not_covered: Mapping[Level, Collection[str]] | None = None,
    rows: Sequence[int] | None = None,
    not_applicable: Mapping[Level, Collection[str]] | None = None,
) -> Aggregation:
    """Sum the rows of a table to each level and recompute the ratios.

    Args:
        told: where each row goes.
        codes: the codes that the table has, which :func:`.reconcile` was given.
        measures: what to sum.
        ratios: what to recompute.
        territories: the territories in use.
        levels: levels wanted; see :data:`.SUMS_TO`.
        not_covered: territories that the source says nothing about: never zero, whatever ``absent`` says.
        rows: the row of each code, where some have several: what is there counts in each of its communes,
            and once in each wider territory. One code a row when None.
        not_applicable: territories where there can be nothing of what the source tells.

    Raises:
        RecipeError: the level of the table does not sum to one of ``levels``.
    """
    for level in levels:
        if level not in SUMS_TO[told.level]:
            sentence = tr("Figures by {source} cannot be summed to {level}: give a file that has them.")
            nouns = {"source": level_noun(told.level, 1), "level": level_noun(level, 2)}
            raise RecipeError(sentence.format(**nouns))
    table = placing(told, codes, territories, (not_covered or {}, not_applicable or {}), rows)
    units = {measure.id: _units(measure, table) for measure in measures}
    result = {level: _level(level, told.level, table, measures, units, ratios) for level in levels}
    stocks = [measure.id for measure in measures if isinstance(measure, Stock)]
    return Aggregation(result, {name: _totals(units[name], table, result, name) for name in stocks})


# -------------------------------------------------------------------------------- rows to units


def _units(measure: Measure, table: Placing) -> _Units:
    if isinstance(measure, Stock):
        return _summed(measure, table)
    return _kept(measure, table) if isinstance(measure, Carried) else _population(table.base)


def _kept(measure: Carried, table: Placing) -> _Units:
    placed = table.places >= 0
    codes = [code or "" for code, inside in zip(table.codes, placed) if inside]
    values, states, there = carried(
        measure, table.rows[placed], table.places[placed], [*codes, *table.base.codes], table.changed
    )
    without = (states != Status.VALUE) | ~there
    states[table.uncovered & without] = Status.MISSING
    states[table.inapplicable & without] = Status.NOT_APPLICABLE
    for mother, left in table.left.items():
        # Where one part is enough to have a category, what has not got it has no part that has.
        sure = measure.prevails and states[mother] == Status.VALUE and values[mother] != measure.prevails
        for place in (mother, *left):
            values[place] = values[mother] if sure else np.nan
            states[place] = Status.VALUE if sure else Status.MISSING
    values[states != Status.VALUE] = np.nan
    return _Units(values, states, states == Status.VALUE)


def _population(base: Nesting) -> _Units:
    known = ~np.isnan(base.population)
    return _Units(base.population, np.where(known, Status.VALUE, Status.MISSING).astype(np.uint8), known)


def _summed(measure: Stock, table: Placing) -> _Units:
    values, statuses = measure.numbers.values[table.rows], measure.numbers.statuses[table.rows]
    places = table.places
    if measure.once:
        values, statuses, places = _once(values, statuses, table)
    known, placed = statuses == Status.VALUE, places >= 0
    read, inside = float(values[known].sum()), float(values[known & placed].sum())
    repeated: dict[Level, FloatArray] = {}
    shared: dict[Level, float] = {}
    if len(table.several) and not measure.once:
        read, inside, repeated, shared = _of_several(measure, table)
    sums, states, _ = _sums(values[placed], statuses[placed], places[placed], len(table.base.codes))
    without = np.bincount(places[placed], minlength=len(sums)) == 0
    states[without] = np.where(table.uncovered[without], Status.MISSING, measure.absent)
    states[without & table.inapplicable] = Status.NOT_APPLICABLE
    sums[without & (states == Status.VALUE)] = 0.0
    covered = states == Status.VALUE
    for mother, left in table.left.items():
        # What the table counts in the commune that kept the code is partly theirs: unless there is nothing
        # to share. Amounts may cancel out: only where no row means zero does zero mean nothing.
        covered[left] = covered[mother]
        nothing = measure.absent is Status.VALUE and states[mother] == Status.VALUE and sums[mother] == 0
        sums[left] = 0.0 if nothing else np.nan
        states[left] = Status.VALUE if nothing else max(states[mother], Status.MISSING)
    return _Units(sums, states, covered, read, inside, repeated, shared)


def _of_several(
    measure: Stock, table: Placing
) -> tuple[float, float, dict[Level, FloatArray], dict[Level, float]]:
    """Return what all rows add up to, those with a territory, and what levels would count more than once.

    The first is by place of each wider level, to be taken off; the second is what a level keeps more than
    once, because it is in several of its territories.
    """
    values = np.where(measure.numbers.statuses == Status.VALUE, measure.numbers.values, 0.0)
    placed = np.unique(table.rows[table.places >= 0])
    chosen = np.isin(table.rows, table.several) & (table.places >= 0)
    rows, places = table.rows[chosen], table.places[chosen]
    repeated = {level: np.zeros(size) for level, size in table.base.sizes.items()}
    shared = dict.fromkeys(table.base.sizes, 0.0)
    for row in np.unique(rows).tolist():
        for level, parents in table.base.parents.items():
            counts = Counter(parents[places[rows == row]].tolist())
            # Communes outside a level are told apart, one by one.
            outside = counts.pop(-1, 0)
            for parent, count in counts.items():
                repeated[level][parent] += values[row] * (count - 1)
            shared[level] += values[row] * (len(counts) + outside - 1)
    return float(values.sum()), float(values[placed].sum()), repeated, shared


def _once(
    values: FloatArray, statuses: StatusArray, table: Placing
) -> tuple[FloatArray, StatusArray, Places]:
    """Keep the first row of each code; what its other rows contradict is not available."""
    first: dict[str | None, int] = {}
    firsts = np.array([first.setdefault(code, row) for row, code in enumerate(table.codes)], np.intp)
    same = (statuses == statuses[firsts]) & ((values == values[firsts]) | (statuses != Status.VALUE))
    wrong = np.unique(firsts[~same])
    values[wrong], statuses[wrong] = np.nan, Status.MISSING
    kept = np.unique(firsts)
    return values[kept], statuses[kept], table.places[kept]


def _sums(
    values: FloatArray, statuses: StatusArray, places: Places, size: int
) -> tuple[FloatArray, StatusArray, FloatArray]:
    """Sum cells to places: sums, statuses, and number of values summed.

    A secret cell makes its sum secret; without one, the values there are make it; without any, it is not
    available unless no cell was applicable. Nothing but zeros beside what is not available is not zero: a
    museum that did not answer is not the lack of one.
    """
    counts = [np.bincount(places[statuses == state], minlength=size) for state in range(4)]
    known = statuses == Status.VALUE
    sums = np.bincount(places[known], weights=values[known], minlength=size).astype(np.float64)
    states = np.full(size, Status.MISSING, np.uint8)
    states[(counts[Status.NOT_APPLICABLE] > 0) & (counts[Status.MISSING] == 0)] = Status.NOT_APPLICABLE
    states[counts[Status.VALUE] > 0] = Status.VALUE
    states[(counts[Status.VALUE] > 0) & (sums == 0) & (counts[Status.MISSING] > 0)] = Status.MISSING
    states[counts[Status.SECRET] > 0] = Status.SECRET
    sums[states != Status.VALUE] = np.nan
    return sums, states, counts[Status.VALUE].astype(np.float64)


# ------------------------------------------------------------------------------ units to levels


def _level(
    level: Level,
    own: Level,
    table: Placing,
    measures: Sequence[Measure],
    units: Mapping[str, _Units],
    ratios: Sequence[Ratio],
) -> dict[str, Cells]:
    cells: dict[str, Cells] = {}
    for measure in measures:
        if isinstance(measure, Carried) and level is not own:
            continue
        if level is own:
            made = units[measure.id]
            cells[measure.id] = Cells(made.values, made.statuses, made.known.astype(np.float64))
        else:
            cells[measure.id] = _gathered(units[measure.id], table, level)
    blurred = list(table.left) if level is own else []
    current = {measure.id for measure in measures if isinstance(measure, Population)}
    for ratio in ratios:
        # The figure of a commune that was split is that of more inhabitants than it has today.
        unsure = blurred if (ratio.numerator in current) is not (ratio.denominator in current) else []
        cells[ratio.id] = _ratio(ratio, cells, unsure)
    return cells


def _gathered(made: _Units, table: Placing, level: Level) -> Cells:
    parents, size = table.base.parents[level], table.base.sizes[level]
    inside = parents >= 0
    places = parents[inside]
    # Those that left a split commune are in its figure: they are neither missing nor counted twice.
    statuses = np.where(made.known, np.uint8(Status.VALUE), made.statuses)[inside]
    values = np.where(made.statuses == Status.VALUE, made.values, 0.0)[inside]
    sums, states, known = _sums(values, statuses, places, size)
    sums -= made.repeated.get(level, 0.0)
    people, communes = table.base.people[inside], np.bincount(places, minlength=size)
    covered = np.bincount(places, weights=people * made.known[inside], minlength=size)
    everyone = np.bincount(places, weights=people, minlength=size)
    coverage = np.where(everyone > 0, covered / np.maximum(everyone, 1), known / np.maximum(communes, 1))
    return Cells(sums, states, coverage)


def _ratio(ratio: Ratio, cells: Mapping[str, Cells], unsure: Sequence[int]) -> Cells:
    """Divide; what cannot be divided is not applicable, secret before missing before not applicable."""
    above, below = cells[ratio.numerator], cells[ratio.denominator]
    order = (Status.SECRET, Status.MISSING, Status.NOT_APPLICABLE)
    states = np.zeros(len(above.values), np.uint8)
    for state in reversed(order):
        states[(above.statuses == state) | (below.statuses == state)] = state
    states[(states == Status.VALUE) & (below.values == 0)] = Status.NOT_APPLICABLE
    known = states == Status.VALUE
    values = np.full(len(states), np.nan)
    with np.errstate(over="ignore"):
        values[known] = ratio.factor * above.values[known] / below.values[known]
    beyond = np.isinf(values)
    values[beyond], states[beyond] = np.nan, Status.MISSING
    for place in unsure:
        if states[place] == Status.VALUE and values[place] != 0:
            values[place], states[place] = np.nan, Status.MISSING
    return Cells(values, states, np.minimum(above.coverage, below.coverage))


def _totals(
    made: _Units,
    table: Placing,
    levels: Mapping[Level, Mapping[str, Cells]],
    name: str,
) -> Totals:
    outside = {}
    for level in levels:
        lost = (table.base.parents[level] < 0) & (made.statuses == Status.VALUE)
        lost &= made.values != 0
        codes = tuple(table.base.codes[place] for place in np.flatnonzero(lost))
        outside[level] = (float(made.values[lost].sum()), codes)
    sums = {level: float(np.nansum(cells[name].values)) for level, cells in levels.items()}
    return Totals(made.read, made.placed, sums, outside, made.shared)
