# SPDX-License-Identifier: GPL-2.0-or-later
"""Which column of a table says the territory, at which level, and how many of its cells are understood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..codes import guess_level, normalise
from ..contacts import without_contacts
from ..model import Level
from ..recipes.cells import names_to_codes
from ..recipes.reconcile import CURRENT_YEAR, reconcile
from ..territories import Territories
from .profile import Column, Table
from .words import CODE_WORDS, LEVEL_WORDS, OTHER_CODES, OTHER_LEVELS, says, words

#: Share of the distinct cells that must be known for a column to be believed.
BELIEVED = 0.5
#: The same where nothing else says that they are codes: numbers of five digits are codes by chance.
_SURE = 0.9
#: Cells that are not understood, shown.
EXAMPLES = 5
#: From the most to the least precise.
_PRECISION = (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT, Level.REGION)
#: « 01 » and « 2A » are no counts; « 0 » is one.
_PADDED = re.compile(r"0[0-9]|2[AB]", re.IGNORECASE)
#: Distinct cells looked at; all 18 regions bear codes of departements too.
_SAMPLE = 3000
_FEW = 5


@dataclass(frozen=True)
class Recognised:
    """How many cells of a column are territories.

    Args:
        cells: that are not empty.
        known: that are a territory, or what became one.
        examples: distinct cells that are none, the most frequent first.
    """

    cells: int
    known: int
    examples: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Known cells, from 0 to 1."""
        return self.known / self.cells if self.cells else 0.0


@dataclass(frozen=True)
class Place:
    """A column that says the territory: by codes or by names, at a level."""

    column: str
    level: Level
    names: bool = False
    share: float = 1.0


def recognised(table: Table, place: Place, territories: Territories) -> Recognised:
    """Count the cells of a column that are territories of a level, by their code or their name."""
    counted = Counter(text.strip() for text in table.cells(place.column).tolist() if text.strip())
    find = _named if place.names else _coded
    known = find(counted, place.level, territories)
    wrong = [text for text, _ in counted.most_common() if text not in known]
    total = sum(counted.values())
    return Recognised(
        total,
        total - sum(counted[text] for text in wrong),
        tuple(without_contacts(text) for text in wrong[:EXAMPLES]),
    )


def guess_place(table: Table, territories: Territories) -> Place | None:
    """Return the column that says the territory; None when none does.

    Codes before names; among them the most precise level, then the best header, then the best share.
    """
    candidates = list(_codes(table, territories)) or list(_names(table, territories))
    best = max(candidates, key=_merit, default=None)
    if best is None or not other_geography(table):
        return best
    # Their codes look like those of departements, their names are those of communes.
    is_short = best.level in (Level.REGION, Level.DEPARTEMENT)
    sure = best.share >= _SURE and (not is_short or level_said(best.column) is best.level)
    return best if sure else None


def other_geography(table: Table) -> str:
    """Return the words that say that a table is of territories that the plugin has not, empty for none."""
    said = (table.book.sheet, *(column.header for column in table.columns[:3]))
    return next((text for text in said if says(text, OTHER_LEVELS)), "")


def summed_levels(table: Table, place: Place, territories: Territories) -> tuple[Level, ...]:
    """Return the levels that the figures of communes are worth summing to.

    A sum of a few communes says little of their region: those named by the table must hold half of the
    inhabitants of the territories that they are in, unless the table is of the whole country.
    """
    if place.level is not Level.COMMUNE or place.names:
        return (place.level,)
    codes = {normalise(Level.COMMUNE, text) for text in set(table.cells(place.column).tolist())}
    told = reconcile(sorted(code for code in codes if code), Level.COMMUNE, territories, CURRENT_YEAR)
    named = {code for code in told.rows if code}
    departements = {one.departement for one in territories.all(Level.COMMUNE) if one.code in named}
    if len(departements) >= _SURE * len(territories.codes(Level.DEPARTEMENT)):
        return tuple(Level)
    return tuple(
        level for level in Level if level is Level.COMMUNE or _share_of(level, named, territories) >= BELIEVED
    )


def _share_of(level: Level, named: set[str], territories: Territories) -> float:
    """Return the share of the inhabitants of the territories touched by communes that live in these."""
    people: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for commune in territories.all(Level.COMMUNE):
        parent = getattr(commune, level.value)
        people[parent] += commune.population or 0
        inside[parent] += (commune.population or 0) if commune.code in named else 0
    touched = [parent for parent, count in inside.items() if count and parent]
    return sum(inside[parent] for parent in touched) / max(sum(people[parent] for parent in touched), 1)


