# SPDX-License-Identifier: GPL-2.0-or-later
"""What differs between a vintage and the boundaries that the figures of packages follow.

Figures are joined by code. Where the same code is no longer the same perimeter, they are "not available":
never those of another perimeter, never zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from ..model import Level
from ..territories import Territories
from .assembling import UPPER, Rows

#: How many territories a whole vintage has, from the smallest to the largest number seen since 2015 or to
#: be expected soon: mergers of communes and of EPCI are small steps.
EXPECTED = {
    Level.REGION: (18, 18),
    Level.DEPARTEMENT: (101, 101),
    Level.EPCI: (1200, 1300),
    Level.COMMUNE: (34500, 36000),
}


class Kind(str, Enum):
    """How a code differs."""

    NEW = "new"  #: in the vintage, not in the boundaries shipped
    GONE = "gone"  #: in the boundaries shipped, not in the vintage
    CHANGED = "changed"  #: in both, with another perimeter


@dataclass(frozen=True)
class Difference:
    """A code that differs; ``other`` is the commune that holds its land on the other side, if known."""

    level: Level
    code: str
    name: str
    kind: Kind
    other: str = ""


def unplaced(rows: Rows, known: Territories) -> list[str]:
    """Return the communes shipped that a vintage does not have: where their land went is to be looked for."""
    there = {one.code for one in rows[Level.COMMUNE]}
    return [code for code in known.codes(Level.COMMUNE) if code not in there]


def differences(
    rows: Rows, known: Territories, year: int | None, located: Mapping[str, str]
) -> list[Difference]:
    """Compare a vintage with the boundaries shipped.

    Args:
        rows: the territories of the vintage.
        known: the boundaries shipped.
        year: the vintage, ``None`` when it is not known.
        located: for communes of :func:`unplaced`, the commune of the vintage where they lie.
    """
    found = list(_communes(rows, known, year, located))
    for level in UPPER:
        found += _uppers(rows, known, year, located, level)
    return found


def _communes(
    rows: Rows, known: Territories, year: int | None, located: Mapping[str, str]
) -> Iterator[Difference]:
    names = {one.code: one.name for one in rows[Level.COMMUNE]}
    changed = set() if year is None else set(known.changed(Level.COMMUNE, year, known.year))
    for code, name in names.items():
        if not known.known(Level.COMMUNE, code):
            today = (known.successor(code) or ("", ""))[0]
            changed.add(today)
            yield Difference(Level.COMMUNE, code, name, Kind.NEW, today)
    for code in unplaced(rows, known):
        home = located.get(code, "")
        # Where the vintage is older, the land of a commune re-established since is still in its neighbour.
        changed.add(home)
        yield Difference(Level.COMMUNE, code, _name(known, Level.COMMUNE, code), Kind.GONE, home)
    for code in sorted(changed & names.keys()):
        if known.known(Level.COMMUNE, code):
            yield Difference(Level.COMMUNE, code, names[code], Kind.CHANGED)


def _uppers(
    rows: Rows, known: Territories, year: int | None, located: Mapping[str, str], level: Level
) -> Iterator[Difference]:
    attribute = UPPER[level]
    lost = {code for code in unplaced(rows, known) if code not in located}

    def today(code: str) -> str:
        return (known.successor(code) or (code, ""))[0]

    now = _members((getattr(one, attribute), today(one.code)) for one in rows[Level.COMMUNE])
    before = _members(
        (getattr(one, attribute), today(located.get(one.code, one.code)))
        for one in known.all(Level.COMMUNE)
        if one.code not in lost
    )
    # The list of changes takes a departement where a commune was re-established for another one.
    listed = year is not None and level is Level.EPCI
    moved = known.changed(level, year, known.year) if listed and year is not None else frozenset()
    for one in rows[level]:
        if not known.known(level, one.code):
            yield Difference(level, one.code, one.name, Kind.NEW)
        elif now.get(one.code) != before.get(one.code) or one.code in moved:
            yield Difference(level, one.code, one.name, Kind.CHANGED)
    codes = {one.code for one in rows[level]}
    for code in known.codes(level):
        if code not in codes:
            yield Difference(level, code, _name(known, level, code), Kind.GONE)


def _members(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for parent, code in pairs:
        if parent:
            found[parent].add(code)
    return found


def _name(known: Territories, level: Level, code: str) -> str:
    found = known.get(level, code)
    return found.name if found else code


def counts(rows: Rows, found: Iterable[Difference]) -> dict[str, dict[str, object]]:
    """Return, by level, how many territories there are, how many are expected, and how many differ."""
    told: dict[str, dict[str, object]] = {}
    listed = list(found)
    for level in Level:
        low, high = EXPECTED[level]
        count = len(rows[level])
        told[level.value] = {
            "count": count,
            "expected": [low, high],
            "as_expected": low <= count <= high,
            **{
                kind.value: sum(1 for one in listed if one.level is level and one.kind is kind)
                for kind in Kind
            },
        }
    return told
