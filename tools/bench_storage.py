# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways to store values and geometry, measured on the communes: ``make bench-storage``.

Prints the tables of ``docs/storage.md``. Seconds are medians of several runs, the ways in turn, each
round begun by another way, after one that is not counted. In brackets, the fastest run over the
fastest of the first way: what else the machine does can only lengthen a run. The maps that the ways
draw must be the same, pixel by pixel.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import METROPOLE, PACKAGE  # first: it makes the plugin importable and Qt headless
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage
from storage_ways import WAYS, Opened, Source, Way, opened

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import levelfile
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, PreparedMap, prepare
from atlas_culture_plugin.core.model import Level, Method
from atlas_culture_plugin.core.request import DETAIL, NATIONAL
from atlas_culture_plugin.core.scope import subset
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis.expressions import FieldNames
from atlas_culture_plugin.gis.styling import build_renderer

SHOWN, OTHER = "niveau_vie_median", "densite"
DEPARTEMENT = "DEP-35"
LAYERS = 10


@dataclass
class Bench:
    """The measurements of all the ways on one boundary file."""

    folder: Path
    source: Source
    library: Library
    runs: int

    def __post_init__(self) -> None:
        self.shown, self.other = self.map(SHOWN), self.map(OTHER)
        self.files = [self.folder / f"way{number}.gpkg" for number in range(len(WAYS))]
        self.kept: list[Opened] = []
        self.condition = subset(Level.COMMUNE, DEPARTEMENT, territories())
        self.zoom = self.departement()

    def map(self, indicator: str) -> PreparedMap:
        """Natural breaks in six classes, all communes."""
        request = MapRequest(indicator, Level.COMMUNE, method=Method.NATURAL_BREAKS, classes=6)
        return prepare(self.library, territories(), request)

    def fields(self, prepared: PreparedMap) -> FieldNames:
        """Where every way keeps the value and the status."""
        return FieldNames(prepared.column, levelfile.status_fields(self.source.table)[prepared.column])

    def measure(self, name: str, call: Callable[[int], object]) -> None:
        """Print a row of seconds of ``call``, which is given the number of the way."""
        seconds: list[list[float]] = [[] for _way in WAYS]
        for turn in range(self.runs + 1):
            for number in sorted(range(len(WAYS)), key=lambda n: (n - turn) % len(WAYS)):
                start = time.perf_counter()
                call(number)
                if turn:
                    seconds[number].append(time.perf_counter() - start)
        fastest = min(seconds[0])
        self.add(name, [f"{statistics.median(one):.3f} ({min(one) / fastest:.2f})" for one in seconds])

    def add(self, name: str, cells: list[str]) -> None:
        """Print a row."""
        print(f"| {name} | {' | '.join(cells)} |", flush=True)

    def run(self) -> None:
        """Measure everything, in the order of the table."""
        print(f"| | {' | '.join(way.name for way in WAYS)} |\n|---|{'---:|' * len(WAYS)}")
        self.measure("building, from the parsed table, s", self.build)
        self.measure("opening the layer, s", lambda n: WAYS[n].open(self.files[n], self.fields(self.shown)))
        self.kept = [self.open_styled(path, way) for path, way in zip(self.files, WAYS)]
        self.check_drawing(self.shown)
        self.measure("drawing France, s", lambda n: draw(self.kept[n].layer))
        self.measure("zooming on one departement, s", lambda n: draw(self.kept[n].layer, self.zoom))
        self.measure("reading one column, s", lambda n: read(self.kept[n].layer, self.shown.column))
        for one in self.kept:
            one.layer.setSubsetString(self.condition)
        self.measure("drawing one departement, filtered, s", lambda n: draw(self.kept[n].layer, self.zoom))
        for one in self.kept:
            one.layer.setSubsetString("")
        self.measure("switching the indicator, up to drawn, s", self.switch)
        self.check_drawing(self.shown if self.runs % 2 else self.other)
        self.kept = []
        self.measure_sizes()
        self.add("the map is back when the project is reopened", self.each(self.is_back))
        self.add("the file alone, in a bare QGIS, has the figures", self.each(self.is_whole))

    def each(self, check: Callable[[int], bool]) -> list[str]:
        """A cell a way."""
        return ["yes" if check(number) else "no" for number in range(len(WAYS))]

    def build(self, number: int) -> None:
        """Write the file of a way anew."""
        self.files[number].unlink(missing_ok=True)
        WAYS[number].build(self.source, self.files[number])

    def open_styled(self, path: Path, way: Way) -> Opened:
        """Open a layer ready to draw."""
        found = way.open(path, self.fields(self.shown))
        found.layer.setRenderer(build_renderer(self.shown, self.fields(self.shown), None))
        return found

    def switch(self, number: int) -> None:
        """Show the other indicator, or the first again."""
        one = self.kept[number]
        shows_other = self.other.column in one.layer.renderer().classAttribute()
        prepared = self.map(SHOWN if shows_other else OTHER)
        WAYS[number].turn_to(one, self.fields(prepared))
        one.layer.setRenderer(build_renderer(prepared, self.fields(prepared), one.layer.renderer().clone()))
        draw(one.layer)

    def departement(self) -> QgsRectangle:
        """The extent to draw it in."""
        box = levelfile.extent(self.source.outlines, Level.COMMUNE, self.condition)
        systems = (QgsCoordinateReferenceSystem(name) for name in ("EPSG:4326", "EPSG:2154"))
        transform = QgsCoordinateTransform(*systems, QgsProject.instance().transformContext())
        return transform.transformBoundingBox(QgsRectangle(*box))

    def check_drawing(self, prepared: PreparedMap) -> None:
        """Stop unless all the ways draw the same map, with the colours of all its classes."""
        images = [draw(one.layer) for one in self.kept]
        check_colors(images[0], prepared.colors)
        for way, image in zip(WAYS, images):
            if image != images[0]:
                raise SystemExit(f"{way.name} draws another map")

    def measure_sizes(self) -> None:
        """Megabytes of a single indicator, of the whole table, and of layers on several indicators."""
        indicators = [one for one in self.library.indicators(PACKAGE) if Level.COMMUNE in one.levels]
        columns = [one.column(one.latest_year(Level.COMMUNE)) for one in indicators[:LAYERS]]
        alone = [
            [self.size_alone(way, column) for column in (columns[:1] if way.shares else columns)]
            for way in WAYS
        ]
        whole = [path.stat().st_size for path in self.files]
        several = [size if way.shares else sum(sizes) for way, size, sizes in zip(WAYS, whole, alone)]
        self.add("one indicator alone, MB", [megabytes(sizes[0]) for sizes in alone])
        self.add(f"all {len(self.source.table.columns)} columns, MB", [megabytes(size) for size in whole])
        self.add(f"{LAYERS} layers on {LAYERS} indicators, MB", [megabytes(size) for size in several])

    def size_alone(self, way: Way, column: str) -> int:
        """Bytes of a file with a single indicator."""
        target = self.folder / "alone.gpkg"
        way.build(self.source.only(column), target)
        size = target.stat().st_size
        target.unlink()
        return size

    def is_back(self, number: int) -> bool:
        """Whether a project, moved with its data, draws the same map when it is reopened."""
        home, moved = self.folder / "home", self.folder / "moved"
        shutil.rmtree(moved, ignore_errors=True)
        home.mkdir()
        shutil.copyfile(self.files[number], home / "data.gpkg")
        found = self.open_styled(home / "data.gpkg", WAYS[number])
        identifier, before = found.layer.id(), draw(found.layer)
        project = QgsProject.instance()
        project.addMapLayers(found.layers())
        del found
        project.write(str(home / "map.qgz"))
        project.clear()
        home.rename(moved)
        project.read(str(moved / "map.qgz"))
        same = bool(draw(project.mapLayer(identifier)) == before)
        project.clear()
        return same

    def is_whole(self, number: int) -> bool:
        """Whether one layer of the file has both the outlines and the values."""
        layers = [
            opened(self.files[number], one.name())
            for one in QgsProviderRegistry.instance().querySublayers(str(self.files[number]))
        ]
        return any(one.isSpatial() and one.fields().lookupField(self.shown.column) >= 0 for one in layers)


