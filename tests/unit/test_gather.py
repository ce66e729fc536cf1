# SPDX-License-Identifier: GPL-2.0-or-later
"""What is known of the sources of a recipe before and after their files are had, from a real local server."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from atlas_culture_plugin.core.errors import Cancelled
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.gather import Official, official_dates
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from atlas_culture_plugin.core.transport import HttpOptions
from tests.unit.http_server import FileServer, Route, Watcher
from tests.unit.small_recipe import DATASET, RECIPE, RESOURCE, TABLE

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
