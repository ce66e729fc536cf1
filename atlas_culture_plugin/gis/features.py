# SPDX-License-Identifier: GPL-2.0-or-later
"""Features of a map as a plain vector layer: code, name, parents, value, status, class."""

from __future__ import annotations

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
from ..core.territories import territories
from .fields import CLASS, STATUS, VALUE

_PARENTS = ("departement", "region", "epci")


def crs_of(prepared: PreparedMap) -> QgsCoordinateReferenceSystem:
    """Lambert-93 in metropole, the legal local CRS in one overseas departement, else EPSG:4326."""
    return QgsCoordinateReferenceSystem(territories().crs_for(prepared.request.level, prepared.codes))


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
    ):
        fields.append(QgsField(name, meta_type))
    return fields


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
    condition = subset(request.level, request.within, territories())
    fields = fields_of(prepared)
    rows = {code: row for row, code in enumerate(prepared.codes)}
    classes = prepared.classification.classes(prepared.values)
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
        own = [outline.code, outline.nom, outline.departement, outline.region, outline.epci]
        feature.setAttributes([*own, *_cells(prepared, row, int(classes[row]))])
        yield feature


def _cells(prepared: PreparedMap, row: int, rank: int) -> list[object]:
    status = Status(int(prepared.statuses[row]))
    value: object = None
    if status is Status.VALUE:
        value = float(prepared.values[row]) if prepared.texts is None else prepared.texts[row]
    return [value, status.field_value, rank or None]


def report(prepared: PreparedMap, outlines: Path, table: Table) -> JoinReport:
    """What joined between the boundaries and the package, within the territory asked for."""
    joined = levelfile.compare(outlines, table)
    inside = set(prepared.codes)
    data = table.index()
    unknown = inside.intersection(joined.not_in_layer)
    return JoinReport(
        level=prepared.request.level,
        matched=sum(1 for code in inside if code in data) - len(unknown),
        without_data=tuple(code for code in joined.without_data if code in inside),
        not_in_layer=tuple(sorted(unknown)),
        without_outline=tuple(code for code in joined.without_outline if code in inside),
    )
