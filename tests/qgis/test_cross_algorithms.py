# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:crossindicators`` and ``atlasculture:evolution``: what is written is what is drawn."""

from __future__ import annotations

import pytest
from qgis.core import NULL, QgsProcessingException, QgsVectorLayer

from tests.package_figures import expected
from tests.qgis.test_crossing import attributes, drawn, rank_of


@pytest.fixture
def run(provider, tmp_path, recording_feedback):
    from qgis import processing

    def call(algorithm, **parameters):
        parameters = {"OUTPUT": str(tmp_path / "carte.gpkg"), "LEVEL": "region", **parameters}
        return processing.run(f"atlasculture:{algorithm}", parameters, feedback=recording_feedback)

    return call


def opened(result):
    layer = QgsVectorLayer(result["OUTPUT"], "carte", "ogr")
    assert layer.isValid()
    return layer


@pytest.mark.parametrize("level", ["region", "departement", "epci"])
def test_circles_over_areas_are_written_with_their_style(run, level):
    result = run("crossindicators", FIRST="cinemas_100k", SECOND="entrees_cinema", LEVEL=level)
    layer = opened(result)
    ratios, stocks = expected(level, "cinemas_100k_2022"), expected(level, "entrees_cinema_2022")
    bounds = result["BOUNDS"]
    assert bounds.keys() == {"atlas-essentiel/cinemas_100k", "atlas-essentiel/entrees_cinema"}
    first, second = bounds.values()
    for code, row in attributes(layer, "valeur", "statut", "classe", "valeur2", "statut2", "classe2").items():
        ratio, stock = ratios[code], stocks[code]
        assert row == (*ratio, rank_of(ratio[0], first), *stock, rank_of(stock[0], second)), code
    sizes = {code: things[1].size for code, things in drawn(layer).items() if stocks[code][0] is not None}
    largest = max(sizes, key=lambda code: stocks[code][0])
    for code, size in sizes.items():
        assert size**2 / sizes[largest] ** 2 == pytest.approx(stocks[code][0] / stocks[largest][0])
    assert (result["MATCHED"], result["UNKNOWN_CODES"]) == (len(ratios), 0)


def test_two_ratios_are_written_with_nine_colours(run):
    parameters = {"FIRST": "cinemas_100k", "SECOND": "festivals_100k", "LEVEL": "departement"}
    result = run("crossindicators", **parameters, MODE="bivariate", PALETTE="PurpleGold")
    layer = opened(result)
    first, second = result["BOUNDS"].values()
    colors = {}
    things = drawn(layer)
    for code, (value, other) in attributes(layer, "valeur", "valeur2").items():
        if value is not None and other is not None:
            colors.setdefault((rank_of(value, first), rank_of(other, second)), set()).add(
                things[code][0].color
            )
    assert len(colors) == 9 and all(len(one) == 1 for one in colors.values())
    assert len({next(iter(one)) for one in colors.values()}) == 9


@pytest.mark.parametrize("level", ["region", "epci"])
def test_an_evolution_is_written_with_both_figures(run, level, recording_feedback):
    result = run("evolution", INDICATOR="musees_entrees", FROM=2019, TO=2023, LEVEL=level)
    layer = opened(result)
    bounds = result["BOUNDS"]
    hatched = 0
    for feature in layer.getFeatures():
        value, start, end = feature["valeur"], feature["debut"], feature["fin"]
        if feature["statut"] == "valeur":
            assert value == (end - start) / start * 100
            assert feature["classe"] == rank_of(value, bounds)
        else:
            assert value == NULL and feature["classe"] == NULL
    for things in drawn(layer).values():
        hatched += any(one.label.startswith("Perimeter changed") for one in things)
    assert hatched == (0 if level == "region" else 65)
    assert any("65" in warning for warning in recording_feedback.warnings) == (level == "epci")


