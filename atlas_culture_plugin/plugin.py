# SPDX-License-Identifier: GPL-2.0-or-later
"""Composition root: the one place that knows everyone.

Starting up reads no data, imports neither pandas nor requests, and touches no network: the dock
and its modules come into being the first time it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QDialog

from . import paths
from .core import i18n
from .core.i18n import tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .gis.legend_keeper import LegendKeeper
    from .gui.comparing import ComparingDock
    from .gui.dock import AtlasDock
    from .gui.holdings import Holdings
    from .gui.locator import AtlasLocator
    from .gui.settings import AtlasOptionsFactory
    from .processing.provider import AtlasCultureProvider

MENU = "Atlas Culture"
#: Object name of the dialog of the packages.
PACKAGES = "atlasCulturePackages"
#: Object name of the window of official data.
OFFICIAL = "atlasCultureOfficialData"
#: Object name of the window of linked maps.
LINKED_MAPS = "atlasCultureLinkedMaps"
#: Object name of the dialogs of portraits.
PORTRAITS = "atlasCulturePortraits"


class AtlasCulturePlugin:
    """The plugin, from ``classFactory`` to ``unload``."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self._iface = iface
        self._translator: QTranslator | None = None
        self._provider: AtlasCultureProvider | None = None
        self._action: QAction | None = None
        self._dock: AtlasDock | None = None
        self._compare: QAction | None = None
        self._comparing: ComparingDock | None = None
        self._options: AtlasOptionsFactory | None = None
        self._legends: LegendKeeper | None = None
        self._locator: AtlasLocator | None = None

    def initProcessing(self) -> None:
        """Called alone by qgis_process, and by :meth:`initGui`."""
        from .processing.provider import AtlasCultureProvider

        self._install_translator()
        self._provider = AtlasCultureProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Add the provider and the action that shows the dock."""
        self.initProcessing()
        if self._iface is None:
            return
        icon = QIcon(str(paths.resources("icons", "atlas_culture.svg")))
        self._action = QAction(icon, tr("Atlas Culture"), self._iface.mainWindow())
        self._action.setObjectName("atlasCultureDock")
        self._action.setCheckable(True)
        self._action.setStatusTip(tr("Show or hide the Atlas Culture panel"))
        self._action.toggled.connect(self._show_dock)
        self._iface.addToolBarIcon(self._action)
        self._iface.addPluginToMenu(MENU, self._action)
        self._add_compare(self._iface)
        self._add_options(self._iface)
        self._add_locator(self._iface)
        self._keep_legends()

    def unload(self) -> None:
        """Leave nothing behind."""
        if self._locator is not None and self._iface is not None:
            # Waits for a search that is under way, and deletes it.
            self._iface.deregisterLocatorFilter(self._locator)
            self._locator = None
        if self._legends is not None:
            self._legends.close()
            self._legends = None
        if self._iface is not None:
            # Owned by the main window; found by name, since its module may never have been loaded.
            for name in (PACKAGES, OFFICIAL, LINKED_MAPS, PORTRAITS):
                for dialog in self._iface.mainWindow().findChildren(QDialog, name):
                    dialog.close()
                    dialog.deleteLater()
        if self._options is not None and self._iface is not None:
            self._iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        self._drop_compare()
        if self._dock is not None and self._iface is not None:
            self._dock.close_down()
            self._iface.removeDockWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None
        if self._action is not None and self._iface is not None:
            self._iface.removePluginMenu(MENU, self._action)
            self._iface.removeToolBarIcon(self._action)
            self._action.deleteLater()
            self._action = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        i18n.set_translator(None)

    @property
    def dock(self) -> AtlasDock | None:
        """The dock, once it was shown."""
        return self._dock

    @property
    def comparing(self) -> ComparingDock | None:
        """The dock "Compare", once it was shown."""
        return self._comparing

    def _add_compare(self, iface: QgisInterface) -> None:
        icon = QIcon(str(paths.resources("icons", "compare.svg")))
        self._compare = QAction(icon, tr("Compare territories"), iface.mainWindow())
        self._compare.setObjectName("atlasCultureComparing")
        self._compare.setCheckable(True)
        self._compare.setStatusTip(tr("Show or hide the panel that compares territories"))
        self._compare.toggled.connect(self._show_comparing)
        iface.addToolBarIcon(self._compare)
        iface.addPluginToMenu(MENU, self._compare)

    def _drop_compare(self) -> None:
        if self._iface is None:
            return
        if self._comparing is not None:
            self._comparing.close_down()
            self._iface.removeDockWidget(self._comparing)
            self._comparing.deleteLater()
            self._comparing = None
        if self._compare is not None:
            self._iface.removePluginMenu(MENU, self._compare)
            self._iface.removeToolBarIcon(self._compare)
            self._compare.deleteLater()
            self._compare = None

    def _show_comparing(self, visible: bool) -> None:
        if self._iface is None:
            return
        if self._comparing is None:
            from .gui.comparing import ComparingDock

            # Both docks read the library once: the tables are kept in memory.
            known = self._dock.holdings if self._dock is not None else None
            self._comparing = ComparingDock(self._iface, known)
            # A table needs width.
            self._iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self._comparing)
            self._comparing.visibilityChanged.connect(self._follow_comparing)
        self._comparing.setUserVisible(visible)

    def _open_comparing(self) -> None:
        """Show the dock "Compare", also where it is behind another one."""
        if self._compare is not None:
            self._compare.setChecked(True)
            self._show_comparing(True)

    def _follow_comparing(self, visible: bool) -> None:
        if self._compare is not None and self._comparing is not None:
            _check(self._compare, visible or not self._comparing.isHidden())

    def _on_library(self, holdings: Holdings) -> None:
        """The library was read again: what is compared follows."""
        if self._comparing is not None:
            self._comparing.set_holdings(holdings)

    def _add_options(self, iface: QgisInterface) -> None:
        from .gui.settings import AtlasOptionsFactory

        self._options = AtlasOptionsFactory()
        iface.registerOptionsWidgetFactory(self._options)

    def _add_locator(self, iface: QgisInterface) -> None:
        from .gui.locator import AtlasLocator

        self._locator = AtlasLocator(iface, self._compare_territory, self._choose_indicator)
        iface.registerLocatorFilter(self._locator)

    def _compare_territory(self, reference: str) -> None:
        """Show the dock "Compare" with one territory more."""
        self._open_comparing()
        if self._comparing is not None:
            self._comparing.add([reference])

    def _choose_indicator(self, key: str) -> None:
        """Show the dock with another indicator."""
        if self._action is not None:
            self._action.setChecked(True)
            self._show_dock(True)
        if self._dock is not None:
            self._dock.choose(key)

    def _keep_legends(self) -> None:
        """Put the square legend of crossed ratios in the layer tree, now and whenever a project is read."""
        from .gis.legend_keeper import LegendKeeper

        self._legends = LegendKeeper(QgsProject.instance())

    def _show_dock(self, visible: bool) -> None:
        if self._iface is None:
            return
        if self._dock is None:
            from .gui.dock import AtlasDock

            self._dock = AtlasDock(self._iface)
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
            self._dock.visibilityChanged.connect(self._follow_dock)
            self._dock.loaded.connect(self._on_library)
            self._dock.view.compareWanted.connect(self._open_comparing)
        self._dock.setUserVisible(visible)

    def _follow_dock(self, visible: bool) -> None:
        """Keep the action checked when the dock is tabbed behind another one, unless it is closed."""
        if self._action is not None and self._dock is not None:
            _check(self._action, visible or not self._dock.isHidden())

    def _install_translator(self) -> None:
        locale = user_language()
        translator = QTranslator()
        if translator.load(str(paths.resources("i18n", f"atlas_culture_{locale}.qm"))):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
        i18n.set_translator(lambda text: QCoreApplication.translate(i18n.CONTEXT, text), locale)


def _check(action: QAction, checked: bool) -> None:
    """Check an action without what it does."""
    action.blockSignals(True)
    action.setChecked(checked)
    action.blockSignals(False)


def user_language() -> str:
    """Two letters of the language that QGIS shows, or would show if it had a window."""
    # What QGIS translated itself into, --lang included; "C" means English.
    language = str(QgsApplication.instance().translation() or "") or _chosen_locale()
    language = language[:2].lower()
    return language if len(language) == 2 else "en"


def _chosen_locale() -> str:
    """The language of the profile, else of the system: ``qgis_process`` does not translate itself, but what
    the user prints with it is read by the same people.
    """
    store = QgsSettings()
    if store.value("locale/overrideFlag", False, type=bool):
        return str(store.value("locale/userLocale", "") or "")
    return str(QLocale.system().name())
