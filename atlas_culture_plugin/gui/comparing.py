# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock "Compare": territories side by side, in a table, a chart and on the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QShowEvent

from ..core.comparison.cells import Measure
from ..core.comparison.compare import compare
from ..core.comparison.grid import Grid, Names, has_direction, summary
from ..core.comparison.model import Comparison, ComparisonRequest
from ..core.comparison.similar_names import with_names
from ..core.errors import AtlasError, TerritoryError
from ..core.formatting import number
from ..core.i18n import tr
from ..core.model import Indicator
from ..core.progress import Progress
from ..gis import settings
from .comparing_links import Links
from .comparing_outputs import Outputs
from .comparing_sets import Sets
from .comparing_view import ComparingView
from .holdings import Holdings, reader
from .jobs import Job, Jobs
from .territory_marks import marks

if TYPE_CHECKING:
    from qgis.gui import QgisInterface, QgsMapCanvas

#: Milliseconds to wait for the next choice before comparing.
DELAY = 200
#: Beyond, nobody reads the table; the algorithm of the toolbox writes a file instead.
MOST_TERRITORIES = 500


class ComparingDock(QgsDockWidget):
    """Wires the choices, the computation, the table, the chart, the map and the project together."""

    #: A comparison is shown.
    compared = pyqtSignal()

    def __init__(self, iface: QgisInterface, holdings: Holdings | None = None) -> None:
        super().__init__(tr("Atlas Culture – Compare"), iface.mainWindow())
        self.setObjectName("AtlasCultureComparing")
        self._iface = iface
        self._holdings: Holdings | None = None
        self._comparison: Comparison | None = None
        self._wanted = ComparisonRequest(())
        self._awaited: list[str] = []
        self.view = ComparingView(self)
        self.setWidget(self.view)
        self.loading = Jobs(self)
        self.jobs = Jobs(self)
        self.saving = Jobs(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._compute)
        self.sets = Sets(self)
        self.links = Links(self)
        self.outputs = Outputs(self)
        self._connect()
        if holdings is None:
            self.reload()
        else:
            self.set_holdings(holdings)

    def _connect(self) -> None:
        view = self.view
        view.picker.picked.connect(self.add)
        view.territories.changed.connect(self._on_territories)
        view.reference_menu.changed.connect(self._on_references)
        view.column_menu.changed.connect(self._on_look)
        view.status.cancelled.connect(self._on_cancel)
        view.table.hideWanted.connect(self.hide_indicator)
        view.table.moveWanted.connect(self.move_indicator)
        for jobs in (self.loading, self.jobs, self.saving):
            jobs.started.connect(view.status.busy)
            jobs.progressed.connect(view.status.set_progress)
            jobs.ended.connect(view.status.idle)
        for jobs in (self.loading, self.saving):
            jobs.failed.connect(view.status.fail)
        self.jobs.failed.connect(self._on_failure)

    def close_down(self) -> None:
        """Stop the tasks and leave the map as it was; the dock can then be deleted."""
        self._timer.stop()
        self.jobs.close()
        self.loading.close()
        self.saving.close()
        self.sets.close()
        self.links.close()

    # What others ask

    @property
    def holdings(self) -> Holdings | None:
        """What there is to compare, once it is read."""
        return self._holdings

    @property
    def comparison(self) -> Comparison | None:
        """What the table shows."""
        return self._comparison

    @property
    def iface(self) -> QgisInterface:
        """QGIS."""
        return self._iface

    def canvas(self) -> QgsMapCanvas:
        """The main map."""
        return self._iface.mapCanvas()

    def is_ready(self) -> bool:
        """Whether the indicators are there."""
        return self._holdings is not None

    def is_busy(self) -> bool:
        """Whether something is being computed or about to be."""
        return bool(self._timer.isActive()) or any(
            jobs.is_busy() for jobs in (self.jobs, self.saving, self.links.jobs, self.links.finding)
        )

    def reload(self) -> None:
        """Read the library again, in a task."""
        work = reader(settings.load().library)
        self.loading.run(Job(tr("Reading the indicators"), work, self.set_holdings))

    def set_holdings(self, holdings: Holdings) -> None:
        """Compare what another reading of the library has."""
        first = self._holdings is None
        self._holdings = holdings
        self.view.picker.set_territories(holdings.territories)
        if first:
            self.sets.restore()
            awaited, self._awaited = self._awaited, []
            if awaited:
                self.add(awaited)
        else:
            self._show_choices()
            self.refresh()
        if self._awaited:
            self.add(self._awaited)
            self._awaited = []

    def request(self) -> ComparisonRequest:
        """What is compared with what."""
        return self._wanted

    def set_request(self, request: ComparisonRequest) -> None:
        """Compare something else."""
        self._wanted = request
        self._show_choices()
        self.refresh()

    def add(self, references: Iterable[str]) -> None:
        """Compare territories more, once the comparison that the project keeps is there."""
        if self._holdings is None:
            self._awaited += references
            return
        before = self._wanted.territories
        wanted = tuple(dict.fromkeys([*before, *references]))
        if wanted == before:
            self.tell(tr("This territory is compared already."))
            return
        if len(wanted) > MOST_TERRITORIES:
            sentence = tr("{count} territories are too many to compare at once: choose at most {most}.")
            error = TerritoryError(sentence.format(count=number(len(wanted)), most=number(MOST_TERRITORIES)))
            self.view.status.fail(error)
            return
        self.set_request(replace(self._wanted, territories=wanted))

    def toggle(self, reference: str) -> None:
        """Take a territory in, or out where it is compared already."""
        if reference in self._wanted.territories:
            kept = tuple(one for one in self._wanted.territories if one != reference)
            self.set_request(replace(self._wanted, territories=kept))
        else:
            self.add([reference])

    def hide_indicator(self, key: str) -> None:
        """Compare without an indicator; the last one stays."""
        kept = [one for one in self._shown_keys() if one != key]
        if kept:
            self.set_request(replace(self._wanted, indicators=tuple(kept)))

    def move_indicator(self, key: str, step: int) -> None:
        """Move an indicator among those of its theme, or among all where they are not grouped."""
        keys = self._shown_keys()
        grouped = self.view.column_menu.look().by_theme
        near = [one for one in keys if not grouped or self._theme(one) == self._theme(key)]
        target = near.index(key) + step
        if not 0 <= target < len(near):
            return
        here, there = keys.index(key), keys.index(near[target])
        keys[here], keys[there] = keys[there], keys[here]
        self.set_request(replace(self._wanted, indicators=tuple(keys)))

    def compared_keys(self) -> list[str]:
        """Keys of the indicators compared, in order."""
        if self._holdings is None:
            return []
        if not self._wanted.indicators:
            return [one.key for one in self.offered()]
        found = (self._holdings.find(one) for one in self._wanted.indicators)
        return [one.key for one in found if one is not None]

    def _shown_keys(self) -> list[str]:
        """Keys of the indicators that have a line: a list of them all would add lines without figures."""
        if self._wanted.indicators or self._comparison is None:
            return self.compared_keys()
        known = {one.indicator.key for one in self._comparison.figures}
        return [one for one in self.compared_keys() if one in known]

    def offered(self) -> list[Indicator]:
        """Indicators that may be compared, theme by theme."""
        if self._holdings is None:
            return []
        order = [theme.id for theme in self._holdings.themes]
        found = [one for one in self._holdings.indicators.values() if one.offered and one.theme in order]
        return sorted(found, key=lambda one: order.index(one.theme))

    def themes(self) -> dict[str, str]:
        """Labels of the themes, in order."""
        return {one.id: one.label for one in self._holdings.themes} if self._holdings is not None else {}

    def name_of(self, reference: str) -> str:
        """Name of a territory, homonyms told apart; the reference itself where it is not known."""
        if self._holdings is None:
            return reference
        try:
            return self._holdings.territories.full_label(self._holdings.territories.find(reference))
        except TerritoryError:
            return reference

    # What changes

    def refresh(self) -> None:
        """Compare in a moment what is wanted now."""
        if self._holdings is None:
            return
        if not self._wanted.territories:
            self._timer.stop()
            self.jobs.cancel()
            self._show(None)
            return
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Called by Qt: outlines come back."""
        super().showEvent(event)
        self.links.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Called by Qt: outlines of a comparison that is not seen would be a riddle."""
        super().hideEvent(event)
        self.links.set_seen(False)

    def _on_territories(self) -> None:
        self._wanted = replace(self._wanted, territories=self.view.territories.references())
        self.refresh()

    def _on_references(self) -> None:
        self._wanted = replace(self._wanted, references=self.view.reference_menu.references())
        self.refresh()

    def _on_look(self) -> None:
        wants_classes = Measure.GAP_CLASSES in self.view.column_menu.look().measures
        if wants_classes and self._comparison is not None and not _has_classes(self._comparison):
            self.refresh()
        else:
            self._show_grid()
        if self.view.column_menu.look().by_direction and not (
            self._comparison and has_direction(self._comparison)
        ):
            self.tell(tr("None of these indicators says which way is good: no gap is coloured."))

    def _show_choices(self) -> None:
        """Show in the widgets what is wanted."""
        wanted, view = self._wanted, self.view
        view.territories.show_territories((one, self.name_of(one)) for one in wanted.territories)
        view.reference_menu.show_references(wanted.references, wanted.similar_count, self.name_of)
        count = len(self.compared_keys())
        view.indicators.setText(tr("Indicators ({count})…").format(count=number(count)))

    def _compute(self) -> None:
        holdings, request = self._holdings, self._wanted
        if holdings is None:
            return
        look = self.view.column_menu.look()

        def work(progress: Progress) -> Grid:
            library, known = holdings.library, holdings.territories
            classes = Measure.GAP_CLASSES in look.measures
            found = compare(library, known, request, with_classes=classes, progress=progress)
            return Grid(with_names(found, library, known), _names(holdings, found), look)

        self.jobs.run(Job(tr("Comparing"), work, self._show))

    def _on_cancel(self) -> None:
        self._timer.stop()
        self.jobs.cancel()
        self.saving.cancel()
        shown = self._comparison.request if self._comparison is not None else None
        if shown != self._wanted:
            # Nothing old stays beside choices that it does not answer.
            self._show(None)
            self.view.explain(tr("Stopped. Change a choice to compare again."))

    def _on_failure(self, error: AtlasError) -> None:
        self._show(None)
        self.view.explain(error.sentence)
        self.view.status.fail(error)

    def _show(self, grid: Grid | None) -> None:
        self._comparison = comparison = grid.comparison if grid is not None else None
        self._show_grid(grid)
        if comparison is None:
            self.view.explain()
        else:
            self.view.show_table()
        # Charts that are not seen are not drawn: the table comes first.
        self.links.show_comparison(comparison)
        self.tell()
        if comparison is not None:
            self.compared.emit()

    def tell(self, sentence: str = "") -> None:
        """Show a sentence, above what must be known of the comparison."""
        notes = summary(self._comparison) if self._comparison is not None else []
        self.view.status.tell([sentence, *notes] if sentence else notes)

    def _show_grid(self, grid: Grid | None = None) -> None:
        """Lay the comparison out as is chosen now, unless it is already."""
        comparison, look = self._comparison, self.view.column_menu.look()
        if comparison is None or self._holdings is None:
            self.view.table.show_grid(None, {})
            return
        if grid is None or grid.look != look:
            grid = Grid(comparison, _names(self._holdings, comparison), look)
        self.view.table.show_grid(grid, marks(one.reference for one in comparison.territories))
        if self.view.table.current() is None:
            self._go_to_first(grid)

    def _go_to_first(self, grid: Grid) -> None:
        """A chart is shown at once: that of the first line."""
        first = next((line for line in grid.lines if line.indicator is not None), None)
        if first is not None and first.indicator is not None:
            self.view.table.go_to(first.indicator.key, first.territories[0].reference)
            # The title of its theme is seen too.
            self.view.table.scrollToTop()

    def _theme(self, key: str) -> str:
        found = self._holdings.find(key) if self._holdings is not None else None
        return found.theme if found is not None else ""


def _names(holdings: Holdings, comparison: Comparison) -> Names:
    territories = {one.reference: holdings.territories.full_label(one) for one in comparison.territories}
    return Names(territories, {theme.id: theme.label for theme in holdings.themes})


def _has_classes(comparison: Comparison) -> bool:
    return any(figure.class_count for figure in comparison.figures)
