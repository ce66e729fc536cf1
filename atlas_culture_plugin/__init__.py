# SPDX-License-Identifier: GPL-2.0-or-later
"""Atlas Culture for QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import AtlasCulturePlugin


def classFactory(iface: QgisInterface) -> AtlasCulturePlugin:
    """Called by QGIS to load the plugin."""
    from .plugin import AtlasCulturePlugin

    return AtlasCulturePlugin(iface)
