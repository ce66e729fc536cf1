# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:exportseries``: pages that can be compared, and one that fails loses no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsApplication, QgsProcessingException, QgsProject

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import AtlasError, Cancelled, IndicatorError, StorageError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.pdf_about import About
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.series import plan
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import compose, series
from tests import printed

MB = 1_000_000


class Stopping(Silent):
    """Cancelled once so many pages are there."""

    def __init__(self, after):
        self.after, self.fractions = after, []

    def set_fraction(self, fraction):
        self.fractions.append(fraction)

    def is_cancelled(self):
        return len(self.fractions) >= self.after


@pytest.fixture
def export(provider, tmp_path, recording_feedback):
    """Run the algorithm; the output is one PDF unless told otherwise."""
    from qgis import processing

    def run(**parameters):
        given = {"OUTPUT": str(tmp_path / "serie.pdf"), "LEVEL": "departement", **parameters}
        return processing.run("atlasculture:exportseries", given, feedback=recording_feedback)

    return run


@pytest.fixture
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture
def four(library):
    """The pages of four departements of Bretagne, by EPCI."""
    request = MapRequest("cinemas_100k", Level.EPCI, within="REG-53")
    return plan(library, territories(), request, (), Level.DEPARTEMENT)


@pytest.fixture
def make(library, qgis_app, tmp_path_factory):
    """The maker of pages, which can be told to fail on some of them."""
    real = series.page_maker(library, territories(), compose.Options(), tmp_path_factory.mktemp("layers"))

    def with_failures(*failing, error=None):
        def one(page, project):
            if page.slug in failing:
                raise error or IndicatorError("No figure at all.")
            return real(page, project)

        return one

    return with_failures


def test_an_extract_of_a_wide_region_by_commune_is_light(export, tmp_path):
    export(INDICATOR="densite;biblio_surface_moyenne", LEVEL="commune", WITHIN="REG-76")
    # Twelve such pages weigh at most 6 MB.
    assert (tmp_path / "serie.pdf").stat().st_size <= 2 / 12 * 6 * MB


@printed.needs_poppler
def test_one_pdf_holds_a_page_a_region_in_order(export, tmp_path, recording_feedback):
    result = export(INDICATOR="cinemas_100k", LEVEL="epci", COVERAGE="region", WITHIN="METRO")
    path = tmp_path / "serie.pdf"
    assert result == {"OUTPUT": str(path), "PAGES": 13, "FAILED": []}
    said = printed.info(path)
    assert said["Pages"] == "13"
    assert said["Title"] == "Cinemas per 100,000 inhabitants"
    names = [territory.name for territory in territories().all(Level.REGION)][5:]
    assert len(names) == 13
    for rank, name in enumerate(names):
        text = printed.text(path, rank + 1)
        assert printed.plain(name) in text, name
        assert "all the pages" in text
    assert printed.images(path) == []
    assert all(font.embedded for font in printed.fonts(path))
    # Twelve pages weigh at most 6 MB.
    assert path.stat().st_size <= 13 / 12 * 6 * MB
    fractions = [value / 100 for value in recording_feedback.progresses]
    assert fractions == sorted(fractions)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["serie.pdf"]


@printed.needs_poppler
def test_each_page_of_one_pdf_is_georeferenced_and_coloured_by_the_common_classes(export, library, tmp_path):
    export(INDICATOR="cinemas_100k", LEVEL="departement", COVERAGE="region", WITHIN="METRO", INSETS="none")
    whole = prepare(library, territories(), MapRequest("cinemas_100k", Level.DEPARTEMENT, within="METRO"))
    ranks = dict(zip(whole.codes, whole.rounded.classes(whole.values).tolist()))
    from tests.qgis.test_export_map import label_points

    points = label_points(Level.DEPARTEMENT, tmp_path)
    for number, codes in ((8, ("22", "29", "35", "56")), (13, ("2A", "2B"))):
        page = printed.Georeferenced(tmp_path / "serie.pdf", number)
        for code in codes:
            point = points[code]
            assert page.color(point.x(), point.y()) == whole.colors[ranks[code] - 1].lower(), code


