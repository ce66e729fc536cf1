# SPDX-License-Identifier: GPL-2.0-or-later
"""Build what is derived from the committed boundaries, without any download.

- ``limits_<detail>.gpkg``: the borders between departements, each once, without the coast;
- ``<level>_displaced.gpkg``: the overseas territories drawn in the Bay of Biscay, in EPSG:2154;
- ``displaced_frames.gpkg``: a frame around each, with the factor by which it is enlarged or reduced.

    .venv/bin/python tools/build_derived.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tools"))

from build_boundaries import (  # noqa: E402
    ATTRIBUTION,
    LICENCE,
    TOLERANCES,
    Shape,
    say,
    write_geopackage,
)
from build_boundaries import Row as Area  # noqa: E402

from atlas_culture_plugin.core.boundaries.displacing import (  # noqa: E402
    FACTORS,
    Place,
    frame_of,
    place,
)
from atlas_culture_plugin.core.crs import OVERSEAS_CRS  # noqa: E402
from atlas_culture_plugin.core.levelfile import boundaries_file, outlines  # noqa: E402
from atlas_culture_plugin.core.model import Level  # noqa: E402
from atlas_culture_plugin.core.scope import subset  # noqa: E402
from atlas_culture_plugin.core.territories import territories  # noqa: E402
from atlas_culture_plugin.gis.layer_files import LayerShape, Row, reference_system, write_layer  # noqa: E402

LAMBERT_93 = 2154
NOTE = " Displaced: these coordinates are not where the territories are."


def shapes_of(level: Level, condition: str, detail: str = "detail") -> dict[str, Shape]:
    found = outlines(boundaries_file(level, detail), level, condition)
    return {one.code: shapely.from_wkb(one.wkb) for one in found if one.wkb is not None}


def projected(shape: Shape, crs: str) -> Shape:
    """Return a shape of EPSG:4326 in another CRS."""
    from osgeo import osr

    target = reference_system(int(crs.rpartition(":")[2]))
    transformation = osr.CoordinateTransformation(reference_system(4326), target)

    def transform(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.array(transformation.TransformPoints(xy.tolist()))[:, :2]

    return shapely.transform(shape, transform)


def places() -> dict[str, Place]:
    departements = shapes_of(Level.DEPARTEMENT, "")
    return {
        code: place(rank, code, projected(departements[code], crs).bounds)
        for rank, (code, crs) in enumerate(OVERSEAS_CRS.items())
    }


def displaced(level: Level) -> dict[str, Shape]:
    """Return the overseas territories of a level as they are drawn."""
    by_departement, known = places(), territories()
    found = {}
    for code, shape in shapes_of(level, "").items():
        departement = known.overseas_departement(level, code)
        if departement:
            own = projected(shape, OVERSEAS_CRS[departement])
            found[code] = shapely.transform(own, by_departement[departement].move)
    return found


def row(level: Level, code: str) -> Area:
    territory = territories().get(level, code)
    if territory is None:
        sys.exit(f"{level.value} {code} is in the boundaries and not in territories.csv.")
    parents = (territory.departement, territory.region, territory.epci)
    return Area(level.value, code, territory.name, *parents, population=territory.population)


# ------------------------------------------------------------------------------------------ limits


def limits(detail: str) -> list[dict[str, Any]]:
    """Return the borders between departements of metropole: the same edges as those of the communes."""
    shapes = shapes_of(Level.DEPARTEMENT, subset(Level.DEPARTEMENT, "METRO", territories()), detail)
    codes = list(shapes)
    edges = shapely.boundary(np.array(list(shapes.values())))
    found = []
    for one, other in sorted(zip(*shapely.STRtree(edges).query(edges, predicate="intersects"))):
        shared = shared_lines(edges[one], edges[other]) if one < other else None
        if shared is not None:
            regions = {row(Level.DEPARTEMENT, codes[index]).region for index in (one, other)}
            rank = Level.REGION if len(regions) > 1 else Level.DEPARTEMENT
            found.append({"code": f"{codes[one]}-{codes[other]}", "echelon": rank.value, "shape": shared})
    return found


def shared_lines(one: Shape, other: Shape) -> Shape | None:
    """Return the line common to two edges, ``None`` when they only meet at a point."""
    parts = shapely.get_parts(shapely.intersection(one, other))
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    if not len(lines):
        return None
    merged = shapely.line_merge(shapely.multilinestrings(lines))
    return shapely.multilinestrings(shapely.get_parts(shapely.normalize(merged)))


# ------------------------------------------------------------------------------------------- files


def write_records(
    path: Path, name: str, epsg: int, kind: int, fields: dict[str, int], records: list[dict[str, Any]]
) -> None:
    """Write a small layer of lines or frames."""
    layer = LayerShape(name, epsg, kind, fields, f"{ATTRIBUTION}. {LICENCE}.")
    rows = (
        Row({field: one[field] for field in fields}, bytes(shapely.to_wkb(one["shape"]))) for one in records
    )
    write_layer(path, layer, rows)


def write_limits(folder: Path) -> None:
    from osgeo import ogr

    for detail in TOLERANCES:
        path = folder / f"limits_{detail}.gpkg"
        fields = {"code": ogr.OFTString, "echelon": ogr.OFTString}
        write_records(path, "limits", 4326, ogr.wkbMultiLineString, fields, limits(detail))
        say(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB")


def write_displaced(folder: Path) -> None:
    from osgeo import ogr

    for level in Level:
        shapes = displaced(level)
        path = folder / f"{level.value}_displaced.gpkg"
        rows = [row(level, code) for code in shapes]
        write_geopackage(path, level.value, rows, shapes, LAMBERT_93, NOTE)
        say(f"{path.name}: {len(shapes)} polygons, {path.stat().st_size / 1e3:.0f} kB")
    frames = [
        {
            "code": code,
            "nom": row(Level.DEPARTEMENT, code).name,
            "facteur": FACTORS[code],
            "shape": shapely.box(*frame_of(i)),
        }
        for i, code in enumerate(OVERSEAS_CRS)
    ]
    fields = {"code": ogr.OFTString, "nom": ogr.OFTString, "facteur": ogr.OFTReal}
    path = folder / "displaced_frames.gpkg"
    write_records(path, "displaced_frames", LAMBERT_93, ogr.wkbPolygon, fields, frames)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    folder = boundaries_file(Level.REGION, "detail").parent
    parser.add_argument("--output", type=Path, default=folder)
    arguments = parser.parse_args()
    # A date of writing in the files would make every build differ.
    os.environ["OGR_CURRENT_DATE"] = "2026-01-01T00:00:00.000Z"
    write_limits(arguments.output)
    write_displaced(arguments.output)


if __name__ == "__main__":
    main()
