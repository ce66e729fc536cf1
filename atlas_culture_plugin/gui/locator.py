# SPDX-License-Identifier: GPL-2.0-or-later
"""Territories and indicators in QGIS's own search bar: ``atl rennes``.

This module is imported when QGIS starts: it brings in nothing of the plugin before the first search.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsFeedback, QgsLocatorContext, QgsLocatorFilter, QgsLocatorResult
from qgis.PyQt.QtGui import QIcon

from .. import paths
from ..core.errors import AtlasError
from ..core.i18n import tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..core.locating import Found

PREFIX = "atl"


class Group(IntEnum):
    """Headings of the results, by their score: the highest is listed first."""

    INDICATORS = 1
    TERRITORIES = 2
    LIKELIEST = 3

    @property
    def label(self) -> str:
        """Text of the heading."""
        return {1: tr("Indicators"), 2: tr("Territories"), 3: tr("Likeliest")}[self.value]


class Action(IntEnum):
    """What the context menu of a territory offers."""

    ZOOM = 1
    COMPARE = 2


class AtlasLocator(QgsLocatorFilter):
    """Finds in a thread, in a clone of itself; does what is asked on the main thread.

    Args:
        iface: QGIS: its map is moved, its message bar tells what cannot be done.
        compare: takes the reference of a territory to compare.
        choose: takes the key of an indicator to map.
    """

    def __init__(
        self, iface: QgisInterface, compare: Callable[[str], None], choose: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._iface = iface
        self._compare = compare
        self._choose = choose
        # Thousands of communes would drown what others search for; the options of QGIS can change it.
        self.setUseWithoutPrefix(False)

    def clone(self) -> AtlasLocator:
        """Called by QGIS for each search."""
        return AtlasLocator(self._iface, self._compare, self._choose)

    def name(self) -> str:
        """Return the identifier under which QGIS keeps the choices of the user."""
        return "atlas_culture"

    def displayName(self) -> str:
        """Return the heading of the results."""
        return tr("Atlas Culture: territories and indicators")

    def prefix(self) -> str:
        """Return what limits a search to this filter."""
        return PREFIX

    def fetchResults(self, string: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:
        """Called by QGIS in a thread: only files of the plugin and of the library are read."""
        try:
            self._find(string, feedback)
        except AtlasError as error:
            self.logMessage(error.sentence, Qgis.MessageLevel.Warning)

    def _find(self, text: str, feedback: QgsFeedback) -> None:
        from ..core.locating import locate_indicators, locate_territories
        from ..core.territories import territories
        from ..gis import packages

        if not text.strip():
            return
        found = locate_territories(text, territories())
        if not feedback.isCanceled():
            library = packages.library()
            found += locate_indicators(text, library.indicators(), library.themes())
        for rank, one in enumerate(found):
            if feedback.isCanceled():
                return
            self.resultFetched.emit(self._result(one, rank))

    def _result(self, found: Found, rank: int) -> QgsLocatorResult:
        result = QgsLocatorResult(self, found.title, found.key)
        result.description = found.detail
        result.icon = _icon("region" if found.is_territory else "indicators")
        result.score = 1 - rank / 100
        # QGIS 3.40 forgets the scores and lists each group by name: the first one needs a group of its own.
        group = Group.TERRITORIES if found.is_territory else Group.INDICATORS
        group = group if rank else Group.LIKELIEST
        result.group, result.groupScore = group.label, float(group)
        if found.is_territory:
            result.actions = [
                QgsLocatorResult.ResultAction(Action.ZOOM, tr("Zoom to it on the map"), _path("search")),
                QgsLocatorResult.ResultAction(Action.COMPARE, tr("Compare"), _path("compare")),
            ]
        return result

    def triggerResult(self, result: QgsLocatorResult) -> None:
        """Called by QGIS: a territory is shown on the map, an indicator is chosen in the dock."""
        key = _key(result)
        if "/" in key:
            self._choose(key)
        else:
            self._zoom(key)

    def triggerResultFromAction(self, result: QgsLocatorResult, actionId: int) -> None:
        """Called by QGIS: what was chosen in the context menu."""
        if actionId == Action.COMPARE:
            self._compare(_key(result))
        else:
            self._zoom(_key(result))

    def _zoom(self, reference: str) -> None:
        from ..core.territories import territories
        from .zooming import show_territory

        try:
            show_territory(self._iface.mapCanvas(), reference, territories())
        except AtlasError as error:
            self._iface.messageBar().pushMessage("Atlas Culture", error.sentence, Qgis.MessageLevel.Warning)


def _key(result: QgsLocatorResult) -> str:
    """What was put in a result; it is read by a method or by an attribute, as QGIS changed its mind."""
    kept = result.userData
    return str(kept() if callable(kept) else kept)


def _path(name: str) -> str:
    return str(paths.resources("icons", f"{name}.svg"))


def _icon(name: str) -> QIcon:
    return QIcon(_path(name))
