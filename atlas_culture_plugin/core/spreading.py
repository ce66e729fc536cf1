# SPDX-License-Identifier: GPL-2.0-or-later
"""Circles that hide each other, moved apart: only those, and no farther than needed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Share of the width of a circle that must stay out of a larger one: with less, its size no longer reads.
VISIBLE = 0.7
#: Circles beyond which pairs are too many to compare: a map so crowded needs another level.
MOST = 2000
#: Diameter in mm under which a circle is not seen.
_POINT = 0.01
_ROUNDS = 300
_STEP = 0.35
#: Moves in mm below which a circle is as well left where it is.
_SMALLEST = 0.2


def spread(x: Floats, y: Floats, diameters: Floats) -> tuple[Floats, Floats]:
    """Moves of circles, in the unit of their places (mm on the page), small ones more than large ones.

    Two circles are moved apart until the smaller one shows :data:`VISIBLE` of its width beyond the larger
    one's edge. Circles that nothing hides do not move, those without a size neither.
    """
    count = len(x)
    moves = np.zeros((count, 2))
    drawn = np.flatnonzero(np.nan_to_num(diameters) > _POINT)
    if not 1 < len(drawn) <= MOST:
        return moves[:, 0], moves[:, 1]
    start = np.column_stack((x, y))[drawn]
    radii = diameters[drawn] / 2
    # Two circles on one point would have no direction to go: the first in order goes right of the other.
    place = start + np.column_stack((np.arange(len(drawn)), np.zeros(len(drawn)))) * 1e-9
    larger = np.maximum.outer(radii, radii)
    smaller = np.minimum.outer(radii, radii)
    apart = larger + (2 * VISIBLE - 1) * smaller
    # The larger circle moves by the share of the other's area: Paris stays, its neighbours go around.
    areas = radii**2
    share = areas[None, :] / (areas[:, None] + areas[None, :])
    np.fill_diagonal(apart, 0.0)
    for _round in range(_ROUNDS):
        between = place[:, None, :] - place[None, :, :]
        distances = np.hypot(between[..., 0], between[..., 1])
        lacking = np.where(distances < apart, apart - distances, 0.0)
        if lacking.max() < 0.01:
            break
        with np.errstate(invalid="ignore", divide="ignore"):
            direction = np.nan_to_num(between / distances[..., None])
        place = place + _STEP * (direction * (lacking * share)[..., None]).sum(axis=1)
    moved = place - start
    moved[np.hypot(moved[:, 0], moved[:, 1]) < _SMALLEST] = 0.0
    moves[drawn] = moved
    return moves[:, 0], moves[:, 1]
