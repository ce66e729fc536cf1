# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of a quality report: read before a package is installed, or after; saved as a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..core.changes import Changes
from ..core.changes_report import changes_csv, changes_html
from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.progress import Progress
from ..core.recipes.report import with_part
from ..core.storage import replace_text
from ..core.territories import territories
from .icons import icon
from .jobs import Job, Jobs
from .notices import Notices
from .official_jobs import Account
from .package_details import SafeBrowser
from .windows import resize_on_screen


class ReportWindow(QDialog):
    """Shows a report. With ``decide``, the user says there whether the package is installed.

    Args:
        parent: the window above which it opens.
        name: beginning of the names of the files that are saved.
        html: the page.
        changes: what changed, which can be saved as a table; None when there is nothing to compare with.
        decide: called once with the answer; closing the window answers nothing.
    """

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        html: str,
        changes: Changes | None = None,
        decide: Callable[[bool], None] | None = None,
    ) -> None:
        """Show the page."""
        super().__init__(parent)
        self._name, self._html, self._changes, self._decide = name, html, changes, decide
        self.setObjectName("atlasCultureReport")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Quality report"))
        self.setMinimumSize(420, 300)
        resize_on_screen(self, 820, 620)
        self.notices = Notices()
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.question.setVisible(decide is not None)
        self.question.setText(tr("Read what is to be known of these figures, then decide."))
        self.page = SafeBrowser()
        self.page.setAccessibleName(tr("Quality report"))
        # Tables of Qt are a pixel or two wider than the page that they fill.
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setHtml(html)
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self._tell)
        self.destroyed.connect(self.jobs.close)
        self._make_buttons()
        self._lay_out()
        self.page.setFocus()

    def ask_report(self) -> None:
        """Let the user say where the page goes."""
        self._ask(tr("Save the report"), f"{self._name}.html", tr("HTML files (*.html)"), self.save_report)

    def ask_changes(self) -> None:
        """Let the user say where the table of changes goes."""
        name = tr("{name}-changes.csv").format(name=self._name)
        self._ask(tr("Save the changes"), name, tr("CSV files (*.csv)"), self.save_changes)

    def save_report(self, path: str) -> None:
        """Write the page."""
        self._save(Path(path), self._html)

    def save_changes(self, path: str) -> None:
        """Write every cell that changed."""
        found, target = self._changes, Path(path)
        if found is None:
            return

        def work(progress: Progress) -> None:
            # A spreadsheet that opens it by a double click needs the mark to see UTF-8.
            replace_text(target, "\ufeff" + changes_csv(found, territories(), progress))

        self.jobs.run(Job(tr("Saving the changes"), work, lambda _nothing: None))

    def _save(self, path: Path, text: str) -> None:
        try:
            replace_text(path, text)
        except AtlasError as error:
            self._tell(error)

    def _tell(self, error: AtlasError) -> None:
        self.notices.add(self.windowTitle(), error)

    def _ask(self, title: str, name: str, kind: str, save: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.selectFile(name)
        dialog.fileSelected.connect(save)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _answer(self, answer: bool) -> None:
        decide, self._decide = self._decide, None
        self.close()
        if decide is not None:
            decide(answer)

    def _make_buttons(self) -> None:
        deciding = self._decide is not None
        self.install = QPushButton(icon("download"), tr("&Install"))
        self.install.clicked.connect(partial(self._answer, True))
        self.refuse = QPushButton(icon("cancel"), tr("Do &not install"))
        self.refuse.clicked.connect(partial(self._answer, False))
        for button in (self.install, self.refuse):
            button.setVisible(deciding)
            button.setAutoDefault(False)
        self.report = QPushButton(icon("export"), tr("Save the re&port…"))
        self.report.clicked.connect(self.ask_report)
        self.table = QPushButton(icon("columns"), tr("Save the c&hanges…"))
        self.table.setVisible(self._changes is not None and not self._changes.is_empty)
        self.table.clicked.connect(self.ask_changes)
        self.leave = QPushButton(tr("Decide &later") if deciding else tr("C&lose"))
        self.leave.clicked.connect(self.close)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        for button in (self.install, self.refuse):
            actions.addWidget(button)
        actions.addStretch(1)
        for button in (self.report, self.table, self.leave):
            button.setAutoDefault(False)
            actions.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addWidget(self.question)
        layout.addWidget(self.page, 1)
        layout.addLayout(actions)


def page_of(account: Account) -> str:
    """Return the page of a package that was built: what is to be known first, then what changed."""
    listed = "".join(f'<li class="failed">{escape(one)}</li>' for one in account.warnings)
    added = f"<h2>{escape(tr('To be known before it is installed'))}</h2><ul>{listed}</ul>" if listed else ""
    if account.changes is not None:
        added += changes_html(account.changes, territories())
    return with_part(account.html, added)
