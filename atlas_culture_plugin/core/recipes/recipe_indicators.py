# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the indicators of a recipe: what they are, how rows make them, what is checked of them."""

from __future__ import annotations

import re
from typing import cast

from ..i18n import tr
from ..model import Indicator, Method, Status, ValueKind
from ..palettes import ORDINARY, palettes
from ..reader import Reader
from .recipe import CHECKS, CheckRule, Measure, Operation
from .recipe_parts import Item, conditions, expect_column, known_keys

_INDICATOR_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")

_INDICATOR_KEYS = (
    "id", "theme", "label", "definition", "coverage", "source", "unit", "kind", "numerator", "denominator",
    "factor", "decimals", "method", "classes", "palette", "offered", "where", "absent", "totals",
    *(operation.value for operation in Operation),
)  # fmt: skip


def read_indicators(
    reader: Reader, root: Item, package: str, themes: set[str], columns: set[str]
) -> tuple[tuple[Indicator, ...], dict[str, Measure]]:
    """Return the indicators, without levels or years, and how each of the stocks is made."""
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
        if indicator.kind is ValueKind.STOCK:
            measures[indicator.id] = _measure(reader, item, where, columns)
    for indicator, (_, where) in zip(indicators, items):
        for key, other in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
            if indicator.kind is ValueKind.RATIO and other not in measures:
                sentence = tr("{key}: “{id}” is not a stock of the recipe")
                reader.problem(where, sentence.format(key=key, id=other[:60]))
    reader.unique([indicator.id for indicator in indicators], "indicators")
    return tuple(indicators), measures


def _indicator(reader: Reader, item: Item, where: str, package: str, licence: str) -> Indicator:
    identifier = reader.text(item, "id", where)
    if not _INDICATOR_ID.fullmatch(identifier):
        reader.problem(where, tr("id: expected lower-case letters, digits and _, without the year"))
    kind = reader.choice(item, "kind", where, ValueKind)
    if kind is ValueKind.TYPOLOGY:
        reader.problem(where, tr("kind: a recipe makes stocks and ratios"))
    palette = reader.text(item, "palette", where, required=False) or "Blues"
    if palette not in palettes(*ORDINARY):
        names = ", ".join(palettes(*ORDINARY))
        reader.problem(where, tr("palette: expected one of {names}").format(names=names))
    is_ratio = kind is ValueKind.RATIO
    label, definition = reader.bilingual(item, "label", where), reader.bilingual(item, "definition", where)
    coverage = reader.bilingual(item, "coverage", where, required=False)
    return Indicator(
        identifier, package, reader.text(item, "theme", where), *label, *definition,
        reader.text(item, "unit", where), kind, (), (), {}, reader.text(item, "source", where), licence,
        *coverage,
        numerator=reader.text(item, "numerator", where, required=is_ratio),
        denominator=reader.text(item, "denominator", where, required=is_ratio),
        factor=reader.number(item, "factor", where, default=1.0) if is_ratio else 1.0,
        decimals=reader.integer(item, "decimals", where, high=6, default=1 if is_ratio else 0),
        offered=reader.boolean(item, "offered", where, default=True),
        default_method=reader.choice(item, "method", where, Method, default=Method.QUANTILE),
        default_classes=reader.integer(item, "classes", where, low=2, high=12, default=5),
        default_palette=palette,
    )  # fmt: skip


def _measure(reader: Reader, item: Item, where: str, columns: set[str]) -> Measure:
    given = [operation for operation in Operation if operation.value in item]
    if len(given) != 1:
        names = ", ".join(operation.value for operation in Operation)
        reader.problem(where, tr("a stock needs one of: {names}").format(names=names))
        return Measure(Operation.COUNT)
    operation = given[0]
    column = "" if item[operation.value] is True else reader.text(item, operation.value, where)
    expect_column(reader, column, columns, where)
    if not column and operation in (Operation.SUM, Operation.ONCE):
        reader.problem(where, tr("{key}: expected the name of a column").format(key=operation.value))
    absent = reader.text(item, "absent", where, required=False) or "missing"
    if absent not in ("zero", "missing"):
        reader.problem(where, tr("absent: expected zero or missing"))
    return Measure(
        operation,
        column,
        conditions(reader, item, "where", where, columns),
        reader.number(item, "factor", where, default=1.0),
        Status.VALUE if absent == "zero" else Status.MISSING,
        _totals(reader, item, where),
    )


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
