# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:loadindicator``: the figures drawn are the figures given."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import (
    NULL,
    QgsApplication,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRenderContext,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from atlas_culture_plugin.gis.looks import centroid_layer
from tests.package_figures import WITHOUT_OUTLINE, columns, expected, rows, split

SHARED = Path(__file__).resolve().parents[3] / "shared" / "figures"

#: Secrets; a stock; "not applicable" nearly everywhere; nine tenths not available.
COMMUNES = ("niveau_vie_median_2018", "musees_entrees_2023", "part_ae_2022", "dep_communes_hab_2019")


@pytest.fixture(autouse=True, scope="module")
def _no_waiting_for_the_disk():
    """Hundreds of layers: the file is complete for its reader whether the disk has it or not."""
    gdal.SetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF")
    yield
    gdal.SetConfigOption("OGR_SQLITE_SYNCHRONOUS", None)


@pytest.fixture
def load(provider, tmp_path, recording_feedback):
    """Run the algorithm; the output is a file unless told otherwise."""
    from qgis import processing

    def run(**parameters):
        parameters = {"OUTPUT": str(tmp_path / "out.gpkg"), "LEVEL": "region", **parameters}
        return processing.run("atlasculture:loadindicator", parameters, feedback=recording_feedback)

    return run


def features(layer):
    return {feature["code"]: feature for feature in layer.getFeatures()}


def rank_of(value, bounds):
    """Class of a value, counted here from the bounds: the lower limit belongs to the class."""
    return None if value is None else sum(1 for bound in bounds[1:-1] if value >= bound) + 1


def drawn_ranks(layer):
    """What the renderer makes of each feature: its class from 1, or the name of its state."""
    context = QgsRenderContext()
    context.setExpressionContext(
        QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    )
    renderer = layer.renderer().clone()
    order = [item.ruleKey() for item in renderer.legendSymbolItems()]
    classes = sum(item.lowerValue() > -1e14 for item in renderer.ranges())
    states = {-1e15: "nd", -2e15: "secret", -3e15: "sans_objet"}
    names = [states.get(item.lowerValue(), classes - row) for row, item in enumerate(renderer.ranges())]
    drawn = {}
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        (key,) = renderer.legendKeysForFeature(feature, context)
        drawn[feature["code"]] = names[order.index(key)]
    renderer.stopRender(context)
    return drawn


def check_layer(result, level, column):
    """Compare a written layer, cell by cell, with the package; return it."""
    layer = QgsVectorLayer(result["OUTPUT"], "bare", "ogr")
    assert layer.isValid()
    given = expected(level, column)
    bounds = result["BOUNDS"]
    assert layer.featureCount() == len(given)
    found = {}
    for feature in layer.getFeatures():
        value, code = feature["valeur"], feature["code"]
        found[code] = (None if value == NULL else value, feature["statut"])
        rank = feature["classe"]
        assert (None if rank == NULL else rank) == rank_of(given[code][0], bounds), code
        assert feature.hasGeometry() != (code in WITHOUT_OUTLINE), code
        assert feature["nom"]
    assert found == given, column
    assert bounds == sorted(bounds)
    return layer


def check_drawn(layer, level, column):
    """Every feature has a symbol, and that of its class or of its state."""
    if layer.renderer().type() != "graduatedSymbol":
        return
    drawn = drawn_ranks(layer)
    for code, feature in features(layer).items():
        wanted = feature["statut"] if feature["classe"] == NULL else feature["classe"]
        assert drawn[code] == wanted, (column, code, feature["valeur"])


@pytest.mark.parametrize("level", ["region", "departement", "epci"])
def test_every_indicator_and_year_is_drawn_as_given(load, level):
    for column in columns(level):
        indicator, year = split(column)
        result = load(INDICATOR=indicator, LEVEL=level, YEAR=year)
        check_drawn(check_layer(result, level, column), level, column)
        assert (result["MATCHED"], result["WITHOUT_DATA"], result["UNKNOWN_CODES"]) == (
            len(rows(level)),
            0,
            0,
        )


@pytest.mark.parametrize("column", COMMUNES)
def test_communes_are_drawn_as_given(load, column):
    indicator, year = split(column)
    result = load(INDICATOR=indicator, LEVEL="commune", YEAR=year)
    layer = check_layer(result, "commune", column)
    if column == COMMUNES[0]:
        check_drawn(layer, "commune", column)
        assert {"secret", "nd", "valeur"} == set(layer.uniqueValues(layer.fields().lookupField("statut")))
    assert result["MATCHED"] == 34875


