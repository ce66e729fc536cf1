# SPDX-License-Identifier: GPL-2.0-or-later
"""What is known of one package: its description, its sources, its README."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QTextDocument
from qgis.PyQt.QtWidgets import QTabWidget, QTextBrowser, QWidget

from ..core import formatting
from ..core.formatting import NARROW_NO_BREAK
from ..core.i18n import tr
from ..core.inventory import PackageRow
from ..core.manifest import Package
from .package_model import Item, levels

README = "README.md"
#: A README is a page: what is beyond is not shown.
MAX_README = 200_000


class SafeBrowser(QTextBrowser):
    """Shows texts that come from outside: loads no file, follows links in the web browser only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._open)
        # Tab leaves the text: it holds few links, and must not trap the keyboard.
        self.setTabChangesFocus(True)

    def setHtml(self, text: str) -> None:
        """Show a page. Qt takes narrow no-break spaces for spaces, and would cut numbers at them."""
        super().setHtml(text.replace(NARROW_NO_BREAK, "&nbsp;"))

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Refuse the images that a text would pick on the disk."""
        return None

    def _open(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)


class PackageDetails(QTabWidget):
    """Two tabs: the facts, and the README of what is installed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until shown a package."""
        super().__init__(parent)
        self.facts = SafeBrowser()
        self.facts.setAccessibleName(tr("Details of the package"))
        self.readme = SafeBrowser()
        self.readme.setAccessibleName(tr("README of the package"))
        self.addTab(self.facts, tr("Deta&ils"))
        self.addTab(self.readme, tr("R&EADME"))
        self.setDocumentMode(True)
        self._shown: tuple[str, str] = ("", "")

    def show_item(self, item: Item | None) -> None:
        """Show a package, or nothing; what is already shown keeps its place."""
        html = _html(item) if item is not None else ""
        readme = _readme(item.row.package) if item is not None and item.row and item.row.package else ""
        if (html, readme) == self._shown:
            return
        self._shown = (html, readme)
        self.facts.setHtml(html)
        self.readme.document().setMarkdown(readme, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        self.setTabEnabled(1, bool(readme))
        self.setTabToolTip(1, "" if readme else tr("Installed packages only have one on this computer."))


def _readme(package: Package) -> str:
    try:
        with (package.folder / README).open(encoding="utf-8", errors="replace") as stream:
            return stream.read(MAX_README)
    except OSError:
        return ""  # optional, and a removal may be under way


def _html(item: Item) -> str:
    row = item.row
    if row is None or row.described is None:
        return f"<h3>{escape(item.title)}</h3><p>{escape(item.state)}</p><p>{escape(item.key)}</p>"
    parts = [
        f"<h3>{escape(row.title)}</h3>",
        f"<p>{escape(row.problem)}</p>" if row.problem else "",
        f"<p>{escape(row.described.description)}</p>",
        "<table cellspacing='0' cellpadding='2' style='margin-top: 8px'>",
        *(_line(name, value) for name, value in _facts(row) if value),
        "</table>",
        _sources(row.package) if row.package else "",
    ]
    return "".join(parts)


def _line(name: str, value: str) -> str:
    return f"<tr><td><b>{escape(name)}</b>&nbsp;</td><td>{escape(value)}</td></tr>"


def _facts(row: PackageRow) -> list[tuple[str, str]]:
    described = row.described
    return [
        (tr("Identifier"), row.id),
        (tr("Version"), row.version),
        (tr("Available version"), row.new_version),
        (tr("Geographic code"), str(described.cog_year) if described else ""),
        (tr("Levels"), levels(row.levels)),
        (tr("Size"), formatting.size(row.size) if row.size else ""),
        (tr("Licence"), described.licence if described else ""),
        *(_installed_facts(row.package) if row.package else []),
    ]


def _installed_facts(package: Package) -> list[tuple[str, str]]:
    offered = sum(indicator.offered for indicator in package.indicators)
    return [
        (tr("Indicators"), formatting.number(offered)),
        (tr("Themes"), ", ".join(theme.label for theme in package.themes)),
        (tr("Created"), package.created),
        (tr("Folder"), str(package.folder)),
    ]


def _sources(package: Package) -> str:
    items = "".join(f"<li>{escape(source)}</li>" for source in package.sources)
    return f"<h4>{escape(tr('Sources'))}</h4><ul>{items}</ul>" if items else ""
