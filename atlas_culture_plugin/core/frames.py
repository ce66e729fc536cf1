# SPDX-License-Identifier: GPL-2.0-or-later
"""Which map frames a printed page needs: the main one, then its insets, each in its official CRS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from . import levelfile
from .codes import parse_reference
from .crs import METROPOLE_CRS, OVERSEAS_CRS
from .errors import TerritoryError
from .i18n import tr
from .model import Level
from .scope import subset
from .territories import Territories

#: Paris and the three departements around it: at the scale of the country, a few millimetres.
INNER_SUBURBS = ("75", "92", "93", "94")
METROPOLE, TERRITORY, PETITE_COURONNE = "metropole", "territoire", "idf"

_ILE_DE_FRANCE = "11"
_DETAIL = "detail"


class Insets(str, Enum):
    """Which insets the user wants."""

    AUTO = "auto"  #: those without which a part of the map could not be read
    NONE = "none"
    ALL = "all"  #: every one in which something of the map is drawn


@dataclass(frozen=True)
class Frame:
    """A map frame of a page.

    ``key`` is ``metropole`` or ``territoire`` for the main one, the code of an overseas departement or
    ``idf`` for an inset. ``extent`` is (west, south, east, north) in EPSG:4326 of the outlines of ``level``
    that match ``condition``; in ``crs``, take it from these outlines, since a rectangle turns when it is
    projected.
    """

    key: str
    label: str
    crs: str
    extent: tuple[float, float, float, float]
    level: Level
    condition: str
    #: File of the outlines; None for those shipped.
    outlines: Path | None = None

    @property
    def is_inset(self) -> bool:
        """Whether it stands beside the main frame."""
        return self.key not in (METROPOLE, TERRITORY)

    @property
    def magnifies(self) -> bool:
        """Whether it shows again, larger, a part of the main frame, to be marked there."""
        return self.key == PETITE_COURONNE


def frames(
    territories: Territories,
    level: Level,
    codes: Sequence[str],
    within: str = "",
    insets: Insets | str = Insets.AUTO,
) -> tuple[Frame, ...]:
    """Return the frames of a page, the main one first.

    Args:
        territories: the territories of the year.
        level: level of the map.
        codes: the territories that it shows.
        within: the territory that it is restricted to, empty for all France.
        insets: which insets to add; one that would hold none of ``codes`` is never added.

    Raises:
        TerritoryError: ``within`` is not understood, does not exist or has no outline to be drawn.
    """
    wanted = Insets(insets)
    reference = parse_reference(within) if within.strip() else None
    national = reference is None or reference.level is None
    main = _metropole(territories) if national else _territory(territories, level, within)
    if wanted is Insets.NONE or main.crs != METROPOLE_CRS:
        return (main,)
    found = [main]
    if national:
        present = {territories.overseas_departement(level, code) for code in codes}
        found += [_overseas(territories, code) for code in OVERSEAS_CRS if code in present]
    if _needs_inner_suburbs(level, within, national, wanted) and _in_inner_suburbs(territories, level, codes):
        found.append(_inner_suburbs(territories))
    return tuple(found)


def _metropole(territories: Territories) -> Frame:
    condition = subset(Level.DEPARTEMENT, "METRO", territories)
    label = tr("Metropolitan France")
    return _frame(territories, METROPOLE, label, METROPOLE_CRS, Level.DEPARTEMENT, condition)


def _territory(territories: Territories, level: Level, within: str) -> Frame:
    """Main frame of a territory: what is drawn of it, EPCI that straddle its border included."""
    territory = territories.find(within)
    crs = territories.crs_for(territory.level, [territory.code])
    condition = subset(level, within, territories)
    return _frame(territories, TERRITORY, territories.label(territory), crs, level, condition)


def _overseas(territories: Territories, code: str) -> Frame:
    name = territories.find(f"DEP-{code}").name
    condition = f"\"code\" = '{code}'"
    return _frame(territories, code, name, OVERSEAS_CRS[code], Level.DEPARTEMENT, condition)


def _inner_suburbs(territories: Territories) -> Frame:
    codes = ", ".join(f"'{code}'" for code in INNER_SUBURBS)
    label = tr("Paris and inner suburbs")
    condition = f'"code" IN ({codes})'
    return _frame(territories, PETITE_COURONNE, label, METROPOLE_CRS, Level.DEPARTEMENT, condition)


def _frame(territories: Territories, key: str, label: str, crs: str, level: Level, condition: str) -> Frame:
    source = territories.outlines(level, _DETAIL)
    extent = levelfile.extent(source, level, condition)
    if extent is None:
        sentence = tr(
            "{territory} has no outline in the boundaries, so it cannot be printed: choose a wider one."
        )
        raise TerritoryError(sentence.format(territory=label))
    return Frame(key, label, crs, extent, level, condition, source)


def _needs_inner_suburbs(level: Level, within: str, national: bool, wanted: Insets) -> bool:
    """Departements and communes are too small there; the EPCI of Greater Paris is one, and large."""
    inside = within.strip() and parse_reference(within)
    if not national and not (inside and inside.level is Level.REGION and inside.code == _ILE_DE_FRANCE):
        return False
    if wanted is Insets.ALL:
        return True
    # On a map of the region alone, the departements around Paris are a centimetre wide.
    return level is Level.COMMUNE or (level is Level.DEPARTEMENT and national)


def _in_inner_suburbs(territories: Territories, level: Level, codes: Sequence[str]) -> bool:
    if level is Level.REGION:
        return _ILE_DE_FRANCE in codes
    found = (territories.get(level, code) for code in codes)
    if level is Level.DEPARTEMENT:
        return any(one.code in INNER_SUBURBS for one in found if one)
    return any(one.departement in INNER_SUBURBS for one in found if one)
