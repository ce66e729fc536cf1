# SPDX-License-Identifier: GPL-2.0-or-later
"""Tool buttons that are read aloud, and reached with the Tab key, which they are not by default."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from .icons import icon

#: Size of the icons of a dock's own bar, in pixels.
SMALL = QSize(16, 16)


def tool_button(parent: QWidget, name: str, text: str, size: QSize | None = None) -> QToolButton:
    """A button with an icon of ``resources/icons``, explained by ``text``; of the usual size by default."""
    button = QToolButton(parent)
    button.setIcon(icon(name))
    if size is not None:
        button.setIconSize(size)
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
