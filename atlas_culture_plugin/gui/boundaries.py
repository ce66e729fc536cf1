# SPDX-License-Identifier: GPL-2.0-or-later
"""The choice among the vintages of the boundaries that the user got."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox

from ..core.boundaries import vintages
from ..core.i18n import tr
from ..core.territories import territories
from ..gis.settings import Settings


def boundaries_choice(current: Settings) -> QComboBox:
    """Return the boundaries that a map may be drawn on; the value of each is its name.

    One that was chosen and is no more stays there, marked: nothing is changed without a word.
    """
    box = QComboBox()
    box.addItem(tr("COG {year}, with the plugin").format(year=territories().year), "")
    for one in vintages.listed(current.library):
        box.addItem(one.identifier, one.identifier)
        box.setItemData(box.count() - 1, one.attribution, Qt.ItemDataRole.ToolTipRole)
    if box.findData(current.boundaries) < 0:
        box.addItem(tr("{name} (missing)").format(name=current.boundaries), current.boundaries)
    return box
