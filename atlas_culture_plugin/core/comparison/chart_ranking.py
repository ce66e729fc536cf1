# SPDX-License-Identifier: GPL-2.0-or-later
"""Territories among all those of their level, from the highest value to the lowest, as an SVG text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..formatting import number
from ..i18n import tr
from ..model import Level
from ..svg import wrapped
from .chart_common import Canvas, Cell, Chart, Measure, Paper, Point
from .chart_rows import Row, draw_rows

#: Rows at the top and at the bottom, and around each territory.
ENDS, AROUND = 3, 2
#: Rows that a chart has at most: with more, neighbours are left out, then the ends.
MOST = 40


@dataclass(frozen=True)
class _Order:
    """Positions of the values from the highest, with their ranks: shared by ties."""

    codes: Sequence[str]
    values: npt.NDArray[np.float64]
    positions: npt.NDArray[np.intp]
    ranks: npt.NDArray[np.intp]

    @property
    def count(self) -> int:
        """How many have a value."""
        return int(self.positions.size)

    def ties(self, place: int) -> int:
        """How many others have the rank of this place."""
        return int(np.count_nonzero(self.ranks == self.ranks[place])) - 1


def ranking(
    level: Level,
    codes: Sequence[str],
    values: npt.ArrayLike,
    name: Callable[[str], str],
    points: Sequence[Point],
    measure: Measure,
    paper: Paper,
) -> Chart:
    """Draw the compared territories among those before and after them, the first and the last ones.

    Rank 1 is the highest value; ties share a rank, which is then read on several rows. Rows left out are
    replaced by a sentence with their number. Territories without a value have no rank and come last.

    Args:
        level: level of all of them.
        codes: all the territories of the level.
        values: their values; NaN is "no value".
        name: name of a territory from its code.
        points: the compared territories of that level; references are left out.
        measure: what the values are.
        paper: size and font.
    """
    canvas = Canvas(paper, measure.title)
    compared = {point.key: point for point in points if not point.is_reference}
    prefix = f"{level.prefix}-"
    rows_compared = [rank for rank, code in enumerate(codes) if prefix + code in compared]
    order = _ordered(codes, values, rows_compared)
    marked = np.flatnonzero(np.isin(order.positions, rows_compared)).tolist()
    top = canvas.head(measure.heading(paper), 0, bold=True)
    count = tr("Ranks among {count} {level} that have a value; ties share a rank.")
    label = level.label if level.label.isupper() else level.label.lower()
    text = count.format(count=number(order.count), level=label)
    top = canvas.head(wrapped(text, paper.width, paper.size, 2), top) + 0.8
    rows: list[Row] = []
    data: list[tuple[Cell, ...]] = []
    last = -1
    shown = _shown(order.count, marked)
    for place in shown:
        if place > last + 1:
            rows.append(_left_out(place - last - 1))
        last = place
        code = _code(order, place)
        point = compared.get(prefix + code) or Point(prefix + code, name(code), 0.0)
        row = _row(order, place, point, prefix + code in compared)
        rows.append(row)
        data.append(_cells(row, measure))
    if shown and last < order.count - 1:
        rows.append(_left_out(order.count - 1 - last))
    seen = {row.point.key for row in rows if row.point}
    without = [point for point in compared.values() if point.known is None and point.key not in seen]
    for point in without[:MOST]:
        rows.append(Row(point))
        data.append(_cells(rows[-1], measure))
    beyond = len(marked) - len([row for row in rows if row.compared and row.rank]) + len(without[MOST:])
    if beyond:
        text = tr("{count} of the compared territories are not drawn.").format(count=number(beyond))
        rows.append(Row(None, sentence=text))
    if not rows:
        rows = [Row(None, sentence=tr("There is no value to show here."))]
    header = (tr("Rank"), tr("Reference"), tr("Name"), tr("Value"), tr("Unit"), tr("Status"))
    return canvas.chart(draw_rows(canvas, rows, measure, top), header, data)


def _ordered(codes: Sequence[str], values: npt.ArrayLike, first: Sequence[int]) -> _Order:
    """Highest first; of ties, the positions of ``first``, then in the order of the codes given."""
    array = np.asarray(values, dtype=np.float64).ravel()
    known = np.flatnonzero(np.isfinite(array))
    later = ~np.isin(known, first)
    positions = known[np.lexsort((later, -array[known]))]
    ordered = array[positions]
    ranks = np.searchsorted(-ordered, -ordered, side="left") + 1
    return _Order(codes, ordered, positions, ranks)


def _code(order: _Order, place: int) -> str:
    return order.codes[int(order.positions[place])]


def _shown(count: int, marked: Sequence[int]) -> list[int]:
    """Places to draw, ascending: with all their neighbours, or fewer where that makes too many rows."""
    for ends, around in ((ENDS, AROUND), (ENDS, 1), (ENDS, 0), (1, 0), (0, 0)):
        found = set(_span(0, ends, count)) | set(_span(count - ends, count, count))
        for place in marked:
            found |= set(_span(place - around, place + around + 1, count))
        found = _joined(found)
        if len(found) <= MOST:
            return sorted(found)
    return list(marked[:MOST])


def _span(start: int, stop: int, count: int) -> Iterable[int]:
    return range(max(0, start), min(count, stop))


def _joined(places: set[int]) -> set[int]:
    """One row alone is drawn rather than told to be left out."""
    return places | {place + 1 for place in places if place + 2 in places}


def _left_out(count: int) -> Row:
    return Row(None, sentence=tr("… {count} more …").format(count=number(count)))


def _row(order: _Order, place: int, point: Point, compared: bool) -> Row:
    rank, ties = int(order.ranks[place]), order.ties(place)
    alone = tr("Rank {rank} of {count}").format(rank=number(rank), count=number(order.count))
    text = tr("{text}, tied with {count} others").format(text=alone, count=number(ties)) if ties else alone
    # A point that comes from a comparison tells its rank already.
    note = text if point.note in ("", alone) else f"{text}\n{point.note}"
    return Row(replace(point, value=float(order.values[place]), note=note), rank, compared)


def _cells(row: Row, measure: Measure) -> tuple[Cell, ...]:
    point = row.point
    if point is None:
        return ()
    status = "" if point.known is not None else point.why
    return row.rank or None, point.key, point.label, point.known, measure.unit, status
