# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of official data: a Qt model over what is held and what is under way, searched and sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
)

from ..core.formatting import day, number, percent
from ..core.i18n import tr
from ..core.recipes.holdings import Holding, Standing
from ..core.territories import plain
from .icons import icon
from .official_jobs import Fetch, Phase
from .package_model import levels

#: The :class:`OfficialItem` of an index; what a column is sorted by.
ITEM_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1

TITLE, THEMES, LEVELS, YEARS, PUBLISHED, HELD, STATE = range(7)
_ICONS = {
    Standing.NOT_HELD: "download",
    Standing.NEWER: "update",
    Standing.CURRENT: "packages",
    Standing.UNKNOWN: "info",
}
#: What asks for attention first.
_ORDER = (Standing.NEWER, Standing.UNKNOWN, Standing.CURRENT, Standing.NOT_HELD)


@dataclass(frozen=True)
class OfficialItem:
    """One line: a recipe with what is held of it, and what is being done."""

    holding: Holding
    fetch: Fetch | None = None

    @property
    def key(self) -> str:
        """Id of the recipe."""
        return self.holding.recipe.id

    @property
    def title(self) -> str:
        """Title of the recipe."""
        return self.holding.recipe.title

    @property
    def icon_name(self) -> str:
        """Name of the icon of its state."""
        if self.fetch is not None:
            return "warning" if self.fetch.phase is Phase.REVIEW else "download"
        return "warning" if self.holding.problem else _ICONS[self.holding.standing]

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        if self.fetch is None:
            return self.holding.standing.label
        count = len(self.fetch.account.warnings) if self.fetch.account else 0
        return {
            Phase.WAITING: tr("Waiting…"),
            Phase.REVIEW: tr("To be read before it is installed ({count})").format(count=number(count)),
            Phase.CANCELLING: tr("Cancelling…"),
        }.get(self.fetch.phase) or f"{percent(100 * self.fetch.fraction, 0)} {self.fetch.message}".strip()

    @property
    def is_running(self) -> bool:
        """Whether its task runs."""
        return self.fetch is not None and self.fetch.phase in (Phase.BUILDING, Phase.INSTALLING)

    def text(self, column: int) -> str:
        """What a column shows."""
        holding = self.holding
        texts: dict[int, Callable[[], str]] = {
            TITLE: lambda: self.title,
            THEMES: lambda: ", ".join(theme.label for theme in holding.recipe.themes),
            LEVELS: lambda: levels(holding.levels),
            YEARS: lambda: _years(holding.held.years) if holding.held else "",
            PUBLISHED: lambda: day(holding.published),
            HELD: lambda: day(self._held_day),
            STATE: lambda: self.state,
        }
        return texts[column]()

    @property
    def _held_day(self) -> str:
        held = self.holding.held
        return (held.modified or held.package.created) if held else ""

    def sort_key(self, column: int) -> str | int:
        """What a column is sorted by."""
        if column == STATE:
            return -1 if self.fetch is not None else _ORDER.index(self.holding.standing)
        if column in (PUBLISHED, HELD):
            return self.holding.published if column == PUBLISHED else self._held_day
        return plain(self.text(column))


def _years(years: tuple[int, ...]) -> str:
    """Write years briefly: the first and the last of several."""
    if len(years) < 2:
        return "".join(str(year) for year in years)
    return f"{years[0]}–{years[-1]}"


class OfficialModel(QAbstractTableModel):
    """The recipes, one a line."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty until told."""
        super().__init__(parent)
        self._holdings: list[Holding] = []
        self._fetches: dict[str, Fetch] = {}

    def set_holdings(self, holdings: list[Holding]) -> None:
        """Replace what is held; the lines stay when the recipes are the same."""
        same = [one.recipe.id for one in holdings] == [one.recipe.id for one in self._holdings]
        if not same:
            self.beginResetModel()
        self._holdings = holdings
        if same:
            self._tell()
        else:
            self.endResetModel()

    def set_fetches(self, fetches: list[Fetch]) -> None:
        """Replace what is under way."""
        self._fetches = {one.recipe.id: one for one in fetches}
        self._tell()

    def items(self) -> list[OfficialItem]:
        """Return the lines, in order."""
        return [OfficialItem(one, self._fetches.get(one.recipe.id)) for one in self._holdings]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._holdings)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Number of columns."""
        return 0 if parent is not None and parent.isValid() else STATE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Title of a column, or what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                tr("Data"), tr("Themes"), tr("Levels"), tr("Years held"),
                tr("Published"), tr("Held"), tr("State"),
            )[section]  # fmt: skip
        if role == Qt.ItemDataRole.ToolTipRole:
            return {
                PUBLISHED: tr("Day of the last change of the files that are published"),
                HELD: tr("Day of the last change of the files that you have"),
            }.get(section)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What Qt asks of a cell."""
        if not index.isValid() or index.row() >= len(self._holdings):
            return None
        holding = self._holdings[index.row()]
        item = OfficialItem(holding, self._fetches.get(holding.recipe.id))
        if role == ITEM_ROLE:
            return item
        if role == SORT_ROLE:
            return item.sort_key(index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == STATE:
            return icon(item.icon_name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return holding.reason or item.text(index.column())
        return item.text(index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def _tell(self) -> None:
        if self._holdings:
            last = self.index(len(self._holdings) - 1, STATE)
            self.dataChanged.emit(self.index(0, 0), last)


class OfficialFilter(QSortFilterProxyModel):
    """Keeps the lines of which a column has all the words searched, whatever case and accents."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Keeps all of them."""
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(SORT_ROLE)

    def search(self, text: str) -> None:
        """Keep the lines that have these words."""
        self._words = plain(text).split()
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        """Called by Qt."""
        item: OfficialItem = self.sourceModel().index(row, 0, parent).data(ITEM_ROLE)
        recipe = item.holding.recipe
        labels = [one.label for one in recipe.indicators if one.offered]
        columns = [item.text(column) for column in range(STATE + 1)]
        known = plain(" ".join([*columns, recipe.id, recipe.description, *labels]))
        return all(word in known for word in self._words)


class StateDelegate(QStyledItemDelegate):
    """Draws the state of a recipe, as a bar while it is being made."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Called by Qt."""
        item: OfficialItem = index.data(ITEM_ROLE)
        if not item.is_running or item.fetch is None:
            super().paint(painter, option, index)
            if option.state & QStyle.StateFlag.State_Selected:
                self._plate(painter, option, index)
            return
        bar = QStyleOptionProgressBar()
        bar.rect = option.rect.adjusted(2, 2, -2, -2)
        bar.palette = option.palette
        bar.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Horizontal
        bar.minimum, bar.maximum, bar.progress = 0, 1000, int(1000 * item.fetch.fraction)
        bar.textVisible = True
        bar.textAlignment = Qt.AlignmentFlag.AlignCenter
        bar.text = option.fontMetrics.elidedText(
            item.state, Qt.TextElideMode.ElideRight, bar.rect.width() - 8
        )
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ProgressBar, bar, painter, option.widget)

    def _plate(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the icon again on a plate: the colour of selections may be its own."""
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        style = full.widget.style() if full.widget else QApplication.style()
        rect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemDecoration, full, full.widget)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(rect.adjusted(-2, -1, 2, 1), 3, 3)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, rect)
        painter.restore()
