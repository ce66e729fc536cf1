# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:joinindicators``: indicators added to the user's own layer or table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
    QgsProcessingUtils,
)

from ..core.errors import StorageError
from ..core.i18n import tr
from ..core.model import Level
from .base import AtlasAlgorithm, FeedbackProgress, Parameters, level_parameter, texts

if TYPE_CHECKING:
    from ..core.joining import JoinReport
    from ..gis.joins import CodeColumn


class JoinIndicators(AtlasAlgorithm):
    """A permanent copy of a layer with indicators joined by territory code."""

    ID = "joinindicators"
    INPUT, CODE_FIELD, INDICATORS, LEVEL = "INPUT", "CODE_FIELD", "INDICATORS", "LEVEL"
    YEAR, OUTPUT, REPORT = "YEAR", "OUTPUT", "REPORT"
    MATCHED, WITHOUT_DATA, UNKNOWN_CODES = "MATCHED", "WITHOUT_DATA", "UNKNOWN_CODES"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Join indicators to a layer")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                self.INPUT, tr("Layer or table"), [QgsProcessing.SourceType.TypeVector]
            )
        )
        self.addParameter(
            QgsProcessingParameterField(
                self.CODE_FIELD,
                tr("Field of the territory code (default: found from the values)"),
                parentLayerParameterName=self.INPUT,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(self.INDICATORS, tr("Indicators (ids, separated by commas)"))
        )
        self.addParameter(level_parameter(self.LEVEL, optional=True))
        year = QgsProcessingParameterNumber(self.YEAR, tr("Year (default: the latest)"), optional=True)
        self.addParameter(year)
        self.add_library_parameter()
        self.addParameter(
            QgsProcessingParameterVectorDestination(
                self.OUTPUT, tr("Layer with the indicators"), QgsProcessing.SourceType.TypeVector
            )
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                self.REPORT, tr("Join report"), tr("HTML files (*.html)"), optional=True, createByDefault=True
            )
        )
        self.addOutput(QgsProcessingOutputNumber(self.MATCHED, tr("Rows joined")))
        self.addOutput(QgsProcessingOutputNumber(self.WITHOUT_DATA, tr("Territories without data")))
        self.addOutput(QgsProcessingOutputNumber(self.UNKNOWN_CODES, tr("Unknown codes")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Find the codes, match them, write the copy and the report."""
        from ..core.territories import territories
        from ..gis import joins
        from .output import VectorOutput

        source = self.parameterAsSource(parameters, self.INPUT, context)
        if source is None:
            raise StorageError(tr("The layer to join cannot be read: check that its file still exists."))
        references = texts(parameters.get(self.INDICATORS))
        progress = FeedbackProgress(feedback)
        column, level = self._column(parameters, context, source)
        library = self.library(parameters, context)
        joined = joins.resolve(library, references, level, self.integer(parameters, self.YEAR, context))
        feedback.pushInfo(
            tr("Codes read from the field “{field}”: {level}.").format(field=column.field, level=level.label)
        )
        codes, report = joins.match(column, level, joined, territories())
        own = joins.own_fields(source)
        output = VectorOutput(
            self.parameterAsOutputLayer(parameters, self.OUTPUT, context), parameters.get(self.OUTPUT)
        )
        # Before the layer: a folder that refuses the report then leaves the earlier layer in place.
        written = self._write_report(parameters, context, report)
        output.write(
            joins.fields_of(own, joined),
            source.wkbType(),
            source.sourceCrs(),
            joins.features(source, own, column, codes, joined, progress),
            context,
            progress,
            lambda layer: joins.set_aliases(layer, own, joined),
        )
        for line in report.lines():
            feedback.pushInfo(line)
        return {
            self.OUTPUT: output.result(context),
            self.REPORT: written,
            self.MATCHED: report.matched,
            self.WITHOUT_DATA: len(report.without_data),
            self.UNKNOWN_CODES: len(report.unknown),
        }

    def _column(
        self, parameters: Parameters, context: QgsProcessingContext, source: QgsProcessingFeatureSource
    ) -> tuple[CodeColumn, Level]:
        from ..core.territories import territories
        from ..gis.joins import find_codes

        field = self.parameterAsString(parameters, self.CODE_FIELD, context)
        wanted = self.choice(parameters, self.LEVEL, context)
        return find_codes(source, field, Level(wanted) if wanted else None, territories())

    def _write_report(self, parameters: Parameters, context: QgsProcessingContext, report: JoinReport) -> str:
        from ..core.storage import replace_text

        path = self.parameterAsFileOutput(parameters, self.REPORT, context)
        path = path or QgsProcessingUtils.generateTempFilename("atlas_culture_report.html")
        replace_text(Path(path), report.html(tr("Join report")))
        return str(path)
