# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider: every user action, for the toolbox, models, scripts and qgis_process."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .. import paths
from ..gis import projections
from .build_package import BuildPackage
from .compare_territories import CompareTerritories
from .cross_indicators import CrossIndicators
from .evolution import Evolution
from .export_map import ExportMap
from .export_portraits import ExportPortraits
from .export_series import ExportSeries
from .import_table import ImportTable
from .install_package import InstallPackage
from .join_indicators import JoinIndicators
from .list_indicators import ListIndicators
from .load_indicator import LoadIndicator
from .load_places import LoadPlaces
from .similar_territories import SimilarTerritories
from .update_boundaries import UpdateBoundaries

PROVIDER_ID = "atlasculture"


class AtlasCultureProvider(QgsProcessingProvider):
    """Algorithms ``atlasculture:*``."""

    def id(self) -> str:
        """Stable identifier, never translated."""
        return PROVIDER_ID

    def name(self) -> str:
        """Name in the toolbox."""
        return "Atlas Culture"

    def icon(self) -> QIcon:
        """Icon in the toolbox."""
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        """Icon in models."""
        return str(paths.resources("icons", "atlas_culture.svg"))

    def defaultVectorFileExtension(self, hasGeometry: bool = True) -> str:
        """A GeoPackage, whatever the settings of QGIS: it keeps the style and the whole field names."""
        return "gpkg"

    def loadAlgorithms(self) -> None:
        """Register the algorithms."""
        projections.hold()
        for algorithm in (
            InstallPackage(),
            BuildPackage(),
            ImportTable(),
            LoadPlaces(),
            ListIndicators(),
            LoadIndicator(),
            CrossIndicators(),
            Evolution(),
            JoinIndicators(),
            CompareTerritories(),
            SimilarTerritories(),
            ExportMap(),
            ExportSeries(),
            ExportPortraits(),
            UpdateBoundaries(),
        ):
            self.addAlgorithm(algorithm)
