# SPDX-License-Identifier: GPL-2.0-or-later
"""Each plausibility check passes on what is plausible and fails on the mistake that it is there for."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from atlas_culture_plugin.core.model import Level, Status
from atlas_culture_plugin.core.recipes import quality
from atlas_culture_plugin.core.recipes.measures import Cells, Totals
from atlas_culture_plugin.core.recipes.quality import Figures, Severity
from atlas_culture_plugin.core.recipes.reconcile import reconcile
from atlas_culture_plugin.core.territories import territories

KNOWN = territories()
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def figures(*values, name="n", states=None):
    """Build an indicator by commune; None is not available."""
    cells = np.array([np.nan if value is None else value for value in values], float)
    found = np.where(np.isnan(cells), Status.MISSING, Status.VALUE).astype(np.uint8)
    codes = KNOWN.codes(Level.COMMUNE)[: len(values)]
    return Figures(name, f"Label {name}", Level.COMMUNE, codes, Cells(cells, found, np.ones(len(values))))


def verdict(check):
    """Verdict of a check that must be fit for the report whatever it is."""
    json.dumps(check.as_json())
    assert check.message and "{" not in check.message
    return check.as_json()["verdict"]


def test_a_part_larger_than_its_whole_is_an_error_that_names_where():
    check = quality.part_of(figures(1, 5, None, 9), figures(1, 4, 3, None, name="all"))
    assert verdict(check) == "failed" and check.severity is Severity.ERROR
    assert check.figures["compared"] == 2
    assert check.figures["examples"] == ["01002"] and "01002" in check.message
    assert verdict(quality.part_of(figures(1, 4, 0.3), figures(1, 4, 0.1 + 0.2))) == "passed"


def test_values_out_of_bounds_are_a_warning():
    check = quality.bounds(figures(3, None, 700, -1), 0, 500)
    assert (verdict(check), check.severity) == ("failed", Severity.WARNING)
    assert check.figures["examples"] == ["01004", "01005"]
    assert verdict(quality.bounds(figures(0, None, 500), 0, 500)) == "passed"


@pytest.mark.parametrize(("factor", "expected"), [(1, "passed"), (1000, "failed"), (0.001, "failed")])
def test_a_unit_off_by_a_thousand_is_found_both_ways(factor, expected):
    spending = [0, 40, 55, 160, 12, None, 90]
    given = figures(*(value and value * factor for value in spending))
    check = quality.unit_of_thousand(given, 1, 900)
    assert verdict(check) == expected
    assert check.figures["factor"] == (0 if factor == 1 else factor)


def test_a_few_far_values_are_not_another_unit():
    assert verdict(quality.unit_of_thousand(figures(40, 50, 60, 70, 40_000), 1, 900)) == "passed"


def test_a_column_copied_into_another_is_an_error():
    employees = list(range(200))
    copied = quality.not_same(figures(*employees), figures(*employees, name="enterprises"))
    assert (verdict(copied), copied.severity) == ("failed", Severity.ERROR)
    assert copied.figures["same"] == 199  # both zero says nothing
    different = [value // 2 for value in employees]
    assert verdict(quality.not_same(figures(*employees), figures(*different))) == "passed"


def test_few_or_constant_equal_figures_prove_nothing():
    assert verdict(quality.not_same(figures(1, 2, 3), figures(1, 2, 3))) == "passed"
    assert verdict(quality.not_same(figures(*[1] * 99), figures(*[1] * 99))) == "passed"
    assert verdict(quality.not_same(figures(*[0] * 99), figures(*[0] * 99))) == "passed"


def test_too_many_missing_are_told():
    check = quality.enough_known(figures(1, None, None, 0), 0.6)
    assert verdict(check) == "failed" and check.figures["share"] == 0.5
    assert verdict(quality.enough_known(figures(1, None, None, 0), 0.5)) == "passed"


def test_a_published_total_is_met_to_the_unit():
    assert verdict(quality.published_total("n", "Cinemas", 2022, 2061.0, 2061)) == "passed"
    check = quality.published_total("n", "Cinemas", 2022, 2060.0, 2061)
    assert verdict(check) == "failed" and "2,060" in check.message


def test_conservation_names_the_communes_that_belong_to_none():
    outside = {Level.EPCI: (216.0, ("85113",)), Level.REGION: (0.0, ())}
    totals = Totals(1000, 1000, {Level.EPCI: 784.0, Level.REGION: 1000.0 + 1e-9}, outside)
    check = quality.conserved("n", "Seats", Level.EPCI, totals)
    assert verdict(check) == "passed" and "85113" in check.message
    assert verdict(quality.conserved("n", "Seats", Level.REGION, totals)) == "passed"
    lost = Totals(1000, 1000, {Level.REGION: 999.0}, {Level.REGION: (0.0, ())})
    assert verdict(quality.conserved("n", "Seats", Level.REGION, lost)) == "failed"


def test_a_year_that_jumps_is_told_and_a_wider_coverage_is_no_jump():
    before, after = figures(10, 20, None), figures(11, 22, 5000)
    assert verdict(quality.year_jump(before, after, (2022, 2023), 3)) == "passed"
    for values, severity in (((40, 80), Severity.WARNING), ((10_000, 20_000), Severity.ERROR)):
        check = quality.year_jump(figures(10, 20), figures(*values), (2022, 2023), 3)
        assert (verdict(check), check.severity) == ("failed", severity)
        back = quality.year_jump(figures(*values), figures(10, 20), (2022, 2023), 3)
        assert (verdict(back), back.severity) == ("failed", severity)
    assert verdict(quality.year_jump(figures(0, 0), figures(1, 2), (2022, 2023), 3)) == "passed"


def test_rows_and_codes_that_were_not_expected():
    assert verdict(quality.row_count("Cinemas", 2061, 1900, 2300)) == "passed"
    assert verdict(quality.row_count("Cinemas", 61, 1900, 2300)) == "failed"
    told = reconcile(["35", "35238", "22278", None], Level.COMMUNE, KNOWN)
    check = quality.unknown_codes(told)
    assert verdict(check) == "failed" and check.figures == {"rows": 1, "share": 0.25, "examples": ["35"]}
    assert verdict(quality.unknown_codes(told, most=0.5)) == "passed"
    assert verdict(quality.unknown_codes(reconcile([], Level.COMMUNE, KNOWN))) == "passed"


def test_the_published_amounts_in_thousands_are_told_from_euros():
    """The real file gives k€: read as €, an inhabitant would have a few cents of culture."""
    xlrd = pytest.importorskip("xlrd")
    named = {unicodedata.normalize("NFC", path.stem): path for path in SHARED.glob("atlas/*.xls")}
    if not named:
        pytest.skip("the published workbooks are not on this machine")
    sheet = xlrd.open_workbook(str(named["Dépenses culturelles des régions"])).sheet_by_index(0)
    heading = sheet.row_values(0)
    total, people = heading.index("Total"), heading.index("Population")
    rows = [sheet.row_values(row) for row in range(1, sheet.nrows)]
    each = [row[total] / row[people] for row in rows if row[people]]
    assert verdict(quality.unit_of_thousand(figures(*each), 0.5, 400)) == "failed"
    assert verdict(quality.unit_of_thousand(figures(*(1000 * one for one in each)), 0.5, 400)) == "passed"
