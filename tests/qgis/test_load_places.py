# SPDX-License-Identifier: GPL-2.0-or-later
"""``atlasculture:loadplaces``: a published list as a layer of points, from a file and from the network."""

from __future__ import annotations

import copy
import json
import sqlite3
from contextlib import closing

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.places import GROUPINGS, Tally
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import compose, place_shapes, place_symbols, places
from atlas_culture_plugin.processing.load_places import names
from tests.unit.http_server import FileServer, Route
from tests.unit.place_list import HEADER, RECIPE, ROWS

pytest.importorskip("pandas")

RESOURCE = "dced78ee-0823-4b61-86e6-57717308d4e4"


@pytest.fixture
def recipe(tmp_path):
    path = tmp_path / "lieux-essai.json"
    path.write_text(json.dumps(RECIPE), encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def run(provider, recipe, table, recording_feedback, tmp_path, qgis_new_project):
    from qgis import processing

    def load(feedback=None, **more):
        parameters = {
            "RECIPE": str(recipe), "SOURCE": str(table), "OUTPUT": str(tmp_path / "lieux.gpkg"), **more,
        }  # fmt: skip
        return processing.run("atlasculture:loadplaces", parameters, feedback=feedback or recording_feedback)

    return load


@pytest.fixture
def layer(run):
    def load(**more):
        made = QgsVectorLayer(run(**more)["OUTPUT"], "x", "ogr")
        QgsProject.instance().addMapLayer(made)
        return made

    return load


def labels(layer):
    categories = layer.renderer().clone().categories()
    return [category.label() for category in categories]


def test_the_places_are_counted_and_the_doubtful_ones(run, recording_feedback, tmp_path):
    result = run()
    assert (result["COUNT"], result["DOUBTFUL"]) == (12, 5)
    assert result["OUTPUT"] == str(tmp_path / "lieux.gpkg")
    told = " ".join(recording_feedback.infos)
    for text in (
        "Places drawn: 12",
        "lieux.csv: 16",
        "wrong way round",
        "out of France",
        "repeat another one: 1",
    ):
        assert text in told
    assert max(recording_feedback.progresses) == 100


def test_the_file_has_an_index_text_codes_and_no_personal_data(run, tmp_path):
    run()
    with closing(sqlite3.connect(tmp_path / "lieux.gpkg")) as database:
        (count,) = database.execute("SELECT count(*) FROM lieux").fetchone()
        (indexed,) = database.execute("SELECT count(*) FROM rtree_lieux_geom").fetchone()
        kinds = set(database.execute("SELECT typeof(code_commune), typeof(departement) FROM lieux"))
        rows = repr(database.execute("SELECT * FROM lieux").fetchall())
        (system,) = database.execute("SELECT srs_id FROM gpkg_contents").fetchone()
    assert count == indexed == 12 and kinds == {("text", "text")} and system == 4326
    assert "@exemple" not in rows and "0299" not in rows and "Médi@thèque" in rows


def test_the_layer_is_styled_named_and_sourced(layer):
    shown = layer()
    assert shown.crs().authid() == "EPSG:4326"
    assert shown.renderer().type() == "categorizedSymbol"
    assert labels(shown)[:4] == ["Théâtre (1)", "Site (1)", "Bibliothèque (5)", "Musée (5)"]
    assert any("Doubtful position" in label and "(5)" in label for label in labels(shown))
    aliases = {field.name(): field.alias() for field in shown.fields()}
    assert (aliases["motif"], aliases["domaine"]) == ("Why the position is flagged", "Domain")
    metadata = shown.metadata()
    assert metadata.licenses() == ["Licence Ouverte 2.0"]
    assert metadata.rights()[0] == "Ministère, « Lieux d'essai », 2026"
    history = " ".join(metadata.history())
    assert "lieux.csv" in history and "2026" in history and "“etat” (closed places" in history
    assert "A few places" in metadata.abstract()


def test_each_type_has_its_own_symbol_and_legend_notes_draw_nothing(layer):
    shown = layer()
    renderer = shown.renderer().clone()
    categories = {one.value(): one.symbol().clone() for one in renderer.categories()}
    theatre = categories["Théâtre"].symbolLayer(1)
    assert theatre.color().name() == place_shapes.LOOKS["lieu_theatre"].color
    # Held: the layer of a symbol that is gone is gone with it.
    library = place_symbols.load().symbol("bibliotheque")
    assert categories["Bibliothèque"].symbolLayer(1).color() == library.symbolLayer(1).color()
    # No symbol of its own in the recipe: one of those that are shared out.
    assert categories["Musée"].symbolLayer(1).color() != categories["Site"].symbolLayer(1).color()


def test_the_looks_of_types_are_told_apart():
    looks = [(look.shape, look.color, look.angle) for look in place_shapes.LOOKS.values()]
    assert len(set(looks)) == len(looks)
    assert len({(one.shape, one.angle) for one in place_shapes.LOOKS.values()}) >= len(looks) - 2
    symbols = place_symbols.load()
    assert set(place_shapes.LOOKS) <= set(symbols.symbols)
    assert len(symbols.shared) == 8  # the user's own points keep those that they had


def test_the_tip_says_what_a_place_is_and_why_it_is_flagged(layer):
    shown = layer()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(shown))
    tips = {}
    for feature in shown.getFeatures():
        context.setFeature(feature)
        tips[feature["id"]] = QgsExpression.replaceExpressionText(shown.mapTipTemplate(), context)
    assert tips["A1"] == "<b>TNB</b><br>Théâtre<br>Rennes (35)"
    assert tips["A4"].endswith("Rennes (35)<br>hors de sa commune")


