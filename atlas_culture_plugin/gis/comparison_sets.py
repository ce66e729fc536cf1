# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparisons that a project keeps: named sets, the one under way, and how it is shown."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from qgis.core import QgsProject

from ..core.comparison.cells import Measure
from ..core.comparison.grid import DEFAULT_MEASURES, Look, Shape
from ..core.comparison.model import ComparisonRequest

_SCOPE, _ENTRY = "AtlasCulture", "/comparisons"


@dataclass(frozen=True)
class Kept:
    """``current`` is what was being compared, ``name`` the set that it came from, empty without."""

    sets: dict[str, ComparisonRequest] = field(default_factory=dict)
    current: ComparisonRequest | None = None
    name: str = ""
    look: Look = field(default_factory=Look)


def write(project: QgsProject, kept: Kept) -> None:
    """Keep the comparisons in the project; nothing is touched where nothing changed."""
    raw = {
        "sets": {name: request.to_json() for name, request in kept.sets.items()},
        "current": kept.current.to_json() if kept.current else "",
        "name": kept.name,
        "shape": kept.look.shape.value,
        "measures": [one.value for one in kept.look.measures],
        "by_theme": kept.look.by_theme,
        "by_measure": kept.look.by_measure,
        "by_direction": kept.look.by_direction,
    }
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False)
    before = project.readEntry(_SCOPE, _ENTRY)[0]
    if before != text and (before or kept != Kept()):
        project.writeEntry(_SCOPE, _ENTRY, text)


def read(project: QgsProject) -> Kept:
    """Read the comparisons back; what a hand edited wrongly is left out, the rest stays."""
    try:
        raw = json.loads(project.readEntry(_SCOPE, _ENTRY)[0] or "{}")
    except (ValueError, RecursionError):
        return Kept()
    if not isinstance(raw, dict):
        return Kept()
    sets = _sets(raw.get("sets"))
    name = str(raw.get("name", ""))
    return Kept(
        sets=sets,
        current=ComparisonRequest.from_json(str(raw.get("current", ""))),
        name=name if name in sets else "",
        look=_look(raw),
    )


def _sets(raw: object) -> dict[str, ComparisonRequest]:
    if not isinstance(raw, dict):
        return {}
    read_back = {str(name): ComparisonRequest.from_json(str(text)) for name, text in raw.items()}
    return {name: request for name, request in read_back.items() if name.strip() and request is not None}


def _look(raw: dict[str, Any]) -> Look:
    shapes = {one.value: one for one in Shape}
    known = {one.value: one for one in Measure}
    wanted = raw.get("measures")
    texts = [str(one) for one in wanted] if isinstance(wanted, list) else []
    measures = tuple(known[one] for one in texts if one in known)
    return Look(
        shape=shapes.get(str(raw.get("shape", "")), Shape.INDICATORS),
        measures=measures or DEFAULT_MEASURES,
        by_theme=raw.get("by_theme", True) is not False,
        by_measure=raw.get("by_measure", True) is not False,
        by_direction=raw.get("by_direction") is True,
    )
