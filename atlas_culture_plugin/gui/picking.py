# SPDX-License-Identifier: GPL-2.0-or-later
"""The map tool that picks the territory under a click."""

from __future__ import annotations

from qgis.core import QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal

from ..core.errors import AtlasError
from ..core.model import Level
from ..gis.selecting import territory_at

#: Milliseconds that the pointer rests before what it is on is told.
_REST = 250


class PickTool(QgsMapTool):
    """Tells the reference of the territory clicked; leaves the map as the tool before found it."""

    picked = pyqtSignal(str)
    #: Nothing is there.
    missed = pyqtSignal()
    failed = pyqtSignal(object)
    #: The pointer rests on the territory of this reference.
    pointed = pyqtSignal(str)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.level = Level.EPCI
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._place = QgsPointXY()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(lambda: self.point_at(self._place))

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Called by QGIS: what is under the pointer is looked for once it rests."""
        self._place = event.mapPoint()
        self._rest.start()

    def deactivate(self) -> None:
        """Called by QGIS."""
        self._rest.stop()
        super().deactivate()

    def point_at(self, point: QgsPointXY) -> None:
        """Tell which territory the pointer rests on, if any."""
        try:
            reference = self._at(point)
        except AtlasError:
            return  # told when it is clicked
        if reference:
            self.pointed.emit(reference)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Called by QGIS."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pick(event.mapPoint())

    def pick(self, point: QgsPointXY) -> None:
        """Tell which territory holds a point of the map."""
        try:
            reference = self._at(point)
        except AtlasError as error:
            self.failed.emit(error)
            return
        if reference:
            self.picked.emit(reference)
        else:
            self.missed.emit()

    def _at(self, point: QgsPointXY) -> str:
        """Reference of the territory at a point of the map, empty for none."""
        crs = self.canvas().mapSettings().destinationCrs()
        code = territory_at(point, crs, self.level, QgsProject.instance())
        return "" if code is None else f"{self.level.prefix}-{code}"
