# SPDX-License-Identifier: GPL-2.0-or-later
"""Two ratios against each other, one dot a territory, as an SVG text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .chart_parts import SMALLEST, TEXT, Plot, caption, nothing
from .formatting import number
from .histogram import bound_decimals, extent, reaching, ticks
from .i18n import tr
from .svg import ASCENT, GREY, INK, LEADING, MIDDLE, PALE, Drawing, text_width, wrapped

#: Fewest territories whose correlation is worth a figure.
ENOUGH = 10

#: Space left inside the axes around the dots, as a share of their length.
_MARGIN = 0.03
_TICK = 0.7
#: Room of the arrow beside the name of an axis.
_ARROW = 3.0
_GAP = 0.8

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """What one axis shows and what is written along it."""

    low: float
    high: float
    inner: tuple[float, ...]
    title: str
    unit: str
    decimals: int

    def holds(self, values: Floats) -> npt.NDArray[np.bool_]:
        """Which values lie on the axis."""
        return (values >= self.low) & (values <= self.high)


def rank_correlation(x: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Rank correlation coefficient (Spearman, 1904) of the pairs that are both known.

    Equal values share the mean of their ranks; rho is the linear coefficient of the ranks:
    ``sum((r - mean) (s - mean)) / sqrt(sum((r - mean)^2) sum((s - mean)^2))``. Unlike the linear
    coefficient of the values, one territory far from all the others cannot make it.

    NaN for fewer than ten pairs, or when one of the two does not vary.
    """
    first, second = _pairs(x, y)
    if first.size < ENOUGH:
        return math.nan
    middle = (first.size + 1) / 2
    across, up = _ranks(first) - middle, _ranks(second) - middle
    spread = math.sqrt(float(across @ across)) * math.sqrt(float(up @ up))
    return float(across @ up) / spread if spread else math.nan


def _ranks(values: Floats) -> Floats:
    """Rank of each value, from 1; equal values share the mean of theirs."""
    _distinct, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    means: Floats = np.cumsum(counts) - (counts - 1) / 2
    return means[places]


def scatter(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    cells: npt.ArrayLike,
    colors9: Sequence[str],
    bounds_x: Sequence[float],
    bounds_y: Sequence[float],
    *,
    x_title: str,
    y_title: str,
    width: float,
    height: float,
    font: str,
    x_unit: str = "",
    y_unit: str = "",
    decimals_x: int = 0,
    decimals_y: int = 0,
    text_size: float = TEXT,
) -> str:
    """One dot a territory in the colour of its cell, the bounds of the classes as lines.

    The axes stop where those of a distribution would: how many territories lie beyond is written above,
    with the rank correlation of them all.

    Args:
        x: values of the horizontal axis; NaN is "no value".
        y: values of the vertical axis, of the same territories.
        cells: cell of each territory, from 1 to 9, 0 for none.
        colors9: colours of the cells, row by row from the lowest class of ``y``.
        bounds_x: all the bounds of the classes of ``x``.
        bounds_y: those of ``y``.
        x_title: name of the horizontal axis.
        y_title: name of the vertical axis.
        width: width in mm.
        height: height in mm.
        font: family of the texts.
        x_unit: unit of ``x``, written after its name.
        y_unit: unit of ``y``.
        decimals_x: decimals of ``x``.
        decimals_y: decimals of ``y``.
        text_size: size of the texts in mm.
    """
    drawing = Drawing(width, height, font, f"{x_title} / {y_title}")
    across, up = np.asarray(x, dtype=np.float64).ravel(), np.asarray(y, dtype=np.float64).ravel()
    ranks = np.asarray(cells, dtype=np.intp).ravel()
    known = np.isfinite(across) & np.isfinite(up) & (ranks > 0)
    if not known.any():
        return nothing(drawing, tr("There is no value to show here."), text_size)
    across, up, ranks = across[known], up[known], ranks[known]
    first = _axis(across, bounds_x, x_title, x_unit, decimals_x)
    second = _axis(up, bounds_y, y_title, y_unit, decimals_y)
    shown = first.holds(across) & second.holds(up)
    head = _head(across, up, int(np.count_nonzero(~shown)))
    size = text_size
    while True:
        lines = wrapped(head, width, size, 2)
        for most in (2, 1):
            names = [caption(axis.title, axis.unit, width - _ARROW, size, most) for axis in (first, second)]
            places = _places(first, second, width, height, size, (len(lines) + len(names[1]), len(names[0])))
            tall = places[1].bottom - places[1].top
            if tall >= height * 0.5:
                break
        if tall >= height * 0.4 or size <= text_size * SMALLEST:
            break
        size *= 0.95
    drawing.lines(0, 0, lines, size)
    _names(drawing, names[0], names[1], len(lines) * LEADING * size, size)
    _frame(drawing, *places, first, second, size)
    _dots(drawing, *places, across[shown], up[shown], ranks[shown], colors9)
    return drawing.svg()


def _pairs(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Floats, Floats]:
    first, second = np.asarray(x, dtype=np.float64).ravel(), np.asarray(y, dtype=np.float64).ravel()
    known = np.isfinite(first) & np.isfinite(second)
    return first[known], second[known]


