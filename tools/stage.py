# SPDX-License-Identifier: GPL-2.0-or-later
"""What a story played in QGIS desktop needs: the dock, its widgets, pictures, checks, and who plays it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QComboBox, QScrollArea, QWidget
from qgis.utils import iface, plugins

#: What a scene waits for: until something is true, or for so many milliseconds.
Scene = Iterator[Callable[[], bool] | int]

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
        and not panel.placing.jobs.is_busy()
        and not iface.mapCanvas().isDrawing()
    )


def under_way() -> str:
    """What QGIS is still doing."""
    tasks = QgsApplication.taskManager().activeTasks()
    named = [f"{task.description()} (status {task.status()})" for task in tasks]
    return f"tasks: {named}; the map is being drawn: {iface.mapCanvas().isDrawing()}"


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


def scroller(widget: QWidget) -> QScrollArea:
    """The area in which a widget scrolls."""
    while not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget


class Player:
    """Plays the story step by step on the event loop."""

    def __init__(self, story: Scene) -> None:
        self.steps = story
        self.waiting: Callable[[], bool] | None = None
        self.patience = 0
        QTimer.singleShot(2500, self.play)

    def play(self) -> None:
        """Go on to the next step when what is waited for has come."""
        try:
            if self.waiting is not None and not self.waiting():
                self.patience -= 100
                if self.patience < 0:
                    raise RuntimeError(f"waited too long; {under_way()}")
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
