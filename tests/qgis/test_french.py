# SPDX-License-Identifier: GPL-2.0-or-later
"""The compiled translation, as Qt reads it."""

from __future__ import annotations

import importlib.util

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.model import Level


@pytest.fixture(scope="module")
def written():
    """Translations of the .ts file."""
    spec = importlib.util.spec_from_file_location("translations", paths.root() / "tools" / "translations.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool.read_ts()


def test_qt_gives_every_translation_of_the_ts(french, written):
    assert written
    assert {source: i18n.tr(source) for source in written} == written


def test_the_interface_and_the_texts_of_the_data_are_in_french(french):
    assert Level.REGION.label == "Régions"
    assert i18n.language() == "fr"


def test_the_source_language_is_back_afterwards():
    assert Level.REGION.label == "Regions"
    assert i18n.language() == "en"
