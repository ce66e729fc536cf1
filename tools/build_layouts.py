#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Build the page templates of ``resources/layouts`` from one grid, so that they look alike.

Run it with the Python of QGIS: ``python3 tools/build_layouts.py``. The result is the same on every run:
identifiers come from the names of the items, attributes are sorted.
"""

from __future__ import annotations

import os
import sys
import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "layouts"
FONT = "Open Sans"
INK, GREY, LINE, ACCENT = "#1e1e1e", "#555555", "#b5b5b5", "#29598f"
OVERSEAS = ("971", "972", "973", "974", "976")

#: What QGIS writes even when there is nothing to say.
EMPTY = ("data_defined_properties", "dataDefinedProperties", "dd_properties", "customproperties", "effect")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Page:
    """A grid: boxes (left, top, width, height) in mm, font sizes in points."""

    name: str
    size: tuple[float, float]
    margin: float
    fonts: dict[str, float]
    boxes: dict[str, Box]

    def scaled(self, name: str, factor: float, text: float) -> Page:
        """The same page, larger: everything by ``factor``, texts by ``text``."""
        boxes = {key: tuple(round(value * factor, 2) for value in box) for key, box in self.boxes.items()}
        fonts = {key: round(value * text, 1) for key, value in self.fonts.items()}
        width, height = (round(value * factor) for value in self.size)
        return Page(name, (width, height), self.margin * factor, fonts, boxes)


def header(page: tuple[float, float], margin: float, title: float, subtitle: float) -> dict[str, Box]:
    """The rule at the top, the title and what is under it, the logo at the right."""
    wide = page[0] - 2 * margin
    return {
        "filet_haut": (margin, margin - 2, wide, 0.8),
        "titre": (margin, margin + 0.8, wide, title),
        "sous_titre": (margin, margin + 0.8 + title, wide, subtitle),
        "logo": (page[0] - margin - 24, margin + 1, 24, title + subtitle - 1),
    }


def inset(key: str, box: Box, name: float = 4, scale: float = 4.6) -> dict[str, Box]:
    """Name, map and scale bar of an inset, from top to bottom."""
    left, top, width, height = box
    return {
        f"encart_{key}_nom": (left, top, width, name),
        f"encart_{key}": (left, top + name, width, height - name - scale),
        f"encart_{key}_echelle": (left, top + height - scale, width, scale),
    }


def column(left: float, top: float, width: float, height: float, gap: float) -> dict[str, Box]:
    """The five overseas insets, one above the other."""
    boxes: dict[str, Box] = {}
    step = (height + gap) / len(OVERSEAS)
    for rank, key in enumerate(OVERSEAS):
        boxes |= inset(key, (left, top + rank * step, width, step - gap))
    return boxes


def landscape() -> Page:
    """A4, overseas insets in the left column, legend and chart in the right one."""
    size, margin = (297.0, 210.0), 10.0
    boxes = header(size, margin, 8.5, 6)
    boxes |= column(10, 29, 36, 147, 2)
    boxes["carte"] = (50, 29, 155, 138)
    boxes["echelle"] = (50, 168, 80, 8)
    boxes["nord"] = (196, 167.5, 8, 8.5)
    boxes["legende"] = (209, 29, 78, 60)
    boxes["graphique"] = (209, 92, 78, 40)
    boxes["graphique_2"] = (209, 134, 78, 30)
    boxes |= inset("idf", (209, 134, 52, 42))
    boxes["filet_bas"] = (10, 178.2, 277, 0.2)
    boxes["lecture"] = (10, 180.5, 136, 9)
    boxes["champ"] = (10, 189.5, 136, 9)
    boxes["source"] = (151, 180.5, 136, 9)
    boxes["fond"] = (151, 189.5, 136, 5)
    boxes["credits"] = (151, 194.5, 136, 5)
    return Page("a4_paysage", size, margin, fonts(15, 9.5, 8, 7.5), boxes)


def portrait() -> Page:
    """A4, overseas insets at the left of the map, legend, chart and inner suburbs under it."""
    size, margin = (210.0, 297.0), 10.0
    boxes = header(size, margin, 8.5, 6)
    boxes |= column(10, 29, 32, 152, 2)
    boxes["carte"] = (45, 29, 155, 143)
    boxes["echelle"] = (45, 173, 80, 8)
    boxes["nord"] = (191, 172.5, 8, 8.5)
    boxes["legende"] = (10, 186, 66, 70)
    boxes["graphique"] = (80, 186, 64, 70)
    boxes["graphique_2"] = (150, 186, 50, 70)
    boxes |= inset("idf", (150, 186, 50, 70))
    boxes["filet_bas"] = (10, 259.2, 190, 0.2)
    boxes["lecture"] = (10, 261, 190, 8)
    boxes["champ"] = (10, 269, 190, 5)
    boxes["source"] = (10, 274, 190, 5)
    boxes["fond"] = (10, 279, 190, 4)
    boxes["credits"] = (10, 283, 190, 4)
    return Page("a4_portrait", size, margin, fonts(15, 9.5, 8, 7.5), boxes)


def slide() -> Page:
    """16:9, as wide as a slide of 13.33 inches: insets in two columns, everything larger."""
    size, margin = (338.67, 190.5), 12.0
    boxes = header(size, margin, 11, 7.5)
    cells = [*OVERSEAS, "idf"]
    for rank, key in enumerate(cells):
        boxes |= inset(key, (12 + 37 * (rank % 2), 34 + 42 * (rank // 2), 34, 40), 5, 5.4)
    boxes["carte"] = (90, 34, 148, 114)
    boxes["echelle"] = (90, 149, 90, 9)
    boxes["nord"] = (228, 148.5, 9, 9.5)
    boxes["legende"] = (242, 34, 84.67, 76)
    boxes["graphique"] = (242, 114, 84.67, 24)
    boxes["graphique_2"] = (242, 140, 84.67, 18)
    boxes["filet_bas"] = (12, 161.2, 314.67, 0.2)
    boxes["lecture"] = (12, 163, 186, 9)
    boxes["champ"] = (12, 172, 186, 8)
    boxes["source"] = (204, 163, 122.67, 8)
    boxes["fond"] = (204, 171, 122.67, 4.5)
    boxes["credits"] = (204, 175.5, 122.67, 4.5)
    return Page("diapo_16_9", size, margin, fonts(20, 12.5, 10, 8), boxes)


def fonts(title: float, subtitle: float, legend: float, note: float) -> dict[str, float]:
    """Sizes by role, in points."""
    return {"title": title, "subtitle": subtitle, "legend": legend, "note": note}


def main() -> int:
    """Write the five templates."""
    application = QgsApplication([], True)
    application.initQgis()
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = [portrait(), landscape(), slide()]
    pages.append(pages[0].scaled("a3_portrait", 2**0.5, 1.3))
    pages.append(pages[1].scaled("a3_paysage", 2**0.5, 1.3))
    for page in pages:
        save(build(page), FOLDER / f"{page.name}.qpt")
        sys.stdout.write(f"{page.name}.qpt\n")
    application.exitQgis()
    return 0


def build(page: Page) -> QgsPrintLayout:
    """Put the items of a page on its grid."""
    # The project outlives the layout, which dies with it.
    project = QgsProject.instance()
    layout = QgsPrintLayout(project)
    layout.setName(page.name)
    layout.initializeDefaults()
    layout.setUnits(QgsUnitTypes.LayoutUnit.LayoutMillimeters)
    layout.renderContext().setDpi(300)
    sheet: QgsLayoutItemPage = layout.pageCollection().page(0)
    sheet.setPageSize(QgsLayoutSize(*page.size))
    layout.pageCollection().setPageStyleSymbol(
        QgsFillSymbol.createSimple({"color": "#ffffff", "outline_style": "no"})
    )
    # The key of a bivariate map stands where the legend begins.
    for name, box in {**page.boxes, "cle": page.boxes["legende"]}.items():
        item = make(layout, page, name)
        item.setId(name)
        layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(box[0], box[1]))
        item.attemptResize(QgsLayoutSize(box[2], box[3]))
        item.setLocked(name.startswith("filet"))
    return layout


def make(layout: QgsPrintLayout, page: Page, name: str) -> QgsLayoutItem:
    """Make the item of this name."""
    if name.startswith("filet"):
        return rule(layout, ACCENT if name == "filet_haut" else LINE)
    if name == "carte" or (name.startswith("encart_") and name.count("_") == 1):
        return map_frame(layout, framed=name != "carte")
    if name.endswith("echelle"):
        return scale_bar(layout, page, main=name == "echelle")
    if name == "legende":
        return legend(layout, page)
    if name in ("graphique", "graphique_2", "nord", "logo", "cle"):
        return picture(layout, name)
    return label(layout, page, name)


def text_format(size: float, color: str, style: str = "Regular") -> QgsTextFormat:
    """A text of this size in points."""
    made = QgsTextFormat()
    font = QFont(FONT)
    font.setBold(style == "Bold")
    made.setFont(font)
    made.setNamedStyle(style)
    made.setSize(size)
    made.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    made.setColor(QColor(color))
    return made


def label(layout: QgsPrintLayout, page: Page, name: str) -> QgsLayoutItemLabel:
    """A text, without margins so that columns align."""
    made = QgsLayoutItemLabel(layout)
    role = {"titre": "title", "sous_titre": "subtitle"}.get(name, "note")
    strong = name == "titre" or name.endswith("_nom")
    color = {"titre": INK, "sous_titre": GREY}.get(name, INK if strong else GREY)
    made.setTextFormat(text_format(page.fonts[role], color, "Bold" if strong else "Regular"))
    made.setMarginX(0)
    made.setMarginY(0)
    made.setHAlign(Qt.AlignmentFlag.AlignLeft)
    made.setVAlign(Qt.AlignmentFlag.AlignTop)
    made.setText("")
    return made


def rule(layout: QgsPrintLayout, color: str) -> QgsLayoutItemShape:
    """A horizontal rule: a filled box, which no printer thins away."""
    made = QgsLayoutItemShape(layout)
    made.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    made.setSymbol(QgsFillSymbol.createSimple({"color": color, "outline_style": "no"}))
    return made


def map_frame(layout: QgsPrintLayout, framed: bool) -> QgsLayoutItemMap:
    """A map; insets have a hairline around them."""
    made = QgsLayoutItemMap(layout)
    made.setBackgroundEnabled(False)
    made.setFrameEnabled(framed)
    made.setFrameStrokeColor(QColor(LINE))
    made.setFrameStrokeWidth(QgsLayoutMeasurement(0.15))
    return made


def scale_bar(layout: QgsPrintLayout, page: Page, main: bool) -> QgsLayoutItemScaleBar:
    """A line with ticks, in kilometres."""
    made = QgsLayoutItemScaleBar(layout)
    made.setStyle("Line Ticks Up")
    made.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
    made.setUnitLabel("km")
    made.setMapUnitsPerScaleBarUnit(1)
    made.setNumberOfSegmentsLeft(0)
    made.setNumberOfSegments(2 if main else 1)
    made.setHeight(1.4 if main else 1.0)
    made.setLabelBarSpace(0.6)
    made.setBoxContentSpace(0.2)
    made.setTextFormat(text_format(page.fonts["note"], INK))
    line = QgsLineSymbol.createSimple({"color": INK, "width": "0.2", "capstyle": "square"})
    made.setLineSymbol(line)
    return made


def legend(layout: QgsPrintLayout, page: Page) -> QgsLayoutItemLegend:
    """A legend whose headings are bold, that fills its box from the top left."""
    made = QgsLayoutItemLegend(layout)
    made.setAutoUpdateModel(False)
    made.setResizeToContents(True)
    made.setBackgroundEnabled(False)
    made.setBoxSpace(0)
    size = page.fonts["legend"]
    made.setSymbolWidth(round(0.75 * size, 2))
    made.setSymbolHeight(round(0.4 * size, 2))
    styles = {
        QgsLegendStyle.Style.Title: ("Bold", size + 1),
        QgsLegendStyle.Style.Group: ("Bold", size),
        QgsLegendStyle.Style.Subgroup: ("Bold", size),
        QgsLegendStyle.Style.SymbolLabel: ("Regular", size),
    }
    for kind, (style, points) in styles.items():
        changed = made.style(kind)
        changed.setTextFormat(text_format(points, INK, style))
        made.setStyle(kind, changed)
    spaces = (
        (QgsLegendStyle.Style.Title, QgsLegendStyle.Side.Bottom, 1.5),
        (QgsLegendStyle.Style.Subgroup, QgsLegendStyle.Side.Top, 0.3 * size),
        (QgsLegendStyle.Style.Subgroup, QgsLegendStyle.Side.Bottom, 0.15 * size),
        (QgsLegendStyle.Style.Symbol, QgsLegendStyle.Side.Top, 0.15 * size),
        (QgsLegendStyle.Style.SymbolLabel, QgsLegendStyle.Side.Left, 0.25 * size),
    )
    for kind, side, space in spaces:
        changed = made.style(kind)
        changed.setMargin(side, space)
        made.setStyle(kind, changed)
    return made


def picture(layout: QgsPrintLayout, name: str) -> QgsLayoutItemPicture:
    """A chart, the north arrow or the logo."""
    made = QgsLayoutItemPicture(layout)
    made.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
    anchors = {
        "graphique": QgsLayoutItem.ReferencePoint.UpperLeft,
        "graphique_2": QgsLayoutItem.ReferencePoint.UpperLeft,
        "cle": QgsLayoutItem.ReferencePoint.UpperLeft,
        "logo": QgsLayoutItem.ReferencePoint.UpperRight,
    }
    made.setPictureAnchor(anchors.get(name, QgsLayoutItem.ReferencePoint.Middle))
    if name == "nord":
        made.setPicturePath(NORTH, QgsLayoutItemPicture.Format.FormatSVG)
    made.setVisibility(name == "graphique")
    return made


def _north() -> str:
    """A plain north arrow, inside the template: no file to lose."""
    import base64

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="17" viewBox="0 0 16 17">'
        f'<path d="M8 5.5 L11.5 16 L8 13.8 L4.5 16 Z" fill="{INK}"/>'
        f'<path d="M6.3 4.6 V0.4 H7.3 L9 3 V0.4 H9.9 V4.6 H8.9 L7.2 2 V4.6 Z" fill="{INK}"/></svg>'
    )
    return "base64:" + base64.b64encode(svg.encode()).decode()


NORTH = _north()


def save(layout: QgsPrintLayout, path: Path) -> None:
    """Write a template that does not change from one run to the next."""
    if not layout.saveAsTemplate(str(path), QgsReadWriteContext()):
        raise SystemExit(f"{path} cannot be written")
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    for parent in list(root.iter()):
        # Nothing is data-defined here: hundreds of lines that say so would hide the rest.
        for child in [one for one in parent if one.tag in EMPTY]:
            parent.remove(child)
    for element in root.iter():
        if "uuid" in element.attrib:
            identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{path.stem}/{element.get('id')}"))
            for key in ("uuid", "templateUuid"):
                if key in element.attrib:
                    element.set(key, f"{{{identifier}}}")
        if "fontFamily" in element.attrib:
            element.set("fontFamily", FONT)
        for key in ("mapUuid", "linkedMap", "followPresetName", "worldFileMap"):
            if key in element.attrib:
                element.set(key, "")
        if element.tag == "layer" and "id" in element.attrib:
            element.set("id", "")
        ordered = dict(sorted(element.attrib.items()))
        element.attrib.clear()
        element.attrib.update(ordered)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
