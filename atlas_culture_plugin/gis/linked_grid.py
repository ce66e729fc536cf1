# SPDX-License-Identifier: GPL-2.0-or-later
"""Where several maps go on a page: as large as can be, all of the same size. Geometry only: no QGIS here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .layout_flow import Box


@dataclass(frozen=True)
class Margins:
    """Height in mm kept over each map for its title, under it for its scale, and the space between maps."""

    over: float
    under: float
    gap: float = 4.0


def grid(body: Box, shapes: Sequence[float], margins: Margins) -> tuple[Box, ...]:
    """Cells of the maps, row by row, with the number of columns that makes the maps largest.

    Args:
        body: where all the maps go.
        shapes: height over width of what each map shows.
        margins: what is not map in a cell.
    """
    count = len(shapes)
    columns = max(range(1, count + 1), key=lambda one: (_area(body, shapes, margins, one), -one))
    rows = math.ceil(count / columns)
    wide, high = _cell(body, columns, rows, margins.gap)
    return tuple(
        Box(
            body.left + (rank % columns) * (wide + margins.gap),
            body.top + (rank // columns) * (high + margins.gap),
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
