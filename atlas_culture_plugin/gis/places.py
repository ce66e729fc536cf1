# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers of places: cinemas, libraries, museums and festivals as points over a map.

:func:`build_places` reads and writes files, in any thread; :func:`create_places_layer` takes
milliseconds and runs on the main thread, as for the maps of :mod:`.layers`.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qgis.core import (
    NULL,
    Qgis,
    QgsDistanceArea,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayerMetadata,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from ..core import places
from ..core.errors import PlaceError, StorageError, StyleError
from ..core.formatting import count_label
from ..core.i18n import language, tr
from ..core.places import PlaceType, Tally
from ..core.progress import Progress, check
from ..core.territories import Territories, attribution
from ..core.wording import typeset
from . import place_symbols, places_file
from .geopackage import open_layer
from .layers import group
from .places_fields import name_fields
from .places_list import PlaceList

#: Custom property by which a layer of places is recognised when its project is reopened or moved.
PLACES_PROPERTY = "atlas_culture/places"
#: The name that we gave, which another one given by hand differs from.
_NAME_PROPERTY = "atlas_culture/name"
#: Number of types up to which the name of a layer says them.
_NAMED = 2


@dataclass(frozen=True)
class PlacesRequest:
    """What a layer of places shows: keys of types, and the territory, empty for the whole of France.

    ``listed`` is the published list that they are of, None for the places that the plugin ships.
    """

    types: tuple[str, ...]
    within: str = ""
    listed: PlaceList | None = None

    def to_json(self) -> str:
        """Text kept with the layer."""
        told: dict[str, Any] = {"types": list(self.types), "within": self.within}
        return json.dumps(told | ({"list": self.listed.described()} if self.listed else {}))

    @classmethod
    def from_json(cls, text: str) -> PlacesRequest | None:
        """Read :meth:`to_json` back; None when it was edited by hand."""
        try:
            read = json.loads(text)
            listed = PlaceList.from_described(read["list"]) if "list" in read else None
            return cls(tuple(str(key) for key in read["types"]), str(read["within"]), listed)
        except (ValueError, LookupError, TypeError):
            return None


@dataclass(frozen=True)
class BuiltPlaces:
    """Places ready to be shown. ``extent`` is (west, south, east, north) in EPSG:4326."""

    request: PlacesRequest
    types: tuple[PlaceType, ...]
    counts: dict[str, Tally]
    path: Path
    subset: str
    extent: tuple[float, float, float, float] | None
    name: str
    table: str = places.TABLE


def build(territories: Territories, request: PlacesRequest, folder: Path, progress: Progress) -> BuiltPlaces:
    """Prepare the places of a request: those that ship, or those of a list. For any thread.

    Raises:
        AtlasError: see :func:`build_places`; the file of the list is no more.
    """
    if request.listed is None:
        return build_places(territories, request.types, request.within, folder, progress)
    return listed_places(territories, request, request.listed)


def listed_places(territories: Territories, request: PlacesRequest, listed: PlaceList) -> BuiltPlaces:
    """Prepare the places of a list, which are in a file already. For any thread.

    Raises:
        PlaceError: there is none of these types there.
        TerritoryError: the territory is not understood or does not exist.
        StorageError: the file is no more, or is damaged.
    """
    within = request.within
    wanted = tuple(kind for kind in listed.kinds if kind.key in request.types)
    condition = places.condition(wanted, within, territories)
    try:
        counts = places.tally(listed.path, condition, listed.table)
        extent = places.extent(listed.path, condition, listed.table)
    except sqlite3.Error as error:
        sentence = tr("The file {file} cannot be opened as a layer. Delete it and add the layer again.")
        raise StorageError(sentence.format(file=listed.path), repr(error)) from error
    place = territories.place_name(within)
    if not counts:
        raise PlaceError(_nothing_there(wanted, place))
    shown = {kind.key: counts.get(kind.key, Tally()) for kind in wanted}
    name = f"{listed.title} – {place}" if place else listed.title
    return BuiltPlaces(request, wanted, shown, listed.path, condition, extent, name, listed.table)


def build_places(
    territories: Territories, types: Iterable[str], within: str, folder: Path, progress: Progress
) -> BuiltPlaces:
    """Prepare a layer of places and its file, in ``folder``. For any thread.

    Raises:
        PlaceError: a type does not exist, or there is no place of these types there.
        TerritoryError: ``within`` is not understood or does not exist.
        StorageError: the file cannot be written.
    """
    wanted = places.chosen(types)
    condition = places.condition(wanted, within, territories)
    place = territories.place_name(within)
    path = places_file.ensure(folder, territories, progress)
    check(progress)
    counts = places.tally(path, condition)
    if not counts:
        raise PlaceError(_nothing_there(wanted, place))
    view = condition if within.strip() else places.condition(wanted, "METRO", territories)
    return BuiltPlaces(
        request=PlacesRequest(tuple(kind.key for kind in wanted), within.strip()),
        types=wanted,
        counts={kind.key: counts.get(kind.key, Tally()) for kind in wanted},
        path=path,
        subset=condition,
        extent=places.extent(path, view),
        name=_layer_name(wanted, place),
    )


def create_places_layer(built: BuiltPlaces, styles: Path | None = None) -> QgsVectorLayer:
    """Open built places as a styled layer. Main thread only.

    Raises:
        StorageError: the file disappeared or is not readable.
        StyleError: the style template cannot be used.
    """
    layer = open_layer(built.path, built.table, built.name, built.subset)
    dress(layer, built, styles)
    return layer


def update_places_layer(layer: QgsVectorLayer, built: BuiltPlaces, styles: Path | None = None) -> None:
    """Show other places with a layer of the project. Main thread only.

    A name, an opacity, a place in the layer tree given by hand stay.

    Raises:
        StorageError: the file disappeared or is not readable; the layer is as it was.
        StyleError: the style template cannot be used; likewise.
    """
    made = create_places_layer(built, styles)
    former = request_of(layer)
    was_renamed = layer.customProperty(_NAME_PROPERTY, layer.name()) != layer.name()
    layer.setDataSource(made.source(), layer.name() if was_renamed else built.name, "ogr")
    if former != built.request or layer.renderer() is None:
        dress(layer, built, styles)
    layer.triggerRepaint()
    layer.emitStyleChanged()


def add_to_project(layer: QgsVectorLayer, project: QgsProject) -> None:
    """Put a layer of places at the top of the plugin's group: points come over areas."""
    project.addMapLayer(layer, False)
    group(project).insertLayer(0, layer)


def visible_places(project: QgsProject) -> QgsVectorLayer | None:
    """The layer of places that the user sees over the maps, None when there is none."""
    root = project.layerTreeRoot()
    for layer in find_places(project):
        node = root.findLayer(layer.id())
        if layer.isValid() and node is not None and node.isVisible():
            return layer
    return None


def dress(layer: QgsVectorLayer, built: BuiltPlaces, styles: Path | None) -> None:
    """Give a layer its symbols, field names, provenance and identity.

    Raises:
        StyleError: the style template cannot be used.
    """
    if built.extent is not None:
        # QGIS takes the extent of the whole table for that of a filtered layer.
        layer.setExtent(QgsRectangle(*built.extent))
    template = place_symbols.load(styles)
    shown = [
        (kind.key, places.label(kind, built.counts[kind.key]))
        for kind in built.types
        if built.counts[kind.key].total
    ]
    # Figures are only drawn where there is room for them: the sentence is true at every scale.
    grouped = tr("Size, and figure where there is one: number of places grouped")
    notes = [grouped, *places.position_notes(built.counts).values()]
    # The rarest first: they come over the others on the map.
    shown.sort(key=lambda pair: built.counts[pair[0]].total)
    names = {kind.key: kind.symbol for kind in built.types} if built.request.listed else None
    layer.setRenderer(place_symbols.grouped(template, shown, notes, names))
    name_fields(layer)
    layer.setMetadata(_metadata(built))
    layer.setDisplayExpression('coalesce("nom", "sous_type")')
    layer.setCustomProperty(PLACES_PROPERTY, built.request.to_json())
    layer.setCustomProperty(_NAME_PROPERTY, built.name)


def request_of(layer: QgsVectorLayer) -> PlacesRequest | None:
    """What a layer of places shows; None when it is not one of ours."""
    text = layer.customProperty(PLACES_PROPERTY)
    found = PlacesRequest.from_json(str(text)) if text else None
    if found is None or found.listed is None:
        return found
    return replace(found, listed=found.listed.at(layer))


def find_places(project: QgsProject) -> list[QgsVectorLayer]:
    """The layers of places of a project, in the order of the layer tree."""
    return [
        layer
        for layer in project.layerTreeRoot().layerOrder()
        if isinstance(layer, QgsVectorLayer) and request_of(layer) is not None
    ]


def describe(built: BuiltPlaces) -> list[str]:
    """What the user should know of the places: how many, where they come from, where they are."""
    if built.request.listed:
        lines = [places.label(kind, built.counts[kind.key]) for kind in built.types]
        lines += dict.fromkeys(kind.coverage for kind in built.types)
    else:
        lines = [
            f"{places.label(kind, built.counts[kind.key])}{tr(': ')}{kind.coverage}" for kind in built.types
        ]
    return [*lines, *places.position_notes(built.counts).values()]


def credit(built: BuiltPlaces) -> str:
    """Where the places come from, as printed on a map."""
    told = dict.fromkeys(f"{typeset(kind.attribution)} ({kind.licence})" for kind in built.types)
    sources = tr("; ").join(told)
    return tr("Places: {sources}.").format(sources=sources)


def style_user_points(layer: QgsVectorLayer, field: str, styles: Path | None = None) -> None:
    """Give a layer of points the symbols of places, one per value of ``field``.

    The commonest values have a symbol each; the others, and the empty ones, share one.

    Raises:
        StyleError: it is not a layer of points, has no such field, or the template cannot be used.
    """
    index = layer.fields().lookupField(field)
    if layer.geometryType() != Qgis.GeometryType.Point or index < 0:
        sentence = tr("The layer {layer} is not one of points with a field {field}: choose another one.")
        raise StyleError(sentence.format(layer=layer.name(), field=field))
    template = place_symbols.load(styles)
    counts = _count(layer, index)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    known = [(value, count) for value, count in ranked if value not in (None, "")]
    shown = list(zip(known, template.shared))
    categories = [(value, symbol, f"{value} {count_label(count)}") for (value, count), symbol in shown]
    left = sum(counts.values()) - sum(count for (_value, count), _symbol in shown)
    if left:
        others = f"{tr('Other values')} {count_label(left)}"
        categories.append(("", template.symbols[place_symbols.OTHERS], others))
    apart = _spacing(layer, sum(counts.values()))
    drawn = [
        (value, place_symbols.shrink_when_far(symbol, apart), text) for value, symbol, text in categories
    ]
    layer.setRenderer(place_symbols.categorised(layer.fields()[index].name(), drawn, []))
    layer.triggerRepaint()
    layer.emitStyleChanged()


def _spacing(layer: QgsVectorLayer, count: int) -> float:
    """Metres between the points of a layer if they were spread evenly over its extent."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), layer.transformContext())
    measure.setEllipsoid("EPSG:7030")
    return math.sqrt(measure.measureArea(QgsGeometry.fromRect(layer.extent())) / max(1, count))


def _count(layer: QgsVectorLayer, index: int) -> Counter[Any]:
    request = QgsFeatureRequest().setSubsetOfAttributes([index])
    request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    values = (feature.attribute(index) for feature in layer.getFeatures(request))
    return Counter(None if value == NULL else value for value in values)


def _layer_name(types: tuple[PlaceType, ...], place: str) -> str:
    names = ", ".join(_inside_a_sentence(kind.label) for kind in types)
    # Beyond two, the title would be wider than the legend, which names them anyway.
    few = len(types) <= _NAMED
    name = tr("Places of culture: {types}").format(types=names) if few else tr("Places of culture")
    return f"{name} – {place}" if place else name


def _inside_a_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]


def _nothing_there(types: tuple[PlaceType, ...], place: str) -> str:
    sentence = tr("No place of these types: {territory}. What the sources cover: {coverage}.")
    return sentence.format(
        territory=place or tr("Whole of France"), coverage=" ; ".join(kind.coverage for kind in types)
    )


def _metadata(built: BuiltPlaces) -> QgsLayerMetadata:
    record = QgsLayerMetadata()
    listed = built.request.listed
    subject = listed.recipe if listed else "+".join(built.request.types)
    record.setIdentifier(f"{places.TABLE}/{subject}/{built.request.within or 'FRANCE'}")
    record.setType("dataset")
    record.setLanguage("FRE" if language() == "fr" else "ENG")
    record.setTitle(built.name)
    sources = [f"{kind.label}{tr(': ')}{kind.attribution} ({kind.licence})" for kind in built.types]
    if listed:
        sources = list(dict.fromkeys(f"{kind.attribution} ({kind.licence})" for kind in built.types))
    record.setAbstract("\n\n".join([*describe(built), *sources]))
    record.setLicenses(sorted({kind.licence for kind in built.types}))
    record.setRights([*dict.fromkeys(kind.attribution for kind in built.types), attribution()])
    communes = tr("Communes: {attribution}").format(attribution=attribution())
    record.setHistory([*(listed.history if listed else ()), communes])
    return record
