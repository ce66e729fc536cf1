# SPDX-License-Identifier: GPL-2.0-or-later
"""From a request ("this indicator, at this level, with these classes") to a map ready to be drawn.

The one path that both front doors take. No QGIS here: values, statuses and class bounds only.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .boundaries.vintages import find as find_boundaries
from .crossing import prepare_crossing
from .errors import IndicatorError
from .evolution import prepare_evolution
from .formatting import number
from .i18n import tr
from .library import Library
from .model import Mode, Status
from .prepared import PreparedMap
from .request import MapRequest
from .single import prepare_one, ratio_for, stock_notice
from .territories import Territories

__all__ = ["MapRequest", "PreparedMap", "prepare", "ratio_for", "stock_notice", "summary"]


def prepare(library: Library, territories: Territories, request: MapRequest) -> PreparedMap:
    """Answer ``request`` with values, statuses and classes.

    Args:
        library: where the indicators are.
        territories: the boundaries shipped; those that the request names take their place.
        request: what to map.

    Raises:
        IndicatorError: no such indicator, level or year, or the mode does not suit the indicators; the
            threshold or the largest circle is not a number that can be drawn.
        TerritoryError: ``within`` is not understood, or holds no territory of this level; the boundaries
            asked for are not there.
        ClassificationError: the classes cannot be made as asked.
        StyleError: unknown palette.
    """
    for amount in (request.threshold, request.circle_maximum):
        # A library or a script may give any float: infinity would hide everything without a word.
        if not (math.isfinite(amount) and amount >= 0):
            sentence = tr("{number} is neither a threshold nor a size of circle: write a number from 0 up.")
            raise IndicatorError(sentence.format(number=f"{amount:g}"))
    if request.boundaries:
        territories = find_boundaries(request.boundaries, library.folder)
    if request.mode is Mode.SINGLE:
        return prepare_one(library, territories, request)
    if request.mode is Mode.EVOLUTION:
        return prepare_evolution(library, territories, request)
    return prepare_crossing(library, territories, request)


def summary(prepared: PreparedMap) -> str:
    """One line on the states of the territories, for the dock and the log."""
    crossed = prepared.mode is Mode.BIVARIATE
    parts = _counts(prepared, prepared.joint_statuses() if crossed else prepared.statuses)
    if prepared.mode is Mode.CIRCLES and prepared.second is not None:
        others = _counts(prepared.second, prepared.second.statuses)
        parts = tr("{areas}; {title}: {circles}").format(
            areas=parts, title=prepared.second.title, circles=others
        )
    return tr("{total} territories: {parts}").format(total=number(len(prepared.codes), 0), parts=parts)


def _counts(prepared: PreparedMap, statuses: npt.NDArray[np.uint8]) -> str:
    """Numbers of values and of states, those that there are."""
    found = np.bincount(statuses, minlength=len(Status))
    parts = [tr("{count} with a value").format(count=number(int(found[Status.VALUE]), 0))]
    for status in Status:
        if status is not Status.VALUE and found[status]:
            label = prepared.state_label(status)
            parts.append(f"{label[:1].lower()}{label[1:]}{tr(': ')}{number(int(found[status]), 0)}")
    return ", ".join(parts)
