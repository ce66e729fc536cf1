# SPDX-License-Identifier: GPL-2.0-or-later
"""Zip archives of packages: unpacked with distrust, packed reproducibly.

Everything is decided on the list of entries before one byte is written, and the sizes are
counted again while unpacking, since that list may lie.
"""

from __future__ import annotations

import shutil
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .checksums import files
from .errors import AtlasError, PackageError
from .i18n import tr
from .names import file_problem
from .progress import Progress, Silent, check
from .reasons import reason
from .storage import writing

MAX_ENTRIES = 2_000
MAX_BYTES = 500_000_000
#: Real tables, full of zeros, shrink by 30 at most; deflate itself stops at 1,032.
MAX_RATIO = 200

#: Left in archives by the systems on which they are made; never unpacked.
_JUNK_NAMES = (".DS_Store", "Thumbs.db", "desktop.ini")
_JUNK_FOLDER = "__MACOSX/"

_END = b"PK\x05\x06"
_END_LENGTH = 22
_MAX_COMMENT = 65_535
_MAX_DIRECTORY = 4_000_000
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 18
_EPOCH = (1980, 1, 1, 0, 0, 0)


def unpack(archive: Path, target: Path, progress: Progress | None = None) -> Path:
    """Unpack a package's archive into a new folder.

    Args:
        archive: a zip, whose files lie at its root or in one folder.
        target: folder to create; removed again if anything is wrong.
        progress: told of the part done, and asked whether to stop.

    Raises:
        PackageError: the archive is damaged or unsafe.
        StorageError: the disk refuses; nothing is left behind.
        Cancelled: the user stopped.
    """
    try:
        with _open(archive) as zipped:
            entries = _safe_entries(zipped, archive.name)
            _extract(zipped, entries, target, progress or Silent())
    except AtlasError:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def copy_folder(source: Path, target: Path, progress: Progress | None = None) -> Path:
    """Copy a package's folder into a new one, as distrustful of its files as of an archive's.

    Raises:
        PackageError: a file has no place in a package, or there is too much.
        StorageError: the disk refuses; nothing is left behind.
        Cancelled: the user stopped.
    """
    names = [name for name in files(source) if not _is_junk(name)]
    sizes = {name: (source / name).lstat().st_size for name in names}
    _check_limits(len(names), sum(sizes.values()), source.name)
    try:
        for number, name in enumerate(names):
            check(progress or Silent())
            problem = file_problem(name)
            if problem or (source / name).is_symlink():
                raise _refused(source.name, problem or tr('"{path}" is a link').format(path=name))
            with writing(target / name):
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / name, target / name)
            (progress or Silent()).set_fraction((number + 1) / len(names))
    except AtlasError:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def pack(folder: Path, archive: Path) -> Path:
    """Zip a package. The same files always give the same bytes.

    Raises:
        StorageError: the archive cannot be written.
    """
    part = archive.with_name(f".{archive.name}.part")
    with writing(archive):
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
                for name in files(folder):
                    info = zipfile.ZipInfo(name, _EPOCH)
                    info.external_attr = (stat.S_IFREG | 0o644) << 16
                    info.create_system = 3  # whatever the system, or the bytes would differ
                    info.compress_type = zipfile.ZIP_DEFLATED
                    zipped.writestr(info, (folder / name).read_bytes())
            part.replace(archive)
        finally:
            part.unlink(missing_ok=True)
    return archive


def _open(archive: Path) -> zipfile.ZipFile:
    try:
        with archive.open("rb") as stream:
            _check_end(stream, archive.name)
        return zipfile.ZipFile(archive)
    except OSError as error:
        sentence = tr("{path} cannot be read: {reason}.")
        raise PackageError(sentence.format(path=archive, reason=reason(error)), repr(error)) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise _damaged(archive.name, error) from error


def _check_end(stream: IO[bytes], name: str) -> None:
    """Look at the end record first: the list of a hundred thousand entries is never read."""
    size = stream.seek(0, 2)
    if size == 0:
        raise PackageError(tr("{name} is empty (0 bytes): download it again.").format(name=name))
    stream.seek(max(0, size - _END_LENGTH - _MAX_COMMENT))
    tail = stream.read()
    start = tail.rfind(_END)
    if start < 0 or len(tail) - start < _END_LENGTH:
        sentence = tr("{name} is not a zip archive, or it is truncated: download it again.")
        raise PackageError(sentence.format(name=name))
    entries, directory = struct.unpack("<H I", tail[start + 10 : start + 12] + tail[start + 12 : start + 16])
    if entries > MAX_ENTRIES or directory > _MAX_DIRECTORY:
        raise _refused(name, tr("it has too many files"))


