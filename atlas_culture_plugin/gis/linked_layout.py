# SPDX-License-Identifier: GPL-2.0-or-later
"""A printed page of two to four linked maps: side by side, at one scale, with the keys that they share.

It is made from any page template: the map, its scale bar, the name of an inset, the legend and the key are
repeated, and the insets and charts give them their room. Main thread only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QUuid
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ..core.comparison.linked_captions import page_texts
from ..core.i18n import tr
from ..core.svg import size_of
from . import layout_flow as flow
from . import layout_items as items
from . import layout_scale, layouts, legend, linked_legend
from .layout_flow import Box
from .layout_page import PageFiller, items_of
from .layout_templates import TemplateInfo
from .layout_texts import Texts
from .linked_grid import Margins, map_box, places
from .linked_legend import Key
from .linked_maps import Added, BuiltMaps, add_to_project, numbered, one_scale, remove_from_project
from .sheet import Drawing, Sheet

#: An inset's name is what a template has that is most like the title of one of several maps.
_NAME = "encart_971_nom"
_SCALE = "echelle"
#: Share of the body that the keys take at most, in width.
_KEYS = 0.24
#: Lines that the title of a map may take, and how much smaller it may become before it is cut.
_LINES, _FLOOR = 3, 0.85
#: Free space around what a map shows, as a share of its size.
_MARGIN = 1.04
_LEGEND_FLOOR = 6.0
_GAP = 2.0


@dataclass(frozen=True)
class Look:
    """Where one of the maps looks: an extent in a CRS."""

    crs: str
    extent: QgsRectangle


def linked_layout(
    project: QgsProject,
    maps: BuiltMaps,
    template: TemplateInfo,
    looks: Sequence[Look] = (),
    title: str = "",
) -> QgsPrintLayout:
    """Add linked maps and the page that shows them to a project.

    Args:
        project: the project.
        maps: the maps.
        template: what the page looks like.
        looks: where each map looks; the territory of each when there is none.
        title: the user's own title.

    Raises:
        StyleError: the template cannot be used; the project is as it was.
        StorageError: a file of the maps disappeared.
    """
    added = add_to_project(project, maps)
    try:
        layout = _layout(project, maps, added, template, looks or _territories(maps), title)
    except Exception:
        remove_from_project(project, added)
        raise
    project.layoutManager().addLayout(layout)
    return layout


def _territories(maps: BuiltMaps) -> tuple[Look, ...]:
    return tuple(Look(view.frame.crs, view.rectangle) for view in maps.views)


def _layout(
    project: QgsProject,
    maps: BuiltMaps,
    added: Added,
    template: TemplateInfo,
    looks: Sequence[Look],
    title: str,
) -> QgsPrintLayout:
    prepared = [view.prepared for view in maps.views]
    hidden = any(view.hides_overseas for view in maps.views)
    said = [tr("The overseas territories count in the classes but are not drawn.")] if hidden else []
    caption = page_texts(maps.linked, prepared, [view.caption for view in maps.views], title, said)
    keys = linked_legend.keys_of(maps.linked, prepared, [one.main for one in added.layers])
    layout, notes = layouts.loaded(project, template, caption.title, _repeat(len(looks), len(keys)))
    items.mark(layout, "template", template.name)
    items.mark(layout, "template_notes", "\n".join(notes))
    shown = tuple(layer for one in added.layers for layer in one.ordered)
    page = _Filler(layout, Sheet(caption.title, caption, shown, (), ()))
    texts = [view.view.title if title.strip() else view.view.short_title for view in maps.views]
    page.fill([numbered(rank, text) for rank, text in enumerate(texts)], looks, added.themes, keys)
    items.mark(layout, "notes", "\n".join(page.notes))
    return layout


def nth(name: str, rank: int) -> str:
    """Identifier of an item that is repeated: the first one keeps its own."""
    return f"{name}_{rank + 1}" if rank else name


def _repeat(maps: int, keys: int) -> Callable[[QDomDocument], None]:
    """Return what repeats the items of a template for so many maps and keys."""

    def change(document: QDomDocument) -> None:
        root = document.documentElement()
        found = _items(root)
        name = _NAME if _NAME in found else "source"
        for rank in range(maps):
            # Before the item that it is made from is taken away, or changed.
            _copy(root, found[name], nth("carte_nom", rank))
        for rank in range(1, maps):
            for original in (flow.MAP, _SCALE):
                if original in found:
                    _copy(root, found[original], nth(original, rank))
        for rank in range(1, keys):
            for original in (flow.LEGEND, flow.KEY):
                if original in found:
                    _copy(root, found[original], nth(original, rank))

    return change


def _items(root: QDomElement) -> dict[str, QDomElement]:
    found: dict[str, QDomElement] = {}
    element = root.firstChildElement("LayoutItem")
    while not element.isNull():
        found[element.attribute("id")] = element
        element = element.nextSiblingElement("LayoutItem")
    return found


def _copy(root: QDomElement, element: QDomElement, name: str) -> None:
    copy = element.cloneNode(True).toElement()
    copy.setAttribute("id", name)
    for attribute in ("uuid", "templateUuid"):
        copy.setAttribute(attribute, QUuid.createUuid().toString())
    root.appendChild(copy)


class _Filler(PageFiller):
    """A layout of several maps being filled."""

    def __init__(self, layout: QgsPrintLayout, sheet: Sheet) -> None:
        super().__init__(layout, sheet)
        texts = (*flow.HEADER, *flow.FOOTER, "logo", "filet_haut", "filet_bas")
        boxes = [box for name, box in self.zones.items() if name not in texts]
        legends = self.zones[flow.LEGEND]
        self.body = flow.edges(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )
        self.column = min(legends.width, _KEYS * self.body.width)
        self.zones = {name: box for name, box in self.zones.items() if name in texts}

    def fill(
        self, titles: Sequence[str], looks: Sequence[Look], themes: Sequence[str], keys: Sequence[Key]
    ) -> None:
        """Write, place and show everything."""
        self._drop()
        self.write_texts()
        self.choose_visible()
        self._make_room_for_logo()
        body = self._place_texts()
        column = self._show_maps(body, titles, looks, themes, len(keys))
        self._show_keys(column, keys)

    def _drop(self) -> None:
        """Take away the items of the template that such a page has not."""
        repeated = ("carte", "carte_nom", _SCALE, flow.LEGEND, flow.KEY)
        kept = {nth(name, rank) for name in repeated for rank in range(8)}
        for item in items_of(self.layout):
            if item.id().startswith(("encart_", "graphique")) or item.id() == "nord":
                self._remove(item)
        self.visible |= kept & set(self.items)

    def _remove(self, item: QgsLayoutItem) -> None:
        """Take an item away from the page."""
        self.items.pop(item.id(), None)
        self.layout.removeLayoutItem(item)

    def _place_texts(self) -> Box:
        """Place the header and the notes; return what they leave to the maps and to the keys."""
        self.zones[flow.MAP] = self.body
        texts = Texts(self.items, self.zones, self.visible, self.ruler)
        placed = flow.flow(self.zones, texts.fit(), self.visible)
        self.notes += texts.notes
        for name, box in placed.items():
            if name != flow.MAP:
                items.place(self.items[name], box)
        return placed[flow.MAP]

    def _show_maps(
        self, body: Box, titles: Sequence[str], looks: Sequence[Look], themes: Sequence[str], keys: int
    ) -> Box:
        """Place the maps with their titles and scales; return the room of the keys."""
        shapes = [look.extent.height() / max(look.extent.width(), 1e-9) for look in looks]
        under = 7.0 if _SCALE in self.items else 0.0
        first = places(body, self.column, shapes, Margins(8.0, under), keys)
        over = max(self._write_title(rank, title, first.cells[rank]) for rank, title in enumerate(titles))
        margins = Margins(over + 1.0, under)
        found = places(body, self.column, shapes, margins, keys)
        boxes = [map_box(cell, margins) for cell in found.cells]
        for rank, (extent, look) in enumerate(zip(_at_one_scale(looks, boxes), looks)):
            self._show_map(rank, found.cells[rank], boxes[rank], Look(look.crs, extent), themes[rank])
        return found.keys

    def _write_title(self, rank: int, text: str, cell: Box) -> float:
        """Write the title of a map in the width of its cell; return its height."""
        label = self.label(nth("carte_nom", rank))
        if label is None:
            return 0.0
        text_format = label.textFormat()
        size = text_format.size()
        line = self.ruler.height("Ép", text_format, 1000.0)
        fitted = self.ruler.fit(text, text_format, cell.width, _LINES * line * 1.02, size * _FLOOR)
        label.setMode(QgsLayoutItemLabel.Mode.ModeFont)
        items.set_text(label, fitted.text)
        items.set_font_size(label, fitted.size)
        items.place(label, Box(cell.left, cell.top, cell.width, fitted.height + 0.5))
        return fitted.height + 0.5

    def _show_map(self, rank: int, cell: Box, box: Box, look: Look, theme: str) -> None:
        frame, bar = self.items[nth(flow.MAP, rank)], self.items.get(nth(_SCALE, rank))
        label = self.label(nth("carte_nom", rank))
        if label is not None:
            # The titles of a row are all as high: each lies on its map.
            height = items.box_of(label).height
            items.place(label, Box(cell.left, box.top - height - 1.0, cell.width, height))
        items.place(frame, box)
        if isinstance(frame, QgsLayoutItemMap):
            frame.setFollowVisibilityPreset(True)
            frame.setFollowVisibilityPresetName(theme)
            frame.setFrameEnabled(True)
            items.set_view(frame, look.crs, look.extent)
            if isinstance(bar, QgsLayoutItemScaleBar):
                items.place(bar, Box(box.left, box.bottom + 0.8, box.width / 2, 5.0))
                layout_scale.fill(bar, frame, "")
            if rank == 0:
                self.layout.setReferenceMap(frame)

    def _show_keys(self, column: Box, keys: Sequence[Key]) -> None:
        """The keys one under the other; what is left to those that follow is what each must leave."""
        top = column.top
        for rank, key in enumerate(keys):
            share = (column.bottom - top) / (len(keys) - rank)
            top = self._show_key(rank, key, Box(column.left, top, column.width, share)) + 2 * _GAP
        if top - 2 * _GAP > column.bottom + 0.5:
            self.notes.append(tr("The legend is larger than its place on the page: choose a larger page."))

    def _show_key(self, rank: int, key: Key, room: Box) -> float:
        """Draw a key and write its rows; return where they end."""
        picture, item = self.items.get(nth(flow.KEY, rank)), self.items[nth(flow.LEGEND, rank)]
        drawing, top = key.drawing, room.top
        if picture is not None and drawing is None:
            self._remove(picture)
        is_square = drawing is not None and not drawing.own_size
        if is_square:
            # Its maps are named over it.
            top = self._write_rows(item, key, flow.edges(room.left, top, room.right, room.bottom))
        if drawing is not None and isinstance(picture, QgsLayoutItemPicture):
            rest = flow.edges(room.left, top, room.right, room.bottom)
            top = self._draw_key(picture.id(), drawing, rest) + _GAP
        if is_square:
            return top
        return self._write_rows(item, key, flow.edges(room.left, top, room.right, room.bottom))

    def _write_rows(self, item: QgsLayoutItem, key: Key, room: Box) -> float:
        """Write the rows of a key; return where they end."""
        if not isinstance(item, QgsLayoutItemLegend):
            return room.top
        has_rows = linked_legend.fill(item, key)
        # The first one says in which size drawings are written, even without a row.
        item.setVisibility(has_rows)
        if not has_rows:
            return room.top - _GAP
        frame = self.items[nth(flow.MAP, key.views[0])]
        if isinstance(frame, QgsLayoutItemMap):
            item.setLinkedMap(frame)
        most = max(room.height, 10.0)
        width, height, _fits = legend.fit(item, room.width, most, _LEGEND_FLOOR, self.ruler)
        items.place(item, Box(room.left, room.top - legend.rise(item), width, height))
        return room.top + height

    def _draw_key(self, name: str, drawing: Drawing, room: Box) -> float:
        """Draw a key at its own size, or as a square as wide as its room; return where it ends."""
        if drawing.own_size:
            self._key = drawing.draw(room.width, room.height, *self._writing(drawing))
            width, height = size_of(self._key)
        else:
            width = min(room.width, room.height * 0.7)
            height = width * drawing.ratio
        items.place(self.items[name], Box(room.left, room.top, width, height))
        self._draw(name, drawing)
        return room.top + height


def _at_one_scale(looks: Sequence[Look], boxes: Sequence[Box]) -> list[QgsRectangle]:
    """What each frame shows: all at the smallest of the scales that suit them, unless they differ much."""
    needed = [
        max(look.extent.width() / box.width, look.extent.height() / box.height) * _MARGIN
        for look, box in zip(looks, boxes)
    ]
    if one_scale(needed):
        needed = [max(needed)] * len(needed)
    found = []
    for look, box, scale in zip(looks, boxes, needed):
        centre = look.extent.center()
        wide, high = box.width * scale / 2, box.height * scale / 2
        found.append(QgsRectangle(centre.x() - wide, centre.y() - high, centre.x() + wide, centre.y() + high))
    return found


def map_items(layout: QgsPrintLayout) -> list[QgsLayoutItem]:
    """The map frames of a page, in the order of the maps."""
    found = {item.id(): item for item in items_of(layout)}
    return [found[name] for rank in range(4) if (name := nth(flow.MAP, rank)) in found]
