# SPDX-License-Identifier: GPL-2.0-or-later
"""First page of the wizard: the file, its sheet, the rows of headers, and the first rows as they are read."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWizardPage,
)

from ..core.errors import AtlasError
from ..core.formatting import number
from ..core.i18n import tr
from ..core.published.reading import ReadSpec
from ..core.tables.importing import imported
from ..core.tables.profile import Table
from ..core.tables.templates import Template, save_template, templates
from .import_work import ImportWork
from .notices import Notices

#: Kinds of files that hold tables.
_FILTER = "(*.csv *.tsv *.txt *.xls *.xlsx *.ods *.json *.geojson *.parquet *.zip)"
#: Rows shown.
SHOWN = 50
#: Of a column, in pixels: long headers would leave the others out of sight.
_WIDEST = 220


class Preview(QAbstractTableModel):
    """The first rows of a table; columns that speak of persons are not shown."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._headers: list[str] = []
        self._rows: list[list[str]] = []

    def show_table(self, table: Table | None) -> None:
        """Show another table, or none."""
        self.beginResetModel()
        self._headers, self._rows = [], []
        if table is not None:
            shown = [one.header for one in table.columns if not one.personal]
            self._headers = shown
            self._rows = table.frame[shown].head(SHOWN).to_numpy().tolist()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Called by Qt."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Called by Qt."""
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Called by Qt."""
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self._rows[index.row()][index.column()] if is_text else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Called by Qt."""
        is_horizontal = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.ToolTipRole and is_horizontal:
            return self._headers[section]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headers[section] if is_horizontal else section + 1


class FilePage(QWizardPage):
    """Chooses the table."""

    def __init__(self, work: ImportWork) -> None:
        """Nothing is read before a file is chosen."""
        super().__init__()
        self._work = work
        self._filling = False
        self.setTitle(tr("The table"))
        self.setSubTitle(tr("A file of yours: figures by commune, EPCI, departement or region."))
        self.file = QgsFileWidget()
        self.file.setFilter(tr("Tables") + f" {_FILTER}")
        self.file.lineEdit().setAccessibleName(tr("File of the table"))
        self.again = QComboBox()
        self.again.setAccessibleName(tr("Take an earlier import again"))
        self.again.addItem(tr("(no earlier import)"), "")
        for name, title in imported(work.library).items():
            self.again.addItem(title, name)
        self.again.setEnabled(self.again.count() > 1)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(tr("Sheet"))
        self.header = QSpinBox()
        self.header.setRange(0, 1000)
        self.header.setSpecialValueText(tr("found"))
        self.header.setAccessibleName(tr("Row of the headers"))
        self.template = QPushButton(tr("&Save a template…"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.notices = Notices()
        self.preview = Preview()
        self.view = QTableView()
        self.view.setModel(self.preview)
        self.view.setAccessibleName(tr("First rows of the table"))
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        heads = self.view.horizontalHeader()
        heads.setMaximumSectionSize(_WIDEST)
        heads.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._lay_out()
        self._connect()

    def isComplete(self) -> bool:
        """Whether a table was read."""
        return self._work.table is not None and not self._work.jobs.is_busy()

    def read(self) -> None:
        """Read the file again, with what is said of it."""
        path = self.file.filePath().strip()
        if self._filling or not path:
            return
        sheet = self.sheet.currentData() or ""
        row = self.header.value() or None
        self.preview.show_table(None)
        self.told.setText(tr("Reading…"))
        self._work.open(Path(path), ReadSpec(sheet=sheet, header_row=row))
        self.completeChanged.emit()

    def save_template(self, template: Template) -> None:
        """Let the user say where a template goes."""
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save a template"), f"{template.id}.csv", tr("CSV files (*.csv)")
        )
        if not path:
            return
        try:
            save_template(template, Path(path))
        except AtlasError as error:
            self.notices.add(tr("Save a template"), error)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("&File"), self.file)
        form.addRow(tr("&Earlier import"), self.again)
        form.addRow(tr("S&heet"), self.sheet)
        row = QHBoxLayout()
        row.addWidget(self.header)
        row.addStretch(1)
        row.addWidget(self.template)
        label = QLabel(tr("&Row of the headers"))
        label.setBuddy(self.header)
        form.addRow(label, row)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.notices)
        layout.addWidget(self.told)
        layout.addWidget(self.view, 1)
        menu = QMenu(self.template)
        for one in templates():
            menu.addAction(one.label, lambda one=one: self.save_template(one))
        self.template.setMenu(menu)

    def _connect(self) -> None:
        self.file.fileChanged.connect(self._on_file)
        self.sheet.currentIndexChanged.connect(self.read)
        self.header.valueChanged.connect(self.read)
        self.again.currentIndexChanged.connect(self.completeChanged)
        self._work.opened.connect(self._on_opened)

    def _on_file(self) -> None:
        self._filling = True
        self.sheet.clear()
        self.header.setValue(0)
        self._filling = False
        self.read()

    def _on_opened(self) -> None:
        for notice in self.notices.notices():
            self.notices.remove(notice)
        table = self._work.table
        if table is None:
            self.told.setText("")
            if self._work.problem is not None:
                self.notices.add(tr("This file cannot be read"), self._work.problem)
        else:
            self._show(table)
        self.completeChanged.emit()

    def _show(self, table: Table) -> None:
        self._filling = True
        if self.sheet.count() != len(table.book.sheets):
            self.sheet.clear()
            for name in table.book.sheets:
                self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(table.book.sheet)))
        self.sheet.setEnabled(len(table.book.sheets) > 1)
        self._filling = False
        self.preview.show_table(table)
        self.view.resizeColumnsToContents()
        sentence = tr("{rows} rows, {columns} columns; the first {shown} rows are shown.")
        hidden = sum(one.personal for one in table.columns)
        told = sentence.format(
            rows=number(table.rows), columns=len(table.columns), shown=min(SHOWN, table.rows)
        )
        if hidden:
            told += " " + tr("Columns that speak of persons, which are not read: {count}.").format(
                count=hidden
            )
        self.told.setText(told)
