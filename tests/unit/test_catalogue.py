# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import edit, sample, snapshot

from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.catalogue import Catalogue, merge, read_catalogue
from atlas_culture_plugin.core.checksums import sha256
from atlas_culture_plugin.core.errors import (
    CatalogueError,
    DownloadError,
    LibraryError,
    PackageError,
)
from atlas_culture_plugin.core.install import DOWNLOAD_SHARE, install_from
from atlas_culture_plugin.core.library import DOWNLOADS, Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import pack
from atlas_culture_plugin.core.progress import Silent

DIGEST = "0" * 64


def entry(**values):
    return {
        "id": "petit",
        "version": "1.0.0",
        "title": {"fr": "Petit", "en": "Small"},
        "description": {"fr": "Un essai", "en": "A trial"},
        "cog_year": 2026,
        "levels": ["commune", "region"],
        "licence": "Licence Ouverte 2.0",
        **values,
    }


def write(folder, *entries, **values):
    path = folder / "catalogue.json"
    path.write_text(json.dumps({"format": 1, "packages": list(entries), **values}), encoding="utf-8")
    return path


def test_an_entry_is_read_with_its_texts_in_both_languages(tmp_path):
    found = read_catalogue(write(tmp_path, entry(size=12))).entry("petit")
    assert (found.version, found.cog_year, found.size, found.url) == ("1.0.0", 2026, 12, "")
    assert found.levels == (Level.REGION, Level.COMMUNE)
    assert (found.title, found.description) == ("Small", "A trial")
    i18n.set_translator(None, "fr")
    try:
        assert (found.title, found.description) == ("Petit", "Un essai")
    finally:
        i18n.set_translator(None)


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("https://example.org/a.zip", "", "https://example.org/a.zip"),
        ("a.zip", "https://example.org/data/catalogue.json", "https://example.org/data/a.zip"),
        ("../a.zip", "https://example.org/data/c.json", "https://example.org/a.zip"),
        ("/a.zip", "http://example.org/data/c.json", "http://example.org/a.zip"),
        ("a.zip", "", "{folder}/a.zip"),
    ],
)
def test_addresses_are_resolved(tmp_path, url, base, expected):
    catalogue = read_catalogue(write(tmp_path, entry(url=url, sha256=DIGEST)), base)
    assert catalogue.entries[0].url == expected.format(folder=tmp_path)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"id": "../x"}, "id: expected"),
        ({"version": "1"}, "semantic version"),
        ({"title": "Petit"}, "title: expected an object"),
        ({"levels": "commune"}, "a list of texts"),
        ({"cog_year": "2026"}, '"cog_year"'),
        ({"licence": ""}, '"licence" is missing'),
        ({"url": "a.zip"}, '"sha256" is missing'),
        ({"url": "a.zip", "sha256": "abc"}, "64 hexadecimal"),
        ({"url": "file:///etc/passwd", "sha256": DIGEST}, "url: expected"),
        ({"url": "ftp://example.org/a.zip", "sha256": DIGEST}, "url: expected"),
        ({"url": "http://[::1/a.zip", "sha256": DIGEST}, "url: expected"),
        ({"url": "../a.zip", "sha256": DIGEST}, "url: expected"),
        ({"url": "/etc/a.zip", "sha256": DIGEST}, "url: expected"),
        ({"size": -1}, '"size"'),
    ],
)
def test_a_broken_entry_is_refused_with_a_sentence(tmp_path, change, expected):
    with pytest.raises(CatalogueError) as error:
        read_catalogue(write(tmp_path, entry(**change)))
    assert expected in error.value.sentence
    assert "catalogue.json" in error.value.sentence


def test_a_catalogue_from_the_web_cannot_name_a_file_of_this_machine(tmp_path):
    with pytest.raises(CatalogueError, match="url: expected"):
        read_catalogue(
            write(tmp_path, entry(url="file:///a.zip", sha256=DIGEST)), "https://example.org/c.json"
        )


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "<html>", '{"format": 2, "packages": []}', '{"packages": []}', "\xff"]
)
def test_what_is_no_catalogue_is_refused(tmp_path, text):
    (tmp_path / "c.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(CatalogueError, match=r"c\.json"):
        read_catalogue(tmp_path / "c.json")


def test_a_missing_catalogue_is_told(tmp_path):
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(tmp_path / "c.json")


def test_an_empty_catalogue_is_a_catalogue(tmp_path):
    assert read_catalogue(write(tmp_path)).entries == ()


def test_the_same_package_twice_in_one_catalogue_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match='"petit" is there 2 times'):
        read_catalogue(write(tmp_path, entry(), entry()))


def test_an_unknown_package_is_told_with_those_that_exist(tmp_path):
    with pytest.raises(CatalogueError, match=r'"grand" is not in the catalogue\. It has: petit'):
        read_catalogue(write(tmp_path, entry())).entry("grand")


@given(versions=st.lists(st.sampled_from(["0.9.0", "1.0.0-rc.1", "1.0.0", "1.9.0", "1.10.0"]), min_size=1))
def test_merging_keeps_the_highest_version(tmp_path_factory, versions):
    folder = tmp_path_factory.getbasetemp()
    base = read_catalogue(write(folder, entry())).entries[0]
    merged = merge(Catalogue((replace(base, version=version),)) for version in versions)
    order = ["0.9.0", "1.0.0-rc.1", "1.0.0", "1.9.0", "1.10.0"]
    assert [found.version for found in merged.entries] == [max(versions, key=order.index)]


