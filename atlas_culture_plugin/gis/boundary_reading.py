# SPDX-License-Identifier: GPL-2.0-or-later
"""A vintage read from its files: mended outlines at both details, and the levels that are not published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..core.boundaries.assembling import UPPER, Rows
from ..core.boundaries.features import city_of, drawn, read_features
from ..core.boundaries.fetching import Files
from ..core.errors import TerritoryError
from ..core.i18n import tr
from ..core.model import Level, Territory
from ..core.progress import Progress, check
from ..core.request import DETAIL, NATIONAL
from ..core.territories import territories
from . import boundary_shapes


@dataclass
class VintageRead:
    """What is read of a vintage: territories, and WKB by detail, level and code."""

    read: dict[Level, list[Territory]] = field(default_factory=dict)
    outlines: dict[str, dict[Level, dict[str, bytes]]] = field(default_factory=dict)
    mended: int = 0
    #: Territories drawn as in detail at the national scale too, for want of a coarser outline.
    finer: int = 0


def read(files: Files, progress: Progress) -> VintageRead:
    """Read the files of a vintage.

    Raises:
        TerritoryError: one is no list of territories, or there is no commune.
        Cancelled: the user stopped.
    """
    vintage = VintageRead()
    for rank, ((level, detail), pages) in enumerate(files.items()):
        progress.set_fraction(rank / len(files))
        shapes_of: dict[str, bytes] = {}
        told: set[str] = set()
        for one, wkb in _mended(pages, level, vintage, progress):
            # Pages that overlap give a territory twice: the same one.
            if one.code not in told and detail == DETAIL:
                vintage.read.setdefault(level, []).append(one)
            told.add(one.code)
            if wkb:
                shapes_of[one.code] = wkb
        vintage.outlines.setdefault(detail, {})[level] = shapes_of
    for by_level in vintage.outlines.values():
        by_level[Level.COMMUNE] = _cities(by_level[Level.COMMUNE])
    vintage.read[Level.COMMUNE] = _city_rows(vintage.read.get(Level.COMMUNE, []))
    if not vintage.read[Level.COMMUNE]:
        raise TerritoryError(
            tr("What was received has no commune of France: try again, or the other provider.")
        )
    return vintage


def _mended(
    pages: Sequence[Path], level: Level, vintage: VintageRead, progress: Progress
) -> Iterator[tuple[Territory, bytes]]:
    for page in pages:
        for number, one in enumerate(drawn(read_features(page), level)):
            if number % 1000 == 0:
                check(progress)
            wkb, was_mended = boundary_shapes.mended(one.wkb) if one.wkb else (b"", False)
            vintage.mended += was_mended
            yield one.territory, wkb


def _cities(communes: Mapping[str, bytes]) -> dict[str, bytes]:
    """Arrondissements folded into their city, where the city itself is not there."""
    parts: dict[str, list[bytes]] = {}
    for code, wkb in communes.items():
        if city_of(code):
            parts.setdefault(city_of(code), []).append(wkb)
    found = {code: wkb for code, wkb in communes.items() if not city_of(code)}
    missing = {city: boundary_shapes.joined(wkbs) for city, wkbs in parts.items() if city not in found}
    return {**found, **missing}


def _city_rows(communes: Sequence[Territory]) -> list[Territory]:
    known = territories()
    found = {one.code: one for one in communes if not city_of(one.code)}
    for one in communes:
        city = known.get(Level.COMMUNE, city_of(one.code))
        if city is not None:
            found.setdefault(city.code, city)
    return list(found.values())


def complete(vintage: VintageRead, rows: Rows, progress: Progress) -> set[Level]:
    """Draw what is missing: upper levels from their communes, coarse outlines from the fine ones."""
    dissolved: set[Level] = set()
    for detail in (DETAIL, NATIONAL):
        by_level = vintage.outlines.setdefault(detail, {})
        for rank, (level, attribute) in enumerate(UPPER.items()):
            check(progress)
            progress.set_fraction((rank + 3 * (detail == NATIONAL)) / 6)
            there = by_level.setdefault(level, {})
            missing = {one.code for one in rows[level] if one.code not in there}
            parents = {
                one.code: parent
                for one in rows[Level.COMMUNE]
                if (parent := getattr(one, attribute)) in missing
            }
            there.update(boundary_shapes.grouped(by_level[Level.COMMUNE], parents))
            if missing and len(missing) == len(rows[level]):
                dissolved.add(level)
    for level, fine in vintage.outlines[DETAIL].items():
        coarse = vintage.outlines[NATIONAL][level]
        absent = fine.keys() - coarse.keys()
        vintage.finer += len(absent)
        coarse.update({code: fine[code] for code in absent})
    return dissolved
