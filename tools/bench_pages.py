# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages: how fast a series comes out, how much memory it takes, how much its files weigh.

Part of ``make bench``; each function returns its lines as (name, ours, theirs, limit of the ratio, note).
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qgis.core import Qgis, QgsLayout, QgsLayoutExporter, QgsProject

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.series import SeriesPlan, plan
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import compose, export, series
from atlas_culture_plugin.gis.layout_templates import find
from atlas_culture_plugin.gis.settings import DEFAULT_DPI

Row = tuple[str, float, float, float, str]

ROOT = Path(__file__).resolve().parent.parent
MB = 1_000_000
#: Pages a minute are at least 0.9 of theirs.
SLOWEST = 1 / 0.9
DEPARTEMENT_LIMIT, COMMUNE_LIMIT, EXTRACT_LIMIT = 0.5, 3.0, 6.0
INDICATOR, COMMUNE_INDICATOR = "cinemas_100k", "niveau_vie_median"


def library(folder: Path) -> Library:
    """The embedded packages."""
    return Library(folder / "library", paths.data("packages"))


def regional(folder: Path, pages: int = 13, level: Level = Level.EPCI) -> SeriesPlan:
    """A page a region of metropolitan France."""
    request = MapRequest(INDICATOR, level, within="METRO")
    planned = plan(library(folder), territories(), request, (), Level.REGION)
    return SeriesPlan(planned.pages[:pages], (), planned.titles)


def maker(folder: Path) -> series.MakePage:
    """Makes the pages from the usual template."""
    return series.page_maker(library(folder), territories(), compose.Options(), folder / "layers")


def speed(folder: Path, in_turn: Callable[..., tuple[float, float]], runs: int) -> Row:
    """(g) The 13 pages, from the figures to the file, against QGIS's exporter on the same layouts."""
    planned, make = regional(folder), maker(folder)
    drawing: list[float] = []

    def ours() -> None:
        series.write(planned, folder / "ours.pdf", make)

    def theirs() -> None:
        seconds = 0.0
        for page in planned.pages:
            project = QgsProject()
            layout, _about = make(page, project)
            start = time.perf_counter()
            by_qgis(layout, folder / f"{page.slug}.pdf")
            seconds += time.perf_counter() - start
            project.clear()
        drawing.append(seconds)

    mine, qgis = in_turn(ours, theirs, runs)
    drawn = sorted(drawing[1:])[len(drawing[1:]) // 2]
    note = f"{13 * 60 / mine:.0f} pages a minute; QGIS's export alone, layouts made: {13 * 60 / drawn:.0f}"
    return ("(g) 13 pages by region / QGIS's exporter", mine, qgis, SLOWEST, note)


def by_qgis(layout: QgsLayout, target: Path) -> None:
    """Write a page as the user would with QGIS's own dialog, as vectors with texts."""
    options = QgsLayoutExporter.PdfExportSettings()
    options.dpi = DEFAULT_DPI
    options.forceVectorOutput = True
    options.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    if QgsLayoutExporter(layout).exportToPdf(str(target), options) != QgsLayoutExporter.ExportResult.Success:
        raise SystemExit(f"QGIS could not write {target}")


MEMORY = """
import sys, tempfile
from pathlib import Path
sys.path[:0] = [{root!r}, {tools!r}]
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
import bench_pages
from atlas_culture_plugin.gis import series
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    series.write(bench_pages.regional(folder, {pages}), folder / "x.pdf", bench_pages.maker(folder))
# The peak that getrusage() gives would be that of the parent, where it is higher.
status = Path("/proc/self/status").read_text().splitlines()
print("peak", *(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")))
"""


def memory() -> Row:
    """(h) Peak memory of the 13 pages against that of three: it must not grow with the pages."""
    many, few = peak(13), peak(3)
    note = "MB, against those of 3 pages"
    return ("(h) peak memory of 13 pages", many, few, 1.25, note)


def peak(pages: int) -> float:
    """MB of memory at most, in a process of its own."""
    code = MEMORY.format(root=str(ROOT), tools=str(ROOT / "tools"), pages=pages)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    found = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("peak ")]
    if not found:
        raise SystemExit(f"memory: {done.stderr}")
    return float(found[0])


def weights(folder: Path) -> list[Row]:
    """(i) Weights of PDFs against their limits, in MB."""
    twelve = folder / "twelve.pdf"
    series.write(regional(folder, 12), twelve, maker(folder))
    return [
        weight(
            "(i) PDF of the departements", one_map(folder, INDICATOR, Level.DEPARTEMENT), DEPARTEMENT_LIMIT
        ),
        weight("(i) PDF of the communes", one_map(folder, COMMUNE_INDICATOR, Level.COMMUNE), COMMUNE_LIMIT),
        weight("(i) PDF of 12 regional pages", twelve, EXTRACT_LIMIT),
    ]


def weight(name: str, file: Path, limit: float) -> Row:
    """Weight of a file against its limit."""
    return (name, file.stat().st_size / MB, limit, 1.0, f"MB, against {limit:g}")


def one_map(folder: Path, indicator: str, level: Level) -> Path:
    """A national map with all its insets."""
    request = MapRequest(indicator, level)
    page = compose.prepare_page(
        library(folder), territories(), request, compose.Options(), folder / "layers", Silent()
    )
    project = QgsProject()
    composed = compose.lay_out(project, page, find(""))
    done = export.export(composed.layout, folder / f"{level.value}.pdf")
    project.clear()
    return done.path
