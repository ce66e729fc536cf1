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
def locked(path: Path, progress: Progress, patience: float = 60.0) -> Iterator[bool]:
    """Hold the lock file ``path`` for the length of a ``with`` block.

    Args:
        path: the lock file, created when absent and left there.
        progress: asked whether to stop waiting.
        patience: how long to wait for another holder, in seconds.

    Yields:
        Whether we are sure to be alone: some network folders know no locks.

    Raises:
        LibraryError: another process holds the lock for too long.
        StorageError: the lock file cannot be created.
        Cancelled: the user stopped waiting.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    with stream:
        yield _wait(stream, path, progress, patience)  # closing the file frees the lock


def _wait(stream: IO[bytes], path: Path, progress: Progress, patience: float) -> bool:
    deadline = time.monotonic() + patience
    told = False
    while (held := _try_lock(stream)) is None:
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
    return held


def _try_lock(stream: IO[bytes]) -> bool | None:
    """Return True once the lock is ours, None while it is another's, False where there are no locks."""
    try:
        _lock(stream)
    except OSError as error:
        return None if error.errno in _BUSY else False
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
