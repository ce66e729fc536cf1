# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading notes: grammar, figures, and the territory that they speak of."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.formatting import NARROW_NO_BREAK, NO_BREAK, number
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest, prepare
from atlas_culture_plugin.core.model import Level, Mode, ValueKind
from atlas_culture_plugin.core.phrases import Change, Figure, Group, Subject
from atlas_culture_plugin.core.phrases_fr import French
from atlas_culture_plugin.core.reading import reading_note
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.core.writer import write_package
from tests.package_figures import expected
from tests.unit.samples import LIBRARIES, sample

#: What no sentence of either language holds.
FAULTS = re.compile(
    r"None|nan\b|  |\bde le\b|\bde les\b|\bà le\b|\bà les\b|\bde [aeéèêiîouy][a-zé]+s\b|\.\.|,,|\( | \)|\{|\}"
    r"|[Nn]on disponible|[Nn]ot available| [.,)]|\b(?:le|la) l’"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture(params=["fr", "en"])
def language(request):
    i18n.set_translator(None, request.param)
    yield request.param
    i18n.set_translator(None)


@pytest.fixture
def french():
    i18n.set_translator(None, "fr")
    yield
    i18n.set_translator(None)


def note(library, indicator, level, **more):
    prepared = prepare(library, territories(), MapRequest(indicator, Level(level), **more))
    return plain(reading_note(prepared, library, territories()))


def plain(text):
    return text.replace(NARROW_NO_BREAK, " ").replace(NO_BREAK, " ")


#: The most populated territory of each level that can have a value.
LARGEST = {"region": "11", "departement": "59", "epci": "200054781", "commune": "75056"}


@pytest.mark.parametrize("within", ["", "REG-53"])
def test_every_indicator_at_every_level_reads_well(library, language, within):
    start = {"fr": "Lecture : en ", "en": "Reading note: in "}[language]
    count = 0
    for indicator in library.indicators():
        for level in indicator.levels:
            year = indicator.latest_year(level)
            text = note(library, indicator.id, level.value, within=within)
            assert text.startswith(f"{start}{year}, "), text
            assert text.endswith("."), text
            assert not FAULTS.search(text), text
            assert len(text) < 400, text
            count += 1
    assert count > 200


def test_the_figure_is_that_of_the_package(library, french):
    for indicator in library.indicators():
        if indicator.kind is ValueKind.TYPOLOGY:
            continue
        for level in indicator.levels:
            column = indicator.column(indicator.latest_year(level))
            value = expected(level.value, column)[LARGEST[level.value]][0]
            if value:
                text = note(library, indicator.id, level.value)
                assert re.search(rf"(?<![\d,]){plain(number(value, indicator.decimals))}(?![\d,])", text), (
                    text
                )


@pytest.mark.parametrize(
    ("indicator", "level", "more", "text"),
    [
        ("dep_regions_hab", "departement", {"within": "REG-53"}, None),
        ("dep_regions_hab", "region", {"within": "REG-53"},
         "Lecture : en 2019, la région Bretagne dépense {v} € par habitant pour la culture, soit "
         "{g} € de {m} que l’ensemble des régions ({r} €)."),
    ],
)  # fmt: skip
def test_who_spends_is_the_subject(library, french, indicator, level, more, text):
    if text is None:
        with pytest.raises(Exception, match="dep_regions_hab"):
            note(library, indicator, level, **more)
        return
    value = expected("region", "dep_regions_hab_2019")["53"][0]
    spent = sum(v for v, _ in expected("region", "dep_regions_total_2019").values() if v is not None)
    totals = expected("region", "dep_regions_total_2019")
    people = sum(
        v
        for code, (v, _) in expected("region", "dep_regions_pop_2019").items()
        if totals[code][0] is not None
    )
    common = round(1000 * spent / people, 1)
    gap = round(round(value, 1) - common, 1)
    shown = {"v": value, "g": abs(gap), "r": common}
    figures = {key: plain(number(figure, 1)) for key, figure in shown.items()}
    assert note(library, indicator, level, **more) == text.format(m="plus" if gap > 0 else "moins", **figures)


def test_counts_are_said_as_counts(library, french):
    assert note(library, "cinemas_100k", "departement", within="REG-53") == (
        "Lecture : en 2022, on compte 3,5 cinémas pour 100 000 habitants dans la région Bretagne, "
        "contre 3,1 dans l’ensemble des 13 régions renseignées."
    )
    # Less than two is a singular in French.
    text = note(library, "cinemas_100k", "departement")
    assert "le nombre de cinémas pour 100 000 habitants est de 1,8 dans le département du Nord" in text


def test_a_share_differs_in_points(library, french):
    text = note(library, "part_prof_cult", "departement")
    assert "est de 1,70 % dans le département du Nord, soit 0,60 point de moins que dans" in text


def test_a_median_is_compared_with_nothing(library, french):
    text = note(library, "niveau_vie_median", "commune")
    assert text.endswith("dans la commune de Paris, une valeur de la classe la plus élevée de la carte.")
    assert "ensemble" not in text


def test_a_territory_with_a_value_of_its_own_is_spoken_of_else_the_most_populated(library, french):
    assert "dans le département de la Manche, contre" in note(
        library, "bibliotheques_10k", "commune", within="DEP-50"
    )
    text = note(library, "dep_epci_hab", "epci", within="REG-53")
    assert "l’intercommunalité Rennes Métropole dépense" in text
    assert "intercommunalités renseignées de la région Bretagne" in text
    assert "communes renseignées de France métropolitaine" in note(
        library, "dep_communes_hab", "commune", within="METRO"
    )


def test_circles_give_both_figures(library, french):
    text = note(library, "cinemas_100k", "departement", second="entrees_cinema", mode=Mode.CIRCLES)
    entries = plain(number(expected("departement", "entrees_cinema_2022")["59"][0]))
    assert text.endswith(f"renseignés. On compte {entries} entrées de cinéma dans ce département.")


def test_two_ratios_are_said_high_or_low(library, french):
    text = note(library, "bibliotheques_10k", "epci", second="densite", mode=Mode.BIVARIATE, within="REG-28")
    assert text == (
        "Lecture : la métropole Rouen Normandie cumule une valeur faible pour « bibliothèques pour 10 000 "
        "habitants » (1,2 en 2021) et une valeur élevée pour « densité de population » (757,7 habitants "
        "par km² en 2023)."
    )


def test_an_evolution_says_both_ends(library, french):
    before = expected("region", "musees_2019")["11"][0]
    after = expected("region", "musees_2023")["11"][0]
    text = note(library, "musees", "region", mode=Mode.EVOLUTION)
    change = plain(number(abs(after - before) / before * 100, 1))
    assert text.startswith(
        "Lecture : entre 2019 et 2023, le nombre de musées de France fréquentés a diminué de "
        f"{change} % dans la région Île-de-France (de {before:.0f} à {after:.0f}) ; dans l’ensemble des "
    )


def test_a_typology_says_the_category(library, french):
    assert note(library, "grille_densite", "commune") == (
        "Lecture : en 2020, la commune de Paris appartient à la catégorie « Très dense »."
    )


def test_every_crossing_and_evolution_reads_well_in_both_languages(library, language):
    requests = [
        ("cinemas_100k", "region", {"second": "entrees_cinema", "mode": Mode.CIRCLES}),
        ("bibliotheques_10k", "departement", {"second": "festivals", "mode": Mode.CIRCLES}),
        ("festivals_100k", "departement", {"second": "densite", "mode": Mode.BIVARIATE}),
        ("musees", "departement", {"mode": Mode.EVOLUTION}),
        ("musees_entrees", "departement", {"mode": Mode.EVOLUTION, "within": "REG-44"}),
    ]
    for indicator, level, more in requests:
        text = note(library, indicator, level, **more)
        assert text.endswith(".")
        assert not FAULTS.search(text), text


def small(tmp_path, cells):
    """A library of one stock at the regional level."""
    stock = replace(LIBRARIES, levels=(Level.REGION,), years=(2022,), years_by_level={Level.REGION: (2022,)})
    stock = replace(stock, decimals=0)
    package = replace(sample(tmp_path / "p"), indicators=(stock,), levels=(Level.REGION,),
                      tables={Level.REGION: "region.csv"})  # fmt: skip
    write_package(package, {Level.REGION: list(cells.items())})
    return Library(tmp_path / "library", tmp_path / "p")


def test_a_secret_value_is_never_spoken_of(tmp_path, french):
    found = small(tmp_path, {"11": "s", "84": "7", "53": "5"})
    # Île-de-France is the most populated, and secret; the total would give it away.
    assert note(found, "bibliotheques", "region") == (
        "Lecture : en 2022, on compte 7 bibliothèques dans la région Auvergne-Rhône-Alpes."
    )
    assert "Auvergne" not in note(found, "bibliotheques", "region", within="REG-53")
    assert note(found, "bibliotheques", "region", within="REG-11") == ""


def test_nothing_to_read_gives_no_note(tmp_path, french):
    assert note(small(tmp_path, {"11": "nd"}), "bibliotheques", "region") == ""


def test_zero_is_a_value(tmp_path, french):
    text = note(small(tmp_path, {"11": "0", "53": "5"}), "bibliotheques", "region")
    assert text == "Lecture : en 2022, le nombre de bibliothèques est nul dans la région Île-de-France."


@pytest.mark.parametrize(
    ("label", "unit", "kind", "value", "common", "clause"),
    [
        ("Âge moyen des lecteurs", "ans", "ratio", 41.2, 40.0,
         "l’âge moyen des lecteurs est de 41,2 ans dans la région Bretagne, soit 1,2 ans de plus que dans "
         "l’ensemble des régions (40,0 ans)"),
        ("Zinzolin", "km", "ratio", 3.0, 3.0,
         "l’indicateur « Zinzolin » vaut 3,0 km dans la région Bretagne, comme dans l’ensemble des régions"),
        ("Écoles de musique", "écoles", "stock", 1.0, 4.0,
         "le nombre d’écoles de musique est de 1,0 dans la région Bretagne, soit 25,0 % du total des régions "
         "(4,0)"),
        ("Taux de réponse", "%", "ratio", 50.0, 52.0,
         "le taux de réponse est de 50,0 % dans la région Bretagne, soit 2,0 points de moins que dans "
         "l’ensemble des régions (52,0 %)"),
        ("Subventions aux festivals", "k€", "stock", 12.5, 50.0,
         "les subventions aux festivals s’élèvent à 12,5 k€ dans la région Bretagne, soit 25,0 % du total "
         "des régions (50,0 k€)"),
        ("Densité de lieux", "lieux/km²", "ratio", 0.004, 0.002,
         "la densité de lieux est de 0,004 lieux par km² dans la région Bretagne, soit 0,002 lieux par km² "
         "de plus que dans l’ensemble des régions (0,002 lieux par km²)"),
    ],
)  # fmt: skip
def test_any_label_makes_a_right_sentence(french, label, unit, kind, value, common, clause):
    indicator = replace(LIBRARIES, label_fr=label, unit=unit, kind=ValueKind(kind), decimals=1)
    subject = Subject(territories().find("REG-53"), "Bretagne")
    text = French().compared(Figure(indicator, value, common), 2022, subject, Group(Level.REGION))
    assert plain(text) == f"en 2022, {clause}"


@pytest.mark.parametrize(
    ("change", "common", "clause"),
    [
        (2.0, 1.0, "a augmenté de 2,0 points dans la région Bretagne (de 10,0 % à 12,0 %) ; dans l’ensemble "
                   "des régions, l’évolution est de +1,0 point"),
        (0.0, -0.5, "n’a pas changé dans la région Bretagne (de 10,0 % à 12,0 %) ; dans l’ensemble des "
                    "régions, l’évolution est de −0,5 point"),
        (-1.5, None, "a diminué de 1,5 point dans la région Bretagne (de 10,0 % à 12,0 %)"),
    ],
)  # fmt: skip
def test_a_change_goes_up_down_or_nowhere(french, change, common, clause):
    indicator = replace(LIBRARIES, label_fr="Part des lecteurs", unit="%", kind=ValueKind.RATIO, decimals=1)
    ends = Figure(indicator, 10.0), Figure(indicator, 12.0)
    told = Change(*ends, 2019, 2023, change, common, 1)
    subject = Subject(territories().find("REG-53"), "Bretagne")
    text = plain(French().evolution(told, subject, Group(Level.REGION)))
    assert text == f"entre 2019 et 2023, la part des lecteurs {clause}"
