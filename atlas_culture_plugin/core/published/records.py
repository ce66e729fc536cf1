# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects of a JSON or GeoJSON file as rows of text, one column per key."""

from __future__ import annotations

import json
import math
from typing import Any

from ..errors import RecipeError
from ..i18n import tr
from ..reasons import reason

#: Keys under which services put their rows: data.gouv.fr, Opendatasoft v2.1 and v1, others.
_HOLDERS = ("data", "results", "records", "features", "items", "rows")
#: Objects inside objects beyond which the text is kept as it is.
_DEEPEST = 8


def read_records(text: str, name: str) -> list[dict[str, str]]:
    """Return the objects of a file, those inside them flattened: ``geolocalisation.lon``.

    A list of objects, one object per line, the features of a GeoJSON, or what a service answers, its rows
    under ``data``, ``results`` or ``records``.

    Raises:
        RecipeError: it is not JSON, or has no list of objects.
    """
    try:
        found = _objects(_parse(text))
        if found is None:
            raise RecipeError(
                tr("{name} is JSON without a list of objects: it is no table.").format(name=name)
            )
        return [_flattened(_content(item)) for item in found]
    except (ValueError, RecursionError) as error:
        sentence = tr("{name} is not well-formed JSON: {reason}.")
        raise RecipeError(sentence.format(name=name, reason=reason(error)), repr(error)) from error


def _parse(text: str) -> Any:
    """Parse a text; when it is not one value, one value per line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if error.msg != "Extra data" or len(lines) < 2:
            raise
        return [json.loads(line) for line in lines]


def _objects(value: Any) -> list[dict[str, Any]] | None:
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return value
    if not isinstance(value, dict):
        return None
    lists = [value[key] for key in _HOLDERS if isinstance(value.get(key), list)]
    return next((found for held in lists if (found := _objects(held))), None)


def _content(item: dict[str, Any]) -> dict[str, Any]:
    """Return what describes an object, without the envelope of a feature or of a record.

    The point of a feature is kept, as ``geometry.lon`` and ``geometry.lat``.
    """
    for envelope, inside in (("geometry", "properties"), ("recordid", "fields")):
        if envelope in item and isinstance(item.get(inside), dict):
            content: dict[str, Any] = item[inside]
            point = _point(item.get("geometry"))
            return {**content, **({"geometry": point} if point else {})}
    return item


def _point(geometry: Any) -> dict[str, Any]:
    """Return the position of a point (longitude, then latitude: RFC 7946), nothing for another geometry."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return {}
    position = geometry.get("coordinates")
    if not isinstance(position, list) or len(position) < 2:
        return {}
    return {"lon": position[0], "lat": position[1]}


def _flattened(item: dict[str, Any], depth: int = 0) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in item.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            inside = _flattened(value, depth + 1)
            flat.update({f"{key}.{name}": text for name, text in inside.items()})
        else:
            flat[str(key)] = _text(value)
    return flat


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        return value.replace("\0", "")
    return json.dumps(value, ensure_ascii=False)
