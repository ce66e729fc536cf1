# SPDX-License-Identifier: GPL-2.0-or-later
"""Print layouts of a project: made from a page template, filled, filled again without losing an edit.

Main thread only. What a page says comes as a :class:`Sheet`; how it looks comes from the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from qgis.core import (
    QgsLayout,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsMapLayer,
    QgsMapThemeCollection,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)

from ..core.caption import Caption
from ..core.errors import StyleError
from ..core.frames import Frame
from ..core.i18n import tr
from . import layout_flow as flow
from . import layout_items as items
from . import layout_scale, legend
from .context import frame_rectangle
from .layout_flow import Box, Boxes
from .layout_templates import TemplateInfo, own_folder, read, templates
from .layout_texts import Texts
from .legend import LegendEntry
from .text_fit import Ruler

__all__ = [
    "Drawing",
    "LegendEntry",
    "Sheet",
    "TemplateInfo",
    "add_layout",
    "notes_of",
    "own_folder",
    "refresh",
    "templates",
    "theme_of",
]

#: Draws a chart of a width and a height in mm, with a font and texts of a size in mm; returns an SVG text.
Draw = Callable[[float, float, str, float], str]

#: Smallest size of the rows of a legend, in points.
_LEGEND_FLOOR = 6.5
_POINT = 25.4 / 72
#: Free space around what a frame shows, as a share of its size.
_MARGINS = {flow.MAP: 1.02, "": 1.06}


@dataclass(frozen=True)
class Drawing:
    """A chart or a key, drawn at the size that the page gives it; ``ratio`` is height over width."""

    draw: Draw
    ratio: float


@dataclass(frozen=True)
class Sheet:
    """What a page says and shows.

    ``layers`` are in drawing order, the top one first, and are in the project already. ``frames`` are the
    main one, then the insets. ``key`` replaces rows of the legend that a list cannot show.
    """

    name: str
    caption: Caption
    layers: tuple[QgsMapLayer, ...]
    legend: tuple[LegendEntry, ...]
    frames: tuple[Frame, ...]
    charts: tuple[Drawing, ...] = ()
    key: Drawing | None = None
    north: bool = False
    texts: dict[str, str] = field(default_factory=dict)


def add_layout(project: QgsProject, template: TemplateInfo, sheet: Sheet) -> QgsPrintLayout:
    """Add a page to the layouts of a project, under a name of its own.

    Raises:
        StyleError: the template cannot be read or lacks an item; the project is as it was.
    """
    document, notes = read(template)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    _loaded, done = layout.loadFromTemplate(document, QgsReadWriteContext(), True)
    if not done or layout.pageCollection().pageCount() == 0:
        sentence = tr("The page template “{name}” has no page to print: start again from one of the plugin.")
        raise StyleError(sentence.format(name=template.name))
    layout.setName(_free_name(project, sheet.name))
    for item in _items(layout):
        items.zone_of(item)
    items.mark(layout, "template", template.name)
    items.mark(layout, "theme", _free_theme(project, layout.name()))
    items.mark(layout, "template_notes", "\n".join(notes))
    _fill(project, layout, sheet)
    project.layoutManager().addLayout(layout)
    return layout


def refresh(project: QgsProject, layout: QgsPrintLayout, sheet: Sheet) -> None:
    """Fill a page of ours again. Texts, places, views and headings changed by hand stay as they are."""
    _fill(project, layout, sheet)
    layout.refresh()


def notes_of(layout: QgsLayout) -> list[str]:
    """What the user should know of a page: a font replaced, a text cut, a chart left out."""
    texts = (items.marked(layout, name) or "" for name in ("template_notes", "notes"))
    return [line for text in texts for line in text.split("\n") if line]


def theme_of(layout: QgsLayout) -> str:
    """Name of the map theme that the frames of a page are locked to; empty when it is not one of ours."""
    return items.marked(layout, "theme") or ""


def _free_name(project: QgsProject, wanted: str) -> str:
    name, rank = wanted, 1
    while project.layoutManager().layoutByName(name) is not None:
        rank += 1
        name = f"{wanted} ({rank})"
    return name


def _free_theme(project: QgsProject, layout_name: str) -> str:
    wanted = f"Atlas Culture – {layout_name}"
    name, rank = wanted, 1
    while project.mapThemeCollection().hasMapTheme(name):
        rank += 1
        name = f"{wanted} ({rank})"
    return name


def _items(layout: QgsLayout) -> list[QgsLayoutItem]:
    return [item for item in layout.items() if isinstance(item, QgsLayoutItem) and item.id()]


def _fill(project: QgsProject, layout: QgsPrintLayout, sheet: Sheet) -> None:
    """Texts, then places, which depend on them, then maps, whose scale depends on their place."""
    page = _Page(layout, sheet)
    _record_theme(project, theme_of(layout), sheet.layers)
    page.write_texts()
    page.choose_visible()
    page.arrange()
    page.show_maps(theme_of(layout))
    items.mark(layout, "notes", "\n".join(page.notes))


def _record_theme(project: QgsProject, name: str, layers: Iterable[QgsMapLayer]) -> None:
    """Lock exactly these layers, with their current styles, in a map theme."""
    record = QgsMapThemeCollection.MapThemeRecord()
    for layer in layers:
        one = QgsMapThemeCollection.MapThemeLayerRecord(layer)
        one.usingCurrentStyle = True
        one.currentStyle = layer.styleManager().currentStyle()
        one.isVisible = True
        record.addLayerRecord(one)
    themes = project.mapThemeCollection()
    if themes.hasMapTheme(name):
        themes.update(name, record)
    else:
        themes.insert(name, record)


class _Page:
    """A layout being filled."""

    def __init__(self, layout: QgsPrintLayout, sheet: Sheet) -> None:
        self.layout, self.sheet = layout, sheet
        self.ruler = Ruler(layout)
        self.notes: list[str] = []
        self.items = {item.id(): item for item in _items(layout)}
        self.zones: Boxes = {name: items.zone_of(item) for name, item in self.items.items() if name in _NAMES}
        self.frames = {_item_name(frame): frame for frame in sheet.frames}
        self.visible: set[str] = set()

    def label(self, name: str) -> QgsLayoutItemLabel | None:
        item = self.items.get(name)
        return item if isinstance(item, QgsLayoutItemLabel) else None

    def write_texts(self) -> None:
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
        texts |= {f"{name}_nom": frame.label for name, frame in self.frames.items()} | self.sheet.texts
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
        self._make_room_for_logo()
        texts = Texts(self.items, self.zones, self.visible, self.ruler)
        heights = texts.fit()
        self.notes += texts.notes
        placed = flow.flow(self.zones, heights, self.visible)
        for name, box in placed.items():
            item = self.items[name]
            if not isinstance(item, QgsLayoutItemLegend) and name not in (*flow.CHARTS, flow.KEY):
                items.place(item, box)
        for name in self.frames:
            if f"{name}_nom" in placed:
                texts.fit_width(f"{name}_nom", placed[f"{name}_nom"].width)
        self._arrange_legend(placed)

    def _make_room_for_logo(self) -> None:
        if "logo" not in self.visible or "logo" not in self.zones:
            return
        logo = self.zones["logo"]
        for name in flow.HEADER:
            box = self.zones.get(name)
            if box is not None and box.meets(logo) and box.left < logo.left:
                self.zones[name] = flow.edges(box.left, box.top, logo.left - 4, box.bottom)

    def _arrange_legend(self, placed: Boxes) -> None:
        item = self.items[flow.LEGEND]
        if not isinstance(item, QgsLayoutItemLegend):
            return
        legend.fill(item, self.sheet.legend)
        smallest = 0.28 * placed[flow.LEGEND].width
        room = flow.legend_room(placed, self.visible, len(self.sheet.charts) * (smallest + 3.0))
        if self.sheet.key is not None and flow.KEY in self.items:
            room = self._place_key(room, self.sheet.key)
        width, height, is_whole = legend.fit(item, room.width, room.height, _LEGEND_FLOOR, self.ruler)
        if not is_whole and self.sheet.charts:
            limit = flow.legend_room(placed, self.visible, 0.0).bottom
            room = flow.edges(room.left, room.top, room.right, limit)
            width, height, is_whole = legend.fit(item, room.width, room.height, _LEGEND_FLOOR, self.ruler)
        if not is_whole:
            self.notes.append(tr("The legend is larger than its place on the page: choose a larger page."))
        if items.is_placed_by_us(item):
            items.place(item, Box(room.left, room.top, width, height))
        self._place_charts(placed, items.box_of(item), smallest)

    def _place_key(self, room: Box, key: Drawing) -> Box:
        """Put the key at the top of the legend; return what is left under it."""
        item = self.items[flow.KEY]
        box = Box(room.left, room.top, room.width, min(room.width * key.ratio, room.height * 0.7))
        items.place(item, box)
        self._draw(flow.KEY, key)
        return flow.edges(room.left, box.bottom + 2.0, room.right, room.bottom)

    def _place_charts(self, placed: Boxes, legend_box: Box, smallest: float) -> None:
        charts = dict(zip(flow.CHARTS, self.sheet.charts))
        ratios = {name: chart.ratio for name, chart in charts.items()}
        boxes = flow.place_charts(placed, self.visible, legend_box, ratios, smallest)
        for name, chart in charts.items():
            item = self.items.get(name)
            if item is None or name not in self.visible:
                continue
            if name in boxes:
                items.place(item, boxes[name])
                self._draw(name, chart)
            else:
                items.show(item, False)
                self.notes.append(tr("The legend leaves no room for a chart on this page."))

    def _draw(self, name: str, drawing: Drawing) -> None:
        item, label = self.items[name], self.label("source")
        if isinstance(item, QgsLayoutItemPicture) and label is not None:
            box, text_format = items.box_of(item), label.textFormat()
            size = items.nominal_size(label) * _POINT
            items.set_svg(item, drawing.draw(box.width, box.height, text_format.font().family(), size))

    def show_maps(self, theme: str) -> None:
        for name, frame in self.frames.items():
            item = self.items.get(name)
            if not isinstance(item, QgsLayoutItemMap):
                continue
            item.setFollowVisibilityPreset(True)
            item.setFollowVisibilityPresetName(theme)
            extent = frame_rectangle(frame)
            extent.scale(_MARGINS.get(name, _MARGINS[""]))
            items.set_view(item, frame.crs, extent)
            bar = self.items.get("echelle" if name == flow.MAP else f"{name}_echelle")
            if isinstance(bar, QgsLayoutItemScaleBar):
                layout_scale.fill(bar, item, frame.label if name == flow.MAP else "")
        main, item = self.items.get(flow.MAP), self.items.get(flow.LEGEND)
        if isinstance(main, QgsLayoutItemMap):
            self.layout.setReferenceMap(main)
            if isinstance(item, QgsLayoutItemLegend):
                item.setLinkedMap(main)


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
