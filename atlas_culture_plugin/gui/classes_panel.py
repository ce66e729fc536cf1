# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel of the classes of a map: distribution, bounds, counts, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..core import class_editing
from ..core.class_checks import color_report, grid_neighbours, manual_limits, warnings
from ..core.classify import Classification, classify
from ..core.errors import AtlasError
from ..core.formatting import decimals_for, number, outward
from ..core.histogram import bound_decimals, histogram
from ..core.i18n import tr
from ..core.model import Method
from ..core.palettes import palette as find_palette
from ..core.prepared import PreparedMap
from .elided import ElidedCheckBox
from .histogram_view import HistogramView
from .icons import icon
from .vision_strip import VisionStrip

_COLOR, _LOWER, _UPPER, _COUNT = range(4)
_ICON = QSize(16, 16)
_SWATCH = 24


class ClassesPanel(QWidget):
    """Shows the classes of a map and lets their bounds be edited.

    ``boundsChanged`` carries what to ask for as manual bounds, once a change is finished; counts and
    warnings follow while a bound is dragged. Nothing is emitted by what is set from the code.
    """

    boundsChanged = pyqtSignal(tuple)
    roundToggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepared: PreparedMap | None = None
        self._classification: Classification | None = None
        self._problem = ""
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.forget()

    def _make_widgets(self) -> None:
        self.view = HistogramView(self)
        self.empty = _sentence(self, tr("Classes of the map"))
        self.table = _BoundsTable(self)
        self.symbol = QLabel(self)
        self.symbol.setPixmap(icon("warning").pixmap(_ICON))
        self.warning = _sentence(self, tr("Warnings on the classes"))
        self.round = ElidedCheckBox(self)
        self.round.set_full_text(tr("&Round the bounds"))
        self.colors = VisionStrip(self)
        self.verdict = _sentence(self, tr("Whether the colours can be told apart"))

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.warning, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.empty)
        layout.addWidget(self.view)
        layout.addWidget(self.table)
        layout.addLayout(told)
        layout.addWidget(self.round)
        layout.addWidget(self.colors)
        layout.addWidget(self.verdict)

    def _connect(self) -> None:
        self.view.dragged.connect(self._on_dragged)
        self.view.settled.connect(self._on_settled)
        self.table.typed.connect(self._on_typed)
        self.round.clicked.connect(self.roundToggled)

    def show_map(self, prepared: PreparedMap) -> None:
        """Show the classes of a map; of two crossed ratios, those of the horizontal axis."""
        if not class_editing.has_classes(prepared):
            self.forget()
            self.empty.setText(tr("This map has no classes."))
            return
        self._prepared, self._problem = prepared, ""
        self._set_parts_visible(True)
        self.round.setChecked(prepared.request.rounded)
        self._show_classes(prepared.rounded, rebin=True)

    def forget(self) -> None:
        """Back to the state where there is no map."""
        self._prepared = self._classification = None
        self._problem = ""
        self.round.setChecked(False)
        self._set_parts_visible(False)
        self.empty.setText(tr("The classes are shown here once a map is made."))

    def bounds(self) -> tuple[float, ...]:
        """What to ask for as manual bounds so as to have the classes that are shown."""
        if self._prepared is None or self._classification is None:
            return ()
        return manual_limits(self._classification.inner, self._prepared.values)

    def set_bounds(self, bounds: Sequence[float]) -> None:
        """Show the classes that other bounds make, such as those of another map.

        Raises:
            ClassificationError: they do not ascend, or make too many classes.
        """
        if self._prepared is not None:
            made = classify(self._prepared.values, Method.MANUAL, manual=bounds)
            self._problem = ""
            self._show_classes(made, rebin=True)

    def _set_parts_visible(self, shown: bool) -> None:
        self.empty.setVisible(not shown)
        parts = (self.view, self.table, self.symbol, self.warning, self.round, self.colors, self.verdict)
        for part in parts:
            part.setVisible(shown)

    def _on_dragged(self, inner: tuple[float, ...]) -> None:
        self._problem = ""
        self._apply(inner, rebin=False)

    def _on_settled(self, inner: tuple[float, ...]) -> None:
        self._apply(inner, rebin=True)
        self.boundsChanged.emit(self.bounds())

    def _on_typed(self, rank: int, text: str) -> None:
        """A bound was typed in the table; a wrong one is refused with a sentence, and put back."""
        if self._classification is None:
            return
        try:
            inner = class_editing.typed(self._classification.inner, rank, text)
        except AtlasError as error:
            self._problem = error.sentence
            self._show_classes(self._classification, rebin=False)
            return
        self._problem = ""
        self._on_settled(inner)

    def _apply(self, inner: Sequence[float], *, rebin: bool) -> None:
        if self._prepared is not None:
            limits = manual_limits(inner, self._prepared.values)
            made = classify(self._prepared.values, Method.MANUAL, manual=limits)
            self._show_classes(made, rebin=rebin)

    def _show_classes(self, classification: Classification, *, rebin: bool) -> None:
        """Show classes; the bins stay as they are while a bound is dragged over them."""
        prepared = self._prepared
        if prepared is None:
            return
        self._classification = classification
        editable = class_editing.takes_bounds(prepared)
        colors = _colors(prepared, len(classification.counts))
        if rebin:
            self.view.show_bins(
                histogram(prepared.values, classification.inner),
                classification.inner,
                colors,
                prepared.decimals,
                editable=editable,
            )
        else:
            self.view.set_colors(colors)
        ends = class_editing.ends(prepared.values)
        self.table.show_classes(classification, ends, colors, prepared.decimals, editable=editable)
        told = [self._problem, *warnings(classification)]
        self._tell("\n".join(sentence for sentence in told if sentence))
        self.round.setEnabled(editable)
        if prepared.cell_colors:
            report = color_report(prepared.cell_colors, grid_neighbours())
        else:
            report = color_report(colors)
        self.colors.show_report(report)
        self.verdict.setText("\n".join(report.sentences()))
        self.verdict.setVisible(bool(report.sentences()))

    def _tell(self, text: str) -> None:
        self.warning.setText(text)
        self.warning.setVisible(bool(text))
        self.symbol.setVisible(bool(text))


