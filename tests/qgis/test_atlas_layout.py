# SPDX-License-Identifier: GPL-2.0-or-later
"""A series kept as one layout with a QGIS atlas: what each of its pages says and shows."""

from __future__ import annotations

import re
from contextlib import closing

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsExpression,
    QgsLayoutExporter,
    QgsLayoutObject,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, QSize
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin.core import levelfile
from atlas_culture_plugin.core.errors import AtlasError, TerritoryError
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Mode
from atlas_culture_plugin.core.places import place_types
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.series import plan
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import atlas_layout, layers
from atlas_culture_plugin.gis.areas import labels
from atlas_culture_plugin.gis.atlas_items import count_field, split_count
from atlas_culture_plugin.gis.compose import Options
from atlas_culture_plugin.gis.context import LAND
from atlas_culture_plugin.gis.layout_templates import find
from atlas_culture_plugin.gis.places import PlacesRequest, find_places
from atlas_culture_plugin.gis.project import data_folder, move_beside, stray_files
from atlas_culture_plugin.gis.text_fit import Ruler
from tests.printed import info, needs_poppler, plain, text

BRETAGNE = MapRequest("bibliotheques_10k", Level.COMMUNE, within="REG-53")
REGIONS = MapRequest("part_prof_cult", Level.DEPARTEMENT)


@pytest.fixture(scope="module")
def prepared(library, tmp_path_factory, qgis_app):
    folder = tmp_path_factory.mktemp("levels")

    def run(request, coverage, **options):
        wanted = Options(template="a4_paysage", author="Camille Martin", **options)
        return atlas_layout.prepare_atlas(library, territories(), request, coverage, wanted, folder, Silent())

    return run


@pytest.fixture
def laid_out(project, prepared):
    def run(request, coverage, template="a4_paysage", **options):
        atlas = prepared(request, coverage, **options)
        return atlas_layout.lay_out(project, atlas, find(template)).layout

    return run


def pages_of(layout):
    """Go through the pages of an atlas as its toolbar does: name, then what the layout shows."""
    atlas = layout.atlas()
    for rank in range(atlas.updateFeatures()):
        assert atlas.seekTo(rank)
        layout.refresh()
        yield atlas.nameForPage(rank)


def said(layout, name):
    return layout.itemById(name).currentText()


def picture_of(layout, width=700):
    """What the main map draws, as an image."""
    item = layout.itemById("carte")
    box = QRectF(item.scenePos(), item.rect().size())
    size = QSize(width, int(width * box.height() / box.width()))
    image = QgsLayoutExporter(layout).renderRegionToImage(box, size)
    assert not image.isNull()
    return image


def shade(layout, image, geometry, layer):
    """Colour of the map at a point of a territory."""
    item = layout.itemById("carte")
    point = geometry.pointOnSurface()
    point.transform(QgsCoordinateTransform(layer.crs(), item.crs(), layout.project().transformContext()))
    where, extent = point.asPoint(), item.extent()
    column = (where.x() - extent.xMinimum()) / extent.width() * image.width()
    row = (extent.yMaximum() - where.y()) / extent.height() * image.height()
    return QColor(image.pixel(int(column), int(row))).name()


def test_a_page_for_each_departement_of_a_region(laid_out, library):
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT)
    atlas = layout.atlas()
    assert atlas.enabled()
    names = list(pages_of(layout))
    assert names == ["Côtes-d'Armor", "Finistère", "Ille-et-Vilaine", "Morbihan"]
    pages = plan(library, territories(), BRETAGNE, (), Level.DEPARTEMENT).pages
    for rank, page in enumerate(sorted(pages, key=lambda one: one.name)):
        atlas.seekTo(rank)
        assert names[rank].replace("'", "’") in said(layout, "titre").replace("'", "’")
        assert "Bounds common to all the pages" in said(layout, "sous_titre")
        assert names[rank].replace("'", "’") in said(layout, "lecture").replace("'", "’")
        assert atlas.currentFilename() == page.slug
        count = len(prepare(library, territories(), page.request).codes)
        assert f"{count} communes" in plain(said(layout, "champ"))


