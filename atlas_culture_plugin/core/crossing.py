# SPDX-License-Identifier: GPL-2.0-or-later
"""Two indicators on one map: circles over coloured areas, or nine colours for two ratios."""

from __future__ import annotations

from dataclasses import replace

from .errors import ClassificationError, IndicatorError
from .i18n import tr
from .library import Library
from .model import Indicator, Level, Method, Mode, ValueKind
from .palettes import BIVARIATE_DEFAULT, SIDE, PaletteKind
from .palettes import palette as find_palette
from .prepared import PreparedMap
from .request import MapRequest
from .single import prepare_one, ratio_for
from .territories import Territories


def prepare_crossing(library: Library, territories: Territories, request: MapRequest) -> PreparedMap:
    """Answer a request for two indicators.

    Raises:
        IndicatorError: no second indicator, or their kinds do not suit the mode.
        AtlasError: see :func:`~atlas_culture_plugin.core.single.prepare_one`.
    """
    if not request.second:
        raise IndicatorError(
            tr("Choose a second indicator to cross “{first}” with.").format(first=request.indicator)
        )
    # Both indicators must exist at the level before their kinds are judged: that sentence comes first.
    first, _year = library.resolve(request.indicator, request.level, request.year)
    second, _latest = library.resolve(request.second, request.level)
    if first.key == second.key:
        raise IndicatorError(
            tr("“{indicator}” cannot be crossed with itself: choose another second indicator.").format(
                indicator=first.label
            )
        )
    if request.mode is Mode.CIRCLES:
        return _circles(library, territories, request, first, second)
    return _bivariate(library, territories, request, first, second)


def _circles(
    library: Library, territories: Territories, request: MapRequest, first: Indicator, second: Indicator
) -> PreparedMap:
    """Whichever is given first, the ratio colours the areas and the stock makes the circles."""
    year, other_year = request.year, None
    if first.kind is ValueKind.STOCK and second.kind is not ValueKind.STOCK:
        first, second = second, first
        year, other_year = None, request.year
    if first.kind is not ValueKind.RATIO or second.kind is not ValueKind.STOCK:
        raise IndicatorError(_wrong_circles(library, request.level, first, second))
    if year is None and other_year is not None:
        year = first.nearest_year(request.level, other_year)
    areas = prepare_one(library, territories, replace(request, indicator=first.key, year=year))
    circles = _other(library, territories, request, second, areas, other_year)
    return replace(areas, request=replace(areas.request, second=second.key), second=circles)


def _bivariate(
    library: Library, territories: Territories, request: MapRequest, first: Indicator, second: Indicator
) -> PreparedMap:
    for indicator in (first, second):
        if indicator.kind is not ValueKind.RATIO:
            raise IndicatorError(_not_a_ratio(library, request.level, indicator))
    name = request.palette or BIVARIATE_DEFAULT
    chosen = find_palette(name)
    if chosen.kind is not PaletteKind.BIVARIATE:
        raise IndicatorError(
            tr("The palette “{palette}” has no nine colours for two ratios: choose a bivariate one.").format(
                palette=name
            )
        )
    # Thirds of the territories, unless asked otherwise: each row and column is then as full.
    usual = Method.MANUAL if request.manual_bounds else Method.QUANTILE
    method = request.method if request.method not in (None, Method.OFFICIAL) else usual
    bounds, other_bounds = _halves(request.manual_bounds)
    sides = replace(request, method=method, classes=SIDE, palette="", manual_bounds=bounds)
    across = prepare_one(library, territories, replace(sides, indicator=first.key))
    up = _other(library, territories, sides, second, across, None, other_bounds)
    for side in (across, up):
        if len(side.classification.counts) not in (0, SIDE):
            raise IndicatorError(
                tr(
                    "“{indicator}” takes too few different values here to be cut into three classes: choose "
                    "another level or territory, or draw it alone."
                ).format(indicator=side.indicator.label)
            )
    return replace(
        across,
        request=replace(across.request, second=second.key, palette=name, manual_bounds=request.manual_bounds),
        second=up,
        cell_colors=chosen.cells(),
        notes=(*across.notes, *up.notes),
    )


def _halves(bounds: tuple[float, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The manual bounds of each side: the first half is that of the first indicator.

    Raises:
        ClassificationError: they are not as many for both.
    """
    middle = len(bounds) // 2
    if len(bounds) % 2:
        raise ClassificationError(
            tr("Two indicators are cut at as many bounds: give those of the first, then those of the second.")
        )
    return bounds[:middle], bounds[middle:]


def _other(
    library: Library,
    territories: Territories,
    request: MapRequest,
    indicator: Indicator,
    beside: PreparedMap,
    year: int | None,
    bounds: tuple[float, ...] = (),
) -> PreparedMap:
    """The second indicator, on the territories of the first and at the year nearest to it."""
    nearest = year or indicator.nearest_year(request.level, beside.year)
    own = replace(request, indicator=indicator.key, year=nearest, second="", manual_bounds=bounds)
    if indicator.kind is ValueKind.STOCK:
        own = replace(own, method=None, classes=None, palette="", threshold=0.0)
    prepared = prepare_one(library, territories, replace(own, mode=Mode.SINGLE), codes=beside.codes)
    notes = prepared.notes if indicator.kind is ValueKind.RATIO else ()
    return replace(prepared, notes=notes)


def _wrong_circles(library: Library, level: Level, first: Indicator, second: Indicator) -> str:
    if first.kind is ValueKind.STOCK:
        ratio = ratio_for(library, first, level)
        sentence = tr(
            "“{first}” and “{second}” are both numbers or amounts: circles are drawn over a ratio."
        ).format(first=first.label, second=second.label)
        return f"{sentence} {_offer(ratio)}" if ratio else sentence
    if second.kind is ValueKind.STOCK:
        return tr("“{indicator}” is a typology: circles are drawn over a ratio. Choose a ratio.").format(
            indicator=first.label
        )
    return tr(
        "Neither “{first}” nor “{second}” is a number or an amount that circles could show: choose the "
        "bivariate mode to cross two ratios."
    ).format(first=first.label, second=second.label)


def _not_a_ratio(library: Library, level: Level, indicator: Indicator) -> str:
    if indicator.kind is ValueKind.TYPOLOGY:
        return tr("“{indicator}” is a typology: only ratios can be crossed in nine colours.").format(
            indicator=indicator.label
        )
    sentence = tr(
        "“{indicator}” is a number or an amount: only ratios can be crossed in nine colours, because "
        "coloured areas would show the size of the territories."
    ).format(indicator=indicator.label)
    ratio = ratio_for(library, indicator, level)
    return f"{sentence} {_offer(ratio)}" if ratio else sentence


def _offer(ratio: Indicator) -> str:
    return tr("Choose “{ratio}” ({key}) instead.").format(ratio=ratio.label, key=ratio.key)
