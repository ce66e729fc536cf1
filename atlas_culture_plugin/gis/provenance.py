# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the figures come from, written in the layer's metadata so that it travels with it."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsLayerMetadata, QgsMapLayer

from ..core.i18n import language, tr
from ..core.mapping import PreparedMap, summary
from ..core.request import DISPLACED


def metadata(prepared: PreparedMap) -> QgsLayerMetadata:
    """Title, definition, source, licence, year, coverage, boundaries and package of a map."""
    sides = prepared.sides
    indicators = [side.indicator for side in sides]
    identifiers = "+".join(indicator.key for indicator in indicators)
    record = QgsLayerMetadata()
    record.setIdentifier(f"{identifiers}/{prepared.request.level.value}/{prepared.period}")
    record.setType("dataset")
    record.setLanguage("FRE" if language() == "fr" else "ENG")
    record.setTitle(" × ".join(f"{side.title}, {side.period}" for side in sides))
    record.setAbstract("\n\n".join(text for side in sides for text in _abstract(side)))
    themes = _once(indicator.theme for indicator in indicators)
    record.setKeywords({tr("Theme"): themes, tr("Level"): [prepared.request.level.label]})
    record.setLicenses(_once(indicator.licence for indicator in indicators))
    record.setRights(
        _once([*(indicator.source for indicator in indicators), prepared.territories.attribution])
    )
    packages = _once(
        tr("Package {package} {version}").format(package=side.indicator.package, version=side.package_version)
        for side in sides
    )
    boundaries = tr("Boundaries: {attribution}").format(attribution=prepared.territories.attribution)
    record.setHistory([*packages, boundaries])
    return record


def _once(texts: Iterable[str]) -> list[str]:
    """Texts in their order, each once."""
    return list(dict.fromkeys(texts))


def write(layer: QgsMapLayer, prepared: PreparedMap) -> None:
    """Write the metadata of a layer."""
    layer.setMetadata(metadata(prepared))


def _abstract(prepared: PreparedMap) -> list[str]:
    indicator = prepared.indicator
    parts = [
        indicator.definition,
        tr("Unit: {unit}").format(unit=prepared.unit) if prepared.unit else "",
        tr("Source: {source}").format(source=indicator.source),
        tr("Licence: {licence}").format(licence=indicator.licence),
        _years(prepared),
        tr("Coverage: {coverage}").format(coverage=indicator.coverage) if indicator.coverage else "",
        summary(prepared),
        displaced_notice() if prepared.request.detail == DISPLACED else "",
    ]
    return [part for part in parts if part]


def _years(prepared: PreparedMap) -> str:
    if not prepared.is_evolution:
        return tr("Year: {year}").format(year=prepared.year)
    sentence = tr("Evolution from {since} to {until}, on the perimeters of {cog_year}")
    return sentence.format(since=prepared.request.since, until=prepared.year, cog_year=prepared.cog_year)


def displaced_notice() -> str:
    """What must be known of outlines that are not where the territories are."""
    return tr(
        "The overseas territories are displaced: they are drawn beside metropole, each enlarged or reduced. "
        "These coordinates are for the eye: never measure, cross or export them as if they were true."
    )
