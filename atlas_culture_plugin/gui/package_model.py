# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of packages: a Qt model over the inventory and the jobs, and how one is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from qgis.PyQt.QtGui import QFont, QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
)

from ..core import formatting
from ..core.i18n import tr
from ..core.inventory import PackageRow, State
from ..core.model import Level
from .icons import icon
from .package_jobs import Job, Phase

#: The :class:`Item` of an index.
ITEM_ROLE = Qt.ItemDataRole.UserRole

_ICONS = {
    State.EMBEDDED: "packages",
    State.INSTALLED: "packages",
    State.UPDATE: "update",
    State.AVAILABLE: "download",
    State.PAUSED: "pause",
    State.BROKEN: "warning",
}
_SEPARATOR = " · "


@dataclass(frozen=True)
class Item:
    """One line of the list: a package, what is being done with it, or both."""

    row: PackageRow | None
    job: Job | None

    @property
    def key(self) -> str:
        """Id of the package, or what was typed or chosen."""
        if self.row is not None:
            return self.row.id
        return self.job.key if self.job is not None else ""

    @property
    def title(self) -> str:
        """What the line is called."""
        if self.row is not None:
            return self.row.title
        return self.job.title if self.job is not None else ""

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self.job is not None and self.job.phase is not Phase.PAUSED

    @property
    def paused(self) -> bool:
        """Whether a download can be gone on with."""
        if self.busy:
            return False
        return self.job is not None or (self.row is not None and self.row.state is State.PAUSED)

    @property
    def icon_name(self) -> str:
        """Name of the icon of its state."""
        if self.busy or self.row is None:
            return "pause" if self.paused else "download"
        return _ICONS[State.PAUSED if self.paused else self.row.state]

    @property
    def state(self) -> str:
        """Where it stands, in a short sentence."""
        if self.job is not None:
            return _job_state(self.job)
        return _row_state(self.row) if self.row is not None else ""

    @property
    def summary(self) -> str:
        """Where it stands, then version and size, unless something is being done."""
        if self.job is not None or self.row is None or self.row.state is State.PAUSED:
            return self.state
        return _joined(
            self.state, versions(self.row), formatting.size(self.row.size) if self.row.size else ""
        )

    @property
    def facts(self) -> str:
        """Vintage, levels and licence in one line."""
        row = self.row
        if row is None or row.described is None:
            return self.key
        vintage = tr("COG {year}").format(year=row.described.cog_year)
        return _joined(vintage, levels(row.levels), row.described.licence)

    @property
    def lines(self) -> tuple[str, str, str]:
        """Everything, as a tooltip or a screen reader tells it."""
        return self.title, self.summary, self.facts


def versions(row: PackageRow) -> str:
    """Version in use and version available."""
    if row.version and row.new_version:
        return f"{row.version} → {row.new_version}"
    return row.version or row.new_version


def _joined(*facts: str) -> str:
    return _SEPARATOR.join(fact for fact in facts if fact)


def levels(found: tuple[Level, ...]) -> str:
    """Names of levels."""
    return ", ".join(level.label for level in found)


def _row_state(row: PackageRow) -> str:
    if row.state is State.BROKEN:
        return row.problem
    if row.state is State.PAUSED:
        sentence = tr("Paused: {done} of {total} downloaded")
        return sentence.format(done=formatting.size(row.partial), total=formatting.size(row.size))
    return {
        State.EMBEDDED: tr("Comes with the plugin"),
        State.INSTALLED: tr("Installed"),
        State.UPDATE: tr("Update available"),
        State.AVAILABLE: tr("Not installed"),
    }[row.state]


def _job_state(job: Job) -> str:
    if job.phase is Phase.PAUSED:
        return tr("Paused: {progress}").format(progress=job.message) if job.message else tr("Paused")
    texts = {Phase.PAUSING: tr("Pausing…"), Phase.CANCELLING: tr("Cancelling…")}
    return texts.get(job.phase) or job.message or tr("Waiting…")


