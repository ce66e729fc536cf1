# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of a portrait: figures beside their references, similar territories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..core.comparison import cells, portrait_charts
from ..core.comparison.portrait import Block, Portrait
from ..core.comparison.portrait_cells import NONE, Row, short_label
from ..core.comparison.similar import Neighbour, Similarity
from ..core.formatting import number
from ..core.i18n import tr
from ..core.model import Indicator, Territory
from ..core.territories import territories
from ..core.wording import typeset
from .portrait_flow import Rows
from .portrait_paper import CELL_MARGIN, CONTENT, GREY, MARGIN, Cell, Paper

#: Size of the texts of tables, in points.
SMALL = 6.8
#: Widths of the value, the rank, the position, and of the value and the gap of a reference, in mm.
_VALUE, _RANK, _POSITION, _REFERENCE, _GAP = 15.5, 21.5, 15.0, 17.5, 15.5
#: Least height of a row.
_LEAST = 4.4


def figures_table(paper: Paper, portrait: Portrait, block: Block) -> Rows:
    """The figures of a theme: a row each, a value and a gap for each reference."""
    count = len(portrait.references)
    # Three references leave no room for a drawing.
    position = [] if count > 2 else [_POSITION]
    against = [_REFERENCE, _GAP] * count if count < 3 else [_REFERENCE - 1, _GAP - 1] * count
    first = CONTENT - _VALUE - _RANK - sum(position) - sum(against)
    widths = [first, _VALUE, _RANK, *position, *against]
    # A table that goes on on another page is far from its heading.
    named = tr("{theme}: indicator, year").format(theme=typeset(block.theme.label))
    header = [Cell(named), Cell(tr("Value"), "right"), Cell(tr("Rank"), "right")]
    header += [Cell(tr("Position"), "center")] if position else []
    for one in portrait.references:
        header += [Cell(short_label(one), "right"), Cell(tr("gap or share"), "right")]
    rows = [_figure_cells(row, len(widths), bool(position)) for row in block.rows]
    quantiles = [row.figure.quantile for row in block.rows] if position else []
    return _table(paper, widths, header, rows, quantiles)


def _figure_cells(row: Row, columns: int, with_position: bool) -> list[Cell]:
    if row.figure.value is None:
        return [Cell(row.label), Cell(row.value, "left", bold=True, span=columns - 1)]
    found = [Cell(row.label), Cell(row.value, "right", bold=True), Cell(row.rank, "right", color=GREY)]
    found += [Cell("")] if with_position else []
    for one in row.against:
        found += [Cell(one.value, "right"), Cell(one.gap, "right", color=GREY)]
    return found


def similar_table(paper: Paper, like: Similarity, most: int) -> Rows:
    """The closest similar territories: how far, and their figures for what they are compared on."""
    variables = like.variables[:4]
    each = 26.0
    distance = 22.0
    first = CONTENT - distance - each * len(variables)
    header = [Cell(tr("Territory")), Cell(tr("Distance"), "right")]
    header += [Cell(typeset(one.label), "right") for one in variables]
    own = [Cell(_name_of(like.territory), bold=True), Cell(NONE, "right")]
    own += _like_cells(variables, like.values, like.texts, bold=True)
    rows = [own, *(_similar_cells(one, variables) for one in like.neighbours[:most])]
    found = _table(paper, [first, distance, *([each] * len(variables))], header, rows, [])
    return replace(found, whole=True)


def _similar_cells(one: Neighbour, variables: Sequence[Indicator]) -> list[Cell]:
    found = [Cell(_name_of(one.territory)), Cell(number(one.distance, 2), "right", color=GREY)]
    return found + _like_cells(variables, one.values, one.texts)


def _like_cells(
    variables: Sequence[Indicator],
    values: Sequence[float | None],
    texts: Sequence[str],
    *,
    bold: bool = False,
) -> list[Cell]:
    known = zip(variables, values, texts)
    return [Cell(_cell(one, value, text), "right", bold=bold) for one, value, text in known]


def _name_of(territory: Territory) -> str:
    return typeset(territories().label(territory))


def _cell(indicator: Indicator, value: float | None, text: str) -> str:
    if value is not None:
        return cells.amount(value, indicator)
    return typeset(cells.category(indicator, text)) if text else NONE


def _table(
    paper: Paper,
    widths: Sequence[float],
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    quantiles: Sequence[float | None],
) -> Rows:
    """A table whose texts are wrapped; ``quantiles`` are drawn in its fourth column."""
    top, head = _fitted(paper, widths, header, bold=True)
    fitted = [_fitted(paper, widths, row) for row in rows]
    heights = tuple(height for height, _cells in fitted)

    def draw(page: int, y: float, first: int, last: int) -> None:
        body = [cells_ for _height, cells_ in fitted[first:last]]
        shown = heights[first:last]
        paper.table(page, MARGIN, y, widths, [head, *body], [top, *shown], SMALL)
        places = quantiles[first:last]
        if any(place is not None for place in places):
            svg = portrait_charts.positions(shown, places, widths[3], paper.look.family, paper.look.main)
            paper.drawing(page, MARGIN + sum(widths[:3]), y + top, svg, (widths[3], sum(shown)))

    return Rows(top, heights, draw, after=1.5)


def _fitted(
    paper: Paper, widths: Sequence[float], row: Sequence[Cell], *, bold: bool = False
) -> tuple[float, list[Cell]]:
    """The height of a row, and its cells with the line breaks that their columns call for."""
    found, height, column = [], _LEAST, 0
    for cell in row:
        width = sum(widths[column : column + cell.span]) - 2 * CELL_MARGIN
        # A line may break after a hyphen too.
        hyphened = cell.text.replace("-", "- ")
        text = paper.wrapped(hyphened, width, SMALL, bold=bold or cell.bold).replace("- ", "-")
        found.append(Cell(text, cell.side, cell.bold, cell.color, cell.span))
        height = max(height, paper.height(text, 1000, SMALL, bold=bold or cell.bold) + 2 * CELL_MARGIN)
        column += cell.span
    return height, found
