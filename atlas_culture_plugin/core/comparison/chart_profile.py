# SPDX-License-Identifier: GPL-2.0-or-later
"""Profile of a territory: its place among those of its level, indicator by indicator, as an SVG text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..chart_parts import Plot
from ..formatting import percent
from ..i18n import tr
from ..svg import GREY, INK, MIDDLE, PALE, text_width, wrapped
from .chart_common import RADIUS, Canvas, Cell, Chart, Measure, Paper, Point, broken, column
from .colors import Look

_NAMES, _GAP = 0.42, 1.5
#: Most lines of a name: several begin alike, and in a narrow chart the ends are what tells them apart.
_NAME_LINES = 6
#: Shade of the half of the territories that is in the middle.
_MIDDLE_HALF = "#eef1f4"


@dataclass(frozen=True)
class Place:
    """A figure and the share of the territories of the level that are below it, 0 to 1, ties counted half."""

    point: Point
    quantile: float | None


@dataclass(frozen=True)
class ProfileLine:
    """One indicator: where territories and references are. ``theme`` heads the lines that share it."""

    measure: Measure
    places: tuple[Place, ...]
    theme: str = ""


def quantile_of(values: npt.ArrayLike, value: float | None) -> float | None:
    """Share of the values that are below one, ties counted half, 0 to 1; NaN among the values is "none"."""
    array = np.asarray(values, dtype=np.float64).ravel()
    array = array[np.isfinite(array)]
    if value is None or not math.isfinite(value) or not array.size:
        return None
    below, equal = int(np.count_nonzero(array < value)), int(np.count_nonzero(array == value))
    return (below + equal / 2) / int(array.size)


def profile(lines: Sequence[ProfileLine], paper: Paper, *, title: str = "") -> Chart:
    """Draw one line an indicator, all on the axis of quantiles, 0 to 100 %.

    A radar is not drawn: its area grows with the square of the values and changes with the order of the
    indicators, which have none. Here each place is read on the same axis, the median and the middle half
    being marked. The right is a higher value, which is neither good nor bad by itself.

    Args:
        lines: the indicators, those of a theme next to each other.
        paper: size and font.
        title: what is written above; the territory's name, say.
    """
    canvas = Canvas(paper, title)
    top = canvas.head(wrapped(title, paper.width, paper.size, 2, bold=True) if title else [], 0, bold=True)
    top = _key(canvas, lines, top) + 0.8
    names = column([line.measure.title for line in lines], _NAMES, paper)
    texts = [_text(line) for line in lines]
    after = max((text_width(text, paper.size) for text in texts), default=0.0)
    half = text_width("100 %", paper.size) / 2
    plot = Plot(names + _GAP + RADIUS, paper.width - max(after + _GAP + RADIUS, half), top, top, 0, 1)
    if plot.right - plot.left < 0.25 * paper.width:
        # Too narrow for the figures too: they are told when pointed at.
        texts = ["" for _line in lines]
        plot = Plot(plot.left, paper.width - half, top, top, 0, 1)
    top = _axis(canvas, plot, top)
    theme = ""
    for line, text in zip(lines, texts):
        if line.theme != theme:
            theme = line.theme
            top = canvas.head(wrapped(theme, paper.width, paper.size, 1, bold=True), top + 0.8, bold=True)
        top = _line(canvas, plot, line, text, top, names)
    for text in _missing(lines):
        top = canvas.head(wrapped(text, paper.width, paper.size, 3), top)
    return canvas.chart(top, *_data(lines))


def _key(canvas: Canvas, lines: Sequence[ProfileLine], top: float) -> float:
    """Marks and names of the territories and references, as many a row as hold."""
    size, width = canvas.paper.size, canvas.paper.width
    # Each territory has its own region: one key, several references.
    found: dict[tuple[str, str], Look] = {}
    for line in lines:
        for place in line.places:
            found.setdefault((place.point.key, place.point.label), place.point.look)
    x = 0.0
    for rank, ((_key, label), look) in enumerate(found.items()):
        bold = not look.is_reference
        text = broken(label, width - 3.6, canvas.paper, bold=bold)[:1]
        wide = 3.4 + text_width("".join(text), size, bold=bold)
        if rank and x + wide > width:
            x, top = 0.0, top + canvas.line
        middle = top + canvas.line / 2
        canvas.mark(x + 1.5, middle, look)
        canvas.drawing.text(x + 3.4, middle + MIDDLE * size, "".join(text), size, bold=bold)
        x += wide + 2.5
    return top + canvas.line if found else top


def _axis(canvas: Canvas, plot: Plot, top: float) -> float:
    """The shares along the axis, above it, and what they are shares of."""
    size = canvas.paper.size
    text = tr("Share of the territories of the level that have a lower value")
    top = canvas.head(wrapped(text, canvas.paper.width, size, 2), top)
    marks: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
    wide = text_width("100 %", size)
    if plot.right - plot.left < 5 * wide:
        marks = (0.0, 0.5, 1.0)
    for share in marks if plot.right - plot.left > 3.2 * wide else (0.5,):
        at = top + (0.5 * canvas.line) + MIDDLE * size
        name = tr("median") if share == 0.5 and plot.right - plot.left > 6 * wide else percent(100 * share, 0)
        canvas.drawing.text(plot.x(share), at, name, size, anchor="middle", color=GREY)
    return top + canvas.line


def _line(canvas: Canvas, plot: Plot, line: ProfileLine, text: str, top: float, names: float) -> float:
    """One indicator; return where it ends."""
    paper, drawing = canvas.paper, canvas.drawing
    lines = wrapped(line.measure.title, names, paper.size, _NAME_LINES)
    height = 1.9 * paper.size + (len(lines) - 1) * canvas.line
    middle, half = top + height / 2, height / 2
    drawing.rect(plot.x(0.25), top, plot.x(0.75) - plot.x(0.25), height, _MIDDLE_HALF)
    drawing.line(plot.left, middle, plot.right, middle, PALE, 0.15)
    drawing.line(plot.x(0.5), top, plot.x(0.5), top + height, GREY, 0.15)
    for end in (0.0, 1.0):
        drawing.line(plot.x(end), middle - 0.6, plot.x(end), middle + 0.6, INK, 0.12)
    canvas.label(lines, names, middle)
    known = [place for place in line.places if place.point.known is not None and place.quantile is not None]
    # Territories over references, which are thin enough to be seen around them.
    known.sort(key=lambda place: not place.point.is_reference)
    own_places = [place for place in known if not place.point.is_reference]
    dodged = iter(_dodged(plot, own_places, middle, min(half - RADIUS, 1.3 * RADIUS)))
    for place in known:
        x, y = _x(plot, place), middle if place.point.is_reference else next(dodged)
        canvas.mark(x, y, place.point.look)
        told = f"{line.measure.title}\n{place.point.told(line.measure)}"
        canvas.zone(place.point.key, told, x - 1.5 * RADIUS, y - 1.5 * RADIUS, 3 * RADIUS, 3 * RADIUS)
    own = [place.point for place in line.places if not place.point.is_reference]
    if _alone(line) and own[0].known is None:
        canvas.aside(plot.left, middle, own[0].why)
    elif text:
        drawing.text(paper.width, middle + MIDDLE * paper.size, text, paper.size, anchor="end")
    if len(own) == 1:
        told = f"{line.measure.title}\n{own[0].told(line.measure)}"
        canvas.zone(own[0].key, told, 0, top, paper.width, height)
    return top + height


def _dodged(plot: Plot, places: Sequence[Place], middle: float, room: float) -> list[float]:
    """Heights of the marks: those that would hide each other are put one above the other."""
    order = sorted(range(len(places)), key=lambda rank: places[rank].quantile or 0.0)
    heights = [middle] * len(places)
    group: list[int] = []
    for rank in [*order, -1]:
        near = rank >= 0 and group and _x(plot, places[rank]) - _x(plot, places[group[-1]]) < 1.2 * RADIUS
        if not near:
            for level, member in enumerate(group):
                heights[member] = (
                    middle + (2 * level / (len(group) - 1) - 1) * room if len(group) > 1 else middle
                )
            group = []
        group.append(rank)
    return heights


def _x(plot: Plot, place: Place) -> float:
    return plot.x(place.quantile or 0.0)


def _alone(line: ProfileLine) -> bool:
    """Whether one territory alone is drawn: it then has its value, or why there is none, on the line."""
    return sum(not place.point.is_reference for place in line.places) == 1


def _missing(lines: Sequence[ProfileLine]) -> list[str]:
    """What the lines do not say: which territories and references lack which figures, and why."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        for place in line.places:
            point = place.point
            if point.known is None and (point.is_reference or not _alone(line)):
                found.setdefault(point.label, {}).setdefault(point.why, []).append(line.measure.title)
    return [
        tr("{name}: {value}").format(
            name=label, value=" · ".join(f"{why} ({', '.join(titles)})" for why, titles in reasons.items())
        )
        for label, reasons in found.items()
    ]


def _text(line: ProfileLine) -> str:
    """The value, where one territory alone is drawn."""
    own = [place.point for place in line.places if not place.point.is_reference]
    if len(own) != 1 or own[0].known is None:
        return ""
    return line.measure.brief(own[0].known)


def _data(lines: Sequence[ProfileLine]) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    header = (
        tr("Theme"),
        tr("Indicator"),
        tr("Reference"),
        tr("Name"),
        tr("Value"),
        tr("Unit"),
        tr("Quantile"),
        tr("Status"),
    )
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        for place in line.places:
            point, measure = place.point, line.measure
            why = "" if point.known is not None else point.why
            own = (point.key, point.label, point.known, measure.unit, place.quantile, why)
            rows.append((line.theme, measure.title, *own))
    return header, rows
