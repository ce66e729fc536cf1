# SPDX-License-Identifier: GPL-2.0-or-later
"""What is made of a table of the user: the choices of the wizard, the ``MAPPING`` of ``importtable``.

They travel with the package in ``import.json``, so that next year's file is imported in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from typing import Any

from ..errors import RecipeError
from ..i18n import tr
from ..model import Level
from ..reader import Reader
from ..recipes.recipe_parts import known_keys

#: File of a package that holds the choices it was imported with.
CHOICES_NAME = "import.json"
#: File of a package that holds the recipe made of them.
RECIPE_NAME = "recipe.json"


class Kind(str, Enum):
    """What a column is made into."""

    STOCK = "stock"  #: summed
    RATIO = "ratio"  #: recomputed from its numerator and denominator
    PUBLISHED = "published"  #: kept as it is, at its own level
    TYPOLOGY = "typology"  #: categories

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "stock": tr("Quantity, summed"),
            "ratio": tr("Ratio, recomputed"),
            "published": tr("Ratio, as published"),
            "typology": tr("Categories"),
        }[self.value]


class Absent(str, Enum):
    """What a territory that the table does not name is."""

    MISSING = "missing"  #: not available
    DEPARTEMENTS = "departements"  #: zero in the departements that the table names
    REGIONS = "regions"  #: zero in the regions that the table names
    FRANCE = "france"  #: zero everywhere

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "missing": tr("Not available"),
            "departements": tr("Zero, in the departements of the table"),
            "regions": tr("Zero, in the regions of the table"),
            "france": tr("Zero, in all of France"),
        }[self.value]


@dataclass(frozen=True)
class ColumnChoice:
    """What is made of one column.

    Args:
        header: as the table names it.
        skip: whether nothing is made of it; ``why`` then says the reason.
        id: of the indicator. Columns of the same id are its years.
        numerator, denominator: headers or ids of columns, for a ratio that is recomputed; ``population`` is
            that of the geographic code.
        factor: what values are multiplied by: 1000 for k€ to €; that of the ratio for one recomputed.
        year: of the values; 0 for that of the table.
        decimals: to print.
        once: whether the value is repeated on each row of a territory.
        where: column and texts of the rows that count; empty for all rows.
    """

    header: str
    skip: bool = False
    why: str = ""
    id: str = ""
    label: str = ""
    theme: str = ""
    kind: Kind = Kind.STOCK
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    factor: float = 1.0
    year: int = 0
    decimals: int = 0
    once: bool = False
    where: tuple[str, tuple[str, ...]] = ("", ())


@dataclass(frozen=True)
class Count:
    """An indicator that counts rows: all of them, or those where ``header`` has one of ``values``."""

    id: str
    label: str
    unit: str = ""
    theme: str = ""
    header: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What is made of a table; empty texts and 0 stand for what is to be guessed.

    Args:
        id, title, description, licence: of the package.
        source: who made the figures.
        theme: id or name of a theme.
        sheet, header_row, header_rows: how the table is read.
        code: header of the codes or, with ``names``, of the names.
        level: of the codes; None to guess it.
        levels: published; those of the codes when empty.
        year: of the figures; ``year_column`` is the header of the column that says it.
        year_from: what said the year, one of the values of :class:`~.years.Origin`.
        absent: what a territory without any row is.
        markers: texts and the state they stand for.
        columns, counts: what is made of each column, and of the rows.
    """

    id: str = ""
    title: str = ""
    description: str = ""
    licence: str = ""
    source: str = ""
    theme: str = ""
    sheet: str = ""
    header_row: int = 0
    header_rows: int = 1
    code: str = ""
    names: bool = False
    level: Level | None = None
    levels: tuple[Level, ...] = ()
    year: int = 0
    year_column: str = ""
    year_from: str = ""
    absent: Absent = Absent.MISSING
    markers: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[ColumnChoice, ...] = ()
    counts: tuple[Count, ...] = ()

    def kept(self) -> tuple[ColumnChoice, ...]:
        """Return the columns that something is made of."""
        return tuple(one for one in self.columns if not one.skip)

    def with_column(self, changed: ColumnChoice) -> Choices:
        """Return the choices with another one for a column."""
        columns = tuple(changed if one.header == changed.header else one for one in self.columns)
        return replace(self, columns=columns)

    def document(self) -> dict[str, Any]:
        """Return what ``import.json`` holds: :func:`read_choices` reads it back."""
        found = _bare(self, Choices())
        found["columns"] = [{"header": one.header, **_column(one)} for one in self.columns]
        found["counts"] = [_bare(one, Count("", "")) for one in self.counts]
        return found