def level_said(text: str) -> Level | None:
    """Return the level that a header or a sheet names, when it names one alone."""
    said = [level for level in _PRECISION if words(text) & LEVEL_WORDS[level]]
    return said[0] if len(said) == 1 and not says(text, OTHER_LEVELS) else None


def _merit(place: Place) -> tuple[int, int, float]:
    said = words(place.column)
    good = 2 * bool(said & CODE_WORDS) + bool(level_said(place.column) is place.level)
    return len(_PRECISION) - _PRECISION.index(place.level), good, place.share


def _codes(table: Table, territories: Territories) -> Iterator[Place]:
    for column in table.columns:
        if not _may_be_codes(column):
            continue
        distinct = list(dict.fromkeys(text for text in table.cells(column.header).tolist() if text.strip()))
        level = guess_level(distinct, _known(territories)) or _short(column, table, distinct, territories)
        is_short = level in (Level.REGION, Level.DEPARTEMENT)
        if level is None or (is_short and not _looks_like_codes(column, distinct)):
            continue
        place = Place(column.header, level)
        share = recognised(table, place, territories).share
        if share >= (BELIEVED if _looks_like_codes(column, distinct) else _SURE):
            yield Place(column.header, level, share=share)


def _looks_like_codes(column: Column, distinct: list[str]) -> bool:
    """Whether something beside the values says that they are codes: small counts look like departements."""
    said = words(column.header)
    padded = any(_PADDED.match(text.strip()) for text in distinct)
    return padded or bool(said & CODE_WORDS) or level_said(column.header) is not None


def _may_be_codes(column: Column) -> bool:
    """Whether a column may hold codes: figures with decimals are none, nor is what its header says is not."""
    said = words(column.header)
    other = said & OTHER_CODES or says(column.header, OTHER_LEVELS)
    decimals = column.figures and not column.whole
    return not (column.personal or other or decimals or column.percents or column.year)


def _short(column: Column, table: Table, distinct: list[str], territories: Territories) -> Level | None:
    """Return the level of a few codes that may be of regions or departements, by the words around them."""
    if len(distinct) > len(territories.codes(Level.DEPARTEMENT)) + _FEW:
        return None
    headers = (other.header for other in table.columns[:3])
    around = (column.header, *headers, table.book.sheet, table.path.stem)
    said = next((found for text in around if (found := level_said(text))), None)
    level = said or _beside(table, territories)
    is_short = level in (Level.REGION, Level.DEPARTEMENT)
    coded = bool(words(column.header) & CODE_WORDS) or column is table.columns[0]
    return level if is_short and coded else None


def _beside(table: Table, territories: Territories) -> Level | None:
    """Return the level of the names that stand beside the codes: 44 is Grand Est or Loire-Atlantique."""
    texts = [one for one in table.columns[:5] if one.distinct and not one.figures and not one.personal]
    for level in (Level.REGION, Level.DEPARTEMENT):
        ways = (Place(one.header, level, names=True) for one in texts)
        if any(recognised(table, way, territories).share >= _SURE for way in ways):
            return level
    return None


def _known(territories: Territories) -> Callable[[Level, str], bool]:
    """Return whether a code is that of a territory of today, or of a commune of the past."""

    def known(level: Level, code: str) -> bool:
        return territories.known(level, code) or (
            level is Level.COMMUNE and territories.successor(code) is not None
        )

    return known


def _names(table: Table, territories: Territories) -> Iterator[Place]:
    for column in table.columns:
        texts = column.distinct and not column.figures and not column.personal
        if not texts or says(column.header, OTHER_LEVELS):
            continue
        distinct = dict.fromkeys(text.strip() for text in table.cells(column.header).tolist() if text.strip())
        sample = list(distinct)[:_SAMPLE]
        said = level_said(column.header)
        for level in (said,) if said else _PRECISION:
            share = len(_named(sample, level, territories)) / max(len(sample), 1)
            if share >= BELIEVED:
                yield Place(column.header, level, names=True, share=share)


def _named(texts: Iterable[str], level: Level, territories: Territories) -> set[str]:
    """Return the texts that are the name of one territory alone."""
    import pandas as pd

    found = names_to_codes(pd.Series(list(texts), dtype=object), level, territories)
    return {text for text, _, _ in found.matched}


def _coded(texts: Iterable[str], level: Level, territories: Territories) -> set[str]:
    """Return the texts that are the code of a territory, or of what became one."""
    codes = {text: normalise(level, text) for text in texts}
    told = reconcile([code for code in codes.values() if code], level, territories, CURRENT_YEAR)
    unknown = {code for code, _ in told.unknown}
    return {text for text, code in codes.items() if code and code not in unknown}
