# SPDX-License-Identifier: GPL-2.0-or-later
"""The choices of a map: level, year, territory, method, classes, palette."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
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
from ..core.model import Indicator, Level, Method, ValueKind
from ..core.territories import Territories
from .elided import ElidedButton
from .icons import RAMP_SIZE, ramp
from .territory_field import TerritoryField


class MapForm(QWidget):
    """Offers what the indicator allows; :meth:`request` says what is chosen."""

    changed = pyqtSignal()
    ratioWanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._indicator: Indicator | None = None
        self._ratio: Indicator | None = None
        self._detail = "auto"
        self._touched = Touched()
        self._make_fields()
        self._lay_out()
        self._connect()
        self.forget()

    def _make_fields(self) -> None:
        self.level = _combo(self, tr("Level"))
        self.year = _combo(self, tr("Year"))
        self.territory = TerritoryField(self)
        self.method = _combo(self, tr("Method"))
        self.bounds = QLineEdit(self)
        self.bounds.setPlaceholderText(tr("10; 20,5; 40"))
        self.bounds.setAccessibleName(tr("Bounds"))
        self.classes = QSpinBox(self)
        self.classes.setRange(1, MAX_CLASSES)
        self.classes.setAccessibleName(tr("Number of classes"))
        self.palette_box = _combo(self, tr("Palette"))
        self.palette_box.setIconSize(RAMP_SIZE)
        self.problem = _sentence(self)
        self.notice = _sentence(self)
        self.ratio = ElidedButton(self)
        self.ratio.hide()

    def _lay_out(self) -> None:
        self._layout = layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.addRow(tr("&Level"), self.level)
        layout.addRow(tr("&Year"), self.year)
        layout.addRow(tr("&Territory"), self.territory)
        layout.addRow(self._stock_row())
        layout.addRow(tr("&Method"), self.method)
        layout.addRow(tr("&Bounds"), self._bounds_row())
        layout.addRow(tr("&Classes"), self.classes)
        layout.addRow(tr("&Palette"), self.palette_box)

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
        self.year.activated.connect(self.changed)
        self.territory.changed.connect(self.changed)
        self.method.activated.connect(self._on_method)
        self.bounds.textEdited.connect(self._on_bounds)
        self.classes.valueChanged.connect(self._on_classes)
        self.palette_box.activated.connect(self._on_palette)
        self.ratio.clicked.connect(self._on_ratio)

    def set_territories(self, territories: Territories) -> None:
        """Give the territories that a map can be restricted to."""
        self.territory.set_territories(territories)

    def set_indicator(self, indicator: Indicator, ratio: Indicator | None) -> None:
        """Offer another indicator; the choices that it allows stay.

        Args:
            indicator: what to map.
            ratio: the ratio to offer in the place of a stock.
        """
        request = choices.carry_over(self._previous(), indicator, self._touched)
        self.show_request(indicator, ratio, request)

    def show_request(self, indicator: Indicator, ratio: Indicator | None, request: MapRequest) -> None:
        """Show the choices of a map, without telling of a change."""
        self._indicator, self._ratio, self._detail = indicator, ratio, request.detail
        self.setEnabled(True)
        _fill(self.level, [(level.label, level) for level in indicator.levels], request.level)
        self._fill_years(request.year)
        self.territory.set_level(request.level)
        self.territory.set_reference(request.within)
        _fill(self.method, [(m.label, m) for m in choices.methods_for(indicator)], request.method)
        self.bounds.setText(choices.write_bounds(request.manual_bounds))
        self._set_classes(request.classes or indicator.default_classes)
        self._fill_palettes(request.palette)
        self._constrain()

    def forget(self) -> None:
        """Back to the state where nothing is chosen."""
        self._indicator, self._touched = None, Touched()
        self.territory.set_reference("")
        for row in (self.stock, self.manual, self._layout.labelForField(self.manual)):
            row.hide()
        for combo in (self.level, self.year, self.method, self.palette_box):
            combo.clear()
        self.setEnabled(False)

    def request(self) -> MapRequest | None:
        """What is chosen; ``None`` when nothing is, or when a field says what is wrong with it."""
        request = self._previous()
        if request is None or self._indicator is None or not self.territory.is_understood():
            return None
        if not choices.is_classified(self._indicator):
            # What is greyed keeps the user's choice for the next ratio, and must not prevent this map.
            return choices.without_classes(request, self._indicator)
        if request.method is not Method.MANUAL:
            return request
        try:
            bounds = choices.parse_bounds(self.bounds.text())
        except AtlasError as error:
            self._tell(error.sentence)
            return None
        self._tell("")
        return replace(request, manual_bounds=bounds)

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
            detail=self._detail,
        )

    def _fill_years(self, wanted: int | None) -> None:
        if self._indicator is None:
            return
        level = Level(self.level.currentData())
        years = sorted(self._indicator.years_by_level[level], reverse=True)
        _fill(self.year, [(str(year), year) for year in years], wanted)

    def _fill_palettes(self, wanted: str) -> None:
        if self._indicator is None:
            return
        _fill(self.palette_box, [(p.label, p.name) for p in choices.palettes_for(self._indicator)], wanted)
        for row, palette in enumerate(choices.palettes_for(self._indicator)):
            self.palette_box.setItemIcon(row, ramp(palette))

    def _set_classes(self, count: int) -> None:
        self.classes.blockSignals(True)
        self.classes.setValue(count)
        self.classes.blockSignals(False)

    def _constrain(self) -> None:
        """Disable what the indicator or the method decides."""
        if self._indicator is None:
            return
        classified = choices.is_classified(self._indicator)
        method = Method(self.method.currentData())
        manual = classified and method is Method.MANUAL
        self.method.setEnabled(classified)
        self.palette_box.setEnabled(self.palette_box.count() > 1)
        self.classes.setEnabled(classified and method not in choices.FIXED_CLASSES)
        self.bounds.setEnabled(manual)
        self.manual.setVisible(manual)
        self._layout.labelForField(self.manual).setVisible(manual)
        self._tell("")
        self._offer_ratio()

    def _offer_ratio(self) -> None:
        indicator, ratio = self._indicator, self._ratio
        stock = indicator if indicator is not None and indicator.kind is ValueKind.STOCK else None
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
        self.territory.set_level(Level(self.level.currentData()))
        self.changed.emit()

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


def _combo(parent: QWidget, name: str) -> QComboBox:
    """A drop-down list that never asks for more width than a narrow dock has."""
    combo = QComboBox(parent)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(6)
    combo.setAccessibleName(name)
    return combo


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


def _fill(combo: QComboBox, items: list[tuple[str, object]], wanted: object) -> None:
    """Offer other items; the first when the one wanted is not among them."""
    combo.clear()
    for text, data in items:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, combo.findData(wanted)))
