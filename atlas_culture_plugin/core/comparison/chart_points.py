# SPDX-License-Identifier: GPL-2.0-or-later
"""From the figures of a comparison to the points of its charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..formatting import number
from ..i18n import tr
from ..model import Territory
from .chart_common import Point
from .colors import Look, reference_look, territory_looks
from .model import SIMILAR, Figure, Gap


def points_of(
    figures: Iterable[Figure], name: Callable[[Territory], str], looks: Mapping[str, Look] | None = None
) -> tuple[Point, ...]:
    """Return the territories of one indicator, then the references that have a level of value.

    A sum that a stock is a part of is left out: it would dwarf the territories and say nothing of them.

    Args:
        figures: the figures of one indicator.
        name: how a territory is called.
        looks: colours and shapes by reference; those of the figures' order when none is given.
    """
    known = tuple(figures)
    given = looks or territory_looks(one.territory.reference for one in known)
    found = [_territory(one, name(one.territory), given[one.territory.reference]) for one in known]
    references: dict[tuple[str, str], Point] = {}
    for figure in known:
        for gap in figure.gaps:
            perimeter = gap.reference
            if perimeter.is_single or not figure.is_stock:
                name_of = perimeter.key, perimeter.label
                references.setdefault(name_of, _reference(gap, len(references)))
    keys = {point.key for point in found}
    return (*found, *(point for point in references.values() if point.key not in keys))


def _territory(figure: Figure, label: str, look: Look) -> Point:
    note = ""
    if figure.rank is not None:
        note = tr("Rank {rank} of {count}").format(rank=number(figure.rank), count=number(figure.of))
    return Point(figure.territory.reference, label, figure.value, figure.status.label, look, note)


def _reference(gap: Gap, rank: int) -> Point:
    note = ""
    if gap.value is not None and gap.basis > 1:
        note = tr("Computed on {count} territories").format(count=number(gap.basis))
        if gap.missing:
            note = tr("{text}, {count} left out").format(text=note, count=number(gap.missing))
    label = gap.reference.label
    if gap.reference.key == SIMILAR:
        # Its full name would take the room of the bars; what is pointed at tells on how many it rests.
        label = tr("{count} similar").format(count=number(len(gap.reference.codes)))
    return Point(gap.reference.key, label, gap.value, gap.reason, reference_look(rank), note)
