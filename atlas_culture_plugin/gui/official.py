# SPDX-License-Identifier: GPL-2.0-or-later
"""The window "Official data": what can be had, what is held, whether it is older; get it and install it.

The network is asked when the window is opened for the first time, and when the user asks again. Closing it
lets what is under way go on; it is shown again when it is reopened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QWidget

from ..core.errors import AtlasError, RecipeError
from ..core.i18n import tr
from ..core.library import Library
from ..core.progress import Progress
from ..core.recipes.gather import Official
from ..core.recipes.holdings import Holding, holdings, read_recipes
from ..core.recipes.recipe import Recipe
from ..core.recipes.report import report_html
from ..gis import packages, settings
from ..gis.network import NetworkSettings
from ..gis.recipes import ask_official
from .jobs import Job, Jobs
from .official_form import OfficialForm
from .official_history import HistoryWindow
from .official_jobs import Account, OfficialJobs, Phase
from .official_report import ReportWindow, page_of
from .windows import bring_forward, resize_on_screen


@dataclass(frozen=True)
class Reading:
    """What the window shows, read in a task."""

    recipes: list[Recipe]
    holdings: list[Holding]
    failures: list[AtlasError]


class OfficialDialog(QDialog):
    """Gets official data.

    Args:
        parent: the window above which it opens.
        library: the library to change; the one of the settings when None.
        recipes: what can be had; the recipes of the plugin when None.
    """

    #: A package was installed.
    libraryChanged = pyqtSignal()

    def __init__(
        self,
        parent: QWidget | None = None,
        library: Library | None = None,
        recipes: list[Recipe] | None = None,
    ) -> None:
        """Nothing is read before it is shown."""
        super().__init__(parent)
        self._given = library
        self._library = library or packages.library()
        self._recipes = recipes or []
        self._official: dict[str, list[Official]] = {}
        self._asked = False
        #: What was told of the packages made since the window was first opened, by id of recipe.
        self._accounts: dict[str, Account] = {}
        self._told: set[str] = set()
        self.reading, self.asking = Jobs(self), Jobs(self)
        self.jobs = OfficialJobs(self)
        self.setObjectName("atlasCultureOfficialData")
        self.setWindowTitle(tr("Official data"))
        self.setMinimumSize(560, 400)
        resize_on_screen(self, 1100, 640)
        self.form = OfficialForm(self)
        self._connect()
        QgsGui.enableAutoGeometryRestore(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is held, and ask for the dates the first time."""
        super().showEvent(event)
        if event.spontaneous():
            return
        if self._given is None and self._library.folder != settings.load().library:
            self._library = packages.library()
        self.reload()
        self._review_next()

    def reload(self) -> None:
        """Read again what is held, without the network."""
        library, official, recipes = self._library, dict(self._official), list(self._recipes)

        def work(_progress: Progress) -> Reading:
            found, failures = (recipes, []) if recipes else read_recipes()
            return Reading(found, holdings(found, library, official), failures)

        self.reading.run(Job(tr("Reading the official data"), work, self._on_reading))

    def refresh(self) -> None:
        """Ask when the files were last changed; pressed again, stop."""
        if self.asking.is_busy():
            self.asking.cancel()
            return
        recipes, network, base = self._recipes, NetworkSettings.from_qgis(), settings.load().mirror

        def work(progress: Progress) -> dict[str, list[Official]]:
            return ask_official(recipes, network, progress, base=base)

        self.form.set_asking(True)
        self.form.say(tr("Asking data.gouv.fr for the dates…"))
        self.asking.run(Job(tr("Asking for the dates of the official data"), work, self._on_dates))

    def download(self) -> None:
        """Get or update what is selected, from where it is published."""
        self.get("")

    def activate(self) -> None:
        """Do what the line that is activated waits for: to be read, or to be got."""
        item = self.form.current()
        if item is not None and item.fetch is not None and item.fetch.phase is Phase.REVIEW:
            self.show_report()
        else:
            self.download()

    def get(self, source: str) -> None:
        """Get or update what is selected, from a local folder unless ``source`` is empty."""
        recipes = [item.holding.recipe for item in self.form.selected()]
        self.jobs.add(recipes, self._library, source, settings.load().mirror)

    def ask_folder(self) -> None:
        """Let the user say where the files were downloaded."""
        dialog = QFileDialog(self, tr("Folder of the files already downloaded"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.get)
        _open(dialog)

    def cancel(self) -> None:
        """Stop what is selected."""
        self.jobs.cancel([item.key for item in self.form.selected()])

    def show_report(self) -> None:
        """Show the report of the line that is selected, to decide or to read again."""
        item = self.form.current()
        if item is None:
            return
        if item.fetch is not None and item.fetch.phase is Phase.REVIEW and item.fetch.account:
            self.review(item.fetch.account)
            return
        account = self._accounts.get(item.key)
        if account is not None:
            ReportWindow(self, item.key, page_of(account), account.changes).show()
            return
        try:
            ReportWindow(self, item.key, _held_page(item.holding)).show()
        except AtlasError as error:
            self.form.notices.add(item.title, error)

    def review(self, account: Account) -> ReportWindow:
        """Show a report that asks whether its package is installed."""
        recipe_id = account.recipe.id
        shown: ReportWindow | None = self.findChild(ReportWindow, f"review-{recipe_id}")
        if shown is None or not shown.isVisible():

            def decide(answer: bool) -> None:
                (self.jobs.confirm if answer else self.jobs.discard)(recipe_id)
                self._review_next()

            shown = ReportWindow(self, recipe_id, page_of(account), account.changes, decide)
            shown.setObjectName(f"review-{recipe_id}")
        shown.show()
        shown.raise_()
        return shown

    def show_history(self) -> None:
        """Show the versions that updates replaced."""
        item = self.form.current()
        window = HistoryWindow(self, self._library, item.key if item else "")
        window.libraryChanged.connect(self._on_library)
        window.show()

    # What the tasks say

    def _on_reading(self, reading: Reading) -> None:
        first = not self.form.model.rowCount()
        self._recipes = reading.recipes
        self.form.model.set_holdings(reading.holdings)
        for error in reading.failures:
            if error.sentence not in self._told:
                self._told.add(error.sentence)
                self.form.notices.add(self.windowTitle(), error)
        if first and reading.holdings:
            self.form.view.selectRow(0)
        if not self._asked:
            self._asked = True
            self.refresh()
        self.form.update()

    def _on_dates(self, official: dict[str, list[Official]]) -> None:
        self._official = official
        self.form.say(_summary(official))
        self.reload()

    def _on_asked(self) -> None:
        self.form.set_asking(False)
        if self.form.status.text() == tr("Asking data.gouv.fr for the dates…"):
            self.form.say("")

    def _on_asking_failed(self, error: AtlasError) -> None:
        self.form.say("")
        self.form.notices.add(self.windowTitle(), error)

    def _on_jobs(self) -> None:
        self.form.model.set_fetches(self.jobs.all())
        self.form.update()

    def _on_review(self, account: Account) -> None:
        """Show what is to be read, once nothing else runs: windows must not come up during a long queue."""
        self.form.say(tr("To be read before it is installed: {title}.").format(title=account.recipe.title))
        self._review_next()

    def _review_next(self) -> None:
        if self.jobs.is_busy() or not self.isVisible():
            return
        waiting = [one.account for one in self.jobs.all() if one.phase is Phase.REVIEW and one.account]
        if waiting:
            self.review(waiting[0])

    def _on_installed(self, account: Account) -> None:
        self._accounts[account.recipe.id] = account
        sentence = tr("Installed: {title} {version}.")
        self.form.say(sentence.format(title=account.recipe.title, version=account.version))
        self._on_library()
        self._review_next()

    def _on_failed(self, recipe: Recipe, error: AtlasError) -> None:
        self.form.notices.add(recipe.title, error)
        self._review_next()

    def _on_library(self) -> None:
        self.reload()
        self.libraryChanged.emit()

    def _connect(self) -> None:
        form = self.form
        form.get.clicked.connect(self.download)
        form.view.activated.connect(self.activate)
        form.from_folder.clicked.connect(self.ask_folder)
        form.cancel.clicked.connect(self.cancel)
        form.report.clicked.connect(self.show_report)
        form.history.clicked.connect(self.show_history)
        form.all.clicked.connect(form.view.selectAll)
        form.older.clicked.connect(form.select_older)
        form.refresh.clicked.connect(self.refresh)
        form.refresh_shortcut.activated.connect(self.refresh)
        form.close.clicked.connect(self.close)
        self.jobs.changed.connect(self._on_jobs)
        self.jobs.reviewed.connect(self._on_review)
        self.jobs.installed.connect(self._on_installed)
        self.jobs.failed.connect(self._on_failed)
        self.reading.failed.connect(self._on_asking_failed)
        self.asking.failed.connect(self._on_asking_failed)
        self.asking.ended.connect(self._on_asked)
        for jobs in (self.reading, self.asking):
            self.destroyed.connect(jobs.close)
        self.destroyed.connect(self.jobs.release)


def open_official(parent: QWidget, on_change: Callable[[], None]) -> OfficialDialog:
    """Show the window above another, the same one each time: it knows what is under way.

    Args:
        parent: the main window, which owns it until the plugin is unloaded.
        on_change: called when a package was installed.
    """
    dialog: OfficialDialog | None = parent.findChild(OfficialDialog)
    if dialog is None:
        dialog = OfficialDialog(parent)
        dialog.libraryChanged.connect(on_change)
    bring_forward(dialog)
    return dialog


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _held_page(holding: Holding) -> str:
    """Make again the report of what is held.

    Raises:
        RecipeError: its account is that of another version of the recipe.
    """
    try:
        return report_html(holding.recipe, holding.held.quality if holding.held else {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        sentence = tr(
            "The account of “{title}” was written by another version of the plugin: update the data."
        )
        raise RecipeError(sentence.format(title=holding.recipe.title), repr(error)) from error


def _summary(official: dict[str, list[Official]]) -> str:
    """Say when the site was asked, or why it said nothing."""
    told = [one for every in official.values() for one in every]
    problems = Counter(one.problem for one in told if one.problem)
    if problems and not any(one.modified for one in told):
        return problems.most_common(1)[0][0]
    return tr("Dates asked for at {time}.").format(time=datetime.now().strftime("%H:%M"))
