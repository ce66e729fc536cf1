# SPDX-License-Identifier: GPL-2.0-or-later
"""Data sets of Opendatasoft portals, by Explore v2.1: a part of their rows, and of their fields.

Exports have no limit of rows; pages have one of 100 rows each and of 10,000 in all, and are asked for
where a portal does not allow exports
(https://help.opendatasoft.com/apis/ods-explore-v2/explore_v2.1.html).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, urlencode

from ..download import fetch
from ..errors import DownloadError, RecipeError
from ..formatting import number
from ..http_errors import host_of, public_url
from ..i18n import tr
from ..install import ProgressPart
from ..partial import address_digest
from ..progress import Progress
from ..transport import HttpOptions, pause
from .pages import Page, Question, count_of, fetch_pages, rows_of
from .retired import check_retired
from .services import Service, said_by

if TYPE_CHECKING:
    import requests

#: Rows of a page at most, and last row that pages reach.
PAGE_SIZE, REACH = 100, 10_000
#: Exports that are not whole are asked for again so many times.
ATTEMPTS = 3

_REFUSED = ("HTTP 401", "HTTP 403", "HTTP 404", "HTTP 405", "HTTP 410")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Explore:
    """A question to an Opendatasoft portal.

    Args:
        portal: address of the portal.
        dataset: id of the data set on it.
        where: condition in ODSQL on the rows; empty for all.
        select: fields or ODSQL expressions; empty for the fields that the recipe names.
    """

    portal: str
    dataset: str
    where: str = ""
    select: tuple[str, ...] = ()


@dataclass(frozen=True)
class Described:
    """What a portal says of a data set; ``modified`` is a moment, empty when it is not told."""

    title: str
    modified: str
    fields: tuple[str, ...]
    rows: int
    page: str


def described(explore: Explore, service: Service, base: str = "") -> Described:
    """Ask a portal about a data set; ``base`` is the address of a mirror, empty for the portal itself.

    Raises:
        RecipeError: the data set is not there, or was on the portal that is closed.
        DownloadError: the portal does not answer.
        Cancelled: the user asked to stop.
    """
    check_retired(f"{explore.portal.rstrip('/')}/explore/dataset/{explore.dataset}/")
    url = _address(explore, base)
    try:
        found = service.ask(url, lambda answer: answer)
    except DownloadError as error:
        if not error.details.startswith(("HTTP 404", "HTTP 410")):
            raise
        sentence = tr("The data set {id} is not on {host} any more: the recipe must be updated.")
        raise RecipeError(sentence.format(id=explore.dataset, host=host_of(url)), error.details) from error
    metas = _mapping(_mapping(found.get("metas")).get("default"))
    fields = found.get("fields")
    names = [_mapping(one).get("name") for one in fields] if isinstance(fields, list) else []
    rows = metas.get("records_count")
    return Described(
        str(metas.get("title") or explore.dataset),
        str(metas.get("data_processed") or metas.get("modified") or ""),
        tuple(str(name) for name in names if name),
        rows if isinstance(rows, int) else -1,
        f"{explore.portal.rstrip('/')}/explore/dataset/{quote(explore.dataset)}/",
    )


def download_rows(
    explore: Explore,
    found: Described,
    wanted: Sequence[str],
    folder: Path,
    *,
    session: requests.Session,
    progress: Progress,
    options: HttpOptions,
    base: str = "",
) -> Path:
    """Download the rows that a question selects into ``folder``, as a JSON list.

    Args:
        explore: the question.
        found: what the portal says of the data set.
        wanted: fields to ask for where the question does not say; empty for all of them.
        folder: where to write.
        session: see :func:`~atlas_culture_plugin.core.download.fetch`.
        progress: told of the part done, asked whether to stop.
        options: limits.
        base: address of a mirror; empty for the portal itself.

    Raises:
        RecipeError: nothing meets the condition.
        DownloadError: the portal refuses, with what it says of it, or its answer is never whole.
        StorageError: it cannot be written.
        Cancelled: the user asked to stop; the pages that came are kept.
    """
    query = _query(explore, wanted)
    # Not the version: what is left of an older one is replaced.
    name = address_digest(f"{explore.portal} {explore.dataset} {query}")[:12]
    target = folder / f"{name}-explore.json"
    service = Service(session, progress, options)
    total = _count(explore, query, service, base)
    url = f"{_address(explore, base)}/exports/json?{urlencode({**query, 'limit': '-1'})}"
    try:
        return _export(url, target, total, session, progress, options)
    except DownloadError as error:
        if not error.details.startswith(_REFUSED):
            raise
    if total > REACH:
        sentence = tr(
            "{host} does not allow the export of {id}, and shows {limit} of its {total} rows at most: narrow "
            "“where” in the recipe, or download the file from its page."
        )
        said = sentence.format(
            host=host_of(url), id=explore.dataset, limit=number(REACH), total=number(total)
        )
        raise DownloadError(said, public_url(url))
    return fetch_pages(_pages(explore, query, base, found.modified), target, service, progress)


def _address(explore: Explore, base: str) -> str:
    start = (base or explore.portal).rstrip("/")
    return f"{start}/api/explore/v2.1/catalog/datasets/{quote(explore.dataset, safe='')}"


def _query(explore: Explore, wanted: Sequence[str]) -> dict[str, str]:
    """Parameters that say which rows and fields; names of fields that are not words go between backquotes."""
    named = [name if _WORD.fullmatch(name) else f"`{name.replace('`', '')}`" for name in wanted]
    select = ", ".join(explore.select or named)
    return {key: value for key, value in (("select", select), ("where", explore.where)) if value}


def _count(explore: Explore, query: Mapping[str, str], service: Service, base: str) -> int:
    url = f"{_address(explore, base)}/records?{urlencode({**query, 'limit': '0'})}"
    total = service.ask(url, lambda answer: count_of(answer.get("total_count"), url))
    if not total:
        sentence = tr("No row of {id} on {host} meets the condition “{where}”: correct the recipe.")
        raise RecipeError(sentence.format(id=explore.dataset, host=host_of(url), where=explore.where or "–"))
    return total


def _pages(explore: Explore, query: Mapping[str, str], base: str, version: str) -> Question:
    start = f"{_address(explore, base)}/records?"

    def read(answer: Mapping[str, object]) -> Page:
        return Page(rows_of(answer.get("results"), start), count_of(answer.get("total_count"), start))

    def address(done: int) -> str:
        return start + urlencode({**query, "limit": str(PAGE_SIZE), "offset": str(done)})

    return Question(address, read, PAGE_SIZE, version)


def _export(
    url: str, target: Path, total: int, session: requests.Session, progress: Progress, options: HttpOptions
) -> Path:
    """Download an export until it has all its rows: it is streamed, and may stop without saying so."""
    for attempt in range(ATTEMPTS):
        part = ProgressPart(progress, attempt / ATTEMPTS, 1)
        fetch(url, target, session=session, progress=part, options=options)
        problem = _problem(target, total)
        if not problem:
            return target
        target.unlink()
        progress.info(tr("The answer of {host} is incomplete: asked again.").format(host=host_of(url)))
        pause(options.backoff * 2**attempt, progress)
    sentence = tr("The export of {host} is never complete: try again later, or narrow the recipe.")
    raise DownloadError(sentence.format(host=host_of(url)), f"{public_url(url)} {problem}")


def _problem(path: Path, total: int) -> str:
    """Say what an export has not; empty when it is whole."""
    raw = path.read_bytes()
    try:
        rows = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return repr(error)
    if not isinstance(rows, list):
        return said_by(raw) or type(rows).__name__
    return "" if len(rows) == total else f"{len(rows)} / {total} rows"


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
