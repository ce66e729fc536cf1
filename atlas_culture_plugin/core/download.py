# SPDX-License-Identifier: GPL-2.0-or-later
"""Download a file so that it can be paused, resumed and trusted; keep a copy of catalogues.

A download grows in ``<target>.part``, beside which ``<target>.part.json`` says which version of
which address it is. ``target`` itself is only ever replaced by a complete and verified file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import DownloadError
from .http_errors import TransientError, UnreachableError, cut_short, host_of, public_url
from .i18n import language, tr
from .partial import Partial, Validators, Version, address_digest, read_record, write_record
from .progress import Progress, check
from .storage import writing
from .transport import Exchange, Head, HttpOptions, check_address, require_requests, with_retries

if TYPE_CHECKING:
    import requests

__all__ = ["CATALOGUE_MAX_BYTES", "HttpOptions", "cached_copy", "discard_partial", "fetch", "fetch_cached"]

#: A catalogue is a short text: anything larger is not one.
CATALOGUE_MAX_BYTES = 5_000_000
#: Shortest time between two sentences about progress, in seconds.
REPORT_INTERVAL = 0.5

_DEFAULT = HttpOptions()
_CATALOGUE = HttpOptions(retries=1, max_bytes=CATALOGUE_MAX_BYTES)
_CONTENT_RANGE = re.compile(r"bytes (?:(\d{1,18})-\d+|\*)/(\d{1,18}|\*)")


def fetch(
    url: str,
    target: Path,
    *,
    session: requests.Session,
    progress: Progress,
    sha256: str = "",
    options: HttpOptions = _DEFAULT,
) -> Path:
    """Download ``url`` to ``target``, going on from where a stopped download left off.

    Args:
        url: http or https address.
        target: file to make or to replace; untouched until the download is complete and verified.
        session: see ``gis.network.NetworkSettings.session``.
        progress: told of the bytes, asked whether to stop.
        sha256: expected digest in hexadecimal; empty when it is not known.
        options: limits.

    Raises:
        DownloadError: the file cannot be had, is too large, or is not the one expected.
        StorageError: it cannot be written.
        Cancelled: the user asked to stop; what came so far is kept for the next call.
    """
    require_requests()
    check_address(url)
    part = Partial(target, url, trusted=bool(sha256))
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with_retries(lambda: _attempt(session, part, progress, options), progress, options)
        _verify(part, sha256, progress)
        part.publish()
    return target


def discard_partial(target: Path) -> None:
    """Forget a stopped download of ``target``; nothing happens when there is none.

    Raises:
        StorageError: it cannot be removed.
    """
    with writing(target):
        Partial(target, "").discard()


def _attempt(session: requests.Session, part: Partial, progress: Progress, options: HttpOptions) -> None:
    known = part.version()
    offset = part.size() if known.url else 0
    with Exchange(session, part.url, _range_headers(known, offset), options, progress) as exchange:
        head = exchange.head()
        if _complete(head, known, offset):
            return
        if head.status == 200 or (offset and _continues(head, known, offset)):
            _receive(exchange, head, part, progress, options)
            return
        if not offset or head.status not in (206, 416):
            raise head.failure()
    # What we have is of no use to the server: the whole file, then.
    part.discard()
    _attempt(session, part, progress, options)


def _range_headers(known: Version, offset: int) -> dict[str, str]:
    if not offset:
        return {}
    # If-Range: the rest of this version, or the whole of another.
    condition = {"If-Range": known.validator} if known.validator else {}
    return {"Range": f"bytes={offset}-", **condition}


def _content_range(head: Head) -> tuple[int, int]:
    """First byte and total size of a ``Content-Range``, -1 for what it does not say."""
    found = _CONTENT_RANGE.match(head.headers.get("Content-Range", ""))
    first, total = found.groups() if found else (None, None)
    return int(first or -1), int(total) if total and total != "*" else -1


def _complete(head: Head, known: Version, offset: int) -> bool:
    """Whether there is nothing left to ask for (stopped between the last byte and the renaming)."""
    return head.status == 416 and offset > 0 and offset == _content_range(head)[1] == known.total


def _continues(head: Head, known: Version, offset: int) -> bool:
    """Whether the answer is the rest of what we have, whatever the server makes of ``If-Range``."""
    first, total = _content_range(head)
    now = Version.of(head, "", total)
    tags = ((known.etag, now.etag), (known.last_modified, now.last_modified))
    changed = any(before and after and before != after for before, after in tags)
    resized = -1 not in (known.total, total) and known.total != total
    return head.status == 206 and not head.encoded and first == offset and not changed and not resized


def _receive(exchange: Exchange, head: Head, part: Partial, progress: Progress, options: HttpOptions) -> None:
    start, total = _extent(head)
    _check_size(part, total or 0, options)
    _check_space(part, (total or 0) - part.size())
    with part.open(head, start, total) as stream:
        meter = _Meter(progress, start, total)
        for chunk in exchange.body():
            stream.write(chunk)
            meter.add(len(chunk))
            if meter.done > options.max_bytes:
                break
    _check_size(part, meter.done, options)
    if total is not None and meter.done < total:
        raise cut_short(part.url, meter.done, total)
    meter.report()


def _extent(head: Head) -> tuple[int, int | None]:
    """First byte and total size of what comes."""
    if head.status == 200:
        return 0, head.length
    first, total = _content_range(head)
    return first, total if total >= 0 else None


def _check_size(part: Partial, size: int, options: HttpOptions) -> None:
    if size > options.max_bytes:
        part.discard()
        sentence = tr("{url} is larger than the {limit} MB allowed: it was not downloaded.")
        raise DownloadError(sentence.format(url=public_url(part.url), limit=_megabytes(options.max_bytes)))


def _check_space(part: Partial, needed: int) -> None:
    disk = shutil.disk_usage(part.target.parent)
    if disk.total and needed > disk.free:  # some network drives say that they hold nothing at all
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _verify(part: Partial, sha256: str, progress: Progress) -> None:
    if sha256 and _file_digest(part.path, progress) != sha256.strip().lower():
        part.discard()
        sentence = tr(
            "The file received from {host} is not the one announced (its SHA-256 checksum differs): it was "
            "removed. Try again; if it happens again, tell its publisher."
        )
        raise DownloadError(sentence.format(host=host_of(part.url)), public_url(part.url))


def _file_digest(path: Path, progress: Progress) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            check(progress)
            digest.update(block)
    return digest.hexdigest()


class _Meter:
    """Tells the progress in bytes, not more often than a person reads."""

    def __init__(self, progress: Progress, done: int, total: int | None) -> None:
        self.done = done
        self._progress = progress
        self._total = total
        self._next = 0.0

    def add(self, count: int) -> None:
        self.done += count
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + REPORT_INTERVAL
            self.report()

    def report(self) -> None:
        done = _megabytes(self.done)
        if self._total:
            self._progress.set_fraction(min(self.done / self._total, 1.0))
            total = _megabytes(self._total)
            self._progress.info(tr("{done} of {total} MB").format(done=done, total=total))
        else:
            self._progress.info(tr("{done} MB").format(done=done))


def _megabytes(size: int) -> str:
    text = f"{size / 1e6:.1f}"
    return text.replace(".", ",") if language() == "fr" else text


def fetch_cached(
    url: str,
    cache_folder: Path,
    *,
    session: requests.Session,
    progress: Progress,
    options: HttpOptions = _CATALOGUE,
    check_content: Callable[[Path], object] | None = None,
    warn: Callable[[str], object] | None = None,
) -> Path:
    """Return a recent copy of a small file, or the last one known when the network fails.

    Args:
        url: http or https address.
        cache_folder: where copies are kept, one per address.
        session: see :func:`fetch`.
        progress: told of the bytes, asked whether to stop.
        options: limits; never more than ``CATALOGUE_MAX_BYTES``.
        check_content: raises on a new content that must not replace the copy (a sign-in page
            of a hotel is a 200 too).
        warn: told when the copy returned is an old one, and of which date; ``progress.info`` by default.

    Raises:
        DownloadError: no copy and no network, or an address that is wrong.
        StorageError: the copy cannot be written.
        Cancelled: the user asked to stop.
    """
    require_requests()
    check_address(url)
    small = replace(options, max_bytes=min(options.max_bytes, CATALOGUE_MAX_BYTES))
    copy = _Copy(cache_folder, url, check_content)
    try:
        with writing(copy.path):
            cache_folder.mkdir(parents=True, exist_ok=True)
            with_retries(lambda: _refresh(session, copy, progress, small), progress, small)
    except (TransientError, UnreachableError) as error:
        if not copy.path.is_file():
            raise
        (warn or progress.info)(copy.apology(error.sentence))
    return copy.path


def cached_copy(url: str, cache_folder: Path) -> Path:
    """Return where :func:`fetch_cached` keeps its copy of an address; it may not exist yet."""
    return _Copy(cache_folder, url, None).path


class _Copy:
    """The copy of a small file and its record."""

    def __init__(self, folder: Path, url: str, check_content: Callable[[Path], object] | None) -> None:
        self.url = url
        self.path = folder / f"{address_digest(url)[:32]}.copy"
        self._record = folder / f"{address_digest(url)[:32]}.json"
        self._check_content = check_content

    def conditions(self) -> dict[str, str]:
        """Headers that spare the transfer of what has not changed."""
        known = read_record(self._record, Validators) if self.path.is_file() else Validators()
        wanted = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in wanted.items() if value}

    def replace_by(self, part: Partial, head: Head) -> None:
        if self._check_content:
            self._check_content(part.path)
        # Without the record, a copy is merely asked for again: never vouch for another content.
        self._record.unlink(missing_ok=True)
        part.publish()
        record = Validators(head.headers.get("ETag", ""), head.headers.get("Last-Modified", ""))
        write_record(self._record, record)

    def vouch(self) -> None:
        """Remember that the server knows nothing newer today."""
        os.utime(self.path)

    def apology(self, reason: str) -> str:
        moment = datetime.fromtimestamp(self.path.stat().st_mtime)
        date = moment.strftime("%d/%m/%Y" if language() == "fr" else "%Y-%m-%d")
        return tr("{reason} The copy of {date} is used.").format(reason=reason, date=date)


def _refresh(session: requests.Session, copy: _Copy, progress: Progress, options: HttpOptions) -> None:
    conditions = copy.conditions()
    with Exchange(session, copy.url, conditions, options, progress) as exchange:
        head = exchange.head()
        if head.status == 304 and conditions:
            copy.vouch()
            return
        if head.status != 200:
            raise head.failure()
        part = Partial(copy.path, copy.url)
        try:
            _receive(exchange, head, part, progress, options)
            copy.replace_by(part, head)
        finally:
            part.discard()
