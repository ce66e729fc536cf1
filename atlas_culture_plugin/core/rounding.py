# SPDX-License-Identifier: GPL-2.0-or-later
"""Readable numbers near a limit, in exact decimal arithmetic."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

#: Wide enough for every double written in full.
_EXACT = Context(prec=800)
#: Digits that tell any double from its neighbours.
_DIGITS = 17
#: A limit below this share of the spread of the values reads better as zero.
_TINY = 1e-3


def exponent(value: float) -> int:
    """Power of ten of the first significant digit (0 for zero)."""
    return Decimal(repr(value)).adjusted() if value else 0


def to_step(value: float, power: int, rounding: str) -> float:
    """Multiple of ``10 ** power`` next to ``value`` (``rounding`` is one of decimal's)."""
    step = Decimal(1).scaleb(power)
    return float(Decimal(repr(value)).quantize(step, rounding=rounding, context=_EXACT)) + 0.0


def significant(value: float, digits: int) -> float:
    """``value`` with that many significant digits."""
    return to_step(value, exponent(value) - digits + 1, ROUND_HALF_EVEN)


def shortest_between(low: float, high: float, target: float, spread: float) -> float:
    """Roundest number in ``low < x <= high``, the nearest to ``target`` among equally round ones.

    Args:
        low: largest value that must stay below the limit (may be -inf).
        high: smallest value that must stay at or above it (may be inf).
        target: the unrounded limit, in the interval.
        spread: range of the values; zero is preferred to a limit that is tiny beside it.
    """
    if low < 0 <= high and abs(target) < spread * _TINY:
        return 0.0
    first = exponent(target)
    for power in range(first, first - _DIGITS, -1):
        around = {to_step(target, power, ROUND_FLOOR), to_step(target, power, ROUND_CEILING)}
        fitting = [x for x in around if low < x <= high and math.isfinite(x)]
        if fitting:
            return min(fitting, key=lambda x: (abs(x - target), x))
    return target
