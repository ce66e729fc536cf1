# SPDX-License-Identifier: GPL-2.0-or-later
"""The embedded boundaries, read back without GDAL, and the decisions of the script that builds them."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from functools import cache

import numpy as np
import pytest
import shapely

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories

FOLDER = paths.data("boundaries")
DETAILS = ("national", "detail")
FILES = [(level, detail) for level in Level for detail in DETAILS]
COLUMNS = ["fid", "geom", "code", "nom", "departement", "region", "epci", "population"]
WITHOUT = ("15031", "15035", "15047", "15171")
LLIVIA = shapely.Point(1.981, 42.464)
each_file = pytest.mark.parametrize(("level", "detail"), FILES)


def gpkg(level, detail):
    return FOLDER / "cog2026" / f"{level.value}_{detail}.gpkg"


def query(level, detail, statement):
    with closing(sqlite3.connect(f"file:{gpkg(level, detail)}?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


def wkb(blob):
    """Strip the header of a GeoPackage geometry: 8 bytes and an envelope."""
    return blob[8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7] :]


@cache
def shapes(level, detail):
    rows = query(level, detail, f'SELECT code, geom FROM "{level.value}" WHERE geom IS NOT NULL ORDER BY fid')
    return dict(zip((row[0] for row in rows), shapely.from_wkb([wkb(row[1]) for row in rows])))


@each_file
def test_the_rows_are_the_territories_in_the_order_of_the_codes(level, detail):
    columns = [row[1] for row in query(level, detail, f'PRAGMA table_info("{level.value}")')]
    assert columns == COLUMNS
    rows = query(
        level,
        detail,
        "SELECT fid, code, nom, coalesce(departement, ''), coalesce(region, ''), coalesce(epci, ''), "
        f'population FROM "{level.value}" ORDER BY fid',
    )
    expected = [
        (fid, t.code, t.name, t.departement, t.region, t.epci, t.population)
        for fid, t in enumerate(territories().all(level), start=1)
    ]
    assert rows == expected
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)


@each_file
def test_what_is_absent_is_null_and_codes_are_text(level, detail):
    kinds = "typeof(code), typeof(departement), typeof(region), typeof(epci), typeof(population)"
    found = query(level, detail, f'SELECT DISTINCT {kinds} FROM "{level.value}"')
    assert {row[0] for row in found} == {"text"}
    assert {kind for row in found for kind in row[1:4]} <= {"text", "null"}
    assert {row[4] for row in found} == {"integer"}
    for column in ("departement", "region", "epci"):
        assert query(level, detail, f"SELECT count(*) FROM \"{level.value}\" WHERE {column} = ''") == [(0,)]


@each_file
def test_every_territory_but_four_has_a_valid_polygon(level, detail):
    polygons = np.array(list(shapes(level, detail).values()))
    missing = set(territories().codes(level)) - set(shapes(level, detail))
    assert missing == (set(WITHOUT) if level is Level.COMMUNE else set())
    assert shapely.is_valid(polygons).all()
    assert not shapely.is_empty(polygons).any()
    assert set(shapely.get_type_id(polygons)) == {shapely.GeometryType.MULTIPOLYGON}
    assert (shapely.area(polygons) * 8600 > 0.01).all()  # km²; Castelmoron-d'Albret, the smallest, has 0.04


@each_file
def test_neighbours_share_their_edges_and_only_llivia_is_a_hole(level, detail):
    polygons = np.array(list(shapes(level, detail).values()))
    assert shapely.coverage_is_valid(polygons)
    land = shapely.get_parts(shapely.coverage_union_all(polygons))
    holes = [shapely.Polygon(ring) for part in land for ring in part.interiors]
    assert len(holes) == 1
    assert holes[0].contains(LLIVIA)


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("level", [Level.REGION, Level.DEPARTEMENT, Level.EPCI])
def test_an_upper_level_is_made_of_the_edges_of_its_communes(level, detail):
    communes = shapes(Level.COMMUNE, detail)
    for code, polygon in list(shapes(level, detail).items())[::6]:
        inside = territories().within(Level.COMMUNE, f"{level.prefix}-{code}")
        union = shapely.coverage_union_all([communes[c] for c in inside if c in communes])
        assert shapely.equals(union, polygon)


@each_file
def test_coordinates_are_on_the_grid(level, detail):
    grid = json.loads((FOLDER / "boundaries.json").read_text(encoding="utf-8"))["grid_degrees"]
    assert grid < 1e-5
    steps = shapely.get_coordinates(list(shapes(level, detail).values())) / grid
    assert (steps == np.round(steps)).all()


@pytest.mark.parametrize("level", [Level.REGION, Level.DEPARTEMENT])
def test_both_details_draw_the_same_territories(level):
    for code, coarse in shapes(level, "national").items():
        fine = shapes(level, "detail")[code]
        assert coarse.intersection(fine).area / coarse.union(fine).area > 0.97
        assert shapely.get_num_coordinates(coarse) <= shapely.get_num_coordinates(fine)


def test_islands_stay_recognisable():
    for code in ("29083", "29155", "85113", "56088", "97610"):
        for detail in DETAILS:
            shape = shapes(Level.COMMUNE, detail)[code]
            largest = max(shapely.get_parts(shape), key=shapely.area)
            assert shapely.get_num_coordinates(largest) > 4, (code, detail)


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("75056", (2.3522, 48.8566)),
        ("97411", (55.448, -20.882)),
        ("97302", (-52.326, 4.938)),
        ("97209", (-61.066, 14.61)),
        ("49126", (-1.2106, 47.3046)),
        ("69149", (4.81, 45.705)),
    ],
)
def test_a_place_is_in_its_commune(code, inside):
    for detail in DETAILS:
        assert shapes(Level.COMMUNE, detail)[code].contains(shapely.Point(inside))


@each_file
def test_a_file_can_be_read_where_nothing_can_be_written(level, detail):
    header = gpkg(level, detail).read_bytes()[:20]
    assert header[18:20] == b"\x01\x01", "a file in WAL mode needs to write beside itself"
    assert not list(gpkg(level, detail).parent.glob("*-wal"))
    assert query(level, detail, "PRAGMA freelist_count") == [(0,)]


@each_file
def test_the_spatial_index_has_every_polygon(level, detail):
    indexed = query(level, detail, f'SELECT count(*) FROM "rtree_{level.value}_geom"')
    assert indexed == [(len(shapes(level, detail)),)]
    assert query(level, detail, "SELECT srs_id FROM gpkg_geometry_columns") == [(4326,)]


def test_passage_leads_to_communes_of_today():
    lines = (FOLDER / "passage.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "old_code,new_code,kind"
    rows = [line.split(",") for line in lines[1:]]
    assert len({old for old, _, _ in rows}) == len(rows)
    assert {kind for _, _, kind in rows} == {"merged", "delegated", "associated", "arrondissement"}
    assert not [old for old, _, _ in rows if territories().known(Level.COMMUNE, old)]
    assert not [new for _, new, _ in rows if not territories().known(Level.COMMUNE, new)]
    arrondissements = [old for old, new, kind in rows if kind == "arrondissement"]
    paris, lyon, marseille = range(75101, 75121), range(69381, 69390), range(13201, 13217)
    assert arrondissements == [str(code) for code in (*marseille, *lyon, *paris)]


def test_the_description_tells_what_is_there():
    described = json.loads((FOLDER / "boundaries.json").read_text(encoding="utf-8"))
    assert described["cog_year"] == 2026
    assert described["licence"] == "Licence Ouverte 2.0"
    assert described["communes_without_geometry"] == list(WITHOUT)
    assert described["counts"] == {level.value: len(territories().codes(level)) for level in Level}


def test_all_of_it_weighs_at_most_18_megabytes_once_zipped(tmp_path):
    target = tmp_path / "boundaries.zip"
    # Level 9 takes ten times longer and gains less than a hundredth.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(FOLDER))
    assert target.stat().st_size <= 18_000_000


@pytest.fixture(scope="module")
def builder():
    from tools import build_boundaries

    return build_boundaries


def square(x, y, size=1.0):
    return shapely.box(x, y, x + size, y + size)


def code_of(builder, **communes):
    rows = [builder.Row("commune", name, name) for name in communes]
    return builder.Code({"commune": rows}), {
        name: shapely.to_wkb(s, hex=True) for name, s in communes.items()
    }


def test_overlaps_and_gaps_are_settled_and_enclaves_kept(builder):
    enclave = square(0.5, 0.5, 0.25)
    gap = shapely.box(0.99, 0.2, 1.0, 0.2001)
    code, polygons = code_of(builder, a=square(0, 0) - enclave - gap, b=shapely.box(0.9999, 0, 2, 1) - gap)
    made = builder.clean_coverage(polygons, code)
    assert shapely.coverage_is_valid(list(made.values()))
    assert shapely.union_all(list(made.values())).area == pytest.approx(2 - enclave.area)
    assert made["a"].intersection(made["b"]).area == 0
    assert made["a"].area > 0.93
    assert made["a"].disjoint(enclave.centroid)


def test_a_merged_commune_is_folded_into_its_successor(builder):
    code, polygons = code_of(builder, a=square(0, 0), old=square(1, 0))
    code.rows["commune"] = code.rows["commune"][:1]
    code.passage = {"old": ("a", "merged")}
    assert builder.clean_coverage(polygons, code)["a"].equals(shapely.box(0, 0, 2, 1))


def test_an_island_is_simplified_by_its_own_size(builder):
    angles = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    communes = {"mainland": shapely.Polygon(circle * 10), "island": shapely.Polygon(circle * 0.1 + 20)}
    made = builder.simplify(communes, 0.1)
    assert shapely.get_num_coordinates(made["mainland"]) < 240
    assert made["island"].area / communes["island"].area > 0.97
    assert shapely.coverage_simplify([communes["island"]], 0.1)[0].area / communes["island"].area < 0.9


def test_a_delegated_commune_leads_to_its_commune_of_today(builder):
    current = {"type": "commune-actuelle", "zone": "metro"}
    records = [
        {**current, "code": "55245", "anciensCodes": ["55273", "55999"]},
        {**current, "code": "55386"},
        {"type": "commune-associee", "zone": "metro", "code": "55273", "chefLieu": "55386"},
        {"type": "commune-deleguee", "zone": "metro", "code": "55386", "chefLieu": "55386"},
    ]
    found = builder.passage_of(records, {"55245", "55386"})
    assert found == {"55273": ("55386", "associated"), "55999": ("55245", "merged")}


def test_another_archive_is_refused(builder, tmp_path):
    sums = FOLDER / "SOURCES.sha256"
    names = [line.split()[1] for line in sums.read_text(encoding="utf-8").splitlines()]
    assert sorted(names) == sorted([builder.WHEEL, builder.TARBALL])
    for name in names:
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(SystemExit, match="Delete it and run again"):
        builder.check_sources(tmp_path, sums)
