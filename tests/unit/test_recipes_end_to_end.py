# SPDX-License-Identifier: GPL-2.0-or-later
"""Every recipe of the plugin, from a site that answers as those of open data do to a sound package.

The tables are made from the recipes: one that is added is exercised here without a new test.
"""

from __future__ import annotations

import fnmatch
import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.portals.opendatasoft import Explore
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.recipes.build import build
from atlas_culture_plugin.core.recipes.gather import local_files, remote_files
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe, known_recipes
from atlas_culture_plugin.core.recipes.sites import place_of
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.core.transport import HttpOptions
from tests.unit.http_server import Route
from tests.unit.open_data_apis import Portal
from tests.unit.open_data_servers import Fault, OpenData
from tests.unit.recipe_tables import body, file_name, headers_of, make, sums

requests = pytest.importorskip("requests")
for package in ("pandas", "openpyxl"):
    pytest.importorskip(package)

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
FAST = HttpOptions(connect_timeout=5, read_timeout=5, retries=2, backoff=0.01)


def is_published(source):
    """Whether a source can be downloaded; the others are files of the user's."""
    return bool(source.dataset or source.url or source.explore)


def published_on(site, recipe, folder):
    """Publish the tables of a recipe; return the recipe as the site has it, and the tables by source."""
    tables, sources = {}, []
    for source in recipe.sources:
        sharing = [one for one in recipe.sources if place_of(one) == place_of(source) and is_published(one)]
        made = tables.setdefault(source.name, None) or make(recipe, sharing or [source])
        tables.update({one.name: made for one in made.sources})
        sources.append(put(site, source, made, folder))
    return replace(recipe, sources=tuple(sources), measures=without_totals(recipe)), tables


def put(site, source, made, folder):
    """Put a table where its source says that it is."""
    name = file_name(source.files[0])
    content = body(made, name)
    if source.explore:
        empty = dict.fromkeys(headers_of(made.rows))
        site.portals[source.explore.dataset] = Portal([{**empty, **row} for row in made.rows])
    elif source.tabular:
        site.tables[source.resource] = made.rows
        site.publish(source.dataset, source.resource, content, name=name)
    elif source.dataset:
        site.publish(source.dataset, source.resource, content, name=name)
    elif source.url:
        path = f"/files/{Path(urlsplit(source.url).path).name}"
        site.routes[path] = Route(content, etag='"a"')
        return replace(source, url=site.url(path))
    else:
        (folder / name).write_bytes(content)
    return source


def without_totals(recipe):
    """The published totals are those of whole files."""
    return {name: replace(measure, totals={}) for name, measure in recipe.measures.items()}


def gathered(site, recipe, folder):
    """Download what is published, and take the rest from the folder."""
    online = tuple(one for one in recipe.sources if is_published(one))
    rest = tuple(one for one in recipe.sources if not is_published(one))
    files = []
    if online:
        with requests.Session() as session:
            session.trust_env = False
            had, absent = remote_files(
                replace(recipe, sources=online), folder / "downloads", session=session,
                progress=Silent(), base=site.url(""), options=FAST,
            )  # fmt: skip
        assert absent == []
        files += had
    if rest:
        had, absent = local_files(replace(recipe, sources=rest), folder)
        assert absent == []
        files += had
    return sorted(files, key=lambda one: [source.name for source in recipe.sources].index(one.source.name))


@pytest.fixture
def site():
    with OpenData() as running:
        # Whatever the recipe, the first answer is a refusal, and the first file is cut.
        running.faults.append(Fault("/api/", status=429, headers={"Retry-After": "0"}))
        running.faults.append(Fault("/resources/", cut=500))
        yield running


