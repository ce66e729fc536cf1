# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that make a styled layer share: its parameters, its writing, what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVariant,
    QgsProcessingParameterVectorDestination,
    QgsVectorLayer,
)

from ..core.i18n import tr
from ..gis import settings
from .base import AtlasAlgorithm, FeedbackProgress, Parameters, choice_parameter, positive_parameter

if TYPE_CHECKING:
    from ..core.library import Library
    from ..core.mapping import MapRequest, PreparedMap
    from ..core.pairs import Source


class MapAlgorithm(AtlasAlgorithm):
    """Base of the algorithms that write a map as a layer. Subclasses say what map."""

    WITHIN, DETAIL, OUTPUT = "WITHIN", "DETAIL", "OUTPUT"
    THRESHOLD, CIRCLE_MAXIMUM = "THRESHOLD", "CIRCLE_MAXIMUM"
    BOUNDS, MATCHED = "BOUNDS", "MATCHED"
    WITHOUT_DATA, UNKNOWN_CODES = "WITHOUT_DATA", "UNKNOWN_CODES"

    def add_map_parameters(self, sizes: bool = True) -> None:
        """Add what comes last: outlines, threshold and scale of the circles, library, output."""
        details = ["auto", "national", "detail"]
        self.add_advanced(choice_parameter(self.DETAIL, tr("Outlines"), details, "auto"))
        label = tr("Hide ratios whose denominator is smaller than (default: 0)")
        self.add_advanced(positive_parameter(self.THRESHOLD, label))
        if sizes:
            label = tr("Value of the largest circle, for maps of one scale (default: that of the map)")
            self.add_advanced(positive_parameter(self.CIRCLE_MAXIMUM, label))
        self.add_library_parameter()
        self.addParameter(
            QgsProcessingParameterVectorDestination(
                self.OUTPUT, tr("Styled layer"), QgsProcessing.SourceType.TypeVectorPolygon
            )
        )
        self.addOutput(QgsProcessingOutputVariant(self.BOUNDS, tr("Limits of the classes")))
        self.addOutput(QgsProcessingOutputNumber(self.MATCHED, tr("Territories joined")))
        self.addOutput(QgsProcessingOutputNumber(self.WITHOUT_DATA, tr("Territories without data")))
        self.addOutput(QgsProcessingOutputNumber(self.UNKNOWN_CODES, tr("Codes unknown to the boundaries")))

    def write_map(
        self,
        request: MapRequest,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Parameters:
        """Prepare the map, write it, style it, tell what is to be known; return the results.

        Raises:
            AtlasError: with the user's sentence.
        """
        from ..core.mapping import prepare
        from ..core.territories import territories
        from ..gis import features, layers
        from .output import VectorOutput

        progress = FeedbackProgress(feedback)
        library = self.library(parameters, context)
        prepared = prepare(library, territories(), request)
        outlines = prepared.territories.outlines(request.level, layers.detail_for(request))
        report = features.report(prepared, outlines, _source(library, prepared).table)
        crs = features.crs_of(prepared)
        destination = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        output = VectorOutput(destination, parameters.get(self.OUTPUT))
        output.write(
            features.fields_of(prepared),
            Qgis.WkbType.MultiPolygon,
            crs,
            features.of_map(prepared, outlines, crs, context.transformContext(), progress),
            context,
            progress,
            lambda layer: dress(layer, prepared),
        )
        _tell(feedback, prepared, report.lines())
        if context.willLoadLayerOnCompletion(destination):
            context.layerToLoadOnCompletionDetails(destination).name = layers.layer_name(prepared)
        return {
            self.OUTPUT: output.result(context),
            self.BOUNDS: _bounds(prepared),
            self.MATCHED: report.matched,
            self.WITHOUT_DATA: len(report.without_data),
            self.UNKNOWN_CODES: len(report.not_in_layer),
        }


def dress(layer: QgsVectorLayer, prepared: PreparedMap) -> None:
    """Style a written layer and give it its name, field names and provenance."""
    from ..gis import provenance
    from ..gis.fields import set_aliases, written_names
    from ..gis.styling import build_renderer

    names = written_names(prepared)
    layer.setRenderer(build_renderer(prepared, names, None, settings.load().styles))
    set_aliases(layer, prepared, names)
    provenance.write(layer, prepared)


def _source(library: Library, prepared: PreparedMap) -> Source:
    from ..core.pairs import source_of

    return source_of(library, [side.indicator.package for side in prepared.sides], prepared.request.level)


def _bounds(prepared: PreparedMap) -> Any:
    """Limits of the classes; by indicator (``package/id``) where there are two."""
    if prepared.second is None:
        return list(prepared.classification.bounds)
    return {side.indicator.key: list(side.classification.bounds) for side in prepared.sides}


def _tell(feedback: QgsProcessingFeedback, prepared: PreparedMap, lines: list[str]) -> None:
    from ..core.mapping import summary

    for note in prepared.notes:
        feedback.pushWarning(note)
    for line in (summary(prepared), *lines):
        feedback.pushInfo(line)
    for source in dict.fromkeys(side.indicator.source for side in prepared.sides):
        feedback.pushInfo(source)
    feedback.pushInfo(tr("Boundaries: {attribution}").format(attribution=prepared.territories.attribution))
