# SPDX-License-Identifier: GPL-2.0-or-later
"""Level files: every figure of the package, on the outlines, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np
import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import levelfile
from atlas_culture_plugin.core.errors import Cancelled, StorageError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Status
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.table import Column, Table
from tests.package_figures import BOUNDARIES, LEVELS, WITHOUT_OUTLINE, columns, expected, rows

REGIONS = BOUNDARIES / "region_national.gpkg"


class Stops(Silent):
    """A progress cancelled at its n-th question."""

    def __init__(self, after: int) -> None:
        self.left = after

    def is_cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture(scope="module", params=LEVELS)
def built(request, library, tmp_path_factory):
    """The level, its table, and its level file."""
    level = Level(request.param)
    table = library.table("atlas-essentiel", level)
    path = tmp_path_factory.mktemp("level") / "level.gpkg"
    levelfile.build(BOUNDARIES / f"{level.value}_national.gpkg", table, path, Silent())
    return level, table, path


@pytest.fixture
def regions(library):
    return library.table("atlas-essentiel", Level.REGION)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def query(path, sql):
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def test_every_figure_of_the_package_is_in_the_file_with_its_status(built):
    level, table, path = built
    fields = levelfile.status_fields(table)
    assert set(columns(level.value)) == set(table.columns)
    for column in columns(level.value):
        status = f"coalesce(\"{fields[column]}\", 'valeur')" if fields[column] else "'valeur'"
        found = query(path, f'SELECT code, "{column}", {status} FROM "{level.value}"')
        assert len(found) == len(rows(level.value))
        assert {code: (value, state) for code, value, state in found} == expected(level.value, column), column


def test_outlines_index_and_triggers_are_those_of_the_boundaries(built):
    level, _table, path = built
    source = BOUNDARIES / f"{level.value}_national.gpkg"
    name = level.value
    same = (
        f'SELECT fid, code, nom, geom FROM "{name}" ORDER BY fid LIMIT 2000',
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        f'SELECT count(*) FROM "rtree_{name}_geom"',
    )
    for sql in same:
        assert query(path, sql) == query(source, sql)
    assert query(path, "PRAGMA integrity_check") == [("ok",)]


def test_only_the_known_communes_have_no_outline(built):
    level, table, _path = built
    joined = levelfile.compare(BOUNDARIES / f"{level.value}_national.gpkg", table)
    assert joined.matched == len(rows(level.value))
    assert joined.without_data == joined.not_in_layer == ()
    assert list(joined.without_outline) == (sorted(WITHOUT_OUTLINE) if level is Level.COMMUNE else [])


def test_columns_in_the_same_states_share_a_status_field(library):
    table = library.table("atlas-essentiel", Level.COMMUNE)
    fields = levelfile.status_fields(table)
    assert fields["population_2023"] == ""
    assert fields["cinemas_2022"] == fields["ecrans_2022"] == "cinemas_2022_statut"
    for name, field in fields.items():
        states = table.columns[name].statuses
        assert bool(field) == bool(states.any())
        if field:
            owner = table.columns[field.removesuffix("_statut")]
            assert np.array_equal(owner.statuses, states)


def test_an_outline_that_the_table_lacks_is_not_available_everywhere(regions, tmp_path):
    shorter = Table(
        Level.REGION,
        regions.codes[1:],
        {
            name: Column(column.values[1:], column.statuses[1:])
            for name, column in regions.columns.items()
            if column.statuses[1:].any()
        },
    )
    path = tmp_path / "regions.gpkg"
    levelfile.build(REGIONS, shorter, path, Silent())
    fields = levelfile.status_fields(shorter)
    for column, field in fields.items():
        sql = f'SELECT "{column}", "{field}" FROM region WHERE code = \'{regions.codes[0]}\''
        assert query(path, sql) == [(None, "nd")]
    assert levelfile.compare(REGIONS, shorter).without_data == (regions.codes[0],)


def test_the_categories_of_a_typology_are_text(tmp_path):
    codes = ("11", "53")
    statuses = np.array([Status.VALUE, Status.SECRET], dtype=np.uint8)
    table = Table(
        Level.REGION, codes, {"genre_2020": Column(np.full(2, np.nan), statuses, ("dense, très", ""))}
    )
    path = tmp_path / "regions.gpkg"
    levelfile.build(REGIONS, table, path, Silent())
    found = query(
        path, "SELECT genre_2020, genre_2020_statut FROM region WHERE code IN ('11', '53') ORDER BY code"
    )
    assert found == [("dense, très", None), (None, "secret")]


def test_a_package_of_the_same_version_with_other_figures_has_a_file_of_its_own(library, tmp_path):
    package = library.package("atlas-essentiel")
    copy = Path(shutil.copytree(package.folder, tmp_path / "copy"))
    same = levelfile.file_name([replace(package, folder=copy)], Level.EPCI, "national")
    assert same == levelfile.file_name([package], Level.EPCI, "national")
    sums = copy / "SHA256SUMS"
    sums.write_text(sums.read_text(encoding="utf-8").replace("a", "b"), encoding="utf-8")
    other = levelfile.file_name([replace(package, folder=copy)], Level.EPCI, "national")
    assert other != same
    assert other.startswith("atlas-essentiel-") and other.endswith("-epci-national.gpkg")


def test_a_cancel_at_any_moment_leaves_what_was_there(regions, tmp_path):
    target = tmp_path / "regions.gpkg"
    target.write_bytes(b"before")
    asked = 0
    while True:
        try:
            levelfile.build(REGIONS, regions, target, Stops(asked))
        except Cancelled:
            assert target.read_bytes() == b"before"
            assert names(tmp_path) == ["regions.gpkg"]
            asked += 1
        else:
            break
    assert asked >= 2
    assert levelfile.is_current(target, regions)


def test_colleagues_who_share_the_folder_can_read_the_file(regions, tmp_path):
    previous = os.umask(0o022)
    try:
        levelfile.build(REGIONS, regions, tmp_path / "regions.gpkg", Silent())
    finally:
        os.umask(previous)
    assert (tmp_path / "regions.gpkg").stat().st_mode & 0o044 == 0o044


def test_a_file_cut_short_or_of_other_fields_is_not_current(regions, tmp_path):
    path = tmp_path / "regions.gpkg"
    assert not levelfile.is_current(path, regions)
    levelfile.build(REGIONS, regions, path, Silent())
    assert levelfile.is_current(path, regions)
    whole = path.read_bytes()
    for size in (len(whole) - 1, len(whole) // 2, 100, 0):
        path.write_bytes(whole[:size])
        assert not levelfile.is_current(path, regions), size
    shutil.copyfile(REGIONS, path)
    assert not levelfile.is_current(path, regions)


def test_boundaries_that_are_missing_are_said_so(regions, tmp_path):
    with pytest.raises(StorageError, match=r"nowhere\.gpkg are missing or damaged: install the plugin again"):
        levelfile.build(tmp_path / "nowhere.gpkg", regions, tmp_path / "r.gpkg", Silent())
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_ends_in_a_sentence(regions, tmp_path):
    (tmp_path / "folder").write_text("not a folder")
    with pytest.raises(StorageError, match="Free some space or choose a folder where you may write"):
        levelfile.build(REGIONS, regions, tmp_path / "folder" / "r.gpkg", Silent())


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are those of POSIX")
@pytest.mark.parametrize("missing", [1, 100_000])
def test_a_full_disk_ends_in_a_sentence_and_leaves_what_was_there(tmp_path, root, regions, missing):
    whole = tmp_path / "whole.gpkg"
    levelfile.build(REGIONS, regions, whole, Silent())
    limit = whole.stat().st_size - missing
    whole.unlink()
    target = tmp_path / "regions.gpkg"
    target.write_bytes(b"before")
    code = f"""
        import resource
        from pathlib import Path
        from atlas_culture_plugin import paths
        from atlas_culture_plugin.core import levelfile
        from atlas_culture_plugin.core.errors import StorageError
        from atlas_culture_plugin.core.library import Library
        from atlas_culture_plugin.core.model import Level
        from atlas_culture_plugin.core.progress import Silent
        table = Library(Path("nowhere"), paths.data("packages")).table("atlas-essentiel", Level.REGION)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        try:
            levelfile.build(Path({str(REGIONS)!r}), table, Path({str(target)!r}), Silent())
        except StorageError as error:
            print(error.sentence)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=root, capture_output=True, text=True, check=True
    )
    assert "cannot be written" in done.stdout and "Free some space" in done.stdout
    assert target.read_bytes() == b"before"
    assert names(tmp_path) == ["regions.gpkg"]


