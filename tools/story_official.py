# SPDX-License-Identifier: GPL-2.0-or-later
"""Getting figures oneself, in QGIS desktop: official data, a table of one's own, places, other boundaries.

Played alone by ``tools/screenshots.sh build/story story_official``, against a site of this computer that
answers as data.gouv.fr does.
"""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QWidget
from qgis.utils import iface, plugins
from stage import Player, Scene, choose, dock, expect, idle, legend, search, shot
from stage_compare import window_of
from stage_official import (
    CINEMAS,
    FESTIVALS,
    VILLAGE,
    add_map,
    called,
    cinemas,
    find_recipe,
    from_menu,
    is_in_front,
    is_open,
    opened,
    options,
    press,
    publish,
)
from story_import import boundaries, filled_template, messy_table, places, settings_page

OFFICIAL, REPORT, HISTORY = "atlasCultureOfficialData", "atlasCultureReport", "atlasCultureHistory"


def getting() -> Scene:
    """All of it."""
    site = opened()
    yield from mirror(site.url(""))
    yield from dates()
    yield from first_figures()
    yield from first_map()
    publish(site, find_recipe(CINEMAS), cinemas(before=True), "2026-05-04")
    yield from update()
    yield from versions()
    yield from two_maps()
    yield from filled_template()
    yield from messy_table()
    yield from places()
    yield from boundaries(site.url(""))
    yield from settings_page()
    site.__exit__(None, None, None)


def official() -> QWidget:
    """The window of official data."""
    return called(OFFICIAL)


def calm() -> bool:
    """Whether the window of official data waits for the user."""
    window = official()
    return not any(one.is_busy() for one in (window.reading, window.asking, window.jobs))


def line(recipe: str) -> object:
    """What the list shows of a recipe."""
    return next(one for one in official().form.model.items() if one.key == recipe)


def mirror(address: str) -> Scene:
    """The address of the site is typed in the settings."""
    yield from from_menu("Paramètres", "menu")
    window = window_of(QDialog)
    page = options(window)
    expect(page.isVisible(), "the settings open at the page of the plugin")
    page.mirror.setText(address)
    shot("reglages", window)
    window.accept()
    yield 800
    yield idle


def dates() -> Scene:
    """The window asks for the dates: what is published, what is held, where each stands."""
    yield from from_menu("Données officielles")
    yield calm
    yield 500
    window = official()
    expect(is_in_front(window), "the window of official data is in front")
    expect("Dates demandées" in window.form.status.text(), window.form.status.text())
    expect(window.form.filter.rowCount() > 20, f"{window.form.filter.rowCount()} data sets are listed")
    expect(line(CINEMAS).state == "À obtenir", f"cinemas: {line(CINEMAS).state}")
    shot("donnees_officielles", window)
    shot("donnees_ecran")


def first_figures() -> Scene:
    """Cinemas and festivals: the ones have something to be read first, the others are installed."""
    window = official()
    window.form.search.setText("cnc")
    yield 300
    expect(window.form.filter.rowCount() >= 1, "« cnc » is found")
    shot("donnees_recherche", window)
    window.form.search.clear()
    window.form.select([CINEMAS, FESTIVALS])
    yield 300
    press(window.form.get)
    yield 150
    shot("donnees_en_cours", window)
    yield lambda: is_open(f"review-{CINEMAS}")
    yield calm
    yield 500
    report = called(f"review-{CINEMAS}")
    expect(is_in_front(report), "the report that asks is in front")
    words = report.page.toPlainText()
    expect(VILLAGE in words, f"the village with a city's admissions is told: {words[:300]}")
    expect(line(FESTIVALS).state == "À jour", f"festivals: {line(FESTIVALS).state}")
    expect("À lire" in line(CINEMAS).state, f"cinemas: {line(CINEMAS).state}")
    shot("donnees_rapport", report)
    report.page.verticalScrollBar().setValue(report.page.verticalScrollBar().maximum())
    shot("donnees_rapport_bas", report)
    shot("donnees_rapport_ecran")
    press(report.install)
    yield calm
    yield 500
    yield calm
    expect(line(CINEMAS).state == "À jour", f"cinemas: {line(CINEMAS).state}")
    shot("donnees_installees", window)
    press(window.form.close)
    yield 300


