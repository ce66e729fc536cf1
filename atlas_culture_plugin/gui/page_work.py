# SPDX-License-Identifier: GPL-2.0-or-later
"""The printed pages that the dock asks for: prepared in a task, laid out and exported when ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.frames import Insets
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.model import Level
from ..core.progress import Progress
from ..gis import compose, layouts
from ..gis.atlas_layout import PreparedAtlas, lay_out, prepare_atlas
from ..gis.compose import Options, Page
from ..gis.export import check_target, export
from ..gis.layers import request_of
from ..gis.layout_templates import TemplateInfo, find
from ..gis.project import data_folder
from .holdings import Holdings
from .jobs import Job, Jobs

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


def series_parameters(request: MapRequest, options: Options) -> dict[str, Any]:
    """Parameters of ``atlasculture:exportseries`` for the map that is chosen: a page for each region,
    or for each departement where the map is already that of a region.
    """
    coverage = Level.DEPARTEMENT if request.within.startswith(Level.REGION.prefix) else Level.REGION
    known = {
        "INDICATOR": request.indicator,
        "SECOND": request.second,
        "MODE": request.mode.value if request.second else None,
        "LEVEL": request.level.value,
        "YEAR": request.year,
        "COVERAGE": coverage.value,
        "WITHIN": request.within,
        "METHOD": request.method.value if request.method else None,
        "CLASSES": request.classes,
        "PALETTE": request.palette,
        "TEMPLATE": options.template,
        "INSETS": str(Insets(options.insets).value),
        "TITLE": options.title,
        "MANUAL_BOUNDS": list(request.manual_bounds),
        "THRESHOLD": request.threshold or None,
        "SINCE": request.since,
        "PLACES": ", ".join(_shipped_types(options)),
    }
    return {name: value for name, value in known.items() if value not in (None, "", [])}


def _shipped_types(options: Options) -> tuple[str, ...]:
    """The types of places that an algorithm can be asked for: those of a list are in a file of the user's."""
    asked = options.places
    return asked.types if asked is not None and asked.listed is None else ()


class PageWork(QObject):
    """Makes, renews and exports the page of a map through :class:`Jobs`."""

    #: Sentences for the user.
    told = pyqtSignal(list)
    #: A layout was added or filled again.
    laidOut = pyqtSignal()

    def __init__(self, iface: QgisInterface, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._jobs = jobs
        self._project = QgsProject.instance()

    def create(self, holdings: Holdings, request: MapRequest, options: Options, layer_id: str) -> None:
        """Add a layout of a map to the project and open it.

        Args:
            holdings: what there is to map.
            request: what to print, when no layer shows it.
            options: how.
            layer_id: the layer to print, empty to make one.
        """
        template = find(options.template)

        def done(page: Page) -> None:
            composed = compose.lay_out(self._project, page, template, self._layer(layer_id))
            self._project.setDirty(True)
            self._iface.openLayoutDesigner(composed.layout)
            self.laidOut.emit()
            self.told.emit([tr("The layout “{name}” was added.").format(name=composed.layout.name())])

        asked = self._request(layer_id) or request
        self._jobs.run(Job(tr("Preparing the page"), self._preparer(holdings, asked, options), done))

    def atlas(self, holdings: Holdings, request: MapRequest, options: Options, coverage: Level) -> None:
        """Add a layout to the project whose atlas has a page for each territory of a level, and open it.

        Raises:
            StyleError: no such template.
        """
        template = find(options.template)
        folder = data_folder(self._project)

        def work(progress: Progress) -> PreparedAtlas:
            return prepare_atlas(
                holdings.library, holdings.territories, request, coverage, options, folder, progress
            )

        def done(atlas: PreparedAtlas) -> None:
            composed = lay_out(self._project, atlas, template)
            self._project.setDirty(True)
            self._iface.openLayoutDesigner(composed.layout)
            self.laidOut.emit()
            added = tr("The layout “{name}” was added.").format(name=composed.layout.name())
            self.told.emit([added, *composed.notes])

        self._jobs.run(Job(tr("Preparing the atlas"), work, done))

    def renew(self, holdings: Holdings, options: Options, layer_id: str) -> None:
        """Put the figures of a layer into its layouts; edits by hand stay."""
        request, layer = self._request(layer_id), self._layer(layer_id)
        if request is None or layer is None:
            return

        def done(page: Page) -> None:
            names = []
            for layout in compose.layouts_of(self._project, layer_id):
                compose.refresh(self._project, layout, page, layer)
                names.append(layout.name())
            self.laidOut.emit()
            self.told.emit([tr("Renewed: {names}.").format(names=", ".join(names))])

        self._jobs.run(Job(tr("Preparing the page"), self._preparer(holdings, request, options), done))

    def export(self, holdings: Holdings, request: MapRequest, options: Options, target: Path) -> None:
        """Write the page of a request to a file, without adding anything to the project.

        Raises:
            StorageError: the file cannot be written there.
            StyleError: no such template.
        """
        check_target(target)
        template = find(options.template)

        def done(page: Page) -> None:
            # A project of its own: a user who wants a file does not expect new layers.
            scratch = QgsProject()
            try:
                scratch.setCrs(self._project.crs())
                exported = export(compose.lay_out(scratch, page, template).layout, target)
            finally:
                # Its layers and its layout hold files and memory for as long as it has them.
                scratch.clear()
            self.told.emit([tr("Exported: {file}").format(file=exported.path), *exported.notes])

        self._jobs.run(Job(tr("Preparing the page"), self._preparer(holdings, request, options), done))

    def adapt(self, template: TemplateInfo) -> None:
        """Open a template of the user's as a layout, to be changed and saved again.

        Raises:
            StyleError: it cannot be used.
        """
        layout = layouts.add_bare_layout(self._project, template)
        self._project.setDirty(True)
        self._iface.openLayoutDesigner(layout)
        sentence = tr(
            "The template “{name}” is yours, and open as a layout: change its logo, fonts and colours, then "
            "save it with “Save as Template” as {file}."
        )
        self.told.emit([sentence.format(name=template.name, file=template.path)])

    def has_layout(self, layer_id: str) -> bool:
        """Whether a layout of the project prints this layer."""
        return bool(layer_id) and bool(compose.layouts_of(self._project, layer_id))

    def _preparer(
        self, holdings: Holdings, request: MapRequest, options: Options
    ) -> Callable[[Progress], Page]:
        folder = data_folder(self._project)
        # On the canvas, overseas territories may lie beside metropole: a page has true insets.
        asked = replace(request, detail="auto")

        def work(progress: Progress) -> Page:
            return compose.prepare_page(
                holdings.library, holdings.territories, asked, options, folder, progress
            )

        return work

    def _layer(self, layer_id: str) -> QgsVectorLayer | None:
        layer = self._project.mapLayer(layer_id) if layer_id else None
        return layer if isinstance(layer, QgsVectorLayer) and layer.isValid() else None

    def _request(self, layer_id: str) -> MapRequest | None:
        layer = self._layer(layer_id)
        return request_of(layer) if layer is not None else None
