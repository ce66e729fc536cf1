# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads JSON that comes from outside, and remembers every problem with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeVar, cast

from .i18n import tr

E = TypeVar("E", bound=Enum)

#: Longer texts than this are no label, definition or coverage.
MAX_TEXT = 20_000


class Reader:
    """Typed getters that return a neutral value and note a problem when the document is wrong."""

    def __init__(self, file: str) -> None:
        """Read the document called ``file`` in the sentences."""
        self.file = file
        self.problems: list[str] = []

    def problem(self, where: str, what: str) -> None:
        """Note a problem at a place such as ``atlas.indicators[3]``."""
        place = f"{self.file}, {where}" if where else self.file
        sentence = tr("{place}: {problem}.").format(place=place, problem=what)
        self.problems.append(sentence.removesuffix(".") if what.endswith((".", "?")) else sentence)

    def expect(self, good: bool, key: str, what: str) -> None:
        """Note that the value of ``key`` is not what was expected."""
        if not good:
            self.problem("", tr('"{key}": expected {what}').format(key=key, what=what))

    def mapping(self, value: object, where: str) -> Mapping[str, object]:
        """Return a JSON object."""
        if isinstance(value, dict):
            return cast("Mapping[str, object]", value)
        self.problem(where, tr("expected an object, between braces"))
        return {}

    def child(self, item: Mapping[str, object], key: str, where: str) -> Mapping[str, object]:
        """Return the JSON object under a key."""
        if key not in item:
            self._missing(key, where)
            return {}
        return self.mapping(item[key], f"{where}.{key}" if where else key)

    def items(
        self, item: Mapping[str, object], key: str, where: str
    ) -> list[tuple[Mapping[str, object], str]]:
        """Return the JSON objects of a list that is not empty, each with its place."""
        value = item.get(key)
        place = f"{where}.{key}" if where else key
        if not isinstance(value, list) or not value:
            self.problem(where, tr('"{key}" must be a list with at least one element').format(key=key))
            return []
        named = [(child, self._place(child, f"{place}[{i}]")) for i, child in enumerate(value)]
        return [(self.mapping(child, name), name) for child, name in named if self._is_object(child, name)]

    def text(self, item: Mapping[str, object], key: str, where: str, required: bool = True) -> str:
        """Return a text, empty when it is absent."""
        value = item.get(key, "")
        if not isinstance(value, str):
            self._wrong(key, where, tr("a text"))
            return ""
        if len(value) > MAX_TEXT:
            self._wrong(key, where, tr("a shorter text"))
            return ""
        if required and not value.strip():
            self._missing(key, where)
        return value

    def texts(self, item: Mapping[str, object], key: str, where: str) -> list[str]:
        """Return a list of texts that is not empty."""
        value = item.get(key)
        if isinstance(value, list) and value and all(isinstance(text, str) for text in value):
            return value
        self._wrong(key, where, tr("a list of texts"))
        return []

    def bilingual(
        self, item: Mapping[str, object], key: str, where: str, required: bool = True
    ) -> tuple[str, str]:
        """Return the French and the English text under a key."""
        if not required and key not in item:
            return "", ""
        child = self.child(item, key, where)
        if not child:
            return "", ""
        place = f"{where}.{key}" if where else key
        return self.text(child, "fr", place, required), self.text(child, "en", place, required)

    def number(self, item: Mapping[str, object], key: str, where: str, default: float) -> float:
        """Return a finite number other than zero."""
        value = item.get(key, default)
        if _is_number(value) and value:
            return float(cast("float", value))
        self._wrong(key, where, tr("a number other than 0"))
        return default

    def numbers(self, item: Mapping[str, object], key: str, where: str) -> tuple[float, ...]:
        """Return an optional list of finite numbers."""
        value = item.get(key, [])
        if isinstance(value, list) and all(_is_number(number) for number in value):
            return tuple(float(number) for number in value)
        self._wrong(key, where, tr("a list of numbers"))
        return ()

    def integer(
        self,
        item: Mapping[str, object],
        key: str,
        where: str,
        *,
        low: int = 0,
        high: int = 1_000_000,
        default: int | None = None,
    ) -> int:
        """Return an integer within limits; without a default it is required."""
        value = item.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            what = tr("a whole number from {low} to {high}").format(low=low, high=high)
            self._wrong(key, where, what)
            return low
        return value

    def boolean(self, item: Mapping[str, object], key: str, where: str, default: bool) -> bool:
        """Return an optional true or false."""
        value = item.get(key, default)
        if not isinstance(value, bool):
            self._wrong(key, where, tr("true or false"))
            return default
        return value

    def choice(
        self, item: Mapping[str, object], key: str, where: str, options: type[E], default: E | None = None
    ) -> E:
        """Return a member of an enum, by its value."""
        if default is not None and key not in item:
            return default
        value = item.get(key)
        for option in options:
            if option.value == value:
                return option
        known = ", ".join(str(option.value) for option in options)
        self._wrong(key, where, tr("one of {values}").format(values=known))
        return next(iter(options))

    def years(self, value: object, where: str) -> tuple[int, ...]:
        """Return ascending years."""
        good = isinstance(value, list) and all(type(year) is int and 1700 <= year <= 2200 for year in value)
        years = cast("list[int]", value) if good else []
        if not years or sorted(set(years)) != years:
            self.problem(where, tr("expected years in ascending order, such as [2019, 2023]"))
            return ()
        return tuple(years)

    def unique(self, values: Sequence[str], where: str) -> None:
        """Note the values that are there more than once."""
        for value, count in Counter(values).items():
            if count > 1 and value:
                self.problem(
                    where, tr('"{value}" is there {count} times').format(value=value[:60], count=count)
                )

    def _is_object(self, value: object, where: str) -> bool:
        if not isinstance(value, dict):
            self.problem(where, tr("expected an object, between braces"))
        return isinstance(value, dict)

    def _place(self, child: object, place: str) -> str:
        """Name the element after its id or name, which says more than a rank."""
        if isinstance(child, dict):
            name = child.get("id") or child.get("name")
            if isinstance(name, str):
                return f"{place} ({name[:60]})"
        return place

    def _missing(self, key: str, where: str) -> None:
        self.problem(where, tr('"{key}" is missing').format(key=key))

    def _wrong(self, key: str, where: str, what: str) -> None:
        self.problem(where, tr('"{key}": expected {what}').format(key=key, what=what))


def _is_number(value: object) -> bool:
    """Whether a value is a finite number of a sensible size (NaN compares false)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15
