# SPDX-License-Identifier: GPL-2.0-or-later
"""The widgets of the dialog "Packages": what is seen and what can be pressed."""

from __future__ import annotations

from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QShortcut,
    QSplitter,
    QVBoxLayout,
)

from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.inventory import State
from .icons import icon
from .notices import Notices
from .package_details import PackageDetails
from .package_jobs import Job, Phase
from .package_model import ITEM_ROLE, Item, PackageDelegate, PackageModel


class PackageForm:
    """Lays the widgets out in a dialog, and keeps the buttons in step with the selection."""

    def __init__(self, dialog: QDialog) -> None:
        """Build everything; the dialog connects what can be pressed."""
        self._dialog = dialog
        self.notices = Notices()
        self.model = PackageModel(dialog)
        self.view = _list_view(self.model)
        self.details = PackageDetails()
        self.splitter = QSplitter()
        self._make_buttons()
        self._make_menu()
        self._lay_out()
        self.view.selectionModel().currentChanged.connect(self.update_actions)
        self.model.modelReset.connect(self.update_actions)
        self.update_actions()

    # Selection

    def selected(self) -> Item | None:
        """Return the selected line."""
        index = self.view.currentIndex()
        return index.data(ITEM_ROLE) if index.isValid() else None

    def selected_key(self) -> str:
        """Return the key of the selected line, empty when there is none."""
        item = self.selected()
        return item.key if item is not None else ""

    def select(self, key: str) -> None:
        """Select a line, or the first one when it is gone."""
        index = self.model.index_of(key)
        index = index if index.isValid() else self.model.index(0)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.update_actions()

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show what is under way; the selection stays where it was."""
        key = self.selected_key()
        self.model.set_jobs(jobs)
        if self.selected_key() == key:
            self.update_actions()
        else:
            self.select(key)

    # Messages

    def say(self, sentence: str) -> None:
        """Show what was done."""
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    def tell_error(self, title: str, error: AtlasError) -> None:
        """Show a failure until the user closes it."""
        self.say("")
        self.notices.add(title, error)

    def tell_warning(self, title: str, error: AtlasError) -> None:
        """Show what is wrong with the catalogues until they are read again."""
        self.say("")
        self.notices.add(title, error, alarming=False)

    def clear_warnings(self) -> None:
        """Take away what was said of the catalogues."""
        for notice in self.notices.notices():
            if not notice.alarming:
                self.notices.remove(notice)

    # Buttons

    def main_text(self, item: Item) -> str:
        """What the main button does to a line; empty when there is nothing to do."""
        if item.busy:
            return ""
        if item.paused:
            return tr("Re&sume")
        row = item.row
        if row is None or row.entry is None:
            return ""
        texts = {State.AVAILABLE: tr("&Install"), State.BROKEN: tr("&Install again")}
        if row.state is State.UPDATE:
            return tr("&Update to {version}").format(version=row.new_version)
        return texts.get(row.state, "")

    def update_actions(self) -> None:
        """Show what can be done with the selected line."""
        item = self.selected()
        self.details.show_item(item)
        had_focus = next((button for button in self._actions() if button.hasFocus()), None)
        text = self.main_text(item) if item is not None else ""
        self.main.setText(text or tr("&Install"))
        self.main.setIcon(icon(self._main_icon(item)))
        self.main.setVisible(bool(text))
        job = item.job if item is not None else None
        installing = job is not None and job.phase is not Phase.REMOVING
        self.pause.setVisible(bool(job and job.downloads and item and item.busy))
        self.pause.setEnabled(bool(job and job.can_pause))
        self.cancel.setVisible(installing or bool(item and item.paused))
        self.cancel.setEnabled(not job or job.phase in (Phase.INSTALLING, Phase.PAUSED))
        self.remove.setVisible(bool(item and item.row and item.row.removable and job is None))
        if had_focus is not None and not (had_focus.isVisible() and had_focus.isEnabled()):
            # The keyboard must not end up nowhere when the button that had it goes.
            self._focus_next()

    def set_refreshing(self, running: bool) -> None:
        """Turn the refresh button into its own stop."""
        self.refresh.setText(tr("S&top reading") if running else tr("Re&fresh"))
        self.refresh.setIcon(icon("cancel" if running else "refresh"))
        if running:
            self.say(tr("Reading the catalogues…"))
        elif self.status.text() == tr("Reading the catalogues…"):
            self.say("")

    def set_orientation(self, orientation: Qt.Orientation) -> None:
        """Put the details beside the list or under it."""
        if self.splitter.orientation() != orientation:
            self.splitter.setOrientation(orientation)

    def _focus_next(self) -> None:
        usable = [button for button in self._actions() if button.isVisible() and button.isEnabled()]
        (usable[0] if usable else self.view).setFocus()

    def _actions(self) -> tuple[QPushButton, ...]:
        return (self.main, self.pause, self.cancel, self.remove)

    def _main_icon(self, item: Item | None) -> str:
        if item is not None and item.paused:
            return "resume"
        return "update" if item and item.row and item.row.state is State.UPDATE else "download"

    # Construction

    def _make_buttons(self) -> None:
        self.main = _button(tr("&Install"), "download")
        self.main.setDefault(True)
        self.pause = _button(tr("&Pause"), "pause")
        self.cancel = _button(tr("&Cancel"), "cancel")
        self.remove = _button(tr("&Remove…"), "remove")
        self.refresh = _button(tr("Re&fresh"), "refresh")
        self.refresh.setToolTip(tr("Read the catalogues again (F5)"))
        self.source = _button(tr("Install fr&om"), "folder")
        self.close = _button(tr("C&lose"), "")
        self.status = QLabel()
        self.status.setWordWrap(True)
        self.status.setVisible(False)
        self.refresh_shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self._dialog)
        self.remove_shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        self.remove_shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _make_menu(self) -> None:
        menu = QMenu(self.source)
        self.from_file = menu.addAction(icon("packages"), tr("A &file…"))
        self.from_folder = menu.addAction(icon("folder"), tr("A f&older…"))
        self.from_address = menu.addAction(icon("link"), tr("An &address…"))
        self.from_official = menu.addAction(icon("download"), tr("&Official data…"))
        self.source.setMenu(menu)

    def _lay_out(self) -> None:
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self.details)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([540, 360])
        layout = QVBoxLayout(self._dialog)
        layout.addWidget(self.notices)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.status)
        actions, general = QHBoxLayout(), QHBoxLayout()
        for button in self._actions():
            actions.addWidget(button)
        actions.addStretch(1)
        general.addWidget(self.refresh)
        general.addWidget(self.source)
        general.addStretch(1)
        general.addWidget(self.close)
        layout.addLayout(actions)
        layout.addLayout(general)


def _button(text: str, icon_name: str) -> QPushButton:
    button = QPushButton(text)
    if icon_name:
        button.setIcon(icon(icon_name))
    return button


def _list_view(model: PackageModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(PackageDelegate(view))
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setUniformItemSizes(True)
    view.setAccessibleName(tr("Packages"))
    return view
