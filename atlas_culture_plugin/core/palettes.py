# SPDX-License-Identifier: GPL-2.0-or-later
"""Named palettes, read from ``styles/palettes.json``.

The file gives the authors' own list of colours for each number of classes they published; what they
did not publish is interpolated in CIELAB. The ColorBrewer lists of five classes are those of the
Atlas Culture. Bivariate palettes are nine colours that go together and nothing else.
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
#: Palette of a map of two ratios for which none was chosen.
BIVARIATE_DEFAULT = "BlueOrange"
#: Classes on each side of a bivariate palette: nine colours are as many as an eye tells apart.
SIDE = 3


class PaletteKind(str, Enum):
    """What a palette can say."""

    SEQUENTIAL = "sequential"  #: from little to much, light to dark
    DIVERGING = "diverging"  #: two directions from a neutral middle
    QUALITATIVE = "qualitative"  #: categories without an order
    BIVARIATE = "bivariate"  #: two ratios at once, three classes each

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "sequential": tr("Sequential"),
            "diverging": tr("Diverging"),
            "qualitative": tr("Qualitative"),
            "bivariate": tr("Bivariate"),
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
            StyleError: ``count`` is not from 1 to 12, or the palette is for two ratios.
        """
        if self.kind is PaletteKind.BIVARIATE:
            raise StyleError(
                tr("The palette “{name}” is for maps of two ratios: choose another one.").format(
                    name=self.name
                )
            )
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

    def cells(self) -> tuple[str, ...]:
        """Return the nine colours of a bivariate palette, row by row from the lowest class.

        The first three are the lowest class of the vertical axis, from left to right: the cell of a row and
        a column, from 1, is at ``(row - 1) * 3 + column - 1``.

        Raises:
            StyleError: it is not a bivariate palette.
        """
        if self.kind is not PaletteKind.BIVARIATE:
            raise StyleError(
                tr("The palette “{name}” has no nine colours for two ratios: choose among {names}.").format(
                    name=self.name, names=", ".join(palettes(PaletteKind.BIVARIATE))
                )
            )
        return self.lists[SIDE * SIDE]

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


#: Palettes of maps of one indicator.
ORDINARY = (PaletteKind.SEQUENTIAL, PaletteKind.DIVERGING, PaletteKind.QUALITATIVE)


def palettes(*kinds: PaletteKind) -> dict[str, Palette]:
    """Return the palettes of these kinds by name, or all of them, in the order of the interface.

    Raises:
        StyleError: the file of the palettes is missing or damaged.
    """
    return {name: one for name, one in _read().items() if not kinds or one.kind in kinds}


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
