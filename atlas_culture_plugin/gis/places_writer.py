# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a published list of places beside the project, for the dock. For any thread."""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from contextlib import closing, suppress
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsVectorFileWriter,
)

from ..core.places import TABLE
from ..core.progress import Progress, check
from ..core.storage import writing
from ..core.territories import Territories
from .geopackage import not_written
from .places import BuiltPlaces
from .places_loading import LoadedList, features, fields


def write_list(loaded: LoadedList, folder: Path, known: Territories, progress: Progress) -> BuiltPlaces:
    """Write the points of a list into ``folder``; a file of the same points is used again.

    Raises:
        StorageError: the folder cannot be written.
        Cancelled: the user stopped; nothing was written.
    """
    digest = hashlib.sha256(repr(loaded.found.places).encode()).hexdigest()[:8]
    path = folder / f"lieux-{loaded.listed.recipe}-{digest}.gpkg"
    if not path.is_file():
        scratch = folder / f".{uuid.uuid4().hex}.part.gpkg"
        try:
            with writing(path):
                folder.mkdir(parents=True, exist_ok=True)
                _write(scratch, loaded, known, progress)
                scratch.replace(path)
        finally:
            for left in folder.glob(f"{scratch.name}*"):
                with suppress(OSError):
                    left.unlink()
    return loaded.built(path, TABLE, known.place_name(loaded.within))


def _write(path: Path, loaded: LoadedList, known: Territories, progress: Progress) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = "GPKG", TABLE, "UTF-8"
    crs = QgsCoordinateReferenceSystem("EPSG:4326")
    transforms = QgsCoordinateTransformContext()
    writer = QgsVectorFileWriter.create(str(path), fields(), Qgis.WkbType.Point, crs, transforms, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise not_written(path, writer.errorMessage())
    for rank, feature in enumerate(features(loaded, known, progress)):
        if rank % 500 == 0:
            check(progress)
        if not writer.addFeature(feature):
            raise not_written(path, writer.errorMessage())
    if not writer.flushBuffer():
        raise not_written(path, writer.errorMessage())
    del writer
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
