# SPDX-License-Identifier: GPL-2.0-or-later
"""What printed pages say, beside the tables read without the plugin, and measured on the paper.

Nothing here asks the code under test what it meant: figures are recomputed from the CSV files with plain
Python, bounds and counts are read in the text of the PDF, colours, lengths and areas in its pixels.
"""

from __future__ import annotations

import csv
import math
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QImage

from atlas_culture_plugin import paths
from tests import printed

pytestmark = printed.needs_poppler

DPI = 300
MM = DPI / 25.4
NUMBER = r"[−]?\d[\d ]*(?:,\d+)?"
CLASS = re.compile(
    rf"(?:de (?P<low>{NUMBER}) à (?P<open>moins de )?(?P<high>{NUMBER})|moins de (?P<under>{NUMBER})"
    rf"|(?P<over>{NUMBER}) et plus) \((?P<count>\d[\d ]*)\)(?:, dont (?P<zeros>\d[\d ]*) à zéro)?"
)
OVERSEAS = {
    "971": "EPSG:5490",
    "972": "EPSG:5490",
    "973": "EPSG:2972",
    "974": "EPSG:2975",
    "976": "EPSG:4471",
}
NAMES = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"}


@dataclass(frozen=True)
class Line:
    """A line of text, and where it begins on the picture, in pixels."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Class:
    """A line of a legend."""

    low: float
    high: float
    closed: bool
    count: int
    color: str
    zeros: int

    def __contains__(self, value: float) -> bool:
        return self.low <= value < self.high or (self.closed and value == self.high)


@dataclass(frozen=True)
class Inset:
    """The pixels of a frame with its box, and metres per pixel after its scale bar."""

    pixels: np.ndarray
    metres: float

    def extent(self) -> tuple[float, float]:
        """Width and height of what is drawn, in metres."""
        ink = self.pixels.max(axis=2) < 250
        return tuple(self.metres * self._inside(ink.sum(axis=axis)) for axis in (0, 1))

    @staticmethod
    def _inside(counts: np.ndarray) -> int:
        """Length of what is drawn inside the box, whose own lines are the fullest at both ends."""
        box = np.flatnonzero(counts > 0.9 * counts.max())
        inside = counts[box[0] + 4 : box[-1] - 3]
        drawn = np.flatnonzero(inside > inside.min())
        return int(drawn[-1] - drawn[0] + 1)

    def coloured(self) -> int:
        """Number of pixels that are neither grey nor white."""
        return int((self.pixels.max(axis=2) - self.pixels.min(axis=2) > 40).sum())


class Page:
    """A printed page: its text, its lines, its pixels."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = printed.text(path)
        image = printed.picture(path, dpi=DPI).convertToFormat(QImage.Format.Format_RGB888)
        data = image.constBits().asstring(image.height() * image.bytesPerLine())
        rows = np.frombuffer(data, np.uint8).reshape(image.height(), image.bytesPerLine())
        #: Red, green and blue of each pixel, by line and column.
        self.pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)
        self.lines = list(self._lines())

    def _lines(self):
        """Words of the same height that a space at most parts."""
        found = printed.poppler("pdftotext", "-bbox-layout", self.path, "-")
        box = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"'
        for line in re.findall(r"<line .*?</line>", found, re.DOTALL):
            words = re.findall(rf"<word {box}>(.*?)</word>", line)
            text = printed.plain(" ".join(word[4] for word in words))
            left, top, _right, bottom = map(float, words[0][:4])
            scale = DPI / 72
            yield Line(text, round(left * scale), round((top + bottom) / 2 * scale))

    def classes(self) -> list[Class]:
        """The classes of the legend, each with the colour of the box before its text."""
        found = []
        for line in self.lines:
            match = CLASS.fullmatch(line.text)
            if match:
                low = value(match["low"] or match["over"]) if match["low"] or match["over"] else -math.inf
                high = value(match["high"] or match["under"]) if match["high"] or match["under"] else math.inf
                closed = bool(match["high"]) and not match["open"]
                color = self.color(line.x - round(5 * MM), line.y)
                zeros = int(value(match["zeros"] or "0"))
                found.append(Class(low, high, closed, int(value(match["count"])), color, zeros))
        return found

    def color(self, x: int, y: int) -> str:
        """Colour of a pixel."""
        return "#{:02x}{:02x}{:02x}".format(*self.pixels[y, x])

    def inset(self, name: str) -> Inset:
        """The frame under a name: it is as wide as its box, and its scale bar comes under it."""
        title = next(line for line in self.lines if line.text == name)
        texts = [
            line
            for line in self.lines
            if re.fullmatch(r"0|(?:0 )?\d+ km", line.text)
            and 0 < line.y - title.y < 45 * MM
            and -MM < line.x - title.x < 30 * MM
        ]
        under = min(line.y for line in texts)
        scale = " ".join(line.text for line in texts if abs(line.y - under) < MM)
        top, bottom = title.y + round(1.75 * MM), under - round(1.5 * MM)
        dark = (
            self.pixels[under : under + round(4 * MM), title.x : title.x + round(30 * MM)].max(axis=2) < 100
        )
        return Inset(
            self.pixels[top:bottom, title.x - 10 : title.x + round(37 * MM)],
            int(re.search(r"(\d+) km", scale)[1]) * 1000 / int(dark.sum(axis=1).max()),
        )


