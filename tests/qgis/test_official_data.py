# SPDX-License-Identifier: GPL-2.0-or-later
"""The window "Official data", against a real local server that answers as data.gouv.fr does."""

from __future__ import annotations

import copy
import csv
import json

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.history import kept_versions
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.recipes.holdings import Standing
from atlas_culture_plugin.core.recipes.recipe_reader import parse_recipe
from atlas_culture_plugin.gis import settings
from atlas_culture_plugin.gui.official import OfficialDialog, open_official
from atlas_culture_plugin.gui.official_history import HistoryWindow
from atlas_culture_plugin.gui.official_jobs import Phase
from atlas_culture_plugin.gui.official_model import HELD, PUBLISHED, STATE, TITLE, YEARS
from atlas_culture_plugin.gui.official_report import ReportWindow
from tests.unit.http_server import FileServer, Route, closed_port
from tests.unit.samples import edit, sample, sign
from tests.unit.small_recipe import DATASET, RECIPE, RESOURCE, TABLE, table

pytest.importorskip("pandas")
pytest.importorskip("requests")

ID = "petits-lieux"
OTHER = "autres-lieux"
WAIT = 20_000
#: Nothing is hidden: a region that hides a commune adds up to less, which is to be read.
FIRST = TABLE.replace("Secret", "7")
#: Paris has one place less, and the budget of L'Abergement-de-Varey is known now.
LATER = FIRST.replace("2;B;75101;2023", "2;B;75101;2022").replace("NC", "8")


def recipe(recipe_id=ID, title="Petits lieux", warn=False, resource=RESOURCE):
    """The small recipe under an id of its own; ``warn`` gives it a check that fails without refusing."""
    document = copy.deepcopy(RECIPE)
    document["id"] = recipe_id
    document["title"] = {"fr": title, "en": title}
    document["sources"][0]["resource"] = resource
    document["indicators"][0].pop("totals")
    # Not all communes tell their budget: by inhabitant, it is never without a warning.
    document["indicators"] = [one for one in document["indicators"] if one["id"] != "budget_hab"]
    document["checks"] = [{"check": "bounds", "indicator": "lieux", "low": 0, "high": 1 if warn else 3}]
    found, problems = parse_recipe(document, "r.json")
    assert problems == []
    return found


def described(day, resource=RESOURCE):
    return {
        "id": resource, "title": "petits", "format": "csv", "type": "main", "filetype": "remote",
        "last_modified": f"{day}T10:00:00+00:00",
    }  # fmt: skip


def publish(server, text=FIRST, day="2026-02-01", **more):
    """Publish the small table."""
    document = {"title": "Petits lieux", "resources": [described(day)]}
    server.routes[f"/api/1/datasets/{DATASET}/"] = Route(json.dumps(document).encode())
    server.routes[f"/api/1/datasets/r/{RESOURCE}"] = Route(location="/stored.csv")
    server.routes["/stored.csv"] = Route(text.encode(), etag=f'"{day}"', **more)


@pytest.fixture
def server():
    with FileServer() as running:
        publish(running)
        yield running


@pytest.fixture(autouse=True)
def configuration(qgis_app, monkeypatch, library_folder, server):
    monkeypatch.setenv(settings.variable("library_folder"), str(library_folder))
    monkeypatch.setenv(settings.variable("mirror"), server.url(""))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def library(library_folder):
    return Library(library_folder, paths.data("packages"))


@pytest.fixture
def show(qtbot, configuration):
    """Show a window for some recipes, and wait until it has asked for the dates."""
    made = []

    def run(*recipes):
        dialog = OfficialDialog(recipes=list(recipes) or [recipe()])
        qtbot.addWidget(dialog)
        dialog.show()
        made.append(dialog)
        quiet(qtbot, dialog)
        return dialog

    yield run
    for dialog in made:
        dialog.jobs.release()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=WAIT)


