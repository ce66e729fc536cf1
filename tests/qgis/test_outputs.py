# SPDX-License-Identifier: GPL-2.0-or-later
"""Where an algorithm writes: every form of output, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest
from qgis.core import QgsDataSourceUri, QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer

from tests.package_figures import BOUNDARIES, expected

DENSITY = {"INDICATOR": "densite", "LEVEL": "region"}


@pytest.fixture
def load(provider):
    from qgis import processing

    def run(output, feedback=None, **more):
        parameters = {**DENSITY, "OUTPUT": str(output), **more}
        return processing.run(
            "atlasculture:loadindicator", parameters, feedback=feedback or QgsProcessingFeedback(False)
        )

    return run


@pytest.fixture
def shared(tmp_path):
    """A GeoPackage of somebody else's, with one table."""
    path = tmp_path / "commun.gpkg"
    shutil.copyfile(BOUNDARIES / "departement_national.gpkg", path)
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def table_of(path, name, order="fid"):
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f'SELECT * FROM "{name}" ORDER BY {order}').fetchall()


def values(layer):
    return {feature["code"]: feature["valeur"] for feature in layer.getFeatures()}


WANTED = {code: value for code, (value, _status) in expected("region", "densite_2023").items()}


@pytest.mark.parametrize("name", ["carte.gpkg", "carte", "Carte d'été (100 %).gpkg", "carte.geojson"])
def test_a_file_of_any_name_holds_the_values(load, tmp_path, name):
    result = load(tmp_path / name)
    layer = QgsVectorLayer(result["OUTPUT"], "x", "ogr")
    assert values(layer) == WANTED
    written = name if "." in name else f"{name}.gpkg"
    assert set(names(tmp_path)) <= {written, "carte.qml"}


def test_a_shapefile_holds_the_values_and_a_style_beside_it(load, tmp_path):
    result = load(tmp_path / "carte.shp")
    layer = QgsVectorLayer(result["OUTPUT"], "x", "ogr")
    assert values(layer) == pytest.approx(WANTED)
    assert layer.renderer().type() == "graduatedSymbol"
    assert {"carte.shp", "carte.dbf", "carte.prj", "carte.qml"} <= set(names(tmp_path))
    assert not [name for name in names(tmp_path) if name.startswith(".")]


@pytest.mark.parametrize("output", ["TEMPORARY_OUTPUT", "memory:"])
def test_a_temporary_layer_can_be_used_and_is_styled(load, output):
    layer = load(output)["OUTPUT"]
    assert isinstance(layer, QgsVectorLayer) and layer.isValid()
    assert values(layer) == WANTED
    assert layer.renderer().type() == "graduatedSymbol"


def test_a_file_is_replaced(load, tmp_path):
    path = tmp_path / "carte.gpkg"
    load(path, INDICATOR="cinemas")
    load(path)
    layer = QgsVectorLayer(str(path), "x", "ogr")
    assert values(layer) == WANTED
    assert names(tmp_path) == ["carte.gpkg"]


