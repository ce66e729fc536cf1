# SPDX-License-Identifier: GPL-2.0-or-later
"""From the rows of a table of places to points that are believed, mended or said to be doubtful.

A position is compared with the outline of the commune that the row names. What is not believed is never
moved in silence: the point says why, how far away it was published, and where.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .. import place_outlines
from ..contacts import REMOVED, without_contacts
from ..formatting import number
from ..i18n import tr
from ..model import Level
from ..places import COMMUNE, DOUBTFUL, KM_PER_DEGREE, Place
from ..progress import Progress, check
from ..recipes.recipe_places import PlaceRule
from ..territories import Territories
from .positions import Positions, read_positions
from .table import PlaceTable, filtered

Floats = NDArray[np.float64]

#: Why a position is flagged; the first six are doubtful ones. They are data, in French as all fields are.
SWAPPED = "latitude et longitude interverties"
OUTSIDE = "hors de sa commune"
ABROAD = "hors de France"
ZERO = "coordonnées nulles (0, 0)"
UNREADABLE = "coordonnées illisibles"
MISSING = "sans coordonnées"
CENTRE = "au centre de la commune"
SHARED = "même point que d’autres lieux"

#: A position further than this from the outline of its commune is not believed. Closer proves nothing: the
#: outlines are simplified by some 300 m. The lists that ship follow the same rule.
DOUBTFUL_KM = 2.0
#: As many places of a commune at the very same point were not found from their addresses.
SHARED_BY = 5
#: A point nearer than this to the centre of a commune, in km, is that of the commune.
CENTRE_KM = 0.15
#: 1.1 m: finer than any of the sources.
_DECIMALS = 5
_WORD = re.compile(r"[^\W\d_]+")
#: The words that a position is written with, be it one that cannot be read.
_OF_POSITIONS = frozenset(
    ("point", "lat", "latitude", "lon", "lng", "longitude", "x", "y", "n", "s", "e", "o", "w", "nc", "nan")
)
#: Thirteen digits or more in a row are the number of somebody, or of something, not a position.
_LONG_NUMBER = re.compile(r"[0-9](?:[ \u00a0\u202f]?[0-9]){12,}")
#: Where an address is but a postcode and a commune, the position is that of the commune.
_POSTCODE = re.compile(r"\s*[0-9]{5}\b")


@dataclass(frozen=True)
class LoadedPlace:
    """A place of a list: ``reason`` says why its position is flagged, ``published`` where it was then."""

    place: Place
    type: str
    domain: str
    label: str
    year: int
    reason: str
    published: str


@dataclass
class LoadedPlaces:
    """The places of a list, and the account of its rows.

    Args:
        places: in the order of the communes.
        read: rows of the file.
        dropped: rows left out, by reason.
        blanked: cells that were emptied, as they held an e-mail address or a telephone number.
        file: the file that was read.
        notes: sentences about what was guessed.
    """

    places: list[LoadedPlace]
    read: int
    dropped: Counter[str]
    blanked: int
    file: str
    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> Counter[str]:
        """How many places are flagged, by reason."""
        return Counter(one.reason for one in self.places if one.reason)

    @property
    def doubtful(self) -> int:
        """How many positions are doubtful."""
        return sum(one.place.position == DOUBTFUL for one in self.places)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the places."""
        return tuple(sorted({one.year for one in self.places}))


@dataclass
class _Located:
    """Where each row is drawn, and why there."""

    communes: list[str]
    longitudes: Floats
    latitudes: Floats
    positions: list[str]
    reasons: list[str]
    away: Floats


def build_places(
    table: PlaceTable,
    rule: PlaceRule,
    territories: Territories,
    progress: Progress,
    within: str = "",
    types: Iterable[str] = (),
) -> LoadedPlaces:
    """Return the places of a table that are wanted, each at a position.

    Args:
        table: rows with their communes of today; ``dropped`` counts more of them.
        rule: what the recipe says of them.
        territories: the territories in use.
        progress: told of the part done, asked whether to stop.
        within: territory that the commune must be in, such as ``DEP-35``; empty for all.
        types: types, subtypes, domains or labels wanted; empty for all.

    Raises:
        RecipeError: a type is that of no row.
        TerritoryError: ``within`` is not understood or does not exist.
        StorageError: the boundaries are missing.
        Cancelled: the user asked to stop.
    """
    inside = set(territories.within(Level.COMMUNE, within)) if within.strip() else None
    table.keep(filtered(table, types, rule), "other_type")
    has_codes = any(table.communes)
    if inside is not None and has_codes:
        table.keep([bool(inside & set(one)) for one in table.communes], "outside")
    check(progress)
    read = read_positions(*(table.cells[role] for role in ("position", "latitude", "longitude")))
    if not has_codes:
        read = _find_communes(table, read, inside)
    progress.set_fraction(0.3)
    located = _locate(table, read, rule)
    progress.set_fraction(0.6)
    check(progress)
    drawn = [not math.isnan(x) for x in located.longitudes.tolist()]
    table.dropped["no_outline"] += len(drawn) - sum(drawn)
    places = _places(table, located, read, rule, drawn)
    progress.set_fraction(1)
    return LoadedPlaces(places, table.read, +table.dropped, table.blanked, table.file, table.notes)