def test_each_map_has_its_territory_in_its_own_system(laid_out):
    layout = laid_out(REGIONS, Level.REGION)
    pages, main = layout.atlas().coverageLayer(), layout.itemById("carte")
    systems, bars = {}, set()
    for name in pages_of(layout):
        feature = layout.reportContext().feature()
        transform = QgsCoordinateTransform(pages.crs(), main.crs(), layout.project().transformContext())
        shape = feature.geometry()
        shape.transform(transform)
        assert main.extent().contains(shape.boundingBox()), name
        # Not lost in the middle of a country either.
        share = max(
            shape.boundingBox().width() / main.extent().width(),
            shape.boundingBox().height() / main.extent().height(),
        )
        assert share > 0.75, name
        systems[name] = main.crs().authid()
        bar = layout.itemById("echelle")
        assert bar.rect().width() < 60
        evaluated, known = bar.dataDefinedProperties().valueAsDouble(
            QgsLayoutObject.DataDefinedProperty.ScalebarSegmentWidth, bar.createExpressionContext(), 0.0
        )
        assert known and f"{evaluated:g}"[0] in "125" and not f"{evaluated:g}"[1:].strip("0")
        bars.add(evaluated)
    assert len(systems) == 18
    assert systems["Guadeloupe"] == "EPSG:5490"
    assert systems["Martinique"] == "EPSG:5490"
    assert systems["Guyane"] == "EPSG:2972"
    assert systems["La Réunion"] == "EPSG:2975"
    assert systems["Mayotte"] == "EPSG:4471"
    assert systems["Bretagne"] == systems["Corse"] == systems["Île-de-France"] == "EPSG:2154"
    names = list(systems)
    assert names.index("Hauts-de-France") < names.index("Île-de-France") < names.index("La Réunion")
    assert len(bars) > 2


def test_the_neighbours_of_the_page_are_grey_and_its_classes_are_common(laid_out):
    layout = laid_out(REGIONS, Level.REGION)
    layer = next(one for one in layout.project().mapLayers().values() if one.name().endswith("atlas"))
    departements = {one["code"]: one.geometry() for one in layer.getFeatures()}
    colors = {}
    for name in pages_of(layout):
        if name not in ("Bretagne", "Normandie"):
            continue
        image = picture_of(layout)
        colors[name] = {code: shade(layout, image, departements[code], layer) for code in ("35", "50")}
    land = QColor(LAND).name()
    assert colors["Bretagne"]["50"] == land != colors["Bretagne"]["35"]
    assert colors["Normandie"]["35"] == land != colors["Normandie"]["50"]
    whole = {item.label(): item.symbol().color().name() for item in layer.renderer().legendSymbolItems()}
    assert {colors["Bretagne"]["35"], colors["Normandie"]["50"]} <= set(whole.values())


@needs_poppler
def test_the_legend_counts_what_is_on_the_page(project, prepared, tmp_path, library):
    atlas = prepared(REGIONS, Level.REGION)
    layout = atlas_layout.lay_out(project, atlas, find("a4_paysage")).layout
    inside = {one["page"]: one for one in layout.atlas().coverageLayer().getFeatures()}
    rows = [plain(row) for row in atlas.rows]
    names = [count_field(rank) for rank in range(len(rows))]
    assert len(rows) == 6
    assert sum(int(inside["Bretagne"][name].strip("()")) for name in names) == 4
    assert sum(prepare(library, territories(), REGIONS).rounded.counts) == 100
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    layout.atlas().seekTo(list(pages_of(layout)).index("Bretagne"))
    target = tmp_path / "bretagne.pdf"
    assert QgsLayoutExporter(layout).exportToPdf(str(target), settings) == 0
    printed = text(target)
    for row, name in zip(rows, names):
        assert f"{row} {inside['Bretagne'][name]}" in printed


