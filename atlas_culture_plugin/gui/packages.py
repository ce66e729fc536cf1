# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog "Packages": see the catalogue and the library, install, update, remove.

Nothing is fetched when it opens. Closing it lets the operations go on; they are shown again when
it is reopened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent, QShowEvent
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from ..core.catalogue import Catalogue
from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.inventory import PackageRow, announced, inventory
from ..core.library import Library
from ..core.names import is_address
from ..core.progress import Progress
from ..gis import packages, settings
from ..gis.network import NetworkSettings
from ..gis.tasks import AtlasTask, start
from .package_form import PackageForm
from .package_jobs import Job, Outcome, PackageJobs
from .windows import bring_forward, resize_on_screen

#: Below this width, in pixels, the details go under the list.
NARROW = 680


@dataclass(frozen=True)
class Listing:
    """What the dialog shows, read in a task."""

    rows: list[PackageRow]
    catalogue: Catalogue
    failures: list[AtlasError]


class PackageDialog(QDialog):
    """Sees and changes the packages.

    Args:
        parent: the widget above which it opens.
        library: the library to change; the one of the settings when None.
    """

    #: A package was installed, updated or removed.
    libraryChanged = pyqtSignal()
    #: The user asked for the window of official data.
    officialWanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None, library: Library | None = None) -> None:
        """Nothing is read before it is shown."""
        super().__init__(parent)
        self._given = library
        self._library = library or packages.library()
        self._catalogue = Catalogue()
        self._reading: AtlasTask[Listing] | None = None
        self._read_again = False
        self._refreshing: AtlasTask[list[AtlasError]] | None = None
        self._told: set[str] = set()
        #: Id of a package that was just installed, to select once it is listed.
        self._wanted = ""
        self.jobs = PackageJobs(self._on_job, self._on_end, self._on_stop)
        self.setObjectName("atlasCulturePackages")
        self.setWindowTitle(tr("Packages of indicators"))
        self.setMinimumSize(420, 360)
        resize_on_screen(self, 900, 600)
        self.form = PackageForm(self)
        self._connect()
        QgsGui.enableAutoGeometryRestore(self)
        # Destroyed with its parent while a task runs: the task must find nobody to call.
        self.destroyed.connect(partial(PackageJobs.release, self.jobs))

    # What is shown

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is now, in the library that the settings name now."""
        super().showEvent(event)
        if event.spontaneous():
            return
        if self._given is None and self._library.folder != settings.load().library:
            self._library = packages.library()
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the details beside the list, or under it."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self.form.set_orientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def reload(self) -> None:
        """Read the library and what is known of the catalogues again, without the network."""
        if self._reading is not None:
            self._read_again = True
            return
        sources, library = settings.load().catalogue_sources, self._library

        def work(_progress: Progress) -> Listing:
            return _listing(library, sources)

        self._reading = AtlasTask(
            tr("Reading the packages"),
            work,
            self._alive(self._show_listing),
            self._alive(self._reading_failed),
            self._alive(self._reading_over),
        )
        start(self._reading)

    def _show_listing(self, listing: Listing) -> None:
        self._catalogue = listing.catalogue
        selected = self.form.selected_key()
        self.form.model.set_rows(listing.rows)
        self.form.select(self._wanted or selected)
        self._wanted = ""
        self._tell_failures(listing.failures)
        self._reading_over()

    def _reading_failed(self, error: AtlasError) -> None:
        self.form.tell_error(self.windowTitle(), error)
        self._reading_over()

    def _reading_over(self) -> None:
        self._reading = None
        self.form.update_actions()
        if self._read_again:
            self._read_again = False
            self.reload()

    def _tell_failures(self, failures: list[AtlasError]) -> None:
        """Say each failure of a catalogue once, and all of them together."""
        new = [error for error in failures if error.sentence not in self._told]
        self._told.update(error.sentence for error in new)
        if new:
            details = "\n\n".join(error.details for error in new if error.details)
            summary = AtlasError("\n".join(error.sentence for error in new), details)
            self.form.tell_warning(tr("Catalogues"), summary)

    # Catalogues

    def refresh(self) -> None:
        """Fetch the catalogues of the settings; pressed again, stop."""
        if self._refreshing is not None:
            self._refreshing.cancel()
            return
        sources = settings.load().catalogue_sources
        if not sources:
            self.form.say(tr("No other catalogue is set: add one in Settings, Options, Atlas Culture."))
            self.reload()
            return
        cache, network = _cache(self._library), NetworkSettings.from_qgis()

        def work(progress: Progress) -> list[AtlasError]:
            return packages.read_all(sources, cache, network, progress)[1]

        self._told.clear()
        self.form.clear_warnings()
        self._refreshing = AtlasTask(
            tr("Reading the catalogues"),
            work,
            self._alive(self._refreshed),
            self._alive(self._refresh_failed),
            self._alive(self._refresh_stopped),
        )
        self.form.set_refreshing(True)
        start(self._refreshing)

    def _refreshed(self, failures: list[AtlasError]) -> None:
        self._refresh_over("" if failures else tr("The catalogues were read."))
        self._tell_failures(failures)

    def _refresh_failed(self, error: AtlasError) -> None:
        self._refresh_over("")
        self._tell_failures([error])

    def _refresh_stopped(self) -> None:
        self._refresh_over(tr("Stopped: the catalogues were not read."))

    def _refresh_over(self, sentence: str) -> None:
        self._refreshing = None
        self.form.set_refreshing(False)
        if sentence:
            self.form.say(sentence)
        self.reload()

    # Operations on the selected package

    def do_main(self) -> None:
        """Install, update or go on with the selected package."""
        item = self.form.selected()
        if item is None or item.busy or not self.form.main_text(item):
            return
        self.jobs.install(item.key, item.title, self._library, self._catalogue)

    def pause(self) -> None:
        """Stop the download of the selected package and keep what came."""
        self.jobs.pause(self.form.selected_key())

    def cancel(self) -> None:
        """Stop the installation of the selected package and forget what came."""
        item = self.form.selected()
        if item is None:
            return
        try:
            if item.job is None:
                packages.discard_download(item.key, self._library, self._catalogue)
                self.reload()
            else:
                self.jobs.cancel(item.key)
        except AtlasError as error:
            self.form.tell_error(item.title, error)

    def ask_remove(self) -> None:
        """Remove the selected package, once the user said so."""
        item = self.form.selected()
        if item is None or item.row is None or item.job is not None or not item.row.removable:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Remove a package"))
        box.setText(tr("Remove the package “{title}”?").format(title=item.title))
        box.setInformativeText(self._consequence(item.row.id))
        remove = box.addButton(tr("&Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        remove.clicked.connect(partial(self.jobs.remove, item.key, item.title, self._library))
        self._open(box)

    def _consequence(self, package_id: str) -> str:
        kept = tr("The layers already made keep their data.")
        if not self._library.is_embedded(package_id):
            return kept
        return tr("The one that comes with the plugin will be used again.") + " " + kept

    # Packages from elsewhere

    def ask_file(self) -> None:
        """Let the user pick a zip."""
        dialog = QFileDialog(self, tr("Install a package from a file"))
        dialog.setNameFilters([tr("Packages (*.zip)"), tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.install_source)
        self._open(dialog)

    def ask_folder(self) -> None:
        """Let the user pick the folder of a package."""
        dialog = QFileDialog(self, tr("Install a package from a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.install_source)
        self._open(dialog)

    def ask_address(self) -> None:
        """Let the user type the address of a zip."""
        dialog = QInputDialog(self)
        dialog.setWindowTitle(tr("Install a package from an address"))
        dialog.setLabelText(tr("Address of the zip (https://…):"))
        dialog.resize(min(560, self.width() - 40), dialog.sizeHint().height())
        dialog.textValueSelected.connect(self.install_source)
        self._open(dialog)

    def install_source(self, source: str) -> None:
        """Install a package from the path of a zip or folder, or from an address."""
        key = source.strip()
        if not key:
            return
        name = key.rstrip("/").rpartition("/")[2] if is_address(key) else Path(key).name
        self.jobs.install(key, name or key, self._library, self._catalogue)
        self.form.select(key)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # What the jobs say

    def _on_job(self, job: Job) -> None:
        self.form.show_jobs(self.jobs.all())

    def _on_stop(self, job: Job) -> None:
        self._on_job(job)
        self.reload()

    def _on_end(self, job: Job, outcome: Outcome) -> None:
        if isinstance(outcome, AtlasError):
            self.form.tell_error(job.title, outcome)
        elif outcome is None:
            self.form.say(tr("Removed: {title}.").format(title=job.title))
        else:
            sentence = tr("Installed: {title} {version}.")
            self.form.say(sentence.format(title=outcome.title, version=outcome.version))
            self._wanted = outcome.id if self.form.selected_key() == job.key else ""
        self._on_job(job)
        self.reload()
        if not isinstance(outcome, AtlasError):
            self.libraryChanged.emit()

    # Wiring

    def _connect(self) -> None:
        form = self.form
        form.main.clicked.connect(self.do_main)
        form.view.activated.connect(self.do_main)
        form.pause.clicked.connect(self.pause)
        form.cancel.clicked.connect(self.cancel)
        form.remove.clicked.connect(self.ask_remove)
        form.remove_shortcut.activated.connect(self.ask_remove)
        form.refresh.clicked.connect(self.refresh)
        form.refresh_shortcut.activated.connect(self.refresh)
        form.from_file.triggered.connect(self.ask_file)
        form.from_folder.triggered.connect(self.ask_folder)
        form.from_address.triggered.connect(self.ask_address)
        form.from_official.triggered.connect(self.officialWanted)
        form.close.clicked.connect(self.close)

    def _alive(self, callback: Callable[..., None]) -> Callable[..., None]:
        """Call back only while the dialog exists."""

        def call(*values: object) -> None:
            if not sip.isdeleted(self):
                callback(*values)

        return call


def open_packages(
    parent: QWidget, on_change: Callable[[], None], on_official: Callable[[], None] | None = None
) -> PackageDialog:
    """Show the dialog above a window, the same one each time: it knows what is under way.

    Args:
        parent: the main window, which owns the dialog until the plugin is unloaded.
        on_change: called when a package was installed, updated or removed.
        on_official: called when the user asks for the window of official data; not offered when None.
    """
    dialog: PackageDialog | None = parent.findChild(PackageDialog)
    if dialog is None:
        dialog = PackageDialog(parent)
        dialog.libraryChanged.connect(on_change)
        dialog.form.from_official.setVisible(on_official is not None)
        if on_official is not None:
            dialog.officialWanted.connect(on_official)
    bring_forward(dialog)
    return dialog


def _cache(library: Library) -> Path:
    return library.folder / ".catalogues"


def _listing(library: Library, sources: list[str]) -> Listing:
    """Read everything; what cannot be read does not hide the rest."""
    catalogue, failures = packages.known_catalogue(sources, _cache(library))
    try:
        rows = inventory(library, catalogue)
    except AtlasError as error:
        failures.append(error)
        rows = announced(library, catalogue)
    return Listing(rows, catalogue, failures)
