# SPDX-License-Identifier: GPL-2.0-or-later
"""Filling the items of a layout with a sheet: texts, then places, then maps and their scales."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

from qgis.core import (
    QgsLayout,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
)

from ..core.crs import METROPOLE_CRS
from ..core.frames import TERRITORY, Frame
from ..core.i18n import tr
from ..core.svg import enlarged, size_of, without_texts
from . import chart_texts, layout_scale, legend
from . import layout_flow as flow
from . import layout_items as items
from .context import frame_rectangle
from .layout_flow import Box, Boxes
from .layout_texts import Texts
from .sheet import Drawing, Sheet
from .text_fit import Ruler

#: Smallest size of the rows of a legend, in points.
_LEGEND_FLOOR = 6.5
#: How much larger an inset of a part of the map must be, to be of any use.
_MAGNIFIED = 1.6
#: Steps in which the text of a key shrinks, in points.
_STEP = 0.5
#: Height of a row of a legend at its usual size, in mm.
_ROW = 5.0
_POINT = 25.4 / 72
#: Size in mm of the texts of a chart, on a page that has no other.
_TEXT = 2.5
#: How much larger a drawing says to be than it is printed.
_ENLARGED = 100
#: Free space around what a frame shows, as a share of its size.
_MARGINS = {flow.MAP: 1.02, "": 1.06}


def items_of(layout: QgsLayout) -> list[QgsLayoutItem]:
    """The items of a layout that have an identifier."""
    return [item for item in layout.items() if isinstance(item, QgsLayoutItem) and item.id()]


class PageFiller:
    """A layout being filled."""

    def __init__(self, layout: QgsPrintLayout, sheet: Sheet) -> None:
        self.layout, self.sheet = layout, sheet
        self.ruler = Ruler(layout)
        self.notes: list[str] = []
        self.items = {item.id(): item for item in items_of(layout)}
        self.zones: Boxes = {name: items.zone_of(item) for name, item in self.items.items() if name in _NAMES}
        self.frames = {_item_name(frame): frame for frame in sheet.frames if self._serves(frame)}
        self.visible: set[str] = set()
        self._key = ""

    def _serves(self, frame: Frame) -> bool:
        """Whether an inset that magnifies a part of the map is larger than the map on this page."""
        main, inset = self.zones.get(flow.MAP), self.zones.get(_item_name(frame))
        if not frame.magnifies or main is None or inset is None:
            return True
        return _scale(self.sheet.frames[0], main) > _MAGNIFIED * _scale(frame, inset)

    def label(self, name: str) -> QgsLayoutItemLabel | None:
        """The text of this identifier, if the page has it."""
        item = self.items.get(name)
        return item if isinstance(item, QgsLayoutItemLabel) else None

    def write_texts(self) -> None:
        """Write what the page says."""
        caption = self.sheet.caption
        texts = {
            "titre": caption.title,
            "sous_titre": caption.subtitle,
            "lecture": caption.reading,
            "champ": "\n".join(filter(None, (caption.coverage, *caption.notes))),
            "source": caption.source,
            "fond": caption.base,
            "credits": caption.credits,
        }
        texts |= {f"{name}_nom": frame.label for name, frame in self.frames.items()}
        for name, text in texts.items():
            label = self.label(name)
            if label is not None:
                items.set_text(label, text)

    def choose_visible(self) -> None:
        """Insets, pictures and texts that this page does not need are hidden, not lost."""
        for name, item in self.items.items():
            if name in _NAMES:
                items.show(item, self._is_needed(name, item))
                if item.isVisible():
                    self.visible.add(name)

    def _is_needed(self, name: str, item: QgsLayoutItem) -> bool:
        if name == "nord":
            return self.sheet.north
        if name == "logo":
            return isinstance(item, QgsLayoutItemPicture) and bool(item.picturePath())
        if name == flow.KEY:
            return self.sheet.key is not None
        if name in flow.CHARTS:
            return flow.CHARTS.index(name) < len(self.sheet.charts)
        if name.startswith("encart_"):
            return name.replace("_nom", "").replace("_echelle", "") in self.frames
        return bool(item.text()) if isinstance(item, QgsLayoutItemLabel) else True

    def arrange(self) -> None:
        """Place everything: first what depends on texts alone, then the legend, then what is around it."""
        self._make_room_for_logo()
        texts = Texts(self.items, self.zones, self.visible, self.ruler)
        heights = texts.fit()
        self.notes += texts.notes
        placed = flow.flow(self.zones, heights, self.visible)
        under = flow.under_legend(placed)
        placed |= self._size_legend(placed)
        charts = dict(zip(flow.CHARTS, self.sheet.charts))
        ratios = {
            name: (chart.ratio_at(placed[name].width, self._writing(chart)[1]), chart.least)
            for name, chart in charts.items()
            if name in self.visible
        }
        fitting = flow.place_charts(placed, self.visible, ratios, under)
        self._leave_out(set(ratios) - set(fitting))
        placed = flow.settle(placed | fitting, self.visible)
        placed[flow.LEGEND] = placed[flow.LEGEND].moved(down=-self._rise())
        for name, box in placed.items():
            items.place(self.items[name], box)
        for name in self.frames:
            if f"{name}_nom" in placed:
                texts.fit_width(f"{name}_nom", placed[f"{name}_nom"].width)
        for name in (*flow.CHARTS, flow.KEY):
            picture = self.items.get(name)
            if isinstance(picture, QgsLayoutItemPicture):
                chart_texts.remove_texts(picture)
        for name in fitting:
            self._draw(name, charts[name])
        if self.sheet.key is not None and flow.KEY in placed:
            self._draw(flow.KEY, self.sheet.key)

    def _leave_out(self, names: set[str]) -> None:
        for name in names:
            items.show(self.items[name], False)
            self.visible.discard(name)
        if flow.CHARTS[0] in names:
            self.notes.append(tr("The legend leaves no room for a chart on this page."))

    def _make_room_for_logo(self) -> None:
        if "logo" not in self.visible or "logo" not in self.zones:
            return
        logo = self.zones["logo"]
        for name in flow.HEADER:
            box = self.zones.get(name)
            if box is not None and box.meets(logo) and box.left < logo.left:
                self.zones[name] = flow.edges(box.left, box.top, logo.left - 4, box.bottom)

    def _rise(self) -> float:
        item = self.items[flow.LEGEND]
        return legend.rise(item) if isinstance(item, QgsLayoutItemLegend) else 0.0

    def _size_legend(self, placed: Boxes) -> Boxes:
        """Fill the legend, under its key if it has one, and find how much of its room it takes."""
        item = self.items[flow.LEGEND]
        if not isinstance(item, QgsLayoutItemLegend):
            return {}
        legend.fill(item, self.sheet.legend)
        sized: Boxes = {}
        wide, whole = placed[flow.LEGEND].width, flow.legend_room(placed, self.visible, 0.0)
        charts = flow.legend_room(
            placed, self.visible, sum(one.least * wide + 3 for one in self.sheet.charts)
        )
        for limit, size in self._trials(item, (charts.bottom, whole.bottom)):
            room = whole
            key = self._key_box(item, placed, whole, size)
            if key is not None:
                sized[flow.KEY] = key
                room = flow.edges(room.left, key.bottom + 2.0, room.right, room.bottom)
            room = flow.edges(room.left, room.top, room.right, limit)
            width, height, fits = legend.fit(item, room.width, room.height, size, self.ruler)
            if fits:
                break
        else:
            self.notes.append(tr("The legend is larger than its place on the page: choose a larger page."))
        if not width or not height:
            # The key says it all: there is no row left to print.
            items.show(item, False)
            self.visible.discard(flow.LEGEND)
            width = wide
        sized[flow.LEGEND] = Box(room.left, room.top, width, height)
        return sized

    def _trials(
        self, item: QgsLayoutItemLegend, limits: tuple[float, float]
    ) -> Iterator[tuple[float, float]]:
        """How far down the legend may go and the smallest size of its rows, from the best to the last resort.

        A key of circles takes the size of the rows: where they shrink, it does first.
        """
        key = self.sheet.key if flow.KEY in self.visible else None
        size = legend.nominal(item)
        steps = math.ceil(max(0.0, size - _LEGEND_FLOOR) / _STEP) if key is not None and key.own_size else 0
        sizes = [*(size - rank * _STEP for rank in range(steps)), min(size, _LEGEND_FLOOR)]
        return product(limits, sizes)

    def _key_box(self, item: QgsLayoutItemLegend, placed: Boxes, room: Box, size: float) -> Box | None:
        """Where the key is, over the legend, whose rows are of a size in points."""
        key = self.sheet.key if flow.KEY in self.visible else None
        if key is None:
            return None
        if key.own_size:
            self._key = key.draw(room.width, room.height, self._writing(key)[0], size * _POINT)
            width, height = size_of(self._key)
            return Box(room.left, room.top, width, height)
        wide, below = placed[flow.LEGEND].width, legend.count_rows(item) * _ROW + 4.0
        if flow.under_legend(placed):
            below += sum(one.least * wide + 3 for one in self.sheet.charts)
        height = min(wide * key.ratio, max(room.height - below, room.height * 0.42))
        return Box(room.left, room.top, min(wide, height * 2.5), height)

    def _draw(self, name: str, drawing: Drawing) -> None:
        item = self.items[name]
        if isinstance(item, QgsLayoutItemPicture):
            box, (family, size) = items.box_of(item), self._writing(drawing)
            # What has its own size is not drawn again in it: a line could just no longer hold.
            svg = self._key if drawing.own_size else drawing.draw(box.width, box.height, family, size)
            rest, texts = without_texts(svg)
            if items.set_svg(item, enlarged(rest, _ENLARGED)):
                chart_texts.write_texts(item, texts, family)

    def _writing(self, drawing: Drawing) -> tuple[str, float]:
        """Font of a drawing and size of its texts in mm: those of the notes, or of the legend."""
        label, item = self.label("source") or self.label("titre"), self.items[flow.LEGEND]
        if label is None:
            return "", _TEXT
        size = items.nominal_size(label)
        if drawing.own_size and isinstance(item, QgsLayoutItemLegend):
            size = legend.nominal(item)
        return label.textFormat().font().family(), size * _POINT

    def show_maps(self, theme: str) -> None:
        """Lock the frames to a map theme, show in each what it is for, and say at which scale."""
        for name, frame in self.frames.items():
            item = self.items.get(name)
            if not isinstance(item, QgsLayoutItemMap):
                continue
            item.setFollowVisibilityPreset(True)
            item.setFollowVisibilityPresetName(theme)
            if name == flow.MAP:
                items.outline(item, frame.key == TERRITORY and frame.crs == METROPOLE_CRS)
            extent = frame_rectangle(frame)
            extent.scale(_MARGINS.get(name, _MARGINS[""]))
            items.set_view(item, frame.crs, extent)
            bar = self.items.get("echelle" if name == flow.MAP else f"{name}_echelle")
            if isinstance(bar, QgsLayoutItemScaleBar):
                layout_scale.fill(bar, item, frame.label if name == flow.MAP else "")
        main, item = self.items.get(flow.MAP), self.items.get(flow.LEGEND)
        if isinstance(main, QgsLayoutItemMap):
            for name, frame in self.frames.items():
                inset = self.items.get(name)
                if frame.magnifies and isinstance(inset, QgsLayoutItemMap):
                    items.point_at(main, inset)
                    items.lead(main, inset, [self.items[name] for name in self.visible])
            self.layout.setReferenceMap(main)
            if isinstance(item, QgsLayoutItemLegend):
                item.setLinkedMap(main)
        for name, item in self.items.items():
            if name.endswith(items.LEADER) and name.removesuffix(items.LEADER) not in self.frames:
                items.show(item, False)


def _scale(frame: Frame, box: Box) -> float:
    """Metres in a mm of the page, for a frame shown in a box."""
    extent = frame_rectangle(frame)
    return float(max(extent.width() / box.width, extent.height() / box.height))


def _item_name(frame: Frame) -> str:
    return f"encart_{frame.key}" if frame.is_inset else flow.MAP


_INSET_NAMES = tuple(f"encart_{key}{suffix}" for key in flow.INSETS for suffix in ("", "_nom", "_echelle"))
_NAMES = frozenset(
    (
        *flow.HEADER,
        *flow.FOOTER,
        *flow.ATTACHED,
        *flow.CHARTS,
        *_INSET_NAMES,
        flow.LEGEND,
        flow.KEY,
        flow.MAP,
        "logo",
        "filet_haut",
        "filet_bas",
    )
)
