# SPDX-License-Identifier: GPL-2.0-or-later
"""A comparison as rows: one for each figure and reference, for scripts (JSON) and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from ..i18n import tr
from ..model import Indicator, Territory, ValueKind
from ..wording import level_noun, upper_first
from ..workbook import Cell, Sheet, Shown
from .model import Absent, Comparison, Figure, Gap

#: Status of an indicator that has no figure at the level of a territory, beside those of ``Status``.
NOT_PUBLISHED = "non_publie"
PERCENT_DECIMALS, QUANTILE_DECIMALS = 1, 3

Record = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One territory, one indicator, one reference.

    ``figure`` is None where nothing is published at the level; ``gap`` is None without a reference.
    """

    territory: Territory
    indicator: Indicator
    figure: Figure | None = None
    gap: Gap | None = None

    @property
    def status(self) -> str:
        """State of the figure, as the fields of layers write it."""
        return self.figure.status.field_value if self.figure else NOT_PUBLISHED

    @property
    def status_label(self) -> str:
        """State of the figure for a reader."""
        return self.figure.status.label if self.figure else tr("Not published at this level")

    @property
    def category(self) -> str:
        """Category of a typology for a reader, empty for anything else."""
        return category_label(self.figure) if self.figure else ""


def lines(comparison: Comparison) -> Iterator[Line]:
    """Yield the lines, indicator by indicator in the order of the comparison.

    A territory without reference for a figure has one line all the same.
    """
    figures = {(one.indicator.key, one.territory.reference): one for one in comparison.figures}
    absent = {(one.indicator.key, one.territory.reference) for one in told_absent(comparison)}
    for indicator in comparison.indicators:
        for territory in comparison.territories:
            pair = (indicator.key, territory.reference)
            figure = figures.get(pair)
            if figure is None:
                if pair in absent:
                    yield Line(territory, indicator)
                continue
            for gap in figure.gaps or (None,):
                yield Line(territory, indicator, figure, gap)


def told_absent(comparison: Comparison) -> list[Absent]:
    """Return the pairs without figure that the reader must see.

    They are those of the indicators asked for by name, and those that another territory compared has. An
    indicator that nobody named and that no territory has is no part of the comparison.
    """
    known = {figure.indicator.key for figure in comparison.figures}
    named = bool(comparison.request.indicators)
    return [one for one in comparison.absent if named or one.indicator.key in known]


def records(comparison: Comparison) -> list[Record]:
    """Return the rows for scripts: raw numbers, ``None`` where there is none.

    The first fifteen keys are an interface that does not change. ``gap`` is in the unit of the indicator,
    ``gap_percent`` and ``share`` in %, ``quantile`` from 0 to 1, ``basis`` and ``missing`` in territories.
    """
    return [_record(line) for line in lines(comparison)]


def long_sheet(comparison: Comparison) -> Sheet:
    """The same rows for a spreadsheet, under headings in the language of the interface."""
    headings = (
        (tr("Territory"), 18),
        (tr("Code"), 12),
        (tr("Name"), 28),
        (tr("Level"), 14),
        (tr("Indicator"), 50),
        (tr("Identifier"), 24),
        (tr("Year"), 8),
        (tr("Value"), 14),
        (tr("Unit"), 18),
        (tr("Category"), 22),
        (tr("Status"), 16),
        (tr("Rank"), 8),
        (tr("Out of"), 8),
        (tr("Quantile"), 10),
        (tr("Reference"), 40),
        (tr("Value of the reference"), 14),
        (tr("Gap"), 14),
        (tr("Gap (%)"), 10),
        (tr("Share of the total (%)"), 12),
        (tr("Territories behind the reference"), 16),
        (tr("Territories left out"), 14),
        (tr("Remark"), 40),
        (tr("Earlier year"), 12),
        (tr("Earlier value"), 14),
        (tr("Change since (in % for a stock)"), 16),
    )
    rows = [_cells(line) for line in lines(comparison)]
    return Sheet(tr("Comparison"), tuple(name for name, _ in headings), rows, tuple(w for _, w in headings))


