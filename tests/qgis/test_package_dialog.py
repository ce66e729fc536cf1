# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog "Packages" on real packages, served by a real local server."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QPushButton

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.archive import pack
from atlas_culture_plugin.core.checksums import sha256
from atlas_culture_plugin.core.errors import AtlasError
from atlas_culture_plugin.core.install import download_path
from atlas_culture_plugin.core.inventory import State
from atlas_culture_plugin.core.library import CURRENT, Library
from atlas_culture_plugin.gis import settings
from atlas_culture_plugin.gui.package_jobs import Phase
from atlas_culture_plugin.gui.packages import PackageDialog, open_packages
from tests.unit.http_server import FileServer, Route, closed_port
from tests.unit.samples import edit, sample

pytest.importorskip("requests")

ID = "atlas-essentiel"
WAIT = 20_000
EMBEDDED = paths.data("packages")


@pytest.fixture(scope="session")
def real_zip(tmp_path_factory):
    """The embedded package as version 9.1.0, zipped."""
    folder = tmp_path_factory.mktemp("packages") / ID
    shutil.copytree(EMBEDDED / ID, folder)
    edit(folder, lambda document: document.update(version="9.1.0"))
    return pack(folder, folder.with_name("essentiel-9.1.0.zip"))


@pytest.fixture(scope="session")
def small_zip(tmp_path_factory):
    """A small package, zipped."""
    folder = tmp_path_factory.mktemp("small")
    return pack(sample(folder).folder, folder / "petit.zip")


@pytest.fixture
def server():
    with FileServer() as running:
        yield running


@pytest.fixture(autouse=True)
def configuration(qgis_app, monkeypatch, library_folder):
    """A library and catalogues of the test's own."""
    monkeypatch.setenv(settings.variable("library_folder"), str(library_folder))
    monkeypatch.setenv(settings.variable("catalogues"), "")
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def dialog(qtbot, configuration):
    made = PackageDialog()
    qtbot.addWidget(made)
    made.show()
    listed(qtbot, made)
    yield made
    made.jobs.release()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=WAIT)


def listed(qtbot, dialog):
    """Wait until the dialog has read what there is."""
    qtbot.waitUntil(lambda: dialog._reading is None and dialog._refreshing is None, timeout=WAIT)


def quiet(qtbot, dialog):
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not [j for j in dialog.jobs.all() if j.task is not None], timeout=WAIT)
    listed(qtbot, dialog)


def row(dialog, key=ID):
    return dialog.form.model.item(key).row


def said(dialog):
    """Sentences of the failures, the newest first."""
    return [notice.error.sentence for notice in dialog.form.notices.notices()]


def press(qtbot, button):
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def catalogue(monkeypatch, server, archive, package_id=ID, version="9.1.0", **route):
    """Serve a catalogue of one package, and set it."""
    text = {"fr": "Un paquet", "en": "A package"}
    entry = {
        "id": package_id, "version": version, "title": text, "description": text, "cog_year": 2026,
        "size": archive.stat().st_size, "levels": ["region"], "licence": "Licence Ouverte 2.0",
        "url": "essai.zip", "sha256": sha256(archive),
    }  # fmt: skip
    body = json.dumps({"format": 1, "packages": [entry]}).encode()
    server.routes["/catalogue.json"] = Route(body, etag='"c"')
    server.routes["/essai.zip"] = Route(archive.read_bytes(), etag='"z"', **route)
    monkeypatch.setenv(settings.variable("catalogues"), server.url("/catalogue.json"))


def refreshed(qtbot, dialog):
    press(qtbot, dialog.form.refresh)
    listed(qtbot, dialog)


def partial(dialog, server, archive):
    target = download_path(dialog._library, server.url("/essai.zip"), sha256(archive))
    return target.with_name(target.name + ".part")