def quiet(qtbot, dialog):
    """Wait until nothing is under way."""
    jobs = (dialog.reading, dialog.asking, dialog.jobs)
    qtbot.waitUntil(lambda: not any(one.is_busy() for one in jobs), timeout=WAIT)


def press(qtbot, button):
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def item(dialog, key=ID):
    return next(one for one in dialog.form.model.items() if one.key == key)


def got(qtbot, dialog):
    press(qtbot, dialog.form.get)
    quiet(qtbot, dialog)


def said(dialog):
    return [notice.error.sentence for notice in dialog.form.notices.notices()]


def window(dialog, kind=ReportWindow):
    return next((one for one in dialog.findChildren(kind) if one.isVisible()), None)


def place(library, code="75056", name="lieux_2023"):
    found = library.table(ID, Level.COMMUNE)
    return found.columns[name].values[found.index()[code]]


def value(layer, code):
    """The value of a territory on the map."""
    found = next((one for one in layer.getFeatures() if one["code"] == code), None)
    if found is None:
        return None
    name = next(field.name() for field in layer.fields() if field.name() in ("valeur", "lieux_2023"))
    return found[name]


class TestTheList:
    def test_it_is_not_held_and_its_date_is_told(self, show):
        dialog = show()
        line = item(dialog)
        assert line.holding.standing is Standing.NOT_HELD
        assert (line.text(PUBLISHED), line.text(HELD), line.text(YEARS)) == ("2026-02-01", "", "")
        assert "Dates asked for" in dialog.form.status.text()
        assert "Un essai" in dialog.form.details.toPlainText()

    def test_columns_have_names(self, show):
        model = show().form.filter
        names = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
        assert names == ["Data", "Themes", "Levels", "Years held", "Published", "Held", "State"]

    def test_the_dates_are_asked_once_and_no_file_is_fetched(self, qtbot, show, server):
        dialog = show(recipe(), recipe(OTHER, "Autres"))
        assert [seen.path for seen in server.requests] == [f"/api/1/datasets/{DATASET}/"]
        dialog.close()
        dialog.show()
        quiet(qtbot, dialog)
        assert len(server.requests) == 1
        press(qtbot, dialog.form.refresh)
        quiet(qtbot, dialog)
        assert len(server.requests) == 2

    def test_words_are_searched_whatever_their_case_and_accents(self, show):
        dialog = show(recipe(title="Cinémas"), recipe(OTHER, "Musées"))
        dialog.form.search.setText("CINEM")
        assert [dialog.form.filter.index(0, TITLE).data(), dialog.form.filter.rowCount()] == ["Cinémas", 1]
        dialog.form.search.setText("musees offre")
        assert [dialog.form.filter.index(0, TITLE).data(), dialog.form.filter.rowCount()] == ["Musées", 1]

    def test_columns_are_sorted(self, show):
        dialog = show(recipe(title="Zèbres"), recipe(OTHER, "Écoles"))
        rows = lambda: [dialog.form.filter.index(row, TITLE).data() for row in range(2)]  # noqa: E731
        assert rows() == ["Écoles", "Zèbres"]
        dialog.form.view.sortByColumn(TITLE, Qt.SortOrder.DescendingOrder)
        assert rows() == ["Zèbres", "Écoles"]

    def test_without_a_network_the_reason_is_told_once(self, qtbot, show, server):
        dialog = show()
        got(qtbot, dialog)
        server.routes.clear()
        press(qtbot, dialog.form.refresh)
        quiet(qtbot, dialog)
        assert item(dialog).holding.standing is Standing.UNKNOWN
        assert "is not on 127.0.0.1 any more" in dialog.form.status.text()
        assert "is not on 127.0.0.1 any more" in dialog.form.details.toPlainText()
        assert said(dialog) == []

    def test_the_recipes_of_the_plugin_are_listed_where_nothing_answers(self, qtbot, monkeypatch, server):
        monkeypatch.setenv(settings.variable("mirror"), f"http://127.0.0.1:{closed_port()}")
        dialog = OfficialDialog()
        qtbot.addWidget(dialog)
        dialog.show()
        quiet(qtbot, dialog)
        assert dialog.form.model.rowCount() >= 5
        assert "127.0.0.1" in dialog.form.status.text()
        assert server.requests == []


