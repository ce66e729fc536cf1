# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules that plugins.qgis.org applies to an upload, applied before it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

import pytest

REQUIRED = (
    "name",
    "description",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "about",
    "tracker",
    "repository",
    "homepage",
)
FORBIDDEN_PARTS = {"__pycache__", "__MACOSX", ".git", "tests", "build", "dist"}
FORBIDDEN_SUFFIXES = {".pyc", ".ts", ".sh", ".bat", ".exe", ".dll", ".so", ".dylib"}


@pytest.fixture(scope="module")
def names(archive):
    with zipfile.ZipFile(archive) as content:
        return content.namelist()


def test_the_zip_is_sound_and_small_enough(archive):
    assert archive.stat().st_size <= 25_000_000
    with zipfile.ZipFile(archive) as content:
        assert content.testzip() is None


def test_one_folder_that_is_a_python_identifier(names):
    tops = {name.split("/")[0] for name in names}
    assert tops == {"atlas_culture_plugin"}
    assert tops.pop().isidentifier()


def test_no_path_leaves_the_folder(names):
    for name in names:
        assert "\\" not in name
        assert ":" not in name
        assert not name.startswith("/")
        assert ".." not in PurePosixPath(name).parts


def test_nothing_that_users_do_not_need(names):
    for path in map(PurePosixPath, names):
        assert not FORBIDDEN_PARTS & set(path.parts), path
        assert path.suffix not in FORBIDDEN_SUFFIXES, path
        assert not any(part.startswith(".") for part in path.parts), path


def test_no_file_is_there_twice(names):
    assert len(names) == len({name.lower() for name in names})


def test_what_the_site_and_qgis_look_for_is_there(unzipped):
    for name in ("__init__.py", "metadata.txt", "LICENSE", "resources/i18n/atlas_culture_fr.qm"):
        assert (unzipped / name).is_file(), name


def test_the_licence_is_the_gpl(unzipped):
    text = (unzipped / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 2, June 1991" in text


def test_every_module_and_every_data_file_of_the_checkout_is_in(root, unzipped, build_zip):
    expected = {inside for _, inside in build_zip.sources(root)}
    found = {path.relative_to(unzipped) for path in unzipped.rglob("*") if path.is_file()}
    assert found == expected
    assert {path.suffix for path in found} >= {".py", ".qm", ".svg", ".qml", ".gpkg", ".csv", ".json"}


@pytest.mark.parametrize("key", REQUIRED)
def test_required_metadata(metadata, key):
    assert metadata[key].strip()


def test_the_version_is_the_one_in_the_name_of_the_zip_and_in_the_changelog(metadata, archive, root):
    version = metadata["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert archive.name == f"atlas_culture_plugin-{version}.zip"
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", changelog, re.MULTILINE).group(1) == version
    assert metadata["changelog"].startswith(version)


def test_the_version_is_written_nowhere_else(metadata, unzipped):
    version = re.escape(metadata["version"])
    for path in unzipped.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(rf"(?i)version\w*\s*=\s*[\"']{version}[\"']", text), path


def test_metadata_that_the_site_refuses_or_warns_about(metadata, unzipped):
    assert metadata["qgisMinimumVersion"] == "3.40"
    assert metadata["qgisMaximumVersion"] == "4.99"
    assert "supportsQt6" not in metadata
    assert metadata["hasProcessingProvider"] == "yes"
    assert "/" not in metadata["author"]
    assert "plugin" not in metadata["name"].lower()
    assert metadata["category"] in {"Raster", "Vector", "Database", "Mesh", "Web"}
    assert (unzipped / metadata["icon"]).is_file()


@pytest.mark.parametrize("key", ["tracker", "repository", "homepage"])
def test_links_are_public_addresses(metadata, key):
    assert re.fullmatch(r"https://[\w.-]+\.[a-z]+/\S+", metadata[key])
    assert "example" not in metadata[key]


def test_english_and_french_texts(metadata):
    for key in ("name", "description", "about"):
        assert metadata[f"{key}[fr]"].strip()
    assert metadata["description"].isascii()
    assert len(metadata["description"]) <= 120


def test_the_dependencies_are_told(metadata):
    assert "pandas" in metadata["about"]
    assert "Python package" in metadata["about"]


def run(*command, cwd):
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_bandit_finds_nothing(unzipped):
    result = run("bandit", "-q", "-r", "-f", "json", ".", cwd=unzipped)
    report = json.loads(result.stdout)
    assert report["results"] == []
    assert report["errors"] == []
    assert report["metrics"]["_totals"]["loc"] > 500


def secrets_in(folder):
    # The boundaries are binary, and take most of the time.
    result = run("detect_secrets", "scan", "--all-files", "--exclude-files", r"\.gpkg$", ".", cwd=folder)
    return json.loads(result.stdout)["results"]


def test_detect_secrets_finds_nothing(unzipped):
    assert secrets_in(unzipped) == {}


def test_detect_secrets_would_find_one(tmp_path):
    tmp_path.joinpath("a.json").write_text('{"sha256": "' + "0f1e2d3c4b5a6978" * 4 + '"}', encoding="utf-8")
    assert secrets_in(tmp_path) != {}


def test_the_code_is_ready_for_qt6(unzipped):
    ignored = "QGS105,QGS201,QGS202"  # see the Makefile
    result = run("flake8", "--isolated", "--select", "QGS", "--extend-ignore", ignored, ".", cwd=unzipped)
    assert (result.returncode, result.stdout) == (0, "")
