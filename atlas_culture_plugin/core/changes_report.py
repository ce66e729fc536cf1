# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed between two versions of a package, for a reader: a part of a page, and a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape
from math import isnan

from .changes import Changes, ColumnChanges, Slot
from .formatting import NO_BREAK, day, exact, number
from .i18n import tr
from .model import Indicator, Level, Status
from .progress import Progress, check
from .table import Column
from .territories import Territories
from .wording import typeset

#: Lines of a table of the page: the CSV has them all.
MAX_LINES = 100
#: Territories named on a line of the page.
MAX_NAMES = 12
#: From a value to another, on one line.
_ARROW = f"{NO_BREAK}→{NO_BREAK}"


def changes_html(found: Changes, territories: Territories) -> str:
    """Return what changed as a part of a page, title included."""
    title = tr("Changes since the version of {date}").format(date=day(found.before.created))
    parts = [f"<h2>{escape(title)}</h2>"]
    if found.is_empty:
        return parts[0] + f"<p>{escape(tr('None: the figures are the same.'))}</p>"
    parts += [
        _slots(tr("Added"), found.added),
        _slots(tr("Removed"), found.removed),
        _moved(found.moved),
        _territories(tr("Territories that have figures now"), found.gained, territories),
        _territories(tr("Territories that have no figures any more"), found.lost, territories),
        _values(found, territories),
        _states(found),
    ]
    return "".join(parts)


def changes_csv(found: Changes, territories: Territories, progress: Progress) -> str:
    """Return every cell that changed, as CSV: numbers with a dot, states as packages write them.

    Raises:
        Cancelled: the user asked to stop.
    """
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(
        ["level", "code", "name", "indicator", "label", "unit", "year", "before", "after", "difference",
         "year_before"]
    )  # fmt: skip
    for rank, column in enumerate(found.changed):
        check(progress)
        level, one = column.level.value, column.indicator
        known = [territories.get(column.level, code) for code in column.codes]
        names = [territory.name if territory else "" for territory in known]
        before, after = _texts(column.before), _texts(column.after)
        gaps = (column.after.values - column.before.values).tolist()
        what = one.id, one.label, one.unit, column.year
        table.writerows(
            (level, code, name, *what, old, new, _number(gap), column.year_before)
            for code, name, old, new, gap in zip(column.codes, names, before, after, gaps)
        )
        progress.set_fraction((rank + 1) / len(found.changed))
    return stream.getvalue()


def _texts(column: Column) -> list[str]:
    """Write cells as a package does: a number, a category or the mark of a state."""
    markers = [status.marker for status in Status]
    texts = column.texts or [_number(value) for value in column.values.tolist()]
    return [markers[status] or text for status, text in zip(column.statuses.tolist(), texts)]


def _number(value: float) -> str:
    return "" if isnan(value) else f"{value:.12g}"


def _slots(title: str, slots: Iterable[Slot]) -> str:
    """Say which indicators and years came or went, the levels of each together."""
    levels = _levels((_label(slot.indicator), str(slot.year), slot.level) for slot in slots)
    return _list(title, [f"{label}, {year} ({names})" for (label, year), names in levels.items()])


def _moved(columns: Iterable[ColumnChanges]) -> str:
    """Say which indicators are of another year: those of the same years and levels together."""
    together: dict[tuple[str, str], list[str]] = {}
    levels = _levels((_label(one.indicator), _years(one), one.level) for one in columns)
    for (label, years), names in levels.items():
        together.setdefault((years, names), []).append(label)
    sentence = tr("{years} ({levels}): {names}")
    return _list(tr("Of another year"), [
        sentence.format(years=years, levels=names, names=listed(labels))
        for (years, names), labels in together.items()
    ])  # fmt: skip


def _levels(slots: Iterable[tuple[str, str, Level]]) -> dict[tuple[str, str], str]:
    """Return the names of the levels of each label and year, in order."""
    found: dict[tuple[str, str], list[str]] = {}
    for label, year, level in slots:
        found.setdefault((label, year), []).append(level.label)
    return {key: ", ".join(names) for key, names in found.items()}


