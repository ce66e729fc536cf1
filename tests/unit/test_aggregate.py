# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums of communes at every level: nothing lost, nothing invented, nothing given away."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_culture_plugin.core.crs import OVERSEAS_CRS
from atlas_culture_plugin.core.errors import RecipeError
from atlas_culture_plugin.core.model import Level, Status
from atlas_culture_plugin.core.recipes.aggregate import aggregate
from atlas_culture_plugin.core.recipes.measures import Population, Ratio, Stock, coverage, populations
from atlas_culture_plugin.core.recipes.reconcile import reconcile
from atlas_culture_plugin.core.territories import territories

KNOWN = territories()
ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
LEVELS = tuple(reversed(Level))
OVERSEAS = {Level.DEPARTEMENT: frozenset(OVERSEAS_CRS)}
STATES = {"nd": Status.MISSING, "s": Status.SECRET, "so": Status.NOT_APPLICABLE}
#: The four islands that belong to no EPCI.
ISLANDS = ("22016", "29083", "29155", "85113")
#: All the communes of one EPCI, and of a departement.
RENNES = KNOWN.within(Level.COMMUNE, "EPCI-243500139")


@dataclass(frozen=True)
class Numbers:
    """What the reading of a column gives."""

    values: np.ndarray
    statuses: np.ndarray


def numbers(*cells):
    states = [STATES.get(cell, Status.VALUE) for cell in cells]
    values = [np.nan if cell in STATES else float(cell) for cell in cells]
    return Numbers(np.array(values, float), np.array(states, np.uint8))


def summed(codes, measures, ratios=(), level=Level.COMMUNE, levels=None, year=2026, **options):
    told = reconcile(codes, level, KNOWN, year)
    return aggregate(told, codes, measures, ratios, KNOWN, levels or LEVELS, **options)


def cell(found, name, reference):
    """Value of an indicator for one territory, or its marker."""
    one = KNOWN.find(reference)
    cells = found.levels[one.level][name]
    place = KNOWN.codes(one.level).index(one.code)
    status = Status(cells.statuses[place])
    assert (status is Status.VALUE) == bool(np.isfinite(cells.values[place]))
    return float(cells.values[place]) if status is Status.VALUE else status.marker


def shares(found, level, name):
    return coverage(found.levels[level][name], populations(KNOWN, level))


def test_rows_are_summed_to_their_commune_and_to_all_that_holds_it():
    codes = ["35238", "35238", "75101", "75102", "35047"]
    found = summed(codes, [Stock("n", numbers(1, 2, 3, 4, 5))])
    assert [cell(found, "n", place) for place in ("COM-35238", "COM-75056", "EPCI-243500139")] == [3, 7, 8]
    assert [cell(found, "n", place) for place in ("DEP-35", "REG-53", "DEP-01", "COM-01001")] == [
        8,
        8,
        "nd",
        "nd",
    ]


def test_a_commune_without_a_row_is_zero_only_where_the_source_covers_it():
    places = Stock("n", numbers(4), absent=Status.VALUE)
    found = summed(["35238"], [places], not_covered=OVERSEAS)
    assert [cell(found, "n", place) for place in ("COM-01001", "DEP-01", "REG-11")] == [0, 0, 0]
    assert [cell(found, "n", place) for place in ("COM-97411", "DEP-974", "REG-04", "REG-06")] == ["nd"] * 4
    regions = found.levels[Level.REGION]["n"]
    assert (regions.statuses == Status.MISSING).sum() == 5
    assert set(regions.coverage) == {0.0, 1.0}


def test_merged_communes_are_summed_and_their_ratio_recomputed():
    codes = ["69149", "69152"]
    stocks = [Stock("spent", numbers(100, 50)), Stock("people", numbers(20, 30))]
    found = summed(codes, stocks, [Ratio("each", "spent", "people", 10)])
    assert [cell(found, name, "COM-69149") for name in ("spent", "people", "each")] == [150, 50, 30]


def test_a_value_repeated_on_each_row_of_a_code_counts_once():
    codes = ["69149", "69149", "69152", "35238", "35238"]
    found = summed(codes, [Stock("people", numbers(20, 20, 30, 7, 8), once=True)])
    assert cell(found, "people", "COM-69149") == 50
    assert cell(found, "people", "COM-35238") == "nd"  # the rows contradict each other


def test_one_secret_cell_makes_every_sum_that_holds_it_secret():
    found = summed(["35238", "35047", "29019"], [Stock("n", numbers("s", 5, 6))])
    shown = ("COM-35238", "COM-35047", "EPCI-243500139", "DEP-35", "REG-53", "DEP-29")
    assert [cell(found, "n", place) for place in shown] == ["s", 5, "s", "s", "s", 6]


