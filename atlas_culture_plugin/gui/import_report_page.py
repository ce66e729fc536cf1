# SPDX-License-Identifier: GPL-2.0-or-later
"""Last page of the wizard: the checks and the report, read before anything is installed."""

from __future__ import annotations

from html import escape
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWizardPage,
)

from ..core.errors import AtlasError
from ..core.formatting import number
from ..core.i18n import tr
from ..core.storage import replace_text
from .import_columns_model import ORANGE
from .import_work import ImportWork
from .notices import Notices
from .package_details import SafeBrowser


class ReportPage(QWizardPage):
    """Builds the package and shows its account."""

    def __init__(self, work: ImportWork) -> None:
        """Builds when it is shown."""
        super().__init__()
        self._work = work
        self.setTitle(tr("Checks"))
        self.setSubTitle(tr("Read what became of the figures, then install: nothing is installed yet."))
        self.setFinalPage(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.notices = Notices()
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.page = SafeBrowser()
        self.page.setAccessibleName(tr("Quality report"))
        # Tables of Qt are a pixel or two wider than the page that they fill.
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save = QPushButton(tr("&Save the report…"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.addWidget(self.progress)
        layout.addWidget(self.notices)
        layout.addWidget(self.verdict)
        layout.addWidget(self.page, 1)
        layout.addLayout(row)
        work.built.connect(self._on_built)
        work.jobs.progressed.connect(lambda percent: self.progress.setValue(int(percent)))
        self.save.clicked.connect(self._ask_report)

    def initializePage(self) -> None:
        """Build the package."""
        self._clear()
        self.progress.setVisible(True)
        self.progress.setValue(0)
        self.page.clear()
        self.save.setEnabled(False)
        self.verdict.setText(tr("The package is being built…"))
        self._work.build()
        self.completeChanged.emit()

    def cleanupPage(self) -> None:
        """Going back forgets what was built."""
        self._work.jobs.cancel()
        self._work.forget_package()

    def isComplete(self) -> bool:
        """Whether there is a package to install."""
        return self._work.staged is not None and not self._work.jobs.is_busy()

    def _on_built(self) -> None:
        self.progress.setVisible(False)
        staged = self._work.staged
        if staged is None:
            self.verdict.setText(tr("Go back and correct the choices."))
        else:
            self.page.setHtml(staged.built.report_html)
            self.save.setEnabled(True)
            self.verdict.setText(_verdict(staged.built.quality))
        if self._work.problem is not None:
            self.notices.add(tr("The package was not installed"), self._work.problem)
        self.completeChanged.emit()

    def _clear(self) -> None:
        for notice in self.notices.notices():
            self.notices.remove(notice)

    def _ask_report(self) -> None:
        staged = self._work.staged
        if staged is None:
            return
        name = f"{staged.built.package.id}.html"
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the report"), name, tr("HTML files (*.html)"))
        if not path:
            return
        try:
            replace_text(Path(path), staged.built.report_html)
        except AtlasError as error:
            self.notices.add(tr("Save the report"), error)


def _verdict(quality: dict[str, object]) -> str:
    """Return the checks that failed, in orange, or that all passed."""
    checks = quality["checks"]
    found = [one for one in checks if one["verdict"] == "failed"] if isinstance(checks, list) else []
    used, read = (number(float(str(quality[key])), 0) for key in ("rows_used", "rows_read"))
    sentence = tr("{used} rows used of {read}.").format(used=used, read=read)
    if not found:
        return escape(f"{sentence} {tr('No check has anything to say.')}")
    listed = "".join(f"<li>{escape(str(one['message']))}</li>" for one in found[:5])
    return f'{escape(sentence)}<span style="color:{ORANGE}"><ul>{listed}</ul></span>'
