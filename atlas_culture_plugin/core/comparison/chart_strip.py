# SPDX-License-Identifier: GPL-2.0-or-later
"""Where territories stand in the distribution of all those of their level, as an SVG text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy.typing as npt

from ..chart_parts import Plot
from ..charts import counted, value_axis
from ..histogram import Histogram, histogram
from ..i18n import tr
from ..svg import GREY, MIDDLE, PALE, text_width, wrapped
from .chart_common import MOST_ROWS, RADIUS, Canvas, Chart, Measure, Paper, Point, broken, column, data_of

#: Share of the width that names may take, and the least that is left to the distribution.
_NAMES, _LEAST = 0.4, 0.3
_GAP = 1.5
#: Height of the bars over the width of the chart, at least and at most so many mm.
_HEIGHT, _LOWEST, _HIGHEST = 0.2, 10.0, 26.0
#: A bin that holds a territory is seen, however tall the others are.
_LEAST_BAR = 0.35


def strip(values: npt.ArrayLike, points: Sequence[Point], measure: Measure, paper: Paper) -> Chart:
    """Draw the distribution of a level over one row for each compared territory and reference.

    The rows share the axis of the distribution: their marks lie under their place in it. Nothing that has
    no value is placed: its row says why.

    Args:
        values: the values of all the territories of the level; NaN is "no value".
        points: the territories and the references.
        measure: what the values are.
        paper: size and font.
    """
    canvas = Canvas(paper, measure.title)
    bins = histogram(values)
    top = canvas.head(measure.heading(paper), 0, bold=True)
    header, rows = data_of(points, measure)
    count, points = len(points), points[:MOST_ROWS]
    if not bins.total:
        sentence = tr("There is no value to show here.")
        top = canvas.head(wrapped(sentence, paper.width, paper.size, 2), top)
        return canvas.chart(canvas.cut(count, _rows(canvas, points, measure, top, None)), header, rows)
    top = canvas.head(wrapped(counted(bins, measure.decimals), paper.width, paper.size, 2), top) + 1
    left, right = _columns(points, measure, paper)
    tall = min(_HIGHEST, max(_LOWEST, paper.width * _HEIGHT))
    plot = Plot(left, right, top, top + tall, bins.low, bins.high)
    _bars(canvas, plot, bins)
    value_axis(canvas.drawing, plot, bins, paper.size, measure.decimals)
    bottom = _rows(canvas, points, measure, plot.bottom + canvas.line + 1.5, plot)
    return canvas.chart(canvas.cut(count, bottom), header, rows)


def _columns(points: Sequence[Point], measure: Measure, paper: Paper) -> tuple[float, float]:
    """Where the distribution starts and ends, between names and values."""
    known = [measure.brief(point.known) for point in points if point.known is not None]
    after = max((text_width(text, paper.size, bold=True) for text in known), default=0.0) + _GAP
    names = column([point.label for point in points], _NAMES, paper)
    names = min(names, max(0.15 * paper.width, (1 - _LEAST) * paper.width - after))
    left = max(names + _GAP, text_width("0000", paper.size))
    return left, max(left + 1, paper.width - max(after, 2 * _GAP))


def _bars(canvas: Canvas, plot: Plot, bins: Histogram) -> None:
    room = plot.bottom - plot.top
    for start, end, count in zip(bins.edges, bins.edges[1:], bins.counts):
        if count:
            height = min(room, max(_LEAST_BAR, room * count / bins.tallest))
            x = plot.x(start)
            canvas.drawing.rect(
                x, plot.bottom - height, plot.x(end) - x, height, PALE, stroke=GREY, thickness=0.08
            )


def _rows(canvas: Canvas, points: Sequence[Point], measure: Measure, top: float, plot: Plot | None) -> float:
    """One row a point; return where they end."""
    paper = canvas.paper
    names = plot.left - _GAP if plot else column([point.label for point in points], 0.5, paper)
    pitch = 1.75 * paper.size
    placed = []
    for point in points:
        lines = broken(point.label, names, paper, bold=not point.is_reference)
        height = pitch + (len(lines) - 1) * canvas.line
        placed.append((point, lines, top, top + height / 2))
        top += height
    if plot:
        # Lines first: neither marks nor reasons are crossed.
        for point, _lines, _top, middle in placed:
            _lead(canvas, plot, point, middle)
    for point, lines, above, middle in placed:
        canvas.label(lines, names, middle, bold=not point.is_reference)
        if point.known is None or plot is None:
            canvas.aside(names + _GAP, middle, point.why)
        else:
            _value(canvas, plot, point, point.known, middle, measure)
        canvas.zone(point.key, point.told(measure), 0, above, paper.width, 2 * (middle - above))
    return top


def _lead(canvas: Canvas, plot: Plot, point: Point, middle: float) -> None:
    """The line of a row, and the one from its mark up to the distribution."""
    canvas.drawing.line(plot.left, middle, plot.right, middle, PALE, 0.1)
    if point.known is not None:
        x = plot.x(point.known)
        canvas.drawing.line(x, plot.top, x, middle, point.look.color, 0.2 if point.is_reference else 0.35)


def _value(canvas: Canvas, plot: Plot, point: Point, value: float, middle: float, measure: Measure) -> None:
    """The mark, an arrow where it lies beyond the axis, and the value at the end of the row."""
    paper, x = canvas.paper, plot.x(value)
    canvas.mark(x, middle, point.look)
    if not plot.low <= value <= plot.high:
        way = RADIUS if value > plot.high else -RADIUS
        tip = [(x + way, middle - 0.6), (x + 2 * way, middle), (x + way, middle + 0.6)]
        canvas.drawing.polygon(tip, point.look.color)
    text = measure.brief(value)
    base = middle + MIDDLE * paper.size
    canvas.drawing.text(paper.width, base, text, paper.size, anchor="end", bold=not point.is_reference)
