# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes what is wanted of the group of the layouts to the pages of the map that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog

from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.model import Level
from ..gis import layers, places, toolbox
from ..gis.compose import Options
from ..gis.layout_templates import duplicate, find, templates
from .holdings import Holdings
from .page_work import PageWork, series_parameters

if TYPE_CHECKING:
    from .dock import AtlasDock


class Printing(QObject):
    """Between the group of the layouts and :class:`~.page_work.PageWork`."""

    def __init__(self, dock: AtlasDock, work: PageWork) -> None:
        super().__init__(dock)
        self._dock = dock
        self._work = work
        page = dock.view.page
        page.layoutWanted.connect(self.create_layout)
        page.refreshWanted.connect(self.renew_layout)
        page.exportWanted.connect(self._choose_file)
        page.seriesWanted.connect(self.open_series)
        page.atlasWanted.connect(self.keep_atlas)
        page.duplicateWanted.connect(self._ask_name)

    def options(self) -> Options:
        """How the page is made: as is chosen, with the places that are seen over the map."""
        seen = places.visible_places(QgsProject.instance())
        wanted = places.request_of(seen) if seen is not None else None
        return replace(self._dock.view.page.options(), places=wanted)

    def create_layout(self) -> None:
        """Add the print layout of what is chosen to the project, and open it."""
        options = self.options()
        self._try(
            lambda holdings, request: self._work.create(holdings, request, options, self._printed(request))
        )

    def renew_layout(self) -> None:
        """Put the figures of the layer into its layouts."""
        holdings = self._dock.holdings
        if holdings is not None:
            self._work.renew(holdings, self.options(), self._dock.binding.layer_id())

    def export_to(self, target: Path) -> None:
        """Write the page of what is chosen to a file."""
        options = self.options()
        self._try(lambda holdings, request: self._work.export(holdings, request, options, target))

    def open_series(self) -> None:
        """Open the algorithm that exports a page for each territory, filled in with what is chosen."""
        options = self.options()
        self._try(
            lambda _holdings, request: toolbox.open_dialog(
                "atlasculture:exportseries", series_parameters(request, options)
            )
        )

    def duplicate_template(self, name: str) -> None:
        """Copy the template that is chosen among the user's own, choose the copy and open it."""
        form, status = self._dock.view.page, self._dock.view.status
        try:
            copy = duplicate(find(form.options().template), name)
            form.set_templates(templates(), copy.name)
            self._work.adapt(copy)
        except AtlasError as error:
            status.fail(error)

    def _ask_name(self) -> None:
        chosen = self._dock.view.page.options().template
        title, label = tr("Duplicate the template"), tr("Name of the copy:")
        suggested = tr("Copy of {name}").format(name=chosen)
        name, done = QInputDialog.getText(self._dock, title, label, text=suggested)
        if done:
            self.duplicate_template(name)

    def keep_atlas(self, coverage: str) -> None:
        """Add to the project a layout whose atlas has a page for each territory of a level."""
        options = self.options()
        self._try(lambda holdings, request: self._work.atlas(holdings, request, options, Level(coverage)))

    def _try(self, act: Callable[[Holdings, MapRequest], object]) -> None:
        """Do something with what is chosen, and say what prevents it."""
        holdings, request = self._dock.holdings, self._dock.view.form.request()
        if holdings is None or request is None:
            return
        try:
            act(holdings, request)
        except AtlasError as error:
            self._dock.view.status.fail(error)

    def _choose_file(self) -> None:
        formats = (
            (tr("PDF, vector"), "pdf"),
            (tr("SVG, vector"), "svg"),
            (tr("PNG image"), "png"),
            (tr("JPEG image"), "jpg"),
        )
        filters = ";;".join(f"{label} (*.{suffix})" for label, suffix in formats)
        name, chosen = QFileDialog.getSaveFileName(self._dock, tr("Export the page"), "", filters)
        if name:
            target = Path(name)
            suffix = next(suffix for label, suffix in formats if chosen.startswith(label))
            self.export_to(target if target.suffix else target.with_suffix(f".{suffix}"))

    def _printed(self, request: MapRequest) -> str:
        """The layer that already shows what is to be printed; empty when there is none."""
        layer = self._dock.binding.layer()
        follows = layer is not None and self._dock.view.follow.isChecked()
        shown = layers.request_of(layer) if layer is not None else None
        # The layer of a stock over a ratio has the ratio first, whichever was chosen first.
        is_same = (
            shown is not None and shown.level == request.level and _subjects(shown) == _subjects(request)
        )
        return self._dock.binding.layer_id() if follows and is_same else ""


def _subjects(request: MapRequest) -> set[str]:
    """What a map is about: its level and its indicators."""
    return {request.level.value, request.indicator, request.second}
