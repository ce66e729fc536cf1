# SPDX-License-Identifier: GPL-2.0-or-later
"""What surrounds a map: permanent, marked, where it should be, and readable on every class."""

from __future__ import annotations

from collections import Counter

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from atlas_culture_plugin.core import levelfile
from atlas_culture_plugin.core.errors import StorageError
from atlas_culture_plugin.core.frames import frames
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import context

#: Bounding boxes in the CRS of each frame, measured with another program.
RECTANGLES = {
    "metropole": (99040, 6046798, 1242442, 7110479),
    "971": (627171, 1750866, 713451, 1826092),
    "973": (99216, 233708, 431297, 636241),
    "974": (314672, 7634196, 379236, 7691262),
    "idf": (637298, 6843226, 671685, 6879245),
}


@pytest.fixture
def files(tmp_path, qgis_app):
    return context.prepare(tmp_path / "new folder", Level.COMMUNE, "detail")


def colours(layers, rectangle, crs="EPSG:2154"):
    """Number of pixels of each colour of a map."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setExtent(rectangle)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    settings.setOutputSize(QSize(400, 400))
    settings.setOutputDpi(200)
    settings.setBackgroundColor(QColor("#ff00ff"))
    settings.setFlag(Qgis.MapSettingsFlag.Antialiasing, False)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return Counter(
        QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize(
    ("level", "within", "land", "over"),
    [
        (Level.REGION, "REG-53", "region", None),
        (Level.DEPARTEMENT, "REG-53", "departement", "region"),
        (Level.EPCI, "", "departement", "all"),
        (Level.COMMUNE, "DEP-35", "departement", "all"),
        (Level.COMMUNE, "EPCI-243500139", "epci", "all"),
        (Level.COMMUNE, "COM-35238", "commune", "all"),
    ],
)
def test_each_map_has_the_neighbours_and_limits_of_its_scale(tmp_path, qgis_app, level, within, land, over):
    files = context.prepare(tmp_path, level, "national", within)
    assert context.neighbours(files).featureCount() == len(territories().all(Level(land)))
    lines = context.limits(files)
    if over is None:
        assert lines is None
    else:
        kinds = {feature["echelon"] for feature in lines.getFeatures()}
        assert kinds == ({"region"} if over == "region" else {"region", "departement"})


def test_layers_are_copies_that_are_marked_and_say_where_they_come_from(files, tmp_path):
    shipped = levelfile.boundaries_file(Level.REGION, "detail").parent
    made = [context.neighbours(files), context.limits(files)]
    for layer, kind in zip(made, ("neighbours", "limits")):
        assert layer.isValid() and layer.readOnly() and layer.providerType() == "ogr"
        assert layer.source().startswith(str(tmp_path / "new folder"))
        assert context.context_kind(layer) == kind
        assert "IGN ADMIN EXPRESS" in layer.metadata().rights()[0]
        assert layer.metadata().licenses() == ["Licence Ouverte 2.0"]
        assert layer.renderer().symbol().symbolLayerCount() == (1 if kind == "neighbours" else 2)
    del made
    assert not list(shipped.glob("*-wal")) and not list(shipped.glob("*.part"))


def test_the_project_finds_its_layers_of_context_again(files, tmp_path, qgis_new_project):
    project = QgsProject.instance()
    project.addMapLayers([context.neighbours(files), context.limits(files)])
    project.write(str(tmp_path / "project.qgz"))
    project.clear()
    project.read(str(tmp_path / "project.qgz"))
    found = context.find_context(project)
    assert {context.context_kind(layer) for layer in found} == {"neighbours", "limits"}
    assert all(layer.isValid() for layer in found)


def test_files_are_copied_once_and_a_part_of_one_is_copied_again(files, tmp_path):
    folder = tmp_path / "new folder"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert context.prepare(folder, Level.COMMUNE, "detail") == files
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    files.limits.write_bytes(files.limits.read_bytes()[:1000])
    context.prepare(folder, Level.COMMUNE, "detail")
    assert context.limits(files).featureCount() > 200


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path, qgis_app):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match="could not be written"):
        context.prepare(tmp_path / "file" / "folder", Level.COMMUNE, "detail")


def test_a_file_that_disappeared_is_told_in_a_sentence(files):
    files.land.unlink()
    with pytest.raises(StorageError, match="cannot be opened"):
        context.neighbours(files)


def test_the_land_is_grey_and_the_sea_is_left_to_the_page(files):
    land = context.neighbours(files)
    sea = colours([land], QgsRectangle(100_000, 6_400_000, 200_000, 6_500_000))
    assert set(sea) == {"#ff00ff"}
    # Around Orléans, far from any coast.
    inland = colours([land], QgsRectangle(600_000, 6_700_000, 700_000, 6_800_000))
    assert inland[context.LAND] > 0.9 * 400 * 400 and "#ff00ff" not in inland


def test_the_coast_is_seen_around_the_palest_map(files):
    """La Réunion nearly white on white: a grey line around it, and only there."""
    land = context.neighbours(files)
    over = context.open_layer(files.land, files.land_layer, "map", "map")
    over.setSubsetString("\"code\" = '974'")
    fill = land.renderer().symbol().clone()
    fill.symbolLayer(0).setFillColor(QColor("#fffffe"))
    fill.symbolLayer(0).setStrokeColor(QColor("#fffffe"))
    fill.symbolLayer(0).setStrokeWidth(0.05)
    over.renderer().setSymbol(fill)
    seen = colours([over, land], QgsRectangle(*RECTANGLES["974"]), "EPSG:2975")
    assert seen[context.SEPARATOR] > 400
    assert context.LAND not in seen and seen["#fffffe"] > 40_000


@pytest.mark.parametrize("ground", ["#08306b", "#ffffff", "#fdae6b"])
def test_limits_are_seen_on_dark_and_on_light_classes(files, ground):
    lines, land = context.limits(files), context.neighbours(files)
    fill = land.renderer().symbol().clone()
    fill.symbolLayer(0).setFillColor(QColor(ground))
    fill.symbolLayer(0).setStrokeColor(QColor(ground))
    land.renderer().setSymbol(fill)
    found = colours([lines, land], QgsRectangle(250_000, 6_750_000, 350_000, 6_850_000))
    dark, light = found[context.LINE], found[context.CASING]
    assert dark > 200 and light > 200
    assert found[ground] > 0.9 * 400 * 400


def test_limits_are_no_coasts(files):
    # Finistère west of Brest: land, sea and islands, no other departement.
    found = colours([context.limits(files)], QgsRectangle(90_000, 6_820_000, 140_000, 6_870_000))
    assert set(found) == {"#ff00ff"}


def test_the_rectangle_of_a_frame_is_that_of_the_land_in_its_crs(qgis_app):
    known = territories()
    made = {frame.key: frame for frame in frames(known, Level.DEPARTEMENT, known.codes(Level.DEPARTEMENT))}
    for key, expected in RECTANGLES.items():
        found = context.frame_rectangle(made[key])
        corners = (found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum())
        assert corners == pytest.approx(expected, abs=1)
    context.frame_rectangle(made["idf"]).scale(10)
    assert context.frame_rectangle(made["idf"]).width() == pytest.approx(34387, abs=2)


@pytest.mark.parametrize("within", ["REG-53", "DEP-974", "EPCI-243500139", "COM-35238"])
def test_a_territory_fills_the_rectangle_of_its_frame(tmp_path, qgis_app, within):
    known = territories()
    level = known.find(within).level
    (frame,) = frames(known, level, known.within(level, within), within)
    rectangle = context.frame_rectangle(frame)
    layer = context.open_layer(
        context.permanent(levelfile.boundaries_file(level, "detail"), tmp_path), level.value, "x", "test"
    )
    layer.setSubsetString(frame.condition)
    inside = colours([layer], rectangle, frame.crs)
    rectangle.scale(1.05)
    assert inside != Counter({"#ff00ff": 160_000})
    wider = colours([layer], rectangle, frame.crs)
    shares = [1 - counts["#ff00ff"] / 160_000 for counts in (inside, wider)]
    # A larger window on the same land: nothing of it was outside the first one.
    assert shares[1] == pytest.approx(shares[0] / 1.05**2, rel=0.06)


def test_a_shipped_file_is_read_once_and_again_when_it_changes(tmp_path, monkeypatch):
    source, reads, read = tmp_path / "limits.gpkg", [], type(tmp_path).read_bytes

    def counted(path):
        reads.append(path)
        return read(path)

    monkeypatch.setattr(type(tmp_path), "read_bytes", counted)
    source.write_bytes(b"one")
    first = context.permanent(source, tmp_path / "data")
    assert context.permanent(source, tmp_path / "data") == first
    assert reads == [source]
    source.write_bytes(b"another")
    other = context.permanent(source, tmp_path / "data")
    assert other != first
    assert (read(first), read(other)) == (b"one", b"another")
