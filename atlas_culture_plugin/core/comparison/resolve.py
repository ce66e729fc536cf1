# SPDX-License-Identifier: GPL-2.0-or-later
"""Which territories a text means, and which territories stand behind a reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

from ..codes import Reference as Code
from ..codes import parse_reference
from ..errors import TerritoryError
from ..i18n import tr
from ..model import Level, Territory
from ..territories import Territories, fold
from ..wording import level_noun
from .model import FRANCE, METRO, NAMED_REFERENCES, PARENT_LEVELS, SIMILAR, Perimeter

#: Territories offered where a text may mean several.
_SUGGESTIONS = 5
#: Letters that a name typed by hand may have too many or too few.
_SLIPS = 2

_CODED = re.compile(r"(REG|DEP|EPCI|COM)-(\w+)")
_SEPARATORS = re.compile(r"[,;\n\t]+")

#: The territories most like one, for the reference that asks for them.
SimilarTo = Callable[[Territory], tuple[str, ...]]


def split_list(text: str) -> list[str]:
    """The items of a list separated by commas, semicolons or line ends; names keep their spaces."""
    return [item for piece in _SEPARATORS.split(text.strip().strip("[]")) if (item := piece.strip(" '\""))]


def find_territory(text: str, territories: Territories) -> Territory:
    """Return the one territory that a reference (``REG-53``) or an exact name means.

    Raises:
        TerritoryError: nothing or several things bear this name, or the code does not exist (any more);
            the sentence gives the closest, or what took its place.
    """
    try:
        reference = parse_reference(text)
    except TerritoryError as error:
        coded = _CODED.fullmatch(text.strip().upper())
        if coded is None:
            return _by_name(text, territories)
        level = next(level for level in Level if level.prefix == coded[1])
        raise TerritoryError(territories.unknown(level, Code(level, coded[2]))) from error
    return territories.find(reference)


def find_territories(texts: Iterable[str], territories: Territories) -> tuple[Territory, ...]:
    """Return the territories of a list, each once, in order.

    Raises:
        TerritoryError: one of them is not understood, or there is none.
    """
    found = dict.fromkeys(find_territory(text, territories) for text in texts)
    if not found:
        raise TerritoryError(
            tr("There is no territory to compare: name one, such as REG-53 or EPCI-243500139.")
        )
    return tuple(found)


def _by_name(text: str, territories: Territories) -> Territory:
    close = territories.search(text, limit=200)
    exact = [one for one in close if fold(text) in (fold(one.name), fold(territories.label(one)))]
    if len(exact) == 1:
        return exact[0]
    candidates = exact or (close + _alike(text, territories))[:_SUGGESTIONS]
    choices = ", ".join(f"{one.reference} ({territories.label(one)})" for one in candidates[:_SUGGESTIONS])
    if exact:
        sentence = tr("“{text}” is the name of several territories: write the code of one, {choices}.")
    elif choices:
        sentence = tr("No territory is called “{text}”. The closest are {choices}.")
    else:
        sentence = tr("No territory is called “{text}”: write a code, such as REG-53, DEP-2A or COM-35238.")
    raise TerritoryError(sentence.format(text=text, choices=choices))


def _alike(text: str, territories: Territories) -> list[Territory]:
    """The territories whose names are spelt most like a text, the most populated of equals first."""
    wanted = fold(text)
    names: dict[str, Territory] = {}
    for level in Level:
        for one in territories.all(level):
            name = fold(one.name)
            # A slip is likelier after the first letter, and changes few of them.
            if name[:1] == wanted[:1] and abs(len(name) - len(wanted)) <= _SLIPS:
                kept = names.get(name)
                if kept is None or (one.population or 0) > (kept.population or 0):
                    names[name] = one
    return [names[name] for name in get_close_matches(wanted, names, _SUGGESTIONS)]


def check_references(texts: Sequence[str], territories: Territories) -> tuple[str, ...]:
    """Return references as they are written: upper case, codes in full, each once.

    Raises:
        TerritoryError: one of them is neither a known word nor a territory.
    """
    return tuple(dict.fromkeys(_checked(text, territories) for text in texts if text.strip()))


def _checked(text: str, territories: Territories) -> str:
    word = text.strip().upper()
    if word in NAMED_REFERENCES:
        return word
    try:
        return find_territory(text, territories).reference
    except TerritoryError as error:
        words = ", ".join(NAMED_REFERENCES)
        hint = tr("A reference is one of {words}, or a territory.").format(words=words)
        raise TerritoryError(f"{error.sentence} {hint}") from error


class References:
    """The perimeters that references mean for each territory; what is common to several is made once."""

    def __init__(self, territories: Territories, similar_to: SimilarTo) -> None:
        """Keep what perimeters are made of."""
        self._territories = territories
        self._similar_to = similar_to
        self._made: dict[tuple[str, Level], Perimeter] = {}

    def perimeter(self, key: str, territory: Territory) -> Perimeter | None:
        """Return what ``key`` means for ``territory``; None where it means nothing, or the territory itself.

        A wider territory means the territories of the level compared that it holds; one of the same level
        or narrower means itself.
        """
        if key == SIMILAR:
            return self._similar(territory)
        if key in (FRANCE, METRO):
            return self._shared(key, territory.level, None)
        code = self._code(key, territory)
        if code is None:
            return None
        found = self._shared(key, territory.level, self._territories.find(code))
        # Also under another name: Guadeloupe is a region of one departement, Paris one of one commune.
        is_itself = found.level is territory.level and found.codes == (territory.code,)
        return None if is_itself else found

    def _code(self, key: str, territory: Territory) -> Code | None:
        """The territory that a reference names, or that holds the territory compared."""
        level = PARENT_LEVELS.get(key)
        if level is None:
            return parse_reference(key)
        if level is territory.level:
            return None
        parent = {
            Level.REGION: territory.region,
            Level.DEPARTEMENT: territory.departement,
            Level.EPCI: territory.epci,
        }[level]
        return Code(level, parent) if parent and self._territories.known(level, parent) else None

    def _shared(self, key: str, level: Level, other: Territory | None) -> Perimeter:
        known = (other.reference if other else key, level)
        if known not in self._made:
            self._made[known] = self._wide(key, level, other)
        found = self._made[known]
        return found if found.key == key else Perimeter(key, found.label, *_rest(found))

    def _wide(self, key: str, level: Level, other: Territory | None) -> Perimeter:
        if other is None:
            label = tr("France") if key == FRANCE else tr("Metropolitan France")
            return Perimeter(key, label, level, tuple(self._territories.within(level, key)))
        label = self._territories.label(other)
        inside = tuple(self._territories.within(level, other.reference))
        if inside and level is not other.level:
            return Perimeter(key, label, level, inside, other)
        return Perimeter(key, label, other.level, (other.code,), other)

    def _similar(self, territory: Territory) -> Perimeter | None:
        codes = self._similar_to(territory)
        if not codes:
            return None
        sentence = tr("{count} similar territories ({level})")
        label = sentence.format(count=len(codes), level=level_noun(territory.level, len(codes)))
        return Perimeter(SIMILAR, label, territory.level, codes)


def _rest(found: Perimeter) -> tuple[Level, tuple[str, ...], Territory | None]:
    return found.level, found.codes, found.territory