def _find_communes(table: PlaceTable, read: Positions, inside: set[str] | None) -> Positions:
    """Give the rows of a list without codes the commune that their position is in; leave the others out."""
    outlines = place_outlines.shipped(Level.COMMUNE)
    lons, lats = read.longitudes, read.latitudes
    found = outlines.holding(lons, lats, DOUBTFUL_KM)
    turned = outlines.holding(lats, lons, DOUBTFUL_KM)
    table.communes = [(one,) if one else (other,) if other else () for one, other in zip(found, turned)]
    kept = np.array([bool(one) for one in table.communes], bool)
    absent = np.isnan(lons) & ~kept
    table.dropped["no_position"] += int(absent.sum())
    table.dropped["abroad"] += int((~kept & ~absent).sum())
    if inside is not None:
        there = np.array([bool(inside & set(one)) for one in table.communes], bool)
        table.dropped["outside"] += int((kept & ~there).sum())
        kept &= there
    before = table.dropped.copy()
    table.keep(kept.tolist(), "counted")
    table.dropped = before
    return Positions(lons[kept], lats[kept], read.unreadable[kept], read.zero[kept], read.projected[kept])


def _locate(table: PlaceTable, read: Positions, rule: PlaceRule) -> _Located:
    outlines = place_outlines.shipped(Level.COMMUNE)
    lons, lats = read.longitudes.copy(), read.latitudes.copy()
    communes, away = _nearest(outlines, table.communes, lons, lats)
    missing = np.isnan(lons) | read.zero
    far = ~missing & (away > DOUBTFUL_KM)
    reasons = np.full(len(communes), "", dtype=object)
    reasons[missing] = MISSING
    reasons[read.unreadable] = UNREADABLE
    reasons[read.zero] = ZERO
    rows = np.flatnonzero(far)
    if len(rows):
        mended, back = _nearest(outlines, [table.communes[row] for row in rows], lats[rows], lons[rows])
        is_back = back <= DOUBTFUL_KM
        abroad = np.array([not code for code in _region(lons[rows], lats[rows])], bool)
        reasons[rows] = np.where(is_back, SWAPPED, np.where(abroad, ABROAD, OUTSIDE))
        turned = rows[is_back]
        lons[turned], lats[turned] = lats[turned].copy(), lons[turned].copy()
        for row, commune in zip(turned.tolist(), np.array(mended, dtype=object)[is_back].tolist()):
            communes[row] = commune
    centred = missing | (far & (reasons != SWAPPED))
    doubtful = far | read.zero | read.unreadable
    positions = np.where(doubtful, DOUBTFUL, np.where(missing, COMMUNE, rule.position)).astype(object)
    of_commune = [bool(_POSTCODE.match(text)) for text in table.cells["address"]]
    positions[np.array(of_commune, bool) & (reasons == "")] = COMMUNE
    _flag_shared(communes, lons, lats, positions, reasons, centred)
    centres = outlines.centres([communes[row] for row in np.flatnonzero(centred)])
    for row in np.flatnonzero(centred).tolist():
        lons[row], lats[row] = centres.get(communes[row], (math.nan, math.nan))
    told = np.where(far, away, np.nan)
    return _Located(communes, lons, lats, positions.tolist(), reasons.tolist(), told)


def _nearest(
    outlines: place_outlines.Outlines, communes: Sequence[tuple[str, ...]], lons: Floats, lats: Floats
) -> tuple[list[str], Floats]:
    """The commune of each row that its point is nearest to, and how far; NaN where that is not known."""
    rows = np.repeat(np.arange(len(communes)), [len(one) for one in communes])
    codes = [code for one in communes for code in one]
    away = outlines.away(codes, lons[rows], lats[rows])
    best, nearest = [one[0] for one in communes], np.full(len(communes), np.nan)
    for row, code, km in zip(rows.tolist(), codes, away.tolist()):
        if not km >= nearest[row] and not math.isnan(km):
            best[row], nearest[row] = code, km
    return best, nearest


def _region(lons: Floats, lats: Floats) -> list[str]:
    """The region that each point is in, empty abroad; off the coast is in France."""
    return place_outlines.shipped(Level.REGION).holding(lons, lats, DOUBTFUL_KM)


def _flag_shared(
    communes: Sequence[str],
    lons: Floats,
    lats: Floats,
    positions: NDArray[np.object_],
    reasons: NDArray[np.object_],
    centred: NDArray[np.bool_],
) -> None:
    """Flag points that too many places of a commune share; those at its centre are the commune's own."""
    groups: dict[tuple[str, float, float], list[int]] = {}
    rows = np.flatnonzero(~centred & (reasons == "") & (positions != COMMUNE))
    for row in rows.tolist():
        key = (communes[row], round(lons[row], _DECIMALS), round(lats[row], _DECIMALS))
        groups.setdefault(key, []).append(row)
    crowded = {key: rows for key, rows in groups.items() if len(rows) >= SHARED_BY}
    centres = place_outlines.shipped(Level.COMMUNE).centres([commune for commune, _, _ in crowded])
    for (commune, x, y), shared in crowded.items():
        east, north = centres.get(commune, (math.nan, math.nan))
        km = math.hypot((x - east) * math.cos(math.radians(y)), y - north) * KM_PER_DEGREE
        reasons[shared] = CENTRE if km <= CENTRE_KM else SHARED
        if km <= CENTRE_KM:
            positions[shared] = COMMUNE


