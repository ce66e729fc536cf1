# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:updateboundaries``: another vintage of the boundaries, in the format of the plugin."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingOutputVariant,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .base import FeedbackProgress, Parameters, choice_parameter
from .network_base import NetworkAlgorithm


class UpdateBoundaries(NetworkAlgorithm):
    """Gets regions, departements, EPCI and communes from Etalab or IGN."""

    ID = "updateboundaries"
    PROVIDER, YEAR, OUTPUT = "PROVIDER", "YEAR", "OUTPUT"
    COUNTS, BOUNDARIES, ATTRIBUTION = "COUNTS", "BOUNDARIES", "ATTRIBUTION"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Get other boundaries")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        providers = ["etalab", "ign"]
        self.addParameter(choice_parameter(self.PROVIDER, tr("Published by"), providers, "etalab"))
        year = tr("Vintage: a year, for Etalab (default: the latest)")
        self.addParameter(QgsProcessingParameterString(self.YEAR, year, optional=True))
        self.add_mirror_parameter(tr("Address of a mirror of the publisher"))
        self.add_library_parameter()
        self.addParameter(
            QgsProcessingParameterFolderDestination(
                self.OUTPUT,
                tr("Folder of the boundaries (default: in the library)"),
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputVariant(self.COUNTS, tr("Territories by level, and differences")))
        self.addOutput(QgsProcessingOutputString(self.BOUNDARIES, tr("Name of the boundaries")))
        self.addOutput(QgsProcessingOutputString(self.ATTRIBUTION, tr("Credit to be printed on maps")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Download, check, convert, keep."""
        from ..core.boundaries.providers import wanted
        from ..core.names import local_path
        from ..gis.boundaries import update_boundaries

        output = self.parameterAsString(parameters, self.OUTPUT, context).strip()
        updated = update_boundaries(
            wanted(
                self.choice(parameters, self.PROVIDER, context) or "etalab",
                self.parameterAsString(parameters, self.YEAR, context),
                self.mirror(parameters, context),
            ),
            self.library(parameters, context).folder,
            self.network,
            FeedbackProgress(feedback),
            output=local_path(output) if output else None,
        )
        for line in updated.warnings():
            feedback.pushWarning(line)
        feedback.pushInfo(tr("Boundaries: {attribution}").format(attribution=updated.attribution))
        return {
            self.OUTPUT: str(updated.folder),
            self.COUNTS: updated.counts,
            self.BOUNDARIES: updated.identifier,
            self.ATTRIBUTION: updated.attribution,
        }
