# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:similarterritories``: the territories most like one, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from ..core.formatting import number
from ..core.i18n import tr
from ..core.model import ValueKind
from .base import AtlasAlgorithm, FeedbackProgress, Parameters, texts, within_parameter

if TYPE_CHECKING:
    from ..core.comparison.similar import Neighbour, Similarity


class SimilarTerritories(AtlasAlgorithm):
    """The territories of the same level that are closest on what surrounds culture."""

    ID = "similarterritories"
    TERRITORY, COUNT, VARIABLES, WITHIN = "TERRITORY", "COUNT", "VARIABLES", "WITHIN"
    OUTPUT, COMPARED, LEFT_OUT = "OUTPUT", "COMPARED", "LEFT_OUT"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Similar territories")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(
            QgsProcessingParameterString(
                self.TERRITORY, tr("Territory (code such as EPCI-243500139, or name)")
            )
        )
        whole = QgsProcessingParameterNumber.Type.Integer
        self.addParameter(
            QgsProcessingParameterNumber(
                self.COUNT, tr("Number of similar territories"), whole, 10, minValue=1
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                self.VARIABLES, tr("Variables (ids of indicators; default: context)"), optional=True
            )
        )
        self.addParameter(within_parameter(self.WITHIN))
        self.add_library_parameter()
        self.addParameter(
            QgsProcessingParameterVectorDestination(
                self.OUTPUT, tr("Similar territories"), QgsProcessing.SourceType.TypeVector
            )
        )
        self.addOutput(QgsProcessingOutputNumber(self.COMPARED, tr("Territories compared")))
        self.addOutput(QgsProcessingOutputNumber(self.LEFT_OUT, tr("Territories with too few figures")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Find them, and write the table."""
        from ..core.comparison.resolve import find_territory
        from ..core.comparison.similar import similar
        from ..core.territories import territories
        from .output import VectorOutput

        known = territories()
        found = similar(
            self.library(parameters, context),
            known,
            find_territory(self.parameterAsString(parameters, self.TERRITORY, context), known),
            self.parameterAsInt(parameters, self.COUNT, context),
            tuple(texts(parameters.get(self.VARIABLES))),
            self.parameterAsString(parameters, self.WITHIN, context),
        )
        output = VectorOutput(
            self.parameterAsOutputLayer(parameters, self.OUTPUT, context), parameters.get(self.OUTPUT)
        )
        output.write(
            _fields(found),
            Qgis.WkbType.NoGeometry,
            QgsCoordinateReferenceSystem(),
            _features(found),
            context,
            FeedbackProgress(feedback),
            lambda layer: _set_aliases(layer, found),
        )
        for line in _lines(found):
            feedback.pushInfo(line)
        return {
            self.OUTPUT: output.result(context),
            self.COMPARED: found.compared,
            self.LEFT_OUT: found.left_out,
        }


def _lines(found: Similarity) -> Iterator[str]:
    """What the log says: the variables, then the answer."""
    names = ", ".join(one.heading(one.latest_year(found.territory.level)) for one in found.variables)
    yield tr("Variables, standardised: {names}.").format(names=names)
    sentence = tr("{compared} territories compared, {left_out} left out for want of figures.")
    yield sentence.format(compared=number(found.compared), left_out=number(found.left_out))
    for rank, one in enumerate(found.neighbours, start=1):
        yield f"{rank}. {one.territory.reference} {one.territory.name} ({number(one.distance, 2)})"


def _columns(found: Similarity) -> Iterator[tuple[str, QMetaType.Type, str]]:
    """Name, type and alias of each field."""
    text, real = QMetaType.Type.QString, QMetaType.Type.Double
    yield "rang", QMetaType.Type.Int, tr("Rank")
    yield "territoire", text, tr("Reference")
    yield "code", text, tr("Code")
    yield "nom", text, tr("Name")
    yield "departement", text, tr("Departement")
    yield "region", text, tr("Region")
    yield "distance", real, tr("Distance (standard deviations)")
    for one in found.variables:
        heading = one.heading(one.latest_year(found.territory.level))
        yield one.id, text if one.kind is ValueKind.TYPOLOGY else real, heading
        yield f"{one.id}_ecart", real, tr("{heading}: gap (standard deviations)").format(heading=heading)


def _fields(found: Similarity) -> QgsFields:
    fields = QgsFields()
    for name, kind, _ in _columns(found):
        fields.append(QgsField(name, kind))
    return fields


def _features(found: Similarity) -> Iterator[QgsFeature]:
    fields = _fields(found)
    for rank, neighbour in enumerate(found.neighbours, start=1):
        feature = QgsFeature(fields)
        feature.setAttributes([NULL if cell is None else cell for cell in _cells(rank, neighbour)])
        yield feature


def _cells(rank: int, neighbour: Neighbour) -> list[object]:
    one = neighbour.territory
    cells: list[object] = [rank, one.reference, one.code, one.name, one.departement, one.region]
    cells.append(neighbour.distance)
    for value, text, difference in zip(neighbour.values, neighbour.texts, neighbour.differences):
        cells += [text or value, difference]
    return cells


def _set_aliases(layer: QgsVectorLayer, found: Similarity) -> None:
    for name, _, alias in _columns(found):
        layer.setFieldAlias(layer.fields().lookupField(name), alias)
