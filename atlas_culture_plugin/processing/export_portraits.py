# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:exportportraits``: the portrait of each territory, a PDF each or all in one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVariant,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..core.errors import StorageError, TerritoryError
from ..core.i18n import tr
from ..core.storage import writing
from .base import AtlasAlgorithm, FeedbackProgress, Parameters, level_parameter, within_parameter
from .compare_territories import places
from .page_base import work_folder

if TYPE_CHECKING:
    from ..core.comparison.portrait_plan import PortraitsPlan

#: Templates that come with the plugin; a path to another is accepted too.
TEMPLATES = ("complet", "synthese")
#: File of portraits joined in a folder.
MERGED = "portraits.pdf"


class ExportPortraits(AtlasAlgorithm):
    """Portraits of territories, on two to four pages each."""

    ID = "exportportraits"
    TERRITORIES, LEVEL, WITHIN = "TERRITORIES", "LEVEL", "WITHIN"
    REFERENCES, TEMPLATE, MERGE = "REFERENCES", "TEMPLATE", "MERGE"
    OUTPUT, PAGES, FAILED, PORTRAITS = "OUTPUT", "PAGES", "FAILED", "PORTRAITS"

    def flags(self) -> Qgis.ProcessingAlgorithmFlags:
        """Layouts belong to the main thread."""
        return super().flags() | Qgis.ProcessingAlgorithmFlag.NoThreading

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export portraits of territories")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        territories = tr("Territories (REG-53, EPCI-243500139 or names, separated by commas)")
        self.addParameter(QgsProcessingParameterString(self.TERRITORIES, territories, optional=True))
        level = level_parameter(self.LEVEL, optional=True)
        level.setDescription(tr("Or a portrait for each territory of this level"))
        self.addParameter(level)
        self.addParameter(within_parameter(self.WITHIN))
        references = tr("References (FRANCE, METRO, REGION, DEPARTEMENT, EPCI, SIMILAR, or territories)")
        self.addParameter(
            QgsProcessingParameterString(
                self.REFERENCES, references, defaultValue="FRANCE,REGION", optional=True
            )
        )
        template = QgsProcessingParameterString(
            self.TEMPLATE,
            tr("Portrait template (name, or path of a .json file)"),
            TEMPLATES[0],
            optional=True,
        )
        # Processing then offers the names in a list.
        template.setMetadata({"widget_wrapper": {"value_hints": list(TEMPLATES)}})
        self.addParameter(template)
        self.addParameter(
            QgsProcessingParameterBoolean(self.MERGE, tr("All the portraits in one PDF"), defaultValue=False)
        )
        self.add_library_parameter()
        self.addParameter(
            QgsProcessingParameterFolderDestination(self.OUTPUT, tr("Folder, or one file ending in .pdf"))
        )
        self.addOutput(QgsProcessingOutputNumber(self.PORTRAITS, tr("Portraits written")))
        self.addOutput(QgsProcessingOutputNumber(self.PAGES, tr("Pages written")))
        self.addOutput(QgsProcessingOutputVariant(self.FAILED, tr("Portraits that failed")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Plan the portraits, then make and write them one after the other."""
        from ..core.comparison.portrait import DEFAULT_REFERENCES
        from ..core.territories import territories
        from ..gis import portraits, series

        progress = FeedbackProgress(feedback)
        plan = self._plan(parameters, context)
        target = self._target(parameters, context, len(plan.pages))
        options = portraits.PortraitOptions(
            references=places(parameters.get(self.REFERENCES)) or DEFAULT_REFERENCES,
            template=self.parameterAsString(parameters, self.TEMPLATE, context),
        )
        library, chosen = self.library(parameters, context), [page.territory for page in plan.pages]
        with work_folder() as folder:
            maker = portraits.PortraitMaker(library, territories(), options, folder, chosen)
            pages = portraits.PortraitPages(maker, progress)
            about = portraits.about_portraits(plan, options) if len(chosen) > 1 else None
            done = series.write(plan, target, pages, progress=progress, about=about)
        for note in done.notes:
            feedback.pushInfo(note)
        for failure in done.failed:
            feedback.pushWarning(failure)
        return {
            self.OUTPUT: str(target),
            self.PORTRAITS: done.pages,
            self.PAGES: done.sheets,
            self.FAILED: done.failed,
        }

    def _plan(self, parameters: Parameters, context: QgsProcessingContext) -> PortraitsPlan:
        """Which portraits to make.

        Raises:
            TerritoryError: no territory is named, or they are named in two ways.
        """
        from ..core.comparison.portrait_plan import plan_all, plan_chosen
        from ..core.model import Level
        from ..core.territories import territories

        named = places(parameters.get(self.TERRITORIES))
        level = self.choice(parameters, self.LEVEL, context)
        within = self.parameterAsString(parameters, self.WITHIN, context)
        if named and (level or within.strip()):
            sentence = tr("Give either {territories}, or {level} and {within}: not both.")
            raise TerritoryError(
                sentence.format(territories=self.TERRITORIES, level=self.LEVEL, within=self.WITHIN)
            )
        if level:
            return plan_all(Level(level), within, territories())
        return plan_chosen(named, territories())

    def _target(self, parameters: Parameters, context: QgsProcessingContext, count: int) -> Path:
        """The folder or the one file to write.

        Raises:
            StorageError: several files would bear one name.
        """
        target = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        is_file = target.suffix.lower() == ".pdf"
        if self.parameterAsBoolean(parameters, self.MERGE, context):
            if not is_file:
                with writing(target):
                    target.mkdir(parents=True, exist_ok=True)
            return target if is_file else target / MERGED
        if is_file and count > 1:
            sentence = tr(
                "{count} portraits cannot each be {file}: give a folder, or ask for one PDF with {merge}."
            )
            raise StorageError(sentence.format(count=count, file=target.name, merge=self.MERGE))
        return target
