# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts printed on a map."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.caption import caption, coverage_parts
from atlas_culture_plugin.core.formatting import NARROW_NO_BREAK, NO_BREAK
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Method, Mode
from atlas_culture_plugin.core.territories import territories
from tests.unit.samples import LIBRARIES

TS_FILE = Path(__file__).resolve().parents[2] / "resources" / "i18n" / "atlas_culture_fr.ts"
TODAY = date(2026, 11, 22)
#: Punctuation that follows punctuation, spaces that a line could break at, what nobody should read.
FAULTS = re.compile(r"None|nan\b|  |\.\.|,,|;;|[,;:.] ?[,;.]|\(\)| [;:!?»](?!\S)|« |\{|\}")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


def translations():
    messages = ET.parse(TS_FILE).iter("message")
    return {message.findtext("source"): message.findtext("translation") for message in messages}


@pytest.fixture
def french():
    known = translations()
    i18n.set_translator(lambda text: known.get(text, text), "fr")
    yield
    i18n.set_translator(None)


def of(library, indicator, level, *, words=None, **more):
    prepared = prepare(library, territories(), MapRequest(indicator, Level(level), **more))
    return caption(prepared, library, territories(), today=TODAY, **(words or {}))


def plain(text):
    return text.replace(NARROW_NO_BREAK, " ").replace(NO_BREAK, " ")


def test_everything_that_a_map_must_say(library):
    found = of(library, "cinemas_100k", "departement", words={"author": "A. Dupont", "organisation": "Drac"})
    assert found.title == "Cinemas per 100,000 inhabitants"
    assert found.subtitle.startswith("By departement · 2022 · France · Classification: ")
    assert plain(found.coverage).startswith("Coverage: France, 101 departements (not available: 5). Overseas")
    assert plain(found.reading).startswith(
        "Reading note: in 2022, there are 1.8 cinemas per 100,000 inhabitants"
    )
    assert found.source.startswith("Sources: CNC, « Liste des établissements cinématographiques actifs »")
    # The denominator is somebody else's figure.
    assert "Insee, populations de référence 2023 (RP2023)" in found.source
    assert f"Licence Ouverte{NO_BREAK}2.0" in found.source
    assert territories().attribution in found.base
    assert plain(found.base).endswith("COG 2026.")
    assert found.credits == "Made by A. Dupont, Drac, 22 November 2026"


def test_everything_that_a_map_must_say_in_french(library, french):
    found = {
        name: plain(text) if isinstance(text, str) else text
        for name, text in asdict(
            of(library, "dep_departements_hab", "departement", within="REG-53",
               words={"organisation": "Drac Bretagne"})
        ).items()
    }  # fmt: skip
    assert found["title"] == "Dépenses culturelles par habitant des départements en Bretagne"
    assert found["subtitle"].startswith("Par département · 2019 (€/hab.) · Discrétisation : ")
    assert found["coverage"].startswith(
        "Champ : Bretagne, 4 départements. 96 départements ; sans objet : Paris"
    )
    assert found["source"] == (
        "Source : Ministère de la Culture (DEPS) d’après DGFiP, « Dépenses culturelles des départements par "
        "secteur », 2019. Licence Ouverte 2.0."
    )
    assert found["base"].startswith("Fond de carte : ")
    assert found["credits"] == "Réalisation : Drac Bretagne, 22 novembre 2026"


def test_the_unit_is_said_where_the_label_does_not(library):
    assert "2023 (hab./km²)" in of(library, "densite", "region").subtitle
    assert "(" not in of(library, "cinemas_100k", "region", method=Method.QUANTILE).subtitle


def test_no_text_of_any_map_is_badly_punctuated(library, french):
    for indicator in library.indicators():
        for level in indicator.levels:
            found = of(library, indicator.id, level.value, within="REG-53" if level is Level.COMMUNE else "")
            for name, text in asdict(found).items():
                for one in text if isinstance(text, tuple) else (text,):
                    assert not FAULTS.search(one.replace("(…)", "")), (indicator.id, level, name, one)
                    assert one == one.strip()
                    assert "'" not in one


def test_the_title_of_the_user_wins_and_the_subtitle_says_the_rest(library):
    found = of(library, "densite", "commune", within="DEP-50", words={"title": "  Où vivons-nous ?  "})
    assert found.title == "Où vivons-nous ?"
    assert "Population density · 2023 (hab./km²) · Manche" in found.subtitle


@pytest.mark.parametrize(
    ("level", "within", "place"),
    [
        ("commune", "DEP-50", " dans la Manche"),
        ("departement", "REG-32", " dans les Hauts-de-France"),
        ("commune", "EPCI-243500139", " – Rennes Métropole"),
        ("commune", "METRO", " en France métropolitaine"),
        ("commune", "FRANCE", ""),
    ],
)
def test_the_title_says_the_place(library, french, level, within, place):
    assert plain(of(library, "festivals_100k", level, within=within).title) == (
        f"Festivals pour 100 000 habitants{place}"
    )


def test_a_crossing_says_both_and_shares_what_is_shared(library, french):
    found = of(library, "cinemas_100k", "departement", second="entrees_cinema", mode=Mode.CIRCLES)
    assert plain(found.title) == "Cinémas pour 100 000 habitants et entrées de cinéma"
    assert "Couleurs : cinémas pour 100 000 habitants, 2022 · Cercles : entrées" in plain(found.subtitle)
    assert found.coverage.count("Outre-mer non couvert") == 1
    assert found.source.count("CNC") == 1
    assert found.reading.count("2022") == 1


