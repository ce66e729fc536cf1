# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import shutil
import time
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.codes import Reference
from atlas_culture_plugin.core.errors import TerritoryError
from atlas_culture_plugin.core.model import Level, Territory
from atlas_culture_plugin.core.territories import Territories, attribution, fold, territories

FRANCE = territories()


def references(text, **options):
    return [territory.reference for territory in FRANCE.search(text, **options)]


def test_the_four_levels_are_whole():
    counts = {level: len(FRANCE.all(level)) for level in Level}
    assert counts == {Level.REGION: 18, Level.DEPARTEMENT: 101, Level.EPCI: 1255, Level.COMMUNE: 34875}
    assert FRANCE.without_geometry == {"15031", "15035", "15047", "15171"}
    assert "ADMIN EXPRESS" in attribution()


def test_a_code_means_nothing_without_its_level():
    assert FRANCE.get(Level.REGION, "06").name == "Mayotte"
    assert FRANCE.get(Level.DEPARTEMENT, "06").name == "Alpes-Maritimes"
    assert FRANCE.get(Level.COMMUNE, "06") is None
    assert not FRANCE.known(Level.COMMUNE, "75101")


def test_a_territory_has_its_parents_and_its_population():
    rennes = FRANCE.find("COM-35238")
    assert (rennes.name, rennes.departement, rennes.region, rennes.epci) == (
        "Rennes",
        "35",
        "53",
        "243500139",
    )
    assert FRANCE.find("COM-29155").epci == ""
    assert FRANCE.find("REG-53").region == ""
    assert sum(t.population for t in FRANCE.all(Level.COMMUNE)) == 68_350_798


@pytest.mark.parametrize("level", [Level.REGION, Level.DEPARTEMENT, Level.EPCI])
def test_the_population_of_a_parent_is_that_of_its_communes(level):
    for parent in FRANCE.all(level)[::7]:
        members = FRANCE.within(Level.COMMUNE, parent.reference)
        assert members
        assert parent.population == sum(FRANCE.get(Level.COMMUNE, code).population for code in members)


def test_loading_is_quick():
    folder = paths.data("boundaries")
    spent = []
    for _ in range(5):
        start = time.process_time()
        Territories.load(folder)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.25  # 0.04 on a quiet machine
    assert territories() is FRANCE


def test_an_old_commune_names_its_successor():
    assert FRANCE.successor("69152") == ("69149", "delegated")
    assert FRANCE.successor("01003") == ("01165", "merged")
    assert FRANCE.successor("75101") == ("75056", "arrondissement")
    assert FRANCE.successor("01039") == ("01138", "delegated")
    assert FRANCE.successor("35238") is None
    with pytest.raises(TerritoryError, match="Oullins-Pierre-Bénite: use COM-69149"):
        FRANCE.find("COM-69152")
    with pytest.raises(TerritoryError, match="Paris: use COM-75056"):
        FRANCE.within(Level.COMMUNE, "COM-75112")


@pytest.mark.parametrize(
    ("reference", "suggestion"),
    [
        ("COM-35999", "COM-35"),
        ("DEP-20", "DEP-2"),
        ("EPCI-243500130", "EPCI-243500139 (Rennes Métropole)"),
        ("REG-35", "REG-32 (Hauts-de-France)"),
        ("COM-98735", "COM-"),
        ("DEP-975", "DEP-971"),
    ],
)
def test_an_unknown_territory_is_told_with_the_closest(reference, suggestion):
    with pytest.raises(TerritoryError) as error:
        FRANCE.find(reference)
    assert error.value.sentence.startswith(reference)
    assert suggestion in error.value.sentence


def test_a_set_of_territories_is_not_one():
    with pytest.raises(TerritoryError, match="METRO is a set of territories"):
        FRANCE.find("METRO")


@pytest.mark.parametrize(
    ("level", "reference", "count"),
    [
        (Level.REGION, "FRANCE", 18),
        (Level.REGION, "METRO", 13),
        (Level.DEPARTEMENT, "METRO", 96),
        (Level.COMMUNE, "METRO", 34746),
        (Level.DEPARTEMENT, "REG-53", 4),
        (Level.COMMUNE, "EPCI-243500139", 43),
        (Level.COMMUNE, "COM-35238", 1),
        (Level.COMMUNE, "DEP-75", 1),
        (Level.EPCI, "DEP-974", 5),
        (Level.REGION, "DEP-35", 0),
        (Level.EPCI, "COM-35238", 0),
        (Level.DEPARTEMENT, "EPCI-243500139", 0),
    ],
)
def test_what_lies_inside(level, reference, count):
    codes = FRANCE.within(level, reference)
    assert len(codes) == count
    assert codes == sorted(codes)
    assert all(FRANCE.known(level, code) for code in codes)


