# SPDX-License-Identifier: GPL-2.0-or-later
"""Linked maps on real canvases and pages: same bounds, same circles, moved together."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsGraduatedSymbolRenderer,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMainWindow

from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Mode
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layouts, linked_layout, linked_maps
from atlas_culture_plugin.gis.circles import size_expression
from atlas_culture_plugin.gis.export import export
from atlas_culture_plugin.gis.layout_templates import find
from atlas_culture_plugin.gui.canvas_links import CanvasLinks
from atlas_culture_plugin.gui.holdings import reader
from atlas_culture_plugin.gui.linked_maps import NAME, LinkedMapsWindow, open_linked_maps
from tests.printed import needs_poppler, text

WAIT = 60_000
BRETAGNE = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53")
NORMANDIE = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-28")
REUNION = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-04")
RENNES = "EPCI-243500139"


@pytest.fixture(scope="module")
def build(library, folder, qgis_app):
    def run(*requests, **options):
        return linked_maps.build(library, territories(), requests, folder, Silent(), **options)

    return run


def bounds(layer):
    """Limits of the classes of a layer as QGIS draws them, the outer ones and the states left out."""
    renderer = layer.renderer()
    assert isinstance(renderer, QgsGraduatedSymbolRenderer)
    lows = [one.lowerValue() for one in renderer.ranges() if one.lowerValue() > -1e9]
    return sorted(lows)[1:]


def names(layout, name):
    found = (layout.itemById(linked_layout.nth(name, rank)) for rank in range(4))
    return [item for item in found if item is not None]


def test_the_layers_have_the_same_classes_and_colours(build):
    made = [linked_maps.create_layers(view).main for view in build(BRETAGNE, NORMANDIE).views]
    assert bounds(made[0]) == bounds(made[1])
    assert len(bounds(made[0])) == 4
    colors = [[one.symbol().color().name() for one in layer.renderer().ranges()] for layer in made]
    assert colors[0][:5] == colors[1][:5]


def test_without_sharing_they_have_their_own(build):
    maps = build(BRETAGNE, NORMANDIE, shared=False)
    made = [linked_maps.create_layers(view).main for view in maps.views]
    assert bounds(made[0]) != bounds(made[1])


def test_the_circles_have_the_same_size_for_the_same_value(build):
    maps = build(MapRequest("cinemas", Level.DEPARTEMENT), MapRequest("cinemas", Level.EPCI, within="REG-53"))
    assert maps.views[1].prepared.maximum() < maps.views[0].prepared.maximum()
    sizes = [size_expression(view.prepared, view.built.fields) for view in maps.views]
    diameters = [float(size.split(" * ")[0]) for size in sizes]
    maxima = [float(size.rpartition("/ ")[2].rstrip(")")) for size in sizes]
    assert diameters[0] != diameters[1]
    assert diameters[0] ** 2 / maxima[0] == pytest.approx(diameters[1] ** 2 / maxima[1], rel=1e-12)


def test_nested_territories_look_at_the_same_place_others_each_at_its_own(build):
    inside = MapRequest("bibliotheques_10k", Level.EPCI, within="DEP-35")
    homes = build(BRETAGNE, inside, NORMANDIE, REUNION).homes
    assert homes[0] == homes[1]
    assert len({home.toString() for home in homes}) == 3


def test_a_region_and_its_country_each_look_at_the_whole_of_theirs(build):
    homes = build(BRETAGNE, MapRequest("bibliotheques_10k", Level.EPCI)).homes
    assert homes[0] != homes[1]
    assert homes[1].width() > 3 * homes[0].width()


def test_a_project_has_a_group_and_a_theme_for_each(build, project):
    maps = build(BRETAGNE, NORMANDIE)
    added = linked_maps.add_to_project(project, maps)
    group = project.layerTreeRoot().findGroup("Linked maps")
    assert [node.name() for node in group.children()] == ["1. Bretagne", "2. Normandie"]
    assert not any(node.itemVisibilityChecked() for node in group.children())
    for theme, one in zip(added.themes, added.layers):
        visible = project.mapThemeCollection().mapThemeVisibleLayers(theme)
        assert {layer.id() for layer in visible} == {layer.id() for layer in one.ordered}
    linked_maps.remove_from_project(project, added)
    assert not project.mapLayers()
    assert project.layerTreeRoot().findGroup("Linked maps") is None
    assert not project.mapThemeCollection().mapThemes()


def test_layers_survive_a_saved_project(build, tmp_path):
    project = QgsProject()
    linked_maps.add_to_project(project, build(BRETAGNE, NORMANDIE))
    file = str(tmp_path / "linked.qgz")
    assert project.write(file)
    project.clear()
    again = QgsProject()
    assert again.read(file)
    found = [layer for layer in again.mapLayers().values() if linked_maps.layers.request_of(layer)]
    assert len(found) == 2
    assert all(layer.isValid() for layer in found)
    assert bounds(found[0]) == bounds(found[1])
    again.clear()


def test_requests_are_kept_in_the_project(project):
    linked_maps.write_requests(project, [BRETAGNE, NORMANDIE])
    assert linked_maps.read_requests(project) == (BRETAGNE, NORMANDIE)
    project.writeEntry("AtlasCulture", "/linked_maps", "{not json")
    assert linked_maps.read_requests(project) == ()


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_page_has_a_frame_a_title_and_a_bar_for_each_map(build, project, count):
    requests = [
        MapRequest("bibliotheques_10k", Level.EPCI, within=f"REG-{code}") for code in (53, 28, 52, 24)
    ]
    layout = linked_layout.linked_layout(project, build(*requests[:count]), find("a4_paysage"))
    frames, titles = names(layout, "carte"), names(layout, "carte_nom")
    assert len(frames) == len(titles) == len(names(layout, "echelle")) == count
    assert len({frame.followVisibilityPresetName() for frame in frames}) == count
    assert all(frame.followVisibilityPreset() for frame in frames)
    scales = [frame.scale() for frame in frames]
    assert max(scales) == pytest.approx(min(scales), rel=1e-3)
    assert titles[0].text() == "1. Bretagne – same bounds"
    assert "Same bounds on all the maps" in layout.itemById("sous_titre").text()
    assert layouts.notes_of(layout) == []
    # One key for all, without the numbers of territories of one map alone.
    assert len(names(layout, "legende")) == 1
    model = layout.itemById("legende").model()
    rows = [
        str(row.data(0)) for node in model.rootGroup().findLayers() for row in model.layerLegendNodes(node)
    ]
    assert len(rows) == 5
    assert not any("(" in row for row in rows)


@pytest.mark.parametrize("template", ["a4_portrait", "a4_paysage", "a3_portrait", "a3_paysage", "diapo_16_9"])
def test_nothing_overlaps_and_nothing_leaves_the_page(build, project, template):
    crossed = [
        MapRequest("cinemas_100k", Level.DEPARTEMENT, mode=Mode.CIRCLES, second="cinemas", within=place)
        for place in ("REG-53", "REG-28", "REG-11", "REG-52")
    ]
    layout = linked_layout.linked_layout(project, build(*crossed), find(template))
    page = layout.pageCollection().page(0).rect()
    shown = [item for item in layout_items(layout) if item.isVisible()]
    boxes = {item.id(): item.sceneBoundingRect() for item in shown}
    for name, box in boxes.items():
        assert page.adjusted(5, 5, -5, -5).contains(box), f"{name} leaves the page: {box}"
    for one in shown:
        for other in shown:
            if one is not other and isinstance(one, QgsLayoutItemMap):
                common = boxes[one.id()].intersected(boxes[other.id()])
                assert min(common.width(), common.height()) < 1.0, f"{one.id()} and {other.id()} overlap"


def layout_items(layout):
    return list(linked_layout.items_of(layout))


def test_maps_in_other_units_have_a_key_each(build, project):
    maps = build(
        BRETAGNE,
        MapRequest("cinemas_100k", Level.EPCI, within="REG-53"),
        MapRequest("festivals_100k", Level.EPCI, within="REG-53"),
        MapRequest("cinemas", Level.EPCI, within="REG-53"),
    )
    layout = linked_layout.linked_layout(project, maps, find("a4_paysage"))
    legends = [item for item in names(layout, "legende") if isinstance(item, QgsLayoutItemLegend)]
    assert len(legends) == 3
    assert [item.id() for item in names(layout, "cle")] == ["cle_3"]
    titles = [
        str(node.customProperty("legend/title-label")).replace("\n", " ")
        for item in legends
        for node in item.model().rootGroup().findLayers()
    ]
    assert titles[0].startswith("Map 1: ")
    assert titles[1].startswith("Maps 2 and 3: ")
    # The rows of a map alone have its numbers, those of two maps have none.
    rows = [
        [
            str(row.data(0))
            for node in item.model().rootGroup().findLayers()
            for row in item.model().layerLegendNodes(node)
        ]
        for item in legends
    ]
    assert any("(" in row for row in rows[0])
    assert not any("(" in row for row in rows[1])


def test_two_scales_of_circles_have_a_key_each(build, project):
    maps = build(MapRequest("cinemas", Level.DEPARTEMENT), MapRequest("festivals", Level.DEPARTEMENT))
    layout = linked_layout.linked_layout(project, maps, find("a4_paysage"))
    first, second = (item.sceneBoundingRect() for item in names(layout, "cle"))
    assert first.height() > 5 and second.height() > 5
    assert not first.intersects(second)


def test_rows_of_two_indicators_are_those_of_each(build, project):
    crossed = [
        MapRequest("cinemas_100k", Level.DEPARTEMENT, mode=Mode.CIRCLES, second="cinemas", within=place)
        for place in ("", "REG-53")
    ]
    layout = linked_layout.linked_layout(project, build(*crossed), find("a4_paysage"))
    rows = [
        str(row.data(0)).replace("\n", " ")
        for item in names(layout, "legende")
        for node in item.model().rootGroup().findLayers()
        for row in item.model().layerLegendNodes(node)
    ]
    assert len(rows) == 7
    # Not available for overseas: once under the colours, once under the circles.
    assert rows.count("Not available") == 2


def test_a_page_of_the_whole_country_shows_the_overseas_or_says_that_it_does_not(build, project):
    years = [MapRequest("musees_entrees", Level.DEPARTEMENT, year=year) for year in (2019, 2023)]
    beside = linked_layout.linked_layout(project, build(*years, beside=True), find("a4_paysage"))
    assert "not drawn" not in beside.itemById("champ").text()
    theme = beside.itemById("carte").followVisibilityPresetName()
    shown = project.mapThemeCollection().mapThemeVisibleLayers(theme)
    assert any(layer.customProperty("atlas_culture/displaced") in (True, "true") for layer in shown)
    bare = linked_layout.linked_layout(project, build(*years), find("a4_paysage"))
    assert "overseas territories count in the classes but are not drawn" in bare.itemById("champ").text()


@needs_poppler
def test_the_exported_page_says_what_the_maps_are_and_share(build, project, tmp_path):
    layout = linked_layout.linked_layout(project, build(BRETAGNE, NORMANDIE), find("a4_paysage"))
    export(layout, tmp_path / "linked.pdf")
    printed = text(tmp_path / "linked.pdf")
    for part in (
        "Libraries per 10,000 inhabitants",
        "1. Bretagne – same bounds",
        "2. Normandie – same bounds",
        "Same bounds on all the maps: natural breaks (exact), 5 classes",
        "Map 1: Bretagne, 61 intermunicipal bodies",
        "Map 2: Normandie",
        "Ministère de la Culture",
    ):
        assert part in printed, part


def test_a_template_that_cannot_be_used_leaves_the_project_as_it_was(build, project, tmp_path):
    path = tmp_path / "broken.qpt"
    path.write_text("<Layout><LayoutItem/></Layout>", encoding="utf-8")
    maps = build(BRETAGNE, NORMANDIE)
    with pytest.raises(linked_layout.layouts.StyleError):
        linked_layout.linked_layout(project, maps, find(str(path)))
    assert not project.mapLayers()
    assert not project.layoutManager().layouts()


@pytest.fixture
def canvases(qgis_app, qtbot):
    made = []
    for _rank in range(3):
        canvas = QgsMapCanvas()
        qtbot.addWidget(canvas)
        canvas.resize(400, 300)
        canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
        canvas.show()
        canvas.setExtent(QgsRectangle(0, 0, 400_000, 300_000))
        made.append(canvas)
    qtbot.wait(50)
    return made


def test_canvases_with_one_anchor_look_at_the_same_place(canvases):
    links = CanvasLinks(canvases)
    links.set_anchors([QgsPointXY(0, 0)] * 3)
    canvases[0].setExtent(QgsRectangle(100_000, 200_000, 140_000, 230_000))
    for canvas in canvases:
        assert canvas.extent().center().distance(120_000, 215_000) < 1
        assert canvas.mapUnitsPerPixel() == pytest.approx(canvases[0].mapUnitsPerPixel())
    canvases[2].setCenter(QgsPointXY(0, 50_000))
    assert canvases[0].extent().center().distance(0, 50_000) < 1


def test_canvases_with_their_own_anchors_move_by_as_much(canvases):
    links = CanvasLinks(canvases)
    links.set_anchors([QgsPointXY(0, 0), QgsPointXY(500_000, 6_000_000)])
    canvases[0].setExtent(QgsRectangle(10_000, 20_000, 14_000, 23_000))
    assert canvases[1].extent().center().distance(512_000, 6_021_500) < 1
    assert canvases[1].mapUnitsPerPixel() == pytest.approx(canvases[0].mapUnitsPerPixel())
    # The third has no anchor: it is not linked.
    assert canvases[2].extent().width() > 300_000


def test_canvases_of_other_scales_zoom_in_proportion(canvases):
    links = CanvasLinks(canvases)
    links.set_anchors([QgsPointXY(0, 0), QgsPointXY(500_000, 6_000_000)], [100.0, 1000.0])
    canvases[0].setExtent(QgsRectangle(10_000, 20_000, 14_000, 23_000))
    assert canvases[1].mapUnitsPerPixel() == pytest.approx(10 * canvases[0].mapUnitsPerPixel())
    assert canvases[1].extent().center().distance(620_000, 6_215_000) < 1


def test_canvases_keep_what_they_look_at_when_rebased(canvases):
    links = CanvasLinks(canvases)
    links.set_anchors([QgsPointXY(0, 0)] * 2)
    links.show(1, QgsPointXY(300_000, 0), 50.0)
    links.rebase()
    before = canvases[0].mapUnitsPerPixel()
    canvases[1].zoomByFactor(0.5)
    assert canvases[0].mapUnitsPerPixel() == pytest.approx(before / 2)
    assert canvases[1].extent().center().distance(300_000, 0) < 1


def test_canvases_that_are_not_linked_stay(canvases):
    links = CanvasLinks(canvases)
    links.set_anchors([QgsPointXY(0, 0)] * 3)
    links.enabled = False
    canvases[0].setExtent(QgsRectangle(100_000, 200_000, 140_000, 230_000))
    assert canvases[1].extent().center().distance(200_000, 150_000) < 1


def test_each_canvas_is_moved_once(canvases):
    """No echo: a move of one canvas is one change of each of the others."""
    links = CanvasLinks(canvases)
    links.set_anchors([QgsPointXY(0, 0)] * 3)
    changes = []
    for rank, canvas in enumerate(canvases):
        canvas.extentsChanged.connect(lambda rank=rank: changes.append(rank))
    canvases[1].setExtent(QgsRectangle(100_000, 200_000, 140_000, 230_000))
    assert sorted(changes) == [0, 1, 2]


class Desk:
    """The part of the QGIS interface that the window uses."""

    def __init__(self):
        self.window = QMainWindow()
        self.opened = []

    def mainWindow(self):
        return self.window

    def openLayoutDesigner(self, layout):
        self.opened.append(layout)


@pytest.fixture
def desk(qtbot, qgis_new_project, tmp_path, monkeypatch):
    desk = Desk()
    qtbot.addWidget(desk.window)
    desk.window.show()
    QgsProject.instance().setFileName(str(tmp_path / "map.qgz"))
    yield desk
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().activeTasks(), timeout=WAIT)
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def holdings(tmp_path_factory):
    return reader(tmp_path_factory.mktemp("library"))(Silent())


@pytest.fixture
def opened(desk, holdings, qtbot):
    made = []

    def run(*requests):
        window = open_linked_maps(desk, holdings, requests)
        drawn(window, qtbot)
        made.append(window)
        return window

    yield run
    for window in made:
        window.close_down()
        qtbot.waitUntil(lambda window=window: not window.jobs.is_busy(), timeout=WAIT)


def drawn(window, qtbot):
    qtbot.waitUntil(lambda: window.maps() is not None and not window.jobs.is_busy(), timeout=WAIT)
    qtbot.wait(50)  # the maps look at their territories once they have their size


def test_the_window_draws_what_is_asked(opened):
    window = opened(BRETAGNE, NORMANDIE)
    assert [pane.isVisible() for pane in window.panes] == [True, True, False, False]
    assert "Bretagne – same bounds" in window.panes[0].title.text()
    assert window.panes[1].territory.reference() == "REG-28"
    first, second = (pane.layers().main for pane in window.panes[:2])
    assert bounds(first) == bounds(second)
    assert not QgsProject.instance().mapLayers()
    for pane, home in zip(window.panes, window.maps().homes):
        assert pane.canvas.extent().contains(home)


def test_moving_one_map_moves_the_other(opened):
    window = opened(BRETAGNE, NORMANDIE)
    first, second = (pane.canvas for pane in window.panes[:2])
    before = second.extent().center()
    moved = first.extent().center()
    first.setCenter(QgsPointXY(moved.x() + 30_000, moved.y() - 10_000))
    assert second.extent().center().distance(before.x() + 30_000, before.y() - 10_000) < 5
    first.zoomByFactor(0.5)
    assert second.mapUnitsPerPixel() == pytest.approx(first.mapUnitsPerPixel(), rel=1e-6)
    window.tools.linked.setChecked(False)
    kept = second.extent()
    first.zoomByFactor(0.5)
    assert second.extent() == kept


def test_overseas_maps_have_their_own_crs_and_the_same_scale(opened):
    martinique = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-02")
    window = opened(martinique, REUNION)
    first, second = (pane.canvas for pane in window.panes[:2])
    assert first.mapSettings().destinationCrs().authid() == "EPSG:5490"
    assert second.mapSettings().destinationCrs().authid() == "EPSG:2975"
    first.zoomByFactor(0.5)
    assert second.mapUnitsPerPixel() == pytest.approx(first.mapUnitsPerPixel(), rel=1e-6)


def test_an_island_beside_a_region_zooms_as_much(opened):
    window = opened(BRETAGNE, REUNION)
    first, second = (pane.canvas for pane in window.panes[:2])
    assert second.extent().width() < 3 * window.maps().homes[1].width()
    times = first.mapUnitsPerPixel() / second.mapUnitsPerPixel()
    second.zoomByFactor(0.5)
    assert first.mapUnitsPerPixel() / second.mapUnitsPerPixel() == pytest.approx(times, rel=1e-6)


def test_a_region_beside_its_country(opened):
    """Each is seen whole; zooming in one zooms in the other as much; a territory is looked at in both."""
    window = opened(BRETAGNE, MapRequest("bibliotheques_10k", Level.EPCI))
    first, second = (pane.canvas for pane in window.panes[:2])
    for canvas, home in zip((first, second), window.maps().homes):
        assert canvas.extent().contains(home)
        assert canvas.extent().width() < 3 * home.width()
    before = second.mapUnitsPerPixel()
    first.zoomByFactor(0.5)
    assert second.mapUnitsPerPixel() == pytest.approx(before / 2, rel=1e-6)
    window.go_to(RENNES)
    assert first.extent().center().distance(second.extent().center()) < 1
    assert second.mapUnitsPerPixel() == pytest.approx(first.mapUnitsPerPixel(), rel=1e-2)


def test_linking_again_brings_the_maps_to_the_first(opened):
    window = opened(BRETAGNE, NORMANDIE)
    window.tools.linked.setChecked(False)
    window.panes[1].canvas.zoomByFactor(0.25)
    window.tools.linked.setChecked(True)
    scales = [pane.canvas.mapUnitsPerPixel() for pane in window.panes[:2]]
    assert scales[0] == pytest.approx(scales[1], rel=1e-6)


def test_a_choice_changes_the_maps_and_what_they_share(opened, qtbot):
    window = opened(BRETAGNE, NORMANDIE)
    pane = window.panes[1]
    pane.indicator.setCurrentIndex(pane.indicator.findData("atlas-essentiel/cinemas_100k"))
    pane.indicator.activated.emit(pane.indicator.currentIndex())
    drawn(window, qtbot)
    assert window.requests()[1].indicator == "atlas-essentiel/cinemas_100k"
    assert window.requests()[1].within == "REG-28"
    assert "bounds of its own" in window.panes[0].title.text()
    window.tools.set_count(4)
    window.tools.countChanged.emit(4)
    drawn(window, qtbot)
    assert all(one.isVisible() for one in window.panes)
    assert len(window.maps().views) == 4
    assert "same bounds as maps 3 and 4" in window.panes[0].title.text()


def test_a_level_wider_than_the_territory_shows_the_whole_country(opened, qtbot):
    window = opened(MapRequest("bibliotheques_10k", Level.EPCI, within="DEP-35"), NORMANDIE)
    pane = window.panes[0]
    pane.level.setCurrentIndex(pane.level.findData(Level.REGION))
    pane.level.activated.emit(pane.level.currentIndex())
    drawn(window, qtbot)
    assert window.requests()[0].level is Level.REGION
    assert window.requests()[0].within == ""
    assert len(window.maps().views[0].prepared.codes) == 18


def test_a_territory_is_shown_on_every_map_with_its_figure(opened):
    window = opened(BRETAGNE, MapRequest("cinemas_100k", Level.EPCI, within="REG-53"))
    window.go_to(RENNES)
    figures = [pane.figure.text() for pane in window.panes[:2]]
    assert all(figure.startswith("Rennes Métropole: ") for figure in figures)
    prepared = window.maps().views[0].prepared
    value = prepared.values[prepared.codes.index("243500139")]
    assert f"{value:.1f}" in figures[0]
    for pane in window.panes[:2]:
        # Rennes, in Lambert-93.
        assert pane.canvas.extent().contains(QgsPointXY(352_000, 6_789_000))
        assert pane.canvas.extent().width() < 400_000


def test_a_map_of_another_territory_stays_where_it_is(opened):
    window = opened(BRETAGNE, NORMANDIE)
    before = window.panes[1].canvas.extent()
    window.go_to(RENNES)
    assert window.panes[0].canvas.extent().contains(QgsPointXY(352_000, 6_789_000))
    assert window.panes[1].canvas.extent() == before
    window.go_to("REG-99")
    assert "REG-99" in window.status.text()


def test_a_click_names_the_territory(opened, qtbot):
    window = opened(BRETAGNE, NORMANDIE)
    window.tools.buttons["identify"].click()
    canvas = window.panes[0].canvas
    place = canvas.getCoordinateTransform().transform(QgsPointXY(352_000, 6_789_000))
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place.toQPointF().toPoint())
    assert window.panes[0].figure.text().startswith("Rennes Métropole: ")
    assert window.panes[1].figure.text() == "Rennes Métropole is not on this map"


def test_the_page_shows_what_the_window_shows(opened, desk):
    window = opened(BRETAGNE, NORMANDIE)
    window.panes[0].canvas.zoomByFactor(0.5)
    window.make_layout(find("a4_paysage"))
    (layout,) = desk.opened
    frames = [item for item in names(layout, "carte") if isinstance(item, QgsLayoutItemMap)]
    assert len(frames) == 2
    for frame, pane in zip(frames, window.panes):
        assert frame.extent().center().distance(pane.canvas.extent().center()) < 100
        assert frame.extent().width() < window.maps().homes[0].width()
    assert len(linked_maps.layers.find_layers(QgsProject.instance())) == 2


def test_the_window_is_reused_and_the_project_keeps_what_it_showed(opened, desk, holdings, qtbot):
    window = opened(BRETAGNE, NORMANDIE)
    again = open_linked_maps(desk, holdings)
    assert again is window
    drawn(again, qtbot)
    assert again.requests()[0].within == "REG-53"
    assert len(desk.window.findChildren(LinkedMapsWindow, NAME)) == 1


def test_nothing_opens_without_a_map(desk, holdings):
    assert open_linked_maps(desk, holdings) is None
    assert open_linked_maps(desk, holdings, [MapRequest("no_such_thing", Level.EPCI)]) is None


def test_an_error_is_said_and_the_maps_stay(opened, qtbot):
    window = opened(BRETAGNE, NORMANDIE)
    before = window.panes[0].title.text()
    window.panes[0].set_request(MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53", threshold=-1.0))
    window.draw()
    qtbot.waitUntil(lambda: not window.jobs.is_busy(), timeout=WAIT)
    assert "neither a threshold" in window.status.text()
    assert window.panes[0].title.text() == before


def test_the_window_is_closed_with_the_plugin(plugin, holdings, qgis_iface, qtbot):
    window = open_linked_maps(qgis_iface, holdings, [BRETAGNE, NORMANDIE])
    drawn(window, qtbot)
    closed = []
    window.destroyed.connect(lambda: closed.append(True))
    plugin.unload()
    qtbot.waitUntil(lambda: bool(closed), timeout=WAIT)
    # The fixture unloads a plugin that is in use.
    plugin.initGui()
