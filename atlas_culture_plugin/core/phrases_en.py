# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading notes in English. Units are those of the data, in French: what is not known here goes unsaid."""

from __future__ import annotations

import re

from .formatting import NO_BREAK, number, percent, with_unit
from .phrases import Change, Figure, Group, Pair, Phrases, Subject, rounded
from .wording import level_noun, named, of, sentence, typeset, upper_first

_UNITS = {
    "hab./km²": "inhabitants per km²",
    "habitants": "inhabitants",
    "entrées/écran": "",
    "m²/bibliothèque": "m²",
    "k€": "thousand euros",
}
_SIGNS = ("%", "€", "m²", "km²", "km", "m", "ha")
#: Last words before "of", "per" or the end that make a label one thing, which takes "the".
_ONE_THING = re.compile(r"\b(share|density|population|area|spending|investment|standard|rate|level|median)\b")
_CLASSES = ("a low", "a middle", "a high")


class English(Phrases):
    """English."""

    def note(self, *sentences: str) -> str:
        """Return "Reading note: …"."""
        return "Reading note: " + " ".join(
            sentence(upper_first(one) if rank else one) for rank, one in enumerate(sentences)
        )

    def fact(self, figure: Figure, year: int | None, subject: Subject, *, again: bool = False) -> str:
        """Return "in 2022, there are 12 cinemas in the region of Bretagne"."""
        when = f"in {year}, " if year else ""
        level = subject.territory.level
        where = f"in this {level_noun(level, 1)}" if again else f"in {named(subject.territory, subject.name)}"
        if _is_count(figure):
            shown = number(figure.value, figure.decimals)
            return f"{when}there are {shown}{NO_BREAK}{figure.label} {where}"
        return f"{when}{_thing(figure)} is {_quantity(figure)} {where}"

    def compared(self, figure: Figure, year: int, subject: Subject, group: Group) -> str:
        """Return a fact followed by ", against 3.1 in all the regions together"."""
        return f"{self.fact(figure, year, subject)}{_comparison(figure, group)}"

    def extreme(self, highest: bool) -> str:
        """Return ", a value of the highest class of the map"."""
        return f", a value of the {'highest' if highest else 'lowest'} class of the map"

    def category(self, label: str, year: int, subject: Subject) -> str:
        """Return "in 2023, the commune of Rennes belongs to the category “…”"."""
        return f"in {year}, {named(subject.territory, subject.name)} belongs to the category “{label}”"

    def crossing(
        self,
        figures: Pair,
        classes: tuple[int, int],
        years: tuple[int, int],
        subject: Subject,
    ) -> str:
        """Return "in 2022, the region of Bretagne has a high value of… and a low value of…"."""
        same_year = years[0] == years[1]
        when = f"in {years[0]}, " if same_year else ""
        parts = [
            f"{_CLASSES[rank - 1]} value for “{figure.label}” ({_quantity(figure)}"
            f"{'' if same_year else f' in {year}'})"
            for figure, rank, year in zip(figures, classes, years)
        ]
        return f"{when}{named(subject.territory, subject.name)} combines {' and '.join(parts)}"

    def evolution(self, change: Change, subject: Subject, group: Group) -> str:
        """Return "between 2019 and 2023, the number of museums grew by 3% in…"."""
        where = f"in {named(subject.territory, subject.name)}"
        size = rounded(change.change, change.decimals)
        ends = f" (from {_quantity(change.before)} to {_quantity(change.after)})"
        what = f"the number of {change.after.label}" if _is_count(change.after) else _thing(change.after)
        if size:
            verb = "rose" if size > 0 else "fell"
            core = f"{what} {verb} by {_size(change, abs(float(size)))} {where}{ends}"
        else:
            core = f"{what} did not change {where}{ends}"
        common = ""
        if change.common is not None:
            common = f"; in {_group(group)}, the change is {_signed(change, change.common)}"
        return f"between {change.since} and {change.year}, {core}{common}"


def _comparison(figure: Figure, group: Group) -> str:
    if figure.common is None:
        return ""
    common = _quantity(figure, figure.common)
    if figure.share is not None:
        share = percent(figure.share, 1 if figure.share >= 0.05 or not figure.share else 2)
        return f", or {share} of the total of {_members(group)} ({common})" if figure.value else ""
    if not figure.gap:
        return f", the same as in {_group(group)}"
    if _is_count(figure):
        return f", against {common} in {_group(group)}"
    more = "more" if figure.gap > 0 else "less"
    gap = abs(float(figure.gap))
    if figure.is_percentage:
        size = f"{number(gap, figure.decimals)}{NO_BREAK}{'point' if gap == 1 else 'points'}"
    else:
        size = _quantity(figure, gap)
    return f", {size} {more} than in {_group(group)} ({common})"


def _is_count(figure: Figure) -> bool:
    """Whether "there are 12" can be said before the label; never for one, which is in the singular."""
    unit = figure.indicator.unit
    if unit in ("%", "hab./km²") or "€" in unit or "²" in unit or _ONE_THING.search(figure.label):
        return False
    return figure.label.split(" per ")[0].split(" of ")[0].rstrip().endswith("s") and figure.rounded != 1


def _thing(figure: Figure) -> str:
    if _ONE_THING.search(figure.label):
        return f"the {figure.label}"
    return f"the figure for “{typeset(figure.indicator.label)}”"


def _quantity(figure: Figure, value: float | None = None) -> str:
    shown = number(figure.value if value is None else value, figure.decimals)
    unit = figure.indicator.unit
    if unit == "€/hab.":
        return with_unit(shown, "€" if "per inhabitant" in figure.label else "€ per inhabitant")
    return with_unit(shown, _UNITS.get(unit, unit if unit in _SIGNS else ""))


def _group(group: Group) -> str:
    return f"{_members(group)} together"


def _members(group: Group) -> str:
    noun = level_noun(group.level)
    which = (
        f"the {number(group.counted)}{NO_BREAK}{noun} with figures" if group.counted else f"all the {noun}"
    )
    if group.inside is not None:
        which = f"{which} {of(group.inside.territory, group.inside.name)}"
    elif group.metropole:
        which = f"{which} of metropolitan France"
    return which


def _size(change: Change, size: float) -> str:
    if change.is_rate:
        return percent(size, change.decimals)
    if change.after.is_percentage:
        return f"{number(size, change.decimals)}{NO_BREAK}{'point' if size == 1 else 'points'}"
    return _quantity(change.after, size)


def _signed(change: Change, value: float) -> str:
    size = float(rounded(value, change.decimals))
    return ("+" if size > 0 else "−" if size < 0 else "") + _size(change, abs(size))
