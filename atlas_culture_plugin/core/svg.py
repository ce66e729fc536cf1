# SPDX-License-Identifier: GPL-2.0-or-later
"""Drawings in SVG: the few shapes that our charts need, in millimetres.

Only what SVG Tiny 1.2 has, because Qt draws nothing else: no style sheet, no clipping, no filter, no
``dominant-baseline``. Texts are measured without any font at hand, from above: what is said to fit does
fit in the fonts that maps are printed with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from .markup import content, plain_line

INK = "#222222"
GREY = "#7f7f7f"
PALE = "#d9d9d9"

#: Distance from one line of text to the next, and part of it above the baseline, in sizes of the font.
LEADING = 1.3
ASCENT = 0.95
#: Half the height of digits: a text is centred on a line when its baseline is that far under it.
MIDDLE = 0.36

ELLIPSIS = "…"

# Widths in sizes of the font, those of DejaVu Sans, the widest font that is usual: others are narrower.
_WIDTHS = {
    character: width
    for characters, width in (
        ("ijl'’", 0.34),
        (" \u00a0.,:;!Iít·ìîï", 0.42),
        ("fr()[]-/\\\u202f", 0.46),
        ("°|", 0.56),
        ('Jszc"?*L«»FT', 0.65),
        ("mMw%W@Œœæ&…→ÆQOÔ", 1.08),
        ("#^+<>=±×~∞≤≥−", 0.84),
    )
    for character in characters
}
_DIGIT, _SMALL, _CAPITAL, _OTHER = 0.64, 0.64, 0.78, 1.05
_LAST_LATIN = "\u024f"
_BOLD = 1.14
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3})")
_ATTRIBUTE = re.compile('([a-z-]+)="([^"]*)"')
_SIZE = re.compile('width="([0-9.]+)mm" height="([0-9.]+)mm"')
_HEAD = re.compile(_SIZE.pattern + ' viewBox="[0-9. ]+">')


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width that a text does not exceed, in the unit of ``size``."""
    return sum(_character(c) for c in text) * size * (_BOLD if bold else 1)