@needs_poppler
def test_each_printed_page_has_the_scale_bar_of_its_own_scale(laid_out, tmp_path):
    layout = laid_out(REGIONS, Level.REGION)
    frame = layout.itemById("carte").rect().width()
    extents = {name: layout.itemById("carte").extent().width() for name in pages_of(layout)}
    target = tmp_path / "atlas.pdf"
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    QgsLayoutExporter.exportToPdf(layout.atlas(), str(target), settings)
    for rank, (name, width) in enumerate(extents.items()):
        (length,) = re.findall(r"(\d+) km", text(target, rank + 1))
        printed = int(length) * 1000 / width * frame
        assert 15 < printed < 48, (name, printed)


@needs_poppler
def test_qgis_prints_one_page_for_each_territory(laid_out, tmp_path):
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT)
    target = tmp_path / "atlas.pdf"
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    done, error = QgsLayoutExporter.exportToPdf(layout.atlas(), str(target), settings)
    assert done == QgsLayoutExporter.ExportResult.Success, error
    assert info(target)["Pages"] == "4"
    names = ("Côtes-d’Armor", "Finistère", "Ille-et-Vilaine", "Morbihan")
    for rank, name in enumerate(names):
        printed = text(target, rank + 1).replace("'", "’")
        assert name in printed
        assert not any(other in printed for other in names if other != name)
        assert "mmm" not in printed and "[%" not in printed
        assert "Camille Martin" in printed


def test_one_page_is_one_file_with_a_safe_name(laid_out, tmp_path):
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT)
    settings = QgsLayoutExporter.PdfExportSettings()
    QgsLayoutExporter.exportToPdfs(layout.atlas(), str(tmp_path / "page.pdf"), settings)
    assert sorted(one.stem for one in tmp_path.glob("*.pdf")) == [
        "22-cotes-d-armor",
        "29-finistere",
        "35-ille-et-vilaine",
        "56-morbihan",
    ]


def test_it_is_kept_with_its_project(library, tmp_path, qgis_app):
    project = QgsProject()
    options = Options(template="a4_paysage")
    atlas = atlas_layout.prepare_atlas(
        library, territories(), BRETAGNE, Level.DEPARTEMENT, options, tmp_path / "profile", Silent()
    )
    name = atlas_layout.lay_out(project, atlas, find("a4_paysage")).layout.name()
    project.setFileName(str(tmp_path / "moved" / "map.qgz"))
    (tmp_path / "moved").mkdir()
    assert atlas.path in stray_files(project)
    move_beside(project)
    assert not stray_files(project)
    assert project.write()
    project.clear()
    (tmp_path / "profile").rename(tmp_path / "gone")

    again = QgsProject()
    assert again.read(str(tmp_path / "moved" / "map.qgz"))
    layout = again.layoutManager().layoutByName(name)
    assert layout.atlas().coverageLayer().source().startswith(str(data_folder(again)))
    assert len(list(pages_of(layout))) == 4
    assert "Morbihan" in said(layout, "titre")
    assert layout.itemById("carte").atlasDriven()
    again.clear()


def test_its_texts_are_rewritten_in_the_table(laid_out):
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT)
    pages = layout.atlas().coverageLayer()
    assert pages.startEditing()
    for one in pages.getFeatures():
        pages.changeAttributeValue(one.id(), pages.fields().indexOf("titre"), f"Mine: {one['nom']}")
    assert pages.commitChanges()
    assert len(list(pages_of(layout))) == 4
    assert said(layout, "titre") == "Mine: Morbihan"


def test_a_second_atlas_does_not_take_the_texts_of_the_first(prepared):
    first, second = (prepared(BRETAGNE, Level.DEPARTEMENT) for _ in range(2))
    assert first.path != second.path
    assert first.path.is_file()


def test_a_title_too_long_is_cut_alike_on_all_the_pages(laid_out):
    long = "Nombre de bibliothèques rapporté à la population de chaque commune de la région " * 8
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT, title=long)
    for _name in pages_of(layout):
        assert said(layout, "titre").endswith("…")
        assert long.startswith(said(layout, "titre")[:-1].rstrip())
        item = layout.itemById("titre")
        needed = Ruler(layout).height(item.currentText(), item.textFormat(), item.rect().width())
        assert needed <= item.rect().height() + 0.1


