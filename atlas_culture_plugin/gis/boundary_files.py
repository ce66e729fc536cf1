# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of the boundaries as the plugin ships them."""

from __future__ import annotations

from osgeo import ogr

from ..core.model import Territory
from .layer_files import Cell, Row

#: Fields of the territories of a level, in their order.
TERRITORY_FIELDS = {
    **dict.fromkeys(("code", "nom", "departement", "region", "epci"), ogr.OFTString),
    "population": ogr.OFTInteger,
}


def territory_row(territory: Territory, wkb: bytes | None) -> Row:
    """Return the row of a territory."""
    cells: dict[str, Cell] = {
        "code": territory.code,
        "nom": territory.name,
        "departement": territory.departement,
        "region": territory.region,
        "epci": territory.epci,
        "population": territory.population,
    }
    return Row(cells, wkb)
