# SPDX-License-Identifier: GPL-2.0-or-later
"""Check boxes that put another way of counting in the place of an indicator."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.variants import Switch
from .elided import ElidedCheckBox


class Switches(QWidget):
    """One check box for each variant; takes no room when there is none."""

    #: Key of the indicator wanted in the place of the present one.
    wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[ElidedCheckBox] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_switches(self, switches: Iterable[Switch]) -> None:
        """Offer other switches."""
        for box in self.boxes:
            self._layout.removeWidget(box)
            box.hide()
            # One of them may be the sender of the signal that is being answered.
            box.deleteLater()
        self.boxes = [self._box(switch) for switch in switches]
        self.setVisible(bool(self.boxes))

    def _box(self, switch: Switch) -> ElidedCheckBox:
        box = ElidedCheckBox(self)
        box.set_full_text(switch.label.replace("&", "&&"))
        box.setChecked(switch.is_on)
        box.clicked.connect(lambda *_state, key=switch.other.key: self.wanted.emit(key))
        self._layout.addWidget(box)
        return box
