# SPDX-License-Identifier: GPL-2.0-or-later
"""Crossings, evolutions and thresholds as layers: every territory drawn as the figures say."""

from __future__ import annotations

import math
import re
import shutil
from collections import Counter
from dataclasses import dataclass

import pytest
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRenderContext,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Mode, Status
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layers, offsets
from atlas_culture_plugin.gis.looks import centroid_layer
from atlas_culture_plugin.gis.offsets import DIAMETERS
from tests.package_figures import expected
from tests.unit.samples import sample, two_years_of_a_ratio

STATES = ["nd", "secret", "sans_objet", "sous_seuil"]
#: What most restrains what may be said of two years comes first.
STRONGEST = ("secret", "nd", "sans_objet")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """The embedded package, and a small one whose columns have the same names."""
    folder = tmp_path_factory.mktemp("packages") / "embedded"
    shutil.copytree(paths.data("packages"), folder)
    sample(folder)
    return Library(tmp_path_factory.mktemp("library"), folder)


@pytest.fixture
def build(library, folder, qgis_app):
    def run(indicator, level, mode=Mode.SINGLE, second="", **more):
        request = MapRequest(indicator, Level(level), mode=mode, second=second, **more)
        return layers.build_map(library, territories(), request, folder, Silent())

    return run


@dataclass
class Drawn:
    """One thing drawn on a territory, as the legend says it."""

    label: str
    color: str
    size: float | None
    is_circle: bool = False


def drawn(layer):
    """What the renderer draws for each territory, in the order of the legend."""
    context = QgsRenderContext()
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context.setExpressionContext(QgsExpressionContext(scopes))
    renderer = layer.renderer().clone()
    items = {item.ruleKey(): item for item in renderer.legendSymbolItems()}
    found = {}
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = [key for key in items if key in renderer.legendKeysForFeature(feature, context)]
        found[feature["code"]] = [_drawn(items[key], context) for key in keys if items[key].symbol()]
    renderer.stopRender(context)
    return found


def _drawn(item, context):
    symbol = item.symbol()
    if centroid_layer(symbol) is None:
        return Drawn(item.label(), symbol.symbolLayer(0).color().name(), None)
    marker = centroid_layer(symbol).subSymbol()
    # Of the layer: that of the symbol is empty where its place is data-defined too.
    size = marker.symbolLayer(0).dataDefinedProperties().property(QgsSymbolLayer.Property.PropertySize)
    value = size.valueAsDouble(context.expressionContext(), -1)[0] if size.isActive() else marker.size()
    return Drawn(item.label(), marker.color().name(), value, True)


def attributes(layer, *names):
    rows = {}
    for feature in layer.getFeatures():
        rows[feature["code"]] = tuple(None if feature[name] == NULL else feature[name] for name in names)
    return rows


def rank_of(value, bounds):
    return None if value is None else sum(value >= bound for bound in bounds[1:-1]) + 1


def check_legend_counts(layer, found):
    """The number in brackets of each entry that draws something is that of what it draws."""
    counts = Counter((one.label, one.is_circle) for things in found.values() for one in things)
    for item in layer.renderer().legendSymbolItems():
        number = re.search(r"\(([\d,]+)\)$", item.label())
        if number and item.symbol() and "of them zero" not in item.label():
            is_circle = centroid_layer(item.symbol()) is not None
            assert counts[item.label(), is_circle] == int(number[1].replace(",", "")), item.label()


CIRCLES = [
    ("region", "part_ae", "musees_entrees", ""),
    ("departement", "entrees_hab", "entrees_cinema", ""),
    ("epci", "dep_epci_hab", "festivals", "REG-53"),
    ("epci", "dep_epci_hab", "entrees_cinema", ""),
    ("commune", "niveau_vie_median", "musees_entrees", "DEP-35"),
]
LATEST = {"part_ae": 2022, "musees_entrees": 2023, "entrees_hab": 2022, "entrees_cinema": 2022}
LATEST |= {"dep_epci_hab": 2019, "festivals": 2019, "niveau_vie_median": 2018, "cinemas_100k": 2022}
LATEST |= {"festivals_100k": 2019, "bibliotheques_10k": 2021, "musees_100k": 2023}


