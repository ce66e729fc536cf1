# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the items of a page go once their contents are known. Geometry only: no QGIS here.

A template says where each item lies when everything is there and texts are of usual length (its zone).
Longer titles and notes take room from the body; a map takes the room of the insets that are not needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEADER = ("titre", "sous_titre")
FOOTER = ("lecture", "champ", "source", "fond", "credits")
#: Drawn with the map, at a corner of it.
ATTACHED = ("echelle", "nord")
INSETS = ("971", "972", "973", "974", "976", "idf")
LEGEND, KEY, CHARTS = "legende", "cle", ("graphique", "graphique_2")
MAP = "carte"

#: Share of the page below which the body never shrinks for the sake of long texts.
_SMALLEST_BODY = 0.55
_NEAR = 0.5


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in mm from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.top + self.height

    @property
    def values(self) -> tuple[float, float, float, float]:
        """Left, top, width and height."""
        return self.left, self.top, self.width, self.height

    def moved(self, across: float = 0, down: float = 0) -> Box:
        """The same box elsewhere."""
        return Box(self.left + across, self.top + down, self.width, self.height)

    def beside(self, other: Box) -> bool:
        """Whether both are at the same height on the page."""
        return self.top < other.bottom - _NEAR and other.top < self.bottom - _NEAR

    def above_or_below(self, other: Box) -> bool:
        """Whether both share a part of the width of the page."""
        return self.left < other.right - _NEAR and other.left < self.right - _NEAR

    def meets(self, other: Box) -> bool:
        """Whether they overlap."""
        return self.beside(other) and self.above_or_below(other)


Boxes = dict[str, Box]


def edges(left: float, top: float, right: float, bottom: float) -> Box:
    """A box given by its edges."""
    return Box(left, top, max(0.0, right - left), max(0.0, bottom - top))


def header_of(zones: Boxes) -> list[str]:
    """The texts above the map that may push it down."""
    return [name for name in HEADER if name in zones and zones[name].bottom <= zones[MAP].top + _NEAR]


def footer_columns(zones: Boxes) -> list[list[str]]:
    """The notes under the map, by column, from top to bottom: they may push it up."""
    names = [name for name in FOOTER if name in zones and zones[name].top >= zones[MAP].bottom - _NEAR]
    columns: list[list[str]] = []
    for name in sorted(names, key=lambda one: (zones[one].left, zones[one].top)):
        column = next((c for c in columns if zones[c[0]].above_or_below(zones[name])), None)
        if column is None:
            columns.append([name])
        else:
            column.append(name)
    return [sorted(column, key=lambda one: zones[one].top) for column in columns]


def footer_room(zones: Boxes, header_height: float) -> float:
    """Height that the notes may take at most, without making the body too small."""
    columns = footer_columns(zones)
    if not columns:
        return 0.0
    bottom = max(zones[column[-1]].bottom for column in columns)
    top = header_bottom(zones, header_height)
    return (bottom - top) * (1 - _SMALLEST_BODY)


def header_bottom(zones: Boxes, header_height: float) -> float:
    """Where the header ends, for this height of its texts."""
    names = header_of(zones)
    return zones[names[0]].top + header_height if names else min(box.top for box in zones.values())


def flow(zones: Boxes, heights: dict[str, float], visible: Iterable[str]) -> Boxes:
    """Place everything but the legend and the charts, which wait for the size of the legend.

    Args:
        zones: where the template puts each item.
        heights: height of the texts of the header and of the footer, as they will be printed.
        visible: what is shown: the rest leaves its room to the map.
    """
    shown = set(visible)
    placed = _stack(zones, header_of(zones), heights)
    columns = footer_columns(zones)
    shift, body = _body(zones, heights, columns)
    for column in columns:
        placed |= _stack(zones, column, heights, shift)
    if "filet_bas" in zones:
        placed["filet_bas"] = zones["filet_bas"].moved(down=shift)
    names = [
        n
        for n in zones
        if n not in placed and not n.startswith("filet") and n not in ("logo", *HEADER, *FOOTER)
    ]
    scaled = {name: _scaled(zones[name], body) for name in names}
    placed |= scaled | _insets(zones, scaled) | _map_and_scale(zones, scaled)
    for name in (MAP, LEGEND, *CHARTS):
        if name in placed and name in names:
            wider = _widened(name, placed, [n for n in names if n in shown], scaled)
            if name == MAP:
                placed |= _attached(placed, wider)
            placed[name] = wider
    return placed


