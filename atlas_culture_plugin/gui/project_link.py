# SPDX-License-Identifier: GPL-2.0-or-later
"""The project as the dock sees it: when it is read, cleared and saved, and what it keeps."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.mapping import MapRequest
from ..gis import project as gis_project
from .map_work import broken_layers


@dataclass(frozen=True)
class State:
    """What a project keeps of the dock; the search is not part of it."""

    request: str = ""
    layer: str = ""
    expanded: tuple[str, ...] = ()
    updates: bool = True


class ProjectLink(QObject):
    """Tells of the life of the current project."""

    restored = pyqtSignal()
    cleared = pyqtSignal()
    #: The project is about to be written: time to :meth:`write`.
    asked = pyqtSignal()
    saved = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = QgsProject.instance()
        self._declined = ""
        self._links = (
            (self._project.readProject, self._on_read),
            (self._project.cleared, self._on_cleared),
            (self._project.writeProject, self._on_write),
            (self._project.projectSaved, self._on_saved),
        )
        for signal, slot in self._links:
            signal.connect(slot)

    def close(self) -> None:
        """Disconnect from the project."""
        for signal, slot in self._links:
            signal.disconnect(slot)

    def write(self, state: State) -> None:
        """Keep the state in the project."""
        gis_project.write_state(self._project, asdict(state))

    def read(self) -> State:
        """Read the state back; a project edited by hand gives the defaults for what is not right."""
        raw = gis_project.read_state(self._project)
        expanded = raw.get("expanded", ())
        return State(
            request=str(raw.get("request", "")),
            layer=str(raw.get("layer", "")),
            expanded=tuple(str(theme) for theme in expanded) if isinstance(expanded, list) else (),
            updates=raw.get("updates", True) is not False,
        )

    def has_layer(self, layer_id: str) -> bool:
        """Whether the project has this layer."""
        return self._project.mapLayer(layer_id) is not None

    def broken_layers(self) -> dict[str, MapRequest]:
        """Layers of ours whose file is gone."""
        return broken_layers(self._project)

    def has_stray_files(self) -> bool:
        """Whether to offer to move the data: once for each project."""
        if self._declined == self._project.fileName() or not gis_project.stray_files(self._project):
            return False
        self._declined = self._project.fileName()
        return True

    def move_data(self) -> None:
        """Copy the data beside the project.

        Raises:
            StorageError: the folder cannot be written.
        """
        gis_project.move_beside(self._project)

    # Signals of QGIS carry documents that nobody here reads.
    def _on_read(self, *_document: object) -> None:
        self.restored.emit()

    def _on_cleared(self) -> None:
        self.cleared.emit()

    def _on_write(self, *_document: object) -> None:
        self.asked.emit()

    def _on_saved(self) -> None:
        self.saved.emit()
