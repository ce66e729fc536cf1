# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:exportseries``: a page for each territory or indicator, in a folder or in one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVariant,
    QgsProcessingParameterFolderDestination,
)

from ..core.errors import IndicatorError
from ..core.i18n import tr
from ..core.model import Level
from .base import FeedbackProgress, Parameters, level_parameter, texts
from .page_base import PageAlgorithm, work_folder


class ExportSeries(PageAlgorithm):
    """Pages that can be compared: the same classes and the same scale of circles on all of them."""

    ID = "exportseries"
    COVERAGE, PAGES, FAILED = "COVERAGE", "PAGES", "FAILED"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export a series of maps")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_map_parameters(tr("Indicators (ids separated by semicolons)"))
        coverage = level_parameter(self.COVERAGE, optional=True)
        coverage.setDescription(tr("A page for each territory of this level"))
        self.addParameter(coverage)
        self.add_page_parameters()
        self.addParameter(
            QgsProcessingParameterFolderDestination(self.OUTPUT, tr("Folder, or one file ending in .pdf"))
        )
        self.addOutput(QgsProcessingOutputNumber(self.PAGES, tr("Pages written")))
        self.addOutput(QgsProcessingOutputVariant(self.FAILED, tr("Pages that failed")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Plan the pages, then make and write them one after the other."""
        from ..core.series import plan
        from ..core.territories import territories
        from ..gis import series

        progress = FeedbackProgress(feedback)
        library, options = self.library(parameters, context), self.options(parameters, context)
        indicators = self._indicators(parameters.get(self.INDICATOR))
        request = self.request(parameters, context, library, indicators[0])
        coverage = self.choice(parameters, self.COVERAGE, context)
        target = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        with work_folder() as folder:
            maker = series.page_maker(library, territories(), options, folder, progress)
            pages = plan(library, territories(), request, indicators, Level(coverage) if coverage else None)
            about = series.about_series(pages, options)
            done = series.write(pages, target, maker, self.dpi(parameters, context), progress, about)
        self.tell(feedback, done.notes)
        for failure in done.failed:
            feedback.pushWarning(failure)
        return {self.OUTPUT: str(target), self.PAGES: done.pages, self.FAILED: done.failed}

    def _indicators(self, value: Any) -> list[str]:
        """Ids of a list, or of a text separated by semicolons, commas or spaces.

        Raises:
            IndicatorError: there is none.
        """
        found = texts(value)
        if not found:
            raise IndicatorError(
                tr("Name at least one indicator. The list of indicators gives those that exist.")
            )
        return found
