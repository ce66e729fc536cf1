# SPDX-License-Identifier: GPL-2.0-or-later
"""The widgets of the window "Official data": what is seen and what can be pressed."""

from __future__ import annotations

from html import escape

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QShortcut,
    QSplitter,
    QTableView,
    QVBoxLayout,
)

from ..core.formatting import day, number
from ..core.i18n import tr
from ..core.recipes.holdings import Standing
from .icons import icon
from .notices import Notices
from .official_jobs import Phase
from .official_model import (
    ITEM_ROLE,
    STATE,
    TITLE,
    OfficialFilter,
    OfficialItem,
    OfficialModel,
    StateDelegate,
)
from .package_details import SafeBrowser


class OfficialForm:
    """Lays the widgets out in a dialog, and keeps the buttons in step with the selection."""

    def __init__(self, dialog: QDialog) -> None:
        """Build everything; the dialog connects what can be pressed."""
        self._dialog = dialog
        self.notices = Notices()
        self.model = OfficialModel(dialog)
        self.filter = OfficialFilter(dialog)
        self.filter.setSourceModel(self.model)
        self.search = QgsFilterLineEdit()
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search official data"))
        self.search.setAccessibleName(tr("Search official data"))
        self.view = _table(self.filter)
        self.details = SafeBrowser()
        self.details.setAccessibleName(tr("Details of the data"))
        self.status = QLabel()
        self.status.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        # Enter goes down to the list, Enter again gets what is selected.
        self.search.returnPressed.connect(self._first_found)
        self.view.selectionModel().selectionChanged.connect(self.update)
        self.view.selectionModel().currentChanged.connect(self.update)
        self.model.dataChanged.connect(self.update)
        self.update()

    def selected(self) -> list[OfficialItem]:
        """Return the lines selected, from the top."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=lambda index: index.row())
        return [index.data(ITEM_ROLE) for index in rows]

    def current(self) -> OfficialItem | None:
        """Return the line that has the focus, when it is selected."""
        index = self.view.currentIndex()
        item: OfficialItem | None = index.data(ITEM_ROLE) if index.isValid() else None
        chosen = self.selected()
        if item is not None and any(one.key == item.key for one in chosen):
            return item
        return chosen[0] if chosen else None

    def select(self, keys: list[str]) -> None:
        """Select lines by the ids of their recipes."""
        selection = self.view.selectionModel()
        selection.clear()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in range(self.filter.rowCount()):
            index = self.filter.index(row, 0)
            if index.data(ITEM_ROLE).key in keys:
                selection.setCurrentIndex(index, flags)

    def select_older(self) -> None:
        """Select what is held and older than what is published."""
        self.search.clear()
        items = self.model.items()
        self.select([item.key for item in items if item.holding.standing is Standing.NEWER])

    def say(self, sentence: str) -> None:
        """Show what is being done, or was."""
        self.status.setText(sentence)

    def set_asking(self, asking: bool) -> None:
        """Turn the button that asks for the dates into its own stop."""
        self.refresh.setText(tr("S&top asking") if asking else tr("Re&fresh the dates"))
        self.refresh.setIcon(icon("cancel" if asking else "refresh"))

    def update(self, *_signal: object) -> None:
        """Show what can be done with the lines selected."""
        chosen = self.selected()
        free = [item for item in chosen if item.fetch is None or item.fetch.phase is Phase.REVIEW]
        self.get.setEnabled(bool(free))
        self.from_folder.setEnabled(bool(free))
        text = tr("&Get or update")
        self.get.setText(f"{text} ({number(len(free))})" if len(free) > 1 else text)
        self.cancel.setEnabled(any(_is_stoppable(item) for item in chosen))
        current = self.current()
        waits = current is not None and current.fetch is not None and current.fetch.phase is Phase.REVIEW
        self.report.setText(tr("&Read and install…") if waits else tr("Quality re&port…"))
        has_account = current is not None and current.holding.held and current.holding.held.quality
        self.report.setEnabled(bool(waits or has_account))
        older = any(item.holding.standing is Standing.NEWER for item in self.model.items())
        self.older.setEnabled(older)
        self._show(current)

    def _show(self, item: OfficialItem | None) -> None:
        html = _details(item) if item is not None else ""
        if html != self.details.property("shown"):
            self.details.setProperty("shown", html)
            self.details.setHtml(html)

    def _on_search(self, text: str) -> None:
        self.filter.search(text)
        self.update()

    def _first_found(self) -> None:
        self.view.setFocus()
        if not self.selected() and self.filter.rowCount():
            self.view.selectRow(0)

    def _make_buttons(self) -> None:
        self.get = _button(tr("&Get or update"), "download")
        self.from_folder = _button(tr("From a folder already &downloaded…"), "folder")
        self.cancel = _button(tr("&Cancel"), "cancel")
        self.report = _button(tr("Quality re&port…"), "info")
        self.history = _button(tr("&Versions kept…"), "series")
        self.all = _button(tr("Select &all"), "")
        self.older = _button(tr("Select those to &update"), "")
        self.refresh = _button(tr("Re&fresh the dates"), "refresh")
        self.refresh.setToolTip(tr("Ask data.gouv.fr again when the files were changed (F5)"))
        self.close = _button(tr("C&lose"), "")
        self.refresh_shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self._dialog)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.view)
        split.addWidget(self.details)
        split.setChildrenCollapsible(False)
        split.setSizes([330, 190])
        top, actions, general = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.search, 1)
        for button in (self.all, self.older):
            top.addWidget(button)
        for button in (self.get, self.from_folder, self.cancel, self.report):
            actions.addWidget(button)
        actions.addStretch(1)
        general.addWidget(self.refresh)
        general.addWidget(self.history)
        general.addStretch(1)
        general.addWidget(self.close)
        layout = QVBoxLayout(self._dialog)
        layout.addWidget(self.notices)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(self.status)
        layout.addLayout(actions)
        layout.addLayout(general)


def _is_stoppable(item: OfficialItem) -> bool:
    return item.fetch is not None and item.fetch.phase is not Phase.CANCELLING


def _button(text: str, icon_name: str) -> QPushButton:
    button = QPushButton(text)
    if icon_name:
        button.setIcon(icon(icon_name))
    button.setAutoDefault(False)
    return button


def _table(model: OfficialFilter) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setItemDelegateForColumn(STATE, StateDelegate(view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.setAccessibleName(tr("Official data"))
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in enumerate((254, 108, 268, 66, 84, 84, 170)):
        view.setColumnWidth(column, width)
    header.setStretchLastSection(True)
    view.setSortingEnabled(True)
    view.sortByColumn(TITLE, Qt.SortOrder.AscendingOrder)
    return view


def _details(item: OfficialItem) -> str:
    """Describe a recipe: what it gives, where it stands, its files with their dates."""
    holding = item.holding
    recipe = holding.recipe
    official = {one.name: one for one in holding.official or ()}
    held = holding.held.sources if holding.held else {}
    rows = "".join(
        f"<tr><td>{_link(source.name, official[source.name].page if source.name in official else '')}</td>"
        f"<td>{escape(day(official[source.name].modified) if source.name in official else '')}</td>"
        f"<td>{escape(day(held.get(source.name, '')))}</td></tr>"
        for source in recipe.sources
    )
    head = "".join(
        f"<th align=left>{escape(text)}&nbsp;&nbsp;</th>"
        for text in (tr("File"), tr("Published"), tr("Held"))
    )
    offered = [one.label for one in recipe.indicators if one.offered]
    state = f"{item.state}. {holding.reason}" if holding.reason else item.state
    return (
        f"<b>{escape(recipe.title)}</b><p>{escape(recipe.description)}</p>"
        f"<p>{escape(state)}</p>"
        f"<p>{escape(tr('Indicators: {names}').format(names=', '.join(offered)))}</p>"
        f"<table cellspacing=0 cellpadding=3 style=margin-top:6px><tr>{head}</tr>{rows}</table>"
    )


def _link(name: str, address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return escape(name)
    return f'<a href="{escape(address)}">{escape(name)}</a>'
