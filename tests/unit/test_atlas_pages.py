# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of an atlas: what each page says, what is written, what is left when nothing can be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import levelfile
from atlas_culture_plugin.core.atlas_pages import Signature, covering, describe, longest, only, write
from atlas_culture_plugin.core.errors import StorageError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.series import PagePlan, plan
from atlas_culture_plugin.core.territories import territories

BRETAGNE = MapRequest("bibliotheques_10k", Level.COMMUNE, within="REG-53")


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library", paths.data("packages"))


def described(library, request, coverage, remark=""):
    pages = plan(library, territories(), request, (), coverage).pages
    return [describe(library, territories(), page, coverage, Signature(remark=remark)) for page in pages]


def test_the_file_holds_the_pages_and_nothing_else(library, tmp_path):
    pages = described(library, BRETAGNE, Level.DEPARTEMENT)
    target = tmp_path / "new" / "atlas.gpkg"
    boundaries = levelfile.boundaries_file(Level.DEPARTEMENT, "detail")
    assert write(boundaries, Level.DEPARTEMENT, pages, target) == []
    with closing(levelfile.read_only(target)) as db:
        rows = db.execute("SELECT code, page, crs, membres FROM departement ORDER BY code").fetchall()
        (indexed,) = db.execute("SELECT count(*) FROM rtree_departement_geom").fetchone()
        (counted,) = db.execute("SELECT feature_count FROM gpkg_ogr_contents").fetchone()
        triggers = db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [row[0] for row in rows] == ["22", "29", "35", "56"]
    assert rows[3] == ("56", "Morbihan", "EPSG:2154", None)
    assert indexed == counted == 4
    with closing(levelfile.read_only(boundaries)) as db:
        assert triggers == db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    assert [path.name for path in target.parent.iterdir()] == ["atlas.gpkg"]


def test_a_territory_without_an_outline_is_told_and_left_out(library, tmp_path):
    request = MapRequest("bibliotheques_10k", Level.COMMUNE)
    boundaries = levelfile.boundaries_file(Level.COMMUNE, "detail")
    with closing(levelfile.read_only(boundaries)) as db:
        (empty,) = db.execute("SELECT code FROM commune WHERE geom IS NULL ORDER BY code LIMIT 1").fetchone()
    both = [PagePlan(code, code, replace(request, within=f"COM-{code}")) for code in (empty, "35238")]
    pages = [describe(library, territories(), page, Level.COMMUNE, Signature()) for page in both]
    target = tmp_path / "atlas.gpkg"
    assert write(boundaries, Level.COMMUNE, pages, target) == [empty]
    with closing(levelfile.read_only(target)) as db:
        assert db.execute("SELECT code FROM commune").fetchall() == [("35238",)]


def test_damaged_boundaries_leave_no_file(library, tmp_path):
    pages = described(library, BRETAGNE, Level.DEPARTEMENT)
    damaged = tmp_path / "damaged.gpkg"
    damaged.write_bytes(b"not a database at all" * 100)
    target = tmp_path / "out" / "atlas.gpkg"
    with pytest.raises(StorageError, match=r"atlas\.gpkg"):
        write(damaged, Level.DEPARTEMENT, pages, target)
    assert list(target.parent.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(library, tmp_path):
    pages = described(library, BRETAGNE, Level.DEPARTEMENT)
    (tmp_path / "taken").write_text("")
    with pytest.raises(StorageError):
        write(
            levelfile.boundaries_file(Level.DEPARTEMENT, "detail"),
            Level.DEPARTEMENT,
            pages,
            tmp_path / "taken" / "atlas.gpkg",
        )


def test_a_figure_that_is_not_published_is_not_computed(library):
    by_region = described(library, MapRequest("part_prof_cult", Level.DEPARTEMENT), Level.REGION)
    mayotte = next(page for page in by_region if page.code == "06")
    assert (mayotte.cells["valeur"], mayotte.cells["statut"]) == (None, "nd")
    bretagne = next(page for page in by_region if page.code == "53")
    table = library.table("atlas-essentiel", Level.REGION)
    published = table.columns[bretagne.prepared.column].values[table.index()["53"]]
    assert bretagne.cells["valeur"] == published
    assert bretagne.cells["statut"] == "valeur"


def test_a_category_is_written_as_a_text(library, tmp_path):
    request = MapRequest("grille_densite", Level.COMMUNE, within="EPCI-243500139")
    pages = described(library, request, Level.COMMUNE)
    target = tmp_path / "atlas.gpkg"
    write(levelfile.boundaries_file(Level.COMMUNE, "detail"), Level.COMMUNE, pages, target)
    with closing(levelfile.read_only(target)) as db:
        kinds = {row[1]: row[2] for row in db.execute("PRAGMA table_info(commune)")}
        values = {row[0] for row in db.execute("SELECT typeof(valeur) FROM commune")}
    assert kinds["valeur"] == "TEXT"
    assert values == {"text"}


def test_the_epci_of_a_page_are_listed_where_they_may_be_on_two(library):
    request = MapRequest("bibliotheques_10k", Level.EPCI, within="REG-53")
    pages = described(library, request, Level.DEPARTEMENT, "A last word.")
    assert all(page.cells["membres"].split(",") == list(page.prepared.codes) for page in pages)
    assert all(page.cells["champ"].endswith("\nA last word.") for page in pages)
    assert longest(pages, "page") == "Ille-et-Vilaine"


def test_common_bounds_are_widened_at_both_ends_only(library):
    request = MapRequest("bibliotheques_10k", Level.COMMUNE, within="DEP-35")
    pages = plan(library, territories(), request, (), Level.EPCI).pages
    before, after = pages[0].request.manual_bounds, covering(library, territories(), pages)
    values = prepare(library, territories(), MapRequest("bibliotheques_10k", Level.COMMUNE)).values
    assert {page.request.manual_bounds for page in after} == {after[0].request.manual_bounds}
    assert after[0].request.manual_bounds[1:-1] == before[1:-1]
    assert after[0].request.manual_bounds[-1] >= values[values == values].max() > before[-1]


def test_a_map_of_some_territories_keeps_their_figures(library):
    whole = prepare(library, territories(), BRETAGNE)
    some = only(whole, {"35238", "29019"})
    assert some.codes == ("29019", "35238")
    for row, code in enumerate(some.codes):
        assert some.values[row] == whole.values[whole.codes.index(code)]
        assert some.statuses[row] == whole.statuses[whole.codes.index(code)]


def test_nothing_is_kept_of_a_database_that_refuses(library, tmp_path):
    pages = described(library, BRETAGNE, Level.DEPARTEMENT)
    empty = tmp_path / "empty.gpkg"
    with closing(sqlite3.connect(empty)) as db:
        db.execute("CREATE TABLE other (code TEXT)")
    target = tmp_path / "out" / "atlas.gpkg"
    with pytest.raises(StorageError):
        write(empty, Level.DEPARTEMENT, pages, target)
    assert list(target.parent.iterdir()) == []
