# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:updateboundaries``, from the publishers' answers to a printed map."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsProcessing, QgsProcessingException, QgsVectorLayer

from atlas_culture_plugin.core import levelfile
from atlas_culture_plugin.core.boundaries import vintages
from atlas_culture_plugin.core.boundaries.providers import wanted
from atlas_culture_plugin.core.errors import Cancelled, StorageError, TerritoryError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.places import TABLE
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import compose, export, places
from atlas_culture_plugin.gis.boundaries import update_boundaries
from atlas_culture_plugin.gis.network import NetworkSettings
from atlas_culture_plugin.gis.places import PlacesRequest
from tests import printed
from tests.unit import small_contours
from tests.unit.http_server import Watcher
from tests.unit.open_data_servers import Fault, OpenData

COMMUNE = "35238"
GONE = "35001"


def get(site, folder, provider="etalab", year="2025", **more):
    asked = wanted(provider, year, site.url(""))
    return update_boundaries(asked, folder, NetworkSettings(), Watcher(), between=0, **more)


@pytest.fixture
def site():
    with OpenData() as running:
        yield running


@pytest.fixture(scope="module")
def got(tmp_path_factory):
    """A vintage of three departements, got once, and the library that holds it."""
    folder = tmp_path_factory.mktemp("library")
    with OpenData() as running:
        small_contours.publish_etalab(running)
        return get(running, folder), folder


