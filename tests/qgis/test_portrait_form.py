# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog of the portraits: what it offers, what it makes, what it says."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject

from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gui.holdings import reader
from atlas_culture_plugin.gui.portrait_form import ONE_FILE, PROJECT, PortraitDialog

CELLES, CHALINARGUES = "COM-15031", "COM-15035"
#: Milliseconds that a portrait may take on a busy machine.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def holdings(tmp_path_factory):
    return reader(tmp_path_factory.mktemp("library"))(Silent())


@pytest.fixture
def dialog(qgis_iface, holdings, qtbot, qgis_new_project):
    """The dialog of some territories."""
    made = []

    def show(*references):
        chosen = [territories().find(one) for one in references]
        one = PortraitDialog(qgis_iface, holdings, chosen)
        qtbot.addWidget(one)
        one.template.setCurrentIndex(one.template.findData("synthese"))
        one.show()
        made.append(one)
        return one

    yield show
    for one in made:
        one.reject()


def test_the_territories_compared_are_offered_first(dialog):
    one = dialog(CELLES, CHALINARGUES)
    assert one.those.isChecked()
    assert "Celles" in one.those.text()
    assert [page.territory.reference for page in one.plan().pages] == [CELLES, CHALINARGUES]
    assert one.options().references == ("FRANCE", "REGION")


def test_without_any_a_level_is_asked(dialog):
    one = dialog()
    assert not one.those.isVisible()
    one.level.setCurrentIndex(one.level.findData(Level.EPCI))
    one.within.set_reference("REG-53")
    assert len(one.plan().pages) == 61


def test_no_more_references_than_columns(dialog):
    one = dialog(CELLES)
    one.references["SIMILAR"].setChecked(True)
    assert not one.references["METRO"].isEnabled()
    assert one.references["FRANCE"].isEnabled()
    one.references["FRANCE"].setChecked(False)
    assert one.references["METRO"].isEnabled()


def test_a_layout_is_for_one_territory(dialog):
    assert dialog(CELLES).where[PROJECT].isEnabled()
    assert not dialog(CELLES, CHALINARGUES).where[PROJECT].isEnabled()


def test_nothing_can_be_made_before_a_folder_is_chosen(dialog, tmp_path):
    one = dialog(CELLES)
    assert not one.make.isEnabled()
    one.path.setFilePath(str(tmp_path / "fiches"))
    assert one.make.isEnabled()


def test_a_file_each(dialog, tmp_path, qtbot):
    one = dialog(CELLES, CHALINARGUES)
    one.path.setFilePath(str(tmp_path / "fiches"))
    with qtbot.waitSignal(one.work.ended, timeout=PATIENCE):
        one.start()
    files = sorted(path.name for path in (tmp_path / "fiches").iterdir())
    assert len(files) == 2
    assert "2 portraits were written" in one.status.text()
    assert one.make.isEnabled()


def test_all_in_one_file(dialog, tmp_path, qtbot):
    one = dialog(CELLES, CHALINARGUES)
    one.where[ONE_FILE].setChecked(True)
    one.path.setFilePath(str(tmp_path / "toutes"))
    with qtbot.waitSignal(one.work.ended, timeout=PATIENCE):
        one.start()
    assert (tmp_path / "toutes.pdf").read_bytes().startswith(b"%PDF")


def test_in_the_project(dialog, qtbot, monkeypatch, qgis_iface):
    opened = []
    monkeypatch.setattr(qgis_iface, "openLayoutDesigner", opened.append, raising=False)
    one = dialog(CELLES)
    one.where[PROJECT].setChecked(True)
    assert not one.path.isEnabled()
    with qtbot.waitSignal(one.work.ended, timeout=PATIENCE):
        one.start()
    names = [layout.name() for layout in QgsProject.instance().layoutManager().printLayouts()]
    assert names == ["Portrait – Celles (15)"]
    assert [layout.name() for layout in opened] == names


def test_a_cancel_between_two_portraits(dialog, tmp_path, qtbot):
    one = dialog()
    one.level.setCurrentIndex(one.level.findData(Level.EPCI))
    one.within.set_reference("DEP-976")
    one.path.setFilePath(str(tmp_path / "fiches"))
    one.work.advanced.connect(lambda rank, count: one.status.cancelled.emit() if rank == 2 else None)
    with qtbot.waitSignal(one.work.ended, timeout=PATIENCE):
        one.start()
    assert not one.work.is_busy()
    assert "Cancelled" in one.status.text()
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in (tmp_path / "fiches").iterdir())


def test_what_cannot_be_written_is_said(dialog, tmp_path, qtbot):
    one = dialog(CELLES)
    (tmp_path / "fiches").write_text("a file")
    one.path.setFilePath(str(tmp_path / "fiches"))
    with qtbot.waitSignal(one.jobs.failed, timeout=PATIENCE):
        one.start()
    assert "fiches" in one.status.text()
    assert (tmp_path / "fiches").read_text() == "a file"
    assert not one.work.is_busy()
    assert one.make.isEnabled()
