# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps that the dock asks for: built in a task, put in the project when they are ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Made:
    """What a task hands over: the map, the CRS of a project without layers, what to tell."""

    built: BuiltMap
    crs: str
    lines: list[str]


@dataclass(frozen=True)
class _View:
    built: BuiltMap
    crs: str


class MapWork(QObject):
    """Adds, updates and repairs layers through :class:`Jobs`."""

    added = pyqtSignal(str)
    shown = pyqtSignal(list)

    def __init__(self, iface: QgisInterface, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._jobs = jobs
        self._project = QgsProject.instance()
        self._view: _View | None = None

    def add(self, holdings: Holdings, request: MapRequest) -> None:
        """Add a layer that shows ``request``, and zoom to it."""

        def done(made: _Made) -> None:
            layer = layers.create_layer(made.built, settings.load().styles)
            crs = made.crs if not self._project.mapLayers() else ""
            layers.add_to_project(layer, self._project)
            self._look(made.built, crs)
            self.added.emit(layer.id())
            self.shown.emit(made.lines)

        work = _maker(holdings, request, data_folder(self._project))
        self._jobs.run(Job(tr("Making the map"), work, done))

    def update(self, holdings: Holdings, request: MapRequest, layer_id: str) -> None:
        """Show ``request`` with a layer of the project, if it is still there when the map is ready."""
        territory = self._territory_of(layer_id)

        def done(made: _Made) -> None:
            layer = self._project.mapLayer(layer_id)
            if not isinstance(layer, QgsVectorLayer):
                return
            layers.update_layer(layer, made.built, settings.load().styles)
            if request.within != territory:
                self._look(made.built)
            self._project.setDirty(True)
            self.shown.emit(made.lines)

        work = _maker(holdings, request, data_folder(self._project))
        self._jobs.run(Job(tr("Updating the map"), work, done))

    def repair(self, holdings: Holdings, broken: dict[str, MapRequest]) -> None:
        """Make the data of layers again, by layer identifier; their style stays."""
        folder = data_folder(self._project)

        def work(progress: Progress) -> dict[str, _Made]:
            return {
                layer_id: _maker(holdings, request, folder)(progress) for layer_id, request in broken.items()
            }

        def done(made: dict[str, _Made]) -> None:
            for layer_id, one in made.items():
                layer = self._project.mapLayer(layer_id)
                if isinstance(layer, QgsVectorLayer):
                    layers.update_layer(layer, one.built, settings.load().styles)
            self._project.setDirty(True)
            self.shown.emit([tr("The data of {count} layers was rebuilt.").format(count=len(made))])

        self._jobs.run(Job(tr("Rebuilding the data"), work, done))

    def _territory_of(self, layer_id: str) -> str:
        layer = self._project.mapLayer(layer_id)
        request = layers.request_of(layer) if isinstance(layer, QgsVectorLayer) else None
        return request.within if request else ""

    def _look(self, built: BuiltMap, crs: str = "") -> None:
        """Zoom to a map, in a moment; ``crs`` is that of a project which had no layer.

        QGIS sets the CRS and the view of an empty project itself when the layer tree settles.
        """
        self._view = _View(built, crs)
        QTimer.singleShot(0, self._zoom)

    def _zoom(self) -> None:
        view, self._view = self._view, None
        if view is None:
            return
        if view.crs:
            self._project.setCrs(QgsCoordinateReferenceSystem(view.crs))
        extent = layers.view_extent(view.built, self._project)
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


def _first_crs(built: BuiltMap, territories: Territories) -> str:
    """CRS of a project that has no layer yet: that of the territories, Lambert-93 for all of France."""
    official = territories.crs_for(built.prepared.request.level, built.prepared.codes)
    return METROPOLE_CRS if official == WORLD_CRS else official


def _maker(holdings: Holdings, request: MapRequest, folder: Path) -> Callable[[Progress], _Made]:
    def work(progress: Progress) -> _Made:
        built = layers.build_map(holdings.library, holdings.territories, request, folder, progress)
        return _Made(built, _first_crs(built, holdings.territories), layers.describe(built))

    return work
