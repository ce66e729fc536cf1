# SPDX-License-Identifier: GPL-2.0-or-later
"""A comparison for the eye: one row per figure, the references side by side; what the clipboard takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..i18n import tr
from ..workbook import Cell, Sheet, html_text, tabbed_text
from .model import DEPARTEMENT, EPCI, FRANCE, METRO, REGION, SIMILAR, Comparison, Figure, Gap
from .records import PERCENT_DECIMALS, QUANTILE_DECIMALS, category_label, change_decimals, shown

#: Columns that do not depend on the references, in their order.
FIGURE_COLUMNS = ("indicator", "year", "territory", "name", "value", "unit", "rank", "of", "quantile")
#: Columns repeated for each reference.
GAP_COLUMNS = ("reference_value", "gap", "gap_percent", "share", "missing")
#: Columns of the evolution.
EARLIER_COLUMNS = ("earlier_year", "earlier_value", "change")
COLUMNS = (*FIGURE_COLUMNS, *GAP_COLUMNS, *EARLIER_COLUMNS)


@dataclass(frozen=True)
class _Column:
    heading: str
    width: int
    cell: Callable[[Figure], Cell]


def overview(
    comparison: Comparison, columns: Sequence[str] = COLUMNS, figures: Sequence[Figure] | None = None
) -> Sheet:
    """One row per figure.

    Args:
        comparison: what to show.
        columns: names among :data:`COLUMNS`, in any order: theirs is kept. The share of a total is shown
            where a figure has one, the gaps likewise, and how many territories a reference leaves out.
        figures: those to show, in their order; all of them when None.
    """
    shown_figures = comparison.figures if figures is None else tuple(figures)
    chosen = _columns(shown_figures, columns)
    return Sheet(
        tr("Table"),
        tuple(one.heading for one in chosen),
        [tuple(one.cell(figure) for one in chosen) for figure in shown_figures],
        tuple(one.width for one in chosen),
    )


def clipboard_text(
    comparison: Comparison, columns: Sequence[str] = COLUMNS, figures: Sequence[Figure] | None = None
) -> str:
    """The table as text with a tab between cells, with the decimal mark of the interface."""
    return tabbed_text(overview(comparison, columns, figures))


def clipboard_html(
    comparison: Comparison, columns: Sequence[str] = COLUMNS, figures: Sequence[Figure] | None = None
) -> str:
    """The table as HTML, which keeps codes as texts and all the digits of numbers."""
    return html_text(overview(comparison, columns, figures))


def reference_heading(key: str, gaps: Sequence[Gap]) -> str:
    """Name of a reference at the head of a column, which several territories may share.

    The name of the perimeter where it is the same for all; else what it is to each: "its region".
    """
    labels = {gap.reference.label for gap in gaps}
    if len(labels) == 1 and key != SIMILAR:
        return labels.pop()
    return kinds_of_references().get(key, key)


def kinds_of_references() -> dict[str, str]:
    """What each reference that follows the territories is to them."""
    return {
        FRANCE: tr("France"),
        METRO: tr("Metropolitan France"),
        REGION: tr("its region"),
        DEPARTEMENT: tr("its departement"),
        EPCI: tr("its EPCI"),
        SIMILAR: tr("similar territories"),
    }


def _columns(figures: Sequence[Figure], wanted: Sequence[str]) -> list[_Column]:
    found = [one for name, one in _figure_columns().items() if name in wanted]
    for key in dict.fromkeys(gap.reference.key for figure in figures for gap in figure.gaps):
        found += _gap_columns(key, figures, wanted)
    if any(figure.earlier for figure in figures):
        found += [one for name, one in _earlier_columns().items() if name in wanted]
    return found


def _figure_columns() -> dict[str, _Column]:
    return {
        "indicator": _Column(tr("Indicator"), 50, lambda one: one.indicator.label),
        "year": _Column(tr("Year"), 8, lambda one: one.year),
        "territory": _Column(tr("Territory"), 18, lambda one: one.territory.reference),
        "name": _Column(tr("Name"), 28, lambda one: one.territory.name),
        "value": _Column(tr("Value"), 16, _value),
        "unit": _Column(tr("Unit"), 18, lambda one: one.indicator.unit),
        "rank": _Column(tr("Rank"), 8, lambda one: one.rank),
        "of": _Column(tr("Out of"), 8, lambda one: one.of or None),
        "quantile": _Column(tr("Quantile"), 10, lambda one: shown(one.quantile, QUANTILE_DECIMALS)),
    }


def _value(figure: Figure) -> Cell:
    """The value, the category, or why there is none: an empty cell would read as a zero."""
    if figure.text:
        return category_label(figure)
    if figure.value is None:
        return figure.status.label
    return shown(figure.value, figure.indicator.decimals)


def _gap_columns(key: str, figures: Sequence[Figure], wanted: Sequence[str]) -> list[_Column]:
    gaps = [gap for figure in figures for gap in figure.gaps if gap.reference.key == key]
    name = reference_heading(key, gaps)

    def of(field: str, decimals: int | None = None) -> Callable[[Figure], Cell]:
        def cell(figure: Figure) -> Cell:
            gap = next((one for one in figure.gaps if one.reference.key == key), None)
            places = figure.indicator.decimals if decimals is None else decimals
            return shown(getattr(gap, field), places) if gap else None

        return cell

    known = {
        "reference_value": _Column(name, 16, of("value")),
        "gap": _Column(tr("Gap: {reference}").format(reference=name), 16, of("absolute")),
        "gap_percent": _Column(
            tr("Gap in %: {reference}").format(reference=name), 16, of("percent", PERCENT_DECIMALS)
        ),
        "share": _Column(
            tr("Share in %: {reference}").format(reference=name), 16, of("share", PERCENT_DECIMALS)
        ),
        "missing": _Column(tr("Left out: {reference}").format(reference=name), 16, of("missing", 0)),
    }
    has = {
        "reference_value": True,
        "gap": any(gap.absolute is not None for gap in gaps),
        "gap_percent": any(gap.percent is not None for gap in gaps),
        "share": any(gap.share is not None for gap in gaps),
        "missing": any(gap.missing and gap.value is not None for gap in gaps),
    }
    return [column for field, column in known.items() if field in wanted and has[field]]


def _earlier_columns() -> dict[str, _Column]:
    return {
        "earlier_year": _Column(
            tr("Earlier year"), 12, lambda one: one.earlier.year if one.earlier else None
        ),
        "earlier_value": _Column(
            tr("Earlier value"),
            14,
            lambda one: shown(one.earlier.value, one.indicator.decimals) if one.earlier else None,
        ),
        "change": _Column(
            tr("Change since (in % for a stock)"),
            16,
            lambda one: shown(one.earlier.change, change_decimals(one.indicator)) if one.earlier else None,
        ),
    }
