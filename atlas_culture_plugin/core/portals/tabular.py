# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a file of data.gouv.fr by its tabular API: the columns that are wanted, and no other.

Pages hold 200 rows at most (https://github.com/datagouv/api-tabular). The next page is asked for by its
number, never by the address that an answer gives: a mirror, or a wrong answer, may name any server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlencode

from ..errors import DownloadError, RecipeError
from ..http_errors import host_of
from ..i18n import tr
from ..partial import address_digest
from ..progress import Progress
from ..transport import HttpOptions
from .datagouv import BASE_URL, Published
from .pages import Page, Question, count_of, fetch_pages, rows_of
from .services import Service

if TYPE_CHECKING:
    import requests

#: The API of data.gouv.fr. A mirror answers for both under one address: their paths never meet.
TABULAR_URL = "https://tabular-api.data.gouv.fr"
#: Rows of a page at most.
PAGE_SIZE = 200

_T = TypeVar("_T")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def version(found: Published, service: Service, base: str = BASE_URL) -> str:
    """Ask when the API read a resource: what it says of it changes then, and only then.

    Raises:
        RecipeError: the API does not know the resource.
        DownloadError: it does not answer.
        Cancelled: the user asked to stop.
    """
    return _asked(_address(found, base), found, service, lambda answer: str(answer.get("created_at") or ""))


def download_rows(
    found: Published,
    choose: Callable[[Iterable[str]], Sequence[str]],
    folder: Path,
    read_on: str,
    *,
    session: requests.Session,
    progress: Progress,
    options: HttpOptions,
    base: str = BASE_URL,
) -> Path:
    """Download columns of a resource into ``folder``, as a JSON list of rows.

    Args:
        found: the resource, as data.gouv.fr describes it.
        choose: returns the headers wanted among those of the file.
        folder: where to write.
        read_on: what :func:`version` returned: rows of two versions are never put together.
        session: see :func:`~atlas_culture_plugin.core.download.fetch`.
        progress: told of the part done, asked whether to stop.
        options: limits.
        base: address of data.gouv.fr or of a mirror.

    Raises:
        RecipeError: the API does not know the file, or has no row of it.
        DownloadError: it does not answer, or never with whole pages.
        StorageError: it cannot be written.
        Cancelled: the user asked to stop; the pages that came are kept.
    """
    address = _address(found, base)
    service = Service(session, progress, options)
    headers = _asked(f"{address}profile/", found, service, _header)
    question = _question(address, choose(headers), found, read_on)
    # Not the version: what is left of an older one is replaced.
    target = folder / f"{found.resource}-{address_digest(question.address(0))[:12]}.json"
    return fetch_pages(question, target, service, progress)


def _address(found: Published, base: str) -> str:
    start = TABULAR_URL if base.rstrip("/") == BASE_URL else base.rstrip("/")
    return f"{start}/api/resources/{found.resource}/"


def _header(answer: Mapping[str, object]) -> list[str]:
    """Return the names of the columns of a resource, from its profile."""
    profile = answer.get("profile")
    named = profile.get("header") if isinstance(profile, dict) else None
    return [str(name) for name in named] if isinstance(named, list) else []


def _asked(url: str, found: Published, service: Service, read: Callable[[Mapping[str, object]], _T]) -> _T:
    try:
        return service.ask(url, read)
    except DownloadError as error:
        if not error.details.startswith(("HTTP 404", "HTTP 410")):
            raise
        sentence = tr(
            "{host} has no table of “{title}” (not a table, too large, or not analysed yet): remove "
            "“tabular” from the recipe, which then downloads the whole file."
        )
        told = sentence.format(host=host_of(url), title=found.resource_title)
        raise RecipeError(told, error.details) from error


def _question(address: str, wanted: Sequence[str], found: Published, read_on: str) -> Question:
    # PostgREST, behind the API, wants names that are not plain words between double quotes.
    named = [name if _WORD.fullmatch(name) else '"{}"'.format(name.replace('"', '\\"')) for name in wanted]
    columns = {"columns": ",".join(named)} if named else {}

    def url(done: int) -> str:
        page = {"page": str(done // PAGE_SIZE + 1), "page_size": str(PAGE_SIZE)}
        return f"{address}data/?{urlencode({**columns, **page})}"

    def read(answer: Mapping[str, object]) -> Page:
        meta = answer.get("meta")
        described = cast("Mapping[str, object]", meta) if isinstance(meta, dict) else {}
        total = count_of(described.get("total"), address)
        if not total:
            sentence = tr("{host} has no row of “{title}”.")
            raise RecipeError(sentence.format(host=host_of(address), title=found.resource_title))
        rows = rows_of(answer.get("data"), address)
        # Whatever the server makes of "columns", what is not wanted goes no further.
        kept = set(wanted)
        return Page([{key: row[key] for key in row if key in kept} for row in rows] if kept else rows, total)

    return Question(url, read, PAGE_SIZE, f"{found.modified} {read_on}")
