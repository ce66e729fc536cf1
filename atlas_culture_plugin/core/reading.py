# SPDX-License-Identifier: GPL-2.0-or-later
"""The reading note of a map: one territory, its figure, and what it is beside the others.

« Lecture : en 2019, la région Bretagne dépense 11,2 € par habitant pour la culture, soit 0,6 € de plus
que l’ensemble des régions (10,6 €). »
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .codes import Reference as TerritoryReference
from .codes import parse_reference
from .i18n import language
from .library import Library
from .model import Indicator, Level, Mode, Status, Territory, ValueKind
from .phrases import Change, Figure, Group, Phrases, Subject, decimals_shown
from .phrases_en import English
from .phrases_fr import French
from .prepared import PreparedMap
from .reference import Basis, reference_value
from .territories import Territories


def reading_note(prepared: PreparedMap, library: Library, territories: Territories) -> str:
    """Return the reading note of a map; empty when no territory of it has a value to be read.

    The note speaks of the territory that the map is restricted to, when it has a value of its own, else
    of the most populated of those drawn that have one.
    """
    return _Reader(prepared, library, territories).note()


@dataclass(frozen=True)
class _Chosen:
    """The territory spoken of. ``row`` is its place in the map, None when it is the map's own frame."""

    subject: Subject
    value: float
    row: int | None = None


