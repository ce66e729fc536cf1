# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job as a person does it in QGIS desktop, with a screenshot of each step.

Run inside QGIS by ``make screenshots``: keys are typed and buttons clicked on the real widgets.
What does not come out as expected is written in ``story.log`` and ends the run with an error.
"""

from __future__ import annotations

import os
import shutil
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from qgis.utils import iface, plugins

SHOTS = Path(os.environ["ATLAS_SHOTS"])
WORK = Path(os.environ["ATLAS_WORK"])
PATIENCE = 60_000
log: list[str] = []


def say(text: str) -> None:
    """Write in the log, at once."""
    log.append(text)
    (WORK / "story.log").write_text("\n".join(log) + "\n", encoding="utf-8")


def expect(condition: object, text: str) -> None:
    """Check what a person would see."""
    say(f"{'ok  ' if condition else 'FAIL'} {text}")
    if not condition:
        raise RuntimeError(text)


def shot(name: str, widget: QWidget | None = None) -> None:
    """Save what is on the screen, lists that drop down included, or one window."""
    picture = widget.grab() if widget is not None else iface.mainWindow().screen().grabWindow(0)
    picture.save(str(SHOTS / f"{name}.png"))
    say(f"     {name}.png")


def dock() -> QWidget:
    """The plugin's dock."""
    return plugins["atlas_culture_plugin"].dock


def idle() -> bool:
    """Whether nothing is being computed or drawn any more."""
    panel = dock()
    return (
        panel is not None
        and panel.is_ready()
        and not QgsApplication.taskManager().activeTasks()
        and not panel._timer.isActive()
        and not iface.mapCanvas().isDrawing()
    )


def choose(box: QComboBox, text: str) -> None:
    """Choose an entry of a list by the beginning of its text."""
    row = next((i for i in range(box.count()) if box.itemText(i).startswith(text)), -1)
    expect(row >= 0, f"the list has « {text} »: {[box.itemText(i) for i in range(box.count())]}")
    box.setCurrentIndex(row)
    box.activated.emit(row)


def search(text: str) -> None:
    """Type in the search line."""
    line = dock().view.search
    line.clear()
    # Qt 5's test keys know ASCII only: an accent goes in as a paste does.
    line.insert(text)


def legend() -> list[str]:
    """Legend of the layer that the dock follows."""
    layer = dock().binding.layer()
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def story() -> Iterator[Callable[[], bool] | int]:
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
    yield from packages()
    yield from toolbox()
    yield from reopen()


def first_map() -> Iterator[Callable[[], bool] | int]:
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


def changes() -> Iterator[Callable[[], bool] | int]:
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


def by_hand() -> Iterator[Callable[[], bool] | int]:
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


def packages() -> Iterator[Callable[[], bool] | int]:
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


def toolbox() -> Iterator[Callable[[], bool] | int]:
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


def reopen() -> Iterator[Callable[[], bool] | int]:
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


class Player:
    """Plays the story step by step on the event loop."""

    def __init__(self) -> None:
        self.steps = story()
        self.waiting: Callable[[], bool] | None = None
        self.patience = 0
        QTimer.singleShot(2500, self.play)

    def play(self) -> None:
        """Go on to the next step when what is waited for has come."""
        try:
            if self.waiting is not None and not self.waiting():
                self.patience -= 100
                if self.patience < 0:
                    raise RuntimeError("waited too long")
                QTimer.singleShot(100, self.play)
                return
            step = next(self.steps)
            self.waiting = None if isinstance(step, int) else step
            self.patience = PATIENCE
            QTimer.singleShot(step if isinstance(step, int) else 100, self.play)
        except StopIteration:
            self.leave("end of the story")
        except Exception:
            shot("erreur")
            self.leave(f"FAIL {traceback.format_exc()}")

    def leave(self, text: str) -> None:
        """Close QGIS without a question."""
        say(text)
        QgsProject.instance().setDirty(False)
        QTimer.singleShot(200, lambda: os._exit(0 if text.startswith("end") else 1))


player = Player()
