# SPDX-License-Identifier: GPL-2.0-or-later
"""Boundaries of other vintages: what the publishers answer, read, compared and told."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from atlas_culture_plugin.core import http_errors
from atlas_culture_plugin.core.boundaries import assembling, comparing, features, fetching, vintages
from atlas_culture_plugin.core.boundaries.comparing import Kind
from atlas_culture_plugin.core.boundaries.features import drawn, group_of, read_features
from atlas_culture_plugin.core.boundaries.providers import PAGE_SIZE, Wanted, wanted
from atlas_culture_plugin.core.boundaries.shapes import from_wkb, polygons_of, shared_lines, to_wkb
from atlas_culture_plugin.core.errors import Cancelled, TerritoryError
from atlas_culture_plugin.core.levelfile import outlines
from atlas_culture_plugin.core.model import Level, Status, Territory
from atlas_culture_plugin.core.perimeters import on_perimeters, perimeter_notes
from atlas_culture_plugin.core.scope import subset
from atlas_culture_plugin.core.table import Column, Table
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.core.transport import HttpOptions
from tests.unit.http_server import Watcher
from tests.unit.open_data_apis import FeatureType
from tests.unit.open_data_servers import Fault, OpenData

np = pytest.importorskip("numpy")

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-1.7, 48], [-1.6, 48], [-1.6, 48.1], [-1.7, 48.1], [-1.7, 48]]],
}
SHARED = next(
    (
        one
        for one in (Path(p) / "shared" / "data" / "contours" for p in Path(__file__).parents)
        if one.is_dir()
    ),
    Path("absent"),
)


def feature(geometry=SQUARE, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def read(features, level=Level.COMMUNE):
    return [one.territory for one in drawn(features, level)]


# ------------------------------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("level", "properties", "expected"),
    [
        (Level.COMMUNE, {"code": "35238", "nom": "Rennes", "departement": "35", "region": "53",
                         "epci": "243500139"}, ("35", "53", "243500139", None)),
        (Level.COMMUNE, {"code_insee": "35238", "nom_officiel": "Rennes", "code_insee_du_departement": "35",
                         "code_insee_de_la_region": "53", "codes_siren_des_epci": "243500139",
                         "population": 230_890}, ("35", "53", "243500139", 230_890)),
        (Level.COMMUNE, {"INSEE_COM": "35238", "NOM": "Rennes", "NOM_M": "RENNES", "INSEE_DEP": "35",
                         "INSEE_REG": "53", "SIREN_EPCI": "243500139", "POPULATION": 0},
         ("35", "53", "243500139", None)),
        (Level.COMMUNE, {"insee_com": "35238", "nom": "Rennes", "siren_epci": "NR"}, ("", "", "", None)),
    ],
)  # fmt: skip
def test_names_of_attributes_old_and_new(level, properties, expected):
    (one,) = read([feature(**properties)], level)
    assert (one.code, one.name) == ("35238", "Rennes")
    assert (one.departement, one.region, one.epci, one.population) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [("200054781/200057875", "200054781"), ("200057875/200054781", "200054781"), ("243500139", "243500139"),
     ("NR", ""), ("NC", ""), ("", ""), ("200057875", ""), ("992367730", "992367730")],
)  # fmt: skip
def test_the_epci_among_several_codes_is_the_metropole(text, code):
    assert group_of(text) == code


def test_what_no_map_draws_is_left_out():
    overseas = [feature(code=code, nom="x") for code in ("97501", "97801", "98735", "98411")]
    assert read([*overseas, feature(code="", nom="?")]) == []
    assert read([feature(code="975", nom="Saint-Pierre")], Level.REGION) == []
    assert read([feature(code_siren="200057875", nom_officiel="Paris Ouest")], Level.EPCI) == []
    assert [one.code for one in read([feature(code="97611", nom="Mamoudzou")])] == ["97611"]


def test_a_territory_without_an_outline_is_kept():
    (one,) = drawn([feature(None, code="35238")], Level.COMMUNE)
    assert one.territory.code == "35238" and one.wkb == b""


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": 5},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "Polygon", "coordinates": [[[1]]]},
        {"type": "MultiPolygon", "coordinates": [[5]]},
        {"type": "MultiPolygon", "coordinates": {"x": 1}},
        ["Polygon"],
    ],
)
def test_coordinates_that_are_none_are_told(geometry):
    with pytest.raises(TerritoryError, match="outline of 35238"):
        list(drawn([feature(geometry, code="35238")], Level.COMMUNE))


def test_latitudes_that_come_first_are_put_second():
    swapped = {"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE["coordinates"][0]]]}
    assert [list(map(list, ring)) for ring in polygons_of(swapped)[0]] == SQUARE["coordinates"]
    mayotte = {
        "type": "Polygon",
        "coordinates": [[[-12.8, 45.2], [-12.7, 45.2], [-12.7, 45.3], [-12.8, 45.2]]],
    }
    assert polygons_of(mayotte)[0][0][0] == (45.2, -12.8)
    metres = {
        "type": "Polygon",
        "coordinates": [[[352_000, 6_789_000], [1, 1], [2, 2], [352_000, 6_789_000]]],
    }
    with pytest.raises(TerritoryError, match="longitudes"):
        polygons_of(metres)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b'{"features": [1]}', b'{"features": [{"pro', b"\x1f\x8b\x08"]
)
def test_what_is_no_list_of_territories_is_told(tmp_path, content):
    path = tmp_path / "communes.json"
    path.write_bytes(content)
    with pytest.raises(TerritoryError, match=r"communes\.json holds no boundaries"):
        read_features(path)


def test_a_file_that_would_fill_the_memory_is_told(tmp_path, monkeypatch):
    path = tmp_path / "communes.json"
    path.write_bytes(gzip.compress(b'{"features": []}' + b" " * 10_000_000))
    assert read_features(path) == []
    monkeypatch.setattr(features, "MAX_BYTES", 1_000_000)
    with pytest.raises(TerritoryError, match=r"communes\.json holds no boundaries"):
        read_features(path)


def test_wkb_goes_and_comes_back():
    for one in outlines(territories().outlines(Level.DEPARTEMENT, "national"), Level.DEPARTEMENT, ""):
        assert to_wkb(from_wkb(one.wkb)) == one.wkb


def test_shared_lines_are_the_limits_that_the_plugin_ships():
    known = territories()
    condition = subset(Level.DEPARTEMENT, "METRO", known)
    source = known.outlines(Level.DEPARTEMENT, "national")
    found = shared_lines({one.code: one.wkb for one in outlines(source, Level.DEPARTEMENT, condition)})
    with closing(sqlite3.connect(f"file:{known.file('limits_national.gpkg')}?mode=ro", uri=True)) as database:
        shipped = {code for (code,) in database.execute("SELECT code FROM limits")}
    assert {"-".join(pair) for pair in found} == shipped
    segments = sum(len(line) - 1 for lines in found.values() for line in lines)
    assert segments > 10_000
    assert (
        len({frozenset(edge) for lines in found.values() for line in lines for edge in zip(line, line[1:])})
        == segments
    )


# ---------------------------------------------------------------------------------------- assembling


def commune(code, epci="243500139", **more):
    return Territory(Level.COMMUNE, code, more.pop("name", code), epci=epci, **more)


def everything(change=lambda communes: communes):
    """The territories that the plugin ships, as a publisher gives them."""
    known = territories()
    made = {level: [replace(one, population=None) for one in known.all(level)] for level in Level}
    return {**made, Level.COMMUNE: change(made[Level.COMMUNE])}


def test_a_vintage_that_is_that_of_the_plugin_differs_in_nothing():
    known = territories()
    rows = assembling.assemble(everything(), known, known.year)
    assert {level: list(rows[level]) for level in Level} == {level: list(known.all(level)) for level in Level}
    assert comparing.differences(rows, known, known.year, {}) == []
    told = comparing.counts(rows, [])
    assert all(one["as_expected"] for one in told.values())
    assert [told[level.value]["count"] for level in (Level.REGION, Level.EPCI)] == [18, 1255]


def test_an_older_vintage_lists_the_communes_gone_since():
    known = territories()
    old, home = "01033", "01018"
    kept, former = (home, old) if known.known(Level.COMMUNE, home) else (old, home)
    epci = known.get(Level.COMMUNE, kept).epci

    def split(communes):
        return [*communes, commune(former, epci, name="Ancienne", departement="01", region="84")]

    rows = assembling.assemble(everything(split), known, 2022)
    found = comparing.differences(rows, known, 2022, {})
    (new,) = [one for one in found if one.level is Level.COMMUNE and one.kind is Kind.NEW]
    assert (new.code, new.name, new.other) == (former, "Ancienne", kept)
    changed = {one.code for one in found if one.level is Level.COMMUNE and one.kind is Kind.CHANGED}
    assert kept in changed and changed >= known.changed(Level.COMMUNE, 2022, known.year)
    # The inhabitants of the commune of today are not those of its former part.
    people = {one.code: one.population for one in rows[Level.COMMUNE]}
    assert people[former] is None and people["35238"] == known.get(Level.COMMUNE, "35238").population
    assert not [one for one in found if one.level is Level.DEPARTEMENT]


def test_a_later_merger_changes_its_commune_and_an_epci_that_gains_one():
    known = territories()

    def later(communes):
        kept = [one for one in communes if one.code != "35001"]
        return [replace(one, epci="243500139") if one.code == "35069" else one for one in kept]

    rows = assembling.assemble(everything(later), known, None)
    found = comparing.differences(rows, known, None, {"35001": "35051"})
    told = {(one.level, one.kind, one.code) for one in found}
    assert told == {
        (Level.COMMUNE, Kind.GONE, "35001"),
        (Level.COMMUNE, Kind.CHANGED, "35051"),
        (Level.EPCI, Kind.CHANGED, "243500139"),
        (Level.EPCI, Kind.CHANGED, known.get(Level.COMMUNE, "35069").epci),
    }


def test_codes_alone_are_enough():
    bare = {Level.COMMUNE: [commune(one.code, "") for one in territories().all(Level.COMMUNE)]}
    rows = assembling.assemble(bare, territories(), territories().year)
    for level in (Level.REGION, Level.DEPARTEMENT, Level.EPCI):
        assert list(rows[level]) == list(territories().all(level))


# ------------------------------------------------------------------------------------------- figures


@pytest.fixture
def vintage(tmp_path):
    """Written as those of the user are: 35051 has another perimeter than in the figures."""
    known = territories()
    rows = assembling.assemble(everything(lambda all_: [o for o in all_ if o.code != "35001"]), known, None)
    found = comparing.differences(rows, known, None, {"35001": "35051"})
    described = {
        "identifier": "etalab-latest", "cog_year": None, "layers": "coglatest", "attribution": "X",
        "communes_without_geometry": [],
    }  # fmt: skip
    folder = vintages.home(tmp_path, "etalab-latest")
    vintages.write_tables(folder, rows, found, described, territories().file("..").resolve())
    return tmp_path


def test_a_vintage_is_found_by_its_name_and_by_its_folder(vintage):
    known = vintages.find("etalab-latest", vintage)
    assert vintages.find(str(vintages.home(vintage, "etalab-latest")), Path("elsewhere")) is known
    assert vintages.find("", vintage) is territories()
    assert known.successor("35001") == ("35051", "merged") and not known.known(Level.COMMUNE, "35001")
    assert known.year == 0 and known.vintage.mark.startswith("etalab-latest-")
    assert [one.identifier for one in vintages.listed(vintage)] == ["etalab-latest"]
    with pytest.raises(TerritoryError, match=r"“ign-latest”.*there are: etalab-latest"):
        vintages.find("ign-latest", vintage)


@pytest.mark.parametrize("name", ["territories.csv", "boundaries.json", "differences.csv"])
def test_a_damaged_vintage_is_told(vintage, name):
    folder = vintages.home(vintage, "etalab-latest")
    (folder / name).write_text("level\nx\n", encoding="utf-8")
    (folder / "boundaries.json").touch()
    assert (vintages.listed(vintage) == []) is (name == "boundaries.json")
    with pytest.raises(TerritoryError, match="damaged"):
        vintages.find("etalab-latest", vintage)


def test_figures_of_another_perimeter_are_not_available_and_never_zero(vintage):
    known = vintages.find("etalab-latest", vintage)
    column = Column(np.array([1.0, 2.0]), np.zeros(2, dtype=np.uint8))
    kinds = Column(np.array([np.nan] * 2), np.zeros(2, dtype=np.uint8), ("a", "b"))
    table = Table(Level.COMMUNE, ("35051", "35238"), {"x": column, "y": kinds})
    shown = on_perimeters(table, known)
    assert np.isnan(shown.columns["x"].values[0]) and shown.columns["x"].values[1] == 2
    assert list(shown.columns["x"].statuses) == [Status.MISSING, Status.VALUE]
    assert shown.columns["y"].texts == ("", "b") and column.values[0] == 1
    assert on_perimeters(table, territories()) is table
    (note,) = perimeter_notes(known, Level.COMMUNE, ("35051", "35238"))
    assert "Cesson-Sévigné" in note and "etalab-latest" in note
    assert perimeter_notes(known, Level.COMMUNE, ("35238",)) == ()


# ------------------------------------------------------------------------------------------ asking


def test_what_is_asked_for_is_checked():
    assert wanted("etalab", "", "").identifier == "etalab-latest"
    assert wanted("etalab", " 2025 ", "").identifier == "etalab-2025"
    for year in ("demain", "25", "1999"):
        with pytest.raises(TerritoryError, match="vintage"):
            wanted("etalab", year, "")
    with pytest.raises(TerritoryError, match="Etalab"):
        wanted("ign", "2023", "")


@pytest.fixture
def site():
    with OpenData() as running:
        yield running


def fetch(site, folder, provider="ign", watcher=None):
    with requests.Session() as session:
        return fetching.fetch_all(
            Wanted(wanted(provider, "", "").provider, base=site.url("")), folder, session=session,
            progress=watcher or Watcher(), options=HttpOptions(retries=2, backoff=0.01), between=0,
        )  # fmt: skip


@pytest.fixture
def wfs(site):
    """A layer of two pages and three of one."""
    for detail in ("", "-PE"):
        for level in Level:
            count = PAGE_SIZE + 7 if level is Level.COMMUNE and not detail else 3
            features = [feature(code_insee=f"{n:05}") for n in range(count)]
            site.layers[f"ADMINEXPRESS-COG-CARTO{detail}.LATEST:{level.value}"] = FeatureType(features)
    return site


def codes(paths):
    return [one["properties"]["code_insee"] for path in paths for one in read_features(path)]


def test_pages_are_counted_first_and_all_of_them_are_had(wfs, tmp_path):
    files = fetch(wfs, tmp_path)
    assert codes(files[Level.COMMUNE, "detail"]) == [f"{n:05}" for n in range(PAGE_SIZE + 7)]
    asked = wfs.asked("CARTO.LATEST:commune")
    assert (
        "RESULTTYPE=hits" in asked[0]
        and [f"STARTINDEX={n}" in asked[i] for i, n in ((1, 0), (2, 5000))] == [True] * 2
    )
    assert all("SRSNAME=EPSG:4326" in one and "COUNT=5000" in one for one in asked[1:])


@pytest.mark.parametrize(
    "fault",
    [
        Fault("STARTINDEX=5000", cut=300, quiet=True),
        Fault("STARTINDEX=5000", cut=300),
        Fault(
            "STARTINDEX=5000",
            body=lambda body: json.dumps({"features": json.loads(body)["features"][:2]}).encode(),
        ),
        Fault("STARTINDEX=5000", status=429, headers={"Retry-After": "0"}),
        Fault("STARTINDEX=5000", status=503),
    ],
    ids=["cut unseen", "cut", "fewer", "429", "503"],
)
def test_an_answer_cut_short_is_asked_for_again(wfs, tmp_path, fault):
    wfs.faults.append(fault)
    assert len(codes(fetch(wfs, tmp_path)[Level.COMMUNE, "detail"])) == PAGE_SIZE + 7
    assert len(wfs.asked("STARTINDEX=5000")) == 2


def test_an_answer_that_stays_cut_short_is_told_and_the_rest_is_kept(wfs, tmp_path):
    wfs.faults.append(Fault("STARTINDEX=5000", times=99, body=b'{"features": []}'))
    with pytest.raises(TerritoryError, match="nothing was changed"):
        fetch(wfs, tmp_path)
    wfs.faults.clear()
    before = len(wfs.asked("CARTO.LATEST:commune"))
    fetch(wfs, tmp_path)
    # The first page was kept: only the count and the second one are asked for again.
    assert len(wfs.asked("CARTO.LATEST:commune")) == before + 2


def test_pages_kept_from_another_day_are_asked_for_again(wfs, tmp_path):
    wfs.faults.append(Fault("STARTINDEX=5000", times=99, body=b'{"features": []}'))
    with pytest.raises(TerritoryError, match="nothing was changed"):
        fetch(wfs, tmp_path)
    wfs.faults.clear()
    # The latest vintage is another one since, of as many communes.
    later = [feature(code_insee=f"{n:05}") for n in range(10_000, 10_000 + PAGE_SIZE + 7)]
    wfs.layers["ADMINEXPRESS-COG-CARTO.LATEST:commune"] = FeatureType(later)
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    assert codes(fetch(wfs, tmp_path)[Level.COMMUNE, "detail"]) == [
        one["properties"]["code_insee"] for one in later
    ]


def test_pages_that_overlap_are_not_a_whole_layer(wfs, tmp_path):
    # A service that sorts each page its own way gives some features twice, and others never.
    features = [{**feature(code_insee=f"{n:05}"), "id": f"commune.{n}"} for n in range(PAGE_SIZE + 7)]
    features[-1] = features[0]
    wfs.layers["ADMINEXPRESS-COG-CARTO.LATEST:commune"] = FeatureType(features)
    with pytest.raises(TerritoryError, match=r"commune-detail\.json"):
        fetch(wfs, tmp_path)
    assert not list(tmp_path.glob("commune-detail.json.*"))


def test_an_empty_layer_and_one_that_does_not_exist_are_told(wfs, tmp_path):
    wfs.layers["ADMINEXPRESS-COG-CARTO.LATEST:epci"] = FeatureType([])
    with pytest.raises(TerritoryError, match="nothing in"):
        fetch(wfs, tmp_path)
    del wfs.layers["ADMINEXPRESS-COG-CARTO.LATEST:epci"]
    with pytest.raises(http_errors.DownloadError):
        fetch(wfs, tmp_path)


def test_requests_are_spaced_out(wfs, tmp_path, monkeypatch):
    waits = []
    monkeypatch.setattr(fetching, "pause", lambda seconds, _progress: waits.append(seconds))
    with requests.Session() as session:
        fetching.fetch_all(
            Wanted(wanted("ign", "", "").provider, base=wfs.url("")), tmp_path, session=session,
            progress=Watcher(), options=HttpOptions(),
        )  # fmt: skip
    assert len(waits) == len(wfs.requests) and min(waits) >= 1


def test_a_cancel_stops_between_two_pages(wfs, tmp_path):
    with pytest.raises(Cancelled):
        fetch(wfs, tmp_path, watcher=Watcher(lambda _watcher: len(wfs.requests) > 3))
    assert len(wfs.requests) < 8


def test_a_compressed_file_that_is_damaged_is_asked_for_again(site, tmp_path):
    for name in ("regions", "departements", "epci", "communes"):
        for detail in ("1000m", "100m"):
            site.publish_contours("latest", f"{name}-{detail}", [feature(code="35238", nom="Rennes")])
    site.faults.append(Fault("communes-100m", body=gzip.compress(b'{"features": []}')))
    files = fetch(site, tmp_path, "etalab")
    assert [len(read_features(path)) for paths in files.values() for path in paths] == [1] * 8
    assert len(site.asked("communes-100m")) == 2
    # Kept from a run that stopped: used again on the same day, not later.
    assert fetch(site, tmp_path, "etalab") == files and len(site.asked("geojson")) == 9
    os.utime(tmp_path / "epci-100m.geojson.gz", (0, 0))
    fetch(site, tmp_path, "etalab")
    assert len(site.asked("geojson")) == 10 and len(site.asked("epci-100m")) == 2


# -------------------------------------------------------------------------------------- real files


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not there")
def test_real_communes_of_bretagne_of_2018_meet_those_of_today():
    features = read_features(SHARED / "cog2018" / "communes-bretagne.geojson")
    known = territories()
    rows = assembling.assemble({Level.COMMUNE: read(features)}, known, None)
    assert len(rows[Level.COMMUNE]) == 1232 and [one.code for one in rows[Level.REGION]] == ["53"]
    found = [one for one in comparing.differences(rows, known, None, {}) if one.level is Level.COMMUNE]
    new = [one for one in found if one.kind is Kind.NEW]
    today = set(known.within(Level.COMMUNE, "REG-53"))
    # Each commune of 2018 that is no more leads to one of today, whose perimeter has changed.
    assert new and all(one.other in today for one in new)
    assert {one.other for one in new} <= {one.code for one in found if one.kind is Kind.CHANGED}
    assert len(rows[Level.COMMUNE]) - len(new) == len(today & {one.code for one in rows[Level.COMMUNE]})


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not there")
def test_real_communes_of_2023_with_other_names_of_attributes():
    found = read(read_features(SHARED / "magrit2023" / "bzh_com.geojson"))
    assert len(found) == 1207 and all(one.region == "53" and len(one.epci) in (0, 9) for one in found)
    assert next(one for one in found if one.code == "35238").name == "Rennes"
