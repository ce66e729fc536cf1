# SPDX-License-Identifier: GPL-2.0-or-later
"""Which boundaries a list of territories is that of: those shipped, or another vintage."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .model import Level


@dataclass(frozen=True)
class Vintage:
    """Which boundaries the territories are those of.

    ``identifier`` is empty for those that the plugin ships, and ``mark`` too, which changes with their
    content. ``year`` is 0 when it is not known. ``layers`` is the name of the folder of their outlines.
    """

    year: int = 0
    layers: str = ""
    identifier: str = ""
    mark: str = ""
    #: Territories whose perimeter is not that of the figures, though their code is the same.
    changed: Mapping[Level, frozenset[str]] = field(default_factory=dict)


def read_vintage(folder: Path, described: Mapping[str, object]) -> Vintage:
    """Return what ``boundaries.json`` (``described``) and ``differences.csv`` of a folder say.

    Raises:
        OSError, ValueError, LookupError: it is not a folder of boundaries.
    """
    year = int(str(described["cog_year"] or 0))
    identifier = str(described.get("identifier", ""))
    if not identifier:
        return Vintage(year, f"cog{year}")
    changed: dict[Level, set[str]] = {level: set() for level in Level}
    with (folder / "differences.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["kind"] == "changed":
                changed[Level(row["level"])].add(row["code"])
    digest = hashlib.sha256((folder / "boundaries.json").read_bytes()).hexdigest()[:8]
    return Vintage(
        year=year,
        layers=str(described["layers"]),
        identifier=identifier,
        mark=f"{identifier}-{digest}",
        changed={level: frozenset(codes) for level, codes in changed.items()},
    )
