# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts of a page at the size with which they hold in their place."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsLayoutItem, QgsLayoutItemLabel

from ..core.i18n import tr
from . import layout_flow as flow
from . import layout_items as items
from .layout_flow import Boxes
from .text_fit import Ruler

#: Share of its usual size to which the title and the notes are shrunk before they are cut.
TITLE_FLOOR, NOTE_FLOOR = 0.7, 0.93
#: Share to which a title is shrunk to stay on one line.
LINE_FLOOR = 0.9
#: Lines that the title and the subtitle may take at their smallest.
MOST_LINES = {"titre": 4, "sous_titre": 3}
#: Notes that may be long, and are cut first; a source is never.
_LONG = ("lecture", "champ")
#: Space under each note, in mm.
_LEADING = 0.8
_POINT = 25.4 / 72
#: Share of its width in which a line holds at whatever resolution it is printed.
_ONE_LINE = 0.93
#: Height of a line over the size of its text, with room for the tallest fonts.
_LINE = 1.45


class Texts:
    """Fits the labels of a page, and notes those that had to be cut."""

    def __init__(
        self, present: dict[str, QgsLayoutItem], zones: Boxes, visible: set[str], ruler: Ruler
    ) -> None:
        labels = {name: present[name] for name in visible if name in zones}
        self._labels = {name: one for name, one in labels.items() if isinstance(one, QgsLayoutItemLabel)}
        self._zones, self._ruler = zones, ruler
        self.notes: list[str] = []

    def fit(self) -> dict[str, float]:
        """Give every label its size; return the height of those that move what lies around them."""
        heights: dict[str, float] = {}
        header, columns = flow.header_of(self._zones), flow.footer_columns(self._zones)
        for name in header:
            limit = MOST_LINES[name] * self._size(name) * TITLE_FLOOR * _POINT * _LINE
            # One line, if it takes no more than a slightly smaller text.
            alone = self._size(name) * _POINT * _LINE
            heights[name] = self._fit_line(name, alone) or self._fit(name, limit, TITLE_FLOOR)
        room = flow.footer_room(self._zones, sum(heights.values()))
        for column in columns:
            heights |= self._fit_column(column, room)
        for name in (*flow.HEADER, *flow.FOOTER):
            if name in self._labels and name not in heights:
                self._fit(name, self._zones[name].height, NOTE_FLOOR)
        return heights

    def fit_width(self, name: str, width: float) -> None:
        """Shrink a label until it holds on one line."""
        label = self._labels.get(name)
        if label is None:
            return
        text_format, size = label.textFormat(), self._size(name)
        text_format.setSize(size)
        needed = self._ruler.width(label.text(), text_format)
        items.set_font_size(label, size * min(1.0, _ONE_LINE * width / max(needed, 0.1)))

    def _size(self, name: str) -> float:
        label = self._labels.get(name)
        return 0.0 if label is None else items.nominal_size(label)

    def _fit(self, name: str, limit: float, floor: float) -> float:
        """Shrink a text, then cut it, until it holds in a height; return the height that it takes."""
        label = self._labels.get(name)
        if label is None:
            return 0.0
        text_format, size = label.textFormat(), self._size(name)
        text_format.setSize(size)
        fitted = self._ruler.fit(label.text(), text_format, self._zones[name].width, limit, size * floor)
        items.set_font_size(label, fitted.size)
        if fitted.text != label.text():
            items.set_text(label, fitted.text)
        if fitted.cut:
            sentence = tr("A text is too long for the page and was cut: “{text}”.")
            self.notes.append(sentence.format(text=fitted.text))
        return fitted.height

    def _fit_line(self, name: str, limit: float) -> float:
        """Height of a text that holds on one line at nearly its size, else 0."""
        label = self._labels.get(name)
        if label is None:
            return 0.0
        text_format, size = label.textFormat(), self._size(name)
        text_format.setSize(size)
        fitted = self._ruler.fit(label.text(), text_format, self._zones[name].width, limit, size * LINE_FLOOR)
        if fitted.cut:
            return 0.0
        items.set_font_size(label, fitted.size)
        return fitted.height

    def _fit_column(self, column: Sequence[str], room: float) -> dict[str, float]:
        """Notes of a column: all at one size; the longest are cut when they do not hold together."""
        heights = self._heights(column, 1.0)
        if sum(heights.values()) > room:
            heights = self._heights(column, NOTE_FLOOR)
        if sum(heights.values()) > room:
            long = [name for name in column if name in _LONG] or list(column)
            free = room - sum(height for name, height in heights.items() if name not in long)
            for rank, name in enumerate(sorted(long, key=lambda one: heights[one])):
                limit = max(4.0, free / (len(long) - rank))
                heights[name] = self._fit(name, limit, NOTE_FLOOR)
                free -= heights[name]
        return heights

    def _heights(self, column: Sequence[str], share: float) -> dict[str, float]:
        heights = dict.fromkeys(column, 0.0)
        for name in column:
            label = self._labels.get(name)
            if label is not None:
                items.set_font_size(label, self._size(name) * share)
                width = self._zones[name].width
                heights[name] = self._ruler.height(label.text(), label.textFormat(), width) + _LEADING
        return heights
