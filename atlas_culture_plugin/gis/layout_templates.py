# SPDX-License-Identifier: GPL-2.0-or-later
"""Page templates: QGIS layout templates (QPT) whose items are found by their identifier.

Those of the plugin lie in ``resources/layouts``; a user's own ones in the profile, where a copy of ours
can be adapted with QGIS itself. A template may come from somebody else, so it is read as data:

- only the kinds of items that a printed map needs are kept: HTML frames, tables and profiles are dropped;
- pictures and symbols that lie on the network are emptied, and layers that the template names are forgotten;
- texts are never read as HTML; data-defined settings are dropped; an expression inside a text is kept only
  when it calls nothing but the harmless functions of :data:`FUNCTIONS`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qgis.core import QgsApplication, QgsExpression, QgsLayoutItemRegistry
from qgis.PyQt.QtGui import QFontDatabase, QFontInfo
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from .. import paths
from ..core.errors import StyleError
from ..core.i18n import tr
from ..core.reasons import reason
from ..core.storage import check_file, copy_whole, writing
from . import settings, xml_files

#: Largest template read, in bytes.
MAX_SIZE = 5_000_000
#: Without one of these, a page would not say what it shows.
REQUIRED = {
    "carte": QgsLayoutItemRegistry.ItemType.LayoutMap,
    "titre": QgsLayoutItemRegistry.ItemType.LayoutLabel,
    "source": QgsLayoutItemRegistry.ItemType.LayoutLabel,
    "legende": QgsLayoutItemRegistry.ItemType.LayoutLegend,
}
DEFAULT = "a4_paysage"
#: Names of the templates of the plugin.
SHIPPED = ("a4_portrait", DEFAULT, "a3_portrait", "a3_paysage", "diapo_16_9")

#: What an expression in a text may call: it can show something, not look around nor fetch.
FUNCTIONS = frozenset(
    [
        "now",
        "day",
        "month",
        "year",
        "format_date",
        "to_date",
        "upper",
        "lower",
        "title",
        "trim",
        "left",
        "right",
        "substr",
        "length",
        "concat",
        "coalesce",
        "if",
        "round",
        "floor",
        "ceil",
        "abs",
        "min",
        "max",
        "format_number",
        "to_string",
        "to_int",
        "to_real",
        "replace",
        "wordwrap",
        "char",
    ]
)

_KEPT = (
    QgsLayoutItemRegistry.ItemType.LayoutGroup,
    QgsLayoutItemRegistry.ItemType.LayoutPage,
    QgsLayoutItemRegistry.ItemType.LayoutMap,
    QgsLayoutItemRegistry.ItemType.LayoutPicture,
    QgsLayoutItemRegistry.ItemType.LayoutLabel,
    QgsLayoutItemRegistry.ItemType.LayoutLegend,
    QgsLayoutItemRegistry.ItemType.LayoutShape,
    QgsLayoutItemRegistry.ItemType.LayoutPolygon,
    QgsLayoutItemRegistry.ItemType.LayoutPolyline,
    QgsLayoutItemRegistry.ItemType.LayoutScaleBar,
    QgsLayoutItemRegistry.ItemType.LayoutMarker,
)
_DROPPED = (
    "LayoutMultiFrame",
    "Atlas",
    "dataDefinedProperties",
    "data_defined_properties",
    "dd_properties",
    "layer-tree-group",
    "layer-tree-layer",
    "LayerSet",
    "GroupedLayers",
    "customproperties",
)
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+://|//|\\\\)", re.IGNORECASE)
#: What no file can be named with, on one system or another.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]|\.$')
#: Characters of a wrong name that a sentence repeats.
_LONGEST_SHOWN = 100
_EXPRESSION = re.compile(r"\[%(.*?)%\]", re.DOTALL)


@dataclass(frozen=True)
class TemplateInfo:
    """A template that can be chosen. ``name`` identifies it; ``own`` tells the user's from ours."""

    name: str
    label: str
    path: Path
    own: bool = False


