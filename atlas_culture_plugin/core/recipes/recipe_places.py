# SPDX-License-Identifier: GPL-2.0-or-later
"""What a recipe says of places that are drawn as points: the key ``places`` of a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..i18n import tr
from ..places import COMMUNE, EXACT
from ..reader import Reader
from ..territories import plain
from .recipe import Condition
from .recipe_parts import Item, conditions, known_keys

#: What a column of a table of places may be. ``code`` is that of the commune; ``position`` holds both
#: coordinates; ``address`` is only looked at, to tell the position of an address from that of a commune.
ROLES = (
    "id", "name", "type", "subtype", "domain", "label", "code", "position", "latitude", "longitude",
    "address",
)  # fmt: skip
#: Those that must be in the file when the recipe names them.
NEEDED = ("name", "type", "code")

_KEYS = ("title", "source", "coverage", "columns", "symbol", "symbols", "precision", "keep")
_PRECISIONS = {"address": EXACT, "commune": COMMUNE}


@dataclass(frozen=True)
class PlaceRule:
    """How the rows of a source are places.

    Args:
        title_fr, title_en: what they are, in the plural; their type too, where no column tells it.
        source: producer and title of the list, as printed on maps.
        coverage_fr, coverage_en: what the list covers.
        columns: headers that the column of each of :data:`ROLES` may have.
        symbol: name of the symbol of the types that have none of their own; empty to share out others.
        symbols: name of the symbol of a type, by its folded name.
        position: what the published positions are, one of the categories of :mod:`..places`.
        keep: conditions that a row must all meet, besides those of the source.
    """

    title_fr: str
    title_en: str
    source: str
    coverage_fr: str
    coverage_en: str
    columns: Mapping[str, tuple[str, ...]]
    symbol: str
    symbols: Mapping[str, str]
    position: str
    keep: tuple[Condition, ...] = ()


def read_places(reader: Reader, item: Item, where: str, columns: Mapping[str, object]) -> PlaceRule | None:
    """Return what a source says of places, None when it says nothing.

    ``columns`` are those that the source names, which conditions may use too.
    """
    if "places" not in item:
        return None
    place = f"{where}.places"
    given = reader.mapping(item["places"], place)
    known_keys(reader, given, _KEYS, place)
    headers = _columns(reader, given, place)
    coded = "code" in headers or "code" in columns
    located = "position" in headers or {"latitude", "longitude"} <= set(headers)
    if not coded and not located:
        reader.problem(place, tr("columns: name those of a position, or that of the code of the commune"))
    symbols = reader.mapping(given.get("symbols", {}), f"{place}.symbols")
    precision = reader.text(given, "precision", place, required=False) or "address"
    if precision not in _PRECISIONS:
        reader.problem(place, tr("precision: expected {known}").format(known=", ".join(_PRECISIONS)))
    return PlaceRule(
        *reader.bilingual(given, "title", place),
        reader.text(given, "source", place),
        *reader.bilingual(given, "coverage", place),
        headers,
        reader.text(given, "symbol", place, required=False),
        {plain(name): str(symbol) for name, symbol in symbols.items()},
        _PRECISIONS.get(precision, EXACT),
        conditions(reader, given, "keep", place, {*headers, *columns}),
    )


def _columns(reader: Reader, given: Item, place: str) -> dict[str, tuple[str, ...]]:
    described = reader.child(given, "columns", place)
    known_keys(reader, described, ROLES, f"{place}.columns")
    return {
        role: (value,) if isinstance(value, str) else tuple(reader.texts(described, role, f"{place}.columns"))
        for role, value in described.items()
    }
