# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of a vintage, as the plugin ships its own: levels, limits, overseas beside metropole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from osgeo import ogr

from ..core.boundaries import shapes
from ..core.boundaries.assembling import Rows
from ..core.crs import OVERSEAS_CRS
from ..core.model import Level
from ..core.progress import Progress, check
from ..core.request import DETAIL, DISPLACED, NATIONAL
from ..core.storage import writing
from ..core.territories import Territories
from . import boundary_shapes
from .boundary_files import TERRITORY_FIELDS, territory_row
from .boundary_reading import VintageRead
from .layer_files import LayerShape, Row, write_layer

LAMBERT_93, WORLD = 2154, 4326
_DISPLACED_NOTE = " Displaced: these coordinates are not where the territories are."


class BoundaryWriter:
    """Writes the files of a vintage."""

    def __init__(self, folder: Path, description: str, rows: Rows, vintage: VintageRead) -> None:
        self._folder = folder
        self._description = description
        self._rows = rows
        self._vintage = vintage

    def write(self, known: Territories, progress: Progress) -> None:
        """Write levels, limits, and the overseas territories beside metropole.

        Raises:
            StorageError: the disk is full.
        """
        for rank, detail in enumerate((NATIONAL, DETAIL)):
            for level in Level:
                check(progress)
                self._write_level(level, detail, self._vintage.outlines[detail][level])
            self._write_limits(detail)
            progress.set_fraction(0.4 * (rank + 1))
        displacer = boundary_shapes.Displacer(known)
        for level in Level:
            check(progress)
            self._write_level(level, DISPLACED, dict(self._displaced(displacer, known, level)))
        with writing(self._folder):
            shutil.copyfile(known.file("displaced_frames.gpkg"), self._folder / "displaced_frames.gpkg")

    def _write_level(self, level: Level, detail: str, outlines: Mapping[str, bytes]) -> None:
        is_displaced = detail == DISPLACED
        note = _DISPLACED_NOTE if is_displaced else ""
        layer = LayerShape(
            name=level.value,
            epsg=LAMBERT_93 if is_displaced else WORLD,
            kind=ogr.wkbMultiPolygon,
            fields=TERRITORY_FIELDS,
            description=f"{self._description}{note}",
        )
        listed = [one for one in self._rows[level] if not is_displaced or one.code in outlines]
        rows = (territory_row(one, outlines.get(one.code)) for one in listed)
        write_layer(self._folder / f"{level.value}_{detail}.gpkg", layer, rows)

    def _displaced(
        self, displacer: boundary_shapes.Displacer, known: Territories, level: Level
    ) -> Iterator[tuple[str, bytes]]:
        fine = self._vintage.outlines[DETAIL][level]
        for one in self._rows[level]:
            departement = known.overseas_departement(level, one.code)
            if level is Level.EPCI and one.departement in OVERSEAS_CRS:
                departement = one.departement
            if departement and one.code in fine:
                yield one.code, displacer.draw(departement, fine[one.code])

    def _write_limits(self, detail: str) -> None:
        outlines = self._vintage.outlines[detail][Level.DEPARTEMENT]
        metropole = {code: wkb for code, wkb in outlines.items() if code not in OVERSEAS_CRS}
        regions = {one.code: one.region for one in self._rows[Level.DEPARTEMENT]}
        rows = []
        for (one, other), lines in shapes.shared_lines(metropole).items():
            rank = Level.REGION if regions.get(one) != regions.get(other) else Level.DEPARTEMENT
            cells = {"code": f"{one}-{other}", "echelon": rank.value}
            rows.append(Row(cells, shapes.lines_to_wkb(lines)))
        fields = {"code": ogr.OFTString, "echelon": ogr.OFTString}
        layer = LayerShape("limits", WORLD, ogr.wkbMultiLineString, fields, self._description)
        write_layer(self._folder / f"limits_{detail}.gpkg", layer, rows)
