# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed between two versions of a package."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from atlas_culture_plugin.core.changes import changes
from atlas_culture_plugin.core.changes_report import MAX_LINES, MAX_NAMES, changes_csv, changes_html
from atlas_culture_plugin.core.errors import Cancelled
from atlas_culture_plugin.core.model import Level, Status, Theme
from atlas_culture_plugin.core.package import Package
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.holdings import warnings_of
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.core.writer import write_package
from tests.unit.samples import KIND, LIBRARIES, RATE

#: Libraries 2021 and 2022, rate 2022 of regions; libraries and kind 2021 of communes.
BEFORE = {
    Level.REGION: [["53", "1", "2", "100"], ["11", "nd", "s", "so"], ["06", "0", "-1.5", "0.1"]],
    Level.COMMUNE: [["35238", "3", "dense"], ["2A004", "0", "peu, dense"], ["01001", "nd", "nd"]],
}


@pytest.fixture
def make(tmp_path):
    """Write a version of a package: rows by level, and its indicators."""

    def run(name, rows, indicators=(LIBRARIES, RATE, KIND)):
        package = Package(
            "petit", "1.0.0", "Petit", "Small", "Un essai", "A trial", "2025-01-31", 2026, "Licence",
            ("Ministère",), (Theme("offre", "Offre", "Facilities"),),
            tuple(replace(one, package="petit") for one in indicators),
            tuple(rows), {level: f"{level.value}.csv" for level in rows}, tmp_path / name,
        )  # fmt: skip
        return write_package(package, rows)

    return run


@pytest.fixture
def compare(make):
    """Compare the rows above with others."""

    def run(rows=None, indicators=(LIBRARIES, RATE, KIND)):
        return changes(make("before", BEFORE), make("after", rows or BEFORE, indicators), Silent())

    return run


def column(found, level, name):
    return next(c for c in found.columns if c.level is level and c.indicator.column(c.year) == name)


def test_the_same_figures_have_not_changed(compare):
    found = compare()
    assert found.is_empty
    assert {c.compared for c in found.columns} == {3}
    assert "figures are the same" in changes_html(found, territories())
    assert changes_csv(found, territories(), Silent()).count("\n") == 1


def test_values_and_states_are_told_apart(compare):
    rows = [["53", "4", "2", "100"], ["11", "0", "5", "s"], ["06", "s", "-1.5", "0.2"]]
    found = compare({**BEFORE, Level.REGION: rows})
    first = column(found, Level.REGION, "bibliotheques_2021")
    assert first.values == 1
    assert first.states == {(Status.MISSING, Status.VALUE): 1, (Status.VALUE, Status.SECRET): 1}
    assert [(c.code, c.before, c.after, c.difference) for c in first.largest(5)] == [("53", 1, 4, 3)]
    rate = column(found, Level.REGION, "taux_2022")
    assert rate.values == 1
    assert rate.states == {(Status.NOT_APPLICABLE, Status.SECRET): 1}
    assert not column(found, Level.COMMUNE, "classe_2021").cells


def test_the_last_digits_of_a_sum_are_no_change(compare):
    rows = [["53", "1.0000000001", "2", "100"], *BEFORE[Level.REGION][1:]]
    assert compare({**BEFORE, Level.REGION: rows}).is_empty
    rows[0][1] = "1.00001"
    assert not compare({**BEFORE, Level.REGION: rows}).is_empty


def test_from_zero_is_a_change_and_a_category_too(compare):
    rows = [["35238", "3", "peu, dense"], ["2A004", "1", "peu, dense"], ["01001", "nd", "dense"]]
    found = compare({**BEFORE, Level.COMMUNE: rows})
    assert column(found, Level.COMMUNE, "bibliotheques_2021").values == 1
    kind = column(found, Level.COMMUNE, "classe_2021")
    assert (kind.values, kind.states) == (1, {(Status.MISSING, Status.VALUE): 1})
    assert (kind.cells[0].before_text, kind.cells[0].after_text) == ("dense", "peu, dense")
    assert found.gained == {Level.COMMUNE: ("01001",)}
    assert found.lost == {}


