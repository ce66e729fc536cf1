# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:importtable``: a table of the user's into an installed package."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .base import FeedbackProgress, Parameters, level_parameter
from .package_base import PackageAlgorithm

#: Kinds of files that hold tables, for file dialogs.
FILTER = "CSV, XLS, XLSX, ODS, JSON (*.csv *.tsv *.txt *.xls *.xlsx *.ods *.json *.geojson *.parquet *.zip)"


class ImportTable(PackageAlgorithm):
    """Builds an indicator package from a table of the user's, and installs it in the library."""

    ID = "importtable"
    INPUT, SHEET, CODE_COLUMN, LEVEL, MAPPING = "INPUT", "SHEET", "CODE_COLUMN", "LEVEL", "MAPPING"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Import a table")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterFile(self.INPUT, tr("Table"), fileFilter=FILTER))
        self._add_text(self.SHEET, tr("Sheet (default: the first one of data)"))
        self._add_text(self.CODE_COLUMN, tr("Column of the codes or names (default: guessed)"))
        self.addParameter(level_parameter(self.LEVEL, optional=True))
        mapping = QgsProcessingParameterString(
            self.MAPPING,
            tr("Choices: JSON, its file, or the package of an earlier import (default: guessed)"),
            multiLine=True,
            optional=True,
        )
        self.addParameter(mapping)
        self.add_library_parameter()
        self.add_package_outputs()

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Read, guess, build, check, install."""
        from ..core.install import ProgressPart
        from ..core.model import Level
        from ..core.tables.importing import AGAIN, imported, plan_import, read_mapping
        from ..core.territories import territories
        from ..gis.imports import import_table

        output = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        report = self.report_path(parameters, context)
        library, progress = self.library(parameters, context), FeedbackProgress(feedback)
        level = self.choice(parameters, self.LEVEL, context)
        given = read_mapping(self.parameterAsString(parameters, self.MAPPING, context), library)
        plan = plan_import(
            Path(self.parameterAsFile(parameters, self.INPUT, context)),
            territories(),
            ProgressPart(progress, 0, 0.4),
            sheet=self.parameterAsString(parameters, self.SHEET, context).strip(),
            code=self.parameterAsString(parameters, self.CODE_COLUMN, context).strip(),
            level=Level(level) if level else None,
            given=given,
        )
        for note in plan.notes:
            feedback.pushInfo(note)
        earlier = imported(library).get(plan.choices.id)
        if earlier is not None and AGAIN not in given:
            sentence = tr(
                "The package “{id}” ({title}), imported before, is replaced; it stays in the history. "
                "To keep both, give this one another “id” in the choices."
            )
            feedback.pushInfo(sentence.format(id=plan.choices.id, title=earlier))
        part = ProgressPart(progress, 0.4, 1)
        delivered = import_table(plan, library, part, Path(output) if output else None)
        return self.answer(delivered, report, output, feedback)

    def _add_text(self, name: str, label: str) -> None:
        self.addParameter(QgsProcessingParameterString(name, label, optional=True))
