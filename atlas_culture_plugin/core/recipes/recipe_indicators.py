# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the indicators of a recipe: what they are, how rows make them, what is checked of them."""

from __future__ import annotations

import re
from typing import cast

from ..i18n import tr
from ..model import Category, Indicator, Method, Status, ValueKind
from ..palettes import ORDINARY, palettes
from ..reader import Reader
from .recipe import CHECKS, CheckRule, Measure, Operation, Texts
from .recipe_parts import Item, conditions, expect_column, known_keys

#: How figures of each kind are made. A ratio without any of its own is recomputed.
_OPERATIONS = {
    ValueKind.STOCK: tuple(operation for operation in Operation if not operation.is_carried),
    ValueKind.RATIO: (Operation.PUBLISHED,),
    ValueKind.TYPOLOGY: (Operation.CATEGORY,),
}
#: More categories than a legend can tell apart.
_MOST_CATEGORIES = 12
#: What a table writes for a state, which no category may be called.
_STATES = frozenset({"nd", "s", "so", "secret", "sans_objet"})
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_INDICATOR_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")

_INDICATOR_KEYS = (
    "id", "theme", "label", "definition", "coverage", "source", "unit", "kind", "numerator", "denominator",
    "factor", "decimals", "method", "classes", "palette", "offered", "where", "absent", "others", "totals",
    "categories", "prevails", *(operation.value for operation in Operation),
)  # fmt: skip


def read_indicators(
    reader: Reader, root: Item, package: str, themes: set[str], columns: set[str]
) -> tuple[tuple[Indicator, ...], dict[str, Measure]]:
    """Return the indicators, without levels or years, and how each of those not recomputed is made."""
    indicators: list[Indicator] = []
    measures: dict[str, Measure] = {}
    items = reader.items(root, "indicators", "")
    licence = reader.text(reader.mapping(root.get("licence", {}), "licence"), "title", "licence", False)
    for item, where in items:
        known_keys(reader, item, _INDICATOR_KEYS, where)
        indicator = _indicator(reader, item, where, package, licence)
        if indicator.theme not in themes:
            reader.problem(where, tr('the theme "{theme}" is not declared').format(theme=indicator.theme))
        indicators.append(indicator)
        if indicator.kind is not ValueKind.RATIO or Operation.PUBLISHED.value in item:
            measures[indicator.id] = _measure(reader, item, where, columns, indicator)
    stocks = {indicator.id for indicator in indicators if indicator.kind is ValueKind.STOCK}
    for indicator, (_, where) in zip(indicators, items):
        for key, other in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
            if indicator.kind is ValueKind.RATIO and indicator.id not in measures and other not in stocks:
                sentence = tr("{key}: “{id}” is not a stock of the recipe")
                reader.problem(where, sentence.format(key=key, id=other[:60]))
    reader.unique([indicator.id for indicator in indicators], "indicators")
    return tuple(indicators), measures


def _indicator(reader: Reader, item: Item, where: str, package: str, licence: str) -> Indicator:
    identifier = reader.text(item, "id", where)
    if not _INDICATOR_ID.fullmatch(identifier):
        reader.problem(where, tr("id: expected lower-case letters, digits and _, without the year"))
    kind = reader.choice(item, "kind", where, ValueKind)
    palette = reader.text(item, "palette", where, required=False) or "Blues"
    if palette not in palettes(*ORDINARY):
        names = ", ".join(palettes(*ORDINARY))
        reader.problem(where, tr("palette: expected one of {names}").format(names=names))
    is_ratio, published = kind is ValueKind.RATIO, Operation.PUBLISHED.value in item
    recomputed = is_ratio and not published
    if published and ("numerator" in item or "denominator" in item):
        reader.problem(where, tr("a published ratio has no numerator and no denominator"))
    label, definition = reader.bilingual(item, "label", where), reader.bilingual(item, "definition", where)
    coverage = reader.bilingual(item, "coverage", where, required=False)
    return Indicator(
        identifier, package, reader.text(item, "theme", where), *label, *definition,
        reader.text(item, "unit", where, required=kind is not ValueKind.TYPOLOGY), kind, (), (), {},
        reader.text(item, "source", where), licence, *coverage,
        numerator=reader.text(item, "numerator", where, required=recomputed),
        denominator=reader.text(item, "denominator", where, required=recomputed),
        factor=reader.number(item, "factor", where, default=1.0) if recomputed else 1.0,
        decimals=reader.integer(item, "decimals", where, high=6, default=1 if is_ratio else 0),
        offered=reader.boolean(item, "offered", where, default=True),
        default_method=reader.choice(item, "method", where, Method, default=Method.QUANTILE),
        default_classes=reader.integer(item, "classes", where, low=2, high=12, default=5),
        default_palette=palette,
        categories=_categories(reader, item, where) if kind is ValueKind.TYPOLOGY else (),
    )  # fmt: skip


