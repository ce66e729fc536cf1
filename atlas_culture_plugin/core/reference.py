# SPDX-License-Identifier: GPL-2.0-or-later
"""The value of several territories together, which the figure of one is compared with.

A ratio is the ratio of the sums, never the mean of ratios; a stock is a sum; a median or an index that
nothing recomposes has no common value. Only cells that may be read are added up: what is missing or
secret stays out, and is counted. Where one cell alone is secret, nothing is given: the difference with a
total published elsewhere would be that cell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from .library import Library
from .model import Indicator, Level, Status, ValueKind
from .table import Column, Table

Rows = npt.NDArray[np.intp]

#: Plain numbers: looking a member up costs more than comparing a thousand cells with it.
_VALUE, _MISSING, _SECRET = int(Status.VALUE), int(Status.MISSING), int(Status.SECRET)


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
    #: Whether it is kept back because the one figure that is secret could be told from it.
    protects: bool = False

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
    known = {one.id: one for one in library.indicators(indicator.package)}
    parts = parts_of(indicator, level, year, table, known)
    own = table.columns[indicator.column(year)]
    return combined(indicator, own, parts, rows_of(table, codes), len(codes))


def rows_of(table: Table, codes: Collection[str]) -> Rows | None:
    """Return the rows of these codes in a table, None for all of them; those it lacks are left out."""
    index = table.index()
    if len(codes) == len(index) and all(code in index for code in codes):
        return None
    return np.array([index[code] for code in codes if code in index], dtype=np.intp)


def combined(
    indicator: Indicator, own: Column, parts: Sequence[Column], rows: Rows | None, asked: int
) -> Reference:
    """Add up columns over some rows.

    Args:
        indicator: what is measured.
        own: its column.
        parts: the columns that :func:`parts_of` gives.
        rows: the rows that :func:`rows_of` gives.
        asked: number of territories asked for; those that have no row are counted as missing.
    """
    if not parts:
        return Reference(None, Basis.NONE)
    # A ratio that is secret or unknown stays out even where its parts are known: the producer hides it.
    columns = [own] if parts[0] is own else [own, *parts]
    statuses = [column.statuses if rows is None else column.statuses[rows] for column in columns]
    readable, secret = statuses[0] == _VALUE, statuses[0] == _SECRET
    hidden = secret | (statuses[0] == _MISSING)
    for other in statuses[1:]:
        readable = readable & (other == _VALUE)
        secret = secret | (other == _SECRET)
        hidden = hidden | (other == _SECRET) | (other == _MISSING)
    missing = int(np.count_nonzero(hidden)) + asked - len(statuses[0])
    counted = int(np.count_nonzero(readable))
    values = [part.values if rows is None else part.values[rows] for part in parts]
    sums = [float(np.sum(one, where=readable)) for one in values]
    protects = bool(np.count_nonzero(secret) == 1 and counted)
    if not counted or protects or (len(sums) > 1 and sums[1] == 0):
        return Reference(None, Basis.NONE, missing, counted, protects)
    if len(sums) == 1:
        return Reference(sums[0], Basis.SUM, missing, counted)
    return Reference(indicator.factor * sums[0] / sums[1], Basis.RATIO, missing, counted)


def parts_of(
    indicator: Indicator, level: Level, year: int, table: Table, known: Mapping[str, Indicator]
) -> list[Column]:
    """Return the column to add up, or those of the numerator and the denominator; none for a median.

    ``known`` holds the indicators of the package by id.
    """
    if indicator.kind is ValueKind.STOCK:
        return [table.columns[indicator.column(year)]]
    if indicator.kind is not ValueKind.RATIO or not indicator.numerator:
        return []
    found = [known[indicator.numerator], known[indicator.denominator]]
    if not all(level in one.years_by_level for one in found):
        return []
    return [table.columns[one.column(one.nearest_year(level, year))] for one in found]
