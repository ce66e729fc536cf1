# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:installpackage``: a package from a catalogue, a file or an address."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFolder,
    QgsProcessingOutputString,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from ..gis import settings
from .base import FeedbackProgress, Parameters
from .network_base import NetworkAlgorithm


class InstallPackage(NetworkAlgorithm):
    """Installs or updates an indicator package in the library."""

    ID = "installpackage"
    SOURCE, CATALOGUE = "SOURCE", "CATALOGUE"
    PACKAGE, VERSION, FOLDER = "PACKAGE", "VERSION", "FOLDER"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Install an indicator package")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(
            QgsProcessingParameterString(self.SOURCE, tr("Package: catalogue id, file, folder or address"))
        )
        self.addParameter(
            QgsProcessingParameterString(
                self.CATALOGUE,
                tr("Catalogue: file or address (default: those of the settings)"),
                optional=True,
            )
        )
        self.add_library_parameter()
        self.addOutput(QgsProcessingOutputString(self.PACKAGE, tr("Identifier of the package")))
        self.addOutput(QgsProcessingOutputString(self.VERSION, tr("Version")))
        self.addOutput(QgsProcessingOutputFolder(self.FOLDER, tr("Folder of the package")))

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Copy QGIS's network settings and those of the plugin while on the main thread."""
        self._settings = settings.load()
        return super().prepareAlgorithm(parameters, context, feedback)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Find, fetch, verify, install."""
        from ..gis import packages

        progress = FeedbackProgress(feedback)
        library = self.library(parameters, context)
        named = self.parameterAsString(parameters, self.CATALOGUE, context).strip()
        cache = library.folder / ".catalogues"
        if named:
            catalogue = packages.read_source(named, cache, self.network, progress)
        else:
            sources = self._settings.catalogue_sources
            catalogue, failures = packages.read_all(sources, cache, self.network, progress)
            for failure in failures:
                feedback.pushWarning(failure.sentence)
        source = self.parameterAsString(parameters, self.SOURCE, context)
        package = packages.install(source, library, catalogue, self.network, progress)
        feedback.pushInfo(
            tr("Installed: {title} {version}.").format(title=package.title, version=package.version)
        )
        return {
            self.PACKAGE: package.id,
            self.VERSION: package.version,
            self.FOLDER: str(package.folder),
        }
