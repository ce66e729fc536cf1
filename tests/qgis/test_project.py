# SPDX-License-Identifier: GPL-2.0-or-later
"""Projects saved, reopened, moved, and what they keep of the plugin."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import NULL, QgsPalLayerSettings, QgsProject, QgsVectorLayerSimpleLabeling
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import StorageError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layers, project
from atlas_culture_plugin.gis.looks import look_of
from tests.package_figures import expected

REQUEST = MapRequest("part_ae", Level.EPCI, within="REG-53")


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library", paths.data("packages"))


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "Études d'été"
    folder.mkdir()
    return folder


@pytest.fixture
def current(qgis_new_project):
    yield QgsProject.instance()
    QgsProject.instance().clear()


def add(library, folder, request=REQUEST):
    """Add a map whose level file lies in a folder."""
    layer = layers.create_layer(layers.build_map(library, territories(), request, folder, Silent()))
    layers.add_to_project(layer, QgsProject.instance())
    return layer


def restyle(layer):
    """Make the outline magenta, as a user would."""
    renderer = layer.renderer().clone()
    for row, item in enumerate(renderer.ranges()):
        symbol = item.symbol().clone()
        symbol.symbolLayer(0).setStrokeColor(QColor("#ff00ff"))
        renderer.updateRangeSymbol(row, symbol)
    layer.setRenderer(renderer)


def outline_color(layer):
    look = look_of(layer.renderer().clone())
    return look.value.symbolLayer(0).strokeColor().name()


def described(layer):
    """All that must come back."""
    fields = layer.fields()
    rows = {}
    for feature in layer.getFeatures():
        rows[feature["code"]] = [
            None if feature[name] == NULL else feature[name] for name in ("valeur", "statut", "classe")
        ]
    return {
        "rows": rows,
        "aliases": [layer.attributeAlias(fields.lookupField(name)) for name in ("code", "nom", "valeur")],
        "request": layers.request_of(layer),
        "subset": layer.subsetString(),
        "labels": [item.label() for item in layer.renderer().ranges()],
        "outline": outline_color(layer),
        "identifier": layer.metadata().identifier(),
        "name": layer.name(),
        "labelled": layer.labelsEnabled(),
        "read only": layer.readOnly(),
        "opacity": layer.opacity(),
    }


def reopen(path):
    """Read a project from nothing; return its only map."""
    QgsProject.instance().clear()
    assert QgsProject.instance().read(str(path))
    (layer,) = layers.find_layers(QgsProject.instance())
    return layer


@pytest.fixture
def saved(library, home, current):
    """A project saved with a map, restyled by hand, and the description of the map."""
    path = home / "projet.qgz"
    assert current.write(str(path))
    layer = add(library, project.data_folder(current))
    restyle(layer)
    labels = QgsPalLayerSettings()
    labels.fieldName = "valeur"
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)
    layer.setOpacity(0.75)
    assert current.write(str(path))
    return path, described(layer)


def test_everything_comes_back_when_the_project_is_reopened(saved):
    path, before = saved
    layer = reopen(path)
    assert layer.isValid()
    assert described(layer) == before
    given = expected("epci", "part_ae_2022")
    assert len(before["rows"]) > 50
    assert {code: tuple(row[:2]) for code, row in before["rows"].items()} == {
        code: given[code] for code in before["rows"]
    }
    assert before["outline"] == "#ff00ff"


def test_everything_comes_back_when_the_folder_is_moved(saved, tmp_path):
    path, before = saved
    QgsProject.instance().clear()
    moved = tmp_path / "ailleurs" / "loin"
    moved.parent.mkdir()
    shutil.move(path.parent, moved)
    layer = reopen(moved / path.name)
    assert described(layer) == before
    assert Path(layer.source().split("|")[0]).is_relative_to(moved)


def test_a_map_goes_on_being_updated_after_reopening(saved, library):
    path, _before = saved
    layer = reopen(path)
    built = layers.build_map(
        library,
        territories(),
        MapRequest("cinemas_100k", Level.EPCI),
        project.data_folder(QgsProject.instance()),
        Silent(),
    )
    layers.update_layer(layer, built)
    assert outline_color(layer) == "#ff00ff"
    assert layer.featureCount() == 1255
    assert layer.fields().names().count("valeur") == 1


def test_a_project_without_its_data_says_so_and_can_be_repaired(saved, library):
    path, before = saved
    QgsProject.instance().clear()
    shutil.rmtree(path.parent / project.FOLDER_NAME)
    layer = reopen(path)
    assert not layer.isValid()
    assert layers.request_of(layer) == before["request"]
    folder = project.data_folder(QgsProject.instance())
    assert project.stray_files(QgsProject.instance()) == []
    layers.update_layer(
        layer, layers.build_map(library, territories(), layers.request_of(layer), folder, Silent())
    )
    assert layer.isValid()
    assert described(layer) == before


def test_a_project_that_is_not_saved_keeps_its_data_in_the_profile(current):
    assert project.data_folder(current).parts[-2:] == ("atlas_culture", "data")
    assert project.stray_files(current) == []


def test_data_are_brought_beside_the_project_once_it_is_saved(library, home, current, tmp_path):
    layer = add(library, tmp_path / "profile")
    second = add(library, tmp_path / "profile", MapRequest("cinemas", Level.REGION))
    restyle(layer)
    before = described(layer)
    current.write(str(home / "projet.qgz"))
    assert len(project.stray_files(current)) == 2
    assert project.move_beside(current) == 2
    assert project.stray_files(current) == []
    assert described(layer) == before
    for one in (layer, second):
        assert Path(one.source().split("|")[0]).parent == home / project.FOLDER_NAME
        assert one.isValid() and one.featureCount()
    assert len(list((tmp_path / "profile").iterdir())) == 2  # another project may use them
    assert project.move_beside(current) == 0
    assert sorted(p.suffix for p in (home / project.FOLDER_NAME).iterdir()) == [".gpkg", ".gpkg"]


def test_a_folder_where_nothing_can_be_written_ends_in_a_sentence(library, home, current, tmp_path):
    layer = add(library, tmp_path / "profile")
    source = layer.source()
    current.write(str(home / "projet.qgz"))
    (home / project.FOLDER_NAME).write_text("a file in the way")
    with pytest.raises(StorageError, match="The layers were not changed"):
        project.move_beside(current)
    assert layer.source() == source
    assert sorted(path.name for path in home.iterdir()) == ["atlas_culture", "projet.qgz"]


def test_the_state_of_the_dock_is_kept_in_the_project(home, current):
    state = {"indicator": "densite", "expanded": ["offre", "dépenses"], "width": 280}
    project.write_state(current, state)
    current.write(str(home / "projet.qgz"))
    current.setDirty(False)
    project.write_state(current, state)
    assert not current.isDirty()
    current.clear()
    assert project.read_state(current) == {}
    current.read(str(home / "projet.qgz"))
    assert project.read_state(current) == state


@pytest.mark.parametrize("text", ["{", "[]", "12", "null", ""])
def test_a_state_edited_by_hand_is_ignored(current, text):
    current.writeEntry("AtlasCulture", "/dock", text)
    assert project.read_state(current) == {}


def test_the_project_draws_in_a_qgis_without_the_plugin(saved, tmp_path):
    """Another process, where nothing of ours is imported, opens the project and reads the class."""
    path, before = saved
    code = (
        "import sys\n"
        "from qgis.core import QgsApplication, QgsProject\n"
        "application = QgsApplication([], False)\n"
        "application.initQgis()\n"
        f"QgsProject.instance().read({str(path)!r})\n"
        "(layer,) = QgsProject.instance().mapLayers().values()\n"
        "print(layer.featureCount(), sum(f['statut'] == 'valeur' for f in layer.getFeatures()))\n"
        "print(any(name.startswith('atlas_culture') for name in sys.modules), flush=True)\n"
        "import os; os._exit(0)\n"
    )
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120, env=environment
    )
    values = sum(row[1] == "valeur" for row in before["rows"].values())
    assert done.stdout.splitlines()[-2:] == [f"{len(before['rows'])} {values}", "False"]
