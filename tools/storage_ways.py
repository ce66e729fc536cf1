# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways to store values and geometry that ``tools/bench_storage.py`` measures."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

from atlas_culture_plugin.core import levelfile
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.table import Table
from atlas_culture_plugin.gis.expressions import FieldNames

LAYER, VALUES, VIEW, JOINED = "commune", "valeurs", "carte", "jointure"


@dataclass(frozen=True)
class Source:
    """What every way starts from: a private copy of the outlines, and the parsed table."""

    outlines: Path
    table: Table

    def only(self, column: str) -> Source:
        """The same with a single indicator."""
        columns = {column: self.table.columns[column]}
        return Source(self.outlines, Table(self.table.level, self.table.codes, columns))


@dataclass(frozen=True)
class Opened:
    """The layer that is drawn, and the one that must live as long."""

    layer: QgsVectorLayer
    joined: QgsVectorLayer | None = None

    def layers(self) -> list[QgsVectorLayer]:
        """All of them."""
        return [self.layer] if self.joined is None else [self.joined, self.layer]


@dataclass(frozen=True)
class Way:
    """How a way writes its file, opens it to show some fields, and shows others with the same layer.

    ``shares`` says whether layers on several indicators are drawn from one file.
    """

    name: str
    build: Callable[[Source, Path], None]
    open: Callable[[Path, FieldNames], Opened]
    turn_to: Callable[[Opened, FieldNames], None] = lambda _opened, _fields: None
    shares: bool = True


def build_one_table(source: Source, target: Path) -> None:
    """What the plugin does."""
    levelfile.build(source.outlines, source.table, target, Silent())


def build_two_tables(source: Source, target: Path) -> None:
    """The outlines as they are and, in the same file, a table of values with the same row numbers."""
    shutil.copyfile(source.outlines, target)
    with editing(target) as db:
        db.execute(f'CREATE TABLE "{VALUES}" (fid INTEGER PRIMARY KEY NOT NULL, code TEXT)')
        db.execute(f'INSERT INTO "{VALUES}" SELECT fid, code FROM "{LAYER}"')
        # The plugin's own writer: the ways differ by what is stored where, not by how it is written.
        fields = levelfile._add_fields(db, VALUES, source.table)
        levelfile._write(db, VALUES, fields, Silent())
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)",
            (VALUES, VALUES),
        )


def build_view(source: Source, target: Path) -> None:
    """Two tables, and a view over both that is registered as a layer."""
    build_two_tables(source, target)
    with editing(target) as db:
        own = [name for name in columns_of(db, LAYER) if name != "fid"]
        added = [name for name in columns_of(db, VALUES) if name not in ("fid", "code")]
        # Under this name GDAL takes a column of a view for the row number.
        names = ["c.fid AS OGC_FID", *(f'c."{name}"' for name in own), *(f'v."{name}"' for name in added)]
        db.execute(
            f'CREATE VIEW "{VIEW}" AS SELECT {", ".join(names)} '
            f'FROM "{LAYER}" AS c LEFT JOIN "{VALUES}" AS v ON v.fid = c.fid'
        )
        db.execute(
            "INSERT INTO gpkg_contents "
            "(table_name, data_type, identifier, srs_id, min_x, min_y, max_x, max_y) "
            "SELECT ?, 'features', ?, srs_id, min_x, min_y, max_x, max_y "
            "FROM gpkg_contents WHERE table_name = ?",
            (VIEW, VIEW, LAYER),
        )
        db.execute(
            "INSERT INTO gpkg_geometry_columns SELECT ?, column_name, geometry_type_name, srs_id, z, m "
            "FROM gpkg_geometry_columns WHERE table_name = ?",
            (VIEW, LAYER),
        )


def build_algorithm(source: Source, target: Path) -> None:
    """The values as a table that QGIS can read, then its own join into a new file."""
    values = target.with_suffix(".values.gpkg")
    build_two_tables(source, values)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("native:joinattributestable")
    parameters = {
        "INPUT": opened(values, LAYER),
        "FIELD": "code",
        "INPUT_2": opened(values, VALUES),
        "FIELD_2": "code",
        "METHOD": 1,
        "OUTPUT": f'ogr:dbname="{target}" table="{JOINED}" (geom)',
    }
    _results, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback())
    if not ok:
        raise SystemExit("native:joinattributestable did not join")


@contextmanager
def editing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection as the plugin's own builder has it: nobody else has the file yet."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-100000"):
            db.execute(f"PRAGMA {setting}")
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")


def columns_of(db: sqlite3.Connection, table: str) -> list[str]:
    """Names of the columns of a table."""
    return [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]


def opened(path: Path, name: str) -> QgsVectorLayer:
    """A layer of a GeoPackage."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not layer.isValid():
        raise SystemExit(f"{path}: no layer {name}")
    return layer


def opener(name: str) -> Callable[[Path, FieldNames], Opened]:
    """How a way whose file has everything in one layer opens it."""
    return lambda path, _fields: Opened(opened(path, name))


def open_join(path: Path, fields: FieldNames | None) -> Opened:
    """The outlines with a live join, cached, of all the values or of those of some fields."""
    result = Opened(opened(path, LAYER), opened(path, VALUES))
    join(result, fields)
    return result


def join(opened_layers: Opened, fields: FieldNames | None) -> None:
    """Join the values to the outlines, instead of those that are."""
    layer, values = opened_layers.layer, opened_layers.joined
    layer.removeJoin(values.id())
    info = QgsVectorLayerJoinInfo()
    info.setJoinLayer(values)
    info.setJoinFieldName("code")
    info.setTargetFieldName("code")
    info.setUsingMemoryCache(True)
    info.setPrefix("")
    if fields is not None:
        info.setJoinFieldNamesSubset([name for name in (fields.value, fields.status) if name])
    if not layer.addJoin(info):
        raise SystemExit("the values cannot be joined")


WAYS = (
    Way("one table", build_one_table, opener(LAYER)),
    Way("view", build_view, opener(VIEW)),
    Way("live join, all", build_two_tables, lambda path, _fields: open_join(path, None)),
    Way("live join, shown", build_two_tables, open_join, join),
    Way("algorithm", build_algorithm, opener(JOINED), shares=False),
)