def test_an_evolution_takes_a_palette_a_number_of_classes_and_a_centre(run):
    parameters = {"INDICATOR": "musees", "PALETTE": "RdBu", "CLASSES": 4, "CENTRE": "national"}
    result = run("evolution", **parameters, LEVEL="departement")
    layer = opened(result)
    assert len(result["BOUNDS"]) == 5
    both = [
        (start[0], end[0])
        for start, end in zip(
            expected("departement", "musees_2019").values(), expected("departement", "musees_2023").values()
        )
        if start[0] is not None and end[0] is not None
    ]
    before, after = map(sum, zip(*both))
    assert result["BOUNDS"][2] == pytest.approx(round((after - before) / before * 100, 1))
    assert layer.featureCount() == 101


def test_a_threshold_and_a_scale_of_circles(run):
    result = run("loadindicator", INDICATOR="bibliotheques_10k", LEVEL="epci", THRESHOLD=20000)
    layer = opened(result)
    people, given = expected("epci", "population_2023"), expected("epci", "bibliotheques_10k_2021")
    for code, row in attributes(layer, "valeur", "statut").items():
        hidden = given[code][0] is not None and people[code][0] < 20000
        assert row == ((None, "sous_seuil") if hidden else given[code]), code
    labels = {things[0].label.partition(" (")[0] for things in drawn(layer).values()}
    assert "Fewer than 20,000\u00a0habitants" in labels
    del layer
    result = run("loadindicator", INDICATOR="cinemas", CIRCLE_MAXIMUM=2000)
    layer = opened(result)
    for code, (value,) in attributes(layer, "valeur").items():
        if value is not None:
            (thing,) = drawn(layer)[code]
            assert thing.size == pytest.approx(16 * (value / 2000) ** 0.5)


def test_a_temporary_output_can_be_used(run):
    result = run("crossindicators", FIRST="densite", SECOND="cinemas", OUTPUT="TEMPORARY_OUTPUT")
    assert result["OUTPUT"].featureCount() == 18
    result = run("evolution", INDICATOR="musees", OUTPUT="TEMPORARY_OUTPUT", WITHIN="REG-53",
                 LEVEL="departement")  # fmt: skip
    assert result["OUTPUT"].featureCount() == 4


@pytest.mark.parametrize(
    ("algorithm", "parameters", "words"),
    [
        ("crossindicators", {"FIRST": "cinemas", "SECOND": "densite", "MODE": "bivariate"}, "cinemas_100k"),
        ("crossindicators", {"FIRST": "cinemas", "SECOND": "musees"}, "over a ratio"),
        ("crossindicators", {"FIRST": "densite", "SECOND": "densite", "MODE": "bivariate"}, "with itself"),
        ("crossindicators", {"FIRST": "densite", "SECOND": "densites"}, "Did you mean densite"),
        ("crossindicators", {"FIRST": "densite", "SECOND": "cinemas", "MODE": "autre"}, "circles, bivariate"),
        ("crossindicators", {"FIRST": "densite", "SECOND": "dep_epci_total"}, "Its levels: epci"),
        ("crossindicators", {"FIRST": "densite", "SECOND": "cinemas", "PALETTE": "BlueRed"}, "two ratios"),
        ("crossindicators",
         {"FIRST": "densite", "SECOND": "part_ae", "MODE": "bivariate", "PALETTE": "Blues"}, "Blues"),
        ("evolution", {"INDICATOR": "musees", "FROM": 2023, "TO": 2019}, "Its years: 2019, 2023"),
        ("evolution", {"INDICATOR": "densite"}, "no figure of a year before"),
        ("evolution", {"INDICATOR": "musees", "PALETTE": "Blues"}, "choose one of PuOr"),
        ("evolution", {"INDICATOR": "musees", "CENTRE": "ici"}, "zero, national"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_ends_in_a_sentence_and_writes_nothing(
    run, tmp_path, algorithm, parameters, words
):
    with pytest.raises(QgsProcessingException, match=words):
        run(algorithm, **parameters)
    assert list(tmp_path.iterdir()) == []
