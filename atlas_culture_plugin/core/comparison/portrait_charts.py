# SPDX-License-Identifier: GPL-2.0-or-later
"""The drawings of a portrait: bars beside those of the references, positions among the territories."""

from __future__ import annotations

from collections.abc import Sequence

from ..chart_bars import BAR, BarRow, bars, bars_height
from ..model import Status
from ..svg import PALE, Drawing
from .model import Figure
from .portrait_cells import short_label

_TICK = "#7f7f7f"
#: Radius of the dot of a position, in mm.
_DOT = 0.95


def positions(
    heights: Sequence[float], quantiles: Sequence[float | None], width: float, font: str, color: str
) -> str:
    """A column of a table: the place of each row among the territories, from the lowest to the highest.

    Args:
        heights: heights of the rows in mm.
        quantiles: their places, from 0 to 1; None for none.
        width: width of the column in mm.
        font: family of the texts, of which there is none.
        color: colour of the dots.
    """
    drawing = Drawing(width, sum(heights), font)
    left, right, top = _DOT + 0.8, width - _DOT - 0.8, 0.0
    for height, quantile in zip(heights, quantiles):
        middle = top + height / 2
        if quantile is not None:
            drawing.line(left, middle, right, middle, PALE, 0.5)
            drawing.line((left + right) / 2, middle - 1.1, (left + right) / 2, middle + 1.1, _TICK, 0.15)
            drawing.circle(left + (right - left) * quantile, middle, _DOT, color)
        top += height
    return drawing.svg()


def beside(figure: Figure, name: str, width: float, font: str, size: float, color: str) -> str:
    """Bars of a figure and of its references, at the height that they need; what they measure is not said.

    Args:
        figure: a figure that has a value.
        name: of its territory.
        width: width in mm.
        font: family of the texts.
        size: size of the texts in mm.
        color: colour of the bar of the territory.
    """
    rows = [BarRow(name, figure.value, emphasised=True)]
    rows += [BarRow(short_label(gap.reference), gap.value, Status.MISSING.label) for gap in figure.gaps]
    return bars(
        rows,
        unit="",
        decimals=figure.indicator.decimals,
        width=width,
        height=bars_height(rows, unit="", width=width, text_size=size),
        font=font,
        text_size=size,
        colors=(BAR, color),
    )