class TestTheKeyboard:
    def test_enter_goes_down_to_the_list_and_enter_again_gets(self, qtbot, show, library):
        dialog = show(recipe(title="Cinémas"), recipe(OTHER, "Musées"))
        dialog.activateWindow()
        dialog.form.search.setFocus()
        dialog.form.search.setText("musees")
        qtbot.keyClick(dialog.form.search, Qt.Key.Key_Return)
        assert dialog.jobs.all() == []
        assert [one.key for one in dialog.form.selected()] == [OTHER]
        qtbot.keyClick(dialog.form.view, Qt.Key.Key_Return)
        quiet(qtbot, dialog)
        assert library.installed_ids() == [OTHER]

    def test_each_button_has_a_letter_of_its_own(self, qtbot, show):
        dialog = show(recipe(warn=True))
        got(qtbot, dialog)
        dialog.show_history()
        for opened in (dialog, window(dialog), window(dialog, HistoryWindow)):
            buttons = opened.findChildren(QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
            texts = [button.text() for button in buttons if button.isVisible()]
            letters = [text[text.index("&") + 1].lower() for text in texts]
            assert len(set(letters)) == len(letters) >= 4, texts


class TestGetting:
    def test_what_has_nothing_to_read_is_installed_at_once(self, qtbot, show, library):
        dialog = show()
        with qtbot.waitSignal(dialog.libraryChanged, timeout=WAIT):
            press(qtbot, dialog.form.get)
        quiet(qtbot, dialog)
        line = item(dialog)
        assert line.holding.standing is Standing.CURRENT
        assert (line.text(HELD), line.text(YEARS)) == ("2026-02-01", "2022–2023")
        assert validate(library.package(ID).folder) == []
        assert list((library.folder / ".downloads").rglob("*.csv")) == []
        press(qtbot, dialog.form.report)
        assert "Quality report: Petits lieux" in window(dialog).page.toPlainText()
        assert not window(dialog).install.isVisible()

    def test_the_report_of_what_was_got_before_is_made_again(self, qtbot, show):
        first = show()
        got(qtbot, first)
        again = show()
        assert item(again).holding.standing is Standing.CURRENT
        press(qtbot, again.form.report)
        assert "Quality report: Petits lieux" in window(again).page.toPlainText()

    def test_a_newer_one_is_seen_and_got_with_what_changed(self, qtbot, show, library, server, tmp_path):
        dialog = show()
        got(qtbot, dialog)
        assert place(library) == 2
        publish(server, LATER, "2026-03-01")
        press(qtbot, dialog.form.refresh)
        quiet(qtbot, dialog)
        assert item(dialog).holding.standing is Standing.NEWER
        assert "2026-03-01" in item(dialog).holding.reason
        dialog.form.view.clearSelection()
        press(qtbot, dialog.form.older)
        got(qtbot, dialog)
        assert item(dialog).holding.standing is Standing.CURRENT
        assert place(Library(library.folder)) == 1
        assert len(kept_versions(library.folder, ID)) == 1
        press(qtbot, dialog.form.report)
        page = window(dialog)
        text = page.page.toPlainText()
        assert "Paris: 2 → 1" in text or "Paris: 2.0 → 1.0" in text
        assert "Not available" in text
        page.save_changes(str(tmp_path / "c.csv"))
        qtbot.waitUntil(lambda: not page.jobs.is_busy(), timeout=WAIT)
        with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = {
                (row["level"], row["code"], row["indicator"], row["year"]): row
                for row in csv.DictReader(stream)
            }
        assert rows["commune", "75056", "lieux", "2023"]["after"] == "1"
        known = rows["commune", "01004", "budget", "2023"]
        assert (known["before"], known["after"]) == ("nd", "8000")
        page.save_report(str(tmp_path / "r.html"))
        assert "Petits lieux" in (tmp_path / "r.html").read_text(encoding="utf-8")
        page.save_report(str(tmp_path / "nowhere" / "r.html"))
        assert "could not be written" in page.notices.notices()[0].error.sentence

    def test_a_failure_is_told_and_the_others_go_on(self, qtbot, show, library):
        missing = "00000000-0823-4b61-86e6-57717308d4e4"
        dialog = show(recipe(OTHER, "Autres", resource=missing), recipe())
        press(qtbot, dialog.form.all)
        got(qtbot, dialog)
        assert library.installed_ids() == [ID]
        (sentence,) = said(dialog)
        assert "does not have the file of the recipe any more" in sentence

    def test_a_local_folder_serves_those_behind_a_proxy(self, qtbot, show, library, server, tmp_path):
        dialog = show()
        before = len(server.requests)
        table(tmp_path, FIRST)
        dialog.get(str(tmp_path))
        quiet(qtbot, dialog)
        assert library.installed_ids() == [ID]
        assert len(server.requests) == before
        assert item(dialog).holding.standing is Standing.UNKNOWN
        assert "local files" in item(dialog).holding.reason
        dialog.get(str(tmp_path / "library"))
        quiet(qtbot, dialog)
        assert "petits*.csv" in said(dialog)[0]

    def test_one_is_stopped_and_gone_on_with(self, qtbot, show, library, server):
        big = FIRST + "".join(f"{n};Z;35238;2023;Fermé;1;Cirque\r\n" for n in range(100, 20_000))
        publish(server, big, stall_after=600_000)
        dialog = show(recipe(), recipe(OTHER, "Autres"))
        press(qtbot, dialog.form.all)
        press(qtbot, dialog.form.get)
        part = library.folder / ".downloads" / OTHER / f"{RESOURCE}.csv.part"
        qtbot.waitUntil(lambda: part.is_file() and part.stat().st_size > 0, timeout=WAIT)
        assert {one.phase for one in dialog.jobs.all()} == {Phase.BUILDING, Phase.WAITING}
        press(qtbot, dialog.form.cancel)
        quiet(qtbot, dialog)
        assert dialog.jobs.all() == []
        assert said(dialog) == []
        assert library.installed_ids() == []
        server.routes["/stored.csv"].stall_after = None
        sent = server.sent
        dialog.form.select([OTHER])
        got(qtbot, dialog)
        ranges = [seen.headers.get("Range") for seen in server.requests if seen.path == "/stored.csv"]
        assert ranges[-1] is not None
        assert server.sent - sent < len(big.encode())

    def test_destroyed_while_a_task_runs_it_leaves_nobody_to_call(self, qtbot, configuration, server):
        publish(server, FIRST * 400, stall_after=8000)
        dialog = OfficialDialog(recipes=[recipe()])
        dialog.show()
        quiet(qtbot, dialog)
        press(qtbot, dialog.form.get)
        qtbot.waitUntil(lambda: server.sent >= 8000, timeout=WAIT)
        with qtbot.captureExceptions() as exceptions:
            with qtbot.waitSignal(dialog.destroyed, timeout=WAIT):
                dialog.deleteLater()
            qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=WAIT)
        assert exceptions == []


