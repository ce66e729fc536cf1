# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of linked maps: two to four, side by side, with the same bounds, moved together.

A window of our own, rather than map views of QGIS: those are linked by a menu that no script reaches, each
with the main map only, and show a theme of the project, so that every choice would change the project.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapTool, QgsMapToolEmitPoint, QgsMapToolPan, QgsMapToolZoom
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QDialog, QGridLayout, QVBoxLayout

from ..core.comparison.linked import LEAST, MOST
from ..core.crs import WORLD_CRS
from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.model import Level
from ..core.progress import Progress
from ..gis import linked_maps
from ..gis.layout_templates import TemplateInfo, templates
from ..gis.linked_layout import Look, linked_layout
from ..gis.linked_maps import BuiltMaps, one_scale
from ..gis.project import data_folder
from ..gis.selecting import outlines_of, territory_at
from .canvas_links import CanvasLinks
from .holdings import Holdings
from .jobs import Job, Jobs
from .linked_pane import LinkedPane
from .linked_tools import IDENTIFY, PAN, ZOOM, LinkedTools
from .status_panel import StatusPanel
from .windows import bring_forward, resize_on_screen

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

#: Object name of the window, by which the plugin closes it.
NAME = "atlasCultureLinkedMaps"
#: Free space around what a map looks at, as a share of its size.
_MARGIN = 1.05
#: How much wider than a territory a map looks when it is looked for.
_AROUND = 4.0


