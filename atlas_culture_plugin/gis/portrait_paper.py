# SPDX-License-Identifier: GPL-2.0-or-later
"""The sheets of a portrait and what is put on them: texts, tables, drawings, maps, as native layout items.

Lengths in mm, sizes of texts in points. Main thread only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemManualTable,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsPrintLayout,
    QgsTableCell,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase

from ..core.colors import contrast, mix
from ..core.svg import Drawing, enlarged, without_texts
from . import chart_texts
from . import layout_items as items
from .layout_templates import default_font
from .text_fit import Ruler

#: Width, height and margins of a page: A4.
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 15.0
CONTENT = WIDTH - 2 * MARGIN
#: Where the content of a page may stand; the footer is below.
TOP, BOTTOM = 21.0, 281.5

INK, GREY, RULE = "#1e1e1e", "#5a5a5a", "#c8c8c8"
#: Blue of the State's graphic charter, when the settings give no colour.
MAIN = "#000091"
_FONT = "Open Sans"
_WHITE = "#ffffff"
#: Space around the texts of a table, in mm.
CELL_MARGIN = 0.7
#: Thickness of the lines between rows.
_GRID = 0.1
#: How many times larger a drawing says to be: QGIS takes its proportions in whole units.
_TIMES = 100

#: Share of a width that lines may take: letters are a little wider at some resolutions.
_SAFETY = 0.965
#: A width that no line reaches.
_ENDLESS = 10_000.0

_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Look:
    """Font and colours of a portrait."""

    family: str
    main: str

    @property
    def tint(self) -> str:
        """A very pale shade of the main colour, for grounds."""
        return mix(_WHITE, self.main, 0.08)

    @property
    def pale(self) -> str:
        """A pale shade of the main colour, for areas."""
        return mix(_WHITE, self.main, 0.22)

    @property
    def on_main(self) -> str:
        """Colour of a text over the main colour."""
        return _WHITE if contrast(_WHITE, self.main) >= contrast(INK, self.main) else INK


def look(color: str = "") -> Look:
    """The look of the settings: ``color`` is ``#rrggbb``, or anything else for the usual one."""
    family = _FONT if _FONT in QFontDatabase().families() else default_font()
    return Look(family, color if re.fullmatch("#[0-9a-fA-F]{6}", color) else MAIN)


@dataclass(frozen=True)
class Cell:
    """A cell of a table. ``span`` is the number of columns that it takes."""

    text: str
    side: str = "left"
    bold: bool = False
    color: str = INK
    span: int = 1


@dataclass
class Measures:
    """Texts that were measured, by text, width, size and weight: their heights, and their lines."""

    heights: dict[tuple[str, float, float, bool], float] = field(default_factory=dict)
    lines: dict[tuple[str, float, float, bool], str] = field(default_factory=dict)