def test_territories_are_lost_when_nothing_is_said_of_them_any_more(compare):
    rows = [["35238", "nd", "nd"], ["01001", "nd", "nd"]]
    found = compare({**BEFORE, Level.COMMUNE: rows})
    assert found.lost == {Level.COMMUNE: ("2A004", "35238")}
    assert column(found, Level.COMMUNE, "classe_2021").compared == 2
    text = changes_html(found, territories())
    assert "Ajaccio" in text
    assert "Rennes" in text


def test_what_is_only_for_computing_does_not_make_a_territory_known(make):
    hidden = replace(LIBRARIES, offered=False)
    indicators = (hidden, RATE, KIND)
    rows = {**BEFORE, Level.COMMUNE: [["35238", "3", "nd"], ["2A004", "0", "dense"], ["01001", "1", "nd"]]}
    found = changes(make("a", BEFORE, indicators), make("b", rows, indicators), Silent())
    assert found.lost == {Level.COMMUNE: ("35238",)}


def test_indicators_and_years_come_and_go(make):
    years = {Level.REGION: (2022, 2023), Level.COMMUNE: (2021,)}
    later = replace(LIBRARIES, years=(2021, 2022, 2023), years_by_level=years)
    rows = {
        Level.REGION: [["53", "2", "3"], ["11", "s", "4"]],
        Level.COMMUNE: [["35238", "3"], ["2A004", "0"]],
    }
    found = changes(make("a", BEFORE), make("b", rows, (later,)), Silent())
    assert [(s.level, s.indicator.id, s.year) for s in found.added] == [(Level.REGION, "bibliotheques", 2023)]
    assert {(s.level, s.indicator.id, s.year) for s in found.removed} == {
        (Level.REGION, "bibliotheques", 2021), (Level.REGION, "taux", 2022), (Level.COMMUNE, "classe", 2021),
    }  # fmt: skip
    text = changes_html(found, territories())
    assert "Added" in text
    assert "Removed" in text
    assert "2023 (Regions)" in text


def test_the_page_names_the_largest_change_and_its_territory(compare):
    rows = [["53", "4", "2", "100"], ["11", "nd", "s", "so"], ["06", "0", "-1.5", "0.1004"]]
    text = changes_html(compare({**BEFORE, Level.REGION: rows}), territories())
    assert "Bretagne: 1.0\u00a0→\u00a04.0" in text
    assert "Mayotte: 0.1\u00a0→\u00a00.1004" in text  # what rounding would hide is told
    rows[2][3] = "0.1000444555"
    assert "Mayotte: 0.1\u00a0→\u00a00.100044<" in changes_html(
        compare({**BEFORE, Level.REGION: rows}), territories()
    )
    assert "2025-01-31" in text


def test_a_level_that_only_one_version_has_comes_as_indicators(compare):
    found = compare({Level.REGION: BEFORE[Level.REGION]}, (replace(
        LIBRARIES, levels=(Level.REGION,), years_by_level={Level.REGION: (2021, 2022)}), RATE))  # fmt: skip
    assert {s.level for s in found.removed} == {Level.COMMUNE}
    assert found.changed == []


def test_a_long_page_is_cut_and_the_table_is_not(make):
    years = tuple(range(1900, 1900 + MAX_LINES + 5))
    one = replace(LIBRARIES, years=years, levels=(Level.REGION,), years_by_level={Level.REGION: years})
    old, new = (
        make(name, {Level.REGION: [["53", *[value] * len(years)]]}, (one,))
        for name, value in (("a", "1"), ("b", "2"))
    )
    found = changes(old, new, Silent())
    text = changes_html(found, territories())
    assert text.count("<tr>") == MAX_LINES + 1
    assert "can be saved: 5." in text
    assert changes_csv(found, territories(), Silent()).count("\n") == len(years) + 1