def _axis(values: Floats, bounds: Sequence[float], title: str, unit: str, decimals: int) -> Axis:
    inner = tuple(float(bound) for bound in bounds[1:-1])
    low, high = reaching(*extent(np.sort(values)), inner)
    if not high > low:
        half = abs(low) / 2 or 0.5
        low, high = low - half, high + half
    return Axis(low, high, inner, title, unit, decimals)


def _head(x: Floats, y: Floats, beyond: int) -> str:
    rho, count = rank_correlation(x, y), number(int(x.size))
    text = tr("Number of territories (n = {count})").format(count=count)
    if not math.isnan(rho):
        text = tr("Rank correlation ρ = {rho}; n = {count}").format(rho=number(rho, 2), count=count)
    return tr("{text}; {count} off the axes").format(text=text, count=number(beyond)) if beyond else text


def _places(
    first: Axis, second: Axis, width: float, height: float, size: float, texts: tuple[int, int]
) -> tuple[Plot, Plot]:
    """Where the horizontal axis and the vertical one lie, between lines of text above and under them."""
    line = LEADING * size
    figures = max((text_width(text, size) for _value, text in _ticks(second, 4)), default=0.0)
    top = texts[0] * line + _GAP
    bottom = max(height - line - _GAP - texts[1] * line, top + 1)
    left = figures + 2 * _GAP
    right = max(width - size, left + 1)
    pads = [(axis.high - axis.low) * _MARGIN for axis in (first, second)]
    return (
        Plot(left, right, top, bottom, first.low - pads[0], first.high + pads[0]),
        Plot(top, bottom, top, bottom, second.low - pads[1], second.high + pads[1]),
    )


def _up(plot: Plot, value: float) -> float:
    """Height on the drawing of a value of the vertical axis."""
    return plot.top + plot.bottom - plot.x(value)


def _ticks(axis: Axis, most: int) -> list[tuple[float, str]]:
    places = ticks(axis.low, axis.high, most)
    shown = bound_decimals(places, axis.decimals)
    return [(value, number(value, shown)) for value in places]


def _names(drawing: Drawing, across: Sequence[str], up: Sequence[str], top: float, size: float) -> None:
    """The vertical axis is named above it, the horizontal one under it, each with an arrow."""
    line, head = LEADING * size, 0.5
    drawing.lines(_ARROW, top, up, size)
    x, y = head, top + line * 0.2
    drawing.line(x, y + head, x, y + 0.7 * line, GREY, 0.25)
    drawing.polygon([(x - head, y + 2 * head), (x, y), (x + head, y + 2 * head)], GREY)
    top = drawing.height - len(across) * line
    drawing.lines(drawing.width - _ARROW, top, across, size, anchor="end")
    x, y = drawing.width, top + line * 0.5
    drawing.line(x - _ARROW + _GAP, y, x - head, y, GREY, 0.25)
    drawing.polygon([(x - 2 * head, y - head), (x, y), (x - 2 * head, y + head)], GREY)


def _frame(drawing: Drawing, across: Plot, upward: Plot, first: Axis, second: Axis, size: float) -> None:
    """Axes, round values along them, bounds and names."""
    left, right, top, bottom = across.left, across.right, across.top, across.bottom
    widest = max(text_width(number(value, first.decimals), size) for value in (first.low, first.high))
    end = left - size
    for value, text in _ticks(first, max(2, min(6, int((right - left) / (widest * 1.6 + 0.1))))):
        x, half = across.x(value), text_width(text, size) / 2
        drawing.line(x, top, x, bottom + _TICK, PALE, 0.1)
        x = min(max(x, half), drawing.width - half)
        if x - half >= end:
            drawing.text(x, bottom + _GAP + ASCENT * size, text, size, anchor="middle")
            end = x + half + size * 0.4
    for value, text in _ticks(second, max(2, min(4, int((bottom - top) / (LEADING * size * 1.5))))):
        y = _up(upward, value)
        drawing.line(left - _TICK, y, right, y, PALE, 0.1)
        drawing.text(left - _GAP, y + MIDDLE * size, text, size, anchor="end")
    for bound in first.inner:
        if first.low <= bound <= first.high:
            drawing.line(across.x(bound), top, across.x(bound), bottom, INK, 0.12)
    for bound in second.inner:
        if second.low <= bound <= second.high:
            drawing.line(left, _up(upward, bound), right, _up(upward, bound), INK, 0.12)
    drawing.line(left, bottom, right, bottom)
    drawing.line(left, top, left, bottom)


def _dots(
    drawing: Drawing,
    across: Plot,
    upward: Plot,
    x: Floats,
    y: Floats,
    cells: npt.NDArray[np.intp],
    colors: Sequence[str],
) -> None:
    """Dots by colour, over a slightly larger grey one: the palest are seen too."""
    radius = 0.75 if x.size <= 150 else 0.55 if x.size <= 500 else 0.42
    for cell, color in enumerate(colors, start=1):
        chosen = cells == cell
        points = [(across.x(a), _up(upward, b)) for a, b in zip(x[chosen].tolist(), y[chosen].tolist())]
        drawing.dots(points, radius + 0.1, GREY)
        drawing.dots(points, radius, color)
