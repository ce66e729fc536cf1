# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages: what each template gives, where everything lies, what locks the frames."""

from __future__ import annotations

import base64
import math
from itertools import combinations
from xml.etree import ElementTree

import pytest
from qgis.core import (
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, QSize
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin.core.colors import contrast
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Method, Mode, Status
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import chart_texts, circles, compose, context, layers, layouts, legend, places
from atlas_culture_plugin.gis.compose import Options
from atlas_culture_plugin.gis.layout_templates import default_font, find, read
from atlas_culture_plugin.gis.looks import centroid_layer
from atlas_culture_plugin.gis.offsets import DIAMETERS
from atlas_culture_plugin.gis.text_fit import Ruler

TEMPLATES = ("a4_portrait", "a4_paysage", "a3_portrait", "a3_paysage", "diapo_16_9")
PAGES = {
    "communes": MapRequest("niveau_vie_median", Level.COMMUNE),
    "departements": MapRequest("part_prof_cult", Level.DEPARTEMENT),
    "bretagne": MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53"),
    "reunion": MapRequest("bibliotheques_10k", Level.COMMUNE, within="REG-04"),
}
CROSSINGS = {
    "circles": MapRequest("cinemas_100k", Level.DEPARTEMENT, mode=Mode.CIRCLES, second="cinemas"),
    "bivariate": MapRequest("part_prof_cult", Level.DEPARTEMENT, mode=Mode.BIVARIATE, second="cinemas_100k"),
}
LEADER = "encart_idf_renvoi"
INSETS = ("971", "972", "973", "974", "976")
LONG = "Part des actifs exerçant une profession culturelle, artistique ou patrimoniale " * 4


@pytest.fixture(scope="module")
def pages(library, folder, qgis_app):
    """Prepared pages, each made once: what is slow does not depend on the template."""
    made = {}

    def prepared(request, **options):
        key = (request, tuple(sorted(options.items())))
        if key not in made:
            wanted = Options(author="Camille Martin", organisation="Ministère de la Culture", **options)
            made[key] = compose.prepare_page(library, territories(), request, wanted, folder, Silent())
        return made[key]

    return prepared


@pytest.fixture
def composed(project, pages):
    def run(request, template="a4_paysage", **options):
        return compose.lay_out(project, pages(request, **options), find(template)).layout

    return run


def shown(layout):
    """Items that are printed, by identifier."""
    found = (one for one in layout.items() if isinstance(one, QgsLayoutItem) and one.id())
    return {one.id(): one for one in found if one.isVisible()}


def rectangle(item, layout):
    """Where an item is printed, the legend at its real size."""
    box = QRectF(item.pagePos(), item.rect().size())
    if isinstance(item, QgsLayoutItemLegend):
        size = QgsLegendRenderer(item.model(), item.legendSettings()).minimumSize(Ruler(layout).context)
        box.setSize(size)
    return box


def text_of(layout, name):
    return layout.itemById(name).text()


def legend_rows(layout):
    """Texts of the legend as they are printed, headings included."""
    model = layout.itemById("legende").model()
    rows = []
    for node in model.rootGroup().findLayers():
        rows.append(str(node.customProperty("legend/title-label") or ""))
        rows += [str(one.data(0)) for one in model.layerLegendNodes(node)]
    return [row.replace("\n", " ") for row in rows if row]


def picture_of(layout, item, width=500):
    """What a map item draws, as an image."""
    box = item.rect()
    image = QgsLayoutExporter(layout).renderRegionToImage(
        QRectF(item.scenePos(), box.size()), QSize(width, int(width * box.height() / box.width()))
    )
    assert not image.isNull()
    return image


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_everything_that_a_page_may_need(name, project):
    document, notes = read(find(name))
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    items, done = layout.loadFromTemplate(document, QgsReadWriteContext(), True)
    assert done
    insets = [f"encart_{key}{suffix}" for key in (*INSETS, "idf") for suffix in ("", "_nom", "_echelle")]
    texts = ["titre", "sous_titre", "lecture", "source", "fond", "champ", "credits"]
    others = ["carte", "legende", "graphique", "graphique_2", "cle", "echelle", "nord", "logo"]
    assert {one.id() for one in items if one.id()} >= {*insets, *texts, *others}
    assert not notes or all("Open Sans" in note for note in notes)


def check_leader(line, boxes):
    """The line that leads to the inset of Paris crosses the map, and nothing else."""
    start, end = (line.mapToScene(point) for point in line.nodes())
    for name, box in boxes.items():
        along = [start + (end - start) * step / 500 for step in range(501)]
        inside = [point for point in along if box.adjusted(0.3, 0.3, -0.3, -0.3).contains(point)]
        assert name == "carte" or not inside, f"the line crosses {name}"


def no_overlap(layout):
    boxes = {name: rectangle(item, layout) for name, item in shown(layout).items()}
    if boxes.pop(LEADER, None) is not None:
        check_leader(layout.itemById(LEADER), boxes)
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        common = first.intersected(second)
        assert min(common.width(), common.height()) < 0.3, f"{one} and {other} overlap: {common}"


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("page", [*PAGES, *CROSSINGS])
def test_nothing_overlaps_and_nothing_leaves_the_page(composed, template, page):
    layout = composed({**PAGES, **CROSSINGS}[page], template)
    sheet = layout.pageCollection().page(0).rect()
    boxes = {name: rectangle(item, layout) for name, item in shown(layout).items()}
    for name, box in boxes.items():
        assert sheet.adjusted(7, 5, -7, -5).contains(box), f"{name} leaves the page: {box}"
        assert box.width() > 0 and box.height() > 0, f"{name} is empty"
    no_overlap(layout)


@pytest.mark.parametrize("template", TEMPLATES)
def test_texts_hold_in_their_box_at_a_size_that_can_be_read(composed, template):
    layout = composed(PAGES["departements"], template)
    ruler = Ruler(layout)
    for name, item in shown(layout).items():
        if isinstance(item, QgsLayoutItemLabel):
            text_format = item.textFormat()
            assert (
                ruler.height(item.text(), text_format, item.rect().width()) <= item.rect().height() + 0.01
            ), name
            assert text_format.size() >= (6.5 if name.endswith("_nom") else 6.9), name


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_title_of_300_characters_pushes_the_map_and_covers_nothing(composed, template):
    title = LONG[:300].strip()
    usual, long = (
        composed(PAGES["departements"], template),
        composed(PAGES["departements"], template, title=title),
    )
    assert long.itemById("carte").pagePos().y() > usual.itemById("carte").pagePos().y()
    shown_title = text_of(long, "titre").replace("\u00a0", " ")
    assert shown_title[:60] == title[:60]
    assert len(shown_title) == len(title) or (shown_title.endswith("…") and len(shown_title) > 200)
    no_overlap(long)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_wider_font_in_place_of_one_that_is_not_there_makes_nothing_overlap(
    project, pages, tmp_path, template
):
    text = find(template).path.read_text(encoding="utf-8").replace("Open Sans", "Police Absente")
    path = tmp_path / "mine.qpt"
    path.write_text(text, encoding="utf-8")
    composed = compose.lay_out(project, pages(PAGES["departements"]), find(str(path)))
    assert any("Police Absente" in note for note in composed.notes)
    family = composed.layout.itemById("titre").textFormat().font().family()
    assert family == default_font()
    no_overlap(composed.layout)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_crowded_legend_stays_in_its_place(composed, pages, template):
    """Twelve classes, two states and the inset of Paris: the chart gives way before the legend."""
    many = MapRequest("niveau_vie_median", Level.COMMUNE, method=Method.QUANTILE, classes=12)
    layout = composed(many, template)
    no_overlap(layout)
    assert len(legend_rows(layout)) == 1 + 12 + 2


def test_a_text_that_cannot_hold_is_cut_and_said(composed):
    layout = composed(PAGES["departements"], "a4_portrait", title=LONG * 5)
    assert text_of(layout, "titre").endswith("…")
    assert any("cut" in note for note in layouts.notes_of(layout))


def test_each_frame_has_its_own_crs_extent_and_round_scale(composed):
    layout = composed(PAGES["departements"])
    systems = {
        "carte": "EPSG:2154",
        "encart_971": "EPSG:5490",
        "encart_972": "EPSG:5490",
        "encart_973": "EPSG:2972",
        "encart_974": "EPSG:2975",
        "encart_976": "EPSG:4471",
        "encart_idf": "EPSG:2154",
    }
    maps = {n: i for n, i in shown(layout).items() if isinstance(i, QgsLayoutItemMap)}
    assert {name: item.crs().authid() for name, item in maps.items()} == systems
    assert maps["encart_idf"].scale() < maps["carte"].scale() / 3
    for name, item in maps.items():
        bar = layout.itemById("echelle" if name == "carte" else f"{name}_echelle")
        assert bar.linkedMap() is item
        assert f"{bar.unitsPerSegment():g}"[0] in "125"
        length = bar.numberOfSegments() * bar.unitsPerSegment() * 1_000_000 / item.scale()
        assert 4 < length < item.rect().width() * 0.5
    assert "Metropolitan France" in layout.itemById("echelle").unitLabel()
    assert text_of(layout, "encart_974_nom") == "La Réunion"


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("level", [Level.DEPARTEMENT, Level.EPCI])
def test_each_inset_has_its_name_above_it_and_its_scale_under_it(composed, template, level):
    name = {Level.DEPARTEMENT: "part_prof_cult", Level.EPCI: "bibliotheques_10k"}[level]
    layout = composed(MapRequest(name, level), template)
    keys = [*INSETS, "idf"] if level is Level.DEPARTEMENT else INSETS
    for key in keys:
        above, frame, below = (
            rectangle(layout.itemById(f"encart_{key}{suffix}"), layout) for suffix in ("_nom", "", "_echelle")
        )
        assert above.left() == frame.left() == below.left()
        assert abs(above.bottom() - frame.top()) < 1 and abs(frame.bottom() - below.top()) < 1
        assert frame.height() > 14
    tops = [layout.itemById(f"encart_{key}").rect().height() for key in INSETS]
    assert max(tops) - min(tops) < 0.1


def test_a_map_without_insets_takes_their_room(composed):
    national, region = composed(PAGES["departements"]), composed(PAGES["bretagne"])
    assert not [name for name in shown(region) if name.startswith("encart")]
    wide, narrow = region.itemById("carte"), national.itemById("carte")
    assert wide.rect().width() > narrow.rect().width() + 30
    assert wide.pagePos().x() == pytest.approx(national.itemById("encart_971").pagePos().x(), abs=0.1)
    assert region.itemById("echelle").pagePos().x() == pytest.approx(wide.pagePos().x(), abs=0.1)


def test_insets_can_be_refused(composed):
    layout = composed(PAGES["departements"], insets="none")
    assert not [name for name in shown(layout) if name.startswith("encart")]


def test_overseas_a_territory_has_its_own_crs(composed):
    layout = composed(PAGES["reunion"])
    assert layout.itemById("carte").crs().authid() == "EPSG:2975"
    assert "La Réunion" in layout.itemById("echelle").unitLabel()


def test_a_page_says_all_that_a_statistics_office_requires(composed, pages):
    layout = composed(PAGES["departements"])
    caption = pages(PAGES["departements"]).caption
    assert text_of(layout, "titre") == caption.title
    assert text_of(layout, "sous_titre") == caption.subtitle
    assert text_of(layout, "lecture") == caption.reading
    assert caption.coverage in text_of(layout, "champ")
    assert "Insee" in text_of(layout, "source")
    assert "COG\u00a02026" in text_of(layout, "fond")
    assert "Camille Martin" in text_of(layout, "credits") and "Ministère" in text_of(layout, "credits")
    assert "nord" not in shown(layout) and "nord" in shown(composed(PAGES["departements"], north=True))


def test_the_legend_has_unit_classes_highest_first_counts_and_states(composed, pages):
    rows = legend_rows(composed(PAGES["departements"]))
    prepared = pages(PAGES["departements"]).prepared
    assert rows[0] == prepared.heading and "%" in rows[0]
    counts = [int(row.rpartition("(")[2].rstrip(")")) for row in rows[1:]]
    assert counts == [*reversed(prepared.rounded.counts), 1]
    assert rows[-1].startswith("Not available")


def test_the_legend_of_a_crossing_has_a_part_for_each_indicator(composed, pages):
    rows = legend_rows(composed(CROSSINGS["circles"]))
    prepared = pages(CROSSINGS["circles"]).prepared
    assert rows[0] == "Not available (5)", "the state of the circles is under their key"
    states = [row for row in rows[2:] if row.startswith("Not available")]
    assert rows[1] == prepared.heading and len(rows) == 2 + len(prepared.colors) + len(states)


def drawing_of(layout, name):
    """What a picture of a page draws, and the texts written over it."""
    item = layout.itemById(name)
    svg = base64.b64decode(item.picturePath().removeprefix("base64:")).decode()
    labels = sorted(chart_texts.labels_of(item), key=lambda label: label.zValue())
    return ElementTree.fromstring(svg), [label.text() for label in labels]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("page", ["circles", "stock"])
def test_circles_have_a_nested_key_of_the_size_and_colour_of_the_map(composed, pages, page, template):
    request = {**CROSSINGS, "stock": MapRequest("festivals", Level.DEPARTEMENT)}[page]
    layout, prepared = composed(request, template), pages(request).prepared
    stock = prepared.second or prepared
    root, written = drawing_of(layout, "cle")
    drawn = list(root.iter("{http://www.w3.org/2000/svg}circle"))
    item = layout.itemById("cle")
    # What the drawing says to be against the size at which it is printed.
    scale = item.rect().width() / float(root.get("viewBox").split()[2]) * 100
    assert scale == pytest.approx(1, abs=0.002)
    values = circles.legend_values(stock.maximum())
    wanted = [DIAMETERS[Level.DEPARTEMENT] / 2 * math.sqrt(value / stock.maximum()) for value in values]
    assert [float(one.get("r")) * scale for one in drawn] == pytest.approx(wanted, rel=0.005)
    lowest = [float(one.get("cy")) + float(one.get("r")) for one in drawn]
    assert max(lowest) - min(lowest) < 0.01
    assert written[0].startswith(stock.heading[:20]) and f"({stock.count(Status.VALUE)})" in " ".join(written)
    look = circles.key_look(main_layer(layout).renderer())
    assert {one.get("fill") for one in drawn} == {look.color}
    assert drawn[0].get("stroke") == look.stroke
    # Those inside it are seen.
    assert all(contrast(one.get("stroke"), look.color) >= 2 for one in drawn[1:])
    rows = legend_rows(layout)
    assert not [row for row in rows if "Territories with a value" in row or str(int(values[0])) in row]
    assert layout.itemById("legende").pagePos().y() > item.pagePos().y()


def test_a_key_of_circles_shrinks_with_the_rows_of_a_long_legend(composed, pages):
    request = MapRequest("densite", Level.EPCI, within="REG-27", mode=Mode.CIRCLES, second="bibliotheques")
    kinds = places.PlacesRequest(("cinema", "musee", "festival", "bibliotheque"), "REG-27")
    layout = composed(request, "diapo_16_9", places=kinds)
    item, (note,) = layout.itemById("legende"), layouts.notes_of(layout)
    assert "room for a chart" in note
    rows = item.style(QgsLegendStyle.Style.SymbolLabel).textFormat().size()
    written = {label.textFormat().size() for label in chart_texts.labels_of(layout.itemById("cle"))}
    assert rows < legend.nominal(item)
    assert {round(size / (25.4 / 72), 2) for size in written} <= {rows, rows - 0.5}
    # Symbols follow, and the rule above the notes is not touched.
    assert item.symbolHeight() == pytest.approx(4 * rows / legend.nominal(item))
    assert rectangle(item, layout).bottom() < layout.itemById("filet_bas").pagePos().y() - 1


def test_circles_have_the_colour_that_the_user_gave_them(project, pages):
    request = MapRequest("festivals", Level.DEPARTEMENT)
    page = pages(request)
    composed = compose.lay_out(project, page, find("a4_paysage"))
    layer = main_layer(composed.layout)
    renderer = layer.renderer().clone()
    for rule in renderer.rootRule().descendants():
        if isinstance(rule.symbol(), QgsMarkerSymbol):
            symbol = rule.symbol().clone()
            symbol.symbolLayer(0).setFillColor(QColor("#aa3377"))
            rule.setSymbol(symbol)
    layer.setRenderer(renderer)
    compose.refresh(project, composed.layout, page, layer)
    root, _texts = drawing_of(composed.layout, "cle")
    fills = {one.get("fill") for one in root.iter("{http://www.w3.org/2000/svg}circle")}
    assert fills == {"#aa3377"}


def circle_pixels(layout, sign):
    """How many pixels of the map are inside its circles: rather blue, or rather red (``sign`` of red)."""
    image = picture_of(layout, layout.itemById("carte"), 1000)
    found = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(sign * (p.red() - p.blue()) > 100 for p in found)


@pytest.mark.parametrize(
    ("request_", "sign"),
    [
        (MapRequest("bibliotheques", Level.EPCI, within="REG-28"), -1),
        (MapRequest("densite", Level.EPCI, within="REG-28", mode=Mode.CIRCLES, second="bibliotheques"), 1),
    ],
)
def test_no_limit_is_drawn_over_a_circle(composed, request_, sign):
    over = circle_pixels(composed(request_, "a4_portrait"), sign)
    alone = circle_pixels(composed(request_, "a4_portrait", context=False), sign)
    assert alone > 5000
    assert over == pytest.approx(alone, abs=0.001 * alone)


def test_masks_of_circles_serve_every_page_and_go_with_the_map(project, pages):
    page = pages(MapRequest("bibliotheques", Level.EPCI, within="REG-28"))
    first = compose.lay_out(project, page, find("a4_portrait")).layout
    layer = main_layer(first)
    compose.lay_out(project, page, find("a4_paysage"), layer)

    def masks():
        renderer = layer.renderer()
        markers = [
            circle.subSymbol()
            for rule in renderer.rootRule().descendants()
            if isinstance(rule.symbol(), QgsFillSymbol) and (circle := centroid_layer(rule.symbol()))
        ]
        parts = [part for marker in markers for part in marker.symbolLayers()]
        return [part for part in parts if part.layerType() == "MaskMarker"]

    (mask,) = masks()
    hidden = {one.layerId() for one in mask.masks()}
    kinds = [project.mapLayer(one) for one in hidden]
    assert len(hidden) == 2 and all(context.context_kind(one) == context.LIMITS for one in kinds)
    # Circles of other sizes are not those that the mask was made from.
    layers.update_layer(layer, page.built)
    assert masks() == []


def main_layer(layout):
    """The map that a page prints."""
    layers = layout.project().mapThemeCollection().mapThemeVisibleLayers(layouts.theme_of(layout))
    return next(one for one in layers if not one.customProperty("atlas_culture/context"))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_bivariate_page_has_its_dots_and_the_whole_names_of_its_key(composed, pages, template):
    request = MapRequest("part_prof_cult", Level.DEPARTEMENT, mode=Mode.BIVARIATE, second="dep_ministere_hab")
    layout, prepared = composed(request, template), pages(request).prepared
    assert "graphique" in shown(layout)
    root, written = drawing_of(layout, "graphique")
    paths = list(root.iter("{http://www.w3.org/2000/svg}path"))
    assert {one.get("stroke") for one in paths} <= {*prepared.cell_colors, "#7f7f7f"}
    assert any(text.startswith("Rank correlation ρ = 0.") for text in written)
    _root, names = drawing_of(layout, "cle")
    told = " ".join(names).split()
    headings = f"{prepared.heading} {prepared.second.heading}".split()
    assert not set(headings) - set(told) and "…" not in " ".join(told)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (MapRequest("bibliotheques_10k", Level.COMMUNE, within="DEP-974"), ["La Réunion", "France"]),
        (MapRequest("densite", Level.COMMUNE, within="EPCI-243500139"), None),
        (MapRequest("densite", Level.COMMUNE, within="DEP-75"), ["Paris", "Île-de-France", None]),
    ],
)
def test_a_territory_is_compared_with_others_only(composed, request_, expected):
    _root, written = drawing_of(composed(request_), "graphique_2")
    if expected is None:
        assert "1,254 EPCI of 1,255" in written
    else:
        names = [text for text in written[1:] if not text[:1].isdigit()]
        assert names[: len(expected) - (None in expected)] == [one for one in expected if one]


