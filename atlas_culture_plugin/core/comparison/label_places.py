# SPDX-License-Identifier: GPL-2.0-or-later
"""Places of labels beside points, so that none hides another one or a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Rings of places tried about a point, and distance between them, in heights of the label.
_RINGS, _STEP = 14, 0.75
#: Directions: across, up, and whether the label starts or ends at the point rather than about it.
_SIDES = (
    (1.0, 0.0, True),
    (-1.0, 0.0, True),
    (0.0, -1.0, False),
    (0.0, 1.0, False),
    (0.7, -0.7, True),
    (0.7, 0.7, True),
    (-0.7, -0.7, True),
    (-0.7, 0.7, True),
    (0.95, -0.35, True),
    (-0.95, -0.35, True),
)
#: Rings that a label goes away rather than hide one dot.
_HIDDEN = 0.2


@dataclass(frozen=True)
class Box:
    """A rectangle, in mm."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both have a part in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other one lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def label_places(
    points: Sequence[tuple[float, float]],
    widths: Sequence[float],
    height: float,
    room: Box,
    radius: float,
    dots: Sequence[tuple[float, float]] = (),
) -> list[Box | None]:
    """Find a box for each label, as near to its point as can be, in the order given.

    A box leaves ``room`` for nobody, and meets neither another box nor the mark of a point; where none is
    found the answer is None, and the label has to be written elsewhere.

    Args:
        points: centres of the marks.
        widths: widths of the labels.
        height: height of every label.
        room: where labels may be.
        radius: half the side of a mark.
        dots: other places, which labels hide as few of as they can.
    """
    crowd = np.asarray(dots, dtype=np.float64).reshape(-1, 2)
    taken = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    found: list[Box | None] = []
    for (x, y), width in zip(points, widths):
        boxes = enumerate(_boxes(x, y, width, height, radius))
        costs = [
            (rank // len(_SIDES) + _HIDDEN * _covered(box, crowd), rank, box)
            for rank, box in boxes
            if _is_free(box, room, taken)
        ]
        box = min(costs, key=lambda cost: cost[:2])[2] if costs else None
        found.append(box)
        if box:
            taken.append(box)
    return found


def _is_free(box: Box, room: Box, taken: Sequence[Box]) -> bool:
    return room.holds(box) and not any(box.meets(other) for other in taken)


def _covered(box: Box, crowd: npt.NDArray[np.float64]) -> int:
    x, y = crowd[:, 0], crowd[:, 1]
    inside = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
    return int(np.count_nonzero(inside))


def _boxes(x: float, y: float, width: float, height: float, radius: float) -> Iterator[Box]:
    """Boxes about a point, the nearest first: to the right, to the left, above, under, then aslant."""
    for ring in range(_RINGS):
        away = radius + 0.3 + ring * _STEP * height
        for across, up, flush in _SIDES:
            # Flush with the point, or centred on it.
            left = x + across * away - (width / 2 if not flush else width if across < 0 else 0)
            top = y + up * away - (height / 2 if not up else height if up < 0 else 0)
            yield Box(left, top, left + width, top + height)
