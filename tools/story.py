# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job as a person does it in QGIS desktop, with a screenshot of each step.

Run inside QGIS by ``make screenshots``: keys are typed and buttons clicked on the real widgets.
What does not come out as expected is written in ``story.log`` and ends the run with an error.
"""

from __future__ import annotations

import shutil

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QMainWindow
from qgis.utils import iface, plugins
from stage import WORK, Player, Scene, choose, dock, expect, idle, legend, scroller, search, shot
from story_compare import comparing


def story() -> Scene:
    """The steps; each yields what to wait for, or milliseconds."""
    window = iface.mainWindow()
    window.showMaximized()
    iface.newProject()
    yield 1500
    plugins["atlas_culture_plugin"]._action.trigger()
    yield lambda: dock() is not None and dock().is_ready()
    window.resizeDocks([dock()], [380], Qt.Orientation.Horizontal)
    yield 500
    view = dock().view
    shot("dock")
    search("bibliothèques")
    yield 300
    shown = view.tree.count()
    expect(0 < shown < 20, f"« bibliothèques » finds {shown} indicators")
    search("depense")
    yield 300
    expect(view.tree.count() > 10, f"« depense », without its accent, finds {view.tree.count()}")
    shot("recherche")
    yield from first_map()
    yield from changes()
    yield from by_hand()
    yield from crossing()
    yield from classes()
    yield from beside_and_places()
    yield from printing()
    yield from linked()
    yield from packages()
    yield from toolbox()
    yield from reopen()
    yield from comparing()


def first_map() -> Scene:
    """A ratio of the libraries, by EPCI."""
    view = dock().view
    search("")
    view.select("atlas-essentiel/bibliotheques_10k")
    yield 300
    choose(view.form.level, "EPCI")
    QTest.mouseClick(view.add, Qt.MouseButton.LeftButton)
    yield idle
    yield 800
    expect(dock().binding.layer() is not None, "the layer is in the project")
    expect(any("moins de" in label for label in legend()), f"the legend reads in French: {legend()}")
    root = QgsProject.instance().layerTreeRoot()
    expect(root.findGroup("Atlas Culture") is not None, "the group « Atlas Culture » exists")
    shot("carte_epci")


def changes() -> Scene:
    """Level, method, palette, territory: the layer follows."""
    view, identifier = dock().view, dock().binding.layer_id()
    view.select("atlas-essentiel/dep_departements_hab")
    yield idle
    choose(view.form.level, "Départements")
    choose(view.form.method, "Bornes de l")
    yield 500
    yield idle
    yield 800
    expect(dock().binding.layer_id() == identifier, "the same layer was updated")
    expect(any(label.startswith("22 et plus") for label in legend()), f"official bounds: {legend()}")
    shot("bornes_atlas")
    view.select("atlas-essentiel/niveau_vie_median")
    yield idle
    line = view.form.territory.line
    line.clear()
    QTest.keyClicks(line, "bretagne")
    yield 1500
    shot("territoire")
    popup = line.completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    yield 500
    yield idle
    yield 1200
    expect(view.form.territory.reference() == "REG-53", f"territory: {view.form.territory.reference()}")
    count = dock().binding.layer().featureCount()
    expect(1100 < count < 1300, f"{count} communes of Bretagne")
    iface.zoomToActiveLayer()
    yield idle
    yield 800
    shot("communes_bretagne")
    view.form.territory.set_reference("")
    view.form.changed.emit()
    yield 500
    yield idle


def by_hand() -> Scene:
    """Circles of a stock, then a change by hand that stays."""
    view = dock().view
    view.select("atlas-essentiel/festivals")
    yield idle
    choose(view.form.level, "Départements")
    yield 500
    yield idle
    iface.mapCanvas().zoomToFeatureExtent(iface.mapCanvas().extent())
    yield idle
    yield 800
    expect(view.form.ratio.isVisible(), "the ratio is offered for a stock")
    shot("cercles")
    layer = dock().binding.layer()
    layer.setOpacity(0.7)
    QTest.mouseClick(view.form.ratio, Qt.MouseButton.LeftButton)
    yield 500
    yield idle
    yield 800
    expect(abs(layer.opacity() - 0.7) < 1e-9, "the opacity set by hand stays")
    expect("100 000" in layer.name().replace("\u202f", " "), f"the ratio is shown: {layer.name()}")
    shot("ratio")


def crossing() -> Scene:
    """Two ratios in nine colours, circles over areas, an evolution: the same layer shows each."""
    view, form = dock().view, dock().view.form.crossing
    dock().binding.layer().setOpacity(1.0)
    view.select("atlas-essentiel/part_prof_cult")
    yield idle
    view.crossing.setCollapsed(False)
    choose(form.mode_box, "Deux ratios")
    yield 300
    choose(form.second, "Dépenses culturelles par habitant du ministère")
    yield 500
    yield idle
    yield 1200
    layer = dock().binding.layer()
    colors = {category.symbol().color().name() for category in layer.renderer().categories()}
    expect(len(colors) >= 9, f"nine colours and those of the states: {len(colors)}")
    model = iface.layerTreeView().layerTreeModel()
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    rows = model.layerLegendNodes(node)
    expect(any(row.data(Qt.ItemDataRole.DisplayRole) in ("", None) for row in rows), "the square legend")
    shot("deux_ratios")
    view.select("atlas-essentiel/bibliotheques_10k")
    choose(form.mode_box, "Cercles sur aplats")
    yield 300
    choose(form.second, "Bibliothèques")
    yield 500
    yield idle
    yield 1200
    expect("×" in layer.name(), f"both indicators are named: {layer.name()}")
    shot("cercles_sur_aplats")
    view.select("atlas-essentiel/musees_entrees")
    yield 300
    choose(form.mode_box, "Évolution")
    yield 500
    yield idle
    yield 1200
    expect("2019" in layer.name() and "2023" in layer.name(), f"both years are named: {layer.name()}")
    expect("entre 2019 et 2023" in view.reading.text(), view.reading.text())
    shot("evolution")
    choose(form.mode_box, "Un indicateur")
    yield 500
    yield idle


def classes() -> Scene:
    """A bound is dragged with the mouse over the histogram: the map follows."""
    view = dock().view
    view.select("atlas-essentiel/bibliotheques_10k")
    yield 500
    yield idle
    view.crossing.setCollapsed(True)
    view.discretisation.setCollapsed(False)
    yield 500
    area, panel = view.classes.panel.view, view.classes.panel
    # QGIS folds and scrolls as a person does: the histogram has to be seen to be dragged.
    # On a low screen the colours and the histogram are not seen together.
    scroller(area).ensureWidgetVisible(panel.colors)
    scroller(area).ensureWidgetVisible(area)
    yield 300
    before, labels = area.inner(), legend()
    window = area.window().windowHandle()
    height = int(area.area().center().y())
    for share, act in ((0.0, QTest.mousePress), (0.5, None), (1.0, None), (1.0, QTest.mouseRelease)):
        value = before[1] + share * 0.4 * (before[2] - before[1])
        place = area.mapTo(area.window(), QPoint(round(area.x_of(value)), height))
        if act is None:
            QTest.mouseMove(window, place)
        else:
            act(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        yield 200
    yield 500
    yield idle
    yield 1000
    expect(area.inner()[1] > before[1], f"the bound went from {before[1]} to {area.inner()[1]}")
    expect(legend() != labels, f"the map follows: {legend()}")
    expect(view.form.method.currentText() == "Bornes manuelles", view.form.method.currentText())
    scroller(area).ensureWidgetVisible(panel.colors)
    shot("discretisation")
    view.discretisation.setCollapsed(True)


def beside_and_places() -> Scene:
    """The overseas territories beside metropole; cinemas and museums over the map."""
    view, project = dock().view, QgsProject.instance()
    QTest.mouseClick(view.beside, Qt.MouseButton.LeftButton)
    yield 500
    yield idle
    yield 1200
    names = [layer.name() for layer in project.mapLayers().values()]
    expect(any("outre-mer" in name.lower() for name in names), f"overseas beside metropole: {names}")
    shot("outre_mer")
    view.points.setCollapsed(False)
    yield 300
    scroller(view.points).ensureWidgetVisible(view.places.own)
    for key in ("cinema", "musee"):
        view.places.panel.boxes[key].click()
    QTest.mouseClick(view.places.panel.button, Qt.MouseButton.LeftButton)
    yield 300
    yield idle
    yield 1200
    top = project.layerTreeRoot().layerOrder()[0]
    expect("cinémas" in top.name(), f"the places are over the map: {top.name()}")
    shot("lieux")
    view.points.setCollapsed(True)


def printing() -> Scene:
    """A page in three clicks, a file, the dialog of a series."""
    view, project = dock().view, QgsProject.instance()
    view.printing.setCollapsed(False)
    yield 500
    scroller(view.printing).ensureWidgetVisible(view.page.series)
    yield 300
    QTest.mouseClick(view.page.create, Qt.MouseButton.LeftButton)
    yield 300
    yield idle
    yield 1500
    designer = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "QgsLayoutDesignerBase")
    expect(isinstance(designer, QMainWindow) and designer.isVisible(), "the page opens in the designer")
    designer.showMaximized()
    yield 800
    designer.findChild(QAction, "mActionZoomAll").trigger()
    yield 4000
    (layout,) = project.layoutManager().printLayouts()
    shown = {node.name() for node in layout.itemById("legende").model().rootGroup().findLayers()}
    expect(len(shown) == 2, f"the legend has the map and the places: {shown}")
    shot("mise_en_page")
    designer.close()
    yield 500
    target = WORK / "carte.pdf"
    dock().printing.export_to(target)
    yield 500
    yield idle
    yield 500
    expect(target.is_file() and target.stat().st_size < 3_000_000, "the page is exported as PDF")
    expect("carte.pdf" in view.status.text(), view.status.text())
    shot("export")
    QTest.mouseClick(view.page.series, Qt.MouseButton.LeftButton)
    yield 1500
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    expect(dialogs, "the dialog of the series opens, filled in")
    dialogs[0].resize(1000, 700)
    yield 500
    shot("serie", dialogs[0])
    dialogs[0].close()
    view.printing.setCollapsed(True)
    QTest.mouseClick(view.beside, Qt.MouseButton.LeftButton)
    yield 500
    yield idle


def linked() -> Scene:
    """Linked maps: two regions with the same bounds, moved together, then printed side by side."""
    view = dock().view
    view.select("atlas-essentiel/bibliotheques_10k")
    yield 500
    yield idle
    choose(view.form.level, "EPCI")
    view.form.territory.set_reference("REG-53")
    view.form.territory.changed.emit()
    yield 500
    yield idle
    view.linkedWanted.emit()
    yield 500
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "atlasCultureLinkedMaps")

    def drawn() -> bool:
        busy = window.jobs.is_busy() or any(pane.canvas.isDrawing() for pane in window.panes)
        return window.maps() is not None and not busy

    yield drawn
    line = window.panes[1].territory.line
    line.clear()
    QTest.keyClicks(line, "normandie")
    yield 1500
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(line.completer().popup(), key)
    yield 500
    yield drawn
    yield 1200
    first, second = (one.prepared.rounded.inner for one in window.maps().views)
    expect(first == second, f"both maps have the same bounds: {first}")
    window.show_territory("EPCI-243500139")
    yield 200
    shot("cartes_synchronisees")
    expect("Rennes" in window.panes[0].figure.text(), window.panes[0].figure.text())
    window.tools.menu.actions()[1].trigger()
    yield from linked_page()
    window.close()
    view.form.territory.set_reference("")
    view.form.territory.changed.emit()
    yield 500
    yield idle


def linked_page() -> Scene:
    """The page of the linked maps, in the designer."""
    yield 1500
    designer = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "QgsLayoutDesignerBase")
    designer.showMaximized()
    yield 800
    designer.findChild(QAction, "mActionZoomAll").trigger()
    yield 4000
    shot("cartes_synchronisees_page")
    designer.close()
    yield 500
    layout = QgsProject.instance().layoutManager().printLayouts()[-1]
    expect(layout.itemById("carte_2") is not None, f"the page has two maps: {layout.name()}")


def packages() -> Scene:
    """The dialog of packages."""
    QTest.mouseClick(dock().view.packages, Qt.MouseButton.LeftButton)
    yield 1500
    dialog = next(
        (w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()), None
    )
    expect(dialog is not None, "the dialog of packages opens")
    shot("paquets", dialog)
    dialog.close()
    yield 300


def toolbox() -> Scene:
    """The dialog of an algorithm, with its help."""
    from qgis import processing

    dialog = processing.createAlgorithmDialog("atlasculture:loadindicator", {"INDICATOR": "cinemas_100k"})
    dialog.show()
    dialog.resize(1000, 700)
    yield 1200
    shot("traitement", dialog)
    dialog.close()
    yield 300
    dock().join()
    yield 800
    joins = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    expect(joins, "the dialog that joins to one's own layer opens from the dock")
    shot("jointure", joins[0])
    joins[0].close()
    yield 300
    dock().view.open_guide()
    yield 1000
    guides = [
        w for w in QApplication.topLevelWidgets() if type(w).__name__ == "GuideDialog" and w.isVisible()
    ]
    expect(guides and "Bornes de l" in guides[0].page.toPlainText(), "the guide opens in French")
    shot("guide", guides[0])
    guides[0].close()
    yield 300


def reopen() -> Scene:
    """Save, move the folder, open it again."""
    project, folder = QgsProject.instance(), WORK / "projet"
    name, labels = dock().binding.layer().name(), legend()
    folder.mkdir()
    expect(project.write(str(folder / "carte.qgz")), "the project is saved")
    yield 800
    shot("deplacer_donnees")
    from atlas_culture_plugin.gis import project as project_data

    expect(project_data.stray_files(project), "the data still lies in the profile")
    dock()._move()
    yield 500
    yield idle
    expect(not project_data.stray_files(project), "the data lies beside the project")
    expect(project.write(), "the project is saved again")
    iface.newProject()
    yield 800
    moved = WORK / "ailleurs"
    shutil.move(str(folder), str(moved))
    expect(iface.addProject(str(moved / "carte.qgz")), "the moved project opens")
    yield 1000
    yield idle
    yield 1500
    expect(dock().binding.layer() is not None, "the dock follows the layer again")
    layer = dock().binding.layer()
    expect(
        layer.isValid() and layer.name() == name and legend() == labels, "layer, style and legend are back"
    )
    expect(str(moved) in layer.source(), "the data beside the moved project is used")
    shot("projet_rouvert")


player = Player(story())