@pytest.mark.parametrize("template", ["a4_portrait", "a4_paysage", "diapo_16_9"])
def test_every_text_of_every_page_holds_in_its_place(laid_out, template):
    layout = laid_out(REGIONS, Level.REGION, template)
    ruler = Ruler(layout)
    for name in pages_of(layout):
        assert said(layout, "titre") and said(layout, "champ"), name
        for text_ in ("titre", "sous_titre", "lecture", "champ"):
            item = layout.itemById(text_)
            if item.isVisible():
                height = ruler.height(item.currentText(), item.textFormat(), item.rect().width())
                assert height <= item.rect().height() + 0.1, (name, text_)


@pytest.mark.parametrize(
    "request_",
    [
        MapRequest("cinemas", Level.COMMUNE, within="REG-53"),
        MapRequest("cinemas_100k", Level.EPCI, within="REG-53", mode=Mode.CIRCLES, second="cinemas"),
        MapRequest("cinemas_100k", Level.EPCI, within="REG-53", mode=Mode.BIVARIATE, second="densite"),
        MapRequest("grille_densite", Level.COMMUNE, within="REG-53"),
    ],
    ids=["stock", "circles", "bivariate", "typology"],
)
def test_every_kind_of_map_has_its_pages(laid_out, request_):
    layout = laid_out(request_, Level.DEPARTEMENT)
    pictures = [picture_of(layout, 200) for _name in pages_of(layout)]
    assert len(pictures) == 4
    assert pictures[0] != pictures[1] != pictures[2]
    layer = next(one for one in layout.project().mapLayers().values() if one.name().endswith("atlas"))
    rows = [split_count(item.label()) for item in layer.renderer().legendSymbolItems()]
    texts = [row[0] for row in rows if row]
    assert len(texts) == len(set(texts))


def test_an_epci_that_straddles_two_departements_is_on_both_pages(laid_out):
    request = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53")
    layout = laid_out(request, Level.DEPARTEMENT)
    pages = {one["code"]: one for one in layout.atlas().coverageLayer().getFeatures()}
    both = next(
        code
        for code in territories().within(Level.EPCI, "DEP-22")
        if territories().spread(code, Level.DEPARTEMENT) == 2
        and code in territories().within(Level.EPCI, "DEP-56")
    )
    assert both in pages["22"]["membres"].split(",")
    layer = next(one for one in layout.project().mapLayers().values() if one.name().endswith("atlas"))
    shape = next(one.geometry() for one in layer.getFeatures(f"\"code\" = '{both}'"))
    seen = {}
    for name in pages_of(layout):
        if name in ("Côtes-d'Armor", "Morbihan", "Finistère"):
            seen[name] = shade(layout, picture_of(layout), shape, layer) if name != "Finistère" else ""
    assert QColor(LAND).name() not in (seen["Côtes-d'Armor"], seen["Morbihan"])


def test_an_epci_at_the_border_of_the_series_is_drawn_whole(laid_out, library):
    request = MapRequest("bibliotheques_10k", Level.COMMUNE, within="DEP-35")
    layout = laid_out(request, Level.EPCI)
    codes = territories().within(Level.EPCI, "DEP-35")
    redon = next(code for code in codes if "Redon" in territories().find(f"EPCI-{code}").name)
    communes = territories().within(Level.COMMUNE, f"EPCI-{redon}")
    away = [code for code in communes if not code.startswith("35")]
    assert away
    layer = next(one for one in layout.project().mapLayers().values() if one.name().endswith("atlas"))
    shapes = {one["code"]: one.geometry() for one in layer.getFeatures() if one["code"] in communes}
    assert set(shapes) == set(communes)
    rows = [item.label() for item in layer.renderer().legendSymbolItems()]
    usual = prepare(library, territories(), request)
    assert sum(split_count(row) is not None for row in rows) == len(usual.rounded.counts)
    for name in pages_of(layout):
        if "Redon" in name:
            image = picture_of(layout, 900)
            assert all(shade(layout, image, shapes[code], layer) != QColor(LAND).name() for code in away)


