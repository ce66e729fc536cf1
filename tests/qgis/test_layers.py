# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers of the project: figures, in-place update, what the user restyled by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsPalLayerSettings,
    QgsProject,
    QgsRendererRange,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin.core.errors import Cancelled, StorageError
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Method
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import fields, layers
from atlas_culture_plugin.gis.areas import kept
from atlas_culture_plugin.gis.expressions import FieldNames
from atlas_culture_plugin.gis.looks import OUTLINES, look_of
from tests.package_figures import LEVELS, columns, expected, split

DENSITY = MapRequest("densite", Level.DEPARTEMENT)


@pytest.fixture
def build(library, folder, qgis_app):
    def run(request=DENSITY, **changes):
        return layers.build_map(library, territories(), replace(request, **changes), folder, Silent())

    return run


@pytest.fixture
def layer(build, qgis_new_project):
    made = layers.create_layer(build())
    layers.add_to_project(made, QgsProject.instance())
    return made


def cells(layer):
    """Value and status of each code, through the computed fields."""
    return {
        feature["code"]: (None if feature["valeur"] == NULL else feature["valeur"], feature["statut"])
        for feature in layer.getFeatures()
    }


@dataclass
class Outline:
    """What the layer draws around the territories, copied: symbols die with their renderer."""

    color: str
    width: float
    style: object
    hidden: bool


def outline_of(layer):
    look = look_of(layer.renderer().clone())
    drawn = look.value.symbolLayer(0)
    hidden = drawn.strokeColor().rgb() == drawn.fillColor().rgb()
    return Outline(drawn.strokeColor().name(), drawn.strokeWidth(), drawn.strokeStyle(), hidden)


def restyle(layer, change):
    """Change every symbol as the user does with "change symbol", keeping colours."""
    renderer = layer.renderer().clone()
    for row, item in enumerate(renderer.ranges()):
        symbol = item.symbol().clone()
        change(symbol)
        renderer.updateRangeSymbol(row, symbol)
    layer.setRenderer(renderer)


@pytest.mark.parametrize("level", LEVELS)
def test_layers_show_the_figures_of_the_package(build, level):
    for column in columns(level) if level in ("region", "departement") else columns(level)[::9]:
        indicator, year = split(column)
        built = build(MapRequest(indicator, Level(level), year, method=Method.QUANTILE))
        layer = layers.create_layer(built)
        assert cells(layer) == expected(level, column), column
        bounds = built.prepared.classification.bounds
        for feature in layer.getFeatures() if level != "commune" else ():
            value, rank = feature["valeur"], feature["classe"]
            counted = sum(1 for bound in bounds[1:-1] if value != NULL and value >= bound) + 1
            assert rank == (NULL if value == NULL else counted)


def test_a_layer_goes_into_the_group_on_top_with_what_identifies_it(layer):
    project = QgsProject.instance()
    assert project.layerTreeRoot().children()[0].name() == "Atlas Culture"
    assert layers.find_layers(project) == [layer]
    request = layers.request_of(layer)
    assert (request.indicator, request.year) == ("atlas-essentiel/densite", 2023)
    assert layer.readOnly()
    assert layer.attributeAlias(layer.fields().lookupField("valeur")).endswith("2023")


def test_ten_maps_share_one_file(build, folder):
    sources = {
        build(MapRequest(name, Level.DEPARTEMENT)).path for name in ("densite", "cinemas", "festivals")
    }
    assert len(sources) == 1
    assert sum("departement-national" in path.name for path in folder.iterdir()) == 1


def test_the_level_file_is_only_read(build, layer):
    before = build().path.read_bytes()
    list(layer.getFeatures())
    layers.update_layer(layer, build(indicator="cinemas"))
    assert build().path.read_bytes() == before