@pytest.mark.skipif(not SHARED.is_dir(), reason="the source figures are not on this machine")
def test_a_sample_is_that_of_the_source_figures(load):
    for level, column in (("departement", "dep_ministere_hab_2019"), ("epci", "bibliotheques_10k_2021")):
        with (SHARED / f"{level}.csv").open(encoding="utf-8", newline="") as stream:
            source = {row["code"]: row[column] for row in csv.DictReader(stream)}
        indicator, year = split(column)
        layer = QgsVectorLayer(load(INDICATOR=indicator, LEVEL=level, YEAR=year)["OUTPUT"], "bare", "ogr")
        markers = {"nd": "nd", "secret": "s", "sans_objet": "so"}
        for code, feature in features(layer).items():
            if feature["statut"] == "valeur":
                assert feature["valeur"] == float(source.pop(code))
            else:
                assert markers[feature["statut"]] == source.pop(code)
        assert source == {}


@pytest.mark.parametrize(
    ("within", "level", "crs"),
    [
        ("REG-53", "departement", "EPSG:2154"),
        ("METRO", "region", "EPSG:2154"),
        ("DEP-2A", "epci", "EPSG:2154"),
        ("DEP-971", "commune", "EPSG:5490"),
        ("DEP-972", "commune", "EPSG:5490"),
        ("DEP-973", "commune", "EPSG:2972"),
        ("DEP-974", "commune", "EPSG:2975"),
        ("REG-04", "epci", "EPSG:2975"),
        ("DEP-976", "commune", "EPSG:4471"),
        ("FRANCE", "region", "EPSG:4326"),
        ("", "departement", "EPSG:4326"),
    ],
)
def test_the_crs_is_the_official_one_of_the_territory(load, within, level, crs):
    layer = QgsVectorLayer(load(INDICATOR="population", LEVEL=level, WITHIN=within)["OUTPUT"], "bare", "ogr")
    assert layer.crs().authid() == crs
    expected_area = crs != "EPSG:4326"
    area = sum(feature.geometry().area() for feature in layer.getFeatures())
    assert (area > 1e8) == expected_area  # square metres, or square degrees


def test_a_restriction_keeps_what_is_inside_and_nothing_else(load):
    result = load(INDICATOR="densite", LEVEL="departement", WITHIN="REG-53")
    layer = QgsVectorLayer(result["OUTPUT"], "bare", "ogr")
    assert sorted(features(layer)) == ["22", "29", "35", "56"]
    assert result["MATCHED"] == 4
    for code, feature in features(layer).items():
        assert feature["valeur"] == expected("departement", "densite_2023")[code][0]
        assert feature["region"] == "53"


@pytest.mark.parametrize(
    "method",
    ["quantile", "equal_interval", "natural_breaks", "q6", "nested_means", "standard_deviation", "geometric",
     "head_tail", "official", "manual"],
)  # fmt: skip
def test_each_method_gives_bounds_that_the_layer_follows(load, method):
    manual = {"MANUAL_BOUNDS": [50, 100.5, 300]} if method == "manual" else {}
    result = load(INDICATOR="densite", LEVEL="departement", METHOD=method, CLASSES=5, **manual)
    layer = check_layer(result, "departement", "densite_2023")
    check_drawn(layer, "departement", "densite_2023")
    values = [value for value, _status in expected("departement", "densite_2023").values()]
    assert len(result["BOUNDS"]) > 2
    assert (result["BOUNDS"][0], result["BOUNDS"][-1]) == (min(values), max(values)) or method == "official"
    if manual:
        assert result["BOUNDS"][1:-1] == [50, 100.5, 300]


def test_bounds_are_not_rounded(load):
    result = load(INDICATOR="densite", LEVEL="departement", METHOD="equal_interval", CLASSES=3)
    values = [value for value, _status in expected("departement", "densite_2023").values()]
    step = (max(values) - min(values)) / 3
    assert result["BOUNDS"] == pytest.approx([min(values) + n * step for n in range(4)], rel=1e-14)


@pytest.mark.parametrize(
    "text", ["50; 100,5; 300", "50,100.5,300", "[50, 100.5, 300]", "50 100.5 300", "50 100,5 300"]
)
def test_manual_bounds_may_be_typed(load, text):
    assert load(INDICATOR="densite", LEVEL="departement", MANUAL_BOUNDS=text)["BOUNDS"][1:-1] == [
        50,
        100.5,
        300,
    ]


def test_thousands_of_manual_bounds_may_be_apart(load):
    result = load(INDICATOR="densite", LEVEL="departement", MANUAL_BOUNDS="50; 1 000; 10\u202f000")
    assert result["BOUNDS"][1:-1] == [50, 1000, 10000]


def test_the_log_counts_the_territories_in_each_state(load, recording_feedback):
    load(INDICATOR="cinemas", LEVEL="commune", WITHIN="DEP-974")
    assert "24 territories: 0 with a value, not available: 24" in recording_feedback.infos


