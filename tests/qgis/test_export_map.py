# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:exportmap``: what the picture says is what the figures say."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingException,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.formatting import class_labels
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Status
from atlas_culture_plugin.core.territories import territories
from tests import printed

MB = 1_000_000


@pytest.fixture
def export(provider, tmp_path, recording_feedback):
    """Run the algorithm into a PDF unless told otherwise; return the path."""
    from qgis import processing

    def run(**parameters):
        given = {"OUTPUT": str(tmp_path / "carte.pdf"), "LEVEL": "departement", **parameters}
        result = processing.run("atlasculture:exportmap", given, feedback=recording_feedback)
        return type(tmp_path)(result["OUTPUT"])

    return run


@pytest.fixture
def prepared(library_folder):
    """What the figures say, for the same request."""

    def prepare_(indicator, level=Level.DEPARTEMENT, **options):
        library = Library(library_folder, paths.data("packages"))
        return prepare(library, territories(), MapRequest(indicator, level, **options))

    return prepare_


def label_points(level, folder, crs="EPSG:2154"):
    """A point inside each territory, in the CRS of the map."""
    file = folder / f"{level.value}_points.gpkg"
    shutil.copy(paths.data("boundaries", "cog2026", f"{level.value}_national.gpkg"), file)
    layer = QgsVectorLayer(str(file), "points", "ogr")
    transform = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(crs), QgsProject())
    points = {}
    for feature in layer.getFeatures():
        if feature.hasGeometry():
            largest = max(feature.geometry().asGeometryCollection(), key=lambda part: part.area())
            inside = largest.poleOfInaccessibility(0.001)[0]
            inside.transform(transform)
            points[feature["code"]] = inside.asPoint()
    return points


@printed.needs_poppler
def test_each_departement_has_the_colour_of_its_class(export, prepared, tmp_path):
    path = export(INDICATOR="cinemas_100k", INSETS="none")
    figures, page = prepared("cinemas_100k"), printed.Georeferenced(path)
    points = label_points(Level.DEPARTEMENT, tmp_path)
    classes = figures.rounded.classes(figures.values).tolist()
    compared = 0
    for code, rank in zip(figures.codes, classes):
        if rank and code not in ("75", "92", "93", "94"):
            point = points[code]
            assert page.color(point.x(), point.y()) == figures.colors[rank - 1].lower(), code
            compared += 1
    assert compared == 92


@printed.needs_poppler
def test_everything_that_a_map_must_say_is_text(export, prepared):
    path = export(INDICATOR="cinemas_100k", AUTHOR="Camille Dupont", WITHIN="METRO")
    figures, text = prepared("cinemas_100k", within="METRO"), printed.text(path)
    labels = class_labels(figures.rounded.bounds, minimum_decimals=figures.decimals)
    assert len(labels) == 5
    for wanted in (
        "Cinemas per 100,000 inhabitants in metropolitan France",
        "2022", "CNC", "Licence Ouverte", "IGN", "COG 2026", "Camille Dupont", "Reading note", "Coverage",
        "km", *(printed.plain(label) for label in labels),
    ):  # fmt: skip
        assert wanted in text, wanted
    assert figures.indicator.unit.split()[0] in text
    said = printed.info(path)
    assert said["Title"].startswith("Cinemas per 100,000 inhabitants")
    assert said["Author"] == "Camille Dupont"


@printed.needs_poppler
def test_a_vector_pdf_holds_no_picture_and_its_fonts(export):
    path = export(INDICATOR="cinemas_100k", SECOND="cinemas", MODE="circles")
    assert printed.images(path) == []
    assert all(font.embedded for font in printed.fonts(path))
    assert printed.info(path)["Pages"] == "1"
    assert path.stat().st_size <= 0.5 * MB


@printed.needs_poppler
@pytest.mark.parametrize(
    ("within", "crs"), [("REG-53", "2154"), ("DEP-973", "2972"), ("DEP-974", "2975"), ("DEP-976", "4471")]
)
def test_a_territory_is_printed_in_its_own_projection(export, within, crs):
    path = export(INDICATOR="densite", LEVEL="commune", WITHIN=within)
    found = printed.Georeferenced(path).crs
    wanted = QgsCoordinateReferenceSystem(f"EPSG:{crs}")
    assert found in (crs, wanted.description()), found


