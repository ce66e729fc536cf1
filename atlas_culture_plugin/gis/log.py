# SPDX-License-Identifier: GPL-2.0-or-later
"""One tag in QGIS's log panel."""

from __future__ import annotations

from qgis.core import Qgis, QgsMessageLog

TAG = "Atlas Culture"


def info(message: str) -> None:
    """Write a plain message."""
    QgsMessageLog.logMessage(message, TAG, Qgis.MessageLevel.Info, False)


def error(message: str, details: str = "") -> None:
    """Write an error, with technical details after it."""
    text = f"{message}\n{details}" if details else message
    QgsMessageLog.logMessage(text, TAG, Qgis.MessageLevel.Critical, False)