def category_label(figure: Figure) -> str:
    """Label of the category of a typology; its text where the package does not name it."""
    labels = {category.value: category.label for category in figure.indicator.categories}
    return labels.get(figure.text, figure.text)


def remark(line: Line) -> str:
    """What a reader must know about one line; empty when all is said by its figures."""
    said = [line.gap.reason] if line.gap and line.gap.reason else []
    earlier = line.figure.earlier if line.figure else None
    if earlier and earlier.perimeter_changed:
        said.append(tr("the territory is not the one of {year}").format(year=earlier.year))
    return "; ".join(said)


def _record(line: Line) -> Record:
    figure, gap, indicator = line.figure, line.gap, line.indicator
    earlier = figure.earlier if figure else None
    return {
        "territory": line.territory.reference,
        "name": line.territory.name,
        "indicator": indicator.id,
        "year": figure.year if figure else None,
        "value": (figure.text or _finite(figure.value)) if figure else None,
        "status": line.status,
        "unit": indicator.unit,
        "rank": figure.rank if figure else None,
        "of": figure.of if figure else None,
        "quantile": _finite(figure.quantile) if figure else None,
        "reference": gap.reference.key if gap else None,
        "reference_value": _finite(gap.value) if gap else None,
        "gap": _finite(gap.absolute) if gap else None,
        "gap_percent": _finite(gap.percent) if gap else None,
        "basis": gap.basis if gap else None,
        "missing": gap.missing if gap else None,
        "share": _finite(gap.share) if gap else None,
        "reference_name": gap.reference.label if gap else None,
        "remark": remark(line),
        "level": line.territory.level.value,
        "code": line.territory.code,
        "label": indicator.label,
        "package": indicator.package,
        "kind": indicator.kind.value,
        "source": indicator.source,
        "earlier_year": earlier.year if earlier else None,
        "earlier_value": _finite(earlier.value) if earlier else None,
        "change": _finite(earlier.change) if earlier else None,
        "perimeter_changed": earlier.perimeter_changed if earlier else None,
    }


def _cells(line: Line) -> Sequence[Cell]:
    figure, gap, indicator = line.figure, line.gap, line.indicator
    earlier = figure.earlier if figure else None
    decimals = indicator.decimals
    return (
        line.territory.reference,
        line.territory.code,
        line.territory.name,
        upper_first(level_noun(line.territory.level, 1)),
        indicator.label,
        indicator.id,
        figure.year if figure else None,
        shown(figure.value if figure else None, decimals),
        indicator.unit,
        line.category,
        line.status_label,
        figure.rank if figure else None,
        figure.of if figure and figure.of else None,
        shown(figure.quantile if figure else None, QUANTILE_DECIMALS),
        gap.reference.label if gap else "",
        shown(gap.value if gap else None, decimals),
        shown(gap.absolute if gap else None, decimals),
        shown(gap.percent if gap else None, PERCENT_DECIMALS),
        shown(gap.share if gap else None, PERCENT_DECIMALS),
        gap.basis if gap else None,
        gap.missing if gap else None,
        remark(line),
        earlier.year if earlier else None,
        shown(earlier.value if earlier else None, decimals),
        shown(earlier.change if earlier else None, change_decimals(indicator)),
    )


def change_decimals(indicator: Indicator) -> int:
    """Decimals of a change since an earlier year: a percentage for a stock, else those of the value."""
    return PERCENT_DECIMALS if indicator.kind is ValueKind.STOCK else indicator.decimals


def shown(value: float | None, decimals: int) -> Cell:
    """A number and the decimals to show it with; an empty cell where there is none."""
    return None if value is None else Shown(value, decimals)


def _finite(value: float | None) -> float | None:
    """JSON has no infinity; numpy's floats become Python's."""
    return float(value) if value is not None and isfinite(value) else None
