# SPDX-License-Identifier: GPL-2.0-or-later
"""Crossings, evolutions and thresholds against the csv files, computed another way."""

from __future__ import annotations

import csv
import shutil

import numpy as np
import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import AtlasError, IndicatorError, StyleError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare, summary
from atlas_culture_plugin.core.model import Level, Method, Mode, Status
from atlas_culture_plugin.core.pairs import source_of
from atlas_culture_plugin.core.territories import territories
from tests.package_figures import LEVELS, expected
from tests.unit.samples import sample, two_years_of_a_ratio


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """The embedded package, and a small one whose columns have the same names."""
    folder = tmp_path_factory.mktemp("packages") / "embedded"
    shutil.copytree(paths.data("packages"), folder)
    sample(folder)
    return Library(tmp_path_factory.mktemp("library"), folder)


def make(library, indicator, level, mode=Mode.SINGLE, **more):
    return prepare(library, territories(), MapRequest(indicator, Level(level), mode=mode, **more))


def cells_of(prepared):
    """Value and state of each code."""
    return {
        code: (None if np.isnan(value) else float(value), Status(int(status)).field_value)
        for code, value, status in zip(prepared.codes, prepared.values, prepared.statuses)
    }


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("indicator", ["musees", "musees_entrees"])
def test_every_rate_of_change_is_that_of_the_figures(library, level, indicator):
    prepared = make(library, indicator, level, Mode.EVOLUTION, since=2019, year=2023)
    before, after = expected(level, f"{indicator}_2019"), expected(level, f"{indicator}_2023")
    found = cells_of(prepared)
    assert found.keys() == before.keys()
    for code, (value, state) in found.items():
        states = {before[code][1], after[code][1]}
        strongest = next((one for one in ("secret", "nd", "sans_objet") if one in states), "valeur")
        if strongest == "valeur" and before[code][0] > 0:
            start, end = before[code][0], after[code][0]
            assert (value, state) == (pytest.approx((end / start - 1) * 100, abs=1e-9), "valeur"), code
        else:
            wanted = "sans_objet" if strongest == "valeur" else strongest
            assert (value, state) == (None, wanted), code
    assert sum(prepared.classification.counts) == prepared.count(Status.VALUE)


def test_a_rate_needs_a_first_value_above_zero(library):
    prepared = make(library, "petit/bibliotheques", "region", Mode.EVOLUTION)
    assert cells_of(prepared)["53"] == (100.0, "valeur")
    assert cells_of(prepared)["11"] == (None, "secret")
    assert cells_of(prepared)["06"] == (None, "sans_objet")
    assert (prepared.unit, prepared.decimals, prepared.period) == ("%", 1, "2021–2022")


def test_a_ratio_changes_by_a_difference_in_its_unit(tmp_path, monkeypatch):
    library = Library(tmp_path / "library", two_years_of_a_ratio(tmp_path / "embedded", monkeypatch))
    prepared = make(library, "petit/taux", "region", Mode.EVOLUTION)
    found = cells_of(prepared)
    assert found["53"] == (2.5 - 4.0, "valeur")
    assert found["11"] == (0.1 - 0.0, "valeur")
    assert found["06"] == (None, "secret")
    assert found["84"] == (None, "nd")
    assert (prepared.unit, prepared.decimals, prepared.is_rate) == ("points", 1, False)


@pytest.mark.parametrize("level", ["region", "departement", "epci"])
@pytest.mark.parametrize("classes", [None, 2, 4, 6, 8, 10])
def test_classes_of_an_evolution_are_symmetrical_about_zero(library, level, classes):
    prepared = make(library, "musees_entrees", level, Mode.EVOLUTION, classes=classes)
    inner = prepared.rounded.inner
    assert 0.0 in inner
    assert [-bound for bound in reversed(inner)] == list(inner)
    assert len(prepared.colors) == len(prepared.rounded.counts) == len(inner) + 1
    assert len(inner) % 2 == 1


