# SPDX-License-Identifier: GPL-2.0-or-later
"""PDF files as Qt and GDAL write them: made light, named, joined in one document.

Only the plain structure of these two writers is read: numbered objects, tables of positions, one stream an
object. A file that is built otherwise is recognised as such and left alone, byte for byte.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from .pdf_about import About
from .pdf_paths import lighter
from .progress import Progress, Silent, check
from .storage import writing

_REFERENCE = re.compile(rb"(?<![0-9.])([0-9]+) 0 R(?![A-Za-z])")
_OBJECT = re.compile(rb"\s*([0-9]+) 0 obj\s")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length ([0-9]+)( 0 R)?")
_CONTENTS = re.compile(rb"/Contents (?:([0-9]+) 0 R|\[([^\]]*)\])")
_TABLE = re.compile(rb"xref\s((?:[0-9]+ [0-9]+\s+(?:[0-9]{10} [0-9]{5} [fn]\s{1,2})*)+)trailer")
_FLATE = re.compile(rb"/Filter\s*/FlateDecode")


class _UnknownStructure(ValueError):
    """The file is not written as Qt and GDAL write theirs."""


@dataclass
class _Object:
    """Body of an object, up to its stream if it has one."""

    body: bytes
    stream: bytes | None = None

    def references(self) -> Iterator[int]:
        return (int(match[1]) for match in _REFERENCE.finditer(self.body))


@dataclass
class _Document:
    header: bytes
    objects: dict[int, _Object]
    root: int

    def pages(self) -> list[int]:
        """Numbers of the pages, in order."""
        tree = _named(self.get(self.root).body, b"/Pages")
        kids = re.search(rb"/Kids\s*\[([^\]]*)\]", self.get(tree).body)
        numbers = [int(match[1]) for match in _REFERENCE.finditer(kids[1])] if kids else []
        if not numbers or any(not re.search(rb"/Type\s*/Page\b", self.get(one).body) for one in numbers):
            raise _UnknownStructure("pages")
        return numbers

    def get(self, number: int) -> _Object:
        if number not in self.objects:
            raise _UnknownStructure(f"object {number}")
        return self.objects[number]

    def lighten(self) -> None:
        """Shorten the drawing of each page."""
        for page in self.pages():
            contents = _CONTENTS.search(self.get(page).body)
            for match in _REFERENCE.finditer(contents[0] if contents else b""):
                one = self.get(int(match[1]))
                if one.stream is not None and _FLATE.search(one.body) and b"/DecodeParms" not in one.body:
                    one.stream = _recompressed(one.stream)


def lighten(path: Path, about: About | None = None, progress: Progress | None = None) -> bool:
    """Make a PDF light and write what it is about in it; ``False`` when it was left as it is.

    Raises:
        StorageError: the file cannot be read or written; it is as it was.
    """
    return _write([path], path, about, [], progress or Silent(), lightens=True)


def join(
    parts: Sequence[Path],
    target: Path,
    about: About | None = None,
    bookmarks: Sequence[str] = (),
    progress: Progress | None = None,
) -> bool:
    """Write the pages of ``parts`` as one PDF; ``False`` when a part cannot be read.

    Each page keeps its georeference. ``bookmarks`` name the first page of each part. ``target`` appears
    when it is whole.

    Raises:
        StorageError: a file cannot be read or written; ``target`` is as it was.
        Cancelled: likewise.
    """
    return _write(parts, target, about, bookmarks, progress or Silent(), lightens=False)


def _write(
    parts: Sequence[Path],
    target: Path,
    about: About | None,
    bookmarks: Sequence[str],
    progress: Progress,
    *,
    lightens: bool,
) -> bool:
    part = target.with_name(f".{target.name}.part")
    try:
        with writing(target):
            with part.open("wb") as stream:
                writer = _Writer(stream)
                known = _copy(parts, writer, about, bookmarks, progress, lightens=lightens)
            if known:
                part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return known


@dataclass
class _Writer:
    """Objects written one after the other, then the table of their positions."""

    stream: BinaryIO
    positions: dict[int, int] = field(default_factory=dict)
    count: int = 0

    def number(self) -> int:
        self.count += 1
        return self.count

    def write(self, number: int, body: bytes, stream: bytes | None = None) -> None:
        self.positions[number] = self.stream.tell()
        self.stream.write(b"%d 0 obj\n%s\n" % (number, body))
        if stream is not None:
            self.stream.write(b"stream\n%s\nendstream\n" % stream)
        self.stream.write(b"endobj\n")

    def finish(self, root: int, info: int) -> None:
        start = self.stream.tell()
        rows = b"".join(b"%010d 00000 n \n" % self.positions[number] for number in sorted(self.positions))
        self.stream.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (self.count + 1, rows))
        trailer = b"<< /Size %d /Root %d 0 R /Info %d 0 R >>" % (self.count + 1, root, info)
        self.stream.write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, start))


def _copy(
    parts: Sequence[Path],
    writer: _Writer,
    about: About | None,
    bookmarks: Sequence[str],
    progress: Progress,
    *,
    lightens: bool,
) -> bool:
    """Copy the pages of all the parts, then what goes with the document; ``False``: one is unknown."""
    root, tree, info, metadata = (writer.number() for _one in range(4))
    pages: list[int] = []
    firsts: list[int] = []
    for rank, path in enumerate(parts):
        check(progress)
        try:
            document = _parse(path.read_bytes())
            if lightens:
                document.lighten()
            if not rank:
                writer.stream.write(document.header)
            added = _copy_pages(document, tree, writer)
        except _UnknownStructure:
            return False
        firsts.append(added[0])
        pages += added
        progress.set_fraction((rank + 1) / len(parts))
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    writer.write(tree, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    about = about or About()
    writer.write(info, about.info())
    packet = about.packet()
    writer.write(metadata, b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(packet), packet)
    outline = _write_outline(writer, list(zip(firsts, bookmarks)))
    extra = b" /PageMode /UseOutlines /Outlines %d 0 R" % outline if outline else b""
    title = b" /ViewerPreferences << /DisplayDocTitle true >>" if about.title else b""
    catalog = b"<< /Type /Catalog /Pages %d 0 R /Metadata %d 0 R%s%s >>"
    writer.write(root, catalog % (tree, metadata, title, extra))
    writer.finish(root, info)
    return True


def _copy_pages(document: _Document, tree: int, writer: _Writer) -> list[int]:
    """Copy the pages and what they need under new numbers; return those of the pages."""
    pages = document.pages()
    for page in pages:
        one = document.get(page)
        # The parent leads to all the other pages.
        one.body = re.sub(rb"/Parent [0-9]+ 0 R", b"/Parent 0 0 R", one.body)
    needed = _reachable(document, pages)
    numbers = {old: writer.number() for old in needed} | {0: tree}
    for old in needed:
        one = document.get(old)
        body = _REFERENCE.sub(lambda match: b"%d 0 R" % numbers[int(match[1])], one.body)
        if one.stream is not None:
            body = _LENGTH.sub(b"/Length %d" % len(one.stream), body, count=1)
        writer.write(numbers[old], body, one.stream)
    return [numbers[page] for page in pages]


def _reachable(document: _Document, starts: Iterable[int]) -> list[int]:
    """Numbers of the objects that those of ``starts`` lead to, these included."""
    seen, waiting = {0}, list(starts)
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            one = document.get(number)
            if one.stream is not None:
                # Its length is written in its place.
                one.body = _LENGTH.sub(b"/Length 0", one.body, count=1)
            waiting += one.references()
    return sorted(seen - {0})


def _write_outline(writer: _Writer, entries: list[tuple[int, str]]) -> int:
    """Write a bookmark a page; return the number of their list, 0 without any."""
    if not entries:
        return 0
    parent = writer.number()
    numbers = [writer.number() for _entry in entries]
    for rank, (page, title) in enumerate(entries):
        previous = b" /Prev %d 0 R" % numbers[rank - 1] if rank else b""
        following = b" /Next %d 0 R" % numbers[rank + 1] if rank + 1 < len(numbers) else b""
        body = b"<< /Title %s /Parent %d 0 R /Dest [%d 0 R /Fit]%s%s >>"
        writer.write(numbers[rank], body % (About.text(title), parent, page, previous, following))
    body = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
    writer.write(parent, body % (numbers[0], numbers[-1], len(numbers)))
    return parent


def _recompressed(stream: bytes) -> bytes:
    try:
        content = zlib.decompress(stream)
    except zlib.error as error:
        raise _UnknownStructure("compression") from error
    return min(zlib.compress(lighter(content), 6), stream, key=len)


def _parse(data: bytes) -> _Document:
    """Read the newest version of each object.

    Raises:
        _UnknownStructure: the file is built otherwise.
    """
    header = re.match(rb"%PDF-[0-9.]+\n%[^\n]*\n", data)
    if not header:
        raise _UnknownStructure("header")
    positions, ends, root = _positions(data)
    bounds = sorted(ends | set(positions.values()) | {len(data)})
    following = dict(zip(bounds, bounds[1:]))
    if bounds[-1] > len(data):
        raise _UnknownStructure("position after the end")
    raw = {number: data[start : following.get(start)] for number, start in positions.items()}
    return _Document(header[0], {number: _object(number, raw) for number in raw}, root)


def _positions(data: bytes) -> tuple[dict[int, int], set[int], int]:
    """Positions of the objects, of what else begins in the file, and the number of the root."""
    found = re.search(rb"startxref\s+([0-9]+)\s+%%EOF\s*$", data[-100:])
    start: int | None = int(found[1]) if found else None
    positions: dict[int, int] = {}
    others: set[int] = set()
    root = 0
    while start is not None:
        table, end = _TABLE.match(data, start), data.find(b"startxref", start)
        if not table or end < 0 or start in others:
            raise _UnknownStructure("table of positions")
        others.add(start)
        for number, position in _rows(table[1]):
            if number in positions:
                others.add(position)
            else:
                positions[number] = position
        trailer = data[table.end() : end]
        if b"/Encrypt" in trailer or b"/XRefStm" in trailer:
            raise _UnknownStructure("trailer")
        root = root or _named(trailer, b"/Root")
        previous = re.search(rb"/Prev ([0-9]+)", trailer)
        start = int(previous[1]) if previous else None
    if not root or len(set(positions.values())) < len(positions):
        raise _UnknownStructure("no table of positions, or two objects at one place")
    return positions, others, root


def _rows(table: bytes) -> Iterator[tuple[int, int]]:
    """(number, position) of the objects in use."""
    words = table.split()
    while words:
        first, count = int(words[0]), int(words[1])
        rows, words = words[2 : 2 + 3 * count], words[2 + 3 * count :]
        if len(rows) < 3 * count or any(len(row) != 10 for row in rows[::3]):
            raise _UnknownStructure("row of positions")
        for rank, (position, use) in enumerate(zip(rows[::3], rows[2::3])):
            if use == b"n":
                yield first + rank, int(position)


def _object(number: int, raw: dict[int, bytes]) -> _Object:
    data = raw[number]
    start, end = _OBJECT.match(data), data.rfind(b"endobj")
    if not start or int(start[1]) != number or end < 0:
        raise _UnknownStructure(f"object {number}")
    opening = _STREAM.search(data, 0, end)
    if not opening:
        return _Object(data[start.end() : end].strip())
    body = data[start.end() : opening.start()] + b">>"
    length = _LENGTH.search(body)
    size = _length(length, raw) if length else -1
    stream = data[opening.end() : opening.end() + size]
    if size < 0 or data[opening.end() + size : end].strip() != b"endstream":
        raise _UnknownStructure(f"stream of the object {number}")
    return _Object(body, stream)


def _length(match: re.Match[bytes], raw: dict[int, bytes]) -> int:
    if not match[2]:
        return int(match[1])
    held = re.match(rb"\s*[0-9]+ 0 obj\s+([0-9]+)\s+endobj", raw.get(int(match[1]), b""))
    return int(held[1]) if held else -1


def _named(body: bytes, key: bytes) -> int:
    """The reference that stands under a key of a dictionary."""
    match = re.search(re.escape(key) + rb" ([0-9]+) 0 R", body)
    if not match:
        raise _UnknownStructure(key.decode())
    return int(match[1])
