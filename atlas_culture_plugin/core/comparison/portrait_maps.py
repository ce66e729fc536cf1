# SPDX-License-Identifier: GPL-2.0-or-later
"""Which small map goes with a theme of a portrait: the territory among those around it, or its own parts.

Classes are made on the whole region, or on the departement of a commune: the portraits of neighbours then
have the same colours, and share one map.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import AtlasError
from ..library import Library
from ..mapping import prepare
from ..model import Indicator, Level, Territory
from ..request import DETAIL, NATIONAL, MapRequest
from ..territories import Territories
from .similar import CONTEXT

#: Least number of territories with a value, and of different values, for a map to tell something.
_ENOUGH = 3

_INSIDE = {
    Level.REGION: (Level.EPCI, Level.DEPARTEMENT),
    Level.DEPARTEMENT: (Level.EPCI, Level.DEPARTEMENT),
    Level.EPCI: (Level.EPCI, Level.COMMUNE),
    Level.COMMUNE: (Level.COMMUNE,),
}


class MapChooser:
    """Chooses maps; what it found of one territory serves its neighbours."""

    def __init__(self, library: Library, territories: Territories) -> None:
        """Keep where figures are."""
        self._library = library
        self._territories = territories
        self._tells: dict[MapRequest, bool] = {}

    def choose(self, territory: Territory, indicators: Sequence[Indicator]) -> MapRequest | None:
        """Return the map of the first of these indicators that can tell something around a territory."""
        for indicator in indicators:
            for level in self._levels(territory, indicator):
                within = self._within(territory, level)
                detail = NATIONAL if territory.level in (Level.REGION, Level.DEPARTEMENT) else DETAIL
                request = MapRequest(indicator.key, level, within=within, detail=detail)
                if level in indicator.years_by_level and self._tells_something(request):
                    return request
        return None

    def _levels(self, territory: Territory, indicator: Indicator) -> tuple[Level, ...]:
        """Levels to try: context is what differs inside an EPCI, culture what differs from its neighbours."""
        if is_one_piece(territory, self._territories):
            return (Level.DEPARTEMENT,)
        levels = _INSIDE[territory.level]
        return levels[::-1] if territory.level is Level.EPCI and indicator.theme == CONTEXT else levels

    def _within(self, territory: Territory, level: Level) -> str:
        """The territory that classes are made on."""
        region = f"{Level.REGION.prefix}-{territory.region}" if territory.region else territory.reference
        if territory.level is Level.REGION:
            return territory.reference
        if territory.level is Level.COMMUNE and territory.departement:
            around = f"{Level.DEPARTEMENT.prefix}-{territory.departement}"
            # Paris is all of its departement.
            return around if len(self._territories.within(Level.COMMUNE, around)) >= _ENOUGH else region
        # The communes of an EPCI of two regions are in none of them alone.
        astride = level is Level.COMMUNE and self._territories.spread(territory.code, Level.REGION) > 1
        return territory.reference if astride else region

    def _tells_something(self, request: MapRequest) -> bool:
        if request not in self._tells:
            self._tells[request] = self._has_differences(request)
        return self._tells[request]

    def _has_differences(self, request: MapRequest) -> bool:
        try:
            values = prepare(self._library, self._territories, request).values
        except AtlasError:
            return False
        real = values[~np.isnan(values)]
        return len(real) >= _ENOUGH and len(np.unique(real)) >= _ENOUGH


def is_one_piece(territory: Territory, territories: Territories) -> bool:
    """Whether a departement has too few EPCI for a map of its inside, as Paris: neighbours tell more."""
    inside = territories.within(Level.EPCI, territory.reference)
    return territory.level is Level.DEPARTEMENT and len(inside) < _ENOUGH
