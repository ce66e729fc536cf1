# SPDX-License-Identifier: GPL-2.0-or-later
"""What each column of a table is guessed to be: a figure, categories, or nothing to map, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..i18n import tr
from ..model import Level
from ..territories import Territories, plain
from .choices import ColumnChoice, Count, Kind
from .figures import UNKNOWN_UNIT, guess_figure, theme_of, without_scale
from .geography import Place, recognised
from .profile import Column, Table
from .words import (
    OTHER_LEVELS,
    TYPOLOGY_WORDS,
    identifies,
    says,
    says_a_year,
    slug,
    without_unit,
    without_year,
    words,
)
from .years import is_year_column

#: Categories that a legend can tell apart.
MOST_CATEGORIES = 12
#: Rows whose texts, all different, are labels.
_FEWEST = 3
#: Share of the cells that name a programme below which an empty cell is « outside it ».
_RARE = 0.2
#: Least factor of what a header gives in thousands of euros.
_THOUSAND = 1000.0
#: Headers that say nothing without the title.
_VAGUE = frozenset({
    "total", "valeur", "nombre", "montant", "effectif", "fonctionnement", "investissement", "part", "taux",
})  # fmt: skip
#: Name of what is beside the point of every table.
_POPULATION = "population"


@dataclass(frozen=True)
class Made:
    """What is made of each column, of the rows, and sentences about it."""

    choices: tuple[ColumnChoice, ...]
    counts: tuple[Count, ...]
    notes: tuple[str, ...]


def guess_columns(table: Table, place: Place, territories: Territories, title: str) -> Made:
    """Return what is made of each column, and of the rows where no column is a figure."""
    repeats = _Repeats(table, place)
    choices: list[ColumnChoice] = []
    for column in table.columns:
        why = _skipped(column, place, table, territories)
        choices.append(
            ColumnChoice(column.header, skip=True, why=why) if why else _choice(column, table, repeats, title)
        )
    figures = any(not one.skip and one.kind is not Kind.TYPOLOGY for one in choices)
    counts = _row_counts(table, repeats, title) if repeats.several and not figures else ()
    notes = [tr("The rows of a territory are added up.")] if repeats.several and figures else []
    if counts:
        notes.append(tr("No column holds figures: the rows of each territory are counted."))
    return Made(_named(choices), counts, tuple(notes))


class _Repeats:
    """Which rows are of the same territory and year."""

    def __init__(self, table: Table, place: Place) -> None:
        years = [one.header for one in table.columns if is_year_column(one)][:1]
        self.frame = table.frame
        self.keys = [place.column, *years]
        filled = table.frame[table.frame[place.column] != ""]
        self.several = bool(filled.duplicated(self.keys).any())

    def agree(self, header: str) -> bool:
        """Whether all the rows of a territory have the same cell."""
        filled = self.frame[(self.frame[self.keys[0]] != "") & (self.frame[header] != "")]
        return bool((filled.groupby(self.keys, sort=False)[header].nunique() <= 1).all())


def _skipped(column: Column, place: Place, table: Table, territories: Territories) -> str:
    """Return why nothing can be made of a column, empty when something can."""
    reasons = (
        (column.header == place.column, tr("says the territory")),
        (column.personal, tr("speaks of persons: it is not read")),
        (not column.filled, tr("is empty")),
        (table.is_ambiguous(column.header), tr("is called as another column is")),
        (is_year_column(column), tr("says the year")),
    )
    told = next((why for is_so, why in reasons if is_so), "")
    if told:
        return told
    return _not_a_figure(column) or ("" if column.figures else _not_a_category(column, table, territories))


def _not_a_figure(column: Column) -> str:
    """Return why a column is no figure by what its header says, empty when it may be one."""
    if identifies(column.header):
        return tr("identifies rows, or places them")
    if column.whole and says(column.header, OTHER_LEVELS):
        return tr("is of other territories")
    says_year = says_a_year(column.header) and column.low > 1000 and not column.year
    return tr("says a year, which is no figure") if column.whole and says_year else ""


def _not_a_category(column: Column, table: Table, territories: Territories) -> str:
    """Return why a column of texts makes no categories, empty when it may."""
    if column.distinct == 1 and column.filled == table.rows > 1:
        return tr("says the same everywhere")
    is_rare = column.filled <= _RARE * table.rows
    own = column.distinct == column.filled >= _FEWEST
    many = column.distinct > MOST_CATEGORIES and column.distinct > 0.5 * column.filled
    if (own or many) and not is_rare:
        return tr("is a label: one text a row, or nearly")
    ways = (Place(column.header, level, names=True) for level in Level)
    named = any(recognised(table, way, territories).share >= 0.5 for way in ways)
    return tr("names territories") if named else ""


def _choice(column: Column, table: Table, repeats: _Repeats, title: str) -> ColumnChoice:
    theme = theme_of(column.header)
    coded = column.whole and column.distinct <= MOST_CATEGORIES and words(column.header) & TYPOLOGY_WORDS
    if not column.figures or coded:
        return _typology(column, repeats, theme)
    if not column.is_figures:
        text = column.texts[0][0] if column.texts else "…"
        why = tr("mixes figures and texts such as “{text}”").format(text=text[:40])
        return ColumnChoice(column.header, skip=True, why=why)
    figure = guess_figure(column, title)
    once = repeats.several and repeats.agree(column.header)
    if once and figure.kind is Kind.STOCK and figure.unit == UNKNOWN_UNIT:
        why = tr("is the same on all rows of a territory, and its header says nothing of a quantity")
        return ColumnChoice(column.header, skip=True, why=why)
    if figure.kind is Kind.PUBLISHED and repeats.several and not once:
        return ColumnChoice(
            column.header, skip=True, why=tr("is a ratio that differs among the rows of a territory")
        )
    return ColumnChoice(
        column.header,
        label=_label(column, title) if figure.factor < _THOUSAND else without_scale(_label(column, title)),
        theme=theme,
        kind=figure.kind,
        unit=figure.unit if figure.sure else tr("unit to be said"),
        factor=figure.factor,
        year=column.year,
        decimals=figure.decimals,
        once=once and figure.kind is Kind.STOCK,
    )


def _typology(column: Column, repeats: _Repeats, theme: str) -> ColumnChoice:
    few = column.distinct <= MOST_CATEGORIES
    rare = column.filled <= _RARE * len(repeats.frame)
    if repeats.several and not repeats.agree(column.header):
        return ColumnChoice(column.header, skip=True, why=tr("differs among the rows of a territory"))
    if not few and not rare:
        return ColumnChoice(column.header, skip=True, why=tr("has too many different texts for categories"))
    label = without_year(column.header) or column.header
    return ColumnChoice(column.header, label=label, theme=theme, kind=Kind.TYPOLOGY, year=column.year)


def _label(column: Column, title: str) -> str:
    """Return a label: « Total » alone says nothing without the title."""
    bare = without_unit(without_year(" ".join(column.header.replace("_", " ").split())))
    if not bare:
        return title
    text = f"{title} – {bare.lower()}" if plain(bare) in _VAGUE else bare
    return text[:1].upper() + text[1:]


def _row_counts(table: Table, repeats: _Repeats, title: str) -> tuple[Count, ...]:
    """Return the counts of rows: all, then by the categories of the column that parts them best."""
    counts = [Count("nombre", tr("{title} (number)").format(title=title), slug(title, " ", 30))]
    parted = [
        one for one in table.columns
        if not one.personal and not one.figures and 2 <= one.distinct <= MOST_CATEGORIES
        and one.filled >= 0.5 * table.rows and words(one.header) & TYPOLOGY_WORDS
    ]  # fmt: skip
    for text, _ in parted[0].texts if parted else ():
        counts.append(
            Count(
                f"nombre_{slug(text, most=30)}", text, counts[0].unit, header=parted[0].header, values=(text,)
            )
        )
    return tuple(counts)


def _named(choices: Sequence[ColumnChoice]) -> tuple[ColumnChoice, ...]:
    """Give each indicator an id; columns that differ only by their year are years of one."""
    taken: set[tuple[str, int]] = set()
    named: dict[str, str] = {}
    found = []
    for one in choices:
        if one.skip:
            found.append(one)
            continue
        said = without_unit(without_year(one.header))
        base = slug(said) or "valeur"
        base = base if base[0].isalpha() else f"v_{base}"
        # An id is cut: two columns may have the same one and not say the same.
        whole = plain(said)
        name, rank = base, 2
        while (
            (name, one.year) in taken
            or named.get(name, whole) != whole
            or (name == _POPULATION and one.kind is not Kind.STOCK)
        ):
            name, rank = f"{base}_{rank}", rank + 1
        taken.add((name, one.year))
        named[name] = whole
        found.append(replace(one, id=name))
    return tuple(found)
