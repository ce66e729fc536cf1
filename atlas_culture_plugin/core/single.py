# SPDX-License-Identifier: GPL-2.0-or-later
"""One indicator, at one level and year: its values, states and classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .classify import Classification, classify, round_bounds
from .codes import parse_reference
from .errors import IndicatorError
from .formatting import exact
from .i18n import tr
from .library import Library
from .model import Indicator, Level, Method, Status, ValueKind
from .palettes import palette as find_palette
from .perimeters import on_perimeters, perimeter_notes
from .prepared import PreparedMap
from .request import MapRequest
from .territories import Territories

#: Significant digits of bounds that are rounded on request.
ROUND_DIGITS = 2


def prepare_one(
    library: Library, territories: Territories, request: MapRequest, codes: tuple[str, ...] = ()
) -> PreparedMap:
    """Answer ``request`` for its one indicator, whatever its mode.

    Args:
        library: where the indicator is.
        territories: the geographic code.
        request: what to map.
        codes: the territories to draw, where another indicator already decided which.

    Raises:
        IndicatorError: no such indicator, level or year.
        TerritoryError: ``within`` is not understood, or holds no territory of this level.
        ClassificationError: the classes cannot be made as asked.
        StyleError: unknown palette.
    """
    indicator, year = library.resolve(request.indicator, request.level, request.year)
    request = _complete(request, indicator, year)
    table = on_perimeters(library.table(indicator.package, request.level), territories)
    codes = codes or codes_within(table.codes, territories, request)
    column = table.on(codes, indicator.column(year))
    values, statuses = column.values, column.statuses
    denominator = _hide_small(library, indicator, year, request, codes, values, statuses)
    classification = _classify(values, request, indicator)
    package = library.package(indicator.package)
    return PreparedMap(
        request=request,
        indicator=indicator,
        package_version=package.version,
        cog_year=package.cog_year,
        year=year,
        codes=codes,
        values=values,
        statuses=statuses,
        texts=column.texts,
        classification=classification,
        rounded=round_bounds(values, classification, ROUND_DIGITS if request.rounded else None),
        colors=tuple(find_palette(request.palette).colors(max(1, len(classification.counts)))),
        notes=(
            *_notes(library, indicator, request, classification, denominator),
            *perimeter_notes(territories, request.level, codes),
        ),
        denominator=denominator,
        denominator_unit=_denominator_unit(library, indicator) if denominator else "",
        style=package.folder / indicator.style_file if indicator.style_file else None,
        territories=territories,
    )


def _complete(request: MapRequest, indicator: Indicator, year: int) -> MapRequest:
    """Fill in the indicator's own defaults."""
    method = request.method or (Method.MANUAL if request.manual_bounds else indicator.default_method)
    palette = request.palette
    if not palette:
        official = method is Method.OFFICIAL and indicator.official_palette
        palette = official or indicator.default_palette
    return replace(
        request,
        indicator=indicator.key,
        year=year,
        method=method,
        classes=request.classes or indicator.default_classes,
        palette=palette,
    )


def codes_within(known: Sequence[str], territories: Territories, request: MapRequest) -> tuple[str, ...]:
    """Codes to draw: the territories of the level, those that the table lacks included.

    Without a restriction, codes of the table that no territory bears are kept too, to be reported; those of
    other boundaries are not, since a legend counts what is drawn: see ``levelfile.Joined.not_in_layer``.
    """
    if not request.within.strip():
        codes = dict.fromkeys(territory.code for territory in territories.all(request.level))
        if not territories.vintage.identifier:
            codes.update(dict.fromkeys(known))
        return tuple(codes)
    inside = territories.within(request.level, parse_reference(request.within))
    if not inside:
        raise IndicatorError(
            tr("{territory} holds no territory of the level “{level}”: choose a finer level.").format(
                territory=request.within, level=request.level.label
            )
        )
    return tuple(inside)


def _classify(values: npt.NDArray[np.float64], request: MapRequest, indicator: Indicator) -> Classification:
    method = request.method or Method.QUANTILE
    if indicator.kind is ValueKind.TYPOLOGY:
        return classify(np.array([]), Method.QUANTILE, 1)
    if method is Method.OFFICIAL and not indicator.official_bounds:
        raise IndicatorError(
            tr("The Atlas gives no official bounds for “{indicator}”: choose another method.").format(
                indicator=indicator.label
            )
        )
    return classify(
        values,
        method,
        request.classes or indicator.default_classes,
        manual=request.manual_bounds,
        official=indicator.official_bounds,
    )


def _hide_small(
    library: Library,
    indicator: Indicator,
    year: int,
    request: MapRequest,
    codes: Sequence[str],
    values: npt.NDArray[np.float64],
    statuses: npt.NDArray[np.uint8],
) -> str:
    """Hide, in place, the ratios that rest on a denominator under the threshold; return its column."""
    if not request.threshold or not indicator.denominator:
        return ""
    column = denominator_column(library, indicator, request.level, year)
    sizes = library.table(indicator.package, request.level).on(codes, column)
    small = (statuses == Status.VALUE) & (sizes.values < request.threshold)
    values[small] = np.nan
    statuses[small] = Status.BELOW_THRESHOLD
    return column


def _denominator_unit(library: Library, indicator: Indicator) -> str:
    return library.indicator(f"{indicator.package}/{indicator.denominator}").unit


def denominator_column(library: Library, indicator: Indicator, level: Level, year: int) -> str:
    """Column of the denominator of a ratio, at the year nearest to the ratio's."""
    below = library.indicator(f"{indicator.package}/{indicator.denominator}")
    return below.column(below.nearest_year(level, year))


def _notes(
    library: Library, indicator: Indicator, request: MapRequest, classes: Classification, denominator: str
) -> tuple[str, ...]:
    # Circles and categories are not drawn by class.
    notes = [classes.note] if classes.note and indicator.kind is ValueKind.RATIO else []
    if indicator.kind is ValueKind.STOCK:
        if not classes.bounds:
            notes.append(tr("There is no value to show here."))
        notes.append(stock_notice(indicator, ratio_for(library, indicator, request.level)))
    return (*notes, *threshold_notes(indicator, request, denominator))


def threshold_notes(indicator: Indicator, request: MapRequest, denominator: str) -> tuple[str, ...]:
    """What to say of a threshold that could not be applied, for want of a ``denominator``."""
    if not request.threshold or denominator:
        return ()
    sentence = tr("“{indicator}” has no known denominator: the threshold of {threshold} hides nothing.")
    return (sentence.format(indicator=indicator.label, threshold=exact(request.threshold)),)


def ratio_for(library: Library, stock: Indicator, level: Level) -> Indicator | None:
    """The ratio of the same package that makes a stock comparable, per inhabitant first."""
    ratios = [
        one
        for one in library.indicators(stock.package)
        if one.kind is ValueKind.RATIO and one.numerator == stock.id and level in one.levels
    ]
    by_population = [one for one in ratios if "pop" in one.denominator]
    return next(iter(by_population or ratios), None)


def stock_notice(stock: Indicator, ratio: Indicator | None) -> str:
    """Why a stock is drawn as circles, and which ratio to choose for coloured areas."""
    sentence = tr(
        "“{stock}” is a number or an amount: it is drawn as circles whose area is proportional to it, "
        "because coloured areas would show the size of the territories."
    ).format(stock=stock.label)
    if ratio is None:
        return sentence
    offer = tr("For coloured areas, choose “{ratio}” ({key}).").format(ratio=ratio.label, key=ratio.key)
    return f"{sentence} {offer}"
