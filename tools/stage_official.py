# SPDX-License-Identifier: GPL-2.0-or-later
"""What the story of official data needs: a site of this computer that publishes, and a planner's own tables.

The files are written from the figures and places that ship with the plugin, under the headers of the
published ones: nothing is asked of the network.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QMenu, QWidget
from stage import WORK, Scene, dock, expect, idle, shot
from stage_compare import LEFT, open_under, tick

ROOT = Path(__file__).resolve().parent.parent
# After the plugin: its package is the one that QGIS runs.
sys.path.append(str(ROOT))

from atlas_culture_plugin.core.recipes.recipe import Recipe  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe, known_recipes  # noqa: E402
from tests.unit.open_data_servers import OpenData  # noqa: E402
from tests.unit.recipe_tables import file_name  # noqa: E402
from tests.unit.small_contours import publish_etalab  # noqa: E402

CINEMAS, FESTIVALS = "cnc-cinemas", "festivals"
#: A village whose cinema has the admissions of a city in the first file that is published.
VILLAGE, CITY, MISPLACED = "65250", "75056", 2_000_000
SEASONS = (
    "Avant-saison (1er janvier - 20 juin)",
    "Saison (21 juin - 5 septembre)",
    "Après-saison (6 septembre - 31 décembre)",
)
FIGURES = ("ecrans", "fauteuils", "seances", "entrees_cinema")


def opened() -> OpenData:
    """Start a site that publishes every recipe, cinemas and festivals with their figures."""
    site = OpenData()
    site.__enter__()
    for rank, name in enumerate(sorted(known_recipes())):
        recipe = find_recipe(name)
        for source in recipe.sources:
            if source.dataset:
                day = f"2026-{rank % 3 + 1:02}-{rank % 27 + 1:02}T10:11:12+00:00"
                site.publish(
                    source.dataset,
                    source.resource,
                    b"-",
                    name=file_name(source.files[0]),
                    title=recipe.title,
                    modified=day,
                )
    publish(site, find_recipe(CINEMAS), cinemas(misplaced=MISPLACED), "2026-02-18")
    publish(site, find_recipe(FESTIVALS), festivals(), "2026-01-12")
    publish_etalab(site)
    return site


def publish(site: OpenData, recipe: Recipe, body: bytes, day: str) -> None:
    """Publish the file of a recipe, or its new version."""
    source = recipe.sources[0]
    name = file_name(source.files[0])
    site.publish(source.dataset, source.resource, body, name=name, modified=f"{day}T10:11:12+00:00")


def cinemas(misplaced: int = 0, before: bool = False) -> bytes:
    """List the cinemas as the CNC does; the figures of a commune are shared among its cinemas.

    Args:
        misplaced: admissions of the city that are written in the village.
        before: adds the admissions of the year before.
    """
    known = {
        row["code"]: row for row in _rows(ROOT / "data" / "packages" / "atlas-essentiel" / "commune.csv")
    }
    places = _rows(ROOT / "data" / "places" / "cinema.csv")
    many, seen = Counter(one["code_commune"] for one in places), Counter[str]()
    lines = []
    for one in places:
        code = one["code_commune"]
        rank, of = seen[code], many[code]
        seen[code] += 1
        total = {name: int(float(known[code][f"{name}_2022"])) for name in FIGURES}
        total["entrees_cinema"] += {VILLAGE: misplaced, CITY: -misplaced}.get(code, 0)
        shares = [total[name] // of + (rank < total[name] % of) for name in FIGURES]
        line = [one["id"].removeprefix("CNC-"), one["nom"], code, *shares]
        line += ["OUI" if "art et essai" in one["sous_type"] else "NON"]
        line += ["OUI" if rank < int(known[code]["multiplexes_2022"]) else "NON"]
        line += [one["latitude"], one["longitude"]]
        lines.append([*line, shares[-1] * 9 // 10] if before else line)
    header = ["N° auto", "nom", "code INSEE", "écrans", "fauteuils", "séances", "entrées 2022", "AE"]
    header += ["multiplexe", "latitude", "longitude", *(["entrées 2021"] if before else [])]
    return _table(header, lines)


def festivals() -> bytes:
    """List the festivals as the ministry does."""
    header = ["Identifiant", "Nom du festival", "Code Insee commune", "Discipline dominante"]
    header += ["Période principale de déroulement du festival", "Géocodage xy"]
    places = _rows(ROOT / "data" / "places" / "festival.csv")
    return _table(
        header,
        [
            [
                one["id"],
                one["nom"],
                one["code_commune"],
                one["sous_type"],
                SEASONS[rank % 3],
                f"{one['latitude']}, {one['longitude']}",
            ]
            for rank, one in enumerate(places)
        ],
    )


def contracts() -> Path:
    """Fill in the template of the contracts for arts education, for some communes of Bretagne."""
    empty = (ROOT / "data" / "templates" / "cteac.csv").read_text(encoding="utf-8-sig").strip()
    lines = [
        f"{code};{name};CTEAC;{state};{first};{first + 3};DRAC Bretagne, ville de {name};2026"
        for code, name, state, first in (
            ("35238", "Rennes", "en cours", 2024),
            ("29019", "Brest", "échu", 2020),
            ("35288", "Saint-Malo", "en cours", 2025),
            ("56260", "Vannes", "en cours", 2024),
            ("22278", "Saint-Brieuc", "en cours", 2023),
            ("29232", "Quimper", "échu", 2021),
        )
    ]
    return _written("contrats_eac.csv", "\r\n".join([empty, *lines, ""]), "utf-8-sig")


def messy() -> Path:
    """A table as one receives it: titles above, names, units in the headers, a total, two cells in words."""
    lines = [
        "Enquête « culture » auprès des intercommunalités bretonnes;;;;",
        "Document de travail, ne pas diffuser;;;;",
        ";;;;",
        "Intercommunalité;Dépenses culturelles 2024 (k€);Équipements;Part du budget 2024;Référent culture",
        "Rennes Métropole;45 120,5;55;12,3 %;Mme Martin",
        "Brest Métropole;28 400,0;31;10,1 %;M. Le Gall",
        "CA Lorient Agglomération;12 050,2;NC;8,7 %;Mme Riou",
        "CA Quimper Bretagne Occidentale;9 310,9;14;9,2 %;M. Bodin",
        "CA Golfe du Morbihan - Vannes Agglomération;11 200,0;19;secret statistique;Mme Le Roux",
        "Communauté du Bout du Monde;120,0;1;2,0 %;M. Nul",
        "Total;106 201,6;120;;",
    ]
    return _written("enquete_epci.csv", "\r\n".join([*lines, ""]), "cp1252")


def list_of_cinemas() -> Path:
    """The list of cinemas, on this computer; two of them are where they should not be."""
    lines = cinemas().decode("utf-8-sig").splitlines()
    for row, position in ((5, "48.39;-4.486"), (9, "0;0")):
        lines[row] = ";".join([*lines[row].split(";")[:-2], position])
    return _written("etablissements-cinematographiques.csv", "\r\n".join([*lines, ""]), "utf-8")


def later(act: object) -> None:
    """Do what opens a window that waits for an answer: the story goes on while it is open."""
    QTimer.singleShot(0, act)


def from_menu(words: str, name: str = "") -> Scene:
    """Choose an entry of the dock's menu with the mouse; ``name`` is that of a picture of the menu."""
    view = dock().view
    menu: QMenu = view.menu.menu()
    open_under(menu, view.menu)
    yield 400
    if name:
        shot(name)
    action: QAction = next(one for one in menu.actions() if words in one.text().replace("&", ""))
    later(lambda: tick(menu, action))
    yield 700


