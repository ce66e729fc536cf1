# SPDX-License-Identifier: GPL-2.0-or-later
"""The cells of a comparison table: what is written in them, what they are sorted by, what explains them.

A cell is never blank: what has no figure says why in a short word, and its explanation in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from ..formatting import MINUS, NO_BREAK, number, percent, with_unit
from ..i18n import language, tr
from ..model import Indicator, Status, Territory, ValueKind
from ..wording import level_noun
from .model import Earlier, Figure, Gap

#: Symbols no longer than this are written in every cell; other units go with the name of the indicator.
_SYMBOL = 3
#: From this percentage on, in absolute value, decimals say nothing.
_WHOLE_PERCENT = 10

#: Marks of a gap that goes the way that its indicator calls good, and of one that goes the other way.
GOOD, BAD = "▲", "▼"

#: What a cell is sorted by: numbers before texts; None has no place and comes last.
Key = tuple[int, float, str]


class Measure(str, Enum):
    """What one column of the table shows of a figure."""

    VALUE = "value"
    YEAR = "year"
    RANK = "rank"
    QUANTILE = "quantile"
    EVOLUTION = "evolution"
    REFERENCE = "reference"  #: the value of a reference
    GAP = "gap"  #: in the unit of the indicator
    GAP_PERCENT = "gap_percent"
    GAP_CLASSES = "gap_classes"

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "value": tr("Value"),
            "year": tr("Year"),
            "rank": tr("Rank"),
            "quantile": tr("Decile"),
            "evolution": tr("Evolution"),
            "reference": tr("Value of the reference"),
            "gap": tr("Gap"),
            "gap_percent": tr("Gap in %"),
            "gap_classes": tr("Gap in classes"),
        }[self.value]

    @property
    def follows_reference(self) -> bool:
        """Whether there is one column per reference."""
        return self in (Measure.REFERENCE, Measure.GAP, Measure.GAP_PERCENT, Measure.GAP_CLASSES)


@dataclass(frozen=True)
class Column:
    """A measure, against the reference of this key where it needs one."""

    measure: Measure
    reference: str = ""


@dataclass(frozen=True)
class Cell:
    """``text`` is written, ``key`` sorts, ``is_number`` puts the text to the right.

    ``is_good`` says whether a gap goes the way that its indicator calls good, None where it is not told.
    """

    text: str
    key: Key | None = None
    is_number: bool = False
    is_good: bool | None = None


def columns(measures: Iterable[Measure], references: Iterable[str]) -> list[Column]:
    """Columns of one territory: the gaps reference by reference, after what needs none."""
    chosen = [one for one in Measure if one in set(measures)]
    plain = [Column(one) for one in chosen if not one.follows_reference]
    against = [one for one in chosen if one.follows_reference]
    return plain + [Column(one, key) for key in references for one in against]


def cell(figure: Figure | None, column: Column) -> Cell:
    """What a column shows of a figure; ``None`` is an indicator that the level of the territory lacks."""
    if figure is None:
        return Cell(tr("not at this level"))
    if column.measure is Measure.YEAR:
        return _number(str(figure.year), figure.year)
    if column.measure is Measure.REFERENCE:
        return _reference_cell(figure, column.reference)
    if figure.status is not Status.VALUE:
        return Cell(status_word(figure.status))
    if column.measure.follows_reference:
        return _gap_cell(figure, column)
    return {
        Measure.VALUE: _value_cell,
        Measure.RANK: _rank_cell,
        Measure.QUANTILE: _quantile_cell,
        Measure.EVOLUTION: _evolution_cell,
    }[column.measure](figure)


def judged(found: Cell, figure: Figure | None, column: Column) -> Cell:
    """A cell with the mark of what is good or bad where it is a gap and the indicator has such a way.

    What reads as zero goes no way, nor does a share.
    """
    gap = gap_of(figure, column.reference) if figure is not None else None
    if figure is None or gap is None or gap.absolute is None or found.key is None:
        return found
    if column.measure is Measure.REFERENCE or not any(digit in found.text for digit in "123456789"):
        return found
    is_good = figure.indicator.direction.favours(gap.absolute)
    if is_good is None:
        return found
    return replace(found, text=f"{GOOD if is_good else BAD}{NO_BREAK}{found.text}", is_good=is_good)


def status_word(status: Status) -> str:
    """Short word of a state, for a cell."""
    return {
        Status.VALUE: tr("value"),
        Status.MISSING: tr("n/a"),
        Status.SECRET: tr("secret"),
        Status.NOT_APPLICABLE: tr("not appl."),
        Status.BELOW_THRESHOLD: tr("n/a"),
    }[status]


def ordinal(rank: int) -> str:
    """A rank as it is read: 1er, 12e; 1st, 12th."""
    if language() == "fr":
        return f"{number(rank)}{'er' if rank == 1 else 'e'}"
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if rank % 100 in (11, 12, 13) else ends.get(rank % 10, "th")
    return f"{number(rank)}{end}"


def rank_text(figure: Figure) -> str:
    """A rank among how many, ``12e / 1 255``; "not applicable" where there is none."""
    if figure.rank is None:
        return status_word(Status.NOT_APPLICABLE)
    return f"{ordinal(figure.rank)}{NO_BREAK}/{NO_BREAK}{number(figure.of)}"


def quantile_text(quantile: float | None) -> str:
    """The tenth of the territories in which a figure is, from the lowest to the highest."""
    if quantile is None:
        return status_word(Status.NOT_APPLICABLE)
    return tr("{rank} decile").format(rank=ordinal(decile(quantile)))


def decile(quantile: float) -> int:
    """Number of a decile, 1 for the lowest, from a quantile in 0..1."""
    return min(9, int(quantile * 10)) + 1


def value_text(figure: Figure, *, whole_unit: bool = False) -> str:
    """A value with its unit, a category by its name, or the word of a state."""
    if figure.status is not Status.VALUE:
        return status_word(figure.status)
    if figure.value is None:
        return category(figure.indicator, figure.text)
    return amount(figure.value, figure.indicator, whole_unit=whole_unit)


def amount(value: float, indicator: Indicator, *, whole_unit: bool = False) -> str:
    """A number in the unit of an indicator; a long unit is left to the name of the line."""
    unit = indicator.unit if whole_unit or is_short(indicator.unit) else ""
    return with_unit(number(value, indicator.decimals), unit)


def is_short(unit: str) -> bool:
    """Whether a unit is written in every cell."""
    return len(unit) <= _SYMBOL or "€" in unit


def category(indicator: Indicator, text: str) -> str:
    """Name of a category of a typology."""
    return next((one.label for one in indicator.categories if one.value == text), text)


def line_name(indicator: Indicator) -> str:
    """Name of an indicator, with its unit where the cells do not have it and the name does not say it."""
    spelt_out = indicator.unit.replace("hab.", "habitants").casefold()
    says = spelt_out in indicator.label_fr.casefold()
    if says or is_short(indicator.unit):
        return indicator.label
    return f"{indicator.label} ({indicator.unit})"


def gap_of(figure: Figure, reference: str) -> Gap | None:
    """The gap of a figure to the reference of this key."""
    return next((gap for gap in figure.gaps if gap.reference.key == reference), None)


def gap_text(gap: Gap, indicator: Indicator) -> str:
    """A gap in the unit of the indicator, in points for a percentage."""
    if gap.absolute is None:
        return status_word(Status.NOT_APPLICABLE)
    return difference(gap.absolute, indicator)


def difference(value: float, indicator: Indicator) -> str:
    """A difference with its sign, in the unit of an indicator."""
    text = signed(value, indicator.decimals)
    if indicator.unit == "%":
        return with_unit(text, tr("pts"))
    return with_unit(text, indicator.unit if is_short(indicator.unit) else "")


def percent_text(value: float | None) -> str:
    """A gap or a change in %, with its sign."""
    if value is None:
        return status_word(Status.NOT_APPLICABLE)
    return with_unit(signed(value, 0 if abs(value) >= _WHOLE_PERCENT else 1), "%")


def signed(value: float, decimals: int) -> str:
    """A number with its sign, + included; what rounds to zero has none."""
    text = number(value, decimals)
    if not any(digit in text for digit in "123456789"):
        return text.lstrip(MINUS)
    return text if value < 0 else f"+{text}"


def share_text(share: float) -> str:
    """Part of a total, in %."""
    return tr("{share} of the total").format(share=percent(share, 0 if share >= _WHOLE_PERCENT else 1))


def explanation(territory: Territory, indicator: Indicator, figure: Figure | None) -> str:
    """What a cell stands for, in full, one idea per line."""
    if figure is None:
        sentence = tr("“{indicator}” is not published for {level}.")
        return sentence.format(indicator=indicator.label, level=level_noun(territory.level))
    heading = f"{territory.name} – {indicator.label}, {figure.year}"
    value = value_text(figure, whole_unit=True) if figure.status is Status.VALUE else figure.status.label
    lines = [f"{heading}{_colon()}{value}", *_position_lines(figure)]
    lines += [_gap_line(figure, gap) for gap in figure.gaps]
    if figure.earlier is not None:
        lines.append(_earlier_line(figure, figure.earlier))
    return "\n".join(lines)


def _value_cell(figure: Figure) -> Cell:
    if figure.value is None:
        text = category(figure.indicator, figure.text)
        return Cell(text, (1, 0.0, text.casefold()))
    return _number(amount(figure.value, figure.indicator), figure.value)


def _rank_cell(figure: Figure) -> Cell:
    return _number(rank_text(figure), figure.rank)


def _quantile_cell(figure: Figure) -> Cell:
    return _number(quantile_text(figure.quantile), figure.quantile)


def _evolution_cell(figure: Figure) -> Cell:
    earlier = figure.earlier
    if earlier is None:
        return Cell(tr("one year"))
    if earlier.change is None:
        return Cell(status_word(earlier.status if earlier.status is not Status.VALUE else Status.MISSING))
    mark = "*" if earlier.perimeter_changed else ""
    return _number(f"{_change_text(figure, earlier.change)}{mark}", earlier.change)


def _reference_cell(figure: Figure, reference: str) -> Cell:
    gap = gap_of(figure, reference)
    if gap is None:
        return Cell(status_word(Status.NOT_APPLICABLE))
    if gap.value is None:
        return Cell(status_word(Status.MISSING))
    return _number(amount(gap.value, figure.indicator), gap.value)


def _gap_cell(figure: Figure, column: Column) -> Cell:
    gap = gap_of(figure, column.reference)
    if gap is None or figure.indicator.kind is ValueKind.TYPOLOGY:
        return Cell(status_word(Status.NOT_APPLICABLE))
    if gap.value is None:
        return Cell(status_word(Status.MISSING))
    if gap.share is not None:
        return _number(share_text(gap.share), gap.share)
    if gap.absolute is None:
        return Cell(status_word(Status.NOT_APPLICABLE))
    return {
        Measure.GAP: lambda: _number(gap_text(gap, figure.indicator), gap.absolute),
        Measure.GAP_PERCENT: lambda: _number(percent_text(gap.percent), gap.percent),
        Measure.GAP_CLASSES: lambda: _number(_classes_text(gap.classes), gap.classes),
    }[column.measure]()


def _classes_text(classes: int | None) -> str:
    if classes is None:
        return status_word(Status.NOT_APPLICABLE)
    if classes == 0:
        return tr("same class")
    text = tr("{count} class") if abs(classes) == 1 else tr("{count} classes")
    return text.format(count=signed(classes, 0))


def _number(text: str, key: float | None) -> Cell:
    return Cell(text, None if key is None else (0, float(key), ""), key is not None)


def _colon() -> str:
    return f"{NO_BREAK}: " if language() == "fr" else ": "


def _change_text(figure: Figure, change: float) -> str:
    return percent_text(change) if figure.is_stock else difference(change, figure.indicator)


def _position_lines(figure: Figure) -> list[str]:
    if figure.rank is None or figure.quantile is None:
        return []
    level = level_noun(figure.territory.level, figure.of)
    rank = tr("Rank {rank} of {count} {level}, the highest value being first").format(
        rank=ordinal(figure.rank), count=number(figure.of), level=level
    )
    return [
        rank,
        tr("Higher than in {share} of these territories").format(share=percent(figure.quantile * 100, 0)),
    ]


def _gap_line(figure: Figure, gap: Gap) -> str:
    label = gap.reference.label
    if gap.value is None:
        return tr("{reference}: no value, {reason}").format(reference=label, reason=gap.reason)
    parts = [amount(gap.value, figure.indicator, whole_unit=True)]
    if gap.share is not None:
        parts.append(share_text(gap.share))
    elif gap.absolute is not None:
        parts.append(tr("gap {gap}").format(gap=difference(gap.absolute, figure.indicator)))
        parts += [percent_text(gap.percent)] if gap.percent is not None else []
    if gap.basis > 1:
        parts.append(tr("on {count} territories").format(count=number(gap.basis)))
    if gap.missing:
        parts.append(tr("{count} without a figure").format(count=number(gap.missing)))
    if gap.reason:
        parts.append(gap.reason)
    return f"{label}{_colon()}{', '.join(parts)}"


def _earlier_line(figure: Figure, earlier: Earlier) -> str:
    if earlier.change is None:
        return tr("No figure to compare with in {year}").format(year=earlier.year)
    text = tr("{change} since {year}").format(change=_change_text(figure, earlier.change), year=earlier.year)
    return f"{text} {tr('(* its perimeter has changed)')}" if earlier.perimeter_changed else text
