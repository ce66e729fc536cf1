# SPDX-License-Identifier: GPL-2.0-or-later
"""Print layouts of a project: made from a page template, filled, filled again without losing an edit.

Main thread only. What a page says comes as a :class:`Sheet`; how it looks comes from the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qgis.core import (
    QgsLayout,
    QgsMapLayer,
    QgsMapThemeCollection,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import StyleError
from ..core.i18n import tr
from . import layout_items as items
from .layout_page import PageFiller, items_of
from .layout_templates import TemplateInfo, own_folder, read, templates
from .legend import LegendEntry
from .sheet import Drawing, Sheet

__all__ = [
    "Drawing",
    "LegendEntry",
    "Sheet",
    "TemplateInfo",
    "add_bare_layout",
    "add_layout",
    "free_name",
    "free_theme",
    "loaded",
    "notes_of",
    "own_folder",
    "record_theme",
    "refresh",
    "templates",
    "theme_of",
]


def add_layout(project: QgsProject, template: TemplateInfo, sheet: Sheet) -> QgsPrintLayout:
    """Add a page to the layouts of a project, under a name of its own.

    Raises:
        StyleError: the template cannot be read or lacks an item; the project is as it was.
    """
    layout, notes = loaded(project, template, sheet.name)
    for item in items_of(layout):
        items.zone_of(item)
    items.mark(layout, "template", template.name)
    items.mark(layout, "theme", free_theme(project, layout.name()))
    items.mark(layout, "template_notes", "\n".join(notes))
    _fill(project, layout, sheet)
    project.layoutManager().addLayout(layout)
    return layout


def add_bare_layout(project: QgsProject, template: TemplateInfo) -> QgsPrintLayout:
    """Add the items of a template, filled with nothing, to be changed and saved as a template again.

    Raises:
        StyleError: the template cannot be read or lacks an item; the project is as it was.
    """
    layout, _notes = loaded(project, template, template.name)
    project.layoutManager().addLayout(layout)
    return layout


def loaded(
    project: QgsProject,
    template: TemplateInfo,
    name: str,
    change: Callable[[QDomDocument], None] | None = None,
) -> tuple[QgsPrintLayout, list[str]]:
    """A layout from a template, and what the user should know of it; no project has it yet.

    ``change`` may add items to the template, or take some away, before it is read.

    Raises:
        StyleError: the template cannot be read or lacks an item.
    """
    document, notes = read(template)
    if change is not None:
        change(document)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    _items, done = layout.loadFromTemplate(document, QgsReadWriteContext(), True)
    if not done or layout.pageCollection().pageCount() == 0:
        sentence = tr("The page template “{name}” has no page to print: start again from one of the plugin.")
        raise StyleError(sentence.format(name=template.name))
    layout.setName(free_name(project, name))
    return layout, notes


def refresh(project: QgsProject, layout: QgsPrintLayout, sheet: Sheet) -> None:
    """Fill a page of ours again. Texts, places, views and headings changed by hand stay as they are."""
    _fill(project, layout, sheet)
    layout.refresh()


def notes_of(layout: QgsLayout) -> list[str]:
    """What the user should know of a page: a font replaced, a text cut, a chart left out."""
    texts = (items.marked(layout, name) or "" for name in ("template_notes", "notes"))
    return [line for text in texts for line in text.split("\n") if line]


def theme_of(layout: QgsLayout) -> str:
    """Name of the map theme that the frames of a page are locked to; empty when it is not one of ours."""
    return items.marked(layout, "theme") or ""


def free_name(project: QgsProject, wanted: str) -> str:
    """Return a name that no layout of a project has, the one wanted if possible."""
    """A name for a layout that no other layout of the project has."""
    name, rank = wanted, 1
    while project.layoutManager().layoutByName(name) is not None:
        rank += 1
        name = f"{wanted} ({rank})"
    return name


def free_theme(project: QgsProject, layout_name: str) -> str:
    """A name for the map theme of a layout that no other theme of the project has."""
    wanted = f"Atlas Culture – {layout_name}"
    name, rank = wanted, 1
    while project.mapThemeCollection().hasMapTheme(name):
        rank += 1
        name = f"{wanted} ({rank})"
    return name


def _fill(project: QgsProject, layout: QgsPrintLayout, sheet: Sheet) -> None:
    """Texts, then places, which depend on them, then maps, whose scale depends on their place."""
    page = PageFiller(layout, sheet)
    record_theme(project, theme_of(layout), sheet.layers)
    page.write_texts()
    page.choose_visible()
    page.arrange()
    page.show_maps(theme_of(layout))
    items.mark(layout, "notes", "\n".join(page.notes))


def record_theme(project: QgsProject, name: str, layers: Iterable[QgsMapLayer]) -> None:
    """Lock exactly these layers, with their current styles, in a map theme."""
    record = QgsMapThemeCollection.MapThemeRecord()
    for layer in layers:
        one = QgsMapThemeCollection.MapThemeLayerRecord(layer)
        one.usingCurrentStyle = True
        one.currentStyle = layer.styleManager().currentStyle()
        one.isVisible = True
        record.addLayerRecord(one)
    themes = project.mapThemeCollection()
    if themes.hasMapTheme(name):
        themes.update(name, record)
    else:
        themes.insert(name, record)
