# SPDX-License-Identifier: GPL-2.0-or-later
"""What a printed page looks like, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLineEdit, QMenu, QWidget

from ..core.frames import Insets
from ..core.i18n import tr
from ..core.model import Level
from ..gis.compose import Options
from ..gis.layout_templates import DEFAULT, TemplateInfo
from .combos import combo, fill
from .elided import ElidedButton, ElidedCheckBox
from .field_grid import FieldGrid
from .icons import icon
from .tool_buttons import tool_button


class PageForm(QWidget):
    """Offers the page templates and the insets; :meth:`options` says what is chosen."""

    layoutWanted = pyqtSignal()
    refreshWanted = pyqtSignal()
    exportWanted = pyqtSignal()
    seriesWanted = pyqtSignal()
    #: Level of the territories that have a page each.
    atlasWanted = pyqtSignal(str)
    duplicateWanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.template = combo(self, tr("Page"))
        self.duplicate = tool_button(self, "copy", tr("Duplicate the template…"))
        self.duplicate.clicked.connect(self.duplicateWanted)
        self.insets = combo(self, tr("Insets"))
        fill(self.insets, _insets(), Insets.AUTO)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(tr("Found from the map"))
        self.title.setAccessibleName(tr("Title"))
        self.chart = ElidedCheckBox(self)
        self.chart.set_full_text(tr("Chart of the distribution"))
        self.chart.setChecked(True)
        self.north = ElidedCheckBox(self)
        self.north.set_full_text(tr("North arrow"))
        self._make_buttons()
        self._lay_out()
        self.set_state(has_map=False, has_layout=False)

    def _make_buttons(self) -> None:
        self.create = _button(self, "layout", tr("C&reate the layout"))
        self.refresh = _button(self, "update", tr("Rene&w the layout"))
        self.refresh.setToolTip(
            tr("Puts the figures, texts and legend of the map in its layout. What you edited by hand stays.")
        )
        self.export = _button(self, "export", tr("E&xport…"))
        self.series = _button(self, "series", tr("&Series…"))
        self.atlas = _button(self, "series", tr("Keep as a QGIS atlas in the project"))
        self.atlas.setMenu(self._coverages())
        self.create.clicked.connect(self.layoutWanted)
        self.refresh.clicked.connect(self.refreshWanted)
        self.export.clicked.connect(self.exportWanted)
        self.series.clicked.connect(self.seriesWanted)

    def _coverages(self) -> QMenu:
        """The series that there may be: by whom the pages are."""
        menu = QMenu(self)
        for level, text in (
            (Level.REGION, tr("A page for each region")),
            (Level.DEPARTEMENT, tr("A page for each departement")),
            (Level.EPCI, tr("A page for each EPCI")),
        ):
            menu.addAction(text, lambda chosen=level.value: self.atlasWanted.emit(chosen))
        return menu

    def _lay_out(self) -> None:
        layout = FieldGrid(self)
        layout.add_field(tr("Pa&ge"), self.template, self.duplicate)
        layout.add_field(tr("I&nsets"), self.insets)
        layout.add_field(tr("T&itle"), self.title)
        layout.add_wide(self.chart)
        layout.add_wide(self.north)
        buttons = QGridLayout()
        # The two long texts have a line each.
        buttons.addWidget(self.create, 0, 0, 1, 2)
        buttons.addWidget(self.refresh, 1, 0, 1, 2)
        buttons.addWidget(self.export, 2, 0)
        buttons.addWidget(self.series, 2, 1)
        buttons.addWidget(self.atlas, 3, 0, 1, 2)
        layout.add_wide(buttons)

    def set_templates(self, templates: Sequence[TemplateInfo], chosen: str = "") -> None:
        """Offer page templates, and choose one; else the one chosen stays where it still exists."""
        chosen = chosen or self.template.currentData() or DEFAULT
        fill(self.template, [(one.label, one.name) for one in templates], chosen)

    def set_state(self, *, has_map: bool, has_layout: bool) -> None:
        """Say whether there is a map to print, and whether its layer already has a layout."""
        for button in (self.create, self.export, self.series, self.atlas):
            button.setEnabled(has_map)
        self.refresh.setEnabled(has_layout)

    def options(self) -> Options:
        """What is chosen."""
        return Options(
            template=self.template.currentData() or "",
            insets=Insets(self.insets.currentData()),
            title=self.title.text().strip(),
            north=self.north.isChecked(),
            chart=self.chart.isChecked(),
        )


def _insets() -> list[tuple[str, object]]:
    return [
        (tr("Those that the map needs"), Insets.AUTO),
        (tr("None"), Insets.NONE),
        (tr("All"), Insets.ALL),
    ]


def _button(parent: QWidget, name: str, text: str) -> ElidedButton:
    button = ElidedButton(icon(name), "", parent)
    button.set_full_text(text)
    return button
