# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparisons saved in the project: one is opened in a list; a menu saves, renames, deletes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QMessageBox, QToolButton, QWidget

from ..core.i18n import tr
from .combos import combo
from .icons import icon


class SetsBar(QWidget):
    """Tells what the user wants of the sets; the dock keeps them."""

    #: Name of the set to open, empty for a new comparison.
    opened = pyqtSignal(str)
    #: Name under which to save; asked for before when there is none.
    saveWanted = pyqtSignal(str)
    #: Old and new name.
    renameWanted = pyqtSignal(str, str)
    deleteWanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = combo(self, tr("Saved comparisons"))
        self.list.setToolTip(tr("Comparisons saved in the project"))
        self.button = QToolButton(self)
        self.button.setIcon(icon("sets"))
        self.button.setToolTip(tr("Save, rename or delete the comparison"))
        self.button.setAccessibleName(tr("Save, rename or delete the comparison"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.button)
        self._make_menu()
        self.list.activated.connect(lambda _row: self.opened.emit(self.name()))
        self.show_sets((), "")

    def name(self) -> str:
        """Name of the set that is open, empty when there is none."""
        return str(self.list.currentData() or "")

    def names(self) -> tuple[str, ...]:
        """Names of the sets."""
        return tuple(str(self.list.itemData(row)) for row in range(1, self.list.count()))

    def show_sets(self, names: Iterable[str], name: str) -> None:
        """Show the sets of a project, and the one that is open."""
        self.list.clear()
        self.list.addItem(tr("Unnamed"), "")
        for one in sorted(names, key=str.casefold):
            self.list.addItem(one, one)
        self.list.setCurrentIndex(max(0, self.list.findData(name)))
        for action in (self.rename, self.delete):
            action.setEnabled(bool(self.name()))

    def _make_menu(self) -> None:
        menu = QMenu(self.button)
        self.save = menu.addAction(tr("Save"), self._save)
        self.save_as = menu.addAction(tr("Save as…"), self._ask_name)
        menu.addSeparator()
        self.rename = menu.addAction(tr("Rename…"), self._ask_new_name)
        self.delete = menu.addAction(icon("remove"), tr("Delete…"), self._ask_delete)
        self.button.setMenu(menu)

    def _save(self) -> None:
        if self.name():
            self.saveWanted.emit(self.name())
        else:
            self._ask_name()

    def _ask_name(self) -> None:
        dialog = self._question(tr("Save the comparison"), self.name())
        dialog.textValueSelected.connect(self._save_as)
        dialog.open()

    def _ask_new_name(self) -> None:
        old = self.name()
        dialog = self._question(tr("Rename the comparison"), old)
        dialog.textValueSelected.connect(lambda text: self._rename(old, text.strip()))
        dialog.open()

    def _ask_delete(self) -> None:
        name = self.name()
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Delete the comparison"))
        box.setText(tr("Delete the comparison “{name}” from the project?").format(name=name))
        delete = box.addButton(tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(lambda: self.deleteWanted.emit(name))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _question(self, title: str, text: str) -> QInputDialog:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(title)
        dialog.setLabelText(tr("Name of the comparison:"))
        dialog.setTextValue(text)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _save_as(self, text: str) -> None:
        """Save under a name, once the user agreed to replace the one that has it."""
        name = text.strip()
        if not name:
            return
        if name == self.name() or name not in self.names():
            self.saveWanted.emit(name)
            return
        self._agree(name, lambda: self.saveWanted.emit(name))

    def _rename(self, old: str, new: str) -> None:
        if not new or new == old:
            return
        if new not in self.names():
            self.renameWanted.emit(old, new)
            return
        self._agree(new, lambda: self.renameWanted.emit(old, new))

    def _agree(self, name: str, act: Callable[[], None]) -> None:
        """Ask before a set is replaced."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Replace the comparison"))
        box.setText(tr("The project already has a comparison “{name}”. Replace it?").format(name=name))
        replace = box.addButton(tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        replace.clicked.connect(act)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
