# SPDX-License-Identifier: GPL-2.0-or-later
"""Ratios against what a user would do otherwise, both sides in one run: ``make bench``.

Every figure is the median of several runs, the two sides in turn, on the national communes of the
embedded package. Seconds depend on the machine; the ratios hardly do.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import bench_build  # noqa: E402
import bench_compare  # noqa: E402
import bench_pages  # noqa: E402
import numpy as np  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsClassificationJenks,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsMapLayer,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsRendererRange,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QElapsedTimer, QEventLoop, QSize, QTimer  # noqa: E402

from atlas_culture_plugin import paths  # noqa: E402
from atlas_culture_plugin.core import levelfile  # noqa: E402
from atlas_culture_plugin.core.classify import classify  # noqa: E402
from atlas_culture_plugin.core.library import Library  # noqa: E402
from atlas_culture_plugin.core.mapping import MapRequest, prepare  # noqa: E402
from atlas_culture_plugin.core.model import Level, Method  # noqa: E402
from atlas_culture_plugin.core.progress import Silent  # noqa: E402
from atlas_culture_plugin.core.request import NATIONAL  # noqa: E402
from atlas_culture_plugin.core.territories import territories  # noqa: E402
from atlas_culture_plugin.gis import layers, tasks  # noqa: E402
from atlas_culture_plugin.gis.styling import build_renderer  # noqa: E402

PACKAGE = "atlas-essentiel"
INDICATOR, FIELD, CLASSES = "niveau_vie_median", "niveau_vie_median_2018", 6
#: Longest stall of the main thread that passes unnoticed, in seconds.
STALL_LIMIT = 0.1
METROPOLE = QgsRectangle(90_000, 6_040_000, 1_250_000, 7_120_000)


@dataclass(frozen=True)
class Line:
    """One comparison: seconds of ours, seconds of theirs, the largest ratio accepted."""

    name: str
    ours: float
    theirs: float
    limit: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over theirs."""
        return self.ours / self.theirs

    def __str__(self) -> str:
        verdict = "met" if self.ratio <= self.limit else "NOT MET"
        figures = f"{self.ours:9.3f} {self.theirs:9.3f} {self.ratio:7.3f} {self.limit:6.2f}  {verdict}"
        return f"{self.name:<46} {figures}{'  ' + self.note if self.note else ''}"


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median seconds of both sides, run in turn after one round that is not counted."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for turn in range(runs + 1):
        for side, call in enumerate((ours, theirs)):
            start = time.perf_counter()
            call()
            if turn:
                seconds[side].append(time.perf_counter() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def request(**options: object) -> MapRequest:
    """The map of the comparisons: natural breaks, six classes, all communes."""
    base: dict[str, object] = {
        "indicator": INDICATOR,
        "level": Level.COMMUNE,
        "method": Method.NATURAL_BREAKS,
        "classes": CLASSES,
    }
    return MapRequest(**{**base, **options})  # type: ignore[arg-type]


def fresh_library(folder: Path) -> Library:
    """A library that has read nothing yet."""
    return Library(folder / "library", paths.data("packages"))


def cleaned_csv(folder: Path) -> Path:
    """The commune table with its markers emptied, so that QGIS reads numbers. Not timed."""
    target = folder / "communes.csv"
    source = paths.data("packages", PACKAGE, "commune.csv")
    with source.open(encoding="utf-8", newline="") as read, target.open("w", encoding="utf-8") as write:
        writer = csv.writer(write)
        for row in csv.reader(read):
            writer.writerow(["" if cell in ("nd", "s", "so") else cell for cell in row])
    return target


def jenks_renderer(layer: QgsVectorLayer, field: str) -> QgsGraduatedSymbolRenderer:
    """What the symbology panel does: QGIS's own Jenks, then a symbol a class."""
    classes = QgsClassificationJenks().classes(layer, field, CLASSES)
    symbol = QgsFillSymbol.createSimple({})
    ranges = [QgsRendererRange(one, symbol.clone()) for one in classes]
    renderer = QgsGraduatedSymbolRenderer(field, ranges)
    layer.setRenderer(renderer)
    return renderer


def load(folder: Path, runs: int) -> Line:
    """(a) From the package on disk to a joined, classified, styled layer, all indicators."""
    table = cleaned_csv(folder)
    outlines = levelfile.boundaries_file(Level.COMMUNE, NATIONAL)
    counter = iter(range(1000))
    places = territories()

    def ours() -> QgsVectorLayer:
        target = folder / f"ours{next(counter)}"
        built = layers.build_map(fresh_library(folder), places, request(), target, Silent())
        return layers.create_layer(built)

    def theirs() -> QgsVectorLayer:
        target = folder / f"theirs{next(counter)}.gpkg"
        # detectTypes reads every column as a number; only the code must be declared.
        source = QgsVectorLayer(
            f"file://{table}?type=csv&detectTypes=yes&field=code:text&geomType=none", "t", "delimitedtext"
        )
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("native:joinattributestable")
        context = QgsProcessingContext()
        parameters = {
            "INPUT": QgsVectorLayer(str(outlines), "communes", "ogr"),
            "FIELD": "code",
            "INPUT_2": source,
            "FIELD_2": "code",
            "METHOD": 1,
            "OUTPUT": str(target),
        }
        _results, ok = algorithm.run(parameters, context, QgsProcessingFeedback())
        layer = QgsVectorLayer(str(target), "joined", "ogr")
        if not ok or layer.featureCount() < 34_000:
            raise SystemExit("native:joinattributestable did not join")
        jenks_renderer(layer, FIELD)
        return layer

    return Line("(a) package on disk to styled layer", *in_turn(ours, theirs, runs), 0.33)


def switch(folder: Path, runs: int) -> Line:
    """(b) Another indicator on a loaded layer, up to a ready renderer."""
    library, places = fresh_library(folder), territories()
    built = layers.build_map(library, places, request(indicator="densite"), folder / "switch", Silent())
    layer = layers.create_layer(built)

    def ours() -> object:
        prepared = prepare(library, places, request())
        return build_renderer(prepared, built.fields, layer.renderer())

    def theirs() -> object:
        return jenks_renderer(layer.clone(), FIELD)

    return Line("(b) switching the indicator", *in_turn(ours, theirs, runs), 0.25)


def natural_breaks(folder: Path, runs: int) -> Line:
    """(c) Natural breaks against mapclassify's Fisher-Jenks on a sample."""
    from mapclassify import FisherJenksSampled

    table = fresh_library(folder).table(PACKAGE, Level.COMMUNE)
    values = table.columns[FIELD].values
    values = values[~np.isnan(values)]
    bounds = classify(values, Method.NATURAL_BREAKS, CLASSES).bounds
    sampled = FisherJenksSampled(values, k=CLASSES)
    ours_ssd = deviations(values, np.searchsorted(np.array(bounds[1:-1]), values, side="right"))
    theirs_ssd = deviations(values, np.searchsorted(sampled.bins[:-1], values, side="left"))
    if ours_ssd > theirs_ssd * (1 + 1e-12):
        raise SystemExit(f"natural breaks: our sum of squares {ours_ssd} is above theirs {theirs_ssd}")
    seconds = in_turn(
        lambda: classify(values, Method.NATURAL_BREAKS, CLASSES),
        lambda: FisherJenksSampled(values, k=CLASSES),
        runs,
    )
    note = f"sum of squares: {ours_ssd / theirs_ssd:.4f} of theirs"
    return Line("(c) natural breaks / mapclassify", *seconds, 0.05, note)


def deviations(values: np.ndarray, classes: np.ndarray) -> float:
    """Sum over the classes of the squared deviations from the mean of the class."""
    return float(
        sum(((part - part.mean()) ** 2).sum() for part in (values[classes == c] for c in set(classes)))
    )


def drawing(folder: Path, runs: int, raw: Path | None) -> Line:
    """(d) Drawing the national map, against the unsimplified outlines with a single symbol."""
    library = fresh_library(folder)
    built = layers.build_map(library, territories(), request(), folder / "drawing", Silent())
    ours = layers.create_layer(built)
    theirs = QgsVectorLayer(str(raw or unsimplified(folder)), "raw", "ogr")
    theirs.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({})))
    drawn = draw(ours)
    if len({drawn.pixel(x, y) for x in range(0, 1400, 7) for y in range(0, 900, 7)}) < CLASSES:
        raise SystemExit("drawing: the map is blank")
    return Line("(d) drawing the national map", *in_turn(lambda: draw(ours), lambda: draw(theirs), runs), 0.6)