def test_an_epci_is_inside_every_departement_where_it_has_a_commune():
    departements = defaultdict(set)
    for commune in FRANCE.all(Level.COMMUNE):
        departements[commune.epci].add(commune.departement)
    straddling = [t for t in FRANCE.all(Level.EPCI) if len(departements[t.code]) > 1]
    assert len(straddling) > 80
    for epci in straddling[::10]:
        assert epci.departement in departements[epci.code]
        for code in departements[epci.code]:
            assert epci.code in FRANCE.within(Level.EPCI, f"DEP-{code}")


def test_the_departements_share_the_communes_out():
    communes = [c for t in FRANCE.all(Level.DEPARTEMENT) for c in FRANCE.within(Level.COMMUNE, t.reference)]
    assert sorted(communes) == FRANCE.codes(Level.COMMUNE)


@pytest.mark.parametrize(
    ("level", "codes", "crs"),
    [
        (Level.COMMUNE, ["35238", "2A004"], "EPSG:2154"),
        (Level.COMMUNE, ["97411"], "EPSG:2975"),
        (Level.COMMUNE, ["97411", "35238"], "EPSG:4326"),
        (Level.DEPARTEMENT, ["971"], "EPSG:5490"),
        (Level.DEPARTEMENT, ["972"], "EPSG:5490"),
        (Level.DEPARTEMENT, ["971", "972"], "EPSG:4326"),
        (Level.REGION, ["03"], "EPSG:2972"),
        (Level.REGION, ["06"], "EPSG:4471"),
        (Level.DEPARTEMENT, ["06"], "EPSG:2154"),
        (Level.REGION, ["53", "94"], "EPSG:2154"),
        (Level.EPCI, ["243500139"], "EPSG:2154"),
        (Level.COMMUNE, [], "EPSG:4326"),
    ],
)
def test_the_crs_is_the_official_one_of_the_place(level, codes, crs):
    assert FRANCE.crs_for(level, codes) == crs


def test_the_epci_of_an_overseas_departement_take_its_crs():
    assert FRANCE.crs_for(Level.EPCI, FRANCE.within(Level.EPCI, "DEP-976")) == "EPSG:4471"
    assert FRANCE.overseas_departement(Level.EPCI, "999999999") == ""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("rennes", "COM-35238"),
        ("RENNES metro", "EPCI-243500139"),
        ("evry courcouronnes", "COM-91228"),
        ("st denis 93", "COM-93066"),
        ("saint-denis reunion", "COM-97411"),
        ("Saint Denis", "COM-97411"),
        ("l’isle d’abeau", "COM-38193"),
        ("oeuilly marne", "COM-51410"),
        ("ile de france", "REG-11"),
        ("35", "DEP-35"),
        ("2a", "DEP-2A"),
        ("1001", "COM-01001"),
        ("com-35238", "COM-35238"),
        ("69152", "COM-69149"),
        ("243500139", "EPCI-243500139"),
        ("strasb", "COM-67482"),
        ("35000", "COM-35238"),
        ("35000 rennes", "COM-35238"),
        ("Rennes 35700", "COM-35238"),
        ("75116", "COM-75056"),
        ("69003 lyon", "COM-69123"),
        ("97400 st denis", "COM-97411"),
        ("20000", "COM-2A004"),
    ],
)
def test_the_likeliest_comes_first(text, first):
    assert references(text)[0] == first


def test_a_postal_code_gives_its_communes_the_most_populated_first():
    with paths.data("boundaries", "postal_codes.csv").open(encoding="utf-8") as stream:
        served = {line.strip()[6:] for line in stream if line.startswith("51300,")}
    found = FRANCE.search("51300", limit=100)
    assert len(served) == 46
    # 51300 is the code of a commune too.
    assert {territory.code for territory in found} == served | {"51300"}
    assert [one.name for one in found[:2]] == ["Isle-sur-Marne", "Vitry-le-François"]
    populations = [territory.population for territory in found[1:]]
    assert populations == sorted(populations, reverse=True)


def test_a_code_of_commune_comes_before_the_same_postal_code():
    assert references("69001") == ["COM-69001", "COM-69123"]
    assert FRANCE.find("COM-69001").name == "Affoux"


def test_a_code_of_long_ago_comes_after_the_same_postal_code():
    assert references("75001") == ["COM-75056", "COM-94002"]
    assert references("COM-75001") == ["COM-94002"]


def test_a_postal_code_keeps_to_the_communes_that_have_the_other_words():
    names = [territory.name for territory in FRANCE.search("51300 saint", limit=100)]
    assert names
    assert all("Saint" in name for name in names)
    assert references("35000 brest") == references("35000 29200") == references("99999") == []
    assert references("35000", levels=[Level.EPCI, Level.DEPARTEMENT]) == []


def test_every_commune_has_a_postal_code_and_is_found_by_it():
    with paths.data("boundaries", "postal_codes.csv").open(encoding="utf-8") as stream:
        pairs = [line.strip().split(",") for line in stream][1:]
    assert {commune for _, commune in pairs} == set(FRANCE.codes(Level.COMMUNE))
    assert pairs == sorted(pairs)
    for postal_code, commune in pairs[::500]:
        assert f"COM-{commune}" in references(postal_code, limit=100)


