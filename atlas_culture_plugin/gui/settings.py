# SPDX-License-Identifier: GPL-2.0-or-later
"""The page "Atlas Culture" of QGIS's options."""

from __future__ import annotations

from dataclasses import fields
from typing import Union

from qgis.gui import QgsColorButton, QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QColor, QFontMetrics, QIcon
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from .. import paths
from ..core.i18n import tr
from ..core.names import is_address, is_there, local_path
from ..gis import settings

_Editor = Union[QgsFileWidget, QPlainTextEdit, QLineEdit, QgsColorButton, QComboBox]


class SettingsPage(QgsOptionsPageWidget):
    """Edits the settings; what an administrator fixed is shown and cannot be changed."""

    #: The settings were kept.
    applied = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the settings as they are."""
        # Reads the list of territories: not at the start of QGIS, when the page is only registered.
        from .boundaries import boundaries_choice

        super().__init__(parent)
        self.setObjectName("atlasCultureOptions")
        self._loaded = settings.load()
        default = settings.Settings()
        self.library_folder = _folder(tr("Folder of the packages"), str(default.library))
        self.styles_folder = _folder(tr("Folder of the style templates"), str(default.styles))
        self.catalogues = QPlainTextEdit()
        self.catalogues.setTabChangesFocus(True)
        self.catalogues.setPlaceholderText("https://…/catalogue.json")
        self.catalogues.setMaximumHeight(5 * QFontMetrics(self.catalogues.font()).lineSpacing() + 12)
        self.author = QLineEdit()
        self.organisation = QLineEdit()
        self.logo = _picture(tr("Picture of the organisation"))
        self.color = _color(tr("Colour of the organisation"))
        self.boundaries = boundaries_choice(self._loaded)
        self.mirror = QLineEdit()
        self.mirror.setPlaceholderText("https://www.data.gouv.fr")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self._lay_out()
        self._fill()
        self.catalogues.textChanged.connect(self._check_catalogues)
        self._check_catalogues()

    def apply(self) -> None:
        """Keep what was typed. Called by QGIS when the options are accepted."""
        typed = settings.Settings(
            library_folder=self.library_folder.filePath().strip(),
            styles_folder=self.styles_folder.filePath().strip(),
            catalogues="\n".join(self._catalogue_lines()),
            author=self.author.text().strip(),
            organisation=self.organisation.text().strip(),
            logo=self.logo.filePath().strip(),
            color="" if self.color.isNull() else self.color.color().name(),
            mirror=self.mirror.text().strip(),
            boundaries=self.boundaries.currentData(),
        )
        settings.save(typed)
        self.applied.emit()

    def editor(self, name: str) -> _Editor:
        """Return the widget that edits a setting."""
        editor: _Editor = getattr(self, name)
        return editor

    def _catalogue_lines(self) -> list[str]:
        lines = (line.strip() for line in self.catalogues.toPlainText().splitlines())
        return [line for line in lines if line]

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._row(form, "library_folder", tr("&Library:"), tr("Packages already installed are not moved."))
        self._row(form, "styles_folder", tr("&Style templates:"), "")
        hint = tr("One address or path per line. They are only read when you ask for it, in Packages.")
        self._row(form, "catalogues", tr("&Catalogues:"), hint)
        hint = tr("Of new maps; those that are there keep theirs. Others are got with “Other boundaries…”.")
        self._row(form, "boundaries", tr("&Boundaries:"), hint)
        self._row(form, "author", tr("&Author:"), "")
        self._row(form, "organisation", tr("&Organisation:"), "")
        self._row(form, "logo", tr("L&ogo:"), tr("SVG, PNG or JPEG. It heads the portraits of territories."))
        self._row(form, "color", tr("Co&lour:"), tr("Of titles, tables and charts in portraits."))
        hint = tr("Where data.gouv.fr cannot be reached: the address of a site that answers as it does.")
        self._row(form, "mirror", tr("M&irror:"), hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addStretch(1)

    def _row(self, form: QFormLayout, name: str, label: str, hint: str) -> None:
        editor = self.editor(name)
        if settings.is_fixed(name):
            editor.setEnabled(False)
            sentence = tr("Fixed by the environment variable {name} of this computer.")
            hint = sentence.format(name=settings.variable(name))
        field = QVBoxLayout()
        field.setSpacing(2)
        field.addWidget(editor)
        if hint:
            note = QLabel(hint)
            note.setWordWrap(True)
            note.setObjectName(f"{name}_note")
            field.addWidget(note)
        if name == "catalogues":
            field.addWidget(self.problem)
        title = QLabel(label)
        title.setBuddy(editor)
        form.addRow(title, field)

    def _fill(self) -> None:
        for field in fields(settings.Settings):
            value, editor = getattr(self._loaded, field.name), self.editor(field.name)
            if isinstance(editor, QgsFileWidget):
                editor.setFilePath(value)
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(value)
            elif isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(value))
            elif isinstance(editor, QgsColorButton):
                # What is not a colour, as nothing, is the usual one.
                editor.setColor(QColor(value))
            else:
                editor.setText(value)

    def _check_catalogues(self) -> None:
        """Warn about a line that is neither an address nor a file; a drive may be away: no refusal."""
        wrong = [line for line in self._catalogue_lines() if not _is_catalogue(line)]
        sentence = tr("Neither an http(s) address nor a file of this computer: {lines}.")
        self.problem.setText(sentence.format(lines=", ".join(wrong)))
        self.problem.setVisible(bool(wrong))


class AtlasOptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page each time the options are opened."""

    #: The settings were kept.
    applied = pyqtSignal()

    def __init__(self) -> None:
        """Named in the interface's language."""
        super().__init__(tr("Atlas Culture"), self.icon(), "atlasCulture")

    def icon(self) -> QIcon:
        """The plugin's icon."""
        return QIcon(str(paths.resources("icons", "atlas_culture.svg")))

    def createWidget(self, parent: QWidget | None = None) -> QgsOptionsPageWidget:
        """Make the page."""
        page = SettingsPage(parent)
        page.applied.connect(self.applied)
        return page


def _folder(title: str, default: str) -> QgsFileWidget:
    widget = QgsFileWidget()
    widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
    widget.setDialogTitle(title)
    widget.lineEdit().setPlaceholderText(default)
    return widget


def _picture(title: str) -> QgsFileWidget:
    widget = QgsFileWidget()
    widget.setStorageMode(QgsFileWidget.StorageMode.GetFile)
    widget.setDialogTitle(title)
    widget.setFilter(tr("Pictures (*.svg *.png *.jpg *.jpeg)"))
    return widget


def _color(title: str) -> QgsColorButton:
    """A colour that may be left to the plugin."""
    button = QgsColorButton()
    button.setColorDialogTitle(title)
    button.setShowNull(True, tr("Usual colour"))
    button.setToNull()
    return button


def _is_catalogue(line: str) -> bool:
    path = local_path(line)
    return is_address(line) or (is_there(path) and path.is_file())
