# SPDX-License-Identifier: GPL-2.0-or-later
"""What a few words typed anywhere may mean: territories, then indicators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .choices import haystack, matches
from .i18n import tr
from .model import Indicator, Level, Territory, Theme
from .territories import Territories, plain
from .wording import level_noun, upper_first

#: Results of each kind that a list of suggestions can show without being scrolled for long.
LIMIT = 15


@dataclass(frozen=True)
class Found:
    """One thing that a text may mean.

    ``key`` is a reference of territory (``REG-53``) or the key of an indicator (``package/id``): only the
    latter has a slash.
    """

    key: str
    title: str
    detail: str

    @property
    def is_territory(self) -> bool:
        """Whether it is a territory, else an indicator."""
        return "/" not in self.key


def locate_territories(text: str, territories: Territories, limit: int = LIMIT) -> list[Found]:
    """Return the territories that a name, a code or a postal code may mean, the likeliest first.

    Raises:
        TerritoryError: the list of postal codes, which the text needs, cannot be read.
    """
    return [
        Found(one.reference, territories.label(one), described(one, territories))
        for one in territories.search(text, limit=limit)
    ]


def described(territory: Territory, territories: Territories) -> str:
    """Return what tells a territory from those of the same name: level, departement or region, code."""
    parts = [upper_first(level_noun(territory.level, 1))]
    departement = territories.get(Level.DEPARTEMENT, territory.departement)
    region = territories.get(Level.REGION, territory.region)
    if departement is not None:
        parts.append(f"{departement.name} ({departement.code})")
    elif region is not None:
        parts.append(region.name)
    return ", ".join([*parts, territory.reference])


def locate_indicators(
    text: str, indicators: Iterable[Indicator], themes: Iterable[Theme], limit: int = LIMIT
) -> list[Found]:
    """Return the indicators offered that have every word, those that have them in their name first."""
    labels = {theme.id: theme.label for theme in themes}
    if not plain(text):
        return []
    found = [
        one for one in indicators if one.offered and matches(haystack(one, labels.get(one.theme, "")), text)
    ]
    found.sort(key=lambda one: not matches(plain(one.label), text))
    return [Found(one.key, one.label, _detail(one, labels)) for one in found[:limit]]


def _detail(indicator: Indicator, themes: dict[str, str]) -> str:
    kind = tr("Indicator")
    return ", ".join(part for part in (kind, themes.get(indicator.theme, ""), indicator.unit) if part)