@printed.needs_poppler
def test_all_pages_have_the_same_legend(export, tmp_path):
    export(INDICATOR="cinemas_100k", LEVEL="epci", COVERAGE="departement", WITHIN="REG-53")
    bound = re.compile(r"[\d.]+ to less than [\d.]+|[\d.]+ and more|less than [\d.]+")
    legends = [bound.findall(printed.text(tmp_path / "serie.pdf", page)) for page in (1, 2, 3, 4)]
    assert len(legends[0]) == 5
    assert all(legend == legends[0] for legend in legends)


def test_a_folder_gets_a_file_a_page(export, tmp_path):
    folder = tmp_path / "new" / "folder"
    result = export(INDICATOR="cinemas_100k;cinemas", COVERAGE="region", WITHIN="REG-53", OUTPUT=str(folder))
    assert result["PAGES"] == 2
    assert sorted(file.name for file in folder.iterdir()) == [
        "53-bretagne-cinemas.pdf",
        "53-bretagne-cinemas_100k.pdf",
    ]


@printed.needs_poppler
@pytest.mark.parametrize("separator", [";", ",", " ; "])
def test_several_indicators_have_a_page_each(export, tmp_path, separator):
    names = ("cinemas_100k", "nonsense", "densite")
    result = export(INDICATOR=separator.join(names), WITHIN="REG-53")
    assert result["PAGES"] == 2
    assert len(result["FAILED"]) == 1
    assert "nonsense" in result["FAILED"][0]
    assert "Cinemas" in printed.text(tmp_path / "serie.pdf", 1)
    assert "density" in printed.text(tmp_path / "serie.pdf", 2)


@printed.needs_poppler
def test_a_page_that_fails_loses_no_other(four, make, tmp_path):
    done = series.write(four, tmp_path / "serie.pdf", make("29-finistere"), 60, about=About("Bretagne"))
    assert (done.pages, done.failed) == (3, ["Finistère: No figure at all."])
    assert printed.info(done.path)["Pages"] == "3"
    assert "Morbihan" in printed.text(done.path, 3)


def test_a_bug_on_a_page_is_reported_as_such(four, make, tmp_path):
    done = series.write(
        four, tmp_path / "pages", make("29-finistere", error=ZeroDivisionError("division")), 60
    )
    assert done.pages == 3
    assert "Unexpected error: division" in done.failed[0]
    assert len(list(done.path.iterdir())) == 3


@pytest.mark.parametrize("name", ["pages", "serie.pdf"])
def test_a_bug_while_a_page_is_made_light_fails_that_page_alone(four, make, tmp_path, monkeypatch, name):
    lighten, logged = series.lighten, []

    def breaking(file, target, about):
        if file.stem == "29-finistere":
            raise ZeroDivisionError("division")
        lighten(file, target, about)

    def log(message, tag, level):
        logged.append(message)

    monkeypatch.setattr(series, "lighten", breaking)
    panel = QgsApplication.messageLog()
    panel.messageReceived[str, str, Qgis.MessageLevel].connect(log)
    done = series.write(four, tmp_path / name, make(), 60)
    panel.messageReceived[str, str, Qgis.MessageLevel].disconnect(log)
    assert done.pages == 3
    assert len(done.failed) == 1
    assert "Finistère" in done.failed[0]
    assert "Unexpected error: division" in done.failed[0]
    assert any("ZeroDivisionError" in message and "breaking" in message for message in logged)