class TestDeciding:
    def test_a_warning_is_read_before_anything_is_installed(self, qtbot, show, library):
        dialog = show(recipe(warn=True))
        got(qtbot, dialog)
        assert library.installed_ids() == []
        page = window(dialog)
        assert "To be known before it is installed" in page.page.toPlainText()
        assert "to be read" in item(dialog).text(STATE).lower()
        press(qtbot, page.install)
        quiet(qtbot, dialog)
        assert library.installed_ids() == [ID]
        assert window(dialog) is None

    def test_it_may_be_refused_or_decided_later(self, qtbot, show, library):
        dialog = show(recipe(warn=True))
        got(qtbot, dialog)
        press(qtbot, window(dialog).leave)
        assert item(dialog).fetch.phase is Phase.REVIEW
        workspace = dialog.jobs.get(ID).staged.built.package.folder
        assert validate(workspace) == []
        press(qtbot, dialog.form.report)
        press(qtbot, window(dialog).refuse)
        assert dialog.jobs.all() == []
        assert not workspace.exists()
        assert library.installed_ids() == []

    def test_several_are_read_one_after_the_other_at_the_end(self, qtbot, show, library):
        dialog = show(recipe(warn=True), recipe(OTHER, "Autres", warn=True), recipe("derniers", "Derniers"))
        press(qtbot, dialog.form.all)
        got(qtbot, dialog)
        assert library.installed_ids() == ["derniers"]
        for count in (1, 2):
            assert len([one for one in dialog.findChildren(ReportWindow) if one.isVisible()]) == 1
            press(qtbot, window(dialog).install)
            quiet(qtbot, dialog)
            assert len(library.installed_ids()) == 1 + count

    def test_figures_that_would_go_away_are_a_reason_to_ask(self, qtbot, show, library, server):
        dialog = show()
        got(qtbot, dialog)
        publish(server, FIRST.replace("7;G;35238;2022", "7;G;35238;2021").replace("93999;2022", "93999;2021"))
        got(qtbot, dialog)
        page = window(dialog)
        assert "not there any more" in page.page.toPlainText()
        assert 2022 in library.indicator(f"{ID}/lieux").years
        press(qtbot, page.install)
        quiet(qtbot, dialog)
        assert 2022 not in Library(library.folder).indicator(f"{ID}/lieux").years


