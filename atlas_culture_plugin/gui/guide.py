# SPDX-License-Identifier: GPL-2.0-or-later
"""The user guide, read inside QGIS: no network, no other program."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from .. import paths
from ..core.i18n import language, tr

#: Width in pixels at which a screenshot of the guide is shown.
PICTURE_WIDTH = 720


class GuideDialog(QDialog):
    """Shows the guide of the interface's language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Atlas Culture: user guide"))
        self.resize(820, 700)
        path = paths.docs("fr", "guide.md") if language() == "fr" else paths.root() / "README.md"
        self.page = QTextBrowser(self)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.page.document().setBaseUrl(QUrl.fromLocalFile(f"{path.parent}/"))
        self.page.setMarkdown(path.read_text(encoding="utf-8") if path.is_file() else "")
        shrink_pictures(self.page.document())
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        layout.addWidget(buttons)

    def _follow(self, link: QUrl) -> None:
        """Go to a heading of the page, or open another address in the reader's own program."""
        if not link.hasFragment() or link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(self.page.document().baseUrl().resolved(link))
            return
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == link.fragment():
                # To the end first: the heading then comes to the top of the window.
                self.page.moveCursor(QTextCursor.MoveOperation.End)
                self.page.setTextCursor(QTextCursor(block))
                return
            block = block.next()


def slug(heading: str) -> str:
    """Anchor of a heading, as the forges make them: lower case, hyphens, no punctuation."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def shrink_pictures(document: QTextDocument) -> None:
    """Fit the pictures of a page: Qt shows them at their full size, wider than the window."""
    cursor = QTextCursor(document)
    while not cursor.atEnd():
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        form = cursor.charFormat().toImageFormat()
        if form.isValid():
            form.setWidth(PICTURE_WIDTH)
            cursor.setCharFormat(form)
        cursor.clearSelection()
