# SPDX-License-Identifier: GPL-2.0-or-later
"""Style templates: QML files that fix symbols, outlines and labels; data and colours come later.

A template is an ordinary QGIS style, editable with QGIS itself. What it must hold:

- ``choropleth_*.qml``: a graduated renderer whose ranges include the sentinel values;
- ``proportional_circles.qml``: a rule-based renderer whose rules are told apart by description;
- ``typology.qml``: a categorised renderer with the categories ``nd``, ``secret``, ``sans_objet``.

The state ``sous_seuil`` (a ratio hidden because it rests on too few inhabitants) is drawn as "not
available" where a template, made before that state existed, does not have it.

Only symbols are ever taken from a template, which may come from outside: forms, actions and
embedded code in it are ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsReadWriteContext,
    QgsRuleBasedRenderer,
    QgsSymbol,
)

from .. import paths
from ..core.errors import StyleError
from ..core.i18n import tr
from ..core.model import Status
from ..core.reasons import reason
from . import xml_files

#: Values that stand for a state in a graduated renderer, which has no other way to draw it.
#: Far below any figure, negative ones included, and exact in the text of a QML file.
SENTINELS = {
    Status.MISSING: -1e15,
    Status.SECRET: -2e15,
    Status.NOT_APPLICABLE: -3e15,
    Status.BELOW_THRESHOLD: -4e15,
}

#: Largest template read, in bytes.
MAX_SIZE = 2_000_000

SEQUENTIAL, DIVERGING = "choropleth_sequential", "choropleth_diverging"
CIRCLES, TYPOLOGY = "proportional_circles", "typology"


@dataclass
class Template:
    """The symbols of a template. The receiver owns them and clones what it changes."""

    value: QgsSymbol
    statuses: dict[Status, QgsSymbol]


def find(name: str, extra: Path | None = None) -> Path:
    """Return the file of a template: the user's own folder ``extra`` first, then the plugin's."""
    own = extra / f"{name}.qml" if extra else None
    return own if own and own.is_file() else paths.styles(f"{name}.qml")


def load(path: Path) -> Template:
    """Read a template.

    Raises:
        StyleError: unreadable, not a style, or without the symbols that a map needs.
    """
    renderer = read_renderer(path)
    if isinstance(renderer, QgsGraduatedSymbolRenderer):
        template = _from_ranges(renderer)
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        template = _from_categories(renderer)
    elif isinstance(renderer, QgsRuleBasedRenderer):
        template = _from_rules(renderer)
    else:
        template = None
    if template is not None and Status.MISSING in template.statuses:
        template.statuses.setdefault(Status.BELOW_THRESHOLD, template.statuses[Status.MISSING].clone())
    if template is None or not all(isinstance(s, QgsFillSymbol) for s in _symbols(template)):
        raise StyleError(
            tr(
                "The style template {file} lacks a symbol for the values or for one of the three states "
                "(not available, secret, not applicable). Restore the original file, or start again "
                "from a copy of it."
            ).format(file=path)
        )
    return template


def _symbols(template: Template) -> list[QgsSymbol]:
    return [template.value, *(template.statuses.get(status) for status in SENTINELS)]


def read_renderer(path: Path) -> QgsFeatureRenderer | None:
    """Read the renderer of a template, and nothing else of it.

    Raises:
        StyleError: unreadable, or not a style.
    """
    try:
        if path.stat().st_size > MAX_SIZE:
            raise StyleError(tr("The style template {file} is too large to be one.").format(file=path))
        document = xml_files.parse(path.read_bytes())
    except OSError as error:
        sentence = tr("The style template {file} cannot be read: {reason}.")
        raise StyleError(sentence.format(file=path, reason=reason(error)), repr(error)) from error
    element = document.documentElement().firstChildElement("renderer-v2") if document is not None else None
    if element is None or element.isNull():
        raise StyleError(
            tr(
                "The style template {file} is not a QGIS style (QML). Restore the original file, or save "
                "a style from QGIS under this name."
            ).format(file=path)
        )
    return QgsFeatureRenderer.load(element, QgsReadWriteContext())


def _from_ranges(renderer: QgsGraduatedSymbolRenderer) -> Template | None:
    status_of = {value: status for status, value in SENTINELS.items()}
    statuses: dict[Status, QgsSymbol] = {}
    value: QgsSymbol | None = None
    for item in renderer.ranges():
        status = status_of.get(item.lowerValue())
        if status is not None:
            statuses[status] = item.symbol().clone()
        elif value is None:
            value = item.symbol().clone()
    return Template(value, statuses) if value else None


def _from_categories(renderer: QgsCategorizedSymbolRenderer) -> Template | None:
    status_of = {status.field_value: status for status in SENTINELS}
    statuses: dict[Status, QgsSymbol] = {}
    value: QgsSymbol | None = None
    for item in renderer.categories():
        status = status_of.get(str(item.value()))
        if status is not None:
            statuses[status] = item.symbol().clone()
        elif value is None:
            value = item.symbol().clone()
    return Template(value, statuses) if value else None


def _from_rules(renderer: QgsRuleBasedRenderer) -> Template | None:
    symbols = {
        rule.description(): rule.symbol().clone()
        for rule in renderer.rootRule().descendants()
        if rule.symbol() is not None
    }
    value = symbols.get(Status.VALUE.field_value)
    statuses = {s: symbols[s.field_value] for s in SENTINELS if s.field_value in symbols}
    return Template(value, statuses) if value else None
