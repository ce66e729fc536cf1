# SPDX-License-Identifier: GPL-2.0-or-later
"""Territories against references, indicator by indicator: values, ranks, quantiles, gaps.

Ranks and quantiles are taken among all the territories of the level in France that have a real value.
References are recomputed from sums, as :mod:`..reference` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..classify import Classification
from ..errors import IndicatorError, TerritoryError
from ..i18n import tr
from ..library import Library
from ..model import Indicator, Level, Status, Territory, ValueKind
from ..progress import Progress, Silent, check
from ..reference import Basis, Reference, Rows, combined, parts_of, rows_of
from ..request import MapRequest
from ..single import prepare_one
from ..table import Column, Table
from ..territories import Territories
from . import footnotes
from .model import Absent, Comparison, ComparisonRequest, Earlier, Figure, Gap, Perimeter
from .resolve import References, check_references, find_territories
from .secrecy import withheld
from .similar import similar

Identity = tuple[str, Level, tuple[str, ...]]


def compare(
    library: Library,
    territories: Territories,
    request: ComparisonRequest,
    *,
    with_classes: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Answer a comparison.

    Args:
        library: the packages.
        territories: the geographic code.
        request: what to compare with what.
        with_classes: whether to say the class of each value in the indicator's own classification.
        progress: told how far it is, and asked whether to stop.

    Raises:
        TerritoryError: a territory or a reference is not understood, or is compared with itself alone.
        IndicatorError: no such indicator, or none has a figure at the levels of the territories.
        Cancelled: the user gave up.
    """
    chosen = find_territories(request.territories, territories)
    keys = check_references(request.references, territories)
    indicators = chosen_indicators(library, request)
    work = _Work(library, territories, request, with_classes)
    progress = progress or Silent()
    perimeters = {}
    for one in chosen:
        check(progress)
        perimeters[one.reference] = work.perimeters(one, keys)
    if keys and not any(perimeters.values()):
        raise TerritoryError(_only_itself(chosen, keys))
    figures: list[Figure] = []
    absent: list[Absent] = []
    for done, indicator in enumerate(indicators):
        check(progress)
        progress.set_fraction(done / len(indicators))
        for territory in chosen:
            if territory.level in indicator.years_by_level:
                figures.append(work.figure(indicator, territory, perimeters[territory.reference]))
            else:
                absent.append(Absent(territory, indicator))
    if not figures:
        raise IndicatorError(_no_figure(indicators, chosen))
    notes = footnotes.notes(territories, chosen, keys, perimeters, {one.indicator.theme for one in figures})
    return Comparison(request, chosen, indicators, tuple(figures), tuple(absent), tuple(notes))


def chosen_indicators(library: Library, request: ComparisonRequest) -> tuple[Indicator, ...]:
    """Return the indicators asked for, each once; all those offered where none is named.

    Raises:
        IndicatorError: one of them does not exist; the sentence gives the closest.
    """
    if not request.indicators:
        return tuple(one for one in library.indicators() if one.offered)
    found = (library.indicator(reference) for reference in request.indicators)
    return tuple({one.key: one for one in found}.values())


class _Work:
    """What is common to the figures of one comparison, made once."""

    def __init__(
        self, library: Library, territories: Territories, request: ComparisonRequest, with_classes: bool
    ) -> None:
        self._library = library
        self._territories = territories
        self._request = request
        self._with_classes = with_classes
        self._references = References(territories, self._similar_to)
        self._tables: dict[tuple[str, Level], Table] = {}
        self._known: dict[str, Mapping[str, Indicator]] = {}
        self._rows: dict[tuple[str, Identity], Rows | None] = {}
        self._measures: dict[tuple[str, Level], _Measure] = {}
        self._wide: dict[Identity, Perimeter] = {}
        self._members: dict[Identity, frozenset[str]] = {}

    def perimeters(self, territory: Territory, keys: tuple[str, ...]) -> list[Perimeter]:
        """Return what the references mean for a territory; those that mean nothing are left out."""
        made = (self._references.perimeter(key, territory) for key in keys)
        found = [one for one in made if one is not None]
        self._wide |= {one.identity: one for one in found if not one.is_single}
        return found

    def wide(self, level: Level) -> list[Perimeter]:
        """Return the references of a level that add several territories up, the widest first."""
        found = [one for one in self._wide.values() if one.level is level]
        return sorted(found, key=lambda one: -len(one.codes))

    def holds(self, perimeter: Perimeter, territory: Territory) -> bool:
        """Whether a territory is one of those that a reference adds up."""
        if perimeter.identity not in self._members:
            self._members[perimeter.identity] = frozenset(perimeter.codes)
        return territory.code in self._members[perimeter.identity]

    def figure(self, indicator: Indicator, territory: Territory, perimeters: list[Perimeter]) -> Figure:
        """Return one figure and its gaps."""
        measure = self.measure(indicator, territory.level)
        return measure.figure(territory, perimeters)

    def measure(self, indicator: Indicator, level: Level) -> _Measure:
        """Return an indicator at one level, which must be one of its own."""
        key = (indicator.key, level)
        if key not in self._measures:
            year = self._request.year
            taken = indicator.latest_year(level) if year is None else indicator.nearest_year(level, year)
            self._measures[key] = _Measure(self, indicator, level, taken)
        return self._measures[key]

    def table(self, package: str, level: Level) -> Table:
        """Return a table of the library."""
        if (package, level) not in self._tables:
            self._tables[package, level] = self._library.table(package, level)
        return self._tables[package, level]

    def parts(self, indicator: Indicator, level: Level, year: int) -> list[Column]:
        """Return the columns that a reference adds up."""
        package = indicator.package
        if package not in self._known:
            self._known[package] = {one.id: one for one in self._library.indicators(package)}
        return parts_of(indicator, level, year, self.table(package, level), self._known[package])

    def rows(self, package: str, perimeter: Perimeter) -> Rows | None:
        """Return the rows of a perimeter."""
        key = (package, perimeter.identity)
        if key not in self._rows:
            self._rows[key] = rows_of(self.table(package, perimeter.level), perimeter.codes)
        return self._rows[key]

    def classes(self, indicator: Indicator, level: Level, year: int) -> Classification | None:
        """Return the indicator's own classes over the whole country, None without."""
        if not self._with_classes or indicator.kind is ValueKind.TYPOLOGY:
            return None
        request = MapRequest(indicator.key, level, year)
        return prepare_one(self._library, self._territories, request).rounded

    def changed(self, territory: Territory, since: int, until: int) -> bool:
        """Whether a territory is not what it was."""
        return territory.code in self._territories.changed(territory.level, since, until)

    def _similar_to(self, territory: Territory) -> tuple[str, ...]:
        request = self._request
        try:
            found = similar(
                self._library, self._territories, territory, request.similar_count, request.similar_variables
            )
        except TerritoryError:  # too little is known of it: the notes of the comparison say so
            return ()
        return tuple(one.territory.code for one in found.neighbours)


