# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:buildpackage``: official open data into an installed package, by a recipe."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingUtils,
)

from ..core.i18n import tr
from .base import AtlasAlgorithm, FeedbackProgress, Parameters


class BuildPackage(AtlasAlgorithm):
    """Builds an indicator package from published files, and installs it in the library."""

    ID = "buildpackage"
    RECIPE, SOURCE, BASE_URL, COG_YEAR = "RECIPE", "SOURCE", "BASE_URL", "COG_YEAR"
    OUTPUT, REPORT, QUALITY = "OUTPUT", "REPORT", "QUALITY"
    PACKAGE, VERSION, FOLDER = "PACKAGE", "VERSION", "FOLDER"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Build a package from official data")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterString(self.RECIPE, tr("Recipe: id or file")))
        source = tr("File or folder already downloaded (default: data.gouv.fr)")
        self.addParameter(QgsProcessingParameterString(self.SOURCE, source, optional=True))
        self.add_advanced(
            QgsProcessingParameterString(
                self.BASE_URL, tr("Address of a mirror of data.gouv.fr"), optional=True
            )
        )
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
        self.addParameter(
            QgsProcessingParameterFileDestination(
                self.OUTPUT,
                tr("Package as a zip"),
                tr("Packages (*.zip)"),
                optional=True,
                createByDefault=False,
            )
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                self.REPORT, tr("Quality report"), tr("HTML files (*.html)"), optional=True
            )
        )
        self.addOutput(QgsProcessingOutputString(self.PACKAGE, tr("Identifier of the package")))
        self.addOutput(QgsProcessingOutputString(self.VERSION, tr("Version")))
        self.addOutput(QgsProcessingOutputFolder(self.FOLDER, tr("Folder of the package")))
        self.addOutput(QgsProcessingOutputFile(self.QUALITY, tr("Quality of the figures (JSON)")))

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Copy QGIS's network settings while on the main thread."""
        from ..gis.network import NetworkSettings

        self._network = NetworkSettings.from_qgis()
        return True

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Get the files, build, check, install."""
        from ..core.recipes.recipe_reader import find_recipe
        from ..core.storage import check_file, replace_text
        from ..gis.recipes import build_package

        output = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        report = Path(
            self.parameterAsFileOutput(parameters, self.REPORT, context)
            or QgsProcessingUtils.generateTempFilename("report.html")
        )
        check_file(report)
        recipe = find_recipe(self.parameterAsString(parameters, self.RECIPE, context))
        built = build_package(
            recipe,
            self.library(parameters, context),
            self._network,
            FeedbackProgress(feedback),
            source=self.parameterAsString(parameters, self.SOURCE, context).strip(),
            base=self.parameterAsString(parameters, self.BASE_URL, context).strip(),
            cog_year=self.integer(parameters, self.COG_YEAR, context) or 0,
            output=Path(output) if output else None,
        )
        replace_text(report, built.report_html)
        self._tell(built.quality, feedback)
        package = built.package
        feedback.pushInfo(
            tr("Installed: {title} {version}.").format(title=package.title, version=package.version)
        )
        results = {
            self.PACKAGE: package.id,
            self.VERSION: package.version,
            self.FOLDER: str(package.folder),
            self.REPORT: str(report),
            self.QUALITY: str(package.folder / "quality.json"),
        }
        return {**results, self.OUTPUT: output} if output else results

    def _tell(self, quality: Parameters, feedback: QgsProcessingFeedback) -> None:
        """Say how many rows are in the figures, what was absent and which checks failed."""
        sentence = tr("{used} rows used of {read}.")
        feedback.pushInfo(sentence.format(used=quality["rows_used"], read=quality["rows_read"]))
        for name in quality["absent"]:
            feedback.pushWarning(tr("Not there: {name}").format(name=name))
        for check in quality["checks"]:
            if check["verdict"] == "failed":
                feedback.pushWarning(check["message"])
