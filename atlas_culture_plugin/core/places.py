# SPDX-License-Identifier: GPL-2.0-or-later
"""Places of culture drawn as points: the types that the plugin ships, and which of them to show.

The tables of ``data/places`` are only ever read; what is drawn is a copy of them.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import paths
from .errors import PlaceError, StorageError
from .formatting import count_label
from .i18n import language, tr
from .levelfile import read_only
from .model import Level
from .scope import subset
from .territories import Territories
from .wording import lower_first

#: Name of the table of places, in the files that are drawn.
TABLE = "lieux"
#: What a position is: published from an address, that of the commune, or moved back to the commune.
EXACT, COMMUNE, DOUBTFUL = "adresse", "commune", "douteuse"
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class PlaceType:
    """A type of place. ``symbol`` names the shape that stands for it, whatever the colours."""

    key: str
    file: str
    labels: dict[str, str]
    symbol: str
    color: str
    year: int
    source: str
    licence: str
    coverages: dict[str, str]
    count: int
    positions: dict[str, int]

    @property
    def label(self) -> str:
        """Name in the language of the interface, in the plural."""
        return self.labels[language()]

    @property
    def coverage(self) -> str:
        """What the source covers, in the language of the interface."""
        return self.coverages[language()]

    @property
    def attribution(self) -> str:
        """Source and year, to be printed on maps."""
        return f"{self.source}, {self.year}"


@dataclass(frozen=True)
class Place:
    """A place, at a longitude and a latitude (EPSG:4326), in a commune of today."""

    id: str
    name: str
    subtype: str
    commune: str
    longitude: float
    latitude: float
    position: str
    away_km: float | None


@dataclass(frozen=True)
class Grouping:
    """How close places of a type are drawn as one, at scales whose denominator is above ``scale``.

    ``cell_km`` is the side of the cells, 0 to group those at the very same point only.
    """

    field: str
    scale: float
    cell_km: float


#: From the smallest scale to the largest: cells are about 4 mm wide on paper, 6 mm for the whole country.
GROUPINGS = (
    Grouping("groupe_36km", 4e6, 36.0),
    Grouping("groupe_12km", 2e6, 12.0),
    Grouping("groupe_6km", 1e6, 6.0),
    Grouping("groupe_3km", 5e5, 3.0),
    Grouping("groupe_1km", 2e5, 1.5),
    Grouping("groupe_point", 0.0, 0.0),
)


@dataclass(frozen=True)
class Tally:
    """How many places of a type there are, by what their position is."""

    positions: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.positions.values())


def place_types(folder: Path | None = None) -> tuple[PlaceType, ...]:
    """Return the types that the plugin ships, in the order of legends.

    Raises:
        StorageError: their list is missing or damaged.
    """
    return _types(folder or paths.data("places"))


@lru_cache(maxsize=4)
def _types(folder: Path) -> tuple[PlaceType, ...]:
    try:
        described = json.loads((folder / "places.json").read_text(encoding="utf-8"))
        return tuple(_type(entry) for entry in described["types"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _damaged(folder, error) from error


def _type(entry: dict[str, Any]) -> PlaceType:
    return PlaceType(
        key=entry["key"],
        file=entry["file"],
        labels=entry["label"],
        symbol=entry["symbol"],
        color=entry["color"],
        year=entry["year"],
        source=entry["source"],
        licence=entry["licence"],
        coverages=entry["coverage"],
        count=entry["count"],
        positions=entry["positions"],
    )


def chosen(keys: Iterable[str], folder: Path | None = None) -> tuple[PlaceType, ...]:
    """Return the types of these keys, in the order of legends.

    Raises:
        PlaceError: none is named, or one does not exist.
    """
    known, wanted = place_types(folder), set(keys)
    unknown = sorted(wanted - {kind.key for kind in known})
    names = ", ".join(kind.key for kind in known)
    if unknown:
        sentence = tr("“{name}” is not a type of place: choose among {names}.")
        raise PlaceError(sentence.format(name=", ".join(unknown), names=names))
    if not wanted:
        raise PlaceError(tr("Choose at least one type of place among {names}.").format(names=names))
    return tuple(kind for kind in known if kind.key in wanted)


def read(kind: PlaceType, folder: Path | None = None) -> Iterator[Place]:
    """Yield the places of a type, in the order of the communes.

    Raises:
        StorageError: the table is missing or damaged.
    """
    folder = folder or paths.data("places")
    try:
        with (folder / kind.file).open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            next(rows)
            for name, title, subtype, commune, longitude, latitude, position, away in rows:
                where = float(longitude), float(latitude)
                away_km = float(away) if away else None
                yield Place(name, title, subtype, commune, *where, position, away_km)
    except (OSError, ValueError, StopIteration, csv.Error) as error:
        raise _damaged(folder, error) from error


def file_name(folder: Path | None = None) -> str:
    """Name of the file that holds all the places: other tables never touch the file of an old map.

    Raises:
        StorageError: a table is missing.
    """
    folder = folder or paths.data("places")
    digest = hashlib.sha256(repr(GROUPINGS).encode())
    try:
        for name in ("places.json", *(kind.file for kind in place_types(folder))):
            digest.update((folder / name).read_bytes())
    except OSError as error:
        raise _damaged(folder, error) from error
    return f"lieux-culturels-{digest.hexdigest()[:8]}.gpkg"


def condition(types: Sequence[PlaceType], within: str, territories: Territories) -> str:
    """SQL condition on the table of places: these types, inside this territory.

    Raises:
        TerritoryError: ``within`` is not understood or does not exist.
    """
    # Types of the user's own lists may have an apostrophe.
    keys = ", ".join("'" + kind.key.replace("'", "''") + "'" for kind in types)
    # The fields of the communes, but for that of the code: a point has one of its own.
    inside = subset(Level.COMMUNE, within, territories).replace('"code"', '"code_commune"')
    return f'"type" IN ({keys})' + (f" AND {inside}" if inside else "")


def tally(path: Path, condition: str, table: str = TABLE) -> dict[str, Tally]:
    """Count the places that match a condition, by type."""
    statement = f'SELECT type, position, count(*) FROM "{table}" WHERE {condition} GROUP BY 1, 2'  # nosec B608
    found: dict[str, Tally] = {}
    with closing(read_only(path)) as database:
        for key, position, count in database.execute(statement):
            found.setdefault(key, Tally()).positions[position] = count
    return found


def extent(path: Path, condition: str, table: str = TABLE) -> tuple[float, float, float, float] | None:
    """West, south, east, north (EPSG:4326) of the places that match a condition."""
    statement = (
        f'SELECT min(minx), min(miny), max(maxx), max(maxy) FROM "rtree_{table}_geom" '  # nosec B608
        f'WHERE id IN (SELECT fid FROM "{table}" WHERE {condition})'
    )
    with closing(read_only(path)) as database:
        row = database.execute(statement).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1], row[2], row[3])


def is_whole(path: Path) -> bool:
    """Whether a file of places is there with every place that was announced."""
    if not path.is_file():
        return False
    try:
        with closing(read_only(path)) as database:
            (count,) = database.execute(f'SELECT count(*) FROM "{TABLE}"').fetchone()  # nosec B608
            (indexed,) = database.execute(f'SELECT count(*) FROM "rtree_{TABLE}_geom"').fetchone()  # nosec B608
    except sqlite3.Error:
        return False
    return bool(count == indexed == sum(kind.count for kind in place_types()))


def group(places: Sequence[Place], area: Callable[[str], str], grouping: Grouping) -> list[int]:
    """Return how many places each one stands for: 0 for those that another one stands for.

    A group never straddles two areas (departements), so that the groups of a region add up to what it
    has; it is drawn at the one of its places that is nearest to their middle.

    Args:
        places: places of one type.
        area: area of a commune.
        grouping: how close they are grouped.
    """
    members: dict[tuple[object, ...], list[int]] = {}
    for rank, place in enumerate(places):
        key = (place.commune, place.longitude, place.latitude)
        if grouping.cell_km:
            key = (area(place.commune), *_cell(place, grouping.cell_km))
        members.setdefault(key, []).append(rank)
    counts = [0] * len(places)
    for ranks in members.values():
        alone = len(ranks) == 1
        counts[ranks[0] if alone else _middle([places[rank] for rank in ranks], ranks)] = len(ranks)
    return counts


def _cell(place: Place, side: float) -> tuple[int, int]:
    """Column and row of a cell; every other row is shifted by half a cell, so that no line is seen."""
    row = math.floor(place.latitude * KM_PER_DEGREE / side)
    narrowing = math.cos(math.radians((row + 0.5) * side / KM_PER_DEGREE))
    column = place.longitude * KM_PER_DEGREE * narrowing / side + row % 2 / 2
    return math.floor(column), row


def _middle(group: Sequence[Place], ranks: Sequence[int]) -> int:
    """Rank of the place of a group that is nearest to their middle."""
    longitude = sum(place.longitude for place in group) / len(group)
    latitude = sum(place.latitude for place in group) / len(group)
    narrowing = math.cos(math.radians(latitude))

    def away(place: Place) -> float:
        return math.hypot((place.longitude - longitude) * narrowing, place.latitude - latitude)

    return min(zip(map(away, group), ranks))[1]


def label(kind: PlaceType, count: Tally) -> str:
    """Legend label of a type: its name and number."""
    return f"{kind.label} {count_label(count.total)}"


def none_there(types: Iterable[PlaceType], counts: Mapping[str, Tally]) -> list[str]:
    """A sentence for each type that was wanted and of which there is no place, with what its list covers."""
    sentence = tr("{type}: none on this map ({coverage}).")
    return [
        sentence.format(type=kind.label, coverage=lower_first(kind.coverage))
        for kind in types
        if not counts[kind.key].total
    ]


def position_notes(counts: dict[str, Tally]) -> dict[str, str]:
    """What a legend says of positions that are not those of an address, by kind of position."""
    texts = {
        COMMUNE: tr("Placed at the point of their commune"),
        DOUBTFUL: tr("Doubtful position, moved back to their commune"),
    }
    totals = {key: sum(count.positions.get(key, 0) for count in counts.values()) for key in texts}
    return {key: f"{text} {count_label(totals[key])}" for key, text in texts.items() if totals[key]}


def _damaged(folder: Path, error: Exception) -> StorageError:
    sentence = tr("The places in {folder} are missing or damaged: install the plugin again.")
    return StorageError(sentence.format(folder=folder), details=repr(error))
