# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:loadindicator``: one indicator as a styled vector layer."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from ..core.model import Level, Method
from .base import (
    Parameters,
    bounds_parameter,
    level_parameter,
    method_parameter,
    numbers,
    palette_parameter,
    within_parameter,
)
from .map_algorithm import MapAlgorithm


class LoadIndicator(MapAlgorithm):
    """Values, statuses and classes of an indicator on the boundaries of a level."""

    ID = "loadindicator"
    INDICATOR, LEVEL, YEAR = "INDICATOR", "LEVEL", "YEAR"
    BOUNDARIES = "BOUNDARIES"
    METHOD, CLASSES, PALETTE, MANUAL_BOUNDS = "METHOD", "CLASSES", "PALETTE", "MANUAL_BOUNDS"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Load an indicator")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterString(self.INDICATOR, tr("Indicator (id or package/id)")))
        self.addParameter(level_parameter(self.LEVEL))
        year = QgsProcessingParameterNumber(self.YEAR, tr("Year (default: the latest)"), optional=True)
        self.addParameter(year)
        self.addParameter(within_parameter(self.WITHIN))
        self.addParameter(method_parameter(self.METHOD))
        self.addParameter(
            QgsProcessingParameterNumber(self.CLASSES, tr("Number of classes"), optional=True, minValue=1)
        )
        self.addParameter(palette_parameter(self.PALETTE))
        self.addParameter(bounds_parameter(self.MANUAL_BOUNDS))
        label = tr("Boundaries: name or folder of a vintage (default: those of the plugin)")
        self.add_advanced(QgsProcessingParameterString(self.BOUNDARIES, label, optional=True))
        self.add_map_parameters()

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Prepare the map, write it, style it."""
        from ..core.mapping import MapRequest

        method = self.choice(parameters, self.METHOD, context)
        request = MapRequest(
            indicator=self.parameterAsString(parameters, self.INDICATOR, context),
            level=Level(self.choice(parameters, self.LEVEL, context)),
            year=self.integer(parameters, self.YEAR, context),
            within=self.parameterAsString(parameters, self.WITHIN, context),
            method=Method(method) if method else None,
            classes=self.integer(parameters, self.CLASSES, context),
            palette=self.choice(parameters, self.PALETTE, context),
            manual_bounds=numbers(parameters.get(self.MANUAL_BOUNDS)),
            detail=self.choice(parameters, self.DETAIL, context) or "auto",
            threshold=self.number(parameters, self.THRESHOLD, context),
            circle_maximum=self.number(parameters, self.CIRCLE_MAXIMUM, context),
            boundaries=self.parameterAsString(parameters, self.BOUNDARIES, context).strip(),
        )
        return self.write_map(request, parameters, context, feedback)
