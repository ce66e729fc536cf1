# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:loadplaces``: a published list of places as a styled layer of points."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

from ..core.i18n import tr
from .base import FeedbackProgress, Parameters, within_parameter
from .network_base import NetworkAlgorithm


class LoadPlaces(NetworkAlgorithm):
    """Points of a published list, checked against their communes, in a GeoPackage."""

    ID = "loadplaces"
    RECIPE, SOURCE = "RECIPE", "SOURCE"
    WITHIN, TYPES, OUTPUT = "WITHIN", "TYPES", "OUTPUT"
    COUNT, DOUBTFUL = "COUNT", "DOUBTFUL"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Load places from official data")

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterString(self.RECIPE, tr("Recipe: id or file")))
        source = tr("File or folder already downloaded (default: data.gouv.fr)")
        self.addParameter(QgsProcessingParameterString(self.SOURCE, source, optional=True))
        self.addParameter(within_parameter(self.WITHIN))
        types = tr("Types, domains or labels, separated by commas (default: all)")
        self.addParameter(QgsProcessingParameterString(self.TYPES, types, optional=True))
        self.add_mirror_parameter(tr("Address of a mirror of data.gouv.fr"))
        self.addParameter(
            QgsProcessingParameterVectorDestination(
                self.OUTPUT, tr("Layer of places"), QgsProcessing.SourceType.TypeVectorPoint
            )
        )
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, tr("Places written")))
        self.addOutput(QgsProcessingOutputNumber(self.DOUBTFUL, tr("Doubtful positions")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Get the list, check the positions, write the points, style them."""
        from ..core.errors import PlaceError
        from ..core.place_lists.recipes import find_place_recipe
        from ..core.territories import territories
        from ..gis import places, places_loading, settings
        from .output import VectorOutput

        progress = FeedbackProgress(feedback)
        destination = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        output = VectorOutput(destination, parameters.get(self.OUTPUT))
        if not output.is_geopackage:
            sentence = tr(
                "{file}: places are written in a GeoPackage, which keeps their symbols: write .gpkg."
            )
            raise PlaceError(sentence.format(file=output.path.name))
        recipe = find_place_recipe(self.parameterAsString(parameters, self.RECIPE, context))
        within = self.parameterAsString(parameters, self.WITHIN, context)
        loaded = places_loading.load_places(
            recipe,
            self.network,
            progress,
            source=self.parameterAsString(parameters, self.SOURCE, context).strip(),
            base=self.mirror(parameters, context),
            within=within,
            types=names(parameters.get(self.TYPES)),
        )
        known = territories()
        built = loaded.built(output.path, output.table or output.path.stem, known.place_name(within))
        output.write(
            places_loading.fields(),
            Qgis.WkbType.Point,
            QgsCoordinateReferenceSystem("EPSG:4326"),
            places_loading.features(loaded, known, progress),
            context,
            progress,
            lambda layer: places.dress(layer, built, settings.load().styles),
        )
        progress.set_fraction(1)
        for line in loaded.lines():
            feedback.pushInfo(line)
        if context.willLoadLayerOnCompletion(destination):
            context.layerToLoadOnCompletionDetails(destination).name = built.name
        return {
            self.OUTPUT: output.result(context),
            self.COUNT: len(loaded.found.places),
            self.DOUBTFUL: loaded.found.doubtful,
        }


def names(value: object) -> list[str]:
    """Types of a list, or of a text separated by semicolons, else by commas: their names have spaces.

    >>> names("Bibliothèque, Centre d'art")
    ['Bibliothèque', "Centre d'art"]
    """
    if not isinstance(value, (list, tuple)):
        text = str(value or "")
        value = text.split(";" if ";" in text else ",")
    return [text for item in value if (text := str(item).strip())]
