# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts of a chart as labels of the layout, over the rest of its drawing.

Qt prints the texts of an SVG as outlines: some 150 kB a chart, that no reader finds or selects. Labels
are printed as texts, in the fonts of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import (
    Qgis,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPicture,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

from ..core.svg import Written, text_width

#: Which picture a label belongs to.
PROPERTY = "atlas_culture/chart_text"

_ALIGNED = {
    "start": Qt.AlignmentFlag.AlignLeft,
    "middle": Qt.AlignmentFlag.AlignHCenter,
    "end": Qt.AlignmentFlag.AlignRight,
}
#: Side of the anchor on which the middle of a text lies, in halves of its width.
_SIDES = {"start": 1, "middle": 0, "end": -1}
#: Height of a label in sizes of its font, and how far the middle of it is above the baseline.
_HEIGHT, _RISE = 1.8, 0.36
#: Fonts that the widths were not measured for may be a little wider.
_SPARE = 1.15


def labels_of(picture: QgsLayoutItemPicture) -> list[QgsLayoutItemLabel]:
    """The labels that :func:`write_texts` made over a picture."""
    return [
        item
        for item in picture.layout().items()
        if isinstance(item, QgsLayoutItemLabel) and item.customProperty(PROPERTY) == _key(picture)
    ]


def _key(picture: QgsLayoutItemPicture) -> str:
    """What its labels know a picture by: its identifier, which a copy of the layout keeps."""
    return str(picture.id() or picture.uuid())


def remove_texts(picture: QgsLayoutItemPicture) -> None:
    """Take the labels of a picture off the page."""
    for label in labels_of(picture):
        picture.layout().removeLayoutItem(label)


def write_texts(
    picture: QgsLayoutItemPicture, texts: Sequence[Written], family: str
) -> list[QgsLayoutItemLabel]:
    """Write the texts of a drawing over the picture that shows the rest of it, in the place of earlier ones.

    Args:
        picture: the picture, of the size of the drawing, on a page.
        texts: what :func:`~atlas_culture_plugin.core.svg.without_texts` took out of the drawing.
        family: font of the labels.
    """
    remove_texts(picture)
    made = []
    for text in texts:
        label = QgsLayoutItemLabel(picture.layout())
        label.setCustomProperty(PROPERTY, _key(picture))
        picture.layout().addLayoutItem(label)
        label.setMode(QgsLayoutItemLabel.Mode.ModeFont)
        label.setText(_literal(text.text))
        label.setTextFormat(_format(text, family))
        label.setMarginX(0)
        label.setMarginY(0)
        label.setHAlign(_ALIGNED[text.anchor])
        label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
        _place(label, text, picture)
        # Without an identifier, it is no part of the page that is laid out or found by name; and a click
        # chooses the chart, not one of its figures.
        label.setLocked(True)
        made.append(label)
    _raise_over(picture, made)
    return made


def _literal(text: str) -> str:
    """A text that labels do not take for an expression."""
    return text.replace("[%", "[\u200b%")


def _format(text: Written, family: str) -> QgsTextFormat:
    font = QFont(family)
    font.setBold(text.bold)
    written = QgsTextFormat()
    written.setFont(font)
    written.setSize(text.size)
    written.setSizeUnit(Qgis.RenderUnit.Millimeters)
    written.setColor(QColor(text.color))
    return written


def _place(label: QgsLayoutItemLabel, text: Written, picture: QgsLayoutItemPicture) -> None:
    """Put the middle of a label where that of its text is."""
    width = text_width(text.text, text.size, bold=text.bold) * _SPARE
    along, above = _SIDES[text.anchor] * width / 2, _RISE * text.size
    shift = (-above, -along) if text.upward else (along, -above)
    corner = picture.pagePos()
    label.setReferencePoint(QgsLayoutItem.ReferencePoint.Middle)
    label.attemptResize(QgsLayoutSize(width, _HEIGHT * text.size))
    label.setItemRotation(270 if text.upward else 0, False)
    place = QgsLayoutPoint(corner.x() + text.x + shift[0], corner.y() + text.y + shift[1])
    label.attemptMove(place, True, False, picture.page())


def _raise_over(picture: QgsLayoutItemPicture, labels: Iterable[QgsLayoutItemLabel]) -> None:
    """Labels are added on top of everything, which is over their picture."""
    for label in labels:
        label.setZValue(max(label.zValue(), picture.zValue() + 1))
