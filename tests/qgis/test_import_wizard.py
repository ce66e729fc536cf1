# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard "Import a table": from a file to a package, and nothing left when it is cancelled."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QWizard

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.tables.choices import Kind
from atlas_culture_plugin.core.tables.templates import templates
from atlas_culture_plugin.gui.import_columns_model import KEEP, KIND, LABEL, UNIT
from atlas_culture_plugin.gui.import_wizard import ImportWizard

pytest.importorskip("pandas")

WAIT = 30_000
BUDGET = (
    "Code INSEE;Commune;Budget culture 2023 (k€);Agents (ETP);Contact\n"
    "35238;Rennes;1 200,5;12,5;Jean Dupont\n"
    "29019;Brest;800;8;Marie Le Goff\n"
    "35288;Saint-Malo;300;3;Paul Martin\n"
)


@pytest.fixture
def library(library_folder):
    return Library(library_folder, paths.data("packages"))


@pytest.fixture
def wizard(qgis_app, qtbot, library):
    dialog = ImportWizard(None, library)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.work.close()


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "budget.csv"
    path.write_text(BUDGET, encoding="utf-8")
    return path


@pytest.fixture
def go(wizard, qtbot):
    """Open a file, then go on to a page."""

    def to(path, page=0):
        wizard.file_page.file.setFilePath(str(path))
        qtbot.waitUntil(wizard.file_page.isComplete, timeout=WAIT)
        for _ in range(page):
            wizard.next()
            qtbot.waitUntil(wizard.currentPage().isComplete, timeout=WAIT)
        return wizard.currentPage()

    return to


def test_the_first_rows_are_shown_without_the_columns_of_persons(go, wizard, table):
    page = go(table)
    headers = [
        page.preview.headerData(n, Qt.Orientation.Horizontal) for n in range(page.preview.columnCount())
    ]
    assert headers == ["Code INSEE", "Commune", "Budget culture 2023 (k€)", "Agents (ETP)"]
    assert page.preview.rowCount() == 3
    assert "3 rows" in page.told.text() and "persons" in page.told.text()


def test_the_share_of_codes_follows_the_column(go, wizard, qtbot, table):
    page = go(table, 1)
    assert (page.code.currentText(), page.level.currentData()) == ("Code INSEE", Level.COMMUNE)
    assert "100.0%" in page.share.text() and page.year.value() == 2023
    page.code.setCurrentIndex(page.code.findText("Agents (ETP)"))
    qtbot.waitUntil(lambda: "0.0%" in page.share.text().replace("100.0%", ""), timeout=WAIT)
    page.names.setCurrentIndex(1)
    page.code.setCurrentIndex(page.code.findText("Commune"))
    qtbot.waitUntil(lambda: wizard.work.plan is not None and wizard.work.plan.choices.names, timeout=WAIT)
    assert "100.0%" in page.share.text() or "66" in page.share.text()


