# SPDX-License-Identifier: GPL-2.0-or-later
"""The types of places to draw over the map, and the symbols of places for the user's own points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QVBoxLayout, QWidget

from ..core.i18n import tr
from .elided import ElidedButton
from .icons import icon
from .places_panel import PlacesPanel


class PlacesBox(QWidget):
    """The panel of the places, and a menu of the fields of the user's layer of points."""

    #: Name of the field whose values get a symbol each.
    fieldWanted = pyqtSignal(str)
    #: A published list is to be chosen.
    listWanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: Callable[[], Sequence[str]] = lambda: ()
        self.panel = PlacesPanel(self)
        self.more = ElidedButton(icon("download"), "", self)
        self.more.set_full_text(tr("Add other places…"))
        self.more.setToolTip(
            tr("Published lists, whose positions are checked: Basilic, festivals, libraries, museums…")
        )
        self.more.clicked.connect(self.listWanted)
        self.own = ElidedButton(icon("settings"), "", self)
        self.own.set_full_text(tr("Style my own points by…"))
        self.own.setToolTip(
            tr("Gives the active layer of points the symbols of places, one for each value of a field.")
        )
        self.own.setMenu(QMenu(self.own))
        self.own.menu().aboutToShow.connect(self._fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.panel)
        layout.addWidget(self.more)
        layout.addWidget(self.own)

    def set_source(self, fields: Callable[[], Sequence[str]]) -> None:
        """Say where the fields of the active layer of points are found."""
        self._fields = fields

    def show_types(self, types: Sequence[str]) -> None:
        """Check the types of a layer of the project, which the button then changes."""
        self.panel.check(types)
        self.panel.button.setText(tr("Update the places") if types else tr("Add the places"))

    def _fill(self) -> None:
        menu, fields = self.own.menu(), self._fields()
        menu.clear()
        for field in fields:
            menu.addAction(field.replace("&", "&&"), lambda chosen=field: self.fieldWanted.emit(chosen))
        if not fields:
            menu.addAction(tr("Make a layer of points active first")).setEnabled(False)
