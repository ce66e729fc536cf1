# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock: find an indicator, choose how to map it, add it, change it in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QFileDialog

from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..gis import layers, settings, toolbox
from ..gis.layout_templates import templates
from .binding import Binding
from .dock_view import DockView
from .holdings import Holdings, reader
from .jobs import Job, Jobs
from .map_work import MapWork
from .page_work import PageWork, series_parameters
from .project_link import ProjectLink, State

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

#: Milliseconds to wait for the next change before drawing.
DELAY = 300


class AtlasDock(QgsDockWidget):
    """Wires the widgets, the tasks, the project and the layer tree together."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__(tr("Atlas Culture"), iface.mainWindow())
        self.setObjectName("AtlasCultureDock")
        self._iface = iface
        self._holdings: Holdings | None = None
        self._restoring = False
        self.view = DockView(self)
        self.setWidget(self.view)
        self.jobs = Jobs(self)
        self.loading = Jobs(self)
        self.work = MapWork(iface, self.jobs, self)
        self.pages = PageWork(iface, self.jobs, self)
        self.binding = Binding(iface, self)
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
        view.joinWanted.connect(self.join)
        view.follow.toggled.connect(self._on_change)
        view.beside.clicked.connect(self._on_beside)
        view.status.cancelled.connect(self.jobs.cancel)
        view.status.cancelled.connect(self._timer.stop)
        self._timer.timeout.connect(self._update)
        view.page.layoutWanted.connect(self.create_layout)
        view.page.refreshWanted.connect(self.renew_layout)
        view.page.exportWanted.connect(self._choose_file)
        view.page.seriesWanted.connect(self.open_series)
        self._connect_work()

    def _connect_work(self) -> None:
        status = self.view.status
        for jobs in (self.jobs, self.loading):
            jobs.started.connect(status.busy)
            jobs.progressed.connect(status.set_progress)
            jobs.ended.connect(status.idle)
            jobs.failed.connect(status.fail)
        self.work.added.connect(self._on_added)
        self.work.shown.connect(status.tell)
        self.work.shown.connect(self._show_binding)
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
        self.binding.close()
        self.project.close()

    def reload(self) -> None:
        """Read the library again, in a task."""
        work = reader(settings.load().library)
        self.loading.run(Job(tr("Reading the indicators"), work, self._on_loaded))

    def is_ready(self) -> bool:
        """Whether the indicators are there to be chosen."""
        return self._holdings is not None

    def add(self) -> None:
        """Add what is chosen to the map, as a new layer."""
        request = self.view.form.request()
        if self._holdings is not None and request is not None:
            self._timer.stop()
            self.work.add(self._holdings, request, self.view.beside.isChecked())

    def join(self) -> None:
        """Open the algorithm that joins indicators to the user's own layer, filled in as far as known."""
        layer = self._iface.activeLayer()
        is_own = layer is not None and layer.id() != self.binding.layer_id()
        known = {"INPUT": layer.id() if is_own else "", "INDICATORS": self.view.tree.selected()}
        try:
            toolbox.open_dialog("atlasculture:joinindicators", known)
        except AtlasError as error:
            self.view.status.fail(error)

    def create_layout(self) -> None:
        """Add the print layout of what is chosen to the project, and open it."""
        request = self.view.form.request()
        if self._holdings is not None and request is not None:
            options = self.view.page.options()
            self._try(lambda holdings: self.pages.create(holdings, request, options, self._printed(request)))

    def renew_layout(self) -> None:
        """Put the figures of the layer into its layouts."""
        options = self.view.page.options()
        self._try(lambda holdings: self.pages.renew(holdings, options, self.binding.layer_id()))

    def export_to(self, target: Path) -> None:
        """Write the page of what is chosen to a file."""
        request = self.view.form.request()
        if request is not None:
            options = self.view.page.options()
            self._try(lambda holdings: self.pages.export(holdings, request, options, target))

    def open_series(self) -> None:
        """Open the algorithm that exports a page for each territory, filled in with what is chosen."""
        request = self.view.form.request()
        if request is not None:
            known = series_parameters(request, self.view.page.options())
            self._try(lambda _holdings: toolbox.open_dialog("atlasculture:exportseries", known))

    def _choose_file(self) -> None:
        formats = (
            (tr("PDF, vector"), "pdf"),
            (tr("SVG, vector"), "svg"),
            (tr("PNG image"), "png"),
            (tr("JPEG image"), "jpg"),
        )
        filters = ";;".join(f"{label} (*.{suffix})" for label, suffix in formats)
        name, chosen = QFileDialog.getSaveFileName(self, tr("Export the page"), "", filters)
        if name:
            target = Path(name)
            suffix = next(suffix for label, suffix in formats if chosen.startswith(label))
            self.export_to(target if target.suffix else target.with_suffix(f".{suffix}"))

    def _printed(self, request: MapRequest) -> str:
        """The layer that already shows what is to be printed; empty when there is none."""
        layer = self.binding.layer()
        follows = layer is not None and self.view.follow.isChecked()
        shown = layers.request_of(layer) if layer is not None else None
        is_same = shown is not None and shown.indicator == request.indicator and shown.level == request.level
        return self.binding.layer_id() if follows and is_same else ""

    def _try(self, act: Callable[[Holdings], None]) -> None:
        """Do something that the indicators are needed for, and say what prevents it."""
        if self._holdings is None:
            return
        try:
            act(self._holdings)
        except AtlasError as error:
            self.view.status.fail(error)

    def open_packages(self) -> None:
        """Show the packages; what is installed there can be used at once."""
        from .packages import open_packages

        open_packages(self._iface.mainWindow(), self.reload)

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

    def _on_loaded(self, holdings: Holdings) -> None:
        first = self._holdings is None
        self._holdings = holdings
        self.view.fill(holdings)
        self.view.page.set_templates(templates())
        self.view.status.tell(holdings.broken.values())
        if first:
            self._restore()
        else:
            self._show_layer()

    def _on_indicator(self, key: str) -> None:
        """Another indicator in the tree."""
        if self._holdings is None or self._restoring:
            return
        indicator = self._holdings.find(key)
        if indicator is not None:
            self.view.show_indicator(indicator, self._holdings.ratio(indicator))
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
            self.view.select(indicator.key)
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
        self._offer_repair()

    def _clear(self) -> None:
        """A new project: nothing is chosen."""
        self._timer.stop()
        self.jobs.cancel()
        self.binding.bind("")
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
