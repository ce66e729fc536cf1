# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that go out share: QGIS's network settings, the address of a mirror."""

from __future__ import annotations

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterString

from .base import AtlasAlgorithm, Parameters


class NetworkAlgorithm(AtlasAlgorithm):
    """Base of the algorithms that download: ``network`` is there from :meth:`prepareAlgorithm` on."""

    BASE_URL = "BASE_URL"

    def add_mirror_parameter(self, label: str) -> None:
        """Add ``BASE_URL``, the address of what answers in the place of the publisher."""
        self.add_advanced(QgsProcessingParameterString(self.BASE_URL, label, optional=True))

    def mirror(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """Return the address of the mirror, empty for the publisher itself."""
        address: str = self.parameterAsString(parameters, self.BASE_URL, context)
        return address.strip()

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Copy QGIS's network settings while on the main thread."""
        from ..gis.network import NetworkSettings

        self.network = NetworkSettings.from_qgis()
        return True
