# SPDX-License-Identifier: GPL-2.0-or-later
"""The local server of open data answers as the sites document it: what the other tests stand on."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.unit.open_data_apis import FeatureType, Portal
from tests.unit.open_data_servers import EXPLORE, Fault, OpenData

requests = pytest.importorskip("requests")

DATASET = "61777ddaa9101d073e5506cd"
RESOURCE = "dced78ee-0823-4b61-86e6-57717308d4e4"
HITS = {"SERVICE": "WFS", "REQUEST": "GetFeature", "TYPENAMES": "A:commune", "RESULTTYPE": "hits"}
PAGE = {"service": "wfs", "request": "GetFeature", "typenames": "A:commune"}


def feature(rank):
    return {"type": "Feature", "geometry": None, "properties": {"code_insee": f"{rank:05d}", "dep": "35"}}


@pytest.fixture
def site():
    with OpenData() as running:
        running.publish(DATASET, RESOURCE, b"a;b\n1;2\n")
        running.portals["lieux"] = Portal([{"code": f"{n:05d}", "n": n, "mail": "x"} for n in range(250)])
        running.tables[RESOURCE] = [{"Code Insee": str(n), "n": n} for n in range(450)]
        running.layers["A:commune"] = FeatureType([feature(rank) for rank in range(5003)])
        running.publish_contours("2026", "regions-1000m", [feature(1)])
        yield running


@pytest.fixture
def get(site):
    def ask(path, **query):
        return requests.get(site.url(path), params=query, timeout=10)

    return ask


def test_data_gouv_redirects_to_its_storage(site, get):
    described = get(f"/api/1/datasets/{DATASET}/").json()["resources"][0]
    answer = get(f"/api/1/datasets/r/{RESOURCE}")
    assert answer.content == b"a;b\n1;2\n" and described["filesize"] == 8
    assert answer.history[0].status_code == 302 and f":{site.storage.port}/" in answer.url
    site.resources[RESOURCE].gone = True
    assert get(f"/api/1/datasets/r/{RESOURCE}").status_code == 410
    assert get("/api/1/datasets/nothing/").status_code == 404


def test_explore_pages_by_a_hundred_as_far_as_ten_thousand(get):
    first = get(EXPLORE + "lieux/records", limit=100, offset=200).json()
    assert first["total_count"] == 250 and len(first["results"]) == 50
    for query in ({"limit": 101}, {"limit": 100, "offset": 9950}):
        refused = get(EXPLORE + "lieux/records", **query)
        assert refused.status_code == 400
        assert refused.json()["error_code"] == "InvalidRESTParameterError"
    assert get(EXPLORE + "lieux/records").headers["X-RateLimit-Limit"]


def test_explore_selects_and_refuses_what_it_does_not_know(get):
    rows = get(EXPLORE + "lieux/exports/json", select="code,n", where="n >= 248").json()
    assert rows == [{"code": "00248", "n": 248}, {"code": "00249", "n": 249}]
    for query in ({"where": "n ~~ 3"}, {"select": "nothing"}):
        assert get(EXPLORE + "lieux/exports/json", **query).json()["error_code"] == "ODSQLError"


def test_the_tabular_api_pages_by_two_hundred(get):
    first = get(f"/api/resources/{RESOURCE}/data/", page_size=200, columns='"Code Insee"').json()
    assert first["meta"] == {"page": 1, "page_size": 200, "total": 450}
    assert first["data"][0] == {"Code Insee": "0"} and "page=2&page_size=200" in first["links"]["next"]
    last = requests.get(first["links"]["next"].replace("page=2", "page=3"), timeout=10).json()
    assert len(last["data"]) == 50 and last["links"]["next"] is None
    assert get(f"/api/resources/{RESOURCE}/data/", page_size=201).status_code == 400


def test_the_wfs_counts_pages_and_refuses(get):
    assert 'numberMatched="5003"' in get("/wfs/ows", **HITS).text
    sizes = [len(get("/wfs/ows", **PAGE, startindex=s, count=9999).json()["features"]) for s in (0, 5000)]
    assert sizes == [5000, 3]
    kept = get("/wfs/ows", **PAGE, propertyname="dep", cql_filter="code_insee='00007'").json()["features"]
    assert [one["properties"] for one in kept] == [{"dep": "35"}]
    assert "ExceptionText" in get("/wfs/ows", **{**PAGE, "typenames": "A:nothing"}).text


def test_contours_are_compressed_files(get):
    answer = get("/contours-administratifs/2026/geojson/regions-1000m.geojson.gz")
    assert "Content-Encoding" not in answer.headers
    assert len(json.loads(gzip.decompress(answer.content))["features"]) == 1


def test_faults_come_once_and_where_they_are_wanted(site, get):
    fewer = Fault("/wfs/ows", skip=1, body=lambda body: json.dumps({"features": []}).encode())
    site.faults += [Fault("/api/1/", status=429, headers={"Retry-After": "7"}), fewer]
    refused = get(f"/api/1/datasets/{DATASET}/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
    assert get(f"/api/1/datasets/{DATASET}/").status_code == 200
    assert [len(get("/wfs/ows", **PAGE).json()["features"]) for _ in range(3)] == [5000, 0, 5000]
    site.faults.append(Fault("/resources/", cut=3, quiet=True))
    assert get(f"/api/1/datasets/r/{RESOURCE}").content == b"a;b"


def test_the_quota_refuses_what_comes_too_fast(site, get):
    site.quota = (2, 60)
    statuses = [get(f"/api/1/datasets/{DATASET}/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
