# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be made of the columns of a table, and the figures by level that come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, Union

import numpy as np
from numpy.typing import NDArray

from ..model import Level, Status
from ..table import FloatArray, StatusArray
from ..territories import Territories


class Numbers(Protocol):
    """Values and statuses, one a row; NaN where it is not a value."""

    @property
    def values(self) -> FloatArray:
        """The numbers."""

    @property
    def statuses(self) -> StatusArray:
        """The states."""


@dataclass(frozen=True)
class Cells:
    """Values and statuses of an indicator, one a territory, in the order of ``Territories.codes``.

    ``coverage`` is the share of the inhabitants of each territory that live where the source gives a value,
    from 0 to 1 (of its communes, where nobody lives).
    """

    values: FloatArray
    statuses: StatusArray
    coverage: FloatArray


@dataclass(frozen=True)
class Stock:
    """A column to sum.

    Args:
        id: the indicator.
        numbers: one cell a row of the table.
        absent: state of a territory without any row; :attr:`Status.VALUE` means zero.
        once: the value is repeated on each row of a code, and counts once.
    """

    id: str
    numbers: Numbers
    absent: Status = Status.MISSING
    once: bool = False


@dataclass(frozen=True)
class Carried:
    """A figure that each territory keeps as it is published: a ratio, or the place of a category, from 1.

    Args:
        id: the indicator.
        numbers: one cell a row of the table.
        counted: the rows that give one.
        otherwise: the category of a covered territory without any row; 0 for none.
        prevails: the category of a territory as soon as one of its parts has it; 0 for none.
    """

    id: str
    numbers: Numbers
    counted: NDArray[np.bool_]
    otherwise: int = 0
    prevails: int = 0


@dataclass(frozen=True)
class Population:
    """The municipal population of the geographic code in use."""

    id: str


@dataclass(frozen=True)
class Ratio:
    """``factor`` × numerator / denominator, both ids of stocks or populations."""

    id: str
    numerator: str
    denominator: str
    factor: float = 1.0


Measure = Union[Stock, Carried, Population]


@dataclass(frozen=True)
class Totals:
    """Sums of one stock: conservation can be read off them.

    ``read`` is the sum of all rows, ``placed`` that of the rows with a territory in use, ``levels`` that of
    the territories of each level, and ``outside`` what belongs to no territory of a level, with its communes.
    ``shared`` is what a level counts more than once: rows of several territories.
    """

    read: float
    placed: float
    levels: Mapping[Level, float]
    outside: Mapping[Level, tuple[float, tuple[str, ...]]]
    shared: Mapping[Level, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Aggregation:
    """Figures by level and indicator, and sums of the stocks."""

    levels: Mapping[Level, Mapping[str, Cells]]
    totals: Mapping[str, Totals]


@lru_cache(maxsize=len(Level))
def populations(territories: Territories, level: Level) -> FloatArray:
    """Return the municipal population of each territory of a level, NaN where it is unknown: read-only."""
    found = np.array(
        [np.nan if t.population is None else t.population for t in territories.all(level)], float
    )
    found.setflags(write=False)
    return found


def coverage(cells: Cells, population: FloatArray) -> tuple[float, float]:
    """Return the shares of the territories that have a value, and of the inhabitants behind these values."""
    known = cells.statuses == Status.VALUE
    people = np.nan_to_num(population)
    return float(known.mean()), float((people * cells.coverage)[known].sum() / people.sum())
