# SPDX-License-Identifier: GPL-2.0-or-later
"""The choice of a published list of places to add to the map."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import RecipeError
from ..core.i18n import language, tr
from ..core.place_lists.recipes import PlaceRecipe, find_place_recipe, known_place_recipes

#: In characters; a combo box is as wide as its longest title otherwise.
_WIDTH = 40


@dataclass(frozen=True)
class ListChoice:
    """A list, where its file is (empty to download it), and the types wanted (none for all)."""

    recipe: PlaceRecipe
    source: str
    types: tuple[str, ...]


class PlacesListDialog(QDialog):
    """Asks which list, from where, and which of its types."""

    def __init__(self, territory: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add other places"))
        self._recipes = _recipes()
        self.list = QComboBox(self)
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(_WIDTH)
        for recipe in self._recipes:
            self.list.addItem(_title(recipe))
        self.source = QgsFileWidget(self)
        self.source.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.source.setDialogTitle(tr("File of the list"))
        self.source.lineEdit().setPlaceholderText(tr("Download it from data.gouv.fr"))
        self.types = QLineEdit(self)
        self.types.setPlaceholderText(tr("All"))
        self.types.setClearButtonEnabled(True)
        self.types.setToolTip(tr("Types, domains or labels, separated by commas: Bibliothèque, Théâtre"))
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel, self)
        self.buttons.button(buttons.Ok).setText(tr("Add the places"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out(territory or tr("Whole of France"))
        self.list.currentIndexChanged.connect(self._describe)
        self._describe()

    def choice(self) -> ListChoice:
        """What is chosen."""
        recipe = self._recipes[self.list.currentIndex()]
        text = self.types.text()
        parts = text.split(";" if ";" in text else ",")
        types = tuple(part.strip() for part in parts if part.strip())
        return ListChoice(recipe, self.source.filePath().strip(), types)

    def _lay_out(self, territory: str) -> None:
        form = QFormLayout()
        for text, widget in (
            (tr("&List:"), self.list),
            (tr("&File:"), self.source),
            (tr("&Types:"), self.types),
        ):
            label = QLabel(text, self)
            label.setBuddy(widget)
            form.addRow(label, widget)
        form.addRow(tr("Territory:"), QLabel(territory, self))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.about, 1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(460)

    def _describe(self) -> None:
        recipe = self._recipes[self.list.currentIndex()]
        rule = recipe.rules[0][1]
        coverage = {"fr": rule.coverage_fr, "en": rule.coverage_en}[language()]
        self.about.setText(f"{coverage}\n{rule.source} ({recipe.recipe.licence})")
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Called by Qt: only now are the widths known, and the lines that a text takes."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the description needs: a dialog does not grow with a text on several lines."""
        needed = self.layout().totalHeightForWidth(max(self.width(), self.minimumWidth()))
        if self.height() < needed:
            self.resize(self.width(), needed)


def _title(recipe: PlaceRecipe) -> str:
    """What the list is called; two may be of the same places."""
    rule = recipe.rules[0][1]
    title = {"fr": rule.title_fr, "en": rule.title_en}[language()]
    return f"{title} ({recipe.recipe.id})"


def _recipes() -> list[PlaceRecipe]:
    """The lists of the plugin, that of all places first; those that cannot be read are left out."""
    found = []
    for name in known_place_recipes():
        try:
            found.append(find_place_recipe(name))
        except RecipeError:
            continue
    return sorted(found, key=lambda one: ("type" not in one.rules[0][1].columns, one.recipe.title))
