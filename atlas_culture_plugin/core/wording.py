# SPDX-License-Identifier: GPL-2.0-or-later
"""Words around names and numbers: articles of territories, levels, dates, typography.

Grammar differs from one language to the other, word order included: what is said here is written in both
languages side by side, not translated word by word.
"""

from __future__ import annotations

import re
from datetime import date

from .formatting import MINUS, NARROW_NO_BREAK, NO_BREAK, number
from .i18n import language
from .model import Level, Territory, localised


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is easier to read as a line."""
    return tuple(text.split())


_MONTHS_FR = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_MONTHS_EN = words("January February March April May June July August September October November December")

#: Departements by the article that their name takes (the geographic code's "type de nom en clair").
_LE = words("14 15 18 25 29 30 32 39 41 45 46 56 59 62 63 67 68 69 81 83 84 90 94 95")
_LA = words(
    "16 17 19 21 23 24 26 31 33 2B 42 43 44 48 50 51 52 53 55 57 58 70 71 72 73 74 76 80 85 86 87 93 "
    "971 972 973"
)
_ELIDED = words("01 02 03 07 09 10 11 12 27 34 36 38 60 61 89 91")
_LES = words("04 05 06 08 13 22 40 64 65 66 78 79 88 92")
#: Feminine names that say "en" rather than "dans la".
_EN = words(
    "16 17 19 21 23 24 31 33 2B 43 44 48 52 53 57 70 71 73 74 76 85 87 93 971 972 973 2A "
    "28 35 37 47 49 54 77 82"
)

_REGIONS_WITH_ARTICLE = {"44": "dans le Grand Est", "32": "dans les Hauts-de-France"}
_REGIONS_WITH_ARTICLE |= {"52": "dans les Pays de la Loire", "04": "à La Réunion", "06": "à Mayotte"}

_EPCI_KINDS = {
    "CC": "la communauté de communes",
    "CA": "la communauté d’agglomération",
    "CU": "la communauté urbaine",
}
_VOWELS = "aàâäeéèêëiîïoôöuùûüœæ"

#: Control characters and halves of a character, which a font shows as boxes and no XML may hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BEFORE_COLON = re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=:)")
_BEFORE_SIGN = re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=[;!?»])")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]+")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_PERCENT = re.compile(r"(?<=\d) (?=%)")
#: A number written in one piece that nobody reads as a year, a code or a version.
_UNGROUPED = re.compile(r"(?<![\w.,:/_\u202f\u00a0-])(?!(?:1[89]|20)\d\d\b)[1-9]\d{3,}(?![\w.,/_-]*\w)")
_NEGATIVE = re.compile(r"(?<![\w-])-(?=\d)")
_EQUALS = re.compile(r"(?<=\d) = ")


def typeset(text: str) -> str:
    """Printed form of a text of the data: French apostrophes and no-break spaces, single spaces."""
    text = re.sub(r" {2,}", " ", _UNPRINTABLE.sub("", text.replace("\v", " ")).strip())
    if language() != "fr":
        return text
    text = text.replace("'", "’")
    text = _BEFORE_SIGN.sub(NARROW_NO_BREAK, _BEFORE_COLON.sub(NO_BREAK, text))
    text = _AFTER_QUOTE.sub(f"«{NARROW_NO_BREAK}", text)
    return _PERCENT.sub(NARROW_NO_BREAK, _THOUSANDS.sub(NARROW_NO_BREAK, text))


def typeset_figures(text: str) -> str:
    """Typeset a text of the data, and its numbers as those of the map: thousands, minus, equals signs.

    Not for titles that somebody typed, nor for names of sources: their figures may be codes.
    """
    text = _UNGROUPED.sub(lambda found: number(int(found[0])), text)
    text = _EQUALS.sub(f"{NO_BREAK}={NO_BREAK}", _NEGATIVE.sub(MINUS, text))
    return typeset(text)


def lower_first(text: str) -> str:
    """Small first letter, for a label inside a sentence; acronyms and codes keep theirs."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def upper_first(text: str) -> str:
    """Capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with one full stop at its end, unless it ends a sentence already."""
    text = text.rstrip(" \u00a0\u202f;,:.")
    return text if not text or text[-1] in "!?…" else f"{text}."


