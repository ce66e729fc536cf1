# SPDX-License-Identifier: GPL-2.0-or-later
"""Failures shown above a form until the user closes them: the whole sentence, details on demand.

QGIS's own message bar has one fixed line: in a narrow window it cuts the sentence.
"""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import AtlasError
from ..core.i18n import tr

#: Above this height, in pixels, the notices scroll.
MAX_HEIGHT = 120


class Notice(QFrame):
    """One failure."""

    def __init__(self, title: str, error: AtlasError, alarming: bool) -> None:
        """Show the sentence under its title."""
        super().__init__()
        self.error = error
        self.alarming = alarming
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel(f"<b>{_html(title)}</b><br>{_html(error.sentence)}")
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.more = _button(tr("Details"), tr("Show or hide the technical details"))
        self.more.setCheckable(True)
        self.more.setVisible(bool(error.details))
        self.dismiss = _button("✕", tr("Close this message"))
        self.dismiss.setAccessibleName(tr("Close this message"))
        self.details = QPlainTextEdit(error.details)
        self.details.setReadOnly(True)
        self.details.setMaximumHeight(80)
        self.details.setVisible(False)
        self.more.toggled.connect(self.details.setVisible)
        self._lay_out()

    def _lay_out(self) -> None:
        pixmap = (
            QStyle.StandardPixmap.SP_MessageBoxCritical
            if self.alarming
            else QStyle.StandardPixmap.SP_MessageBoxWarning
        )
        sign = QLabel()
        sign.setPixmap(self.style().standardIcon(pixmap).pixmap(QSize(20, 20)))
        line = QHBoxLayout()
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addLayout(line)
        layout.addWidget(self.details)


class Notices(QScrollArea):
    """The notices, the newest on top; takes no place when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty, and hidden."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._body)
        self.setVisible(False)

    def notices(self) -> list[Notice]:
        """Return what is shown, the newest first."""
        found = (self._list.itemAt(index).widget() for index in range(self._list.count()))
        return [widget for widget in found if isinstance(widget, Notice)]

    def add(self, title: str, error: AtlasError, alarming: bool = True) -> Notice:
        """Show a failure."""
        notice = Notice(title, error, alarming)
        notice.dismiss.clicked.connect(lambda: self.remove(notice))
        notice.more.toggled.connect(self._fit)
        self._list.insertWidget(0, notice)
        self.setVisible(True)
        self._fit()
        self.verticalScrollBar().setValue(0)
        return notice

    def remove(self, notice: Notice) -> None:
        """Take a notice away."""
        self._list.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self.setVisible(bool(self.notices()))
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as the sentences are at the present width, up to a limit."""
        width = max(self.viewport().width(), 200)
        return QSize(width, min(self._list.totalHeightForWidth(width), self._limit()))

    def minimumSizeHint(self) -> QSize:
        """The first sentences are always seen."""
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """A narrower sentence is higher."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.updateGeometry()

    def _limit(self) -> int:
        return MAX_HEIGHT + (80 if any(notice.more.isChecked() for notice in self.notices()) else 0)


def _html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAutoRaise(True)
    return button
