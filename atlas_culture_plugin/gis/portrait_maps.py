# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps of a portrait: where the territory is, and a small map a theme.

Outlines come from copies of the shipped files, in the folder of the layers; each is made once, and QGIS
reads from them no more than a frame shows. :class:`MapMaker` is for any thread, the rest for the main one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsMapLayer,
    QgsProject,
    QgsRectangle,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core import levelfile
from ..core.comparison.portrait import Block
from ..core.comparison.portrait_maps import MapChooser, is_one_piece
from ..core.crs import METROPOLE_CRS
from ..core.frames import Frame
from ..core.i18n import tr
from ..core.library import Library
from ..core.model import Level, Territory
from ..core.progress import Progress
from ..core.request import DETAIL, NATIONAL, MapRequest
from ..core.territories import Territories
from . import context, layers, settings
from .context import LAND, LINE, SEPARATOR, open_layer, permanent
from .layers import BuiltMap
from .portrait_paper import Look, Measures

#: Custom property of the layers of a portrait; its value says what they are.
PORTRAIT_LAYER = "portrait"
#: How much more than the territory a small map shows, by level.
_AROUND = {Level.REGION: 1.06, Level.DEPARTEMENT: 1.25, Level.EPCI: 1.9, Level.COMMUNE: 1.15}
#: The same for a departement that is shown among its neighbours.
_AMONG_NEIGHBOURS = 3.5
#: Room left around what a situation map shows.
_ROOM = 1.06


@dataclass(frozen=True)
class View:
    """What a map frame shows: an extent in a CRS."""

    crs: str
    extent: QgsRectangle


@dataclass(frozen=True)
class ThemeMap:
    """The small map of a theme."""

    built: BuiltMap
    view: View


@dataclass(frozen=True)
class Situation:
    """Where a territory is.

    ``around`` is a condition on the departements of what holds it, empty for all; ``with_epci`` draws the
    limits of the EPCI.
    """

    view: View
    around: str
    with_epci: bool


@dataclass(frozen=True)
class Maps:
    """The maps of a portrait; ``themes`` has one a block, None where no map would tell anything."""

    situation: Situation
    themes: tuple[ThemeMap | None, ...]
    own: str
    level: Level
    files: Outlines


@dataclass(frozen=True)
class Outlines:
    """The copies of the files of outlines, by level and detail."""

    paths: dict[tuple[Level, str], Path]

    def open(self, level: Level, detail: str, name: str, condition: str = "") -> QgsVectorLayer:
        """Open a file as a layer of context, restricted by a condition."""
        return open_layer(self.paths[level, detail], level.value, name, PORTRAIT_LAYER, condition)


class Bench:
    """What the portraits of a batch share.

    Opening a file takes longer than drawing it, and most texts are the same in all of them.
    """

    def __init__(self) -> None:
        """Start with none."""
        self.measures = Measures()
        self._layers: dict[tuple[object, ...], QgsVectorLayer] = {}

    def get(self, key: tuple[object, ...], make: Callable[[], QgsVectorLayer]) -> QgsVectorLayer:
        """Return the layer of this key, made the first time."""
        if key not in self._layers:
            self._layers[key] = make()
        return self._layers[key]


