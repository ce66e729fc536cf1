# SPDX-License-Identifier: GPL-2.0-or-later
"""Moving, adding and removing class bounds by hand: they never cross, and stay readable."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .choices import parse_bounds
from .classify import MAX_CLASSES
from .errors import ClassificationError
from .formatting import exact
from .i18n import tr
from .model import Mode, ValueKind
from .prepared import PreparedMap
from .rounding import shortest_between

Bounds = tuple[float, ...]


def has_classes(prepared: PreparedMap) -> bool:
    """Whether a map is drawn by classes: circles alone and typologies are not."""
    kind = prepared.indicator.kind
    drawn = kind is ValueKind.RATIO or (kind is ValueKind.STOCK and prepared.is_evolution)
    return drawn and bool(prepared.rounded.bounds)


def takes_bounds(prepared: PreparedMap) -> bool:
    """Whether bounds given by hand are followed: those of evolutions and of nine colours are computed."""
    return has_classes(prepared) and prepared.mode in (Mode.SINGLE, Mode.CIRCLES)


def ends(values: npt.ArrayLike) -> Bounds:
    """Smallest and largest value; nothing without any."""
    x = np.asarray(values, dtype=np.float64)
    x = x[np.isfinite(x)]
    return (float(x.min()), float(x.max())) if x.size else ()


def move(inner: Sequence[float], rank: int, target: float, step: float) -> Bounds:
    """Put the bound ``rank`` at the roundest number within half a ``step`` of ``target``.

    It stops between its neighbours: no bound passes another.
    """
    below = inner[rank - 1] if rank else -math.inf
    above = inner[rank + 1] if rank + 1 < len(inner) else math.inf
    step = min(step, (above - below) / 4)
    target = min(max(target, below + step), above - step)
    found = shortest_between(target - step / 2, target + step / 2, target, 200 * step)
    if not below < found < above:
        found = inner[rank]
    return (*inner[:rank], found, *inner[rank + 1 :])


def add(inner: Sequence[float], target: float, step: float) -> Bounds:
    """One bound more near ``target``; the same bounds where there is no room or already enough classes."""
    rank = sum(bound < target for bound in inner)
    below = inner[rank - 1] if rank else -math.inf
    above = inner[rank] if rank < len(inner) else math.inf
    if len(inner) + 1 >= MAX_CLASSES or min(target - below, above - target) < step:
        return tuple(inner)
    return move((*inner[:rank], target, *inner[rank:]), rank, target, step)


def remove(inner: Sequence[float], rank: int) -> Bounds:
    """The bounds without one of them; the last one stays, as one class says nothing."""
    return tuple(inner) if len(inner) < 2 else (*inner[:rank], *inner[rank + 1 :])


def typed(inner: Sequence[float], rank: int, text: str) -> Bounds:
    """Put the bound ``rank`` at the number that was typed.

    Raises:
        ClassificationError: it is not one number, or it passes a neighbour.
    """
    found = parse_bounds(f"{text};")
    if len(found) != 1:
        raise ClassificationError(
            tr("“{text}” is not one number: write a bound such as 20,5.").format(text=text)
        )
    value = found[0]
    below = inner[rank - 1] if rank else -math.inf
    above = inner[rank + 1] if rank + 1 < len(inner) else math.inf
    if not below < value < above:
        raise ClassificationError(_passes(value, below, above))
    return (*inner[:rank], value, *inner[rank + 1 :])


def _passes(value: float, below: float, above: float) -> str:
    if below == -math.inf:
        sentence = tr("The bound {value} must stay below the next one, {above}.")
    elif above == math.inf:
        sentence = tr("The bound {value} must stay above the one before, {below}.")
    else:
        sentence = tr("The bound {value} must stay between its neighbours, {below} and {above}.")
    return sentence.format(value=exact(value), below=exact(below), above=exact(above))
