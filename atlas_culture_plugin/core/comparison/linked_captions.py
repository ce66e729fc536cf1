# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts of a page that has several linked maps: what is common said once, the rest by map."""

from __future__ import annotations

from collections.abc import Sequence

from ..caption import Caption
from ..i18n import tr
from ..model import Method
from ..prepared import PreparedMap
from ..wording import by_level, lower_first, typeset, upper_first
from .linked import Group, Linked
from .linked_texts import numbers


def page_texts(
    linked: Linked,
    maps: Sequence[PreparedMap],
    captions: Sequence[Caption],
    title: str = "",
    notes: Sequence[str] = (),
) -> Caption:
    """Return the texts of the page of several maps.

    Args:
        linked: what the maps share.
        maps: the maps.
        captions: the texts that each would have on a page of its own.
        title: the user's own title, which wins.
        notes: what else there is to say of the maps.
    """
    heading = typeset(title) or _title(maps, captions)
    places = {view.place for view in linked.views}
    # One place for all is said once: in the title that they have in common, else under it.
    place = sorted(places) if len(places) == 1 and heading != captions[0].title else []
    return Caption(
        title=heading,
        subtitle=" · ".join([*place, *_common(maps), *statements(linked)]),
        coverage=_by_map([one.coverage for one in captions], tr("Coverage: {text}")),
        reading=captions[0].reading,
        source=_sources([one.source for one in captions]),
        base=captions[0].base,
        credits=captions[0].credits,
        notes=tuple(dict.fromkeys([*(note for one in captions for note in one.notes), *notes])),
    )


def _title(maps: Sequence[PreparedMap], captions: Sequence[Caption]) -> str:
    titles = list(dict.fromkeys(one.title for one in captions))
    if len(titles) == 1:
        return titles[0]
    labels = dict.fromkeys(" × ".join(typeset(side.title) for side in one.sides) for one in maps)
    return " · ".join(labels)


def _common(maps: Sequence[PreparedMap]) -> list[str]:
    """Level and year, where they are those of every map."""
    levels = {one.request.level for one in maps}
    periods = {side.period for one in maps for side in one.sides}
    found = [upper_first(by_level(maps[0].request.level))] if len(levels) == 1 else []
    return [*found, *periods] if len(periods) == 1 else found


def statements(linked: Linked) -> list[str]:
    """What the maps share, in full, for the subtitle of a page."""
    count = len(linked.views)
    areas = [group for group in linked.areas if group.method is not None]
    said = [_bounds_shared(group, count) for group in areas if len(group.views) > 1]
    said += [_circles_shared(group, count) for group in linked.circles if len(group.views) > 1]
    if not said and len(linked.areas) + len(linked.circles) > 1:
        return [tr("Each map has its own bounds and scale of circles")]
    return said


def _bounds_shared(group: Group, count: int) -> str:
    if len(group.views) == count:
        text = tr("Same bounds on all the maps")
    else:
        text = tr("Same bounds on maps {maps}").format(maps=numbers(group.views))
    if group.method is None or group.classes < 2:
        return text
    made = tr("{text}: {method}, {count} classes")
    name = tr("bounds of the Atlas Culture") if group.method is Method.OFFICIAL else group.method.label
    return made.format(text=text, method=lower_first(name), count=group.classes)


def _circles_shared(group: Group, count: int) -> str:
    if len(group.views) == count:
        return tr("Same scale of circles on all the maps")
    return tr("Same scale of circles on maps {maps}").format(maps=numbers(group.views))


def map_numbers(ranks: Sequence[int]) -> str:
    """Some of the maps, in words: « carte 2 », « cartes 1 et 3 »."""
    text = tr("map {maps}") if len(ranks) == 1 else tr("maps {maps}")
    return text.format(maps=numbers(ranks))


def _by_map(texts: Sequence[str], frame: str) -> str:
    """Texts that begin alike (``frame``), once where they are the same, else under the number of the map.

    The sentences that all of them end with are written once, at the end.
    """
    start = frame.partition("{")[0]
    sentences = [text.removeprefix(start).split(". ") for text in texts]
    tail: list[str] = []
    while all(len(one) > 1 for one in sentences) and len({one[-1] for one in sentences}) == 1:
        tail.insert(0, sentences[0][-1])
        sentences = [one[:-1] for one in sentences]
    heads = [_ended(". ".join(one)) for one in sentences]
    if len(set(heads)) == 1:
        return texts[0]
    parts = [f"{upper_first(map_numbers(ranks))}{tr(': ')}{head}" for head, ranks in _ranks(heads).items()]
    return frame.format(text=" ".join([*parts, *filter(None, [". ".join(tail)])]))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _ranks(texts: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for rank, text in enumerate(texts):
        found.setdefault(text, []).append(rank)
    return found


def _sources(texts: Sequence[str]) -> str:
    """The sources of all the maps, each once."""
    different = list(dict.fromkeys(texts))
    if len(different) == 1:
        return different[0]
    bare = [_bare(text, (tr("Source: {text}"), tr("Sources: {text}"))) for text in different]
    return tr("Sources: {text}").format(text=" ".join(bare))


def _bare(text: str, frames: Sequence[str]) -> str:
    starts = (frame.partition("{")[0] for frame in frames)
    return next((text.removeprefix(start) for start in starts if text.startswith(start)), text)
