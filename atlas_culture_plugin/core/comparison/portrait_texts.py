# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences of a portrait: reading note, what has no figure, methods, definitions, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..formatting import NO_BREAK, number
from ..i18n import language, tr
from ..model import Level, Status, Territory, ValueKind
from ..phrases import Figure as Said
from ..phrases import Group, Phrases, Subject
from ..phrases_en import English
from ..phrases_fr import French
from ..territories import Territories
from ..wording import level_noun, sentence, typeset, typeset_figures
from . import cells, footnotes
from .model import METRO, SIMILAR, Figure, Gap, Perimeter
from .portrait_cells import PARTIAL, partial_label
from .similar import CONTEXT, Similarity

#: Indicators named in a sentence before it says how many more there are.
_MOST_NAMED = 40
#: And in the note on references that rest on some of their territories only.
_MOST_PARTIAL = 4


def reading(figures: Sequence[Figure], territories: Territories) -> str:
    """How to read the first figure that has a rank and a reference; empty without one.

    A rate of culture rather than one of context, and these rather than a total; where all is zero, the first.
    """
    known = [one for one in figures if one.value is not None and one.rank]
    rates = [one for one in known if not one.is_stock and _first_gap(one) is not None]
    cultural = [one for one in rates if one.indicator.theme != CONTEXT and one.value]
    chosen = next(iter(cultural or [one for one in rates if one.value] or known), None)
    if chosen is None or chosen.value is None:
        return ""
    words: Phrases = French() if language() == "fr" else English()
    subject = Subject(chosen.territory, territories.label(chosen.territory))
    gap = None if chosen.is_stock else _first_gap(chosen)
    common = None if gap is None else gap.value
    group = Group(chosen.territory.level) if gap is None else _group(gap, territories)
    said = Said(chosen.indicator, chosen.value, common)
    return words.note(words.compared(said, chosen.year, subject, group), _rank(chosen))


def _first_gap(figure: Figure) -> Gap | None:
    """The first gap to territories taken together, which a sentence can name."""
    return next(
        (
            gap
            for gap in figure.gaps
            if gap.value is not None
            and gap.reference.key != SIMILAR
            and gap.reference.level is figure.territory.level
        ),
        None,
    )


def _group(gap: Gap, territories: Territories) -> Group:
    reference = gap.reference
    inside = None
    if reference.territory is not None:
        inside = Subject(reference.territory, territories.label(reference.territory))
    counted = gap.basis if gap.missing else 0
    return Group(reference.level, counted, inside, metropole=reference.key == METRO)


def _rank(figure: Figure) -> str:
    text = tr("its rank is {rank} of {count} {level}, the first being that of the highest value")
    return text.format(
        rank=cells.ordinal(figure.rank or 0),
        count=number(figure.of),
        level=level_noun(figure.territory.level, figure.of),
    )


def without_row(figures: Iterable[Figure], zeros: Sequence[Figure]) -> tuple[str, ...]:
    """What has no row in a table, state by state: zeros told together, then what has no value."""
    found = []
    if zeros:
        found.append(_list(tr("Zero: {names}"), zeros))
    others = list(figures)
    for status, text in (
        (Status.SECRET, tr("Under statistical secrecy: {names}")),
        (Status.MISSING, tr("Not available: {names}")),
        (Status.NOT_APPLICABLE, tr("Not applicable: {names}")),
    ):
        concerned = [one for one in others if one.status is status]
        if concerned:
            found.append(_list(text, concerned))
    return tuple(found)


def _list(text: str, figures: Sequence[Figure]) -> str:
    return sentence(text.format(names=_names(figures)))


def _names(figures: Sequence[Figure], most: int = _MOST_NAMED) -> str:
    names = [f"{typeset(one.indicator.label)} ({one.year})" for one in figures]
    more = len(names) - most
    shown = tr("; ").join(names[:most])
    return tr("{names} and {count} more").format(names=shown, count=number(more)) if more > 0 else shown


def notes(territory: Territory, references: Sequence[Perimeter], territories: Territories) -> tuple[str, ...]:
    """What must be known of a territory that is not like the others, and of levels that do not nest."""
    found = []
    for one in references:
        found.append(_astride(territory, one, territories))
        if one.territory is not None and len(one.codes) > 1:
            found.append(footnotes.straddling(one.level, one.codes, one.territory, territories))
    found += footnotes.special_cases([territory])
    return tuple(typeset(text) for text in dict.fromkeys(found) if text)


def _astride(territory: Territory, reference: Perimeter, territories: Territories) -> str:
    """Say that an EPCI lies over several departements or regions, of which one is its reference."""
    parent = reference.territory
    if territory.level is not Level.EPCI or parent is None:
        return ""
    if parent.level is Level.DEPARTEMENT:
        return footnotes.across(territory, territories)
    count = territories.spread(territory.code, Level.REGION)
    if parent.level is not Level.REGION or count < 2:
        return ""
    text = tr("{place} lies across {count} regions; it is compared with that of its seat, {region}.")
    return text.format(place=territories.label(territory), count=number(count), region=parent.name)


