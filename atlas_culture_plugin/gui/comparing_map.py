# SPDX-License-Identifier: GPL-2.0-or-later
"""The territories compared on the map: their outlines in their colours, a flash, the selection followed."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..core.comparison.colors import territory_colors
from ..core.crs import METROPOLE_CRS
from ..core.model import Territory
from ..gis import layers
from ..gis.selecting import CODE_FIELD, outlines_of, shows_displaced
from .zooming import bring, is_seen, look_at, world

_WIDTH = 2
_FLASHES, _MILLISECONDS = 3, 400
_OPAQUE, _LIGHT = 200, 0


class ComparingMap(QObject):
    """Draws on a canvas, and tells what is selected there."""

    #: Reference of a territory selected in a layer of ours, and key or id of the indicator of that layer.
    selected = pyqtSignal(str, str)

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._shapes: dict[str, QgsGeometry] = {}
        #: Those drawn beside metropole too, in its projection.
        self._beside: dict[str, QgsGeometry] = {}
        self._colors: dict[str, str] = {}
        self._bands: list[QgsRubberBand] = []
        self._shown = True
        canvas.selectionChanged.connect(self._on_selection)
        canvas.destinationCrsChanged.connect(self._draw)

    def close(self) -> None:
        """Leave the canvas as it was."""
        self._canvas.selectionChanged.disconnect(self._on_selection)
        self._canvas.destinationCrsChanged.disconnect(self._draw)
        self._wipe()

    def show_territories(self, territories: Sequence[Territory]) -> None:
        """Outline other territories.

        Raises:
            StorageError: the shipped boundaries are missing or damaged.
        """
        references = [one.reference for one in territories]
        self._colors = dict(zip(references, territory_colors(len(references))))
        self._shapes = outlines_of(territories)
        self._beside = outlines_of(territories, beside=True)
        self._draw()

    def set_shown(self, shown: bool) -> None:
        """Draw the outlines, or hide them."""
        self._shown = shown
        self._draw()

    def count(self) -> int:
        """Number of outlines drawn."""
        return len(self._bands)

    def flash(self, reference: str) -> bool:
        """Flash a territory, the map moved where nothing of it is seen; whether it has an outline."""
        if reference not in self._shapes:
            return False
        places = self._places(reference)
        if not any(is_seen(self._canvas, shape, crs) for shape, crs in places):
            bring(self._canvas, self._shapes[reference])
        start, end = QColor(self._colors[reference]), QColor(self._colors[reference])
        start.setAlpha(_OPAQUE)
        end.setAlpha(_LIGHT)
        for shape, crs in places:
            self._canvas.flashGeometries([shape], crs, start, end, _FLASHES, _MILLISECONDS)
        return True

    def zoom_to(self, reference: str) -> None:
        """Look at a territory, with a margin."""
        shape = self._shapes.get(reference)
        if shape is not None:
            look_at(self._canvas, shape)

    def _draw(self) -> None:
        self._wipe()
        if not self._shown:
            return
        # The first one is drawn last, over those that share its limits.
        for reference, color in reversed(self._colors.items()):
            self._bands += [self._band(shape, crs, color) for shape, crs in self._places(reference)]

    def _places(self, reference: str) -> list[tuple[QgsGeometry, QgsCoordinateReferenceSystem]]:
        """Where a territory is: at its true place, and beside metropole where it is drawn there."""
        found = [(self._shapes[reference], world())] if reference in self._shapes else []
        if reference in self._beside and shows_displaced(QgsProject.instance()):
            found.append((self._beside[reference], QgsCoordinateReferenceSystem(METROPOLE_CRS)))
        return found

    def _band(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem, color: str) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
        band.setToGeometry(shape, crs)
        band.setFillColor(QColor(Qt.GlobalColor.transparent))
        band.setStrokeColor(QColor(color))
        band.setSecondaryStrokeColor(QColor(255, 255, 255, 200))
        band.setWidth(_WIDTH)
        band.show()
        return band

    def _wipe(self) -> None:
        for band in self._bands:
            band.hide()
            self._canvas.scene().removeItem(band)
        self._bands = []

    def _on_selection(self, layer: QgsMapLayer) -> None:
        """A selection in a layer of ours: the first territory of it that is compared."""
        request = layers.request_of(layer) if isinstance(layer, QgsVectorLayer) else None
        if request is None:
            return
        for feature in layer.getSelectedFeatures():
            reference = f"{request.level.prefix}-{feature.attribute(CODE_FIELD)}"
            if reference in self._colors:
                self.selected.emit(reference, request.indicator)
                return
