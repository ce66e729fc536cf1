# SPDX-License-Identifier: GPL-2.0-or-later
"""Small charts of a page, as SVG texts: the distribution of the values, a territory and its references...

This module is where all the charts are imported from. The same arguments always give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy.typing as npt

from .chart_bars import BarRow, bars, bars_height
from .chart_keys import bivariate_key, circles_key
from .chart_parts import SMALLEST, TEXT, Plot, caption, nothing
from .chart_scatter import scatter
from .classify import Classification
from .formatting import number
from .histogram import Histogram, bound_decimals, histogram, pieces, ticks
from .i18n import tr
from .svg import ASCENT, GREY, INK, LEADING, MIDDLE, PALE, Drawing, elided, spread, text_width, wrapped

__all__ = [
    "BarRow",
    "bars",
    "bars_height",
    "bivariate_key",
    "circles_key",
    "distribution",
    "scatter",
]

MARK = "#b0005a"

#: A bin that holds a territory is seen, however tall the others are.
_LOWEST_BAR = 0.35
_LEADER = 2.0


def distribution(
    values: npt.ArrayLike,
    classification: Classification,
    colors: Sequence[str],
    *,
    unit: str,
    decimals: int,
    width: float,
    height: float,
    font: str,
    marks: Sequence[tuple[float, str]] = (),
    title: str = "",
    text_size: float = TEXT,
) -> str:
    """Histogram of the values in the colours of their classes, with the bounds.

    Args:
        values: the values of the territories; NaN is "no value".
        classification: the classes as they are drawn.
        colors: one colour a class.
        unit: unit of the values.
        decimals: decimals of the indicator.
        width: width in mm.
        height: height in mm.
        font: family of the texts.
        marks: values to point at, with what to write there.
        title: what the values are, written along the axis with the unit.
        text_size: size of the texts in mm.
    """
    bins = histogram(values, classification.inner)
    drawing = Drawing(width, height, font, title)
    if not bins.total:
        return nothing(drawing, tr("There is no value to show here."), text_size)
    shown = [(float(value), label) for value, label in marks if math.isfinite(value)][:3]
    size = text_size
    while True:
        head = wrapped(counted(bins, decimals), width, size, 2)
        foot = caption(title, unit, width, size)
        above = (len(head) + len(shown) + bool(classification.inner)) * LEADING * size + _LEADER
        below = (1 + len(foot)) * LEADING * size + 1
        if height - above - below >= height * 0.3 or size <= text_size * SMALLEST:
            break
        size *= 0.95
    left = max(text_width(number(tick), size) for tick in ticks(0, bins.tallest, 3)) + 0.4
    left += _gap(bins)
    # Half of a figure may stand out at both ends of the axis.
    right = width - max(0.8 * size, text_width(number(bins.high, decimals), size) / 2)
    plot = Plot(left, right, above, max(height - below, above + 1), bins.low, bins.high)
    drawing.lines(0, 0, head, size)
    _grid(drawing, plot, bins, size)
    _bars_of(drawing, plot, bins, classification.inner, colors)
    value_axis(drawing, plot, bins, size, decimals)
    _bounds(drawing, plot, classification.inner, size, decimals)
    for rank, (value, label) in enumerate(shown):
        gap = LEADING * size if classification.inner else 0.0
        _mark(drawing, plot, value, label, (len(head) + rank) * LEADING * size, size, gap)
    drawing.lines(width / 2, height - len(foot) * LEADING * size, foot, size, anchor="middle")
    return drawing.svg()


def counted(bins: Histogram, decimals: int) -> str:
    """Number of territories, and how many of them the axis leaves out."""
    sides = []
    if bins.below:
        limit = number(bins.low, bound_decimals([bins.low], decimals))
        sides.append(tr("{count} below {limit}").format(count=number(bins.below), limit=limit))
    if bins.above:
        limit = number(bins.high, bound_decimals([bins.high], decimals))
        sides.append(tr("{count} beyond {limit}").format(count=number(bins.above), limit=limit))
    count = tr("Number of territories (n = {count})").format(count=number(bins.total))
    if not sides:
        return count
    return tr("{count}; not drawn: {sides}").format(count=count, sides=", ".join(sides))


def _height(plot: Plot, bins: Histogram, count: int) -> float:
    room = plot.bottom - plot.top
    return min(room, max(_LOWEST_BAR, room * count / bins.tallest))


def _gap(bins: Histogram) -> float:
    """Room in mm between the counts and the axis, whose break stands out of it."""
    return 1.8 if bins.below else 0.8


def _grid(drawing: Drawing, plot: Plot, bins: Histogram, size: float) -> None:
    for tick in ticks(0, bins.tallest, 3):
        if tick != int(tick):
            continue
        y = plot.bottom - (plot.bottom - plot.top) * tick / bins.tallest
        drawing.line(plot.left, y, plot.right, y, PALE, 0.1)
        drawing.text(plot.left - _gap(bins), y + MIDDLE * size, number(tick), size, anchor="end")


def _bars_of(
    drawing: Drawing, plot: Plot, bins: Histogram, inner: Sequence[float], colors: Sequence[str]
) -> None:
    for piece in pieces(bins, inner):
        x, end, height = plot.x(piece.lower), plot.x(piece.upper), _height(plot, bins, piece.count)
        color = colors[min(piece.rank, len(colors) - 1)] if colors else PALE
        drawing.rect(
            x, plot.bottom - height, end - x, height, color, stroke=GREY, thickness=min(0.1, (end - x) / 5)
        )


def value_axis(drawing: Drawing, plot: Plot, bins: Histogram, size: float, decimals: int) -> None:
    """Draw the axis of a distribution, with round values along it and a break where it leaves some out."""
    drawing.line(plot.left, plot.bottom, plot.right, plot.bottom)
    widest = max(text_width(number(v, decimals), size) for v in (bins.low, bins.high))
    places = ticks(bins.low, bins.high, max(2, min(6, int((plot.right - plot.left) / (widest * 1.5)))))
    shown = bound_decimals(places, decimals)
    end = 0.0
    for place in places:
        x, text = plot.x(place), number(place, shown)
        half = text_width(text, size) / 2
        drawing.line(x, plot.bottom, x, plot.bottom + 0.7)
        x = min(max(x, half), drawing.width - half)
        if x - half >= end:
            drawing.text(x, plot.bottom + 0.8 + ASCENT * size, text, size, anchor="middle")
            end = x + half + size * 0.4
    for left_out, x in ((bins.below, plot.left), (bins.above, plot.right)):
        for shift in (-0.35, 0.35) if left_out else ():
            drawing.line(x + shift - 0.3, plot.bottom + 0.8, x + shift + 0.3, plot.bottom - 0.8, INK, 0.2)


def _bounds(drawing: Drawing, plot: Plot, inner: Sequence[float], size: float, decimals: int) -> None:
    """Lines of the bounds; their values in one row above, some left out where there is no room for all.

    A bound beyond the axis has an arrow in the place of a line.
    """
    shown = bound_decimals(inner, decimals)
    texts = [number(bound, shown) for bound in inner]
    gap = size * 0.5
    kept = list(range(len(inner)))
    small = size
    while _needed(texts, kept, small, gap) > drawing.width:
        if small > size * SMALLEST:
            small *= 0.95
        elif len(kept) > 1:
            kept = kept[:-1:2] + kept[-1:] if len(kept) > 2 else kept[:1]
        else:
            kept = []
    widths = [text_width(texts[rank], small) for rank in kept]
    centres = spread([plot.x(inner[rank]) for rank in kept], widths, 0, drawing.width, gap)
    places = dict(zip(kept, centres))
    base = plot.top - _LEADER
    for rank, bound in enumerate(inner):
        x = plot.x(bound)
        if plot.low <= bound <= plot.high:
            drawing.line(x, plot.top, x, plot.bottom + 0.7, INK, 0.12)
        else:
            _outward(drawing, x, plot.top, size * 0.3, 1 if bound > plot.high else -1, INK)
        if rank in places:
            drawing.line(places[rank], base, x, plot.top, INK, 0.12)
            drawing.text(places[rank], base - 0.4, texts[rank], small, anchor="middle")


def _needed(texts: Sequence[str], kept: Sequence[int], size: float, gap: float) -> float:
    return sum(text_width(texts[rank], size) for rank in kept) + gap * max(0, len(kept) - 1)


def _mark(
    drawing: Drawing, plot: Plot, value: float, label: str, top: float, size: float, gap: float
) -> None:
    """A line at a value, with an arrow that points out of the axis where it lies beyond.

    The line is broken along ``gap``, where the values of the bounds are written.
    """
    x, y = plot.x(value), plot.top
    side = size * 0.35
    figures = y - _LEADER
    drawing.line(x, top + LEADING * size, x, figures - gap, MARK, 0.3)
    drawing.line(x, figures, x, plot.bottom, MARK, 0.3)
    if plot.low <= value <= plot.high:
        drawing.polygon([(x - side, y), (x + side, y), (x, y + 2 * side)], MARK)
    else:
        _outward(drawing, x, y, side, 1 if value > plot.high else -1, MARK)
    text = elided(label, drawing.width, size, bold=True)
    half = text_width(text, size, bold=True) / 2
    x = min(max(x, half), drawing.width - half)
    drawing.text(x, top + ASCENT * size, text, size, anchor="middle", bold=True, color=MARK)


def _outward(drawing: Drawing, x: float, y: float, side: float, way: int, color: str) -> None:
    """An arrow that points out of the axis, at what lies beyond."""
    drawing.polygon([(x, y), (x + way * 2 * side, y + side), (x, y + 2 * side)], color)