def test_names_of_a_chart_have_the_apostrophes_of_the_page(composed, french):
    request = MapRequest("bibliotheques_10k", Level.COMMUNE, within="REG-93")
    _root, written = drawing_of(composed(request), "graphique_2")
    assert "Provence-Alpes-Côte d’Azur" in " ".join(written)


def test_a_page_of_an_epci_has_the_borders_of_its_neighbours(pages):
    page = pages(MapRequest("densite", Level.COMMUNE, within="EPCI-243500139"))
    assert page.context.land_layer == "epci"
    assert pages(MapRequest("densite", Level.COMMUNE, within="COM-35238")).context.land_layer == "commune"
    assert pages(PAGES["departements"]).context.land_layer == "departement"


@pytest.mark.parametrize("template", TEMPLATES)
def test_drawings_fill_their_place_exactly(composed, template):
    """QGIS takes the proportions of a drawing from whole units: nothing may be lost."""
    layout = composed(PAGES["reunion"], template)
    for name in ("graphique", "graphique_2"):
        item = shown(layout)[name]
        root, _texts = drawing_of(layout, name)
        _x, _y, width, height = map(float, root.get("viewBox").split())
        assert int(height) / int(width) == pytest.approx(
            item.rect().height() / item.rect().width(), rel=0.001
        )


