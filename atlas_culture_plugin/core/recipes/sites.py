# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the sources of recipes are published: when they last were, and their files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .. import partial
from ..download import HttpOptions
from ..errors import RecipeError
from ..http_errors import public_url
from ..i18n import tr
from ..install import ProgressPart
from ..portals import opendatasoft, tabular
from ..portals.datagouv import BASE_URL, Published, download, download_address, published
from ..portals.retired import check_retired
from ..portals.services import Service
from ..progress import Progress
from ..published.reading import unreadable
from ..storage import replace_text, writing
from ..territories import plain
from ..transport import Exchange, Head, check_address, with_retries
from .recipe import YEAR, Source

if TYPE_CHECKING:
    import requests

#: Beside the files of a recipe: which version of what each of them is.
VERSIONS = "versions.json"
#: Before it, no register of ours was published.
_OPEN_DATA = date(2011, 1, 1)
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Gathered:
    """A file of a recipe: where it is, where it comes from, the day of its last change where it is told."""

    source: Source
    path: Path
    origin: str
    modified: str

    def day(self) -> str:
        """Return the day of its last change: that which is told, else that which this computer knows.

        Copies and archives may leave a day that cannot be, such as 1 January 1980: the state of the file is
        then that of today.

        Raises:
            RecipeError: the file is not there.
        """
        if _DAY.fullmatch(self.modified):
            return self.modified
        try:
            found = date.fromtimestamp(self.path.stat().st_mtime)
            return (found if _OPEN_DATA <= found <= date.today() else date.today()).isoformat()
        except (OSError, OverflowError, ValueError) as error:
            raise unreadable(self.path, error) from error

    def year(self) -> int:
        """Return the year of the rows that tell none: that of the recipe, or of the last change of the file.

        Raises:
            RecipeError: the file is not there.
        """
        rule = self.source.year
        return int(self.day()[:4]) if rule.published else rule.fixed


@dataclass(frozen=True)
class Official:
    """What is published of a source today.

    ``modified`` is a day such as ``2026-02-18``, empty when it is not told; ``size`` is in bytes, -1 when
    it is not told; ``page`` is the address to show. When the source could not be asked about, ``problem``
    is the sentence that says why and the rest is empty.
    """

    name: str
    modified: str = ""
    size: int = -1
    page: str = ""
    problem: str = ""


def place_of(source: Source) -> tuple[object, ...]:
    """Return where a source is published: sources of one place share its file."""
    return (source.dataset, source.resource, source.url, source.tabular, source.explore)


