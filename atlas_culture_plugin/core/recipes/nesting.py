# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the codes of a table go: territories, those that hold them, what the table cannot tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..model import Level
from ..table import FloatArray
from ..territories import Territories
from .measures import populations
from .recipe import SUMS_TO
from .reconcile import Reconciliation

Places = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Nesting:
    """The territories of a level, in order, and where each of them is in the wider levels."""

    codes: list[str]
    places: dict[str, int]
    population: FloatArray  #: NaN where it is unknown
    people: FloatArray  #: the same, 0 where it is unknown: a weight
    #: For each level, the place of the territory that holds each one, -1 for none.
    parents: Mapping[Level, Places]
    #: How many territories each level has.
    sizes: Mapping[Level, int]


@dataclass(frozen=True)
class Placing:
    """Where each code of a table goes, which row it is of, and what the table cannot tell."""

    base: Nesting
    rows: Places  #: the row of each code
    places: Places  #: -1 for the codes that have no territory, or that of another code of the row
    codes: Sequence[str | None]
    uncovered: Mask
    inapplicable: Mask
    #: The place of the commune that kept the code of a split one, and those of the communes that left.
    left: Mapping[int, list[int]]
    #: Places whose perimeter is not that of the table.
    changed: list[int]
    #: Rows that have several territories.
    several: Places


def placing(
    told: Reconciliation,
    codes: Sequence[str | None],
    territories: Territories,
    untold: tuple[Mapping[Level, Collection[str]], Mapping[Level, Collection[str]]],
    rows: Sequence[int] | None,
) -> Placing:
    """Place the codes of a table.

    Args:
        told: where each code goes.
        codes: the codes that the table has.
        territories: the territories in use.
        untold: what the source says nothing about, and where there can be nothing, by level.
        rows: the row of each code; one each when None.
    """
    base = _nesting(told.level, territories)
    uncovered, inapplicable = (_inside(base, territories, listed) for listed in untold)
    places = np.array([base.places.get(code, -1) if code else -1 for code in told.rows], np.intp)
    left = {base.places[mother]: [base.places[code] for code in gone] for mother, gone in told.split.items()}
    changed = sorted(base.places[code] for code in told.changed if code in base.places)
    of = np.arange(len(places)) if rows is None else np.asarray(rows, np.intp)
    several = np.flatnonzero(np.bincount(of, minlength=1) > 1)
    if len(several):
        # Two arrondissements of a row are one commune.
        again = _again(of, places)
        places = np.where(again, -1, places)
    return Placing(base, of, places, codes, uncovered, inapplicable, left, changed, several)


def _inside(base: Nesting, territories: Territories, listed: Mapping[Level, Collection[str]]) -> Mask:
    """Return which territories are, or are in, those listed by level."""
    found = np.zeros(len(base.codes), bool)
    for wide, some in listed.items():
        if wide in base.parents:
            chosen = np.array([code in some for code in territories.codes(wide)], bool)
            found |= (base.parents[wide] >= 0) & chosen[base.parents[wide]]
    return found


def _again(rows: Places, places: Places) -> Mask:
    """Return which codes have the territory of an earlier code of their row."""
    seen: set[tuple[int, int]] = set()
    found = np.zeros(len(rows), bool)
    for rank, pair in enumerate(zip(rows.tolist(), places.tolist())):
        found[rank] = pair in seen
        seen.add(pair)
    return found


@lru_cache(maxsize=len(Level))
def _nesting(level: Level, territories: Territories) -> Nesting:
    """Return the nesting of a level: the years of a table, and its tables, share it."""
    codes = territories.codes(level)
    population = populations(territories, level)
    parents = {wide: _parents(level, wide, territories) for wide in SUMS_TO[level]}
    people = np.nan_to_num(population)
    for shared in (population, people, *parents.values()):
        shared.setflags(write=False)
    places = {code: place for place, code in enumerate(codes)}
    sizes = {wide: len(territories.codes(wide)) for wide in parents}
    return Nesting(codes, places, population, people, parents, sizes)


def _parents(level: Level, wide: Level, territories: Territories) -> Places:
    """Return the place of the territory of ``wide`` that holds each one of ``level``, -1 for none."""
    places = {code: place for place, code in enumerate(territories.codes(wide))}
    if level is wide:
        return np.arange(len(places))
    of = {Level.EPCI: "epci", Level.DEPARTEMENT: "departement", Level.REGION: "region"}[wide]
    return np.array([places.get(getattr(one, of), -1) for one in territories.all(level)], np.intp)
