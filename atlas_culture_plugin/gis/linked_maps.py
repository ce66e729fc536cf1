# SPDX-License-Identifier: GPL-2.0-or-later
"""Linked maps as layers: built with what they share, drawn in a window or added to a project.

A window draws layers of its own, on the same permanent files as any map: choosing in it changes nothing in
the project. They are added to the project, in a group with a map theme each, when a page is made of them.
What takes time is :func:`build`, for any thread; the rest is for the main thread.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsRectangle, QgsVectorLayer

from ..core.caption import Caption, caption
from ..core.comparison.linked import Linked, link
from ..core.comparison.linked_texts import View
from ..core.frames import Frame, Insets, frames
from ..core.i18n import tr
from ..core.library import Library
from ..core.mapping import MapRequest, PreparedMap
from ..core.model import Level
from ..core.progress import Progress, check
from ..core.territories import Territories
from . import context, displaced, layers, layouts, settings
from .context import ContextFiles, frame_rectangle
from .layers import BuiltMap
from .offsets import DIAMETERS

#: How many times a territory may be larger than another for one scale to suit both.
ONE_SCALE = 3.0
_SCOPE, _ENTRY = "AtlasCulture", "/linked_maps"


@dataclass(frozen=True)
class Beside:
    """The overseas territories drawn beside a map of the whole country."""

    built: BuiltMap
    frames: Path


@dataclass(frozen=True)
class BuiltView:
    """One of the maps, ready to be drawn: its files, its texts, what surrounds it, where to look."""

    view: View
    built: BuiltMap
    caption: Caption
    frame: Frame
    context: ContextFiles
    beside: Beside | None = None

    @property
    def prepared(self) -> PreparedMap:
        """The figures of the map."""
        return self.built.prepared

    @property
    def rectangle(self) -> QgsRectangle:
        """What the map shows, in the CRS of its frame."""
        rectangle = QgsRectangle(frame_rectangle(self.frame))
        if self.beside is not None and self.beside.built.extent is not None:
            rectangle.combineExtentWith(QgsRectangle(*self.beside.built.extent))
        return rectangle

    @property
    def hides_overseas(self) -> bool:
        """Whether territories of the map lie overseas, where it does not look."""
        return self.beside is None and displaced.companion(self.prepared.request) is not None


@dataclass(frozen=True)
class BuiltMaps:
    """Linked maps ready to be drawn.

    ``homes`` are what each looks at, to begin with, in its CRS: its territory, with those of the maps that
    hold it or lie in it.
    """

    linked: Linked
    views: tuple[BuiltView, ...]
    homes: tuple[QgsRectangle, ...]


@dataclass(frozen=True)
class ViewLayers:
    """The layers of one of the maps, in drawing order: limits, the map, what is beside it, the land."""

    main: QgsVectorLayer
    above: tuple[QgsVectorLayer, ...]
    below: tuple[QgsVectorLayer, ...]

    @property
    def ordered(self) -> tuple[QgsVectorLayer, ...]:
        """All of them, the top one first."""
        return (*self.above, self.main, *self.below)


def build(
    library: Library,
    territories: Territories,
    requests: Sequence[MapRequest],
    folder: Path,
    progress: Progress,
    *,
    shared: bool = True,
    beside: bool = False,
) -> BuiltMaps:
    """Find what maps share, and build the files that they are drawn from. For any thread.

    Args:
        library: the packages.
        territories: the geographic code.
        requests: two to four maps.
        folder: where the level files are.
        progress: told of each map, asked before each whether to stop.
        shared: whether maps in the same unit share their bounds and the scale of their circles.
        beside: whether the maps of the whole country have the overseas territories beside metropole.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.comparison.linked.link` and
            :func:`~atlas_culture_plugin.gis.layers.build_map`.
    """
    linked = link(library, territories, requests, DIAMETERS, shared)
    views = []
    for rank, view in enumerate(linked.views):
        check(progress)
        views.append(_build_view(library, territories, view, folder, progress, beside))
        progress.set_fraction((rank + 1) / len(linked.views))
    return BuiltMaps(linked, tuple(views), _homes(territories, views))


def _homes(territories: Territories, views: Sequence[BuiltView]) -> tuple[QgsRectangle, ...]:
    """Where to look: at the same place where one territory holds the other, else each at its own.

    So does each where one is so much larger that nothing would be seen of the other.
    """
    communes = [frozenset(territories.within(Level.COMMUNE, _reference(view))) for view in views]
    groups: list[list[int]] = []
    for rank, view in enumerate(views):
        group = next(
            (
                known
                for known in groups
                if views[known[0]].frame.crs == view.frame.crs
                and one_scale([_side(views[known[0]]), _side(view)])
                and (communes[rank] <= communes[known[0]] or communes[known[0]] <= communes[rank])
            ),
            None,
        )
        if group is None:
            groups.append([rank])
        else:
            group.append(rank)
    homes: dict[int, QgsRectangle] = {}
    for group in groups:
        whole = QgsRectangle(views[group[0]].rectangle)
        for rank in group:
            whole.combineExtentWith(views[rank].rectangle)
        homes |= dict.fromkeys(group, whole)
    return tuple(homes[rank] for rank in range(len(views)))


def _side(view: BuiltView) -> float:
    return float(max(view.rectangle.width(), view.rectangle.height()))


def one_scale(needed: Sequence[float]) -> bool:
    """Whether the scales that suit several maps are near enough for the smallest to suit all of them."""
    return max(needed) <= ONE_SCALE * min(needed)


def _reference(view: BuiltView) -> str:
    return view.prepared.request.within.strip() or "FRANCE"


class _Within:
    """The progress of one map: it may be stopped, the bar is that of all of them."""

    def __init__(self, whole: Progress) -> None:
        self.is_cancelled = whole.is_cancelled

    def set_fraction(self, fraction: float) -> None:
        """Left to the whole."""

    def info(self, message: str) -> None:
        """Left to the whole."""


def _build_view(
    library: Library,
    territories: Territories,
    view: View,
    folder: Path,
    progress: Progress,
    beside: bool,
) -> BuiltView:
    request, inside = view.request, _Within(progress)
    built = layers.build_map(library, territories, request, folder, inside)
    prepared = built.prepared
    territories = prepared.territories
    (frame,) = frames(territories, request.level, prepared.codes, request.within, Insets.NONE)
    # Measured here, once: the main thread finds the result.
    frame_rectangle(frame)
    kept = settings.load()
    wanted = displaced.companion(prepared.request) if beside else None
    overseas = None
    if wanted is not None:
        companion = layers.build_map(library, territories, wanted, folder, inside)
        overseas = Beside(companion, displaced.prepare_frames(folder))
    return BuiltView(
        view=view,
        built=built,
        caption=caption(prepared, library, territories, author=kept.author, organisation=kept.organisation),
        frame=frame,
        context=context.prepare(
            folder, request.level, layers.detail_for(request), request.within, territories
        ),
        beside=overseas,
    )


def create_layers(view: BuiltView) -> ViewLayers:
    """Open the layers of a map, which no project has yet. Main thread only.

    Raises:
        StorageError: a file disappeared or is not readable.
        StyleError: the style template cannot be used.
    """
    styles = settings.load().styles
    main = layers.create_layer(view.built, styles)
    limits = context.limits(view.context)
    below = [context.neighbours(view.context)]
    if view.beside is not None:
        companion = layers.create_layer(view.beside.built, styles)
        displaced.pair(main, companion)
        below = [companion, displaced.create_frames(view.beside.frames), *below]
    return ViewLayers(main, (limits,) if limits is not None else (), tuple(below))


@dataclass(frozen=True)
class Added:
    """Linked maps in a project: their layers and the map theme of each."""

    layers: tuple[ViewLayers, ...]
    themes: tuple[str, ...]


def add_to_project(project: QgsProject, maps: BuiltMaps) -> Added:
    """Add linked maps to a project: a group with a group for each, unticked, and a map theme for each.

    They lie over each other: on the main canvas one theme at a time is to be chosen. Main thread only.

    Raises:
        StorageError: a file disappeared or is not readable; the project is as it was.
    """
    made = tuple(create_layers(view) for view in maps.views)
    whole = _free_group(layers.group(project), tr("Linked maps"))
    themes = []
    for rank, (view, one) in enumerate(zip(maps.views, made)):
        name = numbered(rank, view.view.short)
        part = whole.addGroup(name)
        for layer in one.ordered:
            project.addMapLayer(layer, False)
            part.addLayer(layer).setExpanded(layer is one.main)
        part.setItemVisibilityChecked(False)
        part.setExpanded(False)
        theme = layouts.free_theme(project, f"{whole.name()} – {name}")
        layouts.record_theme(project, theme, one.ordered)
        themes.append(theme)
    return Added(made, tuple(themes))


def remove_from_project(project: QgsProject, added: Added) -> None:
    """Take back what :func:`add_to_project` added."""
    root = project.layerTreeRoot()
    node = root.findLayer(added.layers[0].main.id())
    whole = node.parent().parent() if node is not None else None
    project.removeMapLayers([layer.id() for one in added.layers for layer in one.ordered])
    for theme in added.themes:
        project.mapThemeCollection().removeMapTheme(theme)
    if whole is not None:
        whole.parent().removeChildNode(whole)


def numbered(rank: int, text: str) -> str:
    """A text under the number of its map, by which titles name it."""
    return f"{rank + 1}. {text}"


def _free_group(parent: QgsLayerTreeGroup, wanted: str) -> QgsLayerTreeGroup:
    """A new group at the top of the plugin's own, under a name that no other one has."""
    name, rank = wanted, 1
    while parent.findGroup(name) is not None:
        rank += 1
        name = f"{wanted} ({rank})"
    return parent.insertGroup(0, name)


def write_requests(project: QgsProject, requests: Sequence[MapRequest]) -> None:
    """Keep in the project what the linked maps show, so that they can be opened again."""
    text = json.dumps([one.to_json() for one in requests])
    if project.readEntry(_SCOPE, _ENTRY)[0] != text:
        project.writeEntry(_SCOPE, _ENTRY, text)


def read_requests(project: QgsProject) -> tuple[MapRequest, ...]:
    """Read the requests back; none when there are none or they were edited by hand."""
    try:
        found = json.loads(project.readEntry(_SCOPE, _ENTRY)[0] or "[]")
    except ValueError:
        return ()
    if not isinstance(found, list):
        return ()
    requests = [MapRequest.from_json(one) if isinstance(one, str) else None for one in found]
    return tuple(one for one in requests if one is not None)
