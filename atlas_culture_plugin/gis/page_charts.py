# SPDX-License-Identifier: GPL-2.0-or-later
"""The small charts and the keys of a page, as drawings that wait for their size."""

from __future__ import annotations

from ..core import charts
from ..core.library import Library
from ..core.mapping import PreparedMap
from ..core.model import Mode, ValueKind
from ..core.territories import Territories
from .layouts import Drawing

#: Height over width of a chart in its column.
_DISTRIBUTION = 0.52


def charts_of(prepared: PreparedMap, library: Library, territories: Territories) -> tuple[Drawing, ...]:
    """The charts that help to read a map: the distribution of what is drawn by class."""
    by_class = prepared.is_evolution or prepared.indicator.kind is ValueKind.RATIO
    if prepared.mode is Mode.BIVARIATE or not by_class or len(prepared.classification.counts) < 2:
        return ()
    return (_distribution(prepared),)


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
