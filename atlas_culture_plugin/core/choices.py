# SPDX-License-Identifier: GPL-2.0-or-later
"""What may be chosen for an indicator, and what a choice becomes when the indicator changes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .classify import MAX_CLASSES
from .errors import ClassificationError
from .i18n import tr
from .mapping import MapRequest
from .model import Indicator, Level, Method, ValueKind
from .palettes import Palette, PaletteKind, palettes
from .territories import plain

#: Methods whose number of classes is not asked for: the bounds decide.
FIXED_CLASSES = (Method.OFFICIAL, Method.Q6, Method.MANUAL)

_SPACES = " \u00a0\u2009\u202f"


@dataclass(frozen=True)
class Touched:
    """Which choices the user made by hand: they outlive a change of indicator, defaults do not."""

    method: bool = False
    classes: bool = False
    palette: bool = False


def is_classified(indicator: Indicator) -> bool:
    """Whether values are put in classes: stocks are circles, typologies are categories."""
    return indicator.kind is ValueKind.RATIO


def methods_for(indicator: Indicator) -> list[Method]:
    """Classification methods that an indicator takes, in the order of the interface."""
    return [m for m in Method if m is not Method.OFFICIAL or indicator.official_bounds]


def palettes_for(indicator: Indicator) -> list[Palette]:
    """Palettes that can say what an indicator says, in the order of the interface.

    Categories that have colours of their own are drawn with those, whatever the palette.
    """
    colors = tuple(category.color for category in indicator.categories)
    if colors and all(colors):
        labels = ("Couleurs des catégories", "Colours of the categories")
        name, kind = indicator.default_palette, PaletteKind.QUALITATIVE
        return [Palette(name, kind, *labels, indicator.source, {len(colors): colors})]
    wanted = indicator.kind is ValueKind.TYPOLOGY
    return [p for p in palettes().values() if (p.kind is PaletteKind.QUALITATIVE) == wanted]


def levels_of_territories(level: Level) -> tuple[Level, ...]:
    """Levels of the territories that a map of ``level`` can be restricted to."""
    order = tuple(Level)
    return order[: order.index(level) + 1]


def default_request(indicator: Indicator, level: Level | None = None) -> MapRequest:
    """The indicator as its authors would show it, at ``level`` where it exists, else at its first."""
    chosen = level if level in indicator.levels else indicator.levels[0]
    official = indicator.default_method is Method.OFFICIAL and indicator.official_palette
    return MapRequest(
        indicator=indicator.key,
        level=chosen,
        year=indicator.latest_year(chosen),
        method=indicator.default_method,
        classes=indicator.default_classes,
        palette=official or indicator.default_palette,
    )


def carry_over(previous: MapRequest | None, indicator: Indicator, touched: Touched) -> MapRequest:
    """Another indicator in the place of one: level and territory stay where they can.

    So do the method, the number of classes and the palette when the user chose them. Manual
    bounds never do: they are figures of the other indicator.
    """
    if previous is None:
        return default_request(indicator)
    request = default_request(indicator, previous.level)
    if request.level in levels_of_territories(previous.level) and request.level is not previous.level:
        request = replace(request, within="")
    else:
        request = replace(request, within=previous.within)
    if previous.year in indicator.years_by_level[request.level]:
        request = replace(request, year=previous.year)
    if touched.method and previous.method in methods_for(indicator) and previous.method is not Method.MANUAL:
        request = replace(request, method=previous.method)
    if touched.classes:
        request = replace(request, classes=previous.classes)
    if touched.palette and previous.palette in {p.name for p in palettes_for(indicator)}:
        request = replace(request, palette=previous.palette)
    return request


def without_classes(request: MapRequest, indicator: Indicator) -> MapRequest:
    """The request for what is not drawn by class, with the indicator's own method and classes."""
    return replace(request, method=indicator.default_method, classes=indicator.default_classes)


def parse_bounds(text: str) -> tuple[float, ...]:
    """Read class bounds typed by hand: ``10; 20,5; 1 000`` or ``10 20.5 1000``.

    Raises:
        ClassificationError: there is none, one is not a number, or they do not ascend.
    """
    pieces = text.split(";") if ";" in text else re.split(r"[ \t]+", text.strip())
    try:
        bounds = tuple(_bound(piece) for piece in pieces if piece.strip())
    except ValueError as error:
        raise ClassificationError(
            tr("“{text}” is not a list of numbers: write bounds such as 10; 20,5; 40.").format(text=text)
        ) from error
    if not bounds:
        raise ClassificationError(tr("Write the bounds of the classes, such as 10; 20,5; 40."))
    if any(a >= b for a, b in zip(bounds, bounds[1:])):
        raise ClassificationError(
            tr("The bounds “{text}” do not ascend: write them from the lowest to the highest.").format(
                text=text
            )
        )
    if len(bounds) > MAX_CLASSES + 1:
        raise ClassificationError(
            tr("{count} bounds are too many: at most {largest}.").format(
                count=len(bounds), largest=MAX_CLASSES + 1
            )
        )
    return bounds


def _bound(piece: str) -> float:
    digits = "".join(c for c in piece.strip() if c not in _SPACES)
    value = float(digits.replace(",", ".").replace("\u2212", "-"))
    if not math.isfinite(value):
        raise ValueError(piece)
    return value


def write_bounds(bounds: Iterable[float]) -> str:
    """Text that :func:`parse_bounds` reads back."""
    return "; ".join(f"{bound:.15g}" for bound in bounds)


def haystack(indicator: Indicator, theme: str) -> str:
    """What a search looks in: names and definitions in both languages, theme, unit, identifier."""
    labels = (indicator.label_fr, indicator.label_en, indicator.definition_fr, indicator.definition_en)
    return plain(" ".join((*labels, theme, indicator.unit, indicator.id)))


def matches(searched: str, query: str) -> bool:
    """Whether every word of ``query`` is in a :func:`haystack`; a plural finds the singular."""
    return all(
        word in searched or (len(word) > 3 and word[-1] in "sx" and word[:-1] in searched)
        for word in plain(query).split()
    )