def value(text: str) -> float:
    """A French number."""
    return float(text.replace(" ", "").replace(",", ".").replace("−", "-"))


def french_number(number: float, decimals: int) -> str:
    """A number as a French page prints it, in simple spaces; half goes up, as readers expect."""
    shown = f"{math.floor(abs(number) * 10**decimals + 0.5 + 1e-9) / 10**decimals:,.{decimals}f}"
    return shown.replace(",", " ").replace(".", ",")


@pytest.fixture(scope="module")
def table():
    """A file of the package as it is: the text of each cell by code and column."""

    def read(level: str) -> dict[str, dict[str, str]]:
        path = paths.data("packages", "atlas-essentiel", f"{level}.csv")
        with path.open(encoding="utf-8", newline="") as stream:
            return {row["code"]: row for row in csv.DictReader(stream)}

    return read


@pytest.fixture
def make(provider, french, tmp_path):
    """Print a page as the gallery does."""
    from qgis import processing

    def run(**parameters: str) -> Page:
        given = {"OUTPUT": str(tmp_path / "carte.pdf"), **parameters}
        return Page(Path(processing.run("atlasculture:exportmap", given)["OUTPUT"]))

    return run


def figures(rows: dict[str, dict[str, str]], column: str) -> dict[str, float]:
    """The cells of a column that are numbers."""
    return {code: float(row[column]) for code, row in rows.items() if is_number(row[column])}


def is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None


def together(rows: dict[str, dict[str, str]], top: str, bottom: str, factor: float) -> float:
    """The ratio of the sums, where both are known."""
    known = [row for row in rows.values() if is_number(row[top]) and is_number(row[bottom])]
    return factor * sum(float(row[top]) for row in known) / sum(float(row[bottom]) for row in known)


def check_classes(page: Page, values: dict[str, float], count: int) -> list[Class]:
    """Recount the territories of each class of the legend; return the classes."""
    classes = page.classes()
    assert len(classes) == count
    for one in classes:
        assert sum(number in one for number in values.values()) == one.count, one
    assert sum(one.count for one in classes) == len(values)
    assert len({one.color for one in classes}) == count
    assert f"(n = {french_number(len(values), 0)})" in page.text
    return classes


def points(level: str, crs: str, folder: Path) -> dict[str, tuple[float, float]]:
    """A point well inside each territory, in the CRS of the map."""
    copy = shutil.copy(paths.data("boundaries", "cog2026", f"{level}_national.gpkg"), folder)
    layer = QgsVectorLayer(str(copy), "points", "ogr")
    transform = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(crs), QgsProject())
    found = {}
    for feature in layer.getFeatures():
        if feature.hasGeometry():
            part = max(feature.geometry().asGeometryCollection(), key=lambda one: one.area())
            inside = part.poleOfInaccessibility(0.001)[0]
            inside.transform(transform)
            found[feature["code"]] = (inside.asPoint().x(), inside.asPoint().y())
    return found


