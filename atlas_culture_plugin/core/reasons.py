# SPDX-License-Identifier: GPL-2.0-or-later
"""Why a file could not be read or written, in the language of the interface.

The messages of the system and of SQLite are in another language than the sentence around them, and few people
know what they mean: they belong in the details of an error, which the log has.
"""

from __future__ import annotations

import errno
import json
import sqlite3

from .i18n import tr

FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
REFUSED = frozenset((errno.EACCES, errno.EPERM))
_BUSY = frozenset((errno.EBUSY, errno.ETXTBSY, errno.EAGAIN))
#: Windows: a sharing violation, and a part of a file that is locked.
_LOCKED_ON_WINDOWS = frozenset((32, 33))


def reason(error: Exception) -> str:
    """A few words for the middle of a sentence; those that are not known send to the log."""
    if isinstance(error, OSError):
        found = _of_system(error)
    elif isinstance(error, sqlite3.Error):
        found = _of_database(str(error))
    elif isinstance(error, ValueError):
        found = _of_text(error)
    elif isinstance(error, RecursionError):
        found = tr("it has too many levels")
    else:
        found = ""
    return found or tr("an error that the log details")


def _of_system(error: OSError) -> str:
    number = error.errno or 0
    if getattr(error, "winerror", None) in _LOCKED_ON_WINDOWS or number in _BUSY:
        return tr("another program is using it")
    if number in FULL:
        return tr("the disk is full")
    if number in REFUSED:
        return tr("access is denied")
    return {
        errno.ENOENT: tr("it does not exist"),
        errno.EROFS: tr("the disk is read-only"),
        errno.EISDIR: tr("it is a folder"),
        errno.ENOTDIR: tr("a part of the path is a file, not a folder"),
        errno.EEXIST: tr("there is a file of this name"),
        errno.ENAMETOOLONG: tr("the name is too long"),
        errno.EIO: tr("the disk does not answer, or is damaged"),
    }.get(number, "")


def _of_database(message: str) -> str:
    """From the messages of SQLite, whose codes Python tells only from 3.11 on."""
    known = {
        "locked": tr("another program is using it"),
        "busy": tr("another program is using it"),
        "full": tr("the disk is full"),
        "readonly": tr("access is denied"),
        "unable to open": tr("it does not exist, or access is denied"),
        "I/O": tr("the disk does not answer, or is damaged"),
        "malformed": tr("it is damaged"),
        "not a database": tr("it is damaged"),
    }
    return next((words for part, words in known.items() if part in message), "")


def _of_text(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return tr("line {line}, column {column}").format(line=error.lineno, column=error.colno)
    if isinstance(error, UnicodeDecodeError):
        return tr("byte {rank} is not UTF-8").format(rank=error.start + 1)
    return ""
