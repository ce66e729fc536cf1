# SPDX-License-Identifier: GPL-2.0-or-later
"""The places that the plugin ships, against the sources and against its own figures and boundaries."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import shapely

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import colors, i18n, places
from atlas_culture_plugin.core.errors import PlaceError, StorageError, TerritoryError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(os.environ.get("ATLAS_PLACES", ROOT.parent / "shared" / "data"))
FOLDER = paths.data("places")
#: Rows of the sources that have a commune of the field: see the README of the folder.
COUNTS = {"cinema": 2061, "bibliotheque": 15566, "musee": 908, "festival": 7244}
DROPPED = {"cinema": 0, "bibliotheque": 22, "musee": 0, "festival": 38}
DOUBTFUL = {"cinema": 9, "bibliotheque": 7, "musee": 0, "festival": 6}
#: Indicator of the embedded package that counts the same places.
INDICATORS = {
    "cinema": "cinemas_2022",
    "bibliotheque": "bibliotheques_2021",
    "musee": "musees_2023",
    "festival": "festivals_2019",
}
each_type = pytest.mark.parametrize("key", COUNTS)


@cache
def of(key):
    (kind,) = places.chosen([key])
    return list(places.read(kind))


@cache
def outlines():
    path = paths.data("boundaries", "cog2026", "commune_detail.gpkg")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT code, geom FROM commune WHERE geom IS NOT NULL").fetchall()
    skip = {0: 8, 1: 40, 2: 56, 3: 56, 4: 72}
    return {code: shapely.from_wkb(blob[skip[(blob[3] >> 1) & 7] :]) for code, blob in rows}


def departement(code):
    return territories().get(Level.COMMUNE, code).departement


@each_type
def test_every_row_of_the_source_is_there_or_counted_as_left_out(key):
    (kind,) = places.chosen([key])
    described = json.loads((FOLDER / "places.json").read_text(encoding="utf-8"))
    (entry,) = (entry for entry in described["types"] if entry["key"] == key)
    assert kind.count == len(of(key)) == COUNTS[key]
    assert sum(entry["dropped"].values()) == DROPPED[key]
    assert kind.positions == Counter(place.position for place in of(key))
    assert kind.positions.get("douteuse", 0) == DOUBTFUL[key]
    assert len({place.id for place in of(key)}) == COUNTS[key]


@each_type
def test_a_map_of_points_and_a_map_of_figures_never_disagree(key, tmp_path):
    table = Library(tmp_path, paths.data("packages")).table("atlas-essentiel", Level.COMMUNE)
    column = table.columns[INDICATORS[key]]
    figures = {code: int(value) for code, value in zip(table.codes, column.values) if value > 0}
    assert Counter(place.commune for place in of(key)) == figures


@each_type
def test_each_place_is_in_its_commune_or_within_two_kilometres(key):
    for place in of(key):
        assert territories().known(Level.COMMUNE, place.commune), place
        outline = outlines().get(place.commune)
        if outline is not None:
            # 2 km of longitude are at most 0.0285 degree, in Dunkerque.
            away = shapely.distance(outline, shapely.Point(place.longitude, place.latitude))
            assert away <= 0.0285, place
        assert (place.away_km is not None) == (place.position == "douteuse")
        assert place.away_km is None or place.away_km > 2


def test_nothing_that_reaches_a_person_is_shipped():
    for path in FOLDER.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[\w.]+@[\w-]+\.(fr|com|org|net)\b", text), path.name
        assert not re.search(r"\b0[1-9]([ .-]?[0-9]{2}){4}\b", text.replace(",", ";")), path.name


def test_the_readme_says_the_counts():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for kind in places.place_types():
        line = next(line for line in text.splitlines() if line.startswith(f"| `{kind.file}`"))
        assert (
            f"| {kind.year} | {kind.count:,} | {DROPPED[kind.key]} | {kind.source} | {kind.licence} |" in line
        )


def test_types_have_a_name_in_both_languages_and_a_shape_and_a_colour_of_their_own():
    kinds = places.place_types()
    assert [kind.key for kind in kinds] == list(COUNTS)
    assert len({kind.symbol for kind in kinds}) == len({kind.color for kind in kinds}) == len(kinds)
    try:
        i18n.set_translator(None, "fr")
        assert [kind.label for kind in kinds] == ["Cinémas", "Bibliothèques", "Musées de France", "Festivals"]
    finally:
        i18n.set_translator(None)
    assert [kind.label for kind in kinds][:2] == ["Cinemas", "Libraries"]


def test_colours_are_told_apart_by_everyone_and_in_grey():
    shades = [kind.color for kind in places.place_types()]
    greys = sorted(shades, key=lambda shade: colors.lab(shade)[0])
    assert all(step >= 8 for step in colors.lightness_steps(greys)), colors.lightness_steps(greys)
    for deficiency in ("", "deuteranopia", "protanopia", "tritanopia"):
        seen = [colors.simulate(shade, deficiency) if deficiency else shade for shade in shades]
        for one, other in combinations(seen, 2):
            assert colors.distance(one, other) >= 15, (deficiency, one, other)


@pytest.mark.parametrize("keys", [[], ["theatre"], ["cinema", "x"]])
def test_no_such_type_ends_in_a_sentence_that_names_them(keys):
    with pytest.raises(PlaceError, match="cinema, bibliotheque, musee, festival"):
        places.chosen(keys)


def test_damaged_places_end_in_a_sentence(tmp_path):
    with pytest.raises(StorageError, match="install the plugin again"):
        places.place_types(tmp_path)
    shutil.copyfile(FOLDER / "places.json", tmp_path / "places.json")
    with pytest.raises(StorageError, match="install the plugin again"):
        places.file_name(tmp_path)
    (tmp_path / "cinema.csv").write_text("id,nom\n1,2\n", encoding="utf-8")
    with pytest.raises(StorageError, match="install the plugin again"):
        list(places.read(places.place_types(tmp_path)[0], tmp_path))


def test_conditions_name_types_and_the_fields_of_places():
    kinds = places.chosen(["festival", "cinema"])
    both = "\"type\" IN ('cinema', 'festival')"
    assert places.condition(kinds, "", territories()) == both
    assert places.condition(kinds, "REG-53", territories()) == f"{both} AND \"region\" = '53'"
    assert places.condition(kinds, "COM-35238", territories()).endswith("\"code_commune\" IN ('35238')")
    with pytest.raises(TerritoryError):
        places.condition(kinds, "REG-99", territories())


@each_type
@pytest.mark.parametrize("grouping", places.GROUPINGS, ids=lambda grouping: grouping.field)
def test_groups_add_up_in_every_departement(key, grouping):
    counts = places.group(of(key), departement, grouping)
    total, drawn = Counter(), Counter()
    for place, count in zip(of(key), counts):
        total[departement(place.commune)] += 1
        drawn[departement(place.commune)] += count
    assert drawn == total


def test_the_smaller_the_scale_the_fewer_the_symbols():
    libraries = of("bibliotheque")
    drawn = [sum(map(bool, places.group(libraries, departement, g))) for g in places.GROUPINGS]
    assert drawn == sorted(drawn) and drawn[0] < 1500 and drawn[-1] > 15000


def test_a_group_is_drawn_at_one_of_its_places_near_their_middle():
    spots = [(2.30, 48.85), (2.34, 48.86), (2.38, 48.87)]
    close = [places.Place(str(n), "", "", "75056", *spot, "adresse", None) for n, spot in enumerate(spots)]
    assert places.group(close, departement, places.GROUPINGS[0]) == [0, 3, 0]
    assert places.group(close, departement, places.GROUPINGS[-1]) == [1, 1, 1]
    assert places.group(close, {"75056": ""}.get, places.GROUPINGS[0]) == [0, 3, 0]


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("build_places", ROOT / "tools" / "build_places.py")
    module = importlib.util.module_from_spec(spec)
    # Annotations of its dataclasses are looked up there.
    sys.modules["build_places"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SOURCES / "cnc").is_dir(), reason="the published files are not here")
def test_built_again_from_the_published_files_nothing_changes(builder, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["build_places.py", str(SOURCES), "--output", str(tmp_path)])
    builder.main()
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


@pytest.mark.skipif(not (SOURCES / "cnc").is_dir(), reason="the published files are not here")
def test_the_festivals_left_out_are_those_without_a_commune_of_the_field(builder):
    raws = list(builder.festivals(SOURCES / "festivals" / "festivals_sans_email.csv"))
    assert len(raws) == 7282
    # 97127 was Saint-Martin before it left Guadeloupe.
    outside = ("975", "977", "98", "97127")
    assert sum(not raw.code or raw.code.startswith(outside) for raw in raws) == DROPPED["festival"]


def test_a_source_that_is_not_the_one_checked_is_refused(builder, tmp_path):
    for line in (FOLDER / "SOURCES.sha256").read_text(encoding="utf-8").splitlines():
        (tmp_path / line.split(maxsplit=1)[1]).write_text("other", encoding="utf-8")
    with pytest.raises(SystemExit, match="not the file that was checked"):
        builder.find_sources(tmp_path, FOLDER / "SOURCES.sha256")


def test_positions_elsewhere_or_the_wrong_way_round_are_put_back_in_the_commune(builder):
    communes = builder.Communes(builder.BOUNDARIES)

    def row(longitude, latitude):
        return builder.Raw("1", " Le  Club ", "Cinéma", "35238", longitude, latitude, "adresse")

    rows = [row(-1.68, 48.11), row(48.11, -1.68), row(2.35, 48.85), row(None, None)]
    for number, (raw, position) in enumerate(zip(rows, ("adresse", "douteuse", "douteuse", "commune"))):
        built = builder.build(builder.KINDS[0], [raw], communes)
        (cells,) = built.rows
        assert cells[1] == "Le Club" and cells[6] == position, number
        assert communes.distance("35238", float(cells[4]), float(cells[5])) == 0
    assert builder.build(builder.KINDS[0], [rows[1]], communes).moved == {
        "latitude et longitude interverties": 1
    }


def test_a_type_of_which_there_is_no_place_is_told_with_what_its_list_covers():
    kinds = places.chosen(["musee", "cinema"])
    counts = {"musee": places.Tally({places.EXACT: 3}), "cinema": places.Tally()}
    (sentence,) = places.none_there(kinds, counts)
    assert sentence.startswith("Cinemas: none on this map (active cinemas")
    assert "overseas is not covered" in sentence
    assert places.none_there(kinds[:0], counts) == []
