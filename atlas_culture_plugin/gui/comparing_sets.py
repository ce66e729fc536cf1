# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparisons that the project keeps, as the dock "Compare" opens and saves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject

from ..core.comparison.model import ComparisonRequest
from ..core.i18n import tr
from ..gis import comparison_sets
from ..gis.comparison_sets import Kept

if TYPE_CHECKING:
    from .comparing import ComparingDock


class Sets(QObject):
    """Follows the life of the project."""

    def __init__(self, dock: ComparingDock) -> None:
        super().__init__(dock)
        self._dock = dock
        self._bar = dock.view.sets
        self._project = QgsProject.instance()
        self._kept: dict[str, ComparisonRequest] = {}
        self._links = (
            (self._project.readProject, self._on_read),
            (self._project.cleared, self._on_read),
            (self._project.writeProject, self._on_write),
        )
        for signal, slot in self._links:
            signal.connect(slot)
        bar = self._bar
        bar.opened.connect(self.open)
        bar.saveWanted.connect(self.save)
        bar.renameWanted.connect(self.rename)
        bar.deleteWanted.connect(self.delete)
        dock.view.reference_menu.setWanted.connect(self._refer_to)

    def close(self) -> None:
        """Disconnect from the project."""
        for signal, slot in self._links:
            signal.disconnect(slot)

    def restore(self) -> None:
        """Show what the project keeps, once the indicators are there."""
        kept = comparison_sets.read(self._project)
        self._kept = dict(kept.sets)
        self._dock.view.column_menu.show_look(kept.look)
        self._show(kept.name)
        self._dock.set_request(kept.current or ComparisonRequest(()))

    def open(self, name: str) -> None:
        """Compare what a set has; the empty name is a new comparison."""
        self._show(name)
        self._dock.set_request(self._kept.get(name, ComparisonRequest(())))

    def save(self, name: str) -> None:
        """Keep the comparison under a name."""
        self._kept[name] = self._dock.request()
        self._keep(name)
        sentence = tr("The comparison “{name}” is in the project: save the project to keep it.")
        self._dock.tell(sentence.format(name=name))

    def rename(self, old: str, new: str) -> None:
        """Give a set another name; a set that had it is replaced."""
        self._kept[new] = self._kept.pop(old)
        self._keep(new)

    def delete(self, name: str) -> None:
        """Take a set out of the project; what is compared stays."""
        del self._kept[name]
        self._keep("")

    def _refer_to(self, name: str) -> None:
        """The territories of a set become references."""
        compared = self._dock.request().territories
        self._dock.view.reference_menu.add(one for one in self._kept[name].territories if one not in compared)

    def _show(self, name: str) -> None:
        self._bar.show_sets(self._kept, name)
        self._dock.view.reference_menu.show_sets(sorted(self._kept, key=str.casefold))

    def _keep(self, name: str) -> None:
        self._show(name)
        self._on_write()

    def _on_read(self, *_document: object) -> None:
        if self._dock.is_ready():
            self.restore()

    def _on_write(self, *_document: object) -> None:
        if not self._dock.is_ready():
            return  # what the project keeps was not even read
        current = self._dock.request()
        kept = Kept(
            sets=self._kept,
            current=current if current.territories else None,
            name=self._bar.name(),
            look=self._dock.view.column_menu.look(),
        )
        comparison_sets.write(self._project, kept)
