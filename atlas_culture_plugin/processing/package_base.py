# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that make a package share: its zip, its report, what they answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingUtils,
)

from ..core.formatting import number
from ..core.i18n import tr
from .base import AtlasAlgorithm, Parameters

if TYPE_CHECKING:
    from ..core.recipes.build import Built


class PackageAlgorithm(AtlasAlgorithm):
    """Base of the algorithms that build a package and install it."""

    OUTPUT, REPORT, QUALITY = "OUTPUT", "REPORT", "QUALITY"
    PACKAGE, VERSION, FOLDER = "PACKAGE", "VERSION", "FOLDER"

    def add_package_outputs(self) -> None:
        """Declare where the package and its report go, and the outputs."""
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

    def report_path(self, parameters: Parameters, context: QgsProcessingContext) -> Path:
        """Return where the report goes, checked before any work is done.

        Raises:
            StorageError: it cannot be written there.
        """
        from ..core.storage import check_file

        asked = self.parameterAsFileOutput(parameters, self.REPORT, context)
        report = Path(asked or QgsProcessingUtils.generateTempFilename("report.html"))
        check_file(report)
        return report

    def answer(self, built: Built, report: Path, output: str, feedback: QgsProcessingFeedback) -> Parameters:
        """Write the report, tell what was built and return the outputs.

        Raises:
            StorageError: the report cannot be written.
        """
        from ..core.storage import replace_text

        replace_text(report, built.report_html)
        _tell(built.quality, feedback)
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


def _tell(quality: Parameters, feedback: QgsProcessingFeedback) -> None:
    """Say how many rows are in the figures, what was absent and which checks failed."""
    sentence = tr("{used} rows used of {read}.")
    used, read = number(quality["rows_used"]), number(quality["rows_read"])
    feedback.pushInfo(sentence.format(used=used, read=read))
    for name in quality["absent"]:
        feedback.pushWarning(tr("Not there: {name}").format(name=name))
    for check in quality["checks"]:
        if check["verdict"] == "failed":
            feedback.pushWarning(check["message"])