def test_regions_by_the_bounds_of_the_atlas(make, table):
    rows = table("region")
    values = figures(rows, "dep_regions_hab_2019")
    page = make(INDICATOR="dep_regions_hab", LEVEL="region", METHOD="official")
    classes = check_classes(page, values, 5)
    assert [one.low for one in classes] == [23, 14, 11, 9, -math.inf]
    common = together(rows, "dep_regions_total_2019", "dep_regions_pop_2019", 1000)
    own = values["11"]
    assert f"Île-de-France dépense {french_number(own, 1)} € par habitant" in page.text
    assert f"soit {french_number(common - own, 1)} € de moins" in page.text
    assert f"l’ensemble des régions ({french_number(common, 1)} €)" in page.text
    assert "18 régions (sans objet : 1)" in page.text
    assert [code for code, row in rows.items() if row["dep_regions_hab_2019"] == "so"] == ["06"]


def test_departements_have_the_colour_that_the_legend_gives_their_class(make, table, tmp_path):
    rows = table("departement")
    values = figures(rows, "part_prof_cult_2017")
    page = make(INDICATOR="part_prof_cult", LEVEL="departement", TEMPLATE="a4_portrait")
    classes = check_classes(page, values, 5)
    assert {one.count for one in classes} == {20}
    own, common = values["59"], together(rows, "actifs_prof_cult_2017", "actifs_total_2017", 100)
    assert f"est de {french_number(own, 2)} % dans le département du Nord" in page.text
    assert f"soit {french_number(common - own, 2)} point de moins" in page.text
    assert f"l’ensemble des 100 départements renseignés ({french_number(common, 2)} %)" in page.text
    drawn = printed.Georeferenced(page.path)
    inside = points("departement", "EPSG:2154", tmp_path)
    # The frame of the inset is drawn over Paris and what is around it.
    tested = [code for code in values if code not in ("75", "92", "93", "94", "95", *OVERSEAS)]
    for code in tested:
        expected = next(one.color for one in classes if values[code] in one)
        assert drawn.color(*inside[code]) == expected, code
    assert len(tested) == 91


def test_the_extremes_of_a_legend_are_in_their_class(make, table):
    rows = {code: row for code, row in table("commune").items() if code.startswith("974")}
    values = figures(rows, "bibliotheques_10k_2021")
    page = make(INDICATOR="bibliotheques_10k", LEVEL="commune", WITHIN="DEP-974")
    classes = check_classes(page, values, 5)
    # 0.27 is in no class that begins at 0.3.
    assert classes[-1].low <= min(values.values()) < classes[-1].low + 0.1
    assert classes[0].high - 0.1 < max(values.values()) <= classes[0].high
    departement = table("departement")
    own = float(departement["974"]["bibliotheques_10k_2021"])
    common = together(departement, "bibliotheques_2021", "population_2023", 10_000)
    assert f"est de {french_number(own, 1)} dans le département de La Réunion" in page.text
    assert f"contre {french_number(common, 1)} dans l’ensemble des départements" in page.text


def test_small_denominators_are_counted_apart(make, table):
    rows = {code: row for code, row in table("commune").items() if code.startswith("04")}
    large = {code: row for code, row in rows.items() if float(row["population_2023"]) >= 50}
    page = make(INDICATOR="bibliotheques_10k", LEVEL="commune", WITHIN="DEP-04", THRESHOLD="50")
    values = figures(large, "bibliotheques_10k_2021")
    zeros = sum(number == 0 for number in values.values())
    assert zeros > 100
    assert [one.zeros for one in check_classes(page, values, 5)] == [0, 0, 0, 0, zeros]
    hidden = len(rows) - len(large)
    assert hidden > 0
    assert f"Moins de 50 habitants ({hidden})" in page.text
    assert f"{len(rows)} communes (sous le seuil : {hidden})" in page.text