def test_a_bivariate_page_has_a_square_key_and_the_states(composed):
    layout = composed(CROSSINGS["bivariate"])
    assert layout.itemById("cle").picturePath().startswith("base64:")
    assert [row.split(" (")[0] for row in legend_rows(layout)] == ["Not available"]


def test_charts_are_drawn_as_vectors(composed):
    layout = composed(PAGES["bretagne"])
    for name in ("graphique", "graphique_2"):
        item = shown(layout)[name]
        assert item.picturePath().startswith("base64:")
        assert item.mode() == QgsLayoutItemPicture.Format.FormatSVG


def test_a_page_without_chart_has_none(composed):
    layout = composed(PAGES["departements"], chart=False)
    assert "graphique" not in shown(layout)


def test_frames_are_locked_to_a_theme_of_exactly_our_layers(composed, project):
    layout = composed(PAGES["departements"])
    other = QgsVectorLayer("Polygon?crs=EPSG:2154", "other", "memory")
    project.addMapLayer(other)
    theme = layouts.theme_of(layout)
    layers = project.mapThemeCollection().mapThemeVisibleLayers(theme)
    assert other not in layers and len(layers) == 3
    kinds = [layer.customProperty("atlas_culture/context") for layer in layers]
    assert kinds == ["limits", None, "neighbours"]
    for item in shown(layout).values():
        if isinstance(item, QgsLayoutItemMap):
            assert item.followVisibilityPreset() and item.followVisibilityPresetName() == theme


