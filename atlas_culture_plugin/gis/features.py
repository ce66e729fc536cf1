# SPDX-License-Identifier: GPL-2.0-or-later
"""Features of a map as a plain vector layer: code, name, parents, value, status, class.

A crossing adds the value, status and class of the second indicator; an evolution, both figures that its
change was computed from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
)
from qgis.PyQt.QtCore import QMetaType

from ..core import levelfile
from ..core.joining import JoinReport
from ..core.mapping import PreparedMap
from ..core.model import Status
from ..core.progress import Progress, check
from ..core.scope import subset
from ..core.table import Table
from .fields import CLASS, CLASS_2, END, START, STATUS, STATUS_2, VALUE, VALUE_2

_PARENTS = ("departement", "region", "epci")


def crs_of(prepared: PreparedMap) -> QgsCoordinateReferenceSystem:
    """Lambert-93 in metropole, the legal local CRS in one overseas departement, else EPSG:4326."""
    official = prepared.territories.crs_for(prepared.request.level, prepared.codes)
    return QgsCoordinateReferenceSystem(official)


def fields_of(prepared: PreparedMap) -> QgsFields:
    """Fields of the output."""
    kind = QMetaType.Type.Double if prepared.texts is None else QMetaType.Type.QString
    fields = QgsFields()
    for name, meta_type in (
        ("code", QMetaType.Type.QString),
        ("nom", QMetaType.Type.QString),
        *((name, QMetaType.Type.QString) for name in _PARENTS),
        (VALUE, kind),
        (STATUS, QMetaType.Type.QString),
        (CLASS, QMetaType.Type.Int),
        *_more_fields(prepared),
    ):
        fields.append(QgsField(name, meta_type))
    return fields


def _more_fields(prepared: PreparedMap) -> list[tuple[str, QMetaType.Type]]:
    number, text = QMetaType.Type.Double, QMetaType.Type.QString
    if prepared.second is not None:
        return [(VALUE_2, number), (STATUS_2, text), (CLASS_2, QMetaType.Type.Int)]
    return [(START, number), (END, number)] if prepared.is_evolution else []


def of_map(
    prepared: PreparedMap,
    outlines: Path,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    progress: Progress,
) -> Iterator[QgsFeature]:
    """Yield a feature for each territory of the map, in code order, in ``crs``.

    Raises:
        StorageError: the shipped boundaries cannot be read.
        Cancelled: the user stopped.
    """
    request = prepared.request
    # Quicker than reading 35,000 outlines to keep the 24 of an island.
    condition = subset(request.level, request.within, prepared.territories)
    fields = fields_of(prepared)
    rows = {code: row for row, code in enumerate(prepared.codes)}
    classes = [side.rounded.classes(side.values) for side in prepared.sides]
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, transform_context)
    total = len(rows) or 1
    known = (o for o in levelfile.outlines(outlines, request.level, condition) if o.code in rows)
    for done, outline in enumerate(known):
        if done % 500 == 0:
            check(progress)
            progress.set_fraction(done / total)
        feature = QgsFeature(fields)
        if outline.wkb is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(outline.wkb)
            geometry.transform(transform)
            feature.setGeometry(geometry)
        row = rows[outline.code]
        own: list[object] = [outline.code, outline.nom, outline.departement, outline.region, outline.epci]
        for side, ranks in zip(prepared.sides, classes):
            own += _cells(side, row, int(ranks[row]))
        feature.setAttributes([*own, *_ends(prepared, row)])
        yield feature


def _cells(prepared: PreparedMap, row: int, rank: int) -> list[object]:
    status = Status(int(prepared.statuses[row]))
    value: object = None
    if status is Status.VALUE:
        value = float(prepared.values[row]) if prepared.texts is None else prepared.texts[row]
    return [value, status.field_value, rank or None]


def _ends(prepared: PreparedMap, row: int) -> list[object]:
    """Figures of both years of an evolution, NULL where there is none."""
    ends = [end for end in (prepared.earlier, prepared.later) if end is not None]
    return [None if math.isnan(end[row]) else float(end[row]) for end in ends]


def report(prepared: PreparedMap, outlines: Path, table: Table) -> JoinReport:
    """What joined between the boundaries and the package, within the territory asked for."""
    joined = levelfile.compare(outlines, table)
    inside = set(prepared.codes)
    data = table.index()
    # Those of other boundaries are not in the map, and told all the same.
    everywhere = prepared.territories.vintage.identifier and not prepared.request.within.strip()
    unknown = set(joined.not_in_layer) if everywhere else inside.intersection(joined.not_in_layer)
    return JoinReport(
        level=prepared.request.level,
        matched=sum(1 for code in inside - unknown if code in data),
        without_data=tuple(code for code in joined.without_data if code in inside),
        not_in_layer=tuple(sorted(unknown)),
        without_outline=tuple(code for code in joined.without_outline if code in inside),
    )
