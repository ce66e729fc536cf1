# SPDX-License-Identifier: GPL-2.0-or-later
"""Versions that an update replaced: kept, gone back to, installed beside."""

from __future__ import annotations

import errno
import os

import pytest

from atlas_culture_plugin.core import history
from atlas_culture_plugin.core.errors import LibraryError, PackageError, StorageError
from atlas_culture_plugin.core.history import (
    HISTORY,
    LIMIT,
    go_back,
    id_beside,
    install_beside,
    kept_versions,
)
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.progress import Silent
from tests.unit.samples import edit, sample


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


@pytest.fixture
def install(library, tmp_path):
    """Install a version of the small package, whose first cell is told."""

    def run(version, first="1", created="2025-11-01"):
        folder = sample(tmp_path / f"{version}-{first}", version, first=first).folder
        edit(folder, lambda document: document.update(created=f"{created}T00:00:00Z"))
        return library.install(folder)

    return run


def first(library, package_id="petit"):
    return library.table(package_id, Level.REGION).columns["bibliotheques_2021"].values[0]


def versions(library):
    return [kept.version for kept in kept_versions(library.folder, "petit")]


def test_nothing_is_kept_of_a_first_installation(library, install):
    install("1.0.0")
    assert kept_versions(library.folder) == []


def test_the_version_that_is_replaced_is_kept_whole(library, install):
    install("1.0.0", "7")
    install("2.0.0")
    (kept,) = kept_versions(library.folder)
    assert (kept.package_id, kept.version, kept.title) == ("petit", "1.0.0", "Small")
    assert (kept.created, kept.size) == ("2025-11-01", kept.path.stat().st_size)
    assert validate(kept.path) == []


def test_the_same_version_again_is_kept_once_and_rebuilt_it_is_kept_twice(library, install):
    install("1.0.0")
    install("1.0.0")
    assert versions(library) == []
    install("1.0.0", "8")
    install("1.0.0", "9")
    assert versions(library) == ["1.0.0", "1.0.0"]
    assert len({kept.path for kept in kept_versions(library.folder)}) == 2


def test_the_last_ones_are_kept_by_version_and_not_by_name(library, install):
    for number in range(LIMIT + 3):
        install(f"1.{number}.0")
    assert versions(library) == [f"1.{number}.0" for number in range(LIMIT + 1, 1, -1)]


def test_one_goes_back_and_forth(library, install):
    install("1.0.0", "10")
    install("2.0.0", "20")
    kept = kept_versions(library.folder)[0]
    assert go_back(library, kept, Silent()).version == "1.0.0"
    assert first(library) == 10
    assert validate(library.package("petit").folder) == []
    later = next(kept for kept in kept_versions(library.folder) if kept.version == "2.0.0")
    go_back(library, later, Silent())
    assert first(library) == 20


def test_a_version_is_installed_beside_the_present_one(library, install):
    install("1.0.0", "10")
    install("2.0.0", "20")
    beside = install_beside(library, kept_versions(library.folder)[0], Silent())
    assert (beside.id, beside.version) == ("petit-2025-1101", "1.0.0")
    assert (beside.title_fr, beside.title_en) == (
        "Petit (version du 01/11/2025)",
        "Small (version of 2025-11-01)",
    )
    assert {indicator.package for indicator in beside.indicators} == {"petit-2025-1101"}
    assert all("01/11/2025" in indicator.label_fr for indicator in beside.indicators)
    assert validate(beside.folder) == []
    assert (first(library), first(library, beside.id)) == (20, 10)
    assert library.resolve("petit-2025-1101/bibliotheques", Level.REGION)[1] == 2022


def test_an_id_too_long_for_a_date_is_shortened():
    found = id_beside("a" * 54 + "-" + "b" * 9, "2025-11-01")
    assert found == "a" * 54 + "-2025-1101"
    assert len(found) == 64


def test_a_kept_zip_is_installed_like_any_other_once_nothing_later_is(library, install):
    install("1.0.0", "10")
    install("2.0.0", "20")
    kept = kept_versions(library.folder)[0]
    with pytest.raises(LibraryError, match="later than"):
        library.install(kept.path)
    library.remove("petit")
    assert kept_versions(library.folder) == [kept]  # it outlives the package
    library.install(kept.path)
    assert first(library) == 10


def test_a_kept_version_can_be_removed(library, install):
    install("1.0.0")
    install("2.0.0")
    history.remove_kept(kept_versions(library.folder)[0])
    assert kept_versions(library.folder) == []


def test_a_damaged_zip_is_listed_and_refused(library, install):
    install("1.0.0")
    install("2.0.0")
    kept = kept_versions(library.folder)[0]
    kept.path.write_bytes(b"PK")
    (kept,) = kept_versions(library.folder)
    assert (kept.package, kept.title, kept.created) == (None, "petit", "")
    for act in (go_back, install_beside):
        with pytest.raises(PackageError, match="not a zip"):
            act(library, kept, Silent())
    assert library.package("petit").version == "2.0.0"


@pytest.mark.parametrize(
    ("place", "value"), [(6, 1), (8, 99)], ids=["a password", "a compression of another time"]
)
def test_a_zip_of_another_kind_is_listed(library, install, place, value):
    install("1.0.0")
    install("2.0.0")
    (kept,) = kept_versions(library.folder)
    raw = bytearray(kept.path.read_bytes())
    for start, header in ((b"PK\x03\x04", place), (b"PK\x01\x02", place + 2)):
        at = raw.find(start)
        while at >= 0:
            raw[at + header] = value
            at = raw.find(start, at + 4)
    kept.path.write_bytes(raw)
    (kept,) = kept_versions(library.folder)
    assert (kept.package, kept.title) == (None, "petit")


def test_a_damaged_version_is_not_kept(library, install):
    folder = install("1.0.0").folder
    (folder / "region.csv").write_text("code\n", encoding="utf-8")
    install("2.0.0")
    assert kept_versions(library.folder) == []


def test_what_does_not_look_like_a_version_is_left_aside(library, install):
    install("1.0.0")
    install("2.0.0")
    shelf = library.folder / HISTORY / "petit"
    (shelf / "mine.zip").write_bytes(b"")
    (shelf / "v-12345678.zip").write_bytes(b"")
    (library.folder / HISTORY / "Not An Id").mkdir()
    (shelf / ".x.zip.part").write_bytes(b"")
    assert versions(library) == ["1.0.0"]
    install("3.0.0")
    assert not (shelf / ".x.zip.part").exists()
    assert (shelf / "mine.zip").exists()


def test_an_update_that_cannot_be_kept_is_not_made(library, install, monkeypatch):
    install("1.0.0", "10")

    def full(*_args):
        raise StorageError("full", os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(history, "pack", full)
        with pytest.raises(StorageError):
            install("2.0.0")
    assert library.package("petit").version == "1.0.0"
    install("2.0.0")
    assert versions(library) == ["1.0.0"]
