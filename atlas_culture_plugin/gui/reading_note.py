# SPDX-License-Identifier: GPL-2.0-or-later
"""The reading note of the map, to be read and copied before it is printed."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ..core.i18n import tr
from .icons import icon


class ReadingNote(QWidget):
    """A sentence and a button that copies it; takes no room without a map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sentence.setAccessibleName(tr("Reading note of the map"))
        self.copy = QToolButton(self)
        self.copy.setIcon(icon("copy"))
        self.copy.setToolTip(tr("Copy the reading note"))
        self.copy.setAccessibleName(tr("Copy the reading note"))
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show a note; an empty one hides everything."""
        self.sentence.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """The note."""
        return str(self.sentence.text())

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text())
