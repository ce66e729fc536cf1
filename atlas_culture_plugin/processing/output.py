# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing an algorithm's vector output: whole and styled, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
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


class VectorOutput:
    """Where the features go.

    A GeoPackage is written beside its final name with its style, then renamed: a failure or a
    cancel leaves what was there. ``ogr:dbname='…' table="…"`` adds a table to a GeoPackage. Other
    formats are written by their driver, from the file's extension. A temporary output is a
    GeoPackage too, kept for the session.
    """

    def __init__(self, destination: str, requested: Any) -> None:
        self.is_temporary = _is_temporary(requested)
        memory = destination.startswith("memory:")
        path = QgsProcessingUtils.generateTempFilename("atlas_culture.gpkg") if memory else destination
        self.table = ""
        if path.startswith("ogr:"):
            path, self.table = _between(path, "dbname='", "'"), _between(path, 'table="', '"')
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
        dress: Any = None,
    ) -> None:
        """Write the features, then let ``dress(layer)`` style the layer; its style is saved with it.

        Raises:
            StorageError: the file cannot be written; what was there is untouched.
            Cancelled: likewise.
        """
        self._check_folder()
        if self.is_geopackage and not self.table:
            self._write_beside(fields, geometry_type, crs, features, context, progress, dress)
        else:
            _write_features(self.path, self.table, fields, geometry_type, crs, features, context, progress)
            self._dress(self.path, self.table, dress)

    def result(self, context: QgsProcessingContext) -> str:
        """What the algorithm returns; a temporary layer stays open for the caller."""
        if self.is_temporary:
            layer = QgsVectorLayer(self.source, self.path.stem, "ogr")
            context.temporaryLayerStore().addMapLayer(layer)
            return str(layer.id())
        return self.source

    def _check_folder(self) -> None:
        folder = self.path.parent
        if not folder.is_dir():
            raise StorageError(
                tr("The folder {folder} does not exist: create it or choose another one.").format(
                    folder=folder
                )
            )
        if not os.access(folder, os.W_OK):
            raise StorageError(
                tr("The folder {folder} is read-only: choose a folder where you may write.").format(
                    folder=folder
                )
            )

    def _write_beside(
        self,
        fields: QgsFields,
        geometry_type: Qgis.WkbType,
        crs: QgsCoordinateReferenceSystem,
        features: Iterable[QgsFeature],
        context: QgsProcessingContext,
        progress: Progress,
        dress: Any,
    ) -> None:
        scratch = Path(tempfile.mkdtemp(prefix=".atlas_", dir=self.path.parent))
        try:
            file = scratch / self.path.name
            _write_features(file, self.path.stem, fields, geometry_type, crs, features, context, progress)
            self._dress(file, "", dress)
            check(progress)
            file.replace(self.path)
        except OSError as error:
            raise not_written(self.path, error.strerror or str(error)) from error
        finally:
            with suppress(OSError):
                shutil.rmtree(scratch)

    def _dress(self, file: Path, table: str, dress: Any) -> None:
        if dress is None:
            return
        source = f"{file}|layername={table}" if table else str(file)
        layer = QgsVectorLayer(source, self.path.stem, "ogr")
        dress(layer)
        if self.is_geopackage:
            message = layer.saveStyleToDatabase("atlas_culture", "Atlas Culture", True, "")
            _save_metadata(layer)
        else:
            message = "" if layer.saveDefaultStyle(layer.StyleCategory.AllStyleCategories)[1] else "qml"
        if message:
            raise not_written(self.path, str(message))


def not_written(path: Path, reason: str) -> StorageError:
    """The sentence for a file that could not be written."""
    return StorageError(
        tr(
            "{file} cannot be written: {reason}. If the file is open elsewhere, close it; if the disk is "
            "full, free some space."
        ).format(file=path, reason=reason)
    )


def _save_metadata(layer: QgsVectorLayer) -> None:
    registry = QgsProviderRegistry.instance()
    registry.saveLayerMetadata(layer.providerType(), layer.source(), layer.metadata())


def _write_features(
    path: Path,
    table: str,
    fields: QgsFields,
    geometry_type: Qgis.WkbType,
    crs: QgsCoordinateReferenceSystem,
    features: Iterable[QgsFeature],
    context: QgsProcessingContext,
    progress: Progress,
) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = QgsVectorFileWriter.driverForExtension(path.suffix.lstrip(".")) or "GPKG"
    options.layerName = table or path.stem
    options.fileEncoding = "UTF-8"
    if table and path.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    writer = QgsVectorFileWriter.create(
        str(path), fields, geometry_type, crs, context.transformContext(), options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise not_written(path, writer.errorMessage())
    for count, feature in enumerate(features):
        if count % 500 == 0:
            check(progress)
        if not writer.addFeature(feature):
            raise not_written(path, writer.errorMessage())
    flushed = writer.flushBuffer()
    message = writer.errorMessage()
    del writer
    if not flushed:
        raise not_written(path, message)


def _is_temporary(requested: Any) -> bool:
    if isinstance(requested, QgsProcessingOutputLayerDefinition):
        requested = requested.sink.staticValue()
    return str(requested).startswith(("TEMPORARY_OUTPUT", "memory:"))


def _between(text: str, start: str, end: str) -> str:
    if start not in text:
        return ""
    return text.split(start, 1)[1].split(end, 1)[0]
