# SPDX-License-Identifier: GPL-2.0-or-later
"""Windows: their size on a small screen; those opened once are brought forward when asked for again."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QWidget

#: Room that a screen keeps for the title bar and the borders of a window, in pixels.
_FRAME = 40


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window its size, or what the screen has room for: its title and its buttons stay in reach."""
    room = (window.parentWidget() or window).screen().availableGeometry()
    window.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))
    if window.windowType() == Qt.WindowType.Window:
        # Window managers bring dialogs back on the screen; these are placed before their title is known.
        window.move(room.center() - window.rect().center())


def bring_forward(window: QWidget) -> None:
    """Show a window above the others, whether it was shown already or not."""
    window.show()
    window.raise_()
    window.activateWindow()
