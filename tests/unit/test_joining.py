# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes as people's files write them, matched with those of a table."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.joining import QUOTED, match, quote
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories

COMMUNES = territories().codes(Level.COMMUNE)


def matched(level, *raw):
    codes, _report = match(raw, level, territories().codes(level), territories())
    return codes


@pytest.mark.parametrize(
    ("level", "raw", "code"),
    [
        (Level.COMMUNE, 1001, "01001"),
        (Level.COMMUNE, 1001.0, "01001"),
        (Level.COMMUNE, "1001.0", "01001"),
        (Level.COMMUNE, "1001,0", "01001"),
        (Level.COMMUNE, "00035238", "35238"),
        (Level.COMMUNE, " 2a004 ", "2A004"),
        (Level.DEPARTEMENT, "2b", "2B"),
        (Level.DEPARTEMENT, 1, "01"),
        (Level.DEPARTEMENT, "00000032", "32"),
        (Level.REGION, 1.0, "01"),
        (Level.EPCI, "200054781.0", "200054781"),
        (Level.EPCI, 200054781.0, "200054781"),
        (Level.EPCI, 200054781, "200054781"),
    ],
)
def test_codes_damaged_by_spreadsheets_are_understood(level, raw, code):
    assert matched(level, raw) == [code]


@pytest.mark.parametrize("raw", [None, "", "NULL", "Rennes", "99999", "35 238 B", -1001, 1001.5, True, "nan"])
def test_what_is_no_code_joins_nothing_and_is_told(raw):
    codes, report = match([raw], Level.COMMUNE, COMMUNES, territories())
    assert codes == [None]
    assert report.matched == 0
    assert len(report.unknown) == 1


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_an_empty_cell_is_called_empty(raw):
    _codes, report = match([raw], Level.COMMUNE, COMMUNES, territories())
    assert report.unknown == ("(empty)",)


def test_arrondissements_are_explained_and_never_given_the_figures_of_the_city():
    codes, report = match(["75101", "69381", "13201", "75056"], Level.COMMUNE, COMMUNES, territories())
    assert codes == [None, None, None, "75056"]
    assert report.unknown == ("75101", "69381", "13201")
    assert [sentence[:5] for sentence in report.explained] == ["75101", "69381", "13201"]
    assert all("municipal arrondissement" in sentence for sentence in report.explained)
    assert "Paris (75056)" in report.explained[0]


def test_every_old_code_is_explained_and_joins_nothing():
    with paths.data("boundaries", "passage.csv").open(encoding="utf-8", newline="") as stream:
        old = [row[0] for row in csv.reader(stream)][1:]
    gone = [code for code in old if not territories().known(Level.COMMUNE, code)]
    assert len(gone) > 1000
    codes, report = match(gone, Level.COMMUNE, COMMUNES, territories())
    assert set(codes) == {None}
    assert len(report.explained) == len(report.unknown) == len(set(gone))


def test_both_sides_of_the_join_are_reported():
    raw = ["35238", 35238, "35047", "35001", None, "xx", "xx"]
    codes, report = match(raw, Level.COMMUNE, ["35238", "35001", "35002"], territories())
    assert codes == ["35238", "35238", None, "35001", None, None, None]
    assert report.matched == 3
    assert report.without_data == ("35047",)
    assert report.not_in_layer == ("35002",)
    assert report.unknown == ("(empty)", "xx")
    assert report.duplicates == ("35238",)
    sentences = " ".join(report.lines())
    for code in ("35047", "35002", "xx", "35238"):
        assert code in sentences


def test_the_page_holds_every_code_and_escapes_what_the_layer_holds():
    raw = [f"<b>{number}</b>" for number in range(3 * QUOTED)] + [f"{75100 + n}" for n in range(1, 21)]
    raw += [f"{13200 + n}" for n in range(1, 17)]
    _codes, report = match(raw, Level.COMMUNE, COMMUNES, territories())
    page = report.html("Report <1>")
    assert "<b>" not in page and "Report &lt;1&gt;" in page
    for number in range(3 * QUOTED):
        assert f"&lt;b&gt;{number}&lt;/b&gt;" in page
    assert page.count("is a municipal arrondissement") == 36
    assert len([line for line in report.lines() if "arrondissement" in line]) == QUOTED


def test_a_long_list_is_cut_with_an_ellipsis():
    assert quote([str(n) for n in range(QUOTED)]).endswith("19")
    assert quote([str(n) for n in range(QUOTED + 1)]).endswith("19…")


RAW = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.sampled_from(COMMUNES),
    st.sampled_from(COMMUNES).map(lambda code: code.lstrip("0") + ".0"),
)


@given(raw=st.lists(RAW, max_size=40))
def test_every_row_is_either_joined_or_told(raw):
    data = COMMUNES[::2]
    codes, report = match(raw, Level.COMMUNE, data, territories())
    assert len(codes) == len(raw)
    assert report.matched == sum(code is not None for code in codes)
    assert set(codes) - {None} <= set(data)
    told = {*report.unknown, *report.without_data}
    assert (None in codes) == bool(told)
    assert set(report.not_in_layer) == set(data) - set(codes)
    assert "</html>" in report.html("x")