def _character(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if character > _LAST_LATIN:
        return _OTHER
    if character.isdigit():
        return _DIGIT
    return _CAPITAL if character.isupper() else _SMALL


def elided(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or its beginning and an ellipsis where it is too wide."""
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width(ELLIPSIS, size, bold=bold)
    if room < 0:
        return ""
    return text[: _head(text, room, size, bold)].rstrip() + ELLIPSIS


def wrapped(text: str, width: float, size: float, lines: int, *, bold: bool = False) -> list[str]:
    """The text in at most ``lines`` lines, ending with an ellipsis where they do not suffice.

    Neither no-break spaces nor thousands break; a word wider than a line is cut, after a hyphen if it can.
    """
    words = re.split(r"[ \t\r\n]+", _THOUSANDS.sub("\u202f", text.strip()))
    found: list[str] = []
    while words and any(words):
        if len(found) == max(1, lines) - 1:
            found.append(elided(" ".join(words), width, size, bold=bold))
            break
        taken = _fitting(words, width, size, bold)
        if taken:
            found.append(" ".join(words[:taken]))
            words = words[taken:]
        else:
            head = max(1, _head(words[0], width, size, bold))
            head = words[0].rfind("-", 1, head) + 1 or head
            found.append(words[0][:head])
            words[0] = words[0][head:]
    return found


def is_whole(lines: Sequence[str], text: str) -> bool:
    """Whether lines made by :func:`wrapped` hold the whole text."""
    return "".join("".join(lines).split()) == "".join(text.split())


def _fitting(words: Sequence[str], width: float, size: float, bold: bool) -> int:
    """How many of the words fit in a line."""
    space = text_width(" ", size, bold=bold)
    used = -space
    for count, word in enumerate(words):
        used += space + text_width(word, size, bold=bold)
        if used > width:
            return count
    return len(words)


def _head(word: str, width: float, size: float, bold: bool) -> int:
    """How many characters at the beginning of a word fit in a width."""
    used = 0.0
    for count, character in enumerate(word):
        used += text_width(character, size, bold=bold)
        if used > width:
            return count
    return len(word)


def spread(
    centres: Sequence[float], widths: Sequence[float], low: float, high: float, gap: float
) -> list[float]:
    """Ascending centres moved apart as little as needed so that labels neither touch nor leave the room.

    The room must be large enough: ``sum(widths) + gap * (len(widths) - 1) <= high - low``.
    """
    if not centres:
        return []
    offsets = [0.0]
    for before, after in zip(widths, widths[1:]):
        offsets.append(offsets[-1] + (before + after) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for centre, offset in zip(centres, offsets):
        total, count = centre - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            earlier, several = pools.pop()
            total, count = total + earlier, count + several
        pools.append((total, count))
    first, last = low + widths[0] / 2, high - widths[-1] / 2 - offsets[-1]
    starts = [max(first, min(last, total / count)) for total, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets)]


class Drawing:
    """Shapes in the order in which they are drawn; ``width`` and ``height`` in mm, the origin above left."""

    def __init__(self, width: float, height: float, font: str, title: str = "") -> None:
        self.width, self.height = width, height
        self._font = font
        self._title = title
        self._shapes: list[str] = []

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        stroke: str = "",
        thickness: float = 0.1,
    ) -> None:
        """Draw a rectangle."""
        self._add("rect", x=x, y=y, width=width, height=height, fill=fill, **_stroke(stroke, thickness))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, color: str = INK, thickness: float = 0.15
    ) -> None:
        """Draw a segment."""
        self._add("line", x1=x1, y1=y1, x2=x2, y2=y2, fill="none", **_stroke(color, thickness))

    def polygon(self, points: Iterable[tuple[float, float]], fill: str = INK) -> None:
        """Draw a filled polygon."""
        corners = " ".join(f"{plain_number(x)},{plain_number(y)}" for x, y in points)
        self._add("polygon", points=corners, fill=fill)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str,
        *,
        opacity: float = 1.0,
        stroke: str = "",
        thickness: float = 0.1,
    ) -> None:
        """Draw a disc."""
        seen = {} if opacity >= 1 else {"fill_opacity": opacity}
        self._add("circle", cx=x, cy=y, r=radius, fill=fill, **seen, **_stroke(stroke, thickness))

    def dots(self, points: Sequence[tuple[float, float]], radius: float, color: str) -> None:
        """Draw many discs as one path of short round strokes: a PDF has them in a few bytes each."""
        if points:
            path = "".join(f"M{plain_number(x)} {plain_number(y)}h0.01" for x, y in points)
            line = {"stroke_linecap": "round", **_stroke(color, 2 * radius)}
            self._add("path", d=path, fill="none", **line)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        anchor: str = "start",
        color: str = INK,
        bold: bool = False,
        upward: bool = False,
    ) -> None:
        """Write a text.

        Args:
            x: where the text starts, ends or has its middle, as ``anchor`` says.
            y: its baseline.
            text: the text, in one line.
            size: size of the font.
            anchor: ``start``, ``middle`` or ``end``.
            color: colour of the letters.
            bold: in bold letters.
            upward: turned a quarter to the left about (x, y).
        """
        extra: dict[str, object] = {"font_weight": "bold"} if bold else {}
        if upward:
            extra["transform"] = f"rotate(-90 {plain_number(x)} {plain_number(y)})"
        at: dict[str, object] = {"x": x, "y": y, "font_family": self._font, "font_size": size}
        self._add("text", content(text), **at, text_anchor=anchor, fill=color, **extra)

    def lines(
        self,
        x: float,
        y: float,
        texts: Sequence[str],
        size: float,
        *,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """Write lines of text under each other, ``y`` being above the first one."""
        for rank, line in enumerate(texts):
            self.text(x, y + (rank * LEADING + ASCENT) * size, line, size, anchor=anchor, bold=bold)

    def _add(self, tag: str, inside: str = "", /, **attributes: object) -> None:
        written = " ".join(
            f'{name.replace("_", "-")}="{escape(_attribute(value))}"' for name, value in attributes.items()
        )
        end = f">{inside}</{tag}>" if inside else "/>"
        self._shapes.append(f"<{tag} {written}{end}")

    def svg(self) -> str:
        """The whole document."""
        width, height = plain_number(self.width), plain_number(self.height)
        # Spaces are kept as they are: no-break ones would else become plain ones.
        head = (
            '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" xml:space="preserve" '
            f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
        )
        named = [f"<title>{content(self._title)}</title>"] if self._title else []
        return "\n".join(
            ['<?xml version="1.0" encoding="UTF-8"?>', head, *named, *self._shapes, "</svg>", ""]
        )


def _stroke(color: str, thickness: float) -> dict[str, object]:
    return {"stroke": color, "stroke_width": thickness} if color else {"stroke": "none"}


def _attribute(value: object) -> str:
    return plain_number(value) if isinstance(value, float) else plain_line(str(value))


def plain_number(value: float) -> str:
    """A coordinate to the nearest micrometre, without useless zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def size_of(svg: str) -> tuple[float, float]:
    """Width and height in mm of a drawing made here."""
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def enlarged(svg: str, times: int) -> str:
    """A drawing made here that says to be larger, for what places it by its proportions.

    QGIS takes them from the view box in whole units: a small drawing would be shrunk by up to a tenth.
    """
    width, height = (plain_number(times * side) for side in size_of(svg))
    head = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
    return _HEAD.sub(f'{head}<g transform="scale({times})">', svg, count=1).replace("</svg>", "</g></svg>")


@dataclass(frozen=True)
class Written:
    """A text of a drawing: the arguments of :meth:`Drawing.text`."""

    x: float
    y: float
    text: str
    size: float
    anchor: str
    color: str
    bold: bool
    upward: bool


def without_texts(svg: str) -> tuple[str, tuple[Written, ...]]:
    """A drawing made here without its texts, and these.

    Qt prints the texts of an SVG as outlines: heavy, and neither found nor selected in a PDF. On a page,
    they are better written as labels over the rest of the drawing.
    """
    found = []
    kept = []
    for line in svg.split("\n"):
        if line.startswith("<text "):
            found.append(_written(line))
        else:
            kept.append(line)
    return "\n".join(kept), tuple(found)


def _written(line: str) -> Written:
    head, _end, inside = line.partition(">")
    value = {name: unescape(text) for name, text in _ATTRIBUTE.findall(head)}
    return Written(
        x=float(value["x"]),
        y=float(value["y"]),
        text=unescape(inside.removesuffix("</text>")),
        size=float(value["font-size"]),
        anchor=value["text-anchor"],
        color=value["fill"],
        bold="font-weight" in value,
        upward="transform" in value,
    )