class _BoundsTable(QTableWidget):
    """One line a class: colour, lower and upper bound, count. ``typed`` tells which bound was typed."""

    typed = pyqtSignal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._shown: dict[tuple[int, int], str] = {}
        self.setHorizontalHeaderLabels(["", tr("From"), tr("Below"), tr("Number")])
        self.horizontalHeaderItem(_COLOR).setToolTip(tr("Colour"))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_SWATCH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_COLOR, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_COLOR, _SWATCH)
        header.setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Bounds of the classes"))
        self.itemChanged.connect(self._on_item)

    def sizeHint(self) -> QSize:
        """Called by Qt: every class is seen without scrolling."""
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        height = self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()
        return QSize(240, height)

    def show_classes(
        self,
        classification: Classification,
        ends: Sequence[float],
        colors: Sequence[str],
        decimals: int,
        *,
        editable: bool,
    ) -> None:
        """Fill the table; ``ends`` are the smallest and the largest value."""
        inner, final = classification.inner, len(classification.counts) - 1
        shown = bound_decimals(inner, decimals)
        # The ends read as in the legend, which rounds them outwards.
        every = (ends[0], *inner, ends[-1])
        printed = decimals_for(every, decimals)
        least, *_inner, most = (number(limit, printed) for limit in outward(every, printed))
        # A class beyond the values is empty: it starts or ends nowhere.
        first = "" if inner and ends[0] >= inner[0] else least
        last = "" if inner and ends[-1] < inner[-1] else most
        limits = [first, *(number(bound, shown) for bound in inner), last]
        self.blockSignals(True)
        self.setRowCount(len(classification.counts))
        for row, count in enumerate(classification.counts):
            self._put(row, _LOWER, limits[row], editable and row > 0)
            self._put(row, _UPPER, limits[row + 1], editable and row < final)
            self._put(row, _COUNT, number(count), False)
            self._paint(row, colors[min(row, len(colors) - 1)])
        self.blockSignals(False)
        self.setFixedHeight(self.sizeHint().height())

    def _put(self, row: int, column: int, text: str, editable: bool) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
        item.setText(text)
        self._shown[(row, column)] = text

    def _paint(self, row: int, color: str) -> None:
        item = self.item(row, _COLOR)
        if item is None:
            item = QTableWidgetItem()
            # Never the current cell: its highlight would change the colour.
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.setItem(row, _COLOR, item)
        item.setBackground(QColor(color))
        item.setToolTip(color)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, color)

    def _on_item(self, item: QTableWidgetItem) -> None:
        """The lower bound of a class is the upper one of the class before."""
        row, column = item.row(), item.column()
        if column in (_LOWER, _UPPER) and item.text() != self._shown[(row, column)]:
            self.typed.emit(row - 1 if column == _LOWER else row, item.text())


def _colors(prepared: PreparedMap, count: int) -> tuple[str, ...]:
    """Colours of so many classes: those of the map, or as many of its palette."""
    if prepared.cell_colors:
        # Of two crossed ratios: the lowest row of the square, along the horizontal axis.
        return prepared.cell_colors[:count]
    if count == len(prepared.colors):
        return prepared.colors
    return tuple(find_palette(prepared.request.palette).colors(count))


def _sentence(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName(name)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
