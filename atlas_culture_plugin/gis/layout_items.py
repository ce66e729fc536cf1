# SPDX-License-Identifier: GPL-2.0-or-later
"""Items of a layout: filled by us, edited by the user, filled again without losing an edit.

What we write in an item (a text, a place, an extent) is also noted in its custom properties. A later
refresh replaces it only where the item still says the same: anything else is the user's, and stays.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayout,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemMapOverview,
    QgsLayoutItemPicture,
    QgsLayoutItemPolyline,
    QgsLayoutItemScaleBar,
    QgsLayoutObject,
    QgsLineSymbol,
    QgsPointXY,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QLineF, QPointF, QRectF
from qgis.PyQt.QtGui import QPolygonF

from .layout_flow import Box

PREFIX = "atlas_culture/"
#: End of the identifier of the line that leads to an inset.
LEADER = "_renvoi"
#: Distances under which an item was not moved, in mm: a project file rounds.
_NEAR = 0.02
#: Lines may touch the edge of an item, in mm.
_EDGE = 0.2


def mark(owner: QgsLayoutObject | QgsLayout, name: str, value: str) -> None:
    """Note what we wrote in an item or in a layout."""
    owner.setCustomProperty(PREFIX + name, value)


def marked(owner: QgsLayoutObject | QgsLayout, name: str) -> str | None:
    """What we noted, ``None`` when we wrote nothing yet."""
    value = owner.customProperty(PREFIX + name)
    return None if value is None else str(value)


def is_ours(owner: QgsLayoutObject, name: str, current: str) -> bool:
    """Whether what an item shows is still what we wrote, or what its template said."""
    before = marked(owner, name)
    return before is None or before == current


def box_of(item: QgsLayoutItem) -> Box:
    """Where an item lies on the page, in mm."""
    position, size = item.pagePos(), item.rect()
    return Box(position.x(), position.y(), size.width(), size.height())


def zone_of(item: QgsLayoutItem) -> Box:
    """Where its template puts an item; noted the first time that it is asked."""
    text = marked(item, "zone")
    if text is None:
        text = _write(box_of(item))
        mark(item, "zone", text)
    return _read(text)


def is_placed_by_us(item: QgsLayoutItem) -> bool:
    """Whether the user neither moved nor resized an item since we placed it."""
    before = marked(item, "placed")
    if before is None:
        return True
    then, now = _read(before).values, box_of(item).values
    # Legends and scale bars size themselves: only their place tells.
    count = 2 if isinstance(item, (QgsLayoutItemLegend, QgsLayoutItemScaleBar)) else 4
    return all(abs(a - b) < _NEAR for a, b in zip(then[:count], now[:count]))


def place(item: QgsLayoutItem, box: Box) -> None:
    """Put an item somewhere on the page, unless the user chose its place."""
    if not is_placed_by_us(item):
        return
    corner = item.pos() - item.pagePos()
    item.attemptSetSceneRect(QRectF(corner.x() + box.left, corner.y() + box.top, box.width, box.height))
    mark(item, "placed", _write(box_of(item)))


def show(item: QgsLayoutItem, visible: bool) -> None:
    """Show or hide an item, unless the user did."""
    if is_ours(item, "visible", _flag(item.isVisible())):
        item.setVisibility(visible)
        mark(item, "visible", _flag(visible))


def set_text(label: QgsLayoutItemLabel, text: str) -> None:
    """Write a text, unless the user wrote their own."""
    if is_ours(label, "text", label.text()):
        label.setText(text)
        mark(label, "text", text)


def set_font_size(label: QgsLayoutItemLabel, size: float) -> None:
    """Set the size of a text in points, unless the user set it."""
    changed = label.textFormat()
    if is_ours(label, "size", f"{changed.size():g}"):
        changed.setSize(size)
        label.setTextFormat(changed)
        mark(label, "size", f"{size:g}")


def nominal_size(label: QgsLayoutItemLabel) -> float:
    """Size that the template gives to a text, or the one that the user set since."""
    size = float(label.textFormat().size())
    if marked(label, "nominal") is None:
        mark(label, "nominal", f"{size:g}")
    if not is_ours(label, "size", f"{size:g}"):
        return size
    return float(marked(label, "nominal") or size)


def set_svg(picture: QgsLayoutItemPicture, svg: str) -> bool:
    """Show a drawing, kept in the layout itself and printed as vectors; false if the user chose another."""
    if not is_ours(picture, "picture", _digest(picture.picturePath())):
        return False
    path = "base64:" + base64.b64encode(svg.encode()).decode() if svg else ""
    # Its kind is told: QGIS would paint one that it has to guess as an image.
    picture.setPicturePath(path, QgsLayoutItemPicture.Format.FormatSVG)
    mark(picture, "picture", _digest(path))
    return True


def set_view(frame: QgsLayoutItemMap, crs: str, extent: QgsRectangle) -> None:
    """Show an extent in a CRS, unless the user moved the map; one in another CRS means nothing any more."""
    system = QgsCoordinateReferenceSystem(crs)
    if frame.crs() == system and not is_ours(frame, "view", _view(frame)):
        return
    frame.setCrs(system)
    frame.zoomToExtent(extent)
    mark(frame, "view", _view(frame))


def outline(frame: QgsLayoutItemMap, wanted: bool) -> None:
    """Draw a line around a map, or not; unless the user chose."""
    if is_ours(frame, "frame", _flag(frame.frameEnabled())):
        frame.setFrameEnabled(wanted)
        mark(frame, "frame", _flag(wanted))


def point_at(main: QgsLayoutItemMap, inset: QgsLayoutItemMap) -> None:
    """Show on the main map what an inset shows larger; once, for the user may not want it."""
    if marked(main, "overview") is not None:
        return
    overview = QgsLayoutItemMapOverview(inset.id(), main)
    overview.setLinkedMap(inset)
    line = {"style": "no", "outline_color": "#1e1e1e", "outline_width": "0.25", "joinstyle": "miter"}
    overview.setFrameSymbol(QgsFillSymbol.createSimple(line))
    main.overviews().addOverview(overview)
    mark(main, "overview", inset.id())


def lead(main: QgsLayoutItemMap, inset: QgsLayoutItemMap, others: Iterable[QgsLayoutItem]) -> None:
    """Draw a thin line from what an inset shows larger to the inset, unless the user removed or moved it.

    Both are in the same CRS. The line joins their nearest corners between which it crosses none of
    ``others``; without any, there is no line.
    """
    name = inset.id() + LEADER
    former = main.layout().itemById(name)
    if marked(main, "leader") == name and not (former is not None and is_placed_by_us(former)):
        return
    if former is not None:
        main.layout().removeLayoutItem(former)
    ends = _free_line(main, inset, [one for one in others if one not in (main, inset, former)])
    mark(main, "leader", name if ends else "")
    if not ends:
        return
    line = QgsLayoutItemPolyline(QPolygonF(ends), main.layout())
    line.setId(name)
    line.setSymbol(QgsLineSymbol.createSimple({"line_color": "#4d4d4d", "line_width": "0.12"}))
    main.layout().addLayoutItem(line)
    mark(line, "placed", _write(box_of(line)))


def _free_line(
    main: QgsLayoutItemMap, inset: QgsLayoutItemMap, others: Iterable[QgsLayoutItem]
) -> list[QPointF]:
    """Both ends of the shortest line from corner to corner that crosses nothing; empty without any."""
    extent = inset.extent()
    corners = [(extent.xMinimum(), extent.yMinimum()), (extent.xMaximum(), extent.yMaximum())]
    shown = QRectF(*(main.mapToScene(main.mapToItemCoords(QPointF(*one))) for one in corners)).normalized()
    larger = inset.mapRectToScene(inset.rect())
    boxes = [one.mapRectToScene(one.rect()) for one in others]
    walls = [QgsGeometry.fromRect(QgsRectangle(box.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))) for box in boxes]
    pairs = [[start, end] for start in _corners(shown) for end in _corners(larger)]
    for pair in sorted(pairs, key=lambda pair: QLineF(*pair).length()):
        line = QgsGeometry.fromPolylineXY([QgsPointXY(point) for point in pair])
        if not any(line.intersects(wall) for wall in walls):
            return pair
    return []


def _corners(box: QRectF) -> tuple[QPointF, ...]:
    return box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()


def _view(frame: QgsLayoutItemMap) -> str:
    extent = frame.extent()
    corners = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    return f"{frame.crs().authid()} " + " ".join(f"{value:.5g}" for value in corners)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


def _flag(value: bool) -> str:
    return "1" if value else "0"


def _write(box: Box) -> str:
    return " ".join(f"{value:.3f}" for value in box.values)


def _read(text: str) -> Box:
    return Box(*(float(value) for value in text.split()))