class _Reader:
    """Makes one note."""

    def __init__(self, prepared: PreparedMap, library: Library, territories: Territories) -> None:
        self.prepared = prepared
        self.library = library
        self.territories = territories
        self.words: Phrases = French() if language() == "fr" else English()
        within = prepared.request.within.strip()
        self.within: TerritoryReference | None = parse_reference(within) if within else None

    def note(self) -> str:
        mode = self.prepared.mode
        if self.prepared.indicator.kind is ValueKind.TYPOLOGY:
            return self._typology()
        if mode is Mode.EVOLUTION:
            return self._evolution()
        if mode is Mode.BIVARIATE and self.prepared.second is not None:
            return self._bivariate(self.prepared.second)
        return self._single()

    def _single(self) -> str:
        chosen = self._frame() or self._drawn(self.prepared.statuses)
        if chosen is None:
            return ""
        prepared = self.prepared
        figure, group = self._figure(chosen)
        first = self.words.compared(figure, prepared.year, chosen.subject, group)
        if figure.common is None and chosen.row is not None:
            first += self._extreme(chosen.row)
        return self.words.note(first, *self._circle(chosen))

    def _circle(self, chosen: _Chosen) -> list[str]:
        """The stock of the circles, for the same territory, where it has one."""
        second = self.prepared.second
        if second is None:
            return []
        if chosen.row is not None:
            value = float(second.values[chosen.row])
        else:
            value = self._own_value(second.indicator, second.year, chosen.subject.territory)
        if np.isnan(value):
            return []
        figure = Figure(second.indicator, value)
        year = second.year if second.year != self.prepared.year else None
        return [self.words.fact(figure, year, chosen.subject, again=True)]

    def _typology(self) -> str:
        prepared = self.prepared
        row = self._most_populated(prepared.statuses)
        if row is None or prepared.texts is None:
            return ""
        labels = {category.value: category.label for category in prepared.indicator.categories}
        label = labels.get(prepared.texts[row], prepared.texts[row])
        return self.words.note(self.words.category(label, prepared.year, self._subject_of(row)))

    def _bivariate(self, second: PreparedMap) -> str:
        prepared = self.prepared
        row = self._most_populated(
            np.where(prepared.cells() > 0, Status.VALUE, Status.MISSING).astype(np.uint8)
        )
        if row is None:
            return ""
        ranks = tuple(int(one.rounded.classes(one.values)[row]) for one in (prepared, second))
        figures = [Figure(one.indicator, float(one.values[row])) for one in (prepared, second)]
        years = (prepared.year, second.year)
        clause = self.words.crossing(
            (figures[0], figures[1]), (ranks[0], ranks[1]), years, self._subject_of(row)
        )
        return self.words.note(clause)

    def _evolution(self) -> str:
        prepared = self.prepared
        row = self._most_populated(prepared.statuses)
        since, earlier, later = prepared.request.since, prepared.earlier, prepared.later
        if row is None or since is None or earlier is None or later is None:
            return ""
        indicator = prepared.indicator
        value = float(prepared.values[row])
        change = Change(
            Figure(indicator, float(earlier[row])),
            Figure(indicator, float(later[row])),
            since,
            prepared.year,
            value,
            self._common_change(since),
            decimals_shown(value, prepared.decimals),
        )
        return self.words.note(self.words.evolution(change, self._subject_of(row), self._drawn_group()))

    def _common_change(self, since: int) -> float | None:
        """Change of the territories drawn that have a figure for both years, taken together."""
        prepared = self.prepared
        codes = self._codes_with_a_value()
        if len(codes) < 2:
            return None
        level, indicator = prepared.request.level, prepared.indicator
        before, after = (
            reference_value(self.library, indicator, level, year, codes).value
            for year in (since, prepared.year)
        )
        if before is None or after is None:
            return None
        if not prepared.is_rate:
            return after - before
        return (after - before) / before * 100 if before > 0 else None

    def _codes_with_a_value(self) -> list[str]:
        rows = np.flatnonzero(self.prepared.statuses == Status.VALUE)
        return [self.prepared.codes[row] for row in rows]

    def _drawn_group(self) -> Group:
        prepared = self.prepared
        codes = self._codes_with_a_value()
        hidden = len(prepared.codes) > len(codes)
        return replace(self._group(prepared.request.level), counted=len(codes) if hidden else 0)

    def _figure(self, chosen: _Chosen) -> tuple[Figure, Group]:
        """The figure of the territory beside that of its group."""
        prepared = self.prepared
        level = chosen.subject.territory.level
        if chosen.row is None:
            codes, group = tuple(self.territories.codes(level)), Group(level)
        else:
            codes, group = prepared.codes, self._group(level)
        found = reference_value(self.library, prepared.indicator, level, prepared.year, codes)
        common = found.value if found.basis is not Basis.NONE and found.counted > 1 else None
        group = replace(group, counted=found.counted if found.is_partial else 0)
        return Figure(prepared.indicator, chosen.value, common), group

    def _group(self, level: Level) -> Group:
        """The territories of the map."""
        if self.within is None:
            return Group(level)
        if self.within.level is None:
            return Group(level, metropole=self.within.code == "METRO")
        return Group(level, inside=self._subject(self.territories.find(self.within)))

    def _frame(self) -> _Chosen | None:
        """The territory that the map is restricted to, when it has a value at its own level."""
        if self.within is None or self.within.level is None:
            return None
        territory = self.territories.find(self.within)
        value = self._own_value(self.prepared.indicator, self.prepared.year, territory)
        return None if np.isnan(value) else _Chosen(self._subject(territory), value)

    def _own_value(self, indicator: Indicator, year: int, territory: Territory) -> float:
        """Value of a territory at its own level; NaN when there is none that may be read."""
        if year not in indicator.years_by_level.get(territory.level, ()):
            return float("nan")
        table = self.library.table(indicator.package, territory.level)
        row = table.index().get(territory.code)
        return float("nan") if row is None else float(table.columns[indicator.column(year)].values[row])

    def _drawn(self, statuses: npt.NDArray[np.uint8]) -> _Chosen | None:
        row = self._most_populated(statuses)
        if row is None:
            return None
        return _Chosen(self._subject_of(row), float(self.prepared.values[row]), row)

    def _most_populated(self, statuses: npt.NDArray[np.uint8]) -> int | None:
        """Row of the most populated territory that has a value, the first of the codes when equal."""
        best: tuple[int, int] | None = None
        for row in np.flatnonzero(statuses == Status.VALUE).tolist():
            territory = self.territories.get(self.prepared.request.level, self.prepared.codes[row])
            if territory is not None and (best is None or (territory.population or 0) > best[0]):
                best = (territory.population or 0, row)
        return best[1] if best else None

    def _subject_of(self, row: int) -> Subject:
        code = self.prepared.codes[row]
        return self._subject(self.territories.find(TerritoryReference(self.prepared.request.level, code)))

    def _subject(self, territory: Territory) -> Subject:
        return Subject(territory, self.territories.label(territory))

    def _extreme(self, row: int) -> str:
        """What class the value is in, when it is the highest or the lowest one."""
        classification = self.prepared.rounded
        last = len(classification.counts)
        if last < 2 or self.prepared.indicator.kind is not ValueKind.RATIO:
            return ""
        rank = int(classification.classes(self.prepared.values)[row])
        return self.words.extreme(rank == last) if rank in (1, last) else ""