class TestOpening:
    def test_the_embedded_package_is_listed_and_cannot_be_removed(self, dialog):
        assert row(dialog).state is State.EMBEDDED
        assert dialog.form.selected_key() == ID
        assert not dialog.form.remove.isVisible()
        assert not dialog.form.main.isVisible()
        assert "6.0" in dialog.form.model.item(ID).summary
        details = dialog.form.details.facts.toPlainText()
        assert row(dialog).title in details
        assert "2026" in details
        assert row(dialog).package.sources[0] in details

    def test_nothing_is_fetched(self, qtbot, monkeypatch, server, real_zip):
        catalogue(monkeypatch, server, real_zip)
        made = PackageDialog()
        qtbot.addWidget(made)
        made.show()
        listed(qtbot, made)
        assert server.requests == []
        assert said(made) == []

    def test_the_readme_is_shown_without_what_it_would_load(self, dialog):
        assert dialog.form.details.readme.toPlainText().startswith("Atlas Culture")
        assert dialog.form.details.readme.loadResource(2, paths.resources("icons").as_uri()) is None

    def test_a_damaged_package_is_said_and_can_be_removed(self, qtbot, dialog, tmp_path):
        dialog._library.install(sample(tmp_path).folder)
        (dialog._library.folder / "petit" / CURRENT).write_text("nowhere", encoding="utf-8")
        dialog.reload()
        listed(qtbot, dialog)
        dialog.form.select("petit")
        assert row(dialog, "petit").state is State.BROKEN
        assert dialog.form.model.item("petit").state == row(dialog, "petit").problem
        assert row(dialog, "petit").problem in dialog.form.details.facts.toPlainText()
        assert dialog.form.remove.isVisible()

    def test_a_library_that_is_not_a_folder_does_not_hide_the_catalogue(self, qtbot, monkeypatch, tmp_path):
        (tmp_path / "file").write_text("", encoding="utf-8")
        made = PackageDialog(library=Library(tmp_path / "file", tmp_path / "file"))
        qtbot.addWidget(made)
        made.show()
        listed(qtbot, made)
        assert row(made).state is State.AVAILABLE

    def test_another_library_in_the_settings_is_taken_when_it_is_shown_again(
        self, qtbot, dialog, monkeypatch, tmp_path
    ):
        dialog.close()
        other = Library(tmp_path / "other")
        other.install(sample(tmp_path).folder)
        monkeypatch.setenv(settings.variable("library_folder"), str(other.folder))
        dialog.show()
        listed(qtbot, dialog)
        assert row(dialog, "petit").state is State.INSTALLED


class TestRefreshing:
    def test_a_remote_catalogue_is_fetched_and_known_afterwards(
        self, qtbot, dialog, monkeypatch, server, real_zip
    ):
        catalogue(monkeypatch, server, real_zip)
        refreshed(qtbot, dialog)
        assert row(dialog).state is State.UPDATE
        assert "→ 9.1.0" in dialog.form.model.item(ID).summary
        assert dialog.form.main.text() == "&Update to 9.1.0"
        count = len(server.requests)
        dialog.close()
        dialog.show()
        listed(qtbot, dialog)
        assert row(dialog).new_version == "9.1.0"
        assert len(server.requests) == count

    def test_one_that_cannot_be_had_is_said_and_hides_nothing(
        self, qtbot, dialog, monkeypatch, server, small_zip
    ):
        catalogue(monkeypatch, server, small_zip, "petit")
        dead = f"http://127.0.0.1:{closed_port()}/catalogue.json"
        both = f"{dead}\n{server.url('/catalogue.json')}\n{server.url('/missing.json')}"
        monkeypatch.setenv(settings.variable("catalogues"), both)
        refreshed(qtbot, dialog)
        assert row(dialog, "petit").state is State.AVAILABLE
        assert row(dialog).state is State.EMBEDDED
        assert len(said(dialog)) == 1
        assert dead in said(dialog)[0]
        assert server.url("/missing.json") in said(dialog)[0]
        assert server.url("/catalogue.json") not in said(dialog)[0]

    def test_failures_of_the_time_before_are_taken_away(self, qtbot, dialog, monkeypatch, server, small_zip):
        monkeypatch.setenv(settings.variable("catalogues"), server.url("/catalogue.json"))
        refreshed(qtbot, dialog)
        assert len(said(dialog)) == 1
        catalogue(monkeypatch, server, small_zip, "petit")
        refreshed(qtbot, dialog)
        assert said(dialog) == []
        assert dialog.form.status.text()

    def test_an_old_copy_is_used_and_said(self, qtbot, dialog, monkeypatch, server, small_zip):
        catalogue(monkeypatch, server, small_zip, "petit")
        refreshed(qtbot, dialog)
        server.routes["/catalogue.json"].statuses = [503] * 9
        refreshed(qtbot, dialog)
        assert row(dialog, "petit").state is State.AVAILABLE
        assert "copy of" in said(dialog)[0]

    def test_a_page_that_is_no_catalogue_is_said(self, qtbot, dialog, monkeypatch, server):
        server.routes["/catalogue.json"] = Route(b"<html>Sign in</html>")
        monkeypatch.setenv(settings.variable("catalogues"), server.url("/catalogue.json"))
        refreshed(qtbot, dialog)
        assert "not a catalogue" in said(dialog)[0]

    def test_it_can_be_stopped(self, qtbot, dialog, monkeypatch, server):
        server.routes["/catalogue.json"] = Route(b"{" * 9000, stall_after=4096)
        monkeypatch.setenv(settings.variable("catalogues"), server.url("/catalogue.json"))
        press(qtbot, dialog.form.refresh)
        qtbot.waitUntil(lambda: server.sent > 0, timeout=WAIT)
        press(qtbot, dialog.form.refresh)
        listed(qtbot, dialog)
        assert said(dialog) == []
        assert "Stopped" in dialog.form.status.text()

    def test_without_a_catalogue_to_read_it_says_where_to_add_one(self, qtbot, dialog):
        refreshed(qtbot, dialog)
        assert "Settings" in dialog.form.status.text()


