# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed between two versions of a package: values, states, territories, indicators and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .manifest import Package
from .model import Indicator, Level, Status
from .package import read_level
from .progress import Progress, check
from .table import Column, Table

#: Level and column of a slot.
_Key = tuple[Level, str]

#: Two values nearer than this part of the largest of them are the same: packages hold twelve digits, and
#: sums may end differently when rows come in another order.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Change:
    """One cell, before and after. ``text`` is a category; ``value`` is NaN where the state is not a value."""

    code: str
    before: float
    after: float
    before_status: Status
    after_status: Status
    before_text: str = ""
    after_text: str = ""

    @property
    def difference(self) -> float:
        """After less before; NaN unless both are numbers."""
        return self.after - self.before


@dataclass(frozen=True)
class ColumnChanges:
    """The cells that changed of one indicator, for one year at one level; ``compared`` counts all cells.

    ``year_before`` is the year that the version before is compared for: the same, unless both versions
    have no year in common. ``before`` and ``after`` hold the cells of ``codes`` alone. They are arrays: a
    new census changes every ratio of every commune, which would be millions of objects.
    """

    level: Level
    indicator: Indicator
    year: int
    year_before: int
    compared: int
    codes: tuple[str, ...]
    before: Column
    after: Column

    @property
    def cells(self) -> list[Change]:
        """The cells that changed, by code in the order of the table."""
        return [self._cell(row) for row in range(len(self.codes))]

    @property
    def values(self) -> int:
        """Number of cells that are a value before and after, and another one."""
        return int((self.before.statuses == self.after.statuses).sum())

    @property
    def states(self) -> Counter[tuple[Status, Status]]:
        """Number of cells whose state changed, by states before and after."""
        differ = self.before.statuses != self.after.statuses
        pairs = zip(self.before.statuses[differ].tolist(), self.after.statuses[differ].tolist())
        return Counter((Status(before), Status(after)) for before, after in pairs)

    def largest(self, count: int) -> list[Change]:
        """Return the changes of value that are the largest, whatever their sign."""
        sizes = np.abs(self.after.values - self.before.values)
        order = np.argsort(-sizes, kind="stable")[: min(count, int((~np.isnan(sizes)).sum()))]
        return [self._cell(row) for row in order.tolist()]

    def _cell(self, row: int) -> Change:
        before, after = self.before, self.after
        return Change(
            self.codes[row],
            float(before.values[row]),
            float(after.values[row]),
            Status(before.statuses[row]),
            Status(after.statuses[row]),
            before.texts[row] if before.texts is not None else "",
            after.texts[row] if after.texts is not None else "",
        )


@dataclass(frozen=True)
class Slot:
    """An indicator, a year and a level at which it is published."""

    level: Level
    indicator: Indicator
    year: int


@dataclass(frozen=True)
class Changes:
    """What changed from a version to another.

    ``gained`` and ``lost`` are codes, by level, of territories of which one of the two versions alone says
    anything: a territory whose figures are all "not available" is one of which nothing is said.
    """

    before: Package
    after: Package
    added: tuple[Slot, ...]
    removed: tuple[Slot, ...]
    gained: Mapping[Level, tuple[str, ...]]
    lost: Mapping[Level, tuple[str, ...]]
    columns: tuple[ColumnChanges, ...]

    @property
    def changed(self) -> list[ColumnChanges]:
        """The columns of which a cell at least changed."""
        return [column for column in self.columns if column.codes]

    @property
    def moved(self) -> list[ColumnChanges]:
        """The columns that are of another year than before."""
        return [column for column in self.columns if column.year != column.year_before]

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        differ = (self.added, self.removed, self.gained, self.lost, self.changed, self.moved)
        return not any(differ)


