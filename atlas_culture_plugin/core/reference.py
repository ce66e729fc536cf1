# SPDX-License-Identifier: GPL-2.0-or-later
"""The value of several territories together, which the figure of one is compared with.

A ratio is the ratio of the sums, never the mean of ratios; a stock is a sum; a median or an index that
nothing recomposes has no common value. Only cells that may be read are added up: what is missing or
secret stays out, and is counted. Where one cell alone is secret, nothing is given: the difference with a
total published elsewhere would be that cell.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

import numpy as np

from .library import Library
from .model import Indicator, Level, Status, ValueKind
from .table import Column, Table


class Basis(str, Enum):
    """How a reference was made."""

    SUM = "sum"
    RATIO = "ratio"  #: of the sums of numerators and denominators
    NONE = "none"  #: nothing recomposes it, or there is nothing to add up


@dataclass(frozen=True)
class Reference:
    """A common value.

    ``counted`` territories were added up; ``missing`` are those left out because a figure is not
    available or secret (those that can have no value are neither).
    """

    value: float | None
    basis: Basis
    missing: int = 0
    counted: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether some territories are missing from it."""
        return self.missing > 0


def reference_value(
    library: Library, indicator: Indicator, level: Level, year: int, codes: Collection[str]
) -> Reference:
    """Return the value of ``codes`` taken together.

    Args:
        library: the packages.
        indicator: what is measured; it must exist at ``level`` and ``year``.
        level: level of the codes.
        year: year of the figure; numerators and denominators are those of the nearest year.
        codes: the territories.
    """
    table = library.table(indicator.package, level)
    own = table.columns[indicator.column(year)]
    parts = _parts(library, indicator, level, year, table)
    if not parts:
        return Reference(None, Basis.NONE)
    index = table.index()
    rows = np.array([index[code] for code in codes if code in index], dtype=np.intp)
    # A ratio that is secret or unknown stays out even where its parts are known: the producer hides it.
    statuses = np.array([column.statuses[rows] for column in (own, *parts)])
    readable = (statuses == Status.VALUE).all(axis=0)
    secret = int(np.count_nonzero((statuses == Status.SECRET).any(axis=0)))
    hidden = np.isin(statuses, (Status.MISSING, Status.SECRET)).any(axis=0)
    missing = int(np.count_nonzero(hidden)) + len(codes) - len(rows)
    counted = int(np.count_nonzero(readable))
    sums = [float(np.sum(part.values[rows][readable])) for part in parts]
    if not counted or secret == 1 or (len(sums) > 1 and sums[1] == 0):
        return Reference(None, Basis.NONE, missing, counted)
    if len(sums) == 1:
        return Reference(sums[0], Basis.SUM, missing, counted)
    return Reference(indicator.factor * sums[0] / sums[1], Basis.RATIO, missing, counted)


def _parts(library: Library, indicator: Indicator, level: Level, year: int, table: Table) -> list[Column]:
    """Return the column to add up, or those of the numerator and the denominator; none for a median."""
    if indicator.kind is ValueKind.STOCK:
        return [table.columns[indicator.column(year)]]
    if indicator.kind is not ValueKind.RATIO or not indicator.numerator:
        return []
    known = {one.id: one for one in library.indicators(indicator.package)}
    found = [known[indicator.numerator], known[indicator.denominator]]
    if not all(level in one.years_by_level for one in found):
        return []
    return [table.columns[one.column(one.nearest_year(level, year))] for one in found]
