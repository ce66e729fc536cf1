# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dock offers, read in a thread: the library, its indicators, the territories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..core.library import Library
from ..core.mapping import ratio_for
from ..core.model import Indicator, Level, Theme
from ..core.progress import Progress
from ..core.territories import Territories, territories
from ..core.variants import variants_of
from ..gis import packages


@dataclass(frozen=True)
class Holdings:
    """One reading of the library. Replaced whole when the library changes."""

    library: Library
    territories: Territories
    themes: tuple[Theme, ...]
    indicators: dict[str, Indicator]
    broken: dict[str, str] = field(default_factory=dict)

    def find(self, reference: str) -> Indicator | None:
        """Return the indicator of a key ``package/id``, or of an id that one package alone has."""
        if reference in self.indicators:
            return self.indicators[reference]
        named = [one for one in self.indicators.values() if one.id == reference]
        return named[0] if len(named) == 1 else None

    def listed(self, indicator: Indicator) -> Indicator:
        """The one that the tree has for an indicator: a variant is reached from the one that it varies."""
        if indicator.offered:
            return indicator
        back = (s.other for s in variants_of(self.indicators.values(), indicator) if s.other.offered)
        return next(back, indicator)

    def ratio(self, indicator: Indicator, level: Level | None = None) -> Indicator | None:
        """The ratio that makes a stock comparable, at ``level`` or at the indicator's first."""
        return ratio_for(self.library, indicator, level or indicator.levels[0])


def reader(folder: Path) -> Callable[[Progress], Holdings]:
    """Return the work of a task that reads the library of ``folder``."""

    def work(_progress: Progress) -> Holdings:
        library = packages.library(folder)
        known = territories()
        # The indexes of names and postal codes are made on first use: better here than at a keystroke.
        for territory in known.search("93200 saint-denis", (Level.COMMUNE,), limit=1):
            known.label(territory)
        return Holdings(
            library=library,
            territories=known,
            themes=tuple(library.themes()),
            indicators={indicator.key: indicator for indicator in library.indicators()},
            broken=library.broken(),
        )

    return work
