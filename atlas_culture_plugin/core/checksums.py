# SPDX-License-Identifier: GPL-2.0-or-later
"""The SHA256SUMS file of a package: one line a file, as the command ``sha256sum`` writes it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from .i18n import tr
from .names import file_problem

SUMS_NAME = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_CHUNK = 1 << 20


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def files(folder: Path) -> list[str]:
    """Return the paths of all the files under a folder, relative, sorted, with slashes."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def sums(folder: Path) -> str:
    """Return the text of SHA256SUMS for the files of a folder."""
    names = [name for name in files(folder) if name != SUMS_NAME]
    return "".join(f"{sha256(folder / name)}  {name}\n" for name in names)


def file_problems(folder: Path) -> list[str]:
    """Say which files have no place in a package: links, other kinds, names that leave it."""
    problems = []
    for name in files(folder):
        problem = file_problem(name)
        if (folder / name).is_symlink() or not (folder / name).is_file():
            problem = tr('"{path}" is a link or a special file').format(path=name)
        if problem:
            problems.append(tr("The package is refused: {problem}.").format(problem=problem))
    return problems


def checksum_problems(folder: Path) -> list[str]:
    """Say which files are not those that SHA256SUMS announces."""
    try:
        text = (folder / SUMS_NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return [tr("SHA256SUMS is missing or unreadable: the package cannot be verified.")]
    announced: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            return [tr('SHA256SUMS: the line "{line}" is not understood.').format(line=line[:80])]
        announced[match[2]] = match[1]
    present = set(files(folder)) - {SUMS_NAME}
    return _differences(folder, announced, present)


def _differences(folder: Path, announced: dict[str, str], present: set[str]) -> list[str]:
    missing = tr("The file {file}, announced by SHA256SUMS, is missing.")
    unlisted = tr("The file {file} is not in SHA256SUMS.")
    changed = tr("The file {file} is damaged: its SHA-256 is not the one in SHA256SUMS.")
    problems = [missing.format(file=name[:80]) for name in sorted(set(announced) - present)]
    problems += [unlisted.format(file=name) for name in sorted(present - set(announced))]
    common = sorted(present & set(announced))
    return problems + [changed.format(file=n) for n in common if sha256(folder / n) != announced[n]]
