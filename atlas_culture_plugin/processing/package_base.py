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

from ..core.formatting import day, number
from ..core.i18n import tr
from .base import AtlasAlgorithm, Parameters

if TYPE_CHECKING:
    from ..gis.recipes import Delivered


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
        from ..core.storage import check_file, writing

        asked = self.parameterAsFileOutput(parameters, self.REPORT, context)
        report = Path(asked or QgsProcessingUtils.generateTempFilename("report.html"))
        check_file(report)
        with writing(report):
            report.parent.mkdir(parents=True, exist_ok=True)
        return report

    def answer(
        self, delivered: Delivered, report: Path, output: str, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Write the report, tell what was built and what changed, and return the outputs.

        Raises:
            StorageError: the report cannot be written.
        """
        from ..core.storage import replace_text

        replace_text(report, delivered.built.report_html)
        _tell(delivered, feedback)
        package = delivered.built.package
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


def _tell(delivered: Delivered, feedback: QgsProcessingFeedback) -> None:
    """Say how many rows are in the figures, what is to be known of them and whether they changed."""
    from ..core.recipes.holdings import warnings_of

    quality: Parameters = delivered.built.quality
    found = delivered.changes
    sentence = tr("{used} rows used of {read}.")
    used, read = number(quality["rows_used"]), number(quality["rows_read"])
    feedback.pushInfo(sentence.format(used=used, read=read))
    for warning in warnings_of(quality, found):
        feedback.pushWarning(warning)
    if found is None:
        return
    if found.is_empty:
        sentence = tr("The figures are those of the version of {date}, which it replaces.")
    else:
        sentence = tr("What changed since the version of {date} is in the report.")
    feedback.pushInfo(sentence.format(date=day(found.before.created)))