def test_filters_of_types_and_of_territory(run, recording_feedback):
    assert run(TYPES="theatre, Unesco")["COUNT"] == 2
    assert run(TYPES=["Musées"], WITHIN="DEP-35")["COUNT"] == 4
    assert any("outside the territory" in line for line in recording_feedback.infos)
    shown = QgsVectorLayer(run(WITHIN="DEP-35")["OUTPUT"], "x", "ogr")
    shown.setSubsetString("\"domaine\" = 'Lecture publique'")
    assert shown.featureCount() == 5


def test_names_of_types_may_have_spaces_and_commas():
    assert names("Centre d'art, Théâtre") == ["Centre d'art", "Théâtre"]
    assert names("Cinéma, art et essai; Théâtre") == ["Cinéma, art et essai", "Théâtre"]
    assert names(["Cinéma, art et essai"]) == ["Cinéma, art et essai"]
    assert names(None) == names("") == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"RECIPE": "cirques"}, "no recipe “cirques” of places"),
        ({"RECIPE": "depenses-communes"}, "says nothing of places"),
        ({"SOURCE": "/nowhere/x.csv"}, "no file or folder"),
        ({"SOURCE": "https://example.org/a.csv"}, "BASE_URL"),
        ({"TYPES": "Cirque"}, "“Cirque” is no type"),
        ({"WITHIN": "DEP-29"}, "has none of these places: Finistère"),
        ({"WITHIN": "DEP-999"}, "999"),
        ({"OUTPUT": "lieux.shp"}, "write .gpkg"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(run, tmp_path, more, said):
    if "OUTPUT" in more:
        more = {"OUTPUT": str(tmp_path / more["OUTPUT"])}
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QgsProcessingException, match=said):
        run(**more)
    assert sorted(tmp_path.iterdir()) == before


