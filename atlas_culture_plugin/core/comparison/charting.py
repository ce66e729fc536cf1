# SPDX-License-Identifier: GPL-2.0-or-later
"""The charts that go with one line of a comparison: from what is compared to :mod:`.charts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from ..i18n import tr
from ..library import Library
from ..model import Indicator, Level, Status, Territory, ValueKind
from ..table import Table
from ..territories import Territories
from ..wording import level_noun
from .charts import (
    Chart,
    Crowd,
    Measure,
    PairOfPoints,
    Paper,
    Place,
    Point,
    ProfileLine,
    gap_bars,
    points_of,
    profile,
    quantile_of,
    ranking,
    scatter_compared,
    strip,
)
from .colors import territory_looks
from .model import Comparison, Figure

#: Territories that a chart has a line for: with more, marks hide each other.
MOST_TERRITORIES = 12
#: Indicators that a profile shows: more lines are no longer read together.
MOST_LINES = 30

#: A chart for the paper it is given.
Draw = Callable[[Paper], Chart]

_Floats = npt.NDArray[np.float64]


class ChartKind(str, Enum):
    """What is drawn beside the table."""

    STRIP = "strip"
    RANKING = "ranking"
    BARS = "bars"
    SCATTER = "scatter"
    PROFILE = "profile"

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "strip": tr("Place in the distribution"),
            "ranking": tr("Ranking"),
            "bars": tr("Bars against the references"),
            "scatter": tr("Scatter of two indicators"),
            "profile": tr("Profile of the territories"),
        }[self.value]


@dataclass(frozen=True)
class Subject:
    """What a chart is about: an indicator, at the level of one territory, and a second one for a scatter."""

    kind: ChartKind
    indicator: Indicator
    territory: Territory
    second: Indicator | None = None

    @property
    def level(self) -> Level:
        """Level whose territories are drawn."""
        return self.territory.level


class Charting:
    """Draws the charts of one comparison. For any thread."""

    def __init__(self, comparison: Comparison, library: Library, territories: Territories) -> None:
        """Keep what charts are made of."""
        self._comparison = comparison
        self._library = library
        self._territories = territories
        self._looks = territory_looks(one.reference for one in comparison.territories)
        self._themes: Mapping[str, str] = {theme.id: theme.label for theme in library.themes()}

    def drawer(self, subject: Subject) -> Draw | str:
        """Return what draws a chart on a paper, or the sentence that says why there is none.

        Figures are read here, once: drawing is then quick, for each width.
        """
        if subject.kind is ChartKind.PROFILE:
            return self._profile(subject)
        if subject.indicator.kind is ValueKind.TYPOLOGY:
            return tr("A typology has categories, not values: it has no such chart.")
        figures = self._drawn(subject, self._figures(subject.indicator, subject.level))
        if not figures:
            sentence = tr("“{indicator}” has no figure at the level of {territory}.")
            return sentence.format(indicator=subject.indicator.label, territory=subject.territory.name)
        if subject.kind is ChartKind.SCATTER:
            return self._scatter(subject, figures)
        return self._single(subject, figures)

    def seconds(self, subject: Subject) -> list[Indicator]:
        """Indicators that may be set against the one of a scatter."""
        return [
            one
            for one in self._comparison.indicators
            if one.key != subject.indicator.key
            and one.kind is not ValueKind.TYPOLOGY
            and subject.level in one.years_by_level
        ]

    def _single(self, subject: Subject, figures: tuple[Figure, ...]) -> Draw:
        points = self._points(figures)
        measure = Measure.of(subject.indicator, figures[0].year)
        if subject.kind is ChartKind.BARS:
            return lambda paper: gap_bars(points, measure, paper)
        table, values = self._values(figures[0])
        if subject.kind is ChartKind.STRIP:
            return lambda paper: strip(values, points, measure, paper)
        name = self._namer(subject.level)
        return lambda paper: ranking(subject.level, table.codes, values, name, points, measure, paper)

    def _scatter(self, subject: Subject, figures: tuple[Figure, ...]) -> Draw | str:
        other = self._drawn(subject, self._figures(subject.second, subject.level))
        if not other:
            return tr("Choose a second indicator that has figures at this level.")
        across = {point.key: point for point in self._points(figures)}
        up = {point.key: point for point in self._points(other)}
        pairs = [PairOfPoints(point, up[key]) for key, point in across.items() if key in up]
        table, x = self._values(figures[0])
        other_table, y = self._values(other[0])
        index = other_table.index()
        matched = np.array([y[index[code]] if code in index else np.nan for code in table.codes])
        crowd = Crowd(subject.level, table.codes, x, matched, self._namer(subject.level))
        first, second = (Measure.of(one[0].indicator, one[0].year) for one in (figures, other))
        return lambda paper: scatter_compared(crowd, pairs, first, second, paper)

    def _profile(self, subject: Subject) -> Draw | str:
        offered = [
            one
            for one in self._comparison.indicators
            if one.kind is not ValueKind.TYPOLOGY and subject.level in one.years_by_level
        ]
        # A stock says how large a territory is, again and again: ratios are told first.
        ratios = [one for one in offered if one.kind is ValueKind.RATIO]
        lines = [self._profile_line(one, subject) for one in (ratios or offered)[:MOST_LINES]]
        if not lines:
            return tr("None of the indicators has figures at this level.")
        title = tr("Place among the {level}").format(level=level_noun(subject.level))
        return lambda paper: profile(lines, paper, title=title)

    def _profile_line(self, indicator: Indicator, subject: Subject) -> ProfileLine:
        figures = self._drawn(subject, self._figures(indicator, subject.level))
        own = {one.territory.reference: one.quantile for one in figures}
        values = self._values(figures[0])[1]
        places = tuple(
            Place(point, own[point.key] if point.key in own else quantile_of(values, point.known))
            for point in self._points(figures)
        )
        measure = Measure.of(indicator, figures[0].year)
        return ProfileLine(measure, places, self._themes.get(indicator.theme, indicator.theme))

    def _figures(self, indicator: Indicator | None, level: Level) -> tuple[Figure, ...]:
        if indicator is None:
            return ()
        return tuple(one for one in self._comparison.of(indicator) if one.territory.level is level)

    def _drawn(self, subject: Subject, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """The figures that a chart has room for: the first ones, and that of the territory it is about."""
        if len(figures) <= MOST_TERRITORIES:
            return figures
        own = [one for one in figures if one.territory == subject.territory]
        others = [one for one in figures if one.territory != subject.territory]
        kept = {one.territory.code for one in (own + others)[:MOST_TERRITORIES]}
        return tuple(one for one in figures if one.territory.code in kept)

    def note(self, subject: Subject) -> str:
        """What a chart leaves out, empty when it has all the territories of the level."""
        count = sum(one.level is subject.level for one in self._comparison.territories)
        others = len(self._comparison.territories) - count
        texts = []
        if count > MOST_TERRITORIES:
            text = tr("{drawn} of the {count} territories are drawn: the one chosen and the first ones.")
            texts.append(text.format(drawn=MOST_TERRITORIES, count=count))
        if others:
            texts.append(tr("Those of other levels are not on this chart."))
        return " ".join(texts)

    def _points(self, figures: Iterable[Figure]) -> tuple[Point, ...]:
        return points_of(figures, self._territories.label, self._looks)

    def _values(self, figure: Figure) -> tuple[Table, _Floats]:
        """The table of a figure, and the values of its column; NaN where there is none."""
        indicator = figure.indicator
        table = self._library.table(indicator.package, figure.territory.level)
        column = table.columns[indicator.column(figure.year)]
        values: _Floats = np.where(column.statuses == Status.VALUE, column.values, np.nan)
        return table, values

    def _namer(self, level: Level) -> _Namer:
        return _Namer(self._territories, level)


@dataclass(frozen=True)
class _Namer:
    """Names the territories of a level from their codes."""

    territories: Territories
    level: Level

    def __call__(self, code: str) -> str:
        territory = self.territories.get(self.level, code)
        return code if territory is None else self.territories.label(territory)
