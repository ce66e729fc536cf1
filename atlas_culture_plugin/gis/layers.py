# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers in the project: added, recognised, updated in place.

What takes time (reading the package, building the level file, classifying) is
:func:`build_map`, which runs in any thread and touches no project. What touches the project
takes milliseconds and runs on the main thread.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRenderer,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from ..core import levelfile
from ..core.crs import METROPOLE_CRS, WORLD_CRS
from ..core.i18n import tr
from ..core.library import Library
from ..core.mapping import MapRequest, PreparedMap, prepare, summary
from ..core.model import Level
from ..core.pairs import source_of
from ..core.perimeters import on_perimeters
from ..core.progress import Progress, check
from ..core.request import DETAIL, DISPLACED, NATIONAL
from ..core.scope import subset
from ..core.table import Table
from ..core.territories import Territories
from . import fields as layer_fields
from . import provenance, tree_legend
from .expressions import FieldNames
from .geopackage import open_layer
from .styling import build_renderer

GROUP_NAME = "Atlas Culture"

#: Custom properties by which a layer is recognised when its project is reopened or moved.
REQUEST_PROPERTY = "atlas_culture/request"
#: True on a layer whose coordinates are not where the territories are.
DISPLACED_PROPERTY = "atlas_culture/displaced"


@dataclass(frozen=True)
class BuiltMap:
    """A map ready to be shown: the file and layer name, what to filter, where to look.

    ``extent`` is (west, south, east, north) in ``crs``, or ``None`` when nothing has an outline.
    """

    prepared: PreparedMap
    path: Path
    fields: FieldNames
    subset: str
    extent: tuple[float, float, float, float] | None
    report: levelfile.Joined

    @property
    def crs(self) -> str:
        """CRS of the outlines and of the extent."""
        return METROPOLE_CRS if self.prepared.request.detail == DISPLACED else WORLD_CRS


def detail_for(request: MapRequest) -> str:
    """Generalisation to draw with: fine for a restricted territory, light for the whole country."""
    if request.detail in (NATIONAL, DETAIL, DISPLACED):
        return request.detail
    return NATIONAL if request.within.strip().upper() in ("", "FRANCE", "METRO") else DETAIL


def build_map(
    library: Library, territories: Territories, request: MapRequest, folder: Path, progress: Progress
) -> BuiltMap:
    """Prepare a map and the level file it is drawn from, in ``folder``. For any thread.

    ``territories`` are those shipped: boundaries that the request names take their place.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.mapping.prepare` and
            :func:`~atlas_culture_plugin.core.levelfile.build`.
    """
    prepared = prepare(library, territories, request)
    territories = prepared.territories
    check(progress)
    progress.set_fraction(0.1)
    level, detail = request.level, detail_for(request)
    source = source_of(library, [side.indicator.package for side in prepared.sides], level)
    table = on_perimeters(source.table, territories)
    boundaries = territories.outlines(level, detail)
    path = folder / levelfile.file_name(source.packages, level, detail, territories.vintage.mark)
    if not levelfile.is_current(path, table):
        levelfile.build(boundaries, table, path, progress)
    statement = subset(level, request.within, territories)
    return BuiltMap(
        prepared=prepared,
        path=path,
        fields=layer_fields.names_in(source, prepared),
        subset=statement,
        # Of the boundaries, whose outlines those are: maps on any package have the same ones.
        extent=levelfile.extent(boundaries, level, statement or _view_filter(request, territories)),
        report=_report(boundaries, table, detail),
    )


def _view_filter(request: MapRequest, territories: Territories) -> str:
    return "" if request.detail == DISPLACED else metropole_filter(request.level, territories)


def _report(boundaries: Path, table: Table, detail: str) -> levelfile.Joined:
    """What met and what did not; metropole is not missing from the outlines drawn beside it."""
    report = levelfile.compare(boundaries, table)
    return replace(report, not_in_layer=()) if detail == DISPLACED else report


def metropole_filter(level: Level, territories: Territories) -> str:
    """Where to look when everything is shown: overseas, the view would be mostly sea."""
    return subset(level, "METRO", territories)


def create_layer(built: BuiltMap, styles: Path | None = None) -> QgsVectorLayer:
    """Open a built map as a styled layer. Main thread only.

    Raises:
        StorageError: the file disappeared or is not readable.
        StyleError: the style template cannot be used.
    """
    layer = _open(built)
    _dress(layer, built, None, styles)
    return layer


def add_to_project(layer: QgsVectorLayer, project: QgsProject) -> None:
    """Put a layer at the top of the plugin's group, under the points, which come over areas."""
    project.addMapLayer(layer, False)
    parent = group(project)
    node = parent.insertLayer(len(list(takewhile(_has_points, parent.children()))), layer)
    node.setExpanded(True)


def _has_points(node: QgsLayerTreeNode) -> bool:
    layer = node.layer() if isinstance(node, QgsLayerTreeLayer) else None
    return isinstance(layer, QgsVectorLayer) and layer.geometryType() == Qgis.GeometryType.Point


