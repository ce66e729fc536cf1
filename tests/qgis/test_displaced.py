# SPDX-License-Identifier: GPL-2.0-or-later
"""The overseas territories beside metropole: the same figures, in layers that say they are displaced."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProcessingException,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import displaced, layers
from atlas_culture_plugin.gis.project import data_folder, move_beside

DENSITY = MapRequest("densite", Level.DEPARTEMENT)
WINDOW = QgsRectangle(20_000, 6_040_000, 1_250_000, 7_120_000)


@pytest.fixture
def build(library, folder, qgis_app):
    def run(request):
        return layers.build_map(library, territories(), request, folder, Silent())

    return run


@pytest.fixture
def pair(build, folder, qgis_new_project):
    """A map of the departements in the project, with its companion and the frames."""
    project = QgsProject.instance()
    layer = layers.create_layer(build(DENSITY))
    beside = layers.create_layer(build(displaced.companion(DENSITY)))
    frames = displaced.create_frames(displaced.prepare_frames(folder))
    layers.add_to_project(layer, project)
    displaced.add_to_project(layer, beside, frames, project)
    return layer, beside, frames


def cells(layer):
    return {
        feature["code"]: (None if feature["valeur"] == NULL else feature["valeur"], feature["statut"])
        for feature in layer.getFeatures()
    }


def classes(layer):
    return [
        (item.lowerValue(), item.upperValue(), item.label(), item.symbol().color().name())
        for item in layer.renderer().ranges()
    ]


@pytest.mark.parametrize("level", list(Level))
def test_figures_and_classes_are_those_of_the_true_layer(build, level):
    known, request = territories(), replace(DENSITY, level=level)
    true = layers.create_layer(build(request))
    beside = layers.create_layer(build(displaced.companion(request)))
    overseas = [code for code in known.codes(level) if known.overseas_departement(level, code)]
    expected = cells(true)
    assert cells(beside) == {code: expected[code] for code in overseas}
    assert classes(beside) == classes(true) and len(classes(true)) > 3


def test_the_layer_says_that_it_is_displaced(pair):
    layer, beside, frames = pair
    assert [displaced.is_displaced(one) for one in pair] == [False, True, True]
    assert beside.name() == f"{layer.name()} – overseas, displaced"
    assert "displaced" in beside.metadata().abstract() and "displaced" in frames.metadata().abstract()
    assert "displaced" not in layer.metadata().abstract()
    assert beside.crs().authid() == "EPSG:2154" and layer.crs().authid() == "EPSG:4326"
    assert beside.source() != layer.source() and beside.readOnly()


def test_the_view_of_a_displaced_map_is_in_its_own_crs(build, qgis_new_project):
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    found = layers.view_extent(build(displaced.companion(DENSITY)), project)
    assert WINDOW.contains(found) and 100_000 < found.width() < 130_000
    assert layers.view_extent(build(DENSITY), project).width() > 1_000_000


@pytest.mark.parametrize("level", [Level.DEPARTEMENT, Level.COMMUNE])
def test_metropole_is_not_reported_as_missing(build, level):
    lines = layers.describe(build(displaced.companion(replace(DENSITY, level=level))))
    assert not [line for line in lines if "not in the boundaries" in line or "Without an outline" in line]


@pytest.mark.parametrize("within", ["METRO", "REG-53", "REG-01", "DEP-973", "COM-35238"])
def test_only_a_map_of_france_has_a_companion(within):
    assert displaced.companion(replace(DENSITY, within=within)) is None


def test_a_companion_has_no_companion():
    request = displaced.companion(replace(DENSITY, within="France"))
    assert request.detail == "displaced"
    assert displaced.companion(request) is None


def test_the_companion_is_found_again_after_saving_and_after_a_change(pair, build, tmp_path):
    layer, beside, frames = pair
    project = QgsProject.instance()
    assert displaced.find_companion(project, layer) is beside
    assert displaced.find_companion(project, beside) is None
    assert displaced.find_frames(project) is frames
    layers.update_layer(layer, build(replace(DENSITY, indicator="festivals_100k")))
    assert displaced.find_companion(project, layer) is beside
    layers.update_layer(beside, build(displaced.companion(layers.request_of(layer))))
    assert beside.name().startswith(layer.name()) and displaced.is_displaced(beside)
    assert classes(beside) == classes(layer)
    ids = [one.id() for one in pair]
    project.write(str(tmp_path / "project.qgz"))
    project.clear()
    project.read(str(tmp_path / "project.qgz"))
    layer, beside, frames = (project.mapLayer(one) for one in ids)
    assert displaced.find_companion(project, layer) is beside
    assert displaced.find_frames(project) is frames


def test_a_companion_added_by_hand_is_found_by_what_it_shows(build, qgis_new_project):
    project = QgsProject.instance()
    layer = layers.create_layer(build(DENSITY))
    beside = layers.create_layer(build(displaced.companion(DENSITY)))
    for one in (layer, beside):
        layers.add_to_project(one, project)
    assert displaced.find_companion(project, layer) is beside
    other = layers.create_layer(build(replace(DENSITY, level=Level.REGION)))
    layers.add_to_project(other, project)
    assert displaced.find_companion(project, other) is None


def test_they_lie_under_their_layer_in_the_tree(pair):
    names = [node.name() for node in layers.group(QgsProject.instance()).children()]
    assert names == [layer.name() for layer in pair]


def test_all_the_files_follow_the_project(pair, tmp_path):
    project = QgsProject.instance()
    project.write(str(tmp_path / "project.qgz"))
    assert move_beside(project) == 3
    for layer in pair:
        assert layer.isValid() and layer.source().startswith(str(data_folder(project)))


def test_each_territory_is_drawn_in_its_frame_in_the_colour_of_its_class(pair):
    layer, beside, frames = pair
    settings = QgsMapSettings()
    settings.setLayers([frames, beside, layer])
    settings.setExtent(WINDOW)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    settings.setOutputSize(QSize(1230, 1080))
    settings.setBackgroundColor(QColor("white"))
    settings.setFlag(Qgis.MapSettingsFlag.Antialiasing, False)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image, view = job.renderedImage(), settings.visibleExtent()
    scale = image.width() / view.width()
    values = cells(beside)
    for feature in beside.getFeatures():
        point = feature.geometry().pointOnSurface().asPoint()
        pixel = image.pixel(
            int((point.x() - view.xMinimum()) * scale), int((view.yMaximum() - point.y()) * scale)
        )
        value = values[feature["code"]][0]
        expected = next(colour for low, high, _, colour in classes(beside) if low <= value <= high)
        assert QColor(pixel).name() == expected


@pytest.mark.parametrize("algorithm", ["atlasculture:loadindicator"])
def test_no_algorithm_writes_displaced_coordinates(provider, tmp_path, algorithm):
    from qgis import processing

    parameters = {
        "INDICATOR": "densite",
        "LEVEL": "departement",
        "DETAIL": "displaced",
        "OUTPUT": str(tmp_path / "out.gpkg"),
    }
    with pytest.raises(QgsProcessingException, match="DETAIL"):
        processing.run(algorithm, parameters)
    assert not (tmp_path / "out.gpkg").exists()


def test_the_names_of_the_frames_have_the_decimal_mark_of_the_interface(pair, tmp_path, request):
    def names():
        layer = displaced.create_frames(displaced.prepare_frames(tmp_path))
        expression = QgsExpression(layer.labeling().settings().fieldName)
        context = QgsExpressionContext()
        context.setFields(layer.fields())
        found = []
        for feature in layer.getFeatures():
            context.setFeature(feature)
            found.append(expression.evaluate(context))
        return sorted(found)

    english = names()
    request.getfixturevalue("french")
    assert [name.replace(",", ".") for name in names()] == english
    assert any("." in name for name in english) and not any("," in name for name in english)