def test_the_extent_is_that_of_the_outlines_kept(built):
    level, _table, path = built
    field = "code" if level is Level.REGION else "region"
    west, south, east, north = levelfile.extent(path, level, f"\"{field}\" = '53'")
    assert -5.3 < west < -5 and 47.2 < south < 47.4 and -1.1 < east < -0.9 and 48.8 < north < 49
    assert levelfile.extent(path, level, "\"code\" = 'nowhere'") is None
    world = levelfile.extent(path, level, "")
    assert world[0] < -61 and world[2] > 55


def test_reading_never_writes(built):
    level, table, path = built
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    levelfile.is_current(path, table)
    levelfile.extent(path, level, "")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/home/a b/100 %?#.gpkg"), "file:///home/a%20b/100%20%25%3F%23.gpkg"),
        (PureWindowsPath(r"C:\Données\a.gpkg"), "file:///C%3A/Donn%C3%A9es/a.gpkg"),
        # A share: an empty server name for SQLite, then the name that Windows knows.
        (PureWindowsPath(r"\\serveur\commun\a.gpkg"), "file:////serveur/commun/a.gpkg"),
    ],
)
def test_sqlite_is_given_addresses_that_it_takes(path, uri):
    assert levelfile._uri(path) == uri


def test_strange_folder_names_are_read(regions, tmp_path):
    path = tmp_path / "100 % d'été ?#&" / "régions.gpkg"
    levelfile.build(REGIONS, regions, path, Silent())
    assert levelfile.is_current(path, regions)
    assert levelfile.extent(path, Level.REGION, "") is not None
