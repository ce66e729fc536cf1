# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps that the dock asks for: built in a task, put in the project when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.crs import METROPOLE_CRS, WORLD_CRS
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.progress import Progress
from ..core.territories import Territories
from ..gis import displaced, layers, settings
from ..gis.layers import BuiltMap
from ..gis.project import data_folder
from .facts import Facts, facts_of
from .holdings import Holdings
from .jobs import Job, Jobs

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


@dataclass(frozen=True)
class _Made:
    """What a task hands over: the map, the CRS of a project without layers, what to tell.

    ``beside`` and ``frames`` are the overseas territories drawn beside metropole, where they are wanted.
    """

    built: BuiltMap
    crs: str
    lines: list[str]
    facts: Facts
    beside: BuiltMap | None = None
    frames: Path | None = None


@dataclass(frozen=True)
class _View:
    built: BuiltMap
    crs: str


class MapWork(QObject):
    """Adds, updates and repairs layers through :class:`Jobs`."""

    added = pyqtSignal(str)
    #: Identifier of the layer and its facts.
    made = pyqtSignal(str, object)
    shown = pyqtSignal(list)

    def __init__(self, iface: QgisInterface, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._jobs = jobs
        self._project = QgsProject.instance()
        self._view: _View | None = None

    def add(self, holdings: Holdings, request: MapRequest, beside: bool = False) -> None:
        """Add a layer that shows ``request``, and zoom to it; ``beside``: overseas beside metropole."""

        def done(made: _Made) -> None:
            layer = layers.create_layer(made.built, settings.load().styles)
            crs = made.crs if not self._project.mapLayers() else ""
            layers.add_to_project(layer, self._project)
            self._accompany(layer, made)
            self._unfold(layer.id())
            self._look(made.built, crs)
            self.made.emit(layer.id(), made.facts)
            self.added.emit(layer.id())
            self.shown.emit(made.lines)

        work = _maker(holdings, request, data_folder(self._project), beside)
        self._jobs.run(Job(tr("Making the map"), work, done))

    def update(self, holdings: Holdings, request: MapRequest, layer_id: str, beside: bool = False) -> None:
        """Show ``request`` with a layer of the project, if it is still there when the map is ready."""
        territory = self._territory_of(layer_id)

        def done(made: _Made) -> None:
            layer = self._project.mapLayer(layer_id)
            if not isinstance(layer, QgsVectorLayer):
                return
            with self._unfolded(layer):
                layers.update_layer(layer, made.built, settings.load().styles)
            self._accompany(layer, made)
            if request.within != territory:
                self._look(made.built)
            self._project.setDirty(True)
            self.made.emit(layer_id, made.facts)
            self.shown.emit(made.lines)

        work = _maker(holdings, request, data_folder(self._project), beside)
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

    def has_companion(self, layer: QgsVectorLayer) -> bool:
        """Whether the overseas territories are drawn beside a map."""
        return displaced.find_companion(self._project, layer) is not None

    def _accompany(self, layer: QgsVectorLayer, made: _Made) -> None:
        """Add, change or remove the overseas territories that accompany a map."""
        former = displaced.find_companion(self._project, layer)
        if made.beside is None:
            if former is not None:
                self._project.removeMapLayer(former.id())
                self._drop_frames()
        elif former is not None:
            layers.update_layer(former, made.beside, settings.load().styles)
        else:
            companion = layers.create_layer(made.beside, settings.load().styles)
            known = displaced.find_frames(self._project)
            new = displaced.create_frames(made.frames) if known is None and made.frames else None
            displaced.add_to_project(layer, companion, new, self._project)

    @contextmanager
    def _unfolded(self, layer: QgsVectorLayer) -> Iterator[None]:
        """Keep a legend unfolded: QGIS folds the long ones when they change."""
        node = self._project.layerTreeRoot().findLayer(layer.id())
        was = node is not None and node.isExpanded()
        yield
        if node is not None and was:
            node.setExpanded(True)
            self._unfold(layer.id())

    def _unfold(self, layer_id: str) -> None:
        """Unfold the parts of a legend, once the layer tree has them: circles have theirs, colours theirs."""

        def unfold() -> None:
            node, view = self._project.layerTreeRoot().findLayer(layer_id), self._iface.layerTreeView()
            if node is not None:
                view.expandRecursively(view.node2index(node))

        QTimer.singleShot(0, unfold)

    def _drop_frames(self) -> None:
        """Remove the frames when nothing is drawn in them any more."""
        frames = displaced.find_frames(self._project)
        if frames is not None and not any(map(displaced.is_displaced, layers.find_layers(self._project))):
            self._project.removeMapLayer(frames.id())

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


def _maker(
    holdings: Holdings, request: MapRequest, folder: Path, beside: bool = False
) -> Callable[[Progress], _Made]:
    def work(progress: Progress) -> _Made:
        library, territories = holdings.library, holdings.territories
        built = layers.build_map(library, territories, request, folder, progress)
        facts = facts_of(holdings, built.prepared)
        made = _Made(built, _first_crs(built, territories), layers.describe(built), facts)
        wanted = displaced.companion(built.prepared.request) if beside else None
        if wanted is None:
            return made
        companion = layers.build_map(library, territories, wanted, folder, progress)
        return replace(made, beside=companion, frames=displaced.prepare_frames(folder))

    return work
