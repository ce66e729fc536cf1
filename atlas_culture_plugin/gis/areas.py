# SPDX-License-Identifier: GPL-2.0-or-later
"""Coloured areas by class, and the labels of classes: as one graduated renderer, or as rules."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

import numpy as np
from qgis.core import QgsGraduatedSymbolRenderer, QgsRendererRange, QgsRuleBasedRenderer, QgsSymbol

from ..core.formatting import class_labels, count_label, number
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.model import Status
from .expressions import (
    FieldNames,
    has_value,
    in_class,
    number_expression,
    status_expression,
    value_expression,
)
from .looks import painted
from .templates import SENTINELS, Template

#: Decimals beyond which a bound is no longer printed in full.
MAX_DECIMALS = 6
#: Share of the values from which those that are zero are counted in the legend.
MANY_ZEROS = 0.1


def present(prepared: PreparedMap) -> list[Status]:
    """States to draw, in legend order: those that some territory has."""
    return [status for status in SENTINELS if prepared.count(status)]


def labels(prepared: PreparedMap) -> list[str]:
    """Legend label of each class, lowest first, with the number of territories.

    Fixed bounds read "less than" and "and more" at both ends: they were not made from the data.
    The bounds between classes are printed in full, so that a figure read in a table is found in its
    class, up to one decimal more than the indicator's own: beyond, a legend no longer reads well.
    Where many values are zero ("no library at all"), their class says how many: a small figure is not none.
    """
    classes = prepared.rounded
    decimals, own = _exact_decimals(classes.inner), prepared.decimals
    if not classes.is_fixed:
        # The lowest and the highest value are not rounded: the indicator's own decimals are enough.
        lowest = 0 if _are_exact(classes.bounds, decimals) else own
        decimals = max(lowest, min(decimals, own + 1))
    texts = class_labels(classes.bounds, minimum_decimals=decimals, open_ends=classes.is_fixed)
    found = [f"{text} {count_label(count)}" for text, count in zip(texts, classes.counts)]
    zeros = int(np.count_nonzero(prepared.values == 0))
    if zeros and not prepared.is_evolution and zeros >= MANY_ZEROS * sum(classes.counts):
        rank = int(classes.classes(np.zeros(1))[0]) - 1
        if zeros < classes.counts[rank]:
            said = tr("{territories}, {zeros} of them zero")
            found[rank] = said.format(territories=found[rank], zeros=number(zeros))
        elif classes.bounds[rank] < classes.bounds[rank + 1]:
            # A class that is zero alone says so itself.
            found[rank] = tr("{territories}, all of them zero").format(territories=found[rank])
    return found


def _exact_decimals(bounds: Sequence[float]) -> int:
    """Fewest decimals that print all the bounds as they are."""
    return next((d for d in range(MAX_DECIMALS) if _are_exact(bounds, d)), MAX_DECIMALS)


def _are_exact(bounds: Sequence[float], decimals: int) -> bool:
    return all(round(bound, decimals) == bound for bound in bounds)


def choropleth(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsGraduatedSymbolRenderer:
    """Highest class first: a value on a bound then falls in the class above, as it must.

    QGIS gives a value to the first range that holds it, both limits included.
    """
    bounds = prepared.rounded.bounds
    classes = list(zip(bounds, bounds[1:], labels(prepared), prepared.colors))
    ranges = [
        QgsRendererRange(kept(low), kept(high, up=True), painted(template.value, color), label)
        for low, high, label, color in reversed(classes)
    ]
    for status in present(prepared):
        value = SENTINELS[status]
        symbol = template.statuses[status].clone()
        label = prepared.state_label(status, prepared.count(status))
        ranges.append(QgsRendererRange(value, value, symbol, label))
    renderer = QgsGraduatedSymbolRenderer(value_expression(fields), ranges)
    renderer.setSourceSymbol(painted(template.value, prepared.colors[-1]))
    return renderer


def kept(bound: float, up: bool = False) -> float:
    """A limit that a project gives back as it is, just outside the class rather than just inside.

    QGIS writes the limits of ranges with 15 decimals: a value that is a bound would else change class,
    or be in none, once the project is reopened.
    """
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return float(Decimal(bound).quantize(Decimal("1e-15"), rounding, Context(prec=120)))


def rules(prepared: PreparedMap, fields: FieldNames, template: Template) -> list[QgsRuleBasedRenderer.Rule]:
    """The same classes and states as :func:`choropleth`, for a renderer that draws something else too."""
    found = []
    value, known = number_expression(fields), has_value(fields)
    inner = prepared.rounded.inner
    limits = list(zip([None, *inner], [*inner, None]))
    for (low, high), label, color in reversed(list(zip(limits, labels(prepared), prepared.colors))):
        condition = f"{known} AND {in_class(value, low, high)}"
        symbol = painted(template.value, color)
        found.append(rule(symbol, condition, label, Status.VALUE.field_value))
    status = status_expression(fields)
    for one in present(prepared):
        label = prepared.state_label(one, prepared.count(one))
        condition = f"{status} = '{one.field_value}'"
        found.append(rule(template.statuses[one].clone(), condition, label, one.field_value))
    return found


def rule(symbol: QgsSymbol | None, condition: str, label: str, key: str) -> QgsRuleBasedRenderer.Rule:
    """A rule told apart by its description, that ``looks`` reads."""
    return QgsRuleBasedRenderer.Rule(symbol, 0, 0, condition, label, key)