def _places(
    table: PlaceTable, located: _Located, read: Positions, rule: PlaceRule, drawn: Sequence[bool]
) -> list[LoadedPlace]:
    cells = table.cells
    seen: Counter[str] = Counter()
    made = []
    columns = (cells[role] for role in ("id", "name", "subtype", "type", "domain", "label"))
    for row, (name, title, subtype, kind, domain, label) in enumerate(zip(*columns)):
        if not drawn[row]:
            continue
        identifier = name or f"{located.communes[row]}-{row + 1}"
        seen[identifier] += 1
        again = f"-{seen[identifier]}" if seen[identifier] > 1 else ""
        km = float(located.away[row])
        place = Place(
            identifier + again, title, subtype, located.communes[row],
            round(float(located.longitudes[row]), _DECIMALS), round(float(located.latitudes[row]), _DECIMALS),
            located.positions[row], None if math.isnan(km) else round(km, 1),
        )  # fmt: skip
        reason = located.reasons[row]
        moved = located.positions[row] == DOUBTFUL
        published = _published(cells, row, read) if moved else ""
        made.append(
            LoadedPlace(place, kind or rule.title_fr, domain, label, table.years[row], reason, published)
        )
    return sorted(made, key=lambda one: (one.place.commune, one.place.id))


def _published(cells: dict[str, list[str]], row: int, read: Positions) -> str:
    """The position as it was published: latitude and longitude, or the text that is none.

    Cells of a row that is shifted hold what other columns do, names of people among it: of words, those
    that positions are written with are kept, and never an e-mail address or a telephone number.
    """
    if not math.isnan(read.longitudes[row]):
        return f"{read.latitudes[row]:.{_DECIMALS}f}, {read.longitudes[row]:.{_DECIMALS}f}"
    alone = ", ".join(cells[role][row] for role in ("latitude", "longitude"))
    text = without_contacts(cells["position"][row] or alone)
    text = _LONG_NUMBER.sub(REMOVED, text)
    return _WORD.sub(lambda word: word[0] if word[0].casefold() in _OF_POSITIONS else REMOVED, text)[:80]


def describe_reasons(found: LoadedPlaces) -> list[str]:
    """What is told of the positions that are not those of an address, with numbers."""
    sentences = {
        SWAPPED: tr("Latitude and longitude the wrong way round, mended: {count}."),
        OUTSIDE: tr("Positions more than {km} km out of their commune, moved to its centre: {count}."),
        ABROAD: tr("Positions out of France, moved to the centre of their commune: {count}."),
        ZERO: tr("Positions at 0, 0, moved to the centre of their commune: {count}."),
        UNREADABLE: tr("Positions that cannot be read, moved to the centre of their commune: {count}."),
        MISSING: tr("Places without a position, at the centre of their commune: {count}."),
        CENTRE: tr("Places that share the centre of their commune, which is not their address: {count}."),
        SHARED: tr(
            "Places at the same point as {others} others or more of their commune, left there: {count}."
        ),
    }
    reasons = found.reasons
    return [
        sentence.format(count=number(reasons[reason]), km=f"{DOUBTFUL_KM:g}", others=SHARED_BY - 1)
        for reason, sentence in sentences.items()
        if reasons[reason]
    ]


def describe_dropped(found: LoadedPlaces) -> list[str]:
    """Why rows of the file are not on the map, with numbers."""
    sentences = {
        "no_code": tr("Rows without a code of commune, left out: {count}."),
        "unknown": tr("Rows whose code of commune exists nowhere, left out: {count}."),
        "overseas_collectivity": tr("Rows of overseas collectivities, left out: {count}."),
        "outside": tr("Rows outside the territory: {count}."),
        "other_type": tr("Rows of other types: {count}."),
        "former_year": tr("Rows of former years: {count}."),
        "repeated": tr("Rows that repeat another one: {count}."),
        "malformed": tr("Rows that could not be cut into cells: {count}."),
        "no_year": tr("Rows without a year: {count}."),
        "no_position": tr("Rows with neither a position nor a code of commune: {count}."),
        "abroad": tr("Rows out of France, without a code of commune: {count}."),
        "no_outline": tr("Rows without a position, in a commune without an outline: {count}."),
    }
    other = tr("Rows left out by the column “{column}” (closed places, for instance): {count}.")
    lines = []
    for reason, count in sorted(found.dropped.items()):
        column = reason.removeprefix("left_out_by_")
        lines.append(sentences.get(reason, other).format(count=number(count), column=column))
    if found.blanked:
        sentence = tr("Cells emptied, which held an e-mail address or a telephone number: {count}.")
        lines.append(sentence.format(count=number(found.blanked)))
    return lines
