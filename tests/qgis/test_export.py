# SPDX-License-Identifier: GPL-2.0-or-later
"""A layout as a file: vector, light, named; whole or not at all."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtGui import QImage, QPainter

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import pdf
from atlas_culture_plugin.core.errors import Cancelled, StorageError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.pdf_about import About
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layers
from atlas_culture_plugin.gis.export import about_of, export
from tests import printed

ABOUT = About("Cinémas – « été » & œuvres", "Observatoire", "Par département, 2022", ("cinéma", "EPCI"))
TITLE = "Cinémas – « été » 12 €"


@pytest.fixture(scope="module")
def project(qgis_app, tmp_path_factory):
    """A page with a map of the departements, a title and a legend."""
    folder = tmp_path_factory.mktemp("layers")
    library = Library(folder / "library", paths.data("packages"))
    request = MapRequest("cinemas_100k", Level.DEPARTEMENT)
    built = layers.build_map(library, territories(), request, folder, Silent())
    made = QgsProject()
    made.setCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    made.addMapLayer(layers.create_layer(built))
    layout = QgsPrintLayout(made)
    layout.initializeDefaults()
    layout.setName("Ma page")
    frame = QgsLayoutItemMap(layout)
    place(layout, frame, 10, 20, 200, 180)
    frame.zoomToExtent(layers.view_extent(built, made))
    title = QgsLayoutItemLabel(layout)
    title.setText(TITLE)
    place(layout, title, 10, 5, 200, 10)
    legend = QgsLayoutItemLegend(layout)
    place(layout, legend, 215, 20, 70, 100)
    legend.setLinkedMap(frame)
    legend.adjustBoxSize()
    made.layoutManager().addLayout(layout)
    yield made
    made.clear()


@pytest.fixture
def layout(project):
    return project.layoutManager().printLayouts()[0]


def place(layout, item, x, y, width, height):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y))
    item.attemptResize(QgsLayoutSize(width, height))


def grey(image):
    """Grey levels of a picture."""
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pointer = image.constBits()
    pointer.setsize(image.sizeInBytes())
    rows = np.frombuffer(pointer, np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


@printed.needs_poppler
def test_a_pdf_is_vector_named_georeferenced_and_its_text_is_text(layout, tmp_path):
    done = export(layout, tmp_path / "été.pdf", about=ABOUT)
    assert done.path == tmp_path / "été.pdf"
    assert done.notes == ()
    said = printed.info(done.path)
    assert (said["Title"], said["Author"], said["Subject"], said["Keywords"], said["Pages"]) == (
        ABOUT.title, ABOUT.author, ABOUT.subject, "cinéma, EPCI", "1",
    )  # fmt: skip
    assert printed.plain(TITLE) in printed.text(done.path)
    assert "per 100,000 inhabitants" in printed.text(done.path)
    assert printed.images(done.path) == []
    assert printed.fonts(done.path)
    assert all(font.embedded for font in printed.fonts(done.path))
    assert printed.Georeferenced(done.path).crs in ("2154", "RGF93 v1 / Lambert-93")
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file() and path.suffix != ".png"] == [
        ".pdf"
    ]


@printed.needs_poppler
def test_a_light_pdf_looks_and_reads_as_that_of_qgis(layout, tmp_path):
    options = QgsLayoutExporter.PdfExportSettings()
    options.forceVectorOutput = True
    options.textRenderFormat = options.textRenderFormat.AlwaysText
    heavy = tmp_path / "heavy.pdf"
    assert (
        QgsLayoutExporter(layout).exportToPdf(str(heavy), options) == QgsLayoutExporter.ExportResult.Success
    )
    light = tmp_path / "light.pdf"
    shutil.copy(heavy, light)
    assert pdf.lighten(light, ABOUT)
    assert light.stat().st_size < 0.6 * heavy.stat().st_size
    assert printed.text(light) == printed.text(heavy)
    assert printed.info(light)["Pages"] == printed.info(heavy)["Pages"]
    before, after = grey(printed.picture(heavy)), grey(printed.picture(light))
    assert before.shape == after.shape
    assert abs(before - after).mean() < 0.2
    # Only edges change: a hair line that lies between two pixels goes to the one or the other.
    assert (abs(before - after) > 40).mean() < 0.001
    assert pdf.lighten(light, ABOUT)
    assert (grey(printed.picture(light, dpi=151)) == grey(printed.picture(light, dpi=151))).all()


def test_an_svg_is_vector_grouped_named_and_its_text_is_text(layout, tmp_path):
    done = export(layout, tmp_path / "carte.svg", about=ABOUT)
    text = done.path.read_text(encoding="utf-8")
    assert "<title>Cinémas – « été » &amp; œuvres</title>" in text
    assert "<image" not in text
    assert re.search(r"<text[^>]*>\s*Cinémas – « été » 12 €\s*</text>", text)
    groups = re.findall(r'inkscape:label="([^"]*)"', text)
    assert any("Legend" in name for name in groups)
    assert len(groups) >= 4


def test_the_maps_of_an_svg_are_cut_at_their_frames(layout, tmp_path):
    text = export(layout, tmp_path / "carte.svg", 254, about=ABOUT).path.read_text(encoding="utf-8")
    ((name, points),) = re.findall(r'<clipPath id="(\w+)"><polygon points="([^"]+)"', text)
    assert points == "100.00,200.00 2100.00,200.00 2100.00,2000.00 100.00,2000.00"
    cut = re.findall(rf'inkscape:label="([^"]*)"[^>]*clip-path="url\(#{name}\)"', text)
    assert any("Cinemas per 100,000 inhabitants" in label for label in cut)
    assert not any("Legend" in label or "Frame" in label for label in cut)


@pytest.mark.parametrize(
    ("first", "second"),
    [("carte", "carte"), ("carte", "carte: zoom"), ("carte & « été »", "carte & « été »")],
)
def test_maps_of_like_names_are_cut_each_at_its_own_frame(layout, tmp_path, first, second):
    main = next(item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
    main.setId(first)
    other = QgsLayoutItemMap(layout)
    other.setId(second)
    place(layout, other, 215, 130, 60, 60)
    other.zoomToExtent(main.extent())
    depth = layout.undoStack().stack().count()
    try:
        path = export(layout, tmp_path / "carte.svg", 254, about=ABOUT).path
        assert (main.id(), other.id()) == (first, second)
        assert layout.undoStack().stack().count() == depth
    finally:
        layout.removeLayoutItem(other)
        main.setId("")
    root = ElementTree.parse(path).getroot()  # an attribute given twice is not XML
    svg, label = "{http://www.w3.org/2000/svg}", "{http://www.inkscape.org/namespaces/inkscape}label"
    outlines = {
        one.get("id"): one.find(f"{svg}polygon").get("points").split()[0]
        for one in root.iter(f"{svg}clipPath")
    }
    assert sorted(outlines.values()) == ["100.00,200.00", "2150.00,1300.00"]
    cut = [(one.get("clip-path"), one.get(label)) for one in root.iter(f"{svg}g") if one.get("clip-path")]
    drawn = [name for name, text in cut if "Cinemas per 100,000" in text]
    assert sorted(drawn) == sorted(f"url(#{name})" for name in outlines)


@pytest.mark.parametrize("name", ["carte.png", "carte.jpg", "CARTE.JPEG"])
def test_an_image_has_the_resolution_asked_for(layout, tmp_path, name, capfd):
    done = export(layout, tmp_path / name, 96, about=ABOUT)
    image = QImage(str(done.path))
    assert (image.width(), image.height()) == pytest.approx((297 / 25.4 * 96, 210 / 25.4 * 96), abs=2)
    assert len({image.pixel(x, y) for x in range(0, 1000, 7) for y in range(0, 700, 7)}) > 5
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert capfd.readouterr().err == ""


def test_the_title_is_that_of_the_layout_when_nothing_is_said(layout, tmp_path):
    about = about_of(layout)
    assert about.title == "Ma page"
    assert about.author == ""


@pytest.mark.parametrize("name", ["carte.doc", "carte", "carte.tiff"])
def test_an_unknown_extension_is_told_with_those_that_are_known(layout, tmp_path, name):
    with pytest.raises(StorageError, match=r"\.pdf, \.svg, \.png, \.jpg, \.jpeg"):
        export(layout, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("dpi", [0, 29, 1201, 1e9, float("nan")])
def test_a_resolution_out_of_bounds_is_told(layout, tmp_path, dpi):
    with pytest.raises(StorageError, match="from 30 to 1200"):
        export(layout, tmp_path / "carte.png", dpi)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_or_is_a_file_is_told(layout, tmp_path):
    with pytest.raises(StorageError, match="does not exist"):
        export(layout, tmp_path / "nowhere" / "carte.pdf")
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        export(layout, tmp_path / "file" / "carte.pdf")


def test_a_read_only_folder_is_told(layout, tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(StorageError, match="read-only"):
        export(layout, tmp_path / "carte.pdf")


@pytest.mark.parametrize("name", ["carte.pdf", "carte.svg", "carte.png"])
def test_a_file_open_elsewhere_is_told_and_stays(layout, tmp_path, monkeypatch, name):
    target = tmp_path / name
    target.write_bytes(b"before")
    replace = Path.replace

    def locked(self, other):
        if Path(other) == target:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(StorageError, match="open in another program"):
        export(layout, target, 60)
    monkeypatch.undo()
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_in_the_place_of_the_file_is_told(layout, tmp_path):
    (tmp_path / "carte.pdf").mkdir()
    with pytest.raises(StorageError, match=r"carte\.pdf"):
        export(layout, tmp_path / "carte.pdf", 60)
    assert [path.name for path in tmp_path.iterdir()] == ["carte.pdf"]


@pytest.mark.parametrize("name", ["carte.pdf", "carte.svg", "carte.png"])
def test_a_full_disk_is_told_and_what_was_there_stays(layout, tmp_path, name):
    resource = pytest.importorskip("resource")
    target = tmp_path / name
    target.write_bytes(b"before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(StorageError, match="carte"):
            export(layout, target, 150)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_cancel_leaves_what_was_there(layout, tmp_path):
    class AfterDrawing(Silent):
        asked = 0

        def is_cancelled(self):
            self.asked += 1
            return self.asked > 1

    target = tmp_path / "carte.pdf"
    target.write_bytes(b"before")
    with pytest.raises(Cancelled):
        export(layout, target, 60, AfterDrawing())
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["carte.pdf"]


def test_what_a_vector_file_cannot_show_is_said(layout, tmp_path):
    label = next(item for item in layout.items() if isinstance(item, QgsLayoutItemLabel))
    label.setBlendMode(QPainter.CompositionMode.CompositionMode_Multiply)
    try:
        done = export(layout, tmp_path / "carte.pdf", 60)
    finally:
        label.setBlendMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    assert any("transparency or blending" in note for note in done.notes)


def test_each_page_of_a_layout_of_several_is_an_image(layout, tmp_path):
    layout.pageCollection().extendByNewPage()
    try:
        export(layout, tmp_path / "carte.png", 40)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["carte.png", "carte_2.png"]
        export(layout, tmp_path / "carte.pdf", 60)
    finally:
        layout.pageCollection().deletePage(1)
    assert printed.info(tmp_path / "carte.pdf")["Pages"] == "2"


def test_an_image_that_no_memory_holds_is_told(project, tmp_path):
    huge = QgsPrintLayout(project)
    huge.initializeDefaults()
    huge.pageCollection().page(0).setPageSize(QgsLayoutSize(3000, 3000))
    with pytest.raises(StorageError, match="lower resolution"):
        export(huge, tmp_path / "carte.png", 1200)
    assert list(tmp_path.iterdir()) == []
