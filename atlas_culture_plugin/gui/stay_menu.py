# SPDX-License-Identifier: GPL-2.0-or-later
"""A menu of boxes to tick that stays open while they are ticked."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent, QMouseEvent
from qgis.PyQt.QtWidgets import QMenu


class StayMenu(QMenu):
    """Closes on what is done at once, not on what is ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        action = self.actionAt(event.pos())
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        action = self.activeAction()
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if ticks and action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().keyPressEvent(event)
