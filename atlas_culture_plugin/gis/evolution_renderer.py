# SPDX-License-Identifier: GPL-2.0-or-later
"""Evolution between two years: classes about a centre, and a hatch over perimeters that changed."""

from __future__ import annotations

import numpy as np
from qgis.core import (
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSymbol,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core.formatting import count_label
from ..core.i18n import tr
from ..core.mapping import PreparedMap
from ..core.model import Level
from .areas import choropleth, rule, rules
from .expressions import FieldNames
from .looks import OVERLAY_RULE, made_of
from .templates import Template

#: Distance in mm between the lines of the hatch, by level: two at least in most territories.
_SPACING = {Level.REGION: 3.0, Level.DEPARTEMENT: 2.4, Level.EPCI: 1.6, Level.COMMUNE: 1.0}
#: A dark line on a light one reads on the palest class as on the darkest.
_DARK, _LIGHT = "#262626", "#ffffff"


def evolution(prepared: PreparedMap, fields: FieldNames, template: Template) -> QgsFeatureRenderer:
    """Coloured areas, hatched where the perimeter is no longer that of the earlier year."""
    if prepared.changed is None or not prepared.changed.any():
        return choropleth(prepared, fields, template)
    root = QgsRuleBasedRenderer.Rule(None)
    for one in rules(prepared, fields, template):
        root.appendChild(one)
    codes = ", ".join(f"'{prepared.codes[row]}'" for row in np.flatnonzero(prepared.changed))
    label = tr("Perimeter changed between {since} and {until}").format(
        since=prepared.request.since, until=prepared.year
    )
    count = count_label(int(prepared.changed.sum()))
    symbol = _hatch(prepared.request.level)
    root.appendChild(rule(symbol, f'"code" IN ({codes})', f"{label} {count}", OVERLAY_RULE))
    renderer = QgsRuleBasedRenderer(root)
    # Over all the areas: the outline of a neighbour must not cut the hatch.
    renderer.setUsingSymbolLevels(True)
    return renderer


def _hatch(level: Level) -> QgsSymbol:
    """Lines that rise to the left, where those of secrecy rise to the right."""
    layers = []
    for color, width in ((_LIGHT, 0.45), (_DARK, 0.15)):
        stroke = QgsSimpleLineSymbolLayer(QColor(color), width)
        stroke.setPenCapStyle(Qt.PenCapStyle.FlatCap)
        lines = QgsLinePatternFillSymbolLayer()
        lines.setSubSymbol(made_of(QgsLineSymbol(), stroke))
        lines.setLineAngle(135)
        lines.setDistance(_SPACING[level])
        lines.setRenderingPass(1)
        layers.append(lines)
    return made_of(QgsFillSymbol(), *layers)