class Watcher(Silent):
    def __init__(self):
        self.fractions = []

    def set_fraction(self, fraction):
        self.fractions.append(fraction)


class Fetcher:
    """Stands for the network: copies a file, checking what it is asked to check."""

    def __init__(self, source):
        self.source = source
        self.calls = []

    def __call__(self, url, target, digest):
        self.calls.append((url, target, digest))
        if digest and sha256(self.source) != digest:
            raise DownloadError("not the file announced")
        return shutil.copyfile(self.source, target)


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library", tmp_path / "embedded")


@pytest.fixture
def archive(tmp_path):
    return pack(sample(tmp_path / "src").folder, tmp_path / "petit.zip")


def install(source, library, catalogue=None, fetch=None, progress=None):
    return install_from(
        source, library, catalogue=catalogue, fetch=fetch or Fetcher(None), progress=progress or Silent()
    )


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_a_path_is_installed(library, archive, tmp_path, kind):
    source = archive if kind == "zip" else tmp_path / "src" / "petit"
    assert install(f" {source} ", library).version == "1.0.0"


def test_an_address_is_downloaded_and_installed(library, archive):
    fetch, watcher = Fetcher(archive), Watcher()
    package = install("HTTPS://example.org/a/Petit%20paquet.zip?x=1", library, fetch=fetch, progress=watcher)
    assert package.id == "petit"
    ((url, target, digest),) = fetch.calls
    assert (url, digest) == ("HTTPS://example.org/a/Petit%20paquet.zip?x=1", "")
    assert target.parent == library.folder / DOWNLOADS
    assert target.name.endswith("-Petit-paquet.zip")
    assert not target.exists()
    assert min(watcher.fractions) >= DOWNLOAD_SHARE
    assert watcher.fractions[-1] == pytest.approx(1)


def test_an_id_is_downloaded_with_its_checksum(library, archive, tmp_path):
    fetch = Fetcher(archive)
    found = read_catalogue(write(tmp_path, entry(url="https://example.org/p.zip", sha256=sha256(archive))))
    assert install("petit", library, found, fetch).id == "petit"
    assert fetch.calls[0][2] == sha256(archive)


def test_the_same_download_is_always_the_same_file_so_that_it_resumes(library, archive, tmp_path):
    found = read_catalogue(write(tmp_path, entry(url="https://example.org/p.zip", sha256=DIGEST)))
    fetch = Fetcher(archive)
    for _ in range(2):
        with pytest.raises(DownloadError):
            install("petit", library, found, fetch)
    assert fetch.calls[0] == fetch.calls[1]
    assert library.installed_ids() == []


def test_an_address_that_serves_another_package_is_refused(library, tmp_path):
    other = pack(sample(tmp_path / "o", package_id="autre").folder, tmp_path / "o.zip")
    found = read_catalogue(write(tmp_path, entry(url="https://example.org/p.zip", sha256=sha256(other))))
    with pytest.raises(PackageError, match='"petit" is in fact "autre"'):
        install("petit", library, found, Fetcher(other))
    assert library.installed_ids() == []
    assert not list((library.folder / DOWNLOADS).glob("*.zip"))


def test_a_file_beside_the_catalogue_is_verified_and_installed(library, archive, tmp_path):
    good = read_catalogue(write(tmp_path, entry(url="petit.zip", sha256=sha256(archive))))
    bad = read_catalogue(write(tmp_path, entry(url="petit.zip", sha256=DIGEST)))
    with pytest.raises(DownloadError, match="SHA-256 differs"):
        install("petit", library, bad)
    assert install("petit", library, good).id == "petit"


def test_the_embedded_package_is_installed_from_the_plugin(library, tmp_path):
    found = read_catalogue(write(tmp_path, entry()))
    with pytest.raises(LibraryError, match="gives no address"):
        install("petit", library, found)
    embedded = sample(library.embedded).folder
    before = snapshot(embedded)
    package = install("petit", library, found)
    assert package.folder.is_relative_to(library.folder)
    assert snapshot(package.folder) == snapshot(embedded) == before


@pytest.mark.parametrize(
    ("source", "error", "expected"),
    [
        ("", PackageError, "No package was given"),
        ("  ", PackageError, "No package was given"),
        ("absent.zip", PackageError, "There is no file or folder"),
        ("folder/absent", PackageError, "There is no file or folder"),
        ("absent", CatalogueError, "not in the catalogue"),
        ("a" * 5000, CatalogueError, "not in the catalogue"),
        ("/" + "a" * 5000, PackageError, "There is no file or folder"),
        ("~nobody-has-this-name/a.zip", PackageError, "There is no file or folder"),
    ],
)
def test_a_source_that_means_nothing_is_told(library, source, error, expected):
    with pytest.raises(error, match=expected):
        install(source, library)
    assert not library.folder.exists() or library.installed_ids() == []


def test_a_refused_update_keeps_the_old_version(library, archive, tmp_path):
    install(str(archive), library)
    broken = edit(sample(tmp_path / "n", "2.0.0").folder, lambda d: d.pop("version"))
    zipped = pack(broken, tmp_path / "n.zip")
    with pytest.raises(PackageError):
        install("https://example.org/n.zip", library, fetch=Fetcher(zipped))
    assert library.package("petit").version == "1.0.0"
