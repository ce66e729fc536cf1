# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of packages that can be installed, read from a JSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from .errors import CatalogueError
from .i18n import tr
from .manifest import is_version, version_key
from .model import Level, Titled
from .names import is_package_id, path_problem
from .reader import Reader
from .reasons import reason

#: The number of the catalogue format that this plugin reads.
FORMAT = 1

MAX_BYTES = 10_000_000

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class CatalogueEntry(Titled):
    """One package that can be installed. Without ``url``, it comes with the plugin."""

    id: str
    title_fr: str
    title_en: str
    description_fr: str
    description_en: str
    version: str
    cog_year: int
    levels: tuple[Level, ...]
    #: Size of the download, in bytes; 0 when there is none.
    size: int
    licence: str
    #: Absolute, or the path of a file beside a catalogue that was read from disk.
    url: str
    sha256: str


@dataclass(frozen=True)
class Catalogue:
    """What can be installed, in the order of the file."""

    entries: tuple[CatalogueEntry, ...] = ()

    def entry(self, package_id: str) -> CatalogueEntry:
        """Return the entry of a package.

        Raises:
            CatalogueError: there is none; the sentence names those that exist.
        """
        for entry in self.entries:
            if entry.id == package_id:
                return entry
        sentence = tr('The package "{id}" is not in the catalogue. It has: {known}.')
        known = ", ".join(entry.id for entry in self.entries) or tr("none")
        raise CatalogueError(sentence.format(id=package_id, known=known))


def read_catalogue(path: Path, base_url: str = "") -> Catalogue:
    """Read a catalogue.

    Args:
        path: the JSON file.
        base_url: where it was downloaded from, which relative addresses start from; without it
            they are paths that start from the file's own folder.

    Raises:
        CatalogueError: it cannot be read or is not a catalogue; the details list every problem.
    """
    reader = Reader(path.name)
    root = reader.mapping(_load(path), "")
    number = root.get("format")
    if root and number != FORMAT:
        sentence = tr(
            '{file} is not a catalogue that this plugin reads (format {known}): its format is "{found}".'
        )
        raise CatalogueError(sentence.format(file=path.name, known=FORMAT, found=str(number)[:20]))
    packages = root.get("packages")
    items = reader.items(root, "packages", "") if packages != [] else []
    entries = tuple(_entry(reader, item, where, path.parent, base_url) for item, where in items)
    reader.unique([entry.id for entry in entries], "packages")
    if reader.problems:
        raise CatalogueError(reader.problems[0], details="\n".join(reader.problems))
    return Catalogue(entries)


def merge(catalogues: Iterable[Catalogue]) -> Catalogue:
    """Put catalogues together: of a package listed twice, the higher version; then the first."""
    best: dict[str, CatalogueEntry] = {}
    for catalogue in catalogues:
        for entry in catalogue.entries:
            other = best.get(entry.id)
            if other is None or version_key(entry.version) > version_key(other.version):
                best[entry.id] = entry
    return Catalogue(tuple(best.values()))


def _load(path: Path) -> object:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CatalogueError(tr("{path} is too large to be a catalogue.").format(path=path))
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        sentence = tr("The catalogue {path} cannot be read: {reason}.")
        raise CatalogueError(sentence.format(path=path, reason=reason(error)), repr(error)) from error
    except (ValueError, RecursionError) as error:
        sentence = tr("{path} is not a catalogue: it is not well-formed JSON in UTF-8.")
        raise CatalogueError(sentence.format(path=path), details=str(error)) from error


def _entry(
    reader: Reader, item: Mapping[str, object], where: str, folder: Path, base_url: str
) -> CatalogueEntry:
    package_id = reader.text(item, "id", where)
    if package_id and not is_package_id(package_id):
        reader.problem(where, tr("id: expected lower-case letters, digits and hyphens"))
    version = reader.text(item, "version", where)
    if version and not is_version(version):
        reader.problem(where, tr("version: expected a semantic version such as 1.0.0"))
    names = reader.texts(item, "levels", where)
    url = _address(reader, reader.text(item, "url", where, required=False), where, folder, base_url)
    digest = reader.text(item, "sha256", where, required=bool(url))
    if digest and not _SHA256.fullmatch(digest):
        reader.problem(where, tr("sha256: expected 64 hexadecimal digits"))
    return CatalogueEntry(
        package_id,
        *reader.bilingual(item, "title", where),
        *reader.bilingual(item, "description", where),
        version=version,
        cog_year=reader.integer(item, "cog_year", where, low=1943, high=2200),
        levels=tuple(level for level in Level if level.value in names),
        size=reader.integer(item, "size", where, high=10**10, default=0),
        licence=reader.text(item, "licence", where),
        url=url,
        sha256=digest,
    )


def _address(reader: Reader, url: str, where: str, folder: Path, base_url: str) -> str:
    """Return an absolute http(s) address, or the path of a file beside the catalogue."""
    if not url:
        return ""
    try:
        absolute = urljoin(base_url, url) if base_url else url
        scheme = urlsplit(absolute).scheme
    except ValueError:  # half an IPv6 address
        absolute, scheme = "", "?"
    if scheme in ("http", "https"):
        return absolute
    if base_url or scheme or path_problem(url):
        sentence = tr('url: expected an http(s) address or a path beside the catalogue, not "{url}"')
        reader.problem(where, sentence.format(url=url[:80]))
        return ""
    return str(folder / url)
