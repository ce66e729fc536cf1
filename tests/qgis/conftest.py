# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the tests that run inside QGIS."""

from __future__ import annotations

import subprocess
import sys

import pytest
from qgis.core import QgsApplication, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.library import Library


class RecordingFeedback(QgsProcessingFeedback):
    """Processing feedback that remembers what it was told."""

    def __init__(self):
        super().__init__(logFeedback=False)
        self.infos = []
        self.warnings = []
        self.errors = []
        self.progresses = []
        self.progressChanged.connect(self.progresses.append)

    def pushInfo(self, info):
        self.infos.append(info)

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


@pytest.fixture
def project(qgis_new_project):
    """The project of QGIS, new, and empty again afterwards."""
    project = QgsProject.instance()
    yield project
    project.clear()


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library with nothing but the package that comes with the plugin."""
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the level files are built, once for all the tests of a file."""
    return tmp_path_factory.mktemp("levels")


@pytest.fixture
def recording_feedback():
    """A feedback whose messages the test reads."""
    return RecordingFeedback()


@pytest.fixture(scope="session", autouse=True)
def _projections(qgis_app):
    """What the plugin does when QGIS loads it, for the tests that do not."""
    from atlas_culture_plugin.gis.projections import hold

    hold()


@pytest.fixture
def provider(qgis_processing):
    """The provider ``atlasculture``, in the registry for the time of the test."""
    from atlas_culture_plugin.processing.provider import AtlasCultureProvider

    registry = QgsApplication.processingRegistry()
    added = AtlasCultureProvider()
    if not registry.addProvider(added):
        pytest.fail("the provider atlasculture was refused: one is left over from another test")
    yield added
    registry.removeProvider("atlasculture")


@pytest.fixture(scope="session")
def qm_file():
    """The compiled French translation."""
    path = paths.resources("i18n", "atlas_culture_fr.qm")
    if not path.is_file():
        compiler = paths.root() / "tools" / "translations.py"
        subprocess.run([sys.executable, str(compiler), "compile"], check=True)
    return path


@pytest.fixture
def french(qm_file, qgis_app):
    """The interface in French for the time of the test."""
    translator = QTranslator()
    if not translator.load(str(qm_file)):
        pytest.fail(f"Qt cannot read {qm_file}")
    QCoreApplication.installTranslator(translator)
    i18n.set_translator(lambda text: QCoreApplication.translate(i18n.CONTEXT, text), "fr")
    yield translator
    i18n.set_translator(None)
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def plugin(qgis_iface, qgis_processing, qgis_new_project):
    """The plugin, started as QGIS starts it, and unloaded."""
    from atlas_culture_plugin import classFactory

    started = classFactory(qgis_iface)
    started.initGui()
    yield started
    started.unload()
