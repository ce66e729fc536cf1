# SPDX-License-Identifier: GPL-2.0-or-later
"""A page filled again: new figures come in, what the user did by hand stays."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsProject,
    QgsRectangle,
)

from atlas_culture_plugin.core.errors import StyleError
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Mode
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import compose, layers, layouts
from atlas_culture_plugin.gis.compose import Options
from atlas_culture_plugin.gis.layout_templates import find

SHARE = MapRequest("part_prof_cult", Level.DEPARTEMENT)
CINEMAS = MapRequest("cinemas_100k", Level.DEPARTEMENT)
BRITTANY = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53")


@pytest.fixture
def prepare(library, folder, qgis_app):
    def run(request, **options):
        return compose.prepare_page(library, territories(), request, Options(**options), folder, Silent())

    return run


@pytest.fixture
def layout(project, prepare):
    return compose.lay_out(project, prepare(SHARE), find("a4_paysage")).layout


@pytest.fixture
def refresh(project, prepare, layout):
    """Show something else with the same layer and the same page, as the dock does."""

    def run(request, **options):
        page = prepare(request, **options)
        layer = layers.find_layers(project)[0]
        layers.update_layer(layer, page.built)
        return page, compose.refresh(project, layout, page, layer)

    return run


def text_of(layout, name):
    return layout.itemById(name).text()


def headings(layout):
    nodes = layout.itemById("legende").model().rootGroup().findLayers()
    return [str(node.customProperty("legend/title-label")).replace("\n", " ") for node in nodes]


def rows(layout):
    model = layout.itemById("legende").model()
    found = [one for node in model.rootGroup().findLayers() for one in model.layerLegendNodes(node)]
    return [str(one.data(0)).replace("\n", " ") for one in found]


def test_everything_follows_the_new_figures(layout, refresh, project):
    before = {name: text_of(layout, name) for name in ("titre", "sous_titre", "lecture", "source")}
    chart = layout.itemById("graphique").picturePath()
    page, _composed = refresh(CINEMAS)
    after = {name: text_of(layout, name) for name in before}
    assert not set(before.values()) & set(after.values())
    assert after["titre"] == page.caption.title
    assert headings(layout) == [page.prepared.heading]
    printed = [row for row in rows(layout) if "less than" in row or " to " in row]
    assert len(printed) == len(page.prepared.rounded.counts)
    assert str(page.prepared.rounded.counts[0]) in printed[-1]
    assert layout.itemById("graphique").picturePath() != chart
    assert len(project.layoutManager().layouts()) == 1
    assert len(project.mapLayers()) == 3


def test_texts_written_by_hand_stay(layout, refresh):
    layout.itemById("titre").setText("Mon titre")
    page, _composed = refresh(CINEMAS)
    assert text_of(layout, "titre") == "Mon titre"
    assert text_of(layout, "source") == page.caption.source


def test_what_was_moved_resized_deleted_or_added_stays_so(layout, refresh):
    layout.itemById("credits").attemptMove(QgsLayoutPoint(100, 100))
    layout.itemById("encart_971").attemptResize(QgsLayoutSize(20, 20))
    layout.removeLayoutItem(layout.itemById("fond"))
    own = QgsLayoutItemLabel(layout)
    own.setText("Ma note")
    own.setId("ma_note")
    layout.addLayoutItem(own)
    own.attemptMove(QgsLayoutPoint(50, 60))
    refresh(CINEMAS)
    position = layout.itemById("credits").pagePos()
    assert (position.x(), position.y()) == (100, 100)
    assert layout.itemById("encart_971").rect().width() == pytest.approx(20)
    assert layout.itemById("fond") is None
    assert text_of(layout, "ma_note") == "Ma note" and own.pagePos().x() == 50


def test_what_was_not_touched_goes_on_being_arranged(layout, refresh):
    """Refreshed again and again, nothing has drifted and nothing counts as moved by hand."""
    usual = layout.itemById("carte").pagePos().y()
    refresh(SHARE, title="Un titre très long, répété pour tenir sur plusieurs lignes. " * 5)
    assert layout.itemById("carte").pagePos().y() > usual + 3
    for _again in range(3):
        refresh(SHARE)
    assert layout.itemById("carte").pagePos().y() == pytest.approx(usual, abs=0.01)
    assert layout.itemById("titre").textFormat().size() == 15


def test_the_view_chosen_by_hand_stays_but_not_in_another_crs(layout, refresh):
    item = layout.itemById("carte")
    item.zoomToExtent(QgsRectangle(300000, 6700000, 400000, 6800000))
    chosen = item.extent()
    refresh(CINEMAS)
    # The frame itself may be less high, where the notes take one more line.
    assert item.extent().center().toString(0) == chosen.center().toString(0)
    assert item.extent().width() == pytest.approx(chosen.width())
    refresh(MapRequest("bibliotheques_10k", Level.COMMUNE, within="REG-04"))
    assert item.crs().authid() == "EPSG:2975"
    assert item.extent().toString(0) != chosen.toString(0)


def test_a_heading_of_the_legend_written_by_hand_stays(layout, refresh):
    node = layout.itemById("legende").model().rootGroup().findLayers()[0]
    node.setCustomProperty("legend/title-label", "Mon titre de légende")
    page, _composed = refresh(CINEMAS)
    assert headings(layout) == ["Mon titre de légende"]
    assert page.prepared.heading not in rows(layout)


def test_rows_broken_in_lines_follow_the_new_figures(project, prepare, tmp_path):
    text = find("a4_paysage").path.read_text(encoding="utf-8")
    # A narrow legend, and the chart at its right: it cannot widen.
    for before, after in (
        ('size="78,60,mm"', 'size="26,60,mm"'),
        ('"209,92,mm"', '"237,29,mm"'),
        ('size="78,40,mm"', 'size="50,40,mm"'),
    ):
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / "narrow.qpt"
    path.write_text(text, encoding="utf-8")
    page = prepare(SHARE)
    layout = compose.lay_out(project, page, find(str(path))).layout
    model = layout.itemById("legende").model()
    node = model.rootGroup().findLayers()[0]
    assert any("\n" in str(row.data(0)) for row in model.layerLegendNodes(node))
    page, layer = prepare(CINEMAS), layers.find_layers(project)[0]
    layers.update_layer(layer, page.built)
    compose.refresh(project, layout, page, layer)
    expected = [item.label() for item in layer.renderer().legendSymbolItems()]
    assert rows(layout) == expected


@pytest.mark.parametrize(
    "request_",
    [
        MapRequest("cinemas_100k", Level.DEPARTEMENT, mode=Mode.CIRCLES, second="cinemas"),
        MapRequest("part_prof_cult", Level.DEPARTEMENT, mode=Mode.BIVARIATE, second="cinemas_100k"),
    ],
    ids=["circles", "bivariate"],
)
def test_a_crossing_filled_again_keeps_the_rows_of_each_part(project, prepare, request_):
    page = prepare(request_)
    made = compose.lay_out(project, page, find("a4_paysage")).layout
    before = rows(made)
    for _time in range(2):
        compose.refresh(project, made, page, layers.find_layers(project)[0])
        assert rows(made) == before


def test_a_layer_taken_out_of_the_legend_stays_out(layout, refresh):
    root = layout.itemById("legende").model().rootGroup()
    root.removeAllChildren()
    refresh(CINEMAS)
    assert headings(layout) == []


def test_insets_come_and_go_with_what_is_mapped(layout, refresh):
    refresh(BRITTANY)
    insets = [
        name for name in ("encart_971", "encart_971_nom", "encart_idf") if layout.itemById(name).isVisible()
    ]
    assert insets == []
    wide = layout.itemById("carte").rect().width()
    refresh(SHARE)
    assert layout.itemById("encart_971").isVisible() and layout.itemById("encart_idf_echelle").isVisible()
    assert layout.itemById("carte").rect().width() < wide


def test_an_inset_hidden_by_hand_stays_hidden(layout, refresh):
    layout.itemById("encart_976").setVisibility(False)
    refresh(CINEMAS)
    assert not layout.itemById("encart_976").isVisible()
    assert layout.itemById("encart_974").isVisible()


def test_edits_stay_after_the_project_was_saved_and_opened(layout, project, prepare, tmp_path):
    layout.itemById("titre").setText("Mon titre")
    layout.itemById("credits").attemptMove(QgsLayoutPoint(100, 100))
    path = str(tmp_path / "page.qgz")
    assert project.write(path)
    opened = QgsProject()
    assert opened.read(path)
    again, page = opened.layoutManager().layouts()[0], prepare(CINEMAS)
    layer = layers.find_layers(opened)[0]
    layers.update_layer(layer, page.built)
    compose.refresh(opened, again, page, layer)
    assert text_of(again, "titre") == "Mon titre"
    assert text_of(again, "source") == page.caption.source
    assert again.itemById("credits").pagePos().x() == pytest.approx(100)
    assert again.itemById("carte").pagePos().y() == pytest.approx(
        layout.itemById("carte").pagePos().y(), abs=5
    )
    assert again.itemById("echelle").pagePos().y() > again.itemById("carte").pagePos().y() + 50
    maps = [one for one in again.items() if isinstance(one, QgsLayoutItemMap)]
    assert {one.followVisibilityPresetName() for one in maps if one.isVisible()} == {layouts.theme_of(again)}
    opened.clear()


def test_the_layer_of_the_project_is_used_when_it_has_one(project, prepare):
    page = prepare(SHARE)
    layer = layers.create_layer(page.built)
    layers.add_to_project(layer, project)
    made = compose.lay_out(project, page, find(""), layer)
    names = project.mapThemeCollection().mapThemeVisibleLayers(layouts.theme_of(made.layout))
    assert layer in names
    assert len(layers.find_layers(project)) == 1


def test_a_template_that_cannot_be_used_leaves_the_project_as_it_was(project, prepare, tmp_path):
    broken = tmp_path / "broken.qpt"
    broken.write_text("<Layout/>", encoding="utf-8")
    with pytest.raises(StyleError, match="carte"):
        compose.lay_out(project, prepare(SHARE), find(str(broken)))
    assert not project.mapLayers() and not project.layoutManager().layouts()
    assert not project.mapThemeCollection().mapThemes()


def leader(layout):
    """Both ends on the page of the line that leads to the inset of Paris, in mm; None where there is none."""
    line = layout.itemById("encart_idf_renvoi")
    if line is None or not line.isVisible():
        return None
    return sorted((point.x(), point.y()) for point in map(line.mapToScene, line.nodes()))


def corner(layout, name):
    box = layout.itemById(name)
    place = box.mapToScene(box.rect().topLeft())
    return place.x(), place.y()


def test_a_line_leads_from_paris_to_its_inset(layout):
    start, end = leader(layout)
    assert end == pytest.approx(corner(layout, "encart_idf"), abs=0.01)
    frame, inset = layout.itemById("carte"), layout.itemById("encart_idf")
    # A corner of what the inset shows, where the main map has it: beside the centre of Paris.
    millimetre = frame.extent().width() / frame.rect().width()
    x = frame.extent().xMinimum() + (start[0] - frame.pos().x()) * millimetre
    y = frame.extent().yMaximum() - (start[1] - frame.pos().y()) * millimetre
    assert (x, y) == pytest.approx((inset.extent().xMaximum(), inset.extent().yMinimum()), abs=300)


def test_the_line_follows_the_inset_moved_by_hand(layout, refresh):
    inset = layout.itemById("encart_idf")
    inset.attemptMove(QgsLayoutPoint(200, 100), True, False, -1)
    refresh(CINEMAS)
    assert leader(layout)[1] == pytest.approx((200, 100), abs=0.01)
    assert sum(one.id() == "encart_idf_renvoi" for one in identified(layout)) == 1


def test_a_line_moved_or_removed_by_hand_stays_so(layout, refresh):
    line = layout.itemById("encart_idf_renvoi")
    line.attemptMove(QgsLayoutPoint(120, 50))
    moved = leader(layout)
    refresh(CINEMAS)
    assert leader(layout) == moved
    layout.removeLayoutItem(layout.itemById("encart_idf_renvoi"))
    refresh(SHARE)
    assert leader(layout) is None


def test_the_line_goes_with_its_inset(layout, refresh):
    refresh(BRITTANY)
    assert leader(layout) is None
    refresh(SHARE)
    assert leader(layout) is not None


def identified(layout):
    return [one for one in layout.items() if isinstance(one, QgsLayoutItem)]