def changes(before: Package, after: Package, progress: Progress) -> Changes:
    """Compare two versions of a package.

    Figures of the same year are compared; where an indicator has no year in common, which next year's file
    of a source that gives a single year brings about, the latest of each version are.

    Raises:
        PackageError: a table is damaged.
        Cancelled: the user asked to stop.
    """
    old, new = _slots(before), _slots(after)
    pairs = _pairs(old, new)
    added, removed = dict(new), dict(old)
    for was, now in pairs:
        del removed[was], added[now]
    gained: dict[Level, tuple[str, ...]] = {}
    lost: dict[Level, tuple[str, ...]] = {}
    columns: list[ColumnChanges] = []
    shared = [level for level in after.levels if level in before.levels]
    for rank, level in enumerate(shared):
        check(progress)
        tables = read_level(before, level), read_level(after, level)
        known = _known(before, tables[0]), _known(after, tables[1])
        for found, codes in ((gained, known[1] - known[0]), (lost, known[0] - known[1])):
            if codes:
                found[level] = tuple(sorted(codes))
        columns += [_column(old[was], new[now], *tables) for was, now in pairs if now[0] is level]
        progress.set_fraction((rank + 1) / len(shared))
    return Changes(
        before,
        after,
        tuple(added.values()),
        tuple(removed.values()),
        gained,
        lost,
        tuple(columns),
    )


def _slots(package: Package) -> dict[_Key, Slot]:
    return {
        (level, name): Slot(level, indicator, year)
        for level in package.levels
        for name, indicator, year in package.columns(level)
    }


def _pairs(old: Mapping[_Key, Slot], new: Mapping[_Key, Slot]) -> list[tuple[_Key, _Key]]:
    """Return what to compare with what, in the order of the new version."""
    shared = {_place(slot) for key, slot in new.items() if key in old}
    before, after = _latest(old), _latest(new)
    pairs = []
    for key, slot in new.items():
        place = _place(slot)
        if key in old:
            pairs.append((key, key))
        elif place not in shared and place in before and after[place] == key:
            pairs.append((before[place], key))
    return pairs


def _place(slot: Slot) -> tuple[Level, str]:
    return (slot.level, slot.indicator.id)


def _latest(slots: Mapping[_Key, Slot]) -> dict[tuple[Level, str], _Key]:
    """Return the latest year of each indicator, by level."""
    return {_place(slot): key for key, slot in sorted(slots.items(), key=lambda item: item[1].year)}


def _known(package: Package, table: Table) -> set[str]:
    """Return the territories of which the indicators offered say something, secrecy included.

    What is kept for computing (the population of every territory) says nothing of the source.
    """
    names = [name for name, one, _ in package.columns(table.level) if one.offered]
    names = names or list(table.columns)
    told = np.zeros(len(table.codes), bool)
    for name in names:
        told |= table.columns[name].statuses != Status.MISSING
    return {table.codes[row] for row in np.flatnonzero(told)}


def _column(was: Slot, now: Slot, old: Table, new: Table) -> ColumnChanges:
    """Compare a column on the territories that both versions have."""
    codes = [code for code in new.codes if code in old.index()]
    before = old.on(codes, was.indicator.column(was.year))
    after = new.on(codes, now.indicator.column(now.year))
    rows = _differ(before, after)
    kept = tuple(codes[row] for row in rows.tolist())
    return ColumnChanges(
        now.level, now.indicator, now.year, was.year, len(codes), kept,
        _at(before, rows), _at(after, rows),
    )  # fmt: skip


def _differ(before: Column, after: Column) -> NDArray[np.intp]:
    """Return the rows whose state, value or category is another."""
    differ = before.statuses != after.statuses
    if before.texts is not None and after.texts is not None:
        differ |= np.array([one != two for one, two in zip(before.texts, after.texts)], bool)
    else:
        both = (before.statuses == Status.VALUE) & ~differ
        differ |= both & ~np.isclose(before.values, after.values, rtol=TOLERANCE, atol=0)
    return np.flatnonzero(differ)


def _at(column: Column, rows: NDArray[np.intp]) -> Column:
    texts = tuple(column.texts[row] for row in rows.tolist()) if column.texts is not None else None
    return Column(column.values[rows], column.statuses[rows], texts)
