# SPDX-License-Identifier: GPL-2.0-or-later
"""The library and the catalogue in one list."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.catalogue import Catalogue, CatalogueEntry
from atlas_culture_plugin.core.install import download_path
from atlas_culture_plugin.core.inventory import State, announced, inventory
from atlas_culture_plugin.core.library import CURRENT, Library
from atlas_culture_plugin.core.model import Level
from tests.unit.samples import sample

URL = "https://example.org/a.zip"


def entry(package_id="petit", version="1.0.0", url=URL, size=123):
    levels = (Level.REGION,)
    return CatalogueEntry(
        package_id, "Petit", "Small", "", "", version, 2026, levels, size, "Licence", url, "0" * 64
    )


@pytest.fixture
def library(tmp_path):
    embedded = tmp_path / "embedded"
    sample(embedded, "1.0.0", "inclus")
    return Library(tmp_path / "library", embedded)


def rows(library, *entries):
    return {row.id: row for row in inventory(library, Catalogue(entries))}


def test_the_catalogue_comes_first_in_its_order(library):
    found = inventory(library, Catalogue((entry("zoo"), entry("abc"))))
    assert [row.id for row in found] == ["zoo", "abc", "inclus"]


def test_the_embedded_package_is_there_and_stays(library):
    row = rows(library)["inclus"]
    assert (row.state, row.removable, row.version, row.new_version) == (State.EMBEDDED, False, "1.0.0", "")
    assert row.size == sum(path.stat().st_size for path in row.package.folder.rglob("*") if path.is_file())


def test_what_the_catalogue_announces_is_available(library):
    row = rows(library, entry())["petit"]
    assert (row.state, row.version, row.new_version, row.size) == (State.AVAILABLE, "", "1.0.0", 123)


@pytest.mark.parametrize(
    ("version", "state", "new"),
    [("1.0.1", State.UPDATE, "1.0.1"), ("1.0.0", State.INSTALLED, ""), ("0.9.0", State.INSTALLED, "")],
)
def test_only_a_later_version_is_an_update(library, tmp_path, version, state, new):
    library.install(sample(tmp_path).folder)
    row = rows(library, entry(version=version))["petit"]
    assert (row.state, row.new_version, row.version, row.removable) == (state, new, "1.0.0", True)


def test_an_installed_copy_of_the_embedded_package_can_be_removed(library, tmp_path):
    library.install(sample(tmp_path, "1.1.0", "inclus").folder)
    row = rows(library)["inclus"]
    assert (row.state, row.version, row.removable) == (State.INSTALLED, "1.1.0", True)


def test_an_older_copy_than_the_embedded_package_can_be_removed_too(library, tmp_path):
    library.install(sample(tmp_path, "0.9.0", "inclus").folder)
    row = rows(library)["inclus"]
    assert (row.state, row.version, row.removable) == (State.EMBEDDED, "1.0.0", True)


def test_a_stopped_download_is_paused(library):
    target = download_path(library, URL, "0" * 64)
    target.parent.mkdir(parents=True)
    target.with_name(target.name + ".part").write_bytes(b"x" * 40)
    row = rows(library, entry())["petit"]
    assert (row.state, row.partial) == (State.PAUSED, 40)


def test_a_damaged_package_is_listed_with_its_sentence(library, tmp_path):
    library.install(sample(tmp_path).folder)
    (library.folder / "petit" / CURRENT).write_text("nowhere", encoding="utf-8")
    for found in (rows(library)["petit"], rows(library, entry())["petit"]):
        assert (found.state, found.removable) == (State.BROKEN, True)
        assert "petit" in found.problem
    assert rows(library)["petit"].title == "petit"


def test_the_catalogue_is_listed_when_the_library_cannot_be_read(library):
    assert [row.state for row in announced(library, Catalogue((entry(),)))] == [State.AVAILABLE]
