# SPDX-License-Identifier: GPL-2.0-or-later
"""What may be chosen for an indicator, and what a choice becomes when the indicator changes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .classify import MAX_CLASSES
from .errors import ClassificationError
from .evolution import DEFAULT_PALETTE as EVOLUTION_DEFAULT
from .i18n import language, tr
from .mapping import MapRequest
from .model import Indicator, Level, Method, Mode, ValueKind
from .palettes import BIVARIATE_DEFAULT, ORDINARY, Palette, PaletteKind, palettes
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


def is_classified(indicator: Indicator, mode: Mode = Mode.SINGLE) -> bool:
    """Whether the user chooses how values are put in classes.

    Stocks are circles and typologies are categories; the classes of an evolution are symmetrical, and
    those of two ratios are thirds.
    """
    if mode is Mode.CIRCLES:
        return indicator.kind is not ValueKind.TYPOLOGY
    return mode is Mode.SINGLE and indicator.kind is ValueKind.RATIO


def has_class_count(indicator: Indicator, mode: Mode, method: Method) -> bool:
    """Whether the number of classes is the user's to choose."""
    if mode is Mode.EVOLUTION:
        return True
    return is_classified(indicator, mode) and method not in FIXED_CLASSES


def default_palette(indicator: Indicator, mode: Mode) -> str:
    """Palette of a map for which none was chosen."""
    if mode is Mode.BIVARIATE:
        return BIVARIATE_DEFAULT
    return EVOLUTION_DEFAULT if mode is Mode.EVOLUTION else default_request(indicator).palette


def for_mode(request: MapRequest, indicator: Indicator, touched: Touched) -> MapRequest:
    """The request without the choices that its mode leaves to the map itself."""
    mode = request.mode
    if mode is Mode.SINGLE:
        return request if is_classified(indicator) else without_classes(request, indicator)
    if mode is Mode.CIRCLES and indicator.kind is not ValueKind.STOCK:
        return request
    if mode is Mode.CIRCLES:
        # What the form shows are the defaults of the stock: the areas under it have their own.
        request = replace(request, method=request.method if touched.method else None, threshold=0.0)
        request = replace(request, classes=request.classes if touched.classes else None)
        return replace(request, palette=request.palette if touched.palette else "")
    classes = request.classes if mode is Mode.EVOLUTION and touched.classes else None
    return replace(request, method=None, classes=classes)


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
    return [p for p in palettes(*ORDINARY).values() if (p.kind is PaletteKind.QUALITATIVE) == wanted]


def modes_for(indicator: Indicator, level: Level) -> list[Mode]:
    """What a map can show of an indicator at a level, in the order of the interface."""
    modes = [Mode.SINGLE]
    if indicator.kind is not ValueKind.TYPOLOGY:
        modes.append(Mode.CIRCLES)
    if indicator.kind is ValueKind.RATIO:
        modes.append(Mode.BIVARIATE)
    if indicator.kind is not ValueKind.TYPOLOGY and len(indicator.years_by_level.get(level, ())) > 1:
        modes.append(Mode.EVOLUTION)
    return modes


def partners(
    indicator: Indicator, indicators: Iterable[Indicator], mode: Mode, level: Level
) -> list[Indicator]:
    """Indicators that can be crossed with one at a level: those of its theme first, then by label."""
    over = mode is Mode.CIRCLES and indicator.kind is not ValueKind.STOCK
    wanted = ValueKind.STOCK if over else ValueKind.RATIO
    found = [
        one
        for one in indicators
        if one.kind is wanted and level in one.levels and one.key != indicator.key and one.offered
    ]
    return sorted(found, key=lambda one: (one.theme != indicator.theme, plain(one.label)))


def earlier_years(indicator: Indicator, level: Level, year: int | None) -> list[int]:
    """Years that an evolution up to ``year`` can start from, the earliest first."""
    years = indicator.years_by_level.get(level, ())
    until = year or (years[-1] if years else 0)
    return [one for one in years if one < until]


def palettes_of(indicator: Indicator, mode: Mode) -> list[Palette]:
    """Palettes that can say what a map says, in the order of the interface."""
    if mode is Mode.BIVARIATE:
        return [p for p in palettes().values() if p.kind is PaletteKind.BIVARIATE]
    if mode is Mode.EVOLUTION:
        return [p for p in palettes().values() if p.kind is PaletteKind.DIVERGING]
    return palettes_for(indicator)


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
    if indicator.denominator:
        request = replace(request, threshold=previous.threshold)
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
    """Text that :func:`parse_bounds` reads back, with the decimal mark of the interface."""
    text = "; ".join(f"{bound:.15g}" for bound in bounds)
    return text.replace(".", ",") if language() == "fr" else text


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
