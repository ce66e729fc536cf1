# SPDX-License-Identifier: GPL-2.0-or-later
"""Build ``data/places/``: cinemas, libraries, museums and festivals as points, from the published files.

SOURCES is a folder that holds, at any depth, the four files named in ``data/places/SOURCES.sha256``.
Each row keeps what a map needs: no address, telephone, e-mail or name of a person. A row without a
commune of today's geographic code is left out and counted; a position that lies elsewhere than its
commune is replaced by the commune's own point, and said to be doubtful.

    .venv/bin/python tools/build_places.py SOURCES [--output FOLDER]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import re
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlas_culture_plugin.core.codes import normalise
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import Territories

ROOT = Path(__file__).resolve().parent.parent
PLACES = ROOT / "data" / "places"
BOUNDARIES = ROOT / "data" / "boundaries"
COG_YEAR = 2026
#: A position further than this from the outline of its commune is not believed. Closer proves nothing: the
#: outlines are simplified by some 300 m, and a travelling cinema or a festival may be held next door.
DOUBTFUL_KM = 2.0
KM_PER_DEGREE = 111.2
#: 1.1 m: finer than any of the sources.
DECIMALS = 5
COLUMNS = ("id", "nom", "sous_type", "code_commune", "longitude", "latitude", "position", "ecart_km")
OPEN_LICENCE = "Licence Ouverte 2.0"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Kind:
    """A type of place: what is said of it wherever it is shown."""

    key: str
    file: str
    label: tuple[str, str]
    symbol: str
    color: str
    year: int
    source: str
    licence: str
    coverage: tuple[str, str]


KINDS = (
    Kind(
        "cinema",
        "etablissements-cinematographiques.csv",
        ("Cinémas", "Cinemas"),
        "square",
        "#5b1a6e",
        2022,
        "CNC, « Liste des établissements cinématographiques actifs »",
        "Licence Ouverte",
        (
            "Établissements actifs, fixes et itinérants, de métropole ; outre-mer non couvert",
            "Active cinemas, permanent and travelling, in metropolitan France; overseas is not covered",
        ),
    ),
    Kind(
        "bibliotheque",
        "Geoloc Biblios.xlsx",
        ("Bibliothèques", "Libraries"),
        "triangle",
        "#2a86c4",
        2021,
        "Ministère de la Culture (Service du livre et de la lecture), « Basilic »",
        OPEN_LICENCE,
        (
            "Lieux de lecture publique de métropole et des départements d’outre-mer",
            "Public libraries of metropolitan France and the overseas departements",
        ),
    ),
    Kind(
        "musee",
        "musees.csv",
        ("Musées de France", "Musées de France (museums)"),
        "diamond",
        "#a8432b",
        2023,
        "Ministère de la Culture (DEPS), « Fréquentation des Musées de France » (Patrimostat)",
        OPEN_LICENCE,
        (
            "Musées de France qui ont déclaré au moins une entrée dans l’année",
            "Musées de France that declared at least one visit in the year",
        ),
    ),
    Kind(
        "festival",
        "festivals_sans_email.csv",
        ("Festivals", "Festivals"),
        "star",
        "#f5b120",
        2019,
        "Ministère de la Culture (DEPS), « Liste des festivals en France »",
        OPEN_LICENCE,
        (
            "Festivals recensés, à leur commune principale de déroulement",
            "Festivals recorded, at the main commune where they take place",
        ),
    ),
)


@dataclass(frozen=True)
class Raw:
    """A row of a source: ``position`` is what its coordinates stand for."""

    id: str
    name: str
    subtype: str
    code: str
    longitude: float | None
    latitude: float | None
    position: str


@dataclass
class Built:
    """The places of a type, and why rows were left out."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)


# ---------------------------------------------------------------------------------------- sources


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=";")


