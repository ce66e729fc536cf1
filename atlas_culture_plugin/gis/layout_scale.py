# SPDX-License-Identifier: GPL-2.0-or-later
"""Scale bars: a round number of kilometres, about a quarter of the width of their map."""

from __future__ import annotations

import math

from qgis.core import Qgis, QgsLayoutItemMap, QgsLayoutItemScaleBar

from ..core.formatting import NO_BREAK
from .layout_items import is_ours, mark

#: Share of the width of a map that its bar takes, at most.
_MAIN, _INSET = 0.24, 0.45
#: Longest bar in mm: beyond, it would weigh more than the map.
_LONGEST = 50.0


def fill(bar: QgsLayoutItemScaleBar, frame: QgsLayoutItemMap, name: str) -> None:
    """Link a bar to its map and give it a round length; ``name`` is printed after the unit.

    A length or a unit changed by hand stays.
    """
    bar.setLinkedMap(frame)
    now = _state(bar)
    if not is_ours(bar, "scale", now):
        return
    share = _MAIN if name else _INSET
    segments = bar.numberOfSegments()
    longest = min(_LONGEST, frame.rect().width() * share) * frame.scale() / 1_000_000
    bar.setUnits(Qgis.DistanceUnit.Kilometers)
    bar.setUnitsPerSegment(round_down(longest / segments))
    bar.setUnitLabel(f"km{NO_BREAK}({name})" if name else "km")
    bar.resizeToMinimumWidth()
    mark(bar, "scale", _state(bar))


def round_down(value: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not above a value.

    >>> round_down(73.2)
    50.0
    """
    if not value > 0 or math.isinf(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return float(max(digit * power for digit in (1, 2, 5) if digit * power <= value * (1 + 1e-9)))


def _state(bar: QgsLayoutItemScaleBar) -> str:
    return f"{bar.unitsPerSegment():g} {bar.unitLabel()} {bar.numberOfSegments()}"