def _categories(reader: Reader, item: Item, where: str) -> tuple[Category, ...]:
    found = tuple(
        Category(
            reader.text(child, "value", place),
            *reader.bilingual(child, "label", place),
            reader.text(child, "color", place, required=False),
        )
        for child, place in reader.items(item, "categories", where)
    )
    for one in found:
        if one.value in _STATES:
            reader.problem(where, tr("value: {value} is the mark of a state").format(value=one.value))
        if one.color and not _COLOR.fullmatch(one.color):
            reader.problem(where, tr("color: expected such as #1a2b3c"))
    reader.unique([one.value for one in found], f"{where}.categories")
    if len(found) > _MOST_CATEGORIES:
        reader.problem(where, tr("categories: {most} at most").format(most=_MOST_CATEGORIES))
    return found


def _texts(reader: Reader, item: Item, where: str, indicator: Indicator) -> tuple[Texts, ...]:
    """Return the texts of each category: those that the recipe gives, else its value and its label."""
    if indicator.kind is not ValueKind.TYPOLOGY:
        return ()
    found = []
    for (child, place), one in zip(reader.items(item, "categories", where), indicator.categories):
        known_keys(reader, child, ("value", "label", "color", "cells"), place)
        cells = reader.texts(child, "cells", place) if "cells" in child else [one.value, one.label_fr]
        found.append(Texts(one.value, tuple(cells)))
    return tuple(found)


def _category(reader: Reader, item: Item, key: str, where: str, indicator: Indicator) -> str:
    """Return the category under a key, empty when there is none."""
    name = reader.text(item, key, where, required=False)
    if name and name not in {one.value for one in indicator.categories}:
        reader.problem(where, tr("{key}: “{name}” is not a category").format(key=key, name=name[:60]))
    return name


def _measure(reader: Reader, item: Item, where: str, columns: set[str], indicator: Indicator) -> Measure:
    known = _OPERATIONS[indicator.kind]
    given = [operation for operation in Operation if operation.value in item]
    if len(given) != 1 or given[0] not in known:
        names, kind = ", ".join(operation.value for operation in known), indicator.kind.value
        reader.problem(where, tr("a {kind} needs one of: {names}").format(kind=kind, names=names))
        return Measure(known[0])
    operation = given[0]
    column = "" if item[operation.value] is True else reader.text(item, operation.value, where)
    expect_column(reader, column, columns, where)
    if not column and operation not in (Operation.COUNT, Operation.POPULATION):
        reader.problem(where, tr("{key}: expected the name of a column").format(key=operation.value))
    typology = indicator.kind is ValueKind.TYPOLOGY
    absent = "missing" if typology else reader.text(item, "absent", where, required=False) or "missing"
    if absent not in ("zero", "missing") or (absent == "zero" and operation.is_carried):
        reader.problem(where, tr("absent: expected zero or missing"))
    return Measure(
        operation,
        column,
        conditions(reader, item, "where", where, columns),
        reader.number(item, "factor", where, default=1.0),
        Status.VALUE if absent == "zero" else Status.MISSING,
        _others(reader, item, where, absent),
        _totals(reader, item, where),
        _texts(reader, item, where, indicator),
        _category(reader, item, "absent", where, indicator) if typology else "",
        _category(reader, item, "prevails", where, indicator),
    )


def _others(reader: Reader, item: Item, where: str, absent: str) -> Status:
    others = reader.text(item, "others", where, required=False) or absent
    if others not in ("zero", "missing"):
        reader.problem(where, tr("others: expected zero or missing"))
    return Status.VALUE if others == "zero" else Status.MISSING


def _totals(reader: Reader, item: Item, where: str) -> dict[int, float]:
    place = f"{where}.totals"
    given = reader.mapping(item.get("totals", {}), place)
    found = {}
    for year, total in given.items():
        good = isinstance(total, (int, float)) and not isinstance(total, bool) and year.isdecimal()
        if not good:
            reader.problem(place, tr("expected a number for each year, such as 2022"))
            continue
        found[int(year)] = float(cast("float", total))
    return found


def read_checks(reader: Reader, root: Item, indicators: tuple[Indicator, ...]) -> tuple[CheckRule, ...]:
    """Return the plausibility checks that the recipe asks for."""
    if "checks" not in root:
        return ()
    known = {indicator.id for indicator in indicators}
    found = []
    for item, where in reader.items(root, "checks", ""):
        known_keys(reader, item, ("check", "indicator", "other", "low", "high", "error"), where)
        kind = reader.text(item, "check", where)
        if kind not in CHECKS:
            reader.problem(where, tr("check: expected one of {names}").format(names=", ".join(CHECKS)))
        rule = CheckRule(
            kind,
            reader.text(item, "indicator", where),
            reader.text(item, "other", where, required=kind in ("part_of", "not_same")),
            *_limits(reader, item, where),
            reader.boolean(item, "error", where, default=False),
        )
        for name in (rule.indicator, rule.other):
            if name and name not in known:
                sentence = tr("“{name}” is not an indicator of the recipe")
                reader.problem(where, sentence.format(name=name[:60]))
        found.append(rule)
    return tuple(found)


def _limits(reader: Reader, item: Item, where: str) -> tuple[float, float]:
    values = [item.get("low", 0), item.get("high", 0)]
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return float(cast("float", values[0])), float(cast("float", values[1]))
    reader.problem(where, tr("low and high: expected numbers"))
    return 0.0, 0.0
