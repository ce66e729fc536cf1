# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of data.gouv.fr, from a real server on this machine that answers as the site does, with faults."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from atlas_culture_plugin.core.errors import AtlasError, Cancelled, DownloadError, RecipeError
from atlas_culture_plugin.core.portals.datagouv import download, published
from atlas_culture_plugin.core.portals.retired import RETIRED, check_retired
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.gather import remote_files
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from atlas_culture_plugin.core.transport import HttpOptions
from tests.unit.http_server import FileServer, Route
from tests.unit.small_recipe import DATASET, RECIPE, RESOURCE, TABLE

requests = pytest.importorskip("requests")

BODY = TABLE.encode() + b"\r\n" * 5000
FAST = HttpOptions(connect_timeout=2, read_timeout=2, retries=3, backoff=0.01)
API = f"/api/1/datasets/{DATASET}/"
REDIRECT = f"/api/1/datasets/r/{RESOURCE}"
STORED = "/resources/petits-lieux/20260218-101112/petits_lieux.csv"
PAGE = "https://www.data.gouv.fr/d/"
OTHER = "47ac11c2-8a00-46a7-9fa8-9b802643f975"


def resource(**more):
    """A resource as the API describes it."""
    return {
        "id": RESOURCE, "title": "petits_lieux.csv", "format": "csv", "type": "main", "filetype": "file",
        "filesize": len(BODY), "last_modified": "2026-02-18T10:11:12+00:00", "url": "https://static.example/x.csv",
        "checksum": {"type": "sha1", "value": hashlib.sha1(BODY).hexdigest()}, **more,
    }  # fmt: skip


def dataset(*resources):
    """The answer of the API on a data set."""
    document = {
        "id": DATASET,
        "title": "Petits lieux",
        "page": "https://www.data.gouv.fr/d/",
        "resources": resources,
    }
    return Route(json.dumps(document).encode())


class Told(Silent):
    """A progress that remembers its sentences, and stops after some of them."""

    def __init__(self, stop=None):
        self.said = []
        self.stop = stop

    def info(self, message):
        self.said.append(message)

    def is_cancelled(self):
        return self.stop is not None and len(self.said) >= self.stop


@pytest.fixture
def server():
    with FileServer() as running:
        running.routes[API] = dataset(resource())
        running.routes[REDIRECT] = Route(location=STORED)
        running.routes[STORED] = Route(BODY, etag='"a"')
        yield running


@pytest.fixture
def session():
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.fixture
def get(server, session, tmp_path):
    def run(wanted=RESOURCE, progress=None, options=FAST):
        told = progress or Told()
        base = server.url("")
        found = published(DATASET, wanted, session=session, progress=told, base=base, options=options)
        return found, download(found, tmp_path, session=session, progress=told, base=base, options=options)

    return run


def test_a_resource_is_had_through_its_stable_address(get, server):
    found, path = get()
    assert path.read_bytes() == BODY and path.suffix == ".csv"
    assert (found.title, found.modified, found.size) == ("Petits lieux", "2026-02-18", len(BODY))
    assert [seen.path for seen in server.requests] == [API, REDIRECT, STORED]


def test_the_only_main_file_needs_no_id(get, server):
    server.routes[API] = dataset(resource(), resource(id=OTHER, type="documentation"))
    assert get("")[0].resource == RESOURCE


def test_several_main_files_are_named(get, server):
    server.routes[API] = dataset(resource(), resource(id=OTHER, title="autre.csv"))
    with pytest.raises(RecipeError, match=f"petits_lieux.csv .{RESOURCE}.*autre.csv"):
        get("")


def test_an_id_of_the_server_never_leaves_the_folder(get, server):
    server.routes[API] = dataset(resource(id="../../evil"))
    with pytest.raises(RecipeError):
        get("")


def test_a_resource_that_is_no_more_is_answered_with_those_that_are(get, server):
    server.routes[API] = dataset(resource(id=OTHER, title="autre.csv"))
    with pytest.raises(RecipeError, match=r"autre\.csv"):
        get()


def test_a_data_set_that_is_no_more_is_told(get, server):
    del server.routes[API]
    with pytest.raises(RecipeError, match=DATASET):
        get()


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"resources": 3}', b"\xff", b"[" * 99_999])
def test_an_answer_that_is_no_description_is_told(get, server, body):
    server.routes[API] = Route(body)
    with pytest.raises(AtlasError):
        get()


