# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:buildpackage``: official open data into an installed package, by a recipe."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .base import FeedbackProgress, Parameters
from .network_base import NetworkAlgorithm
from .package_base import PackageAlgorithm


class BuildPackage(NetworkAlgorithm, PackageAlgorithm):
    """Builds an indicator package from published files, and installs it in the library."""

    ID = "buildpackage"
    RECIPE, SOURCE, COG_YEAR = "RECIPE", "SOURCE", "COG_YEAR"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Build a package from official data")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterString(self.RECIPE, tr("Recipe: id or file")))
        source = tr("File or folder already downloaded (default: data.gouv.fr)")
        self.addParameter(QgsProcessingParameterString(self.SOURCE, source, optional=True))
        self.add_mirror_parameter(tr("Address of a mirror of data.gouv.fr"))
        kind = QgsProcessingParameterNumber.Type.Integer
        self.add_advanced(
            QgsProcessingParameterNumber(
                self.COG_YEAR,
                tr("Year of the geographic code of the data (default: that of the figures)"),
                kind,
                optional=True,
                minValue=1943,
                maxValue=2200,
            )
        )
        self.add_library_parameter()
        self.add_package_outputs()

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Get the files, build, check, install."""
        from ..core.recipes.recipe_reader import find_recipe
        from ..gis.recipes import build_package

        output = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        report = self.report_path(parameters, context)
        recipe = find_recipe(self.parameterAsString(parameters, self.RECIPE, context))
        delivered = build_package(
            recipe,
            self.library(parameters, context),
            self.network,
            FeedbackProgress(feedback),
            source=self.parameterAsString(parameters, self.SOURCE, context).strip(),
            base=self.mirror(parameters, context),
            cog_year=self.integer(parameters, self.COG_YEAR, context) or 0,
            output=Path(output) if output else None,
        )
        return self.answer(delivered, report, output, feedback)