class LinkedMapsWindow(QDialog):
    """Two to four maps of the same indicator or of several, years or territories.

    Args:
        iface: QGIS.
        holdings: what there is to map.
    """

    def __init__(self, iface: QgisInterface, holdings: Holdings) -> None:
        super().__init__(iface.mainWindow())
        self._iface = iface
        self._holdings = holdings
        self._project = QgsProject.instance()
        self._maps: BuiltMaps | None = None
        self._looked = False
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Linked maps"))
        self.setWindowFlags(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_on_screen(self, 1100, 720)
        self.tools = LinkedTools(self)
        self.panes = [LinkedPane(rank, self) for rank in range(MOST)]
        self.links = CanvasLinks([pane.canvas for pane in self.panes], self)
        self.status = StatusPanel(self)
        self.jobs = Jobs(self)
        self._map_tools = {rank: _tools_of(pane) for rank, pane in enumerate(self.panes)}
        self._lay_out()
        self._connect()
        self.fill(holdings)
        self._choose_tool(PAN)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.tools)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self.status)

    def _connect(self) -> None:
        tools = self.tools
        tools.toolChosen.connect(self._choose_tool)
        tools.homeWanted.connect(self.look_home)
        tools.countChanged.connect(self._on_count)
        tools.linkToggled.connect(self._on_linked)
        tools.optionsChanged.connect(self.draw)
        tools.territoryChosen.connect(self.go_to)
        tools.layoutWanted.connect(self.make_layout)
        for rank, pane in enumerate(self.panes):
            pane.changed.connect(self.draw)
            self._map_tools[rank][IDENTIFY].canvasClicked.connect(partial(self._identify, rank))
        self.status.cancelled.connect(self.jobs.cancel)
        self.jobs.started.connect(self.status.busy)
        self.jobs.progressed.connect(self.status.set_progress)
        self.jobs.ended.connect(self.status.idle)
        self.jobs.failed.connect(self.status.fail)

    def fill(self, holdings: Holdings) -> None:
        """Give what can be chosen."""
        self._holdings = holdings
        self.tools.fill(holdings.territories, templates())
        for pane in self.panes:
            pane.fill(holdings)

    def show_requests(self, requests: Sequence[MapRequest]) -> None:
        """Show these maps: two at least, the last one being repeated, and four at most."""
        asked = list(requests[:MOST])
        asked += asked[-1:] * (LEAST - len(asked))
        for rank, pane in enumerate(self.panes):
            pane.set_request(asked[min(rank, len(asked) - 1)])
        self.tools.set_count(len(asked))
        self._arrange(len(asked))
        self._looked = False
        self.draw()

    def requests(self) -> tuple[MapRequest, ...]:
        """What the maps that are seen show, as it was asked for."""
        found = (pane.request() for pane in self.panes[: self.tools.count()])
        return tuple(one for one in found if one is not None)

    def maps(self) -> BuiltMaps | None:
        """The maps that are drawn, None before the first time."""
        return self._maps

    def draw(self) -> None:
        """Build what is chosen in a task, then draw it."""
        holdings, requests, folder = self._holdings, self.requests(), data_folder(self._project)
        shared, beside = self.tools.is_shared(), self.tools.has_beside()
        if len(requests) < LEAST:
            return

        def work(progress: Progress) -> BuiltMaps:
            return linked_maps.build(
                holdings.library,
                holdings.territories,
                requests,
                folder,
                progress,
                shared=shared,
                beside=beside,
            )

        self.jobs.run(Job(tr("Making the maps"), work, partial(self._show, requests)))

    def _show(self, requests: Sequence[MapRequest], maps: BuiltMaps) -> None:
        former = self._maps
        for pane, view in zip(self.panes, maps.views):
            pane.show_view(view)
        for pane in self.panes[len(maps.views) :]:
            pane.close_down()
        self._maps = maps
        if former is None or former.homes != maps.homes or not self._looked:
            # Once the canvases have the size that the layout gives them.
            QTimer.singleShot(0, self.look_home)
        linked_maps.write_requests(self._project, requests)
        notes = (note for view in maps.views for note in view.caption.notes)
        self.status.tell(dict.fromkeys(notes))

    def look_home(self) -> None:
        """Show the whole of every territory, at one scale where it suits all of them."""
        if self._maps is None:
            return
        self._looked = True
        self._link()
        for rank, (home, scale) in enumerate(zip(self._maps.homes, self._scales())):
            self.links.show(rank, home.center(), scale)

    def _link(self) -> None:
        """Link the maps from what each looks at to begin with."""
        if self._maps is not None:
            self.links.set_anchors([home.center() for home in self._maps.homes], self._scales())

    def _scales(self) -> list[float]:
        """Metres in a pixel of each map with which it shows its whole territory."""
        homes = self._maps.homes if self._maps is not None else ()
        needed = [_scale(pane, home) * _MARGIN for pane, home in zip(self.panes, homes)]
        return [max(needed)] * len(needed) if self.links.enabled and one_scale(needed) else needed

    def go_to(self, reference: str) -> None:
        """Look at a territory in the maps that hold it, and show it in all of them."""
        for rank, pane in enumerate(self._seen()):
            shape = self._outline(pane, reference) if self._holds(pane, reference) else None
            if shape is not None:
                self.links.show(rank, shape.center(), _scale(pane, shape) * _AROUND)
        self.links.rebase()
        self.show_territory(reference)

    def _holds(self, pane: LinkedPane, reference: str) -> bool:
        """Whether a territory has a commune in that of a map."""
        view, known = pane.view(), self._holdings.territories
        if view is None:
            return False
        whole = view.prepared.request.within.strip() or "FRANCE"
        try:
            inside = known.within(Level.COMMUNE, reference)
        except AtlasError:
            return False
        return not set(known.within(Level.COMMUNE, whole)).isdisjoint(inside)

    def _outline(self, pane: LinkedPane, reference: str) -> QgsRectangle | None:
        """Bounding box of a territory in the CRS of a map; None where it has none."""
        try:
            territory = self._holdings.territories.find(reference)
            shapes = outlines_of([territory])
            to_map = QgsCoordinateTransform(
                QgsCoordinateReferenceSystem(WORLD_CRS),
                pane.canvas.mapSettings().destinationCrs(),
                self._project,
            )
            return next((to_map.transformBoundingBox(one.boundingBox()) for one in shapes.values()), None)
        except (AtlasError, QgsCsException):
            return None

    def show_territory(self, reference: str) -> None:
        """Flash a territory in every map; its figure is written under each.

        Args:
            reference: such as ``EPCI-243500139``.
        """
        try:
            territory = self._holdings.territories.find(reference)
            shapes = outlines_of([territory])
        except AtlasError as error:
            self.status.fail(error)
            return
        name = self._holdings.territories.label(territory)
        for pane in self._seen():
            pane.flash(list(shapes.values()))
            pane.tell_figure(territory, name)

    def make_layout(self, template: TemplateInfo) -> None:
        """Add the maps to the project, with a page that shows them as they are looked at, and open it."""
        if self._maps is None:
            return
        looks = [
            Look(pane.canvas.mapSettings().destinationCrs().authid(), pane.canvas.extent())
            for pane in self._seen()
        ]
        try:
            layout = linked_layout(self._project, self._maps, template, looks)
        except AtlasError as error:
            self.status.fail(error)
            return
        self._project.setDirty(True)
        self._iface.openLayoutDesigner(layout)
        self.status.tell([tr("The layout “{name}” was added.").format(name=layout.name())])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Called by Qt."""
        self.close_down()
        super().closeEvent(event)

    def close_down(self) -> None:
        """Stop the tasks and let the layers go."""
        self.jobs.close()
        for pane in self.panes:
            pane.close_down()

    def _seen(self) -> list[LinkedPane]:
        return self.panes[: len(self._maps.views)] if self._maps is not None else []

    def _on_count(self, count: int) -> None:
        self._arrange(count)
        self._looked = False
        self.draw()

    def _arrange(self, count: int) -> None:
        """Two or three maps side by side, four in a square."""
        columns = 2 if count == MOST else count
        for rank, pane in enumerate(self.panes):
            self._grid.removeWidget(pane)
            pane.setVisible(rank < count)
            if rank < count:
                self._grid.addWidget(pane, rank // columns, rank % columns)
        for place in range(MOST):
            self._grid.setColumnStretch(place, int(place < columns))
            self._grid.setRowStretch(place, int(place < -(-count // columns)))

    def _on_linked(self, linked: bool) -> None:
        self.links.enabled = linked
        if linked:
            self._link()
            self.links.align()

    def _choose_tool(self, name: str) -> None:
        for rank, pane in enumerate(self.panes):
            pane.canvas.setMapTool(self._map_tools[rank][name])

    def _identify(self, rank: int, point: QgsPointXY, _button: object = None) -> None:
        """Flash the territory that was clicked, in every map."""
        view = self.panes[rank].view()
        if view is None:
            return
        level, crs = view.prepared.request.level, QgsCoordinateReferenceSystem(view.frame.crs)
        try:
            code = territory_at(point, crs, level, self._project)
        except AtlasError as error:
            self.status.fail(error)
            return
        if code is not None:
            self.show_territory(f"{level.prefix}-{code}")


def _scale(pane: LinkedPane, extent: QgsRectangle) -> float:
    """Metres in a pixel of a map that just holds an extent."""
    size = pane.canvas.mapSettings().outputSize()
    return float(max(extent.width() / max(size.width(), 1), extent.height() / max(size.height(), 1)))


def _tools_of(pane: LinkedPane) -> dict[str, QgsMapTool]:
    """The tools of a canvas, which holds none by itself."""
    return {
        PAN: QgsMapToolPan(pane.canvas),
        ZOOM: QgsMapToolZoom(pane.canvas, False),
        IDENTIFY: QgsMapToolEmitPoint(pane.canvas),
    }


def open_linked_maps(
    iface: QgisInterface, holdings: Holdings, requests: Sequence[MapRequest] = ()
) -> LinkedMapsWindow | None:
    """Show linked maps, in the window that is open if there is one.

    Args:
        iface: QGIS.
        holdings: what there is to map.
        requests: the maps; those that the project keeps when there is none.

    Returns:
        The window; None where there is nothing to show in it.
    """
    asked = tuple(requests) or linked_maps.read_requests(QgsProject.instance())
    asked = tuple(one for one in asked if holdings.find(one.indicator) is not None)
    if not asked:
        return None
    window = next(iter(iface.mainWindow().findChildren(LinkedMapsWindow, NAME)), None)
    if window is None or not window.isVisible():
        window = LinkedMapsWindow(iface, holdings)
    window.fill(holdings)
    window.show()
    window.show_requests(asked)
    bring_forward(window)
    return window