def draw(layer: QgsMapLayer) -> object:
    """Draw a layer at 1400 × 900 in Lambert-93."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(1400, 900))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    settings.setExtent(METROPOLE)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def stall(folder: Path) -> Line:
    """(e) Longest silence of the event loop while installing a package and loading a map."""
    library = Library(folder / "stall-library", paths.data("packages"))
    project, loop = QgsProject.instance(), QEventLoop()
    gaps: list[float] = []
    clock = QElapsedTimer()
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: gaps.append(clock.nsecsElapsed() / 1e9) or clock.start())

    def shown(built: layers.BuiltMap) -> None:
        layers.add_to_project(layers.create_layer(built), project)
        QTimer.singleShot(50, loop.quit)

    def installed(_package: object) -> None:
        tasks.start(
            tasks.AtlasTask(
                "load",
                lambda progress: layers.build_map(
                    library, territories(), request(), folder / "stall", progress
                ),
                shown,
                fail,
            )
        )

    def fail(error: Exception) -> None:
        raise SystemExit(str(error))

    clock.start()
    timer.start()
    install = tasks.AtlasTask(
        "install",
        lambda progress: library.install(paths.data("packages", PACKAGE), progress),
        installed,
        fail,
    )
    tasks.start(install)
    loop.exec()
    timer.stop()
    project.clear()
    return Line("(e) longest stall of the main thread", max(gaps), STALL_LIMIT, 1.0, "against 100 ms")


PLUGIN = """
import sys, time
sys.path.insert(0, {root!r})
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QMainWindow
application = QgsApplication([], True)
application.initQgis()
# What the plugin asks of QGIS's interface when it starts, on a real window.
class Iface:
    def __init__(self):
        self.window = QMainWindow()
        self.tools = self.window.addToolBar("plugins")
        self.menu = self.window.menuBar().addMenu("Plugins")

    def mainWindow(self):
        return self.window

    def addToolBarIcon(self, action):
        self.tools.addAction(action)

    def addPluginToMenu(self, name, action):
        self.menu.addMenu(name).addAction(action)

    def registerOptionsWidgetFactory(self, factory):
        self.factory = factory

    def registerLocatorFilter(self, locator):
        self.locator = locator