@pytest.mark.parametrize("name", sorted(known_recipes()))
def test_a_recipe_goes_from_the_site_to_a_sound_package(name, site, tmp_path):
    recipe, tables = published_on(site, find_recipe(name), tmp_path)
    files = gathered(site, recipe, tmp_path)
    assert len(files) == len(recipe.sources)
    (tmp_path / "made").mkdir()
    built = build(recipe, files, [], tmp_path / "made", territories(), Silent(), day=date(2026, 3, 9))
    assert validate(built.package.folder) == []
    quality = built.quality
    assert quality["rows_read"] == quality["rows_used"] + sum(quality["rows_dropped"].values())
    assert quality["unknown_codes"] == {} and "absent" in quality
    assert all(one["unread_cells"] == 0 for one in quality["sources"]), quality["sources"]
    assert {one.id for one in built.package.indicators} == {one.id for one in recipe.indicators}
    expected = defaultdict(list)
    for source in recipe.sources:
        for key, total in sums(recipe, source, tables[source.name].read[source.name]).items():
            expected[key].append(total)
    for (indicator, year), totals in expected.items():
        told = quality["totals"][f"{indicator}_{year}"]["rows"]
        # Several sources may tell it, one completing the other.
        assert any(told == pytest.approx(total) for total in totals), (indicator, year, told, totals)
    failed = [one for one in quality["checks"] if one["id"] == "conserved" and one["verdict"] == "failed"]
    assert failed == []


def built_from(site, recipe, tmp_path, name):
    """Build the package of a recipe whose tables are on the site; return its account."""
    files = gathered(site, recipe, tmp_path / name)
    folder = tmp_path / name / "made"
    folder.mkdir(parents=True)
    return build(recipe, files, [], folder, territories(), Silent(), day=date(2026, 3, 9)).quality


def elsewhere(recipe, way):
    """Return a recipe whose first source is asked of a service."""
    source = recipe.sources[0]
    if way == "tabular":
        other = replace(source, tabular=True, resource="dced78ee-0823-4b61-86e6-57717308d4e4")
    else:
        other = replace(source, dataset="", resource="", explore=Explore("https://portail.invalid", "jeu"))
    return replace(recipe, sources=(other,))


@pytest.mark.parametrize("way", ["tabular", "portal", "pages"])
def test_a_service_gives_the_figures_of_the_file(way, site, tmp_path):
    recipe = find_recipe("cnc-cinemas")
    whole = built_from(site, published_on(site, recipe, tmp_path)[0], tmp_path, "file")
    other, _ = published_on(site, elsewhere(recipe, way), tmp_path)
    for portal in site.portals.values():
        portal.exports = way != "pages"
    part = built_from(site, other, tmp_path, "service")
    assert part["totals"] == whole["totals"] and part["statuses_by_level"] == whole["statuses_by_level"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_the_real_export_of_a_portal_gives_the_real_totals(site, tmp_path):
    rows = json.loads((REAL / "cnc" / "etablissements-cinematographiques.json").read_text(encoding="utf-8"))
    site.portals["jeu"] = Portal(rows)
    quality = built_from(site, elsewhere(find_recipe("cnc-cinemas"), "portal"), tmp_path, "real")
    known = {"cinemas": 2061, "ecrans": 6298, "fauteuils": 1161329, "entrees_cinema": 152499845}
    for name, total in known.items():
        told = quality["totals"][f"{name}_2022"]
        assert (told["rows"], told["levels"]["region"]) == (total, total)
    assert "programmateur" not in site.asked("exports/json")[0]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
@pytest.mark.parametrize("name", sorted(known_recipes()))
def test_a_real_file_goes_the_same_way(name, site, tmp_path):
    recipe = find_recipe(name)
    real = {one.name: real_file(one) for one in recipe.sources if is_published(one)}
    there = tuple(one for one in recipe.sources if real.get(one.name))
    if not there:
        pytest.skip("no real file of a published source")
    for source in there:
        path = real[source.name]
        site.publish(source.dataset, source.resource, path.read_bytes(), name=path.name)
    known = replace(recipe, sources=there)
    files = gathered(site, known, tmp_path)
    (tmp_path / "made").mkdir()
    built = build(known, files, [], tmp_path / "made", territories(), Silent(), day=date(2026, 3, 9))
    assert validate(built.package.folder) == []
    quality = built.quality
    assert quality["rows_read"] == quality["rows_used"] + sum(quality["rows_dropped"].values())
    assert quality["rows_used"] > 0.9 * quality["rows_read"]
    failed = [one for one in quality["checks"] if one["id"] == "conserved" and one["verdict"] == "failed"]
    assert failed == []


def real_file(source):
    """Find the real file of a source, wherever it is; None when it is not there."""
    for folder in sorted(one for one in REAL.rglob("*") if one.is_dir()):
        names = sorted(one.name for one in folder.iterdir() if one.is_file())
        for pattern in source.files:
            found = fnmatch.filter([name.lower() for name in names], pattern.lower())
            if found:
                return next(folder / name for name in names if name.lower() == found[0])
    return None
