# SPDX-License-Identifier: GPL-2.0-or-later
"""The columns of a table and what is made of each, as a table that can be edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qgis.PyQt.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..core.i18n import tr
from ..core.tables.choices import Choices, ColumnChoice, Kind
from ..core.tables.recipe_of import THEMES, theme_id
from ..core.tables.words import slug, without_unit, without_year

KEEP, LABEL, KIND, UNIT, FACTOR, THEME, YEAR = range(7)
#: Units offered; any other may be typed.
UNITS = ("€", "€/hab.", "%", "habitants", "pour 1 000 hab.", "pour 10 000 hab.", "indice", "unités")
GREY, ORANGE = "#767676", "#b85c00"

_Role = Qt.ItemDataRole


class ColumnsModel(QAbstractTableModel):
    """One row a column of the table; ``read_only`` ones (the codes, persons) cannot be kept."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.choices = Choices()
        self._locked: frozenset[str] = frozenset()

    def show_choices(self, choices: Choices, locked: frozenset[str]) -> None:
        """Show choices; the headers of ``locked`` are never kept."""
        self.beginResetModel()
        self.choices, self._locked = choices, locked
        self.endResetModel()

    def column_at(self, row: int) -> ColumnChoice:
        """Return what is made of a column."""
        return self.choices.columns[row]

    def change(self, row: int, changed: ColumnChoice) -> None:
        """Make something else of a column."""
        self.choices = self.choices.with_column(changed)
        self.dataChanged.emit(self.index(row, 0), self.index(row, YEAR))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Called by Qt."""
        return 0 if parent is not None and parent.isValid() else len(self.choices.columns)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Called by Qt."""
        return 0 if parent is not None and parent.isValid() else YEAR + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Called by Qt."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        heads = (
            tr("Column"), tr("Name"), tr("What it is"), tr("Unit"), tr("Times"), tr("Theme"), tr("Year"),
        )  # fmt: skip
        return heads[section]

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Called by Qt."""
        one = self.column_at(index.row())
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == KEEP and one.header not in self._locked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() != KEEP and not one.skip:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> object:
        """Called by Qt."""
        one, column = self.column_at(index.row()), index.column()
        if role == _Role.CheckStateRole and column == KEEP:
            return Qt.CheckState.Unchecked if one.skip else Qt.CheckState.Checked
        if role == _Role.ForegroundRole:
            return _color(one, column)
        if role == _Role.EditRole:
            return self._edited(one, column)
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return self._shown(one, column)
        return None

    def setData(self, index: QModelIndex, value: object, role: int = _Role.EditRole) -> bool:
        """Called by Qt."""
        row, column = index.row(), index.column()
        one = self.column_at(row)
        if role == _Role.CheckStateRole and column == KEEP:
            self.change(
                row,
                _kept(one) if value == Qt.CheckState.Checked else replace(one, skip=True, why=tr("left out")),
            )
            return True
        changed = _changed(one, column, value)
        if changed is None:
            return False
        self.change(row, changed)
        return True

    def _shown(self, one: ColumnChoice, column: int) -> str:
        if column == KEEP:
            return one.header
        if one.skip:
            return one.why if column == LABEL else ""
        known = THEMES.get(theme_id(one.theme, self.choices))
        texts = {
            LABEL: one.label,
            KIND: one.kind.label,
            UNIT: "" if one.kind is Kind.TYPOLOGY else one.unit,
            FACTOR: "" if one.factor == 1 else f"{one.factor:g}",
            THEME: known[0] if known else one.theme or self.choices.theme,
            YEAR: str(one.year or self.choices.year or "") or tr("column"),
        }
        return texts[column]

    def _edited(self, one: ColumnChoice, column: int) -> object:
        if column == KIND:
            return one.kind
        return f"{one.factor:g}" if column == FACTOR else self._shown(one, column)


def _color(one: ColumnChoice, column: int) -> QBrush | None:
    """Return grey for what is left out, orange for a unit that the table does not say."""
    if one.skip:
        return QBrush(QColor(GREY))
    unsaid = column == UNIT and one.unit == tr("unit to be said")
    return QBrush(QColor(ORANGE)) if unsaid else None


def _kept(one: ColumnChoice) -> ColumnChoice:
    """Return a column that was left out, kept, with what it needs."""
    name = slug(without_unit(without_year(one.header))) or "valeur"
    name = name if name[0].isalpha() else f"v_{name}"
    label = one.label or without_year(one.header) or one.header
    return replace(one, skip=False, why="", id=one.id or name, label=label, unit=one.unit or "unités")


def _changed(one: ColumnChoice, column: int, value: object) -> ColumnChoice | None:
    """Return a column with another value; None when the value cannot be."""
    text = str(value).strip()
    if column == KIND and isinstance(value, Kind):
        return replace(one, kind=value)
    if column == FACTOR:
        return _with_factor(one, text)
    if column == YEAR:
        year = int(text) if text.isdecimal() else 0
        return replace(one, year=year) if 1900 <= year <= 2200 else None
    if column == THEME:
        return replace(one, theme=text)
    if not text:
        return None
    return (
        replace(one, label=text) if column == LABEL else replace(one, unit=text) if column == UNIT else None
    )


def _with_factor(one: ColumnChoice, text: str) -> ColumnChoice | None:
    try:
        factor = float(text.replace(",", ".").replace(" ", "") or 1)
    except ValueError:
        return None
    return replace(one, factor=factor) if factor and abs(factor) < 1e12 else None


class ChoiceDelegate(QStyledItemDelegate):
    """Edits kinds, units and themes with a drop-down list."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        """Called by Qt."""
        offers: dict[int, Callable[[], list[tuple[str, object]]]] = {
            KIND: lambda: _kinds(index),
            UNIT: lambda: [(unit, unit) for unit in UNITS],
            THEME: lambda: [(labels[0], labels[0]) for labels in THEMES.values()],
        }
        offer = offers.get(index.column())
        if offer is None:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setEditable(index.column() != KIND)
        for text, data in offer():
            box.addItem(text, data)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        """Called by Qt."""
        if not isinstance(editor, QComboBox):
            super().setEditorData(editor, index)
            return
        value = index.data(_Role.EditRole)
        if editor.isEditable():
            editor.setEditText(str(value))
        else:
            editor.setCurrentIndex(max(0, editor.findData(value)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        """Called by Qt."""
        if not isinstance(editor, QComboBox):
            super().setModelData(editor, model, index)
            return
        model.setData(index, editor.currentText() if editor.isEditable() else editor.currentData())


def _kinds(index: QModelIndex) -> list[tuple[str, object]]:
    """A ratio is recomputed only where its two parts are known."""
    model = index.model()
    one = model.column_at(index.row()) if isinstance(model, ColumnsModel) else ColumnChoice("")
    known = [kind for kind in Kind if kind is not Kind.RATIO or (one.numerator and one.denominator)]
    return [(kind.label, kind) for kind in known]
