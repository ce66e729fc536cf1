# SPDX-License-Identifier: GPL-2.0-or-later
"""What the charts of a page share: sizes, the axis, captions that never lose their unit."""

from __future__ import annotations

from dataclasses import dataclass

from .svg import ELLIPSIS, LEADING, Drawing, is_whole, wrapped

#: Size of the texts in mm: 7 points.
TEXT = 2.5
#: Texts are not made smaller than this share of their size.
SMALLEST = 0.7


@dataclass(frozen=True)
class Plot:
    """Where the bars are drawn, and the values along the axis."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Place of a value; the end of the axis for one that lies beyond."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)


def caption(title: str, unit: str, width: float, size: float, most: int = 2) -> list[str]:
    """Title and unit in two lines, or ``most``; of a title that is too long, what leaves room for the unit.

    A unit that the title spells out ("per 10,000 inhabitants") is not said twice.
    """
    if unit.replace("hab.", "habitants").casefold() in title.casefold():
        unit = ""
    short, whole = 0, len(title)
    lines = _caption_lines(title, unit, width, size, most)
    if lines is not None or not title:
        return lines or wrapped(unit, width, size, most)
    while whole - short > 1:
        middle = (short + whole) // 2
        fits = _caption_lines(title[:middle].rstrip() + ELLIPSIS, unit, width, size, most) is not None
        short, whole = (middle, whole) if fits else (short, middle)
    text = f"{title[:short].rstrip()}{ELLIPSIS} ({unit})" if unit else title
    return wrapped(text, width, size, most)


def _caption_lines(title: str, unit: str, width: float, size: float, most: int) -> list[str] | None:
    """The caption in so many lines, if they hold it whole."""
    text = " ".join(filter(None, [title, f"({unit})" if title and unit else unit]))
    lines = wrapped(text, width, size, most)
    return lines if is_whole(lines, text) else None


def nothing(drawing: Drawing, sentence: str, size: float) -> str:
    """A drawing that only says why it is empty."""
    lines = wrapped(sentence, drawing.width, size, 3)
    top = max(0.0, (drawing.height - len(lines) * LEADING * size) / 2)
    drawing.lines(drawing.width / 2, top, lines, size, anchor="middle")
    return drawing.svg()
