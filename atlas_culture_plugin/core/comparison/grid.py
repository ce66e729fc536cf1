# SPDX-License-Identifier: GPL-2.0-or-later
"""The lines and columns of a comparison table, sorted and grouped; cells are made when they are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ..formatting import number
from ..i18n import tr
from ..model import Direction, Indicator, Territory
from .cells import Cell, Column, Key, Measure, cell, columns, judged, line_name
from .model import SIMILAR, Comparison, Figure
from .overview import reference_heading

#: What is shown until the user chooses.
DEFAULT_MEASURES = (Measure.VALUE, Measure.RANK, Measure.QUANTILE, Measure.GAP_PERCENT)


class Shape(str, Enum):
    """What a line of the table is."""

    INDICATORS = "indicators"  #: one line per indicator, the territories side by side
    FIGURES = "figures"  #: one line per territory and indicator, to rank many territories


@dataclass(frozen=True)
class Look:
    """How a comparison is shown as a table: kept apart from what is compared."""

    shape: Shape = Shape.INDICATORS
    measures: tuple[Measure, ...] = DEFAULT_MEASURES
    by_theme: bool = True
    #: The territories side by side for each measure; else all the measures of a territory together.
    by_measure: bool = True
    #: Whether gaps tell what their indicator calls good or bad. A figure is not a mark: on request only.
    by_direction: bool = False


@dataclass(frozen=True)
class Names:
    """Names that a table shows: territories by reference, homonyms told apart; themes by id, in order."""

    territories: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)

    def of(self, territory: Territory) -> str:
        """Name of a territory."""
        return self.territories.get(territory.reference, territory.name)


@dataclass(frozen=True)
class Line:
    """One line: the title of a theme, or an indicator and one figure per block of columns.

    A figure that is None is one that the level of its territory lacks.
    """

    label: str
    indicator: Indicator | None = None
    territories: tuple[Territory, ...] = ()
    figures: tuple[Figure | None, ...] = ()

    @property
    def is_title(self) -> bool:
        """Whether it names the theme of the lines that follow."""
        return self.indicator is None


@dataclass(frozen=True)
class Head:
    """The head of a column: ``block`` is the place of its figure in a line.

    Without a column, it is that of the names of the indicators.
    """

    text: str
    block: int = 0
    column: Column | None = None
    territory: Territory | None = None


class Grid:
    """A comparison as a table."""

    def __init__(self, comparison: Comparison, names: Names, look: Look) -> None:
        """Lay it out in the order in which it was asked for.

        Where all indicators are taken, those that have no figure at any of the levels are left out.
        """
        self.comparison = comparison
        self.look = look
        self._names = names
        self._figures = {(one.indicator.key, one.territory.reference): one for one in comparison.figures}
        self.heads = self._make_heads()
        self._lines = self._make_lines()
        self.lines = self._arranged(self._lines)

    def cell(self, row: int, place: int) -> Cell:
        """What is written at a line and a column; a title has empty cells."""
        return self._cell(self.lines[row], self.heads[place])

    def figure(self, row: int, place: int) -> Figure | None:
        """The figure that a cell shows something of."""
        line = self.lines[row]
        return line.figures[self.heads[place].block] if not line.is_title else None

    def territory(self, row: int, place: int) -> Territory | None:
        """The territory of a cell."""
        line = self.lines[row]
        return line.territories[self.heads[place].block] if not line.is_title else None

    def sort(self, place: int | None, descending: bool = False) -> None:
        """Sort the lines by a column, within themes where they are grouped; None gives back their order.

        What has no value comes last, whichever the order.
        """
        if place is None:
            self.lines = self._arranged(self._lines)
            return
        head = self.heads[place]
        keyed = [(self._cell(line, head).key, line) for line in self._lines]
        known = [(key, line) for key, line in keyed if key is not None]
        unknown = [line for key, line in keyed if key is None]
        known.sort(key=_first, reverse=descending)
        self.lines = self._arranged([line for _key, line in known] + unknown)

    def row_of(self, indicator: str, territory: str = "") -> int:
        """Line of an indicator, and of a territory where each has its own; -1 without."""
        for row, line in enumerate(self.lines):
            if line.indicator is not None and line.indicator.key == indicator:
                references = {one.reference for one in line.territories}
                if self.look.shape is Shape.INDICATORS or not territory or territory in references:
                    return row
        return -1

    def place_of(self, territory: str) -> int:
        """First column of a territory; the first of all where columns are not those of one."""
        found = (
            place
            for place, one in enumerate(self.heads)
            if one.territory and one.territory.reference == territory
        )
        return next(found, 0)

    def _cell(self, line: Line, head: Head) -> Cell:
        if line.indicator is None:
            return Cell("")
        if head.column is None:
            name = line_name(line.indicator)
            return Cell(name, (1, 0.0, name.casefold()))
        figure = line.figures[head.block]
        found = cell(figure, head.column)
        return judged(found, figure, head.column) if self.look.by_direction else found

    def _make_heads(self) -> tuple[Head, ...]:
        comparison, look = self.comparison, self.look
        wanted = columns(look.measures or (Measure.VALUE,), _references(comparison))
        titles = [(column, _title(column, comparison)) for column in wanted]
        if look.shape is Shape.FIGURES:
            return (Head(tr("Indicator")), *(Head(title, 0, column) for column, title in titles))
        if len(comparison.territories) == 1:
            # Its name at the head of each column would say nothing, and push the last ones out of sight.
            return tuple(Head(title, 0, column) for column, title in titles)
        blocks = list(enumerate(comparison.territories))
        pairs = (
            ((block, title) for title in titles for block in blocks)
            if look.by_measure
            else ((block, title) for block in blocks for title in titles)
        )
        return tuple(
            Head(f"{self._names.of(territory)}\n{title}", place, column, territory)
            for (place, territory), (column, title) in pairs
        )

    def _make_lines(self) -> list[Line]:
        lines = []
        territories = self.comparison.territories
        references = [one.reference for one in territories]
        for indicator in self.comparison.indicators:
            figures = tuple(self._figures.get((indicator.key, one)) for one in references)
            if not self.comparison.request.indicators and not any(figures):
                continue
            if self.look.shape is Shape.INDICATORS:
                lines.append(Line(line_name(indicator), indicator, territories, figures))
                continue
            lines += [
                Line(self._names.of(one), indicator, (one,), (figure,))
                for one, figure in zip(territories, figures)
            ]
        return lines

    def _arranged(self, lines: Sequence[Line]) -> list[Line]:
        """Lines theme by theme, each under its title, where that is wanted."""
        if not self.look.by_theme:
            return list(lines)
        themes = dict.fromkeys([*self._names.themes, *(_theme(line) for line in lines)])
        groups: dict[str, list[Line]] = {theme: [] for theme in themes}
        for line in lines:
            groups[_theme(line)].append(line)
        return [
            one
            for theme, found in groups.items()
            if found
            for one in (Line(self._names.themes.get(theme, theme)), *found)
        ]


def summary(comparison: Comparison) -> list[str]:
    """How much is compared, what has no figure, then the notes of the comparison."""
    shown = len({one.indicator.key for one in comparison.figures})
    count, left = len(comparison.territories), len(comparison.indicators) - shown
    who = tr("1 territory") if count == 1 else tr("{count} territories").format(count=number(count))
    what = tr("1 indicator") if shown == 1 else tr("{count} indicators").format(count=number(shown))
    first = f"{who}, {what}."
    if left:
        one = tr("1 indicator has no figure at these levels.")
        several = tr("{count} indicators have no figure at these levels.").format(count=number(left))
        first = f"{first} {one if left == 1 else several}"
    return [first, *_partial(comparison), *comparison.notes]


def _partial(comparison: Comparison) -> list[str]:
    """Say for how many indicators a reference rests on some of its territories only."""
    concerned: dict[str, set[str]] = {}
    for figure in comparison.figures:
        for gap in figure.gaps:
            if gap.missing and gap.value is not None:
                concerned.setdefault(gap.reference.key, set()).add(figure.indicator.key)
    if not concerned:
        return []
    found = []
    for key, indicators in concerned.items():
        gaps = [gap for one in comparison.figures for gap in one.gaps if gap.reference.key == key]
        found.append(f"{reference_heading(key, gaps)} ({number(len(indicators))})")
    sentence = tr(
        "References without the territories whose figure is not available or secret, by number of "
        "indicators: {names}. A cell pointed at says how many are left out."
    )
    return [sentence.format(names=", ".join(found))]


def has_direction(comparison: Comparison) -> bool:
    """Whether an indicator compared has a way that it calls good."""
    return any(one.indicator.direction is not Direction.NEITHER for one in comparison.figures)


def _references(comparison: Comparison) -> Iterable[str]:
    """Keys of the references that some figure was set against, in the order asked for."""
    return dict.fromkeys(gap.reference.key for one in comparison.figures for gap in one.gaps)


def _title(column: Column, comparison: Comparison) -> str:
    if not column.measure.follows_reference:
        return column.measure.label
    gaps = [gap for one in comparison.figures for gap in one.gaps if gap.reference.key == column.reference]
    counts = {len(gap.reference.codes) for gap in gaps}
    if column.reference == SIMILAR and len(counts) == 1:
        # Short, as the columns of figures are narrow.
        name = tr("{count} similar").format(count=number(counts.pop()))
    else:
        name = reference_heading(column.reference, gaps)
    text = {
        Measure.REFERENCE: tr("Value: {reference}"),
        Measure.GAP: tr("Gap: {reference}"),
        Measure.GAP_PERCENT: tr("Gap in %: {reference}"),
        Measure.GAP_CLASSES: tr("Gap in classes: {reference}"),
    }[column.measure]
    # Two lines: heads are narrow, as figures are.
    return text.format(reference=name).replace(": ", ":\n", 1)


def _theme(line: Line) -> str:
    return line.indicator.theme if line.indicator is not None else ""


def _first(pair: tuple[Key, Line]) -> Key:
    return pair[0]
