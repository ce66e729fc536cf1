# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing as a planner does it in QGIS desktop: Rennes Métropole with its like, Bretagne with France.

A part of the story; played alone by ``tools/screenshots.sh build/story story_compare``. What it shows is
checked against the figures of the comparison, and what it writes is opened.
"""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from qgis.utils import iface, plugins
from stage import SHOTS, WORK, Player, Scene, choose, dock, expect, idle, shot
from stage_compare import LEFT, calm, figure, go_to, open_under, panel, pick, shown, tick, window_of

RENNES, BREST, BRETAGNE = "EPCI-243500139", "EPCI-242900314", "REG-53"
SET = "Rennes Métropole et ses semblables"
#: What is typed in the search of indicators, and the indicators then ticked.
CHOSEN = {
    "cinemas pour": ("cinemas_100k",),
    "entrees de cinema": ("entrees_hab",),
    "bibliotheques": ("bibliotheques", "bibliotheques_10k"),
    "festivals pour": ("festivals_100k",),
    "par habitant": ("dep_communes_hab", "dep_epci_hab", "dep_regions_hab", "dep_ministere_hab"),
}
INDICATORS = {name for names in CHOSEN.values() for name in names}


def comparing() -> Scene:
    """All of it, over a map of the libraries by EPCI."""
    yield from background()
    yield from from_search_bar()
    yield from first_territory()
    yield from references()
    yield from indicators()
    yield from table()
    yield from charts()
    yield from map_and_table()
    yield from similar()
    yield from side_by_side()
    yield from leaving()
    yield from saving()
    yield from region()
    yield from portrait()
    panel().close()
    yield 500


def background() -> Scene:
    """The libraries by EPCI, in a new project."""
    iface.newProject()
    yield 800
    yield idle
    view = dock().view
    view.select("atlas-essentiel/bibliotheques_10k")
    yield 500
    yield idle
    choose(view.form.level, "EPCI")
    yield 500
    QTest.mouseClick(view.add, LEFT)
    yield 500
    yield idle
    QTest.mouseClick(view.compare, LEFT)
    yield calm
    yield 800
    expect(panel().isVisible(), "the button opens the dock « Comparer »")
    # A table needs room; the choices of the map are made.
    dock().close()
    window = iface.mainWindow()
    window.findChild(QWidget, "Browser").close()
    window.resizeDocks([window.findChild(QWidget, "Layers")], [230], Qt.Orientation.Horizontal)
    window.resizeDocks([panel()], [480], Qt.Orientation.Vertical)
    panel().view.splitter.setSizes([920, 420])
    yield 500


def from_search_bar() -> Scene:
    """A territory is found in the search bar of QGIS too."""
    iface.locatorSearch("atl rennes")
    yield 2500
    shot("comparer_barre")
    window = iface.mainWindow()
    window.findChild(QWidget, "LocatorWidget").findChild(QLineEdit).clear()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    window.activateWindow()
    yield 500


def first_territory() -> Scene:
    """Typed without an accent, not to the end."""
    yield from pick("rennes met", ("Rennes Métropole", RENNES))
    expect(panel().request().territories == (RENNES,), f"compared: {panel().request().territories}")
    panel().view.territories.zoomWanted.emit(RENNES)
    yield 500
    yield idle


def references() -> Scene:
    """France is ticked; its region and similar territories are added in one go."""
    view = panel().view
    menu = view.reference_menu
    open_under(menu, view.references)
    yield 400
    for key in ("REGION", "SIMILAR"):
        tick(menu, menu.action(key))
        yield 300
        expect(menu.isVisible(), "the menu stays open while boxes are ticked")
    shot("comparer_references")
    menu.close()
    yield 500
    yield calm
    expect(panel().request().references == ("FRANCE", "REGION", "SIMILAR"), f"{panel().request().references}")


def indicators() -> Scene:
    """Cinemas, libraries, festivals, spending: searched and ticked."""
    QTest.mouseClick(panel().view.indicators, LEFT)
    yield 500
    window = window_of(QDialog)
    QTest.mouseClick(window.nothing, LEFT)
    for text, names in CHOSEN.items():
        window.tree.search.clear()
        QTest.keyClicks(window.tree.search, text)
        yield 200
        seen = shown(window)
        for name in names:
            expect(name in seen, f"« {text} » finds {name}")
            seen[name].setCheckState(0, Qt.CheckState.Checked)
    shot("comparer_indicateurs", window)
    window.accept()
    yield 500
    yield calm
    kept = {one.id for one in panel().comparison.indicators}
    expect(kept == INDICATORS, f"compared on {sorted(kept)}")


def table() -> Scene:
    """Value, rank, gap to each reference."""
    found = figure("bibliotheques_10k", RENNES)
    expect(found.rank and found.of > 1000, f"rank {found.rank} of {found.of}")
    expect([gap.reference.key for gap in found.gaps] == ["FRANCE", "REGION", "SIMILAR"], "three references")
    go_to("bibliotheques_10k", RENNES)
    yield 500
    yield calm
    yield 1500
    shot("comparer_tableau")


def charts() -> Scene:
    """Each chart of a line."""
    pane = panel().view.chart
    for kind, name in (
        ("Position", "bande"),
        ("Classement", "classement"),
        ("Barres", "barres"),
        ("Nuage", "nuage"),
        ("Profil", "profil"),
    ):
        choose(pane.kind, kind)
        yield 500
        yield calm
        if name == "nuage":
            choose(pane.second, "Festivals pour")
            yield 500
            yield calm
        expect(pane.view.chart() is not None, f"a chart is drawn: {pane.kind.currentText()}")
        yield 300
        shot(f"comparer_{name}", pane.view)
    choose(pane.kind, "Position")
    yield 500
    yield calm


def map_and_table() -> Scene:
    """A line is clicked, the map flashes; a territory selected on the map moves the line."""
    yield from pick("brest", ("Brest Métropole",))
    panel().view.territories.zoomWanted.emit(BREST)
    yield 500
    yield calm
    go_to("bibliotheques_10k", BREST)
    yield 150
    shot("comparer_eclair")
    yield 1500
    go_to("festivals_100k", RENNES)
    yield 500
    yield calm
    layer = dock().binding.layer()
    layer.selectByExpression(f"\"code\" = '{BREST.partition('-')[2]}'")
    yield 500
    yield calm
    now = panel().view.table.current()
    expect(now == ("atlas-essentiel/bibliotheques_10k", BREST), f"the table follows the map: {now}")
    shot("comparer_carte")
    layer.removeSelection()
    yield 300


def similar() -> Scene:
    """How many similar territories, alike in what."""
    menu = panel().view.reference_menu
    menu.similarWanted.emit()
    yield 500
    window = window_of(QDialog)
    expect(window.count.value() == 10, "ten similar territories")
    shot("comparer_semblables", window)
    window.reject()
    yield 300


def side_by_side() -> Scene:
    """Linked maps of the indicator of the line, in both territories."""
    go_to("bibliotheques_10k", RENNES)
    yield calm
    QTest.mouseClick(panel().view.maps, LEFT)
    yield 500
    window = next(
        one for one in QApplication.topLevelWidgets() if one.objectName() == "atlasCultureLinkedMaps"
    )

    def drawn() -> bool:
        busy = window.jobs.is_busy() or any(pane.canvas.isDrawing() for pane in window.panes)
        return window.maps() is not None and not busy

    yield drawn
    yield 1500
    first, second = (one.prepared.rounded.inner for one in window.maps().views)
    expect(first == second, f"both maps have the same bounds: {first}")
    shot("comparer_cartes")
    window.close()
    yield 500


def leaving() -> Scene:
    """Copied for a spreadsheet, exported as a workbook through the dialog."""
    view = panel().view
    QTest.mouseClick(view.copy, LEFT)
    yield 300
    lines = QApplication.clipboard().text().splitlines()
    expect(len(lines) > len(INDICATORS), f"{len(lines)} lines in the clipboard; first: {lines[0]}")
    QTest.mouseClick(view.export, LEFT)
    yield 800
    window = window_of(QFileDialog)
    target = WORK / "rennes.xlsx"
    name = window.findChild(QLineEdit)
    name.clear()
    QTest.keyClicks(name, str(target))
    QTest.keyClick(name, Qt.Key.Key_Return)
    yield 800
    yield calm
    expect(target.is_file() and "rennes.xlsx" in view.status.text(), view.status.text())
    with zipfile.ZipFile(target) as book:
        sheets = book.read("xl/workbook.xml").decode()
    expect("Meta" in sheets or "Méta" in sheets, f"the workbook has a sheet of sources: {sheets[-400:]}")


def saving() -> Scene:
    """The comparison is given a name, in the project."""
    bar = panel().view.sets
    menu = bar.button.menu()
    open_under(menu, bar.button)
    yield 300
    tick(menu, bar.save_as)
    yield 500
    window = window_of(QDialog)
    line = window.findChild(QLineEdit)
    line.clear()
    line.insert(SET)
    QTest.keyClick(line, Qt.Key.Key_Return)
    yield 500
    expect(bar.name() == SET, f"the set that is open: {bar.name()}")
    shot("comparer_jeu")


def region() -> Scene:
    """A new comparison: Bretagne and France."""
    bar = panel().view.sets
    choose(bar.list, bar.list.itemText(0))
    yield 500
    expect(panel().request().territories == (), "a new comparison is empty")
    yield from pick("bretagne", ("Bretagne", BRETAGNE))
    panel().view.territories.zoomWanted.emit(BRETAGNE)
    yield 300
    yield from indicators_again()
    found = figure("dep_regions_hab", BRETAGNE)
    (gap,) = found.gaps
    expect(gap.reference.key == "FRANCE" and gap.value, f"France: {gap.value} on {gap.basis} regions")
    go_to("dep_regions_hab", BRETAGNE)
    yield 500
    yield calm
    choose(panel().view.chart.kind, "Classement")
    yield 500
    yield calm
    yield 500
    shot("comparer_region")


def indicators_again() -> Scene:
    """The same indicators for the new comparison."""
    QTest.mouseClick(panel().view.indicators, LEFT)
    yield 500
    window = window_of(QDialog)
    QTest.mouseClick(window.nothing, LEFT)
    for name, item in shown(window).items():
        if name in INDICATORS:
            item.setCheckState(0, Qt.CheckState.Checked)
    window.accept()
    yield 500
    yield calm


def portrait() -> Scene:
    """The saved comparison is opened again, and the portraits of its territories are printed."""
    bar = panel().view.sets
    choose(bar.list, SET)
    yield 500
    yield calm
    expect(panel().request().territories[0] == RENNES, "the saved comparison is opened again")
    QTest.mouseClick(panel().view.portrait, LEFT)
    yield 800
    window = window_of(QDialog)
    folder = WORK / "portraits"
    folder.mkdir(exist_ok=True)
    # Taken before a folder is chosen: that of this computer is of no interest.
    shot("comparer_portrait", window)
    window.path.setFilePath(str(folder))
    yield 500
    QTest.mouseClick(window.make, LEFT)
    yield 500
    yield lambda: not window.work.is_busy() and not window.jobs.is_busy()
    yield 300
    files = sorted(folder.glob("*.pdf"))
    expect(
        len(files) == 2, f"two portraits are written: {[one.name for one in files]}; {window.status.text()}"
    )
    window.close()
    rennes = next(one for one in files if "rennes" in one.name.lower())
    print_pages(rennes)


def print_pages(pdf: Path) -> None:
    """Turn the pages of a PDF into pictures, as a printer would."""
    subprocess.run(["pdftoppm", "-r", "75", "-png", str(pdf), str(SHOTS / "fiche")], check=True)
    pages = sorted(SHOTS.glob("fiche-*.png"))
    expect(2 <= len(pages) <= 4, f"the portrait has {len(pages)} pages")


def alone() -> Scene:
    """Only this part."""
    iface.mainWindow().showMaximized()
    yield 1500
    plugins["atlas_culture_plugin"]._action.trigger()
    yield lambda: dock() is not None and dock().is_ready()
    yield from comparing()


if __name__ == "__main__":
    player = Player(alone())
