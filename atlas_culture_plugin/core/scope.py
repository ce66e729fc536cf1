# SPDX-License-Identifier: GPL-2.0-or-later
"""Restricting a level file to a territory, as a filter that a database understands."""

from __future__ import annotations

from .codes import parse_reference
from .model import Level
from .territories import Territories

_PARENT_FIELDS = {Level.REGION: "region", Level.DEPARTEMENT: "departement", Level.EPCI: "epci"}


def subset(level: Level, within: str, territories: Territories) -> str:
    """SQL condition on a boundary file's fields; empty when nothing is left out.

    Codes are letters and digits only: they come from the list of territories.

    Raises:
        TerritoryError: ``within`` is not understood or does not exist.
    """
    if not within.strip():
        return ""
    reference = parse_reference(within)
    codes = territories.within(level, reference)
    if len(codes) == len(territories.all(level)):
        return ""
    parent = _PARENT_FIELDS.get(reference.level) if reference.level else None
    if level is Level.COMMUNE and parent:
        return f"\"{parent}\" = '{reference.code}'"
    inside = set(codes)
    outside = [territory for territory in territories.all(level) if territory.code not in inside]
    if len(outside) >= len(codes):
        return f'"code" IN ({_quoted(sorted(codes))})'
    if level is not Level.COMMUNE:
        return f'"code" NOT IN ({_quoted([territory.code for territory in outside])})'
    # Whole departements are left out (those overseas): their codes make a shorter condition.
    return f'"departement" NOT IN ({_quoted(sorted({territory.departement for territory in outside}))})'


def _quoted(codes: list[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