@pytest.mark.parametrize(("level", "first", "second", "within"), CIRCLES)
def test_areas_are_of_the_class_of_the_ratio_and_circles_of_the_size_of_the_stock(
    build, level, first, second, within
):
    built = build(first, level, Mode.CIRCLES, second, within=within, year=LATEST[first])
    layer, prepared = layers.create_layer(built), built.prepared
    year = prepared.second.year
    ratios, stocks = expected(level, f"{first}_{LATEST[first]}"), expected(level, f"{second}_{year}")
    rows = attributes(layer, "valeur", "statut", "classe", "valeur2", "statut2")
    found = drawn(layer)
    assert rows.keys() == found.keys() == set(prepared.codes)
    largest = max(value for code in prepared.codes if (value := stocks[code][0]) is not None)
    for code, (ratio, state) in ((code, ratios[code]) for code in prepared.codes):
        stock, stock_state = stocks[code]
        rank = rank_of(ratio, prepared.rounded.bounds)
        assert rows[code] == (ratio, state, rank, stock, stock_state), code
        area, *circle = found[code]
        if rank:
            assert area.color == prepared.colors[rank - 1], code
        else:
            assert area.label.startswith(Status[state_name(state)].label), code
        if stock is not None:
            (circle,) = circle
            assert circle.size == pytest.approx(DIAMETERS[Level(level)] * math.sqrt(stock / largest)), code
        elif circle:
            assert circle[0].label.startswith(Status[state_name(stock_state)].label), code
    check_legend_counts(layer, found)
    told = [item.label() for item in layer.renderer().legendSymbolItems()]
    for state in Status:
        count = sum(stocks[code][1] == state.field_value for code in prepared.codes)
        if count and state is not Status.VALUE:
            assert any(state.label.lower() in label.lower() and f"({count:,})" in label for label in told)


def state_name(text):
    return {one.field_value: one.name for one in Status}[text]


def test_the_stock_may_be_given_first(build):
    given = layers.create_layer(build("entrees_cinema", "region", Mode.CIRCLES, "entrees_hab"))
    usual = layers.create_layer(build("entrees_hab", "region", Mode.CIRCLES, "entrees_cinema"))
    assert drawn(given) == drawn(usual)


def test_small_circles_are_drawn_over_large_ones_and_all_over_the_areas(build):
    layer = layers.create_layer(build("entrees_hab", "region", Mode.CIRCLES, "entrees_cinema"))
    renderer = layer.renderer().clone()
    assert renderer.usingSymbolLevels() and renderer.orderByEnabled()
    (clause,) = renderer.orderBy().list()
    assert not clause.ascending() and "entrees_cinema_2022" in clause.expression().expression()


def test_two_maps_share_a_scale_of_circles(build):
    sizes = []
    for within in ("REG-53", "REG-11"):
        built = build("entrees_hab", "departement", Mode.CIRCLES, "entrees_cinema", within=within,
                      circle_maximum=50e6)  # fmt: skip
        for code, things in drawn(layers.create_layer(built)).items():
            value = expected("departement", "entrees_cinema_2022")[code][0]
            sizes += [(value, things[1].size)]
    for value, size in sizes:
        assert size == pytest.approx(11.0 * math.sqrt(value / 50e6))


@pytest.mark.parametrize(
    ("level", "first", "second", "within"),
    [
        ("region", "cinemas_100k", "musees_100k", ""),
        ("departement", "cinemas_100k", "festivals_100k", ""),
        ("epci", "dep_epci_hab", "cinemas_100k", ""),
        ("commune", "niveau_vie_median", "bibliotheques_10k", "REG-53"),
    ],
)
def test_two_ratios_make_the_cell_of_both_classes(build, level, first, second, within):
    built = build(first, level, Mode.BIVARIATE, second, within=within)
    layer, prepared = layers.create_layer(built), built.prepared
    across = expected(level, f"{first}_{prepared.year}")
    up = expected(level, f"{second}_{prepared.second.year}")
    found = drawn(layer)
    for code in prepared.codes:
        (thing,) = found[code]
        column = rank_of(across[code][0], prepared.rounded.bounds)
        row = rank_of(up[code][0], prepared.second.rounded.bounds)
        if column and row:
            assert thing.color == prepared.cell_colors[(row - 1) * 3 + column - 1], code
        else:
            state = across[code][1] if column is None else up[code][1]
            assert thing.label.startswith(Status[state_name(state)].label), code
    check_legend_counts(layer, found)
    labels = [item.label() for item in layer.renderer().legendSymbolItems()][:9]
    assert labels[0].startswith(f"low / high ({prepared.title} / {prepared.second.title})")
    assert labels[8].startswith(f"high / low ({prepared.title} / {prepared.second.title})")


