# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the overseas territories are drawn beside metropole: five frames in the Bay of Biscay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: How many times larger than at the scale of metropole each territory is drawn: all five then read, and
#: Guyane, as large as Portugal, does not take the bay for itself.
FACTORS = {"971": 1.25, "972": 1.5, "973": 0.24, "974": 1.5, "976": 2.0}
#: The column of frames, west of the coast of the Landes and of Vendée, from the top: left and right edges,
#: height of a frame, room under the upper edge for the name, in metres of EPSG:2154.
LEFT, RIGHT, TOP = 30_000, 165_000, 6_665_000
HEIGHT, SPACING, TITLE = 118_000, 6_000, 16_000

#: West, south, east, north.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """Where an overseas departement is drawn: a similarity, so shapes and relative areas are kept."""

    code: str
    factor: float
    #: Middle of its bounding box in its own CRS, and the point of EPSG:2154 where it comes.
    centre: tuple[float, float]
    target: tuple[float, float]

    def move(self, xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return coordinates of its own CRS as drawn, in whole metres."""
        drawn: npt.NDArray[np.float64] = np.rint((xy - self.centre) * self.factor + self.target)
        return drawn


def frame_of(rank: int) -> Box:
    """Return the frame of the n-th territory from the top."""
    top = TOP - rank * (HEIGHT + SPACING)
    return (LEFT, top - HEIGHT, RIGHT, top)


def place(rank: int, code: str, bounds: Box) -> Place:
    """Return where the n-th territory comes, whose bounding box in its own CRS is ``bounds``."""
    west, south, east, north = bounds
    left, bottom, right, top = frame_of(rank)
    target = ((left + right) / 2, (bottom + top - TITLE) / 2)
    return Place(code, FACTORS[code], ((west + east) / 2, (south + north) / 2), target)
