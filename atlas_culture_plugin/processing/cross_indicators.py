# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:crossindicators``: two indicators on one map, as a styled vector layer."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from ..core.model import Level, Mode
from ..core.palettes import PaletteKind
from .base import Parameters, choice_parameter, level_parameter, palette_parameter, within_parameter
from .map_algorithm import MapAlgorithm


class CrossIndicators(MapAlgorithm):
    """Circles of a stock over the coloured areas of a ratio, or nine colours for two ratios."""

    ID = "crossindicators"
    FIRST, SECOND, MODE = "FIRST", "SECOND", "MODE"
    LEVEL, YEAR, PALETTE = "LEVEL", "YEAR", "PALETTE"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Cross two indicators")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        for name, label in (
            (self.FIRST, tr("First indicator (id or package/id)")),
            (self.SECOND, tr("Second indicator (id or package/id)")),
        ):
            self.addParameter(QgsProcessingParameterString(name, label))
        modes = [Mode.CIRCLES.value, Mode.BIVARIATE.value]
        self.addParameter(choice_parameter(self.MODE, tr("Kind of map"), modes, modes[0]))
        self.addParameter(level_parameter(self.LEVEL))
        label = tr("Year of the first indicator (default: the latest); the second takes the nearest")
        self.addParameter(QgsProcessingParameterNumber(self.YEAR, label, optional=True))
        self.addParameter(within_parameter(self.WITHIN))
        self.addParameter(palette_parameter(self.PALETTE, *PaletteKind))
        self.add_map_parameters()

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Prepare the map, write it, style it."""
        from ..core.mapping import MapRequest

        request = MapRequest(
            indicator=self.parameterAsString(parameters, self.FIRST, context),
            level=Level(self.choice(parameters, self.LEVEL, context)),
            year=self.integer(parameters, self.YEAR, context),
            within=self.parameterAsString(parameters, self.WITHIN, context),
            palette=self.choice(parameters, self.PALETTE, context),
            detail=self.choice(parameters, self.DETAIL, context) or "auto",
            mode=Mode(self.choice(parameters, self.MODE, context) or Mode.CIRCLES.value),
            second=self.parameterAsString(parameters, self.SECOND, context),
            threshold=self.number(parameters, self.THRESHOLD, context),
            circle_maximum=self.number(parameters, self.CIRCLE_MAXIMUM, context),
        )
        return self.write_map(request, parameters, context, feedback)
