# SPDX-License-Identifier: GPL-2.0-or-later
"""The square legend of two ratios in the layer tree, from one project to the next and without the plugin."""

from __future__ import annotations

import gc
import json

import pytest
from qgis.core import QgsImageLegendNode, QgsLayerTreeModel, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin import classFactory, paths
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Mode
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layers
from atlas_culture_plugin.gis.tree_legend import SquareLegend, key_image

CROSSED = MapRequest("cinemas_100k", Level.REGION, mode=Mode.BIVARIATE, second="festivals_100k")
PLAIN = MapRequest("densite", Level.REGION)


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("library"), paths.data("packages"))
    folder = tmp_path_factory.mktemp("levels")

    def run(request):
        return layers.build_map(library, territories(), request, folder, Silent())

    return run


def added(build, request=CROSSED):
    layer = layers.create_layer(build(request))
    layers.add_to_project(layer, QgsProject.instance())
    return layer


def nodes_of(layer):
    """Kinds of the nodes that a new layer tree shows under a layer."""
    model = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot())
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    gc.collect()
    kinds = [isinstance(one, QgsImageLegendNode) for one in model.layerLegendNodes(node)]
    gc.collect()
    return kinds


def test_the_square_follows_the_nine_categories(plugin, build):
    layer = added(build)
    kinds = nodes_of(layer)
    assert len(kinds) >= 10 and kinds[-1] and not any(kinds[:-1])


def test_the_square_shows_the_colours_that_the_layer_has_now(plugin, build):
    layer = added(build)
    before = key_image(layer)
    seen = {before.pixelColor(x, y).name() for x in range(before.width()) for y in range(before.height())}
    renderer = layer.renderer().clone()
    categories = renderer.categories()  # held: their symbols die with them
    assert {item.symbol().color().name() for item in categories[:9]} <= seen
    symbol = categories[0].symbol().clone()
    symbol.setColor(QColor("#123456"))
    renderer.updateCategorySymbol(0, symbol)
    layer.setRenderer(renderer)
    after = key_image(layer)
    assert "#123456" in {after.pixelColor(x, y).name() for x in range(230) for y in range(230)}


def test_the_legend_follows_what_the_layer_shows(plugin, build):
    layer = added(build)
    for _time in range(5):
        layers.update_layer(layer, build(PLAIN))
        assert not any(nodes_of(layer)) and not isinstance(layer.legend(), SquareLegend)
        layers.update_layer(layer, build(CROSSED))
        assert nodes_of(layer)[-1]


def test_a_reopened_project_has_it_and_a_removed_layer_takes_it_away(plugin, build, tmp_path):
    project = QgsProject.instance()
    added(build)
    assert project.write(str(tmp_path / "carte.qgz"))
    for _time in range(3):
        project.clear()
        gc.collect()
        assert project.read(str(tmp_path / "carte.qgz"))
        gc.collect()
        (layer,) = layers.find_layers(project)
        assert nodes_of(layer)[-1]
        # Nobody holds the layer but the project: the legend must live as long.
        del layer
        gc.collect()
        assert nodes_of(layers.find_layers(project)[0])[-1]
    project.removeAllMapLayers()
    gc.collect()


def test_without_the_plugin_the_nine_categories_remain(qgis_iface, qgis_processing, qgis_new_project, build):
    started = classFactory(qgis_iface)
    started.initGui()
    layer = added(build)
    tree = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot())
    assert nodes_of(layer)[-1]
    started.unload()
    gc.collect()
    kinds = nodes_of(layer)
    assert len(kinds) >= 9 and not any(kinds)
    assert len(tree.layerLegendNodes(QgsProject.instance().layerTreeRoot().findLayer(layer.id()))) == len(
        kinds
    )
    other = added(build)
    assert not any(nodes_of(other))


@pytest.mark.parametrize(
    "changed", [{"first": None}, {"bounds_first": [0, "NaN", 1, 2]}, {"counts9": ["x"] * 9}, {"font": "x"}]
)
def test_a_key_edited_by_hand_never_raises_in_the_layer_tree(plugin, build, changed):
    layer = added(build)
    content = json.loads(layer.customProperty("atlas_culture/key"))
    layer.setCustomProperty("atlas_culture/key", json.dumps({**content, **changed}))
    assert key_image(layer) is None
    assert not any(nodes_of(layer))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"first": 1}', '{"counts9": "x", "first": ""}'])
def test_a_project_edited_by_hand_has_the_usual_legend(plugin, build, text):
    layer = added(build)
    layer.setCustomProperty("atlas_culture/key", text)
    assert key_image(layer) is None
    assert not any(nodes_of(layer))
    stranger = QgsVectorLayer("Point", "x", "memory")
    stranger.setCustomProperty("atlas_culture/key", text)
    QgsProject.instance().addMapLayer(stranger)
    assert not any(nodes_of(stranger))