class PackageModel(QAbstractListModel):
    """The packages, then what is being installed from elsewhere."""

    _READERS: ClassVar[dict[int, Callable[[Item], object]]] = {
        ITEM_ROLE: lambda item: item,
        Qt.ItemDataRole.DisplayRole: lambda item: item.title,
        Qt.ItemDataRole.DecorationRole: lambda item: icon(item.icon_name),
        Qt.ItemDataRole.ToolTipRole: lambda item: "\n".join(item.lines),
        Qt.ItemDataRole.AccessibleTextRole: lambda item: _joined(*item.lines),
    }

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty until told."""
        super().__init__(parent)
        self._rows: list[PackageRow] = []
        self._jobs: dict[str, Job] = {}
        self._items: list[Item] = []

    def set_rows(self, rows: list[PackageRow]) -> None:
        """Replace the packages."""
        self._rows = rows
        self._update()

    def set_jobs(self, jobs: list[Job]) -> None:
        """Replace the jobs."""
        self._jobs = {job.key: job for job in jobs}
        self._update()

    def item(self, key: str) -> Item | None:
        """Return the line of a package."""
        return next((item for item in self._items if item.key == key), None)

    def items(self) -> list[Item]:
        """Return the lines, in order."""
        return list(self._items)

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a line, invalid when there is none."""
        keys = [item.key for item in self._items]
        return self.index(keys.index(key)) if key in keys else QModelIndex()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What Qt asks of a line."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        read = self._READERS.get(role)
        return read(item) if read else None

    def _made(self) -> list[Item]:
        known = {row.id for row in self._rows}
        items = [Item(row, self._jobs.get(row.id)) for row in self._rows]
        return items + [Item(None, job) for job in self._jobs.values() if job.key not in known]

    def _update(self) -> None:
        """Reset only when lines come or go: a reset would lose the selection at each progress."""
        made = self._made()
        if [item.key for item in made] == [item.key for item in self._items]:
            self._items = made
            if made:
                self.dataChanged.emit(self.index(0), self.index(len(made) - 1))
            return
        self.beginResetModel()
        self._items = made
        self.endResetModel()


class PackageDelegate(QStyledItemDelegate):
    """Draws a line: icon, title, where it stands (a bar while busy), facts."""

    MARGIN = 6
    ICON = 24

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Three lines of text; the width is the view's."""
        return QSize(160, 3 * self._line(option) + 2 * self.MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw with the palette and the style of the desktop."""
        item: Item = index.data(ITEM_ROLE)
        option = QStyleOptionViewItem(option)
        style = option.widget.style() if option.widget else QApplication.style()
        painter.save()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        inner = option.rect.adjusted(self.MARGIN, self.MARGIN, -self.MARGIN, -self.MARGIN)
        self._icon(painter, option, QRect(inner.left(), inner.top(), self.ICON, self.ICON), item)
        inner.setLeft(inner.left() + self.ICON + self.MARGIN)
        self._texts(painter, option, inner, item)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._focus(painter, option, style)

    def _icon(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, item: Item) -> None:
        """Draw the icon; on a plate when selected: the colour of selections may be its own."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 4, 4)
        icon(item.icon_name).paint(painter, rect)

    def _texts(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, item: Item) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        line = self._line(option)
        bold = QFont(option.font)
        bold.setBold(True)
        self._text(painter, bold, inner, item.title)
        inner.translate(0, line)
        self._text(painter, option.font, self._bar(painter, option, inner, item), item.summary)
        inner.translate(0, line)
        # Quieter than the title, and still readable on any theme.
        painter.setOpacity(0.8)
        self._text(painter, option.font, inner, item.facts)

    def _text(self, painter: QPainter, font: QFont, rect: QRect, text: str) -> None:
        painter.setFont(font)
        metrics = QFontMetrics(font)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        place = QRect(rect.left(), rect.top(), rect.width(), metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _bar(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, item: Item) -> QRect:
        """Draw the progress of a job; return what is left of the line for its text."""
        if item.job is None or (item.job.phase is Phase.PAUSED and not item.job.fraction):
            return inner
        width = min(140, inner.width() // 3)
        bar = QStyleOptionProgressBar()
        bar.rect = QRect(inner.left(), inner.top() + 2, width, max(self._line(option) - 6, 8))
        bar.palette = option.palette
        bar.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Horizontal
        bar.minimum, bar.maximum, bar.progress = 0, 1000, int(1000 * item.job.fraction)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ProgressBar, bar, painter, option.widget)
        return inner.adjusted(width + self.MARGIN, 0, 0, 0)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem, style: QStyle) -> None:
        style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, option.widget)

    def _line(self, option: QStyleOptionViewItem) -> int:
        font = QFont(option.font)
        font.setBold(True)
        return int(QFontMetrics(font).height()) + 3
