# SPDX-License-Identifier: GPL-2.0-or-later
"""Outlines of a vintage: mended, joined, looked into, drawn beside metropole. Any thread.

QGIS's own GEOS does the work. Simplifying a coverage needs GEOS 3.12, which many QGIS do not have: the
publishers' own generalisations are kept, whose neighbours share their borders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from osgeo import osr
from qgis.core import Qgis, QgsGeometry, QgsPointXY, QgsSpatialIndex
from qgis.core import QgsFeature as _Feature

from ..core.boundaries import displacing, shapes
from ..core.boundaries.displacing import Place
from ..core.boundaries.shapes import Point
from ..core.crs import OVERSEAS_CRS
from ..core.levelfile import outlines
from ..core.model import Level
from ..core.territories import Territories
from .layer_files import reference_system

#: A hole left between territories joined is a defect of their outlines below this, in square kilometres,
#: another country (Llívia, 12 km²) above.
SMALLEST_ENCLAVE = 1.0
_KM2_PER_SQUARE_DEGREE = 111.2 * 111.2 * 0.7


def geometry_of(wkb: bytes) -> QgsGeometry:
    """Return a geometry from its WKB."""
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


def mended(wkb: bytes) -> tuple[bytes, bool]:
    """Return a valid MultiPolygon, and whether something had to be mended; empty when nothing is left."""
    geometry = geometry_of(wkb)
    if geometry.isGeosValid():
        return wkb, False
    valid = geometry.makeValid(Qgis.MakeValidMethod.Structure, False)
    return _multipolygon(valid), True


def joined(parts: Iterable[bytes]) -> bytes:
    """Return the outline of territories side by side, without the slivers that their borders leave."""
    union = QgsGeometry.unaryUnion([geometry_of(wkb) for wkb in parts])
    return _multipolygon(union.removeInteriorRings(SMALLEST_ENCLAVE / _KM2_PER_SQUARE_DEGREE))


def _multipolygon(geometry: QgsGeometry) -> bytes:
    """The polygons of a geometry, whatever else it holds."""
    polygons = [
        [[(point.x(), point.y()) for point in ring] for ring in part.asPolygon()]
        for part in geometry.asGeometryCollection()
        if part.type() == Qgis.GeometryType.Polygon
    ]
    return shapes.to_wkb(polygons) if polygons else b""


def grouped(communes: Mapping[str, bytes], parents: Mapping[str, str]) -> dict[str, bytes]:
    """Return the outlines of an upper level, made of those of its communes."""
    members: dict[str, list[bytes]] = defaultdict(list)
    for code, wkb in communes.items():
        if parents.get(code):
            members[parents[code]].append(wkb)
    return {code: joined(parts) for code, parts in members.items()}


def located(codes: Iterable[str], known: Territories, communes: Mapping[str, bytes]) -> dict[str, str]:
    """Return the commune of a vintage where each commune that it does not have lies, by its inner point.

    Args:
        codes: communes of ``known``; those without an outline there are left out.
        known: the boundaries where they are.
        communes: WKB of the communes of the vintage.
    """
    wanted = set(codes)
    if not wanted:
        return {}
    names, index = list(communes), QgsSpatialIndex()
    for number, name in enumerate(names):
        feature = _Feature(number)
        feature.setGeometry(geometry_of(communes[name]))
        index.addFeature(feature)
    listed = ", ".join(f"'{code}'" for code in sorted(wanted))
    source = known.outlines(Level.COMMUNE, "detail")
    found = {}
    for outline in outlines(source, Level.COMMUNE, f'"code" IN ({listed})'):
        if outline.wkb is None:
            continue
        inside = geometry_of(outline.wkb).pointOnSurface()
        point = QgsPointXY(inside.asPoint())
        near = index.intersects(inside.boundingBox())
        home = next((names[n] for n in near if geometry_of(communes[names[n]]).contains(point)), "")
        if home:
            found[outline.code] = home
    return found


class Displacer:
    """Draws overseas territories in the frames that the plugin ships, whatever the vintage."""

    def __init__(self, known: Territories) -> None:
        """Measure the departements of the boundaries shipped: the frames are theirs."""
        self._known = known
        self._transforms = {code: _transform(crs) for code, crs in OVERSEAS_CRS.items()}
        self._places: dict[str, Place] = {}
        listed = ", ".join(f"'{code}'" for code in OVERSEAS_CRS)
        source = known.outlines(Level.DEPARTEMENT, "detail")
        found = {one.code: one.wkb for one in outlines(source, Level.DEPARTEMENT, f'"code" IN ({listed})')}
        for rank, code in enumerate(OVERSEAS_CRS):
            points = np.array(self._own(code, shapes.all_points(found[code] or b"")))
            low, high = points.min(axis=0), points.max(axis=0)
            self._places[code] = displacing.place(rank, code, (low[0], low[1], high[0], high[1]))

    def draw(self, departement: str, wkb: bytes) -> bytes:
        """Return a territory of an overseas departement as drawn, in EPSG:2154."""

        def move(ring: list[Point]) -> list[Point]:
            xy = self._places[departement].move(np.array(self._own(departement, ring)))
            return [(x, y) for x, y in xy.tolist()]

        return shapes.to_wkb(shapes.moved(shapes.from_wkb(wkb), move))

    def _own(self, departement: str, points: list[Point]) -> list[Point]:
        transform = self._transforms[departement]
        return [(x, y) for x, y, *_ in transform.TransformPoints([list(point) for point in points])]


def _transform(crs: str) -> osr.CoordinateTransformation:
    target = reference_system(int(crs.rpartition(":")[2]))
    return osr.CoordinateTransformation(reference_system(4326), target)
