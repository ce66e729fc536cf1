# SPDX-License-Identifier: GPL-2.0-or-later
"""Words around names and numbers."""

from __future__ import annotations

import re
from datetime import date

import pytest

from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.core.wording import (
    by_level,
    counted,
    de,
    level_noun,
    located,
    long_date,
    lower_first,
    named,
    of,
    sentence,
    typeset,
    typeset_figures,
)


@pytest.fixture
def french():
    i18n.set_translator(None, "fr")
    yield
    i18n.set_translator(None)


@pytest.mark.parametrize(
    ("reference", "subject", "belonging", "place"),
    [
        ("REG-53", "la région Bretagne", "de la région Bretagne", "en Bretagne"),
        ("REG-32", "la région Hauts-de-France", "de la région Hauts-de-France", "dans les Hauts-de-France"),
        ("REG-44", "la région Grand Est", "de la région Grand Est", "dans le Grand Est"),
        ("REG-04", "la région La Réunion", "de la région La Réunion", "à La Réunion"),
        ("DEP-50", "le département de la Manche", "du département de la Manche", "dans la Manche"),
        ("DEP-59", "le département du Nord", "du département du Nord", "dans le Nord"),
        ("DEP-01", "le département de l’Ain", "du département de l’Ain", "dans l’Ain"),
        ("DEP-22", "le département des Côtes-d’Armor", "du département des Côtes-d’Armor",
         "dans les Côtes-d’Armor"),
        ("DEP-35", "le département d’Ille-et-Vilaine", "du département d’Ille-et-Vilaine",
         "en Ille-et-Vilaine"),
        ("DEP-2B", "le département de la Haute-Corse", "du département de la Haute-Corse", "en Haute-Corse"),
        ("DEP-75", "le département de Paris", "du département de Paris", "à Paris"),
        ("DEP-974", "le département de La Réunion", "du département de La Réunion", "à La Réunion"),
        ("COM-76351", "la commune du Havre", "de la commune du Havre", ""),
        ("COM-27229", "la commune d’Évreux", "de la commune d’Évreux", ""),
        ("COM-17300", "la commune de La Rochelle", "de la commune de La Rochelle", ""),
        ("EPCI-243500139", "l’intercommunalité Rennes Métropole", "de l’intercommunalité Rennes Métropole",
         ""),
        ("EPCI-200054781", "la métropole du Grand Paris", "de la métropole du Grand Paris", ""),
    ],
)  # fmt: skip
def test_territories_take_their_article(french, reference, subject, belonging, place):
    territory = territories().find(reference)
    assert (named(territory), of(territory), located(territory)) == (subject, belonging, place)


def test_every_departement_is_said_without_a_clash(french):
    vowel = "AEÉIÎOUYH"
    clash = re.compile(rf"\b(?:de|la|le) [{vowel[:-2]}]|\bde les?\b|\bà les?\b|\b[dl]’[^{vowel}]")
    for territory in territories().all(Level.DEPARTEMENT):
        for text in (named(territory), of(territory), located(territory)):
            assert not clash.search(text), text
            assert text.count(typeset(territory.name)) == 1


def test_every_region_is_somewhere(french):
    for territory in territories().all(Level.REGION):
        assert located(territory).split()[0] in ("en", "dans", "à")


def test_communities_are_spelt_out(french):
    names = {territory.name: named(territory) for territory in territories().all(Level.EPCI)}
    assert names["CC du Ternois"] == "la communauté de communes du Ternois"
    assert names["CA Plaine Vallée"] == "la communauté d’agglomération Plaine Vallée"
    assert not [text for text in names.values() if re.match(r"l’intercommunalité (?:CC|CA|CU) ", text)]


def test_english():
    found = territories().find
    assert named(found("DEP-50")) == "the departement of Manche"
    assert named(found("EPCI-243500139")) == "the intermunicipal body Rennes Métropole"
    assert (of(found("REG-53")), located(found("REG-53"))) == ("of the region of Bretagne", "in Bretagne")
    assert (level_noun(Level.EPCI), by_level(Level.COMMUNE)) == ("intermunicipal bodies", "by commune")
    assert long_date(date(2026, 11, 1)) == "1 November 2026"


def test_dates_and_counts_in_french(french):
    assert long_date(date(2026, 11, 22)) == "22\u00a0novembre 2026"
    assert long_date(date(2026, 12, 1)) == "1er\u00a0décembre 2026"
    assert counted(Level.DEPARTEMENT, 101) == "101\u00a0départements"
    assert counted(Level.COMMUNE, 1) == "1\u00a0commune"
    assert by_level(Level.EPCI) == "par intercommunalité (EPCI)"
    assert (de("Le Mans"), de("Les Lilas"), de("œuvre"), de("Rennes")) == (
        "du Mans", "des Lilas", "d’œuvre", "de Rennes"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("l'art : « ici » ; 100 000 hab.  ", "l’art\u00a0: «\u202fici\u202f» ; 100\u202f000 hab."),
        ("17 à 43 %", "17 à 43\u202f%"),
        ("COG 2026, 3 500 habitants", "COG 2026, 3\u202f500 habitants"),
    ],
)
def test_texts_of_the_data_are_typeset(french, text, printed):
    assert typeset(text) == printed.replace(" ;", "\u202f;")
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("22 bibliothèques sur 15588", "22 bibliothèques sur 15\u202f588"),
        ("dont 1016 ; valeur -1", "dont 1\u202f016\u202f; valeur \u22121"),
        ("0 = aucun", "0\u00a0=\u00a0aucun"),
        # Years, periods, codes, versions, what is grouped already.
        ("1916, 2019-2023, COG 2020, RP2023", "1916, 2019-2023, COG 2020, RP2023"),
        ("SUPERF_2023, EPSG:4326, 6.0.0, 34 968", "SUPERF_2023, EPSG:4326, 6.0.0, 34\u202f968"),
        ("01234, 2A004", "01234, 2A004"),
    ],
)
def test_figures_of_a_coverage_are_written_like_those_of_the_map(french, text, printed):
    assert typeset_figures(text) == printed
    assert typeset_figures(printed) == printed


def test_figures_in_english():
    assert typeset_figures("22 of 15588 libraries") == "22 of 15,588 libraries"
    assert typeset_figures("22 of 15,588 libraries") == "22 of 15,588 libraries"


def test_a_sentence_ends_once():
    assert [sentence(text) for text in ("A", "A.", "A ; ", "A !", "A…", "")] == [
        "A.", "A.", "A.", "A !", "A…", ""
    ]  # fmt: skip


def test_acronyms_keep_their_capital():
    assert [lower_first(x) for x in ("Écrans", "EPCI", "Q6 (min)", "À", "A b")] == [
        "écrans", "EPCI", "Q6 (min)", "À", "a b"
    ]  # fmt: skip


def test_what_no_font_prints_is_left_out():
    typed = "A\x01B\x0cC\x7fD\ud800 \U0001f3ad\nE\r\nF\vG"
    assert typeset(typed) == "ABCD \U0001f3ad\nE\nF G"
