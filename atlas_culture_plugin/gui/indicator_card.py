# SPDX-License-Identifier: GPL-2.0-or-later
"""What is known of an indicator, as a text to read, select and follow the links of."""

from __future__ import annotations

import html
import re

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from ..core.i18n import tr
from ..core.model import Indicator

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_HEIGHT = 150


class IndicatorCard(QTextBrowser):
    """Definition, unit, source, licence, years, levels and coverage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = _HEIGHT
        self.setOpenExternalLinks(True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(_HEIGHT // 2)
        self.setAccessibleName(tr("Description of the indicator"))
        self.show_indicator(None)

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(240, self._height)

    def set_low(self, low: bool) -> None:
        """Take half the room where there is little: what does not fit scrolls."""
        height = _HEIGHT // 2 if low else _HEIGHT
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def show_indicator(self, indicator: Indicator | None) -> None:
        """Show an indicator, or how to choose one."""
        if indicator is None:
            self.setPlainText(tr("Choose an indicator in the tree above."))
        else:
            self.setHtml(_page(indicator))


def _page(indicator: Indicator) -> str:
    rows = [
        (tr("Unit"), indicator.unit),
        (tr("Years"), _years(indicator)),
        (tr("Levels"), ", ".join(level.label for level in indicator.levels)),
        (tr("Source"), indicator.source),
        (tr("Licence"), indicator.licence),
        (tr("Coverage"), indicator.coverage),
        (tr("Identifier"), indicator.key),
    ]
    lines = [f"<b>{html.escape(indicator.label)}</b>", _linked(indicator.definition)]
    lines += [f"<b>{html.escape(name)}</b>{tr(': ')}{_linked(text)}" for name, text in rows if text]
    return "".join(f'<p style="margin:0 0 4px 0">{line}</p>' for line in lines)


def _years(indicator: Indicator) -> str:
    """The years, told level by level only when they differ."""
    by_level = {level: indicator.years_by_level[level] for level in indicator.levels}
    if len(set(by_level.values())) == 1:
        return ", ".join(str(year) for year in indicator.years_by_level[indicator.levels[0]])
    return " ; ".join(
        f"{level.label} {', '.join(str(year) for year in years)}" for level, years in by_level.items()
    )


def _linked(text: str) -> str:
    escaped = html.escape(text)
    return _ADDRESS.sub(lambda found: f'<a href="{found.group()}">{found.group()}</a>', escaped)
