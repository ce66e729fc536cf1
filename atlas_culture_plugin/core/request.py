# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user asks to be mapped."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Any

from .model import Level, Method, Mode

#: Outlines drawn where they are, for the whole country or for a part of it.
NATIONAL, DETAIL = "national", "detail"
#: Overseas territories drawn beside the metropole: for the eye only, in coordinates that are not theirs.
DISPLACED = "displaced"


@dataclass(frozen=True)
class MapRequest:
    """What the user asked for. Empty fields mean "the indicator's own default".

    ``indicator`` is an id or ``package/id``; ``within`` a territory reference such as ``REG-53``.

    ``second`` goes with two modes. Circles: ``indicator`` is the ratio that colours the areas and
    ``second`` the stock drawn over it. Bivariate: ``indicator`` runs along the horizontal axis of the
    legend and ``second`` along the vertical one. An evolution goes from ``since`` to ``year``; its
    classes are centred on zero, or on the change of the whole country with ``around_national``.

    ``threshold`` hides the ratios whose denominator is smaller. ``rounded`` forces round bounds, even
    where a territory then changes class. ``circle_maximum`` is the value of the largest circle, so that
    several maps share one scale; 0 takes the largest value of the map.

    ``boundaries`` names the vintage to draw on (``etalab-2025``, or its folder); empty for the one shipped.
    """

    indicator: str
    level: Level
    year: int | None = None
    within: str = ""
    method: Method | None = None
    classes: int | None = None
    palette: str = ""
    manual_bounds: tuple[float, ...] = ()
    detail: str = "auto"
    mode: Mode = Mode.SINGLE
    second: str = ""
    since: int | None = None
    around_national: bool = False
    threshold: float = 0.0
    rounded: bool = False
    circle_maximum: float = 0.0
    boundaries: str = ""

    def to_json(self) -> str:
        """Text form, kept in the project."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> MapRequest | None:
        """Read :meth:`to_json`'s text back; ``None`` when it is not one (a hand-edited project)."""
        try:
            raw: dict[str, Any] = json.loads(text)
            return cls(
                indicator=str(raw["indicator"]),
                level=Level(raw["level"]),
                year=_integer(raw.get("year")),
                within=str(raw.get("within", "")),
                method=Method(raw["method"]) if raw.get("method") else None,
                classes=_integer(raw.get("classes")),
                palette=str(raw.get("palette", "")),
                manual_bounds=tuple(float(x) for x in raw.get("manual_bounds", ())),
                detail=str(raw.get("detail", "auto")),
                # Projects made before these choices existed do not have them.
                mode=Mode(raw.get("mode", Mode.SINGLE.value)),
                second=str(raw.get("second", "")),
                since=_integer(raw.get("since")),
                around_national=bool(raw.get("around_national", False)),
                threshold=_positive(raw.get("threshold", 0.0)),
                rounded=bool(raw.get("rounded", False)),
                circle_maximum=_positive(raw.get("circle_maximum", 0.0)),
                boundaries=str(raw.get("boundaries", "")),
            )
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return None


def _integer(value: object) -> int | None:
    return None if value is None else int(str(value))


def _positive(value: object) -> float:
    number = float(str(value))
    if not (math.isfinite(number) and number >= 0):
        raise ValueError(value)
    return number
