# SPDX-License-Identifier: GPL-2.0-or-later
"""Bars of a territory beside those it is compared with, as an SVG text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .chart_parts import SMALLEST, TEXT, Plot, caption, nothing
from .formatting import number, with_unit
from .i18n import tr
from .model import Status
from .svg import GREY, LEADING, MIDDLE, Drawing, elided, is_whole, text_width, wrapped

BAR, EMPHASISED = "#9aa7b5", "#1f4e79"

_LONGEST_UNIT = 9
#: Share of the width that the labels may take beside the bars.
_LABELS = 0.42
#: Lines of a label above its bar, height of the bar and space under it, in sizes of the text.
_MOST_LINES, _THICK, _BETWEEN = 3, 1.2, 0.5
#: Space between the labels and the bars, in mm.
_GAP = 1.2
#: Height of a bar with its label beside it, over the width of the chart.
_PITCH = 0.065


@dataclass(frozen=True)
class BarRow:
    """One bar: a territory or a reference. Without a value, ``status`` says why."""

    label: str
    value: float | None
    status: str = ""
    emphasised: bool = False

    @property
    def known(self) -> float | None:
        """The value, if there is one."""
        return None if self.value is None or not math.isfinite(self.value) else float(self.value)


def bars(
    rows: Sequence[BarRow],
    *,
    unit: str,
    decimals: int,
    width: float,
    height: float,
    font: str,
    title: str = "",
    text_size: float = TEXT,
    colors: tuple[str, str] = (BAR, EMPHASISED),
) -> str:
    """Horizontal bars from zero: a territory and what it is compared with.

    The unit is written once above the bars, with ``title``; without a title, a short one is written after
    each value. Labels are beside the bars, or above them where one would not hold there. ``colors`` are
    those of plain and of emphasised bars; the other arguments are those of a distribution.
    """
    drawing = Drawing(width, height, font, title)
    if not rows:
        return nothing(drawing, tr("There is no value to show here."), text_size)
    after = "" if title or len(unit) > _LONGEST_UNIT else unit
    texts = [_value_text(row, decimals, after) for row in rows]
    head = caption(title, unit, width, text_size) if title or not after else []
    top = len(head) * LEADING * text_size + (1 if head else 0)
    size = text_size
    while _are_long(rows, width, text_size) and size >= text_size * SMALLEST:
        labels_above = _above(rows, width, size)
        if top + _stacked_height(labels_above, size) <= height:
            drawing.lines(0, 0, head, text_size)
            _stacked(drawing, rows, texts, labels_above, top, size, colors)
            return drawing.svg()
        size *= 0.95
    pitch = max(0.1, (height - top) / len(rows))
    size = min(text_size, pitch * 0.75)
    smallest, share = size * SMALLEST, _LABELS
    labels, plot = _columns(rows, texts, size, share * width, width, (top, height))
    while plot.right - plot.left < width * 0.2 and share > 0.15:
        size, share = (size * 0.95, share) if size > smallest else (size, share - 0.05)
        labels, plot = _columns(rows, texts, size, share * width, width, (top, height))
    drawing.lines(0, 0, head, text_size)
    for rank, (row, text) in enumerate(zip(rows, texts)):
        _row(drawing, plot, row, text, top + pitch * (rank + 0.5), pitch, size, labels, colors)
    zero = plot.x(0)
    drawing.line(zero, top, zero, height)
    return drawing.svg()


def bars_height(
    rows: Sequence[BarRow], *, unit: str, width: float, title: str = "", text_size: float = TEXT
) -> float:
    """Height with which :func:`bars` writes all labels at their size."""
    head = caption(title, unit, width, text_size) if title or len(unit) > _LONGEST_UNIT else []
    top = len(head) * LEADING * text_size + (1 if head else 0)
    if _are_long(rows, width, text_size):
        return top + _stacked_height(_above(rows, width, text_size), text_size)
    return top + len(rows) * width * _PITCH


def _are_long(rows: Sequence[BarRow], width: float, size: float) -> bool:
    """Whether a label does not hold on one line beside the bars."""
    return any(text_width(row.label, size, bold=row.emphasised) > _LABELS * width for row in rows)


def _above(rows: Sequence[BarRow], width: float, size: float) -> list[list[str]]:
    return [wrapped(row.label, width, size, _MOST_LINES, bold=row.emphasised) for row in rows]


def _stacked_height(labels: Sequence[Sequence[str]], size: float) -> float:
    return sum(len(lines) * LEADING + _THICK + _BETWEEN for lines in labels) * size


def _stacked(
    drawing: Drawing,
    rows: Sequence[BarRow],
    texts: Sequence[str],
    labels: Sequence[Sequence[str]],
    top: float,
    size: float,
    colors: tuple[str, str],
) -> None:
    """Each label above its bar, over the whole width."""
    _none, plot = _columns(rows, texts, size, 0.0, drawing.width, (top, drawing.height))
    # No column of labels, nor the space that parts it from the bars.
    plot = Plot(plot.left - _GAP, plot.right, plot.top, plot.bottom, plot.low, plot.high)
    zero = plot.x(0)
    for row, text, lines in zip(rows, texts, labels):
        drawing.lines(0, top, lines, size, bold=row.emphasised)
        top += (len(lines) * LEADING + 0.1) * size
        _bar(drawing, plot, row, text, top + _THICK * size / 2, _THICK * size, size, colors)
        drawing.line(zero, top, zero, top + _THICK * size)
        top += (_THICK + _BETWEEN - 0.1) * size


def _columns(
    rows: Sequence[BarRow],
    texts: Sequence[str],
    size: float,
    most: float,
    width: float,
    rise: tuple[float, float],
) -> tuple[float, Plot]:
    """Width of the labels, and where the bars are; values are written on both sides of these."""
    known = [row.known for row in rows if row.known is not None]
    # A little more than measured: a label of that very width is not broken in two lines.
    labels = min(max(text_width(row.label, size, bold=True) for row in rows) + 0.01, most)
    beyond = [
        text_width(text, size, bold=True) + 0.8 for row, text in zip(rows, texts) if row.known is not None
    ]
    left = labels + _GAP + (max(beyond) if any(value < 0 for value in known) else 0)
    right = max(left + 1, width - max(beyond, default=0.0))
    high = max([0.0, *known]) if any(known) else 1.0
    return labels, Plot(left, right, *rise, min([0.0, *known]), high)


def _value_text(row: BarRow, decimals: int, unit: str) -> str:
    if row.known is None:
        return row.status or Status.MISSING.label
    return with_unit(number(row.known, decimals), unit)


def _row(
    drawing: Drawing,
    plot: Plot,
    row: BarRow,
    text: str,
    middle: float,
    pitch: float,
    size: float,
    labels: float,
    colors: tuple[str, str],
) -> None:
    bold = row.emphasised
    lines, small = _label(row, labels, pitch, size)
    first = middle + MIDDLE * small - (len(lines) - 1) * LEADING * small / 2
    for rank, line in enumerate(lines):
        drawing.text(labels, first + rank * LEADING * small, line, small, anchor="end", bold=bold)
    _bar(drawing, plot, row, text, middle, min(pitch * 0.62, size * 1.5), size, colors)


def _bar(
    drawing: Drawing,
    plot: Plot,
    row: BarRow,
    text: str,
    middle: float,
    thickness: float,
    size: float,
    colors: tuple[str, str],
) -> None:
    """A bar and its value, or why there is none."""
    bold, zero, base = row.emphasised, plot.x(0), middle + MIDDLE * size
    if row.known is None:
        text = elided(text, drawing.width - zero - 0.8, size, bold=bold)
        drawing.text(zero + 0.8, base, text, size, color=GREY, bold=bold)
        return
    end = plot.x(row.known)
    drawing.rect(min(zero, end), middle - thickness / 2, abs(end - zero), thickness, colors[row.emphasised])
    if row.known < 0:
        drawing.text(end - 0.6, base, text, size, anchor="end", bold=bold)
    else:
        drawing.text(end + 0.6, base, text, size, bold=bold)


def _label(row: BarRow, width: float, pitch: float, size: float) -> tuple[list[str], float]:
    """A label in one or two lines, and the size at which it is whole, if there is one."""
    for share in (1.0, 0.9, 0.8, SMALLEST):
        small = size * share
        most = max(1, min(2, int(pitch / (small * LEADING))))
        lines = wrapped(row.label, width, small, most, bold=row.emphasised)
        if is_whole(lines, row.label):
            break
    return lines, small
