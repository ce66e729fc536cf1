# SPDX-License-Identifier: GPL-2.0-or-later
"""The packages of the repository: sound, complete, and telling the figures that were given."""

from __future__ import annotations

import csv
import json
import math
import os
import re
from pathlib import Path

import numpy as np
import pytest

from atlas_culture_plugin.core.catalogue import read_catalogue
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Method, Status, ValueKind
from atlas_culture_plugin.core.package import read_level, read_package, validate

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
PACKAGES = sorted(path.parent for path in (DATA / "packages").glob("*/datapackage.json"))
FIGURES = Path(os.environ.get("ATLAS_FIGURES", ROOT.parent / "shared" / "figures"))
LEVELS = {Level.REGION: 18, Level.DEPARTEMENT: 101, Level.EPCI: 1255, Level.COMMUNE: 34_875}
STATUS = {"nd": Status.MISSING, "s": Status.SECRET, "so": Status.NOT_APPLICABLE}

needs_figures = pytest.mark.skipif(not FIGURES.is_dir(), reason="the original figures are not here")


#: Ratios over cinemas or screens: their rows carry clauses of the ratios over the population.
OVER_CINEMAS = ("part_ae", "entrees_ecran")


@pytest.fixture(scope="module")
def package():
    return read_package(DATA / "packages" / "atlas-essentiel", verify=False)


@pytest.fixture(scope="module")
def tables(package):
    return {level: read_level(package, level) for level in package.levels}


