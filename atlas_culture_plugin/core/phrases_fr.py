# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading notes in French."""

from __future__ import annotations

import re

from .formatting import NO_BREAK, number, percent, with_unit
from .model import Level
from .phrases import Change, Figure, Group, Pair, Phrases, Subject, rounded
from .wording import de, level_noun, named, of, sentence, starts_with_vowel, typeset, upper_first, words

#: First words of labels that are in the singular, by their article ("l’" before a vowel).
_FEMININE = words(
    "densité part population superficie surface proportion moyenne médiane fréquentation valeur dépense "
    "recette durée intensité offre évolution aide contribution capacité"
)
_MASCULINE = words(
    "niveau taux nombre revenu montant indice âge budget chiffre poids rapport ratio effectif total coût "
    "prix volume salaire écart"
)
#: Signs that no noun has: a unit with one of them is a measure, not what is counted.
_MEASURE = re.compile(r"[€%²³]|^(?:km|m|ha|min|h|ans?)\b")
_PER_INHABITANTS = re.compile(r"pour [\d\s]+ hab")
_OWNER = re.compile(
    r" des (?P<who>régions|départements|communes|intercommunalités)(?: de plus de [\d\s]+ habitants)?$"
)
_SPENDING_PER_HEAD = re.compile(
    r"dépenses culturelles par habitant des \w+(?: de plus de [\d\s]+ habitants)?"
)
_FEMININE_LEVELS = (Level.REGION, Level.EPCI, Level.COMMUNE)
#: "Moyenne" would be read as a mean.
_CLASSES = ("faible", "intermédiaire", "élevée")


class French(Phrases):
    """French."""

    def note(self, *sentences: str) -> str:
        """Return « Lecture : … »."""
        return f"Lecture{NO_BREAK}: " + " ".join(
            sentence(upper_first(one) if rank else one) for rank, one in enumerate(sentences)
        )

    def fact(self, figure: Figure, year: int | None, subject: Subject, *, again: bool = False) -> str:
        """Return « en 2022, on compte 12 cinémas dans la région Bretagne »."""
        when = f"en {year}, " if year else ""
        return f"{when}{_clause(figure, subject, again)}"

    def compared(self, figure: Figure, year: int, subject: Subject, group: Group) -> str:
        """Return a fact followed by « , contre 3,1 dans l’ensemble des régions »."""
        return f"{self.fact(figure, year, subject)}{_comparison(figure, subject, group)}"

    def extreme(self, highest: bool) -> str:
        """Return « , une valeur de la classe la plus élevée de la carte »."""
        return f", une valeur de la classe la plus {'élevée' if highest else 'basse'} de la carte"

    def category(self, label: str, year: int, subject: Subject) -> str:
        """Return « en 2023, la commune de Rennes appartient à la catégorie « … » »."""
        return f"en {year}, {_subject(subject)} appartient à la catégorie {_quoted(label)}"

    def crossing(
        self,
        figures: Pair,
        classes: tuple[int, int],
        years: tuple[int, int],
        subject: Subject,
    ) -> str:
        """Return « en 2022, la région Bretagne cumule une valeur élevée de… et faible de… »."""
        same_year = years[0] == years[1]
        when = f"en {years[0]}, " if same_year else ""
        parts = [
            f"une valeur {_CLASSES[rank - 1]} pour {_quoted(figure.label)} ({_quantity(figure)}"
            f"{'' if same_year else f' en {year}'})"
            for figure, rank, year in zip(figures, classes, years)
        ]
        return f"{when}{_subject(subject)} cumule {' et '.join(parts)}"

    def evolution(self, change: Change, subject: Subject, group: Group) -> str:
        """Return « entre 2019 et 2023, le nombre de musées a augmenté de 3 % dans… »."""
        what, plural = _thing(change.after)
        owner = _owner(change.after, subject)
        if owner and not _is_count(change.after):
            what = f"les {owner}" if plural else f"{_article(change.after.label)}{owner}"
        where = "" if owner and not _is_count(change.after) else f" dans {_subject(subject)}"
        size = rounded(change.change, change.decimals)
        have = "ont" if plural else "a"
        ends = f" (de {_quantity(change.before)} à {_quantity(change.after)})"
        if not size:
            core = f"{what} n’{have} pas changé{where}{ends}"
        else:
            verb = "augmenté" if size > 0 else "diminué"
            core = f"{what} {have} {verb} de {_size(change, abs(float(size)))}{where}{ends}"
        common = ""
        if change.common is not None:
            shown = _signed(change, change.common)
            common = f"{NO_BREAK}; dans {_group(group)}, l’évolution est de {shown}"
        return f"entre {change.since} et {change.year}, {core}{common}"


def _clause(figure: Figure, subject: Subject, again: bool) -> str:
    where = _again(subject.territory.level) if again else f"dans {_subject(subject)}"
    if _spends(figure, subject):
        return f"{_subject(subject)} dépense {_quantity(figure)} par habitant pour la culture"
    if _is_count(figure):
        return _count(figure, where)
    what, plural = _thing(figure)
    owner = _owner(figure, subject)
    if owner and what[0] != "l":
        owner = ""
    if owner:
        article = "les " if plural else _article(figure.label)
        what, where = f"{article}{owner}", ""
    verb = "vaut" if what.startswith("l’indicateur") else _verb(figure, plural)
    return f"{what} {verb} {_quantity(figure)} {where}".rstrip()