def test_a_ratio_and_its_own_stock_are_named_once(library):
    found = of(library, "cinemas_100k", "departement", second="cinemas", mode=Mode.CIRCLES)
    assert found.title == "Cinemas, in number and per 100,000 inhabitants"
    found = of(library, "cinemas_100k", "departement", second="densite", mode=Mode.BIVARIATE)
    assert found.title == "Cinemas per 100,000 inhabitants and population density"


def test_the_coverage_of_each_indicator_follows_its_name(library, french):
    found = of(library, "bibliotheques_10k", "epci", second="festivals_100k", mode=Mode.BIVARIATE)
    assert "Festivals pour 100 000 habitants – Recensement des festivals" in plain(found.coverage)
    assert "sur 15 588 non rattachées" in plain(found.coverage)


def test_bodies_that_are_also_elsewhere_are_counted(library):
    # Redon Agglomération and Cap Atlantique have communes in Pays de la Loire.
    found = of(library, "bibliotheques_10k", "epci", within="REG-53")
    assert "Bretagne, 61 intermunicipal bodies, 2 of them partly outside." in plain(found.coverage)
    known = territories()
    assert [known.spread(code, Level.REGION) for code in ("243500741", "244400610", "243500139")] == [2, 2, 1]
    assert "outside" not in of(library, "bibliotheques_10k", "epci", within="REG-94").coverage
    assert "outside" not in of(library, "bibliotheques_10k", "epci").coverage


def test_what_is_said_of_both_years_is_said_once(library, french):
    text = plain(of(library, "musees_entrees", "departement", mode=Mode.EVOLUTION, since=2019).coverage)
    assert text.count("commune dont aucun musée connu") == 1
    assert text.index("commune dont aucun musée connu") < text.index("2019 : 1 155 musées")
    assert "; 2023 : 1 057 musées" in text


def test_two_ratios_of_two_years_say_both_years(library, french):
    found = of(library, "bibliotheques_10k", "epci", second="densite", mode=Mode.BIVARIATE, within="REG-28")
    assert plain(found.title) == "Bibliothèques pour 10 000 habitants et densité de population en Normandie"
    assert "habitants, 2021 · Densité de population (hab./km²), 2023" in plain(found.subtitle)
    assert "3 classes par indicateur" in found.subtitle


def test_an_evolution_says_both_years_and_its_centre(library, french):
    found = of(library, "musees", "region", mode=Mode.EVOLUTION)
    assert plain(found.title) == "Musées de France fréquentés : évolution de 2019 à 2023"
    assert "2019–2023 (%)" in found.subtitle
    prepared = prepare(library, territories(), MapRequest("musees", Level.REGION, mode=Mode.EVOLUTION))
    assert prepared.heading.endswith(": musées de France fréquentés (%), 2019–2023")
    assert found.subtitle.endswith("autour de zéro")
    assert "2019 et 2023" in found.source


def test_bounds_in_common_are_said(library):
    found = of(library, "densite", "commune", within="DEP-50", words={"common_bounds": "all the pages"})
    assert found.subtitle.endswith("Bounds common to all the pages")


def test_the_threshold_is_said_with_what_it_hides(library):
    found = of(library, "bibliotheques_10k", "commune", within="DEP-50", threshold=500.0)
    assert "under the threshold: 236" in found.coverage
    assert plain(found.coverage).endswith("Hidden: ratios over less than 500 habitants.")


def test_advice_for_the_screen_is_not_printed(library):
    assert of(library, "festivals", "region").notes == ()


def test_nobody_named_leaves_the_date(library):
    assert of(library, "densite", "region").credits == "22 November 2026"


def test_a_coverage_keeps_the_year_of_the_map_and_spells_markers_out():
    indicator = replace(
        LIBRARIES,
        coverage_en="Mainland; 2019: 10 of 12; nd = closed; 2023: 8 of 12; so: Paris; so be it",
        coverage_fr="",
    )
    assert coverage_parts(indicator, (2019,)) == ["Mainland", "10 of 12", "not available = closed"]
    assert coverage_parts(indicator, (2023,)) == ["Mainland", "8 of 12", "not applicable: Paris", "so be it"]
    assert coverage_parts(indicator, (2019, 2023))[1] == "2019: 10 of 12"
    assert coverage_parts(replace(indicator, coverage_en=""), (2019,)) == []


@pytest.mark.parametrize(
    ("within", "said"), [("", True), ("FRANCE", True), ("METRO", False), ("REG-53", False)]
)
def test_a_map_of_france_without_overseas_says_so(library, within, said):
    words = {"with_overseas": False}
    found = of(library, "cinemas_100k", "departement", within=within, words=words)
    assert ("overseas counted but not drawn" in found.coverage) is said
    assert "not drawn" not in of(library, "cinemas_100k", "departement", within=within).coverage


def test_what_looks_like_an_expression_is_printed_as_it_is(library):
    words = {"title": "[% 1+1 %]", "author": "[%x%]"}
    found = of(library, "cinemas_100k", "departement", words=words)
    assert "[%" not in found.title + found.credits
    assert found.title.replace("\u200b", "") == "[% 1+1 %]"
