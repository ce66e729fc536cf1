# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock: find an indicator, choose how to map it, add it, change it in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgsDockWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QTimer, pyqtSignal

from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.variants import switched
from ..gis import layers, linked_maps, settings, toolbox
from ..gis.layout_templates import templates
from .binding import Binding
from .classing import Classing
from .dock_view import DockView
from .holdings import Holdings, reader
from .jobs import Job, Jobs
from .map_work import MapWork
from .page_work import PageWork
from .placing import Placing
from .printing import Printing
from .project_link import ProjectLink, State

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

#: Milliseconds to wait for the next change before drawing.
DELAY = 300


class AtlasDock(QgsDockWidget):
    """Wires the widgets, the tasks, the project and the layer tree together."""

    #: The library was read: its :class:`Holdings`.
    loaded = pyqtSignal(object)

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__(tr("Atlas Culture"), iface.mainWindow())
        self.setObjectName("AtlasCultureDock")
        self._iface = iface
        self._holdings: Holdings | None = None
        self._restoring = False
        self._awaited = ""
        #: Package that was just imported, whose first indicator is to be chosen.
        self._awaited_package = ""
        self.view = DockView(self)
        self.setWidget(self.view)
        self.jobs = Jobs(self)
        self.loading = Jobs(self)
        self.work = MapWork(iface, self.jobs, self)
        self.pages = PageWork(iface, self.jobs, self)
        self.binding = Binding(iface, self)
        self.classing = Classing(self)
        self.placing = Placing(self, iface)
        self.printing = Printing(self, self.pages)
        self.project = ProjectLink(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        view = self.view
        view.tree.indicatorChosen.connect(self._on_indicator)
        view.tree.confirmed.connect(self.add)
        view.form.changed.connect(self._on_change)
        view.form.ratioWanted.connect(self._on_ratio)
        view.add.clicked.connect(self.add)
        view.packagesWanted.connect(self.open_packages)
        view.settingsWanted.connect(self._open_settings)
        view.importWanted.connect(self.open_import)
        view.joinWanted.connect(self.join)
        view.linkedWanted.connect(self.open_linked_maps)
        view.officialWanted.connect(self.open_official)
        view.boundariesWanted.connect(self.open_boundaries)
        view.follow.toggled.connect(self._on_change)
        view.beside.clicked.connect(self._on_beside)
        view.status.cancelled.connect(self.jobs.cancel)
        view.status.cancelled.connect(self.placing.jobs.cancel)
        view.status.cancelled.connect(self._timer.stop)
        self._timer.timeout.connect(self._update)
        view.form.variantWanted.connect(self._on_variant)
        self._connect_work()

    def _connect_work(self) -> None:
        status = self.view.status
        for jobs in (self.jobs, self.loading, self.placing.jobs, self.classing.jobs):
            jobs.started.connect(status.busy)
            jobs.progressed.connect(status.set_progress)
            jobs.ended.connect(status.idle)
            jobs.failed.connect(status.fail)
        self.work.made.connect(self.classing.remember)
        self.work.added.connect(self._on_added)
        self.work.shown.connect(status.tell)
        self.work.shown.connect(self._show_binding)
        self.placing.shown.connect(status.tell)
        self.pages.told.connect(status.tell)
        self.pages.laidOut.connect(self._show_binding)
        self.binding.changed.connect(self._show_binding)
        self.binding.chosen.connect(self._show_layer)
        self.project.restored.connect(self._restore)
        self.project.cleared.connect(self._clear)
        self.project.asked.connect(lambda: self.project.write(self.state()))
        self.project.saved.connect(self._offer_move)

    def close_down(self) -> None:
        """Stop the tasks and disconnect from QGIS; the dock can then be deleted."""
        self._timer.stop()
        self.jobs.close()
        self.loading.close()
        self.classing.jobs.close()
        self.placing.close()
        self.binding.close()
        self.project.close()

    def reload(self) -> None:
        """Read the library again, in a task."""
        work = reader(settings.load().library)
        self.loading.run(Job(tr("Reading the indicators"), work, self._on_loaded))

    @property
    def holdings(self) -> Holdings | None:
        """What there is to map, once it is read."""
        return self._holdings

    def canvas(self) -> QgsMapCanvas:
        """The main map."""
        return self._iface.mapCanvas()

    def is_ready(self) -> bool:
        """Whether the indicators are there to be chosen."""
        return self._holdings is not None

    def add(self) -> None:
        """Add what is chosen to the map, as a new layer."""
        self.view.form.set_boundaries(settings.load().boundaries)
        request = self.view.form.request()
        if self._holdings is not None and request is not None:
            self._timer.stop()
            self.work.add(self._holdings, request, self.view.beside.isChecked())

    def choose(self, key: str) -> None:
        """Choose an indicator, at once or as soon as the indicators are there."""
        if self._holdings is None:
            self._awaited = key
            return
        self._awaited = ""
        indicator = self._holdings.find(key)
        if indicator is not None:
            self.view.select(self._holdings.listed(indicator).key)

    def join(self) -> None:
        """Open the algorithm that joins indicators to the user's own layer, filled in as far as known."""
        layer = self._iface.activeLayer()
        is_own = layer is not None and layer.id() != self.binding.layer_id()
        known = {"INPUT": layer.id() if is_own else "", "INDICATORS": self.view.tree.selected()}
        try:
            toolbox.open_dialog("atlasculture:joinindicators", known)
        except AtlasError as error:
            self.view.status.fail(error)

    def open_packages(self) -> None:
        """Show the packages; what is installed there can be used at once."""
        from .packages import open_packages

        open_packages(self._iface.mainWindow(), self.reload, self.open_official)

    def open_official(self) -> None:
        """Show the official data; what is got there can be used at once."""
        from .official import open_official

        open_official(self._iface.mainWindow(), self._on_official)

    def open_boundaries(self) -> None:
        """Open the algorithm that gets other boundaries: it tells its progress and can be cancelled."""
        try:
            toolbox.open_dialog("atlasculture:updateboundaries", {})
        except AtlasError as error:
            self.view.status.fail(error)

    def open_import(self) -> None:
        """Import a table of the user's; its first indicator is chosen once it is installed."""
        from .import_wizard import open_import

        open_import(self._iface.mainWindow(), self._on_imported)

    def _on_imported(self, package: str) -> None:
        self._awaited_package = package
        self.reload()

    def open_linked_maps(self) -> None:
        """Show several maps that move together: those that the project keeps of what is chosen, else it."""
        from .linked_maps import open_linked_maps

        request, kept = self.view.form.request(), linked_maps.read_requests(QgsProject.instance())
        is_kept = request is None or any(one.indicator == request.indicator for one in kept)
        asked = kept if kept and is_kept else tuple(one for one in (request,) if one is not None)
        if self._holdings is not None and open_linked_maps(self._iface, self._holdings, asked) is None:
            self.view.status.tell([tr("Choose an indicator first: the maps begin with it.")])

    def state(self) -> State:
        """What the project keeps of the dock."""
        request = self.view.form.request()
        return State(
            request=request.to_json() if request else "",
            layer=self.binding.layer_id(),
            expanded=tuple(self.view.expanded_themes()),
            updates=self.view.follow.isChecked(),
        )

    def _open_settings(self) -> None:
        self._iface.showOptionsDialog(self._iface.mainWindow(), "atlasCulture")
        self.reload()

    def _on_official(self) -> None:
        """Official data were got: the tree has them, and the list of packages where it is shown."""
        from .packages import PackageDialog

        self.reload()
        listed = self._iface.mainWindow().findChild(PackageDialog)
        if listed is not None and listed.isVisible():
            listed.reload()

    def _on_loaded(self, holdings: Holdings) -> None:
        first = self._holdings is None
        self._holdings = holdings
        self.view.fill(holdings)
        self.view.page.set_templates(templates())
        if self.binding.layer() is None:
            self.view.form.set_boundaries(settings.load().boundaries)
        self.view.status.tell(holdings.broken.values())
        self.loaded.emit(holdings)
        if first:
            self._restore()
        else:
            self._show_layer()
        imported, self._awaited_package = self._awaited_package, ""
        offered = (one for one in holdings.indicators.values() if one.package == imported and one.offered)
        first_one = next(offered, None)
        if first_one is not None:
            # The map that is there is not what was imported: it stays as it is.
            self.binding.bind("")
            self.view.select(first_one.key)
        if self._awaited:
            self.choose(self._awaited)

    def _on_indicator(self, key: str) -> None:
        """Another indicator in the tree."""
        if self._holdings is None or self._restoring:
            return
        indicator = self._holdings.find(key)
        if indicator is not None:
            self.view.show_indicator(indicator, self._holdings.ratio(indicator))
            self._on_change()
            self.classing.refresh()

    def _on_variant(self, key: str) -> None:
        """The same thing counted another way: every choice stays."""
        indicator = self._holdings.find(key) if self._holdings is not None else None
        request = self.view.form.choices()
        if indicator is not None and request is not None:
            self._show_request(switched(request, indicator))
            self._on_change()

    def _on_beside(self) -> None:
        """The overseas territories come or go beside the layer that is bound, without waiting."""
        layer, holdings = self.binding.layer(), self._holdings
        request = layers.request_of(layer) if layer is not None else None
        if holdings is not None and layer is not None and request is not None:
            self.work.update(holdings, request, layer.id(), self.view.beside.isChecked())

    def _on_ratio(self, key: str) -> None:
        self.view.select(key)

    def _on_change(self) -> None:
        """A choice was changed by the user: the layer follows in a moment."""
        if not self._restoring and self.binding.layer() is not None and self.view.follow.isChecked():
            self._timer.start()

    def _update(self) -> None:
        layer, request = self.binding.layer(), self.view.form.request()
        if self._holdings is None or layer is None or request is None:
            return
        if self.jobs.is_busy() or request != layers.request_of(layer):
            self.work.update(self._holdings, request, layer.id(), self.view.beside.isChecked())

    def _on_added(self, layer_id: str) -> None:
        self.binding.bind(layer_id)
        layer = self.binding.layer()
        if layer is not None:
            self._iface.setActiveLayer(layer)

    def _show_binding(self, *_lines: object) -> None:
        self.classing.refresh()
        layer = self.binding.layer()
        self.view.show_bound(layer.name() if layer else "")
        has_map = self.view.form.request() is not None
        self.view.page.set_state(has_map=has_map, has_layout=self.pages.has_layout(self.binding.layer_id()))

    def _show_layer(self) -> None:
        """Show what the bound layer shows."""
        layer = self.binding.layer()
        request = layers.request_of(layer) if layer is not None else None
        if request is not None and layer is not None:
            self._timer.stop()
            self.view.beside.setChecked(self.work.has_companion(layer))
            self._show_request(request)
            self.classing.refresh()

    def _show_request(self, request: MapRequest) -> None:
        if self._holdings is None:
            return
        indicator = self._holdings.find(request.indicator)
        if indicator is None or request.level not in indicator.levels:
            sentence = tr(
                "The indicator “{indicator}” is in none of the installed packages: install its package."
            )
            self.view.status.fail(AtlasError(sentence.format(indicator=request.indicator)))
            return
        self._restoring = True
        try:
            self.view.select(self._holdings.listed(indicator).key)
            self.view.show_indicator(indicator, self._holdings.ratio(indicator), request)
        finally:
            self._restoring = False

    def _restore(self) -> None:
        """Show what the project keeps, once the indicators are there."""
        if self._holdings is None:
            return
        state = self.project.read()
        self.view.follow.setChecked(state.updates)
        self.view.tree.expand_themes(state.expanded)
        self.binding.bind(state.layer if self.project.has_layer(state.layer) else "")
        request = MapRequest.from_json(state.request) if state.request else None
        if request is not None:
            self._show_request(request)
        self.placing.refresh()
        self.classing.refresh()
        self._offer_repair()

    def _clear(self) -> None:
        """A new project: nothing is chosen."""
        self._timer.stop()
        self.jobs.cancel()
        self.binding.bind("")
        self.placing.refresh()
        self.view.forget()

    def _offer_repair(self) -> None:
        broken = self.project.broken_layers()
        if broken and self._holdings is not None:
            holdings = self._holdings
            self.view.offer.propose(
                tr("The data of {count} layers is not where the project expects it.").format(
                    count=len(broken)
                ),
                tr("Rebuild the data"),
                lambda: self.work.repair(holdings, broken),
            )

    def _offer_move(self) -> None:
        if self.project.has_stray_files():
            self.view.offer.propose(
                tr("The data of this project lies in your profile: another computer would not find it."),
                tr("Move the data beside the project"),
                self._move,
            )

    def _move(self) -> None:
        try:
            self.project.move_data()
        except AtlasError as error:
            self.view.status.fail(error)
            return
        self.view.status.tell([tr("The data now lies beside the project. Save it to keep the change.")])
