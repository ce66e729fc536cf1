# SPDX-License-Identifier: GPL-2.0-or-later
"""What a reader must know of territories that are not like the others of their level.

Sources: Code général des collectivités territoriales (L. 2512-1, L. 3431-1, L. 3611-1, L. 4421-1,
L. 7111-1, L. 7211-1) and ordonnance n° 2019-1170 (Alsace); the headquarters of national operators are the
reason that the Atlas of the Ministry gives for reading Île-de-France apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..i18n import tr
from ..model import Level, Territory
from ..territories import Territories
from ..wording import level_noun
from .model import SIMILAR, Perimeter

_PARIS = {"COM-75056", "DEP-75"}
_LYON = {"EPCI-200046977", "DEP-69"}
_ALSACE = {"DEP-67", "DEP-68"}
_CORSE = {"REG-94", "DEP-2A", "DEP-2B"}
_SINGLE = {"REG-02", "REG-03", "REG-06", "DEP-972", "DEP-973", "DEP-976"}
_OPERATORS = {"REG-11", "DEP-75", "COM-75056"}
#: Regions whose spending is also that of a departement.
_BOTH = {"REG-94", "REG-02", "REG-03"}
#: Themes that single authorities and national operators weigh on.
SPENDING, JOBS = "depenses", "emploi"


def special_cases(territories: Iterable[Territory]) -> list[str]:
    """Return one sentence for each special case among these territories, in a fixed order."""
    names = {one.reference for one in territories}
    return [sentence for concerned, sentence in _cases() if names & concerned]


def _cases() -> tuple[tuple[set[str], str], ...]:
    return (
        (
            _PARIS,
            tr(
                "Paris is a commune and a departement at once: one authority, one budget. Its figures are "
                "not split between both levels."
            ),
        ),
        (
            _LYON,
            tr(
                "The Métropole de Lyon has also had the powers of a departement on its territory since 2015: "
                "compare its spending, and that of the Rhône, with others of their level with care."
            ),
        ),
        (
            _ALSACE,
            tr(
                "The Collectivité européenne d’Alsace took the place of the councils of Bas-Rhin and "
                "Haut-Rhin in 2021: figures of before are those of two authorities."
            ),
        ),
        (
            _CORSE,
            tr(
                "The Collectivité de Corse has had the powers of a region and of both departements since "
                "2018: it has one budget."
            ),
        ),
        (
            _SINGLE,
            tr(
                "Guyane, Martinique and Mayotte have a single authority that is a region and a departement "
                "at once: the same spending appears at both levels."
            ),
        ),
        (
            _OPERATORS,
            tr(
                "National operators have their head office in Île-de-France, most of them in Paris: "
                "places, jobs and spending of the State there serve the whole country."
            ),
        ),
    )


def inside(reference: Perimeter, themes: Collection[str]) -> list[str]:
    """Say what weighs on a reference that holds special cases, for the themes that it weighs on."""
    held = {f"{reference.level.prefix}-{code}" for code in reference.codes}
    found = []
    if len(held) > 1 and held & _OPERATORS and {SPENDING, JOBS} & set(themes):
        sentence = tr(
            "{place} includes Île-de-France, where the national operators are: the spending of the State and "
            "the jobs there weigh on this reference."
        )
        found.append(sentence.format(place=reference.label))
    if reference.level is Level.REGION and len(held & _BOTH) > 1 and SPENDING in themes:
        sentence = tr(
            "{place} includes Corse, Guyane or Martinique, whose single authorities spend as a region and as "
            "a departement."
        )
        found.append(sentence.format(place=reference.label))
    return found


def straddling(level: Level, codes: Iterable[str], parent: Territory, territories: Territories) -> str:
    """Say how many EPCI of a reference reach beyond it; empty when none does.

    An EPCI counts whole in every departement and region where it has a commune.
    """
    if level is not Level.EPCI or parent.level not in (Level.REGION, Level.DEPARTEMENT):
        return ""
    count = sum(territories.spread(code, parent.level) > 1 for code in codes)
    if not count:
        return ""
    sentence = tr(
        "{place}: {count} EPCI also have communes outside this {level}; each is counted whole, as EPCI do "
        "not nest."
    )
    return sentence.format(place=territories.label(parent), count=count, level=level_noun(parent.level, 1))


def across(territory: Territory, territories: Territories) -> str:
    """Say that an EPCI lies over several departements; empty for any other territory."""
    if territory.level is not Level.EPCI:
        return ""
    count = territories.spread(territory.code, Level.DEPARTEMENT)
    if count < 2:
        return ""
    sentence = tr("{place} lies across {count} departements; it is compared with that of its seat.")
    return sentence.format(place=territories.label(territory), count=count)


def notes(
    territories: Territories,
    chosen: tuple[Territory, ...],
    keys: tuple[str, ...],
    perimeters: Mapping[str, list[Perimeter]],
    themes: Collection[str] = (),
) -> list[str]:
    """Return what must be known of a comparison: what nests badly, special cases, references left out.

    ``perimeters`` are those of each territory, by reference; ``themes`` those of the indicators.
    """
    found = [note for one in chosen if (note := across(one, territories))]
    wide = {one.identity: one for several in perimeters.values() for one in several if not one.is_single}
    for one in wide.values():
        if one.territory is not None:
            found.append(straddling(one.level, one.codes, one.territory, territories))
    found += special_cases(chosen)
    for one in wide.values():
        found += inside(one, themes)
    for key in keys:
        without = [one for one in chosen if all(other.key != key for other in perimeters[one.reference])]
        if without:
            found.append(_left_out(key, without, territories))
    return [note for note in dict.fromkeys(found) if note]


def _left_out(key: str, without: list[Territory], territories: Territories) -> str:
    names = ", ".join(territories.label(one) for one in without[:5])
    if len(without) > 5:
        names += tr(" and {count} others").format(count=len(without) - 5)
    if key == SIMILAR:
        sentence = tr("No similar territory for {names}: too few figures are known.")
    else:
        sentence = tr(
            "The reference {key} is left out for {names}: it is the territory itself, or not one of its own."
        )
    return sentence.format(key=key, names=names)
