# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinates of a PDF's drawing, cut to what a printer can show.

Qt writes nine significant digits a coordinate: most of the weight of a map. Cut at a fixed decimal, a vertex
that two neighbours share stays shared: no gap opens between them. Nothing but the operands of the path
operators ``m l c re`` is touched; a stream that is not written as Qt writes is left as it is.
"""

from __future__ import annotations

import re
from math import hypot

#: Largest step kept, in points: a tenth of a dot at 300 dpi, 0.0085 mm.
STEP = 0.024
_MOST_DECIMALS = 4

#: Ends of lines that save, restore or change the coordinate system.
_STATE = re.compile(rb"(?:[qQ] ?)+$|cm$", re.MULTILINE)
#: A run of lines, each with the operands of one path operator.
_PATHS = re.compile(rb"((?:^[-0-9. ]+ (?:m|l|c|re)\n)+)", re.MULTILINE)
#: Literal strings, inline images, other ends of line: Qt writes none of them in a drawing.
_FOREIGN = (b"(", b"\r", b"BI")

#: The four numbers of a matrix that turn, stretch and mirror; where it moves to is of no matter here.
_Matrix = tuple[float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0)


def lighter(content: bytes) -> bytes:
    """Return a content stream with shorter coordinates, or the same when it is not one of Qt's."""
    spans = None if any(mark in content for mark in _FOREIGN) else _spans(content)
    if spans is None:
        return content
    return b"".join(_cut(content[start:end], decimals) for start, end, decimals in spans)


def _spans(content: bytes) -> list[tuple[int, int, int]] | None:
    """(start, end, decimals) over the whole content: decimals follow the scale in force.

    ``None`` when a change of the coordinate system is written in an unknown way.
    """
    spans, kept, matrix = [], [], _SAME
    start, decimals, states = 0, _decimals(_SAME), 0
    for match in _STATE.finditer(content):
        states += len(match[0].split())
        if match[0] == b"cm":
            operands = _operands(content, match.start())
            if operands is None:
                return None
            matrix = _product(operands, matrix)
        for operator in match[0].split():
            if operator == b"q":
                kept.append(matrix)
            elif operator == b"Q":
                matrix = kept.pop() if kept else matrix
        wanted = _decimals(matrix)
        if wanted != decimals:
            spans.append((start, match.end(), decimals))
            start, decimals = match.end(), wanted
    spans.append((start, len(content), decimals))
    return spans if states == sum(map(content.count, (b"q", b"Q", b"cm"))) else None


def _operands(content: bytes, end: int) -> _Matrix | None:
    """The operands that stand on the line before ``end``."""
    numbers = content[content.rfind(b"\n", 0, end) + 1 : end].split()
    try:
        a, b, c, d, _x, _y = map(float, numbers)
    except ValueError:
        return None
    return a, b, c, d


def _product(one: _Matrix, other: _Matrix) -> _Matrix:
    (a, b, c, d), (e, f, g, h) = one, other
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


def _decimals(matrix: _Matrix) -> int:
    """Decimals to keep where ``matrix`` leads to points."""
    scale = max(hypot(*matrix[:2]), hypot(*matrix[2:]))
    step = 0.1
    for decimals in range(1, _MOST_DECIMALS):
        if scale * step <= STEP * 1.001:
            return decimals
        step /= 10
    return _MOST_DECIMALS


def _cut(content: bytes, decimals: int) -> bytes:
    # Digits are taken away, nothing is put back: the one kind of substitution that Python does without a
    # call for each of the million numbers of a national map of the communes.
    surplus = re.compile(rb"(?<=\.[0-9]{%d})[0-9]+" % decimals)
    pieces = _PATHS.split(content)
    pieces[1::2] = [surplus.sub(b"", path).replace(b".0 ", b" ") for path in pieces[1::2]]
    return b"".join(pieces)