@pytest.mark.parametrize(
    "wanted",
    [
        {"INDICATOR": "niveau_vie_median"},
        {"INDICATOR": "bibliotheques_10k", "SECOND": "bibliotheques", "MODE": "circles"},
    ],
)
def test_national_maps_of_communes_are_light(export, wanted):
    path = export(**wanted, LEVEL="commune")
    assert path.stat().st_size <= 3 * MB


@pytest.mark.parametrize("suffix", ["svg", "png", "jpg"])
def test_other_formats_follow_the_extension(export, tmp_path, suffix):
    path = export(INDICATOR="cinemas_100k", OUTPUT=str(tmp_path / f"carte.{suffix}"), DPI=80)
    if suffix == "svg":
        text = path.read_text(encoding="utf-8")
        assert "Cinemas per 100,000 inhabitants" in text
        assert "<image" not in text
    else:
        image = QImage(str(path))
        assert image.width() == pytest.approx(297 / 25.4 * 80, abs=2)
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == [f"carte.{suffix}"]


@printed.needs_poppler
def test_two_indicators_make_nine_colours_of_two_ratios(export, prepared):
    path = export(INDICATOR="cinemas_100k", SECOND="bibliotheques_10k", LEVEL="epci", WITHIN="REG-53")
    text = printed.text(path)
    for name in ("inemas per 100,000 inhabitants", "ibraries"):
        assert name in text


@printed.needs_poppler
def test_a_first_year_makes_an_evolution(export):
    text = printed.text(export(INDICATOR="musees_entrees", SINCE=2019, WITHIN="METRO"))
    assert "2019" in text
    assert "2023" in text


@printed.needs_poppler
@pytest.mark.parametrize("template", ["a4_portrait", "a3_paysage", "diapo_16_9"])
def test_pages_have_the_size_of_their_template(export, template):
    sizes = {"a4_portrait": (210, 297), "a3_paysage": (420, 297), "diapo_16_9": None}
    image = printed.picture(export(INDICATOR="cinemas_100k", TEMPLATE=template), dpi=50)
    if sizes[template] is None:
        assert image.width() / image.height() == pytest.approx(16 / 9, rel=0.02)
    else:
        width, height = (side / 25.4 * 50 for side in sizes[template])
        assert (image.width(), image.height()) == pytest.approx((width, height), abs=2)


def test_a_template_of_the_user_is_given_by_its_path(export, tmp_path):
    own = tmp_path / "mine.qpt"
    shutil.copy(paths.resources("layouts", "a4_portrait.qpt"), own)
    assert export(INDICATOR="cinemas_100k", TEMPLATE=str(own)).stat().st_size > 10_000