def update_layer(layer: QgsVectorLayer, built: BuiltMap, styles: Path | None = None) -> None:
    """Show another map with the same layer: what the user restyled by hand stays.

    Raises:
        StyleError: the style template cannot be used; the layer is as it was.
        StorageError: the file disappeared or is not readable; likewise.
    """
    source = _open(built).source()
    if not layer.isValid():
        # Its file was lost. With a file again, QGIS gives it back the style kept in the project.
        layer.setDataSource(source, layer.name(), "ogr")
    # A copy: setRenderer() deletes the layer's own, and a reference held on it corrupts the memory.
    current = layer.renderer()
    previous = current.clone() if current is not None else None
    del current
    renderer = build_renderer(built.prepared, built.fields, previous, styles)
    keeps_name = not _was_renamed(layer)
    if _without_filter(layer.source()) != _without_filter(source):
        layer.setDataSource(source, layer.name(), "ogr")
    _dress(layer, built, renderer, styles)
    if keeps_name:
        layer.setName(layer_name(built.prepared))
    layer.triggerRepaint()
    layer.emitStyleChanged()


def find_layers(project: QgsProject) -> list[QgsVectorLayer]:
    """The layers of a project that the plugin made, in the order of the layer tree."""
    return [
        layer
        for layer in project.layerTreeRoot().layerOrder()
        if isinstance(layer, QgsVectorLayer) and request_of(layer) is not None
    ]


def request_of(layer: QgsVectorLayer) -> MapRequest | None:
    """The request that a layer shows, ``None`` when it is not one of ours."""
    text = layer.customProperty(REQUEST_PROPERTY)
    return MapRequest.from_json(str(text)) if text else None


def group(project: QgsProject) -> QgsLayerTreeGroup:
    """The plugin's group; made at the top of the tree when absent, left where the user moved it."""
    root = project.layerTreeRoot()
    found = root.findGroup(GROUP_NAME)
    return found if found is not None else root.insertGroup(0, GROUP_NAME)


def layer_name(prepared: PreparedMap) -> str:
    """Title in the layer tree and in legends: what, in which unit, when, where."""
    request = prepared.request
    headings = " × ".join(side.heading for side in prepared.sides)
    name = f"{headings} – {request.level.label}"
    place = prepared.territories.place_name(request.within)
    name = f"{name}, {place}" if place else name
    return f"{name}{tr(' – overseas, displaced')}" if request.detail == DISPLACED else name


def view_extent(built: BuiltMap, project: QgsProject) -> QgsRectangle:
    """Extent of a map in the CRS of the project, with a small margin."""
    if built.extent is None:
        return QgsRectangle()
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(built.crs), project.crs(), project.transformContext()
    )
    rectangle = transform.transformBoundingBox(QgsRectangle(*built.extent))
    rectangle.scale(1.05)
    return rectangle


def describe(built: BuiltMap) -> list[str]:
    """What the user should know of a map: states, notes, codes that did not meet."""
    lines = [summary(built.prepared), *built.prepared.notes]
    inside = set(built.prepared.codes)
    missing = [code for code in built.report.without_outline if code in inside]
    if missing:
        lines.append(
            tr("Without an outline in the boundaries, so not drawn: {codes}.").format(
                codes=", ".join(missing)
            )
        )
    if built.report.not_in_layer:
        lines.append(
            tr("{count} codes of the package are not in the boundaries of {year}: {codes}.").format(
                count=len(built.report.not_in_layer),
                year=built.prepared.territories.vintage.identifier or built.prepared.cog_year,
                codes=", ".join(built.report.not_in_layer[:20]),
            )
        )
    return lines


def _open(built: BuiltMap) -> QgsVectorLayer:
    name = layer_name(built.prepared)
    return open_layer(built.path, built.prepared.request.level.value, name, built.subset)


def _without_filter(source: str) -> str:
    return os.path.normcase(source.split("|subset=", maxsplit=1)[0])


def _dress(
    layer: QgsVectorLayer, built: BuiltMap, renderer: QgsFeatureRenderer | None, styles: Path | None
) -> None:
    """Give a layer its filter, renderer, field names, provenance and identity."""
    if layer.subsetString() != built.subset:
        layer.setSubsetString(built.subset)
    if built.subset and built.extent is not None:
        # QGIS takes the extent of the whole table for that of a filtered layer.
        layer.setExtent(QgsRectangle(*built.extent))
    layer.setRenderer(renderer or build_renderer(built.prepared, built.fields, None, styles))
    layer_fields.set_computed(layer, built.prepared, built.fields)
    provenance.write(layer, built.prepared)
    tree_legend.remember(layer, built.prepared)
    # Its defaults are filled in: a later version with other defaults must not change this map.
    layer.setCustomProperty(REQUEST_PROPERTY, built.prepared.request.to_json())
    layer.setCustomProperty("atlas_culture/name", layer_name(built.prepared))
    layer.setCustomProperty(DISPLACED_PROPERTY, built.prepared.request.detail == DISPLACED)


def _was_renamed(layer: QgsVectorLayer) -> bool:
    return bool(layer.name() != layer.customProperty("atlas_culture/name", layer.name()))
