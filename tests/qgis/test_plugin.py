# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin started and unloaded as QGIS does, and what it brings in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import time

import pytest
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QDialog

from atlas_culture_plugin import classFactory
from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.plugin import user_language
from atlas_culture_plugin.processing.base import help_text

PROJECT_SIGNALS = (
    "readProject", "projectSaved", "cleared", "layersAdded", "layersRemoved", "layersWillBeRemoved",
    "homePathChanged", "fileNameChanged", "aboutToBeCleared", "writeProject",
)  # fmt: skip


def settle():
    """Let Qt delete what was handed to ``deleteLater``."""
    for _twice in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def inventory(iface):
    """Everything that a plugin may leave behind."""
    project, registry = QgsProject.instance(), QgsApplication.processingRegistry()
    window = iface.mainWindow()
    return {
        "children": len(window.children()),
        "actions": sorted(action.objectName() for action in window.actions()),
        "providers": sorted(provider.id() for provider in registry.providers()),
        "signals": {
            name: project.receivers(getattr(project, name))
            for name in PROJECT_SIGNALS
            if hasattr(project, name)
        },
        "tasks": QgsApplication.taskManager().count(),
        "registry": registry.receivers(registry.providerAdded),
        "threads": QgsApplication.instance().receivers(QgsApplication.instance().aboutToQuit),
        "translation": i18n.tr("Value"),
        "application": len(QCoreApplication.instance().children()),
        "top": sorted(type(widget).__name__ for widget in QgsApplication.topLevelWidgets()),
    }


def start_and_stop(iface, shows_dock):
    plugin = classFactory(iface)
    plugin.initGui()
    assert QgsApplication.processingRegistry().providerById("atlasculture") is not None
    if shows_dock:
        plugin._action.setChecked(True)
        assert plugin.dock is not None
        plugin._compare.setChecked(True)
        assert plugin.comparing is not None
        settle()
    plugin.unload()
    settle()
    # A task that was cancelled ends at its next look at the cancellation.
    deadline = time.monotonic() + 10
    while QgsApplication.taskManager().count() and time.monotonic() < deadline:
        settle()


@pytest.mark.parametrize("shows_dock", [False, True])
def test_twenty_starts_leave_nothing_behind(qgis_iface, qgis_processing, qgis_new_project, shows_dock):
    start_and_stop(qgis_iface, shows_dock)  # what QGIS itself makes once and keeps
    before = inventory(qgis_iface)
    for _time in range(20):
        start_and_stop(qgis_iface, shows_dock)
    assert inventory(qgis_iface) == before


def test_unloading_closes_what_the_comparison_opened(qgis_iface, qgis_processing, qgis_new_project, qtbot):
    plugin = classFactory(qgis_iface)
    plugin.initGui()
    plugin._compare.setChecked(True)
    dock = plugin.comparing
    qtbot.waitUntil(dock.is_ready, timeout=60_000)
    dock.add(["REG-53"])
    qtbot.waitUntil(lambda: dock.comparison is not None, timeout=60_000)
    for ask in (dock.links.choose_indicators, dock.links.choose_similar, dock.outputs.choose_file):
        ask()
    dock.outputs.open_portraits()
    assert len(qgis_iface.mainWindow().findChildren(QDialog)) >= 4
    plugin.unload()
    settle()
    assert qgis_iface.mainWindow().findChildren(QDialog) == []


def test_unloading_twice_or_before_starting_is_harmless(qgis_iface, qgis_processing):
    plugin = classFactory(qgis_iface)
    plugin.unload()
    plugin.initGui()
    plugin.unload()
    plugin.unload()


def test_the_provider_is_complete_while_the_plugin_runs(plugin):
    provider = QgsApplication.processingRegistry().providerById("atlasculture")
    names = sorted(algorithm.name() for algorithm in provider.algorithms())
    assert names == [
        "buildpackage",
        "compareterritories",
        "crossindicators",
        "evolution",
        "exportmap",
        "exportportraits",
        "exportseries",
        "importtable",
        "installpackage",
        "joinindicators",
        "listindicators",
        "loadindicator",
        "loadplaces",
        "similarterritories",
        "updateboundaries",
    ]
    for algorithm in provider.algorithms():
        assert len(algorithm.shortHelpString()) > 500
        assert not algorithm.icon().isNull()
    assert provider.defaultVectorFileExtension(True) == "gpkg"


def test_french_help_keeps_punctuation_on_the_line_of_its_word(plugin, french):
    for algorithm in QgsApplication.processingRegistry().providerById("atlasculture").algorithms():
        document = QTextDocument()
        document.setHtml(algorithm.shortHelpString())
        shown = document.toRawText()
        codes = re.findall(r"`([^`]*)`", help_text(algorithm.name()))
        for code in sorted(codes, key=len, reverse=True):
            shown = shown.replace(code, "")
        assert re.findall(r".{20} [:;!?»]|« .{20}", shown) == []
        assert "\u00a0:" in shown, algorithm.name()


STARTED = """
    import sys
    sockets = []
    sys.addaudithook(lambda event, _args: sockets.append(event) if event.startswith("socket.") else None)
    before = set(sys.modules)
    from qgis.core import QgsApplication
    application = QgsApplication([], {gui})
    application.initQgis()
    if {gui}:
        from qgis.PyQt.QtWidgets import QMainWindow
        class Desktop:  # what a plugin gets of QGIS, without the application around it
            window = QMainWindow()
            def mainWindow(self):
                return self.window
            def __getattr__(self, name):
                return lambda *arguments: None
        iface = Desktop()
    ours = set(sys.modules)
    from atlas_culture_plugin import classFactory
    plugin = classFactory(iface if {gui} else None)
    plugin.initGui() if {gui} else plugin.initProcessing()
    heavy = ("pandas", "requests", "urllib3", "ssl", "matplotlib", "scipy")
    print("heavy:", sorted(name for name in set(sys.modules) - ours if name in heavy))
    gui = (name for name in sys.modules if name.startswith("atlas_culture_plugin.gui."))
    # The page of the options and the search are registered at once; the dock waits until it is shown.
    registered = {{f"atlas_culture_plugin.gui.{{name}}" for name in ("settings", "locator")}}
    print("gui:", sorted(set(gui) - registered))
    print("sockets:", sockets, flush=True)
    import os
    os._exit(0)
"""


@pytest.mark.parametrize("gui", [False, True])
def test_starting_brings_in_nothing_heavy_and_opens_no_socket(root, tmp_path, gui):
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path),
    }
    command = [sys.executable, "-c", textwrap.dedent(STARTED).format(gui=gui)]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.splitlines()[-3:] == ["heavy: []", "gui: []", "sockets: []"], done.stdout + done.stderr


@pytest.mark.parametrize(
    ("override", "chosen", "expected"), [(True, "fr", "fr"), (True, "fr_FR", "fr"), (False, "fr", "en")]
)
def test_without_a_window_the_language_is_that_of_the_profile_then_of_the_system(override, chosen, expected):
    store = QgsSettings()
    assert not QgsApplication.instance().translation()
    store.setValue("locale/overrideFlag", override)
    store.setValue("locale/userLocale", chosen)
    try:
        assert user_language() == expected
    finally:
        store.remove("locale/overrideFlag")
        store.remove("locale/userLocale")
