# SPDX-License-Identifier: GPL-2.0-or-later
"""The typologies of the embedded package on the map: every commune drawn as given, every count told."""

from __future__ import annotations

from collections import Counter

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from atlas_culture_plugin.core.choices import palettes_for
from atlas_culture_plugin.core.formatting import count_label
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layers
from atlas_culture_plugin.gui.icons import RAMP_SIZE, ramp
from atlas_culture_plugin.gui.indicator_card import IndicatorCard
from atlas_culture_plugin.gui.indicator_tree import IndicatorTree
from atlas_culture_plugin.gui.map_form import MapForm
from tests.package_figures import TYPOLOGIES, WITHOUT_OUTLINE, expected, split

COLUMNS = sorted(TYPOLOGIES)


@pytest.fixture
def layer_of(library, folder, qgis_app):
    def run(column, within=""):
        indicator, year = split(column)
        request = MapRequest(indicator, Level.COMMUNE, year, within)
        return layers.create_layer(layers.build_map(library, territories(), request, folder, Silent()))

    return run


def legend(layer):
    return [(item.ruleKey(), item.label()) for item in layer.renderer().legendSymbolItems()]


def drawn(layer):
    """Label and fill colour of what draws each commune."""
    context = QgsRenderContext()
    context.setExpressionContext(
        QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    )
    labels = dict(legend(layer))
    renderer = layer.renderer().clone()
    found = {}
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        (key,) = renderer.legendKeysForFeature(feature, context)
        color = renderer.symbolForFeature(feature, context).color().name()
        found[feature["code"]] = (labels[key], color)
    renderer.stopRender(context)
    return found


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("within", ["", "REG-53", "DEP-976"])
def test_every_commune_is_drawn_in_its_category_and_counted(layer_of, library, column, within):
    indicator, _ = library.resolve(split(column)[0], Level.COMMUNE, None)
    inside = set(territories().within(Level.COMMUNE, within or "FRANCE"))
    given = {code: cell for code, cell in expected("commune", column).items() if code in inside}
    counts = Counter(value or status for value, status in given.values())
    layer = layer_of(column, within)
    wanted = {c.value: (f"{c.label} {count_label(counts[c.value])}", c.color) for c in indicator.categories}
    if counts["nd"]:
        wanted["nd"] = (f"Not available {count_label(counts['nd'])}", "#bdbdbd")
    assert [label for _key, label in legend(layer)] == [label for label, _color in wanted.values()]
    found = drawn(layer)
    assert set(found) | set(WITHOUT_OUTLINE) >= inside
    for code, what in found.items():
        value, status = given[code]
        assert what == wanted[value or status], code


def test_outlines_hide_on_the_map_of_france_and_show_on_that_of_a_region(layer_of):
    for within, hidden in (("", True), ("REG-53", False)):
        layer = layer_of("grille_densite_2020", within)
        renderer = layer.renderer().clone()
        for category in renderer.categories():
            fill = category.symbol().symbolLayer(0)
            assert (fill.strokeColor() == fill.fillColor()) is hidden


def shown(layer, code):
    """The name of a territory where QGIS shows one: identification, attribute form, map tip."""
    (feature,) = layer.getFeatures(f"code = '{code}'")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression(layer.displayExpression()).evaluate(context)


def test_categories_are_shown_by_their_labels(layer_of, library, folder):
    layer = layer_of("grille_densite_2020", "DEP-15")
    texts = [shown(layer, code) for code in ("15014", "15141")]
    assert texts == ["Aurillac : Intermediate density", "Neussargues-Moissac : nd"]
    for indicator, text, widget in (
        ("densite", f"Aurillac : {expected('commune', 'densite_2023')['15014'][0]}", ""),
        ("action_coeur_ville", "Aurillac : In the programme", "ValueMap"),
    ):
        request = MapRequest(indicator, Level.COMMUNE, within="DEP-15")
        layers.update_layer(layer, layers.build_map(library, territories(), request, folder, Silent()))
        assert shown(layer, "15014") == text
        assert layer.editorWidgetSetup(layer.fields().lookupField("valeur")).type() == widget


