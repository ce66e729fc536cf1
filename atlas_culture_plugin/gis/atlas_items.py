# SPDX-License-Identifier: GPL-2.0-or-later
"""Tying a layout to the features of an atlas: its texts, its map, its scale bar and its legend.

Only expressions and settings that the windows of QGIS show: whoever edits the layout finds them there.
Main thread only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutObject,
    QgsMapClippingRegion,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProperty,
    QgsRenderContext,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from ..core.atlas_pages import COVERAGE, CRS, FILE, MEMBERS, PAGE, READING, SUBTITLE, TITLE
from ..core.caption import Caption
from ..core.crs import METROPOLE_CRS, WORLD_CRS
from ..core.model import Level
from . import layout_flow as flow
from .legend import ranked_rows

#: Free space around a territory, as a share of its size; more where what is drawn crosses its border.
_MARGIN, _WIDER_MARGIN = 0.05, 0.15
#: Longest scale bar, in mm.
_LONGEST_BAR = 45.0
_PARENTS = {Level.REGION: "region", Level.DEPARTEMENT: "departement", Level.EPCI: "epci"}
_COUNT = re.compile(r"(?P<text>.*?)(?P<gap>\s*)(?P<count>\(\d[\d\s.,\u00a0\u202f]*\)(?:,.*)?)", re.DOTALL)


def split_count(label: str) -> tuple[str, str] | None:
    """Text and count of a row of a legend, ``None`` when it does not end in a number of territories.

    >>> split_count("0 – 5 (12)")
    ('0 – 5', '(12)')
    >>> split_count("0 – 5 (12), 3 of them zero")
    ('0 – 5', '(12), 3 of them zero')
    """
    found = _COUNT.fullmatch(label)
    return (found["text"], found["count"]) if found else None


def count_field(rank: int) -> str:
    """Field of the pages that holds the count of a row of the legend."""
    return f"effectif_{rank + 1}"


def only_in_page(layer: QgsVectorLayer, level: Level, coverage: Level) -> None:
    """Draw, on a page of an atlas, only what belongs to its territory; everything elsewhere.

    What is not drawn leaves the grey of the neighbours. A mask over them would cut the circles of the
    border and the EPCI that straddle it.
    """
    condition = f"@atlas_feature IS NULL OR {_belongs(level, coverage)}"
    # A copy: setRenderer() deletes the layer's own, and a reference held on it corrupts the memory.
    renderer = layer.renderer().clone()
    for symbol in renderer.symbols(QgsRenderContext()):
        for part in symbol.symbolLayers():
            part.setDataDefinedProperty(
                QgsSymbolLayer.Property.PropertyLayerEnabled, QgsProperty.fromExpression(condition)
            )
    layer.setRenderer(renderer)


def _belongs(level: Level, coverage: Level) -> str:
    """Condition on a territory of the map, true on the pages where it is drawn."""
    if level is Level.EPCI and coverage is not Level.EPCI:
        return f"strpos(attribute(@atlas_feature, '{MEMBERS}'), \"code\") > 0"
    parent = "code" if level is coverage else _PARENTS[coverage]
    return f"\"{parent}\" = attribute(@atlas_feature, 'code')"


class AtlasItems:
    """A layout that becomes an atlas."""

    def __init__(self, layout: QgsPrintLayout) -> None:
        self.layout = layout

    def drive(self, pages: QgsVectorLayer) -> None:
        """Make a page for each feature, in the order of their names."""
        atlas = self.layout.atlas()
        atlas.setCoverageLayer(pages)
        atlas.setPageNameExpression(f'"{PAGE}"')
        # Letters, digits and hyphens only: every system takes them as the name of a file.
        atlas.setFilenameExpression(f'"{FILE}"')
        atlas.setSortFeatures(True)
        # The name of a file is a code, then the name without its accents: Île-de-France before Normandie.
        atlas.setSortExpression(f"regexp_replace(\"{FILE}\", '^[^-]*-', '')")
        atlas.setEnabled(True)

    def write_texts(self, laid_out: Caption) -> None:
        """Have the labels say the text of the page; ``laid_out`` is what they had to hold."""
        wanted = {
            "titre": (TITLE, laid_out.title),
            "sous_titre": (SUBTITLE, laid_out.subtitle),
            "lecture": (READING, laid_out.reading),
            "champ": (COVERAGE, laid_out.coverage),
        }
        for name, (field, text) in wanted.items():
            label = self.layout.itemById(name)
            if isinstance(label, QgsLayoutItemLabel):
                label.setText(f"[% {_cut(field, text, label.text())} %]")

    def drive_map(
        self, pages: QgsVectorLayer, level: Level, coverage: Level, points: Sequence[QgsVectorLayer]
    ) -> None:
        """Have the map show the territory of the page, in its official CRS, with its places alone."""
        main = self.layout.itemById(flow.MAP)
        if not isinstance(main, QgsLayoutItemMap):
            return
        properties = main.dataDefinedProperties()
        properties.setProperty(
            QgsLayoutObject.DataDefinedProperty.MapCrs, QgsProperty.fromExpression(f'"{CRS}"')
        )
        main.setDataDefinedProperties(properties)
        # The greyed neighbours end somewhere: at a line, unless there is only sea around.
        metropole = f"\"{CRS}\" = '{METROPOLE_CRS}'"
        main.setFrameEnabled(bool(next(pages.getFeatures(metropole), None)))
        main.setAtlasDriven(True)
        main.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Auto)
        crosses = level is Level.EPCI and coverage is not Level.EPCI
        main.setAtlasMargin(_WIDER_MARGIN if crosses else _MARGIN)
        if points:
            clipping = main.atlasClippingSettings()
            clipping.setFeatureClippingType(QgsMapClippingRegion.FeatureClippingType.NoClipping)
            clipping.setRestrictToLayers(True)
            clipping.setLayersToClip(list(points))
            clipping.setEnabled(True)

    def free_bar(self) -> None:
        """Have the scale bar take a round length on each page: 1, 2 or 5 and zeros.

        From the size of the territory, not from the scale of the map: on a new page, that one is known
        too late, and the bar would have the length that suited the page before.
        """
        bar, main = self.layout.itemById("echelle"), self.layout.itemById(flow.MAP)
        if not isinstance(bar, QgsLayoutItemScaleBar) or not isinstance(main, QgsLayoutItemMap):
            return
        bar.setUnitLabel("km")
        frame, longest = main.rect(), _LONGEST_BAR / bar.numberOfSegments()
        # Metres in a mm of the page, in width and in height: the larger is the scale.
        sizes = f"bounds_width(@shape) / {frame.width():.1f}, bounds_height(@shape) / {frame.height():.1f}"
        length = (
            f"with_variable('shape', transform(@atlas_geometry, '{WORLD_CRS}', \"{CRS}\"), "
            f"with_variable('most', {longest:.1f} * max({sizes}) / 1000, "
            "with_variable('power', 10 ^ floor(log10(@most)), "
            "@power * CASE WHEN @most >= 5 * @power THEN 5 WHEN @most >= 2 * @power THEN 2 ELSE 1 END)))"
        )
        properties = bar.dataDefinedProperties()
        properties.setProperty(
            QgsLayoutObject.DataDefinedProperty.ScalebarSegmentWidth, QgsProperty.fromExpression(length)
        )
        bar.setDataDefinedProperties(properties)

    def count_by_page(self, rows: Sequence[str]) -> None:
        """Have the rows of the legend say how many territories, or places, of the page they count."""
        legend = self.layout.itemById(flow.LEGEND)
        if not isinstance(legend, QgsLayoutItemLegend):
            return
        model = legend.model()
        for node in model.rootGroup().findLayers():
            for rank, row in ranked_rows(legend, node):
                written = str(row.data(Qt.ItemDataRole.DisplayRole) or "")
                found = _COUNT.fullmatch(written)
                text = found["text"].replace("\n", " ") if found else ""
                if found and text in rows:
                    said = f'"{count_field(rows.index(text))}"'
                    if "\n" in found["count"]:
                        said = f"replace({said}, ', ', ',\\n')"
                    label = f"{found['text']}{found['gap']}[% {said} %]"
                    QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, rank, label)
            model.refreshLayerLegend(node)

    def show_first(self) -> None:
        """Show the first page: without one, the texts of an atlas are empty."""
        self.layout.atlas().updateFeatures()
        self.layout.atlas().seekTo(0)
        self.layout.refresh()


def _cut(field: str, wanted: str, held: str) -> str:
    """Expression of a text; where the longest one had to be cut, the others are cut as it was."""
    if held == wanted:
        return f'"{field}"'
    most = len(held)
    return f'if(length("{field}") > {most}, left("{field}", {most - 1}) || \'…\', "{field}")'
