# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures that are neither summed nor shared: published ratios, medians, indices, and categories.

A territory that bears its figure under another name or code keeps it. What is made of several territories has
one only where they all have the same: nobody has published that of the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from ..model import Status
from ..table import FloatArray, StatusArray
from .measures import Carried

_Places = NDArray[np.intp]


def carried(
    measure: Carried,
    rows: _Places,
    places: _Places,
    codes: Sequence[str],
    changed: Collection[int],
) -> tuple[FloatArray, StatusArray, NDArray[np.bool_]]:
    """Give each territory in use the figure of the rows that lead to it.

    Args:
        measure: the figures of the rows of the table.
        rows: the rows that have a territory; one that has several is there several times.
        places: the place of the territory of each of them.
        codes: the code that the table has of each of them, then those of the territories in use.
        changed: places whose perimeter is not that of the table.

    Returns:
        Values, statuses, and whether a row leads there.
    """
    size = len(codes) - len(rows)
    counted = measure.counted[rows]
    rows, places = rows[counted], places[counted]
    old = np.array(codes[: len(counted)], dtype=object)[counted]
    values, states = np.full(size, np.nan), np.full(size, Status.MISSING, np.uint8)
    first = np.full(size, -1, np.intp)
    first[places[::-1]] = np.arange(len(places))[::-1]
    there = first >= 0
    found, known = measure.numbers.values[rows], measure.numbers.statuses[rows]
    values[there], states[there] = found[first[there]], known[first[there]]
    firsts = first[places]
    same = (known == known[firsts]) & ((found == found[firsts]) | (known != Status.VALUE))
    unsure = np.zeros(size, bool)
    unsure[places[~same]] = True
    # The other parts may not be in the table: one code, which is that of today, is not the whole.
    several = np.zeros(size, bool)
    several[places[old != old[firsts]]] = True
    # Whether the whole would be secret, nobody said.
    unsure |= several & (states == Status.SECRET)
    for place in changed:
        alone = there[place] and not several[place]
        unsure[place] |= bool(alone and old[first[place]] == codes[len(counted) + place])
    values[unsure], states[unsure] = np.nan, Status.MISSING
    if measure.prevails:
        prevailing = places[found == measure.prevails]
        values[prevailing], states[prevailing] = measure.prevails, Status.VALUE
    if measure.otherwise:
        values[~there], states[~there] = measure.otherwise, Status.VALUE
    return values, states, there
