# SPDX-License-Identifier: GPL-2.0-or-later
"""How each compared territory looks: the same colour and shape in the table, the charts and the maps.

The look of a territory is that of its place in the set, so it stays when another one is added after it.
The eight colours were chosen by search: told apart by all eyes (CIEDE2000 of at least 16 between any two,
as people of normal vision and with each full colour blindness see them), and seen on white.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

COLORS = ("#003a85", "#fa8319", "#2b8364", "#cb87f6", "#c12d00", "#49b4a2", "#69213c", "#8a679f")
#: A gap that goes the good way and one that goes the bad way, on a light background then on a dark one:
#: blue and orange, which all eyes tell apart, with a contrast of at least 4.5 with the background.
GOOD_COLORS, BAD_COLORS = ("#00539c", "#79b8ff"), ("#a84300", "#ffab66")
REFERENCE_COLOR = "#5f5f5f"


class Mark(str, Enum):
    """Shape that marks a value on a chart."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    BAR = "bar"  #: for a reference alone


#: Shapes of the territories: the second one comes when the colours are used up.
MARKS = (Mark.CIRCLE, Mark.SQUARE, Mark.DIAMOND, Mark.TRIANGLE)


@dataclass(frozen=True)
class Look:
    """Colour (``#rrggbb``) and shape of one territory, or of a reference, whose shape is hollow."""

    color: str
    mark: Mark
    is_reference: bool = False


#: Looks of the references, grey: none is taken for a territory.
REFERENCE_LOOKS = tuple(Look(REFERENCE_COLOR, mark, True) for mark in (Mark.BAR, *MARKS))


def territory_colors(count: int) -> tuple[str, ...]:
    """Colours of so many territories, in the order of the set; they start again after eight."""
    return tuple(COLORS[rank % len(COLORS)] for rank in range(count))


def territory_marks(count: int) -> tuple[Mark, ...]:
    """Shapes of so many territories: one for each turn of the colours.

    Territories beyond the thirty-second look like earlier ones: only their names tell them apart.
    """
    return tuple(MARKS[rank // len(COLORS) % len(MARKS)] for rank in range(count))


def territory_looks(references: Iterable[str]) -> dict[str, Look]:
    """Look of each territory of a set, by its reference (``EPCI-243500139``)."""
    keys = list(dict.fromkeys(references))
    looks = zip(territory_colors(len(keys)), territory_marks(len(keys)))
    return {key: Look(color, mark) for key, (color, mark) in zip(keys, looks)}


def reference_look(rank: int) -> Look:
    """Look of a reference by its place among those of a comparison; they start again after five."""
    return REFERENCE_LOOKS[rank % len(REFERENCE_LOOKS)]
