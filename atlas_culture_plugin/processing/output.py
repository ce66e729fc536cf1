# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing an algorithm's vector output: whole and styled, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFeature,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ..core.errors import StorageError
from ..core.i18n import tr
from ..core.progress import Progress, check
from ..core.reasons import reason
from ..core.storage import check_file, writing
from ..gis import geopackage
from ..gis.geopackage import not_written

Dress = Callable[[QgsVectorLayer], None]


class VectorOutput:
    """Where the features go.

    Whatever the format, the layer is written with its style in a folder beside its final name, then
    moved: a failure or a cancel leaves what was there. ``ogr:dbname='…' table="…"`` adds a table to a
    GeoPackage, in one transaction. A temporary output is a GeoPackage too, kept for the session.
    """

    def __init__(self, destination: str, requested: Any) -> None:
        self.is_temporary = _is_temporary(requested)
        memory = destination.startswith("memory:")
        path = QgsProcessingUtils.generateTempFilename("atlas_culture.gpkg") if memory else destination
        self.table = ""
        if path.startswith("ogr:"):
            uri = QgsDataSourceUri(path[len("ogr:") :])
            path, self.table = uri.database(), uri.table()
        self.path = Path(path)
        if not self.path.suffix:
            self.path = self.path.with_suffix(".gpkg")

    @property
    def is_geopackage(self) -> bool:
        """Whether the style can be kept in the file."""
        return self.path.suffix.lower() == ".gpkg"

    @property
    def source(self) -> str:
        """Data source of the layer, once written."""
        return f"{self.path}|layername={self.table}" if self.table else str(self.path)

    def write(
        self,
        fields: QgsFields,
        geometry_type: Qgis.WkbType,
        crs: QgsCoordinateReferenceSystem,
        features: Iterable[QgsFeature],
        context: QgsProcessingContext,
        progress: Progress,
        dress: Dress,
    ) -> None:
        """Write the features, then let ``dress(layer)`` style the layer; its style is saved with it.

        Raises:
            StorageError: the file cannot be written; what was there is untouched.
            Cancelled: likewise.
        """
        with self._scratch_file() as file:
            name = self.table or self.path.stem
            writer = self._writer(file, name, fields, geometry_type, crs, context)
            count = self._fill(writer, features, progress)
            del writer  # closes the file
            if self.is_geopackage:
                geopackage.forget_empty(file, name)
            self._dress(file, name, dress, count)
            check(progress)
            if self.table and self.path.exists():
                geopackage.add_table(file, self.path, self.table)
                self._dress(self.path, self.table, dress, count)
            else:
                self._move(file)

    def result(self, context: QgsProcessingContext) -> str:
        """What the algorithm returns; a temporary layer stays open for the caller."""
        if self.is_temporary:
            layer = QgsVectorLayer(self.source, self.path.stem, "ogr")
            context.temporaryLayerStore().addMapLayer(layer)
            return str(layer.id())
        return self.source

    @contextmanager
    def _scratch_file(self) -> Iterator[Path]:
        """A file of the same name in a folder of our own, on the same disk as the final one."""
        folder = self.path.parent
        check_file(self.path)
        with writing(folder):
            if not folder.is_dir():
                sentence = tr("The folder {folder} does not exist: create it or choose another one.")
                raise StorageError(sentence.format(folder=folder))
            scratch = Path(tempfile.mkdtemp(prefix=".atlas_", dir=folder))
        try:
            yield scratch / self.path.name
        except OSError as error:
            raise not_written(self.path, reason(error), repr(error)) from error
        finally:
            with suppress(OSError):
                shutil.rmtree(scratch)

    def _writer(
        self,
        file: Path,
        table: str,
        fields: QgsFields,
        geometry_type: Qgis.WkbType,
        crs: QgsCoordinateReferenceSystem,
        context: QgsProcessingContext,
    ) -> QgsVectorFileWriter:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = QgsVectorFileWriter.driverForExtension(file.suffix.lstrip("."))
        options.layerName = table
        options.fileEncoding = "UTF-8"
        writer = QgsVectorFileWriter.create(
            str(file), fields, geometry_type, crs, context.transformContext(), options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise not_written(self.path, writer.errorMessage())
        return writer

    def _fill(self, writer: QgsVectorFileWriter, features: Iterable[QgsFeature], progress: Progress) -> int:
        """Write the features; return their number."""
        count = 0
        for feature in features:
            if count % 500 == 0:
                check(progress)
            if not writer.addFeature(feature):
                raise not_written(self.path, writer.errorMessage())
            count += 1
        if not writer.flushBuffer():
            raise not_written(self.path, writer.errorMessage())
        return count

    def _move(self, file: Path) -> None:
        """Put the file in place with those that go with it (a shapefile's, a style)."""
        if self.is_geopackage:
            geopackage.settle(file)
            if self.path.is_file():
                geopackage.settle(self.path)
        for part in sorted(file.parent.iterdir()):
            if not part.name.endswith(("-wal", "-shm")):
                part.replace(self.path.parent / part.name)

    def _dress(self, file: Path, table: str, dress: Dress, count: int) -> None:
        """Style a written layer, after a look at it: a disk full at the very end is told nowhere else."""
        source = f"{file}|layername={table}" if self.is_geopackage else str(file)
        layer = QgsVectorLayer(source, self.path.stem, "ogr")
        if not layer.isValid() or layer.featureCount() not in (count, -1):
            raise not_written(self.path, tr("the file is incomplete"))
        dress(layer)
        if self.is_geopackage:
            message = layer.saveStyleToDatabase("atlas_culture", "Atlas Culture", True, "")
            _save_metadata(layer)
        else:
            message = "" if layer.saveDefaultStyle(layer.StyleCategory.AllStyleCategories)[1] else "qml"
        if message:
            raise not_written(self.path, str(message))


def _save_metadata(layer: QgsVectorLayer) -> None:
    registry = QgsProviderRegistry.instance()
    registry.saveLayerMetadata(layer.providerType(), layer.source(), layer.metadata())


def _is_temporary(requested: Any) -> bool:
    if isinstance(requested, QgsProcessingOutputLayerDefinition):
        requested = requested.sink.staticValue()
    return str(requested).startswith(("TEMPORARY_OUTPUT", "memory:"))