def cells(folder, level):
    """Yield the rows of a table as text, without the plugin's own reader."""
    with (folder / f"{level.value}.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def columns_of(folder, level):
    """Return the columns of a table as text."""
    with (folder / f"{level.value}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    return dict(zip(header, zip(*rows)))


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_every_package_is_sound(folder):
    assert validate(folder) == []


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_every_package_passes_the_reference_validator(folder):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(read_package(folder, verify=False).levels)


def test_the_reference_validator_can_fail(tmp_path, package):
    frictionless = pytest.importorskip("frictionless")
    for name in ("datapackage.json", "region.csv", "departement.csv", "epci.csv", "commune.csv"):
        (tmp_path / name).write_bytes((package.folder / name).read_bytes())
    table = tmp_path / "region.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",nd,", ",n/a,", 1), encoding="utf-8")
    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate(limit_rows=20).valid


def test_every_territory_is_there(tables):
    assert {level: len(table.codes) for level, table in tables.items()} == LEVELS


def test_the_library_offers_it_without_installing_it(tmp_path):
    library = Library(tmp_path / "library", DATA / "packages")
    indicator, year = library.resolve("musees", Level.REGION)
    assert (indicator.key, indicator.years, year) == ("atlas-essentiel/musees", (2019, 2023), 2023)
    assert library.table("atlas-essentiel", Level.REGION).codes[0] == "01"
    assert library.is_embedded("atlas-essentiel")
    assert not (tmp_path / "library").exists()


def test_the_catalogue_says_what_the_package_is(package):
    entry = read_catalogue(DATA / "catalogue.json").entry("atlas-essentiel")
    told = (entry.version, entry.cog_year, entry.levels, entry.licence, entry.url)
    assert told == (package.version, package.cog_year, package.levels, package.licence, "")
    assert (entry.title_fr, entry.title_en) == (package.title_fr, package.title_en)
    assert (entry.description_fr, entry.description_en) == (package.description_fr, package.description_en)
    size = sum(path.stat().st_size for path in package.folder.rglob("*") if path.is_file())
    assert entry.size == pytest.approx(size, rel=0.02)


def test_denominators_are_not_offered(package):
    hidden = {indicator.id for indicator in package.indicators if not indicator.offered}
    spenders = ("communes", "epci", "departements", "regions", "ministere")
    assert hidden == {"biblio_surface_connue", *(f"dep_{spender}_pop" for spender in spenders)}


def test_every_text_is_there_in_both_languages(package):
    for indicator in package.indicators:
        texts = (
            (indicator.label_fr, indicator.label_en),
            (indicator.definition_fr, indicator.definition_en),
            (indicator.coverage_fr, indicator.coverage_en),
        )
        for french, english in texts:
            assert french.strip() == french != ""
            assert english.strip() == english != ""
            assert not re.search(r"\bde (?=[aeéèêiou])|  ", french), french
        for text in (indicator.definition_fr, indicator.definition_en):
            assert text.endswith(".")
        assert not re.search(r"\b(20(17|18|19|2\d))\b", indicator.label_fr + indicator.label_en)
    assert len({indicator.label_fr for indicator in package.indicators}) == len(package.indicators)
    assert len({indicator.label_en for indicator in package.indicators}) == len(package.indicators)


def test_themes_are_all_used(package):
    assert {theme.id for theme in package.themes} == {i.theme for i in package.indicators}


def test_stocks_and_ratios_are_told_apart(package):
    by_id = {indicator.id: indicator for indicator in package.indicators}
    for indicator in package.indicators:
        if indicator.kind is ValueKind.STOCK:
            assert not indicator.numerator
        elif indicator.kind is ValueKind.RATIO and indicator.id != "niveau_vie_median":
            assert by_id[indicator.numerator].kind is ValueKind.STOCK
            assert by_id[indicator.denominator].kind is ValueKind.STOCK
    assert by_id["dep_regions_total"].kind is ValueKind.STOCK
    assert by_id["densite"].kind is ValueKind.RATIO


def test_the_default_method_can_be_used(package):
    for indicator in package.indicators:
        assert indicator.default_method is not Method.MANUAL
        assert indicator.default_method is not Method.OFFICIAL or indicator.official_bounds
        assert bool(indicator.official_bounds) == bool(indicator.official_palette)


def test_the_sizes_of_the_classes_of_the_atlas_are_found_again(package, tables):
    """Counts that the Atlas's own bounds give on its own files, lower bound included."""
    expected = {
        ("dep_departements_hab_2019", Level.DEPARTEMENT): [22, 17, 17, 21, 19],
        ("dep_regions_hab_2019", Level.REGION): [3, 3, 5, 3, 3],
        ("dep_ministere_hab_2019", Level.REGION): [15, 2, 0, 0, 1],
        ("dep_ministere_hab_2019", Level.DEPARTEMENT): [88, 8, 1, 1, 1],
        ("part_entreprises_cult_2018", Level.DEPARTEMENT): [61, 37, 1, 1],
    }
    bounds = {indicator.id: indicator.official_bounds for indicator in package.indicators}
    for (column, level), counts in expected.items():
        values = tables[level].columns[column].values
        classes = np.digitize(values[~np.isnan(values)], bounds[column.rpartition("_")[0]])
        assert list(np.bincount(classes, minlength=len(counts))) == counts, (column, level)


def nearest(years, year):
    """Year of a numerator or denominator that a ratio of ``year`` is about, as the format says."""
    return min(years, key=lambda other: (abs(other - year), -other))


def test_every_ratio_agrees_with_its_numerator_and_denominator(package, tables):
    """To half a unit of the fourth decimal, which is the last that is written."""
    by_id = {indicator.id: indicator for indicator in package.indicators}
    compared = 0
    for level, name, indicator, year in ratios(package):
        above, below = (by_id[key] for key in (indicator.numerator, indicator.denominator))
        columns = tables[level].columns
        top = columns[above.column(nearest(above.years_by_level[level], year))].values
        bottom = columns[below.column(nearest(below.years_by_level[level], year))].values
        given = columns[name].values
        # Nobody in a territory of unknown area: the density is 0 all the same (6 communes).
        known = ~np.isnan(given) & ~((top == 0) & np.isnan(bottom))
        given, top, bottom = given[known], top[known], bottom[known]
        computed = indicator.factor * top / bottom
        allowed = 0.5e-4 + slack(indicator, bottom, computed) + 1e-9
        assert (np.abs(computed - given) <= allowed).all(), (level, name)
        compared += known.sum()
    assert compared == 359_072


def ratios(package):
    for level in package.levels:
        for name, indicator, year in package.columns(level):
            if indicator.numerator:
                yield level, name, indicator, year


def slack(indicator, bottom, value):
    """What the rounding of the numerator and of the denominator allows, beside that of the ratio."""
    if indicator.theme == "depenses":
        return indicator.factor * 0.005 / bottom  # amounts are written in hundredths of k€
    if indicator.theme == "emploi":
        return (indicator.factor + value) / bottom  # people and enterprises are cut to the unit
    return 0


def test_the_total_of_spending_is_operating_plus_investment(tables):
    compared = 0
    for table in tables.values():
        for name, column in table.columns.items():
            if re.fullmatch(r"dep_[a-z]+_total_2019", name):
                parts = [table.columns[name.replace("total", part)].values for part in ("fonct", "invest")]
                known = ~np.isnan(column.values) & ~np.isnan(parts[0]) & ~np.isnan(parts[1])
                assert np.allclose(column.values[known], sum(parts)[known], atol=0.0151)
                compared += known.sum()
    assert compared > 4_000


@pytest.mark.parametrize(
    ("column", "total"),
    [
        ("cinemas_2022", 2061),
        ("ecrans_2022", 6298),
        ("entrees_cinema_2022", 152_499_845),
        ("bibliotheques_2021", 15_566),
        ("festivals_2019", 7244),
        ("population_2023", 68_350_798),
    ],
)
def test_published_totals_are_kept_at_every_level(tables, column, total):
    for level in (Level.REGION, Level.DEPARTEMENT, Level.COMMUNE):
        assert np.nansum(tables[level].columns[column].values) == total


@needs_figures
@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.value)
def test_every_figure_is_the_figure_given(package, tables, level):
    """Text against text, then the values and the statuses that the plugin reads from it."""
    table = tables[level]
    given = columns_of(FIGURES, level)
    ours = columns_of(package.folder, level)
    assert ours["code"] == given["code"] == table.codes
    numbers = [name for name, column in table.columns.items() if column.texts is None]
    names = {name: name if name in given else name.rpartition("_")[0] for name in numbers}
    assert sorted(names.values()) == sorted(set(given) - {"code"})
    for name, original in names.items():
        texts = given[original]
        assert ours[name] == texts
        column = table.columns[name]
        assert column.statuses.tolist() == [STATUS.get(text, Status.VALUE) for text in texts]
        numbers = np.array([math.nan if text in STATUS else float(text) for text in texts])
        assert np.array_equal(column.values, numbers, equal_nan=True)


@needs_figures
def test_every_indicator_given_is_there(package):
    with (FIGURES / "indicateurs.csv").open(encoding="utf-8", newline="") as stream:
        given = list(csv.DictReader(stream))
    by_id = {indicator.id: indicator for indicator in package.indicators}
    for row in given:
        found = by_id[row["id"].removesuffix(f"_{row['year']}")]
        assert int(row["year"]) in found.years
        assert {level.value for level in found.levels} == set(row["levels"].split("|"))
        assert (found.unit, found.kind.value) == (row["unit"], row["kind"])
        assert (found.source, found.licence) == (row["source"], row["licence"])
        if found.id in OVER_CINEMAS:
            assert row["coverage_fr"].startswith(found.coverage_fr)
        else:
            assert row["coverage_fr"] in found.coverage_fr
        assert not row["factor"] or found.factor == float(row["factor"])
    numbers = [i for i in package.indicators if i.kind is not ValueKind.TYPOLOGY]
    assert sum(len(indicator.years) for indicator in numbers) == len(given)


def test_the_manifest_holds_nothing_that_looks_like_a_secret(package):
    document = json.loads((package.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert not re.search(r'"[0-9a-f]{32,}"', json.dumps(document))


@pytest.mark.parametrize("identifier", OVER_CINEMAS)
def test_ratios_over_cinemas_do_not_name_the_population_as_their_denominator(package, identifier):
    found = next(one for one in package.indicators if one.id == identifier)
    assert "dénominateur" not in found.coverage_fr
    assert "denominator" not in found.coverage_en
    # Where there is no cinema they do not apply.
    assert "0 =" not in found.coverage_fr
    assert "DROM" in found.coverage_fr
