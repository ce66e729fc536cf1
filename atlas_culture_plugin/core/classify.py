# SPDX-License-Identifier: GPL-2.0-or-later
"""Exact class bounds, on real values only.

One convention for every method: class i holds ``bounds[i] <= value < bounds[i + 1]``, and the last
class also holds its upper limit. The outer classes are open: a value beyond the outer bounds (of
another level, of another year) belongs to the first or to the last class, it is never lost.

Quantiles, natural breaks, Q6, nested means and head/tail leave no class empty. Equal intervals,
standard deviation and geometric progression are regular by definition: an inner class may be empty,
and is kept. So are the classes of the Atlas's bounds and of manual bounds: their legend must be
comparable from one map to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .errors import ClassificationError
from .formatting import exact
from .i18n import tr
from .model import Method
from .natural_breaks import optimal_starts
from .rounding import shortest_between, significant

Floats = npt.NDArray[np.float64]

MAX_CLASSES = 12
_FIXED = (Method.OFFICIAL, Method.MANUAL)
_LARGEST = 1e100  # beyond, squares and spreads overflow; no indicator comes near
_HEAD_SHARE = 0.4  # a head above this share is no longer a minority (Jiang 2013)
_Q6 = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Classification:
    """Classes of one series of values.

    Attributes:
        method: how the bounds were found.
        bounds: limits from the lowest value to the highest, unrounded, one more than classes; empty
            when there is no value at all. The two limits are equal when all the values are; an outer
            class of fixed bounds that holds no value can also have equal limits.
        counts: number of values per class.
        note: a sentence for the user when what was asked could not be done exactly.
    """

    method: Method
    bounds: tuple[float, ...]
    counts: tuple[int, ...]
    note: str = ""

    @property
    def inner(self) -> tuple[float, ...]:
        """The limits between classes."""
        return self.bounds[1:-1]

    @property
    def is_fixed(self) -> bool:
        """Whether the bounds were given, not made from the data."""
        return self.method in _FIXED

    def classes(self, values: npt.ArrayLike) -> npt.NDArray[np.intp]:
        """Class of each value, from 1; 0 where there is no value."""
        x = np.asarray(values, dtype=np.float64)
        if not self.bounds:
            return np.zeros(x.shape, dtype=np.intp)
        found = np.searchsorted(np.asarray(self.inner), x, side="right") + 1
        return np.where(np.isnan(x), 0, found).astype(np.intp)


def classify(
    values: npt.ArrayLike,
    method: Method,
    classes: int = 5,
    *,
    manual: Sequence[float] = (),
    official: Sequence[float] = (),
) -> Classification:
    """Classify values; NaN is "no value" and is ignored.

    Args:
        values: the values of the territories, in any order.
        method: classification method.
        classes: number of classes asked for (1 to 12). Q6 has six; nested means a power of two;
            head/tail at most this many; fixed bounds as many as they make.
        manual: ascending limits for ``Method.MANUAL``: the inner ones, or all of them. A first limit
            at or below the smallest value, or a last one at or above the largest, is an outer limit.
        official: ascending inner limits for ``Method.OFFICIAL``.

    Raises:
        ClassificationError: infinite values, number of classes out of range, limits that do not
            ascend, or values that the method cannot take.
    """
    x = _checked(values)
    if method in _FIXED:
        limits = _checked_limits(official if method is Method.OFFICIAL else manual, method)
    elif not 1 <= classes <= MAX_CLASSES:
        raise ClassificationError(
            tr("{count} classes cannot be drawn: choose from 1 to {largest}.").format(
                count=classes, largest=MAX_CLASSES
            )
        )
    if not x.size:
        return Classification(method, (), (), tr("There is no value to classify here."))
    if method in _FIXED:
        return _counted(x, method, _fixed(limits, x, method))
    return _from_data(x, method, classes)


def _checked(values: npt.ArrayLike) -> Floats:
    """Sort the values that are there."""
    x = np.asarray(values, dtype=np.float64).ravel()
    x = np.sort(x[~np.isnan(x)]) + 0.0
    if x.size and max(-x[0], x[-1]) > _LARGEST:
        raise ClassificationError(
            tr("Some values are infinite or too large to be classified: correct them in the data.")
        )
    return x


def _checked_limits(limits: Sequence[float], method: Method) -> list[float]:
    """Refuse limits that are absent, not finite, not strictly ascending or too many."""
    found = [float(limit) for limit in limits]
    if not found:
        sentence = (
            tr("This indicator has no bounds of the Atlas: choose another method.")
            if method is Method.OFFICIAL
            else tr("Manual bounds are empty: type at least one limit.")
        )
        raise ClassificationError(sentence)
    ascending = all(a < b for a, b in zip(found, found[1:]))
    if not ascending or not all(abs(limit) <= _LARGEST for limit in found):
        raise ClassificationError(
            tr("The bounds {bounds} must be numbers in ascending order, each given once.").format(
                bounds=" ; ".join(exact(limit) for limit in found)
            )
        )
    return found


def _fixed(limits: list[float], x: Floats, method: Method) -> list[float]:
    """Add the outer bounds that the list does not give."""
    if method is Method.OFFICIAL:
        bounds = [min(limits[0], x[0]), *limits, max(limits[-1], x[-1])]
    else:
        lower = [] if limits[0] <= x[0] else [x[0]]
        upper = [] if limits[-1] >= x[-1] else [x[-1]]
        bounds = [*lower, *limits, *upper]
    if len(bounds) > MAX_CLASSES + 1:
        raise ClassificationError(
            tr("These bounds make {count} classes: at most {largest} can be drawn.").format(
                count=len(bounds) - 1, largest=MAX_CLASSES
            )
        )
    # A single limit that equals every value: one class, closed on it.
    return bounds if len(bounds) > 1 else bounds * 2


def _from_data(x: Floats, method: Method, classes: int) -> Classification:
    """Classes of the methods that take their bounds from the values."""
    distinct, weights = np.unique(x, return_counts=True)
    if distinct.size == 1:
        note = tr("All the values are equal: there is one class.") if classes > 1 else ""
        return _counted(x, method, [x[0], x[-1]], note)
    inner, note = _INNER[method](x, distinct, weights, min(classes, distinct.size))
    if method in _NEVER_EMPTY:
        inner = _without_empty(inner, x)
    inner = sorted({float(limit) for limit in inner if x[0] < limit <= x[-1]})
    made = len(inner) + 1
    asked = 6 if method is Method.Q6 else classes
    if made == asked != classes:
        note = tr("Q6 always makes six classes.")
    if made != asked and not note:
        note = tr(
            "{asked} classes were asked for, {made} were made: too many equal values, or too few values."
        ).format(asked=asked, made=made)
    return _counted(x, method, [x[0], *inner, x[-1]], note)


def _counted(x: Floats, method: Method, bounds: Sequence[float], note: str = "") -> Classification:
    """Count the values of each class."""
    plain = tuple(float(bound) for bound in bounds)
    empty = Classification(method, plain, (0,) * (len(plain) - 1), note)
    counts = np.bincount(empty.classes(x), minlength=len(plain))[1:]
    return replace(empty, counts=tuple(int(count) for count in counts))


def _without_empty(inner: Iterable[float], x: Floats) -> list[float]:
    """Drop the limits below which no value is added."""
    kept: list[float] = []
    before = 0
    for limit in sorted(inner):
        position = int(np.searchsorted(x, limit, side="left"))
        if before < position < len(x):
            kept.append(limit)
            before = position
    return kept


# Each method below returns inner limits and a note. ``x`` is sorted and not constant, ``distinct``
# are its distinct values, ``weights`` how often each occurs, ``k`` is at most their number.

_Limits = tuple[list[float], str]


def _quantile(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    """Cut between distinct values, as near as possible to equal numbers."""
    ends = np.cumsum(weights)[:-1]
    cuts = np.arange(1, k) * x.size / k
    right = np.minimum(np.searchsorted(ends, cuts), ends.size - 1)
    left = np.maximum(right - 1, 0)
    nearest = np.where(cuts - ends[left] <= ends[right] - cuts, left, right)
    return list(distinct[np.unique(nearest) + 1]), ""


def _equal_interval(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    return list(np.linspace(x[0], x[-1], k + 1)[1:-1]), ""


def _natural_breaks(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    return list(distinct[optimal_starts(distinct, weights, k)[1:]]), ""


def _q6(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    """Percentiles interpolated linearly between ranks (Hyndman and Fan's type 7)."""
    return list(np.quantile(x, _Q6)), ""


def _nested_means(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    """Split at the mean, then each part at its own mean; of two powers equally near, the smaller."""
    depth = min(range(4), key=lambda power: abs((1 << power) - k))
    limits: list[float] = []
    parts = [x]
    for _ in range(depth):
        means = [float(part.mean()) for part in parts]
        limits += [mean for mean, part in zip(means, parts) if part[0] < mean <= part[-1]]
        parts = [half for mean, part in zip(means, parts) for half in _halves(part, mean)]
    made = len(limits) + 1
    sentence = tr("Nested means make a power of two: {made} classes.") if made == 1 << depth != k else ""
    return limits, sentence.format(made=made)


def _halves(part: Floats, mean: float) -> list[Floats]:
    """The values below and from the mean; nothing where they do not split."""
    cut = int(np.searchsorted(part, mean))
    return [half for half in (part[:cut], part[cut:]) if half.size]


def _standard_deviation(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    """Steps of one deviation centred on the mean: a limit when ``k`` is even, a class when odd.

    The deviation is that of the whole population (divided by n): no territory is left to be drawn.
    Outer classes that no value reaches are not made.
    """
    steps = np.arange(1, k) - k / 2
    limits = x.mean() + steps * x.std()
    inside = limits[(limits > x[0]) & (limits <= x[-1])]
    note = ""
    if inside.size < limits.size:
        note = tr("{made} classes: the values do not reach the other steps of standard deviation.").format(
            made=inside.size + 1
        )
    return list(inside), note


def _geometric(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    if x[0] <= 0:
        raise ClassificationError(
            tr(
                "A geometric progression needs values above zero, and the smallest here is {value}: "
                "choose quantiles, natural breaks or head/tail breaks."
            ).format(value=exact(x[0]))
        )
    return list(np.geomspace(x[0], x[-1], k + 1)[1:-1]), ""


def _head_tail(x: Floats, distinct: Floats, weights: npt.NDArray[np.intp], k: int) -> _Limits:
    """Split at the mean, then the head again while it is a minority (Jiang 2013, 40 %)."""
    limits: list[float] = []
    head = x
    while len(limits) < k - 1 and head[0] < head[-1]:
        mean = float(head.mean())
        cut = int(np.searchsorted(head, mean))
        if not 0 < cut < head.size or (limits and head.size - cut > _HEAD_SHARE * head.size):
            break
        limits.append(mean)
        head = head[cut:]
    note = ""
    if len(limits) < k - 1:
        note = tr("Head/tail breaks make {made} classes of these values.").format(made=len(limits) + 1)
    return limits, note


_INNER = {
    Method.QUANTILE: _quantile,
    Method.EQUAL_INTERVAL: _equal_interval,
    Method.NATURAL_BREAKS: _natural_breaks,
    Method.Q6: _q6,
    Method.NESTED_MEANS: _nested_means,
    Method.STANDARD_DEVIATION: _standard_deviation,
    Method.GEOMETRIC: _geometric,
    Method.HEAD_TAIL: _head_tail,
}
_NEVER_EMPTY = {
    Method.QUANTILE,
    Method.NATURAL_BREAKS,
    Method.Q6,
    Method.NESTED_MEANS,
    Method.HEAD_TAIL,
}


def round_bounds(
    values: npt.ArrayLike, classification: Classification, force_digits: int | None = None
) -> Classification:
    """Round the inner bounds so that they read well; the outer ones stay as they are.

    By default each bound takes the fewest digits that leave every value in its class. With
    ``force_digits`` each takes that many significant digits (more where two would meet or leave the
    data), and the note says how many values changed class. Fixed bounds (of the Atlas, manual) are
    already as somebody wrote them: only ``force_digits`` rounds them.
    """
    x = _checked(values)
    if not x.size or not classification.inner:
        return classification
    if force_digits is None and classification.is_fixed:
        return classification
    if force_digits is None:
        inner = _rounded_safely(x, classification)
    else:
        inner = _rounded_anyway(classification.bounds, max(1, force_digits))
    rounded = _counted(
        x, classification.method, [classification.bounds[0], *inner, classification.bounds[-1]]
    )
    moved = int(np.count_nonzero(rounded.classes(x) != classification.classes(x)))
    note = classification.note
    if moved:
        sentence = tr("Rounding the bounds moved {count} territories to another class.")
        note = " ".join(filter(None, [note, sentence.format(count=moved)]))
    return replace(rounded, note=note)


def _rounded_safely(x: Floats, classification: Classification) -> list[float]:
    """Each inner bound, moved at most to the values on its two sides."""
    spread = classification.bounds[-1] - classification.bounds[0]
    rounded = [classification.bounds[0]]
    for bound, following in zip(classification.inner, [*classification.inner[1:], np.inf]):
        position = int(np.searchsorted(x, bound, side="left"))
        low = float(x[position - 1]) if position else -np.inf
        high = float(x[position]) if position < x.size else np.inf
        # Above an empty class, two bounds share the same room: none goes past its neighbour.
        high = bound if high >= following else high
        rounded.append(shortest_between(max(low, rounded[-1]), high, bound, spread))
    return rounded[1:]


def _rounded_anyway(bounds: tuple[float, ...], digits: int) -> list[float]:
    """Inner bounds with so many significant digits, or more to stay in order between the outer ones."""
    for count in range(digits, 17):
        rounded = [significant(bound, count) for bound in bounds[1:-1]]
        every = [bounds[0], *rounded, bounds[-1]]
        if all(a < b for a, b in zip(every, every[1:-1])) and every[-2] <= every[-1]:
            return rounded
    return list(bounds[1:-1])
