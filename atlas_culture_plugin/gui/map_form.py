# SPDX-License-Identifier: GPL-2.0-or-later
"""The choices of a map: level, year, territory, method, classes, palette."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..core import choices
from ..core.choices import Touched
from ..core.classify import MAX_CLASSES
from ..core.errors import AtlasError
from ..core.i18n import tr
from ..core.mapping import MapRequest, stock_notice
from ..core.model import Indicator, Level, Method, Mode, ValueKind
from ..core.territories import Territories
from ..core.variants import variants_of
from .combos import combo, fill
from .crossing_form import CrossingForm
from .elided import ElidedButton
from .field_grid import FieldGrid
from .icons import RAMP_SIZE, ramp
from .switches import Switches
from .territory_field import TerritoryField

#: Largest denominator that may be asked for: a region's population.
MAX_THRESHOLD = 20_000_000


class MapForm(QWidget):
    """Offers what the indicator allows; :meth:`request` says what is chosen."""

    changed = pyqtSignal()
    ratioWanted = pyqtSignal(str)
    #: Key of another way of counting the same thing.
    variantWanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._indicator: Indicator | None = None
        self._ratio: Indicator | None = None
        #: What a request keeps that no field of the form shows.
        self._kept: dict[str, Any] = {"boundaries": ""}
        self._touched = Touched()
        self._known: dict[str, Indicator] = {}
        self._make_fields()
        self._lay_out()
        self._connect()
        self.forget()

    def _make_fields(self) -> None:
        self.level = combo(self, tr("Level"))
        self.year = combo(self, tr("Year"))
        self.territory = TerritoryField(self)
        self.notice = _sentence(self)
        self.ratio = ElidedButton(self)
        self.ratio.hide()
        self.switches = Switches(self)
        self.method = combo(self, tr("Method"))
        self.bounds = QLineEdit(self)
        self.bounds.setPlaceholderText(tr("10; 20,5; 40"))
        self.bounds.setAccessibleName(tr("Bounds"))
        self.classes = QSpinBox(self)
        self.classes.setRange(1, MAX_CLASSES)
        self.classes.setAccessibleName(tr("Number of classes"))
        self.palette_box = combo(self, tr("Palette"))
        self.palette_box.setIconSize(RAMP_SIZE)
        self.palette_box.setMinimumContentsLength(4)
        self.threshold = QSpinBox(self)
        self.threshold.setRange(0, MAX_THRESHOLD)
        # Its widest number and unit would ask for more than a narrow dock has.
        self.threshold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.threshold.setSpecialValueText(tr("Nothing hidden"))
        self.threshold.setAccessibleName(tr("Hide ratios under"))
        self.threshold.setToolTip(
            tr("A ratio that rests on very few people says little: it is hidden, and the legend says so.")
        )
        #: Laid out apart, in a group of its own: see :class:`~.dock_view.DockView`.
        self.crossing = CrossingForm(self)
        self.problem = _sentence(self)

    def _lay_out(self) -> None:
        self._layout = layout = FieldGrid(self)
        layout.add_field(tr("&Level"), self.level)
        layout.add_field(tr("&Year"), self.year)
        layout.add_field(tr("&Territory"), self.territory)
        layout.add_wide(self._stock_row())
        layout.add_wide(self.switches)
        layout.add_field(tr("M&ethod"), self.method)
        layout.add_field(tr("&Bounds"), self._bounds_row())
        layout.add_field(tr("&Classes"), self.classes)
        layout.add_field(tr("&Palette"), self.palette_box)
        layout.add_field(tr("T&hreshold"), self.threshold)

    def _stock_row(self) -> QWidget:
        """What is said of a stock, in one row that takes no room when it is empty."""
        self.stock = _column(self, self.notice, self.ratio)
        self.stock.hide()
        return self.stock

    def _bounds_row(self) -> QWidget:
        self.manual = _column(self, self.bounds, self.problem)
        self.manual.setFocusProxy(self.bounds)
        self.manual.hide()
        return self.manual

    def _connect(self) -> None:
        self.level.activated.connect(self._on_level)
        self.year.activated.connect(self._on_year)
        self.territory.changed.connect(self.changed)
        self.method.activated.connect(self._on_method)
        self.bounds.textEdited.connect(self._on_bounds)
        self.classes.valueChanged.connect(self._on_classes)
        self.palette_box.activated.connect(self._on_palette)
        self.ratio.clicked.connect(self._on_ratio)
        self.threshold.valueChanged.connect(self.changed)
        self.crossing.changed.connect(self.changed)
        self.crossing.modeChanged.connect(self._on_mode)
        self.crossing.second.activated.connect(self._forget_scale)
        self.switches.wanted.connect(self.variantWanted)

    def fill(self, territories: Territories, indicators: Mapping[str, Indicator]) -> None:
        """Give the territories that a map can be restricted to, and the indicators of a crossing."""
        self.territory.set_territories(territories)
        self._known = dict(indicators)
        self.crossing.set_indicators(indicators.values())

    def set_indicator(self, indicator: Indicator, ratio: Indicator | None) -> None:
        """Offer another indicator; the choices that it allows stay.

        Args:
            indicator: what to map.
            ratio: the ratio to offer in the place of a stock.
        """
        request = choices.carry_over(self._previous(), indicator, self._touched)
        self.show_request(indicator, ratio, replace(request, boundaries=self._kept["boundaries"]))

    def show_request(self, indicator: Indicator, ratio: Indicator | None, request: MapRequest) -> None:
        """Show the choices of a map, without telling of a change."""
        self._indicator, self._ratio = indicator, ratio
        kept = ("detail", "rounded", "circle_maximum", "boundaries")
        self._kept = {name: getattr(request, name) for name in kept}
        self.switches.show_switches(variants_of(self._known.values(), indicator))
        self.setEnabled(True)
        fill(self.level, [(level.label, level) for level in indicator.levels], request.level)
        self._fill_years(request.year)
        self.territory.set_level(request.level)
        self.territory.set_reference(request.within)
        fill(self.method, [(m.label, m) for m in choices.methods_for(indicator)], request.method)
        self.bounds.setText(choices.write_bounds(request.manual_bounds))
        self._set_classes(request.classes or indicator.default_classes)
        self.crossing.show_request(indicator, request)
        self._fill_palettes(request.palette)
        self._show_threshold(request.threshold)
        self._constrain()

    def forget(self) -> None:
        """Back to the state where nothing is chosen."""
        self._indicator, self._touched = None, Touched()
        self.territory.set_reference("")
        for row in (self.stock, self.manual, self._layout.label_of(self.manual)):
            row.hide()
        for box in (self.level, self.year, self.method, self.palette_box):
            box.clear()
        self.crossing.forget()
        self.switches.show_switches(())
        self.setEnabled(False)

    def request(self) -> MapRequest | None:
        """What is chosen; ``None`` when nothing is, or when a field says what is wrong with it."""
        request = self._previous()
        if request is None or self._indicator is None or not self.territory.is_understood():
            return None
        if not self.crossing.is_complete():
            return None
        request = choices.for_mode(self.crossing.apply(request), self._indicator, self._touched)
        if request.method is not Method.MANUAL or not self._is_classified():
            return request
        try:
            bounds = choices.parse_bounds(self.bounds.text())
        except AtlasError as error:
            self._tell(error.sentence)
            return None
        self._tell("")
        return replace(request, manual_bounds=bounds)

    def choices(self) -> MapRequest | None:
        """What is chosen, complete or not: for another indicator that takes the place of this one."""
        request = self.request() or self._previous()
        return self.crossing.apply(request) if request is not None else None

    def indicator_key(self) -> str:
        """The indicator, empty when there is none."""
        return self._indicator.key if self._indicator is not None else ""

    def set_bounds(self, bounds: Sequence[float]) -> None:
        """Cut the classes at bounds given by hand, as if they had been typed."""
        self.method.setCurrentIndex(self.method.findData(Method.MANUAL))
        self.bounds.setText(choices.write_bounds(bounds))
        self._on_method()

    def set_rounded(self, rounded: bool) -> None:
        """Have bounds that are round, even where a territory then changes class."""
        self._kept["rounded"] = rounded
        self.changed.emit()

    def set_circle_maximum(self, value: float) -> None:
        """Draw the circles at the scale where the largest stands for a value; 0: for that of the map."""
        self._kept["circle_maximum"] = value
        self.changed.emit()

    def set_boundaries(self, name: str) -> None:
        """Draw the next map on other boundaries; a layer that is there keeps its own."""
        self._kept["boundaries"] = name

    def _forget_scale(self) -> None:
        """A scale is that of one stock."""
        self._kept["circle_maximum"] = 0.0

    def _is_classified(self) -> bool:
        """Whether the user chooses the classes: not those of circles alone, categories or evolutions."""
        return self._indicator is not None and choices.is_classified(self._indicator, self.crossing.mode())

    def _previous(self) -> MapRequest | None:
        """The fields as they are, typed bounds left aside."""
        if self._indicator is None:
            return None
        return MapRequest(
            indicator=self._indicator.key,
            level=Level(self.level.currentData()),
            year=self.year.currentData(),
            within=self.territory.reference(),
            method=Method(self.method.currentData()),
            classes=self.classes.value(),
            palette=self.palette_box.currentData() or "",
            threshold=self.threshold.value() if self.threshold.isEnabled() else 0,
            **self._kept,
        )

    def _fill_years(self, wanted: int | None) -> None:
        if self._indicator is None:
            return
        level = Level(self.level.currentData())
        years = sorted(self._indicator.years_by_level[level], reverse=True)
        fill(self.year, [(str(year), year) for year in years], wanted)

    def _fill_palettes(self, wanted: str) -> None:
        if self._indicator is None:
            return
        offered = choices.palettes_of(self._indicator, self.crossing.mode())
        fill(self.palette_box, [(p.label, p.name) for p in offered], wanted)
        for row, palette in enumerate(offered):
            self.palette_box.setItemIcon(row, ramp(palette))

    def _show_threshold(self, value: float) -> None:
        """Name what the threshold counts: the inhabitants, the cinemas under the ratio."""
        indicator = self._indicator
        below = indicator and self._known.get(f"{indicator.package}/{indicator.denominator}")
        self.threshold.setEnabled(below is not None)
        self.threshold.setSuffix(f" {below.unit}" if below else "")
        self.threshold.blockSignals(True)
        self.threshold.setValue(round(value))
        self.threshold.blockSignals(False)

    def _set_classes(self, count: int) -> None:
        self.classes.blockSignals(True)
        self.classes.setValue(count)
        self.classes.blockSignals(False)

    def _constrain(self) -> None:
        """Disable what the indicator or the method decides."""
        if self._indicator is None:
            return
        classified = self._is_classified()
        method = Method(self.method.currentData())
        manual = classified and method is Method.MANUAL
        self.method.setEnabled(classified)
        self.palette_box.setEnabled(self.palette_box.count() > 1)
        by_hand = choices.has_class_count(self._indicator, self.crossing.mode(), method)
        self.classes.setEnabled(by_hand)
        self.bounds.setEnabled(manual)
        # What a map leaves no choice of is not shown: the form is then short.
        self._layout.show_field(self.method, classified)
        self._layout.show_field(self.manual, manual)
        self._layout.show_field(self.classes, classified or by_hand)
        self._layout.show_field(self.threshold, self.threshold.isEnabled())
        self._tell("")
        self._offer_ratio()

    def _offer_ratio(self) -> None:
        indicator, ratio = self._indicator, self._ratio
        # Crossed or followed over the years, a stock is not drawn as circles alone.
        is_alone = self.crossing.mode() is Mode.SINGLE
        is_stock = indicator is not None and indicator.kind is ValueKind.STOCK
        stock = indicator if is_stock and is_alone else None
        self.notice.setText(stock_notice(stock, None) if stock else "")
        self.notice.setVisible(stock is not None)
        self.stock.setVisible(stock is not None)
        self.ratio.setVisible(stock is not None and ratio is not None)
        if ratio is not None:
            self.ratio.set_full_text(tr("Choose the ratio “{ratio}”").format(ratio=ratio.label))

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_level(self) -> None:
        self._fill_years(self.year.currentData())
        level = Level(self.level.currentData())
        self.territory.set_level(level)
        self.crossing.set_place(level, self.year.currentData())
        self.changed.emit()

    def _on_year(self) -> None:
        self.crossing.set_place(Level(self.level.currentData()), self.year.currentData())
        self.changed.emit()

    def _on_mode(self) -> None:
        """The palettes of another mode: the default one, since the user's was for something else."""
        self._touched = replace(self._touched, palette=False)
        self._forget_scale()
        mode = self.crossing.mode()
        if self._indicator is not None:
            self._fill_palettes(choices.default_palette(self._indicator, mode))
        self._constrain()

    def _on_method(self) -> None:
        self._touched = replace(self._touched, method=True)
        self._constrain()
        self.changed.emit()

    def _on_bounds(self) -> None:
        self._tell("")
        self.changed.emit()

    def _on_classes(self) -> None:
        self._touched = replace(self._touched, classes=True)
        self.changed.emit()

    def _on_palette(self) -> None:
        self._touched = replace(self._touched, palette=True)
        self.changed.emit()

    def _on_ratio(self) -> None:
        if self._ratio is not None:
            self.ratioWanted.emit(self._ratio.key)


def _column(parent: QWidget, *widgets: QWidget) -> QWidget:
    """Widgets one below the other, as one field of a form."""
    column = QWidget(parent)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return column


def _sentence(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.hide()
    return label
