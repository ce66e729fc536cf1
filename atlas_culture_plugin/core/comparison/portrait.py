# SPDX-License-Identifier: GPL-2.0-or-later
"""The portrait of a territory: what it says, section by section, without a word of how it looks.

Every figure is one of :func:`~.compare.compare`. What has no figure is said once, under its table, so that
a territory of which little is known has a shorter portrait and not a page of dashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..codes import parse_reference
from ..errors import AtlasError, TerritoryError
from ..formatting import number
from ..i18n import tr
from ..library import Library
from ..model import Indicator, Level, Status, Territory, Theme, ValueKind
from ..progress import Progress
from ..territories import Territories
from ..wording import level_noun, typeset, upper_first
from . import portrait_cells, portrait_texts
from .compare import compare
from .model import FRANCE, REGION, Comparison, ComparisonRequest, Figure, Perimeter
from .portrait_cells import Key, Row
from .portrait_template import RATIOS, PortraitTemplate
from .similar import Similarity, similar

#: References of a portrait unless the user chooses others, and most of them: a page is 180 mm wide.
DEFAULT_REFERENCES = (FRANCE, REGION)
MOST_REFERENCES = 3
#: Zeros of a theme from which they are told in a sentence rather than in a row each.
_FEW_ZEROS = 3


@dataclass(frozen=True)
class Block:
    """A theme. ``sentences`` tell what has no row: zeros, what is not available or secret."""

    theme: Theme
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    #: Figures drawn beside those of the references.
    charts: tuple[Figure, ...] = ()
    #: Indicators that its map may show, the best first.
    mapped: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Portrait:
    """All that a portrait says. ``facts`` are (name, value); ``references`` head the columns of the tables.

    ``alone`` says why there is no similar territory, where none could be found.
    """

    territory: Territory
    name: str
    kind: str
    where: str
    facts: tuple[tuple[str, str], ...]
    references: tuple[Perimeter, ...]
    keys: tuple[Key, ...]
    reading: str
    blocks: tuple[Block, ...]
    similar: Similarity | None
    alone: str
    notes: tuple[str, ...]
    method: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    template: PortraitTemplate


def check_references(references: Sequence[str]) -> None:
    """Refuse more references than a page has columns.

    Raises:
        TerritoryError: there are too many.
    """
    if len(references) > MOST_REFERENCES:
        sentence = tr("A portrait has room for {most} references, not {count}: choose the most telling ones.")
        raise TerritoryError(sentence.format(most=MOST_REFERENCES, count=len(references)))


def compared(
    library: Library,
    territories: Territories,
    chosen: Sequence[Territory],
    references: Sequence[str] = DEFAULT_REFERENCES,
    progress: Progress | None = None,
) -> Comparison:
    """Compare territories on all that there is, at once: what they share is computed once.

    Raises:
        TerritoryError: a reference is not understood, there are too many, or each is the territory itself.
        IndicatorError: nothing is known at the level of these territories.
        Cancelled: the user gave up.
    """
    check_references(references)
    request = ComparisonRequest(tuple(one.reference for one in chosen), tuple(references))
    return compare(library, territories, request, progress=progress)


def portrait(
    comparison: Comparison,
    territory: Territory,
    library: Library,
    territories: Territories,
    template: PortraitTemplate,
) -> Portrait:
    """Write the portrait of one of the territories of a comparison.

    Args:
        comparison: what :func:`compared` returned.
        territory: one of its territories.
        library: the packages, for themes and similar territories.
        territories: the geographic code.
        template: what the portrait holds.

    Raises:
        TerritoryError: no figure at all is known of the territory.
    """
    figures = _figures(comparison, territory)
    if not any(one.status is Status.VALUE for one in figures):
        sentence = tr("Nothing is known of {name} in the installed packages: no portrait can be made of it.")
        raise TerritoryError(sentence.format(name=territories.label(territory)))
    references = tuple(gap.reference for gap in figures[0].gaps)
    keys = _keys(figures, template)
    blocks = tuple(_blocks(figures, library, template))
    like, alone = _similar(library, territories, territory, template)
    standing = [one.figure for one in keys]
    shown = [*standing, *(row.figure for block in blocks for row in block.rows)]
    return Portrait(
        territory=territory,
        name=typeset(territories.label(territory)),
        kind=upper_first(level_noun(territory.level, 1)),
        where=_where(territory, territories),
        facts=_facts(territory, territories),
        references=references,
        keys=keys,
        reading=portrait_texts.reading(standing or shown, territories),
        blocks=blocks,
        similar=like,
        alone=alone,
        notes=portrait_texts.notes(territory, references, territories),
        method=portrait_texts.method(references, shown, territory.level, like),
        definitions=portrait_texts.definitions(standing) if template.definitions else (),
        sources=portrait_texts.sources(shown, territories),
        template=template,
    )


def _figures(comparison: Comparison, territory: Territory) -> list[Figure]:
    return [figure for figure in comparison.figures if figure.territory == territory]


def _where(territory: Territory, territories: Territories) -> str:
    """What it is in, the narrowest first: « Ille-et-Vilaine, Bretagne »; all the regions of an EPCI."""
    if territory.level is Level.REGION:
        return ""
    inside = [territories.find(f"DEP-{code}") for code in departements(territory, territories)]
    names = [one.name for one in inside]
    codes = dict.fromkeys([territory.region, *(one.region for one in inside)])
    regions = (territories.get(Level.REGION, code) for code in codes)
    names += [one.name for one in regions if one is not None]
    epci = territories.get(Level.EPCI, territory.epci) if territory.level is Level.COMMUNE else None
    if epci is not None:
        names.insert(0, epci.name)
    return typeset(", ".join(name for name in dict.fromkeys(names) if name != territory.name))


def departements(territory: Territory, territories: Territories) -> list[str]:
    """Codes of the departements of a territory: that of its seat, then the others of an EPCI."""
    if territory.level in (Level.REGION, Level.DEPARTEMENT):
        return [territory.code] if territory.level is Level.DEPARTEMENT else []
    codes = [territory.departement] if territory.departement else []
    if territory.level is Level.EPCI:
        communes = territories.within(Level.COMMUNE, parse_reference(territory.reference))
        inside = (territories.get(Level.COMMUNE, code) for code in communes)
        codes += [one.departement for one in inside if one is not None and one.departement]
    return list(dict.fromkeys(codes))


def _facts(territory: Territory, territories: Territories) -> tuple[tuple[str, str], ...]:
    facts = [(tr("Code"), territory.code)]
    for level in (Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE):
        if level is not territory.level and territory.level is not Level.COMMUNE:
            count = len(territories.within(level, parse_reference(territory.reference)))
            facts += [(level.label, number(count))] if count else []
    if territory.level is Level.COMMUNE and not territory.epci:
        facts.append((tr("EPCI"), tr("none")))
    return tuple(facts)


def _keys(figures: Sequence[Figure], template: PortraitTemplate) -> tuple[Key, ...]:
    """The figures named by the template, then other ratios, as many as it wants."""
    named = _ordered(figures, template.key_indicators)
    others = [one for one in figures if _is_ratio(one) and one.value and one not in named]
    chosen = [one for one in (*named, *others) if one.value is not None]
    return tuple(portrait_cells.key(one) for one in chosen[: template.key_figures])


def _is_ratio(figure: Figure) -> bool:
    return figure.indicator.kind is ValueKind.RATIO


def _ordered(figures: Sequence[Figure], wanted: Iterable[str]) -> list[Figure]:
    """The figures of the indicators named, by id or by key, in that order."""
    return [one for name in wanted for one in figures if name in (one.indicator.id, one.indicator.key)]


def _blocks(figures: Sequence[Figure], library: Library, template: PortraitTemplate) -> Iterator[Block]:
    themes = {theme.id: theme for theme in library.themes()}
    for name in template.themes or tuple(themes):
        own = [one for one in figures if one.indicator.theme == name]
        if own and name in themes:
            yield _block(themes[name], own, template)


def _block(theme: Theme, figures: Sequence[Figure], template: PortraitTemplate) -> Block:
    kept = [one for one in figures if template.rows != RATIOS or not one.is_stock]
    known = [one for one in kept if one.status is Status.VALUE]
    zeros = [one for one in known if one.value == 0]
    told = zeros if len(zeros) >= _FEW_ZEROS else []
    with_row = [one for one in known if one not in told]
    ratios = [one for one in with_row if _is_ratio(one) and any(gap.value is not None for gap in one.gaps)]
    charts = _preferred(ratios, template.chart_indicators)[: template.charts]
    mapped = _preferred([one for one in figures if _is_ratio(one)], template.map_indicators)
    return Block(
        theme=theme,
        rows=tuple(portrait_cells.row(one) for one in with_row),
        sentences=portrait_texts.without_row(kept, told),
        charts=tuple(charts),
        mapped=tuple(one.indicator for one in mapped) if template.maps else (),
    )


def _preferred(figures: Sequence[Figure], wanted: Iterable[str]) -> list[Figure]:
    """Figures, those of the indicators named before the others."""
    first = _ordered(figures, wanted)
    return [*first, *(one for one in figures if one not in first)]


def _similar(
    library: Library, territories: Territories, territory: Territory, template: PortraitTemplate
) -> tuple[Similarity | None, str]:
    """The similar territories, or why there is none."""
    if not template.similar:
        return None, ""
    try:
        found = similar(library, territories, territory, template.similar)
    except AtlasError as error:
        return None, error.sentence
    return (found, "") if found.neighbours else (None, "")
