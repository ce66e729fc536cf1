# SPDX-License-Identifier: GPL-2.0-or-later
"""Published lists of places: reading, positions in every spelling, what is believed of them."""

from __future__ import annotations

import copy
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import place_outlines
from atlas_culture_plugin.core.errors import Cancelled, RecipeError, TerritoryError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.place_lists import build as places_build
from atlas_culture_plugin.core.place_lists.build import (
    build_places,
    describe_dropped,
    describe_reasons,
)
from atlas_culture_plugin.core.place_lists.positions import from_lambert93, read_positions
from atlas_culture_plugin.core.place_lists.recipes import (
    find_place_recipe,
    known_place_recipes,
    read_place_recipe,
)
from atlas_culture_plugin.core.place_lists.table import read_place_table
from atlas_culture_plugin.core.places import COMMUNE, DOUBTFUL, EXACT, place_types
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.gather import Gathered
from atlas_culture_plugin.core.territories import territories
from tests.unit.place_list import HEADER, RECIPE, ROWS

pytest.importorskip("pandas")

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def load(tmp_path):
    def run(rows=ROWS, recipe=None, header=HEADER, progress=None, **wanted):
        found = read_place_recipe(written(tmp_path, recipe or RECIPE))
        (source, rule) = found.rules[0]
        path = tmp_path / "lieux.csv"
        path.write_text(header + rows, encoding="utf-8")
        gathered = Gathered(source, path, path.name, "")
        told = progress or Silent()
        table = read_place_table(gathered, rule, territories(), told)
        return build_places(table, rule, territories(), told, **wanted)

    return run


def written(folder, recipe):
    path = folder / "lieux-essai.json"
    path.write_text(json.dumps(recipe), encoding="utf-8")
    return path


def changed(**places):
    """The recipe, with other keys of its places; None takes one out."""
    recipe = copy.deepcopy(RECIPE)
    rule = recipe["sources"][0]["places"]
    rule.update(places)
    for key in [key for key, value in rule.items() if value is None]:
        del rule[key]
    return recipe


def by_id(found):
    return {one.place.id: one for one in found.places}


# ------------------------------------------------------------------------------------ positions


def test_each_position_is_believed_mended_or_flagged(load):
    found = by_id(load())
    told = {name: (one.place.position, one.reason) for name, one in found.items()}
    assert told == {
        "A1": (EXACT, ""),
        "A2": (EXACT, ""),
        "A3": (DOUBTFUL, places_build.SWAPPED),
        "A4": (DOUBTFUL, places_build.OUTSIDE),
        "A5": (DOUBTFUL, places_build.ABROAD),
        "A6": (DOUBTFUL, places_build.ZERO),
        "A7": (DOUBTFUL, places_build.UNREADABLE),
        "A8": (COMMUNE, places_build.MISSING),
        "A9": (EXACT, ""),
        "A10": (COMMUNE, ""),
        "A14": (EXACT, ""),
        "A15": (EXACT, ""),
    }
    assert (found["A3"].place.longitude, found["A3"].place.latitude) == (-1.6725, 48.108)
    assert found["A3"].published == "-1.67250, 48.10800"
    assert 190 < found["A4"].place.away_km < 210 and found["A4"].published == "48.39000, -4.48600"
    assert found["A7"].published == "…, …"
    centre = place_outlines.shipped(Level.COMMUNE).centres(["35238"])["35238"]
    for name in ("A4", "A5", "A6", "A7", "A8"):
        assert (found[name].place.longitude, found[name].place.latitude) == pytest.approx(centre, abs=1e-5)
    assert found["A9"].place.latitude == pytest.approx(48.108, abs=0.01)
    assert found["A9"].place.longitude == pytest.approx(-1.68, abs=0.02)


def test_what_was_left_out_and_flagged_is_told_with_numbers(load):
    found = load()
    assert found.read == 16 and len(found.places) == 12 and found.doubtful == 5
    assert found.dropped == {
        "left_out_by_etat": 1, "repeated": 1, "overseas_collectivity": 1, "no_code": 1,
    }  # fmt: skip
    told = " ".join([*describe_dropped(found), *describe_reasons(found)])
    for text in (
        "left out by the column “etat” (closed places, for instance): 1",
        "wrong way round",
        "telephone number: 2",
        "0, 0",
    ):
        assert text in told