def rows(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def test_the_files_are_those_that_the_plugin_ships(got):
    updated, folder = got
    known, shipped = vintages.find("etalab-2025", folder), territories()
    assert updated.folder == folder / ".boundaries" / "etalab-2025"
    made = {path.name for path in known.file("").iterdir()}
    assert made == {path.name for path in shipped.file("").iterdir()}
    for level in Level:
        for detail in ("national", "detail", "displaced"):
            mine, theirs = known.outlines(level, detail), shipped.outlines(level, detail)
            sql = "SELECT srs_id, data_type, table_name FROM gpkg_contents"
            assert rows(mine, sql) == rows(theirs, sql)
            columns = f"PRAGMA table_info({level.value})"
            assert rows(mine, columns) == rows(theirs, columns)
            codes = [code for (code,) in rows(mine, f"SELECT code FROM {level.value} ORDER BY fid")]
            assert codes == sorted(codes)
            (count,) = rows(mine, f"SELECT count(*) FROM rtree_{level.value}_geom")
            assert count == (len(codes),) and not list(mine.parent.glob("*-journal"))
        assert known.codes(level) == small_contours.chosen(level)


def test_outlines_and_parents_are_those_that_were_published(got):
    known, shipped = vintages.find("etalab-2025", got[1]), territories()
    for level in Level:
        for code in known.codes(level):
            one, same = known.get(level, code), shipped.get(level, code)
            assert (one.name, one.region) == (same.name, same.region)
    found = levelfile.outlines(known.outlines(Level.COMMUNE, "detail"), Level.COMMUNE, "")
    listed = f'"code" IN ({", ".join(repr(code) for code in known.codes(Level.COMMUNE))})'
    own = levelfile.outlines(shipped.outlines(Level.COMMUNE, "detail"), Level.COMMUNE, listed)
    for one, same in zip(found, own, strict=True):
        assert one == same


def test_limits_and_the_overseas_beside_metropole_are_derived_alike(got, tmp_path):
    known, shipped = vintages.find("etalab-2025", got[1]), territories()
    sql = "SELECT code, echelon FROM limits"
    assert rows(known.file("limits_detail.gpkg"), sql) == [("35-53", "region")]
    lengths = []
    for rank, folder in enumerate((known, shipped)):
        # A copy: GDAL writes in what it opens.
        copy = shutil.copy(folder.file("limits_detail.gpkg"), tmp_path / f"{rank}.gpkg")
        layer = QgsVectorLayer(f"{copy}|layername=limits", "x", "ogr")
        layer.setSubsetString("code = '35-53'")
        (feature,) = layer.getFeatures()
        lengths.append(feature.geometry().length())
    assert lengths[0] == pytest.approx(lengths[1])
    for level in (Level.DEPARTEMENT, Level.COMMUNE):
        listed = "\"departement\" = '976'" if level is Level.COMMUNE else "\"code\" = '976'"
        mine = levelfile.outlines(known.outlines(level, "displaced"), level, "")
        theirs = levelfile.outlines(shipped.outlines(level, "displaced"), level, listed)
        for one, same in zip(mine, theirs, strict=True):
            drawn, expected = QgsGeometry(), QgsGeometry()
            drawn.fromWkb(one.wkb)
            expected.fromWkb(same.wkb)
            assert drawn.symDifference(expected).area() < 0.001 * expected.area()


def test_ign_gives_the_same_with_old_and_new_names(site, tmp_path):
    small_contours.publish_ign(site)
    new = get(site, tmp_path / "a", "ign", "")
    small_contours.publish_ign(site, small_contours.OLD)
    old = get(site, tmp_path / "b", "ign", "")
    tables = [(one.folder / "territories.csv").read_text(encoding="utf-8") for one in (new, old)]
    assert tables[0] == tables[1] and COMMUNE in tables[0]
    assert new.identifier == "ign-latest" and "ADMIN EXPRESS COG-CARTO 20" in new.attribution
    known = vintages.load(new.folder)
    for level in Level:
        for code in known.codes(level):
            assert known.get(level, code).population == territories().get(level, code).population or (
                level is not Level.COMMUNE
            )


def test_numbers_and_differences_are_told(got):
    updated, _folder = got
    told = updated.counts
    assert told["departement"]["count"] == 3 and told["departement"]["expected"] == [101, 101]
    assert not told["departement"]["as_expected"] and told["departement"]["gone"] == 98
    assert any("101 were expected" in line for line in updated.warnings())
    assert any("34,500 to 36,000 were expected" in line for line in updated.warnings())
    (line,) = [line for line in updated.warnings() if "not in this vintage" in line]
    gone = told["commune"]["gone"]
    assert line.startswith(f"{gone:,} communes of the figures") and line.endswith(", ….")
    with (updated.folder / "differences.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert sum(one["level"] == "departement" for one in listed) == 98
    described = json.loads((updated.folder / "boundaries.json").read_text(encoding="utf-8"))
    assert described["counts"] == told and described["licence"] == "Licence Ouverte 2.0"


def without_upper(site):
    small_contours.publish_etalab(site, levels=(Level.COMMUNE,))


def test_missing_levels_are_made_of_communes(site, tmp_path):
    without_upper(site)
    updated = get(site, tmp_path)
    assert all(updated.counts[level]["made_of_communes"] for level in ("region", "departement", "epci"))
    known = vintages.load(updated.folder)
    assert known.get(Level.DEPARTEMENT, "53").name == "Mayenne"
    areas = []
    for folder in (known, territories()):
        source = folder.outlines(Level.DEPARTEMENT, "detail")
        (one,) = levelfile.outlines(source, Level.DEPARTEMENT, "\"code\" = '53'")
        shape = QgsGeometry()
        shape.fromWkb(one.wkb)
        areas.append(shape.area())
    assert areas[0] == pytest.approx(areas[1], rel=1e-9)


def merged(level, features):
    """A later vintage: the commune 35001 has merged into a neighbour, and the EPCI is told so."""
    if level is not Level.COMMUNE:
        return features
    shapes = {one["properties"]["code"]: one for one in features}
    gone, home = shapes.pop(GONE), shapes["35051"]
    union = [as_multi(one["geometry"]) for one in (gone, home)]
    home["geometry"] = {"type": "MultiPolygon", "coordinates": [*union[0], *union[1]]}
    return list(shapes.values())


def as_multi(geometry):
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def test_a_merger_since_the_figures_hides_them_where_the_perimeter_is_another(site, tmp_path, provider):
    from qgis import processing

    small_contours.publish_etalab(site, "latest", merged)
    updated = get(site, tmp_path, year="")
    known = vintages.load(updated.folder)
    assert known.successor(GONE) == ("35051", "merged")
    assert known.vintage.changed[Level.COMMUNE] == {"35051"}
    assert not known.vintage.changed[Level.EPCI] & set(small_contours.chosen(Level.EPCI, ("35",)))
    result = processing.run(
        "atlasculture:loadindicator",
        {"INDICATOR": "population", "LEVEL": "commune", "WITHIN": "DEP-35", "BOUNDARIES": str(updated.folder),
         "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT},
    )  # fmt: skip
    whole = {"INDICATOR": "population", "LEVEL": "departement", "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT}
    told = processing.run("atlasculture:loadindicator", {**whole, "BOUNDARIES": str(updated.folder)})
    assert (told["MATCHED"], told["UNKNOWN_CODES"], told["OUTPUT"].featureCount()) == (3, 98, 3)
    found = {one["code"]: (one["valeur"], one["statut"]) for one in result["OUTPUT"].getFeatures()}
    assert GONE not in found and found["35051"][1] != "valeur"
    assert found[COMMUNE][0] > 200_000
    assert any("Etalab" in text for text in result["OUTPUT"].metadata().rights())


def broken(level, features):
    if level is Level.COMMUNE:
        first = next(one for one in features if one["properties"]["code"] == COMMUNE)
        first["geometry"] = {
            "type": "Polygon",
            "coordinates": [[[-1.7, 48.1], [-1.6, 48.2], [-1.6, 48.1], [-1.7, 48.2], [-1.7, 48.1]]],
        }
        flat = next(one for one in features if one["properties"]["code"] == GONE)
        flat["geometry"] = {"type": "Polygon", "coordinates": [[[-1.7, 48.1], [-1.6, 48.1], [-1.7, 48.1]]]}
    return features


def test_an_outline_that_crosses_itself_is_mended(site, tmp_path):
    small_contours.publish_etalab(site, change=broken)
    updated = get(site, tmp_path)
    known = vintages.load(updated.folder)
    # What has no surface left has no outline, and stays in the list.
    assert updated.counts["commune"]["without_outline"] == [GONE] and known.known(Level.COMMUNE, GONE)
    assert known.without_geometry == {GONE}
    (one,) = levelfile.outlines(
        known.outlines(Level.COMMUNE, "detail"), Level.COMMUNE, f"\"code\" = '{COMMUNE}'"
    )
    shape = QgsGeometry()
    shape.fromWkb(one.wkb)
    assert shape.isGeosValid() and shape.area() == pytest.approx(0.005)
    assert json.loads((known.file("").parent / "boundaries.json").read_text())["geometries_mended"] == 4


def test_a_failure_keeps_what_was_there_and_goes_on_from_there(site, tmp_path):
    small_contours.publish_etalab(site)
    first = get(site, tmp_path)
    before = (first.folder / "boundaries.json").read_bytes()
    site.faults.append(Fault("communes-1000m", times=99, status=404))
    with pytest.raises(TerritoryError, match="2019, 2022, 2024"):
        get(site, tmp_path)
    assert (first.folder / "boundaries.json").read_bytes() == before
    site.faults.clear()
    asked = len(site.requests)
    get(site, tmp_path)
    # The seven other files were kept.
    assert len(site.requests) == asked + 1
    assert not list((tmp_path / ".downloads").iterdir())
    assert not [one for one in first.folder.parent.iterdir() if one != first.folder]


def test_a_cancel_leaves_nothing_behind(site, tmp_path):
    small_contours.publish_etalab(site)
    stop = Watcher(lambda watcher: any("Writing" in text or "criture" in text for text in watcher.messages))
    asked = wanted("etalab", "2025", site.url(""))
    with pytest.raises(Cancelled):
        update_boundaries(asked, tmp_path, NetworkSettings(), stop)
    assert list((tmp_path / ".boundaries").iterdir()) == []


def test_a_folder_of_other_files_is_not_replaced(site, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StorageError, match="holds other files"):
        get(site, tmp_path, output=tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear" and not site.requests


def test_the_present_folder_may_be_given(site, tmp_path, monkeypatch):
    small_contours.publish_etalab(site)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert get(site, tmp_path, output=Path()).folder == here.resolve()
    assert vintages.load(here).vintage.identifier == "etalab-2025"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".here")] == []


def test_a_folder_of_another_vintage_is_not_replaced(site, tmp_path, got):
    mine = Path(shutil.copytree(got[0].folder, tmp_path / "mine"))
    with pytest.raises(StorageError, match="holds the boundaries “etalab-2025”"):
        get(site, tmp_path, "ign", "", output=mine)
    assert not site.requests and vintages.load(mine).vintage.identifier == "etalab-2025"


def test_the_algorithm_tells_and_returns(site, tmp_path, provider, recording_feedback):
    from qgis import processing

    small_contours.publish_etalab(site, "2024")
    parameters = {
        "PROVIDER": "etalab", "YEAR": "2024", "BASE_URL": site.url(""), "LIBRARY": str(tmp_path / "library"),
        "OUTPUT": str(tmp_path / "contours"),
    }  # fmt: skip
    result = processing.run("atlasculture:updateboundaries", parameters, feedback=recording_feedback)
    assert result["OUTPUT"] == str(tmp_path / "contours") and result["BOUNDARIES"] == "etalab-2024"
    assert result["COUNTS"]["commune"]["count"] == len(small_contours.chosen(Level.COMMUNE))
    assert recording_feedback.warnings and max(recording_feedback.progresses) == 100
    with pytest.raises(QgsProcessingException, match="vintage"):
        processing.run("atlasculture:updateboundaries", {**parameters, "YEAR": "demain"})


@printed.needs_poppler
@pytest.mark.parametrize("algorithm", ["exportmap", "exportseries"])
def test_pages_are_printed_on_the_vintage_that_is_asked_for(got, provider, tmp_path, algorithm):
    from qgis import processing

    more = {"COVERAGE": "departement"} if algorithm == "exportseries" else {}
    output = tmp_path / ("pages" if more else "page.pdf")
    given = {"INDICATOR": "densite", "LEVEL": "commune", "WITHIN": "DEP-53", "LIBRARY": str(got[1]), **more}
    parameters = {**given, "OUTPUT": str(output), "BOUNDARIES": "etalab-2025"}
    processing.run(f"atlasculture:{algorithm}", parameters)
    (page,) = output.iterdir() if more else [output]
    assert "Etalab 2025" in printed.text(page)


def test_boundaries_that_are_not_there_are_told_before_printing(got, provider, tmp_path):
    from qgis import processing

    parameters = {"INDICATOR": "densite", "LEVEL": "commune", "LIBRARY": str(got[1])}
    output = tmp_path / "page.pdf"
    with pytest.raises(QgsProcessingException, match="etalab-1999"):
        processing.run(
            "atlasculture:exportmap", {**parameters, "BOUNDARIES": "etalab-1999", "OUTPUT": str(output)}
        )
    assert not output.exists()


def test_a_page_is_drawn_on_the_vintage_and_says_so(got, project, tmp_path):
    from atlas_culture_plugin import paths
    from atlas_culture_plugin.core.library import Library
    from atlas_culture_plugin.core.request import MapRequest

    library = Library(got[1], paths.data("packages"))
    request = MapRequest("densite", Level.COMMUNE, within="DEP-53", boundaries="etalab-2025")
    options = compose.Options(places=PlacesRequest(types=("cinema",), within="DEP-53"))
    made = compose.compose(project, library, territories(), request, options, tmp_path, Watcher())
    (points,) = places.find_places(project)
    # The file of places is that of every map: it is not cut to the boundaries of this one.
    file = points.source().partition("|")[0]
    assert rows(file, f"SELECT count(DISTINCT departement) > 90 FROM {TABLE}") == [(1,)]
    assert made.prepared.territories.vintage.identifier == "etalab-2025"
    drawn = [layer for layer in project.mapLayers().values() if layer is not points]
    sources = [layer.source() for layer in drawn]
    assert len(sources) == 3 and all("etalab-2025" in one or "cog2025-" in one for one in sources)
    rights = [" ".join(layer.metadata().rights()) for layer in drawn]
    assert all("Etalab 2025" in one for one in rights)
    texts = " ".join(item.text() for item in made.layout.items() if hasattr(item, "currentText"))
    plain = texts.replace("\u00a0", " ")
    assert "contours administratifs Etalab 2025" in plain and "ADMIN EXPRESS COG 2024" not in plain
    export.export(made.layout, tmp_path / "page.png", 60)
    assert (tmp_path / "page.png").stat().st_size > 10_000


def test_a_legend_counts_what_is_drawn(got, tmp_path):
    from atlas_culture_plugin import paths
    from atlas_culture_plugin.core.library import Library
    from atlas_culture_plugin.core.request import MapRequest
    from atlas_culture_plugin.gis import layers

    library = Library(got[1], paths.data("packages"))
    request = MapRequest("densite", Level.EPCI, boundaries="etalab-2025")
    built = layers.build_map(library, territories(), request, tmp_path, Watcher())
    count = len(small_contours.chosen(Level.EPCI))
    assert len(built.prepared.codes) == count == sum(built.prepared.classification.counts)
    (line,) = (one for one in layers.describe(built) if "etalab-2025" in one)
    assert line.startswith(f"{1255 - count} codes of the package are not in the boundaries of etalab-2025")