def test_what_is_missing_not_applicable_secret_and_zero_stay_different():
    codes = ["35238", "35238", "35047", "35047", "29019", "29019", "22278", "56260", "56260"]
    found = summed(codes, [Stock("n", numbers("nd", 4, "nd", "so", "so", "so", 0, "s", 3))])
    shown = ("COM-35238", "COM-35047", "COM-29019", "COM-22278", "COM-56260", "COM-35001")
    assert [cell(found, "n", place) for place in shown] == [4, "nd", "so", 0, "s", "nd"]


def test_zeros_beside_what_is_not_available_are_not_zero():
    found = summed(["35238", "35047", "29019"], [Stock("n", numbers(0, "nd", 0), absent=Status.VALUE)])
    shown = ("COM-35238", "COM-35047", "EPCI-243500139", "DEP-35", "REG-53", "DEP-29", "COM-35001")
    assert [cell(found, "n", place) for place in shown] == [0, "nd", "nd", "nd", "nd", 0, 0]


def test_a_figure_says_how_many_inhabitants_are_behind_it():
    rennes, metropolis = KNOWN.find("COM-35238").population, KNOWN.find("EPCI-243500139").population
    found = summed(["35238", "35047"], [Stock("n", numbers(4, "nd")), Population("people")])
    place = KNOWN.codes(Level.EPCI).index("243500139")
    assert found.levels[Level.EPCI]["n"].coverage[place] == pytest.approx(rennes / metropolis)
    assert cell(found, "people", "EPCI-243500139") == metropolis
    territories_share, people_share = shares(found, Level.COMMUNE, "n")
    assert territories_share == pytest.approx(1 / 34_875)
    assert people_share == pytest.approx(rennes / 68_350_798)
    territories_share, people_share = shares(found, Level.REGION, "n")
    assert territories_share == pytest.approx(1 / 18)
    assert people_share == pytest.approx(rennes / 68_350_798)


def test_ratios_of_nobody_are_not_applicable():
    found = summed(["55039"], [Stock("n", numbers(0)), Population("people")], [Ratio("each", "n", "people")])
    assert cell(found, "people", "COM-55039") == 0
    assert cell(found, "each", "COM-55039") == "so"


def test_a_ratio_beyond_what_is_a_number_is_not_available():
    found = summed(
        ["35238"], [Stock("a", numbers("1e14")), Stock("b", numbers("1e-320"))], [Ratio("r", "a", "b")]
    )
    assert [cell(found, "r", one) for one in ("COM-35238", "REG-53")] == ["nd", "nd"]


def test_the_worst_state_of_numerator_and_denominator_is_that_of_the_ratio():
    codes = ["35238", "35047", "29019", "22278"]
    stocks = [Stock("a", numbers("s", 1, "so", 2)), Stock("b", numbers("nd", "nd", 1, 4))]
    found = summed(codes, stocks, [Ratio("r", "a", "b")])
    assert [cell(found, "r", f"COM-{code}") for code in codes] == ["s", "nd", "so", 0.5]


def test_communes_that_left_a_split_one_are_not_available_and_not_zero():
    stock = Stock("n", numbers(9), absent=Status.VALUE)
    found = summed(["85084"], [stock, Population("people")], [Ratio("r", "n", "people")], year=2022)
    assert [cell(found, "n", f"COM-{code}") for code in ("85084", "85165", "85212")] == [9, "nd", "nd"]
    assert [cell(found, "r", f"COM-{code}") for code in ("85084", "85165")] == ["nd", "nd"]
    assert [cell(found, "n", f"COM-{code}") for code in ("15141", "15031", "60694")] == [0, 0, 0]
    assert [cell(found, "r", f"COM-{code}") for code in ("15141", "15031")] == [0, 0]
    amounts = summed(["85084"], [Stock("n", numbers(0))], year=2022)
    assert [cell(amounts, "n", f"COM-{code}") for code in ("85084", "85165")] == [0, "nd"]
    epci = KNOWN.find("COM-85084").epci
    assert cell(found, "n", f"EPCI-{epci}") == 9
    assert found.levels[Level.EPCI]["n"].coverage[KNOWN.codes(Level.EPCI).index(epci)] == 1.0


def test_departements_sum_to_regions_and_epci_to_nothing():
    found = summed(["35", "22"], [Stock("n", numbers(1, 2))], level=Level.DEPARTEMENT, levels=[Level.REGION])
    assert cell(found, "n", "REG-53") == 3
    with pytest.raises(RecipeError, match="cannot be summed"):
        summed(["243500139"], [Stock("n", numbers(1))], level=Level.EPCI, levels=[Level.DEPARTEMENT])


def test_totals_say_what_was_read_placed_and_left_outside():
    codes = ["35238", "22016", "97801", "", "99999"]
    found = summed(codes, [Stock("n", numbers(1, 2, 4, 8, 16))]).totals["n"]
    assert (found.read, found.placed) == (31, 3)
    assert found.levels == {Level.COMMUNE: 3, Level.EPCI: 1, Level.DEPARTEMENT: 3, Level.REGION: 3}
    assert found.outside[Level.EPCI] == (2, ("22016",))
    assert found.outside[Level.COMMUNE] == (0, ())