def own_folder() -> Path:
    """Folder of the user's own templates, beside that of their styles."""
    return settings.profile_folder() / "layouts"


def templates(folder: Path | None = None) -> list[TemplateInfo]:
    """The templates of the plugin, then the user's own ones, by name."""
    names = _labels()
    found = [TemplateInfo(name, names[name], paths.resources("layouts", f"{name}.qpt")) for name in names]
    folder = own_folder() if folder is None else folder
    own = sorted(folder.glob("*.qpt")) if folder.is_dir() else []
    return found + [TemplateInfo(path.stem, _own_label(path.stem), path, own=True) for path in own]


def _labels() -> dict[str, str]:
    texts = (
        tr("A4 portrait"),
        tr("A4 landscape"),
        tr("A3 portrait"),
        tr("A3 landscape"),
        tr("16:9 slide"),
    )
    return dict(zip(SHIPPED, texts))


def _own_label(name: str) -> str:
    return tr("{name} (own)").format(name=name)


def find(name: str, folder: Path | None = None) -> TemplateInfo:
    """Return the template of this name, or the file at this path; empty for the usual one.

    One of the user's own wins over one of ours that has the same name.

    Raises:
        StyleError: there is none; the sentence says which there are.
    """
    wanted = name.strip() or DEFAULT
    known = templates(folder)
    found = next((one for one in reversed(known) if one.name == wanted), None)
    if found is not None:
        return found
    path = Path(wanted)
    # A name that no system takes is that of no file.
    with suppress(OSError, ValueError):
        if path.suffix.lower() == ".qpt" and path.is_file():
            return TemplateInfo(path.stem, _own_label(path.stem), path, own=True)
    raise StyleError(
        tr(
            "There is no page template “{name}”. Choose one of {choices}, or give the path of a .qpt file."
        ).format(name=wanted[:_LONGEST_SHOWN], choices=", ".join(dict.fromkeys(one.name for one in known)))
    )


def duplicate(template: TemplateInfo, name: str, folder: Path | None = None) -> TemplateInfo:
    """Copy a template among the user's own, to be adapted with QGIS; one of this name is left alone.

    Raises:
        StyleError: the name cannot be that of a file, or is taken.
        StorageError: the folder cannot be written, or the name is too long.
    """
    folder, wanted = own_folder() if folder is None else folder, name.strip()
    target = folder / f"{wanted}.qpt"
    if not wanted or _NOT_IN_NAMES.search(wanted) or target.parent != folder:
        raise StyleError(
            tr("“{name}” cannot be the name of a template: write a plain name.").format(name=name)
        )
    check_file(target)
    with writing(target):
        taken = target.exists()
    if taken:
        sentence = tr("There is already a template “{name}” in {folder}: choose another name.")
        raise StyleError(sentence.format(name=wanted, folder=folder))
    copy_whole(template.path, target)
    return TemplateInfo(wanted, _own_label(wanted), target, own=True)


def read(template: TemplateInfo) -> tuple[QDomDocument, list[str]]:
    """Read a template as data; return it with what the user should know of it.

    Raises:
        StyleError: it cannot be read, is not a layout, or lacks an item that a page needs.
    """
    try:
        written = template.path.stat().st_mtime_ns
    except OSError:
        written = 0
    document, notes = _read(template, written)
    return document.cloneNode(True).toDocument(), list(notes)


@lru_cache(maxsize=4)
def _read(template: TemplateInfo, written: int) -> tuple[QDomDocument, tuple[str, ...]]:
    """Read a template once for all the pages of a series, again when it was ``written`` since."""
    document = _parse(template.path)
    root = document.documentElement()
    notes = _clean(root, template)
    _check_items(root, template)
    notes += _replace_fonts(root, template)
    return document, tuple(notes)