def test_columns_are_corrected_and_persons_stay_out(go, wizard, table):
    page = go(table, 2)
    model = page.model
    rows = {model.column_at(row).header: row for row in range(model.rowCount())}
    persons = model.index(rows["Contact"], KEEP)
    assert not model.flags(persons) & Qt.ItemFlag.ItemIsUserCheckable
    assert "persons" in model.index(rows["Contact"], LABEL).data()
    budget = rows["Budget culture 2023 (k€)"]
    assert model.column_at(budget).factor == 1000 and model.index(budget, UNIT).data() == "€"
    assert model.setData(model.index(rows["Agents (ETP)"], UNIT), "agents")
    assert model.setData(model.index(rows["Agents (ETP)"], KIND), Kind.PUBLISHED)
    assert not model.setData(model.index(budget, UNIT), "  ")
    assert model.setData(model.index(budget, KEEP), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert model.choices.kept() == (model.column_at(rows["Agents (ETP)"]),)
    assert model.column_at(rows["Agents (ETP)"]).unit == "agents"


def test_what_is_read_is_installed(go, wizard, qtbot, library, table):
    page = go(table, 3)
    assert "Budget culture" in page.page.toPlainText() and "Dupont" not in page.page.toPlainText()
    assert library.installed_ids() == []
    with qtbot.waitSignal(wizard.installed, timeout=WAIT) as told:
        wizard.button(QWizard.WizardButton.FinishButton).click()
    assert told.args == ["budget"] and not wizard.isVisible()
    package = Library(library.folder, None).package("budget")
    assert validate(package.folder) == [] and {one.id for one in package.indicators} == {
        "budget_culture",
        "agents",
    }


def test_cancelled_it_leaves_nothing(go, wizard, qtbot, library, table):
    go(table, 3)
    workspace = Path(wizard.work.staged.workspace.name)
    assert workspace.is_relative_to(tempfile.gettempdir()) and workspace.exists()
    wizard.button(QWizard.WizardButton.CancelButton).click()
    assert not workspace.exists() and library.installed_ids() == []


def test_a_file_that_is_no_table_is_told(wizard, qtbot, tmp_path):
    (tmp_path / "a.csv").write_text("<html><body>no</body></html>", encoding="utf-8")
    wizard.file_page.file.setFilePath(str(tmp_path / "a.csv"))
    qtbot.waitUntil(lambda: bool(wizard.file_page.notices.notices()), timeout=WAIT)
    assert not wizard.file_page.isComplete()


def test_a_table_without_territories_is_told_and_can_be_corrected(wizard, qtbot, tmp_path):
    path = tmp_path / "b.csv"
    path.write_text("Nom;Valeur\nA;1\nB;2\n", encoding="utf-8")
    wizard.file_page.file.setFilePath(str(path))
    qtbot.waitUntil(wizard.file_page.isComplete, timeout=WAIT)
    wizard.next()
    page = wizard.place_page
    qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
    assert not page.isComplete() and "No column" in page.notices.notices()[0].error.sentence


def test_an_earlier_import_is_taken_again(go, wizard, qtbot, library, table, tmp_path):
    page = go(table, 1)
    page.title.setText("Budget de la culture")
    wizard.next()
    wizard.next()
    qtbot.waitUntil(wizard.report_page.isComplete, timeout=WAIT)
    with qtbot.waitSignal(wizard.installed, timeout=WAIT) as told:
        wizard.accept()
    assert told.args == ["budget-de-la-culture"]
    later = tmp_path / "autre.csv"
    later.write_text(BUDGET.replace("2023", "2024"), encoding="utf-8")
    again = ImportWizard(None, Library(library.folder, paths.data("packages")))
    qtbot.addWidget(again)
    again.show()
    again.file_page.again.setCurrentIndex(again.file_page.again.findData("budget-de-la-culture"))
    again.file_page.file.setFilePath(str(later))
    qtbot.waitUntil(again.file_page.isComplete, timeout=WAIT)
    again.next()
    qtbot.waitUntil(again.place_page.isComplete, timeout=WAIT)
    assert again.place_page.title.text() == "Budget de la culture" and again.place_page.year.value() == 2024
    again.work.close()


def test_a_template_that_is_filled_is_imported_without_a_question(go, wizard, tmp_path):
    path = tmp_path / "contrats.csv"
    first = templates()[0]
    path.write_text(
        first.file.read_text(encoding="utf-8-sig")
        + "35238;Rennes;CTEAC;en cours;2024;2027;DRAC Bretagne, Ville de Rennes;2026\n"
        + "29019;Brest;CTEAC;échu;2020;2023;DRAC Bretagne;2026\n"
        + "35288;Saint-Malo;CTEAC;en cours;2025;2028;DRAC Bretagne;2026\n",
        encoding="utf-8",
    )
    page = go(path, 3)
    assert wizard.work.staged is not None and first.label_fr in page.page.toPlainText()


@pytest.mark.parametrize("size", [(900, 620), (640, 520)])
def test_nothing_is_cut_off(go, wizard, table, size):
    page = go(table, 1)
    wizard.resize(*size)
    for widget in (page.code, page.level, page.year, page.title):
        assert widget.isVisible() and widget.width() >= widget.minimumSizeHint().width()
        assert widget.accessibleName()
