# SPDX-License-Identifier: GPL-2.0-or-later
"""A choice of types of places, and the button that adds them to the map."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..core.formatting import count_label
from ..core.i18n import tr
from ..core.places import PlaceType, place_types
from .elided import ElidedCheckBox
from .icons import icon


class PlacesPanel(QWidget):
    """One check box per type, with its symbol and its number in the whole of France."""

    #: The keys of the types wanted, when the button is pressed.
    wanted = pyqtSignal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {kind.key: self._box(kind) for kind in place_types()}
        self.button = QPushButton(icon("add_to_map"), tr("Add the places"), self)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(lambda: self.wanted.emit(self.checked()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for box in self.boxes.values():
            layout.addWidget(box)
        layout.addWidget(self.button)
        self._follow()

    def checked(self) -> list[str]:
        """The keys of the types that are checked, in the order of the panel."""
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def check(self, keys: Iterable[str]) -> None:
        """Check these types and no other."""
        wanted = set(keys)
        for key, box in self.boxes.items():
            box.setChecked(key in wanted)

    def _box(self, kind: PlaceType) -> ElidedCheckBox:
        box = ElidedCheckBox(self)
        box.setIcon(icon(f"places/{kind.key}"))
        box.set_full_text(f"{kind.label} {count_label(kind.count)}".replace("&", "&&"))
        box.setToolTip(f"{kind.label}\n{kind.coverage}\n{kind.attribution}")
        box.toggled.connect(self._follow)
        return box

    def _follow(self) -> None:
        self.button.setEnabled(bool(self.checked()))
        tip = "" if self.checked() else tr("Check at least one type of place.")
        self.button.setToolTip(tip)
