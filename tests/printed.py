# SPDX-License-Identifier: GPL-2.0-or-later
"""What a printed page says and shows, asked of poppler and GDAL rather than of the code under test."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.PyQt.QtGui import QColor, QImage

#: GDAL's own resolution when it opens a PDF: pixels then correspond.
DPI = 150

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils are not installed")


@dataclass(frozen=True)
class Font:
    """A font of a PDF."""

    name: str
    embedded: bool


def poppler(tool: str, *arguments: object) -> str:
    """Run one of poppler's tools, which may not complain; return what it prints."""
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def info(path: Path) -> dict[str, str]:
    """The fields of pdfinfo."""
    lines = (line.partition(":") for line in poppler("pdfinfo", path).splitlines())
    return {name: value.strip() for name, _colon, value in lines}


def text(path: Path, page: int | None = None) -> str:
    """The text of a PDF on one line, as a person would copy it: nobody copies no-break spaces."""
    pages = ("-f", page, "-l", page) if page else ()
    found = poppler("pdftotext", "-nopgbrk", *pages, path, "-")
    return plain(found)


def plain(found: str) -> str:
    """A text with simple spaces."""
    return " ".join(found.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").split())


def fonts(path: Path) -> list[Font]:
    """The fonts of a PDF."""
    rows = (line.split() for line in poppler("pdffonts", path).splitlines()[2:])
    return [Font(row[0], row[-5] == "yes") for row in rows]


def images(path: Path) -> list[str]:
    """The raster images inside a PDF."""
    return poppler("pdfimages", "-list", path).splitlines()[2:]


def picture(path: Path, page: int = 1, dpi: int = DPI) -> QImage:
    """A page drawn by poppler."""
    target = path.with_suffix(f".{page}.{dpi}")
    poppler("pdftoppm", "-r", dpi, "-f", page, "-l", page, "-png", "-singlefile", path, target)
    drawn = QImage(f"{target}.png")
    assert not drawn.isNull()
    return drawn


class Georeferenced:
    """A page whose places are found by the georeference that GDAL reads in it."""

    def __init__(self, path: Path, page: int = 1) -> None:
        count = int(info(path)["Pages"])
        opened = gdal.Open(str(path) if count == 1 else f"PDF:{page}:{path}")
        assert opened is not None
        self.crs = opened.GetSpatialRef().GetAuthorityCode(None) or opened.GetSpatialRef().GetName()
        self._inverse = gdal.InvGeoTransform(opened.GetGeoTransform())
        self.size = (opened.RasterXSize, opened.RasterYSize)
        self.image = picture(path, page)
        assert abs(self.image.width() - self.size[0]) <= 1

    def color(self, x: float, y: float) -> str:
        """Colour of the page where the map shows a point, in the CRS of the map."""
        column, row = gdal.ApplyGeoTransform(self._inverse, x, y)
        return QColor(self.image.pixel(int(column), int(row))).name()
