# SPDX-License-Identifier: GPL-2.0-or-later
"""What leaves the dock "Compare": the clipboard, files, linked maps, portraits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QFileDialog

from ..core.comparison.cells import Measure
from ..core.comparison.model import Figure
from ..core.comparison.views import views_of
from ..core.errors import AtlasError
from ..core.formatting import number
from ..core.i18n import tr
from ..core.progress import Progress
from ..gis import spreadsheets
from .comparing_clipboard import copy_table
from .jobs import Job

if TYPE_CHECKING:
    from .comparing import ComparingDock

#: Columns that a copy always has, and those that go with what is shown.
_ALWAYS = ("indicator", "territory", "name", "value", "unit")
_COPIED = {
    Measure.YEAR: ("year",),
    Measure.RANK: ("rank", "of"),
    Measure.QUANTILE: ("quantile",),
    Measure.EVOLUTION: ("earlier_year", "earlier_value", "change"),
    Measure.REFERENCE: ("reference_value", "missing"),
    Measure.GAP: ("gap", "share", "missing"),
    Measure.GAP_PERCENT: ("gap_percent", "share", "missing"),
}


class Outputs(QObject):
    """Copies and exports the comparison that is shown."""

    def __init__(self, dock: ComparingDock) -> None:
        super().__init__(dock)
        self._dock = dock
        view = dock.view
        view.copy.clicked.connect(self.copy)
        view.table.copyWanted.connect(self.copy)
        view.export.clicked.connect(self.choose_file)
        view.maps.clicked.connect(self.open_maps)
        view.portrait.clicked.connect(self.open_portraits)

    def copy(self) -> None:
        """Put the table on the clipboard, in the order in which it is seen."""
        comparison, grid = self._dock.comparison, self._dock.view.table.rows.grid
        if comparison is None or grid is None:
            return
        figures: list[Figure] = [one for line in grid.lines for one in line.figures if one is not None]
        columns = [*_ALWAYS, *(name for one in grid.look.measures for name in _COPIED.get(one, ()))]
        copy_table(comparison, columns, figures)
        sentence = tr("Copied: {count} lines, to paste in a spreadsheet or a text.")
        self._dock.tell(sentence.format(count=number(len(figures))))

    def choose_file(self) -> None:
        """Ask where to export."""
        kinds = (
            tr("Excel workbook (*.xlsx)"),
            tr("OpenDocument spreadsheet (*.ods)"),
            tr("CSV files (*.csv)"),
            tr("JSON files (*.json)"),
        )
        dialog = QFileDialog(self._dock, tr("Export the comparison"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix(kind.rpartition(".")[2].rstrip(")"))
        )
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the comparison to a file, in a task."""
        comparison, holdings = self._dock.comparison, self._dock.holdings
        if comparison is None or holdings is None:
            return
        try:
            spreadsheets.check_target(target)
        except AtlasError as error:
            self._dock.view.status.fail(error)
            return

        def work(progress: Progress) -> int:
            return spreadsheets.write_comparison(
                target, comparison, holdings.library, holdings.territories, progress
            )

        def done(rows: int) -> None:
            sentence = tr("{file}: {count} rows were written.")
            self._dock.tell(sentence.format(file=target, count=number(rows)))

        self._dock.saving.run(Job(tr("Exporting the comparison"), work, done))

    def open_maps(self) -> None:
        """Show linked maps of the indicator of the current line in the territories compared."""
        from .linked_maps import open_linked_maps

        comparison, holdings, current = (
            self._dock.comparison,
            self._dock.holdings,
            self._dock.view.table.current(),
        )
        indicator = holdings.find(current[0]) if holdings is not None and current is not None else None
        if comparison is None or holdings is None or indicator is None:
            return
        views = views_of(indicator, comparison.territories, comparison.request.year)
        if open_linked_maps(self._dock.iface, holdings, views) is None:
            sentence = tr("“{indicator}” has no map at these levels: choose another line of the table.")
            self._dock.tell(sentence.format(indicator=indicator.label))

    def open_portraits(self) -> None:
        """Show how portraits of the territories compared are made."""
        from .portrait_form import PortraitDialog

        comparison, holdings = self._dock.comparison, self._dock.holdings
        if comparison is None or holdings is None:
            return
        references = comparison.request.references
        dialog = PortraitDialog(self._dock.iface, holdings, comparison.territories, references)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
