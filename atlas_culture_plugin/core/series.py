# SPDX-License-Identifier: GPL-2.0-or-later
"""A series of pages: which ones, what each shows, and what they share so that they can be compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from .codes import parse_reference
from .errors import AtlasError, TerritoryError
from .i18n import tr
from .library import Library
from .mapping import MapRequest, PreparedMap, prepare
from .model import Level, Method, Mode, ValueKind
from .territories import Territories, plain
from .wording import lower_first

_WIDEST_FIRST = (Level.REGION, Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE)
_LONGEST_SLUG = 60


@dataclass(frozen=True)
class PagePlan:
    """A page to be made.

    ``name`` stands in bookmarks and reports, ``slug`` in the name of the file. ``shared`` says whether its
    classes are those of all the pages of its indicator, ``method`` how their bounds were made when the
    request, which gives them, no longer does.
    """

    name: str
    slug: str
    request: MapRequest
    shared: bool = False
    method: Method | None = None

    @property
    def common_bounds(self) -> str:
        """What the bounds are shared with and how they were made, in words; empty when they are not."""
        if not self.shared:
            return ""
        pages = tr("all the pages")
        if self.method is None:
            return pages
        return tr("{pages}, by {method}").format(pages=pages, method=lower_first(self.method.label))


@dataclass(frozen=True)
class SeriesPlan:
    """The pages to be made, what they show, and a sentence for each indicator of which none can be."""

    pages: tuple[PagePlan, ...]
    failed: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def plan(
    library: Library,
    territories: Territories,
    request: MapRequest,
    indicators: Sequence[str] = (),
    coverage: Level | None = None,
) -> SeriesPlan:
    """Plan a page for each indicator and, with ``coverage``, for each territory of that level.

    Args:
        library: the packages.
        territories: the geographic code.
        request: what each page shows; ``within`` is what the whole series covers.
        indicators: the indicators; that of ``request`` when there is none.
        coverage: level of the territories that have a page each.

    Raises:
        AtlasError: no page at all can be made; the sentence is that of the first indicator.
    """
    places = _places(territories, request, coverage) if coverage else ()
    pages: list[PagePlan] = []
    failed: list[AtlasError] = []
    titles: list[str] = []
    names = tuple(dict.fromkeys(indicators)) or (request.indicator,)
    for name in names:
        asked = replace(request, indicator=name)
        try:
            prepared = prepare(library, territories, asked)
        except AtlasError as error:
            failed.append(error)
            continue
        titles.append(_title(prepared))
        several = len(names) > 1
        if coverage:
            shared = share(asked, prepared)
            pages += (_place_page(shared, prepared, place, several) for place in places)
        else:
            pages.append(PagePlan(titles[-1], slug(prepared.indicator.id), asked))
    if not pages:
        raise failed[0]
    return SeriesPlan(tuple(_distinct(pages)), tuple(error.sentence for error in failed), tuple(titles))


def share(request: MapRequest, whole: PreparedMap) -> MapRequest:
    """Fix the bounds and the largest circle of ``request`` to those of the whole series."""
    circles = whole.second if whole.mode is Mode.CIRCLES else whole
    if circles is not None and circles.indicator.kind is ValueKind.STOCK:
        request = replace(request, circle_maximum=circles.maximum())
    if whole.mode is Mode.BIVARIATE and whole.second is not None:
        bounds = (*_bounds(whole), *_bounds(whole.second))
        return replace(request, manual_bounds=bounds, method=Method.MANUAL) if bounds else request
    if whole.is_evolution:
        return replace(request, manual_bounds=whole.classification.inner)
    if whole.indicator.kind is not ValueKind.RATIO or whole.classification.is_fixed:
        return request
    bounds = _bounds(whole)
    return replace(request, manual_bounds=bounds, method=Method.MANUAL) if bounds else request


def slug(text: str) -> str:
    """Turn a name into a part of a file name that every system takes.

    >>> slug("Provence-Alpes-Côte d'Azur")
    'provence-alpes-cote-d-azur'
    >>> slug("Île-de-France")
    'ile-de-france'
    """
    words = "_".join(plain(part).replace(" ", "-") for part in text.split("_"))
    return words[:_LONGEST_SLUG].strip("-")


def _title(prepared: PreparedMap) -> str:
    if prepared.second is None:
        return prepared.title
    return tr("{first} and {second}").format(first=prepared.title, second=prepared.second.title)


def _distinct(pages: Sequence[PagePlan]) -> Iterator[PagePlan]:
    """Give a number to the files whose name another page already has."""
    taken: set[str] = set()
    for page in pages:
        name = next(
            name
            for rank in count(1)
            if (name := f"{page.slug}-{rank}" if rank > 1 else page.slug) not in taken
        )
        taken.add(name)
        yield replace(page, slug=name)


def _bounds(prepared: PreparedMap) -> tuple[float, ...]:
    return fixed_bounds(prepared.rounded.bounds, prepared.decimals)


def fixed_bounds(found: Sequence[float], decimals: int) -> tuple[float, ...]:
    """The limits of classes to be given to several maps, one only where all the values are equal.

    The outer ones move outwards to the last decimal that is printed: whatever a map holds lies within them.
    """
    bounds = tuple(dict.fromkeys(found))
    if len(bounds) < 2:
        return bounds
    power = 10.0**decimals
    least, most = math.floor(bounds[0] * power) / power, math.ceil(bounds[-1] * power) / power
    return (min(least, bounds[0]), *bounds[1:-1], max(most, bounds[-1]))


@dataclass(frozen=True)
class _Place:
    reference: str
    name: str
    slug: str


def _places(territories: Territories, request: MapRequest, coverage: Level) -> tuple[_Place, ...]:
    """The territories that have a page each.

    Raises:
        TerritoryError: there is none, or the level of the map is wider than they are.
    """
    if _WIDEST_FIRST.index(coverage) > _WIDEST_FIRST.index(request.level):
        sentence = tr(
            "A page for each territory of the level “{coverage}” cannot show the level “{level}”, which is "
            "wider: choose a finer level for the map."
        )
        raise TerritoryError(sentence.format(coverage=coverage.label, level=request.level.label))
    within = request.within.strip() or "FRANCE"
    codes = territories.within(coverage, parse_reference(within))
    if not codes:
        sentence = tr("{territory} holds no territory of the level “{level}”: choose a finer level.")
        raise TerritoryError(sentence.format(territory=within, level=coverage.label))
    found = []
    for code in codes:
        reference = f"{coverage.prefix}-{code}"
        name = territories.label(territories.find(reference))
        found.append(_Place(reference, name, f"{code.lower()}-{slug(name)}".strip("-")))
    return tuple(found)


def _place_page(shared: MapRequest, whole: PreparedMap, place: _Place, several: bool) -> PagePlan:
    name, file = place.name, place.slug
    if several:
        name = f"{_title(whole)} – {name}"
        file = f"{file}-{slug(whole.indicator.id)}"
    # Which indicator colours the areas, and of which year, was decided on the whole. So was the palette: once
    # its bounds are manual, an indicator would forget that of its own method.
    asked = whole.request
    return PagePlan(
        name,
        file,
        replace(
            shared,
            within=place.reference,
            indicator=asked.indicator,
            second=asked.second,
            year=asked.year,
            since=asked.since,
            palette=asked.palette,
        ),
        shared=bool(shared.manual_bounds) or whole.classification.is_fixed,
        method=None if whole.is_evolution or whole.classification.is_fixed else whole.classification.method,
    )