def _column(one: ColumnChoice) -> dict[str, Any]:
    found = _bare(one, ColumnChoice(one.header))
    header, values = one.where
    if header:
        found["where"] = {"column": header, "in": list(values)}
    if not one.skip:
        found["kind"] = one.kind.value
    return found


def _bare(item: Any, empty: Any) -> dict[str, Any]:
    """Return the fields that say something, as JSON holds them."""
    said = {f.name for f in fields(item) if getattr(item, f.name) != getattr(empty, f.name)}
    return {key: _plain(value) for key, value in asdict(item).items() if key in said}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_plain(one) for one in value] if isinstance(value, (tuple, list)) else value


def read_choices(document: object, file: str) -> Choices:
    """Read choices from JSON. ``columns`` is a list, or an object by header.

    Raises:
        RecipeError: something in it is not understood; the details hold every problem.
    """
    reader = Reader(file)
    root = reader.mapping(document, "")
    known_keys(reader, root, (one.name for one in fields(Choices)), "")
    levels = reader.texts(root, "levels", "") if root.get("levels") else []
    markers = reader.mapping(root.get("markers", {}), "markers")
    for text, state in markers.items():
        if state not in ("missing", "secret", "not_applicable"):
            what = "missing, secret, not_applicable"
            reader.problem("markers", tr('"{key}": expected {what}').format(key=text[:40], what=what))
    texts = {
        key: reader.text(root, key, "", required=False)
        for key in (
            "id",
            "title",
            "description",
            "licence",
            "source",
            "theme",
            "sheet",
            "code",
            "year_column",
            "year_from",
        )
    }
    found = Choices(
        **texts,
        header_row=reader.integer(root, "header_row", "", high=1000, default=0),
        header_rows=reader.integer(root, "header_rows", "", low=1, high=10, default=1),
        names=reader.boolean(root, "names", "", default=False),
        level=reader.choice(root, "level", "", Level) if root.get("level") else None,
        levels=tuple(level for level in Level if level.value in levels),
        year=reader.integer(root, "year", "", high=2200, default=0),
        absent=reader.choice(root, "absent", "", Absent, default=Absent.MISSING),
        markers={text: str(state) for text, state in markers.items()},
        columns=_columns(reader, root),
        counts=_counts(reader, root),
    )
    if reader.problems:
        raise RecipeError(reader.problems[0], "\n".join(reader.problems))
    return found


def _columns(reader: Reader, root: Mapping[str, object]) -> tuple[ColumnChoice, ...]:
    given = root.get("columns", [])
    if isinstance(given, dict):
        pairs = [(reader.mapping(item, f"columns.{name}"), f"columns.{name}") for name, item in given.items()]
        named = [({"header": name, **item}, where) for name, (item, where) in zip(given, pairs)]
    else:
        named = [(dict(item), where) for item, where in (reader.items(root, "columns", "") if given else [])]
    return tuple(_column_choice(reader, item, where) for item, where in named)


def _column_choice(reader: Reader, item: Mapping[str, object], where: str) -> ColumnChoice:
    known_keys(reader, item, (one.name for one in fields(ColumnChoice)), where)
    texts = {
        key: reader.text(item, key, where, required=key == "header")
        for key in ("header", "why", "id", "label", "theme", "unit", "numerator", "denominator")
    }
    condition = reader.mapping(item.get("where", {}), f"{where}.where")
    rows = ("", ()) if not condition else _condition(reader, condition, f"{where}.where")
    return ColumnChoice(
        **texts,
        skip=reader.boolean(item, "skip", where, default=False),
        kind=reader.choice(item, "kind", where, Kind, default=Kind.STOCK),
        factor=reader.number(item, "factor", where, default=1.0),
        year=reader.integer(item, "year", where, high=2200, default=0),
        decimals=reader.integer(item, "decimals", where, high=6, default=0),
        once=reader.boolean(item, "once", where, default=False),
        where=rows,
    )


def _condition(reader: Reader, item: Mapping[str, object], where: str) -> tuple[str, tuple[str, ...]]:
    known_keys(reader, item, ("column", "in"), where)
    return reader.text(item, "column", where), tuple(reader.texts(item, "in", where))


def _counts(reader: Reader, root: Mapping[str, object]) -> tuple[Count, ...]:
    found = []
    for item, where in reader.items(root, "counts", "") if root.get("counts") else []:
        known_keys(reader, item, (one.name for one in fields(Count)), where)
        header = reader.text(item, "header", where, required=False)
        found.append(
            Count(
                reader.text(item, "id", where),
                reader.text(item, "label", where),
                reader.text(item, "unit", where, required=False),
                reader.text(item, "theme", where, required=False),
                header,
                tuple(reader.texts(item, "values", where)) if header else (),
            )
        )
    return tuple(found)
