# SPDX-License-Identifier: GPL-2.0-or-later
"""Names of files and ids that come from outside: what is safe on every system."""

from __future__ import annotations

import re
from pathlib import Path

from .i18n import tr

#: Suffixes of the files that a package may hold, besides SHA256SUMS and LICENSE.
SUFFIXES = (".json", ".csv", ".md", ".qml", ".txt")
BARE_NAMES = ("SHA256SUMS", "LICENSE")

PACKAGE_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")

_PART = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
_DRIVE = re.compile(r"[A-Za-z]:")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz")


def path_problem(path: str) -> str | None:
    """Say why a relative path is refused, or return None when it is safe everywhere."""
    if path.startswith(("/", "\\")) or _DRIVE.match(path) or ".." in re.split(r"[/\\]", path):
        return tr('the path "{path}" leaves the package').format(path=path[:80])
    for part in path.split("/"):
        if not _PART.fullmatch(part) or _RESERVED.fullmatch(part):
            sentence = tr('the name "{path}" is not usable on every system (letters, digits, . _ - only)')
            return sentence.format(path=path[:80])
    return None


def file_problem(path: str) -> str | None:
    """Say why a file has no place in a package, or return None when it has."""
    problem = path_problem(path)
    if problem:
        return problem
    name = path.rpartition("/")[2]
    if name.lower().endswith(_NESTED):
        return tr('it holds another archive, "{path}"').format(path=path[:80])
    if name not in BARE_NAMES and not name.endswith(SUFFIXES):
        return tr('"{path}" is not a kind of file that a package holds').format(path=path[:80])
    return None


def is_address(text: str) -> bool:
    """Whether a text is an http(s) address, well formed or not, rather than a path or an id."""
    return text.strip().lower().startswith(("http://", "https://"))


def local_path(text: str) -> Path:
    """Return the path that a person typed; the home folder of nobody stays as it was written."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def is_there(path: Path) -> bool:
    """Whether a file or folder exists; a name that no system accepts is that of nothing."""
    try:
        return path.exists()
    except OSError:
        return False


def is_package_id(text: str) -> bool:
    """Whether a text can name a package, hence a folder, on every system."""
    return bool(PACKAGE_ID.fullmatch(text)) and not _RESERVED.fullmatch(text)