class TestInstalling:
    def test_an_update_is_installed_with_progress(self, qtbot, dialog, monkeypatch, server, real_zip):
        catalogue(monkeypatch, server, real_zip, pace=0.001)
        refreshed(qtbot, dialog)
        messages, fractions = [], []

        def note():
            job = dialog.jobs.get(ID)
            if job is not None:
                messages.append(dialog.form.model.item(ID).state)
                fractions.append(job.fraction)

        dialog.form.model.dataChanged.connect(note)
        with qtbot.waitSignal(dialog.libraryChanged, timeout=WAIT):
            press(qtbot, dialog.form.main)
            # The dialog asks before the end of the task: the package is usable at once.
        assert dialog._library.package(ID).version == "9.1.0"
        quiet(qtbot, dialog)
        assert row(dialog).state is State.INSTALLED
        assert any(" of " in message and "MB" in message for message in messages)
        assert fractions == sorted(fractions)
        assert fractions[-1] > 0.8
        assert "9.1.0" in dialog.form.status.text()

    def test_pressing_twice_installs_once(self, qtbot, dialog, monkeypatch, server, small_zip):
        catalogue(monkeypatch, server, small_zip, "petit", version="1.0.0")
        refreshed(qtbot, dialog)
        dialog.form.select("petit")
        dialog.do_main()
        dialog.do_main()
        quiet(qtbot, dialog)
        assert [seen.path for seen in server.requests].count("/essai.zip") == 1

    def test_the_keyboard_is_enough(self, qtbot, dialog, monkeypatch, server, small_zip):
        catalogue(monkeypatch, server, small_zip, "petit", version="1.0.0")
        qtbot.keyClick(dialog, Qt.Key.Key_F5)
        listed(qtbot, dialog)
        dialog.form.view.setFocus()
        qtbot.keyClick(dialog.form.view, Qt.Key.Key_End)
        assert dialog.form.selected_key() == "petit"
        with qtbot.waitSignal(dialog.libraryChanged, timeout=WAIT):
            qtbot.keyClick(dialog.form.view, Qt.Key.Key_Return)
        quiet(qtbot, dialog)
        assert dialog.form.selected_key() == "petit"
        dialog.ask_remove()
        box = dialog.findChild(QMessageBox)
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        quiet(qtbot, dialog)
        assert row(dialog, "petit").state is State.INSTALLED

    def test_a_wrong_checksum_is_refused_and_what_was_there_stays(
        self, qtbot, dialog, monkeypatch, server, small_zip
    ):
        catalogue(monkeypatch, server, small_zip, "petit", version="1.0.0")
        server.routes["/essai.zip"].body = b"PK" + small_zip.read_bytes()
        refreshed(qtbot, dialog)
        dialog.form.select("petit")
        press(qtbot, dialog.form.main)
        quiet(qtbot, dialog)
        assert row(dialog, "petit").state is State.AVAILABLE
        assert "SHA-256" in said(dialog)[0]

    def test_the_details_of_a_failure_open_on_demand(self, qtbot, dialog, small_zip, tmp_path):
        folder = sample(tmp_path / "broken").folder
        (folder / "region.csv").write_text("code\n", encoding="utf-8")
        dialog.install_source(str(folder))
        quiet(qtbot, dialog)
        notice = dialog.form.notices.notices()[0]
        assert said(dialog)[0] in notice.text.text()
        assert not notice.details.isVisible()
        press(qtbot, notice.more)
        assert notice.details.isVisible()
        assert "region.csv" in notice.details.toPlainText()
        press(qtbot, notice.dismiss)
        assert said(dialog) == []
        assert not dialog.form.notices.isVisible()

    def test_two_failures_are_both_kept(self, qtbot, dialog, tmp_path):
        for name in ("a.zip", "b.zip"):
            (tmp_path / name).write_bytes(b"not a zip")
            dialog.install_source(str(tmp_path / name))
        quiet(qtbot, dialog)
        assert len(said(dialog)) == 2
        assert {"a.zip", "b.zip"} == {text.split()[0] for text in said(dialog)}