@printed.needs_poppler
def test_a_title_of_300_characters_stays_on_the_page(export):
    title = " ".join(["Équipements culturels"] * 20)[:300]
    path = export(INDICATOR="cinemas_100k", TITLE=title)
    assert printed.text(path).startswith("Équipements culturels Équipements culturels")
    assert printed.info(path)["Title"].startswith("Équipements culturels")
    image = printed.picture(path, dpi=60)
    edges = [
        image.pixelColor(x, y).lightness() for x in (1, image.width() - 2) for y in range(image.height())
    ]
    assert min(edges) > 250


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"INDICATOR": "niveau_vie_median"}, "Its levels: commune"),
        ({"INDICATOR": "nonsense"}, "nonsense"),
        ({"INDICATOR": "cinemas", "SECOND": "cinemas_100k", "MODE": "bivariate"}, "ratio"),
        ({"INDICATOR": "cinemas_100k", "MODE": "circles"}, "second indicator"),
        ({"INDICATOR": "cinemas_100k", "TEMPLATE": "nowhere"}, "There is no page template"),
        ({"INDICATOR": "cinemas_100k", "TEMPLATE": "/nowhere/x.qpt"}, "There is no page template"),
        ({"INDICATOR": "cinemas_100k", "OUTPUT": "/nowhere/carte.pdf"}, "does not exist"),
        ({"INDICATOR": "cinemas_100k", "OUTPUT": "carte.bmp"}, r"\.pdf, \.svg"),
        ({"INDICATOR": "cinemas_100k", "WITHIN": "REG-999"}, "REG-999"),
        ({"INDICATOR": "cinemas_100k", "LEVEL": "region", "WITHIN": "DEP-35"}, "holds no territory"),
        ({"INDICATOR": "cinemas_100k", "DPI": 5}, "from 30 to 1200"),
        ({"INDICATOR": "cinemas_100k", "MANUAL_BOUNDS": [5, 3]}, "ascend"),
        ({"INDICATOR": ""}, "INDICATOR is empty"),
        ({"INDICATOR": "cinemas_100k", "OUTPUT": ""}, "OUTPUT is empty"),
        ({"INDICATOR": "cinemas_100k", "OUTPUT": "/nowhere/" + "x" * 240 + ".pdf"}, "too long"),
        ({"INDICATOR": "cinemas_100k", "OUTPUT": "a\0b.pdf"}, "plain name"),
        ({"INDICATOR": "cinemas_100k", "TEMPLATE": "x" * 5000 + ".qpt"}, "There is no page template"),
        ({"INDICATOR": "cinemas_100k", "TEMPLATE": "a\0b.qpt"}, "There is no page template"),
        ({"INDICATOR": "cinemas_100k", "DPI": "abc"}, "DPI cannot be “abc”: write a number"),
        ({"INDICATOR": "cinemas_100k", "YEAR": "deux mille"}, "YEAR cannot be"),
        ({"INDICATOR": "cinemas_100k", "CLASSES": 0}, "from 1 up"),
        ({"INDICATOR": "cinemas_100k", "THRESHOLD": -1}, "from 0 up"),
        ({"INDICATOR": "cinemas_100k", "THRESHOLD": float("nan")}, "write a number"),
        (
            {"INDICATOR": "musees", "SINCE": 2019, "SECOND": "cinemas_100k"},
            "An evolution shows one indicator",
        ),
    ],
)
def test_a_bad_input_ends_with_its_sentence(export, tmp_path, parameters, words):
    with pytest.raises(QgsProcessingException, match=words):
        export(**parameters)
    assert [file for file in tmp_path.iterdir() if file.is_file()] == []


def test_a_folder_of_the_name_of_the_map_is_left_as_it_is(export, tmp_path):
    inside = tmp_path / "carte.pdf" / "mine.txt"
    inside.parent.mkdir()
    inside.write_text("mine", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="is a folder"):
        export(INDICATOR="cinemas_100k")
    assert inside.read_text(encoding="utf-8") == "mine"


def test_a_library_that_is_a_file_is_told(export, tmp_path):
    file = tmp_path / "library"
    file.write_text("", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="the library is a folder"):
        export(INDICATOR="cinemas_100k", LIBRARY=str(file))


def test_an_optional_value_left_empty_is_not_given(export):
    path = export(INDICATOR="cinemas_100k", YEAR="", CLASSES="", METHOD="", PALETTE="", MODE="", DPI="")
    assert path.stat().st_size > 10_000


@printed.needs_poppler
def test_a_territory_of_one_commune_is_a_sensible_map(export):
    path = export(INDICATOR="densite", LEVEL="commune", WITHIN="COM-35238")
    assert "Rennes" in printed.text(path)


@printed.needs_poppler
def test_a_map_where_all_is_secret_says_so(export, prepared):
    figures = prepared("niveau_vie_median", Level.COMMUNE)
    hidden = figures.statuses == Status.SECRET
    secret = next(code for code, is_hidden in zip(figures.codes, hidden) if is_hidden)
    text = printed.text(export(INDICATOR="niveau_vie_median", LEVEL="commune", WITHIN=f"COM-{secret}"))
    assert "tatistical secrecy" in text


def test_a_territory_without_an_outline_is_told(export):
    from tests.package_figures import WITHOUT_OUTLINE

    with pytest.raises(QgsProcessingException, match="outline"):
        export(INDICATOR="densite", LEVEL="commune", WITHIN=f"COM-{next(iter(WITHOUT_OUTLINE))}")


def test_the_open_project_is_left_alone(export, qgis_new_project):
    project = QgsProject.instance()
    project.setDirty(False)
    export(INDICATOR="cinemas_100k")
    assert not project.isDirty()
    assert project.mapLayers() == {}
    assert project.layoutManager().layouts() == []


@printed.needs_poppler
def test_the_author_is_that_of_the_settings(export):
    QgsSettings().setValue("atlas_culture/author", "Dominique Martin")
    try:
        path = export(INDICATOR="cinemas_100k")
    finally:
        QgsSettings().remove("atlas_culture/author")
    assert printed.info(path)["Author"] == "Dominique Martin"
    assert "Dominique Martin" in printed.text(path)
