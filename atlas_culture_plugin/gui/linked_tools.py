# SPDX-License-Identifier: GPL-2.0-or-later
"""The bar of the window of linked maps: tools, how many, what they share, a territory to find, the page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from ..core.comparison.linked import LEAST, MOST
from ..core.i18n import tr
from ..core.territories import Territories
from ..gis.layout_templates import TemplateInfo
from .combos import combo
from .icons import icon
from .territory_field import TerritoryField

PAN, ZOOM, IDENTIFY = "pan", "zoom", "identify"


class LinkedTools(QWidget):
    """Says what is wanted of the maps."""

    toolChosen = pyqtSignal(str)
    homeWanted = pyqtSignal()
    countChanged = pyqtSignal(int)
    linkToggled = pyqtSignal(bool)
    #: What the maps share, or what is beside them.
    optionsChanged = pyqtSignal()
    #: Reference of a territory.
    territoryChosen = pyqtSignal(str)
    layoutWanted = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_tools()
        self._make_choices()
        self._lay_out()
        self._connect()

    def _make_tools(self) -> None:
        self.tools = QButtonGroup(self)
        texts = {
            PAN: ("mActionPan", tr("Move the maps")),
            ZOOM: ("mActionZoomIn", tr("Zoom: draw a rectangle")),
            IDENTIFY: ("mActionIdentify", tr("Show a territory on every map, with its figures")),
        }
        self.buttons = {name: self._tool(theme, text) for name, (theme, text) in texts.items()}
        for name, button in self.buttons.items():
            button.setCheckable(True)
            self.tools.addButton(button)
            button.clicked.connect(partial(self.toolChosen.emit, name))
        self.buttons[PAN].setChecked(True)
        self.home = self._tool("mActionZoomFullExtent", tr("Show the whole territories"))

    def _tool(self, theme: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(QgsApplication.getThemeIcon(f"/{theme}.svg"))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        return button

    def _make_choices(self) -> None:
        self.number = combo(self, tr("Number of maps"))
        self.number.setMinimumContentsLength(2)
        for count in range(LEAST, MOST + 1):
            self.number.addItem(str(count), count)
        self.linked = QCheckBox(tr("&Move together"), self)
        self.linked.setChecked(True)
        self.shared = QCheckBox(tr("Same &bounds"), self)
        self.shared.setChecked(True)
        self.shared.setToolTip(
            tr("Maps in the same unit have the same classes, colours and scale of circles.")
        )
        self.beside = QCheckBox(tr("&Overseas beside"), self)
        self.beside.setToolTip(tr("Draw the overseas territories beside metropole on the maps of France."))
        self.beside.setChecked(True)
        self.territory = TerritoryField(self)
        self.territory.line.setPlaceholderText(tr("Find a territory"))
        self.territory.line.setAccessibleName(tr("Find a territory"))
        self.layouts = QToolButton(self)
        self.layouts.setIcon(icon("layout"))
        self.layouts.setText(tr("Make a &layout"))
        self.layouts.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.layouts.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.layouts)
        self.layouts.setMenu(self.menu)

    def _lay_out(self) -> None:
        count = QLabel(tr("&Maps"), self)
        count.setBuddy(self.number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (*self.buttons.values(), self.home, count, self.number):
            row.addWidget(widget)
        for widget in (self.linked, self.shared, self.beside):
            row.addWidget(widget)
        row.addWidget(self.territory, 1)
        row.addWidget(self.layouts)

    def _connect(self) -> None:
        self.home.clicked.connect(self.homeWanted)
        self.number.activated.connect(lambda _row: self.countChanged.emit(self.count()))
        self.linked.toggled.connect(self.linkToggled)
        self.shared.toggled.connect(self.optionsChanged)
        self.beside.toggled.connect(self.optionsChanged)
        self.territory.changed.connect(self._on_territory)

    def fill(self, territories: Territories, choices: Iterable[TemplateInfo]) -> None:
        """Give the territories that can be found, and the pages that can be made."""
        self.territory.set_territories(territories)
        self.menu.clear()
        for template in choices:
            self.menu.addAction(template.label, partial(self.layoutWanted.emit, template))

    def count(self) -> int:
        """Number of maps."""
        return int(self.number.currentData())

    def set_count(self, count: int) -> None:
        """Show how many maps there are, without telling of a change."""
        self.number.setCurrentIndex(self.number.findData(count))

    def is_shared(self) -> bool:
        """Whether maps in the same unit share their bounds."""
        return bool(self.shared.isChecked())

    def has_beside(self) -> bool:
        """Whether the maps of France have the overseas territories beside metropole."""
        return bool(self.beside.isChecked())

    def _on_territory(self) -> None:
        reference = self.territory.reference()
        if "-" in reference:
            self.territoryChosen.emit(reference)