def listed(items: Sequence[str], name: Callable[[str], str] = str) -> str:
    """Return the names of the first items of a list, and how many more there are."""
    told = [name(one) for one in items[:MAX_NAMES]]
    if len(items) > MAX_NAMES:
        told.append(tr("and {count} more").format(count=number(len(items) - MAX_NAMES)))
    return ", ".join(told)


def _label(indicator: Indicator) -> str:
    """Return the label of an indicator as it is printed: a line never begins with a sign."""
    return typeset(indicator.label)


def _years(column: ColumnChanges) -> str:
    """Write the year of a column, and before it that of the column that it is compared with."""
    if column.year == column.year_before:
        return str(column.year)
    return f"{column.year_before}{_ARROW}{column.year}"


def _territories(title: str, codes: Mapping[Level, tuple[str, ...]], territories: Territories) -> str:
    lines = []
    for level, found in codes.items():
        names = listed(found, partial(_name, territories, level))
        sentence = tr("{level} ({count}): {names}")
        line = sentence.format(level=level.label, count=number(len(found)), names=names)
        lines.append(line)
    return _list(title, lines)


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = [*lines[:MAX_LINES], *(["…"] if len(lines) > MAX_LINES else [])]
    return f"<h3>{escape(title)}</h3><ul>{''.join(f'<li>{escape(line)}</li>' for line in shown)}</ul>"


def _values(found: Changes, territories: Territories) -> str:
    header = (tr("Indicator"), tr("Level"), tr("Compared"), tr("Changed"), tr("Largest change"))
    rows = [
        (
            *(f"{_label(column.indicator)}, {_years(column)}", column.level.label),
            *(number(column.compared), number(column.values)),
            _largest(column, territories),
        )
        for column in found.changed
        if column.values
    ]
    return _table(tr("Values that changed"), header, rows, numeric=(2, 3))


def _largest(column: ColumnChanges, territories: Territories) -> str:
    """Name the territory whose value changed most, and both values."""
    largest = column.largest(1)
    if not largest:
        return ""
    cell, decimals = largest[0], column.indicator.decimals
    before, after = number(cell.before, decimals), number(cell.after, decimals)
    for digits in (3, 6, 12):  # the change may be under what the map shows
        if before == after:
            before, after = (exact(float(f"{one:.{digits}g}")) for one in (cell.before, cell.after))
    name = _name(territories, column.level, cell.code)
    both = f"{before}{_ARROW}{after}"
    return tr("{name}: {values}").format(name=name, values=both)


def _states(found: Changes) -> str:
    header = (tr("Indicator"), tr("Level"), tr("Before"), tr("Now"), tr("Territories"))
    rows = [
        (
            *(f"{_label(column.indicator)}, {_years(column)}", column.level.label),
            *(before.label, after.label, number(count)),
        )
        for column in found.changed
        for (before, after), count in column.states.items()
    ]
    return _table(tr("States that changed"), header, rows, numeric=(4,))


def _table(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Iterable[int] = ()
) -> str:
    if not rows:
        return ""
    right = set(numeric)
    head = "".join(f"<th>{escape(text)}</th>" for text in header)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=n align=right' if place in right else ''}>{escape(text)}</td>"
            for place, text in enumerate(row)
        )
        + "</tr>"
        for row in rows[:MAX_LINES]
    )
    more = ""
    if len(rows) > MAX_LINES:
        sentence = tr("Lines that only the table of changes has, which can be saved: {count}.")
        more = f"<p>{escape(sentence.format(count=number(len(rows) - MAX_LINES)))}</p>"
    return f"<h3>{escape(title)}</h3><table><tr>{head}</tr>{body}</table>{more}"


def _name(territories: Territories, level: Level, code: str) -> str:
    known = territories.get(level, code)
    return territories.label(known) if known else code