def test_when_every_page_fails_the_first_sentence_is_that_of_the_series(four, make, tmp_path):
    target = tmp_path / "serie.pdf"
    target.write_bytes(b"before")
    with pytest.raises(AtlasError, match="No figure at all"):
        series.write(four, target, make(*(page.slug for page in four.pages)), 60)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_cancelled_pdf_is_as_it_was(four, make, tmp_path):
    target = tmp_path / "serie.pdf"
    target.write_bytes(b"before")
    with pytest.raises(Cancelled, match="nothing was changed"):
        series.write(four, target, make(), 60, Stopping(2))
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_cancelled_folder_keeps_whole_pages(four, make, tmp_path):
    with pytest.raises(Cancelled, match=r"\(2\)"):
        series.write(four, tmp_path / "pages", make(), 60, Stopping(2))
    files = sorted((tmp_path / "pages").iterdir())
    assert [file.name for file in files] == ["22-cotes-d-armor.pdf", "29-finistere.pdf"]
    assert all(file.read_bytes().endswith(b"%%EOF\n") for file in files)


def test_a_cancel_in_the_middle_of_a_page_is_a_cancel(four, make, tmp_path):
    stopped = make("29-finistere", error=Cancelled("Cancelled: nothing was changed."))
    with pytest.raises(Cancelled):
        series.write(four, tmp_path / "serie.pdf", stopped, 60)
    assert list(tmp_path.iterdir()) == []


def test_control_comes_back_between_two_pages(four, make, tmp_path):
    run = series.steps(four, tmp_path / "serie.pdf", make(), 60)
    assert [next(run).pages, next(run).pages, next(run).pages] == [0, 1, 2]
    run.close()
    assert list(tmp_path.iterdir()) == []


def test_each_page_has_a_project_of_its_own(four, make, tmp_path, qgis_new_project):
    alive = []

    def watched(page, project):
        assert len(project.mapLayers()) == 0
        layout, about = make()(page, project)
        alive.append(project)
        return layout, about

    series.write(four, tmp_path / "serie.pdf", watched, 60)
    assert len(alive) == 4
    assert all(project.mapLayers() == {} for project in alive)
    assert QgsProject.instance().mapLayers() == {}


def test_a_locked_page_fails_alone(four, make, tmp_path, monkeypatch):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "29-finistere.pdf").write_bytes(b"before")
    replace = Path.replace

    def locked(self, other):
        if Path(other) == folder / "29-finistere.pdf":
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", locked)
    done = series.write(four, folder, make(), 60)
    assert done.pages == 3
    assert "open in another program" in done.failed[0]
    assert (folder / "29-finistere.pdf").read_bytes() == b"before"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("serie.docx", "neither"),
        ("nowhere/serie.pdf", "does not exist"),
        ("file/pages", "could not be written"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_told(four, make, tmp_path, name, words):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=words):
        series.write(four, tmp_path / name, make(), 60)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"INDICATOR": "nonsense", "COVERAGE": "region"}, "nonsense"),
        ({"INDICATOR": " ; "}, "at least one indicator"),
        ({"INDICATOR": "cinemas_100k", "LEVEL": "region", "COVERAGE": "departement"}, "wider"),
        ({"INDICATOR": "cinemas_100k", "COVERAGE": "region", "WITHIN": "DEP-35"}, "holds no territory"),
        ({"INDICATOR": "cinemas_100k", "COVERAGE": "region", "TEMPLATE": "nowhere"}, "no page template"),
        ({"INDICATOR": "cinemas_100k", "COVERAGE": "region", "DPI": 5}, "from 30 to 1200"),
    ],
)
def test_a_bad_input_ends_with_its_sentence(export, tmp_path, parameters, words):
    with pytest.raises(QgsProcessingException, match=words):
        export(**parameters)
    assert [file for file in tmp_path.iterdir() if file.is_file()] == []


def test_a_series_of_which_nothing_came_out_leaves_no_folder(four, make, tmp_path):
    failing = make(*(page.slug for page in four.pages))
    with pytest.raises(IndicatorError):
        series.write(four, tmp_path / "pages", failing)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").mkdir()
    with pytest.raises(IndicatorError):
        series.write(four, tmp_path / "mine", failing)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_folder_can_have_is_told(four, make, tmp_path, name):
    with pytest.raises(StorageError, match="name"):
        series.write(four, tmp_path / name, make())
    assert list(tmp_path.iterdir()) == []