class MapMaker:
    """Makes the maps of portraits; files, classes and choices are made once for all of them."""

    def __init__(self, library: Library, territories: Territories, folder: Path) -> None:
        """Keep where things are; nothing is read yet."""
        self._library, self._territories, self._folder = library, territories, folder
        self._chooser = MapChooser(library, territories)
        self._built: dict[MapRequest, BuiltMap] = {}
        self._paths: dict[tuple[Level, str], Path] = {}

    def make(self, territory: Territory, blocks: Sequence[Block], progress: Progress) -> Maps | None:
        """Return the maps of a territory, None when it has no outline.

        Raises:
            StorageError: the folder cannot be written, or the boundaries are damaged.
            Cancelled: the user gave up.
        """
        own = f"\"code\" = '{territory.code}'"
        extent = self._extent(territory.level, own)
        if extent is None:
            return None
        themes = tuple(self._theme(territory, block, progress) for block in blocks)
        return Maps(
            self._situation(territory, own), themes, own, territory.level, self._files(territory.level)
        )

    def _files(self, level: Level) -> Outlines:
        """The files that the portraits of a level need, copied once."""
        national = level in (Level.REGION, Level.DEPARTEMENT)
        around = NATIONAL if national else DETAIL
        wanted = [(Level.DEPARTEMENT, around), (Level.EPCI, around), (level, DETAIL)]
        for at, detail in wanted:
            if (at, detail) not in self._paths:
                shipped = levelfile.boundaries_file(at, detail)
                self._paths[at, detail] = permanent(shipped, self._folder)
        return Outlines({key: self._paths[key] for key in wanted})

    def _extent(self, level: Level, condition: str) -> tuple[float, float, float, float] | None:
        return levelfile.extent(levelfile.boundaries_file(level, DETAIL), level, condition)

    def _crs(self, territory: Territory) -> str:
        return self._territories.crs_for(territory.level, [territory.code])

    def _view(self, crs: str, level: Level, condition: str, times: float) -> View:
        frame = Frame("", "", crs, (0.0, 0.0, 0.0, 0.0), level, condition)
        extent = context.frame_rectangle(frame)
        extent.scale(times)
        return View(crs, extent)

    def _situation(self, territory: Territory, own: str) -> Situation:
        """An EPCI in its region, a commune in its departement, the others in metropole.

        Paris and the departements around it would be a dot there: they are shown in their region.
        """
        crs = self._crs(territory)
        if crs != METROPOLE_CRS:
            code = self._territories.overseas_departement(territory.level, territory.code)
            where = f"\"code\" = '{code}'"
        elif self._in_its_region(territory):
            where = f"\"region\" = '{territory.region}'"
        elif territory.level is Level.COMMUNE:
            where = f"\"code\" = '{territory.departement}'"
        else:
            where = ""
        metropole = "\"code\" NOT LIKE '97%'"
        view = self._view(crs, Level.DEPARTEMENT, where or metropole, _ROOM)
        wide = not where and crs == METROPOLE_CRS
        return Situation(view, where, with_epci=not wide)

    def _in_its_region(self, territory: Territory) -> bool:
        is_epci = territory.level is Level.EPCI
        return is_epci or self._is_whole_departement(territory) or is_one_piece(territory, self._territories)

    def _is_whole_departement(self, territory: Territory) -> bool:
        """Whether a commune is all of its departement, as Paris is."""
        departement = f"{Level.DEPARTEMENT.prefix}-{territory.departement}"
        return (
            territory.level is Level.COMMUNE
            and len(self._territories.within(Level.COMMUNE, departement)) == 1
        )

    def _theme(self, territory: Territory, block: Block, progress: Progress) -> ThemeMap | None:
        request = self._chooser.choose(territory, block.mapped) if block.rows else None
        if request is None:
            return None
        if request not in self._built:
            self._built[request] = layers.build_map(
                self._library, self._territories, request, self._folder, progress
            )
        return ThemeMap(self._built[request], self._theme_view(territory))

    def _theme_view(self, territory: Territory) -> View:
        if territory.level is Level.COMMUNE and territory.epci:
            condition = f"\"code\" = '{territory.epci}'"
            if self._extent(Level.EPCI, condition) is not None:
                return self._view(self._crs(territory), Level.EPCI, condition, _AROUND[Level.COMMUNE])
        own = f"\"code\" = '{territory.code}'"
        times = 6.0 if territory.level is Level.COMMUNE else _AROUND[territory.level]
        if is_one_piece(territory, self._territories):
            times = _AMONG_NEIGHBOURS
        return self._view(self._crs(territory), territory.level, own, times)


