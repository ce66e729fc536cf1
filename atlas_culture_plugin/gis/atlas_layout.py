# SPDX-License-Identifier: GPL-2.0-or-later
"""A series kept in the project as one layout driven by a QGIS atlas, which the user edits and exports.

The pages are features of a layer of ours: outlines of the territories, with the texts of their page as
attributes. :func:`prepare_atlas` makes that file in any thread and touches no project; :func:`lay_out` puts
the result in a project, on the main thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from ..core import levelfile
from ..core.atlas_pages import (
    COVERAGE,
    CRS,
    FILE,
    MEMBERS,
    PAGE,
    READING,
    STATUS,
    SUBTITLE,
    TITLE,
    VALUE,
    AtlasPage,
    Signature,
    covering,
    describe,
    longest,
    only,
    write,
)
from ..core.caption import Caption
from ..core.codes import parse_reference
from ..core.errors import AtlasError, PlaceError, TerritoryError
from ..core.formatting import count_label
from ..core.frames import Insets
from ..core.i18n import tr
from ..core.library import Library
from ..core.mapping import MapRequest, PreparedMap
from ..core.model import Level, Mode, ValueKind
from ..core.places import condition as place_condition
from ..core.places import label as place_label
from ..core.places import position_notes, tally
from ..core.progress import Progress, check
from ..core.request import DETAIL
from ..core.series import PagePlan, plan
from ..core.territories import Territories
from . import compose, context, layers, layouts, places, settings
from .atlas_items import AtlasItems, count_field, only_in_page, split_count
from .compose import Composed, Options, Page
from .layout_templates import TemplateInfo
from .styling import build_renderer

#: Mark of the layers of an atlas, which the dock leaves alone: they are the user's from the start.
MAP, PAGES = "atlas_map", "atlas_pages"

#: A text as long as another in letters may be a little longer in print.
_SPARE = " mmm"
#: Share of the time after which the texts are written; the rest goes to the counts of the legends.
_DESCRIBED = 0.4


@dataclass(frozen=True)
class PreparedAtlas:
    """An atlas before any project has it.

    ``page`` shows the whole series, with the longest text of any page everywhere. ``rows`` are the legend
    rows that end in a number of territories, in the order of their fields. ``notes`` say which territories
    have no page, and why.
    """

    page: Page
    level: Level
    path: Path
    rows: tuple[str, ...]
    notes: tuple[str, ...]


def prepare_atlas(
    library: Library,
    territories: Territories,
    request: MapRequest,
    coverage: Level,
    options: Options,
    folder: Path,
    progress: Progress,
) -> PreparedAtlas:
    """Prepare a page for each territory of ``coverage`` inside what ``request`` shows. For any thread.

    Insets and charts are left out: those of one page would be printed on all of them.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.series.plan` and
            :func:`~atlas_culture_plugin.gis.compose.prepare_page`; no page at all can be made.
    """
    pages = plan(library, territories, replace(request, detail=DETAIL), (), coverage).pages
    bounds = tr("all the pages") if pages[0].shared else ""
    if straddles := _may_straddle(request, coverage):
        pages = covering(library, territories, pages)
    # What they share, over the whole of the series.
    common = replace(pages[0].request, within=request.within)
    wanted = replace(options, insets=Insets.NONE, chart=False, context=False, common_bounds=bounds)
    whole = _prepare_whole(library, territories, common, wanted, folder, progress)
    name = options.name or tr("{title} – atlas").format(title=whole.caption.title)
    if straddles:
        whole = _widened(whole, library, territories, pages, folder, progress)
    signature = Signature(options.title, bounds, _remark(whole.prepared))
    described, notes = _describe(library, territories, pages, coverage, signature, progress)
    rows, counted = _count_rows(whole, described, territories, progress)
    path = _free_path(folder, whole.prepared, coverage)
    missing = write(levelfile.boundaries_file(coverage, DETAIL), coverage, counted, path)
    outlines = (_no_outline(page.name) for page in pages if _code(page) in missing)
    around = None
    if options.context:
        around = context.prepare(folder, request.level, DETAIL, pages[0].request.within)
    page = replace(
        whole,
        caption=_longest(whole.caption, described),
        context=around,
        options=replace(wanted, name=name),
    )
    return PreparedAtlas(page, coverage, path, rows, (*notes, *outlines))


def _prepare_whole(
    library: Library,
    territories: Territories,
    request: MapRequest,
    options: Options,
    folder: Path,
    progress: Progress,
) -> Page:
    """The page of the whole series, with the places that lie there if there are any."""
    points = replace(options.places, within=request.within) if options.places else None
    try:
        wanted = replace(options, places=points)
        return compose.prepare_page(library, territories, request, wanted, folder, progress)
    except PlaceError:
        wanted = replace(options, places=None)
        return compose.prepare_page(library, territories, request, wanted, folder, progress)


def _may_straddle(request: MapRequest, coverage: Level) -> bool:
    """Whether a page may show communes outside what the series covers: those of an EPCI at its border."""
    within = parse_reference(request.within) if request.within.strip() else None
    inside = within is not None and within.level in (Level.REGION, Level.DEPARTEMENT)
    return inside and coverage is Level.EPCI and request.level is Level.COMMUNE


def _widened(
    whole: Page,
    library: Library,
    territories: Territories,
    pages: tuple[PagePlan, ...],
    folder: Path,
    progress: Progress,
) -> Page:
    """The same page over a map of all the communes of the EPCI, wherever they are."""
    request = replace(whole.prepared.request, within="")
    built = layers.build_map(library, territories, request, folder, progress)
    communes = {code for page in pages for code in territories.within(Level.COMMUNE, page.request.within)}
    codes = ", ".join(f"'{_code(page)}'" for page in pages)
    drawn = replace(
        built, prepared=only(built.prepared, communes), subset=f'"epci" IN ({codes})', extent=None
    )
    return replace(whole, built=drawn)


def _longest(texts: Caption, pages: Sequence[AtlasPage]) -> Caption:
    """Texts for which the layout is made: those of every page then hold in their place."""
    return replace(
        texts,
        title=longest(pages, TITLE) + _SPARE,
        subtitle=longest(pages, SUBTITLE) + _SPARE,
        reading=longest(pages, READING) + _SPARE,
        coverage=longest(pages, COVERAGE) + _SPARE,
        notes=(),
    )


def _describe(
    library: Library,
    territories: Territories,
    pages: tuple[PagePlan, ...],
    coverage: Level,
    signature: Signature,
    progress: Progress,
) -> tuple[list[AtlasPage], list[str]]:
    """The pages that can be made, and a sentence for each of the others.

    Raises:
        AtlasError: none can; the sentence is that of the first.
    """
    described: list[AtlasPage] = []
    failed: list[AtlasError] = []
    notes: list[str] = []
    for rank, page in enumerate(pages):
        check(progress)
        progress.set_fraction(_DESCRIBED * rank / len(pages))
        try:
            described.append(describe(library, territories, page, coverage, signature))
        except AtlasError as error:
            failed.append(error)
            notes.append(f"{page.name}{tr(': ')}{error.sentence}")
    if not described:
        raise failed[0]
    return described, notes


def _code(page: PagePlan) -> str:
    return page.request.within.partition("-")[2]


def _no_outline(name: str) -> str:
    sentence = tr(
        "{territory} has no outline in the boundaries, so it cannot be printed: choose a wider one."
    )
    return TerritoryError(sentence.format(territory=name)).sentence


def _remark(prepared: PreparedMap) -> str:
    """What is said of a key that is one picture for all the pages, with the numbers of the whole."""
    is_stock = prepared.indicator.kind is ValueKind.STOCK and not prepared.is_evolution
    has_key = prepared.mode in (Mode.BIVARIATE, Mode.CIRCLES) or is_stock
    return tr("Numbers in the key: all the pages together.") if has_key else ""


def _count_rows(
    whole: Page, pages: Sequence[AtlasPage], territories: Territories, progress: Progress
) -> tuple[tuple[str, ...], list[AtlasPage]]:
    """The counted rows of the legend, and the pages with the count that each row has on them."""
    known = _labels(whole, whole.prepared, None, territories)
    counted = []
    for rank, page in enumerate(pages):
        check(progress)
        progress.set_fraction(_DESCRIBED + (1 - _DESCRIBED) * rank / len(pages))
        found = _labels(whole, page.prepared, page.prepared.request.within, territories)
        texts = (_as_long(found.get(row, count_label(0)), known[row]) for row in known)
        cells = {count_field(place): text for place, text in enumerate(texts)}
        counted.append(replace(page, cells={**page.cells, **cells}))
    rows = tuple(known)
    return rows, counted


def _as_long(count: str, room: str) -> str:
    """A count without what it adds ("3 of them zero") where the legend was not made for it."""
    return count if not room.endswith(")") else count[: count.index(")") + 1]


def _labels(
    whole: Page, prepared: PreparedMap, within: str | None, territories: Territories
) -> dict[str, str]:
    """The counts of a legend by the text of their row; those of places inside a territory of the series."""
    renderer = build_renderer(prepared, whole.built.fields, None, settings.load().styles)
    labels = [item.label() for item in renderer.legendSymbolItems()]
    built = whole.places
    if built is not None:
        inside = "" if within is None else f" AND {place_condition(built.types, within, territories)}"
        counts = tally(built.path, f"{built.subset}{inside}", built.table)
        labels += (place_label(kind, counts[kind.key]) for kind in built.types if kind.key in counts)
        labels += position_notes(counts).values()
    return dict(split for label in labels if (split := split_count(label)))


def _free_path(folder: Path, prepared: PreparedMap, coverage: Level) -> Path:
    """A file of its own for each atlas: the texts of another may have been rewritten by hand."""
    subject = hashlib.sha256(prepared.request.to_json().encode()).hexdigest()[:8]
    names = (f"atlas-{coverage.value}-{subject}-{rank}.gpkg" for rank in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def lay_out(project: QgsProject, atlas: PreparedAtlas, template: TemplateInfo) -> Composed:
    """Add the layout of an atlas to a project, with the layers that it needs. Main thread only.

    Raises:
        StyleError: the template cannot be used; the project is as it was.
        StorageError: a file of the atlas disappeared; likewise.
    """
    pages = _pages_layer(atlas)
    main = _map_layer(atlas)
    composed = compose.lay_out(project, atlas.page, template, main)
    _add_hidden(project, pages, main)
    items = AtlasItems(composed.layout)
    items.drive(pages)
    items.write_texts(atlas.page.caption)
    items.drive_map(pages, atlas.page.prepared.request.level, atlas.level, _points(project, atlas))
    items.free_bar()
    items.count_by_page(atlas.rows)
    items.show_first()
    return replace(composed, notes=(*layouts.notes_of(composed.layout), *atlas.notes))


def _map_layer(atlas: PreparedAtlas) -> QgsVectorLayer:
    """The map of the whole series, of which a page of the atlas shows the territories of that page."""
    layer = layers.create_layer(atlas.page.built, settings.load().styles)
    only_in_page(layer, atlas.page.prepared.request.level, atlas.level)
    layer.setName(atlas.page.name)
    # Another choice in the dock would draw it without what ties it to the pages.
    layer.removeCustomProperty(layers.REQUEST_PROPERTY)
    layer.setCustomProperty(context.CONTEXT_PROPERTY, MAP)
    return layer


def _pages_layer(atlas: PreparedAtlas) -> QgsVectorLayer:
    """The layer of the pages, whose texts the user may rewrite in its table.

    Raises:
        StorageError: its file disappeared.
    """
    name = tr("Pages of the atlas – {level}").format(level=atlas.level.label)
    layer = context.open_layer(atlas.path, atlas.level.value, name, PAGES)
    layer.setReadOnly(False)
    figure = atlas.page.prepared.indicator.heading(atlas.page.prepared.year)
    aliases = {
        PAGE: tr("Page"),
        FILE: tr("File name"),
        TITLE: tr("Title"),
        SUBTITLE: tr("Subtitle"),
        READING: tr("Reading note"),
        COVERAGE: tr("Coverage note"),
        CRS: tr("Coordinate system of the map"),
        MEMBERS: tr("Territories drawn"),
        VALUE: figure,
        STATUS: tr("State of the value"),
    }
    aliases |= {
        count_field(rank): f"{tr('Number of territories')}{tr(': ')}{row}"
        for rank, row in enumerate(atlas.rows)
    }
    for field, alias in aliases.items():
        layer.setFieldAlias(layer.fields().indexOf(field), alias)
    return layer


def _add_hidden(project: QgsProject, pages: QgsVectorLayer, main: QgsMapLayer) -> None:
    """Put the pages under the map in the tree: there to be opened as a table, not to be seen."""
    node = project.layerTreeRoot().findLayer(main.id())
    parent = node.parent() if node is not None else layers.group(project)
    project.addMapLayer(pages, False)
    added = parent.insertLayer(parent.children().index(node) + 1 if node is not None else 0, pages)
    added.setItemVisibilityChecked(False)
    added.setExpanded(False)


def _points(project: QgsProject, atlas: PreparedAtlas) -> list[QgsVectorLayer]:
    """The places drawn over the map, if there are any."""
    built = atlas.page.places
    if built is None:
        return []
    return [one for one in places.find_places(project) if places.request_of(one) == built.request]
