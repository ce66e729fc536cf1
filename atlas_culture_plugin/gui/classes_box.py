# SPDX-License-Identifier: GPL-2.0-or-later
"""The classes of the map, and what may be shared with another map: its bounds, its scale of circles.

Circles that hide each other are moved apart from here too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ..core import class_editing
from ..core.i18n import tr
from ..core.model import Mode, ValueKind
from ..core.prepared import PreparedMap
from .classes_panel import ClassesPanel
from .elided import ElidedButton
from .icons import icon

#: Identifier and name of a layer.
Choice = tuple[str, str]


class ClassesBox(QWidget):
    """The panel of the classes, why its bounds are fixed where they are, and two menus."""

    #: Identifier of the layer whose bounds are wanted.
    boundsWanted = pyqtSignal(str)
    #: Identifier of the layer whose scale of circles is wanted; empty for one's own.
    scaleWanted = pyqtSignal(str)
    #: Move apart the circles that hide each other, or put them back.
    apartWanted = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: Callable[[bool], Sequence[Choice]] = lambda _circles: ()
        self.panel = ClassesPanel(self)
        self.reason = QLabel(self)
        self.reason.setWordWrap(True)
        self.reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bounds = self._menu_button("link", tr("Same bou&nds as…"))
        self.scale = self._menu_button("circles", tr("Same c&ircle scale as…"))
        self.apart = self._menu_button("apart", tr("Hi&dden circles…"))
        self.apart.menu().addAction(
            tr("Move apart those that hide each other, at this scale"), lambda: self.apartWanted.emit(True)
        )
        self.apart.menu().addAction(
            tr("Put them back on their territories"), lambda: self.apartWanted.emit(False)
        )
        self.bounds.menu().aboutToShow.connect(self._fill_bounds)
        self.scale.menu().aboutToShow.connect(self._fill_scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.panel, self.reason, self.bounds, self.scale, self.apart):
            layout.addWidget(widget)
        self.forget()

    def set_source(self, layers: Callable[[bool], Sequence[Choice]]) -> None:
        """Say where the layers to share with are found; the argument: for the scale of the circles."""
        self._layers = layers

    def show_map(self, prepared: PreparedMap) -> None:
        """Show the classes of a map, and what it can share."""
        self.panel.show_map(prepared)
        sentence = why_fixed(prepared)
        if not class_editing.has_classes(prepared):
            self.panel.empty.setText(sentence or tr("No territory has a value here: there are no classes."))
            sentence = ""
        self.reason.setText(sentence)
        self.reason.setVisible(bool(sentence))
        self.bounds.setVisible(class_editing.takes_bounds(prepared))
        for button in (self.scale, self.apart):
            button.setVisible(circles_of(prepared) is not None)

    def forget(self) -> None:
        """Back to the state where there is no map."""
        self.panel.forget()
        for widget in (self.reason, self.bounds, self.scale, self.apart):
            widget.hide()

    def _menu_button(self, name: str, text: str) -> ElidedButton:
        button = ElidedButton(icon(name), "", self)
        button.set_full_text(text)
        button.setMenu(QMenu(button))
        return button

    def _fill_bounds(self) -> None:
        self._fill(self.bounds.menu(), self._layers(False), self.boundsWanted.emit)

    def _fill_scale(self) -> None:
        menu = self.scale.menu()
        self._fill(menu, self._layers(True), self.scaleWanted.emit)
        menu.addSeparator()
        menu.addAction(tr("The scale of this map alone"), lambda: self.scaleWanted.emit(""))

    def _fill(self, menu: QMenu, choices: Sequence[Choice], act: Callable[[str], None]) -> None:
        menu.clear()
        for identifier, name in choices:
            menu.addAction(name.replace("&", "&&"), lambda chosen=identifier: act(chosen))
        if not choices:
            menu.addAction(tr("No other map of the project has this unit")).setEnabled(False)


def circles_of(prepared: PreparedMap) -> PreparedMap | None:
    """The figures that a map draws as circles, None when it draws none."""
    if prepared.mode is Mode.CIRCLES:
        return prepared.second
    is_stock = prepared.mode is Mode.SINGLE and prepared.indicator.kind is ValueKind.STOCK
    return prepared if is_stock else None


def why_fixed(prepared: PreparedMap) -> str:
    """Why the bounds of a map cannot be moved, in a sentence; empty when they can."""
    if prepared.mode is Mode.EVOLUTION:
        return tr("The classes of an evolution are symmetrical: their bounds are not moved by hand.")
    if prepared.mode is Mode.BIVARIATE:
        sentence = tr(
            "Two crossed ratios are cut into three classes each: their bounds are not moved by hand. Above: "
            "“{indicator}”."
        )
        return sentence.format(indicator=prepared.indicator.label)
    if prepared.indicator.kind is ValueKind.TYPOLOGY:
        return tr("A typology has categories, not classes: there are no bounds to move.")
    if prepared.indicator.kind is ValueKind.STOCK:
        return tr("Circles have no classes: their area is proportional to the value.")
    return ""
