# SPDX-License-Identifier: GPL-2.0-or-later
"""Bins of a distribution, shared by the printed chart and the panel where classes are edited.

Rule: the width of a bin is that of Freedman and Diaconis (2 IQR / n^(1/3)), or that of Sturges where
half of the values are equal, made round (1, 2, 2.5 or 5 times a power of ten) so that there are 10 to
60 bins. The axis shows every value, unless there are 50 or more and the extreme 2 % of one side would
take more than half of it: it then stops there, and the number of values left out is told. It goes on to
the bounds of classes as long as the values keep half of it; a bound farther away is shown at its end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Literal

import numpy as np
import numpy.typing as npt

from .formatting import decimals_for

Floats = npt.NDArray[np.float64]

FEWEST, MOST = 10, 60
#: Share of the values that may be left out on each side.
TAIL = 0.02
#: With fewer values, 2 % is less than one of them.
FEWEST_TO_TRIM = 50
#: Below this share of their size, the spread of values is but an error of computation.
_NO_SPREAD = 1e-9
_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_EXACT = Context(prec=400)


@dataclass(frozen=True)
class Histogram:
    """Bins from ``edges[i]`` to ``edges[i + 1]``, the last one closed; empty without any value.

    ``below`` and ``above`` count the values that lie outside the axis; ``values`` are all of them, sorted.
    """

    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    below: int = 0
    above: int = 0
    values: Floats = field(default_factory=lambda: np.empty(0), compare=False, repr=False)

    @property
    def total(self) -> int:
        """Number of values, drawn or not."""
        return sum(self.counts) + self.below + self.above

    @property
    def low(self) -> float:
        """Start of the axis."""
        return self.edges[0]

    @property
    def high(self) -> float:
        """End of the axis."""
        return self.edges[-1]

    @property
    def tallest(self) -> int:
        """Count of the fullest bin."""
        return max(self.counts, default=0)


@dataclass(frozen=True)
class Piece:
    """Part of a bar that lies in one class: ``rank`` from 0. ``count`` is that of the whole bar."""

    lower: float
    upper: float
    count: int
    rank: int


def histogram(values: npt.ArrayLike, inner: Sequence[float] = ()) -> Histogram:
    """Count values in bins.

    Args:
        values: the values; NaN is "no value".
        inner: limits between classes, ascending.
    """
    x = np.asarray(values, dtype=np.float64).ravel()
    x = np.sort(x[np.isfinite(x)])
    if not x.size:
        return Histogram()
    low, high = extent(x)
    drawn = x[(x >= low) & (x <= high)]
    low, high = reaching(low, high, inner)
    if high - low <= _NO_SPREAD * max(abs(low), abs(high)):
        half = abs(low) / 2 or 0.5
        low, high = low - half, high + half
    edges = _edges(low, high, _width(drawn, high - low), [bound for bound in inner if bound <= high])
    counts, _ = np.histogram(x, edges)
    return Histogram(
        edges=tuple(edges),
        counts=tuple(int(count) for count in counts),
        below=int(np.count_nonzero(x < edges[0])),
        above=int(np.count_nonzero(x > edges[-1])),
        values=x,
    )


def extent(x: Floats) -> tuple[float, float]:
    """What of the sorted values the axis shows."""
    if x.size < FEWEST_TO_TRIM:
        return float(x[0]), float(x[-1])
    last = x.size - 1
    start, end = float(x[math.ceil(TAIL * last)]), float(x[math.floor((1 - TAIL) * last)])
    low, high = float(x[0]), float(x[-1])
    body = end - start
    if body <= 0:
        return low, high
    return (start if start - low > body else low), (end if high - end > body else high)


def reaching(low: float, high: float, inner: Sequence[float]) -> tuple[float, float]:
    """The axis, made longer for the bounds that leave half of it to the values, or that are all it has."""
    body = high - low
    for bound in inner:
        if high < bound <= low + 2 * body or (body == 0 and bound > high):
            high = bound
    start = low
    for bound in reversed(inner):
        if start - body <= bound < low or (body == 0 and bound < low):
            low = bound
    return low, high


def _width(drawn: Floats, span: float) -> float:
    """Width of a bin before it is made round."""
    quarter, three_quarters = np.quantile(drawn, [0.25, 0.75])
    width = 2 * float(three_quarters - quarter) / math.pow(drawn.size, 1 / 3)
    if width <= 0:
        width = span / (math.log2(drawn.size) + 1)
    return min(max(width, span / MOST), span / FEWEST)


def _edges(low: float, high: float, width: float, inner: Sequence[float]) -> list[float]:
    """Multiples of the round step nearest to ``width`` that makes an acceptable number of bins."""
    bottom, top = Decimal(repr(low)), Decimal(repr(high))
    found: list[tuple[float, Decimal, int, int]] = []
    power = Decimal(repr(width)).adjusted()
    for exponent in (power - 1, power, power + 1):
        for digit in _ROUND:
            step = digit.scaleb(exponent)
            first, last = _multiple(bottom, step, ROUND_FLOOR), _multiple(top, step, ROUND_CEILING)
            # A class that starts where the axis ends would not be seen.
            if inner and Decimal(repr(float(inner[-1]))) >= last * step:
                last += 1
            if FEWEST <= last - first <= MOST:
                found.append((abs(math.log(float(step) / width)), step, first, last))
    _distance, step, first, last = min(found)
    return [float(step * rank) for rank in range(first, last + 1)]


def _multiple(value: Decimal, step: Decimal, rounding: str) -> int:
    return int(_EXACT.divide(value, step).to_integral_value(rounding=rounding))


def pieces(bins: Histogram, inner: Sequence[float]) -> list[Piece]:
    """The bars, each cut where a class ends inside it; where no value lies, there is no bar.

    A class that holds nobody would otherwise have its colour on the chart.
    """
    found = []
    for lower, upper, count in zip(bins.edges, bins.edges[1:], bins.counts):
        if not count:
            continue
        limits = [lower, *(bound for bound in inner if lower < bound < upper), upper]
        for start, end in zip(limits, limits[1:]):
            # The last bin is closed.
            side: Literal["left", "right"] = "right" if end == bins.high else "left"
            if np.searchsorted(bins.values, end, side) > np.searchsorted(bins.values, start):
                found.append(Piece(start, end, count, rank_of(start, inner)))
    return found


def rank_of(value: float, inner: Sequence[float]) -> int:
    """Class of a value, from 0."""
    return sum(bound <= value for bound in inner)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values along an axis, at most ``most`` of them and at least one where one fits."""
    if not high > low or most < 1:
        return []
    power = Decimal(repr((high - low) / most)).adjusted()
    bottom, top = Decimal(repr(low)), Decimal(repr(high))
    for exponent in range(power, power + 3):
        for digit in _ROUND:
            step = digit.scaleb(exponent)
            first, last = _multiple(bottom, step, ROUND_CEILING), _multiple(top, step, ROUND_FLOOR)
            if last - first + 1 <= most:
                return [float(step * rank) for rank in range(first, last + 1)]
    return []


def bound_decimals(inner: Sequence[float], own: int) -> int:
    """Decimals that print bounds as legends do: as they are, but at most one more than the indicator.

    More are given only where two bounds would read the same.
    """
    fractions = (Decimal(repr(float(bound))).normalize().as_tuple().exponent for bound in inner)
    longest = max((max(0, -int(fraction)) for fraction in fractions), default=own)
    return decimals_for(inner, min(longest, own + 1))
