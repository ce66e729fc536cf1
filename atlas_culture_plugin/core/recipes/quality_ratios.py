# SPDX-License-Identifier: GPL-2.0-or-later
"""Tells the ratios whose two parts are not those of the same inhabitants.

A sum is that of the communes that answered. Where others did not, the denominator still holds them, as the
population does: the ratio is then too low, by as much as what is not known. It is told, not mended: a ratio
is the quotient of the sums that the package shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ..formatting import number, percent
from ..i18n import tr
from ..model import Indicator, Level, Status
from ..territories import Territories
from ..wording import level_noun
from .measures import Cells
from .quality import EXAMPLES, Check, Severity
from .recipe import Operation, Recipe

#: Share of the inhabitants of a territory that one part may lack without a word.
_SLIGHT = 0.1


def uneven_ratios(
    recipe: Recipe, figures: Mapping[tuple[str, int], Mapping[Level, Cells]], territories: Territories
) -> Iterator[Check]:
    """Tell each ratio whose parts do not cover the same inhabitants, for the year and level with most."""
    for one in recipe.indicators:
        if not one.numerator or _of_same_rows(recipe, one):
            continue
        found = [
            check
            for (name, year), levels in figures.items()
            if name == one.id
            for level, cells in levels.items()
            if (check := _uneven(one, year, level, cells, figures, territories)) is not None
        ]
        yield from sorted(found, key=lambda check: -check.figures["count"])[:1]


def _of_same_rows(recipe: Recipe, one: Indicator) -> bool:
    """Whether a ratio is a mean: the sum of a column over the rows that have a value in it."""
    above, below = recipe.measures[one.numerator], recipe.measures[one.denominator]
    of_both = (above.column, above.where) == (below.column, below.where) and bool(above.column)
    return of_both and (above.operation, below.operation) == (Operation.SUM, Operation.COUNT)


def _uneven(
    one: Indicator,
    year: int,
    level: Level,
    cells: Cells,
    figures: Mapping[tuple[str, int], Mapping[Level, Cells]],
    territories: Territories,
) -> Check | None:
    parts = [_part(name, year, level, figures) for name in (one.numerator, one.denominator)]
    if parts[0] is None or parts[1] is None:
        return None
    gaps = np.abs(parts[0].coverage - parts[1].coverage)
    wrong = (cells.statuses == Status.VALUE) & (gaps > _SLIGHT)
    codes = [territories.codes(level)[place] for place in np.flatnonzero(wrong)]
    if not codes:
        return None
    sentence = tr(
        "“{label}”: in {count} {territories} ({codes}…), the numerator and the denominator are not those of "
        "the same inhabitants, by more than {share}: the ratio is too low where the numerator is not known, "
        "too high where the denominator is not."
    )
    message = sentence.format(
        label=f"{one.label}, {year}", count=number(len(codes)), territories=level_noun(level, len(codes)),
        codes=", ".join(codes[:EXAMPLES]), share=percent(100 * _SLIGHT),
    )  # fmt: skip
    told = {"count": len(codes), "largest": round(float(gaps[wrong].max()), 6), "examples": codes[:EXAMPLES]}
    return Check("uneven_ratio", Severity.WARNING, False, message, one.id, level, told)


def _part(
    name: str, year: int, level: Level, figures: Mapping[tuple[str, int], Mapping[Level, Cells]]
) -> Cells | None:
    """Return a part of a ratio for its year; the population has a year of its own."""
    others = [levels for (known, _), levels in figures.items() if known == name]
    alone = others[0] if len(others) == 1 else {}
    return figures.get((name, year), alone).get(level)
