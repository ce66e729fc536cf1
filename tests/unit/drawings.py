# SPDX-License-Identifier: GPL-2.0-or-later
"""Drawings read back as XML: their elements, and the boxes that these fill."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from atlas_culture_plugin.core.svg import ASCENT, size_of, text_width

SVG = "{http://www.w3.org/2000/svg}"
#: All that SVG Tiny has and Qt draws, as far as we need it.
TAGS = {"svg", "title", "rect", "line", "circle", "polygon", "path", "text"}
#: Part of a line of text below its baseline, in sizes of the font.
DESCENT = 0.28


def parsed(text):
    """The drawing, after the checks that hold for every one."""
    root = ElementTree.fromstring(text)
    width, height = size_of(text)
    assert root.get("viewBox") == f"0 0 {root.get('width')[:-2]} {root.get('height')[:-2]}"
    assert {element.tag.replace(SVG, "") for element in root.iter()} <= TAGS
    assert not re.search(r"style=|class=|clip|filter|dominant|nan|inf", re.sub(">[^<]*<", "><", text))
    for x1, y1, x2, y2 in (box for element in root.iter() for box in boxes(element)):
        assert -0.005 <= x1 <= x2 <= width + 0.005, (x1, x2, width)
        assert -0.005 <= y1 <= y2 <= height + 0.005, (y1, y2, height)
    return root


def boxes(element):
    """Boxes that an element fills, the widths of texts being measured from above."""
    get = lambda name: float(element.get(name))  # noqa: E731
    tag = element.tag.replace(SVG, "")
    if tag == "rect":
        yield get("x"), get("y"), get("x") + get("width"), get("y") + get("height")
    elif tag == "line":
        xs, ys = sorted((get("x1"), get("x2"))), sorted((get("y1"), get("y2")))
        yield xs[0], ys[0], xs[1], ys[1]
    elif tag == "circle":
        r = get("r") + float(element.get("stroke-width", 0)) / 2
        yield get("cx") - r, get("cy") - r, get("cx") + r, get("cy") + r
    elif tag == "polygon":
        points = [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]
        xs, ys = zip(*points)
        yield min(xs), min(ys), max(xs), max(ys)
    elif tag == "path":
        r = get("stroke-width") / 2
        for x, y in dots_of(element):
            yield x - r, y - r, x + r, y + r
    elif tag == "text":
        yield text_box(element)


def dots_of(element):
    """Centres of the dots of a path."""
    return [tuple(map(float, dot.split("h")[0].split())) for dot in element.get("d").split("M")[1:]]


def text_box(element):
    """Box of a text, turned or not."""
    size, x, y = (float(element.get(name)) for name in ("font-size", "x", "y"))
    width = text_width(element.text, size, bold=element.get("font-weight") == "bold")
    before = {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
    if element.get("transform"):
        return x - ASCENT * size, y - (width - before), x + DESCENT * size, y + before
    return x - before, y - ASCENT * size, x - before + width, y + DESCENT * size


def all_of(root, tag):
    return root.findall(f"{SVG}{tag}")


def texts(root):
    return [element.text for element in all_of(root, "text")]
