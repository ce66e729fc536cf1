# SPDX-License-Identifier: GPL-2.0-or-later
"""Which territories have a portrait in one run, and how their files are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..codes import parse_reference
from ..errors import AtlasError, TerritoryError
from ..i18n import tr
from ..model import Level, Territory
from ..series import slug
from ..territories import Territories
from .resolve import find_territory


@dataclass(frozen=True)
class PortraitPlan:
    """A portrait to be made. ``name`` stands in bookmarks and reports, ``slug`` in the name of the file."""

    name: str
    slug: str
    territory: Territory


@dataclass(frozen=True)
class PortraitsPlan:
    """The portraits to be made, and a sentence for each territory that is not understood."""

    pages: tuple[PortraitPlan, ...]
    failed: tuple[str, ...] = ()


def plan_chosen(texts: Sequence[str], territories: Territories) -> PortraitsPlan:
    """Plan the portraits of territories given by reference, code or name, each once.

    Raises:
        TerritoryError: none of them is understood; the sentence is that of the first.
    """
    found: dict[str, Territory] = {}
    failed: list[AtlasError] = []
    for text in texts:
        try:
            territory = find_territory(text, territories)
        except AtlasError as error:
            failed.append(error)
        else:
            found[territory.reference] = territory
    if not found:
        raise failed[0] if failed else TerritoryError(_nothing())
    return PortraitsPlan(_pages(found.values(), territories), tuple(error.sentence for error in failed))


def plan_all(level: Level, within: str, territories: Territories) -> PortraitsPlan:
    """Plan the portraits of all the territories of a level inside another one, or in France.

    Raises:
        TerritoryError: ``within`` is not understood, or holds no territory of this level.
    """
    where = within.strip() or "FRANCE"
    codes = territories.within(level, parse_reference(where))
    if not codes:
        sentence = tr("{territory} holds no territory of the level “{level}”: choose a finer level.")
        raise TerritoryError(sentence.format(territory=where, level=level.label))
    found = (territories.get(level, code) for code in codes)
    return PortraitsPlan(_pages((one for one in found if one is not None), territories))


def _nothing() -> str:
    return tr("There is no territory to describe: name one, such as EPCI-243500139, or choose a level.")


def _pages(chosen: Iterable[Territory], territories: Territories) -> tuple[PortraitPlan, ...]:
    return tuple(_page(one, territories.label(one)) for one in chosen)


def _page(territory: Territory, name: str) -> PortraitPlan:
    # The reference tells apart the file of a departement from that of the region of the same code.
    return PortraitPlan(name, f"{territory.reference.lower()}-{slug(name)}".strip("-"), territory)
