# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:compareterritories``: territories against references, as a spreadsheet or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.errors import TerritoryError
from ..core.i18n import tr
from .base import AtlasAlgorithm, FeedbackProgress, Parameters, texts

if TYPE_CHECKING:
    from ..core.comparison.model import Comparison, ComparisonRequest

#: Pairs without figure that the log names; it counts the others.
_NAMED_ABSENT = 5


class CompareTerritories(AtlasAlgorithm):
    """Values, ranks, quantiles and gaps of some territories, for some indicators."""

    ID = "compareterritories"
    TERRITORIES, REFERENCES, INDICATORS, YEAR = "TERRITORIES", "REFERENCES", "INDICATORS", "YEAR"
    OUTPUT, ROWS = "OUTPUT", "ROWS"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Compare territories")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        territories = tr("Territories (REG-53, EPCI-243500139 or names, separated by commas)")
        self.addParameter(QgsProcessingParameterString(self.TERRITORIES, territories))
        references = tr("References (FRANCE, METRO, REGION, DEPARTEMENT, EPCI, SIMILAR, or territories)")
        self.addParameter(
            QgsProcessingParameterString(self.REFERENCES, references, defaultValue="FRANCE", optional=True)
        )
        indicators = tr("Indicators (ids separated by commas; default: all)")
        self.addParameter(QgsProcessingParameterString(self.INDICATORS, indicators, optional=True))
        self.addParameter(
            QgsProcessingParameterNumber(self.YEAR, tr("Year (default: the latest)"), optional=True)
        )
        self.add_library_parameter()
        kinds = (
            tr("Excel workbook (*.xlsx)"),
            tr("OpenDocument spreadsheet (*.ods)"),
            tr("CSV files (*.csv)"),
            tr("JSON files (*.json)"),
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(self.OUTPUT, tr("Comparison"), ";;".join(kinds))
        )
        self.addOutput(QgsProcessingOutputNumber(self.ROWS, tr("Number of rows")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Compare, then write the file."""
        from ..core.comparison.compare import compare
        from ..core.territories import territories
        from ..gis import spreadsheets

        target = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        spreadsheets.check_target(target)
        library, progress = self.library(parameters, context), FeedbackProgress(feedback)
        request = self._request(parameters, context)
        comparison = compare(library, territories(), request, progress=progress)
        rows = spreadsheets.write_comparison(target, comparison, library, territories(), progress)
        for note in (*comparison.notes, *_remarks(comparison)):
            feedback.pushInfo(note)
        return {self.OUTPUT: str(target), self.ROWS: rows}

    def _request(self, parameters: Parameters, context: QgsProcessingContext) -> ComparisonRequest:
        """Read the parameters.

        Raises:
            TerritoryError: there is no territory.
        """
        from ..core.comparison.model import FRANCE, ComparisonRequest

        chosen = places(parameters.get(self.TERRITORIES))
        if not chosen:
            raise TerritoryError(
                tr("There is no territory to compare: name one, such as REG-53 or EPCI-243500139.")
            )
        return ComparisonRequest(
            territories=chosen,
            references=places(parameters.get(self.REFERENCES)) or (FRANCE,),
            indicators=tuple(texts(parameters.get(self.INDICATORS))),
            year=self.integer(parameters, self.YEAR, context),
        )


def places(value: Any) -> tuple[str, ...]:
    """Territories of a list, or of a text separated by commas, semicolons or lines.

    Codes may be separated by spaces too, names have some of their own.

    >>> places("REG-53 REG-52, Rennes Métropole")
    ('REG-53', 'REG-52', 'Rennes Métropole')
    """
    from ..core.comparison.resolve import split_list

    if value is None:
        return ()
    items = [str(one) for one in value] if isinstance(value, (list, tuple)) else split_list(str(value))
    return tuple(word for item in items for word in _words(item.strip()) if word)


def _words(item: str) -> list[str]:
    words = item.split()
    return words if all(map(_is_reference, words)) else [item]


def _is_reference(word: str) -> bool:
    from ..core.codes import parse_reference
    from ..core.comparison.model import NAMED_REFERENCES

    if word.upper() in NAMED_REFERENCES:
        return True
    try:
        parse_reference(word)
    except TerritoryError:
        return False
    return True


def _remarks(comparison: Comparison) -> list[str]:
    """What the reader of the log must know: years that are not the one asked for, figures that lack."""
    from ..core.comparison.records import told_absent

    found = []
    year = comparison.request.year
    others = {one.indicator.key for one in comparison.figures if year is not None and one.year != year}
    if others:
        sentence = tr("No figures of {year} for some indicators ({count}): the nearest year is taken.")
        found.append(sentence.format(count=len(others), year=year))
    absent = told_absent(comparison)
    if absent:
        sentence = tr("Not published at the level of the territory ({count}): {names}.")
        names = [f"{one.indicator.id} ({one.territory.reference})" for one in absent[:_NAMED_ABSENT]]
        names += ["…"] if len(absent) > _NAMED_ABSENT else []
        found.append(sentence.format(count=len(absent), names=", ".join(names)))
    return found
