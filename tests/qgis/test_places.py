# SPDX-License-Identifier: GPL-2.0-or-later
"""Places as points: the file, the layer, what is drawn at each scale, on screen and on paper."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, QSize
from qgis.PyQt.QtGui import QColor, QIcon, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import PlaceError, StorageError, StyleError, TerritoryError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.places import GROUPINGS, TABLE, place_types
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layers, place_symbols, places
from atlas_culture_plugin.gis.project import move_beside
from atlas_culture_plugin.gui.places_panel import PlacesPanel

ALL = ("cinema", "bibliotheque", "musee", "festival")
LAMBERT = QgsCoordinateReferenceSystem("EPSG:2154")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def build(folder, qgis_app):
    def run(types=ALL, within=""):
        return places.build_places(territories(), types, within, folder, Silent())

    return run


@pytest.fixture
def make(build, qgis_new_project):
    def run(types=ALL, within="", styles=None):
        layer = places.create_places_layer(build(types, within), styles)
        QgsProject.instance().addMapLayer(layer)
        return layer

    return run


def settings_at(layer, centre, scale, size=400):
    """A square picture of 400 pixels at 96 dots an inch, around a longitude and a latitude."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(LAMBERT)
    settings.setOutputSize(QSize(size, size))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("#c0c0c0"))
    half = size / 96 * 0.0254 * scale / 2
    point = to_lambert(*centre)
    settings.setExtent(QgsRectangle.fromCenterAndSize(point, 2 * half, 2 * half))
    return settings


def to_lambert(longitude, latitude):
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), LAMBERT, QgsProject.instance()
    )
    return transform.transform(QgsPointXY(longitude, latitude))


def draw(settings):
    image = QImage(settings.outputSize(), QImage.Format.Format_ARGB32)
    image.fill(settings.backgroundColor())
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    return image


def labels(layer):
    categories = layer.renderer().clone().categories()
    return [category.label() for category in categories]


def drawn_at(layer, scale):
    """Number of symbols that a layer draws at a scale, by type, and the places that they stand for."""
    settings = settings_at(layer, (2.3, 46.5), scale)
    context = QgsRenderContext.fromMapSettings(settings)
    context.setExpressionContext(layer.createExpressionContext())
    context.expressionContext().lastScope().setVariable("map_scale", scale)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    field = next(g.field for g in GROUPINGS if scale > g.scale)
    found = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if renderer.symbolForFeature(feature, context) is not None:
            count, total = found.get(feature["type"], (0, 0))
            found[feature["type"]] = (count + 1, total + feature[field])
    renderer.stopRender(context)
    return found


def test_the_file_holds_every_place_with_an_index_and_text_codes(build):
    built = build()
    with closing(sqlite3.connect(built.path)) as database:
        (count,) = database.execute(f"SELECT count(*) FROM {TABLE}").fetchone()
        (indexed,) = database.execute(f"SELECT count(*) FROM rtree_{TABLE}_geom").fetchone()
        kinds = set(database.execute(f"SELECT typeof(code_commune), typeof(departement) FROM {TABLE}"))
        (mode,) = database.execute("PRAGMA journal_mode").fetchone()
    assert count == indexed == sum(kind.count for kind in place_types()) == 25779
    assert kinds == {("text", "text")} and mode == "delete"


def test_the_file_is_written_once_and_only_read_then(build, make):
    built = build(("cinema",))
    before = built.path.stat().st_mtime_ns
    layer = make(("festival",), "DEP-35")
    assert layer.source().startswith(str(built.path))
    assert build().path == built.path
    list(layer.getFeatures())
    assert built.path.stat().st_mtime_ns == before
    assert [path.name for path in built.path.parent.glob("*.part*")] == []


def test_a_file_cut_short_is_written_again(folder, build):
    path = build().path
    whole = path.stat().st_size
    path.write_bytes(path.read_bytes()[:100_000])
    assert build().path.stat().st_size == whole


def test_a_folder_that_cannot_be_written_ends_in_a_sentence(tmp_path, qgis_app):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(StorageError):
        places.build_places(territories(), ["cinema"], "", blocked / "data", Silent())


@pytest.mark.parametrize(
    ("types", "within", "count"),
    [
        (ALL, "", 25779),
        (("cinema",), "", 2061),
        (("cinema", "bibliotheque"), "REG-53", 120 + 1043),
        (("festival",), "REG-53", 590),
        (("bibliotheque",), "COM-35238", None),
        (("cinema",), "EPCI-243500139", None),
        (("cinema",), "METRO", 2061),
    ],
)
def test_types_and_territory_filter_the_layer(make, types, within, count):
    layer = make(types, within)
    found = list(layer.getFeatures())
    assert layer.isValid() and layer.readOnly() and len(found) == layer.featureCount() > 0
    assert count is None or len(found) == count
    assert {feature["type"] for feature in found} == set(types)
    inside = territories().within(Level.COMMUNE, within or "FRANCE")
    assert {feature["code_commune"] for feature in found} <= set(inside)
    request = places.request_of(layer)
    assert (request.types, request.within) == (tuple(k for k in ALL if k in types), within)


