# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of the options, and the settings that it keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QLabel

from atlas_culture_plugin.gis import settings
from atlas_culture_plugin.gui.settings import AtlasOptionsFactory, SettingsPage


@pytest.fixture(autouse=True)
def clean(qgis_app, monkeypatch):
    """No setting of another test, none fixed by the machine."""
    for name in vars(settings.Settings()):
        monkeypatch.delenv(settings.variable(name), raising=False)
    QgsSettings().remove("atlas_culture")
    yield
    QgsSettings().remove("atlas_culture")


@pytest.fixture
def page(qtbot):
    made = SettingsPage()
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_typed_is_kept_and_shown_again(page, qtbot, tmp_path):
    page.library_folder.setFilePath(str(tmp_path / "paquets"))
    page.styles_folder.setFilePath(str(tmp_path / "styles"))
    page.catalogues.setPlainText("  https://example.org/a.json \n\n/srv/b.json\n")
    page.author.setText(" Zoé ")
    page.organisation.setText("Région Bretagne")
    with qtbot.waitSignal(page.applied):
        page.apply()
    found = settings.load()
    assert found.library == tmp_path / "paquets"
    assert found.styles == tmp_path / "styles"
    assert found.catalogue_sources == ["https://example.org/a.json", "/srv/b.json"]
    assert (found.author, found.organisation) == ("Zoé", "Région Bretagne")
    again = SettingsPage()
    qtbot.addWidget(again)
    assert again.catalogues.toPlainText() == "https://example.org/a.json\n/srv/b.json"
    assert again.author.text() == "Zoé"


def test_logo_and_colour_are_kept_and_the_colour_may_be_left(page, qtbot, tmp_path):
    page.logo.setFilePath(str(tmp_path / "logo.svg"))
    assert page.color.isNull()
    page.apply()
    assert (settings.load().logo, settings.load().color) == (str(tmp_path / "logo.svg"), "")
    page.color.setColor(QColor("#aa2200"))
    page.apply()
    assert settings.load().color == "#aa2200"
    again = SettingsPage()
    qtbot.addWidget(again)
    assert again.color.color().name() == "#aa2200"
    again.color.setToNull()
    again.apply()
    assert settings.load().color == ""


def test_the_boundaries_are_chosen_among_those_of_the_library(qtbot, tmp_path):
    folder = tmp_path / ".boundaries" / "etalab-2025"
    folder.mkdir(parents=True)
    described = '{"identifier": "etalab-2025", "attribution": "Etalab 2025"}'
    (folder / "boundaries.json").write_text(described, encoding="utf-8")
    (tmp_path / ".boundaries" / "ign-latest").mkdir()
    settings.save(settings.Settings(library_folder=str(tmp_path)))
    page = SettingsPage()
    qtbot.addWidget(page)
    box = page.boundaries
    assert [box.itemData(row) for row in range(box.count())] == ["", "etalab-2025"] and not box.currentData()
    box.setCurrentIndex(1)
    page.apply()
    assert settings.load().boundaries == "etalab-2025"
    (folder / "boundaries.json").unlink()
    again = SettingsPage()
    qtbot.addWidget(again)
    assert "missing" in again.boundaries.currentText()
    again.apply()
    assert settings.load().boundaries == "etalab-2025"


def test_nothing_is_kept_before_it_is_applied(page):
    page.author.setText("Zoé")
    assert settings.load().author == ""


def test_empty_folders_are_those_of_the_profile(page):
    assert page.library_folder.lineEdit().placeholderText() == str(settings.profile_folder() / "packages")
    page.apply()
    assert settings.load().library == settings.profile_folder() / "packages"


def test_a_fixed_setting_is_shown_with_the_reason_and_stays_what_it_was(qtbot, monkeypatch, tmp_path):
    settings.save(settings.Settings(library_folder="/before", author="Zoé"))
    monkeypatch.setenv("ATLAS_CULTURE_LIBRARY_FOLDER", str(tmp_path))
    page = SettingsPage()
    qtbot.addWidget(page)
    assert page.library_folder.filePath() == str(tmp_path)
    assert not page.library_folder.isEnabled()
    assert page.author.isEnabled()
    assert "ATLAS_CULTURE_LIBRARY_FOLDER" in page.findChild(QLabel, "library_folder_note").text()
    page.author.setText("Léa")
    page.apply()
    monkeypatch.delenv("ATLAS_CULTURE_LIBRARY_FOLDER")
    found = settings.load()
    assert (found.library, found.author) == (Path("/before"), "Léa")


def test_a_catalogue_that_is_nowhere_is_said(page, tmp_path):
    assert page.problem.isHidden()
    page.catalogues.setPlainText("https://example.org/a.json\nftp://example.org/b\n/nowhere/c.json")
    assert not page.problem.isHidden()
    assert "ftp://example.org/b, /nowhere/c.json" in page.problem.text()
    assert "a.json" not in page.problem.text()
    (tmp_path / "c.json").write_text("{}", encoding="utf-8")
    page.catalogues.setPlainText(str(tmp_path / "c.json"))
    assert page.problem.isHidden()


@pytest.mark.parametrize("line", ["~nobody-has-this-name/c.json", "https://[", "x" * 5000])
def test_a_line_that_no_system_understands_is_no_crash(page, line):
    page.catalogues.setPlainText(line)
    assert page.problem.isHidden() == line.startswith("https")


def test_every_setting_can_be_edited(page):
    for name in vars(settings.Settings()):
        assert page.editor(name).isVisible()


def test_the_factory_makes_pages_and_passes_on_what_they_say(qtbot):
    factory = AtlasOptionsFactory()
    page = factory.createWidget()
    qtbot.addWidget(page)
    assert factory.title() == "Atlas Culture"
    assert not factory.icon().isNull()
    with qtbot.waitSignal(factory.applied):
        page.apply()


def test_the_plugin_registers_the_page_and_takes_it_back(qgis_iface, qgis_processing):
    from atlas_culture_plugin import classFactory

    class Recorder:
        """The interface of QGIS, with the factories that it was given."""

        def __init__(self):
            self.factories = []

        def __getattr__(self, name):
            return getattr(qgis_iface, name)

        def registerOptionsWidgetFactory(self, factory):
            self.factories.append(factory)

        def unregisterOptionsWidgetFactory(self, factory):
            self.factories.remove(factory)

    recorder = Recorder()
    plugin = classFactory(recorder)
    plugin.initGui()
    assert [type(factory) for factory in recorder.factories] == [AtlasOptionsFactory]
    plugin.unload()
    assert recorder.factories == []
