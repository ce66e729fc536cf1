# SPDX-License-Identifier: GPL-2.0-or-later
"""Named palettes, read from ``styles/palettes.json``.

The file gives the authors' own list of colours for each number of classes they published; what they
did not publish is interpolated in CIELAB. The ColorBrewer lists of five classes are those of the
Atlas Culture.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from .. import paths
from .errors import StyleError
from .i18n import tr
from .model import localised

MAX_COLORS = 12


class PaletteKind(str, Enum):
    """What a palette can say."""

    SEQUENTIAL = "sequential"  #: from little to much, light to dark
    DIVERGING = "diverging"  #: two directions from a neutral middle
    QUALITATIVE = "qualitative"  #: categories without an order

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "sequential": tr("Sequential"),
            "diverging": tr("Diverging"),
            "qualitative": tr("Qualitative"),
        }[self.value]


@dataclass(frozen=True)
class Palette:
    """A family of colour lists. ``lists`` maps a number of classes to its colours."""

    name: str
    kind: PaletteKind
    label_fr: str
    label_en: str
    source: str
    lists: Mapping[int, tuple[str, ...]]

    @property
    def label(self) -> str:
        """Name in the interface's language."""
        return localised(self.label_fr, self.label_en)

    def colors(self, count: int) -> list[str]:
        """Return ``count`` colours as ``#rrggbb``, for the lowest class first.

        Sequential palettes go from light to dark. A qualitative palette that is too short starts
        again in lighter shades.

        Raises:
            StyleError: ``count`` is not from 1 to 12.
        """
        if not 1 <= count <= MAX_COLORS:
            raise StyleError(
                tr("A palette has from 1 to {largest} colours, not {count}.").format(
                    largest=MAX_COLORS, count=count
                )
            )
        if self.kind is PaletteKind.QUALITATIVE:
            return self._categories(count)
        published = self.lists.get(count)
        return list(published) if published else _sampled(self._nearest(count), count)

    def _nearest(self, count: int) -> tuple[str, ...]:
        """The shortest list for fewer colours than were published, else the longest."""
        return self.lists[min(self.lists) if count < min(self.lists) else max(self.lists)]

    def _categories(self, count: int) -> list[str]:
        from .colors import mix  # imports numpy, which naming the palettes does without

        longest = self.lists[max(self.lists)]
        lighter = [mix(color, "#ffffff", 0.5) for color in longest]
        return [*longest, *lighter][:count]


def _sampled(colors: Sequence[str], count: int) -> list[str]:
    """``count`` colours evenly spread along a list, interpolated in CIELAB; one is the middle."""
    from .colors import mix

    last = len(colors) - 1
    places = [last / 2] if count == 1 else [last * i / (count - 1) for i in range(count)]
    found = []
    for place in places:
        before = min(int(place), last - 1)
        found.append(mix(colors[before], colors[before + 1], place - before))
    return found


@lru_cache(maxsize=1)
def _read() -> dict[str, Palette]:
    """Read the file once."""
    file = paths.styles("palettes.json")
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {
            name: Palette(
                name=name,
                kind=PaletteKind(entry["kind"]),
                label_fr=entry["label_fr"],
                label_en=entry["label_en"],
                source=entry["source"],
                lists={int(count): tuple(colors) for count, colors in entry["colors"].items()},
            )
            for name, entry in content.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StyleError(
            tr("The palettes cannot be read from {file}: reinstall the plugin.").format(file=file),
            details=repr(error),
        ) from error


def palettes() -> dict[str, Palette]:
    """Return every palette by name, in the order of the interface.

    Raises:
        StyleError: the file of the palettes is missing or damaged.
    """
    return dict(_read())


def palette(name: str) -> Palette:
    """Return one palette; its name is exact, capitals included.

    Raises:
        StyleError: there is no such palette; the sentence lists those that exist.
    """
    known = _read()
    if name not in known:
        raise StyleError(
            tr("There is no palette “{name}”. Choose among: {names}.").format(
                name=name, names=", ".join(known)
            )
        )
    return known[name]