def test_what_does_not_exist_ends_in_a_sentence(build):
    with pytest.raises(PlaceError, match="overseas is not covered"):
        build(("cinema",), "DEP-971")
    with pytest.raises(PlaceError, match="not a type of place"):
        build(("theatre",))
    with pytest.raises(TerritoryError):
        build(("cinema",), "REG-99")


def test_the_name_the_legend_and_the_metadata_say_what_it_is(make):
    layer = make(("bibliotheque", "cinema"), "REG-53")
    assert layer.name() == "Places of culture: cinemas, libraries – Bretagne"
    said = labels(layer)
    assert said[:2] == ["Cinemas (120)", "Libraries (1,043)"]
    assert any(text.endswith("(94)") for text in said[2:])  # at the point of their commune
    record = layer.metadata()
    assert {"Licence Ouverte", "Licence Ouverte 2.0"} == set(record.licenses())
    assert any("CNC" in text and "2022" in text for text in record.rights())
    whole = labels(make(("bibliotheque",)))
    assert any(text.endswith("(7)") for text in whole[1:])  # of doubtful position


@pytest.mark.parametrize("scale", [6e6, 3e6, 1.5e6, 7.5e5, 3e5, 1e5])
def test_groups_add_up_at_every_scale(make, scale):
    layer = make(ALL, "REG-53")
    found = drawn_at(layer, scale)
    assert {key: total for key, (_count, total) in found.items()} == {
        "cinema": 120,
        "bibliotheque": 1043,
        "musee": 29,
        "festival": 590,
    }
    if scale == 6e6:
        assert found["bibliotheque"][0] < 80
    if scale == 1e5:
        assert found["bibliotheque"][0] > 950


@pytest.mark.parametrize("key", ALL)
def test_the_colour_of_a_type_is_where_its_place_is(make, key):
    layer = make((key,), "REG-53")
    (kind,) = (kind for kind in place_types() if kind.key == key)
    feature = next(feature for feature in layer.getFeatures() if feature["groupe_point"] > 0)
    point = feature.geometry().asPoint()
    image = draw(settings_at(layer, (point.x(), point.y()), 50_000))
    near = {image.pixelColor(x, y).name() for x in range(195, 206) for y in range(195, 206)}
    assert kind.color in near
    around = {image.pixelColor(x, y).name() for x in range(180, 221) for y in range(180, 221)}
    assert "#c0c0c0" in around  # what lies beneath
    assert max(QColor(name).lightness() for name in around) > 220  # the halo, a pixel wide


def test_no_line_of_the_sources_begins_with_a_closing_quote(french, build):
    said = places.credit(build(("musee",)))
    assert "«\u202fFréquentation des Musées de France\u202f»" in said
    assert not {" »", "« ", " ;", " :"} & {said[rank : rank + 2] for rank in range(len(said))}


def test_a_legend_shows_symbols_of_their_own_size_without_a_number(make):
    layer = make(("festival",))
    own = place_symbols.load().symbol("festival").size()
    renderer = layer.renderer().clone()
    (first, *_others) = renderer.categories()
    assert first.symbol().size() == pytest.approx(own)
    preview = first.symbol().asImage(QSize(40, 40))
    assert {"#f5b120", "#ffffff"} <= {preview.pixelColor(x, y).name() for x in range(40) for y in range(40)}


def test_the_panel_the_template_and_the_table_show_the_same_symbols(qgis_app):
    template = place_symbols.load()
    for kind in place_types():
        marker = template.symbol(kind.key).symbolLayer(1)
        assert marker.fillColor().name() == kind.color
        assert kind.symbol in marker.encodeShape(marker.shape()).replace("equilateral_", "")
        path = paths.resources("icons", "places", f"{kind.key}.svg")
        assert QSvgRenderer(str(path)).isValid() and not QIcon(str(path)).isNull()
        assert kind.color in path.read_text(encoding="utf-8")


def test_the_style_is_still_there_when_the_project_is_reopened(make, tmp_path):
    layer = make(ALL, "REG-53")
    before = drawn_at(layer, 1.5e6)
    said, symbols = labels(layer), layer.renderer().clone().dump()
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "project.qgz"))
    (again,) = places.find_places(project)
    assert (labels(again), again.renderer().clone().dump()) == (said, symbols)
    assert drawn_at(again, 1.5e6) == before
    assert places.request_of(again).within == "REG-53"


