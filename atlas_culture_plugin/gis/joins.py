# SPDX-License-Identifier: GPL-2.0-or-later
"""Joining indicators to a layer that is not ours, by a code that may be written in many ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsFeature,
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
    best = max(
        (_score(column, level, territories) for column in columns),
        key=lambda scored: scored[0],
        default=(0.0, None, None),
    )
    share, column, found = best
    if column is None or found is None or share < MINIMUM_SHARE:
        raise JoinError(_no_codes(field, level, names))
    return column, found


def _no_codes(field: str, level: Level | None, names: list[str]) -> str:
    if field:
        wanted = level.label if level else tr("regions, departements, EPCI or communes")
        return tr(
            "The field “{field}” does not hold codes of {level}: choose another field or another level."
        ).format(field=field, level=wanted)
    return tr(
        "No field holds territory codes (Insee codes or SIREN of EPCI). Fields looked at: {fields}. "
        "Add a field with the codes, or name it if it has few known ones."
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
    rows = [[_plain(f.attribute(i)) for i in indexes] for f in source.getFeatures(request)]
    columns = list(zip(*rows)) or [() for _name in names]
    return [CodeColumn(name, tuple(values)) for name, values in zip(names, columns)]


def _plain(value: object) -> object:
    return None if QgsVariantUtils.isNull(value) else value


def _score(
    column: CodeColumn, level: Level | None, territories: Territories
) -> tuple[float, CodeColumn, Level | None]:
    """Share of the distinct values that are codes of the level; few distinct values count less.

    A field such as "1" on every row would otherwise pass for a departement.
    """
    distinct = {value for value in column.values if value is not None}

    def known(one: Level, code: str) -> bool:
        return territories.get(one, code) is not None

    found = level or guess_level(distinct, known)
    if found is None or not distinct:
        return 0.0, column, None
    codes = [normalise(found, value) for value in distinct]
    share = sum(1 for code in codes if code is not None and known(found, code)) / len(distinct)
    # Between two fields of good codes (commune and departement), the one that tells the rows apart.
    spread = len(distinct) / max(1, len(column.values))
    return (share + spread / 10 if share >= MINIMUM_SHARE else 0.0), column, found


def resolve(
    library: Library, references: Sequence[str], level: Level, year: int | None
) -> list[JoinedIndicator]:
    """Find the indicators to join.

    Raises:
        IndicatorError: one does not exist, or not at this level or year.
    """
    joined: list[JoinedIndicator] = []
    for reference in dict.fromkeys(references):
        indicator, found = library.resolve(reference, level, year)
        table = library.table(indicator.package, level)
        joined.append(
            JoinedIndicator(indicator, found, table.columns[indicator.column(found)], table.index())
        )
    if not joined:
        raise IndicatorError(tr("Choose at least one indicator to join."))
    return joined


def match(
    column: CodeColumn, level: Level, joined: Sequence[JoinedIndicator], territories: Territories
) -> tuple[list[str | None], JoinReport]:
    """Match the codes of the layer with those of the packages."""
    data = dict.fromkeys(code for one in joined for code in one.rows)
    return joining.match(column.values, level, list(data), territories)


def fields_of(own: QgsFields, joined: Sequence[JoinedIndicator]) -> QgsFields:
    """The layer's own fields, then a value and a status for each indicator."""
    fields = QgsFields()
    for one in own:
        # A GeoPackage gives its rows a fid of its own: one of the source may have repetitions.
        if one.name().lower() != "fid":
            fields.append(one)
    for indicator in joined:
        kind = QMetaType.Type.Double if indicator.column.texts is None else QMetaType.Type.QString
        value, status = names_of(own, indicator)
        fields.append(QgsField(value, kind))
        fields.append(QgsField(status, QMetaType.Type.QString))
    return fields


def names_of(own: QgsFields, joined: JoinedIndicator) -> tuple[str, str]:
    """Names of the value field and of the status field, distinct from the layer's own."""
    taken = {one.name().lower() for one in own}
    name = joined.name
    while name.lower() in taken or f"{name}_statut".lower() in taken:
        name = f"{name}_atlas"
    return name, f"{name}_statut"


def features(
    source: QgsProcessingFeatureSource,
    codes: Sequence[str | None],
    joined: Sequence[JoinedIndicator],
    progress: Progress,
) -> Iterator[QgsFeature]:
    """Yield every feature of the layer with its indicators; none is dropped."""
    fields = fields_of(source.fields(), joined)
    kept = [i for i, one in enumerate(source.fields()) if one.name().lower() != "fid"]
    total = len(codes) or 1
    for row, (feature, code) in enumerate(zip(source.getFeatures(), codes)):
        if row % 500 == 0:
            check(progress)
            progress.set_fraction(row / total)
        new = QgsFeature(fields)
        new.setGeometry(feature.geometry())
        own = feature.attributes()
        cells = [cell for one in joined for cell in _cells(one, code)]
        new.setAttributes([own[i] for i in kept] + cells)
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


def set_aliases(layer: QgsVectorLayer, own: QgsFields, joined: Sequence[JoinedIndicator]) -> None:
    """Readable names for the new fields."""
    for one in joined:
        value, status = names_of(own, one)
        unit = f" ({one.indicator.unit})" if one.indicator.unit else ""
        label = f"{one.indicator.label}{unit}, {one.year}"
        layer.setFieldAlias(layer.fields().lookupField(value), label)
        layer.setFieldAlias(layer.fields().lookupField(status), f"{tr('Status')} – {label}")
