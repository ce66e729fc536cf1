# SPDX-License-Identifier: GPL-2.0-or-later
"""When layers get their square legend: as long as the plugin is loaded, whatever project is read.

Light on purpose: it is there from the start of QGIS, and brings in what draws only where there is a map of
two ratios to draw it for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

#: Where a layer keeps the texts of its key: the request alone does not give the bounds.
KEY_PROPERTY = "atlas_culture/key"


class LegendKeeper:
    """Follows a project for as long as the plugin is loaded."""

    #: How many there are: without one, a map made by a script keeps the usual legend.
    in_use = 0

    def __init__(self, project: QgsProject) -> None:
        self._project = project
        project.readProject.connect(self._on_read)
        project.layersAdded.connect(self._attach)
        LegendKeeper.in_use += 1
        self._on_read()

    def close(self) -> None:
        """Leave nothing behind."""
        for signal, slot in (
            (self._project.readProject, self._on_read),
            (self._project.layersAdded, self._attach),
        ):
            with contextlib.suppress(TypeError, RuntimeError):
                signal.disconnect(slot)
        LegendKeeper.in_use -= 1
        ours = _ours(self._project.mapLayers().values())
        if ours:
            from . import tree_legend

            tree_legend.detach(ours)

    def _on_read(self, *_document: object) -> None:
        self._attach(self._project.mapLayers().values())

    def _attach(self, layers: Iterable[QgsMapLayer]) -> None:
        ours = _ours(layers)
        if ours:
            from . import tree_legend

            for layer in ours:
                tree_legend.attach(layer)


def _ours(layers: Iterable[QgsMapLayer]) -> list[QgsVectorLayer]:
    return [one for one in layers if isinstance(one, QgsVectorLayer) and one.customProperty(KEY_PROPERTY)]
