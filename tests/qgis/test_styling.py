# SPDX-License-Identifier: GPL-2.0-or-later
"""Renderers: the kind of map, the classes drawn, a typology from end to end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsRenderContext,
    QgsVectorLayer,
)

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.colors import lab
from atlas_culture_plugin.core.formatting import exact
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Method, Mode, Status
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import context, layers, templates
from atlas_culture_plugin.gis.circles import legend_values
from atlas_culture_plugin.gis.looks import centroid_layer
from tests.unit.samples import sample


@pytest.fixture
def library(tmp_path):
    """The embedded package, and a small one with a typology."""
    folder = tmp_path / "embedded"
    shutil.copytree(paths.data("packages"), folder)
    sample(folder)
    return Library(tmp_path / "library", folder)


@pytest.fixture
def layer_of(library, tmp_path, qgis_app):
    def run(indicator, level=Level.REGION, **more):
        request = MapRequest(indicator, level, **more)
        return layers.create_layer(
            layers.build_map(library, territories(), request, tmp_path / "levels", Silent())
        )

    return run


def legend_of(layer, codes):
    """Label of the legend entry that draws each of some territories."""
    context = QgsRenderContext()
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context.setExpressionContext(QgsExpressionContext(scopes))
    renderer = layer.renderer().clone()
    labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    drawn = {}
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        if feature["code"] in codes:
            context.expressionContext().setFeature(feature)
            drawn[feature["code"]] = [labels[key] for key in renderer.legendKeysForFeature(feature, context)]
    renderer.stopRender(context)
    return drawn


@pytest.mark.parametrize(
    ("indicator", "palette", "kind"),
    [
        ("densite", "Blues", "graduatedSymbol"),
        ("densite", "RdBu", "graduatedSymbol"),
        ("cinemas", "Blues", "RuleRenderer"),
        ("population", "RdBu", "RuleRenderer"),
    ],
)
def test_a_stock_is_never_a_choropleth(layer_of, indicator, palette, kind):
    assert layer_of(indicator, palette=palette).renderer().type() == kind


def test_every_territory_is_drawn_by_one_entry_of_the_legend(layer_of):
    for indicator, level in (("part_ae", Level.EPCI), ("dep_regions_hab", Level.REGION)):
        layer = layer_of(indicator, level)
        drawn = legend_of(layer, {feature["code"] for feature in layer.getFeatures()})
        assert len(drawn) == layer.featureCount()
        assert all(len(labels) == 1 for labels in drawn.values())


def test_only_the_states_that_there_are_have_an_entry(layer_of):
    for indicator, states in (("densite", 0), ("cinemas_100k", 1), ("part_ae", 1), ("dep_regions_hab", 1)):
        layer = layer_of(indicator)  # held: its renderer dies with it
        ranges = layer.renderer().ranges()
        assert sum(item.lowerValue() < -1e14 for item in ranges) == states, indicator


def test_a_value_on_a_bound_is_in_the_class_above(layer_of):
    layer = layer_of("densite", Level.REGION, method=Method.MANUAL, manual_bounds=(127.2, 300.0))
    values = {feature["code"]: feature["valeur"] for feature in layer.getFeatures()}
    code, value = sorted(values.items(), key=lambda item: item[1])[9]
    layer = layer_of("densite", Level.REGION, method=Method.MANUAL, manual_bounds=(value,))
    (label,) = legend_of(layer, {code})[code]
    assert label.startswith(f"{exact(value)} and more")
    assert layer.renderer().ranges()[0].label() == label


def test_a_typology_is_drawn_by_category_in_a_layer(layer_of):
    layer = layer_of("petit/classe", Level.COMMUNE)
    assert layer.renderer().type() == "categorizedSymbol"
    drawn = legend_of(layer, {"35238", "2A004", "01001", "75056"})
    assert drawn["35238"] == ["Dense (1)"]
    assert drawn["2A004"] == ["Sparse (1)"]
    assert drawn["01001"][0].startswith("Not available") or drawn["01001"][0].startswith("Not applicable")
    assert drawn["75056"][0].startswith("Not available")
    texts = {feature["code"]: feature["valeur"] for feature in layer.getFeatures("code = '35238'")}
    assert texts == {"35238": "dense"}


def test_a_typology_is_drawn_by_category_in_a_file(provider, library, tmp_path):
    from qgis import processing

    library.install(Path(library.package("petit").folder))
    result = processing.run(
        "atlasculture:loadindicator",
        {
            "INDICATOR": "petit/classe",
            "LEVEL": "commune",
            "WITHIN": "REG-53",
            "LIBRARY": str(library.folder),
            "OUTPUT": str(tmp_path / "types.gpkg"),
        },
    )
    layer = QgsVectorLayer(result["OUTPUT"], "x", "ogr")
    assert legend_of(layer, {"35238"}) == {"35238": ["Dense (1)"]}
    drawn = legend_of(layer, {feature["code"] for feature in layer.getFeatures()})
    assert all(len(labels) == 1 for labels in drawn.values())


def test_a_ratio_then_a_typology_then_a_ratio_in_the_same_layer(layer_of, library, tmp_path):
    layer = layer_of("densite", Level.COMMUNE, within="REG-53")
    for indicator, value in (("petit/classe", "dense"), ("densite", float)):
        request = MapRequest(indicator, Level.COMMUNE, within="REG-53")
        layers.update_layer(
            layer, layers.build_map(library, territories(), request, tmp_path / "levels", Silent())
        )
        (rennes,) = layer.getFeatures("code = '35238'")
        assert rennes["valeur"] == value or isinstance(rennes["valeur"], value)


def test_circles_of_the_legend_are_round_numbers():
    assert legend_values(2103778) == [2000000.0, 500000.0, 100000.0]
    # An amount has halves, what is counted has none.
    assert legend_values(3) == [2.0, 0.5, 0.1]
    assert legend_values(3, whole=True) == [2.0, 1.0]
    assert [legend_values(most, whole=True) for most in (1, 5, 8, 40)] == [
        [1],
        [5, 1],
        [5, 2, 1],
        [20, 10, 2],
    ]
    assert legend_values(0) == []
    assert legend_values(1000)[0] == 1000


def rows_of(layer):
    """Legend of a map of circles, with the size of the circle of each row, 0 without one."""
    found = []
    for rule in layer.renderer().rootRule().descendants():
        symbol = rule.symbol()
        circle = centroid_layer(symbol) if isinstance(symbol, QgsFillSymbol) else None
        marker = symbol if isinstance(symbol, QgsMarkerSymbol) else circle and circle.subSymbol()
        found.append((rule.label(), marker.size() if marker else 0))
    return found


@pytest.mark.parametrize(
    ("indicator", "level", "within", "expected"),
    [
        ("festivals", Level.COMMUNE, "DEP-23", ["5 festivals", "1 festival"]),
        ("multiplexes", Level.EPCI, "DEP-35", ["1 établissement"]),
        ("superficie_km2", Level.DEPARTEMENT, "DEP-75", ["100 km²", "20 km²", "5 km²"]),
    ],
)
def test_circles_of_what_is_counted_are_whole_and_one_is_singular(
    layer_of, indicator, level, within, expected
):
    rows = rows_of(layer_of(indicator, level, within=within))
    assert [label.replace("\u00a0", " ") for label, _size in rows[: len(expected)]] == expected
    assert "with a value" in rows[len(expected)][0]


def test_a_stock_that_is_zero_everywhere_has_no_circle_in_its_legend(layer_of):
    rows = rows_of(layer_of("multiplexes", Level.COMMUNE, within="DEP-48"))
    assert rows == [("No circle: zero (152)", 0)]


def test_a_stock_without_any_value_has_no_row_of_values(layer_of):
    layer = layer_of("cinemas", Level.COMMUNE, within="DEP-974")
    assert rows_of(layer) == [("Not available (24)", 0)]


@pytest.mark.parametrize("method", [Method.QUANTILE, Method.NATURAL_BREAKS, Method.NESTED_MEANS, Method.Q6])
def test_the_bounds_printed_are_those_drawn_and_move_nobody(layer_of, method):
    """What a legend says of a figure is true: printed bounds are whole, and classes are unchanged."""
    layer = layer_of("densite", Level.DEPARTEMENT, method=method)
    drawn = [item for item in layer.renderer().ranges() if item.lowerValue() > -1e14]
    lows = sorted(item.lowerValue() for item in drawn)[1:]
    for low in lows:
        assert any(exact(low) in item.label() for item in drawn), (low, [item.label() for item in drawn])
    ranks = {feature["code"]: feature["classe"] for feature in layer.getFeatures()}
    values = {feature["code"]: feature["valeur"] for feature in layer.getFeatures()}
    assert ranks == {code: 1 + sum(value >= low for low in lows) for code, value in values.items()}


def test_what_is_not_applicable_is_told_from_neighbours_and_classes_without_colour(qgis_app):
    for name in (templates.SEQUENTIAL, templates.DIVERGING, templates.CIRCLES, templates.TYPOLOGY):
        statuses = templates.load(templates.find(name)).statuses
        symbol = statuses[Status.NOT_APPLICABLE]
        kinds = [layer.layerType() for layer in symbol.symbolLayers()]
        assert kinds == ["SimpleFill", "LinePatternFill"], name
        greys = [
            symbol.symbolLayer(0).fillColor().name(),
            statuses[Status.MISSING].symbolLayer(0).fillColor().name(),
            context.LAND,
        ]
        lightness = sorted(lab(grey)[0] for grey in greys)
        assert min(after - before for before, after in zip(lightness, lightness[1:])) > 8, name


@pytest.mark.parametrize(
    ("indicator", "level", "expected"),
    [
        ("part_ae", Level.COMMUNE, ["SimpleFill"]),
        ("dep_departements_hab", Level.DEPARTEMENT, ["SimpleFill", "LinePatternFill"]),
    ],
)
def test_what_is_not_applicable_nearly_everywhere_has_no_hatch(layer_of, indicator, level, expected):
    layer = layer_of(indicator, level)
    # The ranges are copies, held as long as their symbols are used.
    ranges = layer.renderer().ranges()
    wanted = templates.SENTINELS[Status.NOT_APPLICABLE]
    (symbol,) = (item.symbol() for item in ranges if item.lowerValue() == wanted)
    assert [part.layerType() for part in symbol.symbolLayers()] == expected


def test_the_zeros_of_a_class_are_counted_in_the_legend_where_they_are_many(layer_of):
    layer = layer_of("entrees_hab", Level.COMMUNE, within="REG-11", method=Method.NATURAL_BREAKS)
    ranges = layer.renderer().ranges()
    (column,) = (f.name() for f in layer.fields() if f.name().startswith("entrees_hab_"))
    values = [feature[column] for feature in layer.getFeatures()]
    zeros = sum(value == 0 for value in values)
    assert zeros > 1000
    lowest = min((item for item in ranges if item.lowerValue() > -1), key=lambda item: item.lowerValue())
    assert lowest.label().endswith(f"), {zeros:,} of them zero")
    assert sum("of them zero" in item.label() for item in ranges) == 1


def test_few_zeros_need_no_count(layer_of):
    layer = layer_of("densite", Level.EPCI)
    assert not any("of them zero" in item.label() for item in layer.renderer().ranges())


def test_a_class_whose_values_are_all_zero_says_so(layer_of):
    layer = layer_of("part_ae", Level.COMMUNE, method=Method.MANUAL, manual_bounds=(0.0, 0.5, 100.0))
    (label,) = (item.label() for item in layer.renderer().ranges() if "zero" in item.label())
    assert label.startswith("less than 0.5 (") and label.endswith("), all of them zero")
    crossed = layer_of(
        "bibliotheques_10k", Level.COMMUNE, within="DEP-976", mode=Mode.CIRCLES, second="population"
    )
    labels = [rule.label() for rule in crossed.renderer().rootRule().descendants()]
    assert "0.00 to less than 0.30 (12), all of them zero" in labels
