# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed between two years: rates for stocks, differences for ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .classify import Classification, classify
from .errors import IndicatorError
from .formatting import number
from .i18n import tr
from .library import Library
from .model import Indicator, Level, Method, Status, ValueKind
from .palettes import PaletteKind
from .palettes import palette as find_palette
from .perimeters import on_perimeters, perimeter_notes
from .prepared import PreparedMap
from .request import MapRequest
from .rounding import significant
from .single import prepare_one, threshold_notes
from .table import Table
from .territories import Territories

Floats = npt.NDArray[np.float64]
Statuses = npt.NDArray[np.uint8]

DEFAULT_PALETTE = "PuOr"
DEFAULT_CLASSES = 6
#: The states of two years become one: what most restrains what may be said comes first.
_STRONGEST = (Status.SECRET, Status.MISSING, Status.NOT_APPLICABLE)


def prepare_evolution(library: Library, territories: Territories, request: MapRequest) -> PreparedMap:
    """Answer a request for the change of an indicator between two years.

    Classes are symmetrical about zero, or about the change of the whole country: the same distance
    has the same intensity on both sides. Bounds that the request gives are those between the classes.

    Raises:
        IndicatorError: a typology, a single year, or years that do not ascend.
        ClassificationError: the bounds given do not ascend.
        AtlasError: see :func:`~atlas_culture_plugin.core.single.prepare_one`.
    """
    indicator, until = library.resolve(request.indicator, request.level, request.year)
    since = _since(indicator, request, until)
    level = request.level
    # Its own classes are not used: it checks the request and knows the package.
    base = prepare_one(library, territories, replace(request, year=until, palette="", method=Method.QUANTILE))
    table = on_perimeters(library.table(indicator.package, level), territories)
    before = table.on(base.codes, indicator.column(since))
    statuses = _joint(before.statuses, base.statuses)
    values = _change(indicator, before.values, base.values, statuses)
    centre = national_change(library, indicator, level, since, until) if request.around_national else 0.0
    notes = [
        *threshold_notes(indicator, request, base.denominator),
        *perimeter_notes(territories, level, base.codes),
    ]
    if centre is None:
        sentence = tr(
            "The change of the whole country is not known for “{indicator}”: classes start from zero."
        )
        notes.append(sentence.format(indicator=indicator.label))
        centre = 0.0
    # As it is printed: a bound must read as it is.
    centre = round(centre, 1 if indicator.kind is ValueKind.STOCK else indicator.decimals)
    if request.manual_bounds:
        classification = _given(values, request.manual_bounds)
    else:
        classification = symmetrical(values, request.classes or DEFAULT_CLASSES, centre)
    changed = np.isin(np.array(base.codes), list(territories.changed(level, since, until)))
    palette = request.palette or DEFAULT_PALETTE
    if find_palette(palette).kind is not PaletteKind.DIVERGING:
        raise IndicatorError(
            tr("An evolution goes both ways: choose a diverging palette, not “{palette}”.").format(
                palette=palette
            )
        )
    if changed.any():
        sentence = tr(
            "Perimeter changed between {since} and {until}: {count}. Both years are given on the perimeter "
            "of {cog_year}; these territories are hatched."
        )
        notes.append(
            sentence.format(
                count=number(int(changed.sum())), since=since, until=until, cog_year=base.cog_year
            )
        )
    return replace(
        base,
        request=replace(
            base.request,
            since=since,
            method=Method.MANUAL,
            classes=len(classification.counts) or DEFAULT_CLASSES,
            palette=palette,
        ),
        values=values,
        statuses=statuses,
        classification=classification,
        rounded=classification,
        colors=tuple(find_palette(palette).colors(max(1, len(classification.counts)))),
        notes=tuple(notes),
        earlier=before.values,
        later=base.values,
        changed=changed,
        style=None,
    )


def _since(indicator: Indicator, request: MapRequest, until: int) -> int:
    if indicator.kind is ValueKind.TYPOLOGY:
        raise IndicatorError(
            tr("“{indicator}” is a typology: its evolution is not a number.").format(
                indicator=indicator.label
            )
        )
    years = indicator.years_by_level[request.level]
    before = [year for year in years if year < until]
    if not before or (request.since is not None and request.since not in before):
        sentence = tr(
            "“{indicator}” has no figure of a year before {until} that could be compared{asked}. "
            "Its years: {years}."
        )
        asked = tr(" ({year} was asked for)").format(year=request.since) if request.since else ""
        raise IndicatorError(
            sentence.format(
                indicator=indicator.label, until=until, asked=asked, years=", ".join(map(str, years))
            )
        )
    return request.since if request.since is not None else before[0]


