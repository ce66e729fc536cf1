# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts printed on a map: title, subtitle, coverage, reading note, sources, credits.

Everything comes from the description of the indicators and from the figures; the user's own title,
name and organisation come on top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .codes import parse_reference
from .formatting import NO_BREAK, exact, number, with_unit
from .i18n import tr
from .library import Library
from .mapping import ratio_for, stock_notice
from .model import Indicator, Level, Method, Mode, Status, ValueKind
from .prepared import PreparedMap
from .reading import reading_note
from .territories import Territories
from .wording import (
    by_level,
    counted,
    located,
    long_date,
    lower_first,
    sentence,
    typeset,
    typeset_figures,
    upper_first,
)

#: A part of a coverage that is about one year only: "2019 : 1 016 museums".
_ABOUT_A_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})\s?: ")
#: How the name of a ratio goes on after that of its stock.
_PER = ("pour ", "par ", "per ")
_STATES_SHOWN = (Status.MISSING, Status.SECRET, Status.NOT_APPLICABLE, Status.BELOW_THRESHOLD)


@dataclass(frozen=True)
class Caption:
    """What a statistics office requires on a map, in the language of the interface."""

    title: str
    subtitle: str
    coverage: str
    reading: str
    source: str
    base: str
    credits: str
    notes: tuple[str, ...] = ()


def caption(
    prepared: PreparedMap,
    library: Library,
    territories: Territories,
    *,
    title: str = "",
    author: str = "",
    organisation: str = "",
    today: date | None = None,
    common_bounds: str = "",
    with_overseas: bool = True,
) -> Caption:
    """Return the texts printed on a map.

    Args:
        prepared: the map.
        library: the packages, for sources of denominators and references.
        territories: the geographic code.
        title: the user's own title, which wins.
        author: who made the map.
        organisation: on whose behalf.
        today: date of the map; the present day when None.
        common_bounds: what the bounds are shared with, in words ("all the pages"); empty: nothing.
        with_overseas: whether a map of France draws overseas, not only counts it.
    """
    place = _Place(prepared, territories)
    place.hides_overseas = place.is_france and not with_overseas
    return Caption(
        title=_typed(title) or _title(prepared, place),
        subtitle=_subtitle(prepared, place, common_bounds, with_indicator=bool(title.strip())),
        coverage=_coverage(prepared, place, library),
        reading=reading_note(prepared, library, territories),
        source=_source(prepared, library),
        base=_base(prepared, territories),
        credits=_credits(author, organisation, today or date.today()),
        notes=_notes(prepared, library),
    )


class _Place:
    """The territory that a map is restricted to, in the forms that the texts need."""

    def __init__(self, prepared: PreparedMap, territories: Territories) -> None:
        within = prepared.request.within.strip()
        reference = parse_reference(within) if within else None
        self.in_title = ""
        #: How many of the intermunicipal bodies drawn also have communes elsewhere.
        self.straddling = 0
        self.is_france = reference is None or reference.code == "FRANCE"
        #: Whether overseas is in the figures, not on the map.
        self.hides_overseas = False
        if reference is not None and reference.level is not None:
            territory = territories.find(reference)
            self.name = typeset(territories.label(territory))
            where = located(territory, self.name)
            self.in_title = f" {where}" if where else f" – {self.name}"
            if prepared.request.level is Level.EPCI and reference.level is not Level.EPCI:
                level = reference.level
                self.straddling = sum(territories.spread(code, level) > 1 for code in prepared.codes)
        elif reference is not None and reference.code == "METRO":
            self.name = tr("metropolitan France")
            self.in_title = tr(" in metropolitan France")
        else:
            self.name = tr("France")


def _title(prepared: PreparedMap, place: _Place) -> str:
    label = typeset(prepared.indicator.label)
    if prepared.mode is Mode.EVOLUTION:
        sentence_ = tr("{indicator}{place}: change from {since} to {year}")
        since = prepared.request.since
        return sentence_.format(indicator=label, place=place.in_title, since=since, year=prepared.year)
    if prepared.second is not None:
        other = typeset(prepared.second.indicator.label)
        ratio = label[len(other) + 1 :] if label.startswith(f"{other} ") else ""
        if prepared.mode is Mode.CIRCLES and ratio.startswith(_PER):
            label = tr("{things}, in number and {ratio}").format(things=other, ratio=ratio)
        else:
            label = tr("{first} and {second}").format(first=label, second=lower_first(other))
    return label + place.in_title


