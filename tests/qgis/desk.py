# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of QGIS's window that docks use, with real widgets, and a dock opened in it."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsLayerTreeModel, QgsProject
from qgis.gui import QgsLayerTreeView, QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMainWindow

from atlas_culture_plugin.gui.dock import AtlasDock

PACKAGE = "atlas-essentiel"
WAIT = 60_000


class Desk:
    """What ``iface`` answers. ``opened`` holds the layouts that it was asked to open."""

    def __init__(self):
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.view = QgsLayerTreeView(self.window)
        self.view.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), self.window))
        self.active = None
        self.opened = []

    def show(self, qtbot, width, height):
        self.window.resize(width, height)
        qtbot.addWidget(self.window)
        self.window.show()
        return self

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def layerTreeView(self):
        return self.view

    def activeLayer(self):
        return self.active

    def setActiveLayer(self, layer):
        self.active = layer
        self.view.setCurrentLayer(layer)

    def openLayoutDesigner(self, layout):
        self.opened.append(layout)


def open_dock(desk, qtbot):
    """Open the dock of the atlas, and wait until it may be used."""
    dock = AtlasDock(desk)
    desk.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    qtbot.waitUntil(dock.is_ready, timeout=WAIT)
    return dock


def close_dock(dock, qtbot):
    """Close a dock as QGIS does when it ends, and wait for its tasks."""
    dock.close_down()
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().activeTasks(), timeout=WAIT)
