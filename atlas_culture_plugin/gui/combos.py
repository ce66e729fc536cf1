# SPDX-License-Identifier: GPL-2.0-or-later
"""Drop-down lists of a narrow dock."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtWidgets import QComboBox, QWidget


def combo(parent: QWidget, name: str) -> QComboBox:
    """A drop-down list that never asks for more width than a narrow dock has."""
    box = QComboBox(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setAccessibleName(name)
    return box


def fill(box: QComboBox, items: Iterable[tuple[str, object]], wanted: object) -> None:
    """Offer other items; the first when the one wanted is not among them."""
    box.clear()
    for text, data in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(wanted)))
