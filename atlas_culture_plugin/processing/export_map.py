# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:exportmap``: a finished map, as PDF, SVG or image."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
    QgsProject,
)

from ..core.i18n import tr
from .base import FeedbackProgress, Parameters
from .page_base import PageAlgorithm, work_folder


class ExportMap(PageAlgorithm):
    """A page with everything that a statistics office requires, in one file."""

    ID = "exportmap"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export a map")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_map_parameters(tr("Indicator (id or package/id)"))
        self.add_page_parameters()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                self.OUTPUT,
                tr("Map"),
                tr("PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;JPEG (*.jpg *.jpeg)"),
            )
        )

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Prepare the map, lay it out in a project of its own, write it."""
        from ..core.territories import territories
        from ..gis import compose, export
        from ..gis.layout_templates import find
        from ..gis.page_about import about_page

        progress = FeedbackProgress(feedback)
        target = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        dpi = self.dpi(parameters, context)
        export.check_target(target, dpi)
        library, options = self.library(parameters, context), self.options(parameters, context)
        template = find(options.template)
        indicator = self.parameterAsString(parameters, self.INDICATOR, context).strip()
        request = self.request(parameters, context, library, indicator)
        with work_folder() as folder:
            page = compose.prepare_page(library, territories(), request, options, folder, progress)
            # One of our own: the user's project is left alone.
            project = QgsProject()
            try:
                composed = compose.lay_out(project, page, template)
                done = export.export(composed.layout, target, dpi, progress, about_page(page))
            finally:
                project.clear()
        self.tell(feedback, [*composed.notes, *done.notes])
        return {self.OUTPUT: str(done.path)}
