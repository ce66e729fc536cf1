# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures and places of one's own in QGIS desktop: a template filled in, a messy table, a list of places,
other boundaries. A part of the story of official data.
"""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QWidget, QWizard
from stage import Scene, choose, dock, expect, idle, scroller, shot
from stage_compare import LEFT, window_of
from stage_official import (
    CINEMAS,
    add_map,
    called,
    contracts,
    from_menu,
    is_in_front,
    is_open,
    later,
    list_of_cinemas,
    messy,
    options,
    press,
)


def wizard() -> QWidget:
    """The wizard."""
    return called("atlasCultureImport")


def next_page(name: str) -> Scene:
    """Go on to the next page of the wizard, once it can be."""
    wizard().next()
    yield lambda: wizard().currentPage().isComplete()
    yield 500
    shot(name, wizard())


def choose_file(path: object, name: str) -> Scene:
    """Open the wizard and give it a file."""
    yield from from_menu("Importer un tableau")
    yield lambda: is_open("atlasCultureImport")
    yield 300
    expect(is_in_front(wizard()), "the wizard is in front")
    wizard().file_page.file.setFilePath(str(path))
    yield wizard().file_page.isComplete
    yield 400
    shot(name, wizard())


def install(package: str, indicator: str) -> Scene:
    """Install what the wizard made; its first indicator is chosen in the dock, and added to the map."""
    press(wizard().button(QWizard.WizardButton.FinishButton))
    yield lambda: not is_open("atlasCultureImport")
    yield 500
    yield idle
    view, before = dock().view, len(QgsProject.instance().mapLayers())
    expect(view.tree.selected() == f"{package}/{indicator}", f"chosen in the dock: {view.tree.selected()}")
    row = view.tree.visualRect(view.tree.currentIndex())
    expect(view.tree.viewport().rect().contains(row), "and in sight")
    yield from add_map()
    expect(dock().binding.layer() is not None, view.status.text())
    expect(
        len(QgsProject.instance().mapLayers()) == before + 1, "one more layer; the others are as they were"
    )


def filled_template() -> Scene:
    """The template of the contracts, filled in."""
    yield from choose_file(contracts(), "importer_modele")
    yield from next_page("importer_modele_territoires")
    expect("100" in wizard().place_page.share.text(), wizard().place_page.share.text())
    yield from next_page("importer_modele_colonnes")
    yield from next_page("importer_modele_rapport")
    package = wizard().work.staged.built.package
    yield from install(package.id, "contrats")
    shot("importer_modele_carte")


def messy_table() -> Scene:
    """A table with titles above, names for codes, a total below, a column of persons."""
    yield from choose_file(messy(), "importer_fichier")
    told = wizard().file_page.told.text()
    expect("Martin" not in str(wizard().file_page.preview._rows), f"no person is shown: {told}")
    yield from next_page("importer_territoires")
    place = wizard().place_page
    expect(place.names.currentData() and place.year.value() == 2024, "names, and the year of the headers")
    expect("Bout du Monde" in place.share.text(), place.share.text())
    yield from next_page("importer_colonnes")
    yield from next_page("importer_rapport")
    words = wizard().report_page.page.toPlainText()
    expect("Martin" not in words, "no person is in the report")
    built = wizard().work.staged.built
    first = next(one for one in built.package.indicators if one.offered)
    yield from install(built.package.id, first.id)
    shot("importer_carte")


def places() -> Scene:
    """A list of places of this computer, checked and added."""
    view = dock().view
    view.points.setCollapsed(False)
    yield 300
    scroller(view.points).ensureWidgetVisible(view.places.own)
    yield 300
    shot("listes_dock")
    later(lambda: QTest.mouseClick(view.places.more, LEFT))
    yield 700
    window = window_of(QDialog)
    expect(is_in_front(window), "the choice of a list is in front")
    listed = [window.list.itemText(row) for row in range(window.list.count())]
    choose(window.list, next(one for one in listed if CINEMAS in one))
    shot("listes_vide", window)
    window.source.setFilePath(str(list_of_cinemas()))
    yield 300
    shot("listes_lieux", window)
    window.accept()
    yield 800
    yield idle
    yield 1500
    top = QgsProject.instance().layerTreeRoot().layerOrder()[0]
    expect("inéma" in top.name() and top.featureCount() > 2000, f"{top.name()}: {top.featureCount()}")
    shot("listes_carte")
    view.points.setCollapsed(True)


def boundaries(address: str) -> Scene:
    """Other boundaries, by the dialog of the algorithm, with its help in French."""
    yield from from_menu("Autres contours")
    yield 1000
    window = window_of(QDialog)
    expect("ontours" in window.windowTitle(), f"the dialog: {window.windowTitle()}")
    expect(is_in_front(window), "the dialog is in front")
    shot("contours_dialogue", window)
    window.setParameters({"PROVIDER": 0, "YEAR": "2025", "BASE_URL": address})
    yield 300
    press(window.runButton())
    yield 1500
    yield idle
    yield 1500
    shot("contours_journal", window)
    window.close()
    yield 500


def settings_page() -> Scene:
    """The boundaries are offered in the settings; the mirror is where it was typed."""
    yield from from_menu("Paramètres")
    window = window_of(QDialog)
    page = options(window)
    listed = [page.boundaries.itemText(row) for row in range(page.boundaries.count())]
    expect(any("2025" in one for one in listed), f"boundaries: {listed}")
    expect(page.mirror.text().startswith("http"), page.mirror.text())
    window.resize(900, 640)
    yield 300
    shot("contours_reglages", window)
    page.mirror.clear()
    window.accept()
    yield 800
