# SPDX-License-Identifier: GPL-2.0-or-later
"""From the codes of a published table to those of the territories in use, and the report of what moved.

Merged, delegated and associated communes and the arrondissements of Paris, Lyon and Marseille fold into the
commune that holds them. A figure published for a commune that has since been split, or for an EPCI that has
since gained or lost communes, says nothing of the territory that bears the code today: this is told, never
guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Level
from ..territories import Territories

#: Year of the geographic code that the plugin ships.
CURRENT_YEAR = 2026

MERGED = "merged"
DELEGATED = "delegated"
ASSOCIATED = "associated"
ARRONDISSEMENT = "arrondissement"
SPLIT = "split"
PERIMETER = "perimeter"
OVERSEAS = "overseas_collectivity"
UNKNOWN = "unknown"
NO_CODE = "no_code"

#: Communes that were split: year of the first geographic code that has the parts, communes that left. From
#: the vintages 2019 to 2026 of npm @etalab/decoupage-administratif; the passage table is silent on them.
SPLITS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "14712": (2020, ("14666",)),  # Saline: Troarn keeps the code, Sannerville left
    "15141": (2025, ("15031", "15035", "15047", "15171")),  # Neussargues en Pinatelle
    "60054": (2024, ("60694",)),  # Les Hauts-Talican: Beaumont-les-Nonains keeps the code
    "85084": (2024, ("85165", "85212")),  # Essarts en Bocage
}

#: EPCI that are exactly others put together: first year, the EPCI of the year before. Found by comparing the
#: members of the same vintages, on the communes of today; all other changes moved single communes.
UNIONS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "200089456": (2020, ("200035665", "242700623")),
    "200093201": (2021, ("245900410", "245901061")),  # Métropole européenne de Lille
    "200096956": (2022, ("200035459", "200036572")),  # Agglomération d'Agen
}

#: EPCI of the vintages 2019 to 2025 that are no more: their communes went to several, or to a wider one.
DISSOLVED = frozenset((
    "200012060", "200033207", "200035459", "200035665", "200036572", "200067221",
    "200067510", "200071157", "200077055", "241800325", "242700623", "243900412",
    "243900719", "243901071", "245900410", "245901061", "246201149", "247700438",
))  # fmt: skip
#: The changes of EPCI are known from this year on: what a table older than that covers cannot be told.
_EPCI_KNOWN_SINCE = 2019

#: Collectivities that are no departement, as regions and departements, and as the beginning of a commune.
#: Saint-Barthélemy and Saint-Martin were communes of Guadeloupe until 2007.
_COLLECTIVITIES = frozenset({"975", "977", "978", "984", "986", "987", "988", "989"})
_FORMER_COLLECTIVITIES = frozenset({"97123", "97127"})
#: Departements whose communes bear no code of that form since 1968 and 1976. In a table of today 75011 and
#: 20200 are postal codes: folding them as old codes would send Paris to the suburbs.
_POSTAL_ONLY = ("20", "75")


@dataclass(frozen=True)
class Event:
    """What happened to one code of a table; ``count`` is the number of its rows."""

    old: str
    new: str  #: code in use; empty where the rows have no territory
    kind: str
    count: int


@dataclass(frozen=True)
class Reconciliation:
    """Where each row of a table goes, and why.

    ``rows`` has the code in use of each row, None where it has none. ``events`` lists every code touched, in
    order; ``unknown`` the codes that exist nowhere ("" for none), the most frequent first. ``split`` has the
    communes whose rows cover more than the commune of today, with the communes that left them since;
    ``changed`` those whose perimeter is not that of the table, for any reason.
    """

    level: Level
    rows: tuple[str | None, ...]
    events: tuple[Event, ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()

    def dropped(self) -> dict[str, int]:
        """Return how many rows have no territory, by kind; ``no_code`` for those without a code."""
        rows: Counter[str] = Counter()
        for event in self.events:
            rows[event.kind] += 0 if event.new else event.count
        for code, count in self.unknown:
            rows[UNKNOWN if code else NO_CODE] += count
        return {kind: count for kind, count in sorted(rows.items()) if count}


def reconcile(
    codes: Sequence[str | None], level: Level, territories: Territories, cog_year: int = CURRENT_YEAR
) -> Reconciliation:
    """Bring the codes of a table to the territories in use.

    Args:
        codes: the code of each row, normalised; None or "" where there is none.
        level: what they are codes of.
        territories: the territories in use.
        cog_year: year of the geographic code that the table follows. A table that names the parts of a split
            commune is later than the split whatever its year.
    """
    counts = Counter(code or "" for code in codes)
    split = _splits(counts, level, cog_year)
    events: list[Event] = []
    unknown: list[tuple[str, int]] = []
    current: dict[str, str | None] = {}
    for code, count in counts.items():
        new, kind = _follow(code, level, territories, cog_year, counts, split)
        current[code] = new or None
        if kind == UNKNOWN:
            unknown.append((code, count))
        elif kind:
            events.append(Event(code, new, kind, count))
    return Reconciliation(
        level,
        tuple(current[code or ""] for code in codes),
        tuple(sorted(events, key=lambda event: (event.kind, event.old))),
        tuple(sorted(unknown, key=lambda pair: (-pair[1], pair[0]))),
        split,
        _changed(level, territories, cog_year),
    )


def _changed(level: Level, territories: Territories, cog_year: int) -> frozenset[str]:
    """Return the communes whose perimeter is not that of a table.

    The changes of 2020 are among those of 2021. A table of 2020 has them, and names both parts of the two
    communes that merged in 2021: they are told by their codes.
    """
    if level is not Level.COMMUNE:
        return frozenset()
    return territories.changed(level, 2021 if cog_year == 2020 else cog_year, CURRENT_YEAR)


def _splits(counts: Mapping[str, int], level: Level, cog_year: int) -> dict[str, tuple[str, ...]]:
    """Return the communes split after the table was made, with those that left them."""
    if level is not Level.COMMUNE:
        return {}
    return {
        mother: left
        for mother, (year, left) in SPLITS.items()
        if cog_year < year and not any(code in counts for code in left)
    }


def _follow(
    code: str,
    level: Level,
    territories: Territories,
    cog_year: int,
    counts: Mapping[str, int],
    split: Mapping[str, tuple[str, ...]],
) -> tuple[str, str]:
    """Return the code in use, empty when there is none, and what happened, empty when nothing did."""
    if _is_collectivity(level, code):
        return "", OVERSEAS
    if level is Level.COMMUNE:
        return (code, SPLIT) if code in split else _follow_commune(code, territories)
    if level is Level.EPCI:
        return _follow_epci(code, territories, cog_year, counts)
    return (code, "") if territories.known(level, code) else ("", UNKNOWN)


def _follow_commune(code: str, territories: Territories) -> tuple[str, str]:
    if territories.known(Level.COMMUNE, code):
        return code, ""
    new, kind = territories.successor(code) or ("", UNKNOWN)
    if code.startswith(_POSTAL_ONLY) and code[:2] != new[:2]:
        return "", UNKNOWN
    return new, kind


def _follow_epci(
    code: str, territories: Territories, cog_year: int, counts: Mapping[str, int]
) -> tuple[str, str]:
    existed = code in DISSOLVED or territories.known(Level.EPCI, code)
    if not existed:
        return "", UNKNOWN
    if cog_year < _EPCI_KNOWN_SINCE:
        return "", PERIMETER
    for new, (year, parts) in UNIONS.items():
        # One part alone is not the whole, and later changes may have moved communes in or out.
        steady = new not in territories.changed(Level.EPCI, max(year, cog_year), CURRENT_YEAR)
        if code in parts and cog_year < year and steady and all(part in counts for part in parts):
            return new, MERGED
    kept = code not in DISSOLVED and code not in territories.changed(Level.EPCI, cog_year, CURRENT_YEAR)
    return (code, "") if kept else ("", PERIMETER)


def _is_collectivity(level: Level, code: str) -> bool:
    if level is Level.EPCI:
        return False
    return code[:3] in _COLLECTIVITIES or code in _FORMER_COLLECTIVITIES
