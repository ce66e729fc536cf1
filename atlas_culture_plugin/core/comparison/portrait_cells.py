# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a portrait as they are printed: rows of tables, figures that stand out."""

from __future__ import annotations

from dataclasses import dataclass

from ..formatting import number, with_unit
from ..i18n import tr
from ..model import Indicator
from ..phrases import decimals_shown
from ..wording import level_noun, typeset
from . import cells
from .model import SIMILAR, Figure, Gap, Perimeter

#: Mark of a reference that rests on some of its territories only.
PARTIAL = "*"
#: What stands where a reference has no value: the reason is told under the tables.
NONE = "–"
#: Letters of a unit that stands beside a large number.
_SHORT = 2


@dataclass(frozen=True)
class Against:
    """A reference beside a figure: its value and the gap to it, or the part of it, as they are printed."""

    value: str
    gap: str


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    figure: Figure
    label: str
    value: str
    rank: str
    against: tuple[Against, ...]


@dataclass(frozen=True)
class Key:
    """A figure that stands out on the first page; ``against`` has one line a reference."""

    figure: Figure
    value: str
    label: str
    rank: str
    against: tuple[str, ...]


def row(figure: Figure) -> Row:
    """A figure as a line of a table."""
    indicator = figure.indicator
    if figure.value is None:
        return Row(figure, plain_label(figure), typeset(cells.category(indicator, figure.text)), "", ())
    value = printed(figure.value, indicator)
    gaps = tuple(against(figure, gap) for gap in figure.gaps)
    return Row(figure, typeset(indicator.heading(figure.year)), value, cells.rank_text(figure), gaps)


def key(figure: Figure) -> Key:
    """A figure that stands out."""
    indicator, value = figure.indicator, figure.value or 0.0
    shown = printed(value, indicator)
    # A short unit goes with the number; a long one is said with the name.
    short = len(indicator.unit) <= _SHORT
    shown = with_unit(shown, indicator.unit) if short else shown
    label = plain_label(figure) if short else typeset(indicator.heading(figure.year))
    rank = tr("Rank {rank}").format(rank=cells.rank_text(figure)) if figure.rank else ""
    lines = tuple(_key_line(figure, gap) for gap in figure.gaps if gap.value is not None)
    return Key(figure, shown, label, rank, lines)


def printed(value: float, indicator: Indicator) -> str:
    """A value without its unit: zero is a plain 0, what is not zero never reads as it."""
    return number(value, decimals_shown(value, indicator.decimals)) if value else number(0)


def _key_line(figure: Figure, gap: Gap) -> str:
    """« Bretagne : 3,4 (+12 %) », « Bretagne : part 1,2 % »."""
    label, one = short_label(gap.reference), against(figure, gap)
    if gap.share is not None:
        return f"{label}{tr(': ')}{one.gap}"
    return f"{label}{tr(': ')}{one.value} ({one.gap})" if one.gap else f"{label}{tr(': ')}{one.value}"


def short_label(reference: Perimeter) -> str:
    """Name of a reference where there is little room."""
    if reference.key == SIMILAR:
        return tr("{count} similar").format(count=number(len(reference.codes)))
    return typeset(reference.label)


def plain_label(figure: Figure) -> str:
    """Name and year."""
    return typeset(f"{figure.indicator.label}, {figure.year}")


def against(figure: Figure, gap: Gap) -> Against:
    """A reference as it is printed: its value, marked where it is partial, and the gap or the share."""
    if gap.value is None:
        return Against(NONE, "")
    indicator = figure.indicator
    value = printed(gap.value, indicator)
    value += PARTIAL if gap.missing else ""
    if gap.share is not None:
        return Against(value, _share(gap.share))
    if gap.absolute is None:
        return Against(value, "")
    if indicator.unit == "%" or gap.percent is None:
        return Against(value, cells.difference(gap.absolute, indicator))
    return Against(value, cells.percent_text(gap.percent))


def _share(share: float) -> str:
    """Part of a total, with as many decimals as it takes not to read as zero."""
    if not share:
        return tr("share {share}").format(share=with_unit(number(0), "%"))
    decimals = decimals_shown(share, 0 if share >= 10 else 1)
    if decimals > 2:
        return tr("share < {least}").format(least=with_unit(number(0.01, 2), "%"))
    return tr("share {share}").format(share=with_unit(number(share, decimals), "%"))


def partial_label(reference: Perimeter, basis: int, missing: int) -> str:
    """« Bretagne (58 intercommunalités sur 61) »."""
    total = basis + missing
    counts = tr("{counted} of {total}").format(
        counted=number(basis), total=f"{number(total)} {level_noun(reference.level, total)}"
    )
    return f"{typeset(reference.label)} ({counts})"
