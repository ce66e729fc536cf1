# SPDX-License-Identifier: GPL-2.0-or-later
"""From a request to a page: the one path of the dock, of the exports and of the series.

What takes time is :func:`prepare_page`, for any thread, which touches no project. :func:`lay_out` puts the
result in a project, on the main thread; :func:`compose` is one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qgis.core import QgsMapLayer, QgsPrintLayout, QgsProject, QgsVectorLayer

from ..core.caption import Caption, caption
from ..core.crs import WORLD_CRS
from ..core.frames import Frame, Insets, frames
from ..core.i18n import tr
from ..core.library import Library
from ..core.mapping import MapRequest, PreparedMap
from ..core.model import Mode
from ..core.places import none_there
from ..core.progress import Progress, check
from ..core.territories import Territories
from ..core.wording import typeset
from . import circles, context, layers, layouts, places, settings
from .context import ContextFiles, frame_rectangle
from .layers import BuiltMap
from .layout_templates import TemplateInfo, find
from .legend import LegendEntry
from .page_charts import charts_of, circles_key_of, key_of
from .places import BuiltPlaces, PlacesRequest
from .sheet import Drawing, Sheet


@dataclass(frozen=True)
class Options:
    """How a page is made. Empty texts mean "found by itself"."""

    template: str = ""
    insets: Insets | str = Insets.AUTO
    title: str = ""
    author: str = ""
    organisation: str = ""
    north: bool = False
    context: bool = True
    chart: bool = True
    #: Places drawn over the map, as points; None for none.
    places: PlacesRequest | None = None
    #: Name of the layout in the project; empty for the title of the page.
    name: str = ""
    #: What the bounds are shared with, in words, for the subtitle.
    common_bounds: str = ""
    today: date | None = None


@dataclass(frozen=True)
class Page:
    """Everything that a page needs, before any project has it."""

    built: BuiltMap
    caption: Caption
    frames: tuple[Frame, ...]
    context: ContextFiles | None
    options: Options
    charts: tuple[Drawing, ...] = ()
    key: Drawing | None = None
    places: BuiltPlaces | None = None

    @property
    def prepared(self) -> PreparedMap:
        """The figures of the map."""
        return self.built.prepared

    @property
    def name(self) -> str:
        """Name of the layout that shows it."""
        return self.options.name or self.caption.title


@dataclass(frozen=True)
class Composed:
    """A page in a project, and what the user should know of it."""

    layout: QgsPrintLayout
    prepared: PreparedMap
    notes: tuple[str, ...]


def compose(
    project: QgsProject,
    library: Library,
    territories: Territories,
    request: MapRequest,
    options: Options,
    folder: Path,
    progress: Progress,
) -> Composed:
    """Make a page and add it to a project, with the layers that it shows. Main thread only.

    Raises:
        AtlasError: see :func:`prepare_page` and :func:`lay_out`.
    """
    template = find(options.template)
    page = prepare_page(library, territories, request, options, folder, progress)
    return lay_out(project, page, template)


def prepare_page(
    library: Library,
    territories: Territories,
    request: MapRequest,
    options: Options,
    folder: Path,
    progress: Progress,
) -> Page:
    """Answer a request and write down all that its page says. For any thread.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.gis.layers.build_map` and
            :func:`~atlas_culture_plugin.gis.places.build`; the territory has no outline; the folder
            cannot be written.
    """
    built = layers.build_map(library, territories, request, folder, progress)
    check(progress)
    prepared = built.prepared
    drawn_on = prepared.territories
    texts = caption(
        prepared,
        library,
        drawn_on,
        title=options.title,
        author=options.author or settings.load().author,
        organisation=options.organisation or settings.load().organisation,
        today=options.today,
        common_bounds=options.common_bounds,
        with_overseas=options.insets != Insets.NONE or built.crs != WORLD_CRS,
    )
    wanted = frames(drawn_on, request.level, prepared.codes, request.within, options.insets)
    for frame in wanted:
        # Measured here, once: the main thread finds the result.
        frame_rectangle(frame)
    check(progress)
    around = None
    if options.context:
        detail = layers.detail_for(request)
        around = context.prepare(folder, request.level, detail, request.within, drawn_on)
    points = None
    if options.places is not None:
        # One file of places for all maps, whatever the boundaries of this one.
        points = places.build(territories, options.places, folder, progress)
        found = " ".join([texts.source, places.credit(points), *none_there(points.types, points.counts)])
        texts = replace(texts, source=found)
    return Page(
        built=built,
        caption=texts,
        frames=wanted,
        context=around,
        options=options,
        charts=charts_of(prepared, library, drawn_on) if options.chart else (),
        key=key_of(prepared),
        places=points,
    )


def lay_out(
    project: QgsProject, page: Page, template: TemplateInfo, layer: QgsVectorLayer | None = None
) -> Composed:
    """Add the layout of a page to a project. Main thread only.

    Args:
        project: the project.
        page: what :func:`prepare_page` returned.
        template: what the page looks like.
        layer: the map, when the project has it already; else it is made and added, with its context.

    Raises:
        StyleError: the template cannot be used; the project is as it was.
        StorageError: a file of the page disappeared.
    """
    made = _layers(project, page, layer)
    added = _add_layers(project, made)
    _circles_over(made)
    try:
        layout = layouts.add_layout(project, template, _sheet(page, made))
    except Exception:
        project.removeMapLayers(added)
        raise
    return Composed(layout, page.prepared, _notes(page, layout))


def refresh(project: QgsProject, layout: QgsPrintLayout, page: Page, layer: QgsVectorLayer) -> Composed:
    """Fill a layout again with another page on the same map layer; edits by hand stay. Main thread only.

    Raises:
        StorageError: a file of the page disappeared.
    """
    made = _layers(project, page, layer)
    former = _theme_layers(project, layout)
    kinds = {context.context_kind(one): one for one in former if context.context_kind(one)}
    same = _Layers(layer, _same(made.above, kinds), _same(made.below, kinds), made.points)
    _add_layers(project, same)
    _circles_over(same)
    layouts.refresh(project, layout, _sheet(page, same))
    project.setDirty(True)
    return Composed(layout, page.prepared, _notes(page, layout))


def layouts_of(project: QgsProject, layer_id: str) -> list[QgsPrintLayout]:
    """The layouts of ours that print a layer of the project."""
    return [
        layout
        for layout in project.layoutManager().printLayouts()
        if any(layer.id() == layer_id for layer in _theme_layers(project, layout))
    ]


@dataclass(frozen=True)
class _Layers:
    """The layers of a page, in drawing order: over the map, the map, under it."""

    main: QgsVectorLayer
    above: tuple[QgsVectorLayer, ...]
    below: tuple[QgsVectorLayer, ...]
    #: Places, over everything.
    points: tuple[QgsVectorLayer, ...] = ()

    @property
    def ordered(self) -> tuple[QgsVectorLayer, ...]:
        return (*self.points, *self.above, self.main, *self.below)


def _layers(project: QgsProject, page: Page, layer: QgsVectorLayer | None) -> _Layers:
    main = layer if layer is not None else layers.create_layer(page.built, settings.load().styles)
    points = _points(project, page)
    if page.context is None:
        return _Layers(main, (), (), points)
    limits = context.limits(page.context)
    above = (limits,) if limits is not None else ()
    return _Layers(main, above, (context.neighbours(page.context),), points)


def _circles_over(made: _Layers) -> None:
    for lines in made.above:
        circles.draw_over(made.main, lines)


def _points(project: QgsProject, page: Page) -> tuple[QgsVectorLayer, ...]:
    """The places of a page: the layer of the project that shows them, with the symbols it has there."""
    if page.places is None:
        return ()
    for layer in places.find_places(project):
        if layer.isValid() and places.request_of(layer) == page.places.request:
            return (layer,)
    return (places.create_places_layer(page.places, settings.load().styles),)


def _add_layers(project: QgsProject, made: _Layers) -> list[str]:
    """Put in the project those that it has not, around the map; return their identifiers.

    Their order in the tree is that of the drawing. Those of the context are for the page: on the canvas
    they are there to be ticked.
    """
    missing = [layer.id() for layer in made.ordered if project.mapLayer(layer.id()) is None]
    if made.main.id() in missing:
        layers.add_to_project(made.main, project)
    for layer in made.points:
        if layer.id() in missing:
            places.add_to_project(layer, project)
    node = project.layerTreeRoot().findLayer(made.main.id())
    parent = node.parent() if node is not None else layers.group(project)
    for offset, around in ((0, made.above), (1, made.below)):
        for layer in around:
            if layer.id() not in missing:
                continue
            project.addMapLayer(layer, False)
            rank = parent.children().index(node) + offset if node in parent.children() else 0
            added = parent.insertLayer(rank, layer)
            added.setItemVisibilityChecked(False)
            added.setExpanded(False)
    return missing


def _theme_layers(project: QgsProject, layout: QgsPrintLayout) -> list[QgsMapLayer]:
    name = layouts.theme_of(layout)
    themes = project.mapThemeCollection()
    return list(themes.mapThemeVisibleLayers(name)) if themes.hasMapTheme(name) else []


def _same(wanted: tuple[QgsVectorLayer, ...], known: dict[str, QgsMapLayer]) -> tuple[QgsVectorLayer, ...]:
    """Layers of context that the page has already, where they show the same file."""
    found = []
    for layer in wanted:
        former = known.get(context.context_kind(layer))
        is_same = isinstance(former, QgsVectorLayer) and former.source() == layer.source()
        found.append(former if is_same else layer)
    return tuple(found)


def _sheet(page: Page, made: _Layers) -> Sheet:
    return Sheet(
        name=page.name,
        caption=page.caption,
        layers=made.ordered,
        legend=(*_legend(page, made.main), *_places_legend(made)),
        frames=page.frames,
        charts=page.charts,
        key=_key(page, made.main),
        north=page.options.north,
    )


def _key(page: Page, layer: QgsVectorLayer) -> Drawing | None:
    """What is drawn in the place of rows of the legend: a square, or circles as the layer has them now."""
    look = circles.key_look(layer.renderer())
    return page.key if page.key is not None or look is None else circles_key_of(page.prepared, look)


def _legend(page: Page, layer: QgsVectorLayer) -> tuple[LegendEntry, ...]:
    """The rows under the key, if there is one, then those of the areas."""
    prepared = page.prepared
    has_key = _key(page, layer) is not None
    if prepared.mode is Mode.CIRCLES and prepared.second is not None:
        headings = (prepared.heading, prepared.second.heading)
        title = "" if has_key else prepared.second.heading
        of_circles = LegendEntry(layer, title, headings, part=prepared.second.heading, without_key=has_key)
        return (of_circles, LegendEntry(layer, prepared.heading, headings))
    if has_key:
        return (LegendEntry(layer, "", without_key=True),)
    return (LegendEntry(layer, typeset(prepared.heading)),)


def _places_legend(made: _Layers) -> tuple[LegendEntry, ...]:
    return tuple(LegendEntry(layer, tr("Places of culture")) for layer in made.points)


def _notes(page: Page, layout: QgsPrintLayout) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*layers.describe(page.built), *layouts.notes_of(layout)]))
