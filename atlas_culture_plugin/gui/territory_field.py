# SPDX-License-Identifier: GPL-2.0-or-later
"""A line to choose a territory by its name or code; kept as a reference such as ``REG-53``."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

from ..core.choices import levels_of_territories
from ..core.errors import TerritoryError
from ..core.i18n import tr
from ..core.model import Level, Territory
from ..core.territories import Territories, plain

FRANCE, METRO = "", "METRO"
#: Wide enough for a name and its reference, where the dock is narrow.
_POPUP_WIDTH = 300
_REFERENCE_ROLE = Qt.ItemDataRole.UserRole + 1


class TerritoryField(QWidget):
    """A line edit with suggestions, and a sentence below it when it is not understood."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._territories: Territories | None = None
        self._levels: tuple[Level, ...] = tuple(Level)
        self._reference = FRANCE
        self._found = QStandardItemModel(self)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(tr("Whole of France"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(tr("Territory"))
        self.line.setToolTip(
            tr("Name or code of a region, a departement, an EPCI or a commune; or a postal code")
        )
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.setFocusProxy(self.line)
        self._completer = self._make_completer()
        self._lay_out()
        self.line.textEdited.connect(self._suggest)
        self.line.editingFinished.connect(self._understand)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.popup().setMinimumWidth(_POPUP_WIDTH)
        completer.activated[QModelIndex].connect(self._choose)
        self.line.setCompleter(completer)
        return completer

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addWidget(self.problem)

    def set_territories(self, territories: Territories) -> None:
        """Give the territories to choose among."""
        self._territories = territories
        self.set_reference(self._reference)

    def set_level(self, level: Level) -> None:
        """Offer the territories that hold some of this level."""
        self._levels = levels_of_territories(level)
        if self._reference not in (FRANCE, METRO) and self._level_of(self._reference) not in self._levels:
            self.set_reference(FRANCE)

    def reference(self) -> str:
        """The reference chosen, empty for the whole of France."""
        return self._reference

    def is_understood(self) -> bool:
        """Whether the text stands for :meth:`reference`."""
        return bool(self.problem.isHidden())

    def set_reference(self, reference: str) -> None:
        """Show a territory, without telling of a change."""
        self._reference = FRANCE if reference.upper() == "FRANCE" else reference
        self.line.setText(self._text_of(self._reference))
        self._tell_problem("")

    def _level_of(self, reference: str) -> Level | None:
        prefix = reference.partition("-")[0]
        return next((level for level in Level if level.prefix == prefix), None)

    def _text_of(self, reference: str) -> str:
        if reference in (FRANCE, METRO) or self._territories is None:
            return {FRANCE: "", METRO: tr("Metropolitan France")}.get(reference, reference)
        try:
            return self._label(self._territories.find(reference))
        except TerritoryError:
            return reference

    def _label(self, territory: Territory) -> str:
        label = self._territories.label(territory) if self._territories else territory.name
        return f"{label} – {territory.reference}"

    def _suggest(self, text: str) -> None:
        self._tell_problem("")
        self._found.clear()
        for label, reference in self._candidates(text):
            item = QStandardItem(label)
            item.setData(reference, _REFERENCE_ROLE)
            self._found.appendRow(item)
        self._completer.complete()

    def _candidates(self, text: str) -> list[tuple[str, str]]:
        """What a text may mean, the likeliest first: label and reference."""
        wanted = plain(text)
        if not wanted:
            return []
        fixed = [(tr("Whole of France"), FRANCE), (tr("Metropolitan France"), METRO)]
        found = [(label, reference) for label, reference in fixed if wanted in plain(label)]
        if self._territories is not None:
            near = self._territories.search(text, self._levels)
            found += [(self._label(territory), territory.reference) for territory in near]
        return found

    def _choose(self, index: QModelIndex) -> None:
        self._accept(str(index.data(_REFERENCE_ROLE)))

    def _understand(self) -> None:
        """Take a text that means one territory; say so when it means none or several."""
        text = self.line.text().strip()
        if text == self._text_of(self._reference) or self._completer.popup().isVisible():
            return
        if not text:
            self._accept(FRANCE)
            return
        found = self._candidates(text.rpartition(" – ")[2])
        exact = [pair for pair in found if plain(text) in _names(pair)]
        chosen = exact or found
        if len(chosen) == 1:
            self._accept(chosen[0][1])
        elif chosen:
            sentence = tr("“{text}” may be {first} or {second}: choose in the list.")
            self._tell_problem(sentence.format(text=text, first=chosen[0][0], second=chosen[1][0]))
        else:
            sentence = tr("No territory of this level or wider is called “{text}”: type a name or a code.")
            self._tell_problem(sentence.format(text=text))

    def _accept(self, reference: str) -> None:
        before = self._reference
        self.set_reference(reference)
        if reference != before:
            self.changed.emit()

    def _tell_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _names(candidate: tuple[str, str]) -> tuple[str, ...]:
    """The ways of writing a candidate in full: its label, its name, its reference."""
    label, reference = candidate
    return plain(label), plain(label.rpartition(" – ")[0]), plain(reference)
