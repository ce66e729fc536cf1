# SPDX-License-Identifier: GPL-2.0-or-later
"""Portraits as files and as layouts: whole, vector, light, one that fails loses no other."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsProcessingException,
    QgsProject,
    QgsSettings,
)
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin.core.comparison.portrait_plan import plan_all, plan_chosen
from atlas_culture_plugin.core.errors import AtlasError, Cancelled, TerritoryError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import portraits, series, settings
from atlas_culture_plugin.gis.portraits import PortraitMaker, PortraitOptions, PortraitPages
from atlas_culture_plugin.gis.text_fit import Ruler
from tests import printed

MB = 1_000_000
RENNES, PARIS, LYON, WITHOUT_OUTLINE = "EPCI-243500139", "COM-75056", "EPCI-200046977", "COM-15031"
VARIED = (RENNES, PARIS, LYON, "REG-53", "REG-94", "DEP-976", "DEP-35", "COM-35238", WITHOUT_OUTLINE)


@pytest.fixture(autouse=True)
def clean(qgis_app, monkeypatch):
    """No setting of another test."""
    for name in vars(settings.Settings()):
        monkeypatch.delenv(settings.variable(name), raising=False)
    QgsSettings().remove("atlas_culture")
    yield
    QgsSettings().remove("atlas_culture")


@pytest.fixture
def maker(library, folder):
    def make(*chosen, **options):
        found = [territories().find(one) for one in chosen]
        return PortraitMaker(library, territories(), PortraitOptions(**options), folder, found)

    return make


@pytest.fixture(scope="module")
def written(tmp_path_factory, library, folder, qgis_app):
    """PDF files of very different territories, by reference."""
    target = tmp_path_factory.mktemp("portraits")
    plan = plan_chosen(VARIED, territories())
    options = PortraitOptions(organisation="Drac Bretagne", today=date(2026, 11, 23))
    chosen = [page.territory for page in plan.pages]
    pages = PortraitPages(PortraitMaker(library, territories(), options, folder, chosen))
    done = series.write(plan, target, pages)
    assert done.failed == []
    return {page.territory.reference: target / f"{page.slug}.pdf" for page in plan.pages}


@pytest.fixture
def export(provider, tmp_path, recording_feedback):
    """Run the algorithm; the output is a folder unless told otherwise."""
    from qgis import processing

    def run(**parameters):
        given = {"OUTPUT": str(tmp_path / "fiches"), **parameters}
        return processing.run("atlasculture:exportportraits", given, feedback=recording_feedback)

    return run


def letters(text):
    """A text without any space, for lines break where they must, nor ligature."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def drawn_text(path):
    """The text of a PDF in the order in which it is drawn: a cell of a table is then in one piece."""
    return letters(printed.poppler("pdftotext", "-raw", "-nopgbrk", path, "-"))


@printed.needs_poppler
@pytest.mark.parametrize("reference", VARIED)
def test_a_portrait_is_vector_light_and_has_two_to_four_pages(written, reference):
    path = written[reference]
    count = int(printed.info(path)["Pages"])
    assert 2 <= count <= 4
    assert path.stat().st_size < 1 * MB
    assert printed.images(path) == []
    assert all(font.embedded for font in printed.fonts(path))
    for page in range(1, count + 1):
        text = printed.text(path, page)
        assert f"Page {page} of {count}" in text
        assert "Made by Drac Bretagne, 23 November 2026" in text
    assert "Sources" in printed.text(path, count)


@printed.needs_poppler
@pytest.mark.parametrize("reference", [RENNES, "REG-53", WITHOUT_OUTLINE])
def test_all_that_the_portrait_says_is_on_its_pages(written, maker, reference):
    content = maker(reference).prepare(territories().find(reference)).portrait
    text = drawn_text(written[reference])
    # Where room is short, the lines that begin with this mark are one paragraph.
    method = [one.removeprefix("* ") for one in content.method]
    wanted = [content.name, content.reading, *content.notes, *method, *content.sources]
    wanted += [part for key in content.keys for part in (key.value, key.label, key.rank, *key.against)]
    for block in content.blocks:
        wanted += [block.theme.label, *block.sentences]
        for row in block.rows:
            wanted += [row.value, row.rank, *(part for one in row.against for part in (one.value, one.gap))]
    missing = [one for one in wanted if letters(one) not in text]
    assert missing == []


@printed.needs_poppler
def test_every_row_of_the_tables_is_printed_once(written, maker):
    content = maker(RENNES).prepare(territories().find(RENNES)).portrait
    text = drawn_text(written[RENNES])
    for block in content.blocks:
        for row in block.rows:
            assert letters(row.label) in text, row.label


@printed.needs_poppler
def test_a_territory_without_outline_says_so_and_has_no_map(written):
    text = printed.text(written[WITHOUT_OUTLINE])
    assert "This territory has no outline in the boundaries" in text


