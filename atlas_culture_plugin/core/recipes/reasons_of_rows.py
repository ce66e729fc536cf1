# SPDX-License-Identifier: GPL-2.0-or-later
"""Why rows are in no figure, and what happened to their codes, in words."""

from __future__ import annotations

from ..i18n import tr


def dropped_by(key: str) -> str:
    """Return why rows are in no figure."""
    if key.startswith("left_out_by_"):
        sentence = tr("Left out by the recipe, column “{column}”")
        return sentence.format(column=key.removeprefix("left_out_by_"))
    return {
        "malformed": tr("Could not be cut into cells"),
        "no_year": tr("Without a year"),
        "repeated": tr("Repeat another row"),
        "no_code": tr("Without a code, or with a text that is none"),
    }.get(key, event_of(key))


def event_of(key: str) -> str:
    """Return what happened to a code."""
    return {
        "merged": tr("Merged into another commune or EPCI"),
        "delegated": tr("Delegated commune"),
        "associated": tr("Associated commune"),
        "arrondissement": tr("Arrondissement of Paris, Lyon or Marseille"),
        "split": tr("Since split: kept in sums, not available for the communes that left"),
        "perimeter": tr("EPCI whose perimeter changed: not available"),
        "overseas_collectivity": tr("Overseas collectivity, outside the scope"),
        "unknown": tr("Unknown code"),
        "named": tr("Found by the name of the territory"),
        "ambiguous_name": tr("Without a code, and several territories have the name"),
        "unknown_name": tr("Without a code, and no territory has the name"),
    }.get(key, key)