@dataclass
class Sites:
    """The sites where sources are published.

    Args:
        session: see :func:`~atlas_culture_plugin.core.download.fetch`.
        options: limits.
        base: address of a mirror, which answers for data.gouv.fr, its tabular API and portals alike; empty
            for the sites themselves. Files that have an address of their own are not on it.
        known: descriptions of data sets already had, by address.
    """

    session: requests.Session
    options: HttpOptions
    base: str = ""
    known: MutableMapping[str, Mapping[str, object]] = field(default_factory=dict)

    def official(self, source: Source, progress: Progress) -> Official:
        """Say when a source was last published.

        Raises:
            RecipeError, DownloadError: it cannot be told.
            Cancelled: the user asked to stop.
        """
        if source.explore:
            told = opendatasoft.described(source.explore, self._service(progress), self.base)
            return Official(source.name, told.modified[:10], -1, told.page)
        if source.url:
            head = self._head(source.url, progress)
            size = -1 if head.length is None else head.length
            return Official(source.name, _day(head.headers.get("Last-Modified", "")), size, source.url)
        found = self._published(source, progress)
        return Official(source.name, found.modified[:10], -1 if source.tabular else found.size, found.page)

    def get(self, source: Source, sharing: Sequence[Source], folder: Path, progress: Progress) -> Gathered:
        """Download the file of a source into ``folder``, unless it is there already and has not changed.

        Args:
            source: the source.
            sharing: all the sources of the same place: the columns of each are asked for.
            folder: where files are kept.
            progress: told of the part done, asked whether to stop.

        Raises:
            RecipeError, DownloadError, StorageError: it cannot be had.
            Cancelled: the user asked to stop; what came is kept for the next call.
        """
        if source.explore:
            return self._rows_of_portal(source, source.explore, sharing, folder, progress)
        if source.url:
            return self._file_of_address(source, folder, progress)
        found = self._published(source, progress)
        if source.tabular:
            path = self._rows_of_resource(sharing, found, folder, progress)
        else:
            path = self._file_of_resource(found, folder, progress)
        return Gathered(source, path, f"{found.title}, {found.page}", found.modified[:10])

    def _published(self, source: Source, progress: Progress) -> Published:
        if not source.dataset:
            sentence = tr("“{name}” is published nowhere: say where its file is on this computer.")
            raise RecipeError(sentence.format(name=source.name))
        return published(
            source.dataset, source.resource, session=self.session, progress=ProgressPart(progress, 0, 0),
            base=self.base or BASE_URL, options=self.options, known=self.known,
        )  # fmt: skip

    def _file_of_resource(self, found: Published, folder: Path, progress: Progress) -> Path:
        had = _Had(folder, found.resource)
        version = f"{found.modified} {found.size} {found.checksum}"
        # What another site holds may change without data.gouv.fr being told.
        path = had.path(version) if found.checksum else None
        if path is None:
            path = download(
                found, folder, session=self.session, progress=progress,
                base=self.base or BASE_URL, options=self.options,
            )  # fmt: skip
            had.note(path, version)
        return path

    def _rows_of_resource(
        self, sharing: Sequence[Source], found: Published, folder: Path, progress: Progress
    ) -> Path:
        base = self.base or BASE_URL
        had = _Had(folder, f"{found.resource} {sorted(_texts(sharing))}")
        version = tabular.version(found, self._service(progress), base)
        path = had.path(version) if version else None
        if path is None:
            path = tabular.download_rows(
                found, lambda headers: chosen(sharing, headers, found.resource_title), folder, version,
                session=self.session, progress=progress, options=self.options, base=base,
            )  # fmt: skip
            had.note(path, version)
        return path

    def _rows_of_portal(
        self,
        source: Source,
        explore: opendatasoft.Explore,
        sharing: Sequence[Source],
        folder: Path,
        progress: Progress,
    ) -> Gathered:
        told = opendatasoft.described(explore, self._service(progress), self.base)
        wanted = () if explore.select else chosen(sharing, told.fields, told.title)
        had = _Had(folder, repr((explore, wanted)))
        path = had.path(told.modified) if told.modified else None
        if path is None:
            path = opendatasoft.download_rows(
                explore, told, wanted, folder,
                session=self.session, progress=progress, options=self.options, base=self.base,
            )  # fmt: skip
            had.note(path, told.modified)
        return Gathered(source, path, f"{told.title}, {told.page}", told.modified[:10])

    def _file_of_address(self, source: Source, folder: Path, progress: Progress) -> Gathered:
        head = self._head(source.url, progress)
        modified = head.headers.get("Last-Modified", "")
        version = f"{head.headers.get('ETag', '')} {modified} {head.length}"
        had = _Had(folder, source.url)
        path = had.path(version) if modified or "ETag" in head.headers else None
        if path is None:
            path = download_address(
                source.url, folder, session=self.session, progress=progress, options=self.options
            )
            had.note(path, version)
        return Gathered(source, path, public_url(source.url), _day(modified) or date.today().isoformat())

    def _service(self, progress: Progress) -> Service:
        return Service(self.session, ProgressPart(progress, 0, 0), self.options)

    def _head(self, url: str, progress: Progress) -> Head:
        """Ask for a file and leave before its body: some servers answer a HEAD with an error."""
        check_retired(url)
        check_address(url)

        def ask() -> Head:
            with Exchange(self.session, url, {}, self.options, progress) as exchange:
                head = exchange.head()
            if head.status != 200:
                raise head.failure()
            return head

        return with_retries(ask, progress, self.options)


class _Had:
    """Which version of a file a folder holds."""

    def __init__(self, folder: Path, key: str) -> None:
        self._record = folder / VERSIONS
        self._key = partial.address_digest(key)

    def path(self, version: str) -> Path | None:
        """Return the file, when it is there and of this version."""
        known = self._known().get(self._key, {})
        path = self._named(known)
        return path if known.get("version") == version and path.is_file() else None

    def _named(self, known: Mapping[str, str]) -> Path:
        # The name alone: whatever the record says, nothing outside the folder is read.
        return self._record.parent / Path(known.get("name", "")).name

    def note(self, path: Path, version: str) -> None:
        """Remember that a file is whole, and of a version."""
        with writing(self._record):
            known = {**self._known(), self._key: {"name": path.name, "version": version}}
            there = {key: one for key, one in known.items() if self._named(one).is_file()}
            replace_text(self._record, json.dumps(there))

    def _known(self) -> dict[str, dict[str, str]]:
        try:
            found = json.loads(self._record.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        known = found if isinstance(found, dict) else {}
        return {key: value for key, value in known.items() if _is_record(value)}


def _is_record(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def chosen(sources: Sequence[Source], headers: Iterable[str], title: str) -> list[str]:
    """Return the headers that sources name, among those of a table: no other column is asked for.

    Raises:
        RecipeError: there is none.
    """
    listed = list(headers)
    patterns = [re.compile(_pattern(text)) for text in _texts(sources)]
    found = [one for one in listed if any(pattern.fullmatch(plain(one)) for pattern in patterns)]
    if not found:
        sentence = tr("“{title}” has none of the columns of the recipe; it has {columns}.")
        raise RecipeError(sentence.format(title=title, columns=", ".join(listed[:30]) or "–"))
    return found


def _texts(sources: Sequence[Source]) -> set[str]:
    # An empty text says that the column may not be there.
    texts = {text for source in sources for wanted in source.columns.values() for text in wanted if text}
    return texts | {source.year.header for source in sources if source.year.header}


def _pattern(header: str) -> str:
    """Return the expression of a header without case, accents or punctuation, and of any year."""
    parts = [re.escape(plain(part)) for part in header.split(YEAR)]
    return r"\ ?(?:19|20)\d\d\ ?".join(parts)


def _day(moment: str) -> str:
    """Return the day of an HTTP date; an empty text when it is not one."""
    try:
        return parsedate_to_datetime(moment).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