def _subtitle(prepared: PreparedMap, place: _Place, common_bounds: str, *, with_indicator: bool) -> str:
    """Level, year, unit, how the figures are shown; indicator and place unless the title has them."""
    parts = [upper_first(by_level(prepared.request.level))]
    if prepared.second is not None:
        parts += _encodings(prepared, prepared.second)
    else:
        parts += [_label_if(with_indicator, prepared), _period(prepared)]
    if with_indicator or not place.in_title:
        parts.append(place.name)
    # Bounds that were given only so as to be common were not typed by anybody.
    given = bool(common_bounds) and prepared.request.method is Method.MANUAL
    parts += ["" if given else _method(prepared), _common(common_bounds), _circle_scale(prepared)]
    return " · ".join(part for part in parts if part)


def _label_if(wanted: bool, prepared: PreparedMap) -> str:
    return typeset(prepared.title) if wanted else ""


def _period(prepared: PreparedMap) -> str:
    """Year and unit: the unit goes unsaid where the label has it."""
    if not prepared.unit or f"({prepared.unit})" not in prepared.heading:
        return prepared.period
    return f"{prepared.period} ({typeset(prepared.unit)})"


def _encodings(prepared: PreparedMap, second: PreparedMap) -> list[str]:
    first, other = typeset(prepared.heading), typeset(second.heading)
    if prepared.mode is Mode.CIRCLES:
        return [
            tr("Colours: {indicator}").format(indicator=lower_first(first)),
            tr("Circles: {indicator}").format(indicator=lower_first(other)),
        ]
    if prepared.year == second.year:
        return [str(prepared.year)]
    return [first, other]


def _method(prepared: PreparedMap) -> str:
    """How values are shown, or classes made, in words."""
    kind, mode = prepared.indicator.kind, prepared.mode
    if mode is Mode.EVOLUTION:
        around = tr("the change of the whole country") if prepared.request.around_national else tr("zero")
        return tr("Classification: symmetrical around {centre}").format(centre=around)
    if kind is ValueKind.STOCK:
        return tr("Area of the circles proportional to the value")
    return _classes(prepared) if kind is ValueKind.RATIO else ""


def _classes(prepared: PreparedMap) -> str:
    method = prepared.request.method or Method.QUANTILE
    if method is Method.OFFICIAL:
        return tr("Classification: bounds of the Atlas Culture")
    name, count = lower_first(method.label), len(prepared.classification.counts)
    if prepared.mode is Mode.BIVARIATE:
        return tr("Classification: {method}, 3 for each indicator").format(method=name)
    return (
        tr("Classification: {method}, {count} classes").format(method=name, count=count) if count > 1 else ""
    )


def _common(common_bounds: str) -> str:
    return tr("Bounds common to {what}").format(what=common_bounds) if common_bounds else ""


def _circle_scale(prepared: PreparedMap) -> str:
    """That circles are as large as on other maps, such as the other pages of a series."""
    stock = prepared.second if prepared.mode is Mode.CIRCLES else prepared
    drawn = stock is not None and not stock.is_evolution and stock.indicator.kind is ValueKind.STOCK
    return (
        tr("Circles at a scale common to several maps") if drawn and prepared.request.circle_maximum else ""
    )


def _coverage(prepared: PreparedMap, place: _Place, library: Library) -> str:
    """What the map covers: place, number of territories, those without a value and why."""
    head = f"{place.name}, {counted(prepared.request.level, len(prepared.codes))}"
    if place.straddling:
        head += tr(", {count} of them partly outside").format(count=number(place.straddling))
    if place.hides_overseas:
        head += tr(", overseas counted but not drawn")
    states = _states(prepared)
    parts = [sentence(f"{head} ({states})" if states else head), *_details(prepared)]
    if prepared.request.threshold > 0 and prepared.denominator:
        parts.append(_threshold(prepared, library))
    return tr("Coverage: {text}").format(text=" ".join(part for part in parts if part))


def _states(prepared: PreparedMap) -> str:
    statuses = prepared.joint_statuses().tolist()
    counts = [(status, statuses.count(status.value)) for status in _STATES_SHOWN]
    return ", ".join(f"{lower_first(s.label)}{tr(': ')}{number(count)}" for s, count in counts if count)


def _details(prepared: PreparedMap) -> list[str]:
    """Coverage of each indicator: what is said of both once, then what is of one alone."""
    years = (prepared.request.since, prepared.year)
    first = coverage_parts(prepared.indicator, years)
    if prepared.second is None:
        return _joined(first)
    other = coverage_parts(prepared.second.indicator, (prepared.second.year,))
    common = [part for part in first if part in other]
    texts = _joined(common)
    for indicator, parts in ((prepared.indicator, first), (prepared.second.indicator, other)):
        own = tr("; ").join(part for part in parts if part not in common)
        if own:
            # A dash: a coverage begins with a capital letter and has colons of its own.
            texts.append(sentence(f"{typeset(indicator.label)} – {own}"))
    return texts


def _joined(parts: list[str]) -> list[str]:
    return [sentence(upper_first(tr("; ").join(parts)))] if parts else []


