# SPDX-License-Identifier: GPL-2.0-or-later
"""Adds the places that are checked to the project, or changes those that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.crs import METROPOLE_CRS, WORLD_CRS
from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.progress import Progress
from ..gis import places, settings
from ..gis.places import BuiltPlaces
from ..gis.project import data_folder
from .jobs import Job, Jobs

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .dock import AtlasDock
    from .places_lists import ListChoice


class Placing(QObject):
    """Between the group of the places and the project."""

    #: Sentences on the places that were drawn.
    shown = pyqtSignal(list)

    def __init__(self, dock: AtlasDock, iface: QgisInterface) -> None:
        super().__init__(dock)
        self._dock = dock
        self._iface = iface
        self._project = QgsProject.instance()
        self.jobs = Jobs(self)
        self._box = dock.view.places
        self._box.set_source(self.fields)
        self._box.panel.wanted.connect(self.add)
        self._box.fieldWanted.connect(self.style_own)
        self._box.listWanted.connect(self.choose_list)
        self._project.layersRemoved.connect(self.refresh)

    def close(self) -> None:
        """Disconnect from the project, and stop."""
        self._project.layersRemoved.disconnect(self.refresh)
        self.jobs.close()

    def refresh(self, *_removed: object) -> None:
        """Check the types that the project shows."""
        found = self._layers("")
        request = places.request_of(found[0]) if found else None
        self._box.show_types(request.types if request is not None else ())

    def add(self, types: list[str]) -> None:
        """Show these types, in the territory that is chosen."""
        holdings, within = self._dock.holdings, self._dock.view.form.territory.reference()
        if holdings is None:
            return
        folder = data_folder(self._project)

        def work(progress: Progress) -> BuiltPlaces:
            return places.build_places(holdings.territories, types, within, folder, progress)

        self.jobs.run(Job(tr("Adding the places"), work, self._done))

    def choose_list(self) -> None:
        """Ask which published list to add, and add it in the territory that is chosen."""
        # What reads published tables is not loaded with the dock.
        from .places_lists import PlacesListDialog

        holdings, territory = self._dock.holdings, self._dock.view.form.territory
        if holdings is None:
            return
        dialog = PlacesListDialog(holdings.territories.place_name(territory.reference()), self._dock)
        if dialog.exec():
            self.add_list(dialog.choice())
        dialog.deleteLater()

    def add_list(self, choice: ListChoice) -> None:
        """Get a published list, check its positions and show it."""
        from ..gis.network import NetworkSettings
        from ..gis.places_loading import load_places
        from ..gis.places_writer import write_list

        holdings, within = self._dock.holdings, self._dock.view.form.territory.reference()
        if holdings is None:
            return
        folder, network = data_folder(self._project), NetworkSettings.from_qgis()

        def work(progress: Progress) -> tuple[BuiltPlaces, list[str]]:
            loaded = load_places(
                choice.recipe, network, progress, source=choice.source, within=within, types=choice.types
            )
            return write_list(loaded, folder, holdings.territories, progress), loaded.lines()

        self.jobs.run(Job(tr("Adding the places"), work, self._list_done))

    def fields(self) -> list[str]:
        """Names of the fields of the active layer, when it is one of points of the user's own."""
        layer = self._own_points()
        return [field.name() for field in layer.fields()] if layer is not None else []

    def style_own(self, field: str) -> None:
        """Give the active layer of points the symbols of places."""
        layer = self._own_points()
        if layer is None:
            return
        try:
            places.style_user_points(layer, field, settings.load().styles)
        except AtlasError as error:
            self._dock.view.status.fail(error)
            return
        self._project.setDirty(True)
        self.shown.emit([tr("“{layer}” has the symbols of places.").format(layer=layer.name())])

    def _own_points(self) -> QgsVectorLayer | None:
        layer = self._iface.layerTreeView().currentLayer()
        if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != Qgis.GeometryType.Point:
            return None
        return layer if places.request_of(layer) is None else None

    def _layers(self, recipe: str) -> list[QgsVectorLayer]:
        """The layers of a list, by its recipe; those of the places that ship when empty."""
        requests = ((layer, places.request_of(layer)) for layer in places.find_places(self._project))
        return [
            layer
            for layer, request in requests
            if request is not None and (request.listed.recipe if request.listed else "") == recipe
        ]

    def _list_done(self, result: tuple[BuiltPlaces, list[str]]) -> None:
        built, lines = result
        self._show(built)
        self.shown.emit(lines)

    def _done(self, built: BuiltPlaces) -> None:
        self._show(built)
        self.shown.emit(places.describe(built))

    def _show(self, built: BuiltPlaces) -> None:
        """Put places into the layer that has those of the same list, or in a new one."""
        listed, styles = built.request.listed, settings.load().styles
        found = self._layers(listed.recipe if listed else "")
        if found:
            places.update_places_layer(found[0], built, styles)
        else:
            is_first = not self._project.mapLayers()
            places.add_to_project(places.create_places_layer(built, styles), self._project)
            if is_first:
                # QGIS sets the CRS and the view of an empty project itself when the layer tree settles.
                QTimer.singleShot(0, lambda: self._look(built))
        self._project.setDirty(True)
        self.refresh()

    def _look(self, built: BuiltPlaces) -> None:
        """Show the places of a project that had no layer."""
        self._project.setCrs(QgsCoordinateReferenceSystem(METROPOLE_CRS))
        if built.extent is None:
            return
        world = QgsCoordinateReferenceSystem(WORLD_CRS)
        transform = QgsCoordinateTransform(world, self._project.crs(), self._project)
        canvas = self._iface.mapCanvas()
        canvas.setExtent(transform.transformBoundingBox(QgsRectangle(*built.extent)))
        canvas.refresh()
