# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells as a package writes them: a number, or the mark of a state.

A column is written value by distinct value: counts, and the zeros of most communes, repeat themselves.
"""

from __future__ import annotations

import numpy as np

from ..model import Status
from .measures import Cells

#: Beyond, whole numbers are no longer told apart by a binary number.
_EXACT = 1e15


def cell_texts(cells: Cells) -> list[str]:
    """Write cells, in their order."""
    markers = np.array([status.marker for status in Status], object)
    texts = markers[cells.statuses]
    known = cells.statuses == Status.VALUE
    distinct, places = np.unique(cells.values[known], return_inverse=True)
    texts[known] = np.array([number_text(value) for value in distinct.tolist()], object)[places]
    written: list[str] = texts.tolist()
    return written


def number_text(value: float) -> str:
    """Write a number with twelve significant digits, without exponent: sums of cents stay sums of cents."""
    text = f"{value + 0.0:.12g}"  # zero has no sign
    if "e" not in text:
        return text
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return np.format_float_positional(float(text), trim="-")
