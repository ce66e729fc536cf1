# SPDX-License-Identifier: GPL-2.0-or-later
"""Plausibility of figures before they are installed: each check is an error or a warning, with its verdict.

A check never changes a figure. It says in a sentence what it looked at and what it found, and keeps the
numbers and a few territories behind it for the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..formatting import exact, number, percent
from ..i18n import tr
from ..model import Level, Status
from ..wording import counted, level_noun
from .measures import Numbers, Totals
from .reconcile import UNKNOWN, Reconciliation

#: Territories named in a check: enough to go and look.
EXAMPLES = 5
#: Fewer territories than this, equal by chance, prove nothing.
_ENOUGH = 20
#: Share of equal figures from which a column is another one, copied.
_IDENTICAL = 0.999
#: Share of the rows of a table from which what is wrong is the reading of it, not rows.
_HALF = 0.5
#: A unit mistaken for its thousand: nothing that grows does so by these factors in a year.
THOUSAND = (300.0, 3000.0)
#: Rounding of published totals, and of the sums of binary numbers.
_TOTAL_TOLERANCE = 0.5
_RELATIVE_TOLERANCE = 1e-9

_Mask = NDArray[np.bool_]


class Severity(str, Enum):
    """What a failed check means: an error should stop the installation, a warning should be read."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Check:
    """One check and its verdict.

    Args:
        id: which check, as in ``part_of``.
        severity: what its failure means.
        passed: the verdict.
        message: a sentence for the user.
        indicator: what was checked; empty for the whole table.
        level: where; None for the rows of the table.
        figures: the numbers behind the verdict, and codes of territories under ``examples``.
    """

    id: str
    severity: Severity
    passed: bool
    message: str
    indicator: str = ""
    level: Level | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return what the quality report writes."""
        return {
            "id": self.id,
            "severity": self.severity.value,
            "verdict": "passed" if self.passed else "failed",
            "indicator": self.indicator,
            "level": self.level.value if self.level else "",
            "message": self.message,
            "figures": dict(self.figures),
        }


@dataclass(frozen=True)
class Figures:
    """An indicator at one level and year; ``codes`` are those of the territories, in order."""

    indicator: str
    label: str
    level: Level
    codes: Sequence[str]
    cells: Numbers

    @property
    def known(self) -> _Mask:
        """Where there is a value."""
        return np.asarray(self.cells.statuses == Status.VALUE)

    def examples(self, mask: _Mask) -> list[str]:
        """Return the first codes of a selection."""
        return [self.codes[place] for place in np.flatnonzero(mask)[:EXAMPLES]]


def part_of(part: Figures, whole: Figures, severity: Severity = Severity.ERROR) -> Check:
    """Check that a part is nowhere larger than its whole."""
    both = part.known & whole.known
    above = np.zeros(len(both), bool)
    slack = np.abs(whole.cells.values[both]) * _RELATIVE_TOLERANCE
    above[both] = part.cells.values[both] > whole.cells.values[both] + slack
    count = int(above.sum())
    fine = tr("“{part}” is nowhere larger than “{whole}” ({where} compared).")
    wrong = tr("“{part}” is larger than “{whole}”, of which it is a part, in {where} ({codes}).")
    message = (wrong if count else fine).format(
        part=part.label,
        whole=whole.label,
        where=counted(part.level, count or int(both.sum())),
        codes=", ".join(part.examples(above)),
    )
    figures = {"compared": int(both.sum()), "larger": count, "examples": part.examples(above)}
    return _of(part, "part_of", severity, not count, message, {**figures, "whole": whole.indicator})


def bounds(given: Figures, low: float, high: float, severity: Severity = Severity.WARNING) -> Check:
    """Check that values stay between two bounds, in the unit of the indicator."""
    outside = _outside(given.cells, given.known, low, high)
    count = int(outside.sum())
    fine = tr("“{label}” stays between {low} and {high}.")
    wrong = tr("“{label}” is not between {low} and {high} in {where} ({codes}).")
    message = (wrong if count else fine).format(
        label=given.label,
        low=exact(low),
        high=exact(high),
        where=counted(given.level, count),
        codes=", ".join(given.examples(outside)),
    )
    figures = {"low": low, "high": high, "outside": count, "examples": given.examples(outside)}
    return _of(given, "bounds", severity, not count, message, figures)


def unit_of_thousand(given: Figures, low: float, high: float) -> Check:
    """Check that values are not a thousand times what they should be, or a thousandth: k€ taken for €.

    Suspected when most values that are not zero leave the bounds, and come back once divided or multiplied.
    """
    values = given.cells.values
    looked_at = given.known & (np.nan_to_num(values) != 0)
    outside = _outside(given.cells, looked_at, low, high)
    found = 0.0
    for factor in (1000.0, 0.001):
        scaled = values * factor
        back = outside & (scaled >= low) & (scaled <= high)
        if 2 * int(back.sum()) > int(looked_at.sum()):
            found = 1 / factor
    fine = tr("The unit of “{label}” is plausible.")
    wrong = tr("“{label}” seems to be in another unit: most values are {factor} times what is plausible.")
    message = (wrong if found else fine).format(label=given.label, factor=exact(round(found, 3)))
    figures = {"low": low, "high": high, "factor": round(found, 3), "outside": int(outside.sum())}
    return _of(given, "unit_of_thousand", Severity.ERROR, not found, message, figures)


def not_same(one: Figures, other: Figures, severity: Severity = Severity.ERROR) -> Check:
    """Check that a column is not another one, copied by mistake."""
    both = one.known & other.known
    a, b = one.cells.values, other.cells.values
    both[both] = (a[both] != 0) | (b[both] != 0)
    compared, same = int(both.sum()), int((a[both] == b[both]).sum())
    varied = len(np.unique(a[both])) > 1
    copied = compared >= _ENOUGH and varied and same >= _IDENTICAL * compared
    fine = tr("“{one}” and “{other}” are different columns.")
    wrong = tr("“{one}” has the same figures as “{other}” in {where}: a column was copied into the other.")
    message = (wrong if copied else fine).format(
        one=one.label, other=other.label, where=counted(one.level, same)
    )
    figures = {"compared": compared, "same": same, "other": other.indicator}
    return _of(one, "not_same", severity, not copied, message, figures)


def enough_known(given: Figures, least: float, severity: Severity = Severity.WARNING) -> Check:
    """Check that at least a share of the territories, from 0 to 1, has a value."""
    share = float(given.known.mean()) if len(given.codes) else 0.0
    fine = tr("“{label}” has a value for {share} of the {level}.")
    wrong = tr("“{label}” has a value for only {share} of the {level}, at least {least} were expected.")
    message = (fine if share >= least else wrong).format(
        label=given.label,
        share=percent(100 * share),
        level=level_noun(given.level),
        least=percent(100 * least),
    )
    return _of(given, "known", severity, share >= least, message, {"share": share, "least": least})


def published_total(indicator: str, label: str, year: int, found: float, expected: float) -> Check:
    """Check the sum of all the rows read against the total that the source publishes."""
    same = abs(found - expected) <= max(_TOTAL_TOLERANCE, abs(expected) * _RELATIVE_TOLERANCE)
    fine = tr("“{label}”, {year}: the rows add up to the published total, {expected}.")
    wrong = tr("“{label}”, {year}: the rows add up to {found}, not to the published total, {expected}.")
    message = (fine if same else wrong).format(
        label=label, year=year, found=number(found), expected=number(expected)
    )
    figures = {"year": year, "found": found, "expected": expected}
    return Check("published_total", Severity.ERROR, same, message, indicator, None, figures)


def conserved(indicator: str, label: str, level: Level, totals: Totals) -> Check:
    """Check that the territories of a level add up to the rows, less the communes that belong to none."""
    found, (left_out, communes) = totals.levels[level], totals.outside[level]
    slack = max(abs(totals.placed) * _RELATIVE_TOLERANCE, 1e-6)
    shared = totals.shared.get(level, 0.0)
    same = abs(found + left_out - shared - totals.placed) <= slack
    fine = tr("“{label}”: the {level} add up to {found}, as the rows do.")
    less = tr("“{label}”: the {level} add up to {found}; {left} is in communes outside them ({codes}).")
    wrong = tr("“{label}”: the {level} add up to {found}, the rows to {placed}: some is hidden.")
    twice = tr(
        "“{label}”: the {level} add up to {found}, the rows to {placed}: {shared} is in several of them."
    )
    message = (twice if same and shared else less if same and communes else fine if same else wrong).format(
        label=label,
        level=level_noun(level),
        found=number(found),
        placed=number(totals.placed),
        left=number(left_out),
        codes=", ".join(communes),
        shared=number(shared),
    )
    figures = {
        "rows": totals.placed, "level": found, "outside": left_out, "communes": list(communes),
        "shared": shared,
    }  # fmt: skip
    return Check("conserved", Severity.WARNING, same, message, indicator, level, figures)


def year_jump(before: Figures, after: Figures, years: tuple[int, int], most: float) -> Check:
    """Check that a total does not change by more than a factor from a year to the next.

    Only territories with a value in both years are summed: a wider coverage is no jump.
    """
    both = before.known & after.known
    old, new = float(before.cells.values[both].sum()), float(after.cells.values[both].sum())
    change = abs(new / old) if old and new else 1.0
    jumped = not 1 / most <= change <= most
    low, high = THOUSAND
    unit = low <= change <= high or low <= 1 / change <= high
    fine = tr("“{label}” changes plausibly from {old_year} to {year}.")
    wrong = tr("“{label}” goes from {old} in {old_year} to {new} in {year}, over the same {level}.")
    thousand = tr("“{label}” goes from {old} in {old_year} to {new} in {year}: has the unit changed?")
    message = (fine if not jumped else thousand if unit else wrong).format(
        label=after.label,
        level=level_noun(after.level),
        old_year=years[0],
        year=years[1],
        old=number(old),
        new=number(new),
    )
    figures = {"years": list(years), "before": old, "after": new, "factor": change, "most": most}
    severity = Severity.ERROR if jumped and unit else Severity.WARNING
    return _of(after, "year_jump", severity, not jumped, message, figures)


def row_count(name: str, read: int, least: int, most: int) -> Check:
    """Check that a table has about as many rows as the recipe expects."""
    fine = tr("{name} has {read} rows, as expected.")
    wrong = tr("{name} has {read} rows; between {least} and {most} were expected.")
    passed = least <= read <= most
    message = (fine if passed else wrong).format(
        name=name, read=number(read), least=number(least), most=number(most)
    )
    figures = {"read": read, "least": least, "most": most}
    return Check("row_count", Severity.WARNING, passed, message, figures=figures)


def unknown_codes(told: Reconciliation, most: float = 0.02) -> Check:
    """Check that few rows have a code that exists nowhere; beyond a share the level is probably wrong.

    A slip or two in a short table is not the wrong level: they are a warning.
    """
    rows = told.dropped().get(UNKNOWN, 0)
    share = rows / max(len(told.rows), 1)
    slips = rows <= EXAMPLES and share <= _HALF
    examples = [code for code, _ in told.unknown if code][:EXAMPLES]
    fine = tr("The codes of the {level} are known, but for {rows} rows.")
    slip = tr("Rows have a code that is none of a {level} ({codes}): correct it, or they are in no figure.")
    wrong = tr("{rows} rows have a code that is none of a {level} ({codes}): is the level right?")
    message = (fine if share <= most else slip if slips else wrong).format(
        rows=number(rows), level=level_noun(told.level, 2 if share <= most else 1), codes=", ".join(examples)
    )
    figures = {"rows": rows, "share": share, "examples": examples}
    severity = Severity.WARNING if slips else Severity.ERROR
    return Check("unknown_codes", severity, share <= most, message, level=told.level, figures=figures)


def enough_placed(name: str, rows: int, lost: int) -> Check:
    """Check that most rows have a territory: where they have not, the column or the level is another one."""
    passed = lost <= _HALF * rows
    fine = tr("{name}: {lost} rows of {rows} have no territory.")
    wrong = tr("{name}: {lost} rows of {rows} have no territory. Check the column of codes and the level.")
    message = (fine if passed else wrong).format(name=name, lost=number(lost), rows=number(rows))
    return Check("placed", Severity.ERROR, passed, message, figures={"rows": rows, "lost": lost})


def _outside(cells: Numbers, mask: _Mask, low: float, high: float) -> _Mask:
    outside = np.zeros(len(mask), bool)
    outside[mask] = (cells.values[mask] < low) | (cells.values[mask] > high)
    return outside


def _of(
    given: Figures, name: str, severity: Severity, passed: bool, message: str, figures: Mapping[str, Any]
) -> Check:
    return Check(name, severity, passed, message, given.indicator, given.level, figures)
