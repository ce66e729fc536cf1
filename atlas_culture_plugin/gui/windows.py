# SPDX-License-Identifier: GPL-2.0-or-later
"""Windows that are opened once, and brought forward when they are asked for again."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget


def bring_forward(window: QWidget) -> None:
    """Show a window above the others, whether it was shown already or not."""
    window.show()
    window.raise_()
    window.activateWindow()
