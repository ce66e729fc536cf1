# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:installpackage``: from a file, a folder, a catalogue or an address."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from tests.unit.http_server import FileServer, Route
from tests.unit.samples import sample, snapshot


@pytest.fixture
def install(provider, library_folder, recording_feedback):
    from qgis import processing

    def run(source, **more):
        parameters = {"SOURCE": str(source), "LIBRARY": str(library_folder), **more}
        return processing.run("atlasculture:installpackage", parameters, feedback=recording_feedback)

    return run


@pytest.fixture
def package(tmp_path):
    return sample(tmp_path / "made").folder


@pytest.fixture
def archive(package):
    return Path(shutil.make_archive(str(package), "zip", package.parent, package.name))


def catalogue(path, url, content):
    """A catalogue of one package."""
    entry = {
        "id": "petit", "version": "1.0.0", "title": {"fr": "Petit", "en": "Small"},
        "description": {"fr": "Un essai", "en": "A trial"}, "cog_year": 2026, "levels": ["region", "commune"],
        "size": len(content), "licence": "Licence Ouverte 2.0", "sources": ["Ministère"], "url": url,
        "sha256": hashlib.sha256(content).hexdigest(), "updated": "2025-01-31",
    }  # fmt: skip
    path.write_text(json.dumps({"format": 1, "packages": [entry]}), encoding="utf-8")
    return path


def check(result, library_folder):
    assert (result["PACKAGE"], result["VERSION"]) == ("petit", "1.0.0")
    folder = Path(result["FOLDER"])
    assert folder.is_relative_to(library_folder) and (folder / "datapackage.json").is_file()


def test_a_zip_and_a_folder_are_installed(install, archive, package, library_folder):
    check(install(archive), library_folder)
    check(install(package), library_folder)


def test_what_was_installed_is_usable_at_once(install, archive, library_folder, tmp_path):
    from qgis import processing

    install(archive)
    parameters = {"INDICATOR": "petit/taux", "LEVEL": "region", "LIBRARY": str(library_folder)}
    result = processing.run(
        "atlasculture:loadindicator", {**parameters, "OUTPUT": str(tmp_path / "a.gpkg"), "METHOD": "quantile"}
    )
    layer = QgsVectorLayer(result["OUTPUT"], "x", "ogr")
    states = {feature["code"]: feature["statut"] for feature in layer.getFeatures()}
    assert (states["53"], states["06"], states["11"]) == ("valeur", "valeur", "sans_objet")
    assert states["93"] == "nd"
    assert result["WITHOUT_DATA"] == 15


@pytest.mark.parametrize("is_remote", [False, True])
def test_an_id_is_found_in_the_catalogue(install, archive, library_folder, tmp_path, is_remote):
    content = archive.read_bytes()
    with FileServer() as server:
        server.routes["/petit.zip"] = Route(content)
        path = catalogue(tmp_path / "catalogue.json", server.url("/petit.zip"), content)
        server.routes["/catalogue.json"] = Route(path.read_bytes())
        source = server.url("/catalogue.json") if is_remote else str(path)
        check(install("petit", CATALOGUE=source), library_folder)


def test_an_address_is_downloaded(install, archive, library_folder):
    with FileServer() as server:
        server.routes["/petit.zip"] = Route(archive.read_bytes())
        check(install(server.url("/petit.zip")), library_folder)


@pytest.mark.parametrize(
    "kind", ["missing", "empty", "cut", "not a zip", "other id", "not a catalogue", "404"]
)
def test_what_cannot_be_installed_ends_in_a_sentence_and_what_was_installed_stays(
    install, archive, library_folder, tmp_path, kind
):
    install(archive)
    before = snapshot(library_folder)
    content = archive.read_bytes()
    spoiled, more = tmp_path / "spoiled.zip", {}
    source = str(spoiled)
    if kind in ("empty", "cut", "not a zip"):
        spoiled.write_bytes({"empty": b"", "cut": content[: len(content) // 2]}.get(kind, b"text" * 99))
    elif kind == "other id":
        source = "nowhere"
    elif kind == "not a catalogue":
        source, more = "petit", {"CATALOGUE": str(archive)}
    with FileServer() as server:
        if kind == "404":
            source = server.url("/nowhere.zip")
        with pytest.raises(QgsProcessingException) as caught:
            install(source, **more)
    assert "Unexpected error" not in str(caught.value)
    assert len(str(caught.value)) > 30
    after = snapshot(library_folder)
    assert {name: after.get(name) for name in before} == before
