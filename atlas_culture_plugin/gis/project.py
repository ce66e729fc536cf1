# SPDX-License-Identifier: GPL-2.0-or-later
"""What belongs to the project file: the folder of its data, the state of the dock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer

from ..core.errors import StorageError
from ..core.i18n import tr
from ..core.storage import copy_whole
from . import layers, settings
from .context import find_context
from .places import find_places, request_of

_SCOPE, _STATE = "AtlasCulture", "/dock"

#: Folder of the level files beside a saved project.
FOLDER_NAME = "atlas_culture"


def data_folder(project: QgsProject) -> Path:
    """Folder of a project's level files: beside it once it is saved, in the profile before that."""
    home = project.absolutePath()
    return Path(home) / FOLDER_NAME if home else settings.profile_folder() / "data"


def stray_files(project: QgsProject) -> list[Path]:
    """Files of ours that the project uses and that do not lie beside it; none before it is saved."""
    if not project.absolutePath():
        return []
    folder = data_folder(project)
    used = {_file(layer.source()) for layer in _own_layers(project)}
    return sorted(path for path in used if path.parent != folder and path.is_file())


def _own_layers(project: QgsProject) -> list[QgsVectorLayer]:
    """The maps of a project, what surrounds them and the places over them."""
    return [*layers.find_layers(project), *find_context(project), *filter(_is_ours, find_places(project))]


def _is_ours(layer: QgsVectorLayer) -> bool:
    """Whether the file of a layer of places is ours: a list may be in a file that the user chose."""
    request = request_of(layer)
    is_listed = request is not None and request.listed is not None
    return not is_listed or settings.profile_folder() in _file(layer.source()).parents


def move_beside(project: QgsProject) -> int:
    """Copy the stray level files beside the project and point its layers at them.

    The originals stay: another project may use them.

    Returns:
        The number of files copied.

    Raises:
        StorageError: the folder cannot be written; the layers are as they were.
    """
    folder = data_folder(project)
    stray = stray_files(project)
    try:
        for path in stray:
            copy_whole(path, folder / path.name)
    except StorageError as error:
        sentence = f"{error.sentence} {tr('The layers were not changed.')}"
        raise StorageError(sentence, error.details) from error
    for layer in _own_layers(project):
        path = _file(layer.source())
        if path in stray:
            _name, separator, options = layer.source().partition("|")
            layer.setDataSource(f"{folder / path.name}{separator}{options}", layer.name(), "ogr")
    return len(stray)


def write_state(project: QgsProject, state: dict[str, Any]) -> None:
    """Keep the dock's state in the project, without marking it as modified for that alone."""
    text = json.dumps(state, sort_keys=True)
    if project.readEntry(_SCOPE, _STATE)[0] != text:
        project.writeEntry(_SCOPE, _STATE, text)


def read_state(project: QgsProject) -> dict[str, Any]:
    """Read the dock's state back; empty when there is none or it was edited by hand."""
    try:
        state = json.loads(project.readEntry(_SCOPE, _STATE)[0] or "{}")
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def _file(source: str) -> Path:
    return Path(source.split("|", 1)[0])