def test_a_file_that_is_not_the_one_announced_is_removed(get, server, tmp_path):
    for described in (resource(filesize=7), resource(checksum={"type": "sha1", "value": "0" * 40})):
        server.routes[API] = dataset(described)
        with pytest.raises(DownloadError, match="not the one that data"):
            get()
        assert list(tmp_path.glob("*.csv")) == []


def test_a_remote_file_may_be_newer_than_what_the_site_says_of_it(get, server):
    stale = {"type": "sha1", "value": "0" * 40}
    server.routes[API] = dataset(resource(filetype="remote", filesize=7, checksum=stale))
    assert get()[1].read_bytes() == BODY


def test_too_many_requests_are_waited_for(get, server):
    for path in (API, REDIRECT):
        server.routes[path] = replace(server.routes[path], statuses=[429], headers={"Retry-After": "0"})
    told = Told()
    assert get(progress=told)[1].read_bytes() == BODY
    assert sum("too many requests" in sentence for sentence in told.said) == 2


def test_a_server_in_trouble_is_asked_again_then_told(get, server):
    server.routes[API].statuses = [503, 502]
    assert get()[1].read_bytes() == BODY
    server.routes[API].statuses = [503] * 9
    with pytest.raises(DownloadError):
        get()


def test_a_truncated_answer_goes_on_from_where_it_was(get, server):
    server.routes[STORED].cuts = [4000, 5000]
    assert get()[1].read_bytes() == BODY
    assert server.sent <= len(BODY) + len(server.routes[API].body) + 3 * 4096


def test_a_cancelled_download_is_kept_and_resumed(get, server, tmp_path):
    server.routes[STORED].pace = 0.05
    with pytest.raises(Cancelled):
        get(progress=Told(stop=3))
    server.routes[STORED].pace = 0
    before = server.sent
    assert get()[1].read_bytes() == BODY
    assert server.sent - before <= len(BODY) + len(server.routes[API].body)


def test_a_silent_server_is_told(get, server):
    server.routes[STORED].stall_after = 100
    with pytest.raises(DownloadError):
        get(options=HttpOptions(connect_timeout=0.3, read_timeout=0.3, retries=0))


def test_the_files_of_a_recipe_are_gathered(server, session, tmp_path):
    recipe, _ = parse_recipe(RECIPE, "r.json")
    found, absent = remote_files(
        recipe, tmp_path, session=session, progress=Told(), base=server.url(""), options=FAST
    )
    assert absent == [] and found[0].path.read_bytes() == BODY
    assert found[0].origin == "Petits lieux, https://www.data.gouv.fr/d/"
    assert found[0].modified == "2026-02-18"


def test_a_source_that_is_optional_may_be_absent(server, session, tmp_path):
    recipe, _ = parse_recipe(RECIPE, "r.json")
    extra = replace(recipe.sources[0], name="Autre", resource=OTHER, optional=True)
    both = replace(recipe, sources=(recipe.sources[0], extra))
    more = {"session": session, "progress": Told(), "base": server.url(""), "options": FAST}
    found, absent = remote_files(both, tmp_path, **more)
    assert len(found) == 1 and absent[0].startswith("Autre — ")
    with pytest.raises(RecipeError):
        remote_files(replace(recipe, sources=(extra,)), tmp_path, **more)


def test_a_table_that_is_published_nowhere_is_asked_for(session, tmp_path):
    recipe = parse_recipe(RECIPE, "r.json")[0]
    own = replace(recipe.sources[0], dataset="", resource="")
    with pytest.raises(RecipeError, match="“Petits lieux” is published nowhere"):
        remote_files(replace(recipe, sources=(own,)), tmp_path, session=session, progress=Silent())


@pytest.mark.parametrize("name", RETIRED)
def test_the_closed_portal_is_answered_with_the_new_data_set(name):
    with pytest.raises(RecipeError, match=RETIRED[name][0]):
        check_retired(f"https://data.culture.gouv.fr/explore/dataset/{name}/export/?disjunctive.x")


def test_other_addresses_are_not_those_of_the_closed_portal():
    check_retired("https://www.data.gouv.fr/datasets/festivals/")
    with pytest.raises(RecipeError, match=r"culture\.data\.gouv\.fr"):
        check_retired("https://data.culture.gouv.fr/explore/")
