# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts placed in the print layouts of a project. Main thread only."""

from __future__ import annotations

from qgis.core import QgsLayoutItemPicture, QgsMasterLayoutInterface, QgsPrintLayout, QgsProject
from qgis.PyQt.QtCore import QRectF

from ..core.comparison.charts import Chart
from ..core.svg import enlarged
from . import layout_items as items
from .layout_flow import Box

#: QGIS rounds the proportions of a picture to whole units: it is told to be this much larger.
_ENLARGED = 100
#: Property of the charts of a layout; distance from the edge of the page and between charts, in mm.
_CHART, _MARGIN = "comparison_chart", 10.0


def print_layouts(project: QgsProject) -> list[QgsPrintLayout]:
    """The print layouts of a project, by name."""
    layouts = project.layoutManager().printLayouts()
    return sorted(layouts, key=lambda layout: str(layout.name()).casefold())


def new_layout(project: QgsProject, wanted: str) -> QgsPrintLayout:
    """Add a layout with an empty A4 page, under a name that is free."""
    manager = project.layoutManager()
    kind = QgsMasterLayoutInterface.Type.PrintLayout
    free = wanted and manager.layoutByName(wanted) is None
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(wanted if free else manager.generateUniqueTitle(kind))
    manager.addLayout(layout)
    return layout


def place_chart(layout: QgsPrintLayout, chart: Chart) -> QgsLayoutItemPicture:
    """Add a chart to the first page, as vectors kept in the layout, under the charts placed before.

    It is as large as drawn, or as large as the page allows, its proportions kept.
    """
    page = layout.pageCollection().page(0).rect()
    width, height = chart.size
    room = page.width() - 2 * _MARGIN, page.height() - 2 * _MARGIN
    scale = min(1.0, room[0] / width, room[1] / height)
    top = max((box.top + box.height for box in _placed(layout)), default=0.0) + _MARGIN
    if top + scale * height > page.height() - _MARGIN:
        top = _MARGIN
    item = QgsLayoutItemPicture(layout)
    layout.addLayoutItem(item)
    items.set_svg(item, enlarged(chart.svg, _ENLARGED))
    items.mark(item, _CHART, "1")
    item.setId(chart.title)
    item.attemptSetSceneRect(QRectF(_MARGIN, top, scale * width, scale * height))
    return item


def _placed(layout: QgsPrintLayout) -> list[Box]:
    """Where the charts of the first page are."""
    found = [item for item in layout.items() if isinstance(item, QgsLayoutItemPicture)]
    return [items.box_of(item) for item in found if items.marked(item, _CHART) and item.page() == 0]
