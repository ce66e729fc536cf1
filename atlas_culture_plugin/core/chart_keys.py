# SPDX-License-Identifier: GPL-2.0-or-later
"""Keys of crossed maps, as SVG texts: the square of two ratios, the nested circles of a stock."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .chart_parts import TEXT
from .colors import contrast
from .formatting import number
from .histogram import bound_decimals
from .svg import ASCENT, GREY, INK, LEADING, MIDDLE, Drawing, elided, spread, text_width, wrapped

SIDE = 3

_ARROW = 1.6
_GAP = 0.8
_MOST_LINES = 4
#: Contrast from which an outline is seen over its fill.
_SEEN = 2.0
#: From a square to the names beside it, with an arrow between them.
_COLUMN = 4.2


@dataclass(frozen=True)
class _Square:
    """The square of a bivariate key, and what is written along its sides."""

    left: float
    top: float
    side: float
    across: tuple[str, ...]
    up: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.top + self.side

    @property
    def cell(self) -> float:
        """Side of one of the nine cells."""
        return self.side / SIDE


def bivariate_key(
    colors9: Sequence[str],
    *,
    first: str,
    second: str,
    bounds_first: Sequence[float],
    bounds_second: Sequence[float],
    counts9: Sequence[int],
    width: float,
    height: float,
    font: str,
    decimals_first: int = 0,
    decimals_second: int = 0,
    text_size: float = TEXT,
) -> str:
    """The nine colours in a square, with the two axes named in words.

    Args:
        colors9: row by row from the lowest class of ``second``, which is drawn at the bottom.
        first: name of the horizontal axis, with its unit.
        second: name of the vertical axis, with its unit.
        bounds_first: the two limits between the classes of the first, or all four bounds.
        bounds_second: those of the second.
        counts9: territories in each cell, in the order of the colours.
        width: width in mm.
        height: height in mm.
        font: family of the texts.
        decimals_first: decimals of the first indicator.
        decimals_second: decimals of the second one.
        text_size: size of the texts in mm.
    """
    drawing = Drawing(width, height, font, f"{first} / {second}")
    across_texts = _limits(bounds_first, decimals_first)
    up_texts = _limits(bounds_second, decimals_second)
    size = text_size
    square = _square(width, height, first, second, up_texts, size)
    beside = _with_names_beside(width, height, first, second, up_texts, size)
    if beside is not None and (beside.side > square.side or not _is_named(square, first, second)):
        _cells(drawing, beside, colors9, counts9, size)
        _edges(drawing, beside, across_texts, up_texts, size)
        _names_beside(drawing, beside, size)
        return drawing.svg()
    least = min(width, height) * 0.45
    while (square.side < least or not _is_named(square, first, second)) and size > text_size * 0.7:
        size *= 0.95
        square = _square(width, height, first, second, up_texts, size)
    _cells(drawing, square, colors9, counts9, size)
    _edges(drawing, square, across_texts, up_texts, size)
    _names(drawing, square, size, max((text_width(text, size) for text in up_texts), default=0.0))
    return drawing.svg()


def _limits(bounds: Sequence[float], decimals: int) -> list[str]:
    """The two inner limits, written; nothing where there are no classes."""
    inner = list(bounds[1:-1]) if len(bounds) > SIDE else list(bounds)
    shown = bound_decimals(inner, decimals)
    return [number(bound, shown) for bound in inner[: SIDE - 1]]


def _square(
    width: float, height: float, first: str, second: str, up_texts: Sequence[str], size: float
) -> _Square:
    """The largest square whose names are written whole, or in four lines with an ellipsis."""
    figures = max((text_width(text, size) for text in up_texts), default=0.0)
    line = LEADING * size
    square = _Square(0, 0, 1, (), ())
    for lines in range(1, _MOST_LINES + 1):
        left, side = _sides(width, height, figures, line, lines, lines)
        across, up = (wrapped(name, side, size, lines) for name in (first, second))
        # A name that takes fewer lines than the other leaves its room to the square.
        left, side = _sides(width, height, figures, line, len(across), len(up))
        square = _Square(left, _GAP, side, tuple(across), tuple(up))
        if _is_named(square, first, second):
            break
    return square


def _is_named(square: _Square, first: str, second: str) -> bool:
    """Whether both names are written whole, without a word cut in two."""
    written = (square.across, first), (square.up, second)
    return all(" ".join(lines).split() == name.split() for lines, name in written)


def _with_names_beside(
    width: float, height: float, first: str, second: str, up_texts: Sequence[str], size: float
) -> _Square | None:
    """The square of a wide key, with both names whole at its right; ``None`` where they do not hold there."""
    line = LEADING * size
    left = max((text_width(text, size) for text in up_texts), default=0.0) + _GAP
    most = min(height - line - 2 * _GAP, (width - left) * 0.7)
    while most >= height * 0.5:
        room = width - left - most - _COLUMN
        lines = max(1, int((most - line / 2) / line))
        across, up = (wrapped(name, max(room, size), size, lines) for name in (first, second))
        square = _Square(left, _GAP, most, tuple(across), tuple(up))
        if len(across) + len(up) <= lines and _is_named(square, first, second):
            return square
        most *= 0.95
    return None


def _sides(
    width: float, height: float, figures: float, line: float, under: int, beside: int
) -> tuple[float, float]:
    """Left side of the square, and its length, with so many lines of text under and beside it."""
    left = beside * line + _ARROW + figures + 2 * _GAP
    below = line + _ARROW + under * line + 2 * _GAP
    return left, max(1.0, min(width - left - _GAP, height - below - _GAP))


def _cells(
    drawing: Drawing, square: _Square, colors: Sequence[str], counts: Sequence[int], size: float
) -> None:
    for place, (color, count) in enumerate(zip(colors, counts)):
        row, column = divmod(place, SIDE)
        x, y = square.left + column * square.cell, square.bottom - (row + 1) * square.cell
        drawing.rect(x, y, square.cell, square.cell, color, stroke="#ffffff", thickness=0.2)
        text = number(count)
        small = min(size, size * square.cell * 0.9 / max(text_width(text, size), 1e-9))
        ink = max((INK, "#ffffff"), key=lambda one: contrast(one, color))
        middle = (x + square.cell / 2, y + square.cell / 2 + MIDDLE * small)
        drawing.text(*middle, text, small, anchor="middle", color=ink)


def _edges(drawing: Drawing, square: _Square, across: Sequence[str], up: Sequence[str], size: float) -> None:
    """The limits, where they are: between the cells."""
    right = drawing.width
    widths = [text_width(text, size) for text in across]
    places = [square.left + (rank + 1) * square.cell for rank in range(len(across))]
    small = size
    if sum(widths) + _GAP > right - square.left:
        small = size * (right - square.left - _GAP) / sum(widths)
        widths = [text_width(text, small) for text in across]
    for place, centre, text in zip(places, spread(places, widths, square.left, right, _GAP), across):
        drawing.line(place, square.bottom, place, square.bottom + 0.6)
        drawing.text(centre, square.bottom + _GAP + ASCENT * small, text, small, anchor="middle")
    for rank, text in enumerate(up):
        y = square.bottom - (rank + 1) * square.cell
        drawing.line(square.left - 0.6, y, square.left, y)
        drawing.text(square.left - _GAP, y + MIDDLE * size, text, size, anchor="end")


def _names(drawing: Drawing, square: _Square, size: float, figures: float) -> None:
    """An arrow from low to high along each side, and the name of the axis beside it."""
    middle, head = _ARROW / 2, _ARROW / 3
    right, y = square.left + square.side, square.bottom + _GAP + LEADING * size + middle
    drawing.line(square.left, y, right - head, y, GREY, 0.25)
    drawing.polygon([(right - 2 * head, y - head), (right, y), (right - 2 * head, y + head)], GREY)
    drawing.lines(square.left + square.side / 2, y + middle, square.across, size, anchor="middle")
    x = square.left - 2 * _GAP - figures - middle
    drawing.line(x, square.bottom, x, square.top + head, GREY, 0.25)
    drawing.polygon(
        [(x - head, square.top + 2 * head), (x, square.top), (x + head, square.top + 2 * head)], GREY
    )
    for rank, line in enumerate(reversed(square.up)):
        base = x - middle - (rank * LEADING + LEADING - ASCENT) * size
        drawing.text(base, square.top + square.side / 2, line, size, anchor="middle", upward=True)


def _names_beside(drawing: Drawing, square: _Square, size: float) -> None:
    """The name of the vertical axis at the top right of the square, of the horizontal one at its bottom."""
    line, head = LEADING * size, _ARROW / 3
    right = square.left + square.side
    x, y = right + 1.5 + head, square.top
    drawing.line(x, y + head, x, y + line, GREY, 0.25)
    drawing.polygon([(x - head, y + 2 * head), (x, y), (x + head, y + 2 * head)], GREY)
    drawing.lines(right + _COLUMN, y, square.up, size)
    top = square.bottom - len(square.across) * line
    x, y = right + 1.0, top + line / 2
    drawing.line(x, y, x + 2.4 - head, y, GREY, 0.25)
    drawing.polygon([(x + 2.4 - 2 * head, y - head), (x + 2.4, y), (x + 2.4 - 2 * head, y + head)], GREY)
    drawing.lines(right + _COLUMN, top, square.across, size)


def circles_key(
    values: Sequence[float],
    labels: Sequence[str],
    maximum: float,
    diameter_mm: float,
    color: str,
    *,
    font: str,
    width: float = 60.0,
    title: str = "",
    foot: str = "",
    opacity: float = 0.7,
    stroke: str = "#ffffff",
    thickness: float = 0.2,
    text_size: float = TEXT,
) -> str:
    """Nested circles of round values, at the scale of the map: to be placed at the drawing's own size.

    Args:
        values: values to show, positive.
        labels: what to write beside each.
        maximum: value whose circle has the diameter ``diameter_mm``.
        diameter_mm: diameter of that circle on the map.
        color: colour of the circles on the map.
        font: family of the texts.
        width: width that the drawing does not exceed, unless the circles do.
        title: written above in bold, in at most four lines.
        foot: written under the circles.
        opacity: opacity of the circles on the map.
        stroke: colour of their outline on the map; empty without one.
        thickness: width of that outline, in mm.
        text_size: size of the texts in mm.
    """
    known = sorted(
        ((value, label) for value, label in zip(values, labels) if value > 0 and maximum > 0),
        reverse=True,
    )
    radii = [diameter_mm / 2 * math.sqrt(value / maximum) for value, _label in known]
    widest = max(radii, default=0.0)
    start = 2 * widest + 2 * _GAP + 1.5
    texts = [elided(label, max(width - start, 6 * text_size), text_size) for _value, label in known]
    head = wrapped(title, width, text_size, _MOST_LINES, bold=True)
    below = wrapped(foot, width, text_size, _MOST_LINES)
    needed = max(
        [start + text_width(text, text_size) for text in texts]
        + [text_width(line, text_size, bold=True) for line in head]
        + [text_width(line, text_size) for line in below]
        + [1.0]
    )
    line = LEADING * text_size
    top = len(head) * line + (_GAP if head else 0)
    # The label of the largest circle is beside its top.
    room = max(2 * widest + line / 2 + _GAP, len(texts) * line)
    drawing = Drawing(needed, top + max(room, 1.0) + len(below) * line, font, title)
    drawing.lines(0, 0, head, text_size, bold=True)
    drawing.lines(0, top + room, below, text_size)
    bottom, centre = top + room - _GAP, widest + _GAP
    # Labels are spread from the lowest up, so that each stays as near as can be to its circle's top.
    tops = [bottom - 2 * radius for radius in radii]
    places = spread(tops, [line] * len(tops), top, top + room, 0)
    # An outline as dark as the circles would not show those that lie in a larger one.
    inside = stroke if stroke and contrast(stroke, color) >= _SEEN else "#ffffff"
    for rank, radius in enumerate(radii):
        line_color = inside if rank else stroke
        drawing.circle(
            centre, bottom - radius, radius, color, opacity=opacity, stroke=line_color, thickness=thickness
        )
    for text, peak, place in zip(texts, tops, places):
        drawing.line(centre, peak, start - 1.2, place, GREY, 0.12)
        drawing.line(start - 1.2, place, start - 0.5, place, GREY, 0.12)
        drawing.text(start, place + MIDDLE * text_size, text, text_size)
    return drawing.svg()