def read_xlsx(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the only sheet of a workbook, by header; empty cells are absent."""
    with zipfile.ZipFile(path) as book:
        strings = ElementTree.parse(book.open("xl/sharedStrings.xml")).getroot()
        shared = ["".join(text.text or "" for text in item.iter(f"{_SHEET}t")) for item in strings]
        header: dict[str, str] = {}
        for _, row in ElementTree.iterparse(book.open("xl/worksheets/sheet1.xml")):
            if row.tag != f"{_SHEET}row":
                continue
            cells = {column: text for column, text in (read_cell(cell, shared) for cell in row) if text}
            row.clear()
            if header:
                yield {header[column]: text for column, text in cells.items()}
            header = header or cells


def read_cell(cell: ElementTree.Element, shared: list[str]) -> tuple[str, str]:
    column = re.sub(r"[0-9]", "", cell.get("r", ""))
    text = cell.findtext(f"{_SHEET}v", "")
    return column, shared[int(text)] if cell.get("t") == "s" else text


def cinemas(path: Path) -> Iterator[Raw]:
    for row in read_csv(path):
        kind = {"ITINERANT": "Circuit itinérant"}.get(row["genre"], "Cinéma")
        kind = "Multiplexe" if row["multiplexe"] == "OUI" else kind
        subtype = f"{kind}, art et essai" if row["AE"] == "OUI" else kind
        place = float(row["longitude"]), float(row["latitude"])
        yield Raw(f"CNC-{row['N° auto']}", row["nom"], subtype, row["code INSEE"], *place, "adresse")


def libraries(path: Path) -> Iterator[Raw]:
    """Where the address is but a postcode and a commune, the position is that of the commune."""
    for row in read_xlsx(path):
        coordinates = re.findall(r"-?[0-9.]+", row.get("Coordonnées GPS [lat,lon]", ""))
        latitude, longitude = map(float, coordinates) if coordinates else (None, None)
        is_commune = re.match(r"\s*[0-9]{5}\b", row["Adresse"])
        position = "commune" if is_commune else "adresse"
        name, subtype = row.get("Nom", ""), row["Equipement"]
        yield Raw(row["code_bib"], name, subtype, row["Code_Insee"], longitude, latitude, position)


def museums(path: Path) -> Iterator[Raw]:
    """The museums that declared visits; the file has no coordinates."""
    for row in read_csv(path):
        if row["annee"] == "2023" and float(row["total"] or 0) > 0:
            code = row["codeInseeCommune"]
            name = row["nom_du_musee"]
            yield Raw(row["IDPatrimostat"], name, "Musée de France", code, None, None, "commune")


def festivals(path: Path) -> Iterator[Raw]:
    """The published coordinates are those of the commune, whatever the address."""
    seen: Counter[str] = Counter()
    for row in read_csv(path):
        seen[row["identifiant"]] += 1
        again = f"-{seen[row['identifiant']]}" if seen[row["identifiant"]] > 1 else ""
        latitude, longitude = (
            map(float, row["geocodage_xy"].split(",")) if row["geocodage_xy"] else (None,) * 2
        )
        yield Raw(
            row["identifiant"] + again,
            row["nom_du_festival"],
            row["discipline_dominante"],
            row["code_insee_commune"],
            longitude,
            latitude,
            "commune",
        )


READERS = {"cinema": cinemas, "bibliotheque": libraries, "musee": museums, "festival": festivals}


# ---------------------------------------------------------------------------------------- places


class Communes:
    """The communes of today: their codes, and their outlines at the finest detail."""

    def __init__(self, boundaries: Path) -> None:
        self.territories = Territories.load(boundaries)
        path = boundaries / f"cog{COG_YEAR}" / "commune_detail.gpkg"
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT code, geom FROM commune WHERE geom IS NOT NULL").fetchall()
        self.shapes = dict(zip((code for code, _ in rows), shapely.from_wkb([wkb(blob) for _, blob in rows])))

    def code(self, raw: str) -> tuple[str, str]:
        """Return the commune of today, or an empty text and why there is none."""
        code = normalise(Level.COMMUNE, raw)
        if not code:
            return "", "sans code de commune"
        successor = self.territories.successor(code)
        current = successor[0] if successor else code
        if self.territories.known(Level.COMMUNE, current):
            return current, ""
        return "", "hors champ (collectivité d’outre-mer)"

    def distance(self, code: str, longitude: float, latitude: float) -> float:
        """Kilometres from a position to the outline of a commune; 0 inside, or without an outline."""
        shape = self.shapes.get(code)
        if shape is None:
            return 0.0
        narrowing = math.cos(math.radians(latitude))
        point = shapely.Point(longitude, latitude)
        nearest = shapely.get_coordinates(shapely.shortest_line(shape, point))[0]
        east, north = (nearest[0] - longitude) * narrowing, nearest[1] - latitude
        return math.hypot(east, north) * KM_PER_DEGREE

    def point(self, code: str) -> tuple[float, float] | None:
        """A point of a commune: its centre, or one inside where the centre is not."""
        shape = self.shapes.get(code)
        if shape is None:
            return None
        centre = shapely.centroid(shape)
        inside = centre if shapely.contains(shape, centre) else shapely.point_on_surface(shape)
        return inside.x, inside.y


def wkb(blob: bytes) -> bytes:
    """Strip the header of a GeoPackage geometry: 8 bytes and an envelope."""
    return blob[8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7] :]


def is_swapped(communes: Communes, code: str, longitude: float, latitude: float) -> bool:
    """Whether latitude and longitude were written one for the other."""
    return abs(longitude) <= 90 and communes.distance(code, latitude, longitude) <= DOUBTFUL_KM


def located(raw: Raw, code: str, communes: Communes, built: Built) -> tuple[float, float, str, str] | None:
    """Longitude, latitude, what the position is, and how far the published one lies from the commune."""
    own = communes.point(code)
    if raw.longitude is None or raw.latitude is None:
        if own is None:
            return None
        built.moved["sans coordonnées : au point de la commune"] += 1
        return *own, "commune", ""
    away = communes.distance(code, raw.longitude, raw.latitude)
    if away <= DOUBTFUL_KM or own is None:
        return raw.longitude, raw.latitude, raw.position, ""
    swapped = is_swapped(communes, code, raw.longitude, raw.latitude)
    reason = (
        "latitude et longitude interverties" if swapped else f"à plus de {DOUBTFUL_KM:g} km de la commune"
    )
    built.moved[reason] += 1
    return *own, "douteuse", f"{away:.1f}"


def build(kind: Kind, raws: Iterable[Raw], communes: Communes) -> Built:
    """Return the places of a type that have a commune and a position, in the order of the communes."""
    built = Built()
    for raw in raws:
        code, reason = communes.code(raw.code)
        place = located(raw, code, communes, built) if code else None
        if place is None:
            built.dropped[reason or "commune sans contour ni coordonnées"] += 1
            continue
        longitude, latitude, position, away = place
        name = re.sub(" +", " ", raw.name).strip()
        where = f"{longitude:.{DECIMALS}f}", f"{latitude:.{DECIMALS}f}"
        built.rows.append((raw.id, name, raw.subtype, code, *where, position, away))
    built.rows.sort(key=lambda row: (row[3], row[0]))
    identifiers = Counter(row[0] for row in built.rows)
    if len(identifiers) != len(built.rows):
        sys.exit(f"{kind.file}: {identifiers.most_common(1)[0][0]} identifies two places.")
    return built


# ----------------------------------------------------------------------------------------- files


def find_sources(folder: Path, sums: Path) -> dict[str, Path]:
    """Return the source of each name, refusing a file that is not the one whose figures were checked."""
    found = {}
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, name = line.split(maxsplit=1)
        path = next(iter(sorted(folder.rglob(name))), None)
        if path is None:
            sys.exit(f"{name} is not in {folder}.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            sys.exit(f"{path} is not the file that was checked: its SHA-256 is not that of {sums}.")
        found[name] = path
    return found


def describe(kind: Kind, built: Built) -> dict[str, Any]:
    return {
        "key": kind.key,
        "file": f"{kind.key}.csv",
        "label": {"fr": kind.label[0], "en": kind.label[1]},
        "symbol": kind.symbol,
        "color": kind.color,
        "year": kind.year,
        "source": kind.source,
        "licence": kind.licence,
        "coverage": {"fr": kind.coverage[0], "en": kind.coverage[1]},
        "count": len(built.rows),
        "positions": dict(sorted(Counter(row[6] for row in built.rows).items())),
        "moved": dict(sorted(built.moved.items())),
        "dropped": dict(sorted(built.dropped.items())),
    }


def write(output: Path, results: dict[Kind, Built]) -> None:
    """Write one table per type and what is said of them all."""
    output.mkdir(parents=True, exist_ok=True)
    for kind, built in results.items():
        with (output / f"{kind.key}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(built.rows)
    manifest = {
        "format": 1,
        "cog_year": COG_YEAR,
        "crs": "EPSG:4326",
        "doubtful_km": DOUBTFUL_KM,
        "types": [describe(kind, built) for kind, built in results.items()],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (output / "places.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", type=Path)
    parser.add_argument("--output", type=Path, default=PLACES)
    arguments = parser.parse_args()
    sources = find_sources(arguments.sources, PLACES / "SOURCES.sha256")
    communes = Communes(BOUNDARIES)
    results = {kind: build(kind, READERS[kind.key](sources[kind.file]), communes) for kind in KINDS}
    write(arguments.output, results)
    for kind, built in results.items():
        print(f"{kind.key}: {len(built.rows)} places, {dict(built.moved)}, left out: {dict(built.dropped)}")


if __name__ == "__main__":
    main()
