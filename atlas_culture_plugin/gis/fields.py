# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields of a layer: readable names, and computed fields that follow what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import QgsField, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType

from ..core import levelfile
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.pairs import Source
from .categories import name_categories, shown_value
from .expressions import (
    FieldNames,
    class_expression,
    quoted,
    shown_expression,
    status_expression,
)

VALUE, STATUS, CLASS = "valeur", "statut", "classe"
#: Those of the second indicator of a crossing.
VALUE_2, STATUS_2, CLASS_2 = "valeur2", "statut2", "classe2"
#: Both ends of an evolution.
START, END = "debut", "fin"

#: Every field that may be computed, of whatever kind of map.
_COMPUTED = (VALUE, STATUS, CLASS, VALUE_2, STATUS_2, CLASS_2, START, END)


def names_in(source: Source, prepared: PreparedMap) -> FieldNames:
    """Where a level file keeps what a map shows."""
    package, threshold = prepared.indicator.package, prepared.request.threshold
    states = levelfile.status_fields(source.table)
    value = source.field(package, prepared.column)
    earlier = None
    if prepared.request.since is not None and prepared.is_evolution:
        before = source.field(package, prepared.indicator.column(prepared.request.since))
        earlier = FieldNames(before, states[before])
    return FieldNames(
        value=value,
        status=states[value],
        denominator=source.field(package, prepared.denominator) if prepared.denominator else "",
        threshold=threshold if prepared.denominator else 0.0,
        other=names_in(source, prepared.second) if prepared.second is not None else None,
        earlier=earlier,
        is_rate=prepared.is_rate,
    )


def written_names(prepared: PreparedMap) -> FieldNames:
    """Where a layer written for good keeps what a map shows: hidden values and changes are written so."""
    other = prepared.second
    return FieldNames(
        VALUE,
        STATUS,
        threshold=prepared.request.threshold if prepared.denominator else 0.0,
        other=None
        if other is None
        else FieldNames(VALUE_2, STATUS_2, threshold=other.request.threshold if other.denominator else 0.0),
    )


def set_computed(layer: QgsVectorLayer, prepared: PreparedMap, fields: FieldNames) -> None:
    """Set ``valeur``, ``statut`` and ``classe``: labels and expressions that use them stay true
    when another indicator is shown. They are computed only when asked for.

    A crossing also has ``valeur2``, ``statut2`` and ``classe2``; an evolution ``debut`` and ``fin``.
    """
    wanted = list(_computed(prepared, fields))
    shown = {name for name, _type, _expression in wanted}
    for name in _COMPUTED:
        index = layer.fields().lookupField(name)
        if index >= 0 and name not in shown:
            layer.removeExpressionField(index)
    for name, meta_type, expression in wanted:
        index = layer.fields().lookupField(name)
        if index >= 0 and layer.fields().at(index).type() == meta_type:
            layer.updateExpressionField(index, expression)
        else:
            if index >= 0:  # a typology after numbers, or numbers after a typology
                layer.removeExpressionField(index)
            layer.addExpressionField(expression, QgsField(name, meta_type))
    set_aliases(layer, prepared, fields)
    layer.setDisplayExpression(f'"nom" || \' : \' || coalesce({shown_value(prepared, VALUE)}, "{STATUS}")')


def _computed(prepared: PreparedMap, fields: FieldNames) -> Iterator[tuple[str, QMetaType.Type, str]]:
    number = QMetaType.Type.Double
    kind = number if prepared.texts is None else QMetaType.Type.QString
    yield VALUE, kind, shown_expression(fields)
    yield STATUS, QMetaType.Type.QString, status_expression(fields)
    yield CLASS, QMetaType.Type.Int, class_expression(prepared, fields)
    if prepared.second is not None and fields.other is not None:
        yield VALUE_2, number, shown_expression(fields.other)
        yield STATUS_2, QMetaType.Type.QString, status_expression(fields.other)
        yield CLASS_2, QMetaType.Type.Int, class_expression(prepared.second, fields.other)
    if fields.earlier is not None:
        yield START, number, quoted(fields.earlier.value)
        yield END, number, quoted(fields.value)


def set_aliases(layer: QgsVectorLayer, prepared: PreparedMap, fields: FieldNames) -> None:
    """Give readable names to the fields that the layer has."""
    for name, alias in _aliases(prepared, fields):
        index = layer.fields().lookupField(name)
        if index >= 0:
            layer.setFieldAlias(index, alias)
    name_categories(layer, prepared, VALUE)


def _aliases(prepared: PreparedMap, fields: FieldNames) -> Iterator[tuple[str, str]]:
    indicator, other = prepared.indicator, prepared.second
    later = indicator.heading(prepared.year)
    # In a level file this field holds the figure of the year itself, whatever is computed from it.
    yield fields.value, later
    yield from ((VALUE, prepared.heading), (STATUS, tr("Status")), (CLASS, tr("Class")))
    if other is not None:
        if fields.other is not None:
            yield fields.other.value, other.heading
        yield from ((VALUE_2, other.heading), (STATUS_2, tr("Status (2)")), (CLASS_2, tr("Class (2)")))
    if prepared.is_evolution and prepared.request.since is not None:
        earlier = indicator.heading(prepared.request.since)
        if fields.earlier is not None:
            yield fields.earlier.value, earlier
        yield from ((START, earlier), (END, later))
    yield from (
        ("code", tr("Code")),
        ("nom", tr("Name")),
        ("departement", tr("Departement")),
        ("region", tr("Region")),
        ("epci", tr("EPCI code")),
        ("population", tr("Population")),
    )
