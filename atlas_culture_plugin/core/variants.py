# SPDX-License-Identifier: GPL-2.0-or-later
"""The same thing counted another way: the switches that an indicator brings to a map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .model import Indicator, Level, Method
from .request import MapRequest


@dataclass(frozen=True)
class Switch:
    """A choice between two indicators: ``other`` takes the place of the one on the map.

    ``is_on`` is true when the one on the map is the variant, and ``other`` the way back.
    """

    label: str
    other: Indicator
    is_on: bool


def variants_of(
    indicators: Iterable[Indicator], indicator: Indicator, level: Level | None = None
) -> list[Switch]:
    """Return the switches of an indicator, those that lead back last.

    Args:
        indicators: all those of the library, or of its package.
        indicator: the one on the map.
        level: keep what exists at this level only.
    """
    same = [one for one in indicators if one.package == indicator.package and one.id != indicator.id]
    known = {one.id: one for one in same if level is None or level in one.levels}
    forth = [
        Switch(variant.label, known[variant.indicator], False)
        for variant in indicator.variants
        if variant.indicator in known
    ]
    back = [
        Switch(variant.label, base, True)
        for base in known.values()
        for variant in base.variants
        if variant.indicator == indicator.id
    ]
    # Two that are each other's variant make one switch.
    there = {switch.other.id for switch in forth}
    return forth + [switch for switch in back if switch.other.id not in there]


def switched(request: MapRequest, other: Indicator) -> MapRequest:
    """The same map of another indicator of a switch.

    Both are of one kind and unit: even bounds given by hand stay. What the other does not have takes
    its own default.
    """
    level = request.level if request.level in other.levels else other.levels[0]
    years = other.years_by_level[level]
    year = request.year if request.year in years else years[-1]
    has_bounds = request.method is not Method.OFFICIAL or other.official_bounds
    return replace(
        request,
        indicator=other.key,
        level=level,
        year=year,
        since=request.since if request.since in years else None,
        method=request.method if has_bounds else other.default_method,
    )