def called(name: str) -> QWidget:
    """The window of a name that is open, wherever it was made."""
    found = [one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible()]
    if not found:
        raise RuntimeError(f"the window {name} is not open")
    return found[-1]


def is_open(name: str) -> bool:
    """Whether a window of this name is open."""
    return any(one.objectName() == name and one.isVisible() for one in QApplication.topLevelWidgets())


def options(window: QDialog) -> QWidget:
    """The page of the plugin among the options of QGIS, which gives its name to the area around it."""
    return next(one for one in window.findChildren(QWidget) if hasattr(one, "mirror"))


def add_map() -> Scene:
    """Add what is chosen in the dock to the map."""
    press(dock().view.add)
    yield 500
    yield idle
    yield 1000


def press(button: QWidget) -> None:
    """Click a button that a person could click."""
    expect(button.isVisible() and button.isEnabled(), f"« {button.text()} » can be pressed")
    QTest.mouseClick(button, LEFT)


def is_in_front(window: QWidget) -> bool:
    """Whether a window is the one that keys go to."""
    return QApplication.activeWindow() is window


def totals(folder: Path) -> dict[str, object]:
    """Totals of the account of an installed package."""
    told = json.loads((folder / "quality.json").read_text(encoding="utf-8"))
    found: dict[str, object] = told["totals"]
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _table(header: Sequence[object], lines: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(header)
    writer.writerows(lines)
    return stream.getvalue().encode("utf-8-sig")


def _written(name: str, text: str, encoding: str) -> Path:
    folder = WORK / "tables"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
