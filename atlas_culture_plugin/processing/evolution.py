# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:evolution``: the change of an indicator between two years, as a styled vector layer."""

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

#: What the classes are centred on.
ZERO, NATIONAL = "zero", "national"


class Evolution(MapAlgorithm):
    """Rates of change of a stock, differences of a ratio, and the perimeters that changed."""

    ID = "evolution"
    INDICATOR, FROM, TO, LEVEL = "INDICATOR", "FROM", "TO", "LEVEL"
    PALETTE, CLASSES, CENTRE = "PALETTE", "CLASSES", "CENTRE"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Map an evolution")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterString(self.INDICATOR, tr("Indicator (id or package/id)")))
        for name, label in (
            (self.FROM, tr("From the year (default: the first)")),
            (self.TO, tr("To the year (default: the latest)")),
        ):
            self.addParameter(QgsProcessingParameterNumber(name, label, optional=True))
        self.addParameter(level_parameter(self.LEVEL))
        self.addParameter(within_parameter(self.WITHIN))
        palette = palette_parameter(self.PALETTE, PaletteKind.DIVERGING)
        palette.setDescription(tr("Diverging palette"))
        self.add_advanced(palette)
        classes = QgsProcessingParameterNumber(
            self.CLASSES, tr("Number of classes (even)"), optional=True, minValue=2
        )
        self.add_advanced(classes)
        label = tr("Centre of the classes: zero, or the change of the whole country")
        self.add_advanced(choice_parameter(self.CENTRE, label, [ZERO, NATIONAL], ZERO))
        self.add_map_parameters(sizes=False)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Prepare the map, write it, style it."""
        from ..core.mapping import MapRequest

        request = MapRequest(
            indicator=self.parameterAsString(parameters, self.INDICATOR, context),
            level=Level(self.choice(parameters, self.LEVEL, context)),
            year=self.integer(parameters, self.TO, context),
            since=self.integer(parameters, self.FROM, context),
            within=self.parameterAsString(parameters, self.WITHIN, context),
            classes=self.integer(parameters, self.CLASSES, context),
            palette=self.choice(parameters, self.PALETTE, context),
            detail=self.choice(parameters, self.DETAIL, context) or "auto",
            mode=Mode.EVOLUTION,
            around_national=self.choice(parameters, self.CENTRE, context) == NATIONAL,
            threshold=self.number(parameters, self.THRESHOLD, context),
        )
        return self.write_map(request, parameters, context, feedback)