class Drawn:
    """The layers of a portrait, in a project; the same one serves all the maps that show it."""

    def __init__(
        self, project: QgsProject, maps: Maps, look: Look, name: str, bench: Bench | None = None
    ) -> None:
        """Make the layers that all the maps share; those of a bench stay out of the project."""
        self._project, self._maps, self._look, self._bench = project, maps, look, bench
        self.added: list[QgsVectorLayer] = []
        national = maps.level in (Level.REGION, Level.DEPARTEMENT)
        self._detail = NATIONAL if national else DETAIL
        self._name = name
        land = _area(LAND, SEPARATOR, 0.2)
        self._land = self._add(Level.DEPARTEMENT, self._detail, tr("Surrounding territories"), land)
        self._outline: QgsVectorLayer | None = None

    def situation(self) -> list[QgsMapLayer]:
        """Layers of the map of situation, the top one first."""
        where, main, pale = self._maps.situation, self._look.main, self._look.pale
        own = self._add(self._maps.level, DETAIL, self._name, _area(main, main, 0.2), self._maps.own)
        found: list[QgsMapLayer] = [own]
        if where.with_epci:
            limits = self._add(Level.EPCI, self._detail, tr("EPCI"), _line("#ffffff", 0.25))
            # Over a territory that holds some, under one that is one or lies in one.
            found.insert(0 if self._maps.level in (Level.REGION, Level.DEPARTEMENT) else 1, limits)
        if where.around.startswith('"region"'):
            found.insert(1, self._add(Level.DEPARTEMENT, self._detail, tr("Departements"), _line(LINE, 0.25)))
        if where.around:
            around = _area(pale, SEPARATOR, 0.2)
            found.append(self._add(Level.DEPARTEMENT, self._detail, tr("Departements"), around, where.around))
        return [*found, self._land]

    def theme(self, one: ThemeMap) -> tuple[QgsVectorLayer, list[QgsMapLayer]]:
        """The layer of a small map, and all those that it is drawn with, the top one first."""
        layer = self._kept(
            (one.built.prepared.request,), lambda: layers.create_layer(one.built, settings.load().styles)
        )
        if self._outline is None:
            line = _line("#000000", 0.6)
            name = tr("Limits of {name}").format(name=self._name)
            self._outline = self._add(self._maps.level, DETAIL, name, line, self._maps.own)
        return layer, [self._outline, layer, self._land]

    def _add(
        self, level: Level, detail: str, name: str, renderer: QgsFeatureRenderer, condition: str = ""
    ) -> QgsVectorLayer:
        def make() -> QgsVectorLayer:
            layer = self._maps.files.open(level, detail, name, condition)
            layer.setRenderer(renderer)
            return layer

        is_own = condition == self._maps.own
        return self._kept(None if is_own else (level, detail, name, condition), make)

    def _kept(self, key: tuple[object, ...] | None, make: Callable[[], QgsVectorLayer]) -> QgsVectorLayer:
        """A layer of the bench, or one of the project as those of one portrait are, which have no key."""
        if self._bench is not None and key is not None:
            return self._bench.get(key, make)
        layer = make()
        self._project.addMapLayer(layer, False)
        self.added.append(layer)
        return layer


def _area(fill: str, stroke: str, width: float) -> QgsSingleSymbolRenderer:
    layer = QgsSimpleFillSymbolLayer(QColor(fill))
    layer.setStrokeColor(QColor(stroke))
    layer.setStrokeWidth(width)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol = QgsFillSymbol.createSimple({})
    symbol.changeSymbolLayer(0, layer)
    return QgsSingleSymbolRenderer(symbol)


def _line(color: str, width: float) -> QgsSingleSymbolRenderer:
    """The outline of areas alone."""
    layer = QgsSimpleLineSymbolLayer(QColor(color), width)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol = QgsFillSymbol.createSimple({})
    symbol.changeSymbolLayer(0, layer)
    return QgsSingleSymbolRenderer(symbol)