@pytest.mark.parametrize(
    ("level", "indicator", "within"),
    [("region", "musees_entrees", ""), ("departement", "musees_entrees", ""), ("epci", "musees_entrees", ""),
     ("epci", "musees", ""), ("commune", "musees_entrees", "REG-76")],
)  # fmt: skip
def test_an_evolution_is_that_of_the_figures_and_changed_perimeters_are_hatched(
    build, level, indicator, within
):
    built = build(indicator, level, Mode.EVOLUTION, since=2019, year=2023, within=within)
    layer, prepared = layers.create_layer(built), built.prepared
    before, after = expected(level, f"{indicator}_2019"), expected(level, f"{indicator}_2023")
    rows, found = attributes(layer, "valeur", "statut", "classe", "debut", "fin"), drawn(layer)
    changed = territories().changed(Level(level), 2019, 2023)
    for code in prepared.codes:
        (start, start_state), (end, end_state) = before[code], after[code]
        state = next((one for one in STRONGEST if one in (start_state, end_state)), "valeur")
        if state == "valeur" and start <= 0:
            state = "sans_objet"
        value = (end - start) / start * 100 if state == "valeur" else None
        rank = rank_of(value, prepared.rounded.bounds)
        assert rows[code] == (value, state, rank, start, end), code
        area, *hatch = found[code]
        if rank:
            assert area.color == prepared.colors[rank - 1], code
        else:
            assert area.label.startswith(Status[state_name(state)].label), code
        assert [one.label.partition(" (")[0] for one in hatch] == (
            ["Perimeter changed between 2019 and 2023"] if code in changed else []
        ), code
    check_legend_counts(layer, found)
    ranks = [rank for _value, _state, rank, *_ends in rows.values() if rank]
    assert len(set(ranks)) >= 2


def test_a_rate_from_nothing_and_a_secret_year_are_told(build):
    layer = layers.create_layer(build("petit/bibliotheques", "region", Mode.EVOLUTION))
    rows = attributes(layer, "valeur", "statut", "debut", "fin")
    assert rows["53"] == (100.0, "valeur", 1.0, 2.0)
    assert rows["11"] == (None, "secret", None, None)
    assert rows["06"] == (None, "sans_objet", 0.0, -1.5)
    assert rows["84"] == (None, "nd", None, None)


def test_a_ratio_changes_by_a_difference(tmp_path, monkeypatch, qgis_app):
    library = Library(tmp_path / "library", two_years_of_a_ratio(tmp_path / "embedded", monkeypatch))
    request = MapRequest("taux", Level.REGION, mode=Mode.EVOLUTION)
    built = layers.build_map(library, territories(), request, tmp_path / "levels", Silent())
    rows = attributes(layers.create_layer(built), "valeur", "statut", "debut", "fin")
    assert rows["53"] == (-1.5, "valeur", 4.0, 2.5)
    assert rows["11"] == (0.1, "valeur", 0.0, 0.1)
    assert rows["06"] == (None, "secret", None, 3.0)
    assert rows["84"] == (None, "nd", None, None)


@pytest.mark.parametrize(("level", "within", "threshold"), [("commune", "REG-76", 50), ("epci", "", 20000)])
def test_ratios_of_small_denominators_are_hidden_and_told(build, level, within, threshold):
    built = build("bibliotheques_10k", level, within=within, threshold=threshold)
    layer, prepared = layers.create_layer(built), built.prepared
    ratios, people = expected(level, "bibliotheques_10k_2021"), expected(level, "population_2023")
    rows, found = attributes(layer, "valeur", "statut", "classe"), drawn(layer)
    hidden = 0
    for code in prepared.codes:
        value, state = ratios[code]
        if value is not None and people[code][0] < threshold:
            value, state, hidden = None, "sous_seuil", hidden + 1
        assert rows[code] == (value, state, rank_of(value, prepared.rounded.bounds)), code
        (thing,) = found[code]
        if state == "sous_seuil":
            assert thing.label.startswith(f"Fewer than {threshold:,}\u00a0habitants ("), thing.label
    assert hidden > 10
    check_legend_counts(layer, found)


