# SPDX-License-Identifier: GPL-2.0-or-later
"""What is known of the sources of a recipe before and after their files are had, from a real local server."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from atlas_culture_plugin.core.errors import Cancelled, DownloadError, RecipeError
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.gather import (
    Gathered,
    Official,
    local_files,
    official_dates,
    remote_files,
)
from atlas_culture_plugin.core.recipes.recipe import YearRule
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from atlas_culture_plugin.core.transport import HttpOptions
from tests.unit.http_server import FileServer, Route, Watcher
from tests.unit.open_data_servers import Fault, OpenData
from tests.unit.recipe_runs import changed_in
from tests.unit.small_recipe import DATASET, RECIPE, RESOURCE, TABLE, table

requests = pytest.importorskip("requests")

FAST = HttpOptions(connect_timeout=2, read_timeout=2, retries=1, backoff=0.01)
API = f"/api/1/datasets/{DATASET}/"
PAGE = f"https://www.data.gouv.fr/datasets/{DATASET}/"
OTHER = "47ac11c2-8a00-46a7-9fa8-9b802643f975"


@pytest.fixture
def server():
    described = {
        "id": RESOURCE, "title": "petits.csv", "format": "csv", "filetype": "file", "filesize": 1234,
        "last_modified": "2026-02-18T10:11:12+00:00",
    }  # fmt: skip
    with FileServer() as running:
        running.routes[API] = Route(json.dumps({"title": "Petits lieux", "resources": [described]}).encode())
        running.routes["/x.csv"] = Route(TABLE.encode(), last_modified="Sun, 01 Mar 2026 23:30:00 GMT")
        yield running


@pytest.fixture
def session():
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.fixture
def recipe():
    return parse_recipe(RECIPE, "r.json")[0]


@pytest.fixture
def dates(server, session, recipe):
    def ask(*sources, progress=None, **more):
        return official_dates(
            replace(recipe, sources=sources or recipe.sources), session=session,
            progress=progress or Silent(), base=server.url(""), options=FAST, **more,
        )  # fmt: skip

    return ask


def test_the_date_of_a_source_is_had_without_its_file(dates, server):
    assert dates() == [Official("Petits lieux", "2026-02-18", 1234, PAGE)]
    assert [seen.path for seen in server.requests] == [API]


def test_sources_of_a_data_set_ask_about_it_once(dates, server, recipe):
    known = {}
    other = replace(recipe.sources[0], name="Autre", resource="")
    assert [one.modified for one in dates(recipe.sources[0], other, known=known)] == ["2026-02-18"] * 2
    dates(known=known)
    assert len(server.requests) == 1


def test_an_address_tells_the_day_of_its_file(dates, server, recipe):
    source = replace(recipe.sources[0], dataset="", resource="", url=server.url("/x.csv"))
    assert dates(source) == [Official("Petits lieux", "2026-03-01", len(TABLE.encode()), source.url)]
    server.routes["/x.csv"].last_modified = ""
    assert dates(source)[0].modified == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"resource": OTHER}, "does not have the file"),
        ({"dataset": "nothing"}, "not on 127"),
        (
            {"dataset": "", "url": "http://data.culture.gouv.fr/x/panorama-des-festivals"},
            "62cf9",
        ),
    ],
)
def test_a_source_that_cannot_be_asked_about_does_not_hide_the_others(dates, recipe, more, said):
    good = recipe.sources[0]
    found = dates(replace(good, **more), good)
    assert said in found[0].problem and found[0].modified == ""
    assert found[1].modified == "2026-02-18"


def test_a_list_that_is_stopped_stops(dates, server):
    server.routes[API].pace = 0.2
    with pytest.raises(Cancelled):
        dates(progress=Watcher(lambda watcher: bool(server.requests)))


@pytest.fixture
def site():
    with OpenData() as running:
        running.publish(DATASET, RESOURCE, TABLE.encode(), title="Petits lieux")
        running.publish(DATASET, OTHER, TABLE.encode() * 2, name="autre.csv")
        running.routes["/x.csv"] = Route(TABLE.encode(), etag='"x"')
        yield running


@pytest.fixture
def get(site, session, recipe, tmp_path):
    def run(*sources, progress=None, options=FAST):
        return remote_files(
            replace(recipe, sources=sources), tmp_path, session=session, progress=progress or Silent(),
            base=site.url(""), options=options,
        )  # fmt: skip

    return run


@pytest.fixture
def sources(recipe, site):
    """A file, another of its data set, one that has an address; and the first one again, by another sheet."""
    first = recipe.sources[0]
    named = replace(first, name="Adresse", dataset="", resource="", url=site.url("/x.csv"))
    return first, replace(first, name="Autre", resource=OTHER), named, replace(first, name="Feuille 2")


def test_a_file_that_sources_share_is_downloaded_once(get, site, sources):
    found, absent = get(*sources)
    assert absent == [] and [one.source.name for one in found] == [one.name for one in sources]
    assert found[0].path == found[3].path and len({one.path for one in found}) == 3
    assert len(site.asked(f"/r/{RESOURCE}")) == 1 and len(site.asked(f"datasets/{DATASET}/")) == 1


def test_what_was_whole_before_a_stop_is_not_downloaded_again(get, site, sources):
    site.faults.append(Fault("autre.csv", pace=0.3))
    with pytest.raises(Cancelled):
        get(*sources, progress=Watcher(lambda watcher: bool(site.asked(f"/r/{OTHER}"))))
    get(*sources)
    assert len(site.asked(f"/r/{RESOURCE}")) == 1
    get(*sources)
    assert len(site.asked(f"/r/{OTHER}")) <= 2 and len(site.asked("/x.csv")) == 3  # one file, two questions


def test_a_new_version_is_downloaded(get, site, sources):
    get(*sources)
    more = TABLE.encode() + TABLE.encode()
    site.publish(DATASET, RESOURCE, more, modified="2026-04-01T00:00:00+00:00")
    site.routes["/x.csv"] = Route(more, etag='"y"')
    found, _ = get(*sources)
    assert found[0].path.read_bytes() == found[2].path.read_bytes() == more
    assert found[0].modified == "2026-04-01"


def test_a_file_of_another_site_may_change_without_a_word(get, site, sources):
    site.publish(DATASET, RESOURCE, TABLE.encode(), hosted=False)
    get(sources[0])
    more = TABLE.encode() * 2
    site.publish(DATASET, RESOURCE, more, hosted=False)
    assert get(sources[0])[0][0].path.read_bytes() == more


def test_a_record_that_is_damaged_is_as_if_it_were_not_there(get, tmp_path, sources):
    record = tmp_path / "versions.json"
    for text in ("", "[3]", '{"a": 3}', '{"a": {"name": 3}}', "[" * 9999):
        record.write_text(text, encoding="utf-8")
        assert len(get(*sources)[0]) == 4
    outside = tmp_path.parent / f"{RESOURCE}.csv"
    outside.write_text("not ours", encoding="utf-8")
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace(RESOURCE, f"../{RESOURCE}"), encoding="utf-8")
    assert get(*sources)[0][0].path.read_bytes() == TABLE.encode()


@pytest.mark.parametrize(
    "fault",
    [
        Fault("/r/", times=99, status=500),
        Fault("/r/", times=99, location="/api/1/datasets/r/loop"),
        Fault("/resources/", times=99, cut=20),
        Fault("/resources/", times=99, stall=20),
        Fault("/resources/", times=99, body=b"another file"),
    ],
    ids=["500", "loop", "cut", "stalled", "another"],
)
def test_a_file_that_cannot_be_had_is_told(get, site, sources, tmp_path, fault):
    site.faults.append(replace(fault))
    slow = HttpOptions(connect_timeout=0.3, read_timeout=0.3, retries=1, backoff=0.01)
    with pytest.raises(DownloadError):
        get(sources[0], options=slow)
    assert list(tmp_path.glob("*.csv")) == []
    site.faults.clear()
    assert get(sources[0])[0][0].path.read_bytes() == TABLE.encode()


def test_500_then_fine_slow_then_cut_ends_well(get, site, sources):
    site.faults += [Fault("/r/", status=500), Fault("/resources/", cut=100), Fault("/resources/", pace=0.01)]
    patient = replace(FAST, retries=2)
    assert get(sources[0], options=patient)[0][0].path.read_bytes() == TABLE.encode()


def test_a_storage_that_is_not_protected_is_refused(sources, session, recipe, tmp_path):
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    with OpenData(authority.issue_cert("127.0.0.1")) as site:
        site.publish(DATASET, RESOURCE, TABLE.encode())
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        session.verify = str(tmp_path / "ca.pem")
        with pytest.raises(DownloadError, match="unprotected"):
            remote_files(
                recipe, tmp_path, session=session, progress=Silent(), base=site.url(""), options=FAST
            )


def test_a_folder_that_may_not_be_read_is_told(recipe, tmp_path, monkeypatch):
    def refuse(_path):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(RecipeError, match="cannot be read"):
        local_files(recipe, tmp_path)


def test_of_several_files_the_one_changed_last_is_taken_and_the_others_are_named(recipe, tmp_path):
    for name, moment in (("petits-1.csv", 1.0e9), ("petits-2.csv", 1.7e9), ("petits-3.csv", 0.9e9)):
        (tmp_path / name).write_text(TABLE, encoding="utf-8")
        os.utime(tmp_path / name, (moment, moment))
    found, absent = local_files(recipe, tmp_path)
    assert ([one.path.name for one in found], absent) == (["petits-2.csv"], [])
    origin = "petits-2.csv, changed last; also there and not read: petits-1.csv, petits-3.csv"
    assert found[0].origin == origin


@pytest.mark.parametrize(
    ("modified", "year"), [("2025-12-31", 2025), ("", 2024), ("hier", 2024), ("2025", 2024)]
)
def test_the_year_of_a_register_is_told_by_its_site_else_by_the_disk(recipe, tmp_path, modified, year):
    path = changed_in(table(tmp_path), 2024)
    source = replace(recipe.sources[0], year=YearRule(published=True))
    assert Gathered(source, path, "petits", modified).year() == year
    assert Gathered(recipe.sources[0], path, "petits", modified).year() == recipe.sources[0].year.fixed


def test_a_register_that_went_away_has_no_year(recipe, tmp_path):
    gone = Gathered(replace(recipe.sources[0], year=YearRule(published=True)), tmp_path / "x.csv", "x", "")
    with pytest.raises(RecipeError, match="cannot be read"):
        gone.year()


@pytest.mark.parametrize("year", [1980, 2100])
def test_a_day_that_cannot_be_is_that_of_today(recipe, tmp_path, year):
    """Archives without days leave 1980; a clock may be wrong."""
    source = replace(recipe.sources[0], year=YearRule(published=True))
    found = Gathered(source, changed_in(table(tmp_path), year), "petits", "")
    assert found.day() == date.today().isoformat()