def test_no_address_number_or_column_that_is_not_named_is_kept(load):
    found = load()
    kept = repr(found.places)
    assert "contact@" not in kept and "0299" not in kept and "02 99" not in kept and "35000" not in kept
    assert by_id(found)["A2"].place.name == "Médi@thèque"
    assert found.blanked == 2


@pytest.mark.parametrize(
    "cells",
    [
        "jeanne@ville.fr;02 99 11 22 33;;",
        f";;voir {'x' * 60} jeanne.dupont@ville.fr;",
        "02 99 11 22 33;0;;",
        ";;Mme Jeanne d'Aubigné, 12 rue Dupont;",
        ";;Lambert Nord, né le 1 78 05 35 238 012 33;",
    ],
)
def test_a_position_that_is_an_address_or_a_number_of_somebody_is_not_kept(load, cells):
    found = load(ROWS + f"20;A20;Décalé;35238;Musée;Musées;;{cells};Actif;\r\n")
    told = by_id(found)["A20"]
    assert told.reason == places_build.UNREADABLE and told.published
    hidden = ("@", "jeanne", "aubign", "dupont", "lambert", "nord", "99 11", "238")
    assert not any(part in told.published.casefold() for part in hidden)


def test_the_words_of_a_position_that_cannot_be_read_are_kept(load):
    found = load(ROWS + "20;A20;Décalé;35238;Musée;Musées;;;;POINT (48° N 1 O);;Actif;\r\n")
    assert by_id(found)["A20"].published == "POINT (48° N 1 O)"


def test_arrondissements_and_sites_of_several_communes_have_a_commune_of_today(load):
    found = by_id(load())
    assert found["A14"].place.commune == "75056"
    # The second of its codes: it is there that it is drawn.
    assert found["A15"].place.commune == "97408"


def test_a_place_is_out_of_its_commune_from_two_kilometres_on(load):
    def at(latitude):
        row = f"1;A;X;35238;Musée;M;;{latitude};-1.68;;;Actif;\r\n"
        return load(row).places[0].place.position

    north = 48.1345  # the northern limit of Rennes on that meridian
    assert at(north + 1.9 / 111) == EXACT and at(north + 2.6 / 111) == DOUBTFUL


def test_many_places_at_one_point_are_not_at_their_addresses(load):
    centre = place_outlines.shipped(Level.COMMUNE).centres(["35238"])["35238"]
    rows = ""
    for rank in range(10):
        x, y = centre if rank < 5 else (-1.66, 48.1)
        rows += f"{rank};A{rank};Lieu {rank};35238;Musée;M;;{y};{x};;;Actif;\r\n"
    rows += "".join(f"2{rank};B{rank};Lieu;35238;Musée;M;;48.11;-1.67;;;Actif;\r\n" for rank in range(4))
    found = load(rows)
    assert Counter((one.place.position, one.reason) for one in found.places) == {
        (COMMUNE, places_build.CENTRE): 5, (EXACT, places_build.SHARED): 5, (EXACT, ""): 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48.85, 2.35", (48.85, 2.35)),
        ("[48.85, 2.35]", (48.85, 2.35)),
        ("48,85 ; 2,35", (48.85, 2.35)),
        ("48,85, 2,35", (48.85, 2.35)),
        ("48.85 2.35", (48.85, 2.35)),
        ('{"lon": 2.35, "lat": 48.85}', (48.85, 2.35)),
        ("{'lat': 48.85, 'lon': -2.35}", (48.85, -2.35)),
        ("POINT (2.35 48.85)", (48.85, 2.35)),
        ('{"type": "Point", "coordinates": [2.35, 48.85]}', (48.85, 2.35)),
        ("-20.94,55.29", (-20.94, 55.29)),
        ("48,85", None),
        ("48.85", None),
        ("quai Conti", None),
        ("12, 3 quai Conti", None),
        ("200.5, 300.5", None),
        ("nan, nan", None),
    ],
)
def test_positions_of_one_cell(text, expected):
    read = read_positions([text], [""], [""])
    if expected is None:
        assert math.isnan(read.longitudes[0]) and read.unreadable[0]
    else:
        assert (read.latitudes[0], read.longitudes[0]) == pytest.approx(expected)


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_position_is_degrees_or_nothing_whatever_the_cells(one, two, three):
    read = read_positions([one], [two], [three])
    assert math.isnan(read.longitudes[0]) or abs(read.longitudes[0]) <= 180
    assert math.isnan(read.latitudes[0]) == math.isnan(read.longitudes[0])


