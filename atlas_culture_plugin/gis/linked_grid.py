# SPDX-License-Identifier: GPL-2.0-or-later
"""Where several maps go on a page: as large as can be, all of the same size. Geometry only: no QGIS here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .layout_flow import Box

#: Three maps leave a place in a square; so many keys hold in it.
_THREE, _FEW = 3, 2


@dataclass(frozen=True)
class Margins:
    """Height in mm kept over each map for its title, under it for its scale, and the space between maps."""

    over: float
    under: float
    gap: float = 4.0


@dataclass(frozen=True)
class Places:
    """Where the maps of a page go, row by row, and where its keys do."""

    cells: tuple[Box, ...]
    keys: Box


def places(body: Box, column: float, shapes: Sequence[float], margins: Margins, keys: int = 1) -> Places:
    """Place maps and keys so that the maps are largest.

    The keys are in a column at the right; those of three maps may be in the place of a fourth one.

    Args:
        body: where all of it goes.
        column: width of the keys.
        shapes: height over width of what each map shows.
        margins: what is not map in a cell.
        keys: number of keys.
    """
    limit = body.right - column
    beside = Box(body.left, body.top, limit - margins.gap - body.left, body.height)
    count = len(shapes)
    columns = max(range(1, count + 1), key=lambda one: (_area(beside, shapes, margins, one), -one))
    found = Places(_grid(beside, count, columns, margins.gap), Box(limit, body.top, column, body.height))
    if count != _THREE or keys > _FEW:
        return found
    if _area(body, shapes, margins, 2) <= _area(beside, shapes, margins, columns):
        return found
    *cells, last = _grid(body, _THREE + 1, 2, margins.gap)
    return Places(tuple(cells), map_box(last, margins))


def _grid(body: Box, count: int, columns: int, gap: float) -> tuple[Box, ...]:
    wide, high = _cell(body, columns, math.ceil(count / columns), gap)
    return tuple(
        Box(
            body.left + (rank % columns) * (wide + gap),
            body.top + (rank // columns) * (high + gap),
            wide,
            high,
        )
        for rank in range(count)
    )


def _cell(body: Box, columns: int, rows: int, gap: float) -> tuple[float, float]:
    return (body.width - (columns - 1) * gap) / columns, (body.height - (rows - 1) * gap) / rows


def _area(body: Box, shapes: Sequence[float], margins: Margins, columns: int) -> float:
    """How much of the page the maps themselves cover, with so many columns."""
    wide, high = _cell(body, columns, math.ceil(len(shapes) / columns), margins.gap)
    high = max(1.0, high - margins.over - margins.under)
    widths = (min(wide, high / shape) for shape in shapes)
    return sum(width * width * shape for width, shape in zip(widths, shapes))


def map_box(cell: Box, margins: Margins) -> Box:
    """The map of a cell, between its title and its scale."""
    height = max(1.0, cell.height - margins.over - margins.under)
    return Box(cell.left, cell.top + margins.over, cell.width, height)
