# SPDX-License-Identifier: GPL-2.0-or-later
"""Places of labels beside points, so that none hides another one or a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Rings of places tried about a point, and distance between them, in heights of the label.
_RINGS, _STEP = 14, 0.75


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
    points: Sequence[tuple[float, float]], widths: Sequence[float], height: float, room: Box, radius: float
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
    """
    taken = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    found: list[Box | None] = []
    for (x, y), width in zip(points, widths):
        box = next((one for one in _boxes(x, y, width, height, radius) if _is_free(one, room, taken)), None)
        found.append(box)
        if box:
            taken.append(box)
    return found


def _is_free(box: Box, room: Box, taken: Sequence[Box]) -> bool:
    return room.holds(box) and not any(box.meets(other) for other in taken)


def _boxes(x: float, y: float, width: float, height: float, radius: float) -> Iterator[Box]:
    """Boxes about a point, the nearest first: to the right, to the left, above, under, then aslant."""
    for ring in range(_RINGS):
        away = radius + 0.3 + ring * _STEP * height
        aslant = 0.7 * away
        sides = (
            (x + away, y - height / 2),
            (x - away - width, y - height / 2),
            (x - width / 2, y - away - height),
            (x - width / 2, y + away),
            (x + aslant, y - aslant - height),
            (x + aslant, y + aslant),
            (x - aslant - width, y - aslant - height),
            (x - aslant - width, y + aslant),
        )
        for left, top in sides:
            yield Box(left, top, left + width, top + height)