def test_a_cancel_leaves_the_file_that_was_there(run, tmp_path):
    from qgis.core import QgsProcessingFeedback

    run()
    before = (tmp_path / "lieux.gpkg").read_bytes()
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda percent: feedback.cancel() if percent > 50 else None)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run(feedback=feedback)
    assert (tmp_path / "lieux.gpkg").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_list_is_downloaded_from_a_mirror(run, tmp_path):
    published = copy.deepcopy(RECIPE)
    dataset = "61777ddaa9101d073e5506cd"
    published["sources"][0].update(dataset=dataset, resource=RESOURCE)
    path = tmp_path / "publie.json"
    path.write_text(json.dumps(published), encoding="utf-8")
    described = {"id": RESOURCE, "title": "lieux", "format": "csv", "type": "main", "filetype": "remote"}
    document = {"title": "Lieux", "resources": [described]}
    with FileServer() as server:
        server.routes[f"/api/1/datasets/{dataset}/"] = Route(json.dumps(document).encode())
        server.routes[f"/api/1/datasets/r/{RESOURCE}"] = Route(location="/stored.csv")
        server.routes["/stored.csv"] = Route((HEADER + ROWS).encode())
        result = run(RECIPE=str(path), SOURCE="", BASE_URL=server.url(""))
    assert result["COUNT"] == 12
    history = " ".join(QgsVectorLayer(result["OUTPUT"], "x", "ogr").metadata().history())
    assert dataset in history


def test_a_connector_is_asked_for_the_columns_of_places_and_no_other(run, tmp_path, monkeypatch):
    import csv

    from atlas_culture_plugin.core.portals import services
    from tests.unit.open_data_servers import OpenData

    monkeypatch.setattr(services.Service, "interval", 0.0)
    published = copy.deepcopy(RECIPE)
    dataset = "61777ddaa9101d073e5506cd"
    published["sources"][0].update(dataset=dataset, resource=RESOURCE, tabular=True)
    path = tmp_path / "publie.json"
    path.write_text(json.dumps(published), encoding="utf-8")
    with OpenData() as site:
        site.publish(dataset, RESOURCE, (HEADER + ROWS).encode(), title="Lieux")
        site.tables[RESOURCE] = list(csv.DictReader((HEADER + ROWS).splitlines(), delimiter=";"))
        result = run(RECIPE=str(path), SOURCE="", BASE_URL=site.url(""))
        asked = " ".join(site.asked("/data/"))
    assert (result["COUNT"], result["DOUBTFUL"]) == (12, 5)
    assert "Latitude" in asked and "T%C3%A9l%C3%A9phone" not in asked


def test_a_layer_without_codes_of_communes_is_made_too(run, tmp_path):
    path = tmp_path / "museofile.csv"
    path.write_text(
        "Identifiant|Nom_officiel|Ville|Telephone|Categorie|Domaine_thematique|Coordonnees\r\n"
        "M1|musée de Bretagne|Rennes|02 23 40 66 00|Histoire|Art;Histoire|48.1054,-1.6745\r\n"
        "M2|musée inconnu|Rennes||Art||\r\n",
        encoding="utf-8",
    )
    result = run(RECIPE="museofile", SOURCE=str(path))
    (place,) = QgsVectorLayer(result["OUTPUT"], "x", "ogr").getFeatures()
    assert (place["nom"], place["code_commune"], place["departement"]) == ("musée de Bretagne", "35238", "35")
    assert run(RECIPE="museofile", SOURCE=str(path), TYPES="histoire")["COUNT"] == 1


# ------------------------------------------------------------------------------ in the project


def test_the_dock_knows_the_layer_when_the_project_is_opened_again(layer, tmp_path):
    shown = layer(WITHIN="REG-53")
    project = QgsProject.instance()
    assert places.find_places(project) == [shown]
    request = places.request_of(shown)
    assert (request.within, request.listed.recipe) == ("REG-53", "lieux-essai")
    assert set(request.types) == {"Théâtre", "Bibliothèque", "Musée"}
    project.write(str(tmp_path / "p.qgz"))
    project.read(str(tmp_path / "p.qgz"))
    (again,) = places.find_places(project)
    assert places.request_of(again) == request


def test_the_places_of_a_layer_are_counted_again_in_another_territory(layer):
    request = places.request_of(layer())
    built = places.build(territories(), request, None, Silent())
    assert built.counts["Bibliothèque"].total == 5 and built.name == "Places"
    from dataclasses import replace

    paris = places.build(territories(), replace(request, within="REG-11"), None, Silent())
    assert paris.counts["Musée"].total == 1 and paris.counts["Bibliothèque"] == Tally()
    assert "Lieux d'essai" in places.credit(paris)
    made = places.create_places_layer(paris)
    assert made.featureCount() == 1 and made.name() == "Places – Île-de-France"