def long_date(day: date) -> str:
    """Date in words: « 1er décembre 2026 », "1 December 2026"."""
    first = "1er" if day.day == 1 else str(day.day)
    french = f"{first}{NO_BREAK}{_MONTHS_FR[day.month - 1]} {day.year}"
    return localised(french, f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}")


def starts_with_vowel(text: str) -> bool:
    """Whether French elides an article before this word."""
    return text[:1].casefold() in _VOWELS


def de(name: str) -> str:
    """French "de" before a name that may have its own article: « du Havre », « d’Évreux »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name[len(article) :]
    return f"d’{name}" if starts_with_vowel(name) else f"de {name}"


def level_noun(level: Level, count: int = 2) -> str:
    """Name of a level inside a sentence, in the singular for one."""
    singular = {
        Level.REGION: localised("région", "region"),
        Level.DEPARTEMENT: localised("département", "departement"),
        Level.EPCI: localised("intercommunalité", "intermunicipal body"),
        Level.COMMUNE: localised("commune", "commune"),
    }[level]
    if count < 2:
        return singular
    return "intermunicipal bodies" if singular.endswith("body") else f"{singular}s"


def counted(level: Level, count: int) -> str:
    """Number of territories of a level: « 101 départements »."""
    return f"{number(count)}{NO_BREAK}{level_noun(level, count)}"


def by_level(level: Level) -> str:
    """What one shape of a map is: « par département »."""
    if level is Level.EPCI:
        return localised("par intercommunalité (EPCI)", "by intermunicipal body (EPCI)")
    return localised(f"par {level_noun(level, 1)}", f"by {level_noun(level, 1)}")


def named(territory: Territory, name: str = "") -> str:
    """The territory as the subject of a sentence: « la région Bretagne », « le département de la Manche ».

    ``name`` replaces its own, to tell namesakes apart.
    """
    name = typeset(name or territory.name)
    if language() != "fr":
        return _named_in_english(territory.level, name)
    if territory.level is Level.REGION:
        return f"la région {name}"
    if territory.level is Level.DEPARTEMENT:
        return f"le département {_of_departement(territory.code, name)}"
    if territory.level is Level.COMMUNE:
        return f"la commune {de(name)}"
    kind, _, rest = name.partition(" ")
    if kind == "Métropole" and rest:
        return f"la métropole {rest}"
    return f"{_EPCI_KINDS[kind]} {rest}" if kind in _EPCI_KINDS and rest else f"l’intercommunalité {name}"


def of(territory: Territory, name: str = "") -> str:
    """The territory after "of": « de la région Bretagne », « du département de la Manche »."""
    subject = named(territory, name)
    if language() != "fr":
        return f"of {subject}"
    return f"du {subject[3:]}" if subject.startswith("le ") else f"de {subject}"


def located(territory: Territory, name: str = "") -> str:
    """Where the territory is, for a title: « en Bretagne », « dans la Manche »; empty when unsure."""
    name = typeset(name or territory.name)
    if language() != "fr":
        return f"in {name}"
    if territory.level is Level.REGION:
        return typeset(_REGIONS_WITH_ARTICLE.get(territory.code, f"en {name}"))
    if territory.level is Level.DEPARTEMENT:
        return _in_departement(territory.code, name)
    return ""


def _named_in_english(level: Level, name: str) -> str:
    return f"the {level_noun(level, 1)} {name}" if level is Level.EPCI else f"the {level.value} of {name}"


def _of_departement(code: str, name: str) -> str:
    if code in _LE:
        return f"du {name}"
    if code in _LA:
        return f"de la {name}"
    if code in _ELIDED:
        return f"de l’{name}"
    return f"des {name}" if code in _LES else de(name)


def _in_departement(code: str, name: str) -> str:
    if code in _EN:
        return f"en {name}"
    if code in _LE:
        return f"dans le {name}"
    if code in _LA:
        return f"dans la {name}"
    if code in _ELIDED:
        return f"dans l’{name}"
    return f"dans les {name}" if code in _LES else f"à {name}"
