# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests of the core: they must pass on any Python, without QGIS."""

from __future__ import annotations

import os
import sys

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_qgis():
    """Fail if a test of the core brought QGIS in (Qt itself may come with pytest-qt)."""
    yield
    intruders = {"qgis"} & {name.partition(".")[0] for name in sys.modules}
    if intruders:
        pytest.fail(f"the unit tests imported {sorted(intruders)}")


def pytest_report_header():
    """Say in the log which of the two runs this is."""
    return f"pandas made absent: {os.environ.get('ATLAS_WITHOUT_PANDAS') == '1'}"
