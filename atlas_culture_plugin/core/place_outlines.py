# SPDX-License-Identifier: GPL-2.0-or-later
"""How far points lie from the outlines of territories, for tens of thousands of points at once.

The outlines are those that the plugin ships, read by SQLite alone; all the edges of a level are kept in a
few arrays, and pairs of a point and a territory are computed together.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .levelfile import boundaries_file, damaged, outlines, read_only
from .model import Level
from .places import KM_PER_DEGREE

Floats = NDArray[np.float64]

#: Edges computed at once: 1,000,000 hold 100 MB or so of intermediate arrays.
_CHUNK = 500_000


class Outlines:
    """The outlines of a level. ``codes`` are those of the territories that have one."""

    def __init__(self, path: Path, level: Level) -> None:
        self.level = level
        self._path = path
        self.codes: list[str] = []
        rings: list[Floats] = []
        holes: list[bool] = []
        counts: list[int] = []
        for outline in outlines(path, level, ""):
            if outline.wkb is None:
                continue
            found = list(_rings(outline.wkb))
            self.codes.append(outline.code)
            counts.append(sum(len(ring) - 1 for ring, _ in found))
            rings += [ring for ring, _ in found]
            holes += [is_hole for _, is_hole in found]
        self._rank = {code: rank for rank, code in enumerate(self.codes)}
        starts = np.concatenate([ring[:-1] for ring in rings])
        ends = np.concatenate([ring[1:] for ring in rings])
        self._x1, self._y1 = starts[:, 0].copy(), starts[:, 1].copy()
        self._x2, self._y2 = ends[:, 0].copy(), ends[:, 1].copy()
        self._counts = np.array(counts)
        self._first = np.concatenate(([0], np.cumsum(self._counts)[:-1]))
        lengths = np.array([len(ring) - 1 for ring in rings])
        #: Whether the ring of an edge is a hole: it counts against the area.
        self._hole = np.repeat(np.array(holes), lengths)
        self._ring = np.repeat(np.arange(len(rings)), lengths)

    def has(self, code: str) -> bool:
        """Whether a territory has an outline."""
        return code in self._rank

    def away(self, codes: Sequence[str], longitudes: Floats, latitudes: Floats) -> Floats:
        """Kilometres from each point to the outline of its territory: 0 inside, NaN without an outline."""
        ranks = np.array([self._rank.get(code, -1) for code in codes], np.int64)
        found = np.full(len(ranks), np.nan)
        known = np.flatnonzero((ranks >= 0) & np.isfinite(longitudes) & np.isfinite(latitudes))
        for rows in self._chunks(known, ranks):
            found[rows] = self._away(ranks[rows], longitudes[rows], latitudes[rows])
        return found

    def centres(self, codes: Sequence[str]) -> dict[str, tuple[float, float]]:
        """The centre of each territory that has an outline, or a point inside where the centre is not."""
        wanted = [code for code in dict.fromkeys(codes) if code in self._rank]
        points = np.array([self._centroid(self._rank[code]) for code in wanted]).reshape(-1, 2)
        outside = self.away(wanted, points[:, 0], points[:, 1]) > 0
        return {
            code: self._inside(self._rank[code], y) if is_out else (x, y)
            for code, (x, y), is_out in zip(wanted, points.tolist(), outside.tolist())
        }

    def holding(self, longitudes: Floats, latitudes: Floats, margin_km: float = 0.0) -> list[str]:
        """The territory that each point is in, or the nearest within a margin; empty where there is none."""
        pairs = self._candidates(longitudes, latitudes, margin_km)
        rows = np.array([row for row, _ in pairs], np.int64)
        away = self.away([code for _, code in pairs], longitudes[rows], latitudes[rows])
        best: dict[int, tuple[float, str]] = {}
        for (row, code), km in zip(pairs, away.tolist()):
            if km <= margin_km and (km, code) < best.get(row, (margin_km + 1, "")):
                best[row] = km, code
        return [best[row][1] if row in best else "" for row in range(len(longitudes))]

    def _candidates(self, longitudes: Floats, latitudes: Floats, margin_km: float) -> list[tuple[int, str]]:
        """Pairs of a point and a territory whose bounding box holds it."""
        name, margin = self.level.value, margin_km / KM_PER_DEGREE
        sql = (
            f'SELECT code FROM "{name}" JOIN "rtree_{name}_geom" ON id = fid '  # nosec B608
            "WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?"
        )
        pairs = []
        with closing(read_only(self._path)) as database:
            for row, (x, y) in enumerate(zip(longitudes.tolist(), latitudes.tolist())):
                # A degree of longitude is never shorter than a half of one of latitude in France.
                box = (x + 2 * margin, x - 2 * margin, y + margin, y - margin)
                pairs += [(row, str(code)) for (code,) in database.execute(sql, box)]
        return pairs

    def _chunks(self, rows: NDArray[np.int64], ranks: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        ends = np.cumsum(self._counts[ranks[rows]]) // _CHUNK
        for chunk in np.unique(ends):
            yield rows[ends == chunk]

    def _away(self, ranks: NDArray[np.int64], x: Floats, y: Floats) -> Floats:
        counts = self._counts[ranks]
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        edges = np.arange(counts.sum()) + np.repeat(self._first[ranks] - starts, counts)
        narrowing = np.cos(np.radians(y))
        # Around each point, in degrees of latitude.
        shrunk = np.repeat(narrowing, counts)
        x1, x2 = ((at[edges] - np.repeat(x, counts)) * shrunk for at in (self._x1, self._x2))
        y1, y2 = (at[edges] - np.repeat(y, counts) for at in (self._y1, self._y2))
        crosses = (y1 > 0) != (y2 > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            right = crosses & (x1 - y1 * (x2 - x1) / (y2 - y1) > 0)
        inside = np.add.reduceat(right, starts) % 2 == 1
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        with np.errstate(divide="ignore", invalid="ignore"):
            along = np.clip(-(x1 * dx + y1 * dy) / length, 0, 1)
        along = np.where(length > 0, along, 0)
        nearest = np.minimum.reduceat(np.hypot(x1 + along * dx, y1 + along * dy), starts)
        found: Floats = np.where(inside, 0.0, nearest * KM_PER_DEGREE)
        return found

    def _edges(self, rank: int) -> slice:
        return slice(int(self._first[rank]), int(self._first[rank] + self._counts[rank]))

    def _centroid(self, rank: int) -> tuple[float, float]:
        """Centre of an area: the shoelace formula, ring by ring, holes taken off."""
        edges = self._edges(rank)
        x0, y0 = self._x1[edges.start], self._y1[edges.start]
        x1, y1 = self._x1[edges] - x0, self._y1[edges] - y0
        x2, y2 = self._x2[edges] - x0, self._y2[edges] - y0
        cross = x1 * y2 - x2 * y1
        rings, first = np.unique(self._ring[edges], return_index=True)
        areas = np.add.reduceat(cross, first)
        signs = np.sign(areas) * np.where(self._hole[edges][first], -1, 1)
        weights = cross * signs[np.searchsorted(rings, self._ring[edges])]
        total = 3 * weights.sum()
        x, y = (weights * (x1 + x2)).sum() / total, (weights * (y1 + y2)).sum() / total
        return float(x0 + x), float(y0 + y)

    def _inside(self, rank: int, y: float) -> tuple[float, float]:
        """The middle of the widest part that a parallel, as near as possible to ``y``, crosses."""
        edges = self._edges(rank)
        x1, y1, x2, y2 = (at[edges] for at in (self._x1, self._y1, self._x2, self._y2))
        if not ((y1 > y) != (y2 > y)).any():
            middles = ((y1 + y2) / 2)[y1 != y2]
            y = float(middles[np.argmin(np.abs(middles - y))])
        cut = (y1 > y) != (y2 > y)
        at = np.sort(x1[cut] + (y - y1[cut]) * (x2[cut] - x1[cut]) / (y2[cut] - y1[cut]))
        widths = at[1::2] - at[::2]
        widest = 2 * int(np.argmax(widths))
        return float((at[widest] + at[widest + 1]) / 2), y


@lru_cache(maxsize=2)
def shipped(level: Level) -> Outlines:
    """The outlines that the plugin ships: the finest for communes, those of the country for the rest.

    Raises:
        StorageError: the boundaries are missing or damaged.
    """
    detail = "detail" if level is Level.COMMUNE else "national"
    path = boundaries_file(level, detail)
    try:
        return Outlines(path, level)
    except (sqlite3.Error, struct.error, ValueError) as error:
        raise damaged(path, repr(error)) from error


def _rings(wkb: bytes) -> Iterator[tuple[Floats, bool]]:
    """Yield the rings of a MultiPolygon in well-known binary, and whether each is a hole."""
    order = "<" if wkb[0] else ">"
    (polygons,) = struct.unpack_from(f"{order}I", wkb, 5)
    place = 9
    for _ in range(polygons):
        (count,) = struct.unpack_from(f"{order}I", wkb, place + 5)
        place += 9
        for rank in range(count):
            (points,) = struct.unpack_from(f"{order}I", wkb, place)
            ring = np.frombuffer(wkb, f"{order}f8", 2 * points, place + 4).reshape(-1, 2)
            yield ring.astype(np.float64), rank > 0
            place += 4 + 16 * points
