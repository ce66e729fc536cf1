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

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's errors while writing ``path`` into a :class:`StorageError`."""
    try:
        yield
    except OSError as error:
        raise StorageError(_sentence(error, path), details=str(error)) from error


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
    if error.errno in _FULL:
        sentence = tr("The disk is full: {path} could not be written. Free some space and try again.")
    elif error.errno in _REFUSED:
        sentence = tr("{path} cannot be written: the folder is read-only. Choose another folder.")
    else:
        sentence = tr("{path} could not be written: {reason}.")
    return sentence.format(path=path, reason=error.strerror or error)