def test_the_list_of_postal_codes_leaves_out_what_is_no_commune_here():
    from tools.build_postal_codes import pairs

    records = [
        {"type": "commune-actuelle", "zone": "metro", "code": "b", "codesPostaux": ["2", "1", "1"]},
        {"type": "commune-actuelle", "zone": "drom", "code": "a", "codesPostaux": ["1"]},
        {"type": "commune-actuelle", "zone": "com", "code": "c", "codesPostaux": ["3"]},
        {"type": "arrondissement-municipal", "zone": "metro", "code": "d", "codesPostaux": ["4"]},
        {"type": "commune-deleguee", "zone": "metro", "code": "e"},
    ]
    assert pairs(records) == [("1", "a"), ("1", "b"), ("2", "b")]


@pytest.mark.parametrize("content", [None, "postal_code,commune\n35000\n"])
def test_a_damaged_list_of_postal_codes_is_told_when_it_is_needed(tmp_path, content):
    for file in ("territories.csv", "passage.csv", "changes.csv", "boundaries.json"):
        shutil.copy(paths.data("boundaries", file), tmp_path)
    if content is not None:
        (tmp_path / "postal_codes.csv").write_text(content, encoding="utf-8")
    loaded = Territories.load(tmp_path)
    assert loaded.search("rennes", limit=1)[0].code == "35238"
    with pytest.raises(TerritoryError, match="postal codes cannot be read"):
        loaded.search("35000")


@pytest.mark.parametrize("text", ["35000", "35000 rennes", "rennes", "saint denis 974", "51300", "saint"])
def test_a_warm_search_is_quick(text):
    FRANCE.search(text)
    spent = []
    for _ in range(5):
        start = time.process_time()
        FRANCE.search(text)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.05  # 0.01 on a quiet machine


def test_a_search_keeps_to_levels_and_limit():
    assert references("bretagne", levels=[Level.REGION]) == ["REG-53"]
    assert references("75")[:2] == ["REG-75", "DEP-75"]
    assert len(references("saint", limit=7)) == 7
    assert references("") == references("  -  ") == references("zzzz") == []


def test_a_search_lists_the_most_populated_first_and_nothing_twice():
    found = FRANCE.search("saint denis", levels=[Level.COMMUNE], limit=100)
    assert len(set(found)) == len(found)
    same = [t.population for t in found if fold(t.name) == "saint denis"]
    assert same == sorted(same, reverse=True)
    assert len(same) == 4


def test_homonyms_are_told_apart_by_their_departement():
    labels = [FRANCE.label(t) for t in FRANCE.search("saint denis", limit=2)]
    assert labels == ["Saint-Denis (974)", "Saint-Denis (93)"]
    assert FRANCE.label(FRANCE.find("COM-35238")) == "Rennes"
    assert FRANCE.label(FRANCE.find("DEP-75")) == "Paris"


def test_a_full_label_is_that_of_one_territory_alone():
    every = [territory for level in Level for territory in FRANCE.all(level)]
    labels = [FRANCE.full_label(territory) for territory in every]
    assert len(set(labels)) == len(labels)
    assert sum(full != FRANCE.label(one) for full, one in zip(labels, every)) < 40


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ("COM-75056", "Paris (commune)"),
        ("DEP-75", "Paris (departement)"),
        ("REG-53", "Bretagne"),
        ("COM-36024", "Bretagne (36)"),
        ("COM-35238", "Rennes"),
        ("REG-04", "La Réunion (region)"),
    ],
)
def test_territories_of_the_same_name_are_told_apart_by_their_level(reference, label):
    assert FRANCE.full_label(FRANCE.find(reference)) == label


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 34874))
def test_every_commune_is_found_by_its_name_and_departement(index):
    commune = FRANCE.all(Level.COMMUNE)[index]
    found = FRANCE.search(f"{commune.name} {commune.departement}", levels=[Level.COMMUNE], limit=40)
    assert commune in found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_no_text_breaks_the_search(text):
    assert all(isinstance(found, Territory) for found in FRANCE.search(text, limit=3))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("territories.csv", None),
        ("territories.csv", "level,code\nregion,01\n"),
        ("territories.csv", "level,code,name,departement,region,epci,population_2023\ncanton,01,x,,,,\n"),
        ("passage.csv", "old_code,new_code,kind\n01003\n"),
        ("boundaries.json", "{"),
        ("boundaries.json", "{}"),
    ],
)
def test_damaged_lists_are_told_in_one_sentence(tmp_path, name, content):
    for file in ("territories.csv", "passage.csv", "boundaries.json"):
        shutil.copy(paths.data("boundaries", file), tmp_path)
    (tmp_path / name).unlink() if content is None else (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(TerritoryError, match="install the plugin again") as error:
        Territories.load(tmp_path)
    assert str(tmp_path) in error.value.sentence


def test_a_reference_may_be_given_already_read():
    assert FRANCE.find(Reference(Level.REGION, "53")).name == "Bretagne"
    assert FRANCE.within(Level.REGION, Reference(None, "FRANCE")) == FRANCE.codes(Level.REGION)