def test_an_evolution_is_symmetrical_and_hatches_changed_perimeters(make, table, tmp_path):
    rows = table("departement")
    before, after = (figures(rows, f"musees_entrees_{year}") for year in (2019, 2023))
    values = {code: (after[code] / before[code] - 1) * 100 for code in after if before.get(code)}
    page = make(
        INDICATOR="musees_entrees", LEVEL="departement", SINCE="2019", YEAR="2023", TEMPLATE="a4_portrait"
    )
    classes = check_classes(page, values, 6)
    assert [one.low for one in classes[:-1]] == [-one.high for one in reversed(classes[1:])]
    common = (sum(after[code] for code in values) / sum(before[code] for code in values) - 1) * 100
    assert f"a augmenté de {french_number(values['59'], 1)} % dans le département du Nord" in page.text
    assert f"de {french_number(before['59'], 0)} à {french_number(after['59'], 0)}" in page.text
    assert f"l’évolution est de +{french_number(common, 1)} %" in page.text
    # Hatched or not: more than one colour around the middle of the departement.
    drawn, inside = printed.Georeferenced(page.path), points("departement", "EPSG:2154", tmp_path)
    x, y = inside["14"]
    around = Counter(drawn.color(x + dx, y + dy) for dx in range(-9000, 9001, 900) for dy in (-3000, 0, 3000))
    own = next(one.color for one in classes if values["14"] in one)
    assert around[own] > 20 and len(around) > 2
    x, y = inside["61"]
    plain = {drawn.color(x + dx, y + dy) for dx in range(-9000, 9001, 900) for dy in (-3000, 0, 3000)}
    assert plain == {next(one.color for one in classes if values["61"] in one)}


def test_the_nine_cells_of_a_crossing_are_counted(make, table):
    from atlas_culture_plugin.core.model import Level
    from atlas_culture_plugin.core.territories import territories

    rows = table("epci")
    page = make(
        INDICATOR="bibliotheques_10k",
        SECOND="festivals_100k",
        MODE="bivariate",
        LEVEL="epci",
        WITHIN="REG-53",
    )
    inside = territories().within(Level.EPCI, "REG-53")
    firsts = {code: float(rows[code]["bibliotheques_10k_2021"]) for code in inside}
    seconds = {code: float(rows[code]["festivals_100k_2019"]) for code in inside}
    numbers = [line for line in page.lines if re.fullmatch(r"\d+,\d", line.text)]
    shown = sorted(value(line.text) for line in numbers)
    assert len(shown) >= 4
    cells = [int(line.text) for line in page.lines if re.fullmatch(r"\d", line.text)]
    assert len(firsts) == len(seconds) == 61
    bounds = [[one for one in shown if thirds(values, one)] for values in (firsts, seconds)]
    counted = Counter(
        (sum(seconds[code] >= one for one in bounds[1]), sum(firsts[code] >= one for one in bounds[0]))
        for code in inside
    )
    assert len(bounds[0]) == len(bounds[1]) == 2
    assert sum(counted.values()) == 61
    assert not Counter(counted.values()) - Counter(cells)


def thirds(values: dict[str, float], bound: float) -> bool:
    """Whether a bound leaves about a third of the values on one of its sides."""
    below = sum(number < bound for number in values.values()) / len(values)
    return any(abs(below - part) < 0.02 for part in (1 / 3, 2 / 3))


def test_insets_are_at_the_scale_that_their_bar_says(make, tmp_path):
    page = make(INDICATOR="dep_regions_hab", LEVEL="region", METHOD="official")
    copy = shutil.copy(paths.data("boundaries", "cog2026", "departement_national.gpkg"), tmp_path)
    layer = QgsVectorLayer(str(copy), "outlines", "ogr")
    shapes = {feature["code"]: feature.geometry() for feature in layer.getFeatures() if feature.hasGeometry()}
    for code, crs in OVERSEAS.items():
        shape = shapes[code]
        transform = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(crs), QgsProject())
        shape.transform(transform)
        width, height = page.inset(NAMES[code]).extent()
        box = shape.boundingBox()
        # Outlines are drawn to a fifth of a millimetre.
        assert width == pytest.approx(box.width(), rel=0.03), code
        assert height == pytest.approx(box.height(), rel=0.03), code


def test_the_area_of_circles_is_proportional_to_the_value(make, table):
    page = make(INDICATOR="festivals", LEVEL="departement")
    values = figures(table("departement"), "festivals_2019")
    ratios = {code: page.inset(name).coloured() / values[code] for code, name in NAMES.items()}
    assert min(ratios.values()) > 0
    assert max(ratios.values()) / min(ratios.values()) < 1.12, ratios
    assert len({values[code] for code in NAMES}) > 3
    total = sum(values.values())
    share = french_number(values["59"] / total * 100, 1)
    assert f"{french_number(values['59'], 0)} festivals dans le département du Nord" in page.text
    assert f"soit {share} % du total des départements ({french_number(total, 0)})" in page.text
