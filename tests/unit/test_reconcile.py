# SPDX-License-Identifier: GPL-2.0-or-later
"""What becomes of the codes of published tables in the geographic code of today."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.recipes import reconcile as module
from atlas_culture_plugin.core.recipes.reconcile import DISSOLVED, SPLITS, UNIONS, Event, reconcile
from atlas_culture_plugin.core.territories import territories

KNOWN = territories()
ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = ROOT.parent / "shared" / "data" / "atlas"


def communes(*codes, year=2026):
    return reconcile(codes, Level.COMMUNE, KNOWN, year)


def epci(*codes, year=2019):
    return reconcile(codes, Level.EPCI, KNOWN, year)


def by_kind(found):
    """How many different codes each kind of event touched."""
    kinds = Counter(event.kind for event in found.events)
    kinds[module.UNKNOWN] += sum(bool(code) for code, _ in found.unknown)
    return {kind: count for kind, count in kinds.items() if count}


def test_codes_in_use_stay_and_are_not_events():
    found = communes("35238", "2A004", "97611")
    assert found.rows == ("35238", "2A004", "97611")
    assert (found.events, found.unknown, by_kind(found), found.dropped()) == ((), (), {}, {})


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("49069", "49126", "delegated"),
        ("69152", "69149", "delegated"),
        ("93059", "93066", "delegated"),
        ("75101", "75056", "arrondissement"),
        ("69389", "69123", "arrondissement"),
        ("13216", "13055", "arrondissement"),
    ],
)
def test_old_codes_and_arrondissements_fold_into_the_commune_that_holds_them(old, new, kind):
    found = communes(old, new, old)
    assert found.rows == (new, new, new)
    assert found.events == (Event(old, new, kind, 2),)


def test_a_postal_code_of_paris_is_not_taken_for_a_commune_of_before_1968():
    assert KNOWN.successor("75011") is not None
    assert communes("75011").rows == (None,)
    assert communes("20004").unknown == (("20004", 1),)


def test_overseas_collectivities_and_what_is_no_code_are_told_apart():
    found = communes("97502", "97801", "97123", "98735", "", None, "99999", "99999")
    assert set(found.rows) == {None}
    assert {event.kind for event in found.events} == {"overseas_collectivity"}
    assert found.unknown == (("", 2), ("99999", 2))
    assert found.dropped() == {"no_code": 2, "overseas_collectivity": 4, "unknown": 2}
    assert by_kind(found) == {"overseas_collectivity": 4, "unknown": 1}


def test_a_table_older_than_a_split_says_so_of_the_commune_that_keeps_the_code():
    found = communes("85084", "35238", year=2022)
    assert found.rows == ("85084", "35238")
    assert found.events == (Event("85084", "85084", "split", 1),)
    assert found.split["85084"] == ("85165", "85212")
    assert "14712" not in found.split  # Saline was split in 2020
    assert communes("85084", year=2024).split.keys() == {"15141"}


def test_a_table_that_names_the_parts_is_later_than_the_split_whatever_its_year():
    assert communes("85084", "85165", year=2022).split.keys() == {"15141", "60054"}


def test_the_splits_are_communes_of_today_inside_the_same_epci():
    for mother, (year, left) in SPLITS.items():
        parents = {KNOWN.get(Level.COMMUNE, code).epci for code in (mother, *left)}
        assert len(parents) == 1
        # The vintage of 2020 still has the communes of 2019.
        assert all(code in KNOWN.changed(Level.COMMUNE, year - 1, max(year, 2021)) for code in left)


def test_every_commune_that_came_back_is_in_the_list_of_splits():
    """Those without any former code that the lists of communes gained."""
    heirs = {new for _, (new, _) in KNOWN._passage.items()}
    came_back = KNOWN.changed(Level.COMMUNE, 2019, 2026) - heirs
    assert came_back <= {code for _, left in SPLITS.values() for code in left}


def test_epci_that_did_not_change_keep_their_figures():
    steady = set(KNOWN.codes(Level.EPCI)) - KNOWN.changed(Level.EPCI, 2019, 2026)
    found = epci(*sorted(steady))
    assert found.rows == tuple(sorted(steady)) and not found.events


def test_epci_that_gained_or_lost_a_commune_have_another_perimeter():
    changed = sorted(KNOWN.changed(Level.EPCI, 2024, 2025))
    assert changed
    assert set(epci(*changed, year=2024).rows) == {None}
    assert by_kind(epci(*changed, year=2024)) == {"perimeter": len(changed)}
    assert epci(*changed, year=2025).rows == tuple(
        None if code in KNOWN.changed(Level.EPCI, 2025, 2026) else code for code in changed
    )


def test_the_parts_of_an_epci_make_it_when_they_are_all_there():
    parts = UNIONS["200093201"][1]
    assert epci(*parts).rows == ("200093201", "200093201")
    assert by_kind(epci(*parts)) == {"merged": 2}
    assert epci(parts[0]).rows == (None,)
    assert by_kind(epci(parts[0])) == {"perimeter": 1}


def test_epci_that_are_no_more_and_numbers_that_never_were_are_told_apart():
    found = epci("200077055", "200000000")
    assert by_kind(found) == {"perimeter": 1, "unknown": 1}
    assert not any(KNOWN.known(Level.EPCI, code) for code in DISSOLVED)
    assert {part for _, parts in UNIONS.values() for part in parts} <= DISSOLVED


def test_epci_of_before_the_known_changes_cannot_be_vouched_for():
    assert by_kind(epci("243500139", year=2016)) == {"perimeter": 1}


@pytest.mark.parametrize(
    ("level", "code", "expected"),
    [
        (Level.DEPARTEMENT, "2A", "2A"),
        (Level.DEPARTEMENT, "975", None),
        (Level.REGION, "06", "06"),
        (Level.REGION, "84", "84"),
        (Level.REGION, "82", None),  # Rhône-Alpes, until 2015
    ],
)
def test_departements_and_regions(level, code, expected):
    assert reconcile([code], level, KNOWN).rows == (expected,)


def test_the_year_of_the_code_is_that_of_the_boundaries():
    described = json.loads(paths.data("boundaries", "boundaries.json").read_text(encoding="utf-8"))
    assert described["cog_year"] == module.CURRENT_YEAR


SOME = [*KNOWN.codes(Level.COMMUNE)[:500], *list(KNOWN._passage)[::40], *SPLITS, "97123", "75011"]
ANY_CODE = st.one_of(
    st.sampled_from(SOME),
    st.none(),
    st.text("0123456789AB", max_size=6),
)


@given(codes=st.lists(ANY_CODE, max_size=60), year=st.integers(2015, 2026))
def test_every_row_is_accounted_for(codes, year):
    found = reconcile(codes, Level.COMMUNE, KNOWN, year)
    assert len(found.rows) == len(codes)
    assert all(code is None or KNOWN.known(Level.COMMUNE, code) for code in found.rows)
    assert sum(found.dropped().values()) == sum(code is None for code in found.rows)
    moved = Counter(old for old, new in zip(codes, found.rows) if new and old != new)
    told = {event.old: event.count for event in found.events if event.new and event.kind != "split"}
    assert moved == told


def column(name, heading):
    """Return a column of the first sheet of a published workbook."""
    xlrd = pytest.importorskip("xlrd")
    named = {unicodedata.normalize("NFC", path.stem): path for path in WORKBOOKS.glob("*.xls")}
    if name not in named:
        pytest.skip("the published workbooks are not on this machine")
    sheet = xlrd.open_workbook(str(named[name])).sheet_by_index(0)
    place = sheet.row_values(0).index(heading)
    return [sheet.cell_value(row, place) for row in range(1, sheet.nrows)]


def test_the_104_former_codes_of_the_published_populations_all_find_their_commune():
    codes = column("Population", "Code Insee")
    found = communes(*codes, year=2020)
    folded = [event for event in found.events if event.kind != "split"]
    assert (len(codes), len(folded), found.unknown) == (34_968, 104, ())
    assert all(event.new for event in folded)
    missing = set(KNOWN.codes(Level.COMMUNE)) - set(found.rows)
    left = {code for codes in found.split.values() for code in codes}
    assert missing == left == {"15031", "15035", "15047", "15171", "60694", "85165", "85212"}


def test_the_four_former_codes_of_the_published_spending():
    codes = set(column("Dépenses culturelles des communes", "Code INSEE"))
    found = communes(*sorted(codes), year=2020)
    folded = {event.old: event.new for event in found.events if event.kind != "split"}
    assert len(codes) == 3_110 and not found.unknown
    assert folded == {"49069": "49126", "69152": "69149", "69159": "69114", "93059": "93066"}
