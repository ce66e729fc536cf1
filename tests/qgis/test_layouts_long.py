# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages whose title and author are as long as they get: nothing overlaps, nothing visible is empty."""

from __future__ import annotations

from itertools import combinations

import pytest
from qgis.core import QgsProject

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Mode
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import compose
from atlas_culture_plugin.gis.compose import Options
from atlas_culture_plugin.gis.layout_templates import SHIPPED, find
from tests.qgis.test_layouts import rectangle, shown

MAPS = {
    # Nothing but the key: the legend has no row.
    "stock of a region": MapRequest("cinemas", Level.EPCI, within="REG-53"),
    "circles": MapRequest("cinemas_100k", Level.DEPARTEMENT, mode=Mode.CIRCLES, second="cinemas"),
    "bivariate": MapRequest("part_prof_cult", Level.DEPARTEMENT, mode=Mode.BIVARIATE, second="cinemas_100k"),
}
TITLE = ("Part des actifs exerçant une profession culturelle, artistique ou patrimoniale " * 4)[:300].strip()
AUTHOR = ("Observatoire régional de la culture et des politiques patrimoniales " * 3)[:200].strip()
LENGTHS = {"long author": ("", AUTHOR), "both": (TITLE, AUTHOR)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory, qgis_app):
    """Prepared pages: what is slow does not depend on the template."""
    library = Library(tmp_path_factory.mktemp("library"), paths.data("packages"))
    folder, made = tmp_path_factory.mktemp("levels"), {}

    def prepared(shown_map, lengths):
        if (shown_map, lengths) not in made:
            title, author = LENGTHS[lengths]
            made[shown_map, lengths] = compose.prepare_page(
                library, territories(), MAPS[shown_map], Options(title=title, author=author), folder, Silent()
            )
        return made[shown_map, lengths]

    return prepared


@pytest.mark.parametrize("template", SHIPPED)
@pytest.mark.parametrize("shown_map", MAPS)
@pytest.mark.parametrize("lengths", LENGTHS)
def test_nothing_overlaps_and_nothing_is_empty(pages, lengths, shown_map, template):
    project = QgsProject()
    try:
        layout = compose.lay_out(project, pages(shown_map, lengths), find(template)).layout
        # The line that leads to an inset crosses the map.
        items = {name: item for name, item in shown(layout).items() if not name.endswith("_renvoi")}
        for name, item in items.items():
            assert min(item.rect().width(), item.rect().height()) > 0, f"{name} is empty"
        boxes = {name: rectangle(item, layout) for name, item in items.items()}
        for (one, first), (other, second) in combinations(boxes.items(), 2):
            common = first.intersected(second)
            assert min(common.width(), common.height()) < 0.3, f"{one} and {other} overlap: {common}"
    finally:
        project.clear()
