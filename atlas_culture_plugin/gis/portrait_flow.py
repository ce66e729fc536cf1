# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the parts of a portrait go: one after the other, page after page, nothing cut and nothing alone.

Arithmetic only, in mm: what draws a part is told its page and its top.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Union

#: Fewest rows of a table on a page: fewer would look lost under its header or over the next part.
LEAST_ROWS = 3


@dataclass(frozen=True)
class Part:
    """Something that no page break divides. ``with_next``: never the last of a page, as a heading."""

    height: float
    draw: Callable[[int, float], None]
    after: float = 0.0
    with_next: bool = False


@dataclass(frozen=True)
class Rows:
    """A table: its rows may go on on the next page, under the same header, unless it is to stay ``whole``."""

    header: float
    heights: tuple[float, ...]
    draw: Callable[[int, float, int, int], None]
    after: float = 0.0
    whole: bool = False

    def least(self) -> float:
        """Height of the header and of the fewest rows that may stand under it."""
        few = self.heights
        if not self.whole and len(self.heights) >= 2 * LEAST_ROWS:
            few = self.heights[:LEAST_ROWS]
        return self.header + sum(few)

    def fitting(self, first: int, room: float) -> int:
        """How many rows from ``first`` on fit in a height; those that stay are never too few."""
        left = len(self.heights) - first
        used, count = self.header, 0
        while count < left and used + self.heights[first + count] <= room:
            used += self.heights[first + count]
            count += 1
        if count < left:
            count = min(count, max(0, left - LEAST_ROWS))
        return count if count == left or count >= LEAST_ROWS else 0


Piece = Union[Part, Rows]


class Flow:
    """Places parts from a point of the first page on; ``pages`` are then those used."""

    def __init__(self, start: float, top: float, bottom: float) -> None:
        """Begin at ``start`` on the first page, at ``top`` on the others; no part goes under ``bottom``."""
        self.page, self.y = 0, start
        self._top, self._bottom = top, bottom
        self._draws = True

    @property
    def pages(self) -> int:
        """Number of pages."""
        return self.page + 1

    def place(self, pieces: Sequence[Piece], *, draws: bool = True) -> None:
        """Draw parts one after the other, or only find where they would go."""
        self._draws = draws
        for rank, piece in enumerate(pieces):
            if isinstance(piece, Rows):
                self._rows(piece)
            else:
                if self._room() < self._needed(pieces[rank:]):
                    self._turn()
                if draws:
                    piece.draw(self.page, self.y)
                self.y += piece.height + piece.after

    def _room(self) -> float:
        return self._bottom - self.y

    def _needed(self, pieces: Sequence[Piece]) -> float:
        """Height of the first part and of those that it may not be parted from."""
        total = 0.0
        for piece in pieces:
            if isinstance(piece, Rows):
                return total + piece.least()
            total += piece.height
            if not piece.with_next:
                break
            total += piece.after
        return total

    def _turn(self) -> None:
        """Go on at the top of the next page, unless that would give no more room."""
        if self.y > self._top:
            self.page, self.y = self.page + 1, self._top

    def _rows(self, table: Rows) -> None:
        first = 0
        if table.whole and table.least() > self._room():
            self._turn()
        while first < len(table.heights):
            count = table.fitting(first, self._room())
            if not count:
                before = (self.page, self.y)
                self._turn()
                # A row higher than a page is drawn all the same.
                count = table.fitting(first, self._room()) or int(before == (self.page, self.y))
            if count:
                if self._draws:
                    table.draw(self.page, self.y, first, first + count)
                self.y += table.header + sum(table.heights[first : first + count])
                first += count
        self.y += table.after