def test_classes_and_palette_are_those_asked_for(load):
    from atlas_culture_plugin.core.palettes import palette

    result = load(INDICATOR="densite", LEVEL="departement", METHOD="quantile", CLASSES=4, PALETTE="Greens")
    assert len(result["BOUNDS"]) == 5
    layer = QgsVectorLayer(result["OUTPUT"], "bare", "ogr")
    colors = [item.symbol().color().name() for item in layer.renderer().ranges() if item.lowerValue() > -1e14]
    assert colors == [color.lower() for color in reversed(palette("Greens").colors(4))]


def test_the_latest_year_is_the_default(load):
    result = load(INDICATOR="musees", LEVEL="departement")
    check_layer(result, "departement", "musees_2023")


def test_the_whole_reference_of_an_indicator_is_understood(load):
    assert load(INDICATOR="atlas-essentiel/densite")["MATCHED"] == 18


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"INDICATOR": "densites"}, "Did you mean densite"),
        ({"INDICATOR": "nulle-part/densite"}, "Installed packages: atlas-essentiel"),
        ({"LEVEL": "pays"}, "region, departement, epci, commune"),
        ({"LEVEL": None}, "region, departement, epci, commune"),
        ({"INDICATOR": "niveau_vie_median"}, "Its levels: commune"),
        ({"INDICATOR": "musees", "YEAR": 1950}, "Its years: 2019, 2023"),
        ({"WITHIN": "REG-99"}, "The closest are"),
        ({"WITHIN": "Bretagne"}, "write REG-53"),
        ({"WITHIN": "COM-35238"}, "choose a finer level"),
        ({"METHOD": "jenks"}, "quantile, equal_interval, natural_breaks"),
        ({"PALETTE": "Rouge"}, "Blues"),
        ({"METHOD": "manual"}, "type at least one limit"),
        ({"MANUAL_BOUNDS": "dix; vingt"}, "write bounds such as 10; 20,5; 40"),
        ({"MANUAL_BOUNDS": [100, 50]}, "do not ascend"),
        ({"METHOD": "quantile", "CLASSES": 99}, "from 1 to 12"),
        ({"INDICATOR": "cinemas_100k", "METHOD": "official"}, "choose another method"),
    ],
)
def test_what_does_not_exist_ends_in_a_sentence_that_says_what_does(load, tmp_path, change, words):
    with pytest.raises(QgsProcessingException) as caught:
        load(**{"INDICATOR": "densite", **change})
    assert words in str(caught.value)
    assert "Unexpected error" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_choice_that_processing_did_not_check_ends_in_the_same_sentence(
    provider, tmp_path, recording_feedback
):
    """``run()`` alone, as a script may call it, does not look at the parameters."""
    algorithm = provider.algorithm("loadindicator").create()
    parameters = {"INDICATOR": "densite", "LEVEL": "pays", "OUTPUT": str(tmp_path / "x.gpkg")}
    _results, ok = algorithm.run(parameters, QgsProcessingContext(), recording_feedback)
    assert not ok
    assert any("LEVEL cannot be “pays”: choose one of region" in error for error in recording_feedback.errors)


def circles_of(layer):
    """Diameter in mm that the renderer gives to each feature with a value."""
    rule = next(rule for rule in layer.renderer().rootRule().children() if rule.description() == "valeur")
    marker = centroid_layer(rule.symbol()).subSymbol().symbolLayer(0)
    size = marker.dataDefinedProperties().property(QgsSymbolLayer.Property.PropertySize)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    sizes = {}
    for feature in layer.getFeatures(f"({rule.filterExpression()})"):
        context.setFeature(feature)
        sizes[feature["code"]] = size.valueAsDouble(context, -1)[0]
    return sizes


def test_a_stock_is_drawn_as_circles_whose_area_is_proportional(load, recording_feedback):
    result = load(INDICATOR="population", LEVEL="departement")
    layer = QgsVectorLayer(result["OUTPUT"], "bare", "ogr")
    assert layer.renderer().type() == "RuleRenderer"
    sizes = circles_of(layer)
    given = {code: value for code, (value, _s) in expected("departement", "population_2023").items()}
    assert sizes.keys() == given.keys()
    densities = [size**2 / given[code] for code, size in sizes.items()]
    assert densities == pytest.approx([densities[0]] * len(densities))
    assert max(sizes.values()) == pytest.approx(11)
    assert any(
        "circles" in warning and "(atlas-essentiel/" in warning for warning in recording_feedback.warnings
    )


