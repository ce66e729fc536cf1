# SPDX-License-Identifier: GPL-2.0-or-later
"""Positions as they are published: latitude and longitude in every spelling, or Lambert-93 in metres."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NAMED = re.compile(
    r"\b(lat|lon|lng|x|y)[a-z]*[\"']?\s*[:=]\s*[\"']?([+-]?[0-9]+(?:[.,][0-9]+)?)", re.IGNORECASE
)
#: What may be written around two numbers.
_AROUND = re.compile(r"[\[\](){}\"':]|\b(?:type|point|coordinates)\b", re.IGNORECASE)
_FIGURES = re.compile(r"[0-9.,;+\-eE\s]*")
_POINT = re.compile(r"point\b|coordinates", re.IGNORECASE)

#: Metropolitan France in Lambert-93, metres.
_EASTINGS, _NORTHINGS = (0.0, 1.4e6), (5.9e6, 7.3e6)
#: Constants of Lambert-93 on GRS80: IGN, « Projection cartographique conique conforme de Lambert »
#: (NTG_71): exponent, constant, false origins, first eccentricity; the meridian of origin is 3° E.
_N, _C = 0.7256077650532670, 11754255.4260960
_X0, _Y0 = 700000.0, 12655612.0498760
_E = 0.0818191910428158
_LON0 = math.radians(3.0)
#: Closer than 100 m to the crossing of the equator and the meridian of Greenwich.
_NOWHERE = 0.001


@dataclass(frozen=True)
class Positions:
    """Where places are published.

    Args:
        longitudes, latitudes: in degrees, NaN where there is none.
        unreadable: rows whose cells hold something that is no position.
        zero: rows at 0° N, 0° E, which is what a missing position is written as.
        projected: rows that were in Lambert-93.
    """

    longitudes: Floats
    latitudes: Floats
    unreadable: NDArray[np.bool_]
    zero: NDArray[np.bool_]
    projected: NDArray[np.bool_]


def read_positions(position: Sequence[str], latitude: Sequence[str], longitude: Sequence[str]) -> Positions:
    """Read the positions of a table: those of one column, else those of two."""
    pairs = [_pair(both) if both else _two(lat, lon) for both, lat, lon in zip(position, latitude, longitude)]
    given = np.array(
        [bool(both or lat or lon) for both, lat, lon in zip(position, latitude, longitude)], bool
    )
    lats, lons = np.array([pair or (math.nan, math.nan) for pair in pairs]).reshape(-1, 2).T
    projected = _is_projected(lons, lats)
    turned = _is_projected(lats, lons)
    lons, lats = np.where(turned, lats, lons), np.where(turned, lons, lats)
    projected |= turned
    lons[projected], lats[projected] = from_lambert93(lons[projected], lats[projected])
    wrong = ~((np.abs(lons) <= 180) & (np.abs(lats) <= 180))
    lons[wrong], lats[wrong] = math.nan, math.nan
    zero = (np.abs(lons) < _NOWHERE) & (np.abs(lats) < _NOWHERE)
    return Positions(lons, lats, given & wrong, zero, projected)


def from_lambert93(eastings: Floats, northings: Floats) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes, in degrees, of points in Lambert-93 (EPSG:2154), in metres.

    Inverse of the conformal conic projection: IGN, NTG_71, algorithms ALG0004 and ALG0002.
    """
    radius = np.hypot(eastings - _X0, northings - _Y0)
    longitudes = _LON0 + np.arctan((eastings - _X0) / (_Y0 - northings)) / _N
    isometric = -np.log(radius / _C) / _N
    latitudes = 2 * np.arctan(np.exp(isometric)) - math.pi / 2
    for _ in range(8):  # each turn gains three decimals
        sine = _E * np.sin(latitudes)
        grown = ((1 + sine) / (1 - sine)) ** (_E / 2) * np.exp(isometric)
        latitudes = 2 * np.arctan(grown) - math.pi / 2
    return np.degrees(longitudes), np.degrees(latitudes)


def _is_projected(eastings: Floats, northings: Floats) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        east = (eastings > _EASTINGS[0]) & (eastings < _EASTINGS[1])
        return np.asarray(east & (northings > _NORTHINGS[0]) & (northings < _NORTHINGS[1]))


def _two(latitude: str, longitude: str) -> tuple[float, float] | None:
    numbers = _number(latitude), _number(longitude)
    return None if None in numbers else (numbers[0] or 0.0, numbers[1] or 0.0)


def _pair(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude of one cell.

    ``48.85, 2.35``, ``[48.85, 2.35]``, ``48,85 ; 2,35``, ``{"lon": 2.35, "lat": 48.85}`` or
    ``POINT (2.35 48.85)``.
    """
    found = {name.lower()[:3]: number for name, number in _NAMED.findall(text)}
    north = found.get("lat", found.get("y"))
    east = found.get("lon", found.get("lng", found.get("x")))
    if north is not None and east is not None:
        return _two(north, east)
    parts = _parts(text)
    if len(parts) != 2:
        return None
    first, second = parts
    # Well-known text and GeoJSON write the longitude first.
    return _two(second, first) if _POINT.search(text) else _two(first, second)


def _parts(text: str) -> list[str]:
    """The two numbers of a cell, whatever parts them and whatever their decimal mark."""
    text = _AROUND.sub(" ", text).strip(" ,")
    if not _FIGURES.fullmatch(text):
        return []
    if ";" not in text and text.count(",") == 1:
        text = text.replace(",", " ") if "." in text or not _NUMBER.fullmatch(text) else text
    elif text.count(",") > 1 and "." in text:
        return []
    elif text.count(",") == 3:
        # Decimal commas, and a comma between: the second one.
        one, two, three, four = text.split(",")
        text = f"{one}.{two} {three}.{four}"
    return _NUMBER.findall(text)


def _number(text: str) -> float | None:
    text = text.strip().replace("\u2212", "-").replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
