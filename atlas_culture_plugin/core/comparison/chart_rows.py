# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a chart: a rank, a name, a bar from zero and its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..chart_parts import Plot
from ..formatting import number
from ..svg import GREY, INK, MIDDLE, elided, text_width
from .chart_common import Canvas, Measure, Paper, Point, broken, column

#: Bars of territories that are not compared.
OTHERS = "#c3cad2"
_NAMES = 0.4
#: Space between columns in mm; height of a row and of its bar in sizes of the text.
_GAP, _PITCH, _THICK = 1.2, 1.75, 1.1
#: Room of a mark, and of the space around a value, in mm.
_MARK, _AFTER = 3.0, 0.8
#: Shares of the width: bars at least, if names are not shorter than the other one for it.
_LEAST, _SHORTEST = 0.15, 0.2


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
    marks = _MARK if any(row.compared and row.point and not row.point.is_reference for row in rows) else 0.0
    before = ranks + marks
    names, plot = _columns(points, measure, before, paper)
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
                canvas.mark(ranks + _MARK / 2, middle, row.point.look)
            _bar(canvas, plot, row, row.point, middle, measure)
            canvas.zone(row.point.key, row.point.told(measure), 0, top, paper.width, height)
            if row.point.known is not None:
                canvas.drawing.line(plot.x(0), top, plot.x(0), top + height, INK, 0.12)
        top += height
    return top


def _columns(points: Sequence[Point], measure: Measure, before: float, paper: Paper) -> tuple[float, Plot]:
    """Where the names end and where the bars are; values are written after these.

    Names leave them a part of the width, as long as they are read.
    """
    known = [point.known for point in points if point.known is not None]
    beyond = max((text_width(measure.brief(value), paper.size, bold=True) for value in known), default=0.0)
    beyond += _AFTER
    room = paper.width - before - _GAP - beyond - _LEAST * paper.width
    names = column([point.label for point in points], _NAMES, paper)
    names = before + min(names, max(room, _SHORTEST * paper.width))
    low, high = min([0.0, *known]), max([0.0, *known])
    left, high = names + _GAP, high if high > low else low + 1
    return names, Plot(left, max(left + 1, paper.width - beyond), 0, 0, low, high)


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
    # Beside the bar; after all of them where some go to the left, over which nothing is written.
    x = plot.right if plot.low < 0 else end
    base = middle + MIDDLE * size
    canvas.drawing.text(x + 0.6, base, measure.brief(value), size, bold=row.compared)
