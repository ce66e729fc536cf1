# SPDX-License-Identifier: GPL-2.0-or-later
"""The territories most like one, by what surrounds culture: population, density, income, type.

Each variable is standardised over all the territories of the level: (x - mean) / standard deviation, of
the logarithm where the values are positive and spread over more than two orders of magnitude, as people
and densities are. The distance is the root mean square of the differences, over the variables that both
territories have, in standard deviations. Two categories are 0 apart, or 1 when they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from ..errors import IndicatorError, TerritoryError
from ..formatting import number
from ..i18n import tr
from ..library import Library
from ..model import Indicator, Level, Status, Territory, ValueKind
from ..table import Table
from ..territories import Territories
from ..wording import level_noun
from .model import DEFAULT_SIMILAR

#: Theme of the variables that similarity is measured on by default.
CONTEXT = "contexte"
#: Share of the variables that a territory must have to be compared: two thirds.
ENOUGH = 2 / 3
#: Ratio of the largest to the smallest value beyond which logarithms are compared.
_WIDE = 100.0

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Neighbour:
    """A similar territory.

    ``distance`` is in standard deviations. ``differences`` has, variable by variable, how far it is from
    the territory asked for, with its sign, in standard deviations; None where either has no figure, 0 or 1
    for a typology. ``values`` are its figures, None where it has none; those of a typology are in ``texts``.
    """

    territory: Territory
    distance: float
    differences: tuple[float | None, ...]
    values: tuple[float | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Similarity:
    """The answer. ``compared`` territories were looked at; ``left_out`` lacked too many figures."""

    territory: Territory
    variables: tuple[Indicator, ...]
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]
    compared: int
    left_out: int


def similar(
    library: Library,
    territories: Territories,
    territory: Territory,
    count: int = DEFAULT_SIMILAR,
    variables: tuple[str, ...] = (),
    within: str = "",
) -> Similarity:
    """Return the ``count`` territories of the same level that are closest, the closest first.

    Equal distances are told apart by code, so that the answer never depends on chance.

    Args:
        library: the packages.
        territories: the geographic code.
        territory: the one to resemble.
        count: how many, 1 at least.
        variables: ids of indicators; none for the usual ones.
        within: where to look, such as ``REG-53``; the whole of France when empty.

    Raises:
        IndicatorError: an unknown indicator, or one without figures at the level.
        TerritoryError: ``within`` is not understood or has nothing to compare, or too few figures are known
            of the territory.
    """
    chosen = similarity_variables(library, territory.level, variables)
    space = _space(library, territories, territory.level, chosen)
    at = space.rows.get(territory.code)
    if at is None or np.count_nonzero(space.known[at]) < ENOUGH * len(chosen):
        raise TerritoryError(_too_little(territories, territory, chosen))
    inside = _inside(space, territories, territory.level, within)
    both = space.known & space.known[at]
    comparable = np.count_nonzero(both, axis=1) >= ENOUGH * len(chosen)
    inside[at] = False
    if not inside.any():
        raise TerritoryError(_nothing_there(territory, within))
    candidates = np.flatnonzero(inside & comparable)
    differences = space.differences(at, candidates)
    shared = both[candidates]
    squares = np.sum(np.square(differences), axis=1, where=shared, initial=0.0)
    distances = np.sqrt(squares / np.count_nonzero(shared, axis=1))
    order = _closest(distances, max(1, count))
    found = tuple(
        space.neighbour(territories, int(candidates[i]), float(distances[i]), differences[i], shared[i])
        for i in order
    )
    values, texts = space.cells(at)
    left_out = int(np.count_nonzero(inside)) - len(candidates)
    return Similarity(territory, chosen, values, texts, found, len(candidates), left_out)


def _closest(distances: _Floats, count: int) -> npt.NDArray[np.intp]:
    """Return the places of the smallest distances, in order, equal ones in that of the codes."""
    # Rounded: the order must not hang on the last bit of a sum.
    rounded = np.round(distances, 12)
    if count < len(rounded):
        near = np.flatnonzero(rounded <= np.partition(rounded, count - 1)[count - 1])
    else:
        near = np.arange(len(rounded))
    return near[np.argsort(rounded[near], kind="stable")][:count]


def similarity_variables(
    library: Library, level: Level, variables: tuple[str, ...] = ()
) -> tuple[Indicator, ...]:
    """Return the indicators that similarity is measured on at a level.

    By default, the population and every ratio of the theme of context that has figures there.

    Raises:
        IndicatorError: one of those named does not exist, or has no figure at the level.
    """
    if variables:
        return tuple({(one := library.resolve(name, level)[0]).key: one for name in variables}.values())
    usual = tuple(
        one
        for one in library.indicators()
        if one.theme == CONTEXT
        and level in one.years_by_level
        and (one.kind is ValueKind.RATIO or one.id == "population")
    )
    if not usual:
        sentence = tr("No indicator of context exists at the level {level}: name the variables to compare.")
        raise IndicatorError(sentence.format(level=level.value))
    return usual


class _Space:
    """The territories of a level as points: one row a territory, one column a variable.

    ``points`` are standardised (a typology has the rank of its category), ``known`` says what is a value.
    """

    def __init__(self, codes: list[str], tables: list[Table], variables: tuple[Indicator, ...]) -> None:
        self.tables = tables
        self.rows = {code: row for row, code in enumerate(codes)}
        self.codes = codes
        columns = [
            table.on(codes, one.column(one.latest_year(table.level))) for table, one in zip(tables, variables)
        ]
        self._columns = columns
        self._typologies = np.array([column.texts is not None for column in columns])
        self.known = np.column_stack([column.statuses == Status.VALUE for column in columns])
        self.points = np.column_stack(
            [
                _ranks(column.texts) if column.texts is not None else standardised(column.values)
                for column in columns
            ]
        )

    def differences(self, at: int, rows: npt.NDArray[np.intp]) -> _Floats:
        """Return how far some rows are from one, 0 or 1 for a typology; NaN where either has no figure."""
        apart: _Floats = self.points[rows] - self.points[at]
        apart[:, self._typologies] = apart[:, self._typologies] != 0
        return apart

    def cells(self, row: int) -> tuple[tuple[float | None, ...], tuple[str, ...]]:
        """Return the figures and the categories of a territory."""
        values = tuple(
            float(column.values[row]) if not np.isnan(column.values[row]) else None
            for column in self._columns
        )
        return values, tuple(column.texts[row] if column.texts else "" for column in self._columns)

    def neighbour(
        self,
        territories: Territories,
        row: int,
        distance: float,
        differences: _Floats,
        shared: npt.NDArray[np.bool_],
    ) -> Neighbour:
        """Return one answer."""
        level = self.tables[0].level
        found = territories.get(level, self.codes[row])
        if found is None:
            raise LookupError(self.codes[row])
        apart = tuple(float(one) if both else None for one, both in zip(differences, shared))
        values, texts = self.cells(row)
        return Neighbour(found, distance, apart, values, texts)


_Key = tuple[Level, tuple[str, ...]]
#: Points already made, as long as the library lives; those of a table that was replaced are made again.
_spaces: WeakKeyDictionary[Library, dict[_Key, _Space]] = WeakKeyDictionary()


def _space(
    library: Library, territories: Territories, level: Level, variables: tuple[Indicator, ...]
) -> _Space:
    tables = [library.table(one.package, level) for one in variables]
    kept = _spaces.setdefault(library, {})
    key = (level, tuple(one.key for one in variables))
    found = kept.get(key)
    if found is None or any(old is not new for old, new in zip(found.tables, tables)):
        found = kept[key] = _Space(territories.codes(level), tables, variables)
    return found


def standardised(values: _Floats) -> _Floats:
    """Return values as standard deviations from their mean, of their logarithms where they spread widely.

    NaN stays NaN. Values that are all equal are all 0.
    """
    real = values[~np.isnan(values)]
    if not real.size:
        return values
    positive = real[real > 0]
    if real.min() >= 0 and positive.size and positive.max() > _WIDE * positive.min():
        values = np.log(np.maximum(values, positive.min()))
        real = values[~np.isnan(values)]
    deviation = float(real.std()) or 1.0
    centred: _Floats = (values - real.mean()) / deviation
    return centred


def _ranks(texts: tuple[str, ...]) -> _Floats:
    order = {text: rank for rank, text in enumerate(sorted(set(texts)))}
    return np.array([order[text] for text in texts], dtype=np.float64)


def _inside(space: _Space, territories: Territories, level: Level, within: str) -> npt.NDArray[np.bool_]:
    if not within.strip():
        return np.ones(len(space.codes), dtype=np.bool_)
    inside = np.zeros(len(space.codes), dtype=np.bool_)
    inside[[space.rows[code] for code in territories.within(level, within)]] = True
    return inside


def _nothing_there(territory: Territory, within: str) -> str:
    sentence = tr("There are no other {level} in {place} to compare {territory} with: choose a wider place.")
    place = within.strip() or tr("France")
    return sentence.format(level=level_noun(territory.level), place=place, territory=territory.reference)


def _too_little(territories: Territories, territory: Territory, variables: tuple[Indicator, ...]) -> str:
    sentence = tr(
        "Too little is known of {territory} to find what resembles it: fewer than two thirds of the "
        "{count} variables. Choose other variables."
    )
    return sentence.format(territory=territories.label(territory), count=number(len(variables)))
