# SPDX-License-Identifier: GPL-2.0-or-later
"""One HTTP request at a time: redirects, cancellation, retries, and a sentence for each failure.

The request runs in a thread of its own and hands the body over through a queue. A stalled
server, a slow name server or a proxy that never answers therefore cannot delay a cancel: the
caller only ever waits for the queue, and leaves the thread to end at its own time-out.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar, Union
from urllib.parse import urljoin, urlsplit

from .errors import DownloadError, MissingDependencyError
from .http_errors import (
    TransientError,
    bad_address,
    downgraded,
    http_failure,
    network_failure,
    too_many_redirects,
)
from .i18n import tr
from .progress import Progress, check

if TYPE_CHECKING:
    import requests

#: Bytes read at once: small enough for a lively progress bar on a slow line.
CHUNK = 32 * 1024
#: Longest wait between two looks at "cancel", in seconds.
POLL = 0.1
#: Longest wait before a new attempt, whatever the server asks, in seconds.
MAX_WAIT = 60.0
MAX_BACKOFF = 30.0

_T = TypeVar("_T")


@dataclass(frozen=True)
class HttpOptions:
    """Limits of a download: times in seconds, sizes in bytes; ``backoff`` doubles at each retry."""

    connect_timeout: float = 10
    read_timeout: float = 30
    retries: int = 4
    backoff: float = 0.5
    max_bytes: int = 500_000_000
    max_redirects: int = 10


@dataclass(frozen=True)
class Head:
    """Status and headers (names in any case) of an answer."""

    status: int
    headers: Mapping[str, str]
    url: str

    @property
    def encoded(self) -> bool:
        """Whether the body is compressed on the way, so that its size is not the announced one."""
        return self.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity")

    @property
    def length(self) -> int | None:
        """Announced size of the body in bytes."""
        text = self.headers.get("Content-Length", "").strip()
        return int(text) if text.isdecimal() and len(text) < 19 and not self.encoded else None

    def failure(self) -> DownloadError:
        """The error that the status stands for."""
        return http_failure(self.status, self.url, retry_after(self.headers.get("Retry-After", "")))


_Item = Union[Head, bytes, BaseException, None]


def require_requests() -> None:
    """Check that requests is there.

    Raises:
        MissingDependencyError: with the way to get it.
    """
    try:
        import requests  # noqa: F401
    except ImportError as error:
        raise MissingDependencyError(
            tr(
                'Downloading needs the Python package "requests", which this QGIS does not have. '
                "Install it (python3-requests on Linux, python3-requests in the OSGeo4W setup on "
                "Windows), or use a local file."
            ),
            str(error),
        ) from error


def check_address(url: str) -> None:
    """Refuse what is not a plain web address.

    Raises:
        DownloadError: another scheme than http or https, or no host.
    """
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise bad_address(url)


class Exchange:
    """One request, its redirects and the body of its answer, as a context manager.

    Args:
        session: what sends the request; its proxies and certificates are used.
        url: http or https address.
        headers: headers of the request.
        options: time-outs and redirect limit.
        progress: asked whether to stop, in the caller's thread only.
    """

    def __init__(
        self,
        session: requests.Session,
        url: str,
        headers: Mapping[str, str],
        options: HttpOptions,
        progress: Progress,
    ) -> None:
        """Nothing is sent yet."""
        self._session = session
        self._url = url
        # Compressed on the way, a body has neither a known size nor ranges to resume from.
        self._headers = {"Accept-Encoding": "identity", **headers}
        self._options = options
        self._progress = progress
        self._items: queue.Queue[_Item] = queue.Queue(maxsize=32)
        self._abandoned = threading.Event()
        self._thread = threading.Thread(target=self._run, name="atlas-culture-http", daemon=True)

    def __enter__(self) -> Exchange:
        """Send the request."""
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Leave the thread to itself: it stops at the next byte, or at its time-out."""
        self._abandoned.set()

    def head(self) -> Head:
        """Wait for the status and the headers.

        Raises:
            DownloadError: no answer, or a redirect that must not be followed.
            Cancelled: the user asked to stop.
        """
        item = self._next()
        if not isinstance(item, Head):
            raise DownloadError(tr("The answer of the server is not understood."), repr(type(item)))
        return item

    def body(self) -> Iterator[bytes]:
        """Yield the body; same errors as :meth:`head`."""
        while (item := self._next()) is not None:
            if isinstance(item, bytes):
                yield item

    def _next(self) -> _Item:
        # The time-outs of sockets see neither a stalled name server nor a body that comes
        # byte by byte: this one bounds any silence.
        deadline = time.monotonic() + self._options.connect_timeout + self._options.read_timeout
        while True:
            check(self._progress)
            try:
                item = self._items.get(timeout=POLL)
            except queue.Empty:
                if time.monotonic() > deadline:
                    raise network_failure(socket.timeout(), self._url) from None
                continue
            if isinstance(item, BaseException):
                raise item
            return item

    def _run(self) -> None:
        try:
            with _open(self._session, self._url, self._headers, self._options) as response:
                self._put(Head(response.status_code, response.headers, response.url))
                for chunk in response.iter_content(CHUNK):
                    if not self._put(chunk):
                        return
            self._put(None)
        except (DownloadError, MemoryError) as error:
            self._put(error)
        except (OSError, ValueError) as error:  # all of requests' errors are OSError
            self._put(network_failure(error, self._url))
        except Exception as error:  # whatever it is, the caller must not wait for ever
            self._put(_unexpected(error, self._url))

    def _put(self, item: _Item) -> bool:
        while not self._abandoned.is_set():
            try:
                self._items.put(item, timeout=POLL)
            except queue.Full:
                continue
            return True
        return False


