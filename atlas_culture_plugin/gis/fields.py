# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields of a layer: readable names, and three computed fields that follow the indicator shown."""

from __future__ import annotations

from qgis.core import QgsField, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType

from ..core.i18n import tr
from ..core.mapping import PreparedMap
from .categories import name_categories, shown_value
from .expressions import FieldNames, class_expression, status_expression

VALUE, STATUS, CLASS = "valeur", "statut", "classe"


def set_computed(layer: QgsVectorLayer, prepared: PreparedMap, fields: FieldNames) -> None:
    """Set ``valeur``, ``statut`` and ``classe``: labels and expressions that use them stay true
    when another indicator is shown. They are computed only when asked for.
    """
    kind = QMetaType.Type.Double if prepared.texts is None else QMetaType.Type.QString
    for name, meta_type, expression in (
        (VALUE, kind, f'"{fields.value}"'),
        (STATUS, QMetaType.Type.QString, status_expression(fields)),
        (CLASS, QMetaType.Type.Int, class_expression(prepared, fields)),
    ):
        index = layer.fields().lookupField(name)
        if index >= 0 and layer.fields().at(index).type() == meta_type:
            layer.updateExpressionField(index, expression)
        else:
            if index >= 0:  # a typology after numbers, or numbers after a typology
                layer.removeExpressionField(index)
            layer.addExpressionField(expression, QgsField(name, meta_type))
    set_aliases(layer, prepared, fields.value)
    layer.setDisplayExpression(f'"nom" || \' : \' || coalesce({shown_value(prepared, VALUE)}, "{STATUS}")')


def set_aliases(layer: QgsVectorLayer, prepared: PreparedMap, source: str = VALUE) -> None:
    """Give readable names to the fields that the layer has; ``source`` holds the values themselves."""
    label = prepared.indicator.heading(prepared.year)
    for name, alias in (
        (source, label),
        (VALUE, label),
        (STATUS, tr("Status")),
        (CLASS, tr("Class")),
        ("code", tr("Code")),
        ("nom", tr("Name")),
        ("departement", tr("Departement")),
        ("region", tr("Region")),
        ("epci", tr("EPCI code")),
        ("population", tr("Population")),
    ):
        index = layer.fields().lookupField(name)
        if index >= 0:
            layer.setFieldAlias(index, alias)
    name_categories(layer, prepared, VALUE)