def test_a_layer_hidden_in_the_project_is_still_printed(composed, project):
    layout = composed(PAGES["departements"])
    item = layout.itemById("carte")
    before = picture_of(layout, item)
    for node in project.layerTreeRoot().findLayers():
        node.setItemVisibilityChecked(False)
    project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:2154", "other", "memory"))
    item.invalidateCache()
    after = picture_of(layout, item)
    assert after == before
    colours = {before.pixelColor(x, y).name() for x in range(0, 500, 5) for y in range(0, before.height(), 5)}
    assert len(colours) > 5


def test_two_pages_of_one_map_have_names_and_themes_of_their_own(composed, project):
    first, second = composed(PAGES["bretagne"]), composed(PAGES["bretagne"])
    assert first.name() != second.name() and layouts.theme_of(first) != layouts.theme_of(second)
    assert {one.name() for one in project.layoutManager().layouts()} == {first.name(), second.name()}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_is_the_same_once_the_project_is_saved_and_opened(composed, project, tmp_path, template):
    layout = composed(PAGES["bretagne"], template)
    before = picture_of(layout, layout.itemById("carte"))
    boxes = {name: rectangle(item, layout) for name, item in shown(layout).items()}
    rows = legend_rows(layout)
    path = str(tmp_path / "page.qgz")
    assert project.write(path)
    opened = QgsProject()
    assert opened.read(path)
    again = opened.layoutManager().layouts()[0]
    assert legend_rows(again) == rows
    for name, item in shown(again).items():
        then, now = boxes.pop(name), rectangle(item, again)
        gaps = [abs(a - b) for a, b in zip(then.getRect(), now.getRect())]
        assert max(gaps) < 0.05, name
    assert not boxes
    assert picture_of(again, again.itemById("carte")) == before
    assert all(text_of(again, name) == text_of(layout, name) for name in ("titre", "source", "lecture"))
    opened.clear()
