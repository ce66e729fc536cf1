# SPDX-License-Identifier: GPL-2.0-or-later
"""Joining indicators to a layer that is not ours, by a code that may be written in many ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsFeature,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsVariantUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from ..core import joining
from ..core.codes import guess_level, normalise
from ..core.errors import IndicatorError, JoinError
from ..core.i18n import tr
from ..core.joining import JoinReport
from ..core.library import Library
from ..core.model import Indicator, Level, Status
from ..core.progress import Progress, check
from ..core.table import Column
from ..core.territories import Territories

#: Share of known codes under which a field is not taken for a field of codes.
MINIMUM_SHARE = 0.5

#: Names of fields that number the rows: every number up to 95 is also the code of a departement.
_ROW_NUMBERS = ("fid", "ogc_fid", "objectid", "gid", "rowid")

#: What the name of a field of codes often holds.
_CODE_NAME = re.compile(r"code|insee|siren|cog|^(reg|dep|dpt|epci|com)", re.IGNORECASE)

#: Fields that a GeoPackage keeps for itself.
_RESERVED = ("fid", "geom")


@dataclass(frozen=True)
class CodeColumn:
    """A field of the layer and what it holds, row by row; ``None`` for an empty cell."""

    field: str
    values: tuple[object, ...]


@dataclass(frozen=True)
class JoinedIndicator:
    """An indicator to join: its year, its column, and the row of each code."""

    indicator: Indicator
    year: int
    column: Column
    rows: dict[str, int]

    @property
    def name(self) -> str:
        """Name of its field."""
        return self.indicator.column(self.year)


def find_codes(
    source: QgsProcessingFeatureSource, field: str, level: Level | None, territories: Territories
) -> tuple[CodeColumn, Level]:
    """Find the field of codes and their level, from the values when they are not given.

    Raises:
        JoinError: the field does not exist, or none holds usable codes.
    """
    names = [one.name() for one in source.fields()]
    if field and field not in names:
        raise JoinError(
            tr("The layer has no field “{field}”. Its fields: {fields}.").format(
                field=field, fields=", ".join(names)
            )
        )
    columns = _read(source, [field] if field else _candidates(source.fields()))
    if not field:
        columns = [column for column in columns if not _numbers_rows(column)]
    # Whoever names both the field and the level knows: a few good codes are enough.
    minimum = 0.0 if field and level else MINIMUM_SHARE
    best = max(
        (_score(column, level, territories, minimum) for column in columns),
        key=lambda scored: scored[0],
        default=(0.0, None, None),
    )
    rank, column, found = best
    if column is None or found is None or not rank:
        raise JoinError(_no_codes(field, level, names))
    return column, found


def _no_codes(field: str, level: Level | None, names: list[str]) -> str:
    if field:
        wanted = level.label if level else tr("regions, departements, EPCI or communes")
        return tr(
            "The field “{field}” does not hold codes of {level}, or too few to be sure: choose another "
            "field, or name the level too."
        ).format(field=field, level=wanted)
    return tr(
        "No field holds territory codes (Insee codes or SIREN of EPCI). Fields looked at: {fields}. "
        "Add a field with the codes; if it has few known ones, name the field and the level."
    ).format(fields=", ".join(names))


def _candidates(fields: QgsFields) -> list[str]:
    """Fields that may hold codes: texts and numbers."""
    kinds = (
        QMetaType.Type.QString,
        QMetaType.Type.Int,
        QMetaType.Type.LongLong,
        QMetaType.Type.UInt,
        QMetaType.Type.ULongLong,
        QMetaType.Type.Double,
    )
    return [one.name() for one in fields if one.type() in kinds]


def _read(source: QgsProcessingFeatureSource, names: Sequence[str]) -> list[CodeColumn]:
    fields = source.fields()
    indexes = [fields.lookupField(name) for name in names]
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(indexes)
    rows = [[_plain(f.attribute(i)) for i in indexes] for f in _rows(source, request)]
    columns = list(zip(*rows)) or [() for _name in names]
    return [CodeColumn(name, tuple(values)) for name, values in zip(names, columns)]


def _rows(source: QgsProcessingFeatureSource, request: QgsFeatureRequest) -> QgsFeatureIterator:
    """Read the rows without looking at their geometry.

    An invalid one is no reason to refuse figures, and what QGIS throws when it finds one passes
    through Python's own frames and corrupts them.
    """
    return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)


def _plain(value: object) -> object:
    return None if QgsVariantUtils.isNull(value) else value


def _numbers_rows(column: CodeColumn) -> bool:
    """Whether a field only numbers the rows, by its name or because it counts 0, 1, 2, 3..."""
    if column.field.lower() in _ROW_NUMBERS:
        return True
    count = len(column.values)
    return count > 1 and column.values in (tuple(range(count)), tuple(range(1, count + 1)))


def _score(
    column: CodeColumn, level: Level | None, territories: Territories, minimum: float
) -> tuple[float, CodeColumn, Level | None]:
    """Share of the distinct values that are codes of the level, and what tells between two such fields.

    The one that tells the rows apart wins (commune against departement), or has the name of a code.
    """
    distinct = {value for value in column.values if value is not None}
    found = level or guess_level(distinct, territories.known)
    if found is None or not distinct:
        return 0.0, column, None
    codes = [normalise(found, value) for value in distinct]
    share = sum(1 for code in codes if code and territories.known(found, code)) / len(distinct)
    if not share or share < minimum:
        return 0.0, column, found
    spread = len(distinct) / max(1, len(column.values))
    return share + spread / 10 + (0.2 if _CODE_NAME.search(column.field) else 0.0), column, found


def resolve(
    library: Library, references: Sequence[str], level: Level, year: int | None
) -> list[JoinedIndicator]:
    """Find the indicators to join.

    Raises:
        IndicatorError: one does not exist, or not at this level or year.
    """
    joined: dict[str, JoinedIndicator] = {}
    for reference in references:
        indicator, found = library.resolve(reference, level, year)
        table = library.table(indicator.package, level)
        column = table.columns[indicator.column(found)]
        joined[indicator.key] = JoinedIndicator(indicator, found, column, table.index())
    if not joined:
        raise IndicatorError(tr("Choose at least one indicator to join."))
    return list(joined.values())


def match(
    column: CodeColumn, level: Level, joined: Sequence[JoinedIndicator], territories: Territories
) -> tuple[list[str | None], JoinReport]:
    """Match the codes of the layer with those of the packages."""
    data = dict.fromkeys(code for one in joined for code in one.rows)
    return joining.match(column.values, level, list(data), territories)


def own_fields(source: QgsProcessingFeatureSource) -> list[tuple[int, QgsField]]:
    """The fields of the layer that the copy keeps, each with its position, under names that it can bear.

    Names are compared as databases do, whatever the case. A row number ``fid`` is not kept: the copy
    numbers its own rows.
    """
    kept: list[tuple[int, QgsField]] = []
    taken: set[str] = set(_RESERVED)
    for index, one in enumerate(source.fields()):
        name = one.name()
        if name.lower() == "fid" and _is_row_number(source, index):
            continue
        name = f"{name}_source" if name.lower() in _RESERVED else name
        while name.lower() in taken:
            name += "_2"
        taken.add(name.lower())
        field = QgsField(one)
        field.setName(name)
        kept.append((index, field))
    return kept


def _is_row_number(source: QgsProcessingFeatureSource, index: int) -> bool:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([index])
    return all(feature.attribute(index) == feature.id() for feature in _rows(source, request))


def fields_of(own: Sequence[tuple[int, QgsField]], joined: Sequence[JoinedIndicator]) -> QgsFields:
    """The layer's own fields, then a value and a status for each indicator."""
    fields = QgsFields()
    for _index, one in own:
        fields.append(one)
    for indicator, (value, status) in zip(joined, names_of(own, joined)):
        kind = QMetaType.Type.Double if indicator.column.texts is None else QMetaType.Type.QString
        fields.append(QgsField(value, kind))
        fields.append(QgsField(status, QMetaType.Type.QString))
    return fields