def _stack(zones: Boxes, names: list[str], heights: dict[str, float], shift: float = 0.0) -> Boxes:
    """Texts one under the other, with the gaps of the template, all of them lower by ``shift``."""
    placed: Boxes = {}
    top = zones[names[0]].top + shift if names else 0.0
    for rank, name in enumerate(names):
        zone = zones[name]
        placed[name] = Box(zone.left, top, zone.width, heights.get(name, zone.height))
        if rank + 1 < len(names):
            gap = max(0.0, zones[names[rank + 1]].top - zone.bottom)
            # A text that is not there leaves no gap either.
            top = placed[name].bottom + (gap if placed[name].height else 0.0)
    return placed


def _body(
    zones: Boxes, heights: dict[str, float], columns: list[list[str]]
) -> tuple[float, tuple[float, float, float]]:
    """How far the footer moves, and the body: its former top, its new top, and its stretch."""
    names = [n for n in zones if n not in (*HEADER, *FOOTER, "logo") and not n.startswith("filet")]
    top, bottom = min(zones[n].top for n in names), max(zones[n].bottom for n in names)
    header = header_of(zones)
    down = sum(heights.get(n, zones[n].height) - zones[n].height for n in header)
    shift = 0.0
    if columns:
        first = min(zones[column[0]].top for column in columns)
        last = max(zones[column[-1]].bottom for column in columns)
        tallest = max(_height(zones, column, heights) for column in columns)
        shift = (last - first) - tallest
    stretch = (bottom + shift - top - down) / (bottom - top)
    return shift, (top, top + down, stretch)


def _height(zones: Boxes, column: list[str], heights: dict[str, float]) -> float:
    placed = _stack(zones, column, heights)
    return placed[column[-1]].bottom - placed[column[0]].top


def _scaled(box: Box, body: tuple[float, float, float]) -> Box:
    before, now, stretch = body
    return Box(box.left, now + (box.top - before) * stretch, box.width, box.height * stretch)


def _insets(zones: Boxes, scaled: Boxes) -> Boxes:
    """Insets take what a smaller page leaves; their name and scale keep their height."""
    placed: Boxes = {}
    for key in INSETS:
        frame, name, scale = (f"encart_{key}{suffix}" for suffix in ("", "_nom", "_echelle"))
        if frame not in scaled:
            continue
        top, bottom = scaled[frame].top, scaled[frame].bottom
        if name in scaled and zones[name].bottom <= zones[frame].top + _NEAR:
            placed[name] = _with_height(scaled[name], zones[name].height)
            top = placed[name].bottom + zones[frame].top - zones[name].bottom
        if scale in scaled and zones[scale].top >= zones[frame].bottom - _NEAR:
            end = scaled[scale].bottom
            placed[scale] = edges(scaled[scale].left, end - zones[scale].height, scaled[scale].right, end)
            bottom = placed[scale].top - (zones[scale].top - zones[frame].bottom)
        placed[frame] = edges(scaled[frame].left, top, scaled[frame].right, bottom)
    return placed


def _map_and_scale(zones: Boxes, scaled: Boxes) -> Boxes:
    """The scale bar and the north arrow keep their height under the map."""
    placed: Boxes = {}
    bottom = scaled[MAP].bottom
    for name in ATTACHED:
        if name in scaled and zones[name].top >= zones[MAP].bottom - _NEAR:
            end = scaled[name].bottom
            placed[name] = edges(scaled[name].left, end - zones[name].height, scaled[name].right, end)
            bottom = min(bottom, placed[name].top - (zones[name].top - zones[MAP].bottom))
    placed[MAP] = edges(scaled[MAP].left, scaled[MAP].top, scaled[MAP].right, bottom)
    return placed


def _with_height(box: Box, height: float) -> Box:
    return Box(box.left, box.top, box.width, height)


def _widened(name: str, placed: Boxes, shown: list[str], scaled: Boxes) -> Box:
    """A box that takes the free room at its left and its right, up to the edges of the body."""
    box = placed[name]
    left, right = min(b.left for b in scaled.values()), max(b.right for b in scaled.values())
    others = [placed[n] for n in shown if n != name and (n not in ATTACHED or name != MAP)]
    obstacles = [other for other in others if other.beside(box)]
    gap = _gap(name, scaled)
    left = max([left, *(o.right + gap for o in obstacles if o.right <= box.left + _NEAR)])
    right = min([right, *(o.left - gap for o in obstacles if o.left >= box.right - _NEAR)])
    return edges(min(left, box.left), box.top, max(right, box.right), box.bottom)


def _gap(name: str, scaled: Boxes) -> float:
    """Space that the template leaves around an item, at its left or its right."""
    box = scaled[name]
    spaces = [
        box.left - o.right
        for n, o in scaled.items()
        if n != name and o.beside(box) and o.right <= box.left + _NEAR
    ]
    spaces += [
        o.left - box.right
        for n, o in scaled.items()
        if n != name and o.beside(box) and o.left >= box.right - _NEAR
    ]
    return max(0.0, min(spaces, default=3.0))


