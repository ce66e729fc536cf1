# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job, headless, on the embedded data: ``make demo``.

Installs the embedded package into a scratch library, loads an indicator at each of the four
levels into one GeoPackage, builds a project on it, and prints a map of each as PNG and PDF.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from osgeo import gdal  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QLocale  # noqa: E402
from qgis.PyQt.QtGui import QFont  # noqa: E402

FOLDER = ROOT / "build" / "demo"
#: Metropolitan France in EPSG:2154.
METROPOLE = QgsRectangle(90_000, 6_040_000, 1_250_000, 7_120_000)


@dataclass(frozen=True)
class Example:
    """A map of the demonstration."""

    level: str
    indicator: str
    options: dict[str, object]


EXAMPLES = (
    Example("region", "dep_regions_hab", {"METHOD": "official"}),
    Example("departement", "festivals", {}),
    Example("epci", "bibliotheques_10k", {"METHOD": "quantile", "CLASSES": 5, "PALETTE": "PuBuGn"}),
    Example("commune", "niveau_vie_median", {"METHOD": "natural_breaks", "CLASSES": 6}),
)


def main() -> int:
    """Run the demonstration and say what it made."""
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    QgsApplication.setTranslation("fr")
    application = QgsApplication([], False, str(ROOT / "build" / "demo-profile"))
    application.initQgis()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    from atlas_culture_plugin import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    made = run()
    print("\nFait :" if made else "Rien n'a été fait.")
    for path in made:
        print(f"  {path.relative_to(ROOT)}  ({path.stat().st_size / 1e6:.1f} Mo)")
    plugin.unload()
    QgsProject.instance().clear()
    application.exitQgis()
    return 0


def run() -> list[Path]:
    """Make everything; return the files made."""
    library = FOLDER / "library"
    installed = algorithm("installpackage", SOURCE="atlas-essentiel", LIBRARY=str(library))
    print(f"Paquet installé : {installed['PACKAGE']} {installed['VERSION']} dans {installed['FOLDER']}")
    geopackage = FOLDER / "atlas_culture.gpkg"
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    made = [geopackage]
    for example in EXAMPLES:
        layer = load(example, geopackage, library)
        project.addMapLayer(layer)
        made += print_map(project, layer, example)
    target = FOLDER / "atlas_culture.qgz"
    if not project.write(str(target)):
        raise SystemExit(f"Le projet {target} n'a pas pu être écrit : {project.error()}")
    return [*made, target]


def algorithm(name: str, **parameters: object) -> dict[str, object]:
    """Run one of the plugin's algorithms, as Processing does."""
    found = QgsApplication.processingRegistry().createAlgorithmById(f"atlasculture:{name}")
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    results, ok = found.run(parameters, context, feedback)
    if not ok:
        raise SystemExit(f"{name} : {feedback.textLog()}")
    return dict(results)


def load(example: Example, geopackage: Path, library: Path) -> QgsVectorLayer:
    """Load an indicator into a table of the GeoPackage; its style comes back with it."""
    table = f"{example.indicator}_{example.level}"
    results = algorithm(
        "loadindicator",
        INDICATOR=example.indicator,
        LEVEL=example.level,
        LIBRARY=str(library),
        OUTPUT=f"ogr:dbname='{geopackage}' table=\"{table}\" (geom)",
        **example.options,
    )
    layer = QgsVectorLayer(f"{geopackage}|layername={table}", table, "ogr")
    layer.setName(layer.attributeAlias(layer.fields().lookupField("valeur")) or table)
    bounds = " · ".join(f"{bound:g}" for bound in results["BOUNDS"])
    print(f"{layer.name()} — {results['MATCHED']} territoires joints, bornes {bounds}")
    return layer


def print_map(project: QgsProject, layer: QgsVectorLayer, example: Example) -> list[Path]:
    """Print a layer on an A4 page: title, map, legend, scale, source."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(layer.name())
    frame = QgsLayoutItemMap(layout)
    layout.addLayoutItem(frame)
    place(frame, 8, 22, 200, 168)
    frame.setLayers([layer])
    frame.zoomToExtent(METROPOLE)
    label(layout, layer.name(), 18, 8, 7, 280, 12, bold=True)
    legend(layout, layer, frame)
    scale(layout, frame)
    rights = "\n".join(layer.metadata().rights())
    note = f"{rights}\n{', '.join(layer.metadata().licenses())}. Champ de la carte : France métropolitaine."
    label(layout, note, 7, 8, 191, 280, 16)
    exporter = QgsLayoutExporter(layout)
    stem = FOLDER / f"{example.level}_{example.indicator}"
    # GDAL cannot write a georeference into a PNG and says so; a printed page needs none.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    images = QgsLayoutExporter.ImageExportSettings()
    images.dpi = 150
    done = [
        exporter.exportToImage(str(stem.with_suffix(".png")), images),
        exporter.exportToPdf(str(stem.with_suffix(".pdf")), QgsLayoutExporter.PdfExportSettings()),
    ]
    gdal.PopErrorHandler()
    if any(result != QgsLayoutExporter.ExportResult.Success for result in done):
        raise SystemExit(f"La carte {stem} n'a pas pu être exportée.")
    return [stem.with_suffix(".png"), stem.with_suffix(".pdf")]


def place(item: object, x: float, y: float, width: float, height: float) -> None:
    """Put an item on the page, in mm."""
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutUnit.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutUnit.LayoutMillimeters))


def label(
    layout: QgsPrintLayout,
    text: str,
    size: int,
    x: float,
    y: float,
    width: float,
    height: float,
    bold: bool = False,
) -> None:
    """Write a text on the page."""
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    font = QFont("Open Sans", size)
    font.setBold(bold)
    form = item.textFormat()
    form.setFont(font)
    form.setSize(size)
    item.setTextFormat(form)
    layout.addLayoutItem(item)
    place(item, x, y, width, height)


def legend(layout: QgsPrintLayout, layer: QgsVectorLayer, frame: QgsLayoutItemMap) -> None:
    """Add the legend of a layer, its title wrapped."""
    item = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(item)
    item.setLinkedMap(frame)
    item.setAutoUpdateModel(False)
    root = item.model().rootGroup()
    root.clear()
    root.addLayer(layer)
    for style in (QgsLegendStyle.Style.Subgroup, QgsLegendStyle.Style.SymbolLabel):
        legend_style = item.style(style)
        form = legend_style.textFormat()
        form.setFont(QFont("Open Sans"))
        form.setSize(9)
        legend_style.setTextFormat(form)
        item.setStyle(style, legend_style)
    for node in root.findLayers():
        # The title of the page already names the layer.
        QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
    item.adjustBoxSize()
    place_only(item, 212, 30)


def scale(layout: QgsPrintLayout, frame: QgsLayoutItemMap) -> None:
    """Add a scale bar in kilometres."""
    item = QgsLayoutItemScaleBar(layout)
    item.setStyle("Single Box")
    item.setLinkedMap(frame)
    item.applyDefaultSize(QgsUnitTypes.DistanceUnit.DistanceKilometers)
    layout.addLayoutItem(item)
    place_only(item, 212, 172)


def place_only(item: object, x: float, y: float) -> None:
    """Move an item that knows its own size."""
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutUnit.LayoutMillimeters))


if __name__ == "__main__":
    raise SystemExit(main())
