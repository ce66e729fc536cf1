# SPDX-License-Identifier: GPL-2.0-or-later
"""What linked maps are called, and how it is said what they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..i18n import tr
from ..prepared import PreparedMap
from ..request import MapRequest
from ..wording import typeset, upper_first


@dataclass(frozen=True)
class View:
    """One of several linked maps.

    ``name`` says all that it shows, ``short`` only what it does not have in common with the others;
    ``place`` is the territory that it is restricted to; ``sharing`` says what it shares with the others, or
    that it shares nothing.
    """

    request: MapRequest
    name: str
    short: str
    place: str
    sharing: str

    @property
    def title(self) -> str:
        """Name and sharing, for a window."""
        return f"{self.name} – {self.sharing}" if self.sharing else self.name

    @property
    def short_title(self) -> str:
        """What is its own and sharing, for a page whose title says the rest."""
        return f"{self.short} – {self.sharing}" if self.sharing else self.short


@dataclass(frozen=True)
class Sharing:
    """What a map shares: the ranks of the others, none at all (empty), or nothing to share (None)."""

    kind: str
    areas: tuple[int, ...] | None
    circles: tuple[int, ...] | None
    count: int


def told(sharing: Sharing) -> str:
    """What a map shares with the others, for its title."""
    parts = []
    if sharing.areas is not None:
        words = _CATEGORIES if sharing.kind == "categories" else _BOUNDS
        parts.append(_said(words, sharing.areas, sharing.count))
    if sharing.circles is not None:
        parts.append(_said(_CIRCLES, sharing.circles, sharing.count))
    return ", ".join(part for part in parts if part)


#: With all the others, with one, with several, with none.
_Words = tuple[Callable[[], str], Callable[[], str], Callable[[], str], Callable[[], str]]
_BOUNDS: _Words = (
    lambda: tr("same bounds"),
    lambda: tr("same bounds as map {maps}"),
    lambda: tr("same bounds as maps {maps}"),
    lambda: tr("bounds of its own"),
)
_CIRCLES: _Words = (
    lambda: tr("same scale of circles"),
    lambda: tr("same scale of circles as map {maps}"),
    lambda: tr("same scale of circles as maps {maps}"),
    lambda: tr("scale of circles of its own"),
)
_CATEGORIES: _Words = (
    lambda: tr("same categories"),
    lambda: tr("same categories as map {maps}"),
    lambda: tr("same categories as maps {maps}"),
    lambda: "",
)


def _said(words: _Words, others: Sequence[int], count: int) -> str:
    everyone, one, several, none = words
    if not others:
        return none()
    if len(others) == count - 1:
        return everyone()
    return (one() if len(others) == 1 else several()).format(maps=numbers(others))


def numbers(ranks: Sequence[int]) -> str:
    """Numbers of maps in a sentence, from 1: « 1, 3 et 4 »."""
    texts = [str(rank + 1) for rank in ranks]
    return tr(" and ").join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def name_of(one: PreparedMap, place: str) -> str:
    """All that a map shows: indicators, units, years, level, place."""
    headings = " × ".join(typeset(side.heading) for side in one.sides)
    return f"{headings} – {one.request.level.label}, {typeset(place)}"


def short_names(maps: Sequence[PreparedMap], places: Sequence[str]) -> list[str]:
    """What each map has of its own; all that it shows where two would read the same."""
    subjects = [tuple((side.indicator.key, side.mode) for side in one.sides) for one in maps]
    periods = [tuple(side.period for side in one.sides) for one in maps]
    levels = [one.request.level for one in maps]
    found = []
    for rank, one in enumerate(maps):
        parts = []
        if len(set(subjects)) > 1:
            parts.append(" × ".join(typeset(side.heading) for side in one.sides))
        elif len(set(periods)) > 1:
            parts.append(" × ".join(dict.fromkeys(periods[rank])))
        if len(set(levels)) > 1:
            parts.append(levels[rank].label)
        if len(set(places)) > 1:
            parts.append(typeset(places[rank]))
        found.append(", ".join(parts))
    if len(set(found)) < len(found):
        return [name_of(one, place) for one, place in zip(maps, places)]
    return found


def heading_of(sides: Sequence[PreparedMap]) -> str:
    """What the key of several maps is about: their indicator, else the unit that they have in common."""
    lead = sides[0]
    if len({side.heading for side in sides}) == 1:
        return typeset(lead.heading)
    if len({(side.title, side.unit) for side in sides}) == 1:
        said = not lead.unit or f"({lead.unit})" not in lead.heading
        return typeset(lead.title if said else f"{lead.title} ({lead.unit})")
    return upper_first(typeset(lead.unit))
