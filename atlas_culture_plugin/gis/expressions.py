# SPDX-License-Identifier: GPL-2.0-or-later
"""Expressions on the fields of a layer: value or state, status, class.

All are searched CASEs on plain fields: calling a function for each of 35,000 communes took a tenth of the
time of drawing them. They follow the arithmetic of ``core`` operation by operation, in doubles, so that a
territory is drawn in the class where it was counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..core.mapping import PreparedMap
from ..core.model import Status
from .templates import SENTINELS

#: A condition and what holds where it is the first to be true.
Cases = list[tuple[str, Status]]


@dataclass(frozen=True)
class FieldNames:
    """Where a layer keeps the values and their states.

    ``status`` is empty when all are values. ``denominator`` holds what must reach ``threshold`` for a ratio
    to be drawn; without it, the states themselves say what is under the threshold. ``other`` is the second
    indicator of a crossing. ``earlier`` is the first year of an evolution, whose change is computed (a rate
    in %, or a difference); without it, ``value`` is the change itself.
    """

    value: str
    status: str = ""
    denominator: str = ""
    threshold: float = 0.0
    other: FieldNames | None = None
    earlier: FieldNames | None = None
    is_rate: bool = False


def quoted(name: str) -> str:
    """Name of a field in an expression."""
    return f'"{name}"'


def value_expression(fields: FieldNames) -> str:
    """Expression of a graduated renderer: the value, or the sentinel of the state."""
    value = number_expression(fields)
    return _case(fields, {status: f"{sentinel:.0f}" for status, sentinel in SENTINELS.items()}, value)


def status_expression(fields: FieldNames) -> str:
    """Expression of the field ``statut``: every row has one."""
    texts = {status: f"'{status.field_value}'" for status in Status}
    return _case(fields, texts, texts[Status.VALUE])


def number_expression(fields: FieldNames) -> str:
    """The value where there is one: a field, or the change between two."""
    value = quoted(fields.value)
    if fields.earlier is None:
        return value
    before = quoted(fields.earlier.value)
    return f"({value} - {before}) / {before} * 100" if fields.is_rate else f"{value} - {before}"


def shown_expression(fields: FieldNames) -> str:
    """Expression of the field ``valeur``: NULL where there is no value to draw."""
    if fields.earlier is None and not fields.denominator:
        return quoted(fields.value)
    return _case(fields, dict.fromkeys(SENTINELS, "NULL"), number_expression(fields))


def class_expression(prepared: PreparedMap, fields: FieldNames) -> str:
    """Expression of the field ``classe``: 1 for the lowest class drawn, NULL without a value."""
    if len(prepared.rounded.bounds) < 2:
        return "NULL"
    rank = ranked(number_expression(fields), prepared.rounded.inner)
    if fields.earlier is None and not fields.denominator:
        return f"CASE WHEN {quoted(fields.value)} IS NULL THEN NULL ELSE {rank} END"
    return _case(fields, dict.fromkeys(SENTINELS, "NULL"), rank)


def cell_expression(prepared: PreparedMap, fields: FieldNames) -> str:
    """Expression of a bivariate renderer: the cell from 1 to 9, or the state of the pair of values."""
    if prepared.second is None or fields.other is None:
        return "NULL"
    return _pair(fields, fields.other, _cell(prepared, prepared.second, fields, fields.other))


def ranked(value: str, inner: Sequence[float], ranks: Sequence[str] = ()) -> str:
    """What holds for the class of a number: its rank, or the text at that place in ``ranks``."""
    results = ranks or [str(rank) for rank in range(1, len(inner) + 2)]
    if not inner:
        return results[0]
    steps = " ".join(
        f"WHEN {value} >= {bound!r} THEN {result}"
        for bound, result in reversed(list(zip(inner, results[1:])))
    )
    return f"CASE {steps} ELSE {results[0]} END"


def in_class(value: str, lower: float | None, upper: float | None) -> str:
    """Condition of a class: its lower limit belongs to it; ``None`` at the open ends."""
    parts = [f"{value} >= {lower!r}"] if lower is not None else []
    parts += [f"{value} < {upper!r}"] if upper is not None else []
    return " AND ".join(parts) or f"{value} IS NOT NULL"


def has_value(fields: FieldNames) -> str:
    """Condition that a territory has a value to draw."""
    cases, _otherwise = _cases(fields)
    steps = " ".join(f"WHEN {condition} THEN {_truth(status)}" for condition, status in cases[:2])
    return cases[0][0] if cases[0][1] is Status.VALUE else f"CASE {steps} ELSE FALSE END"


def _cell(first: PreparedMap, second: PreparedMap, across: FieldNames, up: FieldNames) -> str:
    column = number_expression(across)
    side = len(first.rounded.inner) + 1
    rows = [
        ranked(column, first.rounded.inner, [str(row * side + rank) for rank in range(1, side + 1)])
        for row in range(len(second.rounded.inner) + 1)
    ]
    return ranked(number_expression(up), second.rounded.inner, rows)


def _pair(first: FieldNames, second: FieldNames, both: str) -> str:
    texts = {status: f"'{status.field_value}'" for status in Status}
    inner = _case(second, texts, both)
    return _case(first, texts, inner)


def _case(fields: FieldNames, results: dict[Status, str], value: str) -> str:
    cases, otherwise = _cases(fields)
    found = {**results, Status.VALUE: value}
    steps = " ".join(f"WHEN {condition} THEN {found[status]}" for condition, status in cases)
    return f"CASE {steps} ELSE {found[otherwise]} END"


def _cases(fields: FieldNames) -> tuple[Cases, Status]:
    """States in the order in which they are looked for, and that of what is left."""
    if fields.earlier is not None:
        return list(_of_evolution(fields, fields.earlier)), Status.NOT_APPLICABLE
    return list(_of_one(fields)), Status.MISSING


def _of_one(fields: FieldNames) -> Iterator[tuple[str, Status]]:
    known = f"{quoted(fields.value)} IS NOT NULL"
    if fields.denominator:
        yield f"{_is_small(fields)} AND {known}", Status.BELOW_THRESHOLD
    yield known, Status.VALUE
    if fields.status:
        states = [Status.SECRET, Status.NOT_APPLICABLE]
        if fields.threshold and not fields.denominator:
            states.append(Status.BELOW_THRESHOLD)
        for status in states:
            yield _is(fields, status), status


def _of_evolution(after: FieldNames, before: FieldNames) -> Iterator[tuple[str, Status]]:
    """As ``core.evolution``: secrecy restrains most what may be said, then a figure that is not there."""
    both = f"{quoted(after.value)} IS NOT NULL AND {quoted(before.value)} IS NOT NULL"
    if after.denominator:
        yield f"{_is_small(after)} AND {both}", Status.BELOW_THRESHOLD
    # From nothing, or from a negative amount, there is no rate.
    yield (f"{both} AND {quoted(before.value)} > 0" if after.is_rate else both), Status.VALUE
    with_states = [one for one in (after, before) if one.status]
    if with_states:
        yield " OR ".join(_is(one, Status.SECRET) for one in with_states), Status.SECRET
    yield " OR ".join(_is_missing(one) for one in (after, before)), Status.MISSING


def _truth(status: Status) -> str:
    return "TRUE" if status is Status.VALUE else "FALSE"


def _is(fields: FieldNames, status: Status) -> str:
    return f"{quoted(fields.status)} = '{status.field_value}'"


def _is_missing(fields: FieldNames) -> str:
    """No value, where secrecy is ruled out already."""
    absent = f"{quoted(fields.value)} IS NULL"
    if not fields.status:
        return absent
    status = quoted(fields.status)
    return f"({absent} AND ({status} IS NULL OR {status} <> '{Status.NOT_APPLICABLE.field_value}'))"


def _is_small(fields: FieldNames) -> str:
    return f"{quoted(fields.denominator)} < {fields.threshold!r}"