def _safe_entries(zipped: zipfile.ZipFile, name: str) -> list[tuple[zipfile.ZipInfo, str]]:
    """Return the entries to unpack with the path of each, or refuse the archive whole."""
    listed = [(info, info.orig_filename) for info in zipped.infolist()]
    wanted = [(info, path) for info, path in listed if not info.is_dir() and not _is_junk(path)]
    total = sum(info.file_size for info, _ in wanted)
    _check_limits(len(listed), total, name)
    if not wanted:
        raise _refused(name, tr("it holds no file"))
    for info, path in listed:
        problem = _entry_problem(info, path)
        if problem and not _is_junk(path):
            raise _refused(name, problem)
    _check_collisions([path for _, path in wanted], name)
    prefix = _common_folder([path for _, path in wanted])
    return [(info, path[len(prefix) :]) for info, path in wanted]


def _entry_problem(info: zipfile.ZipInfo, path: str) -> str | None:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return tr('"{path}" is a link or a special file').format(path=path[:80])
    if info.flag_bits & _ENCRYPTED:
        return tr("it is encrypted")
    if info.compress_type not in _METHODS:
        return tr('"{path}" is compressed in an unusual way').format(path=path[:80])
    if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return tr('"{path}" would unpack to a suspicious size').format(path=path[:80])
    return file_problem(path) if not info.is_dir() else file_problem(f"{path}LICENSE")


def _check_limits(entries: int, total: int, name: str) -> None:
    if entries > MAX_ENTRIES:
        raise _refused(name, tr("it has too many files"))
    if total > MAX_BYTES:
        sentence = tr("it would take {found} MB, more than the {limit} MB allowed")
        raise _refused(name, sentence.format(found=total // 10**6, limit=MAX_BYTES // 10**6))


def _check_collisions(paths: list[str], name: str) -> None:
    """Refuse two paths that are one file on Windows or macOS, and a file used as a folder."""
    seen: set[str] = set()
    folders = {_folded(path[:i]) for path in paths for i, c in enumerate(path) if c == "/"}
    for path in paths:
        folded = _folded(path)
        if folded in seen or folded in folders:
            raise _refused(name, tr('"{path}" is there twice (case ignored)').format(path=path[:80]))
        seen.add(folded)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _is_junk(path: str) -> bool:
    return path.startswith(_JUNK_FOLDER) or path.rpartition("/")[2] in _JUNK_NAMES


def _common_folder(paths: list[str]) -> str:
    """Return the one folder in which everything lies, as when a folder is zipped, with its slash."""
    first = {path.partition("/")[0] for path in paths}
    alone = len(first) == 1 and all("/" in path for path in paths)
    return f"{first.pop()}/" if alone else ""


def _extract(
    zipped: zipfile.ZipFile, entries: list[tuple[zipfile.ZipInfo, str]], target: Path, progress: Progress
) -> None:
    total = max(1, sum(info.file_size for info, _ in entries))
    done = 0
    for info, path in entries:
        try:
            for size in _copy(zipped, info, target / path):
                check(progress)
                done += size
                progress.set_fraction(done / total)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise _damaged(Path(zipped.filename or "").name, error) from error


def _copy(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> Iterator[int]:
    """Unpack one file, yielding the size of each piece; never more than was announced."""
    left = info.file_size
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        stream = target.open("xb")
    with zipped.open(info) as source, stream:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile(info.filename)
            with writing(target):
                stream.write(chunk)
                stream.flush()
            yield len(chunk)
    if left:
        raise EOFError(info.filename)


def _refused(name: str, problem: str) -> PackageError:
    sentence = tr("{name} is refused: {problem}. Nothing was installed.")
    return PackageError(sentence.format(name=name, problem=problem))


def _damaged(name: str, error: Exception) -> PackageError:
    sentence = tr("{name} is damaged and cannot be unpacked: download it again. Nothing was installed.")
    return PackageError(sentence.format(name=name), details=f"{type(error).__name__}: {error}")
