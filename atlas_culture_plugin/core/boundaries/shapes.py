# SPDX-License-Identifier: GPL-2.0-or-later
"""Polygons as lists of coordinates and as WKB, and the lines that neighbours share.

No geometry library here: the plugin runs where there is only QGIS's own, and none of this needs one.
"""

from __future__ import annotations

import struct
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from ..errors import TerritoryError
from ..i18n import tr

Point = tuple[float, float]
Ring = Sequence[Sequence[float]]
#: Rings of each polygon, the shell first.
Polygons = Sequence[Sequence[Ring]]

_POLYGON, _MULTILINE, _MULTIPOLYGON, _LINE = 3, 5, 6, 2
#: West, south, east, north of the parts of France, in degrees.
_FRANCE = (
    (-6.0, 41.0, 10.5, 52.0),
    (-62.5, 14.0, -60.0, 17.0),
    (-55.5, 1.5, -51.0, 6.5),
    (55.0, -22.0, 56.5, -20.5),
    (44.5, -13.5, 45.8, -12.3),
)


def polygons_of(geometry: Mapping[str, Any] | None) -> Polygons:
    """Return the polygons of a GeoJSON geometry, longitude first, without heights; none of another kind.

    Raises:
        TerritoryError: the coordinates are not degrees.
    """
    if not geometry:
        return []
    kind, coordinates = geometry.get("type"), geometry.get("coordinates") or []
    found: Polygons = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else []
    found = [polygon for polygon in found if polygon and polygon[0]]
    return _oriented(found) if found else []


def _oriented(polygons: Polygons) -> Polygons:
    """Put longitudes first: some servers follow the order of the official definition of EPSG:4326."""
    x, y = polygons[0][0][0][:2]
    if abs(x) > 180 or abs(y) > 180:
        sentence = tr(
            "The boundaries received are not in longitudes and latitudes ({x}, {y}): another version of the "
            "service answered. Try the other provider."
        )
        raise TerritoryError(sentence.format(x=x, y=y))
    if _in_france(x, y) or not _in_france(y, x):
        return polygons
    return [[[(point[1], point[0]) for point in ring] for ring in polygon] for polygon in polygons]


def _in_france(x: float, y: float) -> bool:
    return any(west <= x <= east and south <= y <= north for west, south, east, north in _FRANCE)


def to_wkb(polygons: Polygons) -> bytes:
    """Return a MultiPolygon as little-endian WKB."""
    return _collection(_MULTIPOLYGON, (_polygon(rings) for rings in polygons), len(polygons))


def lines_to_wkb(lines: Sequence[Sequence[Point]]) -> bytes:
    """Return a MultiLineString as little-endian WKB."""
    parts = (struct.pack("<BII", 1, _LINE, len(line)) + _coordinates(line) for line in lines)
    return _collection(_MULTILINE, parts, len(lines))


def _collection(kind: int, parts: Iterable[bytes], count: int) -> bytes:
    return struct.pack("<BII", 1, kind, count) + b"".join(parts)


def _polygon(rings: Sequence[Ring]) -> bytes:
    parts = [struct.pack("<BII", 1, _POLYGON, len(rings))]
    for ring in rings:
        parts += [struct.pack("<I", len(ring)), _coordinates(ring)]
    return b"".join(parts)


def _coordinates(points: Ring) -> bytes:
    return array("d", chain.from_iterable(point[:2] for point in points)).tobytes()


def from_wkb(wkb: bytes) -> list[list[list[Point]]]:
    """Return the polygons of the little-endian WKB of a MultiPolygon."""
    (count,) = struct.unpack_from("<I", wkb, 5)
    found, offset = [], 9
    for _ in range(count):
        (rings,) = struct.unpack_from("<I", wkb, offset + 5)
        offset += 9
        polygon = []
        for _ring in range(rings):
            (size,) = struct.unpack_from("<I", wkb, offset)
            numbers = array("d", wkb[offset + 4 : offset + 4 + 16 * size])
            polygon.append(list(zip(numbers[::2], numbers[1::2])))
            offset += 4 + 16 * size
        found.append(polygon)
    return found


def all_points(wkb: bytes) -> list[Point]:
    """Return every point of the WKB of a MultiPolygon."""
    return [point for polygon in from_wkb(wkb) for ring in polygon for point in ring]


def moved(polygons: Polygons, move: Callable[[list[Point]], list[Point]]) -> Polygons:
    """Return the same polygons with the points of each ring as ``move`` gives them."""
    return [[move([(point[0], point[1]) for point in ring]) for ring in polygon] for polygon in polygons]


def shared_lines(shapes: Mapping[str, bytes]) -> dict[tuple[str, str], list[list[Point]]]:
    """Return the lines that two polygons have in common, by their codes in order.

    They are the very edges of the polygons: found by comparing segments, they lie on them exactly, and
    hold where the boundaries are a coverage. The coast, that one polygon alone has, is left out.

    Args:
        shapes: WKB by code.
    """
    owners: dict[tuple[Point, Point], list[str]] = defaultdict(list)
    for code, wkb in shapes.items():
        for ring in chain.from_iterable(from_wkb(wkb)):
            for start, end in zip(ring, ring[1:]):
                owners[min(start, end), max(start, end)].append(code)
    borders: dict[tuple[str, str], list[tuple[Point, Point]]] = defaultdict(list)
    for segment, codes in owners.items():
        if len(codes) == 2 and codes[0] != codes[1]:
            borders[min(codes), max(codes)].append(segment)
    return {pair: _chained(borders[pair]) for pair in sorted(borders)}


def _chained(segments: list[tuple[Point, Point]]) -> list[list[Point]]:
    """Join segments end to end into lines, which stop where three meet."""
    at: dict[Point, list[Point]] = defaultdict(list)
    for start, end in segments:
        at[start].append(end)
        at[end].append(start)
    left = set(segments)
    lines = []
    # From the ends first: what remains are closed lines, which start anywhere.
    for point in sorted(at, key=lambda one: (len(at[one]) == 2, one)):
        for following in sorted(at[point]):
            line = _walk(point, following, at, left)
            if line:
                lines.append(line)
    return lines


def _walk(
    start: Point, following: Point, at: Mapping[Point, list[Point]], left: set[tuple[Point, Point]]
) -> list[Point]:
    line = [start]
    here: Point | None = following
    while here is not None:
        key = (min(line[-1], here), max(line[-1], here))
        if key not in left:
            break
        left.remove(key)
        line.append(here)
        onward = [one for one in at[here] if one != line[-2]]
        here = onward[0] if len(at[here]) == 2 and onward else None
    return line if len(line) > 1 else []
