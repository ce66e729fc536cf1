# SPDX-License-Identifier: GPL-2.0-or-later
"""Buttons whose text is cut with an ellipsis where the dock is narrow; the tool tip has all of it."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QStyle, QStyleOptionButton

_PADDING = 12
#: Between the icon and the text of a check box.
_GAP = 4


class ElidedButton(QPushButton):
    """A push button that can be narrower than its text."""

    def set_full_text(self, text: str) -> None:
        """Set the text; ``&`` marks the mnemonic."""
        self._full = text
        _explain(self, text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        _elide(self, getattr(self, "_full", ""), self.width() - 2 * _PADDING)


class ElidedCheckBox(QCheckBox):
    """A check box that can be narrower than its text."""

    def set_full_text(self, text: str) -> None:
        """Set the text; ``&`` marks the mnemonic."""
        self._full = text
        _explain(self, text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(_PADDING, super().sizeHint().height())

    def _fit(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        contents = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        symbol = 0 if self.icon().isNull() else self.iconSize().width() + _GAP
        _elide(self, getattr(self, "_full", ""), contents.width() - symbol)


def _explain(button: QPushButton | QCheckBox, text: str) -> None:
    plain = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    button.setToolTip(plain)
    button.setAccessibleName(plain)
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


def _elide(button: QPushButton | QCheckBox, text: str, width: int) -> None:
    flag = int(Qt.TextFlag.TextShowMnemonic)
    button.setText(button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(width, 40), flag))
