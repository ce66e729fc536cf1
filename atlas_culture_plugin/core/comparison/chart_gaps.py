# SPDX-License-Identifier: GPL-2.0-or-later
"""Territories beside the references they are compared with, as an SVG text."""

from __future__ import annotations

from collections.abc import Sequence

from ..i18n import tr
from .chart_common import MOST_ROWS, Canvas, Chart, Measure, Paper, Point, data_of
from .chart_rows import Row, draw_rows


def gap_bars(points: Sequence[Point], measure: Measure, paper: Paper) -> Chart:
    """Draw one bar from zero for each territory and each reference, in the order given.

    A stock against a sum is not to be drawn so: nothing could be read of the territory.

    Args:
        points: the territories and the references.
        measure: what the values are.
        paper: size and font.
    """
    canvas = Canvas(paper, measure.title)
    top = canvas.head(measure.heading(paper), 0, bold=True) + 0.8
    rows = [Row(point, compared=not point.is_reference) for point in points[:MOST_ROWS]]
    if not rows:
        rows = [Row(None, sentence=tr("There is no value to show here."))]
    top = draw_rows(canvas, rows, measure, top)
    top = canvas.cut(len(points), top)
    return canvas.chart(top, *data_of(points, measure))
