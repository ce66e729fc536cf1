# SPDX-License-Identifier: GPL-2.0-or-later
"""What is asked of a comparison, and what it answers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from ..model import Indicator, Level, Status, Territory, ValueKind

#: Names of references that follow each territory.
FRANCE, METRO = "FRANCE", "METRO"
REGION, DEPARTEMENT, EPCI, SIMILAR = "REGION", "DEPARTEMENT", "EPCI", "SIMILAR"
NAMED_REFERENCES = (FRANCE, METRO, REGION, DEPARTEMENT, EPCI, SIMILAR)
#: Parent level of the references that are one.
PARENT_LEVELS = {REGION: Level.REGION, DEPARTEMENT: Level.DEPARTEMENT, EPCI: Level.EPCI}
#: Similar territories taken together, unless the user says how many.
DEFAULT_SIMILAR = 10


@dataclass(frozen=True)
class ComparisonRequest:
    """What to compare with what.

    ``territories`` and ``references`` are written as in the interface: ``REG-53``, ``FRANCE``, ``REGION``,
    ``SIMILAR``. ``indicators`` are ids or ``package/id``; none means all those offered. ``year`` is the
    year wanted of every indicator, the nearest one being taken; none means the latest of each.
    ``similar_variables`` are the indicators that similarity is measured on, none for the usual ones.
    """

    territories: tuple[str, ...]
    references: tuple[str, ...] = (FRANCE,)
    indicators: tuple[str, ...] = ()
    year: int | None = None
    similar_count: int = DEFAULT_SIMILAR
    similar_variables: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Text form, kept in the project."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ComparisonRequest | None:
        """Read :meth:`to_json`'s text back; ``None`` when it is not one (a hand-edited project)."""
        try:
            raw: dict[str, Any] = json.loads(text)
            year = raw.get("year")
            return cls(
                territories=_texts(raw["territories"]),
                references=_texts(raw.get("references", (FRANCE,))),
                indicators=_texts(raw.get("indicators", ())),
                year=None if year is None else int(year),
                similar_count=max(1, int(raw.get("similar_count", DEFAULT_SIMILAR))),
                similar_variables=_texts(raw.get("similar_variables", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return None


@dataclass(frozen=True)
class Perimeter:
    """Territories of one level taken together, or one territory: what a figure is compared with.

    ``key`` is how it was asked for (``FRANCE``, ``REGION``, ``SIMILAR``, ``REG-53``), ``label`` its name for
    the reader (« Bretagne », « 10 similar territories »). ``codes`` are at ``level``, that of the territory
    compared, unless the reference is a single territory of another level, read at its own. ``territory`` is
    the one whose extent this is, None for the country and for a set.
    """

    key: str
    label: str
    level: Level
    codes: tuple[str, ...]
    territory: Territory | None = None

    @property
    def identity(self) -> tuple[str, Level, tuple[str, ...]]:
        """What tells two perimeters apart without reading 35,000 codes."""
        name = self.territory.reference if self.territory else self.key
        return name, self.level, self.codes if self.key == SIMILAR else ()

    @property
    def is_single(self) -> bool:
        """Whether it is one territory, whose own figure is the reference."""
        return self.territory is not None and self.territory.level is self.level


@dataclass(frozen=True)
class Gap:
    """A figure against one reference.

    ``value`` is that of the reference, None where it has none: ``reason`` then says why. ``basis`` is the
    number of territories behind it and ``missing`` those left out because their figure is not available
    or secret. ``absolute`` is value - reference, in the unit of the indicator (points for a percentage),
    ``percent`` the same in % of the reference. ``share`` is the part of the reference's total that the
    territory holds, in %: it takes the place of both where a stock is set against a sum. ``classes`` is
    the number of classes of the map between both, where classes were asked for.
    """

    reference: Perimeter
    value: float | None
    basis: int
    missing: int = 0
    absolute: float | None = None
    percent: float | None = None
    share: float | None = None
    classes: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Earlier:
    """The figure of the earliest year published at the level, and the change since.

    ``change`` is in % for a stock, else a difference in the unit; None where a value is missing.
    ``perimeter_changed`` says that the territory is no longer the same.
    """

    year: int
    value: float | None
    status: Status
    change: float | None
    perimeter_changed: bool


@dataclass(frozen=True)
class Figure:
    """One territory, one indicator.

    ``rank`` is 1 for the highest value and shared by ties; ``of`` counts the territories of the level that
    have a real value. ``quantile`` goes from 0 to 1: the share of them that are below, ties counted half.
    ``text`` is the category of a typology, which has neither rank nor gap. ``class_number`` goes from 1 to
    ``class_count``, 0 where classes were not asked for or there is none.
    """

    territory: Territory
    indicator: Indicator
    year: int
    value: float | None
    status: Status
    text: str = ""
    rank: int | None = None
    of: int = 0
    quantile: float | None = None
    class_number: int = 0
    class_count: int = 0
    earlier: Earlier | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def is_stock(self) -> bool:
        """Whether the value may be summed."""
        return self.indicator.kind is ValueKind.STOCK


@dataclass(frozen=True)
class Absent:
    """An indicator that has no figure at the level of a territory."""

    territory: Territory
    indicator: Indicator


@dataclass(frozen=True)
class Comparison:
    """The answer: one figure per territory and indicator, indicator by indicator in the order asked.

    ``notes`` are sentences for the reader: special cases of the territories, references left out, levels
    that do not nest. ``absent`` are the pairs that have no figure because of the level.
    """

    request: ComparisonRequest
    territories: tuple[Territory, ...]
    indicators: tuple[Indicator, ...]
    figures: tuple[Figure, ...]
    absent: tuple[Absent, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, indicator: Indicator) -> tuple[Figure, ...]:
        """The figures of one indicator, in the order of the territories."""
        return tuple(one for one in self.figures if one.indicator.key == indicator.key)


def _texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, (list, tuple)):
        raise TypeError(raw)
    return tuple(str(one) for one in raw)