class _Measure:
    """One indicator at one level: its column, and the references already computed."""

    def __init__(self, work: _Work, indicator: Indicator, level: Level, year: int) -> None:
        self.indicator, self.level, self.year = indicator, level, year
        self._work = work
        self._table = work.table(indicator.package, level)
        self._column = self._table.columns[indicator.column(year)]
        self._parts = work.parts(indicator, level, year)
        self._classes = work.classes(indicator, level, year)
        self._references: dict[Identity, Reference] = {}
        self._kept_back: frozenset[Identity] | None = None
        statuses = self._column.statuses
        typology = self._column.texts is not None
        self._ascending = None if typology else np.sort(self._column.values[statuses == Status.VALUE])

    def figure(self, territory: Territory, perimeters: list[Perimeter]) -> Figure:
        value, status, text = _cell(self._table, self._column, territory.code)
        rank, count, quantile = self._position(value)
        return Figure(
            territory=territory,
            indicator=self.indicator,
            year=self.year,
            value=value,
            status=status,
            text=text,
            rank=rank,
            of=count,
            quantile=quantile,
            class_number=self._class(value),
            class_count=len(self._classes.counts) if self._classes else 0,
            earlier=self._earlier(territory, value),
            gaps=tuple(self._gap(territory, value, one) for one in perimeters),
        )

    def _position(self, value: float | None) -> tuple[int | None, int, float | None]:
        """Rank from the highest, number of real values, share of them that are below."""
        if self._ascending is None:
            return None, 0, None
        count = len(self._ascending)
        if value is None:
            return None, count, None
        below = int(np.searchsorted(self._ascending, value, side="left"))
        not_above = int(np.searchsorted(self._ascending, value, side="right"))
        return count - not_above + 1, count, (below + not_above) / 2 / count

    def _class(self, value: float | None) -> int:
        """Number of the class of a value, 0 without one."""
        return 0 if value is None or self._classes is None else int(self._classes.classes(value))

    def _earlier(self, territory: Territory, value: float | None) -> Earlier | None:
        year = self.indicator.years_by_level[self.level][0]
        if year >= self.year or self.indicator.kind is ValueKind.TYPOLOGY:
            return None
        before = self._table.columns[self.indicator.column(year)]
        old, status, _ = _cell(self._table, before, territory.code)
        change = _change(self.indicator, old, value)
        return Earlier(year, old, status, change, self._work.changed(territory, year, self.year))

    def _gap(self, territory: Territory, value: float | None, perimeter: Perimeter) -> Gap:
        if self.indicator.kind is ValueKind.TYPOLOGY:
            return Gap(perimeter, None, 0, reason=tr("categories have no common value"))
        if perimeter.is_single:
            return self._gap_to_one(value, perimeter)
        reference = self._reference(perimeter)
        if reference.value is None:
            return self._gap_to_published(value, perimeter, reference)
        if self.indicator.kind is ValueKind.STOCK:
            if not self._work.holds(perimeter, territory):
                reason = tr("the territory is not part of this total")
                return Gap(perimeter, reference.value, reference.counted, reference.missing, reason=reason)
            share = value / reference.value * 100 if value is not None and reference.value else None
            return Gap(perimeter, reference.value, reference.counted, reference.missing, share=share)
        return self._against(value, perimeter, reference.value, reference.counted, reference.missing)

    def _reference(self, perimeter: Perimeter) -> Reference:
        if perimeter.identity not in self._references:
            rows = self._work.rows(self.indicator.package, perimeter)
            made = combined(self.indicator, self._column, self._parts, rows, len(perimeter.codes))
            if made.value is not None and perimeter.identity in self._withheld():
                made = replace(made, value=None, basis=Basis.NONE)
            self._references[perimeter.identity] = made
        return self._references[perimeter.identity]

    def _withheld(self) -> frozenset[Identity]:
        """References that would tell a secret figure, beside the others of this comparison."""
        if self._kept_back is None:
            columns = [self._column, *self._parts]
            secret = np.any([one.statuses == Status.SECRET for one in columns], axis=0)
            self._kept_back = withheld(self._secrets(secret)) if self._parts and secret.any() else frozenset()
        return self._kept_back

    def _secrets(self, secret: npt.NDArray[np.bool_]) -> dict[Identity, npt.NDArray[np.bool_]]:
        """Which of the secret cells each reference holds, the widest reference first."""
        found = {}
        for one in self._work.wide(self.level):
            rows = self._work.rows(self.indicator.package, one)
            inside = np.full(len(secret), rows is None)
            if rows is not None:
                inside[rows] = True
            found[one.identity] = inside[secret]
        return found

    def _gap_to_one(self, value: float | None, perimeter: Perimeter) -> Gap:
        """Against the own figure of one territory."""
        own = self._own(perimeter)
        if own is None:
            return Gap(perimeter, None, 0, reason=tr("no figure at this level"))
        found, status, _ = own
        if found is None:
            return Gap(perimeter, None, 0, 1, reason=status.label)
        return self._against(value, perimeter, found, 1, 0)

    def _gap_to_published(self, value: float | None, perimeter: Perimeter, tried: Reference) -> Gap:
        """Against the figure published for the territory whose extent it is, where nothing recomposes it."""
        own = self._own(perimeter) if perimeter.territory and not self._parts else None
        if own is not None and own[0] is not None:
            return self._against(value, perimeter, own[0], 1, 0)
        return Gap(perimeter, None, tried.counted, tried.missing, reason=self._why(tried, perimeter))

    def _own(self, perimeter: Perimeter) -> tuple[float | None, Status, str] | None:
        """Return the cell of the territory of a perimeter at its own level, None where there is none."""
        territory = perimeter.territory
        if territory is None or territory.level not in self.indicator.years_by_level:
            return None
        table = self._work.table(self.indicator.package, territory.level)
        year = self.indicator.nearest_year(territory.level, self.year)
        return _cell(table, table.columns[self.indicator.column(year)], territory.code)

    def _why(self, tried: Reference, perimeter: Perimeter) -> str:
        if not self._parts:
            return tr("a median or an index is not recomputed from those of its parts")
        if tried.protects:
            return tr("not shown: it would reveal the one figure that is secret")
        if perimeter.identity in self._withheld():
            return tr("not shown: beside the other references, it would reveal a figure that is secret")
        return tr("no figure is available in this reference")

    def _against(
        self, value: float | None, perimeter: Perimeter, reference: float, basis: int, missing: int
    ) -> Gap:
        if value is None:
            return Gap(perimeter, reference, basis, missing)
        classes = self._class(value) - self._class(reference) if self._classes else None
        percent = (value - reference) / abs(reference) * 100 if reference else None
        return Gap(perimeter, reference, basis, missing, value - reference, percent, classes=classes)