def test_the_file_moves_along_with_the_project(make, tmp_path):
    layer = make(("cinema",), "REG-53")
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    assert move_beside(project) == 1
    assert layer.source().startswith(str(tmp_path)) and layer.featureCount() == 120
    assert labels(layer)[0] == "Cinemas (120)"


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler is not installed")
@pytest.mark.parametrize(("within", "scale"), [("", 6e6), ("REG-53", 5e5)])
def test_a_page_over_a_choropleth_is_vector_with_text_to_select(make, folder, tmp_path, within, scale):
    points = make(ALL, within)
    library = Library(tmp_path / "library", paths.data("packages"))
    request = MapRequest("densite", Level.EPCI, within=within)
    areas = layers.create_layer(layers.build_map(library, territories(), request, folder, Silent()))
    project = QgsProject.instance()
    project.addMapLayer(areas)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    frame = QgsLayoutItemMap(layout)
    layout.addLayoutItem(frame)
    frame.attemptSetSceneRect(QRectF(5, 5, 200, 190))
    frame.setCrs(LAMBERT)
    frame.setLayers([points, areas])
    frame.setExtent(QgsRectangle(100_000, 6_000_000, 1_300_000, 7_140_000))
    frame.setScale(scale)
    legend = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(legend)
    legend.setLinkedMap(frame)
    legend.attemptSetSceneRect(QRectF(208, 5, 85, 190))
    pdf = tmp_path / "page.pdf"
    how = QgsLayoutExporter.PdfExportSettings()
    how.textRenderFormat = QgsRenderContext.TextRenderFormat.TextFormatAlwaysText
    result = QgsLayoutExporter(layout).exportToPdf(str(pdf), how)
    assert result == QgsLayoutExporter.ExportResult.Success
    images = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2, images
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for label in labels(points)[:4]:
        assert " ".join(label.split()) in " ".join(text.split())
    assert pdf.stat().st_size < 3_000_000


def edited(folder, old, new):
    text, count = re.subn(old, new, paths.styles("places.qml").read_text(encoding="utf-8"))
    assert count
    (folder / "places.qml").write_text(text, encoding="utf-8")
    return folder


def test_the_user_s_own_template_is_used(make, tmp_path):
    styles = edited(tmp_path, '"91,26,110,255[^"]*"', '"0,128,0,255"')
    renderer = make(("cinema",), "", styles).renderer().clone()
    assert renderer.categories()[0].symbol().symbolLayer(1).fillColor().name() == "#008000"


def test_a_template_without_its_categories_is_refused(make, tmp_path):
    with pytest.raises(StyleError, match="reste"):
        make(("cinema",), "", edited(tmp_path, 'value="reste"', 'value="x"'))


def points_of(values, kind="Point"):
    """A layer of the user's: one point per value, on a line."""
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4326&field=genre:string&field=n:integer", "Mes lieux", "memory")
    features = []
    for rank, value in enumerate(values):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([value, rank % 2])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(rank / 100, 46)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def test_points_of_the_user_get_a_symbol_per_value_and_one_for_the_others(qgis_new_project):
    values = [name for rank, name in enumerate("abcdefghij") for _ in range(12 - rank)] + [NULL, NULL]
    layer = points_of(values)
    places.style_user_points(layer, "genre")
    said = labels(layer)
    assert said[0] == "a (12)" and len(said) == 9 and said[-1].endswith("(9)")
    shapes = set()
    categories = layer.renderer().clone().categories()
    for category in categories:
        marker = category.symbol().symbolLayer(1)
        shapes.add((marker.encodeShape(marker.shape()), marker.angle(), marker.fillColor().name()))
    assert len(shapes) == 9
    places.style_user_points(layer, "n")
    assert [label.split()[0] for label in labels(layer)] == ["0", "1"]
    image = draw(settings_at(layer, (0.1, 46), 100_000))
    assert any(image.pixelColor(x, 200).name() != "#c0c0c0" for x in range(400))


def test_what_is_not_points_or_has_no_such_field_is_refused(qgis_new_project):
    with pytest.raises(StyleError, match="Mes lieux"):
        places.style_user_points(points_of(["a"]), "absent")
    with pytest.raises(StyleError, match="points"):
        places.style_user_points(points_of([], "Polygon"), "genre")


def test_the_panel_tells_which_types_are_wanted(qtbot, qgis_app):
    panel = PlacesPanel()
    qtbot.addWidget(panel)
    assert not panel.button.isEnabled() and panel.button.toolTip()
    assert list(panel.boxes) == list(ALL)
    for kind in place_types():
        assert kind.label in panel.boxes[kind.key].toolTip() and not panel.boxes[kind.key].icon().isNull()
    panel.check(["festival", "cinema"])
    with qtbot.waitSignal(panel.wanted) as told:
        panel.button.click()
    assert told.args == [["cinema", "festival"]]
    assert "2022" in panel.boxes["cinema"].toolTip()


def test_the_tip_of_a_place_says_what_it_is_and_where(make):
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    layer = make(("festival", "cinema"), "DEP-35")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    tips = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        tips.append(
            (feature["position"], QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context))
        )
    assert all(tip.startswith("<b>") and "(35)" in tip and "[%" not in tip for _, tip in tips)
    assert {position for position, tip in tips if tip.endswith("<br>commune")} == {"commune"}
