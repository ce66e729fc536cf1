# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing to disk, with a sentence for each way in which a disk refuses."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import StorageError
from .i18n import tr
from .reasons import FULL, REFUSED, reason

#: Longest name of a file, in bytes: what is written beside it for a while has a longer one.
_LONGEST_NAME = 220


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's errors while writing ``path`` into a :class:`StorageError`."""
    try:
        yield
    except OSError as error:
        raise StorageError(_sentence(error, path), details=str(error)) from error


def check_file(path: Path) -> None:
    """Refuse, before any work, what cannot be the path of a file.

    Raises:
        StorageError: it is that of a folder, or the name cannot be one.
    """
    check_name(path)
    with writing(path):
        if path.is_dir():
            raise StorageError(tr("{path} is a folder: choose another name for the file.").format(path=path))


def check_name(path: Path) -> None:
    """Refuse a name that no file or folder can have.

    Raises:
        StorageError: it is too long, or holds a character that no system takes.
    """
    if "\0" in str(path):
        sentence = tr("“{name}” cannot be the name of a file or of a folder: write a plain name.")
        raise StorageError(sentence.format(name=path.name.replace("\0", "�")))
    if len(path.name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        sentence = tr("The name “{name}” is too long for a file or a folder: choose a shorter one.")
        raise StorageError(sentence.format(name=f"{path.name[:40]}…"))


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old one or the new one, never a part."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with writing(path):
            with part.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file, its folder made when absent, so that a reader sees none or the whole of it.

    Raises:
        StorageError: the target cannot be written.
    """
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, part)
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in FULL:
        sentence = tr("The disk is full: {path} could not be written. Free some space and try again.")
    elif error.errno in REFUSED or error.errno == errno.EROFS:
        sentence = tr("{path} cannot be written: the folder is read-only. Choose another folder.")
    else:
        sentence = tr("{path} could not be written: {reason}.")
    # What is missing when a file is made is what should hold it.
    why = tr("the folder does not exist") if error.errno == errno.ENOENT else reason(error)
    return sentence.format(path=path, reason=why)
