# SPDX-License-Identifier: GPL-2.0-or-later
"""From a recipe to the points of a published list: what the dock and Processing call.

:func:`load_places` runs in any thread; :class:`~.network.NetworkSettings` is copied on the main one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QMetaType

from ..core import places
from ..core.errors import PlaceError
from ..core.formatting import number
from ..core.i18n import language, tr
from ..core.install import ProgressPart
from ..core.library import DOWNLOADS
from ..core.model import Level
from ..core.place_lists.build import (
    LoadedPlace,
    LoadedPlaces,
    build_places,
    describe_dropped,
    describe_reasons,
)
from ..core.place_lists.recipes import PlaceRecipe
from ..core.place_lists.table import read_place_table
from ..core.places import GROUPINGS, PlaceType, Tally
from ..core.progress import Progress
from ..core.published.reading import require_pandas
from ..core.recipes.gather import Gathered
from ..core.recipes.recipe_places import PlaceRule
from ..core.recipes.reconcile import CURRENT_YEAR
from ..core.territories import Territories, plain, territories
from . import settings
from .network import NetworkSettings
from .place_symbols import OTHERS, load
from .places import BuiltPlaces, PlacesRequest
from .places_list import PlaceList
from .recipes import recipe_files

#: Shares of the progress bar: files, then reading, then positions; what is left is for writing.
_GOT, _READ, _PLACED = 0.4, 0.55, 0.75

_TEXTS = ("id", "nom", "type", "sous_type", "domaine", "label", "code_commune", "commune", "departement")
_MORE_TEXTS = ("region", "epci")
_LAST_TEXTS = ("source", "position", "motif", "position_publiee")


@dataclass(frozen=True)
class LoadedList:
    """The places of a list, and what is said of them."""

    found: LoadedPlaces
    rule: PlaceRule
    gathered: Gathered
    listed: PlaceList
    within: str

    def built(self, path: Path, table: str, place: str) -> BuiltPlaces:
        """What the layer of a written file shows."""
        listed = replace(self.listed, path=path, table=table)
        counts: dict[str, Tally] = {kind.key: Tally() for kind in listed.kinds}
        for one in self.found.places:
            positions = counts[one.type].positions
            positions[one.place.position] = positions.get(one.place.position, 0) + 1
        points = [(one.place.longitude, one.place.latitude) for one in self.found.places]
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        request = PlacesRequest(tuple(kind.key for kind in listed.kinds), self.within, listed)
        name = f"{listed.title} – {place}" if place else listed.title
        return BuiltPlaces(request, listed.kinds, counts, path, "", (west, south, east, north), name, table)

    def lines(self) -> list[str]:
        """What the user should know: how many places, which rows are absent, which positions are flagged."""
        found = self.found
        sentence = tr("Places drawn: {count}; rows of {file}: {read}.")
        head = sentence.format(count=number(len(found.places)), read=number(found.read), file=found.file)
        return [head, *describe_dropped(found), *describe_reasons(found), *found.notes]


def load_places(
    recipe: PlaceRecipe,
    network: NetworkSettings,
    progress: Progress,
    *,
    source: str = "",
    base: str = "",
    within: str = "",
    types: Sequence[str] = (),
) -> LoadedList:
    """Get the file of a list of places, read it and check the positions.

    Args:
        recipe: the list.
        network: how to go out.
        progress: told of the part done, asked whether to stop.
        source: local file or folder; empty to download what is published.
        base: address of a mirror of data.gouv.fr; empty for the site itself.
        within: territory that the places must be in, such as ``DEP-35``; empty for all.
        types: types, domains or labels wanted; empty for all.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.recipes.gather.remote_files` and
            :func:`~atlas_culture_plugin.core.place_lists.build.build_places`.
        PlaceError: there is none of these there.
    """
    require_pandas()
    known = territories()
    place = known.place_name(within)
    gathered = _first(recipe, network, ProgressPart(progress, 0, _GOT), source, base)
    rule = recipe.rule(gathered.source)
    progress.info(tr("Reading “{name}”: {file}").format(name=gathered.source.name, file=gathered.origin))
    table = read_place_table(gathered, rule, known, ProgressPart(progress, _GOT, _READ))
    progress.info(tr("Checking the positions…"))
    found = build_places(table, rule, known, ProgressPart(progress, _READ, _PLACED), within, types)
    if not found.places:
        sentence = tr("“{title}” has none of these places: {territory}. What the list covers: {coverage}.")
        where = place or tr("Whole of France")
        coverage = {"fr": rule.coverage_fr, "en": rule.coverage_en}[language()]
        told = sentence.format(title=recipe.recipe.title, territory=where, coverage=coverage)
        raise PlaceError(told, "\n".join(describe_dropped(found)))
    if not source:
        with suppress(OSError):  # another program may hold it
            gathered.path.unlink(missing_ok=True)
    return LoadedList(found, rule, gathered, _described(recipe, rule, gathered, found), within.strip())


def _first(
    recipe: PlaceRecipe, network: NetworkSettings, progress: Progress, source: str, base: str
) -> Gathered:
    """Get the file of the first source of places that is there."""
    sources = tuple(one for one, _ in recipe.rules)
    if source:
        wanted = replace(recipe.recipe, sources=sources)
        return recipe_files(wanted, source, Path(), network, progress, base)[0][0]
    published = [one for one in sources if one.dataset or one.url or one.explore] or list(sources)
    folder = settings.load().library / DOWNLOADS / f"{recipe.recipe.id}-lieux"
    # A connector asks for the columns of the source: those of its places too.
    rule = recipe.rule(published[0])
    columns = {**published[0].columns, **{f"places.{role}": texts for role, texts in rule.columns.items()}}
    wanted = replace(recipe.recipe, sources=(replace(published[0], columns=columns),))
    gathered = recipe_files(wanted, "", folder, network, progress, base)[0][0]
    return replace(gathered, source=published[0])


def _described(recipe: PlaceRecipe, rule: PlaceRule, gathered: Gathered, found: LoadedPlaces) -> PlaceList:
    counts = Counter(one.type for one in found.places)
    symbols = _symbols(rule, counts)
    year = max(found.years, default=0)
    title = {"fr": rule.title_fr, "en": rule.title_en}
    kinds = tuple(
        PlaceType(
            key=kind, file=gathered.path.name,
            labels=title if kind == rule.title_fr else {"fr": kind, "en": kind},
            symbol=symbols[kind], color="", year=year, source=rule.source,
            licence=recipe.recipe.licence, coverages={"fr": rule.coverage_fr, "en": rule.coverage_en},
            count=count, positions={},
        )
        for kind, count in counts.most_common()
    )  # fmt: skip
    history = [
        tr("File: {origin}, last changed on {day}.").format(origin=gathered.origin, day=gathered.modified)
        if gathered.modified
        else tr("File: {origin}.").format(origin=gathered.origin),
        tr("Communes of the geographic code of {year}.").format(year=CURRENT_YEAR),
        *describe_dropped(found),
        *describe_reasons(found),
    ]
    return PlaceList(recipe.recipe.id, title[language()], kinds, tuple(history))


def _symbols(rule: PlaceRule, counts: Counter[str]) -> dict[str, str]:
    """The name of the symbol of each type: that of the recipe, else one of those to share, else the last."""
    template = load(settings.load().styles)
    found: dict[str, str] = {}
    left = [name for name in template.shared_names if name not in rule.symbols.values()]
    left = [name for name in left if name.startswith("autre")] or left
    for kind, _count in counts.most_common():
        wanted = rule.symbols.get(plain(kind)) or rule.symbol
        found[kind] = wanted if wanted in template.symbols else left.pop(0) if left else OTHERS
    return found


def fields() -> QgsFields:
    """Fields of the layer; those of groups are what its symbols need."""
    text, whole, real = QMetaType.Type.QString, QMetaType.Type.Int, QMetaType.Type.Double
    made = QgsFields()
    for name, kind in (
        *((name, text) for name in (*_TEXTS, *_MORE_TEXTS)),
        ("annee", whole),
        *((name, text) for name in _LAST_TEXTS),
        ("ecart_km", real),
        *((grouping.field, whole) for grouping in GROUPINGS),
    ):
        made.append(QgsField(name, kind))
    return made


def features(loaded: LoadedList, known: Territories, progress: Progress) -> Iterator[QgsFeature]:
    """Yield a point for each place, in EPSG:4326, in the order of types and communes."""
    made = fields()
    by_type: dict[str, list[LoadedPlace]] = {}
    for one in loaded.found.places:
        by_type.setdefault(one.type, []).append(one)
    total, done = len(loaded.found.places), 0
    for found in by_type.values():
        for one, groups in zip(found, _groups(found, known)):
            feature = QgsFeature(made)
            feature.setAttributes([*_cells(one, loaded, known), *groups])
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(one.place.longitude, one.place.latitude)))
            done += 1
            if done % 500 == 0:
                progress.set_fraction(_PLACED + (1 - _PLACED) * done / total)
            yield feature


def _groups(found: Sequence[LoadedPlace], known: Territories) -> Iterator[tuple[int, ...]]:
    """How many places each one stands for, at each scale of :data:`GROUPINGS`."""

    points = [one.place for one in found]
    communes = {place.commune: known.get(Level.COMMUNE, place.commune) for place in points}
    departements = {code: commune.departement if commune else "" for code, commune in communes.items()}
    return zip(*(places.group(points, departements.__getitem__, grouping) for grouping in GROUPINGS))


def _cells(one: LoadedPlace, loaded: LoadedList, known: Territories) -> list[str | int | float | None]:
    """What the fields hold, in their order; empty texts are absent."""
    place = one.place
    commune = known.get(Level.COMMUNE, place.commune)
    parents = (commune.name, commune.departement, commune.region, commune.epci) if commune else ("",) * 4
    texts = (
        place.id, place.name, one.type, place.subtype, one.domain, one.label, place.commune, *parents,
    )  # fmt: skip
    last = (loaded.rule.source, place.position, one.reason, one.published)
    return [
        *(text or None for text in texts), one.year or None, *(text or None for text in last), place.away_km,
    ]  # fmt: skip
