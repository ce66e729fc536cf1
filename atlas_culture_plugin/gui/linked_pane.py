# SPDX-License-Identifier: GPL-2.0-or-later
"""One of several linked maps: its title, what it shows, its canvas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QShowEvent
from qgis.PyQt.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..core.choices import default_request
from ..core.crs import WORLD_CRS
from ..core.formatting import number, with_unit
from ..core.i18n import tr
from ..core.mapping import MapRequest
from ..core.model import Indicator, Status, Territory
from ..gis.linked_maps import BuiltView, ViewLayers, create_layers, numbered
from .combos import combo, fill
from .holdings import Holdings
from .territory_field import TerritoryField

_FLASH, _FLASHED = QColor(220, 40, 40, 230), QColor(220, 40, 40, 40)
_FLASHES, _MILLISECONDS = 3, 400
#: Characters after which the list of indicators is cut.
_SHOWN = 18


class LinkedPane(QFrame):
    """A map beside others.

    Args:
        rank: its place among them, from 0.
        parent: the window.
    """

    #: Another indicator, level, year or territory was chosen.
    changed = pyqtSignal()
    #: The canvas has its size.
    shown = pyqtSignal()

    def __init__(self, rank: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rank = rank
        self._holdings: Holdings | None = None
        self._request: MapRequest | None = None
        self._view: BuiltView | None = None
        self._layers: ViewLayers | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._make_fields()
        self._make_canvas()
        self._lay_out()
        self.indicator.activated.connect(self._on_indicator)
        self.level.activated.connect(self._on_level)
        self.year.activated.connect(self._on_year)
        self.territory.changed.connect(self._on_territory)

    def _make_fields(self) -> None:
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.indicator = combo(self, tr("Indicator"))
        self.indicator.setEditable(True)
        self.indicator.setInsertPolicy(self.indicator.InsertPolicy.NoInsert)
        self.indicator.setMinimumContentsLength(_SHOWN)
        completer = self.indicator.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.indicator.lineEdit().editingFinished.connect(self._restore_indicator)
        self.level = combo(self, tr("Level"))
        self.year = combo(self, tr("Year"))
        self.territory = TerritoryField(self)
        self.figure = QLabel(self)
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _make_canvas(self) -> None:
        self.canvas = QgsMapCanvas(self)
        self.canvas.setCanvasColor(QColor(Qt.GlobalColor.white))
        self.canvas.enableAntiAliasing(True)
        self.canvas.setCachingEnabled(True)
        self.canvas.setParallelRenderingEnabled(True)
        self.canvas.setMinimumSize(160, 120)
        self.canvas.setAccessibleName(tr("Map {number}").format(number=self._rank + 1))

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.indicator, 3)
        first.addWidget(self.year, 1)
        second.addWidget(self.level, 1)
        second.addWidget(self.territory, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(3)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.title)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.figure)

    def showEvent(self, event: QShowEvent) -> None:
        """Called by Qt."""
        super().showEvent(event)
        self.shown.emit()

    def fill(self, holdings: Holdings) -> None:
        """Give what can be chosen."""
        self._holdings = holdings
        self.territory.set_territories(holdings.territories)
        themes = {theme.id: theme.label for theme in holdings.themes}
        offered = [one for one in holdings.indicators.values() if one.offered]
        order = {theme: place for place, theme in enumerate(themes)}
        offered.sort(key=lambda one: order.get(one.theme, len(order)))
        self.indicator.clear()
        for one in offered:
            self.indicator.addItem(one.label, one.key)
            tip = themes.get(one.theme, "")
            self.indicator.setItemData(self.indicator.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)

    def request(self) -> MapRequest | None:
        """What is chosen, as it was asked for: without what the maps share."""
        return self._request

    def set_request(self, request: MapRequest) -> None:
        """Show what is asked for in the fields."""
        indicator = self._find(request.indicator)
        if indicator is None:
            return
        if request.level not in indicator.levels:
            request = replace(request, level=indicator.levels[0], year=None)
        years = indicator.years_by_level[request.level]
        self._request = replace(request, year=request.year if request.year in years else years[-1])
        listed = self._holdings.listed(indicator) if self._holdings is not None else indicator
        self.indicator.setCurrentIndex(self.indicator.findData(listed.key))
        fill(self.level, [(level.label, level) for level in indicator.levels], request.level)
        fill(self.year, [(str(year), year) for year in reversed(years)], self._request.year)
        self.year.setEnabled(len(years) > 1)
        self.territory.set_reference(request.within)
        # A territory that is narrower than the level gives way to the whole country.
        self.territory.set_level(request.level)
        self._request = replace(self._request, within=self.territory.reference())

    def show_view(self, view: BuiltView) -> None:
        """Draw a map that was built, with layers of its own.

        Raises:
            StorageError: a file disappeared or is not readable.
            StyleError: the style template cannot be used.
        """
        made = create_layers(view)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(view.frame.crs))
        self.canvas.setLayers(list(made.ordered))
        # Those that were drawn until now may go, once nothing shows them.
        self._layers, self._view = made, view
        self.title.setText(numbered(self._rank, view.view.title))
        self.title.setToolTip(view.caption.source)
        self.figure.clear()
        self.canvas.refresh()

    def view(self) -> BuiltView | None:
        """The map that is drawn."""
        return self._view

    def layers(self) -> ViewLayers | None:
        """Its layers."""
        return self._layers

    def close_down(self) -> None:
        """Draw nothing any more."""
        self.canvas.setLayers([])
        self._layers = self._view = None

    def flash(self, shapes: Sequence[QgsGeometry]) -> None:
        """Flash outlines given in EPSG:4326."""
        world = QgsCoordinateReferenceSystem(WORLD_CRS)
        self.canvas.flashGeometries(list(shapes), world, _FLASH, _FLASHED, _FLASHES, _MILLISECONDS)

    def tell_figure(self, territory: Territory, name: str) -> None:
        """Write the figure of a territory under the map; nothing where the map has not its level."""
        self.figure.setText(self._figure(territory, name))

    def _figure(self, territory: Territory, name: str) -> str:
        view = self._view
        if view is None or view.prepared.request.level is not territory.level:
            return ""
        if territory.code not in view.prepared.codes:
            return tr("{territory} is not on this map").format(territory=name)
        row = view.prepared.codes.index(territory.code)
        texts = []
        for side in view.prepared.sides:
            value = float(side.values[row])
            text = side.texts[row] if side.texts else ""
            if not text and math.isnan(value):
                text = side.state_label(Status(int(side.statuses[row]))).lower()
            texts.append(text or with_unit(number(value, side.decimals), side.unit))
        return f"{name}{tr(': ')}{' · '.join(texts)}"

    def _find(self, key: str) -> Indicator | None:
        return self._holdings.find(key) if self._holdings is not None else None

    def _restore_indicator(self) -> None:
        """What was typed and is no indicator gives way to the one that is shown."""
        row = self.indicator.findText(self.indicator.currentText())
        if row < 0 and self._request is not None:
            self.set_request(self._request)

    def _on_indicator(self) -> None:
        indicator = self._find(str(self.indicator.currentData()))
        former = self._request
        if indicator is None or former is None:
            return
        level = former.level if former.level in indicator.levels else None
        self.set_request(replace(default_request(indicator, level), within=former.within, year=former.year))
        self.changed.emit()

    def _on_level(self) -> None:
        if self._request is not None:
            self.set_request(replace(self._request, level=self.level.currentData()))
            self._on_territory()

    def _on_year(self) -> None:
        if self._request is not None:
            self.set_request(replace(self._request, year=self.year.currentData()))
            self.changed.emit()

    def _on_territory(self) -> None:
        if self._request is not None:
            self._request = replace(self._request, within=self.territory.reference())
            self.changed.emit()
