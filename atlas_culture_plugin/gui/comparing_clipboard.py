# SPDX-License-Identifier: GPL-2.0-or-later
"""A comparison on the clipboard: a table for spreadsheets and word processors. Main thread only."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QMimeData
from qgis.PyQt.QtWidgets import QApplication

from ..core.comparison.model import Comparison, Figure
from ..core.comparison.overview import COLUMNS, clipboard_html, clipboard_text


def copy_table(
    comparison: Comparison, columns: Sequence[str] = COLUMNS, figures: Sequence[Figure] | None = None
) -> None:
    """Put figures on the clipboard, as text and as HTML: each program takes what it reads best.

    Args:
        comparison: what is shown.
        columns: names among ``overview.COLUMNS``.
        figures: those to copy, in their order; all of them when None.
    """
    data = QMimeData()
    data.setText(clipboard_text(comparison, columns, figures))
    data.setHtml(clipboard_html(comparison, columns, figures))
    QApplication.clipboard().setMimeData(data)