def legend_of(layout):
    """Rows of the legend as they are printed on the page that is shown."""
    context = layout.itemById("legende").createExpressionContext()
    model = layout.itemById("legende").model()
    rows = [row for node in model.rootGroup().findLayers() for row in model.layerLegendNodes(node)]
    return [QgsExpression.replaceExpressionText(str(row.data(0)), context) for row in rows]


def test_a_legend_in_two_parts_counts_each_row(laid_out, library):
    request = MapRequest("cinemas_100k", Level.EPCI, within="REG-53", mode=Mode.CIRCLES, second="cinemas")
    layout = laid_out(request, Level.DEPARTEMENT)
    pages = {one.name: one for one in plan(library, territories(), request, (), Level.DEPARTEMENT).pages}
    for name in pages_of(layout):
        expected = [split_count(row) for row in labels(prepare(library, territories(), pages[name].request))]
        # Zeros are counted where they are many over the whole series: the legend has room for them then.
        wanted = [f"{text} {count.partition(',')[0]}" for text, count in expected]
        written = [row.replace("\n", " ") for row in legend_of(layout)]
        assert [row for row in written if row in wanted] == wanted[::-1]


def test_the_legend_counts_the_places_of_the_page(laid_out):
    wanted = PlacesRequest(("cinema",), "REG-53")
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT, places=wanted)
    counted = [row for _name in pages_of(layout) for row in legend_of(layout) if row.startswith("Cinemas")]
    layer = next(iter(find_places(layout.project())))
    total = sum(int(split_count(row)[1].strip("()")) for row in counted)
    assert len(counted) == 4 and len(set(counted)) > 1
    assert total == layer.featureCount()


def test_the_places_of_a_page_are_those_of_its_territory(laid_out):
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT, places=PlacesRequest((place_types()[0].key,), "REG-53"))
    clipping = layout.itemById("carte").atlasClippingSettings()
    assert clipping.enabled() and clipping.restrictToLayers()
    assert [one.geometryType().name for one in clipping.layersToClip()] == ["Point"]


def test_the_dock_does_not_take_its_layer_for_one_of_its_maps(laid_out):
    layout = laid_out(BRETAGNE, Level.DEPARTEMENT)
    project = layout.project()
    assert layers.find_layers(project) == []
    names = [node.name() for node in layers.group(project).children()]
    assert len(names) == 4
    assert all(isinstance(one, QgsVectorLayer) and one.isValid() for one in project.mapLayers().values())


def test_a_level_wider_than_the_pages_is_refused_and_nothing_is_left(prepared, project):
    with pytest.raises(TerritoryError, match="wider"):
        prepared(MapRequest("bibliotheques_10k", Level.REGION), Level.DEPARTEMENT)
    atlas = prepared(BRETAGNE, Level.DEPARTEMENT)
    atlas.path.unlink()
    with pytest.raises(AtlasError, match="cannot be opened"):
        atlas_layout.lay_out(project, atlas, find("a4_paysage"))
    assert not project.mapLayers() and not project.layoutManager().printLayouts()


def test_the_layer_of_the_pages_holds_the_published_figure(prepared, library):
    atlas = prepared(REGIONS, Level.REGION)
    with closing(levelfile.read_only(atlas.path)) as db:
        rows = dict(db.execute("SELECT code, valeur FROM region").fetchall())
        states = dict(db.execute("SELECT code, statut FROM region").fetchall())
    table = library.table("atlas-essentiel", Level.REGION)
    whole = prepare(library, territories(), MapRequest("part_prof_cult", Level.REGION))
    expected = table.columns[whole.column].values[table.index()["53"]]
    assert rows["53"] == pytest.approx(expected)
    assert states["53"] == "valeur"
    assert all((rows[code] is None) == (states[code] != "valeur") for code in rows)


def test_a_row_that_says_more_than_its_count_is_split_all_the_same():
    assert split_count("less than 6.19 (1,202), 950 of them zero") == (
        "less than 6.19",
        "(1,202), 950 of them zero",
    )
    assert split_count("Cinemas") is None
