# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard "Import a table": a file of the user's becomes a package. Cancelled, it leaves nothing."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QWidget, QWizard

from ..core.i18n import tr
from ..core.library import Library
from ..gis import packages
from .import_columns_page import ColumnsPage
from .import_file_page import FilePage
from .import_place_page import PlacePage
from .import_report_page import ReportPage
from .import_work import ImportWork
from .windows import bring_forward, resize_on_screen


class ImportWizard(QWizard):
    """Four pages: the file, the territories, the columns, the report.

    Args:
        parent: the window above which it opens.
        library: where to install; that of the settings when None.
    """

    #: The package of this id was installed.
    installed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None, library: Library | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self.setObjectName("atlasCultureImport")
        self.setWindowTitle(tr("Import a table"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setButtonText(QWizard.WizardButton.FinishButton, tr("&Install"))
        self.setMinimumSize(520, 420)
        resize_on_screen(self, 900, 620)
        self.work = ImportWork(library or packages.library(), self)
        self.file_page = FilePage(self.work)
        self.place_page = PlacePage(self.work)
        self.columns_page = ColumnsPage(self.work)
        self.report_page = ReportPage(self.work)
        for page in (self.file_page, self.place_page, self.columns_page, self.report_page):
            self.addPage(page)
        self.file_page.again.currentIndexChanged.connect(self._on_again)
        self.work.installed.connect(self._on_installed)

    def accept(self) -> None:
        """Install; the window closes once it is done."""
        if self.report_page.isComplete():
            self.work.install()

    def reject(self) -> None:
        """Stop, and leave nothing."""
        self.work.close()
        super().reject()

    def _on_again(self) -> None:
        self.place_page.again = self.file_page.again.currentData() or ""

    def _on_installed(self, package: str) -> None:
        self.work.close()
        super().accept()
        self.installed.emit(package)


def open_import(parent: QWidget, on_installed: Callable[[str], None]) -> ImportWizard:
    """Show the wizard above a window; the one that is open already, if there is one.

    Args:
        parent: the main window.
        on_installed: called with the id of the package that was installed.
    """
    wizard: ImportWizard | None = parent.findChild(ImportWizard)
    if wizard is None or not wizard.isVisible():
        wizard = ImportWizard(parent)
        wizard.installed.connect(on_installed)
        wizard.finished.connect(wizard.deleteLater)
        wizard.open()
    bring_forward(wizard)
    return wizard