def test_indicators_of_two_packages_are_crossed_in_one_file_of_their_own(build, folder):
    alone = build("densite", "region").path
    built = build("densite", "region", Mode.CIRCLES, "petit/bibliotheques", year=2023)
    assert built.path != alone and "petit" in built.path.name and "essentiel" in built.path.name
    rows = attributes(layers.create_layer(built), "valeur", "statut2", "valeur2")
    given = expected("region", "densite_2023")
    assert rows["53"] == (given["53"][0], "valeur", 2.0)
    assert rows["11"] == (given["11"][0], "secret", None)
    assert rows["84"] == (given["84"][0], "nd", None)
    # The other way round, and with columns of the same name.
    again = build("petit/taux", "region", Mode.CIRCLES, "atlas-essentiel/bibliotheques")
    assert again.path == built.path
    rows = attributes(layers.create_layer(again), "valeur", "valeur2")
    assert rows["53"] == (100.0, expected("region", "bibliotheques_2021")["53"][0])
    same = build("cinemas_100k", "region", Mode.BIVARIATE, "musees_100k").path
    assert same == alone


REQUESTS = [
    ("densite", "departement", Mode.SINGLE, ""),
    ("entrees_hab", "departement", Mode.CIRCLES, "entrees_cinema"),
    ("musees_entrees", "departement", Mode.EVOLUTION, ""),
    ("cinemas_100k", "departement", Mode.BIVARIATE, "festivals_100k"),
    ("cinemas", "departement", Mode.SINGLE, ""),
    ("densite", "region", Mode.CIRCLES, "petit/bibliotheques"),
    ("musees_entrees", "epci", Mode.EVOLUTION, ""),
]


def test_a_layer_goes_from_any_kind_of_map_to_any_other(build, qgis_new_project):
    layer = layers.create_layer(build(*REQUESTS[0]))
    layers.add_to_project(layer, QgsProject.instance())
    for before in REQUESTS:
        for after in REQUESTS:
            layers.update_layer(layer, build(*before))
            built = build(*after)
            layers.update_layer(layer, built)
            fresh = layers.create_layer(built)
            assert drawn(layer) == drawn(fresh), (before, after)
            assert layer.fields().names() == fresh.fields().names()
            assert layer.name() == fresh.name()
            assert layers.request_of(layer) == built.prepared.request


def test_outlines_and_opacity_made_by_hand_stay(build, qgis_new_project):
    layer = layers.create_layer(build("densite", "departement"))
    renderer = layer.renderer().clone()
    for row, item in enumerate(renderer.ranges()):
        symbol = item.symbol().clone()
        symbol.symbolLayer(0).setStrokeColor(QColor("#ff00ff"))
        symbol.symbolLayer(0).setStrokeWidth(0.7)
        symbol.setOpacity(0.6)
        renderer.updateRangeSymbol(row, symbol)
    layer.setRenderer(renderer)
    for request in REQUESTS[1:]:
        layers.update_layer(layer, build(*request))
        items = [
            item
            for item in layer.renderer().clone().legendSymbolItems()
            if item.symbol() and item.symbol().symbolLayer(0).layerType() == "SimpleFill"
        ]
        symbols = [item.symbol() for item in items if item.symbol().symbolLayerCount() == 1]
        assert symbols, request
        for symbol in symbols:
            assert symbol.symbolLayer(0).strokeColor().name() == "#ff00ff", request
            assert symbol.symbolLayer(0).strokeWidth() == 0.7
            assert symbol.opacity() == pytest.approx(0.6)


@pytest.mark.parametrize("request_", REQUESTS[1:4])
def test_a_reopened_project_draws_the_same(build, qgis_new_project, tmp_path, request_):
    project = QgsProject.instance()
    layer = layers.create_layer(build(*request_))
    layers.add_to_project(layer, project)
    before, name, request = drawn(layer), layer.name(), layers.request_of(layer)
    # Held by nobody: it goes with the project.
    del layer
    assert project.write(str(tmp_path / "carte.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "carte.qgz"))
    (again,) = layers.find_layers(project)
    assert (again.name(), layers.request_of(again)) == (name, request)
    assert drawn(again) == before


def rendered(layer, width=500, height=480):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsProject.instance().crs())
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("white"))
    transform = QgsCoordinateTransform(layer.crs(), settings.destinationCrs(), QgsProject.instance())
    extent = transform.transformBoundingBox(layer.extent())
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage(), settings, transform


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_map_of_a_region_is_not_blank_and_holds_its_colours(build, qgis_new_project, request_):
    indicator, level, mode, second = request_
    built = build(indicator, level, mode, second, within="REG-53" if level != "region" else "METRO")
    layer = layers.create_layer(built)
    image, _settings, _transform = rendered(layer)
    seen = {image.pixelColor(x, y).name() for x in range(0, 500, 3) for y in range(0, 480, 3)}
    areas = {things[0].color for things in drawn(layer).values() if things and things[0].size is None}
    assert len(areas & seen) >= min(3, len(areas)) or mode is Mode.SINGLE


