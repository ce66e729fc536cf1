# SPDX-License-Identifier: GPL-2.0-or-later
"""The similar territories that a comparison rests on, by name: a reader judges whether they are alike."""

from __future__ import annotations

from dataclasses import replace

from ..errors import TerritoryError
from ..formatting import number
from ..i18n import tr
from ..library import Library
from ..territories import Territories
from .model import SIMILAR, Comparison
from .similar import Similarity, similar

#: Territories whose similar ones are named, and how many of each: beyond, nobody reads them.
_TERRITORIES, _NAMED = 3, 20


def with_names(comparison: Comparison, library: Library, territories: Territories) -> Comparison:
    """Return the comparison, its notes naming the territories similar to the first ones compared."""
    request = comparison.request
    if SIMILAR not in request.references:
        return comparison
    notes = []
    for one in comparison.territories[:_TERRITORIES]:
        try:
            found = similar(library, territories, one, request.similar_count, request.similar_variables)
        except TerritoryError:  # too little is known of it: the notes say so already
            continue
        notes.append(names(found, territories))
    if notes:
        notes[-1] = f"{notes[-1]} {tr('In brackets, the distance in standard deviations.')}"
    return replace(comparison, notes=(*comparison.notes, *notes))


def names(found: Similarity, territories: Territories) -> str:
    """Name similar territories, with their distances in standard deviations."""
    named = [
        f"{territories.full_label(one.territory)} ({number(one.distance, 2)})"
        for one in found.neighbours[:_NAMED]
    ]
    ellipsis = ["…"] if len(found.neighbours) > _NAMED else []
    sentence = tr("{count} territories similar to {territory}, the closest first: {names}.")
    return sentence.format(
        count=number(len(found.neighbours)),
        territory=territories.full_label(found.territory),
        names=", ".join([*named, *ellipsis]),
    )