class TestStopping:
    def start(self, qtbot, dialog, monkeypatch, server, archive, **route):
        """Begin a download that stalls half-way."""
        half = archive.stat().st_size // 2
        catalogue(monkeypatch, server, archive, stall_after=half, **route)
        refreshed(qtbot, dialog)
        press(qtbot, dialog.form.main)
        qtbot.waitUntil(lambda: server.sent >= half, timeout=WAIT)
        part = partial(dialog, server, archive)
        qtbot.waitUntil(lambda: part.exists() and part.stat().st_size > 0, timeout=WAIT)

    def test_a_paused_download_goes_on_from_there(self, qtbot, dialog, monkeypatch, server, real_zip):
        self.start(qtbot, dialog, monkeypatch, server, real_zip)
        press(qtbot, dialog.form.pause)
        quiet(qtbot, dialog)
        kept = partial(dialog, server, real_zip).stat().st_size
        assert 0 < kept <= real_zip.stat().st_size // 2
        assert dialog.jobs.get(ID).phase is Phase.PAUSED
        assert dialog.form.model.item(ID).paused
        assert dialog._library.package(ID).version != "9.1.0"
        server.routes["/essai.zip"].stall_after = None
        before = server.sent
        assert dialog.form.main.text() == "Re&sume"
        press(qtbot, dialog.form.main)
        quiet(qtbot, dialog)
        assert row(dialog).state is State.INSTALLED
        assert row(dialog).version == "9.1.0"
        assert server.requests[-1].headers["Range"] == f"bytes={kept}-"
        assert server.sent - before == real_zip.stat().st_size - kept
        assert dialog.jobs.all() == []

    def test_a_new_dialog_finds_a_paused_download(self, qtbot, dialog, monkeypatch, server, real_zip):
        self.start(qtbot, dialog, monkeypatch, server, real_zip)
        press(qtbot, dialog.form.pause)
        quiet(qtbot, dialog)
        other = PackageDialog()
        qtbot.addWidget(other)
        other.show()
        listed(qtbot, other)
        assert row(other).state is State.PAUSED
        assert " of " in other.form.model.item(ID).state
        press(qtbot, other.form.cancel)
        listed(qtbot, other)
        assert row(other).state is State.UPDATE
        assert not partial(dialog, server, real_zip).exists()

    def test_a_cancelled_download_leaves_nothing(self, qtbot, dialog, monkeypatch, server, real_zip):
        self.start(qtbot, dialog, monkeypatch, server, real_zip)
        press(qtbot, dialog.form.cancel)
        assert not dialog.form.cancel.isEnabled()
        quiet(qtbot, dialog)
        assert not partial(dialog, server, real_zip).exists()
        assert row(dialog).state is State.UPDATE
        assert dialog._library.package(ID).version != "9.1.0"
        assert dialog.jobs.all() == []
        assert said(dialog) == []

    def test_a_paused_download_can_be_cancelled(self, qtbot, dialog, monkeypatch, server, real_zip):
        self.start(qtbot, dialog, monkeypatch, server, real_zip)
        press(qtbot, dialog.form.pause)
        quiet(qtbot, dialog)
        press(qtbot, dialog.form.cancel)
        quiet(qtbot, dialog)
        assert not partial(dialog, server, real_zip).exists()
        assert row(dialog).state is State.UPDATE

    def test_the_dialog_stays_usable(self, qtbot, dialog, monkeypatch, server, real_zip, small_zip):
        self.start(qtbot, dialog, monkeypatch, server, real_zip)
        dialog.install_source(str(small_zip))
        qtbot.waitUntil(lambda: dialog.form.model.item("petit") is not None, timeout=WAIT)
        assert dialog.jobs.get(ID).phase is Phase.INSTALLING

    def test_closing_lets_it_go_on(self, qtbot, dialog, monkeypatch, server, real_zip):
        catalogue(monkeypatch, server, real_zip, pace=0.001)
        refreshed(qtbot, dialog)
        press(qtbot, dialog.form.main)
        with qtbot.waitSignal(dialog.libraryChanged, timeout=WAIT):
            dialog.close()
        assert not dialog.isVisible()
        assert dialog._library.package(ID).version == "9.1.0"
        quiet(qtbot, dialog)

    def test_destroying_the_dialog_stops_it_and_calls_nobody(
        self, qtbot, configuration, monkeypatch, server, real_zip
    ):
        made = PackageDialog()
        made.show()
        listed(qtbot, made)
        self.start(qtbot, made, monkeypatch, server, real_zip)
        made.reload()
        kept = partial(made, server, real_zip)
        with qtbot.captureExceptions() as exceptions:
            made.deleteLater()
            with qtbot.waitSignal(made.destroyed, timeout=WAIT):
                pass
            active = QgsApplication.taskManager().countActiveTasks
            qtbot.waitUntil(lambda: active() == 0, timeout=WAIT)
        assert exceptions == []
        assert kept.exists()