class TestHistory:
    @pytest.fixture
    def history(self, qtbot, library, tmp_path):
        """The window of the versions, after an update."""
        library.install(sample(tmp_path / "old", "1.0.0", first="10").folder)
        library.install(sample(tmp_path / "new", "2.0.0", first="20").folder)
        opened = HistoryWindow(None, library, "petit")
        opened.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(opened)
        opened.show()
        yield opened
        self.done(qtbot, opened)

    def done(self, qtbot, opened):
        qtbot.waitUntil(lambda: not opened.jobs.is_busy(), timeout=WAIT)

    def first(self, library, package="petit"):
        found = Library(library.folder).table(package, Level.REGION)
        return found.columns["bibliotheques_2021"].values[0]

    def test_one_goes_back(self, qtbot, history, library):
        assert history.tree.topLevelItemCount() == 1
        assert "Versions kept: 1 " in history.total.text()
        with qtbot.waitSignal(history.libraryChanged, timeout=WAIT):
            press(qtbot, history.go_back)
        self.done(qtbot, history)
        assert self.first(library) == 10
        assert history.tree.topLevelItemCount() == 2

    def test_last_year_is_set_beside(self, qtbot, history, library):
        press(qtbot, history.set_beside)
        self.done(qtbot, history)
        assert library.installed_ids() == ["petit", "petit-2025-0131"]
        assert validate(library.package("petit-2025-0131").folder) == []
        assert (self.first(library), self.first(library, "petit-2025-0131")) == (20, 10)

    def test_it_is_compared_with_the_present_one(self, qtbot, history):
        press(qtbot, history.compare_one)
        self.done(qtbot, history)
        assert "Bretagne: 10.0 → 20.0" in window(history).page.toPlainText()

    def test_it_is_removed_once_it_was_asked(self, qtbot, history, library):
        press(qtbot, history.remove_one)
        box = history.findChild(QMessageBox)
        remove = next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.DestructiveRole)
        qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
        assert kept_versions(library.folder) == []
        assert not history.go_back.isEnabled()
        assert "No version" in history.total.text()

    def test_a_damaged_one_is_told(self, qtbot, history, library):
        kept_versions(library.folder)[0].path.write_bytes(b"PK")
        press(qtbot, history.go_back)
        self.done(qtbot, history)
        assert "not a zip" in history.notices.notices()[0].error.sentence


