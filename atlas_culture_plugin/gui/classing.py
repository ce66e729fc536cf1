# SPDX-License-Identifier: GPL-2.0-or-later
"""Shows what the map of the dock says, and takes what is done to its classes back to the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from ..core.class_checks import manual_limits
from ..core.formatting import number
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.model import Indicator, Mode, ValueKind
from ..gis import displaced, layers, offsets
from .classes_box import Choice, circles_of
from .facts import Facts, finder
from .jobs import Job, Jobs

if TYPE_CHECKING:
    from .dock import AtlasDock


#: Circles that can be moved apart without keeping the user waiting: a region's communes, all the EPCI.
MOST_CIRCLES = 5000


class Classing(QObject):
    """Between the map that is bound and the group of the classes."""

    def __init__(self, dock: AtlasDock) -> None:
        super().__init__(dock)
        self._dock = dock
        self._project = QgsProject.instance()
        self._layer_id = ""
        self._facts: Facts | None = None
        self.jobs = Jobs(self)
        box, form = dock.view.classes, dock.view.form
        box.set_source(self.shareable)
        box.panel.boundsChanged.connect(form.set_bounds)
        box.panel.roundToggled.connect(form.set_rounded)
        box.boundsWanted.connect(self.share_bounds)
        box.scaleWanted.connect(self.share_scale)
        box.apartWanted.connect(self.set_apart)

    def remember(self, layer_id: str, facts: Facts) -> None:
        """A map was made: what it shows is known."""
        self._layer_id, self._facts = layer_id, facts
        self.refresh()

    def refresh(self) -> None:
        """Show the map that is bound; its figures are read again when it was not made just now."""
        layer, holdings = self._dock.binding.layer(), self._dock.holdings
        request = layers.request_of(layer) if layer is not None and layer.isValid() else None
        if layer is None or request is None or not self._is_chosen(request):
            self._forget()
            return
        known = self._facts
        if known is not None and layer.id() == self._layer_id and known.prepared.request == request:
            self._show(known)
        elif holdings is not None and holdings.find(request.indicator) is not None:
            self._find(layer.id(), request)

    def shareable(self, circles: bool) -> list[Choice]:
        """The other maps of the project in the unit of the classes, or of the circles."""
        if self._facts is None:
            return []
        prepared = circles_of(self._facts.prepared) if circles else self._facts.prepared
        found = []
        for layer in layers.find_layers(self._project):
            shown = self._drawn(layer, circles)
            is_other = layer.id() != self._layer_id and not displaced.is_displaced(layer)
            if is_other and shown is not None and prepared and shown.unit == prepared.indicator.unit:
                found.append((layer.id(), layer.name()))
        return found

    def share_bounds(self, layer_id: str) -> None:
        """Cut the map at the bounds that another layer shows."""

        def done(other: Facts) -> None:
            if self._facts is not None:
                inner = other.prepared.rounded.inner
                self._dock.view.form.set_bounds(manual_limits(inner, self._facts.prepared.values))

        self._ask(layer_id, done)

    def share_scale(self, layer_id: str) -> None:
        """Draw the circles at the scale of another layer; at one's own when it is empty."""

        def done(other: Facts) -> None:
            circles = circles_of(other.prepared)
            if circles is not None:
                self._dock.view.form.set_circle_maximum(circles.scale_maximum())

        if layer_id:
            self._ask(layer_id, done)
        else:
            self._dock.view.form.set_circle_maximum(0.0)

    def set_apart(self, apart: bool) -> None:
        """Move apart the circles that hide each other at the scale of the canvas, or put them back."""
        layer = self._dock.binding.layer()
        if layer is None or self._facts is None:
            return
        if apart and len(self._facts.prepared.codes) > MOST_CIRCLES:
            sentence = tr("{count} circles are too many to be moved apart: restrict the map to a territory.")
            self._dock.view.status.tell([sentence.format(count=number(len(self._facts.prepared.codes)))])
            return
        if apart:
            canvas = self._dock.canvas()
            moved = offsets.separate(
                layer,
                self._facts.prepared,
                canvas.scale(),
                self._project.crs(),
                self._project.transformContext(),
            )
            lines = [
                tr(
                    "Circles moved: {count}. Each move can be edited in the properties of the layer, page "
                    "“Variables”."
                ).format(count=number(moved))
            ]
        else:
            offsets.move(layer, dict.fromkeys(offsets.moves(layer), (0.0, 0.0)))
            lines = [tr("The circles are back on their territories.")]
        self._project.setDirty(True)
        self._dock.view.status.tell(lines)

    def _ask(self, layer_id: str, done: object) -> None:
        layer, holdings = self._project.mapLayer(layer_id), self._dock.holdings
        request = layers.request_of(layer) if isinstance(layer, QgsVectorLayer) else None
        if request is not None and holdings is not None and callable(done):
            self.jobs.run(Job(tr("Reading the classes"), finder(holdings, request), done))

    def _find(self, layer_id: str, request: MapRequest) -> None:
        holdings = self._dock.holdings
        if holdings is not None:
            work = finder(holdings, request)
            self.jobs.run(Job(tr("Reading the map"), work, lambda facts: self.remember(layer_id, facts)))

    def _drawn(self, layer: QgsVectorLayer, circles: bool) -> Indicator | None:
        """The indicator that a layer draws with circles, or with classes whose bounds it can give."""
        request, holdings = layers.request_of(layer), self._dock.holdings
        if request is None or holdings is None or request.mode not in (Mode.SINGLE, Mode.CIRCLES):
            return None
        key = request.second if circles and request.mode is Mode.CIRCLES else request.indicator
        found = holdings.find(key)
        kind = ValueKind.STOCK if circles else ValueKind.RATIO
        return found if found is not None and found.kind is kind else None

    def _is_chosen(self, request: MapRequest) -> bool:
        """Whether the choices are those of the layer, or will soon be: its classes are then theirs."""
        chosen = self._dock.view.form.indicator_key()
        return self._dock.view.follow.isChecked() or chosen in (request.indicator, request.second)

    def _show(self, facts: Facts) -> None:
        self._dock.view.classes.show_map(facts.prepared)
        self._dock.view.reading.show_text(facts.reading)

    def _forget(self) -> None:
        self._dock.view.classes.forget()
        self._dock.view.reading.show_text("")
