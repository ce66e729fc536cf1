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
#: Share of the width that the labels may take.
_LABELS = 0.42


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

    A long unit is written once above the bars, with ``title``; a short one after each value. ``colors``
    are those of plain and of emphasised bars; the other arguments are those of a distribution.
    """
    drawing = Drawing(width, height, font, title)
    if not rows:
        return nothing(drawing, tr("There is no value to show here."), text_size)
    after = unit if len(unit) <= _LONGEST_UNIT else ""
    texts = [_value_text(row, decimals, after) for row in rows]
    head = caption(title, unit, width, text_size) if title or not after else []
    top = len(head) * LEADING * text_size + (1 if head else 0)
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
    labels = min(max(text_width(row.label, size, bold=True) for row in rows), most)
    beyond = [
        text_width(text, size, bold=True) + 0.8 for row, text in zip(rows, texts) if row.known is not None
    ]
    left = labels + 1.2 + (max(beyond) if any(value < 0 for value in known) else 0)
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
    zero, thickness = plot.x(0), min(pitch * 0.62, size * 1.5)
    base = middle + MIDDLE * size
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
