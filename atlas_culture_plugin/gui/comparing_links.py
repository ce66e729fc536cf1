# SPDX-License-Identifier: GPL-2.0-or-later
"""What goes together in the dock "Compare": the table, its chart and the map; and what its buttons open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QCursor
from qgis.PyQt.QtWidgets import QToolTip

from ..core.comparison.cells import explanation
from ..core.comparison.charting import Charting, Draw, Subject
from ..core.comparison.model import Comparison
from ..core.comparison.similar import similar
from ..core.errors import AtlasError, TerritoryError
from ..core.i18n import tr
from ..core.progress import Progress
from ..gis.selecting import selected_territories
from .comparing_dialogs import IndicatorDialog, SimilarDialog, TerritoryDialog
from .comparing_map import ComparingMap
from .jobs import Job, Jobs
from .picking import PickTool

if TYPE_CHECKING:
    from .comparing import ComparingDock


class Links(QObject):
    """Between the view, the map and the dock."""

    def __init__(self, dock: ComparingDock) -> None:
        super().__init__(dock)
        self._dock = dock
        self._charting: Charting | None = None
        self._seen = False
        self.jobs = Jobs(self)
        self.finding = Jobs(self)
        self.map = ComparingMap(dock.canvas(), self)
        self.tool = PickTool(dock.canvas())
        self._tool_before: QgsMapTool | None = None
        self._connect_choices()
        self._connect_links()

    def _connect_choices(self) -> None:
        view = self._dock.view
        view.pick.toggled.connect(self._on_pick)
        view.selection.clicked.connect(self.add_selection)
        view.indicators.clicked.connect(self.choose_indicators)
        view.reference_menu.similarWanted.connect(self.choose_similar)
        view.reference_menu.similarAddWanted.connect(self.add_similar)
        view.reference_menu.territoryWanted.connect(self.choose_reference)
        view.level.activated.connect(lambda _row: self._set_level())
        self._set_level()
        self.tool.picked.connect(self._dock.toggle)
        self.tool.pointed.connect(self._on_pointed)
        self.tool.missed.connect(self._on_miss)
        self.tool.failed.connect(view.status.fail)
        self.tool.deactivated.connect(lambda: view.pick.setChecked(False))

    def _connect_links(self) -> None:
        view = self._dock.view
        view.table.chosen.connect(self._on_row)
        view.table.zoomWanted.connect(self.map.zoom_to)
        view.territories.zoomWanted.connect(self.map.zoom_to)
        view.territories.currentRowChanged.connect(self._on_chip)
        view.outlines.toggled.connect(lambda _shown: self._outline())
        view.chart.changed.connect(self.draw)
        view.chart.view.clicked.connect(self._on_mark)
        view.chart.view.hovered.connect(view.chart.view.set_highlight)
        view.chart.deeds.told.connect(self._dock.tell)
        view.chart.deeds.failed.connect(view.status.fail)
        view.chart.deeds.placed.connect(self._dock.iface.openLayoutDesigner)
        self.map.selected.connect(self._on_selected)
        self.jobs.failed.connect(lambda error: view.chart.show_chart(error.sentence))
        self.finding.started.connect(view.status.busy)
        self.finding.ended.connect(view.status.idle)
        self.finding.failed.connect(view.status.fail)

    def close(self) -> None:
        """Leave the map as it was."""
        self.jobs.close()
        self.finding.close()
        self._on_pick(False)
        self.map.close()

    def set_seen(self, seen: bool) -> None:
        """The dock is shown or hidden."""
        self._seen = seen
        self._outline()
        if not seen:
            self._dock.view.pick.setChecked(False)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show another comparison in the chart and on the map."""
        holdings = self._dock.holdings
        self._charting = (
            Charting(comparison, holdings.library, holdings.territories)
            if comparison is not None and holdings is not None
            else None
        )
        try:
            self.map.show_territories(comparison.territories if comparison is not None else ())
        except AtlasError as error:
            self._dock.view.status.fail(error)
        self.draw()

    # Chart

    def draw(self) -> None:
        """Draw the chart of the current line again."""
        subject, charting = self._subject(), self._charting
        chart = self._dock.view.chart
        if subject is None or charting is None or not chart.isVisible():
            return
        chart.show_seconds(charting.seconds(subject))
        second = self._dock.holdings.find(chart.second_key()) if self._dock.holdings is not None else None
        wanted = replace(subject, second=second)

        def work(_progress: Progress) -> Draw | str:
            return charting.drawer(wanted)

        def done(found: Draw | str) -> None:
            chart.show_chart(found, charting.note(wanted))
            chart.view.set_highlight(wanted.territory.reference)

        self.jobs.run(Job(tr("Drawing the chart"), work, done))

    def _subject(self) -> Subject | None:
        table = self._dock.view.table
        index = table.currentIndex()
        line, territory = table.rows.line(index.row()), table.rows.territory(index)
        if line is None or line.indicator is None or territory is None:
            return None
        return Subject(self._dock.view.chart.chart_kind(), line.indicator, territory)

    # Links

    def _on_row(self, _indicator: str, territory: str) -> None:
        self.map.flash(territory)
        self._choose_chip(territory)
        self.draw()

    def _on_chip(self, row: int) -> None:
        references = self._dock.view.territories.references()
        table = self._dock.view.table
        current = table.current()
        if not 0 <= row < len(references) or current is None:
            return
        if table.go_to(current[0], references[row]):
            self.map.flash(references[row])
            self.draw()

    def _on_mark(self, key: str) -> None:
        """A territory was clicked in the chart."""
        current = self._dock.view.table.current()
        if current is not None and self._dock.view.table.go_to(current[0], key):
            self._choose_chip(key)
            self.draw()
        self.map.flash(key)

    def _on_selected(self, territory: str, indicator: str) -> None:
        """A territory was selected in a layer: its line, that of the layer's indicator where it is shown."""
        table, holdings = self._dock.view.table, self._dock.holdings
        shown = holdings.find(indicator) if holdings is not None else None
        current = table.current()
        wanted = [shown.key] if shown is not None else []
        wanted += [current[0]] if current is not None else []
        if any(table.go_to(key, territory) for key in wanted):
            self._choose_chip(territory)
            self.draw()

    def _choose_chip(self, territory: str) -> None:
        chips = self._dock.view.territories
        references = chips.references()
        if territory in references:
            chips.blockSignals(True)
            chips.setCurrentRow(references.index(territory))
            chips.blockSignals(False)

    def _outline(self) -> None:
        self.map.set_shown(self._seen and self._dock.view.outlines.isChecked())

    # Choosing

    def add_selection(self) -> None:
        """Compare the territories selected in the current layer."""
        holdings = self._dock.holdings
        layer = self._dock.iface.activeLayer()
        if holdings is None:
            return
        try:
            if not isinstance(layer, QgsVectorLayer):
                sentence = tr("Choose a vector layer in the layer tree, and select some of its objects.")
                raise TerritoryError(sentence)
            level = self._dock.view.level.currentData()
            found = selected_territories(layer, level, holdings.territories, QgsProject.instance())
        except AtlasError as error:
            self._dock.view.status.fail(error)
            return
        self._dock.add(one.reference for one in found)

    def choose_indicators(self) -> None:
        """Let the user tick indicators."""
        dialog = IndicatorDialog(self._dock)
        request = self._dock.request()
        dialog.fill(self._dock.offered(), self._dock.themes(), self._dock.compared_keys(), request.year)
        dialog.chosen.connect(self._on_indicators)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def choose_similar(self) -> None:
        """Let the user say what is similar."""
        dialog = SimilarDialog(self._dock)
        request = self._dock.request()
        dialog.fill(
            self._dock.offered(), self._dock.themes(), request.similar_count, request.similar_variables
        )
        dialog.chosen.connect(self._on_similar)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def add_similar(self) -> None:
        """Compare the territories similar to that of the current cell too; found in a task."""
        dock = self._dock
        subject, holdings, request = self._subject(), dock.holdings, dock.request()
        if subject is None or holdings is None:
            dock.tell(tr("Choose a line of the table first: the territories similar to its own are added."))
            return

        def work(_progress: Progress) -> tuple[str, ...]:
            found = similar(
                holdings.library,
                holdings.territories,
                subject.territory,
                request.similar_count,
                request.similar_variables,
            )
            return tuple(one.territory.reference for one in found.neighbours)

        self.finding.run(Job(tr("Looking for similar territories"), work, dock.add))

    def choose_reference(self) -> None:
        """Let the user name a territory to compare with."""
        holdings = self._dock.holdings
        if holdings is None:
            return
        dialog = TerritoryDialog(holdings.territories, self._dock)
        dialog.picked.connect(self._dock.view.reference_menu.add)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_indicators(self, keys: list[str], year: int | None) -> None:
        """The order of those that stay is kept; all of them, in their own order, need no list."""
        before = self._dock.compared_keys()
        kept = [one for one in before if one in keys]
        wanted = kept + [one for one in keys if one not in before]
        everything = [one.key for one in self._dock.offered()]
        indicators = () if wanted == everything else tuple(wanted)
        self._dock.set_request(replace(self._dock.request(), indicators=indicators, year=year))

    def _on_similar(self, count: int, variables: list[str]) -> None:
        request = self._dock.request()
        self._dock.set_request(replace(request, similar_count=count, similar_variables=tuple(variables)))

    def _set_level(self) -> None:
        self.tool.level = self._dock.view.level.currentData()

    def _on_pick(self, wanted: bool) -> None:
        canvas = self._dock.canvas()
        if wanted and canvas.mapTool() is not self.tool:
            self._tool_before = canvas.mapTool()
            canvas.setMapTool(self.tool)
        elif not wanted and canvas.mapTool() is self.tool:
            canvas.unsetMapTool(self.tool)
            if self._tool_before is not None:
                canvas.setMapTool(self._tool_before)

    def told(self, reference: str) -> str:
        """What is said of a territory pointed at: its figure where it is compared, else its name."""
        name = self._dock.name_of(reference)
        comparison, current = self._dock.comparison, self._dock.view.table.current()
        if comparison is None or current is None or reference not in self._dock.request().territories:
            return tr("{name}: a click compares it").format(name=name)
        figures = (
            one
            for one in comparison.figures
            if (one.indicator.key, one.territory.reference) == (current[0], reference)
        )
        found = next(figures, None)
        return explanation(found.territory, found.indicator, found) if found is not None else name

    def _on_pointed(self, reference: str) -> None:
        QToolTip.showText(QCursor.pos(), self.told(reference), self._dock.canvas())

    def _on_miss(self) -> None:
        level = self._dock.view.level.currentText()
        sentence = tr("No territory of the level “{level}” is there: click on the land of France.")
        self._dock.tell(sentence.format(level=level))