def test_everything_done_by_hand_stays_whatever_is_shown_next(build, layer):
    def by_hand(symbol):
        outline = symbol.symbolLayer(0)
        outline.setStrokeColor(QColor("#ff00ff"))
        outline.setStrokeWidth(0.7)
        symbol.setOpacity(0.6)

    restyle(layer, by_hand)
    labels = QgsPalLayerSettings()
    labels.fieldName = "nom"
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)
    layer.setOpacity(0.5)
    layer.setName("Ma carte")
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(5e6)
    identity = layer.id()
    for change in (
        {"indicator": "cinemas_100k"},
        {"method": Method.NATURAL_BREAKS, "classes": 4},
        {"palette": "RdBu"},
        {"indicator": "cinemas"},  # circles
        {"indicator": "population"},
        {"indicator": "musees_100k"},  # and back
        {"indicator": "musees", "year": 2019},
        {"level": Level.EPCI},
        {"within": "REG-53"},
    ):
        built = build(**change)
        layers.update_layer(layer, built)
        outline = outline_of(layer)
        look = look_of(layer.renderer().clone())
        assert (outline.color, outline.width) == ("#ff00ff", 0.7), change
        assert look.value.opacity() == pytest.approx(0.6), change
        for status, symbol in look.statuses.items():
            assert symbol.opacity() == pytest.approx(0.6), (change, status)
        assert layer.labeling().settings().fieldName == "nom" and layer.labelsEnabled()
        assert (layer.opacity(), layer.name(), layer.id()) == (0.5, "Ma carte", identity)
        assert layer.minimumScale() == 5e6
        assert layers.request_of(layer) == built.prepared.request


def test_no_outline_at_all_is_a_choice_that_stays(build, layer):
    restyle(layer, lambda symbol: symbol.symbolLayer(0).setStrokeStyle(Qt.PenStyle.NoPen))
    for indicator in ("cinemas_100k", "cinemas", "densite"):
        layers.update_layer(layer, build(indicator=indicator))
        assert outline_of(layer).style == Qt.PenStyle.NoPen, indicator


@pytest.mark.parametrize("indicator", ["densite", "cinemas"])
def test_outlines_that_nobody_touched_follow_the_level(build, layer, indicator):
    for level in (Level.EPCI, Level.REGION, Level.COMMUNE, Level.DEPARTEMENT):
        layers.update_layer(layer, build(level=level, indicator=indicator))
        outline = outline_of(layer)
        assert outline.width == pytest.approx(OUTLINES[level]), level
        assert outline.hidden == (level is Level.COMMUNE and indicator == "densite"), level


def test_circles_and_areas_in_turn_keep_the_outlines_of_each(build, layer):
    """The outline of the one must not be taken for a choice of the user in the other."""
    plain = {name: outline_of(layers.create_layer(build(indicator=name))) for name in ("densite", "cinemas")}
    for name in ("cinemas", "densite", "cinemas", "densite"):
        layers.update_layer(layer, build(indicator=name))
        assert outline_of(layer) == plain[name]
    layers.update_layer(layer, build(indicator="cinemas"))
    layers.update_layer(layer, build(level=Level.COMMUNE))
    assert outline_of(layer).hidden


def test_the_name_follows_the_indicator_until_the_user_gives_one(build, layer):
    layers.update_layer(layer, build(indicator="cinemas"))
    assert layer.name().startswith("Cinemas") and "2022" in layer.name()
    layers.update_layer(layer, build(indicator="cinemas", within="REG-53"))
    assert layer.name().endswith(", Bretagne")


def test_the_filter_follows_the_territory(build, layer):
    for within, count in (("REG-53", 4), ("METRO", 96), ("", 101), ("DEP-2A", 1)):
        layers.update_layer(layer, build(within=within))
        assert layer.featureCount() == len(cells(layer)) == count


def number_of(label):
    """What a legend counts, without the zeros it then tells: "from 0 to 3 (139), 136 of them zero"."""
    return label.rsplit("(", 1)[1].partition(")")[0]


def test_the_legend_counts_the_territories(build, layer):
    for change in ({}, {"indicator": "cinemas_100k"}, {"indicator": "part_ae", "level": Level.EPCI}):
        built = build(**change)
        layers.update_layer(layer, built)
        ranges = layer.renderer().ranges()
        counts = [int("".join(filter(str.isdigit, number_of(item.label())))) for item in ranges]
        assert sum(counts) == layer.featureCount()
        values = [value for value, _status in cells(layer).values() if value is not None]
        real = [item for item in ranges if item.lowerValue() > -1e14]
        taken = set()
        for item, count in zip(real, counts):
            inside = {v for v in values if item.lowerValue() <= v <= item.upperValue()} - taken
            assert count == sum(v in inside for v in values)
            taken |= inside


