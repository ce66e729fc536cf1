# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of data.gouv.fr, by data set and resource id: addresses of files change, these ids do not.

Metadata come from ``{base}/api/1/datasets/{id}/`` and files from the stable redirect
``{base}/api/1/datasets/r/{resource}`` (https://guides.data.gouv.fr/reutiliser-des-donnees/).
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from ..download import HttpOptions, fetch
from ..errors import DownloadError, RecipeError
from ..http_errors import host_of, public_url
from ..i18n import tr
from ..install import ProgressPart
from ..progress import Progress, check
from .retired import check_retired, check_retired_name

if TYPE_CHECKING:
    import requests

BASE_URL = "https://www.data.gouv.fr"

#: Metadata of a data set are a text; one with hundreds of resources takes about 2 MB.
MAX_METADATA = 20_000_000

_DEFAULT = HttpOptions()
_UNSAFE = re.compile(r"[^a-z0-9]+")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Published:
    """A resource as data.gouv.fr describes it. ``size`` is in bytes, -1 when it is not told."""

    dataset: str
    title: str
    page: str
    resource: str
    resource_title: str
    format: str
    modified: str
    size: int = -1
    algorithm: str = ""
    checksum: str = ""


def published(
    dataset: str,
    resource: str,
    *,
    session: requests.Session,
    progress: Progress,
    base: str = BASE_URL,
    options: HttpOptions = _DEFAULT,
    known: MutableMapping[str, Mapping[str, object]] | None = None,
) -> Published:
    """Ask data.gouv.fr about a resource; an empty id is the only main file of the data set.

    Args:
        dataset: id of the data set.
        resource: id of one of its files.
        session: see :func:`~atlas_culture_plugin.core.download.fetch`.
        progress: asked whether to stop.
        base: address of the site, or of a mirror.
        options: limits.
        known: descriptions already had, by address; what is asked for is added.

    Raises:
        RecipeError: the data set or the resource is not there any more; the sentence says which ones are.
        DownloadError: the site does not answer, or not with what it should.
        Cancelled: the user asked to stop.
    """
    url = f"{base.rstrip('/')}/api/1/datasets/{dataset}/"
    documents = {} if known is None else known
    if url not in documents:
        documents[url] = _json(url, dataset, session, progress, options)
    document = documents[url]
    title = str(document.get("title") or dataset)
    page = str(document.get("page") or f"{BASE_URL}/datasets/{dataset}/")
    listed = document.get("resources")
    resources = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    found = _choose(resources, resource)
    if found is None:
        names = " ; ".join(f"{one.get('title')} ({one.get('id')})" for one in resources[:20]) or tr("none")
        sentence = tr(
            "The data set “{title}” does not have the file of the recipe any more. Its files: {names}. "
            "Update the recipe, or download one of them and give it as a local file."
        )
        if not resource:
            sentence = tr(
                "The data set “{title}” has several files and the recipe does not say which: {names}. "
                "Write the id of one as “resource”."
            )
        raise RecipeError(sentence.format(title=title, names=names), public_url(url))
    return _described(found, dataset, title, page)


def download(
    found: Published,
    folder: Path,
    *,
    session: requests.Session,
    progress: Progress,
    base: str = BASE_URL,
    options: HttpOptions = _DEFAULT,
) -> Path:
    """Download a resource into ``folder`` through its stable address, and check it.

    A download that was stopped goes on from where it was, if the file has not changed since.

    Raises:
        DownloadError: it cannot be had, or is not the one announced.
        StorageError: it cannot be written.
        Cancelled: the user asked to stop; what came so far is kept.
    """
    url = f"{base.rstrip('/')}/api/1/datasets/r/{found.resource}"
    target = folder / f"{found.resource}.{_UNSAFE.sub('', found.format.lower())[:8] or 'data'}"
    sha256 = found.checksum if found.algorithm == "sha256" else ""
    fetch(url, target, session=session, progress=progress, sha256=sha256, options=options)
    wrong_size = found.size >= 0 and target.stat().st_size != found.size
    if wrong_size or (found.algorithm == "sha1" and _sha1(target, progress) != found.checksum):
        target.unlink(missing_ok=True)
        sentence = tr(
            "The file “{title}” received from {host} is not the one that data.gouv.fr announces (its size or "
            "its checksum differs): it was removed. Try again; if it happens again, tell its publisher."
        )
        raise DownloadError(sentence.format(title=found.resource_title, host=host_of(url)), public_url(url))
    return target


def download_address(
    url: str, folder: Path, *, session: requests.Session, progress: Progress, options: HttpOptions = _DEFAULT
) -> Path:
    """Download a file that is not on data.gouv.fr into ``folder``.

    Raises:
        RecipeError: it was on the portal that is closed.
        DownloadError, StorageError, Cancelled: see :func:`download`.
    """
    check_retired(url)
    name = _UNSAFE.sub("-", Path(urlsplit(url).path).stem.lower())[-40:].strip("-") or "source"
    suffix = _UNSAFE.sub("", Path(urlsplit(url).path).suffix.lower())[:8] or "data"
    key = hashlib.sha256(url.encode()).hexdigest()[:12]
    return fetch(url, folder / f"{key}-{name}.{suffix}", session=session, progress=progress, options=options)


def _json(
    url: str, dataset: str, session: requests.Session, progress: Progress, options: HttpOptions
) -> Mapping[str, object]:
    still = ProgressPart(progress, 0, 0)  # a few bytes: nothing to show on a bar
    with tempfile.TemporaryDirectory(prefix="atlas-culture-") as folder:
        target = Path(folder) / "dataset.json"
        try:
            fetch(
                url, target, session=session, progress=still, options=replace(options, max_bytes=MAX_METADATA)
            )
            document = json.loads(target.read_bytes().decode("utf-8"))
        except DownloadError as error:
            if not error.details.startswith(("HTTP 404", "HTTP 410")):
                raise
            check_retired_name(dataset)
            sentence = tr("The data set {id} is not on {host} any more: the recipe must be updated.")
            raise RecipeError(sentence.format(id=dataset, host=host_of(url)), error.details) from error
        except (ValueError, RecursionError) as error:
            raise _not_described(url, repr(error)) from error
    if not isinstance(document, dict):
        raise _not_described(url, type(document).__name__)
    return cast("Mapping[str, object]", document)


def _not_described(url: str, details: str) -> DownloadError:
    sentence = tr("{host} did not answer with the description of the data set: try again later.")
    return DownloadError(sentence.format(host=host_of(url)), f"{public_url(url)} {details}")


def _choose(resources: list[dict[str, object]], wanted: str) -> dict[str, object] | None:
    if wanted:
        return next((one for one in resources if one.get("id") == wanted), None)
    main = [
        one for one in resources if one.get("type", "main") == "main" and _ID.fullmatch(str(one.get("id")))
    ]
    return main[0] if len(main) == 1 else None


def _described(one: Mapping[str, object], dataset: str, title: str, page: str) -> Published:
    """Read a resource; only of the files that the site itself holds are checksum and size sure."""
    hosted = one.get("filetype") == "file"
    size = one.get("filesize")
    checksum = one.get("checksum") if hosted else None
    given = checksum if isinstance(checksum, dict) else {}
    return Published(
        dataset, title, page, str(one.get("id")), str(one.get("title") or one.get("id")),
        str(one.get("format") or ""), str(one.get("last_modified") or "")[:10],
        size if hosted and isinstance(size, int) and size >= 0 else -1,
        str(given.get("type") or "").lower(), str(given.get("value") or "").strip().lower(),
    )  # fmt: skip


def _sha1(path: Path, progress: Progress) -> str:
    digest = hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            check(progress)
            digest.update(block)
    return digest.hexdigest()