def first_map() -> Scene:
    """The new indicators are in the dock's tree; one is added to the map."""
    yield idle
    view = dock().view
    search("entrees de cinema par")
    yield 400
    shot("donnees_arbre")
    view.select(f"{CINEMAS}/entrees_hab")
    expect(view.tree.selected() == f"{CINEMAS}/entrees_hab", f"in the tree: {view.tree.selected()}")
    search("")
    yield 300
    choose(view.form.level, "Départements")
    yield 500
    yield from add_map()
    expect(dock().binding.layer() is not None, view.status.text())
    expect(any("moins de" in label for label in legend()), f"the legend: {legend()}")
    shot("donnees_carte")


def update() -> Scene:
    """The site publishes a newer file: it is told, the differences are read, then installed."""
    yield from from_menu("Données officielles")
    window = official()
    yield calm
    press(window.form.refresh)
    yield 300
    yield calm
    yield 300
    expect(line(CINEMAS).state == "Mise à jour publiée", f"cinemas: {line(CINEMAS).state}")
    press(window.form.older)
    yield 200
    expect([one.key for one in window.form.selected()] == [CINEMAS], "only the cinemas are older")
    shot("donnees_mise_a_jour", window)
    press(window.form.get)
    yield lambda: is_open(f"review-{CINEMAS}")
    yield calm
    yield 500
    report = called(f"review-{CINEMAS}")
    words = report.page.toPlainText()
    expect("2021" in words and "Ce qui change" in words, f"the differences are told: {words[:400]}")
    shot("donnees_differences", report)
    report.page.verticalScrollBar().setValue(260)
    shot("donnees_differences_suite", report)
    press(report.install)
    yield calm
    yield 500
    yield calm
    expect(line(CINEMAS).state == "À jour", f"cinemas: {line(CINEMAS).state}")


def versions() -> Scene:
    """The version that was replaced is kept, compared, and installed beside the present one."""
    window = official()
    window.form.select([CINEMAS])
    press(window.form.history)
    yield 500
    history = called(HISTORY)
    expect(is_in_front(history), "the versions kept are in front")
    expect(history.tree.topLevelItemCount() == 1, f"{history.tree.topLevelItemCount()} version is kept")
    shot("donnees_versions", history)
    press(history.compare_one)
    yield lambda: is_open(REPORT)
    yield 400
    shot("donnees_versions_comparees", called(REPORT))
    called(REPORT).close()
    yield 300
    press(history.set_beside)
    yield 300
    yield lambda: not history.jobs.is_busy()
    yield 500
    expect("Installé" in history.status.text(), history.status.text())
    shot("donnees_cote_a_cote", history)
    press(history.leave)
    yield 200
    yield calm
    press(window.form.close)
    yield 500


def two_maps() -> Scene:
    """Last year's figures and those of today, each on its layer."""
    iface.newProject()
    yield 800
    yield idle
    view = dock().view
    names = {one.package for one in dock().holdings.indicators.values() if one.package.startswith(CINEMAS)}
    expect(len(names) == 2, f"both versions are in the tree: {sorted(names)}")
    legends = []
    for name in sorted(names):
        view.follow.setChecked(False)
        view.select(f"{name}/entrees_hab")
        yield 400
        choose(view.form.level, "Départements")
        yield 400
        yield from add_map()
        legends.append(legend())
    expect(legends[0] != legends[1], f"the maps differ: {legends}")
    expect(len(QgsProject.instance().mapLayers()) == 2, "two layers")
    shot("donnees_deux_cartes")
    view.follow.setChecked(True)


def alone() -> Scene:
    """Only this part."""
    window = iface.mainWindow()
    window.showMaximized()
    yield 1500
    iface.newProject()
    plugins["atlas_culture_plugin"]._action.trigger()
    yield lambda: dock() is not None and dock().is_ready()
    window.resizeDocks([dock()], [380], Qt.Orientation.Horizontal)
    yield 500
    yield from getting()


if __name__ == "__main__":
    player = Player(alone())