def test_an_evolution_may_be_centred_on_that_of_the_country(library):
    prepared = make(library, "musees_entrees", "departement", Mode.EVOLUTION, around_national=True)
    both = [
        (start, end)
        for (start, _state), (end, _other) in zip(
            expected("departement", "musees_entrees_2019").values(),
            expected("departement", "musees_entrees_2023").values(),
        )
        if start is not None and end is not None
    ]
    before, after = (sum(part) for part in zip(*both))
    centre = round((after - before) / before * 100, 1)
    inner = prepared.rounded.inner
    assert inner[len(inner) // 2] == pytest.approx(centre)
    assert [2 * centre - bound for bound in reversed(inner)] == pytest.approx(list(inner))


def test_what_changed_of_perimeter_is_what_the_list_says(library):
    with paths.data("boundaries", "changes.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    for level in LEVELS:
        prepared = make(library, "musees", level, Mode.EVOLUTION, since=2019, year=2023)
        listed = {x["code"] for x in lines if x["level"] == level and 2019 < int(x["year"]) <= 2023}
        found = {code for code, changed in zip(prepared.codes, prepared.changed) if changed}
        assert found == listed & set(prepared.codes)
    assert {x["level"] for x in lines} <= set(LEVELS)


def test_a_commune_that_changed_took_others_in_or_let_them_go():
    """The table of passages is made from other files: it knows those that took others in."""
    with paths.data("boundaries", "passage.csv").open(encoding="utf-8", newline="") as stream:
        successors = {row["new_code"] for row in csv.DictReader(stream)}
    changed = territories().changed(Level.COMMUNE, 2019, 2026)
    assert len(changed) > 50
    assert len(changed & successors) >= 0.7 * len(changed)
    assert not territories().changed(Level.COMMUNE, 2023, 2023)
    steps = [territories().changed(Level.EPCI, year, year + 1) for year in range(2019, 2026)]
    assert frozenset().union(*steps) == territories().changed(Level.EPCI, 2019, 2026)


def test_every_cell_of_two_ratios_is_that_of_both_thirds(library):
    prepared = make(library, "cinemas_100k", "epci", Mode.BIVARIATE, second="festivals_100k")
    across, up = expected("epci", "cinemas_100k_2022"), expected("epci", "festivals_100k_2019")
    cells = dict(zip(prepared.codes, prepared.cells()))
    for side, given in ((prepared, across), (prepared.second, up)):
        values = sorted(value for value, _state in given.values() if value is not None)
        assert sum(side.rounded.counts) == len(values) and len(side.rounded.counts) == 3
    assert cells.keys() == across.keys()
    for code, cell in cells.items():
        if across[code][0] is None or up[code][0] is None:
            assert cell == 0, code
            continue
        column, row = (
            1 + sum(given[code][0] >= bound for bound in side.rounded.inner)
            for side, given in ((prepared, across), (prepared.second, up))
        )
        assert cell == (row - 1) * 3 + column, code
    assert set(range(1, 10)) <= set(cells.values())


def test_a_pair_has_the_state_of_the_first_that_is_no_value(library):
    prepared = make(library, "niveau_vie_median", "commune", Mode.BIVARIATE, second="bibliotheques_10k",
                    threshold=1000)  # fmt: skip
    first, second = (
        expected("commune", "niveau_vie_median_2018"),
        expected("commune", "bibliotheques_10k_2021"),
    )
    people = expected("commune", "population_2023")
    joint = dict(zip(prepared.codes, prepared.joint_statuses()))
    hidden = 0
    for code, status in joint.items():
        own, other = first[code][1], second[code][1]
        if other == "valeur" and people[code][0] < 1000:
            other = "sous_seuil"
        wanted = own if own != "valeur" else other
        hidden += wanted == "sous_seuil"
        assert Status(int(status)).field_value == wanted, code
    assert hidden and Status.BELOW_THRESHOLD in joint.values()


@pytest.mark.parametrize("mode", [Mode.SINGLE, Mode.EVOLUTION])
def test_a_threshold_that_hides_nothing_is_said(library, mode):
    (note,) = (
        note for note in make(library, "musees", "departement", mode, threshold=50).notes if "50" in note
    )
    assert "hides nothing" in note


def test_small_denominators_are_hidden_and_counted(library):
    prepared = make(library, "bibliotheques_10k", "commune", threshold=50)
    people, ratios = expected("commune", "population_2023"), expected("commune", "bibliotheques_10k_2021")
    small = {c for c, (value, _s) in ratios.items() if value is not None and people[c][0] < 50}
    found = {code for code, (_value, state) in cells_of(prepared).items() if state == "sous_seuil"}
    assert found == small and len(small) == prepared.count(Status.BELOW_THRESHOLD)
    label = prepared.state_label(Status.BELOW_THRESHOLD, len(small))
    assert label == f"Fewer than 50\u00a0habitants ({len(small)})"
    assert label.rpartition(" (")[0].lower() in summary(prepared).lower()
    assert make(library, "bibliotheques_10k", "commune").count(Status.BELOW_THRESHOLD) == 0


@pytest.mark.parametrize(
    ("request_", "error", "words"),
    [
        (("cinemas", "region", Mode.BIVARIATE, {"second": "densite"}), IndicatorError, "number or an amount"),
        (("densite", "region", Mode.BIVARIATE, {"second": "cinemas"}), IndicatorError, "cinemas_100k"),
        (("densite", "commune", Mode.BIVARIATE, {"second": "grille_densite"}), IndicatorError, "typology"),
        (("densite", "region", Mode.BIVARIATE, {"second": "densite"}), IndicatorError, "crossed with itself"),
        (("densite", "region", Mode.CIRCLES, {"second": "part_ae"}), IndicatorError, "bivariate"),
        (("cinemas", "region", Mode.CIRCLES, {"second": "musees"}), IndicatorError, "over a ratio"),
        (("densite", "region", Mode.CIRCLES, {}), IndicatorError, "second indicator"),
        (("densite", "region", Mode.CIRCLES, {"second": "dep_epci_total"}), IndicatorError, "levels: epci"),
        (("densite", "region", Mode.BIVARIATE, {"second": "part_ae", "palette": "Blues"}),
         AtlasError, "Blues"),
        (("densite", "region", Mode.CIRCLES, {"second": "cinemas", "palette": "BlueOrange"}),
         StyleError, "two ratios"),
        (("musees", "region", Mode.EVOLUTION, {"since": 2023, "year": 2019}), IndicatorError, "2019, 2023"),
        (("musees", "region", Mode.EVOLUTION, {"since": 2023, "year": 2023}), IndicatorError, "2019, 2023"),
        (("cinemas", "region", Mode.EVOLUTION, {}), IndicatorError, "Its years: 2022"),
        (("grille_densite", "commune", Mode.EVOLUTION, {}), IndicatorError, "typology"),
        (("grille_densite", "commune", Mode.CIRCLES, {"second": "cinemas"}), IndicatorError, "over a ratio"),
        (("cinemas", "commune", Mode.CIRCLES, {"second": "grille_densite"}), IndicatorError, "over a ratio"),
        (("densite", "region", Mode.SINGLE, {"threshold": float("inf")}), IndicatorError, "from 0 up"),
        (("densite", "region", Mode.SINGLE, {"threshold": float("nan")}), IndicatorError, "from 0 up"),
        (("musees", "region", Mode.SINGLE, {"circle_maximum": -1.0}), IndicatorError, "from 0 up"),
        (("musees", "region", Mode.EVOLUTION, {"palette": "Blues"}), IndicatorError, "diverging"),
    ],
)  # fmt: skip
def test_what_cannot_be_crossed_ends_in_a_sentence(library, request_, error, words):
    indicator, level, mode, more = request_
    with pytest.raises(error) as caught:
        make(library, indicator, level, mode, **more)
    assert words in caught.value.sentence


def all_same(value):
    def change(rows):
        return [[code, *(value for _cell in cells)] for code, *cells in rows]

    return change


@pytest.mark.parametrize("value", ["7", "s", "nd", "so", "0"])
@pytest.mark.parametrize("mode", [Mode.EVOLUTION, Mode.CIRCLES])
def test_values_all_equal_or_all_secret_make_a_sensible_map(tmp_path, monkeypatch, value, mode):
    from tests.unit import samples

    rows = dict(samples.ROWS)
    rows[Level.REGION] = all_same(value)(rows[Level.REGION])
    monkeypatch.setattr(samples, "ROWS", rows)
    folder = tmp_path / "embedded"
    shutil.copytree(paths.data("packages"), folder)
    samples.sample(folder, first=value)
    library = Library(tmp_path / "library", folder)
    first = "petit/bibliotheques" if mode is Mode.EVOLUTION else "petit/taux"
    second = "" if mode is Mode.EVOLUTION else "petit/bibliotheques"
    # The bounds of the package would draw empty classes: this is about values alone.
    method = Method.QUANTILE if mode is Mode.CIRCLES else None
    prepared = make(library, first, "region", mode, second=second, method=method)
    known = prepared.count(Status.VALUE)
    assert known == (3 if value == "7" or (value == "0" and mode is Mode.CIRCLES) else 0)
    assert sum(prepared.rounded.counts) == known
    assert len(prepared.colors) == max(1, len(prepared.rounded.counts))


def test_too_few_different_values_for_nine_colours_end_in_a_sentence(library):
    with pytest.raises(IndicatorError, match="too few different values"):
        make(library, "cinemas_100k", "departement", Mode.BIVARIATE, second="densite", within="DEP-35")


def test_two_packages_share_a_table_and_none_of_their_columns(library):
    source = source_of(library, ["petit", "atlas-essentiel"], Level.REGION)
    again = source_of(library, ["atlas-essentiel", "petit"], Level.REGION)
    assert [package.id for package in source.packages] == ["atlas-essentiel", "petit"]
    assert source.names == again.names
    fields = [name for names in source.names.values() for name in names.values()]
    assert len(fields) == len({name.casefold() for name in fields}) == len(source.table.columns)
    for package, names in source.names.items():
        table = library.table(package, Level.REGION)
        for name, field in names.items():
            column, spread = table.columns[name], source.table.columns[field]
            for code, value, status in zip(table.codes, column.values, column.statuses):
                row = source.table.index()[code]
                assert (spread.values[row], spread.statuses[row]) == (value, status) or np.isnan(value)
    lone = source_of(library, ["petit", "petit"], Level.REGION)
    assert lone.table is library.table("petit", Level.REGION)