class Paper:
    """The pages of a layout."""

    def __init__(self, layout: QgsPrintLayout, look: Look, known: Measures | None = None) -> None:
        """Start with the page that a layout has, turned into an A4 one.

        ``known`` keeps what was measured for the portraits of a batch: most of their texts are the same.
        """
        self.layout, self.look = layout, look
        self.ruler = Ruler(layout)
        self._known = Measures() if known is None else known
        self._grounds: list[tuple[QgsLayoutItemPicture, Drawing]] = []
        self._size(layout.pageCollection().page(0))
        self._lay_ground(0)

    def ensure(self, page: int) -> None:
        """Add pages up to this one."""
        while self.layout.pageCollection().pageCount() <= page:
            added = QgsLayoutItemPage(self.layout)
            self._size(added)
            self.layout.pageCollection().addPage(added)
            self._lay_ground(self.layout.pageCollection().pageCount() - 1)

    def _size(self, page: QgsLayoutItemPage) -> None:
        page.setPageSize(QgsLayoutSize(WIDTH, HEIGHT))

    def format(self, size: float, color: str = INK, *, bold: bool = False) -> QgsTextFormat:
        """A text format; sizes in points."""
        font = QFont(self.look.family)
        font.setBold(bold)
        written = QgsTextFormat()
        written.setFont(font)
        written.setSize(size)
        written.setSizeUnit(Qgis.RenderUnit.Points)
        written.setColor(QColor(color))
        return written

    def height(self, text: str, width: float, size: float, *, bold: bool = False) -> float:
        """Height of a text on the very lines that :meth:`wrapped` makes."""
        if not text:
            return 0.0
        key = (text, width, size, bold)
        if key not in self._known.heights:
            kind = self.format(size, bold=bold)
            lines = self.wrapped(text, width, size, bold=bold)
            self._known.heights[key] = self.ruler.height(lines, kind, _ENDLESS) + 0.3
        return self._known.heights[key]

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of a text on one line, at any resolution."""
        return self.ruler.width(text, self.format(size, bold=bold)) / _SAFETY

    def wrapped(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """A text with the line breaks that a width calls for, at any resolution."""
        key = (text, width, size, bold)
        if key not in self._known.lines:
            kind = self.format(size, bold=bold)
            whole = self.ruler.breakable(text, kind, width)
            paragraphs = (self.ruler.wrap(one, kind, width * _SAFETY) for one in whole.split("\n"))
            self._known.lines[key] = "\n".join(paragraphs)
        return self._known.lines[key]

    def text(
        self,
        page: int,
        box: tuple[float, float, float, float],
        text: str,
        size: float,
        *,
        color: str = INK,
        bold: bool = False,
        side: str = "left",
        name: str = "",
    ) -> QgsLayoutItemLabel:
        """Write a text in a box (left, top, width, height), from its top."""
        label = QgsLayoutItemLabel(self.layout)
        label.setMode(QgsLayoutItemLabel.Mode.ModeFont)
        # What looks like an expression is a text of the data.
        label.setText(self.wrapped(text, box[2], size, bold=bold).replace("[%", "[\u200b%"))
        label.setTextFormat(self.format(size, color, bold=bold))
        label.setMarginX(0)
        label.setMarginY(0)
        label.setHAlign(_SIDES[side])
        label.setVAlign(Qt.AlignmentFlag.AlignTop)
        self.put(label, page, box, name)
        return label

    def rectangle(self, page: int, box: tuple[float, float, float, float], color: str) -> None:
        """Fill a box under everything else, once :meth:`lay_grounds` is called."""
        self.ensure(page)
        self._grounds[page][1].rect(*box, color)

    def lay_grounds(self) -> None:
        """Draw the boxes of each page as one picture: an item each would take as long as all the texts."""
        for picture, drawing in self._grounds:
            items.set_svg(picture, enlarged(drawing.svg(), _TIMES))

    def _lay_ground(self, page: int) -> None:
        """Add the picture of the boxes of a page while nothing is on it, hence under everything."""
        picture = QgsLayoutItemPicture(self.layout)
        self._grounds.append((picture, Drawing(WIDTH, HEIGHT, self.look.family)))
        self.put(picture, page, (0, 0, WIDTH, HEIGHT), f"fond_{page + 1}")
        picture.setLocked(True)

    def drawing(self, page: int, left: float, top: float, svg: str, size: tuple[float, float]) -> None:
        """Show a drawing of ours, its texts written as labels over it."""
        bare, texts = without_texts(svg)
        picture = QgsLayoutItemPicture(self.layout)
        items.set_svg(picture, enlarged(bare, _TIMES))
        picture.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
        self.put(picture, page, (left, top, *size), f"dessin_{page}_{left:.0f}_{top:.0f}")
        chart_texts.write_texts(picture, texts, self.look.family)

    def picture(self, page: int, box: tuple[float, float, float, float], path: Path, name: str) -> None:
        """Show a picture file, as large as it can be in a box, on the right of it."""
        picture = QgsLayoutItemPicture(self.layout)
        formats = QgsLayoutItemPicture.Format
        is_svg = path.suffix.lower() == ".svg"
        picture.setPicturePath(str(path), formats.FormatSVG if is_svg else formats.FormatRaster)
        picture.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
        picture.setPictureAnchor(QgsLayoutItem.ReferencePoint.MiddleRight)
        self.put(picture, page, box, name)

    def table(
        self,
        page: int,
        left: float,
        top: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        heights: Sequence[float],
        size: float,
    ) -> None:
        """Draw a table; its first row is the header."""
        # Its constructor is closed to Python.
        table = QgsLayoutItemManualTable.create(self.layout)
        self.layout.addMultiFrame(table)
        table.setContentTextFormat(self.format(size))
        table.setCellMargin(CELL_MARGIN)
        table.setShowGrid(True)
        table.setVerticalGrid(False)
        table.setGridStrokeWidth(_GRID)
        table.setGridColor(QColor(RULE))
        table.setWrapBehavior(QgsLayoutTable.WrapBehavior.TruncateText)
        table.setTableContents([self._cells(row, rank == 0, size) for rank, row in enumerate(rows)])
        # QGIS adds the margins and the lines of the grid to what it is told.
        table.setColumnWidths([width - 2 * CELL_MARGIN for width in widths])
        table.setRowHeights([height - 2 * CELL_MARGIN - _GRID for height in heights])
        frame = QgsLayoutFrame(self.layout, table)
        frame.setFrameEnabled(False)
        table.addFrame(frame)
        self.put(frame, page, (left, top, sum(widths) + 0.2, sum(heights) + 2 * _GRID))

    def _cells(self, row: Sequence[Cell], is_header: bool, size: float) -> list[QgsTableCell]:
        return [made for cell in row for made in self._spanning(cell, is_header, size)]

    def _spanning(self, cell: Cell, is_header: bool, size: float) -> list[QgsTableCell]:
        color = self.look.on_main if is_header else cell.color
        made = QgsTableCell(cell.text)
        made.setTextFormat(self.format(size, color, bold=cell.bold or is_header))
        made.setHorizontalAlignment(_SIDES[cell.side])
        made.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
        if is_header:
            made.setBackgroundColor(QColor(self.look.main))
        if cell.span > 1:
            made.setSpan(1, cell.span)
        return [made, *(QgsTableCell("") for _rest in range(cell.span - 1))]

    def put(
        self, item: QgsLayoutItem, page: int, box: tuple[float, float, float, float], name: str = ""
    ) -> None:
        """Add an item to a page."""
        self.ensure(page)
        if item.scene() is None:
            self.layout.addLayoutItem(item)
        if name:
            item.setId(name)
        left, top, width, height = box
        item.attemptResize(QgsLayoutSize(width, height))
        item.attemptMove(QgsLayoutPoint(left, top), True, False, page)
