# SPDX-License-Identifier: GPL-2.0-or-later
"""What to cross an indicator with: another indicator, or another year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QCompleter, QWidget

from ..core import choices
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.model import Indicator, Level, Mode, ValueKind
from .combos import combo, fill
from .elided import ElidedCheckBox
from .field_grid import FieldGrid


class CrossingForm(QWidget):
    """Offers the modes that suit the indicator; :meth:`apply` adds them to a request."""

    changed = pyqtSignal()
    #: Another mode: the palettes and the classes that suit it are others.
    modeChanged = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._indicator: Indicator | None = None
        self._indicators: tuple[Indicator, ...] = ()
        self._level = Level.REGION
        self._year: int | None = None
        self.mode_box = combo(self, tr("Map"))
        self.second = combo(self, tr("Second indicator"))
        self._make_searchable()
        self.since = combo(self, tr("Since"))
        self.national = ElidedCheckBox(self)
        self.national.set_full_text(tr("Centre on the change of France"))
        self._lay_out()
        self.mode_box.activated.connect(self._on_mode)
        self.second.currentIndexChanged.connect(self._show_beginning)
        self.second.activated.connect(self.changed)
        self.since.activated.connect(self.changed)
        self.national.clicked.connect(self.changed)
        self._show_rows()

    def _make_searchable(self) -> None:
        """Let the user type a word of the label: there are dozens of indicators."""
        self.second.setEditable(True)
        self.second.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.second.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.second.lineEdit().setPlaceholderText(tr("Choose or type a word"))
        self.second.lineEdit().editingFinished.connect(self._restore_text)

    def _lay_out(self) -> None:
        self._layout = layout = FieldGrid(self)
        layout.add_field(tr("&Map"), self.mode_box)
        layout.add_field(tr("&With"), self.second)
        layout.add_field(tr("&Since"), self.since)
        layout.add_wide(self.national)

    def set_indicators(self, indicators: Iterable[Indicator]) -> None:
        """Give the indicators that one can be crossed with."""
        self._indicators = tuple(indicators)

    def show_request(self, indicator: Indicator, request: MapRequest) -> None:
        """Show what a request crosses, without telling of a change."""
        self._indicator = indicator
        self._level, self._year = request.level, request.year
        self._fill(request.mode, request.second, request.since)
        self.national.setChecked(request.around_national)

    def set_place(self, level: Level, year: int | None) -> None:
        """Follow the level and the year of the map: what can be crossed depends on them."""
        self._level, self._year = level, year
        if self._indicator is not None:
            self._fill(self.mode(), self.second.currentData() or "", self.since.currentData())

    def forget(self) -> None:
        """Back to the state where nothing is chosen."""
        self._indicator = None
        for box in (self.mode_box, self.second, self.since):
            box.clear()
        self.national.setChecked(False)
        self._show_rows()

    def mode(self) -> Mode:
        """What the map shows."""
        data = self.mode_box.currentData()
        return Mode(data) if data else Mode.SINGLE

    def is_complete(self) -> bool:
        """Whether the mode has what it needs."""
        mode = self.mode()
        if mode is Mode.EVOLUTION:
            return self.since.currentData() is not None
        return mode is Mode.SINGLE or bool(self.second.currentData())

    def apply(self, request: MapRequest) -> MapRequest:
        """The request with what is crossed. A stock over a ratio is asked for as the ratio under it."""
        mode = self.mode()
        if mode is Mode.EVOLUTION:
            around = self.national.isChecked()
            return replace(request, mode=mode, since=self.since.currentData(), around_national=around)
        if mode is Mode.SINGLE:
            return request
        return replace(request, mode=mode, second=self.second.currentData() or "")

    def _fill(self, mode: Mode, second: str, since: int | None) -> None:
        if self._indicator is None:
            return
        modes = choices.modes_for(self._indicator, self._level)
        fill(self.mode_box, [(one.label, one) for one in modes], mode)
        self._fill_second(second)
        years = choices.earlier_years(self._indicator, self._level, self._year)
        fill(self.since, [(str(year), year) for year in years], since)
        self._show_rows()

    def _fill_second(self, wanted: str) -> None:
        if self._indicator is None:
            return
        found = choices.partners(self._indicator, self._indicators, self.mode(), self._level)
        fill(self.second, [(one.label, one.key) for one in found], wanted)
        if wanted not in {one.key for one in found}:
            self.second.setCurrentIndex(-1)
        label = self._layout.label_of(self.second)
        is_stock = self._indicator.kind is ValueKind.STOCK
        label.setText(tr("O&ver") if self.mode() is Mode.CIRCLES and is_stock else tr("&With"))

    def _show_rows(self) -> None:
        mode = self.mode()
        crossed = mode in (Mode.CIRCLES, Mode.BIVARIATE)
        for field, shown in ((self.second, crossed), (self.since, mode is Mode.EVOLUTION)):
            self._layout.show_field(field, shown)
        self.national.setVisible(mode is Mode.EVOLUTION)

    def _on_mode(self) -> None:
        self._fill_second(self.second.currentData() or "")
        self._show_rows()
        self.modeChanged.emit()
        self.changed.emit()

    def _show_beginning(self) -> None:
        """Of a label that is too long, the first words say most; the tool tip has all of them."""
        self.second.setToolTip(self.second.currentText())
        self.second.lineEdit().setCursorPosition(0)

    def _restore_text(self) -> None:
        """A text that names no indicator gives way to the one that is chosen."""
        index = self.second.findText(self.second.currentText())
        if index < 0:
            self.second.setEditText(self.second.itemText(self.second.currentIndex()))
        elif index != self.second.currentIndex():
            self.second.setCurrentIndex(index)
            self.changed.emit()
