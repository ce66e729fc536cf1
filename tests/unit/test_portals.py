# SPDX-License-Identifier: GPL-2.0-or-later
"""Opendatasoft portals and the tabular API, from a local server that pages, limits and fails as they do."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest

from atlas_culture_plugin.core.errors import Cancelled, DownloadError, RecipeError
from atlas_culture_plugin.core.portals import services
from atlas_culture_plugin.core.portals.opendatasoft import Explore
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.published.reading import read_table
from atlas_culture_plugin.core.recipes.gather import official_dates, remote_files
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from atlas_culture_plugin.core.transport import HttpOptions
from tests.unit.http_server import Watcher
from tests.unit.open_data_apis import Portal
from tests.unit.open_data_servers import EXPLORE, Fault, OpenData
from tests.unit.small_recipe import DATASET, RECIPE, RESOURCE, TABLE

requests = pytest.importorskip("requests")
pytest.importorskip("pandas")

FAST = HttpOptions(connect_timeout=2, read_timeout=2, retries=2, backoff=0.01)
HEADERS = ("Identifiant", "Code Insee", "Année", "État", "Budget (k€)", "Type")
NAMES = ("id", "code_insee", "annee", "etat", "budget_k_eur", "type")
LIEUX = EXPLORE + "lieux"
DATA = f"/api/resources/{RESOURCE}/data/"


def rows(names, count, first=0):
    """Rows of the small table under some names, and what must never be asked for."""
    cells = [(str(n), "35238", "2023", "Ouvert", n % 7, "Cirque") for n in range(first, first + count)]
    return [{**dict(zip(names, row)), "mail": "a@b.fr"} for row in cells]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """No test waits between two questions, but the one about it."""
    monkeypatch.setattr(services.Service, "interval", 0.0)


@pytest.fixture
def site():
    with OpenData() as running:
        running.portals["lieux"] = Portal(rows(NAMES, 450), title="Lieux")
        running.publish(DATASET, RESOURCE, TABLE.encode(), title="Petits lieux")
        running.tables[RESOURCE] = rows(HEADERS, 450)
        yield running


@pytest.fixture
def source():
    found = parse_recipe(RECIPE, "r.json")[0].sources[0]
    return replace(found, columns={**found.columns, "id": ("Identifiant", "id")})


@pytest.fixture
def portal(source, site):
    return replace(source, dataset="", resource="", explore=Explore(site.url(""), "lieux"))


@pytest.fixture
def tabular(source):
    return replace(source, tabular=True)


@pytest.fixture
def get(site, tmp_path):
    """Download the file of a source, with others of the same place; return what was had."""
    recipe = parse_recipe(RECIPE, "r.json")[0]

    def run(one, *others, progress=None, options=FAST):
        with requests.Session() as session:
            session.trust_env = False
            found, _ = remote_files(
                replace(recipe, sources=(one, *others)), tmp_path, session=session,
                progress=progress or Silent(), base=site.url(""), options=options,
            )  # fmt: skip
        return found[0]

    return run


def had(gathered):
    """Identifiers of the rows of a file, once read as any other."""
    frame = read_table(gathered.path).frame
    assert "mail" not in frame.columns
    return frame[next(name for name in ("id", "Identifiant") if name in frame.columns)].tolist()


WHOLE = [str(n) for n in range(450)]


def test_a_portal_exports_the_columns_of_the_recipe(get, portal, site):
    found = get(portal)
    assert had(found) == WHOLE
    assert found.origin == f"Lieux, {site.url('/explore/dataset/lieux/')}" and found.modified == "2026-02-18"
    asked = site.asked("exports/json")
    assert len(asked) == 1 and "mail" not in asked[0]


def test_where_and_select_are_the_portal_s_to_apply(get, portal):
    narrow = replace(portal.explore, where="budget_k_eur = 3", select=("id", "code_insee"))
    assert had(get(replace(portal, explore=narrow))) == [str(n) for n in range(450) if n % 7 == 3]


def test_pages_are_asked_for_where_exports_are_not_allowed(get, portal, site):
    site.portals["lieux"].exports = False
    assert had(get(portal)) == WHOLE
    offsets = [one.partition("offset=")[2] for one in site.asked("limit=100")]
    assert offsets == ["0", "100", "200", "300", "400"]


def test_pages_reach_ten_thousand_rows_and_say_so(get, portal, site):
    site.portals["lieux"] = Portal(rows(NAMES, 10_001), exports=False)
    with pytest.raises(DownloadError, match="10,000 of its 10,001 rows"):
        get(portal)
    assert site.asked("limit=100") == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"where": "annee ~ 3"}, r"ODSQLError: ODSQL query is malformed: annee ~ 3”\. Correct the recipe"),
        ({"select": ("nothing",)}, "Unknown field: nothing"),
        ({"dataset": "elsewhere"}, "elsewhere is not on 127.0.0.1 any more"),
        ({"where": "id = 'x'"}, "No row of lieux on 127.0.0.1 meets"),
    ],
)
def test_what_a_portal_refuses_is_told(get, portal, more, said):
    with pytest.raises((DownloadError, RecipeError), match=said):
        get(replace(portal, explore=replace(portal.explore, **more)))


def test_the_columns_must_be_there(get, portal, site):
    site.portals["lieux"] = Portal([{"mail": "a@b.fr", "nom": "x"}])
    with pytest.raises(RecipeError, match="none of the columns of the recipe; it has mail, nom"):
        get(portal)
    assert site.asked("exports") == []


def test_a_portal_that_is_closed_is_answered_with_the_new_data_set(get, portal):
    old = Explore("https://data.culture.gouv.fr", "panorama-des-festivals")
    with pytest.raises(RecipeError, match="62cf95993d99f22480f49334"):
        get(replace(portal, explore=old))


CUT = Fault("exports/json", cut=3000, quiet=True)
FEWER = Fault("exports/json", body=lambda body: json.dumps(json.loads(body)[:-3]).encode())
STREAMED = Fault("exports/json", body=lambda body: body[:500] + b"Streaming interrupted due to an error")


@pytest.mark.parametrize("fault", [CUT, FEWER, STREAMED], ids=["cut", "fewer", "interrupted"])
def test_an_export_that_is_not_whole_is_asked_for_again_then_refused(get, portal, site, tmp_path, fault):
    site.faults.append(replace(fault))
    assert had(get(portal)) == WHOLE
    site.portals["lieux"].modified = "2026-03-01T00:00:00+00:00"
    site.faults.append(replace(fault, times=9))
    with pytest.raises(DownloadError, match="never complete"):
        get(portal)
    assert list(tmp_path.glob("*-explore.json")) == []


def test_the_tabular_api_gives_the_columns_of_the_recipe(get, tabular, site):
    found = get(tabular)
    assert had(found) == WHOLE and found.origin.startswith("Petits lieux, ")
    asked = site.asked(DATA)
    assert len(asked) == 3 and not any("mail" in one for one in asked)
    assert 'columns=Identifiant,"Code Insee"' in asked[0] and "page_size=200" in asked[0]
    assert site.asked("/r/") == []  # the file itself is not downloaded


@pytest.mark.parametrize("kind", ["portal", "tabular"])
def test_sources_that_share_rows_ask_for_the_columns_of_each(get, request, site, kind):
    source = request.getfixturevalue(kind)
    names = {key: headers for key, headers in source.columns.items() if key in ("code", "id")}
    other = replace(source, name="Autre", columns={"code": names["code"], "type": source.columns["type"]})
    frame = read_table(get(replace(source, columns=names), other).path).frame
    assert len(frame.columns) == 3 and set(frame.iloc[:, 2]) == {"Cirque"}
    assert len(site.asked("exports/json")) + len(site.asked("page=1&")) == 1


def test_the_next_page_is_never_that_of_another_server(get, tabular, site):
    def elsewhere(body):
        return body.replace(site.url("").encode(), b"http://evil.example")

    site.faults.append(Fault(DATA, times=9, body=elsewhere))
    assert had(get(tabular)) == WHOLE


def test_columns_that_were_not_asked_for_go_no_further(get, tabular, site):
    page = [{"__id": n, **row} for n, row in enumerate(rows(HEADERS, 450))]

    def everything(body):
        answer = json.loads(body)
        start = (answer["meta"]["page"] - 1) * 200
        return json.dumps({**answer, "data": page[start : start + 200]}).encode()

    site.faults.append(Fault(DATA, times=9, body=everything))
    assert had(get(tabular)) == WHOLE


def test_a_file_that_is_no_table_for_the_api_is_told(get, tabular, site):
    del site.tables[RESOURCE]
    with pytest.raises(RecipeError, match="remove “tabular” from the recipe"):
        get(tabular)


@pytest.mark.parametrize("kind", ["portal", "tabular"])
def test_a_page_that_is_not_whole_is_asked_for_again_then_refused(get, request, site, kind):
    where, key = {"portal": ("limit=100", "results"), "tabular": (DATA, "data")}[kind]
    site.portals["lieux"].exports = False
    source = request.getfixturevalue(kind)

    def fewer(body):
        answer = json.loads(body)
        return json.dumps({**answer, key: answer[key][:-1]}).encode()

    site.faults.append(Fault(where, skip=1, body=fewer))
    site.faults.append(Fault(where, skip=2, cut=50))
    assert had(get(source)) == WHOLE
    site.portals["lieux"].modified = "2026-03-01"
    site.tables[RESOURCE] = rows(HEADERS, 460)
    site.faults.append(Fault(where, times=9, body=fewer))
    with pytest.raises(DownloadError, match="incomplete"):
        get(source)


def test_rows_that_never_end_are_not_kept(get, tabular, tmp_path):
    with pytest.raises(DownloadError, match="MB allowed"):
        get(tabular, options=replace(FAST, max_bytes=20_000))
    assert list(tmp_path.glob("*.part*")) == []


@pytest.mark.parametrize("kind", ["portal", "tabular"])
def test_what_was_stopped_goes_on_from_its_last_page(get, request, site, kind):
    where = {"portal": "limit=100", "tabular": DATA}[kind]
    site.portals["lieux"].exports = False
    source = request.getfixturevalue(kind)
    with pytest.raises(Cancelled):
        get(source, progress=Watcher(lambda watcher: len(site.asked(where)) >= 2))
    before = len(site.asked(where))
    assert had(get(source)) == WHOLE
    pages = {"portal": 5, "tabular": 3}[kind]
    assert len(site.asked(where)) - before < pages
    again = len(site.requests)
    assert had(get(source)) == WHOLE  # whole: only what is published is asked about
    assert not [seen for seen in site.requests[again:] if "limit=" in seen.path or "page=" in seen.path]


@pytest.mark.parametrize("kind", ["portal", "tabular"])
def test_rows_of_two_versions_are_never_put_together(get, request, site, tmp_path, kind):
    where = {"portal": "limit=100", "tabular": DATA}[kind]
    site.portals["lieux"].exports = False
    source = request.getfixturevalue(kind)
    with pytest.raises(Cancelled):
        get(source, progress=Watcher(lambda watcher: len(site.asked(where)) >= 2))
    site.portals["lieux"] = Portal(rows(NAMES, 450, first=1000), exports=False, modified="2026-03-01")
    site.tables[RESOURCE] = rows(HEADERS, 450, first=1000)
    assert had(get(source)) == [str(n) for n in range(1000, 1450)]
    assert list(tmp_path.glob("*.part*")) == []


def test_data_that_change_meanwhile_are_asked_for_from_the_beginning(get, tabular, site):
    def shrink(body):
        site.tables[RESOURCE] = rows(HEADERS, 300, first=100)
        return body

    site.faults.append(Fault(DATA, body=shrink))
    assert had(get(tabular)) == WHOLE[100:400]


def test_a_page_that_was_damaged_on_disk_is_asked_for_again(get, tabular, site, tmp_path):
    with pytest.raises(Cancelled):
        get(tabular, progress=Watcher(lambda watcher: len(site.asked(DATA)) >= 3))
    part = next(tmp_path.glob("*.json.part"))
    part.write_bytes(part.read_bytes()[:100])
    assert had(get(tabular)) == WHOLE


@pytest.mark.parametrize("kind", ["portal", "tabular"])
def test_too_many_requests_are_waited_for(get, request, site, kind):
    soon = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=1), usegmt=True)
    site.faults.append(Fault("/api/", status=429, headers={"Retry-After": "0"}))
    site.faults.append(Fault("/api/", status=429, headers={"Retry-After": soon}))
    watcher = Watcher()
    assert had(get(request.getfixturevalue(kind), progress=watcher)) == WHOLE
    assert sum("too many requests" in message for message in watcher.messages) == 2


def test_a_wait_is_left_at_once(get, portal, site):
    site.faults.append(Fault(LIEUX, status=429, headers={"Retry-After": "30"}))
    start = time.monotonic()
    with pytest.raises(Cancelled):
        get(
            portal,
            progress=Watcher(lambda watcher: bool(watcher.messages) and "too many" in watcher.messages[-1]),
        )
    assert time.monotonic() - start < 5


def test_a_quota_of_the_day_is_told_with_its_hour(get, portal, site):
    tomorrow = (datetime.now(timezone.utc) + timedelta(hours=5)).isoformat()
    over = {"errorcode": 10002, "reset_time": tomorrow, "error": "Too many requests on the domain."}
    site.faults.append(Fault(LIEUX, times=9, status=429, body=json.dumps(over).encode()))
    with pytest.raises(DownloadError, match=r"accepts no more requests before \d\d:\d\d") as caught:
        get(portal)
    assert "Too many requests on the domain" in caught.value.details
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(times=99, status=503),
        Fault(times=99, body=b"<html>Sign in</html>"),
        Fault(times=99, body=b"[1, 2]"),
        Fault(times=99, body=b'{"total_count": "many", "metas": 3, "profile": []}'),
        Fault(times=99, location="/api/loop"),
        Fault(times=99, stall=10),
    ],
    ids=["503", "page", "list", "nonsense", "loop", "stalled"],
)
@pytest.mark.parametrize("kind", ["portal", "tabular"])
def test_whatever_a_service_answers_ends_in_a_sentence(get, request, site, kind, fault):
    site.faults.append(replace(fault))
    slow = HttpOptions(connect_timeout=0.3, read_timeout=0.3, retries=1, backoff=0.01)
    with pytest.raises((DownloadError, RecipeError)) as caught:
        get(request.getfixturevalue(kind), options=slow)
    assert caught.value.sentence.endswith(".")


def test_the_dates_of_services_are_had_without_their_rows(site, portal, tabular):
    recipe = replace(parse_recipe(RECIPE, "r.json")[0], sources=(portal, tabular))
    with requests.Session() as session:
        found = official_dates(recipe, session=session, progress=Silent(), base=site.url(""), options=FAST)
    assert [one.modified for one in found] == ["2026-02-18"] * 2
    assert len(site.requests) == 2


def test_questions_are_not_asked_too_often(get, tabular, site, monkeypatch):
    monkeypatch.setattr(services.Service, "interval", 0.2)
    get(tabular)
    moments = [seen.moment for seen in site.requests if DATA in seen.path]
    assert all(later - earlier > 0.15 for earlier, later in zip(moments, moments[1:]))