def _cell(table: Table, column: Column, code: str) -> tuple[float | None, Status, str]:
    """Return value, status and category of a territory; "not available" where the table lacks it."""
    row = table.index().get(code)
    if row is None:
        return None, Status.MISSING, ""
    status = Status(int(column.statuses[row]))
    if column.texts is not None:
        return None, status, column.texts[row]
    return (float(column.values[row]) if status is Status.VALUE else None), status, ""


def _change(indicator: Indicator, before: float | None, after: float | None) -> float | None:
    """Rate in % of a stock, none from nothing; difference of anything else."""
    if before is None or after is None:
        return None
    if indicator.kind is not ValueKind.STOCK:
        return after - before
    return (after - before) / before * 100 if before > 0 else None


def _only_itself(chosen: tuple[Territory, ...], keys: tuple[str, ...]) -> str:
    sentence = tr("{territory} would be compared with itself ({references}): choose another reference.")
    return sentence.format(territory=chosen[0].reference, references=", ".join(keys))


def _no_figure(indicators: tuple[Indicator, ...], chosen: tuple[Territory, ...]) -> str:
    if len(indicators) == 1:
        sentence = tr('The indicator "{id}" does not exist at the level {level}. Its levels: {levels}.')
        levels = ", ".join(level.value for level in indicators[0].levels)
        return sentence.format(id=indicators[0].id, level=chosen[0].level.value, levels=levels)
    sentence = tr("None of the {count} indicators has a figure at the level {level}: choose others.")
    return sentence.format(count=len(indicators), level=chosen[0].level.value)