def test_a_file_shown_in_qgis_is_replaced_without_its_journal(load, tmp_path):
    """A journal left beside a file that is replaced would be replayed on the new one."""
    path = tmp_path / "carte.gpkg"
    load(path, INDICATOR="cinemas")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA wal_autocheckpoint=0")
        db.execute("CREATE TABLE notes (text)")
        db.executemany("INSERT INTO notes VALUES (?)", [("x" * 5000,)] * 50)
        db.commit()
        assert (tmp_path / "carte.gpkg-wal").stat().st_size > 0
        load(path)
        layer = QgsVectorLayer(str(path), "x", "ogr")
        assert values(layer) == WANTED
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class CancelsAt(QgsProcessingFeedback):
    """A feedback that the user cancels after so many reports of progress."""

    def __init__(self, count):
        super().__init__(False)
        self.left = count
        self.progressChanged.connect(self._count)

    def _count(self, _progress):
        self.left -= 1
        if self.left <= 0:
            self.cancel()


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("name", ["carte.gpkg", "carte.shp", "table"])
def test_a_cancel_leaves_what_was_there(load, tmp_path, shared, name, count):
    output = tmp_path / name
    if name == "table":
        output = f"ogr:dbname='{shared}' table=\"departement\" (geom)"
    else:
        load(output)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(QgsProcessingException, match="Cancelled: nothing was changed"):
        load(output, CancelsAt(count), INDICATOR="cinemas", LEVEL="epci")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_table_is_added_to_a_geopackage_whose_other_tables_stay(load, shared):
    others = table_of(shared, "departement")
    for _twice in range(2):
        result = load(f"ogr:dbname='{shared}' table=\"carte\" (geom)")
        layer = QgsVectorLayer(result["OUTPUT"], "x", "ogr")
        assert values(layer) == WANTED
        assert layer.renderer().type() == "graduatedSymbol"
        assert layer.crs().authid() == "EPSG:4326"
        assert table_of(shared, "departement") == others
    assert QgsVectorLayer(f"{shared}|layername=departement", "x", "ogr").featureCount() == 101
    with closing(sqlite3.connect(shared)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {name for (name,) in db.execute("SELECT table_name FROM gpkg_contents")}
        assert tables == {"departement", "carte", "layer_styles"}
        assert db.execute("SELECT f_table_name FROM layer_styles").fetchall() == [("carte",)]


def test_a_table_for_a_geopackage_that_does_not_exist_creates_it(load, tmp_path):
    path = tmp_path / "neuf.gpkg"
    result = load(f"ogr:dbname='{path}' table=\"carte\" (geom)")
    assert values(QgsVectorLayer(result["OUTPUT"], "x", "ogr")) == WANTED


def test_a_table_goes_in_the_geopackage_named_whatever_the_name(load, tmp_path):
    folder = tmp_path / "Bureau d'études"
    folder.mkdir()
    uri = QgsDataSourceUri()
    uri.setDatabase(str(folder / "l'atlas.gpkg"))
    uri.setTable("carte d'été")
    result = load(f"ogr:{uri.uri()}")
    assert values(QgsVectorLayer(result["OUTPUT"], "x", "ogr")) == WANTED
    assert (names(tmp_path), names(folder)) == (["Bureau d'études"], ["l'atlas.gpkg"])


@pytest.mark.parametrize("output", ["{}", "ogr:dbname='{}' table=\"carte\" (geom)"])
def test_a_locked_geopackage_ends_in_a_sentence_and_is_as_it_was(load, shared, output):
    before = hashlib.sha256(shared.read_bytes()).hexdigest()
    with closing(sqlite3.connect(shared, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(
            QgsProcessingException, match=r"another program is using it.*If the file is open elsewhere"
        ):
            load(output.format(shared))
        db.execute("ROLLBACK")
    assert hashlib.sha256(shared.read_bytes()).hexdigest() == before
    assert names(shared.parent) == ["commun.gpkg"]


def test_a_table_for_a_file_that_is_no_geopackage_ends_in_a_sentence(load, tmp_path):
    path = tmp_path / "faux.gpkg"
    path.write_text("not a database")
    with pytest.raises(QgsProcessingException, match="cannot be written"):
        load(f"ogr:dbname='{path}' table=\"carte\" (geom)")
    assert path.read_text() == "not a database"
    assert names(tmp_path) == ["faux.gpkg"]


def test_a_folder_that_does_not_exist_is_named(load, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"The folder .*nowhere does not exist"):
        load(tmp_path / "nowhere" / "carte.gpkg")
    assert names(tmp_path) == []


SCRIPT = """
    import os, resource, sys
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback
    application = QgsApplication([], False)
    application.initQgis()
    from atlas_culture_plugin.processing.provider import AtlasCultureProvider
    provider = AtlasCultureProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    algorithm = provider.algorithm("loadindicator").create()
    {before}
    feedback = QgsProcessingFeedback(False)
    parameters = {{"INDICATOR": "densite", "LEVEL": "departement", "OUTPUT": {output!r}}}
    results, ok = algorithm.run(parameters, QgsProcessingContext(), feedback)
    print("ok" if ok else feedback.textLog(), flush=True)
    os._exit(0)
"""


def run_apart(root, before, output):
    """Run the algorithm in another process, after a statement that takes something away from it."""
    code = textwrap.dedent(SCRIPT).format(before=before, output=str(output))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are those of POSIX")
@pytest.mark.parametrize("share", [0.1, 0.6, 0.97])
def test_a_full_disk_ends_in_a_sentence_and_nothing_is_lost(load, root, tmp_path, share):
    path = tmp_path / "carte.gpkg"
    load(path, LEVEL="departement")
    limit = int(path.stat().st_size * share)
    before = path.read_bytes()
    said = run_apart(root, f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))", path)
    assert "carte.gpkg cannot be written" in said and "free some space" in said, said
    assert path.read_bytes() == before
    assert names(tmp_path) == ["carte.gpkg"]


def test_a_disk_too_full_for_a_folder_is_said(load, tmp_path, monkeypatch):
    def refuse(**_where):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(QgsProcessingException, match="The disk is full"):
        load(tmp_path / "carte.gpkg")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become nobody")
def test_a_read_only_folder_ends_in_a_sentence(root, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    said = run_apart(root, "os.seteuid(65534)", folder / "carte.gpkg")
    assert "the folder is read-only. Choose another folder" in said, said
    assert names(folder) == []


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_without_write_permission_ends_in_a_sentence(load, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(0o555)
    with pytest.raises(QgsProcessingException, match=r"the folder is read-only\. Choose another folder"):
        load(folder / "carte.gpkg")
