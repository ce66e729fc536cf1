# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dock is doing, what went wrong, what was drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import AtlasError
from ..core.i18n import tr
from .icons import icon
from .tool_buttons import tool_button

_ICON = QSize(16, 16)


class _Message(QTextBrowser):
    """A few lines to read and select; beyond four of them they scroll."""

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        spacing = self.fontMetrics().lineSpacing()
        height = int(self.document().size().height()) + 2 * self.frameWidth()
        return QSize(200, min(max(height, 2 * spacing), 4 * spacing + 10))

    def minimumSizeHint(self) -> QSize:
        """Called by Qt: that of a scroll bar would be higher than a short sentence."""
        return QSize(100, 2 * self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: a narrower text is higher."""
        super().resizeEvent(event)
        self.updateGeometry()


class StatusPanel(QWidget):
    """One of three states: at work, in error, or telling of the last map."""

    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_widgets()
        self._lay_out()
        self.cancel.clicked.connect(self.cancelled)
        self.more.toggled.connect(self.details.setVisible)
        self.idle()
        self.message.hide()
        self.symbol.hide()

    def _make_widgets(self) -> None:
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 100)
        self.bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = _button(self, "cancel", tr("Cancel"))
        self.symbol = QLabel(self)
        self.message = _Message(self)
        self.message.setOpenLinks(False)
        self.message.setTabChangesFocus(True)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.message.setAccessibleName(tr("Messages"))
        self.more = _button(self, "info", tr("Details"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setCheckable(True)
        self.details = QPlainTextEdit(self)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setMaximumHeight(120)
        self.details.setAccessibleName(tr("Technical details"))
        self.details.hide()

    def _lay_out(self) -> None:
        work = QHBoxLayout()
        work.addWidget(self.bar, 1)
        work.addWidget(self.cancel)
        text = QHBoxLayout()
        text.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        text.addWidget(self.message, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(work)
        layout.addLayout(text)
        layout.addWidget(self.more)
        layout.addWidget(self.details)

    def busy(self, what: str) -> None:
        """Show that something is being done, with a way to stop it."""
        self.bar.setFormat(what)
        self.bar.setValue(0)
        self.bar.setAccessibleDescription(what)
        self.bar.show()
        self.cancel.show()

    def set_progress(self, percent: float) -> None:
        """Move the progress bar."""
        self.bar.setValue(int(percent))

    def idle(self) -> None:
        """Nothing is being done any more; what was told stays."""
        self.bar.hide()
        self.cancel.hide()
        self._set_details("")

    def tell(self, lines: Iterable[str]) -> None:
        """Show what was drawn, or a plain sentence."""
        self.idle()
        self._say("\n".join(lines), "info")

    def fail(self, error: AtlasError) -> None:
        """Show an error; its technical details on demand."""
        self.idle()
        self._say(error.sentence, "warning")
        self._set_details(error.details)

    def text(self) -> str:
        """What is told."""
        return str(self.message.toPlainText())

    def _say(self, text: str, symbol: str) -> None:
        self.message.setPlainText(text)
        self.message.setAccessibleDescription(text)
        self.message.setVisible(bool(text))
        self.message.updateGeometry()
        self.symbol.setPixmap(icon(symbol).pixmap(_ICON))
        self.symbol.setVisible(bool(text))

    def _set_details(self, details: str) -> None:
        self.more.setChecked(False)
        self.more.setVisible(bool(details))
        self.details.setPlainText(details)


class Offer(QWidget):
    """A sentence with one button, until it is pressed or dismissed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], None] | None = None
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.button = _button(self, "folder", "")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.dismiss = _button(self, "cancel", tr("Not now"))
        self._lay_out()
        self.button.clicked.connect(self._do)
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.button, 1)
        row.addWidget(self.dismiss)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(self.sentence)
        layout.addLayout(row)

    def propose(self, sentence: str, action: str, act: Callable[[], None]) -> None:
        """Show a sentence and the button that does what it proposes."""
        self._act = act
        self.sentence.setText(sentence)
        self.button.setText(action)
        self.button.setToolTip(action)
        self.show()

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()


def _button(parent: QWidget, name: str, text: str) -> QToolButton:
    button = tool_button(parent, name, text)
    button.setText(text)
    return button
