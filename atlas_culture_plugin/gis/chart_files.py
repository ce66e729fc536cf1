# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts as pictures and as files: SVG, PNG, the figures as CSV."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from ..core.comparison.charts import Chart
from ..core.errors import StorageError
from ..core.i18n import tr
from ..core.storage import check_file, replace_text, writing

#: Kinds of files that a chart is saved as.
SUFFIXES = (".svg", ".png", ".csv")
DPI = 300
_MM = 25.4
#: Spreadsheets take a CSV without it for one in the old encoding of the system.
_BOM = "\ufeff"


def picture(chart: Chart, dpi: float = DPI) -> QImage:
    """The chart on white, at so many dots per inch."""
    width, height = (max(1, round(side * dpi / _MM)) for side in chart.size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi * 1000 / _MM))
    image.setDotsPerMeterY(round(dpi * 1000 / _MM))
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(chart.svg.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    return image


def write_chart(chart: Chart, path: Path) -> None:
    """Write a chart as what the suffix of the file says.

    Raises:
        StorageError: the suffix is not one of :data:`SUFFIXES`, or the file cannot be written.
    """
    check_file(path)
    suffix = path.suffix.lower()
    if suffix == ".svg":
        replace_text(path, chart.svg)
    elif suffix == ".csv":
        replace_text(path, _BOM + chart.csv())
    elif suffix == ".png":
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture(chart).save(buffer, "PNG")
        with writing(path):
            path.write_bytes(bytes(data))
    else:
        sentence = tr("“{name}” is not a kind of file for a chart: end its name with {suffixes}.")
        raise StorageError(sentence.format(name=path.name, suffixes=", ".join(SUFFIXES)))