def _joint(first: Statuses, second: Statuses) -> Statuses:
    joint = np.zeros_like(first)
    for status in reversed(_STRONGEST):
        joint[(first == status) | (second == status)] = status
    joint[(joint == Status.VALUE) & (second == Status.BELOW_THRESHOLD)] = Status.BELOW_THRESHOLD
    return joint


def _change(indicator: Indicator, earlier: Floats, later: Floats, statuses: Statuses) -> Floats:
    """Rate in % of a stock, difference of a ratio; ``statuses`` changes in place where there is no rate."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if indicator.kind is ValueKind.STOCK:
            # From nothing, or from a negative amount, there is no rate.
            statuses[(statuses == Status.VALUE) & (earlier <= 0)] = Status.NOT_APPLICABLE
            values: Floats = (later - earlier) / earlier * 100
        else:
            values = later - earlier
    values[statuses != Status.VALUE] = np.nan
    return values


def symmetrical(values: Floats, classes: int, centre: float) -> Classification:
    """Symmetrical classes about ``centre``: quantiles of the distance to it, in round numbers."""
    real = values[~np.isnan(values)]
    if not real.size:
        return classify(values, Method.QUANTILE, 1)
    distances = np.abs(real - centre)
    half = max(1, min(classes, 12) // 2)
    steps: list[float] = []
    for rank in range(1, half):
        step = significant(float(np.quantile(distances, rank / half)), 1 if distances.max() < 10 else 2)
        if step > (steps[-1] if steps else 0.0):
            steps.append(step)
    farthest = max(float(distances.max()), steps[-1] if steps else 0.0)
    inner = [centre - step for step in reversed(steps)] + [centre] + [centre + step for step in steps]
    # A little farther than any value, so that both outer classes are always there.
    outer = farthest * 1.000001 + (steps[-1] if steps else 1.0) * 1e-6
    return classify(values, Method.MANUAL, manual=[centre - outer, *inner, centre + outer])


def _given(values: Floats, inner: Sequence[float]) -> Classification:
    """The classes between bounds that several maps share, all of them kept where a map leaves some empty."""
    real = values[~np.isnan(values)]
    if not real.size:
        return classify(values, Method.QUANTILE, 1)
    margin = max(abs(inner[0]), abs(inner[-1]), 1.0) * 1e-6
    lowest = min(float(real.min()), inner[0]) - margin
    highest = max(float(real.max()), inner[-1]) + margin
    return classify(values, Method.MANUAL, manual=[lowest, *inner, highest])


def national_change(
    library: Library, indicator: Indicator, level: Level, since: int, until: int
) -> float | None:
    """Change of the whole country, from sums of the territories that have figures for both years.

    In %, for a stock; the difference of both ratios, each a sum over a sum. None for a median or an
    index, which cannot be summed.
    """
    table = library.table(indicator.package, level)
    if indicator.kind is ValueKind.STOCK:
        before, after = _sums(table, [indicator.column(since), indicator.column(until)])
        return (after - before) / before * 100 if before > 0 else None
    if not indicator.numerator or not indicator.denominator:
        return None
    above = library.indicator(f"{indicator.package}/{indicator.numerator}")
    below = library.indicator(f"{indicator.package}/{indicator.denominator}")
    ratios = []
    for year in (since, until):
        columns = [part.column(part.nearest_year(level, year)) for part in (above, below)]
        numerator, denominator = _sums(table, columns)
        if not denominator:
            return None
        ratios.append(indicator.factor * numerator / denominator)
    return ratios[1] - ratios[0]


def _sums(table: Table, columns: Sequence[str]) -> list[float]:
    """Sums of columns over the rows that have a value in all of them."""
    chosen = [table.columns[name] for name in columns]
    both = np.logical_and.reduce([column.statuses == Status.VALUE for column in chosen])
    return [float(column.values[both].sum()) for column in chosen]
