# SPDX-License-Identifier: GPL-2.0-or-later
"""The packaging tool on a small checkout of its own."""

from __future__ import annotations

import os
import zipfile

import pytest


@pytest.fixture
def checkout(tmp_path, build_zip, monkeypatch):
    """A checkout with one wanted file a folder, and a good deal of litter."""
    folder = tmp_path / "checkout"
    for name in (
        "atlas_culture_plugin/__init__.py",
        "atlas_culture_plugin/core/model.py",
        "atlas_culture_plugin/core/__pycache__/model.pyc",
        "atlas_culture_plugin/.hidden",
        "LICENSE",
        "CHANGELOG.md",
        "resources/i18n/fr.ts",
        "resources/i18n/fr.qm",
        "styles/a.qml",
        "styles/a.qml~",
        "data/b.gpkg",
        "data/b.gpkg-wal",
        "data/.DS_Store",
        "tests/test_a.py",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (folder / "metadata.txt").write_text("[general]\nversion=1.2.3\nabout=100 % free\n", encoding="utf-8")
    os.utime(folder / "resources/i18n/fr.ts", (1, 1))
    return folder


def test_wanted_files_only_in_order_and_without_dates(checkout, build_zip, tmp_path):
    archive = build_zip.build(checkout, tmp_path)
    assert archive == tmp_path / "dist" / "atlas_culture_plugin-1.2.3.zip"
    with zipfile.ZipFile(archive) as content:
        assert content.namelist() == [
            f"atlas_culture_plugin/{name}"
            for name in (
                "CHANGELOG.md",
                "LICENSE",
                "__init__.py",
                "core/model.py",
                "data/b.gpkg",
                "metadata.txt",
                "resources/i18n/fr.qm",
                "styles/a.qml",
            )
        ]
        assert {entry.date_time for entry in content.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in content.infolist()} == {0o100644}


def test_the_same_files_give_the_same_bytes(checkout, build_zip, tmp_path):
    first = build_zip.build(checkout, tmp_path / "first").read_bytes()
    clone = tmp_path / "clone"
    for path in sorted((path for path in checkout.rglob("*") if path.is_file()), reverse=True):
        copy = clone / path.relative_to(checkout)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        copy.chmod(0o700)
        os.utime(copy, (2_000_000_000, 2_000_000_000))
    assert build_zip.build(clone, tmp_path / "second").read_bytes() == first


def test_what_left_the_checkout_leaves_the_zip(checkout, build_zip, tmp_path):
    build_zip.build(checkout, tmp_path)
    (checkout / "styles/a.qml").unlink()
    with zipfile.ZipFile(build_zip.build(checkout, tmp_path)) as content:
        assert "atlas_culture_plugin/styles/a.qml" not in content.namelist()


@pytest.mark.parametrize("stale", [True, False])
def test_a_translation_absent_or_older_than_its_source_is_refused(checkout, build_zip, tmp_path, stale):
    qm = checkout / "resources/i18n/fr.qm"
    if stale:
        os.utime(qm, (0, 0))
    else:
        qm.unlink()
    with pytest.raises(build_zip.BuildError, match=r"fr\.ts is not compiled"):
        build_zip.build(checkout, tmp_path)


@pytest.mark.parametrize("version", ["1.2", "v1.2.3", "1.2.3-beta", ""])
def test_a_version_that_the_site_would_sort_wrongly_is_refused(checkout, build_zip, tmp_path, version):
    (checkout / "metadata.txt").write_text(f"[general]\nversion={version}\n", encoding="utf-8")
    with pytest.raises(build_zip.BuildError, match="must look like"):
        build_zip.build(checkout, tmp_path)


def test_a_zip_too_large_for_the_site_is_refused_and_removed(checkout, build_zip, tmp_path):
    (checkout / "data/noise.gpkg").write_bytes(os.urandom(build_zip.SIZE_LIMIT + 1))
    with pytest.raises(build_zip.BuildError, match="the plugin site takes"):
        build_zip.build(checkout, tmp_path)
    assert list((tmp_path / "dist").iterdir()) == []
