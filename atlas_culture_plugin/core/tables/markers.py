# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts and numbers that stand for nothing: what is beyond doubt is applied, the rest is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..formatting import number
from ..i18n import quoted, tr
from ..model import Status
from ..recipes.cells import numbers
from ..recipes.recipe import STATE_NAMES
from ..territories import plain
from .profile import Column, Table
from .words import CODED_NUMBERS, PLAIN_MARKERS

#: What recipes and choices call each state.
STATES = {status: name for name, status in STATE_NAMES.items()}
#: A negative code is beyond doubt where what is typical is this many times larger.
_FAR = 20.0
_TIMES = 2


@dataclass(frozen=True)
class Markers:
    """States of a table: those applied, and sentences about what was applied or could be."""

    applied: dict[str, str]
    notes: tuple[str, ...]


def find_markers(table: Table, columns: Iterable[Column]) -> Markers:
    """Return what stands for a state in columns of figures."""
    applied: dict[str, str] = {}
    notes: list[str] = []
    figures = [one for one in columns if one.figures]
    for column in figures:
        for text, _ in column.texts:
            status = PLAIN_MARKERS.get(plain(text))
            if status is not None:
                applied.setdefault(text, STATES[status])
    for code in CODED_NUMBERS:
        told = [(one, count) for one in figures if (count := _count(table, one, code))]
        sure = [one for one, count in told if _is_sure(table, one, code, count)]
        if not told:
            continue
        where = ", ".join(f"{quoted(one.header)} ({number(count)})" for one, count in told)
        text = f"{code:g}"
        if len(sure) == len(told):
            applied[text] = STATES[Status.MISSING]
            sentence = tr("{code} stands for “not available” in {columns}: nothing else is near it.")
            notes.append(sentence.format(code=text, columns=where))
        elif any(_is_alone(one, code) for one, _ in told):
            sentence = tr("Is {code} a figure in {columns}? If it stands for “not available”, say so.")
            notes.append(sentence.format(code=text, columns=where))
    return Markers(applied, tuple(notes))


def _count(table: Table, column: Column, code: float) -> int:
    if not column.low <= code <= column.high:
        return 0
    return int((numbers(table.cells(column.header), {}).values == code).sum())


def _is_alone(column: Column, code: float) -> bool:
    """Whether a number is the only negative one, or the greatest of all."""
    return column.negatives == (code,) if code < 0 else column.high == code


def _is_sure(table: Table, column: Column, code: float, count: int) -> bool:
    """Whether nothing else in a column is near a number that is there several times."""
    if count < _TIMES or not _is_alone(column, code):
        return False
    if code < 0:
        return column.typical >= _FAR * abs(code)
    values = numbers(table.cells(column.header), {}).values
    others = values[values < code]
    return bool(len(others)) and float(others.max()) * 3 < code and set(str(int(code))) == {"9"}
