# SPDX-License-Identifier: GPL-2.0-or-later
"""Outlines of a PDF's drawing, written from their own first point: short numbers, and equal shapes alike.

Qt writes every point from the corner of the page. From the corner of the shape, the numbers are a third
shorter, and the thousands of circles of one size become the same text, which compression then writes once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

#: Operators that paint a path and end it, each on a line.
_PAINTED = re.compile(rb"(?:B\*|f\*|B|f|S)\n")
_STARTS = re.compile(rb"[-0-9. ]+ m\n")
#: Points that each operator of a path takes.
_TAKES = np.zeros(256, dtype=np.int64)
_TAKES[[ord(letter) for letter in "ml"]] = 1
_TAKES[ord("c")] = 3
_CLOSES, _CURVES = ord("h"), ord("c")
_NUMBERS, _LETTERS = b"0123456789.- \n", b"mlch"
_TO_SPACES = bytes.maketrans(_LETTERS, b" " * len(_LETTERS))


def moved(run: bytes, following: bytes) -> bool:
    """Whether a run of lines is a whole outline that can be written from its first point.

    Args:
        run: lines of path operators.
        following: what comes after it: an outline that clips is in force longer than it is drawn.
    """
    is_painted = _PAINTED.match(following) is not None
    return is_painted and run.count(b"\n") > 2 and b"re" not in run and _STARTS.match(run) is not None


def relative(runs: Sequence[bytes], digit: int, decimals: int) -> list[bytes] | None:
    """Write outlines from their first point, rounded to ``digit`` units of the last of the ``decimals``.

    What paints a run has to follow it, then ``Q``. A point that two polygons share stays shared: it is
    rounded on the page. Curves are rounded from their first point instead, so that equal ones are written
    alike. ``None`` when a run is not written as Qt writes.
    """
    whole = b"".join(runs)
    operators = np.frombuffer(whole.translate(None, _NUMBERS), dtype=np.uint8)
    try:
        points = np.array(whole.translate(_TO_SPACES).split(), dtype=np.float64).reshape(-1, 2)
    except ValueError:
        return None
    takes = _TAKES[operators]
    if takes.sum() != len(points):
        return None
    lines = np.array([run.count(b"\n") for run in runs])
    firsts_of_lines = np.cumsum(lines) - lines
    sizes = np.add.reduceat(takes, firsts_of_lines)
    firsts = np.cumsum(sizes) - sizes
    curved = np.repeat(np.maximum.reduceat(operators == _CURVES, firsts_of_lines), sizes)
    scaled = points * (10**decimals / digit)
    origins = np.repeat(firsts, sizes)
    cells = np.rint(scaled)
    steps = np.where(curved[:, None], np.rint(scaled - scaled[origins]), cells - cells[origins])
    words = _words(steps, operators, takes, digit, decimals)
    starts = _texts(cells[firsts], digit, decimals)
    ends = [*firsts[1:].tolist(), len(points)]
    return [
        b"q 1 0 0 1 %s %s cm\n%s" % (starts[2 * rank], starts[2 * rank + 1], b"".join(words[3 * a : 3 * b]))
        for rank, (a, b) in enumerate(zip(firsts.tolist(), ends))
    ]


def _words(
    steps: Points, operators: npt.NDArray[np.uint8], takes: npt.NDArray[np.int64], digit: int, decimals: int
) -> list[bytes]:
    """Three words a point: abscissa with a space, ordinate, and what ends it: a space or an operator."""
    texts = _texts(steps, digit, decimals)
    ends = [b" "] * len(steps)
    last = np.cumsum(takes) - 1
    for place, operator in zip(last.tolist(), operators.tolist()):
        if operator == _CLOSES:
            ends[place] += b"h\n"
        else:
            ends[place] = b" %c\n" % operator
    words = [b""] * (3 * len(steps))
    words[0::3] = [text + b" " for text in texts[0::2]]
    words[1::3] = texts[1::2]
    words[2::3] = ends
    return words


def _texts(cells: Points, digit: int, decimals: int) -> list[bytes]:
    """The numbers of a grid, each written once."""
    values, places = np.unique(cells.ravel(), return_inverse=True)
    known = [_text(int(value) * digit, decimals) for value in values.tolist()]
    return [known[place] for place in places.ravel().tolist()]


def _text(units: int, decimals: int) -> bytes:
    """An exact decimal number: ``units`` of its last decimal."""
    if not units:
        return b"0"
    text = f"{'-' if units < 0 else ''}{abs(units) // 10**decimals}"
    rest = f"{abs(units) % 10**decimals:0{decimals}}".rstrip("0") if decimals else ""
    return f"{text}.{rest}".encode() if rest else text.encode()
