# SPDX-License-Identifier: GPL-2.0-or-later
"""A published list of places in a file of the user's: what its layers and pages must know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from qgis.core import QgsProviderRegistry, QgsVectorLayer

from ..core.places import PlaceType


@dataclass(frozen=True)
class PlaceList:
    """The list of a layer.

    Args:
        recipe: id of the recipe that it was made by.
        title: what it is called.
        kinds: its types; ``symbol`` is the name of a symbol of the template.
        history: sentences about where it comes from.
        path, table: where the points are.
    """

    recipe: str
    title: str
    kinds: tuple[PlaceType, ...]
    history: tuple[str, ...] = ()
    path: Path = Path()
    table: str = ""

    def described(self) -> dict[str, Any]:
        """What is kept with a layer; its file is that of the layer, which may be moved."""
        kinds = [asdict(kind) for kind in self.kinds]
        return {"recipe": self.recipe, "title": self.title, "kinds": kinds, "history": list(self.history)}

    @classmethod
    def from_described(cls, described: Mapping[str, Any]) -> PlaceList:
        """Read :meth:`described` back.

        Raises:
            LookupError, TypeError: it was edited by hand.
        """
        kinds = tuple(PlaceType(**kind) for kind in described["kinds"])
        return cls(
            str(described["recipe"]), str(described["title"]), kinds, tuple(map(str, described["history"]))
        )

    def at(self, layer: QgsVectorLayer) -> PlaceList:
        """The same list, in the file that a layer shows."""
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        path = Path(str(parts.get("path") or ""))
        return replace(self, path=path, table=str(parts.get("layerName") or path.stem))