def _unexpected(error: Exception, url: str) -> Exception:
    """Tell the errors of urllib3 that requests lets through from our own mistakes."""
    from urllib3.exceptions import HTTPError

    return network_failure(error, url) if isinstance(error, HTTPError) else error


def _open(
    session: requests.Session, url: str, headers: Mapping[str, str], options: HttpOptions
) -> requests.Response:
    """Follow the redirects by hand: requests would accept one from https to http."""
    timeout = (options.connect_timeout, options.read_timeout)
    start = url
    for _hop in range(options.max_redirects + 1):
        response = session.get(url, headers=headers, stream=True, allow_redirects=False, timeout=timeout)
        target = session.get_redirect_target(response)
        if target is None:
            return response
        response.close()
        url = _next_hop(url, target)
    raise too_many_redirects(start, options.max_redirects)


def _next_hop(url: str, location: str) -> str:
    target = urljoin(url, location)
    check_address(target)
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise downgraded(url, target)
    return target


def retry_after(header: str, now: datetime | None = None) -> float | None:
    """Seconds to wait for a ``Retry-After`` header: what it asks, yet never more than ``MAX_WAIT``."""
    wait = asked_wait(header, now)
    return None if wait is None else min(wait, MAX_WAIT)


def asked_wait(header: str, now: datetime | None = None) -> float | None:
    """Seconds asked by a ``Retry-After`` header (RFC 9110, 10.2.3): a number or a date."""
    text = header.strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max((moment - (now or datetime.now(timezone.utc))).total_seconds(), 0.0)


def with_retries(attempt: Callable[[], _T], progress: Progress, options: HttpOptions) -> _T:
    """Run ``attempt`` until it succeeds, at most ``options.retries`` times more than once.

    Raises:
        DownloadError: the last failure, or the first one that another attempt cannot mend.
        Cancelled: the user asked to stop, even during a wait.
    """
    failures = 0
    while True:
        try:
            return attempt()
        except TransientError as error:
            failures += 1
            if failures > options.retries:
                raise
            wait = error.wait if error.wait is not None else _backoff(options, failures)
            _announce(progress, error, wait, failures, options.retries)
            pause(wait, progress)


def _backoff(options: HttpOptions, failures: int) -> float:
    return float(min(options.backoff * 2 ** (failures - 1), MAX_BACKOFF))


def _announce(progress: Progress, error: TransientError, wait: float, failures: int, retries: int) -> None:
    progress.info(
        tr("{reason} New attempt in {seconds} s ({number} of {total}).").format(
            reason=error.sentence, seconds=max(1, round(wait)), number=failures, total=retries
        )
    )


def pause(seconds: float, progress: Progress) -> None:
    """Wait, yet stop at once when the user asks."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        check(progress)
        time.sleep(min(left, POLL))