SOME = [*KNOWN.codes(Level.COMMUNE)[::97], *RENNES[:9], *ISLANDS, "75101", "69152", "85084", "97801", ""]
ROWS = st.lists(
    st.tuples(st.sampled_from(SOME), st.one_of(st.integers(-50, 10**6), st.sampled_from(["nd", "so"]))),
    max_size=50,
)


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, absent=st.sampled_from([Status.VALUE, Status.MISSING]), year=st.sampled_from([2019, 2026]))
def test_sums_are_conserved_at_every_level(rows, absent, year):
    found = summed(
        [code for code, _ in rows],
        [Stock("n", numbers(*(value for _, value in rows)), absent=absent)],
        year=year,
    )
    totals = found.totals["n"]
    for level in LEVELS:
        assert totals.levels[level] + totals.outside[level][0] == totals.placed
    assert totals.read == sum(value for _, value in rows if value not in STATES)
    assert set(totals.outside[Level.EPCI][1]) <= set(ISLANDS)


@settings(max_examples=20, deadline=None)
@given(rows=ROWS, secret=st.sampled_from(RENNES))
def test_no_sum_gives_a_secret_cell_away(rows, secret):
    rows = [*rows, (secret, "s")]
    found = summed([code for code, _ in rows], [Stock("n", numbers(*(value for _, value in rows)))])
    for reference in (f"COM-{secret}", "EPCI-243500139", "DEP-35", "REG-53"):
        assert cell(found, "n", reference) == "s"


# ------------------------------------------------------------------------------ published files


def test_the_cinemas_of_the_cnc_are_conserved_at_every_level():
    path = SHARED / "cnc" / "etablissements-cinematographiques.csv"
    if not path.is_file():
        pytest.skip("the published files are not on this machine")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    columns = {"screens": "écrans", "seats": "fauteuils", "admissions": "entrées 2022"}
    given = {"cinemas": numbers(*[1] * len(rows))}
    given |= {name: numbers(*(row[heading] for row in rows)) for name, heading in columns.items()}
    stocks = [Stock(name, column, absent=Status.VALUE) for name, column in given.items()]
    found = summed([row["code INSEE"] for row in rows], stocks, year=2022, not_covered=OVERSEAS)
    expected = {"cinemas": 2_061, "screens": 6_298, "seats": 1_161_329, "admissions": 152_499_845}
    in_epci = {"cinemas": 2_060, "screens": 6_297, "seats": 1_161_113, "admissions": 152_476_003}
    for name, total in expected.items():
        totals = found.totals[name]
        assert (totals.read, totals.placed) == (total, total)
        assert totals.levels.pop(Level.EPCI) == in_epci[name]
        assert set(totals.levels.values()) == {total}
        assert totals.outside[Level.EPCI] == (total - in_epci[name], ("85113",))
    counts = {level: np.bincount(found.levels[level]["cinemas"].statuses).tolist() for level in LEVELS}
    assert counts[Level.REGION] == [13, 5]
    assert counts[Level.DEPARTEMENT] == [96, 5]
    assert counts[Level.EPCI] == [1_232, 23]
    assert counts[Level.COMMUNE] == [34_746, 129]


def test_the_spending_of_the_communes_is_conserved_to_the_euro():
    xlrd = pytest.importorskip("xlrd")
    named = {unicodedata.normalize("NFC", path.stem): path for path in SHARED.glob("atlas/*.xls")}
    if not named:
        pytest.skip("the published workbooks are not on this machine")
    sheet = xlrd.open_workbook(str(named["Dépenses culturelles des communes"])).sheet_by_index(0)
    rows = [sheet.row_values(row) for row in range(1, sheet.nrows)]
    spent = numbers(*(row[5] * 1000 for row in rows))
    stocks = [Stock("spent", spent), Stock("people", numbers(*(row[6] for row in rows)), once=True)]
    found = summed([row[0] for row in rows], stocks, [Ratio("each", "spent", "people")], year=2020)
    totals = found.totals["spent"]
    assert round(totals.read) == round(totals.placed) == 5_802_156_207
    assert {round(totals.levels[level]) for level in LEVELS if level is not Level.EPCI} == {5_802_156_207}
    assert round(totals.outside[Level.EPCI][0]) == 884_969
    assert found.totals["people"].levels[Level.REGION] == 45_500_724
    with (ROOT / "data/packages/atlas-essentiel/region.csv").open(encoding="utf-8", newline="") as stream:
        published = {row["code"]: row["dep_communes_hab_2019"] for row in csv.DictReader(stream)}
    for code, each in published.items():
        assert cell(found, "each", f"REG-{code}") == pytest.approx(float(each), abs=1e-3)
