# SPDX-License-Identifier: GPL-2.0-or-later
"""The files derived from the boundaries: limits without a coast, overseas outlines moved but not bent."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.crs import OVERSEAS_CRS
from atlas_culture_plugin.core.levelfile import boundaries_file, outlines
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.scope import subset
from atlas_culture_plugin.core.territories import territories

shapely = pytest.importorskip("shapely")
osr = pytest.importorskip("osgeo.osr")

FOLDER = paths.data("boundaries", "cog2026")
FACTORS = {"971": 1.25, "972": 1.5, "973": 0.24, "974": 1.5, "976": 2.0}
each_level = pytest.mark.parametrize("level", list(Level))


def read(path, statement):
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return db.execute(statement).fetchall()


def shapes(level, detail, condition=""):
    found = outlines(boundaries_file(level, detail), level, condition)
    return {one.code: shapely.from_wkb(one.wkb) for one in found if one.wkb}


def projected(shape, epsg):
    systems = []
    for code in (4326, epsg):
        system = osr.SpatialReference()
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        systems.append(system)
    to = osr.CoordinateTransformation(*systems)
    return shapely.transform(shape, lambda xy: np.array(to.TransformPoints(xy.tolist()))[:, :2])


def geometries(path, table):
    """Shapes of a small layer, in the order of its rows."""
    blobs = [row[0] for row in read(path, f'SELECT geom FROM "{table}" ORDER BY fid')]
    sizes = (0, 32, 48, 48, 64)
    return shapely.from_wkb([blob[8 + sizes[(blob[3] >> 1) & 7] :] for blob in blobs])


@pytest.fixture(scope="module")
def metropole():
    known = territories()
    condition = subset(Level.DEPARTEMENT, "METRO", known)
    parts = [projected(one, 2154) for one in shapes(Level.DEPARTEMENT, "detail", condition).values()]
    return shapely.union_all(parts)


@each_level
def test_every_overseas_territory_is_there_and_nothing_else(level):
    known = territories()
    expected = [code for code in known.codes(level) if known.overseas_departement(level, code)]
    rows = read(boundaries_file(level, "displaced"), f'SELECT code, nom, population FROM "{level.value}"')
    assert [row[0] for row in rows] == expected
    assert rows == [
        (code, known.get(level, code).name, known.get(level, code).population) for code in expected
    ]
    assert list(shapes(level, "displaced")) == expected


@each_level
def test_the_table_is_that_of_the_other_boundaries_but_for_its_crs(level):
    pragma = f'PRAGMA table_info("{level.value}")'
    path = boundaries_file(level, "displaced")
    assert read(path, pragma) == read(boundaries_file(level, "detail"), pragma)
    assert read(path, "SELECT srs_id FROM gpkg_contents") == [(2154,)]
    assert "not where the territories are" in read(path, "SELECT description FROM gpkg_contents")[0][0]
    assert read(path, "PRAGMA journal_mode") == [("delete",)]


@each_level
def test_each_territory_is_a_similar_figure_at_the_announced_factor(level):
    known, true, moved = territories(), shapes(level, "detail"), shapes(level, "displaced")
    for code, shape in moved.items():
        departement = known.overseas_departement(level, code)
        origin = projected(true[code], int(OVERSEAS_CRS[departement].rpartition(":")[2]))
        factor = FACTORS[departement]
        # Coordinates are whole metres: on a commune of Guyane drawn at a quarter, a few thousandths.
        assert shape.area == pytest.approx(origin.area * factor**2, rel=5e-3)
        assert shape.length == pytest.approx(origin.length * factor, rel=5e-3)
        widths = [b[2] - b[0] for b in (shape.bounds, origin.bounds)]
        heights = [b[3] - b[1] for b in (shape.bounds, origin.bounds)]
        assert widths[0] / heights[0] == pytest.approx(widths[1] / heights[1], rel=5e-3)
        assert shape.is_valid


@each_level
def test_displaced_territories_overlap_neither_metropole_nor_each_other(level, metropole):
    known = territories()
    boxes = {}
    for code, shape in shapes(level, "displaced").items():
        boxes.setdefault(known.overseas_departement(level, code), []).append(shape)
    frames = geometries(FOLDER / "displaced_frames.gpkg", "displaced_frames")
    assert len(frames) == len(boxes) == 5
    for frame, code in zip(frames, OVERSEAS_CRS):
        assert frame.contains(shapely.box(*shapely.total_bounds(boxes[code])))
        assert frame.distance(metropole) > 50_000
    assert all(a.disjoint(b) for i, a in enumerate(frames) for b in frames[:i])


def test_frames_say_the_factor_of_what_they_hold():
    rows = read(FOLDER / "displaced_frames.gpkg", "SELECT code, nom, facteur FROM displaced_frames")
    assert {code: factor for code, _name, factor in rows} == FACTORS
    assert [name for _code, name, _factor in rows] == [territories().find(f"DEP-{c}").name for c in FACTORS]


def test_neighbours_still_share_their_borders():
    communes = np.array(list(shapes(Level.COMMUNE, "displaced").values()))
    departements = shapes(Level.DEPARTEMENT, "displaced").values()
    assert shapely.coverage_is_valid(communes)
    assert shapely.area(communes).sum() == pytest.approx(sum(d.area for d in departements), rel=1e-9)


@pytest.mark.parametrize("detail", ["national", "detail"])
def test_limits_are_the_edges_of_departements_each_once_and_no_coast(detail):
    known = territories()
    path = FOLDER / f"limits_{detail}.gpkg"
    rows = read(path, "SELECT code, echelon FROM limits ORDER BY fid")
    lines = geometries(path, "limits")
    polygons = shapes(Level.DEPARTEMENT, detail, subset(Level.DEPARTEMENT, "METRO", known))
    assert len(rows) == len({code for code, _ in rows}) == len(lines)
    for (code, rank), line in zip(rows, lines):
        one, other = code.split("-")
        assert polygons[one].boundary.covers(line) and polygons[other].boundary.covers(line)
        regions = {known.get(Level.DEPARTEMENT, c).region for c in (one, other)}
        assert rank == ("region" if len(regions) == 2 else "departement")
    # Twice each border and once the outside of the country: all the edges there are.
    outside = shapely.coverage_union_all(np.array(list(polygons.values()))).length
    edges = sum(polygon.length for polygon in polygons.values())
    assert edges == pytest.approx(2 * shapely.length(lines).sum() + outside, rel=1e-9)


def test_the_script_gives_what_is_committed(tmp_path):
    script = paths.root() / "tools" / "build_derived.py"
    subprocess.run([sys.executable, str(script), "--output", str(tmp_path)], check=True, capture_output=True)
    made = {path.name for path in tmp_path.glob("*.gpkg")}
    derived = ("displaced", "limits")
    assert made == {p.name for p in FOLDER.glob("*.gpkg") if any(word in p.name for word in derived)}
    for name in made:
        ((table,),) = read(FOLDER / name, "SELECT table_name FROM gpkg_contents")
        rows = f'SELECT fid, code FROM "{table}"'
        assert read(tmp_path / name, rows) == read(FOLDER / name, rows)
        pairs = zip(geometries(tmp_path / name, table), geometries(FOLDER / name, table))
        # Another PROJ may round a coordinate to the next metre.
        assert all(shapely.equals_exact(new, old, tolerance=1.01) for new, old in pairs), name
