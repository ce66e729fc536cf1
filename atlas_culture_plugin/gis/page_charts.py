# SPDX-License-Identifier: GPL-2.0-or-later
"""The small charts and the keys of a page, as drawings that wait for their size."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..core import charts
from ..core.charts import BarRow
from ..core.codes import parse_reference
from ..core.formatting import count_label, number
from ..core.i18n import tr
from ..core.library import Library
from ..core.mapping import PreparedMap
from ..core.model import Level, Mode, Status, Territory, ValueKind
from ..core.reference import Reference, reference_value
from ..core.territories import Territories
from ..core.wording import typeset
from .circles import KeyLook, key_values
from .offsets import DIAMETERS
from .sheet import Drawing

#: Height over width of a chart in its column.
_DISTRIBUTION = 0.52
#: Height over width of the dots of two ratios, and most of them.
_SCATTER, _MOST_DOTS = 0.75, 1300
#: Height of one bar over the width of the chart.
_BAR = 0.065


def charts_of(prepared: PreparedMap, library: Library, territories: Territories) -> tuple[Drawing, ...]:
    """The charts that help to read a map: how what is drawn is distributed, and compares."""
    by_class = prepared.is_evolution or prepared.indicator.kind is ValueKind.RATIO
    if prepared.mode is Mode.BIVARIATE:
        return _scatter(prepared)
    if not by_class or len(prepared.classification.counts) < 2:
        return ()
    rows = _references(prepared, library, territories)
    return (_distribution(prepared), _bars(prepared, rows)) if len(rows) > 1 else (_distribution(prepared),)


def _scatter(prepared: PreparedMap) -> tuple[Drawing, ...]:
    """Two ratios against each other, as long as dots can be told apart."""
    second, cells = prepared.second, prepared.cells()
    count = int(np.count_nonzero(cells))
    if second is None or not 1 < count <= _MOST_DOTS:
        return ()

    def draw(width: float, height: float, font: str, size: float) -> str:
        return charts.scatter(
            prepared.values,
            second.values,
            cells,
            prepared.cell_colors,
            prepared.rounded.bounds,
            second.rounded.bounds,
            x_title=prepared.title,
            y_title=second.title,
            width=width,
            height=height,
            font=font,
            x_unit=prepared.unit,
            y_unit=second.unit,
            decimals_x=prepared.decimals,
            decimals_y=second.decimals,
            text_size=size,
        )

    return (Drawing(draw, _SCATTER, least=0.45),)


def _references(prepared: PreparedMap, library: Library, territories: Territories) -> list[BarRow]:
    """The territory of the map beside the wider ones: its region, all the territories of its level."""
    within = prepared.request.within.strip()
    reference = parse_reference(within) if within else None
    if reference is None or reference.level is None or prepared.mode is not Mode.SINGLE:
        return []
    territory = territories.find(reference)
    wider = [territory]
    if territory.level is not Level.REGION and territory.region:
        region = territories.find(f"{Level.REGION.prefix}-{territory.region}")
        if _communes(territories, region) != _communes(territories, territory):
            wider.append(region)
    rows = []
    for one in wider:
        value = _own_value(prepared, library, one)
        if not math.isnan(value):
            rows.append(BarRow(typeset(territories.label(one)), value, emphasised=one is territory))
    if not rows or not rows[0].emphasised:
        return []
    codes = territories.codes(territory.level)
    common = reference_value(library, prepared.indicator, territory.level, prepared.year, codes)
    if common.value is not None:
        rows.append(BarRow(_everywhere(territory.level, common), common.value))
    return rows


def _communes(territories: Territories, territory: Territory) -> set[str]:
    """Overseas, a departement and its region are one territory."""
    return set(territories.within(Level.COMMUNE, f"{territory.level.prefix}-{territory.code}"))


def _everywhere(level: Level, common: Reference) -> str:
    """France, or how many of its territories could be counted."""
    if not common.is_partial:
        return tr("France")
    counted, total = number(common.counted), number(common.counted + common.missing)
    name = level.label if level.label.isupper() else level.label.lower()
    return tr("{counted} {level} of {total}").format(counted=counted, level=name, total=total)


def _own_value(prepared: PreparedMap, library: Library, territory: Territory) -> float:
    """Published value of a territory at its own level; NaN when there is none that may be read."""
    indicator, year = prepared.indicator, prepared.year
    if year not in indicator.years_by_level.get(territory.level, ()):
        return math.nan
    table = library.table(indicator.package, territory.level)
    row = table.index().get(territory.code)
    return math.nan if row is None else float(table.columns[indicator.column(year)].values[row])


def _bars(prepared: PreparedMap, rows: Sequence[BarRow]) -> Drawing:
    def draw(width: float, height: float, font: str, size: float) -> str:
        return charts.bars(
            rows,
            unit=prepared.unit,
            decimals=prepared.decimals,
            width=width,
            height=height,
            font=font,
            title=tr("Compared with"),
            text_size=size,
        )

    def height(width: float, size: float) -> float:
        return charts.bars_height(
            rows, unit=prepared.unit, width=width, title=tr("Compared with"), text_size=size
        )

    return Drawing(draw, _BAR * (len(rows) + 2), least=_BAR * len(rows), height=height)


def _distribution(prepared: PreparedMap) -> Drawing:
    def draw(width: float, height: float, font: str, size: float) -> str:
        return charts.distribution(
            prepared.values,
            prepared.rounded,
            prepared.colors,
            unit=prepared.unit,
            decimals=prepared.decimals,
            width=width,
            height=height,
            font=font,
            text_size=size,
        )

    return Drawing(draw, _DISTRIBUTION)


def key_of(prepared: PreparedMap) -> Drawing | None:
    """The square key of a bivariate map."""
    second = prepared.second
    if prepared.mode is not Mode.BIVARIATE or second is None:
        return None
    counts = [int((prepared.cells() == cell).sum()) for cell in range(1, 10)]

    def draw(width: float, height: float, font: str, size: float) -> str:
        return charts.bivariate_key(
            prepared.cell_colors,
            first=prepared.heading,
            second=second.heading,
            bounds_first=prepared.rounded.bounds,
            bounds_second=second.rounded.bounds,
            counts9=counts,
            width=width,
            height=height,
            font=font,
            decimals_first=prepared.decimals,
            decimals_second=second.decimals,
            text_size=size,
        )

    return Drawing(draw, 1.0)


def circles_key_of(prepared: PreparedMap, look: KeyLook) -> Drawing | None:
    """The nested circles of a stock, as large as on the map; ``None`` where no value has a circle."""
    stock = prepared.second or prepared
    zeros = int(np.count_nonzero(stock.values == 0))
    foot = tr("No circle: zero {count}").format(count=count_label(zeros)) if zeros else ""
    return nested_circles(stock, look, f"{stock.heading} {count_label(stock.count(Status.VALUE))}", foot)


def nested_circles(stock: PreparedMap, look: KeyLook, title: str, foot: str = "") -> Drawing | None:
    """Nested circles with their values, as large as on the map; ``None`` where no value has a circle."""
    maximum = stock.scale_maximum()
    shown = key_values(stock)
    if not shown:
        return None
    values, labels = zip(*shown)

    def draw(width: float, height: float, font: str, size: float) -> str:
        return charts.circles_key(
            values,
            labels,
            maximum,
            DIAMETERS[stock.request.level],
            look.color,
            font=font,
            width=width,
            title=title,
            foot=foot,
            opacity=look.opacity,
            stroke=look.stroke,
            thickness=look.thickness,
            text_size=size,
        )

    return Drawing(draw, 0.0, own_size=True)
