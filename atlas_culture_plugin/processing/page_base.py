# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that print maps share: their parameters, and the request and page they make of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.errors import IndicatorError
from ..core.i18n import tr
from ..core.model import Level, Method, Mode
from ..core.palettes import PaletteKind
from ..gis.layout_templates import DEFAULT, templates
from ..gis.settings import DEFAULT_DPI
from .base import (
    AtlasAlgorithm,
    Parameters,
    bounds_parameter,
    choice_parameter,
    level_parameter,
    method_parameter,
    numbers,
    palette_parameter,
    positive_parameter,
    texts,
    within_parameter,
)

if TYPE_CHECKING:
    from ..core.library import Library
    from ..core.mapping import MapRequest
    from ..gis.compose import Options


class PageAlgorithm(AtlasAlgorithm):
    """Base of the algorithms whose output is a printed page."""

    INDICATOR, SECOND, MODE, LEVEL, YEAR = "INDICATOR", "SECOND", "MODE", "LEVEL", "YEAR"
    WITHIN, METHOD, CLASSES, PALETTE = "WITHIN", "METHOD", "CLASSES", "PALETTE"
    TEMPLATE, INSETS, TITLE, AUTHOR, DPI = "TEMPLATE", "INSETS", "TITLE", "AUTHOR", "DPI"
    MANUAL_BOUNDS, THRESHOLD, OUTPUT = "MANUAL_BOUNDS", "THRESHOLD", "OUTPUT"
    SINCE, PLACES, BOUNDARIES = "SINCE", "PLACES", "BOUNDARIES"

    def flags(self) -> Qgis.ProcessingAlgorithmFlags:
        """Layouts belong to the main thread."""
        return super().flags() | Qgis.ProcessingAlgorithmFlag.NoThreading

    def add_map_parameters(self, indicator: str) -> None:
        """Add what the map shows."""
        self.addParameter(QgsProcessingParameterString(self.INDICATOR, indicator))
        self.addParameter(
            QgsProcessingParameterString(self.SECOND, tr("Second indicator, to be crossed"), optional=True)
        )
        modes = [Mode.CIRCLES.value, Mode.BIVARIATE.value]
        self.addParameter(choice_parameter(self.MODE, tr("How two indicators are crossed"), modes))
        self.addParameter(level_parameter(self.LEVEL))
        self.addParameter(
            QgsProcessingParameterNumber(self.YEAR, tr("Year (default: the latest)"), optional=True)
        )
        self.addParameter(within_parameter(self.WITHIN))
        self.addParameter(method_parameter(self.METHOD))
        self.addParameter(
            QgsProcessingParameterNumber(self.CLASSES, tr("Number of classes"), optional=True, minValue=1)
        )
        self.addParameter(palette_parameter(self.PALETTE, *PaletteKind))

    def add_page_parameters(self) -> None:
        """Add how the page looks, then what few people need."""
        template = QgsProcessingParameterString(
            self.TEMPLATE, tr("Page template (name, or path of a .qpt file)"), DEFAULT, optional=True
        )
        # Processing then offers the names in a list, those of the user too; a path is accepted as well.
        names = list(dict.fromkeys([DEFAULT, *(one.name for one in templates())]))
        template.setMetadata({"widget_wrapper": {"value_hints": names}})
        self.addParameter(template)
        self.addParameter(choice_parameter(self.INSETS, tr("Insets"), ["auto", "none", "all"], "auto"))
        self.addParameter(
            QgsProcessingParameterString(self.TITLE, tr("Title (default: found by itself)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterString(
                self.AUTHOR, tr("Author (default: the one of the settings)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                self.DPI, tr("Resolution, in dots per inch"), defaultValue=DEFAULT_DPI, optional=True
            )
        )
        self.add_advanced(bounds_parameter(self.MANUAL_BOUNDS))
        self.add_advanced(positive_parameter(self.THRESHOLD, tr("Smallest denominator drawn")))
        since = tr("First year, for an evolution")
        self.add_advanced(QgsProcessingParameterNumber(self.SINCE, since, optional=True))
        points = tr("Types of places over the map, separated by commas (cinema, bibliotheque...)")
        self.add_advanced(QgsProcessingParameterString(self.PLACES, points, optional=True))
        drawn = tr("Boundaries: name or folder of a vintage (default: those of the plugin)")
        self.add_advanced(QgsProcessingParameterString(self.BOUNDARIES, drawn, optional=True))
        self.add_library_parameter()

    def request(
        self, parameters: Parameters, context: QgsProcessingContext, library: Library, indicator: str
    ) -> MapRequest:
        """What the map shows.

        Raises:
            IndicatorError: a value is not one of the choices.
        """
        from ..core.mapping import MapRequest

        level = Level(self.choice(parameters, self.LEVEL, context))
        second = self.parameterAsString(parameters, self.SECOND, context).strip()
        mode = self.choice(parameters, self.MODE, context)
        method = self.choice(parameters, self.METHOD, context)
        since = self.integer(parameters, self.SINCE, context)
        if since is not None and second:
            sentence = tr("An evolution shows one indicator: leave {second} or {since} empty.")
            raise IndicatorError(sentence.format(second=self.SECOND, since=self.SINCE))
        if since is not None:
            mode = Mode.EVOLUTION.value
        return MapRequest(
            indicator=indicator,
            level=level,
            year=self.integer(parameters, self.YEAR, context),
            within=self.parameterAsString(parameters, self.WITHIN, context),
            method=Method(method) if method else None,
            classes=self.integer(parameters, self.CLASSES, context),
            palette=self.choice(parameters, self.PALETTE, context),
            manual_bounds=numbers(parameters.get(self.MANUAL_BOUNDS)),
            threshold=self.number(parameters, self.THRESHOLD, context),
            mode=Mode(mode) if mode else _mode(library, level, indicator, second),
            second=second,
            since=since,
            boundaries=self.parameterAsString(parameters, self.BOUNDARIES, context).strip(),
        )

    def options(self, parameters: Parameters, context: QgsProcessingContext) -> Options:
        """How the page is made.

        Raises:
            IndicatorError: a value is not one of the choices.
        """
        from ..gis.compose import Options
        from ..gis.places import PlacesRequest

        kinds = texts(parameters.get(self.PLACES))
        within = self.parameterAsString(parameters, self.WITHIN, context)
        return Options(
            template=self.parameterAsString(parameters, self.TEMPLATE, context),
            insets=self.choice(parameters, self.INSETS, context) or "auto",
            title=self.parameterAsString(parameters, self.TITLE, context).strip(),
            author=self.parameterAsString(parameters, self.AUTHOR, context).strip(),
            places=PlacesRequest(tuple(kinds), within.strip()) if kinds else None,
        )

    def dpi(self, parameters: Parameters, context: QgsProcessingContext) -> float:
        """Resolution of the page."""
        return self.number(parameters, self.DPI, context, DEFAULT_DPI)

    def tell(self, feedback: QgsProcessingFeedback, notes: Sequence[str]) -> None:
        """Write notes in the log."""
        for note in notes:
            feedback.pushInfo(note)


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for the layers of the pages, gone afterwards; Windows may keep one of its files a while."""
    folder = Path(tempfile.mkdtemp(prefix="atlas_"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _mode(library: Library, level: Level, first: str, second: str) -> Mode:
    """What goes with the kinds of the indicators: circles as soon as there is a stock to be drawn."""
    from ..core.model import ValueKind

    if not second:
        return Mode.SINGLE
    kinds = {library.resolve(one, level)[0].kind for one in (first, second)}
    return Mode.CIRCLES if ValueKind.STOCK in kinds else Mode.BIVARIATE
