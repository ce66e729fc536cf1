# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinates of a PDF's drawing, cut to what a printer can show.

Qt writes nine significant digits a coordinate: most of the weight of a map. Outlines are rounded and written
from their first point (see :mod:`.pdf_shapes`), other paths cut at a fixed decimal: a vertex that two
neighbours share stays shared, no gap opens between them. Nothing but the operands of the path operators
``m l c re`` is changed; a stream that is not written as Qt writes is left as it is.
"""

from __future__ import annotations

import re
from math import hypot

import numpy as np

from .pdf_shapes import moved, relative

#: How far a point may move along an axis, in points: a tenth of a dot at 300 dpi, 0.0085 mm.
STEP = 0.024
_MOST_DECIMALS = 9

#: A run of lines, each with the operands of one path operator.
_PATHS = re.compile(rb"((?:^(?:[-0-9. ]+ (?:m|l|c|re)|h)\n)+)", re.MULTILINE)
#: Literal strings, inline images, other ends of line: Qt writes none of them in a drawing.
_FOREIGN = (b"(", b"\r", b"BI")

_SAVE, _RESTORE, _CHANGE = ord("q"), ord("Q"), ord("c")
_BREAK = np.frombuffer(b"\n", dtype=np.uint8)
_BREAKS = np.frombuffer(b"\n ", dtype=np.uint8)

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
    states = _states(content)
    if states is None:
        return None
    spans, kept, matrix = [], [], _SAME
    start, decimals = 0, _decimals(_SAME)
    for position, state in states:
        if state == _SAVE:
            kept.append(matrix)
            continue
        if state == _RESTORE:
            matrix = kept.pop() if kept else matrix
        else:
            operands = _operands(content, position)
            if operands is None:
                return None
            matrix = _product(operands, matrix)
        wanted = _decimals(matrix)
        if wanted != decimals:
            spans.append((start, position, decimals))
            start, decimals = position, wanted
    spans.append((start, len(content), decimals))
    return spans


def _states(content: bytes) -> list[tuple[int, int]] | None:
    """(position, operator) of what saves, restores or changes the coordinate system, in order.

    ``None`` when one of these letters stands elsewhere than in an operator.
    """
    letters = np.frombuffer(content, dtype=np.uint8)
    saves = np.flatnonzero((letters == _SAVE) | (letters == _RESTORE))
    # Each between spaces or ends of lines.
    padded = np.concatenate((_BREAK, letters, _BREAK))
    if not (np.isin(padded[saves], _BREAKS).all() and np.isin(padded[saves + 2], _BREAKS).all()):
        return None
    changes = [match.start() for match in re.finditer(rb"cm\n", content)]
    if len(changes) != content.count(b"cm"):
        return None
    found = [*zip(saves.tolist(), letters[saves].tolist()), *((place, _CHANGE) for place in changes)]
    return sorted(found)


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
    pieces = _PATHS.split(content)
    outlines = [at for at in range(1, len(pieces), 2) if moved(pieces[at], pieces[at + 1])]
    # What is rounded moves by half a step at most, what is cut by a whole one.
    shorter = relative([pieces[at] for at in outlines], 2, decimals) if outlines else []
    for at, text in zip(outlines, shorter or []):
        painting, rest = pieces[at + 1].split(b"\n", 1)
        pieces[at], pieces[at + 1] = text, painting + b" Q\n" + rest
    done = set(outlines if shorter else ())
    # Digits are taken away, nothing is put back: the one kind of substitution that Python does without a
    # call for each number.
    surplus = re.compile(rb"(?<=\.[0-9]{%d})[0-9]+" % decimals)
    for at in range(1, len(pieces), 2):
        if at not in done:
            pieces[at] = surplus.sub(b"", pieces[at]).replace(b".0 ", b" ")
    return b"".join(pieces)
