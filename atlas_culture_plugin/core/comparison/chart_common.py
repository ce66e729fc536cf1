# SPDX-License-Identifier: GPL-2.0-or-later
"""What the charts of a comparison share: their arguments, the chart they make, marks, zones to point at."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Union

from ..chart_parts import TEXT, caption
from ..formatting import number, with_unit
from ..i18n import language, tr
from ..model import Indicator, Status
from ..svg import GREY, LEADING, MIDDLE, Drawing, elided, size_of, text_width, wrapped
from .colors import REFERENCE_LOOKS, Look, Mark

#: A longer unit is written once, in the heading.
_LONGEST_UNIT = 9
#: Half the side of a mark, in mm.
RADIUS = 1.0
#: Rows that a chart has at most, where there is one for each point.
MOST_ROWS = 60

#: A cell of the data behind a chart.
Cell = Union[str, float, int, None]


@dataclass(frozen=True)
class Paper:
    """What a chart is drawn on: width and size of the texts in mm, family of the font."""

    width: float = 120.0
    font: str = "Open Sans"
    size: float = TEXT


@dataclass(frozen=True)
class Measure:
    """What the values are: name, unit and decimals, as of an indicator."""

    title: str
    unit: str = ""
    decimals: int = 1

    @classmethod
    def of(cls, indicator: Indicator, year: int) -> Measure:
        """What an indicator measures in a year."""
        return cls(f"{indicator.label}, {year}", indicator.unit, indicator.decimals)

    def brief(self, value: float) -> str:
        """A value with its unit where that is short."""
        return with_unit(number(value, self.decimals), self.unit if len(self.unit) <= _LONGEST_UNIT else "")

    def full(self, value: float) -> str:
        """A value with its unit."""
        return with_unit(number(value, self.decimals), self.unit)

    def heading(self, paper: Paper) -> list[str]:
        """Name and unit, in at most two lines of bold letters."""
        # Bold letters are wider than the caption takes them to be.
        return caption(self.title, self.unit, paper.width / 1.15, paper.size)


@dataclass(frozen=True)
class Point:
    """The value of a territory or of a reference.

    ``key`` says whose it is, as comparisons do (``EPCI-243500139``, ``FRANCE``). Without a value, ``status``
    says why. ``note`` is added to what is shown when the value is pointed at: its rank, its basis.
    """

    key: str
    label: str
    value: float | None
    status: str = ""
    look: Look = REFERENCE_LOOKS[0]
    note: str = ""

    @property
    def known(self) -> float | None:
        """The value, if there is one."""
        return None if self.value is None or not math.isfinite(self.value) else float(self.value)

    @property
    def why(self) -> str:
        """Why there is no value."""
        return self.status or Status.MISSING.label

    @property
    def is_reference(self) -> bool:
        """Whether it is something that territories are compared with."""
        return self.look.is_reference

    def told(self, measure: Measure) -> str:
        """What is shown when it is pointed at."""
        value = self.why if self.known is None else measure.full(self.known)
        return "\n".join(filter(None, [self.label, value, self.note]))


@dataclass(frozen=True)
class Zone:
    """Part of a chart that can be pointed at, in mm: what it is about and what to say of it."""

    key: str
    text: str
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True)
class Chart:
    """A chart: its SVG text, where it can be pointed at, and the figures it shows.

    ``rows`` are the data under ``header``, as numbers that are not rounded; None is "no value", and the last
    column says why.
    """

    svg: str
    zones: tuple[Zone, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    title: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        return size_of(self.svg)

    def zone_at(self, x: float, y: float) -> Zone | None:
        """The zone at a place in mm: the smallest one where several meet."""
        found = [zone for zone in self.zones if zone.holds(x, y)]
        return min(found, key=lambda zone: zone.width * zone.height) if found else None

    def csv(self) -> str:
        """The figures as a CSV text: comma, decimal point, empty cell for no value."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return text.getvalue()

    def tabbed(self) -> str:
        """The figures as spreadsheets paste them in the language of the interface."""
        lines = [self.header, *([_pasted(cell) for cell in row] for row in self.rows)]
        return "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in lines) + "\n"


def _pasted(cell: Cell) -> str:
    if isinstance(cell, float):
        # A spreadsheet reads a decimal comma where the language has one, and no space between thousands.
        return repr(cell).replace(".", "," if language() == "fr" else ".")
    return "" if cell is None else str(cell)


