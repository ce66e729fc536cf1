# SPDX-License-Identifier: GPL-2.0-or-later
"""What is done with a chart: copied, saved, placed in a layout; its menu, and actions for buttons."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsPrintLayout, QgsProject
from qgis.PyQt.QtCore import QMimeData, QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QApplication, QFileDialog, QMenu

from ..core.comparison.charts import Chart
from ..core.errors import AtlasError
from ..core.i18n import tr
from ..gis.chart_files import picture, write_chart
from ..gis.chart_items import new_layout, place_chart, print_layouts
from .chart_view import ChartView
from .icons import icon

#: Longest part of the name of a layout in the menu.
_NAME = 60
SVG_MIME = "image/svg+xml"


class ChartActions(QObject):
    """The actions on the chart of a view.

    ``placed`` carries the layout that a chart was added to, for whoever opens layouts; ``told`` a sentence to
    show, ``failed`` an error.
    """

    placed = pyqtSignal(object)
    told = pyqtSignal(str)
    failed = pyqtSignal(object)

    def __init__(self, view: ChartView, project: QgsProject) -> None:
        super().__init__(view)
        self._view, self._project = view, project
        self.copy = self._action("copy", tr("Copy the chart"), self.copy_chart)
        self.copy_data = self._action("copy", tr("Copy the figures"), self.copy_figures)
        self.save = self._action("export", tr("Save the chart or its figures…"), self._choose_file)
        self.layouts = QMenu(tr("Place in a layout"), view)
        self.layouts.setIcon(icon("layout"))
        self.layouts.aboutToShow.connect(self._list_layouts)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        view.changed.connect(self._update)
        self._update()

    def menu(self) -> QMenu:
        """A menu of all the actions."""
        menu = QMenu(self._view)
        menu.addActions([self.copy, self.copy_data, self.save])
        menu.addMenu(self.layouts)
        return menu

    def copy_chart(self) -> None:
        """Put the chart in the clipboard, as a picture and as vectors."""
        chart = self._view.printed()
        if chart:
            data = QMimeData()
            data.setImageData(picture(chart))
            data.setData(SVG_MIME, chart.svg.encode())
            QApplication.clipboard().setMimeData(data)

    def copy_figures(self) -> None:
        """Put the figures in the clipboard, as a spreadsheet pastes them."""
        chart = self._view.chart()
        if chart:
            QApplication.clipboard().setText(chart.tabbed())

    def save_to(self, path: Path) -> None:
        """Save the chart or its figures, as the suffix of the file says."""
        self._try(lambda chart: self._save(chart, path))

    def place_in(self, layout: QgsPrintLayout | None) -> None:
        """Place the chart in a layout, a new one where none is given."""
        chart = self._view.printed()
        if chart:
            target = layout or new_layout(self._project, chart.title)
            place_chart(target, chart)
            self.told.emit(tr("The chart was placed in the layout “{name}”.").format(name=target.name()))
            self.placed.emit(target)

    def _save(self, chart: Chart, path: Path) -> None:
        write_chart(chart, path)
        self.told.emit(tr("Saved in {path}.").format(path=path))

    def _try(self, act: Callable[[Chart], None]) -> None:
        chart = self._view.printed()
        try:
            if chart:
                act(chart)
        except AtlasError as error:
            self.failed.emit(error)

    def _action(self, name: str, text: str, act: Callable[[], None]) -> QAction:
        action = QAction(icon(name), text, self)
        action.triggered.connect(lambda *_checked: act())
        return action

    def _update(self) -> None:
        has_chart = self._view.chart() is not None
        for action in (self.copy, self.copy_data, self.save, self.layouts.menuAction()):
            action.setEnabled(has_chart)

    def _list_layouts(self) -> None:
        self.layouts.clear()
        fresh = self.layouts.addAction(tr("New layout"))
        fresh.triggered.connect(lambda *_checked: self.place_in(None))
        known = print_layouts(self._project)
        if known:
            self.layouts.addSeparator()
        for layout in known:
            # By name: a layout may be deleted while the menu is there.
            name = str(layout.name())
            action = self.layouts.addAction(name[:_NAME].replace("&", "&&"))
            action.triggered.connect(lambda *_checked, name=name: self._place_in_named(name))

    def _place_in_named(self, name: str) -> None:
        layout = self._project.layoutManager().layoutByName(name)
        if isinstance(layout, QgsPrintLayout):
            self.place_in(layout)

    def _open_menu(self, position: QPoint) -> None:
        if self._view.chart() is not None:
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._view.mapToGlobal(position))

    def _choose_file(self) -> None:
        chart = self._view.chart()
        if chart is None:
            return
        formats = ((tr("SVG, vector"), "svg"), (tr("PNG image"), "png"), (tr("Figures, CSV"), "csv"))
        filters = ";;".join(f"{label} (*.{suffix})" for label, suffix in formats)
        name, chosen = QFileDialog.getSaveFileName(
            self._view, tr("Save the chart or its figures"), _file_name(chart.title), filters
        )
        if name:
            target = Path(name)
            suffix = next(suffix for label, suffix in formats if chosen.startswith(label))
            self.save_to(target if target.suffix else target.with_suffix(f".{suffix}"))


def _file_name(title: str) -> str:
    """A title without what some system refuses in a name."""
    return re.sub(r'[\\/:*?"<>|\s]+', " ", title).strip(" .")[:80]
