# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps that the dock asks for: built in a task, put in the project when they are ready."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.progress import Progress
from ..core.territories import METROPOLE_CRS, WORLD_CRS, Territories
from ..gis import layers, settings
from ..gis.layers import BuiltMap
from ..gis.project import data_folder
from .holdings import Holdings
from .jobs import Job, Jobs

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class MapWork(QObject):
    """Adds, updates and repairs layers through :class:`Jobs`."""

    added = pyqtSignal(str)
    shown = pyqtSignal(list)

    def __init__(self, iface: QgisInterface, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._jobs = jobs
        self._project = QgsProject.instance()
        self._first: tuple[BuiltMap, QgsCoordinateReferenceSystem] | None = None

    def add(self, holdings: Holdings, request: MapRequest) -> None:
        """Add a layer that shows ``request``, and zoom to it."""

        def done(built: BuiltMap) -> None:
            layer = layers.create_layer(built, settings.load().styles)
            is_first = not self._project.mapLayers()
            layers.add_to_project(layer, self._project)
            if is_first:
                self._project.setCrs(first_crs(built, holdings.territories))
                # QGIS sets the CRS and the view of an empty project itself, a little later.
                self._first = (built, self._project.crs())
                QTimer.singleShot(0, self._look_again)
            self._zoom(built)
            self.added.emit(layer.id())
            self.shown.emit(layers.describe(built))

        work = _builder(holdings, request, data_folder(self._project))
        self._jobs.run(Job(tr("Making the map"), work, done))

    def update(self, holdings: Holdings, request: MapRequest, layer_id: str) -> None:
        """Show ``request`` with a layer of the project, if it is still there when the map is ready."""
        territory = self._territory_of(layer_id)

        def done(built: BuiltMap) -> None:
            layer = self._project.mapLayer(layer_id)
            if not isinstance(layer, QgsVectorLayer):
                return
            layers.update_layer(layer, built, settings.load().styles)
            if request.within != territory:
                self._zoom(built)
            self._project.setDirty(True)
            self.shown.emit(layers.describe(built))

        work = _builder(holdings, request, data_folder(self._project))
        self._jobs.run(Job(tr("Updating the map"), work, done))

    def repair(self, holdings: Holdings, broken: dict[str, MapRequest]) -> None:
        """Make the data of layers again, by layer identifier; their style stays."""
        folder = data_folder(self._project)

        def work(progress: Progress) -> dict[str, BuiltMap]:
            return {
                layer_id: _builder(holdings, request, folder)(progress)
                for layer_id, request in broken.items()
            }

        def done(built: dict[str, BuiltMap]) -> None:
            for layer_id, one in built.items():
                layer = self._project.mapLayer(layer_id)
                if isinstance(layer, QgsVectorLayer):
                    layers.update_layer(layer, one, settings.load().styles)
            self._project.setDirty(True)
            self.shown.emit([tr("The data of {count} layers was rebuilt.").format(count=len(built))])

        self._jobs.run(Job(tr("Rebuilding the data"), work, done))

    def _territory_of(self, layer_id: str) -> str:
        layer = self._project.mapLayer(layer_id)
        request = layers.request_of(layer) if isinstance(layer, QgsVectorLayer) else None
        return request.within if request else ""

    def _look_again(self) -> None:
        if self._first is not None:
            built, crs = self._first
            self._first = None
            self._project.setCrs(crs)
            self._zoom(built)

    def _zoom(self, built: BuiltMap) -> None:
        extent = layers.view_extent(built, self._project)
        if not extent.isEmpty():
            canvas = self._iface.mapCanvas()
            canvas.setExtent(extent)
            canvas.refresh()


def broken_layers(project: QgsProject) -> dict[str, MapRequest]:
    """Layers of ours whose file is gone, by identifier, with what they showed."""
    found = {}
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and not layer.isValid():
            request = layers.request_of(layer)
            if request is not None:
                found[layer.id()] = request
    return found


def first_crs(built: BuiltMap, territories: Territories) -> QgsCoordinateReferenceSystem:
    """CRS of a project that has no layer yet: that of the territories, Lambert-93 for all of France."""
    official = territories.crs_for(built.prepared.request.level, built.prepared.codes)
    return QgsCoordinateReferenceSystem(METROPOLE_CRS if official == WORLD_CRS else official)


def _builder(holdings: Holdings, request: MapRequest, folder: Path) -> Callable[[Progress], BuiltMap]:
    def work(progress: Progress) -> BuiltMap:
        return layers.build_map(holdings.library, holdings.territories, request, folder, progress)

    return work
