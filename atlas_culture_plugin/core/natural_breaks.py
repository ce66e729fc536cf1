# SPDX-License-Identifier: GPL-2.0-or-later
"""Natural breaks: the true Fisher-Jenks optimum, fast enough for every commune of France.

Fisher (1958): split sorted values into k runs so that the sum of squared deviations from the
means of the runs is the smallest. The dynamic programme over the sorted distinct values is
``best[q][j] = min over i of best[q-1][i] + cost(i, j)``. The cost obeys the quadrangle inequality,
so the best ``i`` never decreases with ``j``: each row is solved by halving, O(n log n), and all
the sub-problems of one depth are one numpy expression.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
#: First and last position.
Window = tuple[int, int]

#: Bins of the first approximation: enough for windows of a few percent, few enough to cost little.
_BINS = 512


class _RunCost:
    """Sum of squared deviations of any run of sorted values, accurate to about n × 1e-16.

    Differences of prefix sums over the whole array would lose everything when tight groups lie
    far apart (1e9 ± 1 beside 0). Here the sums are kept at every scale of halving, each centred
    on the value in the middle of its block. Any run straddles the middle of exactly one block:
    its sums are two look-ups, and their centre is a member of the run, which bounds cancellation.
    """

    def __init__(self, values: Floats, weights: Floats) -> None:
        depth = max(1, int(len(values) - 1).bit_length())
        padding = (1 << depth) - len(values)
        x = np.concatenate([values, np.full(padding, values[-1])])
        w = np.concatenate([weights, np.zeros(padding)])
        self._weight_before = np.concatenate([[0.0], np.cumsum(w)])
        # Sums of deviations (real) and of their squares (imaginary) lie side by side, so that one
        # look-up fetches both. The first row, all zeros, is that of the runs of one value.
        scales = [_centred_sums(x, w, 1 << scale) for scale in range(depth)]
        self._sums = np.concatenate([np.zeros(len(x), dtype=np.complex128), *scales])
        # Where the row of a run begins, for each value of (first position xor last position).
        self._row = np.frexp(np.arange(len(x), dtype=np.float64))[1].astype(np.intp) * len(x)

    def __call__(self, start: Ints, stop: Ints) -> Floats:
        """Cost of the runs ``start <= position < stop``; runs of one value cost nothing."""
        last = stop - 1
        row = self._row.take(start ^ last)
        sums = self._sums.take(row + start)
        sums += self._sums.take(row + last)
        weight = self._weight_before.take(stop) - self._weight_before.take(start)
        cost: Floats = sums.real * sums.real
        cost /= weight
        np.subtract(sums.imag, cost, out=cost)
        return np.maximum(cost, 0.0, out=cost)


def _centred_sums(x: Floats, w: Floats, half: int) -> npt.NDArray[np.complex128]:
    """Sums from each position to the middle of its block of ``2 * half``, centred on that middle."""
    blocks = x.reshape(-1, 2 * half)
    offset = blocks - blocks[:, half : half + 1]
    sums = w.reshape(blocks.shape) * offset * (1 + 1j * offset)
    sums[:, :half] = np.cumsum(sums[:, :half][:, ::-1], axis=1)[:, ::-1]
    sums[:, half:] = np.cumsum(sums[:, half:], axis=1)
    return sums.ravel()


def _solve_row(previous: Floats, cost: _RunCost, starts: Window, stops: Window) -> tuple[Floats, Ints]:
    """One row of the programme: best sums, and where the last run starts, for every stop of a window.

    Args:
        previous: the row above, indexed by stop (exclusive end of what is already classified).
        cost: cost of a run.
        starts: first and last start allowed for the last run; the first is below every stop.
        stops: first and last stop to solve for.
    """
    best = np.zeros(len(previous))
    start = np.zeros(len(previous), dtype=np.intp)
    left, right = np.array([stops[0]]), np.array([stops[1]])
    low, high = np.array([starts[0]]), np.array([starts[1]])
    while left.size:
        stop = (left + right) // 2
        best[stop], found = _best_start(previous, cost, stop, low, np.minimum(high, stop - 1))
        start[stop] = found
        left, right = np.concatenate([left, stop + 1]), np.concatenate([stop - 1, right])
        low, high = np.concatenate([low, found]), np.concatenate([found, high])
        keep = left <= right
        left, right, low, high = left[keep], right[keep], low[keep], high[keep]
    return best, start


def _best_start(previous: Floats, cost: _RunCost, stop: Ints, low: Ints, high: Ints) -> tuple[Floats, Ints]:
    """For each stop, the smallest ``previous[i] + cost(i, stop)`` over ``low <= i <= high``, and its i."""
    length = high - low + 1
    offset = np.cumsum(length) - length
    start = np.arange(offset[-1] + length[-1]) - np.repeat(offset - low, length)
    total = cost(start, np.repeat(stop, length))
    total += previous.take(start)
    best = np.minimum.reduceat(total, offset)
    hits = np.flatnonzero(total == np.repeat(best, length))
    return best, start[hits[np.searchsorted(hits, offset)]]


def _solve(cost: _RunCost, size: int, windows: list[Window]) -> tuple[list[Floats], list[Ints]]:
    """All the rows of the programme, each for the stops of its window (zero elsewhere)."""
    every_stop = np.arange(1, size + 1)
    best = [np.concatenate([[0.0], cost(np.zeros(size, dtype=np.intp), every_stop)])]
    start = [np.zeros(size + 1, dtype=np.intp)]
    for starts, stops in zip(windows, windows[1:]):
        row_best, row_start = _solve_row(best[-1], cost, starts, stops)
        best.append(row_best)
        start.append(row_start)
    return best, start


def _likely_windows(x: Floats, w: Floats, classes: int) -> list[Window]:
    """Where each class of the optimum can end: proven, and far narrower than the whole.

    The values are first averaged in small bins. With d² the sum of squares lost inside the bins,
    the triangle inequality gives, for any set of values, √(optimum) >= √(optimum of the bins) - d;
    and the optimum of the bins, plus d², is within reach of the values. A class can thus only end
    where the best of the bins before and after it stays below that.
    """
    edges = _bin_edges(x, w)
    weight = np.add.reduceat(w, edges[:-1])
    mean = np.add.reduceat(w * x, edges[:-1]) / weight
    lost = float(np.sum(w * (x - np.repeat(mean, np.diff(edges))) ** 2))
    size = len(mean)
    if size <= classes:
        return _every_window(len(x), classes)
    free = [(row, size) for row in range(1, classes)]
    before, _ = _solve(_RunCost(mean, weight), size, free)
    after, _ = _solve(_RunCost(-mean[::-1], weight[::-1]), size, free)
    reach = float(np.min(before[-1] + after[0][::-1])) + lost
    # Rounding of the means themselves, should the bins be tight and far apart.
    slack = np.sqrt(lost) + 1e-15 * np.sqrt(w.sum())
    limit = (np.sqrt(reach) * (1 + 1e-9) + slack) ** 2
    windows = []
    for row in range(1, classes):
        bound = before[row - 1][:-1] + after[classes - row - 1][::-1][1:]
        possible = np.flatnonzero(bound <= limit)
        windows.append((int(edges[possible[0]]), int(edges[possible[-1] + 1])))
    return [*windows, (len(x), len(x))]


def _bin_edges(x: Floats, w: Floats) -> Ints:
    """Edges of bins that lose little.

    The best density of bins is the cube root of that of the values; half of the bins follow the
    values themselves, lest a few wide gaps take them all.
    """
    spread = np.cumsum(np.diff(x, prepend=x[0]) ** (2 / 3) * np.cbrt(w))
    rank = np.cumsum(w)
    mass = spread / spread[-1] + rank / rank[-1]
    inner = np.searchsorted(mass, np.linspace(0.0, mass[-1], _BINS + 1)[1:-1])
    edges: Ints = np.unique(np.concatenate([[0], inner, [len(x)]]))
    return edges


def optimal_starts(values: npt.ArrayLike, weights: npt.ArrayLike, classes: int) -> list[int]:
    """Return where each class of the Fisher-Jenks optimum starts.

    Args:
        values: finite, strictly ascending.
        weights: how many times each value occurs (>= 1).
        classes: number of classes, from 1 to ``len(values)``.

    Returns:
        ``classes`` ascending positions in ``values``, the first being 0.
    """
    x, w = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    # Scaled so that squares neither overflow nor vanish, whatever the unit.
    x = x - x[len(x) // 2]
    x = x / (np.abs(x).max() or 1.0)
    n = len(x)
    narrow = n > 4 * _BINS and classes > 2
    windows = _likely_windows(x, w, classes) if narrow else _every_window(n, classes)
    _, starts = _solve(_RunCost(x, w), n, _tightened(windows))
    return _trace_back(starts[1:], n)


def _every_window(size: int, classes: int) -> list[Window]:
    """Windows that rule nothing out."""
    return [(1, size)] * (classes - 1) + [(size, size)]


def _tightened(windows: list[Window]) -> list[Window]:
    """Narrow windows to what strictly ascending ends allow: no class is empty."""
    windows = [(max(first, 1), last) for first, last in windows]
    for row in range(1, len(windows)):
        windows[row] = (max(windows[row][0], windows[row - 1][0] + 1), windows[row][1])
    for row in range(len(windows) - 1, 0, -1):
        windows[row - 1] = (windows[row - 1][0], min(windows[row - 1][1], windows[row][1] - 1))
    return windows


def _trace_back(rows: list[Ints], n: int) -> list[int]:
    """Follow the starts of the last runs from the last row to the first."""
    starts: list[int] = []
    stop = n
    for start in reversed(rows):
        stop = int(start[stop])
        starts.append(stop)
    return [0, *reversed(starts)]