def _count(figure: Figure, where: str) -> str:
    value = figure.rounded
    shown = number(figure.value, figure.decimals)
    if value >= 2:
        return f"on compte {shown}{NO_BREAK}{figure.label} {where}"
    return f"le nombre {de(figure.label)} est {f'de {shown}' if value else 'nul'} {where}"


def _verb(figure: Figure, plural: bool) -> str:
    if plural:
        return "s’élèvent à"
    return "s’élève à" if "€" in figure.indicator.unit else "est de"


def _comparison(figure: Figure, subject: Subject, group: Group) -> str:
    if figure.common is None:
        return ""
    if figure.share is not None:
        share = percent(figure.share, 1 if figure.share >= 0.05 or not figure.share else 2)
        total = _quantity(figure, figure.common)
        return f", soit {share} du total des {_members(group)} ({total})" if figure.value else ""
    where = "" if _spends(figure, subject) else "dans "
    if not figure.gap:
        return f", comme {where}{_group(group)}"
    if _is_count(figure):
        return f", contre {number(figure.common, figure.decimals)} {where}{_group(group)}"
    more = "de plus" if figure.gap > 0 else "de moins"
    gap = _gap(figure, abs(float(figure.gap)))
    return f", soit {gap} {more} que {where}{_group(group)} ({_quantity(figure, figure.common)})"


def _gap(figure: Figure, gap: float) -> str:
    if figure.is_percentage:
        return f"{number(gap, figure.decimals)}{NO_BREAK}{'points' if gap >= 2 else 'point'}"
    return _quantity(figure, gap)


def _quantity(figure: Figure, value: float | None = None) -> str:
    """Number and unit as they read in a sentence, without the part of the unit that the label says."""
    value = figure.value if value is None else value
    shown = number(value, figure.decimals)
    if _is_count(figure):
        return shown
    unit, _, per = figure.indicator.unit.partition("/")
    per = {"hab.": "habitant"}.get(per, per)
    if unit in ("hab.", "habitants"):
        unit = "habitants" if abs(rounded(value, figure.decimals)) >= 2 else "habitant"
    if per and typeset(per) not in figure.label:
        unit = f"{unit} par {per}"
    return with_unit(shown, typeset(unit))


def _is_count(figure: Figure) -> bool:
    """Whether the label names, in the plural, what is counted."""
    first, unit = _first_word(figure.label), figure.indicator.unit
    if first[-1:] not in "sx" or first in _MASCULINE or not unit or _MEASURE.search(unit.partition("/")[0]):
        return False
    if _PER_INHABITANTS.match(unit):
        return True
    return "/" not in unit or first == unit.partition("/")[0].casefold()


def _thing(figure: Figure) -> tuple[str, bool]:
    """The indicator as a subject, and whether it is in the plural."""
    label = figure.label
    first = _first_word(label)
    if _is_count(figure):
        return f"le nombre {de(label)}", False
    if first in _FEMININE or first in _MASCULINE:
        return f"{_article(label)}{label}", False
    if first[-1:] in "sx" and first[:-1]:
        return f"les {label}", True
    return f"l’indicateur {_quoted(typeset(figure.indicator.label))}", False


def _article(label: str) -> str:
    if starts_with_vowel(label):
        return "l’"
    return "la " if _first_word(label) in _FEMININE else "le "


def _owner(figure: Figure, subject: Subject) -> str:
    """The label with the territory in the place of its level: « dépenses de la région Bretagne »."""
    match = _OWNER.search(figure.label)
    if match is None or match["who"] != level_noun(subject.territory.level):
        return ""
    return f"{figure.label[: match.start()]} {of(subject.territory, subject.name)}"


def _spends(figure: Figure, subject: Subject) -> bool:
    return bool(_SPENDING_PER_HEAD.fullmatch(figure.label)) and bool(_owner(figure, subject))


def _subject(subject: Subject) -> str:
    return named(subject.territory, subject.name)


def _again(level: Level) -> str:
    return f"dans {'cette' if level in _FEMININE_LEVELS else 'ce'} {level_noun(level, 1)}"


def _members(group: Group) -> str:
    """« régions », « 13 régions renseignées », « communes de la région Bretagne »."""
    noun = level_noun(group.level)
    if group.counted:
        known = "renseignées" if group.level in _FEMININE_LEVELS else "renseignés"
        noun = f"{number(group.counted)}{NO_BREAK}{noun} {known}"
    if group.inside is not None:
        return f"{noun} {of(group.inside.territory, group.inside.name)}"
    return f"{noun} de France métropolitaine" if group.metropole else noun


def _group(group: Group) -> str:
    return f"l’ensemble des {_members(group)}"


def _size(change: Change, size: float) -> str:
    if change.is_rate:
        return percent(size, change.decimals)
    return _gap(change.after, size)


def _signed(change: Change, value: float) -> str:
    size = float(rounded(value, change.decimals))
    return ("+" if size > 0 else "−" if size < 0 else "") + _size(change, abs(size))


def _first_word(label: str) -> str:
    return re.split(r"[\s’']", label.casefold(), maxsplit=1)[0]


def _quoted(text: str) -> str:
    return typeset(f"« {text} »")
