# SPDX-License-Identifier: GPL-2.0-or-later
"""What the fields of places are called, and what is shown of the one under the pointer."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from ..core.i18n import tr

#: What is shown of the place under the pointer.
_MAP_TIP = (
    '<b>[% coalesce("nom", "sous_type", "type") %]</b><br>[% "type" %]'
    """[% if("sous_type" IS NULL OR "sous_type" = "type", '', ' – ' || "sous_type") %]<br>"""
    """[% "commune" %] ([% "departement" %])[% if("position" = 'adresse', '', '<br>' || """
    """coalesce(attribute('motif'), "position")) %]"""
)


def name_fields(layer: QgsVectorLayer) -> None:
    """Give the fields of a layer of places names to be read, and a tip to what is under the pointer."""
    names = {
        "nom": tr("Name"),
        "type": tr("Type"),
        "sous_type": tr("Kind"),
        "code_commune": tr("Commune (code)"),
        "commune": tr("Commune"),
        "departement": tr("Departement (code)"),
        "region": tr("Region (code)"),
        "epci": tr("EPCI (code)"),
        "annee": tr("Year"),
        "source": tr("Source"),
        "position": tr("Position"),
        "ecart_km": tr("Published at (km from the commune)"),
        "domaine": tr("Domain"),
        "label": tr("Label"),
        "motif": tr("Why the position is flagged"),
        "position_publiee": tr("Position as published"),
    }
    for name, alias in names.items():
        index = layer.fields().lookupField(name)
        if index >= 0:
            layer.setFieldAlias(index, alias)
    layer.setMapTipTemplate(_MAP_TIP)
