# SPDX-License-Identifier: GPL-2.0-or-later
"""The widgets of the dock "Compare" and how they are laid out. Usable from 500 pixels wide."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.i18n import tr
from ..core.model import Level
from .column_menu import ColumnMenu
from .combos import combo, fill
from .comparing_charts import ChartPane
from .comparison_sets_bar import SetsBar
from .comparison_table import ComparisonTable
from .reference_menu import ReferenceMenu
from .status_panel import StatusPanel
from .territory_list import TerritoryList
from .territory_picker import TerritoryPicker
from .tool_buttons import SMALL, tool_button

MINIMUM_WIDTH = 420
#: Below this width, in pixels, the chart goes under the table.
NARROW = 760
#: How buttons look, what says the most first.
_STYLES = (
    Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    Qt.ToolButtonStyle.ToolButtonTextOnly,
    Qt.ToolButtonStyle.ToolButtonIconOnly,
)
#: Lines of the state that are seen at once.
_LINES = 2.6


class ComparingView(QWidget):
    """Who is compared and with what above, the table and its chart in the middle, the state below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(MINIMUM_WIDTH)
        self._make_choices()
        self._make_actions()
        self._make_middle()
        self._lay_out()
        self.explain()

    def _make_choices(self) -> None:
        self.sets = SetsBar(self)
        self.picker = TerritoryPicker(self)
        self.level = combo(self, tr("Level of the territories picked on the map"))
        self.level.setToolTip(tr("Level of the territories picked on the map"))
        fill(self.level, [(level.label, level) for level in Level], Level.EPCI)
        self.pick = _tool(self, "pick", tr("Pick territories on the map; a second click takes one out again"))
        self.pick.setCheckable(True)
        self.selection = _tool(self, "selection", tr("Add the territories selected in the current layer"))
        self.territories = TerritoryList(self)

    def _make_actions(self) -> None:
        self.reference_menu = ReferenceMenu(self)
        self.references = _with_menu(self, "reference", tr("References"), self.reference_menu)
        self.indicators = _tool(self, "indicators", tr("Indicators…"))
        self.indicators.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.column_menu = ColumnMenu(self)
        self.columns = _with_menu(self, "columns", tr("Columns"), self.column_menu)
        self.copy = _tool(self, "copy", tr("Copy the table"))
        self.export = _tool(self, "export", tr("Export the comparison (XLSX, ODS, CSV, JSON)…"))
        self.maps = _tool(self, "maps", tr("Linked maps of the indicator in these territories…"))
        self.portrait = _tool(self, "portrait", tr("Portraits of these territories…"))
        self.more = _tool(self, "settings", tr("Outlines on the map, chart"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        self.outlines = menu.addAction(tr("Outline the territories on the map"))
        self.charted = menu.addAction(tr("Show the chart"))
        for action in (self.outlines, self.charted):
            action.setCheckable(True)
            action.setChecked(True)
        self.more.setMenu(menu)

    def _make_middle(self) -> None:
        self.table = ComparisonTable(self)
        self.chart = ChartPane(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.chart)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([600, 400])
        self.charted.toggled.connect(self.chart.setVisible)
        self.help = QLabel(self)
        self.help.setWordWrap(True)
        self.help.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.help.setMargin(12)
        self.stack = QStackedWidget(self)
        # It scrolls: a sentence may be higher than a low dock.
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.help)
        self.stack.addWidget(area)
        self.stack.addWidget(self.splitter)
        self.status = StatusPanel(self)
        # The table needs the height; notes scroll, what is seen of the third line says so.
        line = self.status.message.fontMetrics().lineSpacing()
        self.status.message.setMaximumHeight(int(_LINES * line) + 2 * self.status.message.frameWidth())

    def _lay_out(self) -> None:
        who, what = QHBoxLayout(), QHBoxLayout()
        who.addWidget(self.picker, 3)
        who.addWidget(self.level, 1)
        for button in (self.pick, self.selection):
            who.addWidget(button)
        who.setAlignment(Qt.AlignmentFlag.AlignTop)
        for button in (self.references, self.indicators, self.columns):
            what.addWidget(button)
        what.addStretch(1)
        for button in (self.copy, self.export, self.maps, self.portrait, self.more):
            what.addWidget(button)
        self._what = what
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.sets, 2)
        top.addLayout(who, 5)
        layout.addLayout(top)
        layout.addWidget(self.territories)
        layout.addLayout(what)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: the chart goes beside the table, or under it."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Words and icons where there is room, else words, else icons: a word is never cut."""
        margins = self.layout().contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for style in _STYLES:
            for button in (self.references, self.indicators, self.columns):
                button.setToolButtonStyle(style)
            self._what.invalidate()
            if self._what.sizeHint().width() <= room:
                break

    def explain(self, problem: str = "") -> None:
        """Say what to do instead of showing a table; or what went wrong."""
        text = problem or tr(
            "Choose the territories to compare: type a name or a code above, pick them on the map, or select "
            "them in a layer. They may be of several levels. Then choose what to compare them with, and the "
            "indicators."
        )
        self.help.setText(text)
        self.stack.setCurrentIndex(0)
        self._enable(False)

    def show_table(self) -> None:
        """Show the table and its chart."""
        self.stack.setCurrentIndex(1)
        self._enable(True)

    def has_table(self) -> bool:
        """Whether the table is seen."""
        return bool(self.stack.currentIndex() == 1)

    def _enable(self, has_table: bool) -> None:
        for button in (self.copy, self.export, self.maps, self.portrait):
            button.setEnabled(has_table)


def _with_menu(parent: QWidget, name: str, text: str, menu: QMenu) -> QToolButton:
    button = _tool(parent, name, text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button


def _tool(parent: QWidget, name: str, text: str) -> QToolButton:
    button = tool_button(parent, name, text, SMALL)
    button.setText(text)
    return button
