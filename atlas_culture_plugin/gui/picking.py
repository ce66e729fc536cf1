# SPDX-License-Identifier: GPL-2.0-or-later
"""The map tool that picks the territory under a click."""

from __future__ import annotations

from qgis.core import QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal

from ..core.errors import AtlasError
from ..core.model import Level
from ..gis.selecting import territory_at


class PickTool(QgsMapTool):
    """Tells the reference of the territory clicked; leaves the map as the tool before found it."""

    picked = pyqtSignal(str)
    #: Nothing is there.
    missed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.level = Level.EPCI
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Called by QGIS."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pick(event.mapPoint())

    def pick(self, point: QgsPointXY) -> None:
        """Tell which territory holds a point of the map."""
        crs = self.canvas().mapSettings().destinationCrs()
        try:
            code = territory_at(point, crs, self.level, QgsProject.instance())
        except AtlasError as error:
            self.failed.emit(error)
            return
        if code is None:
            self.missed.emit()
        else:
            self.picked.emit(f"{self.level.prefix}-{code}")
