# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:loadindicator``: one indicator as a styled vector layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVariant,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
    QgsVectorLayer,
)

from ..core.i18n import tr
from ..core.model import Level, Method
from ..gis import settings
from .base import (
    AtlasAlgorithm,
    FeedbackProgress,
    Parameters,
    level_parameter,
    method_parameter,
    numbers,
    palette_parameter,
)

if TYPE_CHECKING:
    from ..core.mapping import MapRequest, PreparedMap


class LoadIndicator(AtlasAlgorithm):
    """Values, statuses and classes of an indicator on the boundaries of a level."""

    ID = "loadindicator"
    INDICATOR, LEVEL, YEAR, WITHIN = "INDICATOR", "LEVEL", "YEAR", "WITHIN"
    METHOD, CLASSES, PALETTE, MANUAL_BOUNDS = "METHOD", "CLASSES", "PALETTE", "MANUAL_BOUNDS"
    DETAIL, OUTPUT = "DETAIL", "OUTPUT"
    BOUNDS, MATCHED = "BOUNDS", "MATCHED"
    WITHOUT_DATA, UNKNOWN_CODES = "WITHOUT_DATA", "UNKNOWN_CODES"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Load an indicator")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterString(self.INDICATOR, tr("Indicator (id or package/id)")))
        self.addParameter(level_parameter(self.LEVEL))
        year = QgsProcessingParameterNumber(self.YEAR, tr("Year (default: the latest)"), optional=True)
        self.addParameter(year)
        self.addParameter(
            QgsProcessingParameterString(
                self.WITHIN, tr("Within a territory (REG-53, DEP-2A, EPCI-243500139, METRO)"), optional=True
            )
        )
        self.addParameter(method_parameter(self.METHOD))
        self.addParameter(
            QgsProcessingParameterNumber(self.CLASSES, tr("Number of classes"), optional=True, minValue=1)
        )
        self.addParameter(palette_parameter(self.PALETTE))
        self.addParameter(
            QgsProcessingParameterMatrix(
                self.MANUAL_BOUNDS,
                tr("Manual bounds"),
                numberRows=1,
                headers=[tr("Bound")],
                optional=True,
            )
        )
        detail = QgsProcessingParameterEnum(
            self.DETAIL,
            tr("Outlines"),
            ["auto", "national", "detail"],
            defaultValue="auto",
            optional=True,
        )
        detail.setUsesStaticStrings(True)
        detail.setFlags(detail.flags() | detail.Flag.FlagAdvanced)
        self.addParameter(detail)
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

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Prepare the map, write it, style it."""
        from ..core.mapping import prepare
        from ..core.territories import territories
        from ..gis import features, layers
        from .output import VectorOutput

        progress = FeedbackProgress(feedback)
        library = self.library(parameters, context)
        request = self._request(parameters, context)
        prepared = prepare(library, territories(), request)
        outlines = layers.boundaries_file(request.level, layers.detail_for(request))
        table = library.table(prepared.indicator.package, request.level)
        report = features.report(prepared, outlines, table)
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
        self._tell(feedback, prepared, report.lines())
        if context.willLoadLayerOnCompletion(destination):
            context.layerToLoadOnCompletionDetails(destination).name = layers.layer_name(prepared)
        return {
            self.OUTPUT: output.result(context),
            self.BOUNDS: list(prepared.classification.bounds),
            self.MATCHED: report.matched,
            self.WITHOUT_DATA: len(report.without_data),
            self.UNKNOWN_CODES: len(report.not_in_layer),
        }

    def _request(self, parameters: Parameters, context: QgsProcessingContext) -> MapRequest:
        from ..core.mapping import MapRequest

        method = self.choice(parameters, self.METHOD, context)
        classes = parameters.get(self.CLASSES)
        return MapRequest(
            indicator=self.parameterAsString(parameters, self.INDICATOR, context),
            level=Level(self.choice(parameters, self.LEVEL, context)),
            year=self.year(parameters, self.YEAR, context),
            within=self.parameterAsString(parameters, self.WITHIN, context),
            method=Method(method) if method else None,
            classes=None if classes in (None, "") else self.parameterAsInt(parameters, self.CLASSES, context),
            palette=self.choice(parameters, self.PALETTE, context),
            manual_bounds=numbers(parameters.get(self.MANUAL_BOUNDS)),
            detail=self.choice(parameters, self.DETAIL, context) or "auto",
        )

    def _tell(self, feedback: QgsProcessingFeedback, prepared: PreparedMap, lines: list[str]) -> None:
        from ..core.mapping import summary

        for note in prepared.notes:
            feedback.pushWarning(note)
        for line in (summary(prepared), *lines):
            feedback.pushInfo(line)
        feedback.pushInfo(prepared.indicator.source)


def dress(layer: QgsVectorLayer, prepared: PreparedMap) -> None:
    """Style a written layer and give it its name, field names and provenance."""
    from ..gis import provenance
    from ..gis.fields import set_aliases, written_names
    from ..gis.styling import build_renderer

    names = written_names(prepared)
    layer.setRenderer(build_renderer(prepared, names, None, settings.load().styles))
    set_aliases(layer, prepared, names)
    provenance.write(layer, prepared)
