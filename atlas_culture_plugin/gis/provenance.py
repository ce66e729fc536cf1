# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the figures come from, written in the layer's metadata so that it travels with it."""

from __future__ import annotations

from qgis.core import QgsLayerMetadata, QgsMapLayer

from ..core.i18n import language, tr
from ..core.mapping import PreparedMap, summary
from ..core.request import DISPLACED
from ..core.territories import attribution


def metadata(prepared: PreparedMap) -> QgsLayerMetadata:
    """Title, definition, source, licence, year, coverage, boundaries and package of a map."""
    indicator = prepared.indicator
    record = QgsLayerMetadata()
    record.setIdentifier(f"{indicator.key}/{prepared.request.level.value}/{prepared.year}")
    record.setType("dataset")
    record.setLanguage("FRE" if language() == "fr" else "ENG")
    record.setTitle(f"{indicator.label}, {prepared.year}")
    record.setAbstract("\n\n".join(_abstract(prepared)))
    record.setKeywords({tr("Theme"): [indicator.theme], tr("Level"): [prepared.request.level.label]})
    record.setLicenses([indicator.licence])
    record.setRights([indicator.source, attribution()])
    record.setHistory(
        [
            tr("Package {package} {version}").format(
                package=indicator.package, version=prepared.package_version
            ),
            tr("Boundaries: {attribution}").format(attribution=attribution()),
        ]
    )
    return record


def write(layer: QgsMapLayer, prepared: PreparedMap) -> None:
    """Write the metadata of a layer."""
    layer.setMetadata(metadata(prepared))


def _abstract(prepared: PreparedMap) -> list[str]:
    indicator = prepared.indicator
    parts = [
        indicator.definition,
        tr("Unit: {unit}").format(unit=indicator.unit) if indicator.unit else "",
        tr("Source: {source}").format(source=indicator.source),
        tr("Licence: {licence}").format(licence=indicator.licence),
        tr("Year: {year}").format(year=prepared.year),
        tr("Coverage: {coverage}").format(coverage=indicator.coverage) if indicator.coverage else "",
        summary(prepared),
        displaced_notice() if prepared.request.detail == DISPLACED else "",
    ]
    return [part for part in parts if part]


def displaced_notice() -> str:
    """What must be known of outlines that are not where the territories are."""
    return tr(
        "The overseas territories are displaced: they are drawn beside metropole, each enlarged or reduced. "
        "These coordinates are for the eye: never measure, cross or export them as if they were true."
    )
