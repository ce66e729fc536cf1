# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts on the screen, in the clipboard, in files and in layouts."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from qgis.core import QgsLayoutExporter, QgsLayoutItemPicture, QgsPrintLayout, QgsProject
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QMouseEvent
from qgis.PyQt.QtWidgets import QApplication

from atlas_culture_plugin.core.comparison.charts import Measure, Paper, Point, gap_bars, strip
from atlas_culture_plugin.core.comparison.colors import territory_looks
from atlas_culture_plugin.core.errors import StorageError
from atlas_culture_plugin.gis.chart_files import picture, write_chart
from atlas_culture_plugin.gis.chart_items import new_layout, place_chart, print_layouts
from atlas_culture_plugin.gis.layout_items import box_of
from atlas_culture_plugin.gui.chart_actions import SVG_MIME, ChartActions
from atlas_culture_plugin.gui.chart_view import PRINTED, ChartView

MEASURE = Measure("Cinemas for 100,000 inhabitants, 2022", "%", 1)
#: White space around a chart, in pixels.
PAD = 6
LOOKS = territory_looks(["EPCI-1", "EPCI-2"])
POINTS = (
    Point("EPCI-1", "Rennes Métropole", 12.0, look=LOOKS["EPCI-1"], note="Rank 3 of 12"),
    Point("EPCI-2", "Nantes Métropole", None, "Statistical secrecy", LOOKS["EPCI-2"]),
    Point("FRANCE", "France", 6.0),
)


def draw(paper):
    return gap_bars(POINTS, MEASURE, paper)


@pytest.fixture
def view(qtbot, qgis_app):
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.show_chart(draw)
    return view


def middle_of(view, key):
    zone = next(zone for zone in view.chart().zones if zone.key == key)
    scale = (view.width() - 2 * PAD) / view.chart().size[0]
    x, y = zone.x + zone.width / 2, zone.y + zone.height / 2
    return QPoint(round(PAD + x * scale), round(PAD + y * scale))


def move(view, place):
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def has_color(image, color):
    wanted = QColor(color).rgb() & 0xFFFFFF
    buffer = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = buffer.constBits()
    bits.setsize(buffer.sizeInBytes())
    return bool(((np.frombuffer(bits, np.uint32) & 0xFFFFFF) == wanted).any())


def test_the_chart_is_drawn_for_the_width_of_the_widget(view, qtbot):
    wide = view.chart().size
    assert view.height() == pytest.approx(2 * PAD + wide[1] * 588 / wide[0], abs=1)
    assert has_color(view.grab().toImage(), LOOKS["EPCI-1"].color)
    view.resize(420, 300)
    qtbot.waitUntil(lambda: view.chart().size[0] < wide[0])
    assert view.chart().size[0] / wide[0] == pytest.approx(408 / 588, abs=0.01)


def test_a_narrow_widget_shows_the_chart_reduced_and_whole(view, qtbot):
    view.resize(120, 300)
    qtbot.waitUntil(lambda: view.chart().size[0] == pytest.approx(55))
    assert view.height() == pytest.approx(2 * PAD + view.chart().size[1] * 108 / 55, abs=1)


def test_pointing_tells_what_and_clicking_says_it(view, qtbot):
    heard, clicks = [], []
    view.hovered.connect(heard.append)
    view.clicked.connect(clicks.append)
    move(view, middle_of(view, "EPCI-1"))
    assert view.zone_at(middle_of(view, "EPCI-1")).text == "Rennes Métropole\n12.0%\nRank 3 of 12"
    move(view, middle_of(view, "EPCI-2"))
    assert "Statistical secrecy" in view.zone_at(middle_of(view, "EPCI-2")).text
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert heard == ["EPCI-1", "EPCI-2", ""]
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle_of(view, "FRANCE"))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    assert clicks == ["FRANCE"]


def test_what_is_highlighted_is_framed(view):
    before = view.grab().toImage()
    view.set_highlight("EPCI-1")
    after = view.grab().toImage()
    assert before != after
    view.set_highlight("NOBODY")
    assert view.grab().toImage() == before


