# SPDX-License-Identifier: GPL-2.0-or-later
"""The user guide, read inside QGIS: no network, no other program."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImageReader, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from .. import paths
from ..core.i18n import language, tr
from .windows import resize_on_screen

#: Largest width in pixels at which a screenshot of the guide is shown.
PICTURE_WIDTH = 720


class GuideDialog(QDialog):
    """Shows the guide of the interface's language, and the pages that it leads to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Atlas Culture: user guide"))
        resize_on_screen(self, 820, 700)
        self._seen: list[tuple[Path, int]] = []
        self._path = paths.docs("fr", "guide.md") if language() == "fr" else paths.root() / "README.md"
        self.page = QTextBrowser(self)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.back = buttons.addButton(tr("Back"), QDialogButtonBox.ButtonRole.ActionRole)
        self.back.clicked.connect(self._go_back)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        layout.addWidget(buttons)
        self._show(self._path)

    def _show(self, path: Path) -> None:
        """Show a page from its beginning."""
        self._path = path
        self.page.document().setBaseUrl(QUrl.fromLocalFile(f"{path.parent}/"))
        self.page.setMarkdown(path.read_text(encoding="utf-8") if path.is_file() else "")
        shrink_pictures(self.page.document())
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.back.setEnabled(bool(self._seen))

    def _follow(self, link: QUrl) -> None:
        """Go to a heading or to another page; other addresses open in the reader's own program."""
        target = self.page.document().baseUrl().resolved(link)
        path = Path(target.toLocalFile()) if link.path() else self._path
        if link.scheme() in ("http", "https") or path.suffix != ".md" or not path.is_file():
            QDesktopServices.openUrl(target)
            return
        if path != self._path:
            self._seen.append((self._path, self.page.verticalScrollBar().value()))
            self._show(path)
        if link.hasFragment():
            self._go_to(link.fragment())

    def _go_to(self, anchor: str) -> None:
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == anchor:
                # To the end first: the heading then comes to the top of the window.
                self.page.moveCursor(QTextCursor.MoveOperation.End)
                self.page.setTextCursor(QTextCursor(block))
                return
            block = block.next()

    def _go_back(self) -> None:
        """Show the page before, where it was left."""
        path, place = self._seen.pop()
        self._show(path)
        self.page.verticalScrollBar().setValue(place)


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
            file = document.baseUrl().resolved(QUrl(form.name())).toLocalFile()
            form.setWidth(min(PICTURE_WIDTH, QImageReader(file).size().width()))
            cursor.setCharFormat(form)
        cursor.clearSelection()
