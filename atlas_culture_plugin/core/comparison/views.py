# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps to put side by side for territories that are compared: the inside of each, at one level."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Indicator, Level, Territory
from ..request import MapRequest

#: Maps that are still read together.
MOST = 4
#: Levels of the maps inside a territory, the most readable first.
_INSIDE = {
    Level.REGION: (Level.EPCI, Level.DEPARTEMENT, Level.COMMUNE),
    Level.DEPARTEMENT: (Level.EPCI, Level.COMMUNE),
    Level.EPCI: (Level.COMMUNE,),
}


def views_of(indicator: Indicator, territories: Sequence[Territory], year: int | None) -> list[MapRequest]:
    """Return the maps of an indicator in the first four territories; two at least.

    Where the indicator is not published inside them, it is mapped among their like: in the region of each,
    else in the whole country. A territory alone is set beside its region, or France.

    Args:
        indicator: what is mapped.
        territories: those compared, one at least.
        year: year of the figures; None for the latest.
    """
    found = [_inside(indicator, one, year) or _around(indicator, one, year) for one in territories]
    kept = list(dict.fromkeys(one for one in found if one is not None))[:MOST]
    if len(kept) == 1:
        kept += _wider(kept[0], territories[0])
    return kept


def _inside(indicator: Indicator, territory: Territory, year: int | None) -> MapRequest | None:
    levels = [one for one in _INSIDE.get(territory.level, ()) if one in indicator.years_by_level]
    return _request(indicator, levels[0], territory.reference, year) if levels else None


def _around(indicator: Indicator, territory: Territory, year: int | None) -> MapRequest | None:
    """Among the territories of its level: those of its EPCI for a commune, else of its region."""
    if territory.level not in indicator.years_by_level:
        return None
    if territory.level is Level.COMMUNE and territory.epci:
        return _request(indicator, territory.level, f"EPCI-{territory.epci}", year)
    within = f"REG-{territory.region}" if territory.region and territory.level is not Level.REGION else ""
    return _request(indicator, territory.level, within, year)


def _wider(one: MapRequest, territory: Territory) -> list[MapRequest]:
    region = f"REG-{territory.region}" if territory.region else ""
    within = region if region and one.within not in ("", region) else ""
    return [] if within == one.within else [MapRequest(one.indicator, one.level, one.year, within)]


def _request(indicator: Indicator, level: Level, within: str, year: int | None) -> MapRequest:
    taken = indicator.latest_year(level) if year is None else indicator.nearest_year(level, year)
    return MapRequest(indicator.key, level, taken, within)
