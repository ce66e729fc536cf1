# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions to web services that answer in JSON: asked again when it may help, told in a sentence else.

The error bodies understood are those of Opendatasoft (``{"error_code", "message"}``, ``{"errorcode",
"error", "reset_time"}`` over quota) and of the tabular API of data.gouv.fr (``{"errors": [{"title",
"detail"}]}``).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from ..errors import DownloadError
from ..http_errors import TransientError, cut_short, host_of, public_url
from ..i18n import tr
from ..progress import Progress
from ..transport import (
    MAX_WAIT,
    Exchange,
    Head,
    HttpOptions,
    asked_wait,
    check_address,
    pause,
    require_requests,
    with_retries,
)

if TYPE_CHECKING:
    import requests

#: A page of rows is a text; 200 wide rows take less than 1 MB.
MAX_ANSWER = 20_000_000
#: Quotas are of a day at most, in seconds.
_DAY = 86_400
#: Longest part of what a service says that is shown.
_SAID = 300

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_T = TypeVar("_T")


@dataclass
class Service:
    """A web service, asked one question at a time and not too often.

    Args:
        session: see :func:`~atlas_culture_plugin.core.download.fetch`.
        progress: told of waits, asked whether to stop.
        options: limits.
    """

    #: Shortest time between two questions, in seconds: no published limit of these services is lower.
    interval: ClassVar[float] = 0.1

    session: requests.Session
    progress: Progress
    options: HttpOptions
    _last: float = field(default=0.0, init=False)

    def ask(self, url: str, read: Callable[[Mapping[str, object]], _T]) -> _T:
        """Ask a question; return what ``read`` makes of the object that is answered.

        ``read`` may raise :class:`TransientError` for an answer that is not whole: it is asked for again.

        Raises:
            DownloadError: no answer, or a refusal, with what the service says of it.
            Cancelled: the user asked to stop, even during a wait.
        """
        require_requests()
        check_address(url)
        return with_retries(lambda: self._attempt(url, read), self.progress, self.options)

    def _attempt(self, url: str, read: Callable[[Mapping[str, object]], _T]) -> _T:
        pause(self._last + self.interval - time.monotonic(), self.progress)
        self._last = time.monotonic()
        headers = {"Accept": "application/json"}
        with Exchange(self.session, url, headers, self.options, self.progress) as exchange:
            head = exchange.head()
            body = _body(exchange, head, url)
        if head.status != 200:
            raise refusal(head, body)
        try:
            document = json.loads(body.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise broken(url, said_by(body) or repr(error)) from error
        if not isinstance(document, dict):
            raise broken(url, type(document).__name__)
        return read(cast("Mapping[str, object]", document))


def _body(exchange: Exchange, head: Head, url: str) -> bytes:
    body = bytearray()
    for chunk in exchange.body():
        body += chunk
        if len(body) > MAX_ANSWER:
            sentence = tr("The answer of {host} is larger than {limit} MB: it was not read.")
            raise DownloadError(
                sentence.format(host=host_of(url), limit=MAX_ANSWER // 10**6), public_url(url)
            )
    if head.length is not None and len(body) < head.length:
        raise cut_short(url, len(body), head.length)
    return bytes(body)


def broken(url: str, details: str) -> TransientError:
    """The error of an answer that is cut, or is not what the service answers."""
    sentence = tr("The answer of {host} is incomplete, or is not the one expected.")
    return TransientError(sentence.format(host=host_of(url)), f"{public_url(url)} {details}")


def refusal(head: Head, body: bytes) -> DownloadError:
    """Return the error that a status and what the service says of it stand for."""
    usual = head.failure()
    said = said_by(body)
    if head.status == 429:
        return _over_quota(head, body) or usual
    if not said:
        return usual
    details = f"{usual.details} {said}"
    if isinstance(usual, TransientError):
        return TransientError(usual.sentence, details, usual.wait)
    sentence = tr("{host} refuses the request: “{said}”. Correct the recipe, or tell its author.")
    return DownloadError(sentence.format(host=host_of(head.url), said=said), details)


def _over_quota(head: Head, body: bytes) -> DownloadError | None:
    """The error of a quota that is not free again before long; None when it is worth waiting here."""
    wait = asked_wait(head.headers.get("Retry-After", ""))
    if wait is None:
        wait = _until(str(_object(body).get("reset_time") or ""))
    if wait is None or wait <= MAX_WAIT:
        return None
    moment = datetime.fromtimestamp(time.time() + min(wait, _DAY)).strftime("%H:%M")
    sentence = tr("{host} accepts no more requests before {time}. What came so far is kept: try again then.")
    return DownloadError(sentence.format(host=host_of(head.url), time=moment), f"HTTP 429 {said_by(body)}")


def _until(moment: str) -> float | None:
    """Seconds before a moment such as ``2026-01-26T00:00:00Z``; None when it is not one."""
    try:
        when = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=timezone.utc)
    return (when - datetime.now(timezone.utc)).total_seconds()


def said_by(body: bytes) -> str:
    """Return what a service says in the body of an error, on one line; nothing for a web page."""
    document = _object(body)
    errors = document.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    parts = (
        document.get("error_code"), document.get("message") or document.get("error"),
        first.get("title"), first.get("detail"),
    )  # fmt: skip
    text = ": ".join(str(part) for part in parts if part and isinstance(part, str))
    return _CONTROL.sub(" ", text)[:_SAID].strip()


def _object(body: bytes) -> Mapping[str, object]:
    try:
        document = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return cast("Mapping[str, object]", document) if isinstance(document, dict) else {}
