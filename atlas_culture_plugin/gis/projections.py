# SPDX-License-Identifier: GPL-2.0-or-later
"""The official projections of France, kept alive by the main thread.

QGIS shares what it knows of a reference system between threads. Where the thread that asked first ends
while another still uses it, those that ask later get a system that is valid and has no definition left:
a layer is then written, or a map printed, without projection (seen in QGIS 3.40). The main thread lives
as long as QGIS: what it asked first stays whole.
"""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem

from ..core.crs import METROPOLE_CRS, OVERSEAS_CRS, WORLD_CRS

#: Of the background maps that are drawn under ours.
WEB_CRS = "EPSG:3857"

_held: dict[str, QgsCoordinateReferenceSystem] = {}


def hold() -> None:
    """Ask for every projection that the plugin uses. For the main thread, before any task."""
    for name in (METROPOLE_CRS, WORLD_CRS, WEB_CRS, *OVERSEAS_CRS.values()):
        found = QgsCoordinateReferenceSystem(name)
        if found.isValid() and not found.toWkt():
            # Another plugin was here first, from a thread that ended.
            QgsCoordinateReferenceSystem.invalidateCache()
            found = QgsCoordinateReferenceSystem(name)
        _held[name] = found
