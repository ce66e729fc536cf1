# SPDX-License-Identifier: GPL-2.0-or-later
"""Matching the codes of a layer with those of a table, and saying what did not match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .codes import normalise
from .formatting import number
from .i18n import tr
from .model import Level
from .territories import Territories

#: How many codes a sentence or a log line quotes before "…".
QUOTED = 20


@dataclass(frozen=True)
class JoinReport:
    """What became of every code on both sides. Each tuple holds codes, without repetition.

    ``matched`` counts the rows of the layer that found a row of data.
    """

    level: Level
    matched: int
    without_data: tuple[str, ...] = ()  #: territories of the layer that the table does not have
    not_in_layer: tuple[str, ...] = ()  #: territories of the table that the layer does not have
    unknown: tuple[str, ...] = ()  #: what the layer writes and no territory of this level bears
    duplicates: tuple[str, ...] = ()  #: codes borne by several rows of the layer
    without_outline: tuple[str, ...] = ()  #: territories with figures but no geometry anywhere
    explained: tuple[str, ...] = ()  #: sentences on codes that are known but cannot be joined

    def lines(self) -> list[str]:
        """The report as sentences, only those that say something; at most twenty explain a code."""
        return [*self._counts(), *self.explained[:QUOTED]]

    def _counts(self) -> list[str]:
        lines = [tr("{count} rows joined.").format(count=number(self.matched, 0))]
        for codes, sentence in (
            (self.without_data, tr("{count} territories of the layer have no data: {codes}")),
            (self.not_in_layer, tr("{count} territories of the data are not in the layer: {codes}")),
            (self.unknown, tr("{count} codes of the layer are unknown at this level: {codes}")),
            (self.duplicates, tr("{count} codes appear several times in the layer: {codes}")),
            (self.without_outline, tr("{count} territories have figures but no outline: {codes}")),
        ):
            if codes:
                lines.append(sentence.format(count=number(len(codes), 0), codes=quote(codes)))
        return lines

    def html(self, title: str) -> str:
        """The whole report, every code included, as a small HTML page."""
        sections = [
            (tr("In the layer but without data"), self.without_data),
            (tr("In the data but not in the layer"), self.not_in_layer),
            (tr("Unknown codes"), self.unknown),
            (tr("Codes that appear several times"), self.duplicates),
            (tr("Territories without an outline"), self.without_outline),
        ]
        body = "".join(f"<p>{escape(line)}</p>" for line in (*self._counts(), *self.explained))
        for heading, codes in sections:
            if codes:
                body += f"<h2>{escape(heading)} ({len(codes)})</h2><p>{escape(', '.join(codes))}</p>"
        return (
            '<!DOCTYPE html><html><head><meta charset="utf-8">'
            f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{body}</body></html>"
        )


def quote(codes: Sequence[str]) -> str:
    """The first codes, and an ellipsis when there are more."""
    shown = ", ".join(codes[:QUOTED])
    return f"{shown}…" if len(codes) > QUOTED else shown


def match(
    raw: Sequence[object], level: Level, data_codes: Sequence[str], territories: Territories
) -> tuple[list[str | None], JoinReport]:
    """Match what a layer writes, row by row, with the codes of a table.

    Returns:
        The normalised code of each row, ``None`` where there is nothing to join, and the report.
        An old or partial code (merged commune, municipal arrondissement) is never given its
        successor's figures: it is explained instead, since its area is not the same.
    """
    data = set(data_codes)
    matched: list[str | None] = []
    without: dict[str, None] = {}
    unknown: dict[str, None] = {}
    explained: dict[str, None] = {}
    for value in raw:
        code = normalise(level, value)
        if code is not None and code in data:
            matched.append(code)
            continue
        matched.append(None)
        if code is not None and territories.get(level, code):
            without[code] = None
            continue
        unknown[tr("(empty)") if value is None or not str(value).strip() else str(value)] = None
        sentence = _explain(level, code, territories)
        if sentence:
            explained[sentence] = None
    present = Counter(code for code in matched if code is not None)
    return matched, JoinReport(
        level=level,
        matched=sum(present.values()),
        without_data=tuple(without),
        not_in_layer=tuple(code for code in data_codes if code not in present),
        unknown=tuple(unknown),
        duplicates=tuple(code for code, count in present.items() if count > 1),
        explained=tuple(explained),
    )


def _explain(level: Level, code: str | None, territories: Territories) -> str:
    """Say what an old commune code or a municipal arrondissement has become."""
    successor = territories.successor(code) if code and level is Level.COMMUNE else None
    if successor is None:
        return ""
    new, kind = successor
    territory = territories.get(Level.COMMUNE, new)
    name = territory.name if territory else new
    if kind == "arrondissement":
        return tr(
            "{code} is a municipal arrondissement: the figures exist for the whole of {name} ({new})."
        ).format(code=code, name=name, new=new)
    return tr(
        "{code} is an old or delegated commune, today part of {name} ({new}): "
        "use boundaries of the current year."
    ).format(code=code, name=name, new=new)