def test_a_zip_of_the_history_is_installed_by_processing(provider, library, tmp_path, recording_feedback):
    """What the algorithm that installs packages is for, once the later version is removed."""
    from qgis import processing

    library.install(sample(tmp_path / "a", "1.0.0", first="10").folder)
    library.install(sample(tmp_path / "b", "2.0.0", first="20").folder)
    (kept,) = kept_versions(library.folder)
    library.remove("petit")
    given = {"SOURCE": str(kept.path), "LIBRARY": str(library.folder)}
    result = processing.run("atlasculture:installpackage", given, feedback=recording_feedback)
    assert result["VERSION"] == "1.0.0"
    assert Library(library.folder).table("petit", Level.REGION).columns["bibliotheques_2021"].values[0] == 10


def test_the_account_of_another_plugin_is_told(qtbot, show, library):
    dialog = show()
    got(qtbot, dialog)
    folder = library.package(ID).folder
    (folder / "quality.json").write_text('{"sources": []}', encoding="utf-8")
    sign(edit(folder, lambda document: None))
    again = show()
    press(qtbot, again.form.report)
    assert "another version of the plugin" in said(again)[0]


class TestDoors:
    def test_the_dock_and_the_packages_open_one_window(self, qtbot, plugin, qgis_iface, monkeypatch, server):
        plugin._show_dock(True)
        dock = plugin.dock
        qtbot.waitUntil(dock.is_ready, timeout=WAIT)
        main = qgis_iface.mainWindow()
        dock.view.officialWanted.emit()
        first = main.findChild(OfficialDialog)
        assert first.isVisible()
        quiet(qtbot, first)
        dock.open_packages()
        from atlas_culture_plugin.gui.packages import PackageDialog

        listed = main.findChild(PackageDialog)
        qtbot.waitUntil(lambda: listed._reading is None, timeout=WAIT)
        listed.form.from_official.trigger()
        assert main.findChildren(OfficialDialog) == [first]
        assert open_official(main, lambda: None) is first

    def test_what_is_got_is_mapped_and_an_update_leaves_the_map_until_it_is_changed(
        self, qtbot, plugin, qgis_iface, server
    ):
        plugin._show_dock(True)
        dock = plugin.dock
        qtbot.waitUntil(dock.is_ready, timeout=WAIT)
        dialog = OfficialDialog(qgis_iface.mainWindow(), recipes=[recipe()])
        dialog.libraryChanged.connect(dock._on_official)
        dialog.show()
        quiet(qtbot, dialog)
        got(qtbot, dialog)
        idle = lambda: not (dock.loading.is_busy() or dock.jobs.is_busy() or dock._timer.isActive())  # noqa: E731
        qtbot.waitUntil(lambda: idle() and dock.holdings.find(f"{ID}/lieux") is not None, timeout=WAIT)
        dock.choose(f"{ID}/lieux")
        dock.add()
        qtbot.waitUntil(idle, timeout=WAIT)
        layer = dock.binding.layer()
        assert (layer.isValid(), value(layer, "11")) == (True, 2)
        publish(server, LATER, "2026-03-01")
        got(qtbot, dialog)
        qtbot.waitUntil(idle, timeout=WAIT)
        assert (layer.isValid(), value(layer, "11")) == (True, 2)
        assert dock.binding.layer() is layer
        level = dock.view.form.level
        level.setCurrentIndex(level.findData(Level.DEPARTEMENT))
        level.activated.emit(level.currentIndex())
        qtbot.waitUntil(lambda: idle() and value(dock.binding.layer(), "75") is not None, timeout=WAIT)
        assert (dock.binding.layer().isValid(), value(dock.binding.layer(), "75")) == (True, 1)
        dialog.jobs.release()
        dialog.close()