@pytest.mark.parametrize("texts", [("6862305,5", "652381"), ("652381", "6862305,5")])
def test_lambert_93_is_recognised_in_either_order(texts):
    """The point zero of Paris: 48.8534° N, 2.3488° E is 652,243 m, 6,861,681 m."""
    read = read_positions([""], [texts[0]], [texts[1]])
    assert read.projected[0]
    assert (read.latitudes[0], read.longitudes[0]) == pytest.approx((48.859, 2.3506), abs=0.002)


def test_the_origin_of_lambert_93_is_where_it_is_defined():
    lon, lat = from_lambert93(np.array([700000.0]), np.array([6600000.0]))
    assert (lon[0], lat[0]) == pytest.approx((3.0, 46.5), abs=1e-7)


# -------------------------------------------------------------------------------------- outlines


def test_distances_are_those_to_the_nearest_edge_and_zero_inside():
    outlines = place_outlines.shipped(Level.COMMUNE)
    lons, lats = np.array([-1.68, -4.49, -4.49, 0.0]), np.array([48.11, 48.39, 48.39, 0.0])
    away = outlines.away(["35238", "35238", "29019", "00000"], lons, lats)
    assert away[0] == 0 == away[2] and 190 < away[1] < 210 and math.isnan(away[3])


def test_the_centre_of_a_commune_is_inside_it():
    outlines = place_outlines.shipped(Level.COMMUNE)
    codes = outlines.codes[::40]
    centres = outlines.centres(codes)
    points = np.array([centres[code] for code in codes])
    assert len(centres) > 800
    assert outlines.away(codes, points[:, 0], points[:, 1]).max() < 1e-6


def test_the_commune_of_a_point_is_found():
    outlines = place_outlines.shipped(Level.COMMUNE)
    lons, lats = np.array([-1.68, 2.35, -30.0, math.nan]), np.array([48.11, 48.86, 45.0, math.nan])
    assert outlines.holding(lons, lats, 2.0) == ["35238", "75056", "", ""]


# ------------------------------------------------------------------------------ filters, years


def test_places_are_filtered_by_type_domain_label_and_territory(load):
    assert {one.type for one in load(types=["theatre"]).places} == {"Théâtre"}
    assert set(by_id(load(types=["Musées"]))) == {"A6", "A7", "A8", "A9", "A14"}
    assert set(by_id(load(types=["musée de france", "Unesco"]))) == {"A9", "A15"}
    found = load(within="REG-11")
    assert set(by_id(found)) == {"A14"} and found.dropped["outside"] == 11
    with pytest.raises(RecipeError, match=r"“Cirque” is no type.*Bibliothèque"):
        load(types=["Cirque"])
    with pytest.raises(TerritoryError):
        load(within="DEP-999")


def test_the_latest_year_of_a_series_is_drawn(load):
    recipe = changed(columns={"name": ["Nom"]}, precision="commune")
    source = recipe["sources"][0]
    source.update(columns={"code": ["Code"], "annee": ["An"]}, year={"column": "annee"})
    del source["keep"], source["unique"]
    found = load("A;35238;2022\r\nA;35238;2023\r\nB;35238;2023\r\n", recipe, "Nom;Code;An\r\n")
    assert [one.year for one in found.places] == [2023, 2023]
    assert found.dropped["former_year"] == 1
    assert {one.type for one in found.places} == {"Lieux"}
    assert {one.place.id for one in found.places} == {"35238-1", "35238-2"}


