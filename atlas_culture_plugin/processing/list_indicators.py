# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:listindicators``: the indicators of the library, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from ..core.model import Indicator
from ..core.storage import replace_text
from .base import AtlasAlgorithm, Parameters


class ListIndicators(AtlasAlgorithm):
    """What can be loaded, with definitions, levels, years and sources."""

    ID = "listindicators"
    PACKAGE, OUTPUT, COUNT = "PACKAGE", "OUTPUT", "COUNT"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("List the indicators")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        package = QgsProcessingParameterString(self.PACKAGE, tr("Package (default: all)"), optional=True)
        self.addParameter(package)
        self.add_library_parameter()
        self.addParameter(
            QgsProcessingParameterFileDestination(self.OUTPUT, tr("List"), tr("JSON files (*.json)"))
        )
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, tr("Number of indicators")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Write the list."""
        package = self.parameterAsString(parameters, self.PACKAGE, context)
        library = self.library(parameters, context)
        if package:
            library.package(package)
        records = [record(one) for one in library.indicators(package)]
        path = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        replace_text(path, json.dumps(records, ensure_ascii=False, indent=1) + "\n")
        for one in records:
            levels = ", ".join(one["levels"])
            feedback.pushInfo(f"{one['package']}/{one['id']}: {one['label_fr']} [{levels}]")
        return {self.OUTPUT: str(path), self.COUNT: len(records)}


def record(indicator: Indicator) -> dict[str, Any]:
    """An indicator as a JSON object. ``kind`` is stock, ratio or typology."""
    return {
        "id": indicator.id,
        "package": indicator.package,
        "theme": indicator.theme,
        "label_fr": indicator.label_fr,
        "label_en": indicator.label_en,
        "definition_fr": indicator.definition_fr,
        "definition_en": indicator.definition_en,
        "unit": indicator.unit,
        "kind": indicator.kind.value,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "factor": indicator.factor,
        "levels": [level.value for level in indicator.levels],
        "years": list(indicator.years),
        "source": indicator.source,
        "licence": indicator.licence,
        "coverage_fr": indicator.coverage_fr,
        "offered": indicator.offered,
    }