def test_the_algorithm_writes_categories_as_text(provider, tmp_path, recording_feedback):
    from qgis import processing

    result = processing.run(
        "atlasculture:loadindicator",
        {
            "INDICATOR": "action_coeur_ville",
            "LEVEL": "commune",
            "WITHIN": "REG-53",
            "OUTPUT": str(tmp_path / "towns.gpkg"),
        },
        feedback=recording_feedback,
    )
    assert (result["MATCHED"], result["WITHOUT_DATA"], result["BOUNDS"]) == (1202, 0, [])
    layer = QgsVectorLayer(result["OUTPUT"], "towns", "ogr")
    assert Counter(feature["valeur"] for feature in layer.getFeatures()) == {"oui": 11, "non": 1191}
    assert layer.renderer().type() == "categorizedSymbol"
    assert [label for _key, label in legend(layer)] == [
        "In the programme (11)",
        "Not in the programme (1,191)",
    ]
    assert recording_feedback.warnings == recording_feedback.errors == []


def test_a_typology_is_joined_as_text(provider, tmp_path):
    from qgis import processing

    source = QgsVectorLayer("NoGeometry?field=code:string", "mine", "memory")
    features = [row(source, code) for code in ("75056", "35165", "15141")]
    source.dataProvider().addFeatures(features)
    result = processing.run(
        "atlasculture:joinindicators",
        {
            "INPUT": source,
            "CODE_FIELD": "code",
            "LEVEL": "commune",
            "INDICATORS": "grille_densite",
            "OUTPUT": str(tmp_path / "joined.gpkg"),
        },
    )
    layer = QgsVectorLayer(result["OUTPUT"], "joined", "ogr")
    given = expected("commune", "grille_densite_2020")
    for feature in layer.getFeatures():
        value, status = given[feature["code"]]
        assert (feature["grille_densite_2020"] or None, feature["grille_densite_2020_statut"]) == (
            value,
            status,
        )


def row(layer, code):
    feature = QgsFeature(layer.fields())
    feature.setAttributes([code])
    return feature


def test_the_form_of_a_typology_offers_nothing_that_changes_nothing(qtbot, library):
    form = MapForm()
    qtbot.addWidget(form)
    known = {indicator.id: indicator for indicator in library.indicators()}
    form.set_indicator(known["grille_densite"], None)
    assert not any(box.isEnabled() for box in (form.method, form.classes, form.palette_box))
    assert form.palette_box.currentText() == "Colours of the categories"
    assert not form.palette_box.itemIcon(0).isNull()
    assert [form.level.itemData(row) for row in range(form.level.count())] == [Level.COMMUNE]
    request = form.request()
    assert (request.indicator, request.level) == ("atlas-essentiel/grille_densite", Level.COMMUNE)
    form.set_indicator(known["densite"], None)
    assert form.palette_box.isEnabled() and form.method.isEnabled()
    assert form.palette_box.count() > 1


def test_the_colours_of_the_categories_are_painted_side_by_side(library, qgis_app):
    (palette,) = palettes_for(library.resolve("action_coeur_ville", Level.COMMUNE, None)[0])
    image = ramp(palette).pixmap(RAMP_SIZE).toImage()
    places = (image.width() // 4, 3 * image.width() // 4)
    assert [image.pixelColor(x, image.height() // 2).name() for x in places] == ["#a50f15", "#dbe4ef"]


def test_card_and_tree_tell_what_a_typology_is(qtbot, library):
    card, tree = IndicatorCard(), IndicatorTree()
    for widget in (card, tree):
        qtbot.addWidget(widget)
    typology, _ = library.resolve("aires_attraction", Level.COMMUNE, None)
    card.show_indicator(typology)
    text = card.toPlainText()
    assert "Unit" not in text
    assert all(part in text for part in (typology.label, typology.source, typology.coverage, "Communes"))
    tree.fill(library.package("atlas-essentiel").themes, library.indicators())
    assert tree.search("attraction cinema") == 0
    assert tree.search("attraction areas") == 1
    assert tree.select(typology.key)
    assert "coloured areas" in tree.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
