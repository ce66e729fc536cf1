# SPDX-License-Identifier: GPL-2.0-or-later
"""One writer at a time in a folder, among processes and threads.

The lock is the system's own, on an open file: it falls with the process that holds it, however
that one dies, so a lock is never stale and nobody has to guess its age.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .errors import LibraryError
from .i18n import tr
from .progress import Progress, check
from .storage import writing

_POLL_SECONDS = 0.1
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)


@contextmanager
def locked(path: Path, progress: Progress, patience: float = 60.0) -> Iterator[None]:
    """Hold the lock file ``path`` for the length of a ``with`` block.

    Args:
        path: the lock file, created when absent and left there.
        progress: asked whether to stop waiting.
        patience: how long to wait for another holder, in seconds.

    Raises:
        LibraryError: another process holds the lock for too long.
        StorageError: the lock file cannot be created.
        Cancelled: the user stopped waiting.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    with stream:
        _wait(stream, path, progress, patience)
        yield  # closing the file frees the lock


def _wait(stream: IO[bytes], path: Path, progress: Progress, patience: float) -> None:
    deadline = time.monotonic() + patience
    told = False
    while not _try_lock(stream):
        check(progress)
        if time.monotonic() > deadline:
            sentence = tr(
                "Another QGIS is changing the library {folder}: wait until it has finished, then try again."
            )
            raise LibraryError(sentence.format(folder=path.parent))
        if not told:
            progress.info(tr("Waiting for another QGIS that is changing the library…"))
            told = True
        time.sleep(_POLL_SECONDS)


def _try_lock(stream: IO[bytes]) -> bool:
    try:
        _lock(stream)
    except OSError as error:
        # Some network folders know no locks. Everything is renamed into place all the same: two
        # installations at once then cost time, not the library.
        return error.errno not in _BUSY
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