class TestOneForAll:
    """The dialog as the plugin opens it."""

    def test_it_is_the_same_each_time_and_tells_once(
        self, qtbot, configuration, plugin, qgis_iface, small_zip
    ):
        changes = []
        window = qgis_iface.mainWindow()
        first = open_packages(window, lambda: changes.append(1))
        listed(qtbot, first)
        first.close()
        assert open_packages(window, lambda: changes.append(2)) is first
        listed(qtbot, first)
        first.install_source(str(small_zip))
        quiet(qtbot, first)
        assert changes == [1]

    def test_unloading_the_plugin_takes_it_away(
        self, qtbot, configuration, qgis_iface, qgis_processing, monkeypatch, server, real_zip
    ):
        from atlas_culture_plugin import classFactory

        started = classFactory(qgis_iface)
        started.initGui()
        window = qgis_iface.mainWindow()
        opened = open_packages(window, lambda: None)
        listed(qtbot, opened)
        server.routes["/essai.zip"] = Route(real_zip.read_bytes(), stall_after=100_000)
        opened.install_source(server.url("/essai.zip"))
        qtbot.waitUntil(lambda: server.sent >= 100_000, timeout=WAIT)
        with qtbot.captureExceptions() as exceptions:
            with qtbot.waitSignal(opened.destroyed, timeout=WAIT):
                started.unload()
            active = QgsApplication.taskManager().countActiveTasks
            qtbot.waitUntil(lambda: active() == 0, timeout=WAIT)
        assert exceptions == []
        assert window.findChild(PackageDialog) is None


class TestRemoving:
    def confirm(self, qtbot, dialog):
        press(qtbot, dialog.form.remove)
        box = dialog.findChild(QMessageBox)
        button = next(b for b in box.buttons() if b.text() == "&Remove")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        return box.informativeText()

    def test_the_embedded_one_comes_back(self, qtbot, dialog, real_zip):
        dialog.install_source(str(real_zip))
        quiet(qtbot, dialog)
        assert row(dialog).version == "9.1.0"
        with qtbot.waitSignal(dialog.libraryChanged, timeout=WAIT):
            told = self.confirm(qtbot, dialog)
        quiet(qtbot, dialog)
        assert "comes with the plugin" in told
        assert row(dialog).state is State.EMBEDDED
        assert dialog._library.package(ID).version != "9.1.0"

    def test_another_one_is_gone(self, qtbot, dialog, small_zip):
        dialog.install_source(str(small_zip))
        quiet(qtbot, dialog)
        assert dialog.form.selected_key() == "petit"
        told = self.confirm(qtbot, dialog)
        quiet(qtbot, dialog)
        assert "comes with the plugin" not in told
        assert dialog.form.model.item("petit") is None
        assert dialog._library.installed_ids() == []

    def test_it_asks_first(self, qtbot, dialog, small_zip):
        dialog.install_source(str(small_zip))
        quiet(qtbot, dialog)
        qtbot.keyClick(dialog.form.view, Qt.Key.Key_Delete)
        dialog.findChild(QMessageBox).close()
        quiet(qtbot, dialog)
        assert dialog._library.installed_ids() == ["petit"]


