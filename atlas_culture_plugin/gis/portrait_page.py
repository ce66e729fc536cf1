# SPDX-License-Identifier: GPL-2.0-or-later
"""A portrait on its pages: header, situation, key figures, a block a theme, methods, sources.

Main thread only. Lengths in mm, sizes of texts in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.comparison import portrait_charts, portrait_texts
from ..core.comparison.model import Figure
from ..core.comparison.portrait import Block, Portrait
from ..core.comparison.portrait_cells import Key
from ..core.formatting import number
from ..core.i18n import tr
from ..core.svg import size_of
from ..core.wording import by_level, typeset, upper_first
from .portrait_flow import Flow, Part, Piece
from .portrait_frames import add_legend, add_map
from .portrait_maps import Drawn, Maps, ThemeMap
from .portrait_paper import BOTTOM, CONTENT, GREY, HEIGHT, INK, MARGIN, RULE, TOP, Paper
from .portrait_tables import SMALL, figures_table, similar_table

_POINT = 25.4 / 72
#: Sizes of the texts.
_TITLE, _HEADING, _BODY, _SMALLEST = 22.0, 12.0, 7.5, 6.2
#: Widths of the maps and of what stands beside them.
_SITUATION_WIDTH = 88.0
_MAP_WIDTH, _LEGEND_WIDTH, _CHART_WIDTH = 56.0, 43.0, 75.0
#: How terse a portrait becomes to hold in the pages that its template wants.
_TERSEST = 4
#: By terseness: heights of the maps of themes and of situation, then most charts of a theme, and most
#: similar territories.
_MAP_HEIGHTS, _SITUATIONS = (50.0, 50.0, 40.0, 34.0, 34.0), (62.0, 62.0, 50.0, 44.0, 44.0)
_MOST_CHARTS, _MOST_SIMILAR = (9, 9, 9, 1, 1), (99, 99, 5, 5, 5)
#: Themes that keep their pictures in the tersest portrait.
_MOST_PICTURES = 2
#: Tiles of the key figures: how many a line, and the space between them.
_TILES, _GAP = 4, 3.0


@dataclass(frozen=True)
class Signature:
    """Who a portrait is by: names, date in words, picture of the organisation."""

    organisation: str
    credits: str
    logo: Path | None = None


@dataclass(frozen=True)
class _Chart:
    """Bars under what they measure, which takes ``above`` mm."""

    title: str
    above: float
    svg: str

    @property
    def height(self) -> float:
        """Height of the whole."""
        return self.above + size_of(self.svg)[1]

    def draw(self, paper: Paper, page: int, left: float, top: float) -> None:
        """Put it on a page."""
        width, height = size_of(self.svg)
        paper.text(page, (left, top, width, self.above), self.title, _BODY)
        paper.drawing(page, left, top + self.above, self.svg, (width, height))


class PortraitPage:
    """Lays out one portrait."""

    def __init__(self, paper: Paper, portrait: Portrait, drawn: Drawn | None, maps: Maps | None) -> None:
        """Keep what is laid out; ``drawn`` and ``maps`` are None where the territory has no outline."""
        self._paper, self._portrait, self._drawn, self._maps = paper, portrait, drawn, maps
        self._main = paper.look.main
        #: What is given up so that the whole holds in the most pages: definitions, then room.
        self._terse = 0

    def fill(self, signature: Signature) -> int:
        """Lay out the whole; return the number of pages."""
        top = self._header(signature)
        for self._terse in range(_TERSEST + 1):
            parts = [self._first(), *self._keys(), *self._themes(), *self._similar(), *self._ends()]
            tried = Flow(top, TOP, BOTTOM)
            tried.place(parts, draws=False)
            if tried.pages <= self._portrait.template.pages:
                break
        flow = Flow(top, TOP, BOTTOM)
        flow.place(parts)
        self._frames(flow.pages, signature)
        self._paper.lay_grounds()
        return flow.pages

    def _header(self, signature: Signature) -> float:
        paper, one = self._paper, self._portrait
        paper.rectangle(0, (0, 0, 210, 5), self._main)
        room = CONTENT - (45 if signature.logo or signature.organisation else 0)
        above = tr("Cultural portrait")
        paper.text(0, (MARGIN, 11, room, 5), f"{above} · {one.kind}", 9, color=self._main, bold=True)
        top, size = 16.0, _TITLE
        while size > 13 and paper.height(one.name, room, size, bold=True) > 11:
            size -= 1
        height = paper.height(one.name, room, size, bold=True)
        paper.text(0, (MARGIN, top, room, height), one.name, size, bold=True, name="titre")
        top += height
        if one.where:
            height = paper.height(one.where, room, 9)
            paper.text(0, (MARGIN, top, room, height), one.where, 9, color=GREY, name="sous_titre")
            top += height
        right = MARGIN + CONTENT - 40
        if signature.logo is not None:
            paper.picture(0, (right, 9, 40, 16), signature.logo, "logo")
        elif signature.organisation:
            box = (right, 11, 40, 16)
            paper.text(
                0, box, typeset(signature.organisation), 9, bold=True, side="right", name="organisation"
            )
        paper.rectangle(0, (MARGIN, top + 2.5, CONTENT, 0.3), self._main)
        return top + 6

    def _first(self) -> Part:
        """The map of situation, beside what the territory is and how to read its figures."""
        paper, one = self._paper, self._portrait
        with_map = self._maps is not None
        left = MARGIN + _SITUATION_WIDTH + 6 if with_map else MARGIN
        width = MARGIN + CONTENT - left
        tall = _SITUATIONS[self._terse] if with_map else 0.0
        lost = tr("This territory has no outline in the boundaries: its portrait has no map.")
        notes = ([] if with_map else [lost]) + list(one.notes)
        boxed = paper.height(one.reading, width - 6, 8) + 4 if one.reading else 0.0
        beside = (
            4.8 * len(one.facts) + boxed + 5 + sum(paper.height(note, width, _BODY) + 1 for note in notes)
        )

        def draw(page: int, top: float) -> None:
            if self._maps is not None and self._drawn is not None:
                box = (MARGIN, top, _SITUATION_WIDTH, tall)
                add_map(
                    self._paper,
                    page,
                    box,
                    self._maps.situation.view,
                    self._drawn.situation(),
                    "carte_situation",
                )
            y = top
            for name, value in one.facts:
                paper.text(page, (left, y, 26, 4.5), name, 8.5, color=GREY)
                paper.text(page, (left + 27, y, width - 27, 4.5), value, 8.5, bold=True)
                y += 4.8
            if one.reading:
                paper.rectangle(page, (left, y + 1, width, boxed), paper.look.tint)
                paper.rectangle(page, (left, y + 1, 0.8, boxed), self._main)
                paper.text(page, (left + 3, y + 3, width - 6, boxed - 3), one.reading, 8, name="lecture")
                y += boxed + 3
            for note in notes:
                height = paper.height(note, width, _BODY)
                paper.text(page, (left, y, width, height), note, _BODY, color=GREY)
                y += height + 1

        return Part(max(tall, beside), draw, after=5.0)

    def _keys(self) -> list[Piece]:
        """The figures that stand out, some to a line."""
        keys = self._portrait.keys
        if not keys:
            return []
        pieces: list[Piece] = [self._heading(tr("Key figures"))]
        width = (CONTENT - (_TILES - 1) * _GAP) / _TILES
        for first in range(0, len(keys), _TILES):
            line = keys[first : first + _TILES]
            height = max(self._tile_height(key, width) for key in line)

            def draw(page: int, top: float, line: Sequence[Key] = line, height: float = height) -> None:
                for rank, key in enumerate(line):
                    self._tile(page, MARGIN + rank * (width + _GAP), top, width, height, key)

            pieces.append(Part(height, draw, after=_GAP if first + _TILES < len(keys) else 5.0))
        return pieces

    def _tile_texts(self, key: Key, width: float) -> list[tuple[str, float, bool, str]]:
        """(text, size, bold, colour) of what a tile says, from its top."""
        size = 15.0
        while size > 8 and self._paper.width(key.value, size, bold=True) > width - 4:
            size -= 0.5
        lines = [key.rank, *key.against] if key.rank else list(key.against)
        texts = [(key.value, size, True, self._main), (key.label, _BODY, True, INK)]
        return [*texts, ("\n".join(lines), 7.0, False, INK)]

    def _tile_height(self, key: Key, width: float) -> float:
        texts = self._tile_texts(key, width)
        return 4 + sum(self._paper.height(text, width - 4, size, bold=bold) for text, size, bold, _ in texts)

    def _tile(self, page: int, left: float, top: float, width: float, height: float, key: Key) -> None:
        self._paper.rectangle(page, (left, top, width, height), self._paper.look.tint)
        self._paper.rectangle(page, (left, top, width, 0.6), self._main)
        y = top + 2
        for text, size, bold, color in self._tile_texts(key, width):
            needed = self._paper.height(text, width - 4, size, bold=bold)
            self._paper.text(page, (left + 2, y, width - 4, needed), text, size, color=color, bold=bold)
            y += needed

    def _heading(self, text: str) -> Part:
        def draw(page: int, top: float) -> None:
            self._paper.text(page, (MARGIN, top, CONTENT, 6), text, _HEADING, color=self._main, bold=True)
            self._paper.rectangle(page, (MARGIN, top + 6.2, CONTENT, 0.2), self._main)

        return Part(6.6, draw, after=2.0, with_next=True)

    def _themes(self) -> list[Piece]:
        maps = self._maps.themes if self._maps is not None else (None,) * len(self._portrait.blocks)
        found: list[Piece] = []
        for rank, (block, one) in enumerate(zip(self._portrait.blocks, maps)):
            found.append(self._heading(block.theme.label))
            wanted = self._terse < _TERSEST or rank < _MOST_PICTURES
            if wanted and (one is not None or block.charts):
                found.append(self._pictures(block, one))
            if block.rows:
                found.append(figures_table(self._paper, self._portrait, block))
            found += [self._body(text, 1.0) for text in block.sentences]
            found.append(Part(0.0, lambda _page, _top: None, after=4.0))
        return found

    def _pictures(self, block: Block, one: ThemeMap | None) -> Part:
        """The map of a theme, then its charts; without a map, the charts beside each other."""
        charts = [self._chart(figure) for figure in block.charts[: _MOST_CHARTS[self._terse]]]
        heights = [chart.height for chart in charts]
        title = self._map_title(one) if one is not None else ""
        above = self._paper.height(title, _MAP_WIDTH + _LEGEND_WIDTH, _BODY, bold=True) + 0.8
        stacked = sum(heights) + 4 * max(0, len(heights) - 1)
        tall = _MAP_HEIGHTS[self._terse]
        height = max(above + tall, stacked) if one is not None else max(heights)

        def draw(page: int, top: float) -> None:
            left, y = MARGIN, top
            if one is not None:
                width = _MAP_WIDTH + _LEGEND_WIDTH
                self._paper.text(page, (left, top, width, above), title, _BODY, bold=True)
                self._theme_map(page, top + above, tall, one)
                left += width + 6
            for chart in charts:
                chart.draw(self._paper, page, left, y)
                if one is not None:
                    y += chart.height + 4
                else:
                    left += _CHART_WIDTH + 12

        return Part(height, draw, after=4.0)

    def _chart(self, figure: Figure) -> _Chart:
        size, family = _BODY * _POINT, self._paper.look.family
        svg = portrait_charts.beside(figure, self._portrait.name, _CHART_WIDTH, family, size, self._main)
        title = typeset(figure.indicator.heading(figure.year))
        return _Chart(title, self._paper.height(title, _CHART_WIDTH, _BODY) + 0.8, svg)

    def _map_title(self, one: ThemeMap) -> str:
        prepared = one.built.prepared
        return upper_first(f"{typeset(prepared.heading)}, {by_level(prepared.request.level)}")

    def _theme_map(self, page: int, top: float, height: float, one: ThemeMap) -> None:
        if self._drawn is None:
            return
        layer, shown = self._drawn.theme(one)
        box = (MARGIN, top, _MAP_WIDTH, height)
        name = one.built.prepared.indicator.id
        add_map(self._paper, page, box, one.view, shown, f"carte_{name}")
        left = MARGIN + _MAP_WIDTH + 1
        add_legend(self._paper, page, (left, top), _LEGEND_WIDTH, layer, f"legende_{name}")

    def _similar(self) -> list[Piece]:
        one = self._portrait
        if one.similar is None and not one.alone:
            return []
        pieces: list[Piece] = [self._heading(tr("Similar territories"))]
        if one.similar is None:
            return [*pieces, self._body(one.alone, 4.0)]
        most = _MOST_SIMILAR[self._terse]
        pieces.append(similar_table(self._paper, one.similar, most))
        return [*pieces, Part(0.0, lambda _page, _top: None, after=4.0)]

    def _ends(self) -> list[Piece]:
        """How the portrait is made and what from."""
        one = self._portrait
        pieces: list[Piece] = [self._heading(tr("Reading this portrait"))]
        with_map = self._maps is not None and any(self._maps.themes)
        texts = [*([portrait_texts.about_maps()] if with_map else []), *one.method]
        texts = portrait_texts.in_paragraphs(texts) if self._terse else texts
        pieces += [self._body(text, 0.8) for text in texts]
        if one.definitions and not self._terse:
            pieces += [Part(0.0, lambda _page, _top: None, after=2.0), self._heading(tr("Definitions"))]
            pieces += [self._body(f"{name}{tr(': ')}{text}", 0.4) for name, text in one.definitions]
        pieces += [Part(0.0, lambda _page, _top: None, after=2.0), self._heading(tr("Sources"))]
        return [*pieces, self._body(" ".join(one.sources), 0.6)]

    def _body(self, text: str, after: float) -> Part:
        size = SMALL if self._terse < _TERSEST - 1 else _SMALLEST
        height = self._paper.height(text, CONTENT, size)

        def draw(page: int, top: float) -> None:
            self._paper.text(page, (MARGIN, top, CONTENT, height), text, size, color=GREY)

        return Part(height, draw, after=after)

    def _frames(self, pages: int, signature: Signature) -> None:
        """What every page says at its top and at its foot."""
        one, paper = self._portrait, self._paper
        for page in range(pages):
            if page:
                paper.rectangle(page, (0, 0, 210, 3), self._main)
                paper.text(page, (MARGIN, 10, 120, 5), one.name, 9, color=self._main, bold=True)
                right = typeset(signature.organisation)
                if right:
                    paper.text(page, (MARGIN + 120, 10, 60, 5), right, 8, color=GREY, side="right")
                paper.rectangle(page, (MARGIN, 16, CONTENT, 0.2), RULE)
            foot = HEIGHT - 12
            paper.rectangle(page, (MARGIN, foot - 2, CONTENT, 0.2), RULE)
            sources = tr("Sources: last page.") if pages > 1 and page < pages - 1 else ""
            left = " ".join(filter(None, [sources, signature.credits]))
            paper.text(page, (MARGIN, foot, 88, 7), left, 7, color=GREY)
            rank = tr("Page {rank} of {count}").format(rank=number(page + 1), count=number(pages))
            place = f"{one.name} – {rank}"
            paper.text(page, (MARGIN + 90, foot, 90, 7), place, 7, color=GREY, side="right")