def test_the_maps_show_the_territory_in_its_colour(maker, written):
    page = printed.picture(written["REG-53"], 1, 72)
    blue = QColor("#000091")
    # In the frame of the map of situation, not in the titles.
    found = sum(
        1
        for x in range(45, 290, 2)
        for y in range(75, 250, 2)
        if abs(page.pixelColor(x, y).blue() - blue.blue()) < 12 and page.pixelColor(x, y).red() < 30
    )
    assert found > 20


def test_a_small_departement_is_seen_in_its_region(maker):
    """Paris is 18 km wide: a dot on a map of France, the whole of a map of itself."""
    made = maker("DEP-75").prepare(territories().find("DEP-75"))
    assert made.maps.situation.around == "\"region\" = '11'"
    themes = [one for one in made.maps.themes if one is not None]
    assert len(themes) > 2
    assert all(one.view.extent.width() > 50_000 for one in themes)


@printed.needs_poppler
def test_maps_are_explained_where_there_are_some(written):
    note = letters("Maps: a black line around the territory")
    assert note in drawn_text(written[RENNES])
    assert note not in drawn_text(written[WITHOUT_OUTLINE])


@printed.needs_poppler
def test_a_table_that_goes_on_says_of_what_on_each_page(written, maker):
    content = maker("REG-53").prepare(territories().find("REG-53")).portrait
    headers = [letters(f"{one.theme.label}: indicator, year") for one in content.blocks if one.rows]
    text = drawn_text(written["REG-53"])
    assert all(one in text for one in headers)
    # Its tables take three pages.
    assert sum(text.count(one) for one in headers) > len(headers)


def test_a_layout_kept_in_the_project_can_be_saved_and_opened_again(maker, tmp_path, folder):
    project = QgsProject()
    one = maker(RENNES)
    layout = portraits.lay_out(project, one.prepare(territories().find(RENNES)), one.options)
    assert layout.name() == "Portrait – Rennes Métropole"
    assert len(project.mapLayers()) >= 7
    group = project.layerTreeRoot().findGroup("Portrait – Rennes Métropole")
    assert not group.isVisible()
    path = tmp_path / "projet.qgz"
    assert project.write(str(path))
    again = QgsProject()
    assert again.read(str(path))
    kept = again.layoutManager().layoutByName(layout.name())
    assert kept.pageCollection().pageCount() == layout.pageCollection().pageCount()
    frames = [item for item in kept.items() if isinstance(item, QgsLayoutItemMap)]
    assert len(frames) == 4
    assert all(frame.layers() and all(layer.isValid() for layer in frame.layers()) for frame in frames)
    titles = [item.text() for item in kept.items() if isinstance(item, QgsLayoutItemLabel)]
    assert "Rennes Métropole" in titles


@pytest.mark.parametrize("reference", ["EPCI-243500659", "EPCI-244400610", "COM-35001"])
def test_no_text_is_higher_than_its_box_nor_over_another(maker, reference):
    project, one = QgsProject(), maker(reference)
    layout = portraits.lay_out(project, one.prepare(territories().find(reference)), one.options)
    ruler = Ruler(layout)
    boxes = []
    for item in layout.items():
        # The texts of a drawing are placed by it.
        if isinstance(item, QgsLayoutItemLabel) and not item.isLocked():
            form = item.textFormat()
            width, height = item.rect().width(), item.rect().height()
            lines = item.text().split("\n")
            assert max(ruler.width(line, form) for line in lines) <= width + 0.1, item.text()
            assert ruler.height(item.text(), form, 10_000) <= height + 1, item.text()
            corner = item.pos()
            boxes.append((corner.x(), corner.y(), corner.x() + width, corner.y() + height - 0.5, item.text()))
    for rank, (left, top, right, bottom, text) in enumerate(boxes):
        for other in boxes[rank + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (text, other[4])


def test_a_second_layout_has_a_name_of_its_own(maker):
    project, one = QgsProject(), maker(WITHOUT_OUTLINE)
    prepared = one.prepare(territories().find(WITHOUT_OUTLINE))
    names = [portraits.lay_out(project, prepared, one.options).name() for _again in range(2)]
    assert names == ["Portrait – Celles (15)", "Portrait – Celles (15) (2)"]


def test_logo_and_colour_of_the_settings(maker, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    )
    settings.save(settings.Settings(logo=str(logo), color="#aa2200", organisation="Région"))
    project, one = QgsProject(), maker(WITHOUT_OUTLINE)
    layout = portraits.lay_out(project, one.prepare(territories().find(WITHOUT_OUTLINE)), one.options)
    picture = layout.itemById("logo")
    assert isinstance(picture, QgsLayoutItemPicture)
    assert picture.picturePath() == str(logo)
    colors = {
        item.textFormat().color().name() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)
    }
    assert "#aa2200" in colors
    assert "#000091" not in colors


def test_a_colour_that_is_none_is_the_usual_one(maker):
    settings.save(settings.Settings(color="rouge"))
    project, one = QgsProject(), maker(WITHOUT_OUTLINE)
    layout = portraits.lay_out(project, one.prepare(territories().find(WITHOUT_OUTLINE)), one.options)
    colors = {
        item.textFormat().color().name() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)
    }
    assert "#000091" in colors