def megabytes(size: int) -> str:
    """A size to be read in a table."""
    return f"{size / 1e6:.1f}"


def draw(layer: QgsVectorLayer, extent: QgsRectangle = METROPOLE) -> QImage:
    """Draw a layer at 1400 × 900 in Lambert-93."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(1400, 900))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def check_colors(image: QImage, colors: tuple[str, ...]) -> None:
    """Stop unless the colour of every class covers some pixels."""
    pixels = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    absent = [color for color in colors if QColor(color).rgb() not in pixels]
    if absent:
        raise SystemExit(f"the map lacks the colours {absent}")


def read(layer: QgsVectorLayer, column: str) -> list[object]:
    """One field of every row, without the outlines."""
    index = layer.fields().lookupField(column)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([index])
    return [feature.attribute(index) for feature in layer.getFeatures(request)]


def bench(folder: Path, detail: str, runs: int) -> None:
    """Print the table of one boundary file."""
    folder.mkdir()
    library = Library(folder / "library", paths.data("packages"))
    # GDAL opens GeoPackages for writing: the shipped ones are only ever copied.
    outlines = Path(
        shutil.copyfile(levelfile.boundaries_file(Level.COMMUNE, detail), folder / "outlines.gpkg")
    )
    source = Source(outlines, library.table(PACKAGE, Level.COMMUNE))
    print(f"\ncommune_{detail}.gpkg, {outlines.stat().st_size / 1e6:.1f} MB, medians of {runs}\n")
    Bench(folder, source, library, runs).run()


def main() -> int:
    """Print a table for each boundary file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each way (default 5)")
    parser.add_argument("--detail", choices=(NATIONAL, DETAIL), help="only this boundary file")
    arguments = parser.parse_args()
    application = QgsApplication([], False)
    application.initQgis()
    from qgis.analysis import QgsNativeAlgorithms

    QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
    with tempfile.TemporaryDirectory(prefix="atlas-storage-") as name:
        for detail in [arguments.detail] if arguments.detail else [NATIONAL, DETAIL]:
            bench(Path(name) / detail, detail, arguments.runs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
