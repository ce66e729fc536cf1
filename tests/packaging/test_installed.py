# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip, installed in a fresh profile of a real QGIS that knows nothing of the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

ALGORITHMS = ("installpackage", "listindicators", "loadindicator", "joinindicators")

pytestmark = pytest.mark.skipif(shutil.which("qgis_process") is None, reason="QGIS is not installed")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The home folder of somebody who never ran QGIS."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def installed(unzipped, home):
    """The plugin, unzipped in the default profile."""
    plugins = home / "qgis" / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    return shutil.copytree(unzipped, plugins / unzipped.name)


@pytest.fixture(scope="module")
def qgis_process(installed, home):
    """Run ``qgis_process`` where the plugin was just installed and enabled."""
    # Neither the checkout nor the development environment may help.
    environment = {
        key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}
    }
    environment |= {
        "HOME": str(home),
        "QGIS_CUSTOM_CONFIG_PATH": str(home / "qgis"),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(home),
        "LANG": "C.UTF-8",
    }

    def run(*arguments):
        return subprocess.run(
            ["qgis_process", *map(str, arguments)],
            cwd=home,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )

    enabled = run("plugins", "enable", installed.name)
    if enabled.returncode != 0:
        pytest.fail(f"the plugin cannot be enabled:\n{enabled.stdout}\n{enabled.stderr}")
    return run


def traceback_in(result):
    """Whether Python failed somewhere, whatever the exit code."""
    return "Traceback" in result.stdout + result.stderr


def test_the_provider_is_listed_with_its_algorithms(qgis_process):
    result = qgis_process("--json", "list")
    assert not traceback_in(result), result.stdout + result.stderr
    listed = json.loads(result.stdout)["providers"]["atlasculture"]
    assert set(listed["algorithms"]) >= {f"atlasculture:{name}" for name in ALGORITHMS}


def test_the_embedded_package_is_found_in_the_installed_plugin(qgis_process, tmp_path):
    output = tmp_path / "indicators.json"
    result = qgis_process("--json", "run", "atlasculture:listindicators", "--", f"OUTPUT={output}")
    assert result.returncode == 0, result.stdout + result.stderr
    indicators = json.loads(output.read_text(encoding="utf-8"))
    assert len(indicators) == json.loads(result.stdout)["results"]["COUNT"]
    assert {"atlas-essentiel"} == {indicator["package"] for indicator in indicators}


def test_the_boundaries_are_found_in_the_installed_plugin(qgis_process, tmp_path):
    listed = tmp_path / "indicators.json"
    qgis_process("run", "atlasculture:listindicators", "--", f"OUTPUT={listed}")
    indicator = next(
        found for found in json.loads(listed.read_text(encoding="utf-8")) if "region" in found["levels"]
    )
    output = tmp_path / "layer.gpkg"
    result = qgis_process(
        "run",
        "atlasculture:loadindicator",
        "--",
        f"INDICATOR={indicator['id']}",
        "LEVEL=region",
        f"OUTPUT={output}",
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert not traceback_in(result), result.stderr
    assert output.is_file()


def test_the_installed_plugin_is_never_written_to(qgis_process, installed, unzipped, tmp_path):
    """An update replaces the plugin's folder: nothing of the user may live there."""
    result = qgis_process("run", "atlasculture:listindicators", "--", f"OUTPUT={tmp_path / 'a.json'}")
    assert result.returncode == 0
    kept = {path.relative_to(unzipped) for path in unzipped.rglob("*") if path.is_file()}
    found = {
        path.relative_to(installed)
        for path in installed.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found == kept