def test_the_legend_of_circles_has_three_sizes_that_tell_the_truth(load):
    layer = QgsVectorLayer(load(INDICATOR="cinemas", LEVEL="departement")["OUTPUT"], "bare", "ogr")
    rules = layer.renderer().rootRule().children()
    samples = [rule for rule in rules if rule.description() == "legend"]
    assert len(samples) == 3
    largest = max(value or 0 for value, _status in expected("departement", "cinemas_2022").values())
    for rule in samples:
        value = float(rule.label().split()[0])
        assert rule.symbol().size() == pytest.approx(11 * (value / largest) ** 0.5, abs=1e-4)
        assert not any(layer.getFeatures(rule.filterExpression()))
    others = {rule.description(): rule.label() for rule in rules if rule.description() != "legend"}
    assert set(others) == {"valeur", "nd"}
    assert "96" in others["valeur"] and "5" in others["nd"]


def test_negative_amounts_are_circles_too(load):
    layer = QgsVectorLayer(load(INDICATOR="dep_epci_total", LEVEL="epci")["OUTPUT"], "bare", "ogr")
    sizes = circles_of(layer)
    given = expected("epci", "dep_epci_total_2019")
    (below,) = [code for code, (value, _s) in given.items() if value is not None and value < 0]
    assert sizes[below] > 0
    labels = [rule.label() for rule in layer.renderer().rootRule().children()]
    assert any(label.startswith("Negative amount") for label in labels)


def test_negative_ratios_are_in_the_lowest_class(load):
    result = load(INDICATOR="dep_epci_hab", LEVEL="epci", METHOD="quantile")
    layer = check_layer(result, "epci", "dep_epci_hab_2019")
    check_drawn(layer, "epci", "dep_epci_hab_2019")
    assert result["BOUNDS"][0] < 0


@pytest.mark.parametrize("indicator", ["cinemas", "cinemas_100k"])
def test_a_selection_without_any_value_is_drawn_all_the_same(load, indicator):
    result = load(INDICATOR=indicator, LEVEL="commune", WITHIN="DEP-974")
    assert result["BOUNDS"] == []
    layer = QgsVectorLayer(result["OUTPUT"], "bare", "ogr")
    assert {feature["statut"] for feature in layer.getFeatures()} == {"nd"}
    context = QgsRenderContext()
    context.setExpressionContext(
        QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    )
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        assert renderer.willRenderFeature(feature, context)
    renderer.stopRender(context)


def test_one_territory_alone(load):
    result = load(INDICATOR="densite", LEVEL="region", WITHIN="REG-53", METHOD="quantile")
    value = expected("region", "densite_2023")["53"][0]
    assert result["BOUNDS"] == [value, value]
    layer = QgsVectorLayer(result["OUTPUT"], "bare", "ogr")
    assert drawn_ranks(layer) == {"53": 1}


def test_fields_have_readable_names_and_the_source_travels_with_the_file(load):
    layer = QgsVectorLayer(load(INDICATOR="densite")["OUTPUT"], "bare", "ogr")
    fields = layer.fields()
    assert [field.name() for field in fields][:3] == ["fid", "code", "nom"]
    assert fields.field("code").typeName().lower() in ("text", "string")
    assert "(hab./km²), 2023" in fields.field("valeur").alias()
    record = layer.metadata()
    assert "atlas-essentiel/densite" in record.identifier()
    assert record.licenses() and any("Insee" in right for right in record.rights())


def test_the_interface_in_french_changes_neither_fields_nor_statuses(french, load):
    layer = check_layer(load(INDICATOR="part_ae", LEVEL="epci"), "epci", "part_ae_2022")
    labels = [item.label() for item in layer.renderer().ranges()]
    assert any(label.startswith("Sans objet") for label in labels)


def test_a_background_task_offers_the_layer_under_its_title(provider, qgis_new_project, qtbot):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = provider.algorithm("loadindicator")
    feedback = QgsProcessingFeedback(False)
    output = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    parameters = {"INDICATOR": "densite", "LEVEL": "region", "OUTPUT": output}
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    with qtbot.waitSignal(task.executed, timeout=60_000) as executed:
        QgsApplication.taskManager().addTask(task)
    ok, results = executed.args
    assert ok
    layer = context.getMapLayer(results["OUTPUT"])
    assert layer is not None and layer.featureCount() == 18
    (details,) = context.layersToLoadOnCompletion().values()
    assert details.name.startswith("Population density")


def test_a_library_that_is_not_there_is_told_in_the_log(load, tmp_path):
    told = []
    log = QgsApplication.messageLog()
    log.messageReceived.connect(lambda message, *_others: told.append(message))
    load(INDICATOR="cinemas_100k", LEVEL="region", LIBRARY=str(tmp_path / "absent"))
    assert any("There is no library in" in message and "absent" in message for message in told)