def test_numbers_then_text_then_numbers_in_the_computed_fields(layer, build):
    """A typology is text: the field computed for a number would show NULL."""
    built = build()
    texts = tuple("x" for _code in built.prepared.codes)
    for prepared, names, shown in (
        (replace(built.prepared, texts=texts), FieldNames("nom"), "Ille-et-Vilaine"),
        (built.prepared, built.fields, expected("departement", "densite_2023")["35"][0]),
    ):
        fields.set_computed(layer, prepared, names)
        (found,) = layer.getFeatures("code = '35'")
        assert found["valeur"] == shown


def test_a_value_that_is_a_bound_keeps_its_class_once_the_project_is_written(build, tmp_path):
    """QGIS writes the limits of ranges with 15 decimals."""
    values = [1 / 3, 2 / 3, 0.1, 0.012345678901234567, 7 / 9, 3.0000000000000004, 1e-9, 12345.678901234567]
    values += [-value for value in values] + [0.0]
    ranges = [QgsRendererRange(kept(v), kept(v, up=True), QgsFillSymbol(), str(v)) for v in values]
    layer = layers.create_layer(build())
    layer.setRenderer(QgsGraduatedSymbolRenderer("x", ranges))
    layer.saveNamedStyle(str(tmp_path / "style.qml"))
    layer.loadNamedStyle(str(tmp_path / "style.qml"))
    for value, item in zip(values, layer.renderer().ranges()):
        assert item.lowerValue() <= value <= item.upperValue(), value
        assert item.upperValue() - item.lowerValue() <= 4e-15 * max(1, abs(value))


def test_a_cancel_while_building_leaves_nothing(library, tmp_path):
    class Cancels(Silent):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        layers.build_map(library, territories(), DENSITY, tmp_path / "new", Cancels())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_disappeared_is_said_and_the_layer_is_as_it_was(library, build, layer, tmp_path):
    gone = layers.build_map(library, territories(), MapRequest("cinemas", Level.REGION), tmp_path, Silent())
    gone.path.unlink()
    before = (layer.source(), layer.name(), layers.request_of(layer), layer.renderer().dump())
    with pytest.raises(StorageError, match="cannot be opened as a layer"):
        layers.update_layer(layer, gone)
    with pytest.raises(StorageError, match="cannot be opened as a layer"):
        layers.create_layer(gone)
    assert (layer.source(), layer.name(), layers.request_of(layer), layer.renderer().dump()) == before


def test_a_level_file_cut_short_is_built_again(library, tmp_path):
    path = layers.build_map(library, territories(), DENSITY, tmp_path, Silent()).path
    path.write_bytes(path.read_bytes()[:40_000])
    built = layers.build_map(library, territories(), DENSITY, tmp_path, Silent())
    assert cells(layers.create_layer(built)) == expected("departement", "densite_2023")


def test_the_view_goes_to_the_territory(build, qgis_new_project):
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    brittany = layers.view_extent(build(within="REG-53"), project)
    metropole = layers.view_extent(build(), project)
    assert 300_000 < brittany.width() < 350_000
    assert 1_000_000 < metropole.width() < 1_500_000
    assert metropole.contains(brittany.center())


def test_what_the_user_should_know_is_described(build):
    lines = " ".join(layers.describe(build(MapRequest("population", Level.COMMUNE))))
    assert "15031" in lines and "circles" in lines


def test_a_layer_of_somebody_else_is_not_ours(qgis_new_project):
    other = QgsVectorLayer("Point", "x", "memory")
    other.setCustomProperty(layers.REQUEST_PROPERTY, "{")
    QgsProject.instance().addMapLayer(other)
    assert layers.find_layers(QgsProject.instance()) == []
