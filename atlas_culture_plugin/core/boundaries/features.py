# SPDX-License-Identifier: GPL-2.0-or-later
"""Territories read from what the publishers answer: GeoJSON, plain or compressed, whatever its attributes."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..archive import MAX_BYTES
from ..codes import normalise
from ..errors import TerritoryError
from ..i18n import tr
from ..model import Level, Territory
from .shapes import polygons_of, to_wkb

#: Names of the attributes, in lower case: Etalab's, IGN's of 2025 and after, IGN's before.
_CODES = {
    Level.REGION: ("code", "code_insee", "insee_reg"),
    Level.DEPARTEMENT: ("code", "code_insee", "insee_dep"),
    Level.EPCI: ("code", "code_siren", "code_insee", "siren_epci", "codes_siren_des_epci"),
    Level.COMMUNE: ("code", "code_insee", "insee_com"),
}
_NAMES = ("nom", "nom_officiel", "nom_com", "nom_epci", "nom_dep", "nom_reg")
_DEPARTEMENTS = ("departement", "code_insee_du_departement", "insee_dep", "dep")
_REGIONS = ("region", "code_insee_de_la_region", "insee_reg", "reg")
_GROUPS = ("epci", "codes_siren_des_epci", "siren_epci")
_POPULATIONS = ("population",)

#: The métropole of Grand Paris and the public bodies that share its communes: it is the EPCI of the code.
GRAND_PARIS = "200054781"
_PARIS_BODIES = frozenset(
    f"2000{end}" for end in (57867, 57875, 57941, 57966, 57974, 57982, 57990, 58006, 58014, 58097, 58790)
)
#: Collectivities that are no departement (Saint-Pierre-et-Miquelon, Polynésie...): no map draws them.
_NO_DEPARTEMENT = re.compile(r"97[578]|98\d")
#: Arrondissements of Paris, Lyon and Marseille and their commune.
_ARRONDISSEMENTS = (("751", "75056"), ("6938", "69123"), ("132", "13055"))
_SIREN = re.compile(r"\d{9}")


@dataclass(frozen=True)
class Drawn:
    """A territory as it is published, and its outline as received.

    ``wkb`` is that of a MultiPolygon in EPSG:4326, empty where the territory has none.
    """

    territory: Territory
    wkb: bytes


def read_features(path: Path) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file, decompressed when its first bytes say so.

    Raises:
        TerritoryError: it is cut short, is something else, or would fill the memory.
    """
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            with gzip.open(path) as stream:
                content = stream.read(MAX_BYTES + 1)
            if len(content) > MAX_BYTES:
                raise ValueError("too large")
        features = json.loads(content)["features"]
        if not all(isinstance(one["properties"], dict) for one in features):
            raise TypeError("properties")
    except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, RecursionError) as error:
        sentence = tr("{file} holds no boundaries, or was cut short: download it again.")
        raise TerritoryError(sentence.format(file=path.name), repr(error)) from error
    found: list[dict[str, Any]] = features
    return found


def drawn(features: list[dict[str, Any]], level: Level) -> Iterator[Drawn]:
    """Yield the territories of a level; those that are none of this code are left out.

    Left out: collectivities that are no departement, the public bodies inside Grand Paris, what has no code.

    Raises:
        TerritoryError: the coordinates are not degrees, or no coordinates.
    """
    for feature in features:
        properties = {name.lower(): value for name, value in feature["properties"].items()}
        code = _code(properties, level)
        if code:
            yield Drawn(_territory(properties, level, code), _outline(feature, code))


def _outline(feature: Mapping[str, Any], code: str) -> bytes:
    try:
        polygons = polygons_of(feature.get("geometry"))
        return to_wkb(polygons) if polygons else b""
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError) as error:
        sentence = tr("The outline of {code} is not one: download the boundaries again.")
        raise TerritoryError(sentence.format(code=code), repr(error)) from error


def city_of(code: str) -> str:
    """Return the commune of an arrondissement of Paris, Lyon or Marseille; empty for other codes."""
    return next((city for start, city in _ARRONDISSEMENTS if code.startswith(start)), "")


def group_of(text: str) -> str:
    """Return the EPCI among several codes ("200054781/200057875"); empty for none ("NR", "NC").

    >>> group_of("200057875/200054781")
    '200054781'
    """
    codes = _SIREN.findall(text)
    if GRAND_PARIS in codes:
        return GRAND_PARIS
    return next((code for code in codes if code not in _PARIS_BODIES), "")


def _code(properties: Mapping[str, Any], level: Level) -> str:
    text = _first(properties, _CODES[level])
    if level is Level.EPCI:
        return group_of(text)
    code = normalise(level, text) or ""
    return "" if _NO_DEPARTEMENT.match(code) else code


def _territory(properties: Mapping[str, Any], level: Level, code: str) -> Territory:
    name = _first(properties, _NAMES) or code
    departement = normalise(Level.DEPARTEMENT, _first(properties, _DEPARTEMENTS)) or ""
    region = normalise(Level.REGION, _first(properties, _REGIONS)) or ""
    people = _first(properties, _POPULATIONS)
    return Territory(
        level=level,
        code=code,
        name=name,
        departement="" if level in (Level.DEPARTEMENT, Level.REGION) else departement,
        region="" if level is Level.REGION else region,
        epci=group_of(_first(properties, _GROUPS)) if level is Level.COMMUNE else "",
        population=int(people) if people.isdecimal() and int(people) > 0 else None,
    )


def _first(properties: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of these attributes that says something."""
    values = (properties.get(name) for name in names)
    return next((str(value).strip() for value in values if value not in (None, "")), "")
