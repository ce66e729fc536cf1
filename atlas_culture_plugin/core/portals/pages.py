# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows that come page by page, kept on disk as they come: what was stopped goes on from its last page.

They grow in ``<target>.part``, one JSON list; ``<target>.part.json`` says which question they answer and
how far they go. ``target`` is only ever replaced by a whole list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..errors import DownloadError
from ..formatting import number
from ..http_errors import host_of, public_url
from ..i18n import tr
from ..partial import address_digest, read_record, write_record
from ..progress import Progress
from ..storage import writing
from .services import Service, broken

#: Pages beyond which a service is not the way to get a table.
MAX_PAGES = 5000

Row = Mapping[str, object]


@dataclass(frozen=True)
class Page:
    """Rows of an answer, and how many there are in all."""

    rows: Sequence[Row]
    total: int


@dataclass(frozen=True)
class Kept:
    """How far a list goes: which question it answers, rows and bytes there, rows announced."""

    question: str = ""
    rows: int = 0
    size: int = 0
    total: int = -1


@dataclass(frozen=True)
class Question:
    """A table asked for page by page.

    Args:
        address: returns the address of a page from the number of rows already had.
        read: returns the page that an answer is; raises TransientError when it is none.
        size: rows of a page.
        version: what changes with the data: rows of two versions are never put together.
    """

    address: Callable[[int], str]
    read: Callable[[Mapping[str, object]], Page]
    size: int
    version: str

    def key(self) -> str:
        """Return a name for the question and the version of the data."""
        return address_digest(f"{self.address(0)} {self.version}")


class _ChangedError(Exception):
    """The data are no longer those of the first pages."""


def fetch_pages(question: Question, target: Path, service: Service, progress: Progress) -> Path:
    """Ask all the pages of a table; return ``target``, a JSON list of its rows.

    Pages had before a stop are not asked for again, if the version of the data is the same. Data that
    change meanwhile are asked for from the beginning, once.

    Raises:
        DownloadError: a page cannot be had, is never whole, or the table is too long.
        StorageError: it cannot be written.
        Cancelled: the user asked to stop; the pages that came are kept.
    """
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _fetch(question, target, service, progress)
        except _ChangedError:
            _PageFile(target, "").discard()
        try:
            return _fetch(question, target, service, progress)
        except _ChangedError as error:
            sentence = tr("The data of {host} change while they are downloaded: try again later.")
            url = question.address(0)
            raise DownloadError(sentence.format(host=host_of(url)), public_url(url)) from error


def _fetch(question: Question, target: Path, service: Service, progress: Progress) -> Path:
    file = _PageFile(target, question.key())
    kept = file.resume()
    while kept.total < 0 or kept.rows < kept.total:
        url = question.address(kept.rows)
        page = service.ask(url, partial(_checked, question, url, kept))
        kept = file.add(page, kept)
        if kept.size > service.options.max_bytes:
            file.discard()
            sentence = tr("{url} is larger than the {limit} MB allowed: it was not downloaded.")
            limit = service.options.max_bytes // 10**6
            raise DownloadError(sentence.format(url=public_url(url), limit=limit))
        if kept.total:
            progress.set_fraction(kept.rows / kept.total)
            progress.info(
                tr("{done} of {total} rows").format(done=number(kept.rows), total=number(kept.total))
            )
    return file.publish(kept)


def _checked(question: Question, url: str, kept: Kept, answer: Mapping[str, object]) -> Page:
    """Return the page of an answer, once it has all the rows that it should."""
    page = question.read(answer)
    if page.total > question.size * MAX_PAGES:
        sentence = tr("{host} has {total} rows, too many to ask page by page: download its file instead.")
        raise DownloadError(sentence.format(host=host_of(url), total=number(page.total)), public_url(url))
    if kept.total >= 0 and page.total != kept.total:
        raise _ChangedError
    expected = min(question.size, page.total - kept.rows)
    if len(page.rows) != expected:
        raise broken(url, f"{len(page.rows)} / {expected} rows")
    return page


class _PageFile:
    """The list that grows, and its record."""

    def __init__(self, target: Path, question: str) -> None:
        self._target = target
        self._question = question
        self._path = target.with_name(target.name + ".part")
        self._record = target.with_name(target.name + ".part.json")

    def resume(self) -> Kept:
        """Return how far the list goes; it is begun when it answers another question, or is damaged."""
        kept = read_record(self._record, Kept)
        size = self._path.stat().st_size if self._path.is_file() else 0
        if kept.question == self._question and 0 < kept.size <= size and 0 <= kept.rows <= kept.total:
            return kept
        self.discard()
        self._path.write_bytes(b"[")
        return Kept(self._question, size=1)

    def add(self, page: Page, kept: Kept) -> Kept:
        """Write the rows of a page, then how far the list goes: a stop between both loses one page."""
        texts = [json.dumps(row, ensure_ascii=False).encode() for row in page.rows]
        block = (b",\n" if kept.rows and texts else b"\n") + b",\n".join(texts)
        with self._path.open("r+b") as stream:
            stream.seek(kept.size)
            stream.truncate()
            stream.write(block)
        now = Kept(kept.question, kept.rows + len(texts), kept.size + len(block), page.total)
        write_record(self._record, now)
        return now

    def publish(self, kept: Kept) -> Path:
        """Close the list and put it in its place."""
        with self._path.open("r+b") as stream:
            stream.seek(kept.size)
            stream.truncate()
            stream.write(b"\n]\n")
        self._path.replace(self._target)
        self._record.unlink(missing_ok=True)
        return self._target

    def discard(self) -> None:
        """Remove everything, the record first: without it the rest is never taken for a beginning."""
        self._record.unlink(missing_ok=True)
        self._path.unlink(missing_ok=True)


def rows_of(value: object, url: str) -> list[Row]:
    """Return a list of objects of an answer.

    Raises:
        TransientError: it is something else.
    """
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise broken(url, type(value).__name__)
    return value


def count_of(value: object, url: str) -> int:
    """Return a number of rows that an answer announces.

    Raises:
        TransientError: it is something else.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise broken(url, repr(value)[:60])
    return value
