# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a chart: a rank, a name, a bar from zero and its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..chart_parts import Plot
from ..formatting import number
from ..svg import GREY, INK, MIDDLE, elided, text_width
from .chart_common import Canvas, Measure, Point, broken, column

#: Bars of territories that are not compared.
OTHERS = "#c3cad2"
_NAMES = 0.4
#: Space between columns in mm; height of a row and of its bar in sizes of the text.
_GAP, _PITCH, _THICK = 1.2, 1.75, 1.1


@dataclass(frozen=True)
class Row:
    """One row: a point with its rank, or a sentence that stands for the rows left out."""

    point: Point | None
    rank: int = 0
    compared: bool = True
    sentence: str = ""

    @property
    def rank_text(self) -> str:
        """The rank as it is written; nothing for none."""
        return number(self.rank) if self.rank else ""


def draw_rows(canvas: Canvas, rows: Sequence[Row], measure: Measure, top: float) -> float:
    """Draw rows under ``top``, all bars on one axis that holds zero; return where they end."""
    paper = canvas.paper
    points = [row.point for row in rows if row.point is not None]
    ranks = max((text_width(row.rank_text, paper.size, bold=True) for row in rows), default=0.0)
    ranks += _GAP if ranks else 0
    marks = 2.5 if any(row.compared and row.point and not row.point.is_reference for row in rows) else 0.0
    names = ranks + marks + column([point.label for point in points], _NAMES, paper)
    plot = _plot(points, measure, names + _GAP, paper.width, paper.size)
    for row in rows:
        lines = (
            []
            if row.point is None
            else broken(row.point.label, names - ranks - marks, paper, bold=row.compared)
        )
        height = (_PITCH * paper.size) + max(0, len(lines) - 1) * canvas.line
        middle = top + height / 2
        if row.point is None:
            _sentence(canvas, row.sentence, middle)
        else:
            base = middle + MIDDLE * paper.size
            if row.rank:
                canvas.drawing.text(
                    ranks - _GAP, base, row.rank_text, paper.size, anchor="end", bold=row.compared
                )
            canvas.label(lines, names, middle, bold=row.compared)
            if row.compared and not row.point.is_reference:
                canvas.mark(ranks + 1.25, middle, row.point.look)
            _bar(canvas, plot, row, row.point, middle, measure)
            canvas.zone(row.point.key, row.point.told(measure), 0, top, paper.width, height)
            if row.point.known is not None:
                canvas.drawing.line(plot.x(0), top, plot.x(0), top + height, INK, 0.12)
        top += height
    return top


def _plot(points: Sequence[Point], measure: Measure, left: float, width: float, size: float) -> Plot:
    """Where the bars are; values are written after them, on both sides of zero."""
    known = [point.known for point in points if point.known is not None]
    beyond = max((text_width(measure.brief(value), size, bold=True) for value in known), default=0.0) + 0.8
    left += beyond if any(value < 0 for value in known) else 0
    low, high = min([0.0, *known]), max([0.0, *known])
    return Plot(left, max(left + 1, width - beyond), 0, 0, low, high if high > low else low + 1)


def _sentence(canvas: Canvas, text: str, middle: float) -> None:
    size = canvas.paper.size
    text = elided(text, canvas.paper.width, size)
    canvas.drawing.text(
        canvas.paper.width / 2, middle + MIDDLE * size, text, size, anchor="middle", color=GREY
    )


def _bar(canvas: Canvas, plot: Plot, row: Row, point: Point, middle: float, measure: Measure) -> None:
    """A bar and its value, or why there is none."""
    size, value = canvas.paper.size, point.known
    if value is None:
        canvas.aside(plot.left + 0.8, middle, point.why)
        return
    zero, end, thick = plot.x(0), plot.x(value), _THICK * size
    color = point.look.color if row.compared else OTHERS
    canvas.drawing.rect(min(zero, end), middle - thick / 2, abs(end - zero), thick, color)
    anchor, x = ("end", end - 0.6) if value < 0 else ("start", end + 0.6)
    base = middle + MIDDLE * size
    canvas.drawing.text(x, base, measure.brief(value), size, anchor=anchor, bold=row.compared)