def method(
    references: Sequence[Perimeter], shown: Sequence[Figure], level: Level, like: Similarity | None
) -> tuple[str, ...]:
    """How ranks, positions, references and similar territories are made."""
    found = [
        tr(
            "Rank: among the {level} of France that have a value, 1 being the highest; equal values share a "
            "rank. It says neither good nor bad."
        ).format(level=level_noun(level)),
        tr(
            "Position: share of them whose value is lower, from 0 on the left to 100% on the right; the "
            "line in the middle is half of them."
        ),
    ]
    wide = [one for one in references if len(one.codes) > 1]
    if wide:
        found.append(_references(wide))
    found += _partial(shown)
    found += _without_reference(shown)
    found.append(tr("Zero is a value. What is not available, secret or not applicable is said as such."))
    if like is not None:
        found.append(_likeness(like))
    return tuple(typeset(text) for text in found)


def in_paragraphs(texts: Iterable[str]) -> list[str]:
    """Texts with the lines on partial references one after the other, where room is short."""
    found: list[str] = []
    for text in texts:
        if found and text.startswith(PARTIAL) and found[-1].startswith(PARTIAL):
            found[-1] += text.removeprefix(PARTIAL)
        else:
            found.append(text)
    return found


def about_maps() -> str:
    """How to read the small maps, for the portraits that have one."""
    text = tr(
        "Maps: a black line around the territory, very pale grey outside what is mapped. Classes, and in "
        "brackets how many territories are in each, are those of the whole region or departement, even "
        "beyond the frame: the portraits of neighbours read alike."
    )
    return typeset(text)


def _references(wide: Sequence[Perimeter]) -> str:
    text = tr(
        "References: {names}. A ratio is recomputed as the sum of the numerators over the sum of the "
        "denominators, never as a mean of ratios; for a total, the share of it that the territory has, "
        "where it is part of it."
    )
    names = (
        f"{one.label} ({number(len(one.codes))} {level_noun(one.level, len(one.codes))})" for one in wide
    )
    return text.format(names=", ".join(names))


def _partial(shown: Sequence[Figure]) -> list[str]:
    """References that rest on some of their territories only: a line for each number that they rest on."""
    groups: dict[str, list[Figure]] = {}
    for figure in _distinct(shown):
        partial = (gap for gap in figure.gaps if gap.value is not None and gap.missing)
        label = ", ".join(partial_label(gap.reference, gap.basis, gap.missing) for gap in partial)
        if label:
            groups.setdefault(label, []).append(figure)
    if not groups:
        return []
    text = tr("{mark} Reference without the territories whose figure is not available or secret:")
    parts = (f"{label}{tr(': ')}{_names(figures, _MOST_PARTIAL)}" for label, figures in groups.items())
    return [text.format(mark=PARTIAL), *(sentence(f"{PARTIAL} {part}") for part in parts)]


def _without_reference(shown: Sequence[Figure]) -> list[str]:
    """Why a reference has no value."""
    groups: dict[str, list[Figure]] = {}
    for figure in _distinct(shown):
        for gap in figure.gaps:
            if gap.value is None and gap.reason and figure.indicator.kind is not ValueKind.TYPOLOGY:
                groups.setdefault(f"{typeset(gap.reference.label)}, {gap.reason}", []).append(figure)
    text = tr("– No value of the reference {reason}: {names}")
    return [_list(text.replace("{reason}", reason), figures) for reason, figures in groups.items()]


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    return list({one.indicator.key: one for one in figures}.values())


def _likeness(like: Similarity) -> str:
    text = tr(
        "Similar territories: the closest of {count} {level} on {variables}, in standard deviations; "
        "those of which too little is known are left out ({left_out})."
    )
    names = ", ".join(one.label[:1].lower() + one.label[1:] for one in like.variables)
    return text.format(
        count=number(like.compared),
        level=level_noun(like.territory.level, like.compared),
        variables=names,
        left_out=number(like.left_out),
    )


def definitions(figures: Sequence[Figure]) -> tuple[tuple[str, str], ...]:
    """(name, definition) of the figures that stand out."""
    return tuple(
        (typeset(one.indicator.label), sentence(typeset_figures(one.indicator.definition)))
        for one in _distinct(figures)
        if one.indicator.definition
    )


def sources(shown: Sequence[Figure], territories: Territories) -> tuple[str, ...]:
    """Producers and data sets of the figures, with their years and licences, then the boundaries."""
    years: dict[tuple[str, str], set[int]] = {}
    for figure in shown:
        for text in figure.indicator.source.split(" ; "):
            key = (typeset(text.strip()), typeset(figure.indicator.licence))
            years.setdefault(key, set()).add(figure.year)
    found = []
    for (text, licence), when in years.items():
        # Years that the text has are not written again.
        missing = [str(year) for year in sorted(when) if str(year) not in text]
        dated = ", ".join([text, tr(" and ").join(missing)]) if missing else text
        whole = licence.replace(" 2.0", f"{NO_BREAK}2.0")
        found.append(sentence(f"{dated} ({whole})" if licence else dated))
    base = tr("Boundaries: {attribution}").format(attribution=typeset(territories.attribution))
    return (*found, sentence(base))
