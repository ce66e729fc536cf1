# SPDX-License-Identifier: GPL-2.0-or-later
"""The layer that the dock shows and updates: the one that the user made active last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..gis import displaced, layers

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class Binding(QObject):
    """Holds a layer by its identifier, and lets it go when the layer goes."""

    changed = pyqtSignal()
    #: The user made a layer of ours active.
    chosen = pyqtSignal()

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = QgsProject.instance()
        self._view = iface.layerTreeView()
        self._id = ""
        self._view.currentLayerChanged.connect(self._on_current)
        self._project.layersWillBeRemoved.connect(self._on_removed)

    def close(self) -> None:
        """Disconnect from the project and the layer tree."""
        self._view.currentLayerChanged.disconnect(self._on_current)
        self._project.layersWillBeRemoved.disconnect(self._on_removed)
        self._id = ""

    def layer(self) -> QgsVectorLayer | None:
        """The layer, ``None`` when there is none."""
        found = self._project.mapLayer(self._id) if self._id else None
        return found if isinstance(found, QgsVectorLayer) else None

    def layer_id(self) -> str:
        """Identifier of the layer, empty when there is none."""
        return self._id

    def bind(self, layer_id: str) -> None:
        """Hold another layer; empty holds none."""
        if layer_id != self._id:
            self._id = layer_id
            self.changed.emit()

    def _on_current(self, layer: QgsMapLayer | None) -> None:
        if not isinstance(layer, QgsVectorLayer) or layers.request_of(layer) is None:
            return
        # The overseas territories beside metropole follow the map that they accompany.
        shown = displaced.accompanied(self._project, layer) if displaced.is_displaced(layer) else layer
        if shown is not None:
            self.bind(shown.id())
            self.chosen.emit()

    def _on_removed(self, identifiers: list[str]) -> None:
        if self._id in identifiers:
            self.bind("")
