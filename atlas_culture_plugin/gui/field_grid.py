# SPDX-License-Identifier: GPL-2.0-or-later
"""Labels and fields in two columns, whose hidden rows take no room: those of QFormLayout leave a gap."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QWidget


class FieldGrid(QGridLayout):
    """A form of a narrow dock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._labels: dict[QWidget, QLabel] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setColumnStretch(1, 1)

    def add_field(self, text: str, field: QWidget, beside: QWidget | None = None) -> None:
        """Add a field after its label, and a button beside it; ``&`` marks the key that goes to the field."""
        label = QLabel(text, self.parentWidget())
        label.setBuddy(field)
        self._labels[field] = label
        row = self.rowCount()
        self.addWidget(label, row, 0)
        if beside is None:
            self.addWidget(field, row, 1)
            return
        both = QHBoxLayout()
        both.addWidget(field, 1)
        both.addWidget(beside)
        self.addLayout(both, row, 1)

    def add_wide(self, part: QWidget | QLayout) -> None:
        """Add something that takes both columns."""
        row = self.rowCount()
        if isinstance(part, QWidget):
            self.addWidget(part, row, 0, 1, 2)
        else:
            self.addLayout(part, row, 0, 1, 2)

    def label_of(self, field: QWidget) -> QLabel:
        """The label of a field."""
        return self._labels[field]

    def show_field(self, field: QWidget, shown: bool) -> None:
        """Show or hide a field and its label."""
        field.setVisible(shown)
        self._labels[field].setVisible(shown)
