# SPDX-License-Identifier: GPL-2.0-or-later
"""A line to add territories by name or code, one after the other or as a list pasted."""

from __future__ import annotations

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..core.comparison.resolve import find_territories, split_list
from ..core.errors import TerritoryError
from ..core.i18n import tr
from .territory_field import FRANCE, METRO, TerritoryField


class TerritoryPicker(TerritoryField):
    """Tells which territories were chosen, then is ready for others."""

    #: References, in the order in which they were written.
    picked = pyqtSignal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setPlaceholderText(tr("Add a territory"))
        self.line.setAccessibleName(tr("Add a territory"))
        self.line.setToolTip(
            tr("Name, code or postal code of a territory of any level; or a list: REG-53, REG-52")
        )

    def _candidates(self, text: str) -> list[tuple[str, str]]:
        return [pair for pair in super()._candidates(text) if pair[1] not in (FRANCE, METRO)]

    def _understand(self) -> None:
        texts = split_list(self.line.text())
        if len(texts) < 2 or self._territories is None:
            super()._understand()
            return
        try:
            found = find_territories(texts, self._territories)
        except TerritoryError as error:
            self._tell_problem(error.sentence)
            return
        self._end([one.reference for one in found])

    def _accept(self, reference: str) -> None:
        if reference != FRANCE:
            self._end([reference])

    def _end(self, references: list[str]) -> None:
        self.set_reference(FRANCE)
        # The completer writes what was chosen in the line after it told of it.
        QTimer.singleShot(0, self._empty)
        self.picked.emit(references)

    def _empty(self) -> None:
        if not self.line.isModified():
            self.set_reference(FRANCE)
