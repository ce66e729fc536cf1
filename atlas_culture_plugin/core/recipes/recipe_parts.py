# SPDX-License-Identifier: GPL-2.0-or-later
"""What the readers of sources and of indicators share: keys, names of columns, conditions on rows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import cast

from ..i18n import tr
from ..reader import Reader
from .recipe import Condition

Item = Mapping[str, object]

_CONDITION_KEYS = ("column", "in", "not_in", "above")


def known_keys(reader: Reader, item: Item, known: Iterable[str], where: str) -> None:
    """Refuse keys that mean nothing, which would be ignored in silence, and say which one was meant."""
    names = tuple(known)
    for key in item:
        if key not in names:
            close = difflib.get_close_matches(key, names, n=1)
            advice = tr("did you mean “{key}”?").format(key=close[0]) if close else ", ".join(names)
            sentence = tr("“{key}” is not a known key: {advice}")
            reader.problem(where, sentence.format(key=key[:60], advice=advice))


def expect_column(reader: Reader, name: str, columns: Iterable[str], where: str) -> None:
    """Note a column that no source of the recipe has."""
    if name and name not in columns:
        sentence = tr("“{name}” is not one of the columns that the recipe names")
        reader.problem(where, sentence.format(name=name[:60]))


def conditions(
    reader: Reader, item: Item, key: str, where: str, columns: Iterable[str]
) -> tuple[Condition, ...]:
    """Return the conditions under ``key``, none when it is absent."""
    if key not in item:
        return ()
    known = tuple(columns)
    found = []
    for child, place in reader.items(item, key, where):
        known_keys(reader, child, _CONDITION_KEYS, place)
        tests = [name for name in ("in", "not_in", "above") if name in child]
        if len(tests) != 1:
            reader.problem(place, tr("give one of “in”, “not_in” and “above”"))
            continue
        column = reader.text(child, "column", place)
        expect_column(reader, column, known, place)
        if tests == ["above"]:
            value = child["above"]
            good = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not good:
                reader.problem(place, tr("above: expected a number"))
            found.append(Condition(column, above=float(cast("float", value)) if good else 0.0))
        else:
            texts = tuple(reader.texts(child, tests[0], place))
            found.append(Condition(column, texts, negated=tests == ["not_in"]))
    return tuple(found)
