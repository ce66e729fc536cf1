# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers, class labels and sizes as they read in the language of the interface.

French: narrow no-break spaces between thousands and before %, decimal comma. English: commas,
decimal point. Both: a true minus sign, and a unit that is never torn from its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from math import isinf, isnan

from .i18n import language, tr
from .model import Status

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MINUS = "\u2212"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

#: Wide enough to write any double in full, whatever the decimals.
_EXACT = Context(prec=800)
#: Decimals beyond which no two doubles differ.
_MAX_DECIMALS = 330
#: A word in the plural, and those that end so in the singular too.
_PLURAL = re.compile(r"[^\W\d_]{2,}[^\W\d_s]s")
_UNCHANGED = frozenset(
    ["mois", "fois", "pays", "cas", "corps", "temps", "cours", "concours", "campus", "legs"]
)
_THOUSANDS_IN_UNIT = re.compile(r"(?<=\d) (?=\d{3})")


def number(value: float | None, decimals: int = 0) -> str:
    """Write a number, rounded half up as readers expect; no value reads "not available"."""
    if value is None or isnan(value):
        return Status.MISSING.label
    if isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    step = Decimal(1).scaleb(-max(0, decimals))
    # repr: 2.675 is what was published, not the nearest binary fraction just below it.
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP, context=_EXACT)
    text = f"{abs(rounded):,f}"
    if language() == "fr":
        text = text.replace(",", NARROW_NO_BREAK).replace(".", ",")
    return MINUS + text if rounded < 0 else text


def exact(value: float) -> str:
    """Write a number with all its decimals and no more, as to quote what somebody typed."""
    if isnan(value) or isinf(value):
        return number(value)
    fraction = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return number(value, max(0, -int(fraction)))


def with_unit(text: str, unit: str) -> str:
    """Glue a unit to a number already written; an empty unit changes nothing."""
    if not unit:
        return text
    if unit == "%":
        return f"{text}{NARROW_NO_BREAK if language() == 'fr' else ''}%"
    return f"{text}{NO_BREAK}{_THOUSANDS_IN_UNIT.sub(NARROW_NO_BREAK, unit)}"


def singular(unit: str) -> str:
    """A unit after one: « 1 musée ». One of several words, or that is the same in the singular, stays.

    >>> singular("bibliothèques"), singular("k€"), singular("m²"), singular("mois")
    ('bibliothèque', 'k€', 'm²', 'mois')
    """
    return unit[:-1] if _PLURAL.fullmatch(unit) and unit not in _UNCHANGED else unit


def percent(value: float | None, decimals: int = 1) -> str:
    """Write a percentage already multiplied by 100."""
    text = number(value, decimals)
    return text if value is None or isnan(value) else with_unit(text, "%")


def decimals_for(bounds: Iterable[float], minimum: int = 0) -> int:
    """Fewest decimals, at least ``minimum``, with which different bounds never read the same."""
    distinct = {float(bound) + 0.0 for bound in bounds if not isnan(bound)}
    for decimals in range(max(0, minimum), _MAX_DECIMALS):
        if len({number(bound, decimals) for bound in distinct}) == len(distinct):
            return decimals
    return _MAX_DECIMALS


def class_label(
    lower: float,
    upper: float,
    *,
    decimals: int = 0,
    unit: str = "",
    first: bool = False,
    last: bool = False,
    open_end: bool = False,
) -> str:
    """Label of one class of a legend.

    Args:
        lower: lower limit, included.
        upper: upper limit, excluded except in the last class.
        decimals: decimals of both limits (see :func:`decimals_for`).
        unit: unit to repeat in the label; leave empty when the legend's title has it.
        first: write "less than" the upper limit, without the smallest value.
        last: the upper limit is included.
        open_end: with ``last``, write "and more" instead of the largest value.
    """
    low, high = number(lower, decimals), with_unit(number(upper, decimals), unit)
    if lower == upper and not (first or open_end):
        return high
    if first and last:
        return tr("{lower} to {upper}").format(lower=low, upper=high) if lower != upper else high
    if first:
        return tr("less than {upper}").format(upper=high)
    if last and open_end:
        return tr("{lower} and more").format(lower=with_unit(low, unit))
    if last:
        return tr("{lower} to {upper}").format(lower=low, upper=high)
    return tr("{lower} to less than {upper}").format(lower=low, upper=high)


def class_labels(
    bounds: Sequence[float], *, minimum_decimals: int = 0, unit: str = "", open_ends: bool = False
) -> list[str]:
    """Labels of all the classes between ``bounds``, lowest first.

    Args:
        bounds: limits from the lowest to the highest, as in ``Classification.bounds``.
        minimum_decimals: decimals of the indicator; more are shown where two bounds need them.
        unit: unit to repeat in every label.
        open_ends: the outer classes read "less than" and "and more", as suits fixed bounds.

    The lowest and the highest value are rounded outwards: a class that holds 0.27 does not begin at 0.3.
    """
    # Open outer classes do not print the outer limits, which may lie a hair away from the next ones.
    printed = bounds[1:-1] if open_ends and len(bounds) > 2 else bounds
    decimals = decimals_for(printed, minimum_decimals)
    final = len(bounds) - 2
    bounds = outward(bounds, decimals)
    return [
        class_label(
            low,
            high,
            decimals=decimals,
            unit=unit,
            first=open_ends and rank == 0,
            last=rank == final,
            open_end=open_ends and rank == final,
        )
        for rank, (low, high) in enumerate(zip(bounds, bounds[1:]))
    ]


def outward(bounds: Sequence[float], decimals: int) -> list[float]:
    """Limits of classes as they are printed: the lowest rounded down, the highest up, the others as they are.

    A class that is a single value keeps it.
    """
    found = list(bounds)
    if len(bounds) > 1 and bounds[0] < bounds[1]:
        found[0] = _towards(bounds[0], decimals, ROUND_FLOOR)
    if len(bounds) > 1 and bounds[-2] < bounds[-1]:
        found[-1] = _towards(bounds[-1], decimals, ROUND_CEILING)
    return found


def _towards(value: float, decimals: int, direction: str) -> float:
    """Round down or up; what is not a finite number stays."""
    if isinf(value) or isnan(value):
        return value
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(step, rounding=direction, context=_EXACT))


def count_label(count: int) -> str:
    """Number of territories of a class, as legends show it: ``(1 234)``."""
    return f"({number(count)})"


def status_label(status: Status, count: int | None = None) -> str:
    """Legend label of a state, with its number of territories when given."""
    return status.label if count is None else f"{status.label} {count_label(count)}"


def size(count: int) -> str:
    """Size of a file given in bytes, in units of a thousand."""
    units = (tr("bytes"), tr("kB"), tr("MB"), tr("GB"))
    amount, rank = float(max(0, count)), 0
    # 999.95 kB would read 1,000.0 kB: it reads 1.0 MB.
    while rank < len(units) - 1 and amount >= (999.95 if rank > 1 else 999.5):
        amount, rank = amount / 1000, rank + 1
    return with_unit(number(amount, 1 if rank > 1 else 0), units[rank])


def day(text: str) -> str:
    """Write a day such as ``2026-02-18`` as the interface's language does; another text stays."""
    if language() != "fr" or not _DAY.fullmatch(text):
        return text
    return f"{text[8:]}/{text[5:7]}/{text[:4]}"
