# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip, built once from the checkout, outside of its build folders."""

from __future__ import annotations

import configparser
import importlib.util
import zipfile

import pytest


@pytest.fixture(scope="session")
def build_zip(root):
    """The packaging tool, as a module."""
    spec = importlib.util.spec_from_file_location("build_zip", root / "tools" / "build_zip.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def archive(build_zip, tmp_path_factory):
    """The plugin's zip."""
    return build_zip.build(output=tmp_path_factory.mktemp("zip"))


@pytest.fixture(scope="session")
def unzipped(archive, tmp_path_factory):
    """The plugin's folder, as QGIS installs it."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder)
    return folder / "atlas_culture_plugin"


@pytest.fixture(scope="session")
def metadata(unzipped):
    """The section ``[general]`` of metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(unzipped / "metadata.txt", encoding="utf-8")
    return parser["general"]