class TestFromElsewhere:
    def test_a_file_is_picked(self, qtbot, dialog, small_zip):
        dialog.form.from_file.trigger()
        picker = dialog.findChild(QFileDialog)
        picker.fileSelected.emit(str(small_zip))
        picker.close()
        quiet(qtbot, dialog)
        assert row(dialog, "petit").state is State.INSTALLED
        assert dialog.form.model.item(str(small_zip)) is None

    def test_a_folder_is_picked(self, qtbot, dialog, tmp_path):
        folder = sample(tmp_path).folder
        dialog.form.from_folder.trigger()
        picker = dialog.findChild(QFileDialog)
        picker.fileSelected.emit(str(folder))
        picker.close()
        quiet(qtbot, dialog)
        assert row(dialog, "petit").state is State.INSTALLED

    def test_an_address_is_typed(self, qtbot, dialog, server, small_zip):
        server.routes["/petit.zip"] = Route(small_zip.read_bytes())
        dialog.form.from_address.trigger()
        box = dialog.findChild(QInputDialog)
        box.setTextValue(f"  {server.url('/petit.zip')} ")
        box.accept()
        quiet(qtbot, dialog)
        assert row(dialog, "petit").state is State.INSTALLED

    def test_an_address_is_listed_while_it_comes_and_can_be_paused(self, qtbot, dialog, server, real_zip):
        body = real_zip.read_bytes()
        server.routes["/x/essai.zip"] = Route(body, etag='"z"', stall_after=len(body) // 2)
        url = server.url("/x/essai.zip")
        dialog.install_source(url)
        assert dialog.form.selected_key() == url
        assert dialog.form.model.item(url).title == "essai.zip"
        qtbot.waitUntil(lambda: server.sent >= len(body) // 2, timeout=WAIT)
        press(qtbot, dialog.form.pause)
        quiet(qtbot, dialog)
        assert dialog.form.model.item(url).paused
        server.routes["/x/essai.zip"].stall_after = None
        press(qtbot, dialog.form.main)
        quiet(qtbot, dialog)
        assert row(dialog).version == "9.1.0"
        assert dialog.form.model.item(url) is None
        assert "Range" in server.requests[-1].headers

    @pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 200])
    def test_a_broken_zip_is_refused_with_a_sentence(self, qtbot, dialog, tmp_path, content):
        path = tmp_path / "casse.zip"
        path.write_bytes(content)
        dialog.install_source(str(path))
        quiet(qtbot, dialog)
        assert len(said(dialog)) == 1
        assert "casse.zip" in said(dialog)[0]
        assert dialog.jobs.all() == []
        assert [item.key for item in dialog.form.model.items()] == [ID]

    def test_an_older_version_is_refused(self, qtbot, dialog, small_zip, tmp_path):
        dialog.install_source(str(small_zip))
        quiet(qtbot, dialog)
        dialog.install_source(str(sample(tmp_path, "0.9.0").folder))
        quiet(qtbot, dialog)
        assert "1.0.0" in said(dialog)[0]
        assert row(dialog, "petit").version == "1.0.0"

    @pytest.mark.parametrize("typed", ["nulle-part", "exemple.org/a.zip", "http://", "/nulle/part.zip"])
    def test_what_is_nowhere_is_said(self, qtbot, dialog, typed):
        dialog.install_source(typed)
        quiet(qtbot, dialog)
        assert len(said(dialog)) == 1
        assert typed in said(dialog)[0]

    def test_nothing_typed_does_nothing(self, dialog):
        dialog.install_source("  ")
        assert dialog.jobs.all() == []


@pytest.mark.parametrize("size", [(900, 600), (480, 400)])
def test_nothing_is_cut_off(qtbot, dialog, monkeypatch, server, real_zip, size):
    """Every button fits at the sizes of a screen and of a small window, even in a download."""
    catalogue(monkeypatch, server, real_zip, stall_after=1_000_000)
    refreshed(qtbot, dialog)
    press(qtbot, dialog.form.main)
    qtbot.waitUntil(dialog.form.pause.isVisible, timeout=WAIT)
    dialog.resize(*size)
    qtbot.waitUntil(lambda: (dialog.width(), dialog.height()) == size)
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert dialog.rect().contains(button.geometry())
            assert button.width() >= button.sizeHint().width()
    dialog.form.tell_error("essai.zip", AtlasError("Une phrase assez longue pour deux lignes & plus. " * 2))
    text = dialog.form.notices.notices()[0].text
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()))
    qtbot.waitUntil(lambda: dialog.form.notices.viewport().height() >= text.height())
    assert (dialog.width(), dialog.height()) == size
    narrow = dialog.form.splitter.orientation() == Qt.Orientation.Vertical
    assert narrow == (size[0] < 680)
    assert Path(dialog._library.folder).is_dir()