iface = Iface()
start = time.perf_counter()
from atlas_culture_plugin import classFactory
plugin = classFactory(iface)
plugin.initGui()
print("seconds", time.perf_counter() - start)
loaded = [name for name in ("pandas", "requests") if name in sys.modules]
if loaded:
    raise SystemExit(f"start-up imported {{loaded}}")
"""
PANDAS = """
import time
from qgis.core import QgsApplication
start = time.perf_counter()
import pandas
print("seconds", time.perf_counter() - start)
"""


def seconds_of(code: str) -> float:
    """Seconds that a script says it took, in a process of its own."""
    # As QGIS does, which keeps the bytecode of plugins: without it, modules would be compiled at each turn.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=kept)
    found = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("seconds ")]
    if not found:
        raise SystemExit(f"start-up: {done.stderr}")
    return float(found[0])


def start_up(runs: int) -> Line:
    """(f) classFactory and initGui, against importing pandas; a process each."""
    ours, theirs = [], []
    code = PLUGIN.format(root=str(ROOT))
    for _turn in range(runs):
        ours.append(seconds_of(code))
        theirs.append(seconds_of(PANDAS))
    return Line("(f) start-up / importing pandas", statistics.median(ours), statistics.median(theirs), 0.3)


def unsimplified(folder: Path) -> Path:
    """The communes before simplification, built from the same sources as the shipped boundaries."""
    target = ROOT / "build" / "bench" / "communes_raw.gpkg"
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(ROOT / "tools" / "build_boundaries.py"), "--raw-communes", str(target)]
        subprocess.run(command, check=True)
    return target


def main() -> int:
    """Print the table; fail when a ratio is not met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each side (default 5)")
    parser.add_argument("--raw", type=Path, help="unsimplified communes, instead of building them")
    parser.add_argument("--only", default="abcdefghijklmn", help="letters of the lines to run")
    arguments = parser.parse_args()
    application = QgsApplication([], False)
    application.initQgis()
    from qgis.analysis import QgsNativeAlgorithms

    QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as name:
        folder, runs = Path(name), arguments.runs
        lines = {
            "a": lambda: load(folder, runs),
            "b": lambda: switch(folder, runs),
            "c": lambda: natural_breaks(folder, runs),
            "d": lambda: drawing(folder, runs, arguments.raw),
            "e": lambda: stall(folder),
            "f": lambda: start_up(runs),
            "g": lambda: Line(*bench_pages.speed(folder, in_turn, min(runs, 3))),
            "h": lambda: Line(*bench_pages.memory()),
            "i": lambda: [Line(*row) for row in bench_pages.weights(folder)],
            "j": lambda: Line(*bench_compare.comparison(folder, in_turn, runs)),
            "k": lambda: Line(*bench_compare.alike(folder, in_turn, runs)),
            "l": lambda: Line(*bench_compare.portraits(folder)),
            "m": lambda: Line(*bench_build.speed("m", folder, in_turn, runs)),
            "n": lambda: Line(*bench_build.speed("n", folder, in_turn, runs)),
        }
        print(f"{'':<46} {'ours, s':>9} {'theirs, s':>9} {'ratio':>7} {'limit':>6}", flush=True)
        done = []
        for letter, run in lines.items():
            if letter in arguments.only:
                found = run()
                found = found if isinstance(found, list) else [found]
                print("\n".join(map(str, found)), flush=True)
                done += found
        QgsProject.instance().clear()
    return 0 if all(line.ratio <= line.limit for line in done) else 1


if __name__ == "__main__":
    raise SystemExit(main())