def names_of(own: Sequence[tuple[int, QgsField]], joined: Sequence[JoinedIndicator]) -> list[tuple[str, str]]:
    """Names of the value field and of the status field of each indicator, all distinct."""
    taken = {one.name().lower() for _index, one in own}
    names: list[tuple[str, str]] = []
    for one in joined:
        name = one.name
        while name.lower() in taken or f"{name}_statut".lower() in taken:
            name = f"{name}_atlas"
        names.append((name, f"{name}_statut"))
        taken.update(part.lower() for part in names[-1])
    return names


def features(
    source: QgsProcessingFeatureSource,
    own: Sequence[tuple[int, QgsField]],
    column: CodeColumn,
    codes: Sequence[str | None],
    joined: Sequence[JoinedIndicator],
    progress: Progress,
) -> Iterator[QgsFeature]:
    """Yield every feature of the layer with its indicators; none is dropped, not even an invalid one.

    A code is looked up by what the row itself holds: a database may give its rows in another order
    the second time.
    """
    fields = fields_of(own, joined)
    code_of = dict(zip(column.values, codes))
    index = source.fields().lookupField(column.field)
    total = len(codes) or 1
    for row, feature in enumerate(_rows(source, QgsFeatureRequest())):
        if row % 500 == 0:
            check(progress)
            progress.set_fraction(row / total)
        new = QgsFeature(fields)
        new.setGeometry(feature.geometry())
        cells = feature.attributes()
        code = code_of.get(_plain(cells[index]))
        found = [cell for one in joined for cell in _cells(one, code)]
        new.setAttributes([cells[position] for position, _field in own] + found)
        yield new


def _cells(joined: JoinedIndicator, code: str | None) -> tuple[object, str]:
    row = joined.rows.get(code) if code is not None else None
    if row is None:
        return None, Status.MISSING.field_value
    status = Status(int(joined.column.statuses[row]))
    if status is not Status.VALUE:
        return None, status.field_value
    texts = joined.column.texts
    return (float(joined.column.values[row]) if texts is None else texts[row]), status.field_value


def set_aliases(
    layer: QgsVectorLayer, own: Sequence[tuple[int, QgsField]], joined: Sequence[JoinedIndicator]
) -> None:
    """Readable names for the new fields."""
    for one, (value, status) in zip(joined, names_of(own, joined)):
        label = one.indicator.heading(one.year)
        layer.setFieldAlias(layer.fields().lookupField(value), label)
        layer.setFieldAlias(layer.fields().lookupField(status), f"{tr('Status')} – {label}")