def _parse(path: Path) -> QDomDocument:
    try:
        if path.stat().st_size > MAX_SIZE:
            raise StyleError(tr("The page template {file} is too large to be one.").format(file=path))
        content = path.read_bytes()
    except OSError as error:
        sentence = tr("The page template {file} cannot be read: {reason}.")
        raise StyleError(sentence.format(file=path, reason=reason(error)), repr(error)) from error
    document = xml_files.parse(content)
    if document is None or document.documentElement().tagName() != "Layout":
        raise StyleError(
            tr(
                "The page template {file} is not a QGIS layout template (QPT). Restore the original file, or "
                "save a layout as a template from QGIS under this name."
            ).format(file=path)
        )
    return document


def _check_items(root: QDomElement, template: TemplateInfo) -> None:
    items = _elements(root, "LayoutItem")
    present = {(element.attribute("id"), element.attribute("type")) for element in items}
    missing = [name for name, kind in REQUIRED.items() if (name, str(int(kind))) not in present]
    if missing:
        raise StyleError(
            tr(
                "The page template “{name}” has no item “{item}”: give this identifier to one of its items "
                "in QGIS, or start again from a copy of a template of the plugin."
            ).format(name=template.name, item=missing[0])
        )


def _elements(root: QDomElement, tag: str = "") -> list[QDomElement]:
    """Every element below ``root``, in document order, of one tag or of all."""
    found: list[QDomElement] = []
    child = root.firstChildElement()
    while not child.isNull():
        if not tag or child.tagName() == tag:
            found.append(child)
        found += _elements(child, tag)
        child = child.nextSiblingElement()
    return found


def _clean(root: QDomElement, template: TemplateInfo) -> list[str]:
    """Take out of a template what a printed page does not need; return what was taken out."""
    kept = {str(int(kind)) for kind in _KEPT}
    dropped = [one for one in _elements(root, "LayoutItem") if one.attribute("type") not in kept]
    foreign = bool(dropped)
    for tag in _DROPPED:
        dropped += _elements(root, tag)
    for element in dropped:
        element.parentNode().removeChild(element)
    emptied = sum(_clean_attributes(element) for element in [root, *_elements(root)])
    if not foreign and not emptied:
        return []
    sentence = tr(
        "The page template “{name}” was read without what could run or fetch something: frames of web "
        "pages, tables, pictures of the network, expressions."
    )
    return [sentence.format(name=template.name)]


def _clean_attributes(element: QDomElement) -> int:
    """Empty the addresses and expressions of an element; return how many."""
    attributes, emptied = element.attributes(), 0
    if element.tagName() == "LayoutItem":
        element.setAttribute("htmlState", "0")
    if element.hasAttribute("allowHtml"):
        element.setAttribute("allowHtml", "0")
    for rank in range(attributes.count()):
        attribute = attributes.item(rank).toAttr()
        name, value = attribute.name(), attribute.value()
        text = _harmless(value) if name == "labelText" else value
        if name != "labelText" and (_REMOTE.match(value) or (value and "expression" in name.lower())):
            text = ""
        if text != value:
            attribute.setValue(text)
            emptied += 1
    return emptied


def _harmless(text: str) -> str:
    """A text without the expressions that call anything else than :data:`FUNCTIONS`."""

    def keep(match: re.Match[str]) -> str:
        expression = QgsExpression(match.group(1))
        calls = expression.referencedFunctions() - {"var"}
        return match.group(0) if not expression.hasParserError() and calls <= FUNCTIONS else ""

    return _EXPRESSION.sub(keep, text)


def _replace_fonts(root: QDomElement, template: TemplateInfo) -> list[str]:
    """Write the default font wherever the template names one that is not installed."""
    known = {family.casefold() for family in QFontDatabase().families()}
    default = default_font()
    absent: dict[str, None] = {}
    for element in _elements(root):
        family = element.attribute("fontFamily")
        if family and family.casefold() not in known:
            absent[family] = None
            element.setAttribute("fontFamily", default)
    sentence = tr(
        "The font “{font}” of the page template “{name}” is not installed: “{default}” replaces it."
    )
    return [sentence.format(font=font, name=template.name, default=default) for font in absent]


def default_font() -> str:
    """The sans-serif font of the application, always one that exists."""
    return str(QFontInfo(QgsApplication.font()).family())