def test_the_table_has_names_states_and_differences(compare):
    rows = [["53", "4.5", "2", "100"], ["11", "3", "s", "so"], ["06", "nd", "-1.5", "0.1"]]
    text = changes_csv(compare({**BEFORE, Level.REGION: rows}), territories(), Silent())
    found = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert found["53"]["name"] == "Bretagne"
    assert (found["53"]["before"], found["53"]["after"], found["53"]["difference"]) == ("1", "4.5", "3.5")
    assert (found["11"]["before"], found["11"]["after"], found["11"]["difference"]) == ("nd", "3", "")
    assert (found["06"]["before"], found["06"]["after"]) == ("0", "nd")


def test_it_can_be_stopped(make):
    class Stopped(Silent):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        changes(make("a", BEFORE), make("b", BEFORE), Stopped())
    rows = [["53", "4", "2", "100"], *BEFORE[Level.REGION][1:]]
    found = changes(make("a", BEFORE), make("b", {**BEFORE, Level.REGION: rows}), Silent())
    with pytest.raises(Cancelled):
        changes_csv(found, territories(), Stopped())


def test_next_year_s_file_is_compared_with_this_year_s(make):
    """A source that gives a single year has nothing in common with itself a year later."""
    first, later = (
        replace(LIBRARIES, years=years, levels=(Level.REGION,), years_by_level={Level.REGION: years})
        for years in ((2020, 2021), (2022, 2023))
    )
    old = make("a", {Level.REGION: [["53", "1", "2"], ["11", "4", "5"]]}, (first,))
    new = make("b", {Level.REGION: [["53", "3", "7"], ["11", "4", "5"]]}, (later,))
    found = changes(old, new, Silent())
    assert [(c.year_before, c.year, c.codes) for c in found.columns] == [(2021, 2023, ("53",))]
    assert [slot.year for slot in found.removed] == [2020] and [slot.year for slot in found.added] == [2022]
    text = changes_html(found, territories())
    assert "2021\u00a0→\u00a02023 (Regions): Libraries" in text
    assert text.count("2021\u00a0→\u00a02023") == 2 and "Bretagne: 2.0\u00a0→\u00a07.0" in text
    row = next(csv.DictReader(io.StringIO(changes_csv(found, territories(), Silent()))))
    assert (row["year_before"], row["year"], row["before"], row["after"]) == ("2021", "2023", "2", "7")


def test_the_same_figures_of_another_year_are_something_new(make):
    first, later = (
        replace(LIBRARIES, years=(year,), levels=(Level.REGION,), years_by_level={Level.REGION: (year,)})
        for year in (2025, 2026)
    )
    found = changes(
        make("a", {Level.REGION: [["53", "1"]]}, (first,)),
        make("b", {Level.REGION: [["53", "1"]]}, (later,)), Silent(),
    )  # fmt: skip
    assert not found.is_empty and found.changed == [] and (found.added, found.removed) == ((), ())
    assert "2025\u00a0→\u00a02026 (Regions)" in changes_html(found, territories())


def test_what_would_go_away_is_a_warning_before_it_does(make):
    """Maps of a year that the new version has no more could not be updated, be it compared with another."""
    first, later = (
        replace(LIBRARIES, years=(year,), levels=(Level.REGION,), years_by_level={Level.REGION: (year,)})
        for year in (2025, 2026)
    )
    rows = {Level.REGION: [["53", "1"]]}
    quality = {"checks": [], "absent": []}
    assert warnings_of(quality) == []
    assert warnings_of(quality, changes(make("a", rows, (first,)), make("b", rows, (first,)), Silent())) == []
    told = warnings_of(quality, changes(make("a", rows, (first,)), make("b", rows, (later,)), Silent()))
    assert len(told) == 1 and f"updated: {LIBRARIES.label} 2025." in told[0]
    many = tuple(replace(first, id=f"un{rank}", label_en=f"One {rank}") for rank in range(MAX_NAMES + 3))
    rows_of_many = {Level.REGION: [["53", *["1"] * len(many)]]}
    told = warnings_of(quality, changes(make("a", rows_of_many, many), make("b", rows, (first,)), Silent()))
    assert "One 0 2025, One 1 2025" in told[0] and told[0].endswith(", and 3 more.")
