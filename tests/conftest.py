# SPDX-License-Identifier: GPL-2.0-or-later
"""What every suite shares: a folder for a library, and pandas that can be made absent."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# The language of the machine is that of what the plugin prints: the tests read English.
os.environ["LC_ALL"] = "C.UTF-8"

# A shared machine is slow at times: a rule that holds is not broken by a late answer.
settings.register_profile("atlas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("atlas")


class NoPandas:
    """Import hook of a machine without pandas."""

    def find_spec(self, name, path=None, target=None):
        """Refuse pandas and what is in it; leave the rest to the next finder."""
        if name.partition(".")[0] == "pandas":
            raise ModuleNotFoundError("No module named 'pandas' (ATLAS_WITHOUT_PANDAS)", name="pandas")


if os.environ.get("ATLAS_WITHOUT_PANDAS") == "1":
    if "pandas" in sys.modules:
        raise pytest.UsageError("pandas was imported before it could be made absent")
    sys.meta_path.insert(0, NoPandas())


@pytest.fixture(scope="session")
def root():
    """The checkout."""
    return ROOT


@pytest.fixture
def library_folder(tmp_path):
    """An empty folder for a library, never the profile's."""
    folder = tmp_path / "library"
    folder.mkdir()
    return folder
