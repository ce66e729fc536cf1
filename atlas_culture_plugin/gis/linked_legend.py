# SPDX-License-Identifier: GPL-2.0-or-later
"""The keys of several maps: one for all those that share it, without the counts that are of one map alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsLayerTreeLayer, QgsLayoutItemLegend, QgsMapLayerLegendUtils, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

from ..core.comparison.linked import Group, Linked, circles_of
from ..core.comparison.linked_captions import map_numbers
from ..core.comparison.linked_texts import heading_of
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.model import Mode
from ..core.prepared import state_starts
from ..core.wording import upper_first
from . import circles, legend
from .layout_items import PREFIX
from .legend import LegendEntry
from .page_charts import key_of, nested_circles
from .sheet import Drawing

#: The number of territories at the end of a row, and what is said of some: « 2 à 6 (726), dont 3 à zéro ».
_COUNT = re.compile(r"\s\([\d\s.,]+\)(?:, [^()]*)?$")


@dataclass(frozen=True)
class Key:
    """A part of the legend of a page: a drawing, or rows, or a drawing over rows.

    ``views`` are the maps that it is the key of. Rows of several maps are without counts.
    """

    views: tuple[int, ...]
    entries: tuple[LegendEntry, ...]
    drawing: Drawing | None = None


def keys_of(linked: Linked, maps: Sequence[PreparedMap], layers: Sequence[QgsVectorLayer]) -> tuple[Key, ...]:
    """The keys that a page of linked maps needs, in the order of the maps."""
    found = []
    for group in linked.areas:
        crossed = maps[group.views[0]].mode is Mode.BIVARIATE
        # The square of two ratios has counts in its cells: one a map.
        parts = [(view,) for view in group.views] if crossed else [group.views]
        found += [_areas(views, maps, layers) for views in parts]
    found += [_circles(group, maps, layers) for group in linked.circles]
    return tuple(sorted(found, key=lambda one: one.views[0]))


def _heading(views: Sequence[int], sides: Sequence[PreparedMap], count: int) -> str:
    """What a key is about, and of which maps unless it is that of all."""
    text = heading_of(sides)
    return text if len(views) == count else f"{upper_first(map_numbers(views))}{tr(': ')}{text}"


def _areas(views: tuple[int, ...], maps: Sequence[PreparedMap], layers: Sequence[QgsVectorLayer]) -> Key:
    sides = [maps[view] for view in views]
    square = key_of(sides[0])
    heading = _heading(views, sides, len(maps))
    if square is not None:
        label = "" if len(views) == len(maps) else upper_first(map_numbers(views))
        return Key(views, (LegendEntry(layers[views[0]], label, without_key=True),), square)
    entries = []
    for rank, (view, side) in enumerate(zip(views, sides)):
        both = side.mode is Mode.CIRCLES and side.second is not None
        headings = tuple(one.heading for one in side.sides) if both else ()
        part = side.heading if both else ""
        entries.append(LegendEntry(layers[view], "" if rank else heading, headings, part=part))
    return Key(views, tuple(entries))


def _circles(group: Group, maps: Sequence[PreparedMap], layers: Sequence[QgsVectorLayer]) -> Key:
    pairs = [(view, side) for view in group.views if (side := circles_of(maps[view])) is not None]
    entries = []
    for view, side in pairs:
        both = maps[view].mode is Mode.CIRCLES
        headings = tuple(one.heading for one in maps[view].sides) if both else ()
        part = side.heading if both else ""
        entries.append(LegendEntry(layers[view], "", headings, part=part, without_key=True))
    heading = _heading(group.views, [side for _view, side in pairs], len(maps))
    # The map on which the largest circle is.
    view, widest = max(pairs, key=lambda pair: pair[1].maximum() / (pair[1].scale_maximum() or 1.0))
    look = circles.key_look(layers[view].renderer())
    drawing = None if look is None else nested_circles(widest, look, heading)
    if drawing is None:
        entries = [
            LegendEntry(entry.layer, "" if rank else heading, entry.headings, part=entry.part)
            for rank, entry in enumerate(entries)
        ]
    return Key(group.views, tuple(entries), drawing)


def fill(item: QgsLayoutItemLegend, key: Key) -> bool:
    """Write the rows of a key; False where it has none."""
    legend.fill(item, key.entries)
    shown: set[str] = set()
    nodes = item.model().rootGroup().findLayers()
    for rank, node in enumerate(nodes):
        _keep(item, node, shown, first=rank == 0, counted=len(key.views) == 1)
        if not item.model().layerLegendNodes(node) and not _title(node):
            item.model().rootGroup().removeChildNode(node)
    return bool(item.model().rootGroup().findLayers())


def _title(node: QgsLayerTreeLayer) -> str:
    return str(node.customProperty("legend/title-label") or "")


def _keep(
    item: QgsLayoutItemLegend, node: QgsLayerTreeLayer, shown: set[str], *, first: bool, counted: bool
) -> None:
    """Of the maps after the first, only the states that are not in the legend yet."""
    utils = QgsMapLayerLegendUtils
    texts = {
        rank: str(row.data(Qt.ItemDataRole.DisplayRole) or "") for rank, row in legend.ranked_rows(item, node)
    }
    names = {rank: text if counted else _COUNT.sub("", text) for rank, text in texts.items()}
    states = (*state_starts(), *circles.row_starts())
    kept = [rank for rank, name in names.items() if first or (name.startswith(states) and name not in shown)]
    shown.update(names[rank] for rank in kept)
    utils.setLegendNodeOrder(node, kept)
    node.setCustomProperty(f"{PREFIX}order", str(kept))
    for rank in kept:
        if names[rank] != texts[rank]:
            utils.setLegendNodeUserLabel(node, rank, names[rank])
            # Noted as ours, so that it is broken in lines like any other row.
            node.setCustomProperty(f"{PREFIX}row/{rank}", names[rank])
    item.model().refreshLayerLegend(node)