@printed.needs_poppler
def test_the_algorithm_writes_a_file_each(export, tmp_path):
    result = export(TERRITORIES="COM-15031, COM-15035", TEMPLATE="synthese")
    files = sorted(path.name for path in (tmp_path / "fiches").iterdir())
    assert len(files) == 2
    assert files[0] == "com-15031-celles-15.pdf"
    pages = sum(int(printed.info(path)["Pages"]) for path in (tmp_path / "fiches").iterdir())
    assert (result["PORTRAITS"], result["PAGES"], result["FAILED"]) == (2, pages, [])


@printed.needs_poppler
def test_one_pdf_has_a_bookmark_each(export, tmp_path):
    target = tmp_path / "toutes.pdf"
    result = export(LEVEL="epci", WITHIN="DEP-976", MERGE=True, TEMPLATE="synthese", OUTPUT=str(target))
    assert result["OUTPUT"] == str(target)
    assert result["PORTRAITS"] == 5
    said = printed.info(target)
    assert int(said["Pages"]) == result["PAGES"]
    assert said["Title"] == "Portraits of 5 territories"
    assert target.read_bytes().count(b"/Dest [") == 5


def test_one_pdf_in_a_folder(export, tmp_path):
    result = export(TERRITORIES="COM-15031", MERGE=True, TEMPLATE="synthese")
    assert result["OUTPUT"] == str(tmp_path / "fiches" / "portraits.pdf")
    assert (tmp_path / "fiches" / "portraits.pdf").is_file()


def test_a_territory_that_fails_loses_no_other(export, tmp_path, recording_feedback):
    result = export(TERRITORIES="COM-15031, Nulle-Part", TEMPLATE="synthese")
    assert result["PORTRAITS"] == 1
    assert len(result["FAILED"]) == 1
    assert "Nulle-Part" in result["FAILED"][0]
    assert any("Nulle-Part" in text for text in recording_feedback.warnings)


def test_a_portrait_that_fails_loses_no_other(maker, tmp_path):
    plan = plan_chosen([WITHOUT_OUTLINE, "COM-15035"], territories())
    pages = PortraitPages(maker(WITHOUT_OUTLINE, "COM-15035", template="synthese"))

    def failing(page, project):
        if page.territory.reference == WITHOUT_OUTLINE:
            raise TerritoryError("No luck.")
        return pages(page, project)

    done = series.write(plan, tmp_path / "fiches", failing)
    assert done.pages == 1
    assert len(done.failed) == 1
    assert done.failed[0].endswith("No luck.")


class Stopping(Silent):
    """Cancelled once so many portraits are there."""

    def __init__(self, after):
        self.after, self.count = after, 0

    def set_fraction(self, fraction):
        self.count += 1

    def is_cancelled(self):
        return self.count >= self.after


def test_a_cancel_leaves_whole_files(maker, tmp_path):
    plan = plan_all(Level.EPCI, "DEP-976", territories())
    references = [page.territory.reference for page in plan.pages]
    progress = Stopping(2)
    pages = PortraitPages(maker(*references, template="synthese"), progress)
    with pytest.raises(Cancelled, match=r"made so far \(2\)"):
        series.write(plan, tmp_path / "fiches", pages, progress=progress)
    files = sorted((tmp_path / "fiches").iterdir())
    assert len(files) == 2
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in files)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"TERRITORIES": "REG-53", "LEVEL": "epci"}, "not both"),
        ({}, "no territory to describe"),
        ({"TERRITORIES": "REG-53", "TEMPLATE": "long"}, "no portrait template"),
        ({"TERRITORIES": "REG-53", "REFERENCES": "FRANCE,METRO,EPCI,SIMILAR"}, "room for 3 references"),
        ({"TERRITORIES": "REG-53,REG-52", "OUTPUT": "une.pdf"}, "2 portraits cannot each be une.pdf"),
        ({"LEVEL": "region", "WITHIN": "DEP-35"}, "holds no territory"),
        ({"TERRITORIES": "Renneq"}, "Renneq"),
    ],
)
def test_bad_input_is_said_in_one_sentence(export, parameters, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        export(**parameters)


def test_portraits_of_one_region_share_their_maps(maker):
    one = maker(RENNES, "EPCI-200069409")
    first = one.prepare(territories().find(RENNES)).maps
    second = one.prepare(territories().find("EPCI-200069409")).maps
    assert first.themes[1].built is second.themes[1].built
    assert first.themes[1].view.extent != second.themes[1].view.extent


def test_nothing_known_is_an_error_of_that_portrait(library, folder, tmp_path):
    from tests.unit.samples import sample

    sample(tmp_path)
    poor = Library(tmp_path / "none", tmp_path)
    chosen = [territories().find("COM-35001")]
    one = PortraitMaker(poor, territories(), PortraitOptions(), folder, chosen)
    with pytest.raises(AtlasError, match="Nothing is known"):
        one.prepare(chosen[0])
