# SPDX-License-Identifier: GPL-2.0-or-later
"""What the territories are compared with, to tick in a menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..core.comparison.model import (
    DEPARTEMENT,
    EPCI,
    FRANCE,
    METRO,
    NAMED_REFERENCES,
    REGION,
    SIMILAR,
)
from ..core.i18n import tr
from .icons import icon
from .stay_menu import StayMenu


class ReferenceMenu(StayMenu):
    """Keeps the references ticked, in the order of the menu: common ones, then territories as they came."""

    changed = pyqtSignal()
    similarWanted = pyqtSignal()
    #: The similar territories themselves are to be compared.
    similarAddWanted = pyqtSignal()
    territoryWanted = pyqtSignal()
    #: Name of a saved set whose territories become references.
    setWanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._references: tuple[str, ...] = (FRANCE,)
        self._sets: tuple[str, ...] = ()
        self._similar_count = 0
        self._name_of: Callable[[str], str] = str
        self._build()

    def references(self) -> tuple[str, ...]:
        """References ticked."""
        return self._references

    def show_references(
        self, references: Iterable[str], similar_count: int, name_of: Callable[[str], str]
    ) -> None:
        """Show other references, without telling of a change; ``name_of`` names a territory."""
        self._references = tuple(dict.fromkeys(references))
        self._similar_count, self._name_of = similar_count, name_of
        self._build()

    def show_sets(self, names: Iterable[str]) -> None:
        """Offer the territories of these sets."""
        self._sets = tuple(names)
        self._build()

    def add(self, references: Iterable[str]) -> None:
        """Tick territories more."""
        self._references = tuple(dict.fromkeys([*self._references, *references]))
        self._build()
        self.changed.emit()

    def action(self, reference: str) -> QAction | None:
        """The line of a reference."""
        return next((one for one in self.actions() if one.data() == reference), None)

    def _build(self) -> None:
        self.clear()
        for key, label in self._common().items():
            self._box(key, label)
        own = [one for one in self._references if one not in NAMED_REFERENCES]
        if own:
            self.addSection(tr("Territories"))
        for reference in own:
            self._box(reference, self._name_of(reference))
        self.addSeparator()
        self.addAction(
            icon("settings"), tr("Similar territories: number, variables…"), self.similarWanted.emit
        )
        self.addAction(
            icon("selection"), tr("Add the similar territories to the comparison"), self.similarAddWanted.emit
        )
        self.addAction(icon("region"), tr("Another territory…"), self.territoryWanted.emit)
        if self._sets:
            sets = self.addMenu(icon("sets"), tr("Territories of a saved set"))
            for name in self._sets:
                action = sets.addAction(name.replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, one=name: self.setWanted.emit(one))

    def _common(self) -> dict[str, str]:
        return {
            FRANCE: tr("France"),
            METRO: tr("Metropolitan France"),
            REGION: tr("Region of each territory"),
            DEPARTEMENT: tr("Departement of each territory"),
            EPCI: tr("EPCI of each commune"),
            SIMILAR: tr("{count} similar territories of each").format(count=self._similar_count),
        }

    def _box(self, key: str, label: str) -> None:
        action = self.addAction(label.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(key in self._references)
        action.setData(key)
        action.toggled.connect(lambda ticked, one=key: self._tick(one, ticked))

    def _tick(self, key: str, ticked: bool) -> None:
        kept = [one for one in self._references if one != key]
        wanted = {*kept, key} if ticked else set(kept)
        common = [one for one in NAMED_REFERENCES if one in wanted]
        others = [one for one in [*kept, key] if one in wanted and one not in NAMED_REFERENCES]
        self._references = (*common, *others)
        self.changed.emit()
