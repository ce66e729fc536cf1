# SPDX-License-Identifier: GPL-2.0-or-later
"""The value of several territories together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, ValueKind
from atlas_culture_plugin.core.reference import Basis, reference_value
from atlas_culture_plugin.core.writer import write_package
from tests.package_figures import expected
from tests.unit.samples import LIBRARIES, sample


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


def figures(level, column, codes):
    return [
        value for code, (value, _) in expected(level, column).items() if code in codes and value is not None
    ]


def test_a_stock_is_summed(library):
    codes = ("22", "29", "35", "56")
    found = reference_value(library, library.indicator("festivals"), Level.DEPARTEMENT, 2019, codes)
    assert found.value == sum(figures("departement", "festivals_2019", codes))
    assert (found.basis, found.missing, found.counted, found.is_partial) == (Basis.SUM, 0, 4, False)


def test_a_ratio_is_the_ratio_of_the_sums_at_the_nearest_year(library):
    codes = ("22", "29", "35", "56")
    indicator = library.indicator("cinemas_100k")
    found = reference_value(library, indicator, Level.DEPARTEMENT, 2022, codes)
    cinemas = sum(figures("departement", "cinemas_2022", codes))
    people = sum(figures("departement", "population_2023", codes))
    assert found.value == pytest.approx(100_000 * cinemas / people)
    assert found.basis is Basis.RATIO
    mean = sum(figures("departement", "cinemas_100k_2022", codes)) / 4
    assert found.value != pytest.approx(mean, rel=1e-3)


def test_what_is_made_of_the_departements_is_the_figure_of_the_region(library):
    codes = ("22", "29", "35", "56")
    for name, year in (("cinemas_100k", 2022), ("part_ae", 2022), ("densite", 2023), ("entrees_ecran", 2022)):
        found = reference_value(library, library.indicator(name), Level.DEPARTEMENT, year, codes)
        published = expected("region", f"{name}_{year}")["53"][0]
        assert found.value == pytest.approx(published, rel=1e-4), name


def test_the_missing_are_left_out_and_counted(library):
    codes = list(expected("departement", "cinemas_2022"))
    found = reference_value(library, library.indicator("cinemas_100k"), Level.DEPARTEMENT, 2022, codes)
    assert (found.missing, found.counted, found.is_partial) == (5, 96, True)
    unknown = reference_value(library, library.indicator("cinemas"), Level.DEPARTEMENT, 2022, ("35", "999"))
    assert (unknown.missing, unknown.counted) == (1, 1)


def test_what_has_no_value_is_not_missing(library):
    codes = list(expected("region", "dep_regions_hab_2019"))
    found = reference_value(library, library.indicator("dep_regions_hab"), Level.REGION, 2019, codes)
    assert (found.missing, found.counted) == (0, 17)


def test_a_median_has_no_common_value(library):
    found = reference_value(library, library.indicator("niveau_vie_median"), Level.COMMUNE, 2018, ("35238",))
    assert (found.value, found.basis) == (None, Basis.NONE)


@pytest.mark.parametrize(
    ("cells", "value", "missing"),
    [
        (["10", "20", "30"], 60, 0),
        (["10", "nd", "30"], 40, 1),
        (["10", "s", "30"], None, 1),  # a published total minus 40 would be the secret
        (["10", "s", "s"], 10, 2),
        (["10", "so", "30"], 40, 0),
        (["nd", "nd", "nd"], None, 3),
    ],
)
def test_one_secret_cell_cannot_be_told_from_the_total(tmp_path, cells, value, missing):
    stock = replace(LIBRARIES, levels=(Level.REGION,), years=(2022,), years_by_level={Level.REGION: (2022,)})
    below = replace(stock, id="habitants")
    ratio = replace(stock, id="taux", kind=ValueKind.RATIO, numerator=stock.id, denominator="habitants")
    package = replace(sample(tmp_path / "p"), indicators=(stock, below, ratio), levels=(Level.REGION,),
                      tables={Level.REGION: "region.csv"})  # fmt: skip
    codes = ["53", "11", "06"]
    rows = [[code, cell, "2", cell] for code, cell in zip(codes, cells)]
    write_package(package, {Level.REGION: rows})
    library = Library(tmp_path / "library", tmp_path / "p")
    found = reference_value(library, library.indicator(stock.id), Level.REGION, 2022, codes)
    assert (found.value, found.missing) == (value, missing)
    found = reference_value(library, library.indicator("taux"), Level.REGION, 2022, codes)
    counted = sum(cell.isdigit() for cell in cells)
    assert found.value == (None if value is None else pytest.approx(value / (2 * counted)))
