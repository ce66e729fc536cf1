# SPDX-License-Identifier: GPL-2.0-or-later
"""The legend of a page: only what it should hold, as large as its box allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsLayerTreeLayer,
    QgsLayerTreeModelLegendNode,
    QgsLayoutItemLegend,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import Qt

from ..core.prepared import state_starts
from .circles import row_starts
from .layout_items import PREFIX, is_ours, mark, marked
from .text_fit import Ruler

_TITLE, _ORDER = "legend/title-label", "legend/node-order"
_STYLES = (
    QgsLegendStyle.Style.Title,
    QgsLegendStyle.Style.Group,
    QgsLegendStyle.Style.Subgroup,
    QgsLegendStyle.Style.SymbolLabel,
)


@dataclass(frozen=True)
class LegendEntry:
    """A part of the legend: the rows of a layer under a heading. Without one, only the rows are printed.

    A layer whose own rows hold headings (``headings``) is printed part by part: each entry has the rows
    that follow its heading, or ``part`` where it is printed under another. ``without_key`` leaves out the
    rows that a key shows: only the states ("not available"...) and what the key does not say are kept.
    """

    layer: QgsMapLayer
    heading: str
    headings: tuple[str, ...] = ()
    part: str = ""
    without_key: bool = False


def fill(legend: QgsLayoutItemLegend, entries: Sequence[LegendEntry]) -> None:
    """Write the parts of a legend, in order. What the user removed, added or renamed stays so."""
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    known = marked(legend, "entries")
    if known is None:
        root.removeAllChildren()
    nodes = {key: node for node in root.findLayers() if (key := _written(node, "entry")) is not None}
    for rank, entry in enumerate(entries):
        node = nodes.pop(str(rank), None)
        if node is None and known is not None and rank < int(known):
            continue
        node = _node(legend, node, entry.layer)
        node.setCustomProperty(f"{PREFIX}entry", str(rank))
        _forget_rows(node)
        legend.model().refreshLayerLegend(node)
        _head(node, entry.heading)
        _keep_rows(legend, node, entry)
        legend.model().refreshLayerLegend(node)
    for node in nodes.values():
        node.parent().removeChildNode(node)
    mark(legend, "entries", str(len(entries)))


def _node(
    legend: QgsLayoutItemLegend, former: QgsLayerTreeLayer | None, layer: QgsMapLayer
) -> QgsLayerTreeLayer:
    """The node of a part; another layer takes the place of the former one, and its heading."""
    root = legend.model().rootGroup()
    if former is None:
        return root.addLayer(layer)
    if former.layerId() == layer.id():
        return former
    rank = root.children().index(former) if former in root.children() else -1
    node = root.insertLayer(rank, layer)
    for name in (_TITLE, f"{PREFIX}heading", f"{PREFIX}wrapped"):
        node.setCustomProperty(name, former.customProperty(name))
    former.parent().removeChildNode(former)
    return node


def _forget_rows(node: QgsLayerTreeLayer) -> None:
    """Take back the rows that we broke in lines: the layer may name them otherwise now."""
    for name in [one for one in node.customProperties() if one.startswith(f"{PREFIX}row/")]:
        rank = int(name.rpartition("/")[2])
        if QgsMapLayerLegendUtils.legendNodeUserLabel(node, rank) == node.customProperty(name):
            node.removeCustomProperty(f"legend/label-{rank}")
        node.removeCustomProperty(name)


def _keep_rows(legend: QgsLayoutItemLegend, node: QgsLayerTreeLayer, entry: LegendEntry) -> None:
    """Leave out the rows of the other parts, unless the user chose the rows."""
    before = _written(node, "order")
    if before is not None and before != str(QgsMapLayerLegendUtils.legendNodeOrder(node)):
        return
    if before is not None:
        # The model gives the rows that are kept only: all of them are to be chosen from.
        node.removeCustomProperty(_ORDER)
        legend.model().refreshLayerLegend(node)
    rows = legend.model().layerOriginalLegendNodes(node)
    texts = [str(row.data(Qt.ItemDataRole.DisplayRole) or "") for row in rows]
    kept = list(range(len(texts)))
    part = entry.part or entry.heading
    if part in texts and part in entry.headings:
        start = texts.index(part) + 1
        ends = [texts.index(one) for one in entry.headings if one in texts and texts.index(one) >= start]
        kept = list(range(start, min(ends, default=len(texts))))
    if entry.without_key:
        kept = [rank for rank in kept if texts[rank].startswith((*state_starts(), *row_starts()))]
    if len(kept) < len(texts) or before is not None:
        QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)
        node.setCustomProperty(f"{PREFIX}order", str(kept))


def ranked_rows(
    legend: QgsLayoutItemLegend, node: QgsLayerTreeLayer
) -> list[tuple[int, QgsLayerTreeModelLegendNode]]:
    """The rows of a layer that are kept, each with its rank among all: labels are written by that rank."""
    rows = legend.model().layerOriginalLegendNodes(node)
    utils = QgsMapLayerLegendUtils
    ranks = utils.legendNodeOrder(node) if utils.hasLegendNodeOrder(node) else range(len(rows))
    return list(zip(ranks, rows))


def _head(node: QgsLayerTreeLayer, heading: str) -> None:
    """Write the heading of a layer, unless the user wrote another."""
    before, current = _written(node, "heading"), str(node.customProperty(_TITLE) or "")
    if before is not None and current != str(node.customProperty(f"{PREFIX}wrapped") or before):
        return
    node.setCustomProperty(_TITLE, heading)
    node.setCustomProperty(f"{PREFIX}wrapped", heading)
    node.setCustomProperty(f"{PREFIX}heading", heading)
    style = QgsLegendStyle.Style.Subgroup if heading else QgsLegendStyle.Style.Hidden
    QgsLegendRenderer.setNodeLegendStyle(node, style)


def _written(node: QgsLayerTreeLayer, name: str) -> str | None:
    value = node.customProperty(PREFIX + name)
    return None if value is None else str(value)


def fit(
    legend: QgsLayoutItemLegend, width: float, height: float, floor: float, ruler: Ruler
) -> tuple[float, float, bool]:
    """Give a legend the largest text with which it holds in a box; return its size, and whether it does.

    The size is computed here: a legend only sizes itself once it was drawn.
    """
    usual = nominal(legend)
    size = usual
    while True:
        _set_size(legend, size - usual)
        _wrap(legend, width, ruler)
        needed = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(ruler.context)
        if needed.height() <= height and needed.width() <= width:
            return needed.width(), needed.height(), True
        if size <= floor:
            return needed.width(), needed.height(), False
        size = max(floor, size - 0.5)


def count_rows(legend: QgsLayoutItemLegend) -> int:
    """Number of rows, headings left out."""
    model = legend.model()
    return sum(len(model.layerLegendNodes(node)) for node in model.rootGroup().findLayers())


def rise(legend: QgsLayoutItemLegend) -> float:
    """Room that QGIS leaves above the first line, in mm: without it a legend aligns with its neighbours."""
    return 0.5 * float(_text_format(legend, QgsLegendStyle.Style.Subgroup).size()) * 25.4 / 72


def nominal(legend: QgsLayoutItemLegend) -> float:
    """Size of the rows in the template; those of each style are noted the first time."""
    for style in _STYLES:
        name = f"size/{int(style)}"
        if marked(legend, name) is None:
            mark(legend, name, f"{_text_format(legend, style).size():g}")
    return float(marked(legend, f"size/{int(QgsLegendStyle.Style.SymbolLabel)}") or 8)


def _text_format(legend: QgsLayoutItemLegend, kind: QgsLegendStyle.Style) -> QgsTextFormat:
    """A copy: that of a style dies with it."""
    style = legend.style(kind)
    return QgsTextFormat(style.textFormat())


def _set_size(legend: QgsLayoutItemLegend, change: float) -> None:
    """Change the size of all the texts by as many points; symbols keep their proportion to the rows."""
    _set_symbols(legend, 1 + change / nominal(legend))
    for kind in _STYLES:
        style, text_format = legend.style(kind), _text_format(legend, kind)
        text_format.setSize(float(marked(legend, f"size/{int(kind)}") or text_format.size()) + change)
        style.setTextFormat(text_format)
        legend.setStyle(kind, style)


def _set_symbols(legend: QgsLayoutItemLegend, share: float) -> None:
    """Give the symbols a share of their size in the template, unless the user gave them another."""
    now = _symbols(legend)
    if marked(legend, "symbols/usual") is None:
        mark(legend, "symbols/usual", now)
    if not is_ours(legend, "symbols", now):
        return
    width, height = (float(one) for one in str(marked(legend, "symbols/usual")).split())
    legend.setSymbolWidth(width * share)
    legend.setSymbolHeight(height * share)
    mark(legend, "symbols", _symbols(legend))


def _symbols(legend: QgsLayoutItemLegend) -> str:
    return f"{legend.symbolWidth():.3f} {legend.symbolHeight():.3f}"


def _wrap(legend: QgsLayoutItemLegend, width: float, ruler: Ruler) -> None:
    """Break the lines of headings and rows that are wider than the legend may be."""
    model = legend.model()
    heading_format = _text_format(legend, QgsLegendStyle.Style.Subgroup)
    row_format = _text_format(legend, QgsLegendStyle.Style.SymbolLabel)
    for node in model.rootGroup().findLayers():
        heading = _written(node, "heading")
        if heading and str(node.customProperty(_TITLE)) == _written(node, "wrapped"):
            wrapped = ruler.balanced(heading, heading_format, width)
            node.setCustomProperty(_TITLE, wrapped)
            node.setCustomProperty(f"{PREFIX}wrapped", wrapped)
        _wrap_rows(legend, node, width, row_format, ruler)


def _wrap_rows(
    legend: QgsLayoutItemLegend,
    node: QgsLayerTreeLayer,
    width: float,
    text_format: QgsTextFormat,
    ruler: Ruler,
) -> None:
    model = legend.model()
    changed = False
    for rank, row in ranked_rows(legend, node):
        mine, now = f"row/{rank}", str(row.data(Qt.ItemDataRole.DisplayRole) or "")
        by_us = QgsMapLayerLegendUtils.legendNodeUserLabel(node, rank) == (_written(node, mine) or "")
        if not by_us:
            continue
        # The row of the layer itself, not what we made of it for another size of text.
        text = now.replace("\n", " ")
        room = width - legend.symbolWidth() - 3.0
        wrapped = ruler.wrap(text, text_format, room)
        if wrapped != text or _written(node, mine):
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, rank, wrapped)
            node.setCustomProperty(PREFIX + mine, wrapped)
            changed = True
    if changed:
        model.refreshLayerLegend(node)