def _attached(placed: Boxes, wider: Box) -> Boxes:
    """The scale bar and the north arrow follow the corner of the map that they are near."""
    before, moved = placed[MAP], {}
    for name in ATTACHED:
        if name in placed:
            box = placed[name]
            is_left = box.left - before.left <= before.right - box.right
            across = wider.left - before.left if is_left else wider.right - before.right
            moved[name] = box.moved(across)
    return moved


def legend_room(placed: Boxes, shown: set[str], charts: float) -> Box:
    """The largest box that a legend may fill; ``charts`` is the height kept for charts under it."""
    zone = placed[LEGEND]
    limit = _limit(LEGEND, placed, shown - {LEGEND, KEY, *CHARTS})
    under = [name for name in under_legend(placed) if name in shown]
    return edges(zone.left, zone.top, zone.right, limit - (charts if under else 0.0))


def _limit(name: str, placed: Boxes, shown: set[str]) -> float:
    """How far down an item may go: to the next thing under it, or to the end of the body."""
    box = placed[LEGEND] if name in CHARTS else placed[name]
    ends = [
        b.bottom
        for n, b in placed.items()
        if n not in (*FOOTER, *HEADER, "logo") and not n.startswith("filet")
    ]
    tops = [placed[n].top for n in shown if n in placed and n not in FOOTER and placed[n].above_or_below(box)]
    below = [top - 2.0 for top in tops if top >= box.top + _NEAR]
    return min([max(ends), *below])


def place_charts(
    placed: Boxes, shown: Iterable[str], ratios: dict[str, tuple[float, float]], under: Iterable[str]
) -> Boxes:
    """Charts under the legend, now as large as it will be, where the template has them there (``under``).

    ``ratios`` gives height over width, as wished and at least: one that would be lower is left out.
    """
    made: Boxes = {}
    others = set(shown) - {LEGEND, KEY, *CHARTS}
    waiting = [name for name in CHARTS if name in ratios and name in placed]
    top = placed[LEGEND].bottom + 3.0
    while waiting:
        name = waiting.pop(0)
        zone, (wished, least) = placed[name], ratios[name]
        is_under = name in under
        start = top if is_under else zone.top
        limit = _limit(name, placed, others) if is_under else zone.bottom
        # What the next charts need at least is kept for them.
        kept = sum(zone.width * ratios[n][1] + 3.0 for n in waiting if n in under)
        room = limit - start - (kept if is_under else 0.0)
        # Beside the legend a chart may be taller, but a wide one does not compete with the map.
        tall = zone.width * wished if is_under else min(zone.width, placed[MAP].width * 0.42) * wished * 1.25
        box = Box(zone.left, start, zone.width, min(room, tall))
        is_free = not any(box.meets(placed[n]) for n in others if n in placed)
        if is_free and box.height >= min(zone.width * least, tall):
            made[name] = box
            top = box.bottom + 3.0 if is_under else top
    return made


def under_legend(placed: Boxes) -> list[str]:
    """The charts that the template has under the legend, before the legend has its own size."""
    zone = placed[LEGEND]
    charts = [name for name in CHARTS if name in placed]
    return [n for n in charts if placed[n].above_or_below(zone) and placed[n].top >= zone.bottom - _NEAR]


def settle(placed: Boxes, shown: Iterable[str]) -> Boxes:
    """Give the map, and the insets beside it, the height that what lies under them does not take."""
    names = {n for n in placed if n not in (*HEADER, *FOOTER, "logo") and not n.startswith("filet")}
    bottom = max(placed[n].bottom for n in names)
    over = placed[MAP]
    beside = {n for n in names if n.startswith("encart_") and placed[_inset_of(n)].top < over.bottom - _NEAR}
    under = {n for n in names if placed[n].top >= over.bottom - _NEAR} - {*ATTACHED, *beside}
    visible = under & set(shown)
    spare = bottom - max((placed[n].bottom for n in visible), default=bottom)
    if spare <= _NEAR:
        return placed
    follow = {n: placed[n].moved(down=spare) for n in under | (set(ATTACHED) & names)}
    taller = Box(over.left, over.top, over.width, over.height + spare)
    return {**placed, **follow, **_stretched(placed, beside, spare), MAP: taller}


def _stretched(placed: Boxes, names: Iterable[str], spare: float) -> Boxes:
    """Insets over a greater height."""
    boxes = {name: placed[name] for name in names}
    if not boxes:
        return {}
    top, bottom = min(box.top for box in boxes.values()), max(box.bottom for box in boxes.values())
    stretch = (bottom + spare - top) / (bottom - top)
    scaled = {name: _scaled(box, (top, top, stretch)) for name, box in boxes.items()}
    return scaled | _insets(boxes, scaled)


def _inset_of(name: str) -> str:
    """The map of an inset, from the name of one of its items."""
    return "_".join(name.split("_")[:2])
