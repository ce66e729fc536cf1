# SPDX-License-Identifier: GPL-2.0-or-later
"""The widgets of the dock and how they are laid out. Usable from 280 pixels wide."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox, QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.formatting import number
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.model import Indicator, Mode
from .classes_box import ClassesBox
from .elided import ElidedCheckBox
from .holdings import Holdings
from .icons import icon
from .indicator_card import IndicatorCard
from .indicator_tree import IndicatorTree
from .map_form import MapForm
from .page_form import PageForm
from .places_box import PlacesBox
from .reading_note import ReadingNote
from .status_panel import Offer, StatusPanel
from .tool_buttons import SMALL, tool_button

MINIMUM_WIDTH = 250
#: Under this height, in pixels, the description is half as high: the choices of the map are seen below it.
LOW = 640


class SearchLine(QgsFilterLineEdit):
    """A line to search in, that Escape clears."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)


class DockView(QWidget):
    """Search and tree above, description and choices below, the button and the status at the bottom."""

    packagesWanted = pyqtSignal()
    compareWanted = pyqtSignal()
    settingsWanted = pyqtSignal()
    boundariesWanted = pyqtSignal()
    importWanted = pyqtSignal()
    joinWanted = pyqtSignal()
    linkedWanted = pyqtSignal()
    officialWanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(MINIMUM_WIDTH)
        self._expanded: list[str] | None = None
        self._make_top()
        self._make_bottom()
        self._lay_out()
        self._order_tabs()
        self._connect()
        self.forget()

    def _make_top(self) -> None:
        self.search = SearchLine(self)
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search an indicator"))
        self.search.setAccessibleName(tr("Search an indicator"))
        self.packages = tool_button(self, "packages", tr("Packages…"), SMALL)
        self.compare = tool_button(self, "compare", tr("Compare territories"), SMALL)
        self.menu = tool_button(self, "settings", tr("Official data, join, settings, help"), SMALL)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        actions = QMenu(self.menu)
        actions.addAction(icon("download"), tr("&Official data…"), self.officialWanted.emit)
        actions.addAction(icon("region"), tr("Other &boundaries…"), self.boundariesWanted.emit)
        actions.addAction(icon("columns"), tr("Import a &table…"), self.importWanted.emit)
        actions.addAction(icon("link"), tr("&Join to my own layer…"), self.joinWanted.emit)
        actions.addAction(icon("choropleth"), tr("Linked &maps…"), self.linkedWanted.emit)
        actions.addAction(icon("settings"), tr("&Settings…"), self.settingsWanted.emit)
        actions.addAction(icon("info"), tr("&Help"), self.open_guide)
        self.menu.setMenu(actions)
        self.found = QLabel(self)
        self.found.setWordWrap(True)
        self.tree = IndicatorTree(self)

    def _make_bottom(self) -> None:
        self.card = IndicatorCard(self)
        self.about = _group(tr("Description"), self, self.card)
        self.reading = ReadingNote(self)
        self.form = MapForm(self)
        self.crossing = _group(tr("Cross"), self, self.form.crossing)
        self.classes = ClassesBox(self)
        self.discretisation = _group(tr("Classes"), self, self.classes)
        self.places = PlacesBox(self)
        self.points = _group(tr("Places"), self, self.places)
        self.page = PageForm(self)
        self.printing = _group(tr("Layout"), self, self.page)
        for group in (self.crossing, self.discretisation, self.points, self.printing):
            group.setCollapsed(True)
        self.beside = ElidedCheckBox(self)
        self.beside.set_full_text(tr("&Overseas territories beside metropole"))
        self.follow = ElidedCheckBox(self)
        self.follow.setChecked(True)
        self.add = QPushButton(icon("add_to_map"), tr("&Add to map"), self)
        self.add.setDefault(True)
        self.add.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.offer = Offer(self)
        self.status = StatusPanel(self)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self._scroller())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([200, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.offer)
        layout.addLayout(self._toolbar())
        layout.addWidget(self.found)
        layout.addWidget(split, 1)
        layout.addWidget(self.beside)
        layout.addWidget(self.follow)
        layout.addWidget(self.add)
        layout.addWidget(self.status)

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.compare)
        row.addWidget(self.packages)
        row.addWidget(self.menu)
        return row

    def _scroller(self) -> QScrollArea:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        parts = (self.about, self.reading, self.form, self.crossing, self.discretisation, self.points)
        for part in (*parts, self.printing):
            layout.addWidget(part)
        layout.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _order_tabs(self) -> None:
        """The Tab key goes down the dock: the header of a group is made after what it holds."""
        form = self.form
        for last, group in (
            (self.tree, self.about),
            (form.threshold, self.crossing),
            (form.crossing.national, self.discretisation),
            (self.classes.scale, self.points),
            (self.places.own, self.printing),
        ):
            fold = group.findChild(QToolButton, "collapseButton")
            self.setTabOrder(last, group)
            self.setTabOrder(group, fold)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.packages.clicked.connect(self.packagesWanted)
        self.compare.clicked.connect(self.compareWanted)
        # Enter goes down to the tree, Enter again adds.
        self.search.returnPressed.connect(self._first_found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self.card.set_low(event.size().height() < LOW)

    def open_guide(self) -> None:
        """Show the user guide."""
        from .guide import GuideDialog

        guide = GuideDialog(self)
        guide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        guide.show()

    def fill(self, holdings: Holdings) -> None:
        """Show what can be mapped."""
        self.tree.fill(holdings.themes, holdings.indicators.values())
        self.form.fill(holdings.territories, holdings.indicators)
        self._search(self.search.text())

    def select(self, key: str) -> None:
        """Choose an indicator in the tree; a search that hides it is cleared."""
        if not self.tree.select(key) and self.search.text():
            self.search.clear()
            self.tree.select(key)

    def show_indicator(
        self, indicator: Indicator, ratio: Indicator | None, request: MapRequest | None = None
    ) -> None:
        """Describe an indicator, and offer its choices; those of ``request`` when there is one."""
        self.card.show_indicator(indicator)
        if request is None:
            self.form.set_indicator(indicator, ratio)
        else:
            self.form.show_request(indicator, ratio, request)
        self.add.setEnabled(True)
        if self.form.crossing.mode() is not Mode.SINGLE:
            self.crossing.setCollapsed(False)
        self.page.set_state(has_map=True, has_layout=self.page.refresh.isEnabled())

    def show_bound(self, name: str) -> None:
        """Name the layer that follows the choices; empty when there is none."""
        text = tr("&Update the layer “{name}”").format(name=name.replace("&", "&&"))
        self.follow.set_full_text(text)
        self.follow.setVisible(bool(name))

    def expanded_themes(self) -> list[str]:
        """Themes that the user unfolded, those that a search unfolds left aside."""
        return self.tree.expanded_themes() if self._expanded is None else self._expanded

    def forget(self) -> None:
        """Back to the state where nothing is chosen."""
        self.search.clear()
        self.tree.clearSelection()
        self.tree.collapseAll()
        self.card.show_indicator(None)
        self.form.forget()
        self.classes.forget()
        self.reading.show_text("")
        self.add.setEnabled(False)
        self.page.set_state(has_map=False, has_layout=False)
        self.follow.setChecked(True)
        self.show_bound("")
        self.offer.hide()
        self.found.hide()
        self.status.tell([])

    def _search(self, text: str) -> None:
        searching = bool(text.strip())
        if searching and self._expanded is None:
            self._expanded = self.tree.expanded_themes()
        count = self.tree.search(text)
        if not searching and self._expanded is not None:
            self.tree.expand_themes(self._expanded)
            self._expanded = None
        self.found.setText(_found(count, text))
        self.found.setVisible(searching)

    def _first_found(self) -> None:
        self.tree.setFocus()
        if not self.tree.selected():
            theme = self.tree.model().index(0, 0)
            self.tree.setCurrentIndex(self.tree.model().index(0, 0, theme))


def _found(count: int, text: str) -> str:
    if not count:
        sentence = tr("No indicator matches “{text}”. Try another word, or look for a package that has it.")
        return sentence.format(text=text.strip())
    return tr("1 indicator") if count == 1 else tr("{count} indicators").format(count=number(count, 0))


def _group(title: str, parent: QWidget, content: QWidget) -> QgsCollapsibleGroupBox:
    """A part of the dock that folds."""
    group = QgsCollapsibleGroupBox(title, parent)
    inside = QVBoxLayout(group)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(content)
    return group
