# SPDX-License-Identifier: GPL-2.0-or-later
"""What a recipe says: where the data are, how to read them, which indicators they make.

A recipe is a JSON file without code; its keys are described in ``docs/recipes.md`` and read by
:mod:`.recipe_reader`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ..model import Indicator, Level, Status, Theme, Titled
from ..portals.opendatasoft import Explore
from ..published.reading import ReadSpec

#: Number of the format of recipes that this plugin reads.
RECIPE_FORMAT = 1

#: Levels that the figures of a level can be summed to. An EPCI straddles departements: it sums to nothing.
SUMS_TO: Mapping[Level, tuple[Level, ...]] = {
    Level.COMMUNE: (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT, Level.REGION),
    Level.EPCI: (Level.EPCI,),
    Level.DEPARTEMENT: (Level.DEPARTEMENT, Level.REGION),
    Level.REGION: (Level.REGION,),
}

#: Names that a recipe gives to the column of the codes, and to that of the names of territories, which
#: answer where there is no code.
CODE, NAME = "code", "name"

#: States that a text of a table may stand for, by the name that recipes give them.
STATE_NAMES: Mapping[str, Status] = {
    "missing": Status.MISSING,
    "secret": Status.SECRET,
    "not_applicable": Status.NOT_APPLICABLE,
}
#: What stands for a year in the header of a column.
YEAR = "{year}"


@dataclass(frozen=True)
class Condition:
    """Rows that are kept: the cell is one of ``values`` (or none of them), or a number above ``above``.

    Texts are compared without regard to case, accents and spaces around them.
    """

    column: str
    values: tuple[str, ...] = ()
    negated: bool = False
    above: float | None = None


@dataclass(frozen=True)
class YearRule:
    """Where the year of a row is: the same for all, in a column, in the header of a column, or nowhere.

    ``header`` is such as ``entrées {year}``: the latest year that a header shows is taken, and
    ``{year}`` in the headers of columns then stands for it. With ``every``, all the years that headers
    show are taken, and a column whose header has no year is of the latest. ``published`` is for the state
    of a register, which tells no year: it is of the year when its file was changed last.
    """

    fixed: int = 0
    column: str = ""
    header: str = ""
    every: bool = False
    published: bool = False


@dataclass(frozen=True)
class Source:
    """One published table.

    Args:
        name: how reports call it.
        dataset: id of a data set of data.gouv.fr; empty when ``url`` is given. With neither, the table is
            published nowhere: it is a file of the user's.
        resource: id of its resource; empty when the data set has a single main file.
        url: address of the file, where it is not on data.gouv.fr.
        files: patterns of the file's name in a local folder, such as ``cinemas*.csv``.
        read: how to read the file.
        level: level of the codes.
        levels: levels that the figures are published at, that of the codes included.
        columns: for each name used by the recipe, the headers that the column may have.
        year: where the year is.
        keep: conditions that a row must all meet.
        unique: columns that tell a row from another: a row that repeats them all is dropped.
        markers: texts that stand for a state, in any case.
        rows: least and most rows expected; None when not said.
        not_covered: territories that the source says nothing about, which are never 0.
        not_applicable: territories where what the table tells cannot be: Paris has no departement council.
        optional: whether the package can be built without it.
        several: what parts the codes of a cell that has several; empty when each has one.
        cog_year: year of the geographic code that the table follows; 0 for that of its data.
        factors: what the numbers of a column are multiplied by: the files of a recipe may differ in units.
        completes: whether its figures only fill in for those that no source before it gives.
        tabular: whether its rows are asked of data.gouv.fr's tabular API, rather than its file.
        explore: the question to an Opendatasoft portal, where the data are on one.
    """

    name: str
    dataset: str
    resource: str
    url: str
    files: tuple[str, ...]
    read: ReadSpec
    level: Level
    levels: tuple[Level, ...]
    columns: Mapping[str, tuple[str, ...]]
    year: YearRule
    keep: tuple[Condition, ...] = ()
    unique: tuple[str, ...] = ()
    markers: Mapping[str, Status] = field(default_factory=dict)
    rows: tuple[int, int] | None = None
    not_covered: Mapping[Level, frozenset[str]] = field(default_factory=dict)
    optional: bool = False
    several: str = ""
    cog_year: int = 0
    not_applicable: Mapping[Level, frozenset[str]] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    completes: bool = False
    tabular: bool = False
    explore: Explore | None = None

    def is_yearly(self, column: str) -> bool:
        """Whether the header of a column shows a year."""
        return any(YEAR in header for header in self.columns.get(column, ()))


class Operation(str, Enum):
    """How rows make a figure: a stock, but for the last two."""

    COUNT = "count"  #: number of rows, or of rows where a column has a value
    SUM = "sum"  #: sum of a column
    ONCE = "once"  #: a value repeated on each row of a territory, taken once
    POPULATION = "population"  #: municipal population of the geographic code
    PUBLISHED = "published"  #: a ratio that the source publishes, which is kept as it is
    CATEGORY = "category"  #: the category of a territory

    @property
    def is_carried(self) -> bool:
        """Whether the figure belongs to one territory, and is neither summed nor shared."""
        return self in (Operation.PUBLISHED, Operation.CATEGORY)


@dataclass(frozen=True)
class Texts:
    """A category, and the texts that stand for it: in any case, ``*`` being any text."""

    value: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """How one figure is made.

    Args:
        operation: see :class:`Operation`.
        column: the column summed, taken once or whose known values are counted; empty to count rows.
        where: conditions that the rows counted or summed must all meet.
        factor: what values are multiplied by, such as 1000 for k€ to €.
        absent: state of a covered territory without any row: VALUE means zero.
        others: state of a row that does not meet ``where``: VALUE means zero.
        totals: published total of a year, before any row is dropped.
        categories: those of a typology, in order: the first that has the text of a cell is its category.
        otherwise: the category of a covered territory without any row; empty for none.
        prevails: the category of what is made of several territories, as soon as one of them has it.
    """

    operation: Operation
    column: str = ""
    where: tuple[Condition, ...] = ()
    factor: float = 1.0
    absent: Status = Status.MISSING
    others: Status = Status.MISSING
    totals: Mapping[int, float] = field(default_factory=dict)
    categories: tuple[Texts, ...] = ()
    otherwise: str = ""
    prevails: str = ""

    def rank(self, category: str) -> int:
        """Return the place of a category, from 1; 0 for none."""
        return next((place for place, one in enumerate(self.categories, 1) if one.value == category), 0)


@dataclass(frozen=True)
class CheckRule:
    """A plausibility check that the recipe asks for; ``kind`` is one of :data:`CHECKS`.

    ``part_of``: ``indicator`` is never above ``other``. ``bounds``: ``indicator`` stays within ``low`` and
    ``high``. ``not_same``: the columns of ``indicator`` and ``other`` differ. ``known``: at least the share
    ``low`` of the territories has a value.
    """

    kind: str
    indicator: str
    other: str = ""
    low: float = 0.0
    high: float = 0.0
    error: bool = False


CHECKS = ("part_of", "bounds", "not_same", "known")


@dataclass(frozen=True)
class Recipe(Titled):
    """A recipe, as its file says.

    ``indicators`` have neither levels nor years yet: the data tell them. ``measures`` gives how each
    of the stocks, published ratios and typologies is made; the other ratios are recomputed.
    """

    id: str
    title_fr: str
    title_en: str
    description_fr: str
    description_en: str
    licence: str
    licence_url: str
    themes: tuple[Theme, ...]
    sources: tuple[Source, ...]
    indicators: tuple[Indicator, ...]
    measures: Mapping[str, Measure]
    checks: tuple[CheckRule, ...] = ()