def coverage_parts(indicator: Indicator, years: tuple[int | None, ...]) -> list[str]:
    """Coverage of an indicator for some years, as printed: without what is about other years.

    Parts are separated by " ; " (English: "; "); one that begins with a year, and those after it until
    another year, are about that year only. The markers of the tables are spelt out, figures typeset.
    """
    kept: list[str] = []
    again: list[str] = []
    wanted = True
    single = len({year for year in years if year}) == 1
    for part in re.split(r"\s?; ", indicator.coverage):
        about = _ABOUT_A_YEAR.match(part)
        wanted = wanted if about is None else int(about["year"]) in years
        if wanted and part.strip():
            text = typeset_figures(_spelt_out(part[about.end() :] if about and single else part))
            (again if text in kept else kept).append(text)
    # What is said of each year is said once, before the years.
    return [*again, *(text for text in kept if text not in again)]


def _spelt_out(text: str) -> str:
    """Write what the markers of a table mean."""
    for status in (Status.MISSING, Status.SECRET, Status.NOT_APPLICABLE):
        # "so" and "s" are words, or parts of words: only where they are being defined.
        after = r"(?=\s?[:=]\s)" if status is not Status.MISSING else r"\b"
        text = re.sub(rf"(?<![\w’'])\b{status.marker}{after}", lower_first(status.label), text)
    return text


def _threshold(prepared: PreparedMap, library: Library) -> str:
    known = {one.id: one for one in library.indicators(prepared.indicator.package)}
    denominator = known[prepared.indicator.denominator]
    smallest = with_unit(exact(prepared.request.threshold), denominator.unit)
    text = tr("Hidden: ratios over less than {smallest}.")
    return text.format(smallest=smallest)


def _source(prepared: PreparedMap, library: Library) -> str:
    """Producer, data set and year of every indicator shown and of its denominator, with the licences."""
    texts: dict[str, str] = {}
    level = prepared.request.level
    for side in prepared.sides:
        indicator, year = side.indicator, side.year
        years = [year] if prepared.request.since is None else [prepared.request.since, year]
        for one, when in [(indicator, years), *_denominator(indicator, years, level, library)]:
            for text in one.source.split(" ; "):
                _add_source(texts, typeset(text), when, _whole(typeset(one.licence)))
    label = tr("Source: {text}") if len(texts) == 1 else tr("Sources: {text}")
    licences = dict.fromkeys(texts.values())
    if len(licences) == 1:
        return f"{label.format(text=sentence(tr('; ').join(texts)))} {sentence(next(iter(licences)))}"
    each = (f"{text}, {licence}" for text, licence in texts.items())
    return label.format(text=sentence(tr("; ").join(each)))


def _whole(licence: str) -> str:
    """A licence that no line break tears from its version."""
    return re.sub(r" (?=[\d.]+$)", NO_BREAK, licence)


def _denominator(
    indicator: Indicator, years: list[int], level: Level, library: Library
) -> list[tuple[Indicator, list[int]]]:
    if not indicator.denominator:
        return []
    one = next(i for i in library.indicators(indicator.package) if i.id == indicator.denominator)
    if level not in one.years_by_level:
        return []
    return [(one, [one.nearest_year(level, year) for year in years])]


def _add_source(texts: dict[str, str], text: str, years: list[int], licence: str) -> None:
    """Add a source with its years, once; years that the text has are not written again."""
    if any(known == text or known.startswith(f"{text}, ") for known in texts):
        return
    missing = [str(year) for year in dict.fromkeys(years) if str(year) not in text]
    texts[", ".join([text, tr(" and ").join(missing)]) if missing else text] = licence


def _base(prepared: PreparedMap, territories: Territories) -> str:
    text = typeset(territories.attribution)
    cog = f"COG{NO_BREAK}{prepared.cog_year}"
    return sentence(tr("Base map: {attribution}. Geographic code: {cog}").format(attribution=text, cog=cog))


def _typed(text: str) -> str:
    """A text of the user, which labels print as it is and do not take for an expression."""
    return typeset(text).replace("[%", "[\u200b%")


def _credits(author: str, organisation: str, day: date) -> str:
    who = [_typed(name) for name in (author, organisation) if name.strip()]
    when = long_date(day)
    if not who:
        return when
    return tr("Made by {who}, {date}").format(who=", ".join(who), date=when)


def _notes(prepared: PreparedMap, library: Library) -> tuple[str, ...]:
    """Notes of the map without the advice on what else to choose, which is for the screen."""
    found: dict[str, None] = {}
    for one in prepared.sides:
        ratio = ratio_for(library, one.indicator, one.request.level)
        advice = stock_notice(one.indicator, ratio)
        found.update(dict.fromkeys(typeset(note) for note in one.notes if note and note != advice))
    return tuple(found)