def test_arrow_keys_go_through_the_chart(view, qtbot):
    heard, clicks = [], []
    view.hovered.connect(heard.append)
    view.clicked.connect(clicks.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
    assert heard == ["EPCI-1", "EPCI-2", "EPCI-1"]
    assert clicks == ["EPCI-2"]
    assert "Rennes" in view.accessibleDescription()


def test_without_a_chart_nothing_can_be_done(qtbot, qgis_app):
    view = ChartView()
    qtbot.addWidget(view)
    actions = ChartActions(view, QgsProject())
    assert not any(one.isEnabled() for one in (actions.copy, actions.copy_data, actions.save))
    view.show_chart(draw)
    assert all(one.isEnabled() for one in (actions.copy, actions.copy_data, actions.save))
    view.show_chart(None)
    assert view.chart() is None
    assert view.height() == 0
    assert not actions.copy.isEnabled()


def test_the_clipboard_has_the_picture_the_vectors_and_the_figures(view):
    actions = ChartActions(view, QgsProject())
    actions.copy.trigger()
    data = QApplication.clipboard().mimeData()
    assert has_color(QImage(data.imageData()), LOOKS["EPCI-1"].color)
    assert bytes(data.data(SVG_MIME)).decode() == draw(Paper(PRINTED, view.font().family())).svg
    actions.copy_data.trigger()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[1].split("\t") == ["EPCI-1", "Rennes Métropole", "12.0", "%", ""]
    assert lines[2].split("\t") == ["EPCI-2", "Nantes Métropole", "", "%", "Statistical secrecy"]


def test_a_chart_is_saved_as_its_suffix_says(view, tmp_path):
    actions, told, failed = ChartActions(view, QgsProject()), [], []
    actions.told.connect(told.append)
    actions.failed.connect(failed.append)
    for suffix in ("svg", "png", "csv"):
        actions.save_to(tmp_path / f"chart.{suffix}")
    assert len(told) == 3 and not failed
    assert (tmp_path / "chart.svg").read_text("utf-8").startswith("<?xml")
    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() == pytest.approx(PRINTED / 25.4 * 300, abs=1)
    rows = list(csv.reader(io.StringIO((tmp_path / "chart.csv").read_text("utf-8-sig"))))
    assert rows[1] == ["EPCI-1", "Rennes Métropole", "12.0", "%", ""]
    assert len(rows) == 4
    actions.save_to(tmp_path / "chart.bmp")
    actions.save_to(tmp_path / "nowhere" / "chart.png")
    assert [type(error) for error in failed] == [StorageError, StorageError]


def test_a_chart_placed_in_a_layout_is_printed_where_it_is(view, tmp_path):
    project = QgsProject()
    actions, placed = ChartActions(view, project), []
    actions.placed.connect(placed.append)
    actions.place_in(None)
    actions.place_in(placed[0])
    (layout,) = print_layouts(project)
    assert layout.name() == MEASURE.title
    first, second = sorted(pictures(layout), key=lambda item: item.pagePos().y())
    chart = view.printed()
    assert box_of(first).values == pytest.approx((10, 10, *chart.size), abs=0.01)
    assert second.pagePos().y() >= 10 + chart.size[1]
    assert first.mode() == QgsLayoutItemPicture.Format.FormatSVG
    assert first.picturePath().startswith("base64:")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 150
    file = tmp_path / "page.png"
    assert (
        QgsLayoutExporter(layout).exportToImage(str(file), settings) == QgsLayoutExporter.ExportResult.Success
    )
    assert has_color(QImage(str(file)), LOOKS["EPCI-1"].color)


def test_a_chart_too_wide_for_the_page_keeps_its_proportions(qgis_app):
    project = QgsProject()
    layout = new_layout(project, "")
    assert layout.name()
    chart = gap_bars(POINTS, MEASURE, Paper(500.0))
    box = box_of(place_chart(layout, chart))
    page = layout.pageCollection().page(0).rect()
    assert box.width == pytest.approx(page.width() - 20, abs=0.01)
    assert box.width / box.height == pytest.approx(chart.size[0] / chart.size[1], rel=0.001)


def test_two_layouts_never_have_the_same_name(qgis_app):
    project = QgsProject()
    names = {new_layout(project, "Chart").name() for _time in range(3)}
    assert len(names) == 3
    assert all(isinstance(one, QgsPrintLayout) for one in print_layouts(project))


def test_a_picture_has_the_size_of_the_chart(qgis_app):
    chart = strip(np.arange(100.0), POINTS, MEASURE, Paper(80.0))
    image = picture(chart, 254)
    assert (image.width(), image.height()) == (800, round(chart.size[1] * 10))


def test_an_unknown_kind_of_file_is_refused(tmp_path, qgis_app):
    with pytest.raises(StorageError, match=r"\.svg, \.png, \.csv"):
        write_chart(draw(Paper()), tmp_path / "chart.doc")
    assert not list(tmp_path.iterdir())


def pictures(layout):
    return [item for item in layout.items() if isinstance(item, QgsLayoutItemPicture)]
