# SPDX-License-Identifier: GPL-2.0-or-later
"""Real servers on 127.0.0.1 for the tests: HTTP, HTTPS, and a proxy, with the faults one asks for."""

from __future__ import annotations

import base64
import http.client
import select
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

BLOCK = 4096


@dataclass
class Route:
    """What the server answers for one path, and how it misbehaves.

    ``statuses`` are answered first, one at each request, before the body; ``cuts`` end the
    connection after so many bytes, one at each answer with a body; ``stall_after`` stops sending
    after so many bytes and keeps the connection open; ``pace`` is a wait in seconds before each
    block of 4 kB; ``range_shift`` answers a range from so many bytes before what was asked;
    ``status`` is that of an answer with a body, such as an error that says what is wrong.
    """

    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    ranges: bool = True
    if_range: bool = True
    range_shift: int = 0
    statuses: list[int] = field(default_factory=list)
    location: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    length: bool = True
    cuts: list[int] = field(default_factory=list)
    stall_after: int | None = None
    pace: float = 0.0
    status: int = 200


@dataclass
class Seen:
    """A request as it came, and the bytes of body sent for it."""

    path: str
    headers: Message
    moment: float
    sent: int = 0


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address) -> None:
        """Clients that leave in the middle are what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20

    @property
    def owner(self) -> FileServer:
        return self.server.owner

    def log_message(self, *args) -> None:
        """Silent."""

    def do_GET(self) -> None:
        seen = Seen(self.path, self.headers, time.monotonic())
        self.owner.requests.append(seen)
        route = self.owner.route_of(self.path)
        if route is None:
            self.empty(404, Route())
        elif route.statuses:
            self.empty(route.statuses.pop(0), route)
        elif route.location:
            self.empty(302, route)
        elif self.unchanged(route):
            self.empty(304, route)
        else:
            self.content(route, seen)

    def empty(self, status: int, route: Route) -> None:
        self.send_response(status)
        if route.location:
            self.send_header("Location", route.location)
        self.extra(route)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def extra(self, route: Route) -> None:
        for name, value in (("ETag", route.etag), ("Last-Modified", route.last_modified)):
            if value:
                self.send_header(name, value)
        for name, value in route.headers.items():
            self.send_header(name, value)

    def unchanged(self, route: Route) -> bool:
        same_tag = route.etag and self.headers.get("If-None-Match") == route.etag
        date = self.headers.get("If-Modified-Since")
        return bool(same_tag or (route.last_modified and date == route.last_modified))

    def content(self, route: Route, seen: Seen) -> None:
        start = self.first_byte(route)
        if start is not None and start >= len(route.body):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(route.body)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(route.status if start is None else 206)
        if start is not None:
            self.send_header("Content-Range", f"bytes {start}-{len(route.body) - 1}/{len(route.body)}")
        body = route.body[start or 0 :]
        self.extra(route)
        if route.length:
            self.send_header("Content-Length", str(len(body)))
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.send_body(route, body, seen)

    def first_byte(self, route: Route) -> int | None:
        wanted = self.headers.get("Range", "")
        if not route.ranges or not wanted or route.status != 200:
            return None
        condition = self.headers.get("If-Range")
        if route.if_range and condition not in (None, route.etag or None, route.last_modified or None):
            return None
        return int(wanted.removeprefix("bytes=").removesuffix("-")) - route.range_shift

    def send_body(self, route: Route, body: bytes, seen: Seen) -> None:
        cut = route.cuts.pop(0) if route.cuts else None
        limit = min(x for x in (len(body), cut, route.stall_after) if x is not None)
        for offset in range(0, limit, BLOCK):
            if route.pace and self.owner.closing.wait(route.pace):
                return
            block = body[offset : min(offset + BLOCK, limit)]
            self.wfile.write(block)
            seen.sent += len(block)
        if limit == len(body):
            return
        if limit == route.stall_after:
            self.owner.closing.wait(20)
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True


class FileServer:
    """A threaded HTTP server, or HTTPS with ``certificate`` (of trustme), as a context manager."""

    def __init__(self, certificate=None) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Seen] = []
        self.closing = threading.Event()
        self.scheme = "https" if certificate else "http"
        self._server = _Quiet(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            # The handshake in the thread of the request: a client that refuses must not stop the others.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def route_of(self, target: str) -> Route | None:
        """What to answer to the path and query of a request; None when there is nothing there."""
        return self.routes.get(urlsplit(target).path)

    @property
    def sent(self) -> int:
        """Bytes of bodies sent so far."""
        return sum(seen.sent for seen in self.requests)

    def __enter__(self) -> FileServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exception) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class _ProxyHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20

    def log_message(self, *args) -> None:
        """Silent."""

    def allowed(self) -> bool:
        owner = self.server.owner
        owner.seen.append(f"{self.command} {self.path}")
        if owner.status:
            self.refuse(owner.status)
        elif not owner.user or self.headers.get("Proxy-Authorization") == owner.authorization:
            return True
        else:
            self.refuse(407)
        return False

    def refuse(self, status: int) -> None:
        self.send_response(status)
        if status == 407:
            self.send_header("Proxy-Authenticate", 'Basic realm="test"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        if not self.allowed():
            return
        parts = urlsplit(self.path)
        upstream = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
        kept = {k: v for k, v in self.headers.items() if not k.lower().startswith("proxy-")}
        query = f"?{parts.query}" if parts.query else ""
        upstream.request("GET", (parts.path or "/") + query, headers=kept)
        answer = upstream.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "date", "server"):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        upstream.close()

    def do_CONNECT(self) -> None:
        if not self.allowed():
            return
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=10) as upstream:
            self.send_response(200)
            self.end_headers()
            self.relay(upstream)
        self.close_connection = True

    def relay(self, upstream: socket.socket) -> None:
        other = {self.connection: upstream, upstream: self.connection}
        while ready := select.select(list(other), [], [], 10)[0]:
            for end in ready:
                data = end.recv(65536)
                if not data:
                    return
                other[end].sendall(data)


class ProxyServer:
    """A threaded proxy (absolute GET and CONNECT); asks for ``user`` and ``password`` when given.

    ``status`` makes it refuse everything with that status; ``seen`` lists what it was asked.
    """

    def __init__(self, user: str = "", password: str = "", status: int = 0) -> None:
        self.user = user
        self.authorization = "Basic " + base64.b64encode(f"{user}:{password}".encode("latin-1")).decode()
        self.status = status
        self.seen: list[str] = []
        self._server = _Quiet(("127.0.0.1", 0), _ProxyHandler)
        self._server.owner = self

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def __enter__(self) -> ProxyServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exception) -> None:
        self._server.shutdown()
        self._server.server_close()


def closed_port() -> int:
    """A port of 127.0.0.1 where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Watcher:
    """A progress that remembers, and that cancels ``when`` asked."""

    def __init__(self, when=lambda watcher: False) -> None:
        self.fractions: list[float] = []
        self.messages: list[str] = []
        self._when = when

    def set_fraction(self, fraction: float) -> None:
        self.fractions.append(fraction)

    def info(self, message: str) -> None:
        self.messages.append(message)

    def is_cancelled(self) -> bool:
        return bool(self._when(self))
