# SPDX-License-Identifier: GPL-2.0-or-later
"""Who publishes boundaries, at which addresses, under which names.

Etalab publishes one simplified GeoJSON file a level and detail. IGN's Géoplateforme answers WFS 2.0
requests, 5,000 features at most at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlencode

from ..errors import TerritoryError
from ..i18n import tr
from ..model import Level
from ..request import DETAIL, NATIONAL

#: What is asked for when no year is.
LATEST = "latest"
#: Features that the Géoplateforme gives at most in one answer.
PAGE_SIZE = 5000
#: Seconds between two requests to the Géoplateforme: it bans whoever makes more than 5 in 5 s.
WFS_PAUSE = 1.05


class Provider(str, Enum):
    """A publisher of boundaries; the value is that of the algorithm's parameter."""

    ETALAB = "etalab"
    IGN = "ign"

    @property
    def address(self) -> str:
        """Its site, that a mirror takes the place of."""
        return _ADDRESSES[self]

    @property
    def licence(self) -> str:
        """Licence of its boundaries."""
        return "Licence Ouverte 2.0"


_ADDRESSES = {
    Provider.ETALAB: "https://etalab-datasets.geo.data.gouv.fr",
    Provider.IGN: "https://data.geopf.fr",
}
_PLURALS = {
    Level.REGION: "regions",
    Level.DEPARTEMENT: "departements",
    Level.EPCI: "epci",
    Level.COMMUNE: "communes",
}
#: Generalisations that the publishers make themselves, where neighbours share their borders.
_ETALAB_DETAILS = {NATIONAL: "1000m", DETAIL: "100m"}
_IGN_DETAILS = {NATIONAL: "ADMINEXPRESS-COG-CARTO-PE", DETAIL: "ADMINEXPRESS-COG-CARTO"}
#: Years whose boundaries of IGN are those of the dated layers, which are not generalised for maps.
_FIRST_YEAR = 2015


@dataclass(frozen=True)
class Source:
    """One level at one detail: where it is."""

    level: Level
    detail: str
    url: str
    #: Name of the file that keeps it.
    name: str
    #: Whether it comes in pages, after a count.
    paged: bool = False


@dataclass(frozen=True)
class Wanted:
    """A vintage that is asked for. ``year`` is four digits or ``latest``."""

    provider: Provider
    year: str = LATEST
    base: str = ""

    @property
    def identifier(self) -> str:
        """Name of its folder, such as ``etalab-2025``."""
        return f"{self.provider.value}-{self.year}"

    def source(self, level: Level, detail: str) -> Source:
        """Return where a level is at a detail (``national`` or ``detail``)."""
        base = (self.base or self.provider.address).rstrip("/")
        if self.provider is Provider.ETALAB:
            name = f"{_PLURALS[level]}-{_ETALAB_DETAILS[detail]}.geojson.gz"
            return Source(level, detail, f"{base}/contours-administratifs/{self.year}/geojson/{name}", name)
        layer = f"{_IGN_DETAILS[detail]}.LATEST:{level.value}"
        query = {
            "SERVICE": "WFS",
            "VERSION": "2.0.0",
            "REQUEST": "GetFeature",
            "TYPENAMES": layer,
            "SRSNAME": "EPSG:4326",
        }
        name = f"{level.value}-{detail}.json"
        return Source(level, detail, f"{base}/wfs/ows?{urlencode(query)}", name, paged=True)

    def attribution(self, day: str) -> str:
        """Return the credit that the licence wants on every map; ``day`` is that of the download."""
        if self.provider is Provider.IGN:
            year = day[:4] if self.year == LATEST else self.year
            return f"IGN ADMIN EXPRESS COG-CARTO {year} ({_got(day)})"
        year = f" {self.year}" if self.year != LATEST else ""
        return f"IGN ADMIN EXPRESS, contours administratifs Etalab{year} ({_got(day)})"


def wanted(provider: str, year: str, base: str) -> Wanted:
    """Check what is asked for.

    Args:
        provider: value of a :class:`Provider`.
        year: four digits, or nothing (or ``latest``) for the latest vintage.
        base: address of a mirror; empty for the publisher's own.

    Raises:
        TerritoryError: no such year, or IGN's generalised boundaries of a year: they only exist as of now.
    """
    chosen, text = Provider(provider), year.strip().lower() or LATEST
    if text == LATEST:
        return Wanted(chosen, LATEST, base)
    if not (text.isdecimal() and len(text) == 4 and int(text) >= _FIRST_YEAR):
        sentence = tr("“{year}” is not a vintage: write a year such as 2025, or nothing for the latest.")
        raise TerritoryError(sentence.format(year=year))
    if chosen is Provider.IGN:
        sentence = tr(
            "IGN only publishes the latest vintage of its boundaries for maps: leave the year empty, or "
            "take those of {year} from Etalab."
        )
        raise TerritoryError(sentence.format(year=text))
    return Wanted(chosen, text, base)


def hits_url(source: Source) -> str:
    """Address that counts the features of a layer."""
    return f"{source.url}&RESULTTYPE=hits"


def page_url(source: Source, start: int) -> str:
    """Address of the page that begins at feature ``start``."""
    return f"{source.url}&OUTPUTFORMAT=application%2Fjson&COUNT={PAGE_SIZE}&STARTINDEX={start}"


def _got(day: str) -> str:
    year, month, number = day.split("-")
    return tr("obtained on {day}/{month}/{year}").format(day=number, month=month, year=year)