class Canvas:
    """A drawing in the making, with its zones; its height is known at the end."""

    def __init__(self, paper: Paper, title: str) -> None:
        self.paper, self.title = paper, title
        self.drawing = Drawing(paper.width, 0.0, paper.font, title)
        self._zones: list[Zone] = []

    @property
    def line(self) -> float:
        """Height of a line of text in mm."""
        return LEADING * self.paper.size

    def head(self, lines: Sequence[str], top: float, *, bold: bool = False) -> float:
        """Write lines from the left; return where they end."""
        self.drawing.lines(0, top, lines, self.paper.size, bold=bold)
        return top + len(lines) * self.line

    def cut(self, count: int, top: float) -> float:
        """Say that rows were left out, where there are too many; return where the sentence ends."""
        if count <= MOST_ROWS:
            return top
        text = tr("Only the first {count} are drawn.").format(count=MOST_ROWS)
        return self.head(wrapped(text, self.paper.width, self.paper.size, 2), top)

    def label(self, lines: Sequence[str], right: float, middle: float, *, bold: bool = False) -> None:
        """Write a label that ends at ``right``, centred about ``middle``."""
        first = middle + MIDDLE * self.paper.size - (len(lines) - 1) * self.line / 2
        for rank, line in enumerate(lines):
            self.drawing.text(right, first + rank * self.line, line, self.paper.size, anchor="end", bold=bold)

    def aside(self, x: float, middle: float, text: str) -> None:
        """Write why there is no value, from ``x`` to the edge, over what was drawn there."""
        size = self.paper.size
        text = elided(text, self.paper.width - x, size)
        width = text_width(text, size)
        self.drawing.rect(x, middle - self.line / 2, width, self.line, "#ffffff")
        self.drawing.text(x, middle + MIDDLE * size, text, size, color=GREY)

    def mark(self, x: float, y: float, look: Look, radius: float = RADIUS) -> None:
        """Draw the mark of a territory or of a reference, edged in white where marks meet."""
        draw_mark(self.drawing, x, y, look, radius)

    def zone(self, key: str, text: str, x: float, y: float, width: float, height: float) -> None:
        """Make a part of the drawing one that can be pointed at."""
        self._zones.append(Zone(key, text, x, y, width, height))

    def chart(self, height: float, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Chart:
        """The finished chart."""
        self.drawing.height = height
        return Chart(
            self.drawing.svg(),
            tuple(self._zones),
            tuple(header),
            tuple(tuple(row) for row in rows),
            self.title,
        )


def draw_mark(drawing: Drawing, x: float, y: float, look: Look, radius: float) -> None:
    """Draw one mark about a place."""
    if look.mark is Mark.BAR:
        drawing.rect(x - 0.25, y - radius, 0.5, 2 * radius, look.color)
    elif look.mark is Mark.CIRCLE:
        fill, edge = ("#ffffff", look.color) if look.is_reference else (look.color, "#ffffff")
        thickness = 0.35 if look.is_reference else 0.15
        drawing.circle(x, y, radius, fill, stroke=edge, thickness=thickness)
    else:
        outer, inner = (look.color, "#ffffff") if look.is_reference else ("#ffffff", look.color)
        sides = (radius, 0.6 * radius) if look.is_reference else (radius + 0.1, radius)
        for side, color in zip(sides, (outer, inner)):
            drawing.polygon(_CORNERS[look.mark](x, y, side), color)


_Corners = list[tuple[float, float]]


def _square(x: float, y: float, r: float) -> _Corners:
    side = 0.88 * r
    return [(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)]


def _diamond(x: float, y: float, r: float) -> _Corners:
    return [(x, y - 1.25 * r), (x + 1.25 * r, y), (x, y + 1.25 * r), (x - 1.25 * r, y)]


def _triangle(x: float, y: float, r: float) -> _Corners:
    return [(x, y - 1.2 * r), (x + 1.2 * r, y + 0.9 * r), (x - 1.2 * r, y + 0.9 * r)]


_CORNERS: dict[Mark, Callable[[float, float, float], _Corners]] = {
    Mark.SQUARE: _square,
    Mark.DIAMOND: _diamond,
    Mark.TRIANGLE: _triangle,
}


def column(texts: Sequence[str], share: float, paper: Paper) -> float:
    """Width of a column of labels: what the longest needs, at most a share of the paper."""
    widest = max((text_width(text, paper.size, bold=True) for text in texts), default=0.0)
    return min(widest + 0.01, share * paper.width)


def broken(text: str, width: float, paper: Paper, *, bold: bool = False) -> list[str]:
    """A label in at most two lines."""
    return wrapped(text, width, paper.size, 2, bold=bold)


def data_of(points: Sequence[Point], measure: Measure) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Header and rows of the figures of a chart."""
    header = (tr("Reference"), tr("Name"), tr("Value"), tr("Unit"), tr("Status"))
    rows: list[tuple[Cell, ...]] = [
        (point.key, point.label, point.known, measure.unit, "" if point.known is not None else point.why)
        for point in points
    ]
    return header, rows