def test_a_page_draws_the_places_of_the_layer_and_credits_them(layer, tmp_path):
    from atlas_culture_plugin import paths

    shown = layer(WITHIN="DEP-35")
    options = compose.Options(places=places.request_of(shown))
    library = Library(tmp_path / "library", paths.data("packages"))
    request = MapRequest(indicator="cinemas", level=Level.EPCI, within="DEP-35")
    page = compose.prepare_page(library, territories(), request, options, tmp_path, Silent())
    assert page.places.counts["Bibliothèque"].total == 5
    assert "Lieux d'essai" in page.caption.source


def test_symbols_are_drawn_at_every_scale(layer):
    """A place stands for others, or another one for it: at no scale does one get lost."""
    shown = layer()
    for grouping in GROUPINGS:
        assert sum(feature[grouping.field] for feature in shown.getFeatures()) == 12


# --------------------------------------------------------------------------------- from the dock


@pytest.fixture
def dock(qgis_iface, qtbot, project, tmp_path, monkeypatch):
    from tests.qgis.desk import Desk, open_dock

    opened = open_dock(Desk().show(qtbot, 1200, 900), qtbot)
    yield opened
    opened.close_down()


def test_a_list_is_added_from_the_dock_and_changed_by_another_choice(dock, qtbot, project, recipe, table):
    from atlas_culture_plugin.core.place_lists.recipes import read_place_recipe
    from atlas_culture_plugin.gui.places_lists import ListChoice

    wanted = read_place_recipe(recipe)
    with qtbot.waitSignal(dock.placing.shown, timeout=60_000) as told:
        dock.placing.add_list(ListChoice(wanted, str(table), ()))
    (shown,) = places.find_places(project)
    assert shown.featureCount() == 12 and "wrong way round" in " ".join(told.args[0])
    with qtbot.waitSignal(dock.placing.shown, timeout=60_000):
        dock.placing.add_list(ListChoice(wanted, str(table), ("Musées",)))
    assert places.find_places(project) == [shown] and shown.featureCount() == 5
    assert labels(shown)[0] == "Musée (5)"
    # Those that ship are another layer, which the boxes of the dock are about.
    assert dock.view.places.panel.checked() == []
    dock.view.places.panel.check(["cinema"])
    with qtbot.waitSignal(dock.placing.shown, timeout=60_000):
        dock.view.places.panel.button.click()
    assert len(places.find_places(project)) == 2 and shown.featureCount() == 5
    assert dock.view.places.panel.checked() == ["cinema"]


def test_what_fails_is_told_in_the_dock(dock, qtbot, project, recipe, table):
    from atlas_culture_plugin.core.place_lists.recipes import read_place_recipe
    from atlas_culture_plugin.gui.places_lists import ListChoice

    with qtbot.waitSignal(dock.placing.jobs.failed, timeout=60_000) as failed:
        dock.placing.add_list(ListChoice(read_place_recipe(recipe), str(table), ("Cirque",)))
    assert "“Cirque” is no type" in failed.args[0].sentence
    assert places.find_places(project) == []


def test_the_window_offers_every_list_that_can_be_read(qgis_app, qtbot, table):
    from atlas_culture_plugin.core.place_lists.recipes import known_place_recipes
    from atlas_culture_plugin.gui.places_lists import PlacesListDialog

    window = PlacesListDialog("Bretagne")
    qtbot.addWidget(window)
    assert window.list.count() == len(known_place_recipes()) >= 5
    assert window.list.itemText(0) == "Places and facilities of culture (basilic-lieux)"
    window.types.setText("Théâtre; Cinéma, art et essai")
    window.source.setFilePath(str(table))
    choice = window.choice()
    assert choice.recipe.recipe.id == "basilic-lieux" and choice.source == str(table)
    assert choice.types == ("Théâtre", "Cinéma, art et essai")
    assert "Basilic" in window.about.text()
