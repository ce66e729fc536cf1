# SPDX-License-Identifier: GPL-2.0-or-later
"""Two indicators against each other with the compared territories named, as an SVG text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..chart_parts import Plot
from ..chart_scatter import rank_correlation
from ..formatting import number
from ..histogram import bound_decimals, extent, ticks
from ..i18n import tr
from ..model import Level
from ..svg import ASCENT, GREY, INK, LEADING, MIDDLE, PALE, elided, text_width, wrapped
from .chart_common import RADIUS, Canvas, Cell, Chart, Measure, Paper, Point
from .colors import REFERENCE_COLOR
from .label_places import Box, label_places

Floats = npt.NDArray[np.float64]

#: Colour of the territories that are not compared.
OTHERS = "#b9c1ca"
#: Space inside the axes around the dots, as a share of their length.
_MARGIN = 0.03
_GAP, _TICK = 0.8, 0.7
#: Height of the square of dots over the width of the chart, and the widest name of a dot.
_HEIGHT, _NAME = 0.62, 0.4
#: Room of the mark before a name, and distance in mm under which marks are near.
_KEY, _APART = 2.4, 4.0
#: Compared territories that are named; the others are told when pointed at.
MOST_NAMES = 40
#: With more territories, those that are not compared are not pointed at.
_MOST_ZONES = 2000


@dataclass(frozen=True)
class PairOfPoints:
    """A territory or a reference, on both axes."""

    across: Point
    up: Point

    @property
    def known(self) -> tuple[float, float] | None:
        """Both values, if there are two."""
        x, y = self.across.known, self.up.known
        return None if x is None or y is None else (x, y)


@dataclass(frozen=True)
class Crowd:
    """All the territories of a level: codes, values on both axes (NaN is "no value"), names by code."""

    level: Level
    codes: Sequence[str]
    x: npt.ArrayLike
    y: npt.ArrayLike
    name: Callable[[str], str]


def scatter_compared(
    crowd: Crowd, points: Sequence[PairOfPoints], across: Measure, up: Measure, paper: Paper
) -> Chart:
    """Draw one dot a territory of the level, the compared ones in colour with their names.

    The rank correlation of all the territories that have both values is given with their number. The axes
    hold all the compared ones, and stop where those of a distribution would for the others, which are then
    counted. Names that find no place on the dots, and territories that lack a value, are written under.

    Args:
        crowd: all the territories of the level.
        points: those that are compared, and the references.
        across: what the horizontal axis shows.
        up: what the vertical axis shows.
        paper: size and font.
    """
    canvas = Canvas(paper, f"{across.title} / {up.title}")
    x, y = (np.asarray(values, dtype=np.float64).ravel() for values in (crowd.x, crowd.y))
    both = np.isfinite(x) & np.isfinite(y)
    known = [(point, point.known) for point in points if point.known is not None]
    places = [(point, place) for point, place in known if place is not None]
    axes = [
        _axis(values[both], [place[side] for _point, place in places]) for side, values in enumerate((x, y))
    ]
    seen = both & _holds(axes[0], x) & _holds(axes[1], y)
    head = _head(x, y, int(both.sum()), int(both.sum() - seen.sum()))
    top = canvas.head(wrapped(head, paper.width, paper.size, 3), 0)
    data = _data(points, across, up)
    if not both.any() and not places:
        top = canvas.head([tr("There is no value to show here.")], top)
        return canvas.chart(_without(canvas, points, [], top), *data)
    top = canvas.head(_named(up, paper, "↑"), top) + _GAP
    plots = _frame(canvas, axes, across, up, top)
    dots = _others(canvas, plots, crowd, x, y, seen, {point.across.key for point in points}, across, up)
    unnamed = _marks(canvas, plots, places, dots, across, up)
    top = plots[1].bottom + canvas.line + 2 * _GAP
    for line in _named(across, paper, "→"):
        canvas.drawing.text(paper.width, top + ASCENT * paper.size, line, paper.size, anchor="end")
        top += canvas.line
    if len(places) > MOST_NAMES:
        text = tr("Only the first {count} are named.").format(count=MOST_NAMES)
        top = canvas.head(wrapped(text, paper.width, paper.size, 2), top)
    return canvas.chart(_without(canvas, points, unnamed, top), *data)


def _axis(values: Floats, marked: Sequence[float]) -> tuple[float, float]:
    """What an axis shows."""
    low, high = extent(np.sort(values)) if values.size else (marked[0], marked[0]) if marked else (0.0, 1.0)
    low, high = min([low, *marked]), max([high, *marked])
    if not high > low:
        half = abs(low) / 2 or 0.5
        return low - half, high + half
    return low, high


def _holds(axis: tuple[float, float], values: Floats) -> npt.NDArray[np.bool_]:
    inside: npt.NDArray[np.bool_] = (values >= axis[0]) & (values <= axis[1])
    return inside


def _head(x: Floats, y: Floats, total: int, beyond: int) -> str:
    """The correlation, or the number of territories where there are too few of them."""
    rho, count = rank_correlation(x, y), number(total)
    text = tr("Number of territories (n = {count})").format(count=count)
    if not math.isnan(rho):
        text = tr("Rank correlation ρ = {rho}; n = {count}").format(rho=number(rho, 2), count=count)
    return tr("{text}; {count} off the axes").format(text=text, count=number(beyond)) if beyond else text


def _named(measure: Measure, paper: Paper, arrow: str) -> list[str]:
    """Name of an axis with an arrow along it."""
    lines = measure.heading(Paper(paper.width - 2 * paper.size, paper.font, paper.size))
    return [f"{arrow} {lines[0]}", *lines[1:]] if lines else [arrow]


def _ticks(axis: tuple[float, float], decimals: int, most: int) -> list[tuple[float, str]]:
    places = ticks(*axis, most)
    shown = bound_decimals(places, decimals)
    return [(value, number(value, shown)) for value in places]


def _frame(
    canvas: Canvas, axes: Sequence[tuple[float, float]], across: Measure, up: Measure, top: float
) -> tuple[Plot, Plot]:
    """Draw the axes with round values; return where the horizontal and the vertical one lie."""
    size, drawing = canvas.paper.size, canvas.drawing
    bottom = top + max(30.0, canvas.paper.width * _HEIGHT)
    rises = _ticks(axes[1], up.decimals, 5)
    left = max((text_width(text, size) for _value, text in rises), default=0.0) + 2 * _GAP
    right = max(canvas.paper.width - 2 * RADIUS, left + 1)
    pads = [(high - low) * _MARGIN for low, high in axes]
    flat = Plot(left, right, top, bottom, axes[0][0] - pads[0], axes[0][1] + pads[0])
    # Upward: the larger a value, the higher its place.
    tall = Plot(top, bottom, top, bottom, axes[1][0] - pads[1], axes[1][1] + pads[1])
    widest = max(text_width(number(value, across.decimals), size) for value in axes[0])
    end = left - size
    for value, text in _ticks(axes[0], across.decimals, max(2, min(6, int((right - left) / (1.8 * widest))))):
        x, half = flat.x(value), text_width(text, size) / 2
        drawing.line(x, top, x, bottom + _TICK, PALE, 0.1)
        x = min(max(x, half), canvas.paper.width - half)
        if x - half >= end:
            drawing.text(x, bottom + _GAP + ASCENT * size, text, size, anchor="middle")
            end = x + half + size * 0.4
    for value, text in rises:
        y = _up(tall, value)
        drawing.line(left - _TICK, y, right, y, PALE, 0.1)
        drawing.text(left - _GAP, y + MIDDLE * size, text, size, anchor="end")
    drawing.line(left, bottom, right, bottom)
    drawing.line(left, top, left, bottom)
    return flat, tall


def _along(plot: Plot, values: Floats) -> Floats:
    """Places of values that lie on the axis."""
    return plot.left + (values - plot.low) / (plot.high - plot.low) * (plot.right - plot.left)


def _up(plot: Plot, value: float) -> float:
    return plot.top + plot.bottom - plot.x(value)


def _others(
    canvas: Canvas,
    plots: tuple[Plot, Plot],
    crowd: Crowd,
    x: Floats,
    y: Floats,
    seen: npt.NDArray[np.bool_],
    compared: set[str],
    across: Measure,
    up: Measure,
) -> list[tuple[float, float]]:
    """Draw grey dots, one for all those of a tenth of a millimetre; return their places.

    They are pointed at where they are few.
    """
    ranks = np.flatnonzero(seen).tolist()
    left, top = (_along(plot, values[seen]) for plot, values in zip(plots, (x, y)))
    found = np.round(np.column_stack((left, plots[1].top + plots[1].bottom - top)), 1)
    dots: list[tuple[float, float]] = [(a, b) for a, b in np.unique(found, axis=0).tolist()]
    radius = 0.6 if len(ranks) <= 500 else 0.42
    canvas.drawing.dots(dots, radius, OTHERS)
    if len(ranks) > _MOST_ZONES:
        return dots
    for rank, (across_mm, down_mm) in zip(ranks, found.tolist()):
        key = f"{crowd.level.prefix}-{crowd.codes[rank]}"
        if key not in compared:
            told = _told(crowd.name(crowd.codes[rank]), across, float(x[rank]), up, float(y[rank]))
            canvas.zone(key, told, across_mm - radius, down_mm - radius, 2 * radius, 2 * radius)
    return dots


def _told(name: str, across: Measure, x: float, up: Measure, y: float) -> str:
    pairs = ((across, x), (up, y))
    values = (
        tr("{name}: {value}").format(name=measure.title, value=measure.full(value))
        for measure, value in pairs
    )
    return "\n".join([name, *values])


def _marks(
    canvas: Canvas,
    plots: tuple[Plot, Plot],
    places: Sequence[tuple[PairOfPoints, tuple[float, float]]],
    dots: Sequence[tuple[float, float]],
    across: Measure,
    up: Measure,
) -> list[PairOfPoints]:
    """Marks of the compared territories with their names; return those that found no room for theirs."""
    size, paper = canvas.paper.size, canvas.paper
    centres = [(plots[0].x(x), _up(plots[1], y)) for _point, (x, y) in places]
    names = [elided(point.across.label, _NAME * paper.width, size, bold=True) for point, _place in places]
    # The mark again before its name: a line to a crowd of marks does not tell which is meant.
    widths = [text_width(name, size, bold=True) + _KEY + 0.5 for name in names]
    room = Box(plots[0].left + 0.3, plots[1].top, paper.width, plots[1].bottom - 0.3)
    boxes = label_places(centres, widths[:MOST_NAMES], LEADING * size, room, 1.3 * RADIUS, dots)
    boxes += [None] * (len(places) - len(boxes))
    for (x, y), box in zip(centres, boxes):
        if box:
            # Under the marks, and under the boxes of other names.
            near = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
            canvas.drawing.line(x, y, *near, GREY, 0.12)
    for (point, place), (x, y), box, name in zip(places, centres, boxes, names):
        canvas.mark(x, y, point.across.look)
        told = _told(point.across.label, across, place[0], up, place[1])
        canvas.zone(point.across.key, told, x - 2 * RADIUS, y - 2 * RADIUS, 4 * RADIUS, 4 * RADIUS)
        if box:
            _name(canvas, point.across, name, (x, y), box, _is_apart((x, y), centres))
            sides = box.right - box.left, box.bottom - box.top
            canvas.zone(point.across.key, told, box.left, box.top, *sides)
    named = list(zip(places, boxes))[:MOST_NAMES]
    return [point for (point, _place), box in named if box is None]


def _is_apart(place: tuple[float, float], centres: Sequence[tuple[float, float]]) -> bool:
    """Whether no other mark is near: a name beside it is then that of nothing else."""
    return sum(math.dist(place, other) < _APART for other in centres) == 1


def _name(canvas: Canvas, point: Point, name: str, place: tuple[float, float], box: Box, apart: bool) -> None:
    """Write a name in its box: beside its mark, or framed with the mark again where that is not plain."""
    size, drawing = canvas.paper.size, canvas.drawing
    color = REFERENCE_COLOR if point.is_reference else INK
    base = box.top + ASCENT * size
    beside = box.top < place[1] < box.bottom and box.left - place[0] < 2 * RADIUS > place[0] - box.right
    if apart and beside:
        at_right = box.left > place[0]
        x = box.left + 0.2 if at_right else box.right - 0.2
        drawing.text(x, base, name, size, anchor="start" if at_right else "end", bold=True, color=color)
        return
    drawing.rect(
        box.left, box.top, box.right - box.left, box.bottom - box.top, "#ffffff", stroke=PALE, thickness=0.15
    )
    canvas.mark(box.left + _KEY / 2, (box.top + box.bottom) / 2, point.look, 0.8 * RADIUS)
    drawing.text(box.left + _KEY, base, name, size, bold=True, color=color)


def _without(
    canvas: Canvas, points: Sequence[PairOfPoints], unnamed: Sequence[PairOfPoints], top: float
) -> float:
    """Lines about the names that found no place, and about those that lack a value; return where they end."""
    paper = canvas.paper
    for point in unnamed:
        canvas.mark(1.5, top + canvas.line / 2, point.across.look)
        text = elided(point.across.label, paper.width - 3.4, paper.size)
        canvas.drawing.text(3.4, top + ASCENT * paper.size, text, paper.size)
        top += canvas.line
    for point in [point for point in points if point.known is None][:MOST_NAMES]:
        lacking = point.across if point.across.known is None else point.up
        text = tr("{name}: {value}").format(name=point.across.label, value=lacking.why)
        top = canvas.head(wrapped(text, paper.width, paper.size, 2), top)
    return top


def _data(
    points: Sequence[PairOfPoints], across: Measure, up: Measure
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The figures of the compared territories."""
    first, second = (
        " ".join(filter(None, [one.title, f"({one.unit})" if one.unit else ""])) for one in (across, up)
    )
    rows: list[tuple[Cell, ...]] = []
    for point in points:
        lacking = dict.fromkeys(one.why for one in (point.across, point.up) if one.known is None)
        rows.append(
            (point.across.key, point.across.label, point.across.known, point.up.known, ", ".join(lacking))
        )
    return (tr("Reference"), tr("Name"), first, second, tr("Status")), rows
