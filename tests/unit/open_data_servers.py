# SPDX-License-Identifier: GPL-2.0-or-later
"""One local server that answers as the sites of French open data do, with the faults one asks for.

On one address, since their paths never meet: data.gouv.fr (``/api/1/``, files on a storage of another
port), its tabular API (``/api/resources/``), Opendatasoft Explore v2.1 (``/api/explore/v2.1/``), Etalab's
contours (``/contours-administratifs/``) and the WFS of the Géoplateforme (``/wfs/ows``)::

    with OpenData() as site:
        site.publish("61777ddaa9101d073e5506cd", RESOURCE, b"a;b")
        site.faults.append(Fault("/api/1/", status=429, headers={"Retry-After": "0"}))
        ... BASE_URL=site.url("")
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.unit.http_server import FileServer, Route
from tests.unit.open_data_apis import FeatureType, Portal, explore, tabular, wfs

EXPLORE = "/api/explore/v2.1/catalog/datasets/"
MODIFIED = "2026-02-18T10:11:12+00:00"


@dataclass
class Fault:
    """What goes wrong, ``times`` times, with requests whose path and query hold ``where``.

    Args:
        where: part of the path and query, after decoding.
        times: how many answers it spoils, after ``skip`` good ones.
        skip: good answers before.
        status: answered instead, with an empty body, or with ``body``.
        body: body of that answer, or a function of the right one.
        headers: added to the answer.
        location: redirects there (itself for a loop, http:// for a downgrade).
        cut: ends the connection after so many bytes of body.
        quiet: does not announce the size of the body: a cut is then not seen by HTTP itself.
        stall: stops sending after so many bytes.
        pace: seconds before each block of 4 kB.
    """

    where: str = ""
    times: int = 1
    skip: int = 0
    status: int = 0
    body: bytes | Callable[[bytes], bytes] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    location: str = ""
    cut: int | None = None
    quiet: bool = False
    stall: int | None = None
    pace: float = 0.0

    def spoil(self, route: Route) -> Route:
        """Return the answer that goes wrong."""
        if self.location:
            return Route(location=self.location, headers=self.headers)
        body = self.body(route.body) if callable(self.body) else self.body
        return replace(
            route, status=self.status or route.status,
            location="" if self.status else route.location,
            body=body if body is not None else b"" if self.status else route.body,
            headers={**route.headers, **self.headers}, cuts=[] if self.cut is None else [self.cut],
            length=not self.quiet, stall_after=self.stall, pace=self.pace,
        )  # fmt: skip


@dataclass
class Resource:
    """A file of data.gouv.fr; ``gone`` answers 410, as for one that was removed."""

    dataset: str
    body: bytes
    name: str
    described: dict
    gone: bool = False


class _Storage(FileServer):
    """Where files are; the faults of the site are also its own."""

    def __init__(self, site: OpenData, certificate) -> None:
        super().__init__(certificate)
        self._site = site

    def route_of(self, target: str) -> Route | None:
        return self._site.spoilt(super().route_of(target), target)


class OpenData(FileServer):
    """The sites, as a context manager; ``quota`` is the number of requests allowed in a window of seconds.

    What is not one of the sites' is looked for in ``routes``, as in a :class:`FileServer`.
    """

    def __init__(self, certificate=None, storage_certificate=None) -> None:
        super().__init__(certificate)
        #: Where files are: another port, as static.data.gouv.fr is another host.
        self.storage = _Storage(self, storage_certificate)
        self.titles: dict[str, str] = {}
        self.resources: dict[str, Resource] = {}
        self.portals: dict[str, Portal] = {}
        self.tables: dict[str, list[dict]] = {}
        self.layers: dict[str, FeatureType] = {}
        self.faults: list[Fault] = []
        self.quota: tuple[int, float] | None = None

    def __enter__(self) -> OpenData:
        self.storage.__enter__()
        super().__enter__()
        return self

    def __exit__(self, *exception) -> None:
        super().__exit__(*exception)
        self.storage.__exit__(*exception)

    # --- what is published

    def publish(
        self, dataset: str, resource: str, body: bytes, *, name: str = "donnees.csv", title: str = "Jeu",
        hosted: bool = True, modified: str = MODIFIED, **more,
    ) -> Resource:  # fmt: skip
        """Publish a file, or its new version; ``more`` replaces what the API says of it.

        A resource without an id is the only file of its data set; it is given one.
        """
        resource = resource or str(uuid.uuid5(uuid.NAMESPACE_URL, dataset))
        checksum = {"type": "sha1", "value": hashlib.sha1(body).hexdigest()}
        described = {
            "id": resource, "title": name, "format": name.rpartition(".")[2], "type": "main",
            "filetype": "file" if hosted else "remote", "filesize": len(body) if hosted else None,
            "checksum": checksum if hosted else None, "last_modified": modified,
            "url": self.storage.url(f"/resources/{dataset}/{name}"), **more,
        }  # fmt: skip
        self.titles.setdefault(dataset, title)
        self.resources[resource] = Resource(dataset, body, name, described)
        # The address of a file changes at each update: its moment is in it.
        self.storage.routes[self.stored(resource)] = Route(
            body, etag=f'"{checksum["value"][:12]}"', headers={"Content-Type": "application/octet-stream"}
        )
        return self.resources[resource]

    def stored(self, resource: str) -> str:
        """Path of a file on the storage."""
        found = self.resources[resource]
        moment = "".join(filter(str.isdigit, found.described["last_modified"]))[:14]
        # As on the site: names of files are without spaces or accents in their addresses.
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", found.name)
        return f"/resources/{found.dataset}/{moment}/{resource[:8]}-{name}"

    def publish_contours(self, year: str, name: str, features: list[dict]) -> None:
        """Publish a file of Etalab's contours such as ``communes-1000m``, plain and compressed."""
        body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
        path = f"/contours-administratifs/{year}/geojson/{name}.geojson"
        modified = "Mon, 02 Mar 2026 08:00:00 GMT"
        self.routes[path] = Route(body, etag='"c"', last_modified=modified)
        packed = gzip.compress(body, mtime=0)
        # A file that is compressed, not a transfer that is: no Content-Encoding.
        self.routes[f"{path}.gz"] = Route(packed, etag='"z"', last_modified=modified)

    # --- what is answered

    def route_of(self, target: str) -> Route | None:
        """Answer as the site that the path is of, or as a fault wants it."""
        return self.spoilt(self._quota_over() or self._right(target), target)

    def spoilt(self, route: Route | None, target: str) -> Route | None:
        """Return an answer, or what the first fault that concerns it makes of it."""
        text = unquote(target.replace("+", " "))
        for fault in self.faults:
            if fault.where in text and fault.times > 0 and route is not None:
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                return fault.spoil(route)
        return route

    def asked(self, part: str) -> list[str]:
        """Paths and queries of the requests that hold a text, decoded."""
        texts = [unquote(seen.path.replace("+", " ")) for seen in self.requests]
        return [text for text in texts if part in text]

    def _quota_over(self) -> Route | None:
        if self.quota is None:
            return None
        most, window = self.quota
        recent = [seen for seen in self.requests if seen.moment > time.monotonic() - window]
        if len(recent) <= most:
            return None
        document = {"errorcode": 10005, "error": "You have exceeded the requests limit for anonymous users."}
        return Route(json.dumps(document).encode(), status=429, headers={"Retry-After": "1"})

    def _right(self, target: str) -> Route | None:
        parts = urlsplit(target)
        path, query = unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))
        if path.startswith("/api/1/datasets/"):
            return self._datagouv(path.removeprefix("/api/1/datasets/").strip("/"))
        if path.startswith(EXPLORE):
            limits = {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "4999", "X-RateLimit-Reset": "0"}
            return _json_route(*explore(self.portals, path.removeprefix(EXPLORE), query), limits)
        if path.startswith("/api/resources/"):
            rest = path.removeprefix("/api/resources/")
            return _json_route(*tabular(self.tables, rest, query, self.url("")), {})
        if path in ("/wfs/ows", "/wfs"):
            status, body = wfs(self.layers, query)
            # GeoServer sends features as they come: no announced size.
            return Route(body, status=status, length=False)
        return self.routes.get(parts.path)

    def _datagouv(self, path: str) -> Route:
        if path.startswith("r/"):
            found = self.resources.get(path.removeprefix("r/"))
            if found is None:
                return _json_route(404, b'{"message": "Not found"}', {})
            if found.gone:
                return _json_route(410, b'{"message": "Gone"}', {})
            return Route(location=self.storage.url(self.stored(path.removeprefix("r/"))))
        if path not in self.titles:
            return _json_route(404, b'{"message": "The requested URL was not found"}', {})
        resources = [one.described for one in self.resources.values() if one.dataset == path and not one.gone]
        document = {
            "id": path, "title": self.titles[path], "resources": resources,
            "page": f"https://www.data.gouv.fr/datasets/{path}/",
            "last_modified": max((one["last_modified"] for one in resources), default=MODIFIED),
        }  # fmt: skip
        return _json_route(200, json.dumps(document, ensure_ascii=False).encode(), {})


def _json_route(status: int, body: bytes, headers: dict[str, str]) -> Route:
    return Route(body, status=status, headers={"Content-Type": "application/json", **headers})
