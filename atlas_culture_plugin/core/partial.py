# SPDX-License-Identifier: GPL-2.0-or-later
"""What a stopped download leaves on the disk: the bytes, and which version of which address they are."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from .transport import Head

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class Validators:
    """Validators of a copy."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Version:
    """Which version of which address a partial file is; ``total`` in bytes, -1 when unknown."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    total: int = -1

    @classmethod
    def of(cls, head: Head, url: str, total: int | None) -> Version:
        """Return the version that an answer announces."""
        etag = head.headers.get("ETag", "").strip()
        # RFC 9110, 13.1.5: a weak tag does not promise the same bytes, hence not a resume.
        strong = "" if etag.startswith("W/") else etag
        return cls(
            address_digest(url), strong, head.headers.get("Last-Modified", ""), -1 if total is None else total
        )

    @property
    def validator(self) -> str:
        """What to compare in ``If-Range``; empty when the server gave nothing to compare."""
        return self.etag or self.last_modified


class Partial:
    """The partial file of a target and its sidecar.

    Args:
        target: the file to be.
        url: where it comes from. Only its digest is written: an address may carry a token.
        trusted: whether a digest of the content will catch a mix of two versions.
    """

    def __init__(self, target: Path, url: str, trusted: bool = False) -> None:
        """Nothing is read or written yet."""
        self.target = target
        self.url = url
        self.path = target.with_name(target.name + ".part")
        self._sidecar = target.with_name(target.name + ".part.json")
        self._trusted = trusted

    def size(self) -> int:
        """Return the bytes already there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def version(self) -> Version:
        """The version that the partial file is of; an empty one when it cannot be gone on with."""
        known = read_record(self._sidecar, Version)
        usable = known.url == address_digest(self.url) and (self._trusted or bool(known.validator))
        return known if usable else Version()

    def discard(self) -> None:
        """Remove everything."""
        # The sidecar first: without it the rest is never taken for a beginning.
        self._sidecar.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def open(self, head: Head, start: int, total: int | None) -> BinaryIO:
        """Open at byte ``start``; 0 forgets what was there and notes the version that begins."""
        if not start:
            self._begin(head, total)
        stream = self.path.open("r+b")
        stream.seek(start)
        return stream

    def _begin(self, head: Head, total: int | None) -> None:
        self._sidecar.unlink(missing_ok=True)
        self.path.write_bytes(b"")
        if not head.encoded:
            write_record(self._sidecar, Version.of(head, self.url, total))

    def publish(self) -> None:
        """Put the file in its place, at once."""
        self.path.replace(self.target)
        self._sidecar.unlink(missing_ok=True)


_R = TypeVar("_R", bound="DataclassInstance")


def address_digest(url: str) -> str:
    """Return a name for an address that betrays nothing of it."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def read_record(path: Path, kind: type[_R]) -> _R:
    """Read a small record; whatever is missing or damaged in it is as if it had never been written."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return kind()
    default = asdict(kind())
    known = found if isinstance(found, dict) else {}
    return kind(**{name: known[name] for name in default if _sound(known.get(name), default[name])})


def _sound(value: object, default: object) -> bool:
    """Whether a value has the expected type and may be sent as a header."""
    if isinstance(value, str) and not (value.isascii() and value.isprintable() and value == value.strip()):
        return False
    return type(value) is type(default)


def write_record(path: Path, record: DataclassInstance) -> None:
    """Write a small record."""
    path.write_text(json.dumps(asdict(record)), "utf-8")
