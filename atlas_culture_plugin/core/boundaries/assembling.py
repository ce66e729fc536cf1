# SPDX-License-Identifier: GPL-2.0-or-later
"""The territories of a vintage from what its publisher gives: names, parents, populations, in code order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..model import Level, Territory
from ..territories import Territories

Rows = dict[Level, tuple[Territory, ...]]

#: Levels that communes make, and the attribute of a commune that says of which territory it is.
UPPER = {Level.REGION: "region", Level.DEPARTEMENT: "departement", Level.EPCI: "epci"}
_OVERSEAS = "97"


def assemble(read: Mapping[Level, Iterable[Territory]], known: Territories, year: int | None) -> Rows:
    """Return the territories of each level of a vintage.

    What the publisher does not say is taken from the boundaries that the plugin ships, by code, where it
    still holds: departements and regions of communes, EPCI when it gives none at all, names of upper levels
    that it does not publish, and the populations of territories whose perimeter is the same. A level that
    it does not publish is made of the communes.

    Args:
        read: what was read, in any order; a level may be absent, but not the communes.
        known: the boundaries that the plugin ships.
        year: the vintage, ``None`` when it is not known.
    """
    communes = _communes(list(read[Level.COMMUNE]), known)
    regions = {one.departement: one.region for one in communes if one.region}
    rows: Rows = {}
    for level, attribute in UPPER.items():
        members: dict[str, list[Territory]] = defaultdict(list)
        for commune in communes:
            members[getattr(commune, attribute)].append(commune)
        members.pop("", None)
        published = {one.code: one for one in read.get(level, ())}
        found = (_upper(level, code, members[code], published, known) for code in members)
        rows[level] = tuple(sorted(found, key=lambda one: one.code))
    peopled = [_peopled(one, known, year) for one in communes]
    rows[Level.COMMUNE] = tuple(sorted(peopled, key=lambda one: one.code))
    rows[Level.DEPARTEMENT] = tuple(
        replace(one, region=one.region or regions.get(one.code, "")) for one in rows[Level.DEPARTEMENT]
    )
    return {level: _summed(rows, level, known, year) for level in Level}


def _communes(communes: list[Territory], known: Territories) -> list[Territory]:
    has_groups = any(one.epci for one in communes)
    regions = {one.code: one.region for one in known.all(Level.DEPARTEMENT)}
    found = []
    for one in communes:
        departement = one.departement or one.code[: 3 if one.code.startswith(_OVERSEAS) else 2]
        epci = one.epci
        if not has_groups:
            today = known.get(Level.COMMUNE, (known.successor(one.code) or (one.code, ""))[0])
            epci = today.epci if today else ""
        found.append(
            replace(
                one, departement=departement, region=one.region or regions.get(departement, ""), epci=epci
            )
        )
    return found


def _upper(
    level: Level,
    code: str,
    members: list[Territory],
    published: Mapping[str, Territory],
    known: Territories,
) -> Territory:
    """A territory above communes, with the parents where most of its communes' inhabitants live."""
    named = published.get(code) or known.get(level, code)
    people: Counter[tuple[str, str]] = Counter()
    for one in members:
        today = known.get(Level.COMMUNE, one.code)
        people[one.departement, one.region] += one.population or (today and today.population) or 1
    (departement, region), _count = min(people.items(), key=lambda item: (-item[1], item[0]))
    return Territory(
        level=level,
        code=code,
        name=named.name if named else code,
        departement=departement if level is Level.EPCI else "",
        region="" if level is Level.REGION else region,
        population=named.population if named and code in published else None,
    )


def _peopled(one: Territory, known: Territories, year: int | None) -> Territory:
    """A commune with its inhabitants, unless its perimeter is no longer that of the census."""
    if one.population is not None:
        return one
    today = known.get(Level.COMMUNE, one.code)
    same = year is None or one.code not in known.changed(Level.COMMUNE, year, known.year)
    return replace(one, population=today.population if today and same else None)


def _summed(rows: Rows, level: Level, known: Territories, year: int | None) -> tuple[Territory, ...]:
    """The territories of a level with the sums of their communes, when all of these are known."""
    if level is Level.COMMUNE:
        return rows[level]
    people: dict[str, list[int | None]] = defaultdict(list)
    for commune in rows[Level.COMMUNE]:
        people[getattr(commune, UPPER[level])].append(commune.population)
    found = []
    for one in rows[level]:
        counts = [count for count in people[one.code] if count is not None]
        if len(counts) == len(people[one.code]):
            population: int | None = sum(counts)
        else:
            today = known.get(level, one.code)
            moved = level is Level.EPCI and (
                year is None or one.code in known.changed(level, year, known.year)
            )
            population = None if today is None or moved else today.population
        found.append(replace(one, population=population))
    return tuple(found)
