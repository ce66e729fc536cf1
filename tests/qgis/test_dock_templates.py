# SPDX-License-Identifier: GPL-2.0-or-later
"""A page template duplicated from the dock, then chosen, opened and printed with."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject, QgsReadWriteContext
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QInputDialog

from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.gis import layout_templates
from atlas_culture_plugin.gis.layout_templates import find, own_folder, read
from tests import printed
from tests.qgis.desk import WAIT, Desk, close_dock, open_dock
from tests.qgis.test_dock_crossing import choose, pick


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A profile without any template."""
    monkeypatch.setattr(layout_templates.settings, "profile_folder", lambda: tmp_path / "profile")
    return tmp_path / "profile"


@pytest.fixture
def desk(profile, project, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(tmp_path / "library"))
    return Desk().show(qtbot, 900, 900)


@pytest.fixture
def dock(desk, qtbot):
    dock = open_dock(desk, qtbot)
    yield dock
    close_dock(dock, qtbot)


def answer(dock, qtbot, name, *, accept=True):
    """Press the button, type a name in the dialog that it opens, and press OK or Cancel."""
    asked = []

    def reply():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        asked.append(dialog.textValue())
        dialog.setTextValue(name)
        dialog.accept() if accept else dialog.reject()

    QTimer.singleShot(100, reply)
    qtbot.mouseClick(dock.view.page.duplicate, Qt.MouseButton.LeftButton)
    return asked


def test_the_template_that_is_chosen_is_copied_offered_chosen_and_opened(dock, desk, qtbot):
    form = dock.view.page
    pick(form.template, "a3_portrait")
    assert answer(dock, qtbot, "drac bretagne") == ["Copy of a3_portrait"]
    copy = own_folder() / "drac bretagne.qpt"
    assert copy.read_bytes() == find("a3_portrait").path.read_bytes()
    assert form.options().template == "drac bretagne"
    assert form.template.currentText() == "drac bretagne (own)"
    (layout,) = desk.opened
    assert QgsProject.instance().layoutManager().printLayouts() == [layout]
    assert layout.pageCollection().page(0).pageSize().height() == 420
    assert layout.itemById("carte") is not None
    assert str(copy) in dock.view.status.text()


def test_a_copy_that_is_adapted_in_qgis_is_what_is_printed(dock, desk, qtbot, tmp_path):
    answer(dock, qtbot, "drac")
    (layout,) = desk.opened
    layout.itemById("titre").setFrameEnabled(True)
    assert layout.saveAsTemplate(str(own_folder() / "drac.qpt"), QgsReadWriteContext())
    document, _notes = read(find("drac"))
    assert 'frame="true"' in document.toString()
    choose(dock, "dep_regions_hab", Level.REGION)
    with qtbot.waitSignal(dock.pages.laidOut, timeout=WAIT):
        dock.view.page.create.click()
    page = desk.opened[-1]
    assert page.itemById("titre").frameEnabled()
    assert "Cultural spending" in page.itemById("titre").text()


def test_a_name_that_is_not_given_copies_nothing(dock, desk, qtbot):
    answer(dock, qtbot, "drac", accept=False)
    assert not own_folder().exists()
    assert desk.opened == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("drac", "already a template “drac”"), ("a/b", "cannot be the name"), ("x" * 300, "is too long")],
)
def test_a_name_that_cannot_be_is_said(dock, desk, name, said):
    dock.printing.duplicate_template("drac")
    dock.printing.duplicate_template(name)
    assert said in dock.view.status.text()
    assert [file.name for file in own_folder().iterdir()] == ["drac.qpt"]
    assert len(desk.opened) == 1


def test_a_folder_that_cannot_be_written_is_said(dock, desk, profile):
    profile.write_text("")
    dock.printing.duplicate_template("drac")
    assert str(profile) in dock.view.status.text()
    assert "could not be written" in dock.view.status.text()
    assert desk.opened == []


@printed.needs_poppler
def test_the_copy_is_offered_by_the_algorithms(profile, provider, tmp_path):
    from qgis import processing

    layout_templates.duplicate(find("diapo_16_9"), "drac")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("atlasculture:exportmap")
    hints = algorithm.parameterDefinition("TEMPLATE").metadata()["widget_wrapper"]["value_hints"]
    assert hints[0] == "a4_paysage"
    assert sorted(hints) == sorted([*layout_templates.SHIPPED, "drac"])
    target = tmp_path / "carte.pdf"
    asked = {"INDICATOR": "dep_regions_hab", "LEVEL": "region", "TEMPLATE": "drac", "OUTPUT": str(target)}
    processing.run("atlasculture:exportmap", asked)
    width, height = (float(part) for part in printed.info(target)["Page size"].split()[0:3:2])
    assert abs(width / height - 16 / 9) < 0.01
