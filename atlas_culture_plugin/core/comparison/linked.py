# SPDX-License-Identifier: GPL-2.0-or-later
"""Two to four maps seen together: what they share so that they can be compared, and how it is said.

Maps in the same unit share the bounds and the colours of their classes, whatever their indicators, years,
levels and territories: the classes are made on the values of all of them together, those of the method of
the first. Circles in the same unit share their scale: a circle of the same size is the same number on every
map. What cannot be shared, because the units differ, is said in the titles.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..classify import classify, round_bounds
from ..errors import AtlasError
from ..evolution import DEFAULT_CLASSES, symmetrical
from ..i18n import tr
from ..library import Library
from ..mapping import MapRequest, PreparedMap, prepare
from ..model import Level, Method, Mode, ValueKind
from ..palettes import SIDE
from ..series import fixed_bounds
from ..single import ROUND_DIGITS
from ..territories import Territories
from ..wording import typeset
from .linked_texts import Sharing, View, name_of, short_names, told

LEAST, MOST = 2, 4


@dataclass(frozen=True)
class Group:
    """Maps that share something, by their rank from 0.

    ``method`` and ``classes`` say how the bounds that they share were made; None and 0 for circles and
    categories. A map that shares nothing is a group of its own.
    """

    views: tuple[int, ...]
    method: Method | None = None
    classes: int = 0


@dataclass(frozen=True)
class Linked:
    """The maps, in the order asked, and the groups that share coloured classes or the scale of circles."""

    views: tuple[View, ...]
    areas: tuple[Group, ...]
    circles: tuple[Group, ...]

    @property
    def requests(self) -> tuple[MapRequest, ...]:
        """What each map shows, with what it shares fixed."""
        return tuple(view.request for view in self.views)


def link(
    library: Library,
    territories: Territories,
    requests: Sequence[MapRequest],
    diameters: Mapping[Level, float],
    shared: bool = True,
) -> Linked:
    """Fix what several maps share.

    Args:
        library: the packages.
        territories: the geographic code.
        requests: two to four maps.
        diameters: diameter of the largest circle of a map, by level, in any unit of length.
        shared: False leaves each map its own bounds and scale, and says so.

    Raises:
        AtlasError: too few or too many maps; see also :func:`~atlas_culture_plugin.core.mapping.prepare`.
    """
    if not LEAST <= len(requests) <= MOST:
        sentence = tr("Linked maps are shown by {least} to {most}, not by {count}.")
        raise AtlasError(sentence.format(least=LEAST, most=MOST, count=len(requests)))
    maps = tuple(prepare(library, territories, request) for request in requests)
    asked = [one.request for one in maps]
    areas = _groups(maps, _area_key, shared)
    circles = _groups(maps, _circle_key, shared)
    areas = [part for group in areas for part in _share_areas(group, maps, asked)]
    for group in circles:
        _share_circles(group, maps, asked, diameters)
    return Linked(_views(territories, maps, asked, areas, circles), tuple(areas), tuple(circles))


def _views(
    territories: Territories,
    maps: Sequence[PreparedMap],
    asked: Sequence[MapRequest],
    areas: Sequence[Group],
    circles: Sequence[Group],
) -> tuple[View, ...]:
    places = [typeset(territories.place_name(one.request.within) or tr("France")) for one in maps]
    short = short_names(maps, places)
    return tuple(
        View(
            request=asked[rank],
            name=name_of(one, places[rank]),
            short=short[rank],
            place=places[rank],
            sharing=told(Sharing(_kind(one), _others(areas, rank), _others(circles, rank), len(maps))),
        )
        for rank, one in enumerate(maps)
    )


def _kind(one: PreparedMap) -> str:
    key = _area_key(one)
    return "" if key is None else str(key[0])


def _others(groups: Sequence[Group], rank: int) -> tuple[int, ...] | None:
    """The other maps of the group of a map; None where it is in none."""
    found = next((group.views for group in groups if rank in group.views), None)
    return None if found is None else tuple(view for view in found if view != rank)


def circles_of(one: PreparedMap) -> PreparedMap | None:
    """The side of a map that is drawn as circles, None without one."""
    if one.mode is Mode.CIRCLES:
        return one.second
    return one if one.mode is Mode.SINGLE and one.indicator.kind is ValueKind.STOCK else None


def _unit(one: PreparedMap) -> str:
    """What must be the same for figures to be set side by side; without a unit, the indicator itself."""
    return one.unit or one.indicator.key


def _area_key(one: PreparedMap) -> tuple[Hashable, ...] | None:
    """What maps must have in common to share classes; None where no area is coloured by class."""
    if one.is_evolution:
        # About the change of the country, the centre is that of one indicator, at one level, in one period.
        own = (one.indicator.key, one.period, one.request.level) if one.request.around_national else ()
        return ("change", _unit(one), *own)
    if one.mode is Mode.BIVARIATE and one.second is not None:
        return ("crossing", _unit(one), _unit(one.second))
    if one.indicator.kind is ValueKind.TYPOLOGY:
        return ("categories", one.indicator.key)
    return ("classes", _unit(one)) if one.indicator.kind is ValueKind.RATIO else None


def _circle_key(one: PreparedMap) -> tuple[Hashable, ...] | None:
    side = circles_of(one)
    return None if side is None else (_unit(side),)


def _groups(
    maps: Sequence[PreparedMap],
    key_of: Callable[[PreparedMap], tuple[Hashable, ...] | None],
    shared: bool,
) -> list[Group]:
    found: dict[Hashable, list[int]] = {}
    for rank, one in enumerate(maps):
        key = key_of(one)
        if key is not None:
            found.setdefault(key if shared else rank, []).append(rank)
    return [Group(tuple(ranks)) for ranks in found.values()]


def _share_areas(group: Group, maps: Sequence[PreparedMap], asked: list[MapRequest]) -> list[Group]:
    """Give the maps of a group the same classes, in place; where it cannot be, each is a group of its own."""
    members = [maps[rank] for rank in group.views]
    lead = members[0]
    if lead.indicator.kind is ValueKind.TYPOLOGY and not lead.is_evolution:
        return [group]
    method, classes = lead.request.method, len(lead.classification.counts)
    if len(members) > 1:
        changes = _common(members)
        if changes is None:
            return [
                Group((rank,), maps[rank].request.method, len(maps[rank].classification.counts))
                for rank in group.views
            ]
        for rank in group.views:
            asked[rank] = replace(asked[rank], palette=lead.request.palette, **changes)
        classes = changes.get("classes", classes)
    return [Group(group.views, method, classes)]


def _common(members: Sequence[PreparedMap]) -> dict[str, Any] | None:
    """What the requests of several maps take so as to have the same classes; None when there are none."""
    lead = members[0]
    if lead.is_evolution:
        return _common_change(members)
    if lead.mode is Mode.BIVARIATE:
        across = _bounds(members)
        up = _bounds([one.second for one in members if one.second is not None])
        if not len(across) == len(up) == SIDE + 1:
            return None
        return {"method": Method.MANUAL, "manual_bounds": (*across, *up), "rounded": False}
    if all(_is_official(one) and one.indicator.key == lead.indicator.key for one in members):
        return {}
    bounds = _bounds(members)
    if not bounds:
        return None
    made = max(1, len(bounds) - 1)
    return {"method": Method.MANUAL, "manual_bounds": bounds, "classes": made, "rounded": False}


def _is_official(one: PreparedMap) -> bool:
    return one.request.method is Method.OFFICIAL


def _bounds(sides: Sequence[PreparedMap]) -> tuple[float, ...]:
    """Bounds made on the values of all the maps, as the first has its own made."""
    lead, values = sides[0], _union(sides)
    request = lead.request
    found = classify(
        values,
        request.method or Method.QUANTILE,
        request.classes or lead.indicator.default_classes,
        manual=request.manual_bounds,
        official=lead.indicator.official_bounds,
    )
    rounded = round_bounds(values, found, ROUND_DIGITS if request.rounded else None)
    return fixed_bounds(rounded.bounds, lead.decimals)


def _common_change(members: Sequence[PreparedMap]) -> dict[str, Any] | None:
    """Classes symmetrical about the same centre, wide enough for all the changes."""
    lead = next((one for one in members if one.classification.inner), None)
    if lead is None:
        return None
    inner = members[0].request.manual_bounds
    if not inner:
        middle = lead.classification.inner[len(lead.classification.inner) // 2]
        wanted = members[0].request.classes or DEFAULT_CLASSES
        inner = symmetrical(_union(members), wanted, middle).inner
    return {"manual_bounds": tuple(inner), "classes": len(inner) + 1}


def _union(sides: Sequence[PreparedMap]) -> npt.NDArray[np.float64]:
    """Every real value of several maps, once: a territory that two maps show counts for one."""
    found: dict[tuple[Hashable, ...], dict[str, float]] = {}
    for one in sides:
        series = (one.indicator.key, one.request.level, one.period, one.mode)
        real = ~np.isnan(one.values)
        codes = (code for code, is_real in zip(one.codes, real.tolist()) if is_real)
        found.setdefault(series, {}).update(zip(codes, one.values[real].tolist()))
    return np.array([value for values in found.values() for value in values.values()], dtype=np.float64)


def _share_circles(
    group: Group, maps: Sequence[PreparedMap], asked: list[MapRequest], diameters: Mapping[Level, float]
) -> None:
    """Give the circles of a group the same scale, in place.

    The area of a circle is ``diameter² × value / maximum``: it is the same for the same value on two maps
    where ``maximum / diameter²`` is, the diameter being that of the level of each map.
    """
    sides = [(rank, side) for rank in group.views if (side := circles_of(maps[rank])) is not None]
    if len(sides) < LEAST:
        return
    _rank, widest = max(sides, key=lambda one: one[1].maximum() / diameters[one[1].request.level] ** 2)
    lead = sides[0][1]
    for rank, side in sides:
        ratio = diameters[side.request.level] / diameters[widest.request.level]
        asked[rank] = replace(asked[rank], circle_maximum=widest.maximum() * ratio**2)
        if maps[rank].mode is Mode.SINGLE and lead.mode is Mode.SINGLE:
            asked[rank] = replace(asked[rank], palette=lead.request.palette)