def test_a_list_without_codes_finds_the_commune_of_each_point(load):
    recipe = changed(columns={"name": ["Nom"], "position": ["Coordonnees"]})
    source = recipe["sources"][0]
    for key in ("columns", "keep", "unique"):
        del source[key]
    rows = "A|48.11,-1.68\r\nB|-1.68,48.11\r\nC|46.8,-71.2\r\nD|\r\n"
    found = load(rows, recipe, "Nom|Coordonnees\r\n")
    told = {one.place.name: (one.place.commune, one.place.position) for one in found.places}
    assert told == {"A": ("35238", EXACT), "B": ("35238", DOUBTFUL)}
    assert (found.dropped["abroad"], found.dropped["no_position"]) == (1, 1)
    assert load(rows, recipe, "Nom|Coordonnees\r\n", within="DEP-29").places == []


def test_a_cancel_stops(load):
    class Stop(Silent):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        load(progress=Stop())


def test_a_file_that_is_not_the_one_is_told(load):
    with pytest.raises(RecipeError, match="“Nom”"):
        load(header=HEADER.replace(";Nom;", ";Titre;"))
    with pytest.raises(RecipeError, match="“Demographie_AP”"):
        load(header=HEADER.replace("Demographie_AP", "État"))


# --------------------------------------------------------------------------------------- recipes


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"columns": {"names": ["Nom"]}}, "did you mean “name”"),
        ({"columns": {"name": 3}}, "list of texts"),
        ({"precision": "rue"}, "precision: expected address, commune"),
        ({"title": None}, "title"),
        ({"source": None}, "source"),
        ({"keep": [{"column": "zz", "above": 1}]}, "zz"),
    ],
)
def test_what_is_wrong_in_a_recipe_of_places_is_told(tmp_path, more, said):
    with pytest.raises(RecipeError, match=said):
        read_place_recipe(written(tmp_path, changed(**more)))


def test_a_list_needs_a_position_or_a_code(tmp_path):
    recipe = changed(columns={"name": ["Nom"]})
    assert read_place_recipe(written(tmp_path, recipe)).rules
    del recipe["sources"][0]["columns"], recipe["sources"][0]["keep"], recipe["sources"][0]["unique"]
    with pytest.raises(RecipeError, match="name those of a position"):
        read_place_recipe(written(tmp_path, recipe))


def test_a_recipe_without_places_or_unknown_is_told():
    with pytest.raises(RecipeError, match=r"says nothing of places.*festivals"):
        find_place_recipe("depenses-communes")
    with pytest.raises(RecipeError, match="no recipe “cirques” of places"):
        find_place_recipe("cirques")


@pytest.mark.parametrize("name", sorted(known_place_recipes()))
def test_each_recipe_of_places_of_the_plugin_is_read(name):
    recipe = find_place_recipe(name)
    for _, rule in recipe.rules:
        assert "name" in rule.columns and rule.source and rule.coverage_fr and rule.coverage_en
        headers = " ".join(header for headers in rule.columns.values() for header in headers).casefold()
        assert not any(word in headers for word in ("mail", "phone", "contact", "courriel"))


def test_the_lists_of_the_issue_are_there():
    assert {"festivals", "cnc-cinemas", "bibliotheques", "frequentation-musees", "museofile"} <= set(
        known_place_recipes()
    )
    assert paths.data("recipes", "places", "museofile.json").is_file()


# ------------------------------------------------------------------------------------ real files


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published files are not here")
@pytest.mark.parametrize(
    ("name", "file", "kind"),
    [
        ("cnc-cinemas", "cnc/etablissements-cinematographiques.csv", "cinema"),
        ("cnc-cinemas", "cnc/etablissements-cinematographiques.json", "cinema"),
        ("festivals", "festivals/festivals_sans_email.csv", "festival"),
        ("frequentation-musees", "musees/musees.csv", "musee"),
        ("bibliotheques", "bibliotheques/Geoloc Biblios.xlsx", "bibliotheque"),
    ],
)
def test_the_real_files_give_the_places_that_ship(name, file, kind):
    recipe = find_place_recipe(name)
    (source, rule) = recipe.rules[-1]  # of the libraries, the list of 2021
    table = read_place_table(Gathered(source, SHARED / file, file, ""), rule, territories(), Silent())
    found = build_places(table, rule, territories(), Silent())
    (shipped,) = (one for one in place_types() if one.key == kind)
    assert len(found.places) == shipped.count
    assert Counter(one.place.position for one in found.places) == shipped.positions