@pytest.mark.parametrize(
    "text", ["", "nowhere", "[1, 2]", '{"35": [1]}', '{"35": [true, 1]}', '{"35": [NaN, 1]}', "[" * 100_000,
             f'{{"35": [1, 1{"0" * 400}]}}']
)  # fmt: skip
def test_what_is_not_a_move_is_ignored(build, text):
    layer = layers.create_layer(build("cinemas", Level.REGION))
    QgsExpressionContextUtils.setLayerVariable(layer, offsets.VARIABLE, text)
    assert offsets.moves(layer) == {}


@pytest.mark.parametrize("request_", [REQUESTS[1], REQUESTS[4]])
def test_a_circle_moved_by_hand_is_drawn_there_and_stays(build, qgis_new_project, tmp_path, request_):
    indicator, level, mode, second = request_
    project = QgsProject.instance()
    layer = layers.create_layer(build(indicator, level, mode, second, within="REG-53"))
    layers.add_to_project(layer, project)
    (feature,) = layer.getFeatures("code = '35'")
    image, settings, transform = rendered(layer)
    place = transform.transform(feature.geometry().pointOnSurface().asPoint())
    pixel = settings.mapToPixel().transform(place)
    circle = image.pixelColor(round(pixel.x()), round(pixel.y()))
    # As in the properties of the layer, page "Variables".
    text = '{"35": [-8, 4], "22": "nowhere"}'
    QgsExpressionContextUtils.setLayerVariable(layer, offsets.VARIABLE, text)
    assert offsets.moves(layer) == {"35": (-8.0, 4.0)}

    def moved_color():
        image, _settings, _transform = rendered(layer)
        dots = 96 / 25.4
        there = image.pixelColor(round(pixel.x() - 8 * dots), round(pixel.y() + 4 * dots))
        return there, image.pixelColor(round(pixel.x()), round(pixel.y()))

    there, here = moved_color()
    assert distance(there, circle) < 30 < distance(here, circle)
    layers.update_layer(layer, build("cinemas_100k", "departement", within="REG-53"))
    layers.update_layer(layer, build(indicator, level, mode, second, within="REG-53"))
    assert moved_color()[0] == there
    assert project.write(str(tmp_path / "carte.qgz")) and project.read(str(tmp_path / "carte.qgz"))
    (layer,) = layers.find_layers(project)
    assert offsets.moves(layer) == {"35": (-8.0, 4.0)}
    offsets.move(layer, {"35": (0, 0), "29": (3, -2)})
    assert offsets.moves(layer) == {"29": (3.0, -2.0)}


def test_circles_that_hide_each_other_are_moved_apart(build, qgis_new_project):
    project = QgsProject.instance()
    built = build("entrees_hab", "departement", Mode.CIRCLES, "entrees_cinema")
    layer, prepared = layers.create_layer(built), built.prepared
    crs, context = QgsCoordinateReferenceSystem("EPSG:2154"), project.transformContext()
    count = offsets.separate(layer, prepared, 6.6e6, crs, context)
    moved = offsets.moves(layer)
    assert count == len(moved)
    # Around Paris, which stays; nobody far from there.
    assert {"92", "93", "94"} <= moved.keys() <= {"75", "77", "78", "91", "92", "93", "94", "95"}
    right, down = zip(*(moved[code] for code in ("92", "93", "94")))
    assert right[0] < -2 and right[1] > 2 and right[2] > 2 and down[1] < 0 < down[2]
    # On a larger page there is more room.
    assert offsets.separate(layer, prepared, 5e5, crs, context) < count


def distance(first, second):
    return sum(abs(a - b) for a, b in zip(first.getRgb()[:3], second.getRgb()[:3]))


def test_the_metadata_name_both_indicators_and_both_years(build):
    crossed = layers.create_layer(build("densite", "region", Mode.CIRCLES, "petit/bibliotheques"))
    record = crossed.metadata()
    assert "Ministère" in record.rights() and len(record.rights()) == 3
    assert record.identifier().startswith("atlas-essentiel/densite+petit/bibliotheques")
    assert len(record.history()) == 3
    evolution = layers.create_layer(build("musees_entrees", "region", Mode.EVOLUTION))
    assert "2019–2023" in evolution.metadata().title() and "2019" in evolution.metadata().abstract()
    assert isinstance(evolution, QgsVectorLayer) and evolution.readOnly()
