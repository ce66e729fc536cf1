# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures on boundaries of another vintage: by code, "not available" where the perimeter is another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .i18n import tr
from .model import Level, Status
from .table import Column, Table
from .territories import Territories

#: Territories that a note names; the others are in ``differences.csv``.
_NAMED = 8


def on_perimeters(table: Table, territories: Territories) -> Table:
    """Return a table whose figures all are those of the perimeters of ``territories``.

    That of the shipped boundaries is returned as it is: packages follow them.
    """
    altered = territories.vintage.changed.get(table.level, frozenset())
    index = table.index()
    rows = np.array(sorted(index[code] for code in altered if code in index), dtype=np.intp)
    if not rows.size:
        return table
    columns = {name: _hidden(column, rows) for name, column in table.columns.items()}
    return Table(table.level, table.codes, columns)


def _hidden(column: Column, rows: npt.NDArray[np.intp]) -> Column:
    values, statuses, texts = column.values.copy(), column.statuses.copy(), column.texts
    values[rows] = np.nan
    statuses[rows] = Status.MISSING
    if texts is not None:
        hidden = set(rows.tolist())
        texts = tuple("" if row in hidden else text for row, text in enumerate(texts))
    return Column(values, statuses, texts)


def perimeter_notes(territories: Territories, level: Level, codes: Sequence[str]) -> tuple[str, ...]:
    """Say which of these territories have no figure because their perimeter is another."""
    altered = territories.vintage.changed.get(level, frozenset())
    found = [one for code in codes if code in altered and (one := territories.get(level, code))]
    if not found:
        return ()
    names = ", ".join(territories.label(one) for one in found[:_NAMED])
    names = f"{names}…" if len(found) > _NAMED else names
    sentence = tr(
        "Perimeter changed between the figures and the boundaries used ({vintage}): {count} territories are "
        "not available ({names})."
    )
    return (sentence.format(vintage=territories.vintage.identifier, count=len(found), names=names),)
