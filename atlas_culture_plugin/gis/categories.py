# SPDX-License-Identifier: GPL-2.0-or-later
"""The words of a typology in a layer: its field holds codes, people are shown labels."""

from __future__ import annotations

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from ..core.mapping import PreparedMap


def name_categories(layer: QgsVectorLayer, prepared: PreparedMap, field: str) -> None:
    """Show labels in the place of codes in the table, the form and wherever values are represented.

    A field of numbers is given back its own widget.
    """
    setup = QgsEditorWidgetSetup("", {})
    if prepared.texts is not None:
        labels = [{category.label: category.value} for category in prepared.indicator.categories]
        setup = QgsEditorWidgetSetup("ValueMap", {"map": labels})
    index = layer.fields().lookupField(field)
    if index >= 0:
        layer.setEditorWidgetSetup(index, setup)


def shown_value(prepared: PreparedMap, field: str) -> str:
    """Expression of what is shown of a value: its label in a typology, NULL where there is none."""
    if prepared.texts is None:
        return f'"{field}"'
    # Of nothing, represent_value makes the text "NULL".
    return f'if("{field}" IS NULL, NULL, represent_value("{field}"))'
