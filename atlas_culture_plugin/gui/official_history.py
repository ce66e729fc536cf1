# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the versions that updates replaced: go back to one, set it beside, compare it, remove it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..core.archive import unpack
from ..core.changes import Changes, changes
from ..core.changes_report import changes_html
from ..core.errors import AtlasError
from ..core.formatting import day, number, size
from ..core.history import Kept, go_back, install_beside, kept_versions, remove_kept
from ..core.i18n import language, tr
from ..core.library import Library
from ..core.manifest import Package
from ..core.package import read_package
from ..core.progress import Progress
from ..core.recipes.report import STYLE
from ..core.territories import territories
from .icons import icon
from .jobs import Job, Jobs
from .notices import Notices
from .official_report import ReportWindow

_ROLE = Qt.ItemDataRole.UserRole
#: Pixels between columns, beside the room that their cells need.
_GAP = 12


class HistoryWindow(QDialog):
    """Shows the versions that are kept, of all packages; ``chosen`` is the package to begin with."""

    #: A version was installed.
    libraryChanged = pyqtSignal()

    def __init__(self, parent: QWidget | None, library: Library, chosen: str = "") -> None:
        """List what is kept."""
        super().__init__(parent)
        self._library, self._chosen = library, chosen
        self.jobs = Jobs(self)
        self.setObjectName("atlasCultureHistory")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Versions kept"))
        self.setMinimumSize(420, 280)
        self.resize(760, 420)
        self.notices = Notices()
        self.total = QLabel()
        self.total.setWordWrap(True)
        self.status = QLabel()
        self.status.setWordWrap(True)
        self.tree = _tree()
        self._make_buttons()
        self._lay_out()
        self.tree.itemSelectionChanged.connect(self._update)
        self.jobs.started.connect(self._on_start)
        self.jobs.ended.connect(self._update)
        self.jobs.failed.connect(self._on_failure)
        self.destroyed.connect(self.jobs.close)
        self.reload()

    def selected(self) -> Kept | None:
        """Return the version selected."""
        found = self.tree.selectedItems()
        return found[0].data(0, _ROLE) if found else None

    def reload(self) -> None:
        """Read again what is kept."""
        kept = kept_versions(self._library.folder)
        self.tree.clear()
        for one in kept:
            present = self._present(one.package_id)
            cells = [one.title, day(one.created), one.version, size(one.size), present]
            item = QTreeWidgetItem(self.tree, cells)
            item.setData(0, _ROLE, one)
            item.setToolTip(0, one.package_id)
            item.setTextAlignment(3, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        for column in range(self.tree.columnCount()):
            self.tree.resizeColumnToContents(column)
            self.tree.setColumnWidth(column, self.tree.columnWidth(column) + _GAP)
        ids = [one.package_id for one in kept]
        if kept:
            self.tree.setCurrentItem(
                self.tree.topLevelItem(ids.index(self._chosen) if self._chosen in ids else 0)
            )
        self.total.setText(_total(kept))
        self._update()

    def back(self) -> None:
        """Put the version in the place of the present one."""
        self._install(tr("Going back to {title}"), go_back)

    def beside(self) -> None:
        """Install the version as a package of its own."""
        self._install(tr("Installing {title}"), install_beside)

    def compare(self) -> None:
        """Say what changed from the version to the present one."""
        kept = self.selected()
        if kept is None:
            return
        library = self._library

        def work(progress: Progress) -> Changes:
            with tempfile.TemporaryDirectory(prefix="atlas-culture-") as folder:
                old = read_package(unpack(kept.path, Path(folder) / "old"))
                return changes(old, library.package(kept.package_id), progress)

        def done(found: Changes) -> None:
            page = ReportWindow(self, kept.package_id, _page(found), found)
            page.setWindowTitle(tr("Changes"))
            page.show()

        self.jobs.run(Job(tr("Comparing {title}").format(title=kept.title), work, done))

    def ask_remove(self) -> None:
        """Remove the version, once the user said so."""
        kept = self.selected()
        if kept is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Remove a version"))
        sentence = tr("Remove the version of {date} of “{title}” ({size})?")
        box.setText(sentence.format(date=day(kept.created), title=kept.title, size=size(kept.size)))
        box.setInformativeText(tr("Maps cannot be made with it any more. The present version stays."))
        remove = box.addButton(tr("&Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        remove.clicked.connect(partial(self.remove, kept))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def remove(self, kept: Kept, *_checked: object) -> None:
        """Remove a version."""
        try:
            remove_kept(kept)
        except AtlasError as error:
            self.notices.add(kept.title, error)
        self.reload()

    def _install(self, title: str, act: Callable[[Library, Kept, Progress], Package]) -> None:
        kept = self.selected()
        if kept is None:
            return
        library = self._library

        def done(package: Package) -> None:
            self._chosen = package.id
            self.reload()
            sentence = tr("Installed: {title} {version}.")
            self.status.setText(sentence.format(title=package.title, version=package.version))
            self.libraryChanged.emit()

        work: Callable[[Progress], Any] = lambda progress: act(library, kept, progress)  # noqa: E731
        self.jobs.run(Job(title.format(title=kept.title), work, done))

    def _present(self, package_id: str) -> str:
        """Return the day of the version in use, empty when the package is not installed."""
        try:
            return day(self._library.package(package_id).created)
        except AtlasError:
            return ""

    def _on_start(self, title: str) -> None:
        self.status.setText(title)
        self._update()

    def _on_failure(self, error: AtlasError) -> None:
        self.status.clear()
        self.notices.add(self.windowTitle(), error)

    def _update(self) -> None:
        kept, free = self.selected(), not self.jobs.is_busy()
        for button in (self.go_back, self.set_beside, self.remove_one):
            button.setEnabled(kept is not None and free)
        installed = kept is not None and bool(self._present(kept.package_id))
        self.compare_one.setEnabled(installed and free)

    def _make_buttons(self) -> None:
        self.go_back = _button(tr("&Go back to it"), "refresh", self.back)
        self.go_back.setToolTip(tr("It takes the place of the present version, which is kept in its turn."))
        self.set_beside = _button(tr("Install it &beside"), "sets", self.beside)
        self.set_beside.setToolTip(
            tr("As a package of its own, with the date in its name: both can be mapped side by side.")
        )
        self.compare_one = _button(tr("&Compare with the present one…"), "compare", self.compare)
        self.remove_one = _button(tr("&Remove…"), "remove", self.ask_remove)
        self.leave = _button(tr("C&lose"), "", self.close)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        for button in (self.go_back, self.set_beside, self.compare_one, self.remove_one):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self.leave)
        layout = QVBoxLayout(self)
        for widget in (self.notices, self.total):
            layout.addWidget(widget)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.status)
        layout.addLayout(actions)


def _page(found: Changes) -> str:
    """Return what changed as a page of its own."""
    title = escape(found.after.title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    body = f"<h1>{title}</h1>{changes_html(found, territories())}"
    return f'<!DOCTYPE html>\n<html lang="{language()}"><head>{head}</head><body>{body}</body></html>\n'


def _total(kept: list[Kept]) -> str:
    if not kept:
        return tr("No version is kept yet: an update keeps the one that it replaces.")
    sentence = tr("Versions kept: {count} ({size}). An update keeps the one that it replaces, up to ten.")
    return sentence.format(count=number(len(kept)), size=size(sum(one.size for one in kept)))


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(tr("Versions kept"))
    tree.setHeaderLabels([tr("Package"), tr("Made on"), tr("Version"), tr("Size"), tr("In use")])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAllColumnsShowFocus(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return tree


def _button(text: str, icon_name: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    if icon_name:
        button.setIcon(icon(icon_name))
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button
